"""What a run gives: tables of numbers with their certainty, and what happened to each question."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .asking import ANSWER, PRODUCT, SYSTEMS, Asked, Judged
from .gold import Kind
from .measures import RANKING, Difference, Number, Scores, difference, mean, means
from .sources import DEV, TEST

NEAREST, BEGINNING = 3, 160  # passages shown where nothing was answered, and characters of each


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; a number that has no meaning there is ``None``."""

    name: str
    numbers: tuple[Number | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Numbers of one kind. ``key`` names the table for machines, ``note`` says how to read it."""

    key: str
    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def number(self, row: str, column: str) -> Number | None:
        """Give one number; ``None`` when it is not there."""
        found = next((r for r in self.rows if r.name == row), None)
        return found.numbers[self.columns.index(column)] if found and column in self.columns else None


@dataclass(frozen=True, slots=True)
class Compared:
    """A difference between two systems, in words."""

    name: str
    difference: Difference


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened to one question.

    ``scores`` are the measures in RANKING for the product, by name; ``failed`` says why a person should look at
    it, empty when all is well.
    """

    id: str
    protocol: str
    kind: str
    split: str
    question: str
    history: tuple[str, ...]
    expected: tuple[str, ...]
    got: tuple[str, ...]
    answered: bool
    chance: float
    place: int | None
    scores: Mapping[str, float]
    failed: str


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the refusal curve.

    At this ``threshold``, the chance from which on is answered, the shares of answerable questions ``kept`` and of
    unanswerable ones ``refused``.
    """

    threshold: float
    kept: float
    refused: float


@dataclass(frozen=True, slots=True)
class Findings:
    """What a protocol found; findings are added up."""

    tables: tuple[Table, ...] = ()
    compared: tuple[Compared, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    asked: tuple[Asked, ...] = ()
    curve: tuple[Point, ...] = ()

    def __add__(self, other: "Findings") -> "Findings":
        return Findings(
            self.tables + other.tables,
            self.compared + other.compared,
            self.outcomes + other.outcomes,
            self.asked + other.asked,
            self.curve + other.curve,
        )


@dataclass(frozen=True, slots=True)
class Report:
    """All that one run measured.

    ``mode`` names the kind of run: only runs of one kind can be compared. ``seconds`` are those that each question
    took, ``building`` those of the index.
    """

    version: str
    mode: str
    tables: tuple[Table, ...]
    compared: tuple[Compared, ...]
    curve: tuple[Point, ...]
    outcomes: tuple[Outcome, ...]
    seconds: tuple[float, ...]
    building: float

    def table(self, key: str) -> Table | None:
        """Give the table with this key."""
        return next((table for table in self.tables if table.key == key), None)


def ranking_rows(groups: Mapping[str, Sequence[Judged]], systems: Sequence[str] = SYSTEMS) -> tuple[Row, ...]:
    """Make the rows of a table of rankings: every group, for each system."""
    return tuple(
        Row(f"{name} · {system}", means(_scores(judged, system), subjects_of(judged)))
        for name, judged in groups.items()
        for system in systems
    )


def answer_rows(groups: Mapping[str, Sequence[Judged]]) -> tuple[Row, ...]:
    """Make the rows of a table of answers: the share that is answered, and the measures in ANSWER.

    A measure that says nothing of some of the questions of a group is taken over the others; where it says nothing
    of any, there is no number.
    """
    rows: list[Row] = []
    for name, judged in groups.items():
        subjects = subjects_of(judged)
        numbers: list[Number | None] = [mean([float(one.asked.answer is not None) for one in judged], subjects)]
        for place in range(len(ANSWER)):
            known = [one for one in judged if not math.isnan(one.answer_scores[place])]
            numbers.append(mean([one.answer_scores[place] for one in known], subjects_of(known)) if known else None)
        rows.append(Row(name, tuple(numbers)))
    return tuple(rows)


def compare_systems(name: str, judged: Sequence[Judged]) -> tuple[Compared, ...]:
    """Compare the product with each baseline on nDCG@10."""
    return compare_scores(name, {system: _scores(judged, system) for system in SYSTEMS}, subjects_of(judged))


def compare_scores(name: str, scores: Mapping[str, Scores], subjects: Sequence[str] = ()) -> tuple[Compared, ...]:
    """Compare the product with each baseline on nDCG@10; ``scores`` as ``asking.score_systems`` gives them."""
    column = RANKING.index("nDCG@10")
    ours = scores[PRODUCT][:, column]
    return tuple(
        Compared(f"{name}: product min {system}", difference(ours, scores[system][:, column], subjects))
        for system in SYSTEMS[1:]
    )


def subjects_of(judged: Iterable[Judged]) -> list[str]:
    """What each of these questions is about."""
    return [one.subject for one in judged]


def by_side(name: str, judged: Iterable[Judged]) -> dict[str, list[Judged]]:
    """Group questions: all of them under ``name``, and each side of the split."""
    questions = list(judged)
    return {name: questions} | {side: [one for one in questions if one.split == side] for side in (DEV, TEST)}


def by_kind(judged: Iterable[Judged]) -> dict[str, list[Judged]]:
    """Group questions by their kind."""
    groups: dict[str, list[Judged]] = {}
    for one in judged:
        groups.setdefault(str(one.asked.case.kind), []).append(one)
    return groups


def outcome(judged: Judged, protocol: str) -> Outcome:
    """Tell what happened to a question."""
    asked, case = judged.asked, judged.asked.case
    return Outcome(
        id=case.id,
        protocol=protocol,
        kind=str(case.kind),
        split=judged.split,
        question=case.question,
        history=case.history,
        expected=tuple(f"{item.document}, p. {item.page}: {item.quote}" for item in case.evidence),
        got=_got(judged),
        answered=asked.answer is not None,
        chance=round(asked.chance, 3),
        place=judged.place,
        scores=dict(zip(RANKING, judged.scores[PRODUCT], strict=True)) if case.answerable else {},
        failed=_failure(judged),
    )


def _got(judged: Judged) -> tuple[str, ...]:
    asked = judged.asked
    if asked.answer:
        return tuple(f"{citation.reference}: {citation.quote}" for citation in asked.answer.citations)
    nearest = (hit.passage for hit in asked.hits[:NEAREST])
    return tuple(f"(niet geantwoord) {p.document_id}, p. {p.page}: {p.text[:BEGINNING]}…" for p in nearest)


def _failure(judged: Judged) -> str:
    asked = judged.asked
    if not asked.case.answerable:
        return "antwoord terwijl er niets te vinden is" if asked.answer else ""
    if asked.answer is None:
        return "niet geantwoord"
    scores = dict(zip(ANSWER, judged.answer_scores, strict=True))
    if scores["nieuwste eerst"] == 0:
        return "een ouder standpunt voorop"
    if judged.place is None:
        return "goede passage niet gevonden"
    if asked.case.kind is not Kind.REFERENCE and judged.place > 1:
        return f"goede passage op plaats {judged.place}"
    if scores["delen"] < 1:
        return "niet alle delen beantwoord"
    return "andere zin uit de goede passage" if scores["zin@1"] == 0 and asked.case.kind is not Kind.REFERENCE else ""


def _scores(judged: Sequence[Judged], system: str) -> Scores:
    return np.asarray([one.scores[system] for one in judged], np.float64).reshape(-1, len(RANKING))
