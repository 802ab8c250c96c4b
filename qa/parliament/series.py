"""All questions first and all answers after them, each answer under the number of its question.

So the Aanhangsel van de Handelingen was printed until about 2010, and so some ministries answer still.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product

from qa.domain import Line
from qa.parliament.counting import FORMS, NAMED, Mark, from_one, marks_in
from qa.parliament.questions import ListedQuestion

FEWEST = 2  # questions
ASKING = FORMS[::-1]  # a number on a line of its own is the surest
ASKS = re.compile(r"\?[\"'”’»)\]]*(?:\s*[\[(]?\d{1,2}\s?[\])]?)*$")  # with the marks of notes behind it
# What stands between the questions and the answers.
DIVIDER = re.compile(
    r"""
      (?:antwoord(?:en)?|beantwoording|reactie)\s*:?$
    | (?:antwoord(?:en)?|beantwoording|reactie|mededeling)\s+van\s+(?:de\s+)?(?:minister|staatssecretaris)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Series:
    """Questions with their answers: ``first`` is the place of the first question, ``head`` stands above the answers."""

    questions: tuple[ListedQuestion, ...]
    first: int
    head: tuple[Line, ...]


def find_series(lines: Sequence[Line]) -> Series | None:
    """Find the questions 1 to n in the lines of a document, and below all of them the answers 1 to n.

    Most of the questions must end in a question mark and each number must have its answer; else there is no series.
    """
    marks = {form: list(marks_in(lines, form)) for form in (*FORMS, NAMED)}
    dividers = [place for place, line in enumerate(lines) if DIVIDER.match(line.text)]
    for form, answering in product(ASKING, (NAMED, *ASKING)):
        own = [mark.place for mark in marks[NAMED]] if answering is NAMED else []
        if found := _between(lines, sorted({*dividers, *own}), marks[form], marks[answering]):
            return found
    return None


def _between(
    lines: Sequence[Line], dividers: Sequence[int], asking: Sequence[Mark], answering: Sequence[Mark]
) -> Series | None:
    """The series whose answers begin at the first of these places that enough questions stand above."""
    asked = from_one(asking, 0, len(lines))
    divider = next((place for place in dividers if len(asked) >= FEWEST and place > asked[FEWEST - 1].place), None)
    if divider is None:
        return None
    asked = [mark for mark in asked if mark.place < divider]
    answers = from_one(answering, divider, len(lines))
    last = asked[-1].numbers[-1]
    answers = [mark for mark in answers if mark.numbers[-1] <= last]
    if not answers or answers[-1].numbers[-1] != last or not _asks(lines, asked, divider):
        return None
    questions = tuple(_paired(lines, list(_spans(asked, divider)), list(_spans(answers, len(lines)))))
    if not all(question.question and question.answer for question in questions):
        return None
    return Series(questions, asked[0].place, tuple(lines[divider : answers[0].place]))


def _spans(marks: Sequence[Mark], end: int) -> Iterator[tuple[Mark, int]]:
    """Each mark with the place where its text ends."""
    yield from ((mark, below.place) for mark, below in pairwise(marks))
    yield marks[-1], end


def _asks(lines: Sequence[Line], asked: Sequence[Mark], end: int) -> bool:
    """Whether most questions end in a question mark."""
    ending = sum(ASKS.search(lines[stop - 1].text) is not None for _, stop in _spans(asked, end))
    return 2 * ending > len(asked)


def _paired(
    lines: Sequence[Line], asked: Sequence[tuple[Mark, int]], answers: Sequence[tuple[Mark, int]]
) -> Iterator[ListedQuestion]:
    """Each answer with the questions of its numbers; every question goes with the answer to its first number."""
    for mark, end in answers:
        mine = [(one, stop) for one, stop in asked if one.numbers[0] in mark.numbers]
        if not mine:
            continue  # the answer to the second of two questions with one heading
        numbers = tuple(number for one, _ in mine for number in one.numbers)
        first, stop = mine[0]
        opening = lines[mark.place]
        yield ListedQuestion(
            numbers,
            tuple(_text(lines, first, stop)),
            opening.text[: mark.end].strip(),
            tuple(_text(lines, mark, end)),
            (),
            first.place,
            end - 1,
            (),
            _number(lines, first),
            tuple((_number(lines, one), *_text(lines, one, below)) for one, below in mine[1:]),
        )


def _number(lines: Sequence[Line], mark: Mark) -> Line:
    return replace(lines[mark.place], text=lines[mark.place].text[: mark.end].strip())


def _text(lines: Sequence[Line], mark: Mark, end: int) -> Iterator[Line]:
    """The lines of a question or answer without its number."""
    opening = lines[mark.place]
    if rest := opening.text[mark.end :].strip():
        yield replace(opening, text=rest)
    yield from lines[mark.place + 1 : end]
