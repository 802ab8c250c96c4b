from pathlib import Path

import pytest

from qa import Assistant
from qa.answering.referrals import referred
from qa.retrieval.ranking import Ranking
from tests.conftest import MakeCorpus, store_of

ASKED = ("Hoe groot is het fregat?", "Hoe lang is het schip?", "Wat kost de boot?", "Hoeveel bemanning is er?")


@pytest.fixture
def answers(make_corpus: MakeCorpus, tmp_path: Path) -> Assistant:
    said = ("Zie het antwoord op vraag 2.", "Zie het antwoord op vraag 3.", "Zie het antwoord op vraag 1.", "Ruim 150.")
    pairs = zip(ASKED, said, strict=True)
    listed = "\n\n".join(f"{n} {asked}\n\nAntwoord\n{answer}" for n, (asked, answer) in enumerate(pairs, 1))
    return Assistant(make_corpus(lijst=listed), tmp_path / "index")


def numbers_referred_to(assistant: Assistant, question: str) -> list[int | None]:
    explanation = assistant.explain(question)
    ranking = Ranking(assistant.library.place.embedder.questions([question])[0], explanation.hits)
    return [hit.passage.number for hit in referred(store_of(assistant), ranking, explanation.hits[0])]


def test_a_chain_of_references_is_followed_and_a_loop_ends(answers: Assistant) -> None:
    assert numbers_referred_to(answers, ASKED[0]) == [2, 3]


def test_an_answer_that_refers_to_nothing_stands_alone(answers: Assistant) -> None:
    assert numbers_referred_to(answers, ASKED[3]) == []


def test_a_reference_to_an_answer_that_is_not_there_is_left(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    listed = "\n\n".join(f"{n} {asked}\n\nAntwoord\nZie het antwoord op vraag 40." for n, asked in enumerate(ASKED, 1))
    with Assistant(make_corpus(lijst=listed), tmp_path / "index") as assistant:
        assert assistant.ask(ASKED[0]).citations[0].number == 1


def test_all_referring_answers_of_the_list_are_followed(assistant: Assistant) -> None:
    listed = [
        p
        for p in assistant.library.passages("kst-27925-930")
        if p.number and p.text[p.answer_start :].startswith("Zie ")
    ]
    assert len(listed) >= 8
    for passage in listed:
        question = passage.text[: passage.question_end]
        assert numbers_referred_to(assistant, question), question
