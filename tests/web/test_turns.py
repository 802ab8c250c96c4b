import json

import pytest
from pydantic import ValidationError

from qa import Assistant
from qa.web.cards import Surroundings
from qa.web.texts import DUTCH, ENGLISH
from qa.web.turns import MOST_AT_ONCE, PageQuestion, Request, ShownTurn, reply

AROUND = Surroundings(DUTCH)


def asked(*questions: str, turn: int = 1, before: tuple[str, ...] | None = None) -> Request:
    return Request(
        id="1", turn=turn, asked=tuple(PageQuestion(question=question, before=before) for question in questions)
    )


def turns(assistant: Assistant, request: Request) -> tuple[ShownTurn, ...]:
    return reply(assistant, request, AROUND).turns


def test_a_question_is_answered_with_its_sources_beside_it(assistant: Assistant) -> None:
    (turn,) = turns(assistant, asked("Wat is de rechtsgrond van OIR?"))
    assert "25 juni 2014 en 20 september 2014" in turn.shown
    assert 'href="#bron-1-1"' in turn.shown
    assert "Kamerstukken II 2022/23, 27925, nr. 943, p. 7" in turn.sources
    assert "<mark>De rechtsgrond voor optreden" in turn.sources
    assert turn.copies is not None
    assert "25 juni 2014" in turn.copies.text
    assert len(turn.citations) == turn.sources.count("<article")


def test_a_follow_up_is_completed_from_the_questions_before_it(assistant: Assistant) -> None:
    together = turns(assistant, asked("Wat is de rechtsgrond van OIR?", "En van NMI?"))
    assert [turn.interpreted for turn in together] == [
        "Wat is de rechtsgrond van OIR?",
        "Wat is de rechtsgrond van NMI?",
    ]
    (alone,) = turns(assistant, asked("En van NMI?", turn=2, before=("Wat is de rechtsgrond van OIR?",)))
    assert alone == together[1]


def test_a_conversation_is_shown_again_from_its_questions(assistant: Assistant) -> None:
    request = asked("Wat is de rol van de Senior Civilian?", "Hoe bak ik een appeltaart?")
    assert turns(assistant, request) == turns(assistant, request)


def test_nothing_found_is_said_with_what_is_nearest(assistant: Assistant) -> None:
    (turn,) = turns(assistant, asked("Hoe bak ik een appeltaart?"))
    assert not turn.answered
    assert DUTCH.nothing_found in turn.shown
    assert DUTCH.related in turn.sources


@pytest.mark.parametrize(("question", "sentence"), [("", "leeg"), ("🙂", "geen woorden"), ("a" * 50_000, "te lang")])
def test_a_question_that_cannot_be_used_becomes_a_turn_that_says_why(
    question: str, sentence: str, assistant: Assistant
) -> None:
    refused, answered = turns(assistant, asked(question, "Wat is de rechtsgrond van OIR?"))
    assert refused.refused
    assert sentence in refused.shown
    assert answered.answered


def test_a_restriction_that_was_taken_away_is_gone(assistant: Assistant) -> None:
    question = "Wat staat in brief 919 over de rechtsgrond van OIR?"
    (narrowed,) = turns(assistant, asked(question))
    assert 'data-do="zonder"' in narrowed.shown
    words = narrowed.shown.split('data-words="')[1].split('"')[0]
    request = Request.model_validate({"id": "1", "asked": [{"question": question, "without": [words]}]})
    (free,) = turns(assistant, request)
    assert 'data-do="zonder"' not in free.shown


def test_filters_hold_for_the_question_that_bears_them(assistant: Assistant) -> None:
    sent = {"question": "Wat is de rechtsgrond van OIR?", "documents": ["kst-27925-919"], "until": "2022-12-31"}
    (turn,) = turns(assistant, Request.model_validate({"id": "1", "asked": [sent]}))
    assert "nr. 919" in turn.sources
    assert "nr. 943" not in turn.sources


def test_a_reply_names_the_version_of_the_index(assistant: Assistant) -> None:
    assert reply(assistant, asked("Wat is OIR?"), AROUND).version == assistant.library.version


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "[]",
        '{"id": "1"}',
        '{"id": "1", "asked": [{"question": 7}]}',
        '{"id": "1", "asked": [{"question": "x", "since": "gisteren"}]}',
        '{"id": "1", "asked": [{"question": "x", "since": 0}]}',
        '{"id": "1", "asked": [{"question": "x", "anders": 1}]}',
        json.dumps({"id": "1", "asked": [{"question": "x"}] * (MOST_AT_ONCE + 1)}),
    ],
)
def test_what_is_no_request_is_refused(sent: str) -> None:
    with pytest.raises(ValidationError):
        Request.model_validate_json(sent)


def test_in_english_the_words_around_the_answer_are_english_and_the_quotes_are_not(assistant: Assistant) -> None:
    (turn,) = reply(assistant, asked("What is the legal basis of OIR?"), Surroundings(ENGLISH)).turns
    assert "Why this answer?" in turn.shown
    assert "25 juni 2014" in turn.shown
