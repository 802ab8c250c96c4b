from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from qa.domain import Passage
from qa.passages import passages
from qa.reading import read
from qa.store import listed_questions, records
from qa.store.listed_questions import ListedQuestions
from qa.store.records import load_passages, save_passages
from tests.conftest import CORPUS

# Questions 1 and 4 of the published list.
EXIT = "Is er een exit-strategie van de Nederlandse bijdrage en zo ja, wat behelst die?"
PHASE = (
    "In welke fase van de strijd tegen ISIS bevinden we ons? Is dit de laatste fase? Op grond van welke criteria wordt "
    "besloten dat de Nederlandse bijdragen beëindigd kunnen worden?"
)
INTRODUCTION, PUBLISHED = 2, 65  # passages of the published list: those before question 1, and all
SHORT = PUBLISHED + INTRODUCTION  # where the short list begins in what is asked


@pytest.fixture(scope="module")
def published() -> tuple[Passage, ...]:
    """A published list: two paragraphs, and 63 questions with their answers."""
    return passages(read(CORPUS / "kst-27925-930.txt"))


@pytest.fixture(scope="module")
def short(published: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """Questions 1 to 4 as the list of another document, which answers 2 and 5 together and has two questions 7."""
    first, *others = published[INTRODUCTION : INTRODUCTION + 4]
    together = replace(first, number=2, together_with=(5,))
    return (together, *(replace(one, number=number) for one, number in zip(others, (4, 7, 7), strict=True)))


def of(*documents: Sequence[Passage]) -> ListedQuestions:
    owners = np.repeat(np.arange(len(documents), dtype=np.int32), [len(document) for document in documents])
    return ListedQuestions.of([passage for document in documents for passage in document], owners)


@pytest.fixture(scope="module")
def questions(published: tuple[Passage, ...], short: tuple[Passage, ...]) -> ListedQuestions:
    return of(published, published[:INTRODUCTION], short)


def test_a_number_is_answered_in_every_list_that_has_it(questions: ListedQuestions) -> None:
    assert questions.of_number(1).tolist() == [INTRODUCTION]
    assert questions.of_number(63).tolist() == [PUBLISHED - 1]
    assert questions.of_number(4).tolist() == [INTRODUCTION + 3, SHORT + 1]
    assert questions.of_number(7).tolist() == [INTRODUCTION + 6, SHORT + 2, SHORT + 3]


@pytest.mark.parametrize("number", [-1, 0, 64, 2**40])
def test_a_number_that_no_list_has_is_not_answered(number: int, questions: ListedQuestions) -> None:
    assert questions.of_number(number).tolist() == []
    assert questions.answering(0, number) is None


def test_questions_that_are_answered_together_are_found_by_each_number(questions: ListedQuestions) -> None:
    assert questions.answering(2, 2) == questions.answering(2, 5) == SHORT


def test_a_list_answers_by_its_own_numbers(questions: ListedQuestions) -> None:
    for number in range(1, 64):
        position = questions.answering(0, number)
        assert position is not None
        assert questions.passages[position].number == number
    assert questions.answering(1, 4) is None, "it has no list"
    assert questions.answering(2, 4) == SHORT + 1
    assert questions.answering(2, 6) is None, "another has it"
    assert questions.answering(3, 4) is None, "there is no such document"


def test_of_two_answers_to_one_number_the_last_counts(questions: ListedQuestions) -> None:
    assert questions.answering(2, 7) == SHORT + 3


@pytest.mark.parametrize(
    "asked",
    [
        PHASE,
        PHASE.upper(),
        PHASE.replace("ë", "e").replace("?", ""),
        PHASE.replace("ë", "e\u0308").replace(" ", "\n"),
        f"«{PHASE.replace('? ', ' ... ')}»!",
    ],
)
def test_a_question_is_found_by_its_words_whatever_its_capitals_and_marks(
    asked: str, questions: ListedQuestions
) -> None:
    assert questions.asking(asked) == [INTRODUCTION + 3, SHORT + 3]


@pytest.mark.parametrize(
    "asked",
    [
        "Is er een exit-strategie van de Nederlandse bijdrage?",
        EXIT.replace("behelst", "is"),
        EXIT.replace("Is er", "Er is"),
        f"{EXIT} {EXIT}",
        "",
        "?",
    ],
)
def test_other_words_are_another_question(asked: str, questions: ListedQuestions) -> None:
    assert questions.asking(asked) == []


def test_what_is_said_without_being_asked_is_no_question(
    published: tuple[Passage, ...], questions: ListedQuestions
) -> None:
    assert questions.asking(published[0].text) == []
    answer = published[INTRODUCTION]
    assert questions.asking(answer.text) == []
    assert questions.asking(answer.text[answer.answer_start :]) == []


def test_of_questions_with_the_same_checksum_each_is_found_by_its_own_words(
    published: tuple[Passage, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listed_questions, "KEY_BYTES", 1)
    questions = of(published)
    assert len(np.unique(questions.asked[:, 0])) < len(questions.asked)
    for position, passage in enumerate(published[INTRODUCTION:], INTRODUCTION):
        assert questions.asking(passage.text[: passage.question_end]) == [position]


def test_without_lists_nothing_is_answered(published: tuple[Passage, ...]) -> None:
    for questions in (of(), of(published[:INTRODUCTION])):
        assert questions.of_number(1).tolist() == []
        assert questions.answering(0, 1) is None
        assert questions.asking(EXIT) == []


@pytest.mark.parametrize("mapped_from", [0, records.MAPPED_FROM], ids=["mapped", "read"])
def test_saved_questions_are_answered_by_the_same_passages(
    mapped_from: int, published: tuple[Passage, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "MAPPED_FROM", mapped_from)
    save_passages(tmp_path, [published])
    of(published).save(tmp_path)
    opened = ListedQuestions.open(tmp_path, load_passages(tmp_path))
    assert opened.asking(EXIT) == opened.of_number(1).tolist() == [opened.answering(0, 1)] == [INTRODUCTION]
    assert opened.asking(EXIT[:-9]) == []


def test_lists_one_behind_the_other_answer_as_those_of_one_index(
    published: tuple[Passage, ...], short: tuple[Passage, ...]
) -> None:
    both = (*published, *short, *published[:INTRODUCTION])
    joined = of(published).followed_by(of(short, published[:INTRODUCTION]), both, 1)
    whole = of(published, short, published[:INTRODUCTION])
    assert joined.passages == both
    for mine, expected in ((joined.numbered, whole.numbered), (joined.asked, whole.asked)):
        assert mine.dtype == expected.dtype
        np.testing.assert_array_equal(mine, expected)
    assert joined.asking(PHASE) == [INTRODUCTION + 3, PUBLISHED + 3]
    assert (joined.answering(0, 7), joined.answering(1, 7)) == (INTRODUCTION + 6, PUBLISHED + 3)


def test_lists_may_stand_behind_or_before_documents_without_any(published: tuple[Passage, ...]) -> None:
    bare = published[:INTRODUCTION]
    before = of(bare).followed_by(of(published), (*bare, *published), 1)
    behind = of(published).followed_by(of(bare), (*published, *bare), 1)
    assert (before.answering(1, 1), behind.answering(0, 1)) == (2 * INTRODUCTION, INTRODUCTION)
    assert (before.asking(EXIT), behind.asking(EXIT)) == ([2 * INTRODUCTION], [INTRODUCTION])
