from dataclasses import replace

import pytest

from qa.answering.parts import to_answer
from qa.domain import Filters, Passage
from qa.language.sentences import sentence_spans
from qa.retrieval.pipeline import Retrieval, Retriever, retrieve
from tests.fakes import COSTS, MECHANICS, OLD_COSTS, WIDE, FakeEmbedder, FakeIndex

TWO = "Wat kost het onderhoud van de bruggen, en hoeveel monteurs werken er?"
HALF = "Wat kost het onderhoud van de bruggen, en hoe bak ik een appeltaart?"
NONE = "Hoe bak ik een appeltaart, en hoe leer ik mijn hond zwemmen?"
COMPARED = "Wat is het verschil tussen het onderhoud en de monteurs?"


def found(index: FakeIndex, question: str) -> Retrieval:
    return retrieve(question, (), Filters(), index, (), Retriever(FakeEmbedder().questions, parameters=WIDE))


def with_text(index: FakeIndex, passage: Passage, text: str) -> FakeIndex:
    said = replace(passage, text=text, sentences=tuple(sentence_spans(text)))
    return replace(index, passages=tuple(said if one == passage else one for one in index.passages))


def test_what_is_one_question_is_answered_as_a_whole(fake: FakeIndex) -> None:
    one = found(fake, "Wat kost het onderhoud van de bruggen?")
    assert to_answer(fake, one, 5) == (one.whole,)


def test_each_question_is_answered_when_there_is_a_citation_for_each(fake: FakeIndex) -> None:
    one = found(fake, TWO)
    assert to_answer(fake, one, 2) == one.parts
    assert to_answer(fake, one, 1) == (one.whole,)


def test_when_one_has_an_answer_all_are_given_and_when_none_has_the_whole_is_refused(fake: FakeIndex) -> None:
    half, none = found(fake, HALF), found(fake, NONE)
    assert to_answer(fake, half, 5) == half.parts
    assert len(none.parts) == 2
    assert to_answer(fake, none, 5) == (none.whole,)


def test_what_is_compared_is_answered_side_by_side(fake: FakeIndex) -> None:
    one = found(fake, COMPARED)
    assert [part.ranking.hits[0].passage for part in to_answer(fake, one, 5)] == [COSTS, MECHANICS]


@pytest.mark.parametrize(
    ("text", "is_whole"),
    [
        ("Het verschil tussen het onderhoud en de monteurs is groot.", True),
        ("Het onderhoud kost 45 miljoen euro.", False),
    ],
)
def test_one_sentence_that_tells_of_both_is_enough(text: str, is_whole: bool, fake: FakeIndex) -> None:
    index = with_text(fake, COSTS, text)
    one = found(index, COMPARED)
    assert (to_answer(index, one, 5) == (one.whole,)) is is_whole


def test_a_side_is_not_shown_under_a_year_that_is_not_quoted(fake: FakeIndex) -> None:
    question = "Is het onderhoud van de bruggen in 2018 duurder geworden, vergeleken met 2019?"
    one = found(fake, question)
    assert [part.query.text for part in one.parts]
    assert to_answer(fake, one, 5) == (one.whole,)
    named = with_text(fake, COSTS, "Het onderhoud van de bruggen kost in 2018 meer euro.")
    named = with_text(named, OLD_COSTS, "Het onderhoud van de bruggen kost in 2019 veel euro.")
    both = found(named, question)
    assert to_answer(named, both, 5) == both.parts


def test_a_comparison_of_which_one_side_is_not_found_is_answered_as_a_whole(fake: FakeIndex) -> None:
    one = found(fake, "Wat is het verschil tussen het onderhoud en een appeltaart?")
    assert [part.evidence.sufficient for part in one.parts] == [True, False]
    assert to_answer(fake, one, 5) == (one.whole,)
