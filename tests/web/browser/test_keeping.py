import json
from pathlib import Path

from docx import Document
from playwright.sync_api import expect

from qa import read_feedback
from qa.web.texts import DUTCH
from tests.web.browser.using import (
    IN_A_BROWSER,
    LINE,
    QUESTION,
    Visit,
    ask,
)
from tests.web.test_cards import HOSTILE

pytestmark = IN_A_BROWSER


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
    assert "?" not in address  # what stands behind the "#" is sent to no server
    again = page.context.new_page()
    again.goto(address)
    expect(again.locator("#beurt-1 .vraag")).to_have_text("Wat is de rechtsgrond van NMI?")
    older = page.context.new_page()
    older.goto(address.replace("index=", "index=0"))
    expect(older.locator("#toestand")).to_have_text(DUTCH.changed_since)


def test_a_conversation_is_saved_as_word(visit: Visit, tmp_path: Path) -> None:
    page = visit()
    ask(page, QUESTION)
    page.locator("summary", has_text=DUTCH.export).click()
    with page.expect_download() as download:
        page.locator("[data-do=bewaar][data-value=docx]").click()
    download.value.save_as(tmp_path / "gesprek.docx")
    text = "\n".join(paragraph.text for paragraph in Document(str(tmp_path / "gesprek.docx")).paragraphs)
    assert "25 juni 2014" in text


def test_earlier_conversations_are_kept_in_the_browser_until_they_are_wiped(visit: Visit) -> None:
    page = visit()
    ask(page, "Wat is de rol van de Senior Civilian?")
    page.reload()
    page.wait_for_function(LINE)
    page.locator("summary", has_text=DUTCH.earlier_conversations).click()
    page.get_by_role("button", name="Wat is de rol van de Senior Civilian?").last.click()
    expect(page.locator("#beurt-1")).to_contain_text("Senior Civilian")
    page.get_by_role("button", name=DUTCH.wipe_conversations).click()
    expect(page.locator("#toestand")).to_have_text(DUTCH.wiped)
    expect(page.locator(".beurt")).to_have_count(0)
    assert "Senior Civilian" not in json.dumps(page.evaluate("({...localStorage, ...sessionStorage})"))


def test_a_verdict_is_kept_on_the_servers_own_disk(visit: Visit, kept: Path) -> None:
    page = visit()
    ask(page, QUESTION)
    page.locator('#beurt-1 [data-value="niet nuttig"]').click()
    page.fill("form.oordeel textarea", HOSTILE[0])
    page.get_by_role("button", name=DUTCH.send_feedback).click()
    expect(page.locator("#toestand")).to_have_text(DUTCH.thanks)
    assert read_feedback(kept / "feedback.jsonl")[-1].remark == HOSTILE[0]


def test_a_long_conversation_is_resumed_some_questions_at_a_time(visit: Visit) -> None:
    page = visit()
    asked = [{"question": f"{QUESTION} ({number})", "documents": [], "without": []} for number in range(25)]
    kept = json.dumps([{"id": "x", "at": "2026-01-01T00:00:00Z", "asked": asked}])
    page.evaluate("(kept) => localStorage.setItem('vindplaats-gesprekken', kept)", kept)
    page.reload()
    page.wait_for_function(LINE)
    page.locator("summary", has_text=DUTCH.earlier_conversations).click()
    page.locator("#eerder button").click()
    page.wait_for_selector("#beurt-25:not(.wacht)")
    expect(page.locator(".beurt:not(.wacht)")).to_have_count(25)
    assert len(json.loads(page.evaluate("localStorage.getItem('vindplaats-gesprekken')"))[0]["asked"]) == 25
