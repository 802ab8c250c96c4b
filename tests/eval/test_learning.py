"""The training questions: what can be checked of them without the passages that they were written for."""

import json
from collections import Counter
from pathlib import Path

import pytest

from eval.gold import GoldError
from eval.gold import load as load_gold
from eval.learning.questions import Kind, Question, checksum, letters_of, load, training

TEXT = ("De gemeente Zwolle onderhoudt 45 bruggen.", "Dat kost 3 miljoen euro per jaar.")
LETTERS = letters_of("".join(TEXT))


@pytest.fixture(scope="module")
def questions() -> tuple[Question, ...]:
    return load()


def test_there_are_enough_of_every_kind(questions: tuple[Question, ...]) -> None:
    assert len(questions) >= 12_000
    assert min(Counter(one.kind for one in questions)[kind] for kind in Kind) >= 300


def test_a_near_question_has_no_answer_and_every_other_one_has(questions: tuple[Question, ...]) -> None:
    assert {one.kind is Kind.NEAR for one in questions if not one.answer} == {True}
    assert {one.kind is Kind.NEAR for one in questions if one.answer} == {False}


def test_answers_are_spans_in_order(questions: tuple[Question, ...]) -> None:
    for one in questions:
        ends = [0, *(place for span in one.answer for place in span)]
        assert ends == sorted(ends), one.question
        assert all(start < end for start, end in one.answer), one.question


def test_only_what_needs_it_has_a_history_or_a_verdict(questions: tuple[Question, ...]) -> None:
    assert {one.kind for one in questions if one.history} == {Kind.FOLLOW_UP}
    assert {(one.kind, one.verdict) for one in questions if one.verdict} == {(Kind.YES, "ja"), (Kind.NO, "nee")}


def test_no_question_is_asked_twice_of_a_passage_or_is_one_of_the_gold(questions: tuple[Question, ...]) -> None:
    asked = [(one.passage, one.question) for one in questions]
    assert len(set(asked)) == len(asked)
    assert not {letters_of(one.question) for one in questions} & {letters_of(one.question) for one in load_gold()}


def test_a_tenth_of_the_documents_is_kept_aside_whole(questions: tuple[Question, ...]) -> None:
    sides = {(one.document, one.is_validation) for one in questions}
    assert len(sides) == len({document for document, _ in sides})
    assert 0.05 < sum(aside for _, aside in sides) / len(sides) < 0.15


def written(tmp_path: Path, *, passage: str = LETTERS) -> Path:
    """A file with one question on TEXT, and beside it the folder with that text."""
    (tmp_path / "train").mkdir()
    (tmp_path / "train/passages.jsonl").write_text(json.dumps({"id": "een", "sentences": TEXT}), encoding="utf-8")
    asked = {"passage": "een", "checksum": checksum(passage), "kind": "number", "question": "Wat kost dat?"}
    file = tmp_path / "questions.jsonl"
    file.write_text(json.dumps(asked | {"answer": [[len(letters_of(TEXT[0])), len(LETTERS)]]}), encoding="utf-8")
    return file


def test_the_answer_stands_in_the_letters_of_its_passage(tmp_path: Path) -> None:
    found = training(tmp_path, written(tmp_path))
    ((start, end),) = found.questions[0].answer
    assert found.letters["een"][start:end] == letters_of(TEXT[1])
    assert found.missing == 0


def test_a_question_whose_passage_changed_is_left_out_and_counted(tmp_path: Path) -> None:
    found = training(tmp_path, written(tmp_path, passage="anders"))
    assert (found.questions, found.missing) == ((), 1)


def test_what_is_wrong_with_a_folder_or_a_question_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="staan geen passages"):
        training(tmp_path)
    (tmp_path / "fout.jsonl").write_text('{"passage": "een", "kind": "raadsel"}', encoding="utf-8")
    with pytest.raises(GoldError, match=r"fout\.jsonl.*regel 1.*niet goed opgeschreven"):
        load(tmp_path / "fout.jsonl")
