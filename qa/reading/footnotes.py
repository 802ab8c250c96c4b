"""Footnotes: the lines at the foot of a page, and the marks glued to the words they explain."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from qa.domain import Line
from qa.parliament.dates import DATE

RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
SUPERSCRIPT = str.maketrans("0123456789", RAISED_DIGITS)
MOST_MISSED = 3  # numbers


@dataclass(frozen=True, slots=True)
class Note:
    """One footnote: its number and its printed lines, the number taken off."""

    mark: str
    lines: tuple[Line, ...]

    @property
    def page(self) -> int:
        """The page at whose foot it stands."""
        return self.lines[0].page


def take_footnotes(lines: Sequence[Line]) -> tuple[list[Line], list[Note]]:
    """Separate footnotes from running text.

    Notes are numbered through the document. A line begins the next note when it starts with the next number
    and that same number stands, glued to a word or raised, earlier on the same page; the note and those after it run
    to the end of the page or column. A few numbers may be missing, so that one note that is not recognised costs no
    other. Returns the running lines, their marks taken out, and the notes.
    """
    body: list[Line] = []
    notes: list[Note] = []
    last = 0
    for _, page in groupby(lines, key=lambda line: line.page):
        running: list[Line] = []
        for _, group in groupby(page, key=lambda line: line.column):
            column = list(group)
            start = _first_note(column, running, last)
            running += column[:start]
            for number, note in _notes(column[start:], running, last):
                running = _without_mark(running, number)
                notes.append(Note(str(number), note))
                last = number
        body.extend(running)
    return body, notes


def _begins(line: Line, number: int) -> bool:
    begins = re.match(rf"{number}\s?[^\W\d_]", line.text) is not None
    return begins and DATE.match(line.text) is None  # "2 maart 2020" goes on in the note before it


def _is_marked(number: int, lines: Sequence[Line]) -> bool:
    return any(pattern.search(line.text) for pattern in _marks(number) for line in lines)


def _first_note(column: Sequence[Line], above: Sequence[Line], last: int) -> int:
    """Position of the first line of the notes in a column; its length when it has none.

    ``above`` are the running lines of the same page in the columns before.
    """
    for number in range(last + 1, last + 2 + MOST_MISSED):
        for position, line in enumerate(column):
            apart = line.gap > 0 or position == 0
            if apart and _begins(line, number) and _is_marked(number, [*above, *column[:position]]):
                return position
    return len(column)


def _notes(foot: Sequence[Line], above: Sequence[Line], last: int) -> list[tuple[int, tuple[Line, ...]]]:
    notes: list[tuple[int, list[Line]]] = []
    for line in foot:
        following = (n for n in range(last + 1, last + 2 + MOST_MISSED) if _begins(line, n))
        number = next((n for n in following if n == last + 1 or _is_marked(n, above)), None)
        if number:
            notes.append((number, [replace(line, text=line.text.removeprefix(str(number)).strip())]))
            last = number
        else:
            notes[-1][1].append(line)
    return [(number, tuple(note)) for number, note in notes]


def _marks(number: int) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The number of a note as it may stand in the text: raised, which is certain, and glued to what it explains.

    That is a word ("brief3"), or what closes it ("media.1", "beperkt”.6").
    """
    raised = str(number).translate(SUPERSCRIPT)
    return (
        re.compile(rf"(?<![{RAISED_DIGITS}]){raised}(?![{RAISED_DIGITS}])"),
        re.compile(
            rf"""
            (?: (?<=[^\W\d_]) | (?<=[^\W\d_][.,:;)”’»]) | (?<=[”’»)][.,:;]) )
            {number}
            (?![\d\w%])
            """,
            re.VERBOSE,
        ),
    )


def _without_mark(lines: list[Line], number: int) -> list[Line]:
    for pattern in _marks(number):
        for position, line in enumerate(lines):
            if match := pattern.search(line.text):
                cut = line.text[: match.start()] + line.text[match.end() :]
                cells = tuple(pattern.sub("", cell) for cell in line.cells)
                return [*lines[:position], replace(line, text=cut, cells=cells), *lines[position + 1 :]]
    return lines
