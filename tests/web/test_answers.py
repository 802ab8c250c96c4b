import dataclasses
import re

import pytest
from markupsafe import escape

from qa.domain import Answer, AnswerPart, Restriction
from qa.web.answers import answer_html, refused_html
from qa.web.texts import DUTCH, ENGLISH
from tests.answering.test_compose import CITATION
from tests.web.test_cards import HOSTILE, answer, answered, parsed, refused, tags


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_documents_and_users_is_never_markup(text: str) -> None:
    for shown in (
        answer_html(1, answer(text), DUTCH),
        answer_html(1, refused(text), DUTCH),
        refused_html(1, text, text, DUTCH),
    ):
        assert tags(shown) <= {
            "article", "h3", "h4", "p", "span", "section", "em", "q", "a", "details", "summary", "ul", "ol", "li",
            "figure", "figcaption", "time", "strong", "button",
        }  # fmt: skip
        assert escape(text) in shown
        assert not [name for element in parsed(shown) for name in element.attrib if name.startswith("on")]


def test_a_citation_number_leads_to_the_card_of_its_own_turn() -> None:
    shown = answer_html(2, answered(CITATION), DUTCH)
    assert re.findall(r'href="(#[^"]*)"', shown) == ["#bron-2-1"]


def test_a_number_in_brackets_in_a_document_is_no_citation() -> None:
    cited = dataclasses.replace(CITATION, quote="Zie vraag [1].", passage="Zie vraag [1].")
    assert answer_html(1, answered(cited), DUTCH).count("#bron-") == 1


def test_the_parts_of_a_question_head_their_answers() -> None:
    said = answered(CITATION)
    parts = (AnswerPart("Hoeveel?", True, (1,), statements=said.statements), AnswerPart("Wanneer?", False, ()))
    shown = answer_html(1, dataclasses.replace(said, parts=parts), DUTCH)
    read = re.findall(r"<h4>(.*?)</h4>|<q>(.*?)</q>|(Hierover is[^<]*)", shown)
    assert ["".join(one) for one in read] == [
        "Hoeveel?",
        "Een zin.",
        "Wanneer?",
        "Hierover is in de documenten niets gevonden.",
    ]


def test_nothing_found_looks_different_from_an_answer() -> None:
    assert 'class="beurt gevonden"' in answer_html(1, answered(CITATION), DUTCH)
    assert 'class="beurt niets"' in answer_html(1, refused("appeltaart"), DUTCH)
    unsure = dataclasses.replace(answered(CITATION), certain=False)
    assert 'class="beurt onzeker"' in answer_html(1, unsure, DUTCH)


def test_what_was_understood_is_a_chip_that_can_be_taken_away() -> None:
    named = dataclasses.replace(
        answered(CITATION),
        restrictions=(Restriction("in brief 919", "in kst-27925-919"), Restriction("na 2022", "na 2022")),
    )
    shown = answer_html(1, named, DUTCH)
    assert re.findall(r'data-do="zonder" data-words="([^"]*)"', shown) == ["in brief 919", "na 2022"]
    assert 'aria-label="Zoek ook zonder: na 2022"' in shown


def test_figures_that_differ_stand_on_a_timeline() -> None:
    shown = answer_html(1, answer("145 militairen"), DUTCH)
    assert '<time datetime="2022-10-28">28 oktober 2022</time> <strong>145 militairen</strong>' in shown


def test_a_question_that_was_completed_shows_how() -> None:
    follow_up = Answer("En van NMI?", "Wat is de rechtsgrond van NMI?", answered=True, text="", citations=(CITATION,))
    assert "Opgevat als: Wat is de rechtsgrond van NMI?" in answer_html(1, follow_up, DUTCH)
    assert "Understood as: Wat is de rechtsgrond van NMI?" in answer_html(1, follow_up, ENGLISH)
