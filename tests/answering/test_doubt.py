from dataclasses import replace

from qa.answering.doubt import COMPARED, DENIED, EMPTY, MISSING
from qa.language.sentences import sentence_spans
from tests.answering.conftest import Ask
from tests.fakes import COSTS, FakeIndex

COSTING = "Wat kost het onderhoud van de bruggen?"


def test_who_denies_something_gets_no_certain_answer_that_denies_nothing(ask: Ask) -> None:
    assert ask(COSTING).certain
    answer = ask("Wat kost het onderhoud van de bruggen niet?")
    assert answer.answered
    assert not answer.certain
    assert DENIED in answer.explain


def test_an_answer_about_another_abbreviation_is_not_certain(ask: Ask, fake: FakeIndex) -> None:
    text = COSTS.text.replace("de bruggen", "de bruggen van RWS")
    other = replace(COSTS, text=text, sentences=tuple(sentence_spans(text)))
    there = replace(fake, passages=tuple(other if one == COSTS else one for one in fake.passages))
    assert ask("Wat kost het onderhoud van de bruggen van RWS?", index=there).certain
    answer = ask("Wat kost het onderhoud van de bruggen van DBB?", index=there, limit=1)
    assert not answer.certain


def test_two_sides_of_a_comparison_are_never_certain(ask: Ask) -> None:
    answer = ask("Wat is het verschil tussen het onderhoud van de bruggen en de monteurs van de bruggen?")
    assert len(answer.parts) == 2
    assert not answer.certain
    assert COMPARED in answer.explain


def test_a_phrase_that_does_not_occur_makes_an_answer_uncertain(ask: Ask) -> None:
    answer = ask('Wat kost het "onderhoud bruggen"?')
    assert answer.answered
    assert MISSING in answer.explain


def test_what_says_nothing_without_the_question_before_it_is_uncertain(ask: Ask) -> None:
    answer = ask("Is dat waar?", COSTING)
    assert answer.answered
    assert EMPTY in answer.explain
