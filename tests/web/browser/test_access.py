from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, expect

from qa import Assistant
from qa.web import login
from qa.web.app import Serving, create_app
from qa.web.texts import DUTCH, ENGLISH
from tests.web.browser.using import IN_A_BROWSER, LINE, QUESTION, Visit, ask, documents_tab, focused, serious
from tests.web.conftest import ANNA, Lines, listening, settings, write_accounts

pytestmark = IN_A_BROWSER


@pytest.fixture
def guarded(assistant: Assistant, lines: Lines, tmp_path: Path) -> Iterator[str]:
    """The address of a chat for those who have an account."""
    chosen = replace(settings(tmp_path), accounts=write_accounts(tmp_path, "\n".join(lines)))
    with listening(create_app(assistant, Serving(tmp_path / "visitors", chosen))) as address:
        yield address


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


LIGHT_OR_DARK = pytest.mark.parametrize("scheme", ["light", "dark"])
WIDE_OR_NARROW = pytest.mark.parametrize("width", [1280, 390])


@LIGHT_OR_DARK
@WIDE_OR_NARROW
def test_no_serious_fault_of_accessibility_is_found(visit: Visit, scheme: str, width: int) -> None:
    page = visit(color_scheme=scheme, viewport={"width": width, "height": 844})
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


@LIGHT_OR_DARK
@WIDE_OR_NARROW
def test_nor_on_the_page_of_one_document(visit: Visit, chat: str, scheme: str, width: int) -> None:
    page = visit(color_scheme=scheme, viewport={"width": width, "height": 844})
    faults = []
    for document in ("kst-27925-919", "er-is-geen-document-van-deze-naam"):
        page.goto(f"{chat}/document/{document}")
        faults += serious(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert faults == []


@LIGHT_OR_DARK
@WIDE_OR_NARROW
def test_nor_on_the_page_where_users_log_in(
    browser: Browser, guarded: str, scheme: Literal["light", "dark"], width: int
) -> None:
    page = browser.new_page(locale="nl-NL", color_scheme=scheme, viewport={"width": width, "height": 844})
    page.goto(guarded)
    faults = serious(page)
    page.get_by_label(login.DUTCH.name).fill("anna")
    page.get_by_label(login.DUTCH.password).fill("een gok naar het wachtwoord")
    page.get_by_role("button", name=login.DUTCH.log_in).click()
    expect(page.get_by_role("alert")).to_have_text(login.DUTCH.wrong)
    faults += serious(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_label(login.DUTCH.password).fill(ANNA)
    page.get_by_role("button", name=login.DUTCH.log_in).click()
    page.wait_for_function(LINE)
    faults += serious(page)  # with the button to log out
    page.close()
    assert faults == []
