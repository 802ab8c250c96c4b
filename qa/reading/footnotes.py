"""Footnotes: the lines at the foot of a page, and the marks glued to the words they explain."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from qa.domain import Line
from qa.language.dates import DAY

RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
SUPERSCRIPT = str.maketrans("0123456789", RAISED_DIGITS)
MOST_MISSED = 3  # numbers
FULL = 0.8  # of the longest line of notes; a line as long did not end its note
_DAY = re.compile(DAY)
NOTE_END = re.compile(r"[.?!…][)\]”’\"'»]*$")  # a colon or semicolon ends a sentence of the text, and no note
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

    Where a PDF shows the number of a note small and raised before its text, the notes are what stands so at the foot of
    the page. Elsewhere they are numbered through the document: a line begins the next
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
            numbered = _first_note(column, running, last)
            if start == len(column) or numbered >= _foot(column):
                start = min(start, numbered)
            going_on = _going_on(column, start, notes)
            if going_on:
                notes[-1] = Note(notes[-1].mark, (*notes[-1].lines, *going_on))
                column = [*column[: start - len(going_on)], *column[start:]]
                start -= len(going_on)
            running += column[:start]
            marked = any(line.mark for line in column[start:])
            found = _marked_notes(column[start:]) if marked else _notes(column[start:], running, last)
            for number, note in found:
                running = _without_mark(running, number)
                notes.append(Note(str(number), note))
                last = number
        body.extend(running)
    return body, notes


def _marked_foot(column: Sequence[Line]) -> int:
    """Position of the first line at the foot that bears the number of a note; the length of the column without one."""
    return next((place for place in range(_foot(column), len(column)) if column[place].mark), len(column))


def _foot(column: Sequence[Line]) -> int:
    """Position of the first of the lines at the foot that are set in small type, or as notes."""
    start = len(column)
    while start and (column[start - 1].small or column[start - 1].note or column[start - 1].mark):
        start -= 1
    return start


def _going_on(column: Sequence[Line], start: int, notes: Sequence[Note]) -> Sequence[Line]:
    """The lines above ``start`` at the foot, small or notes, in which the last note of the page before goes on."""
    lines = column[_foot(column) : start]
    if not notes or not lines or any(line.cells for line in lines) or notes[-1].lines[-1].page + 1 != lines[0].page:
        return ()
    last = notes[-1].lines[-1].text
    full = FULL * max(len(line.text) for note in notes for line in note.lines)
    unfinished = NOTE_END.search(last) is None and (lines[0].text[0].islower() or len(last) >= full)
    return lines if unfinished or lines[0].note else ()


def _marked_notes(foot: Sequence[Line]) -> list[tuple[int, tuple[Line, ...]]]:
    """The notes that begin in these lines, with their numbers; lines that bear no number go on in the note above."""
    notes: list[tuple[int, list[Line]]] = []
    for line in foot:
        if line.mark:
            notes.append((int(line.mark), [line] if line.text else []))
        elif notes:
            notes[-1][1].append(line)
    return [(number, tuple(note)) for number, note in notes if note]


def _begins(line: Line, number: int) -> bool:
    begins = re.match(rf"{number}\s?[^\W\d_]", line.text) is not None
    return begins and _DAY.match(line.text) is None  # "2 maart 2020" goes on in the note before it


def _is_marked(number: int, lines: Sequence[Line]) -> bool:
    return any(pattern.search(line.text) for pattern in _marks(number) for line in lines)


def _first_note(column: Sequence[Line], above: Sequence[Line], last: int) -> int:
    """Position of the first line of the notes in a column; its length when it has none.

    ``above`` are the running lines of the same page in the columns before.
    """
    for number in range(last + 1, last + 2 + MOST_MISSED):
        marked = _is_marked(number, above)
        for position, line in enumerate(column):
            apart = line.gap > 0 or position == 0 or line.small
            if marked and apart and _begins(line, number):
                return position
            marked = marked or _is_marked(number, [line])
    return len(column)


def _notes(foot: Sequence[Line], above: Sequence[Line], last: int) -> list[tuple[int, tuple[Line, ...]]]:
    notes: list[tuple[int, list[Line]]] = []
    marked = cache(lambda number: _is_marked(number, above))
    for line in foot:
        following = (n for n in range(last + 1, last + 2 + MOST_MISSED) if _begins(line, n))
        number = next((n for n in following if n == last + 1 or marked(n)), None)
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
