from pathlib import Path

import pytest
from fpdf import FPDF
from playwright.sync_api import expect

from qa.web import visitors
from qa.web.texts import DUTCH
from tests.web.browser.using import IN_A_BROWSER, LINE, QUESTION, Visit, ask, documents_tab, serious, upload
from tests.web.test_cards import HOSTILE
from tests.web.test_visitors import LETTER

pytestmark = IN_A_BROWSER


def test_the_search_is_narrowed_to_chosen_documents_and_a_period(visit: Visit) -> None:
    page = visit()
    documents_tab(page)
    page.fill("#filter", "2016")
    page.locator("#lijst tbody tr:visible input").check()
    page.locator("[data-do=kies]").click()
    expect(page.locator("#bereik .chip")).to_have_count(1)
    ask(page, "Waarom draagt Nederland bij aan de strijd tegen ISIS?")
    expect(page.locator("#kaarten")).to_contain_text("nr. 597")
    expect(page.locator("#kaarten")).not_to_contain_text("nr. 943")
    page.locator("#bereik .chip").click()
    page.locator("summary", has_text=DUTCH.period).click()
    page.fill("input[name=since]", "2023-01-01")
    ask(page, QUESTION, 2)
    expect(page.locator("#kaarten")).to_contain_text("nr. 943")
    expect(page.locator("#kaarten")).not_to_contain_text("nr. 919,")


def test_the_list_of_documents_is_sorted(visit: Visit) -> None:
    page = visit()
    documents_tab(page)
    passages = page.get_by_role("button", name="Passages")
    passages.click()
    expect(page.locator("#lijst tbody tr").first).to_contain_text("Eerste Kamer")
    passages.click()
    expect(page.locator("#lijst tbody tr").first).to_contain_text("2016")
    expect(page.locator("th[aria-sort=descending]")).to_have_text("Passages")


def test_an_own_document_is_asked_about_and_removed(visit: Visit, kept: Path, tmp_path: Path) -> None:
    letter = tmp_path / "rode-zee.txt"
    letter.write_text(LETTER, encoding="utf-8")
    page, other = visit(), visit()
    documents_tab(page)
    upload(page, letter)
    expect(page.locator("#opgenomen")).to_contain_text("Toegevoegd: rode-zee.txt.")
    expect(page.locator("tr[data-id=rode-zee]")).to_contain_text(DUTCH.own)
    page.get_by_role("tab", name="Vragen").click()
    ask(page, "Waar varen de fregatten ter bescherming van de koopvaardij?")
    expect(page.locator("#beurt-1.gevonden")).to_contain_text("De fregatten varen in de Rode Zee")
    ask(other, "Waar varen de fregatten ter bescherming van de koopvaardij?")
    expect(other.locator("#kaarten")).not_to_contain_text("fregatten varen")
    documents_tab(page)
    page.locator("tr[data-id=rode-zee] input").check()
    page.locator("[data-do=verwijder]").click()
    page.get_by_role("button", name=DUTCH.keep).click()
    expect(page.locator("tr[data-id=rode-zee]")).to_have_count(1)
    page.locator("[data-do=verwijder]").click()
    page.get_by_role("button", name=DUTCH.remove_confirm).click()
    expect(page.locator("tr[data-id=rode-zee]")).to_have_count(0)
    assert not any(b"fregatten" in path.read_bytes() for path in kept.rglob("*") if path.is_file())


SHOWN = """(one) => {
    for (; one; one = one.parentElement) if (getComputedStyle(one).opacity < 1) return false;
    return true;
}"""


def test_what_there_is_no_room_for_is_refused_in_a_sentence(
    visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = tmp_path / "rode-zee.txt"
    letter.write_text(LETTER * 10_000, encoding="utf-8")
    monkeypatch.setattr(visitors, "MOST_BYTES", 1)
    page = visit()
    documents_tab(page)
    page.set_input_files("input[type=file]", str(letter))
    said = page.get_by_test_id("toast-text")
    expect(said).to_contain_text("U kunt hoogstens 0 MB tegelijk sturen")
    page.wait_for_function(SHOWN, arg=said.element_handle())  # while it fades in, it is too pale to be read
    assert serious(page) == []


def test_the_page_of_an_own_pdf_is_shown_as_it_is_printed(visit: Visit, tmp_path: Path) -> None:
    printed = FPDF()
    printed.set_font("Helvetica", size=11)
    for text in ("Geachte voorzitter,", "De fregatten varen in de Rode Zee ter bescherming van de koopvaardij."):
        printed.add_page()
        printed.multi_cell(0, text=text)
    printed.output(str(tmp_path / "rode-zee.pdf"))
    page = visit()
    documents_tab(page)
    upload(page, tmp_path / "rode-zee.pdf")
    page.get_by_role("tab", name="Vragen").click()
    ask(page, "Waar varen de fregatten ter bescherming van de koopvaardij?")
    page.locator("#bron-1-1 .titel").click()
    image = page.locator("#bladzijde img")
    expect(image).to_have_attribute("alt", DUTCH.page_alt.format(number=2, title="rode-zee"))
    page.wait_for_function("document.querySelector('#bladzijde img').naturalWidth > 1000")
    faults = serious(page)
    page.set_viewport_size({"width": 390, "height": 844})
    assert faults + serious(page) == []
    page.get_by_role("button", name=DUTCH.previous_page).click()
    expect(image).to_have_attribute("alt", DUTCH.page_plain.format(number=1, title="rode-zee"))
    assert page.evaluate("document.querySelector('#bladzijde').contains(document.activeElement)")


def test_hostile_text_does_nothing_wherever_it_stands(visit: Visit, tmp_path: Path) -> None:
    page = visit()
    documents_tab(page)
    names = ("<img src=x onerror=alert(1)>.txt", "${alert(1)}{{value}}.html", "![x](https:example.org).txt")
    files = [tmp_path / name for name in names]
    body = "\n\n".join(f"De kwartiermaker bewaart {text} in de wapenkamer." for text in HOSTILE)
    for file in files:
        title = f"<title>{HOSTILE[0]}</title>" if file.suffix == ".html" else HOSTILE[1]
        file.write_text(f"{title}\n\n{body}", encoding="utf-8")
    upload(page, *files)
    page.get_by_role("tab", name="Vragen").click()
    for turn, text in enumerate(HOSTILE, 1):
        ask(page, f"Wat bewaart de kwartiermaker in de wapenkamer? {text}", turn)
        page.locator(f"#beurt-{turn} summary").first.click()
    page.locator("#kaarten [data-do=bladzijde]").first.click()
    expect(page.locator("#bladzijde .inhoud")).to_contain_text("kwartiermaker")
    page.keyboard.press("Escape")
    page.locator("#beurt-1 [data-value=nuttig]").click()
    page.fill("form.oordeel textarea", "".join(HOSTILE))
    page.get_by_role("button", name=DUTCH.send_feedback).click()
    expect(page.locator("#toestand")).to_have_text(DUTCH.thanks)
    made = "#gesprek script, #bronnen script, #gesprek img, #bronnen img, #lijst img, #bladzijde img, svg[onload]"
    assert page.locator(made).count() == 0
    page.reload()
    page.wait_for_function(LINE)
    page.locator("summary", has_text=DUTCH.earlier_conversations).click()
    assert page.locator("#eerder button").count() == 1
    assert page.locator("#eerder :not(li, button, time)").count() == 0
