from playwright.sync_api import Route, expect

from qa.web.texts import DUTCH
from tests.web.browser.using import IN_A_BROWSER, QUESTION, Visit, ask, focused, hold

pytestmark = IN_A_BROWSER


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


def test_two_questions_in_a_row_are_both_answered(visit: Visit) -> None:
    page = visit()
    for question in (QUESTION, "Wat is de rol van de Senior Civilian?"):
        page.fill("#vraag textarea", question)
        page.press("#vraag textarea", "Enter")
        expect(page.locator("#vraag textarea")).to_have_value("")
    page.wait_for_selector("#beurt-1:not(.wacht)")
    page.wait_for_selector("#beurt-2:not(.wacht)")
    expect(page.locator("#beurt-1")).to_contain_text("25 juni 2014")
    expect(page.locator("#beurt-2")).to_contain_text("Senior Civilian")
