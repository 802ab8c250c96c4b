"""Questions and answers in the rows of a table that names its columns: number, question, answer."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from qa.domain import Line
from qa.language.number_lists import numbers_in
from qa.parliament.questions import ListedQuestion

NUMBER = frozenset({"nr", "nrs", "nummer", "no", "#", "vraagnummer"})
QUESTION, ANSWER = frozenset({"vraag", "vragen"}), frozenset({"antwoord", "antwoorden"})

Columns = tuple[int, int, int]


def find_in_table(lines: Sequence[Line]) -> tuple[ListedQuestion, ...]:
    """Find the first table of questions and answers among lines; nothing when there is none."""
    for place, line in enumerate(lines):
        if columns := _columns(line):
            return tuple(_questions(lines, place + 1, columns))
    return ()


def _columns(line: Line) -> Columns | None:
    """The columns of number, question and answer, where a row names all three."""
    names = [cell.strip(" .:").lower() for cell in line.cells]
    found = [next((n for n, name in enumerate(names) if name in called), -1) for called in (NUMBER, QUESTION, ANSWER)]
    return (found[0], found[1], found[2]) if min(found) >= 0 else None


def _questions(lines: Sequence[Line], start: int, columns: Columns) -> Iterator[ListedQuestion]:
    width = len(lines[start - 1].cells)
    rows = takewhile(lambda row: len(row[1].cells) == width, enumerate(lines[start:], start))
    current: list[tuple[int, Line]] = []
    for place, line in rows:
        if _columns(line) == columns:
            continue  # the head of the table, once more on the next page
        if line.cells[columns[0]].strip():
            yield from _question(current, columns)
            current = []
        current.append((place, line))
    yield from _question(current, columns)


def _question(rows: Sequence[tuple[int, Line]], columns: Columns) -> Iterator[ListedQuestion]:
    """One question; what stands in rows without a number goes on in it."""
    if not rows:
        return
    number, asked, answer = ([(line, line.cells[column]) for _, line in rows] for column in columns)
    question = tuple(replace(line, text=text, cells=()) for line, text in asked if text.strip())
    numbers = numbers_in(number[0][1])
    if question and numbers:
        said = tuple(replace(line, text=text, cells=()) for line, text in answer if text.strip())
        heading = replace(number[0][0], text=number[0][1], cells=())
        yield ListedQuestion(numbers, question, "", said, (), rows[0][0], rows[-1][0], (), heading)
