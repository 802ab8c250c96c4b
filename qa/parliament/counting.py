"""Printed lines that open with a number, and the row of them in which the numbers count on."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.domain import Line
from qa.language.number_lists import NUMBERS, numbers_in, spelled

# How a number stands before its question: "3 Klopt het", "3. Klopt het" or "3) Klopt het", and on a line of its own.
INLINE = re.compile(r"(?P<numbers>\d{1,3})\s+(?=[«“\"‘]?[^\W\d_])")
DOTTED = re.compile(r"(?P<numbers>\d{1,3})[.)]\s+(?=\S)")
ALONE = re.compile(rf"(?P<numbers>{NUMBERS})\s?[.):]?$")
FORMS = (INLINE, DOTTED, ALONE)
# An answer that names its question: "Antwoord 3", "Antwoord op de vragen 3 en 4:".
NAMED = re.compile(
    rf"(?:Antwoord|ANTWOORD)(?:en|EN)?\s+(?:op\s+)?(?:de\s+)?(?:(?:vraag|vragen)\s+)?(?P<numbers>{NUMBERS})(?:\s*[:.])?(?=\s|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A line that opens with numbers: its place, how much of it that is, and whether white space stands above it."""

    place: int
    numbers: tuple[int, ...]
    end: int
    below_space: bool


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of marks from its last; ``answered`` are those before the last that an answer follows on."""

    mark: Mark
    before: "_Row | None"
    answered: int
    length: int


def marks_in(lines: Sequence[Line], form: re.Pattern[str]) -> Iterator[Mark]:
    """Give the lines that open with numbers in this form and do not run on from the line above."""
    for place, line in enumerate(lines):
        match = form.match(line.text)
        if match is None or line.cells or not _stands_apart(lines, place):
            continue
        numbers = numbers_in(spelled(match["numbers"]))
        if numbers and list(numbers) == list(range(numbers[0], numbers[0] + len(numbers))):
            yield Mark(place, numbers, match.end(), line.gap > 0 or line.rank > 0)


def _stands_apart(lines: Sequence[Line], place: int) -> bool:
    if place == 0 or lines[place].gap > 0 or lines[place].rank:
        return True
    above = lines[place - 1]
    return above.page != lines[place].page or above.text.endswith((".", "?", "!", ":"))


def most_answered(marks: Sequence[Mark], answers: Sequence[int]) -> list[Mark]:
    """The row of marks that count on of which most are answered; ``answers`` are the places where an answer begins.

    Of two marks with one number the one nearer to the answer counts: the other is the number of a page, or of an item
    in the answer before. Before its answer a question may be followed by the next one only below white space. What
    comes before the first answered question is no part of the list: these are the numbers of sections.
    """
    best: dict[int, _Row] = {}
    for mark in marks:
        before = best.get(mark.numbers[0] - 1)
        answered = before is not None and _answered(before.mark, mark.place, answers)
        if before and not answered and not mark.below_space:
            before = None
        row = _Row(mark, before, before.answered + answered if before else 0, before.length + 1 if before else 1)
        other = best.get(mark.numbers[-1])
        if other is None or row.answered >= other.answered + _answered(other.mark, mark.place, answers):
            best[mark.numbers[-1]] = row
    if not best:
        return []
    end = answers[-1] + 1 if answers else 0
    row = max(best.values(), key=lambda row: (row.answered + _answered(row.mark, end, answers), row.length))
    found = _marks(row)
    return found[_first_answered(found, answers) :]


def _marks(row: _Row | None) -> list[Mark]:
    found: list[Mark] = []
    while row:
        found.append(row.mark)
        row = row.before
    return found[::-1]


def _first_answered(marks: Sequence[Mark], answers: Sequence[int]) -> int:
    ends = [*(mark.place for mark in marks[1:]), answers[-1] + 1 if answers else 0]
    return next((n for n, mark in enumerate(marks) if _answered(mark, ends[n], answers)), len(marks))


def _answered(mark: Mark, end: int, answers: Sequence[int]) -> bool:
    """Whether an answer begins between a mark and the line at ``end``."""
    following = bisect_right(answers, mark.place)
    return following < len(answers) and answers[following] < end


def from_one(marks: Sequence[Mark], start: int, end: int) -> list[Mark]:
    """The first row of marks that counts on from 1, between two places."""
    found: list[Mark] = []
    for mark in marks:
        if start <= mark.place < end and mark.numbers[0] == (found[-1].numbers[-1] + 1 if found else 1):
            found.append(mark)
    return found
