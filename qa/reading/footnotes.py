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
CLOSING_MARKS = (".", ",", ";", ":", "?", "!", ")", "»", "”")


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

    Where a PDF shows the number of a note small and raised before its text, or its structure calls it one, the notes
    are what stands so at the foot of the page. Elsewhere they are numbered through the document: a line begins the next
    note when it starts with the next number and that same number stands, glued to a word or raised, earlier on the same
    page; the note and those after it run to the end of the page or column. A few numbers may be missing, so that one
    note that is not recognised costs no other. Returns the running lines, their marks taken out, and the notes.
    """
    body: list[Line] = []
    notes: list[Note] = []
    last = 0
    for _, page in groupby(lines, key=lambda line: line.page):
        running: list[Line] = []
        for _, group in groupby(page, key=lambda line: line.column):
            column = list(group)
            start = _marked_foot(column)
            if start < len(column):
                going_on, found = _marked_notes(column[start:])
                if going_on and notes:
                    notes[-1] = Note(notes[-1].mark, (*notes[-1].lines, *going_on))
                elif going_on:
                    start += len(going_on)
                running += column[:start]
            else:
                start = _first_note(column, running, last)
                running += column[:start]
                found = _notes(column[start:], running, last)
            for number, note in found:
                running = _without_mark(running, number)
                notes.append(Note(str(number), note))
                last = number
        body.extend(running)
    return body, notes


def _marked_foot(column: Sequence[Line]) -> int:
    """Position of the first line of the notes that a PDF shows as such; its length when it shows none."""
    start = len(column)
    while start and (column[start - 1].small or column[start - 1].note or column[start - 1].mark):
        start -= 1
    foot = column[start:]
    first = next((place for place, line in enumerate(foot) if line.mark or line.note), len(foot))
    return start + first


def _marked_notes(foot: Sequence[Line]) -> tuple[tuple[Line, ...], list[tuple[int, tuple[Line, ...]]]]:
    """The lines that go on in a note of the page before, and the notes that begin here with their numbers."""
    going_on: list[Line] = []
    notes: list[tuple[int, list[Line]]] = []
    for line in foot:
        if line.mark:
            notes.append((int(line.mark), [line] if line.text else []))
        else:
            (notes[-1][1] if notes else going_on).append(line)
    return tuple(going_on), [(number, tuple(note)) for number, note in notes if note]


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
                behind = line.text[match.end() :]
                before = line.text[: match.start()]
                # White space that set the mark apart goes with it: "wetgeving ²." is "wetgeving."
                cut = (before.rstrip() if behind.startswith(CLOSING_MARKS) else before) + behind
                cells = tuple(pattern.sub("", cell) for cell in line.cells)
                return [*lines[:position], replace(line, text=cut, cells=cells), *lines[position + 1 :]]
    return lines
