"""The page as its users meet it: in Chromium, with every request it makes looked at."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from docx import Document
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from qa import Assistant, read_feedback
from qa.web.app import Serving, create_app
from qa.web.texts import DUTCH, ENGLISH
from tests.web.conftest import CHROMIUM, listening, settings
from tests.web.test_cards import HOSTILE
from tests.web.test_visitors import LETTER

PATIENCE = 30_000  # milliseconds; an answer takes some hundreds
QUESTION = "Wat is de rechtsgrond van OIR?"

pytestmark = [
    pytest.mark.filterwarnings("ignore"),  # what the server and the browser leave behind is not this project's to mend
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here: the tests in a browser were skipped"),
]

Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the chat keeps what visitors give it."""
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(scope="module")
def chat(assistant: Assistant, kept: Path) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("GRADIO_TEMP_DIR", str(kept / "uploads"))
        with listening(create_app(assistant, Serving(kept / "visitors", settings(kept)))) as address:
            yield address


@pytest.fixture
def visit(browser: Browser, chat: str) -> Iterator[Visit]:
    """Opens the page as a new visitor, with options of a browser context; nothing may come from elsewhere."""
    contexts: list[BrowserContext] = []
    asked: list[str] = []
    faults: list[str] = []

    def opened(path: str = "/", **options: Any) -> Page:  # noqa: ANN401 - what a browser context takes
        chosen: dict[str, Any] = {"locale": "nl-NL", "permissions": ["clipboard-read", "clipboard-write"], **options}
        context = browser.new_context(**chosen)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: faults.append(dialog.message))
        page.goto(chat + path)
        page.wait_for_function("Boolean(window.vindplaatsLine && window.vindplaatsLine.receive)")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []
    assert [url for url in asked if not url.startswith((chat, "data:", "blob:"))] == []


def ask(page: Page, question: str, turn: int = 1) -> None:
    page.fill("#vraag textarea", question)
    page.press("#vraag textarea", "Enter")
    page.wait_for_selector(f"#beurt-{turn}:not(.wacht)")


def documents_tab(page: Page) -> None:
    page.get_by_role("tab", name="Documenten").click()
    page.wait_for_selector("#lijst tbody tr")


def upload(page: Page, *files: Path) -> None:
    page.set_input_files("input[type=file]", [str(file) for file in files])
    page.wait_for_selector("#opgenomen .melding")


def hold(held: list[Route], route: Route) -> None:
    """Keep a request waiting (playwright cannot call a method of a list itself)."""
    held.append(route)


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.tagName"))


def test_a_question_is_answered_and_its_source_stands_beside_it(visit: Visit) -> None:
    page = visit()
    ask(page, QUESTION)
    expect(page.locator("#beurt-1")).to_contain_text("25 juni 2014 en 20 september 2014")
    expect(page.locator("#bron-1-1 mark")).to_contain_text("De rechtsgrond voor optreden")
    answer, card = page.locator("#beurt-1").bounding_box(), page.locator("#bron-1-1").bounding_box()
    assert answer is not None
    assert card is not None
    assert card["x"] >= answer["x"] + answer["width"]
    assert page.input_value("#vraag textarea") == ""


def test_a_citation_leads_to_its_card_and_the_card_to_its_page(visit: Visit) -> None:
    page = visit()
    ask(page, QUESTION)
    ask(page, "Hoe bak ik een appeltaart?", 2)
    page.locator("#beurt-1 a.nummer").first.click()
    assert focused(page) == "bron-1-1"
    page.locator("#bron-1-1 [data-do=bladzijde]").click()
    expect(page.locator("#bladzijde mark")).to_contain_text("De rechtsgrond voor optreden")
    page.get_by_role("button", name=DUTCH.next_page).click()
    expect(page.locator("#bladzijde")).to_contain_text("Bladzijde 8 van 15")
    page.get_by_role("button", name=DUTCH.close).click()
    expect(page.locator("#bladzijde")).not_to_be_visible()


def test_everything_can_be_done_with_the_keyboard_alone(visit: Visit) -> None:
    page = visit()
    page.keyboard.press("Tab")
    for _ in range(20):
        if page.evaluate("document.activeElement.matches('#vraag textarea')"):
            break
        page.keyboard.press("Tab")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    page.wait_for_selector("#beurt-1:not(.wacht)")
    page.locator("#beurt-1 a.nummer").first.focus()
    page.keyboard.press("Enter")
    assert focused(page) == "bron-1-1"
    page.keyboard.press("ArrowDown")
    assert focused(page) == "bron-1-2"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("#bladzijde")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#bladzijde")).to_contain_text("Bladzijde 8")
    page.keyboard.press("Escape")
    assert focused(page) == "bron-1-1"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('#beurt-1 a.nummer')")


def test_a_follow_up_shows_how_it_was_completed(visit: Visit) -> None:
    page = visit()
    ask(page, QUESTION)
    ask(page, "En van NMI?", 2)
    expect(page.locator("#beurt-2 .opgevat")).to_have_text("Opgevat als: Wat is de rechtsgrond van NMI?")


def test_what_was_understood_can_be_taken_away(visit: Visit) -> None:
    page = visit()
    ask(page, "Wat staat in brief 919 over de rechtsgrond van OIR?")
    expect(page.locator("#kaarten")).not_to_contain_text("nr. 943")
    page.locator("#beurt-1 .chip").click()
    expect(page.locator("#kaarten")).to_contain_text("nr. 943")
    expect(page.locator("#beurt-1 .chip")).to_have_count(0)


def test_a_question_is_edited_and_asked_again_in_its_place(visit: Visit) -> None:
    page = visit()
    ask(page, "Wat is de rechtsgrond van OIR in 1812?")
    page.locator("#beurt-1 [data-do=aanpassen]").click()
    assert page.input_value("#vraag textarea") == "Wat is de rechtsgrond van OIR in 1812?"
    page.fill("#vraag textarea", QUESTION)
    page.press("#vraag textarea", "Enter")
    expect(page.locator("#beurt-1 .vraag")).to_have_text(QUESTION)
    expect(page.locator(".beurt")).to_have_count(1)


def test_a_question_that_is_stopped_stands_in_the_box_again(visit: Visit) -> None:
    page = visit()
    held: list[Route] = []
    page.route("**/gradio_api/queue/join*", lambda route: hold(held, route))
    page.fill("#vraag textarea", QUESTION)
    page.press("#vraag textarea", "Enter")
    page.get_by_role("button", name=DUTCH.stop, exact=True).click()
    expect(page.locator("#vraag textarea")).to_have_value(QUESTION)
    expect(page.locator(".beurt")).to_have_count(0)
    expect(page.get_by_role("button", name=DUTCH.stop, exact=True)).not_to_be_visible()
    for route in held:
        route.continue_()
    page.unroute("**/gradio_api/queue/join*")
    ask(page, QUESTION)
    expect(page.locator("#beurt-1")).to_contain_text("25 juni 2014")


def test_nothing_found_is_said_and_what_is_nearest_is_shown(visit: Visit) -> None:
    page = visit()
    ask(page, "Hoe bak ik een appeltaart?")
    expect(page.locator("#beurt-1.niets")).to_contain_text(DUTCH.nothing_found)
    expect(page.locator("#kaarten")).to_contain_text(DUTCH.related)


def test_a_question_that_cannot_be_used_stays_in_the_box(visit: Visit) -> None:
    page = visit()
    ask(page, "🙂")
    expect(page.locator("#beurt-1.geweigerd")).to_contain_text("geen woorden")
    expect(page.locator("#vraag textarea")).to_have_value("🙂")


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


def test_answers_are_copied_with_their_sources(visit: Visit) -> None:
    page = visit()
    ask(page, QUESTION)
    for form, wanted in (("text", "Kamerstukken II 2022/23, 27925, nr. 943, p. 7"), ("markdown", "](https://zoek")):
        page.locator(f"#beurt-1 [data-do=kopieer][data-value={form}]").click()
        expect(page.locator("#toestand")).to_have_text(DUTCH.copied)
        page.wait_for_function("async (wanted) => (await navigator.clipboard.readText()).includes(wanted)", arg=wanted)
    page.locator("#beurt-1 [data-do=kopieer][data-value=html]").click()
    rich = """async () => {
        const [item] = await navigator.clipboard.read();
        return item.types.includes("text/html") ? await (await item.getType("text/html")).text() : "";
    }"""
    page.wait_for_function(f"async () => (await ({rich})()).includes('<a href')")
    page.locator("#bron-1-1 [data-do=citaat]").click()
    page.wait_for_function("async () => (await navigator.clipboard.readText()).includes('nr. 943, p. 7')")


def test_a_permanent_link_asks_the_same_again(visit: Visit) -> None:
    page = visit()
    ask(page, QUESTION)
    ask(page, "En van NMI?", 2)
    page.locator("#beurt-2 [data-do=koppeling]").click()
    page.wait_for_function("async () => (await navigator.clipboard.readText()).includes('index=')")
    address = page.evaluate("navigator.clipboard.readText()")
    page.goto(address)
    expect(page.locator("#beurt-1 .vraag")).to_have_text("Wat is de rechtsgrond van NMI?")
    page.goto(address.replace("index=", "index=0"))
    expect(page.locator("#toestand")).to_have_text(DUTCH.changed_since)


def test_a_conversation_is_saved_as_word(visit: Visit, tmp_path: Path) -> None:
    page = visit()
    ask(page, QUESTION)
    page.locator("summary", has_text=DUTCH.export).click()
    with page.expect_download() as download:
        page.locator("[data-do=bewaar][data-value=docx]").click()
    download.value.save_as(tmp_path / "gesprek.docx")
    text = "\n".join(paragraph.text for paragraph in Document(str(tmp_path / "gesprek.docx")).paragraphs)
    assert "25 juni 2014" in text


def test_earlier_conversations_are_kept_in_the_browser_until_they_are_wiped(visit: Visit, kept: Path) -> None:
    page = visit()
    ask(page, "Wat is de rol van de Senior Civilian?")
    page.reload()
    page.wait_for_function("Boolean(window.vindplaatsLine && window.vindplaatsLine.receive)")
    page.locator("summary", has_text=DUTCH.earlier_conversations).click()
    page.get_by_role("button", name="Wat is de rol van de Senior Civilian?").last.click()
    expect(page.locator("#beurt-1")).to_contain_text("Senior Civilian")
    page.get_by_role("button", name=DUTCH.wipe_conversations).click()
    expect(page.locator("#toestand")).to_have_text(DUTCH.wiped)
    expect(page.locator(".beurt")).to_have_count(0)
    assert "Senior Civilian" not in json.dumps(page.evaluate("({...localStorage, ...sessionStorage})"))
    assert not any(b"Senior Civilian?" in path.read_bytes() for path in kept.rglob("*.json*") if path.is_file())


def test_a_verdict_is_kept_on_the_servers_own_disk(visit: Visit, kept: Path) -> None:
    page = visit()
    ask(page, QUESTION)
    page.locator('#beurt-1 [data-value="niet nuttig"]').click()
    page.fill("form.oordeel textarea", HOSTILE[0])
    page.get_by_role("button", name=DUTCH.send_feedback).click()
    expect(page.locator("#toestand")).to_have_text(DUTCH.thanks)
    assert read_feedback(kept / "feedback.jsonl")[-1].remark == HOSTILE[0]


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
    page.reload()
    page.wait_for_function("Boolean(window.vindplaatsLine && window.vindplaatsLine.receive)")
    page.locator("summary", has_text=DUTCH.earlier_conversations).click()
    assert page.locator("#gesprek script, #bronnen script, #gesprek img, #bronnen img, #lijst img").count() == 0


def test_on_a_narrow_screen_the_sources_follow_below_and_nothing_scrolls_sideways(visit: Visit) -> None:
    page = visit(viewport={"width": 390, "height": 844})
    ask(page, QUESTION)
    answer, card = page.locator("#beurt-1").bounding_box(), page.locator("#bron-1-1").bounding_box()
    assert answer is not None
    assert card is not None
    assert card["y"] > answer["y"]
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_who_prefers_english_reads_english(visit: Visit) -> None:
    page = visit(locale="en-GB")
    assert page.url.endswith("/en/")
    assert page.evaluate("document.documentElement.lang") == "en"
    ask(page, "What is the legal basis of OIR?")
    expect(page.locator("#beurt-1 summary")).to_have_text(ENGLISH.why)
    expect(page.locator("#beurt-1")).to_contain_text("25 juni 2014")
    page.get_by_role("link", name="Nederlands").click()
    expect(page.locator("#vraag")).to_contain_text(DUTCH.question_label)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_fault_of_accessibility_is_found(visit: Visit, scheme: str) -> None:
    page = visit(color_scheme=scheme)
    faults = serious(page)
    ask(page, "Hoeveel militairen leverde Nederland aan NMI?")
    ask(page, "Wat staat in brief 919 over de rechtsgrond van OIR, en hoe bak ik een appeltaart?", 2)
    page.locator("#beurt-1 [data-do=oordeel]").first.click()
    page.locator("#onder summary").first.click()
    faults += serious(page)
    page.locator("#kaarten [data-do=bladzijde]").first.click()
    faults += serious(page)
    page.keyboard.press("Escape")
    documents_tab(page)
    page.locator("#lijst input").first.check()
    faults += serious(page)
    page.locator("[data-do=verwijder]").click()
    faults += serious(page)
    assert faults == []


def serious(page: Page) -> list[str]:
    """What axe-core finds of the rules of WCAG 2.2 AA that is serious or critical, with where it stands."""
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": rules}}).response["violations"]
    return [
        f"{fault['id']}: {node['target']}"
        for fault in found
        if fault["impact"] in {"serious", "critical"}
        for node in fault["nodes"]
    ]
