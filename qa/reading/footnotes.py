"""Footnotes: the lines at the foot of a page, and the marks glued to the words they explain."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.domain import Line


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
    and that same number stands, glued to a word, earlier on the same page; the note and those after it run
    to the end of the page. Returns the running lines, their marks taken out, and the notes.
    """
    body: list[Line] = []
    notes: list[Note] = []
    for page in _pages(lines):
        start = _first_note(page, len(notes) + 1)
        running, foot = list(page[:start]), page[start:]
        for mark, note in _notes(foot, len(notes) + 1):
            running = _without_mark(running, mark)
            notes.append(Note(mark, note))
        body.extend(running)
    return body, notes


def _pages(lines: Sequence[Line]) -> list[list[Line]]:
    pages: list[list[Line]] = []
    for line in lines:
        if not pages or pages[-1][-1].page != line.page:
            pages.append([])
        pages[-1].append(line)
    return pages


def _begins(line: Line, number: int) -> bool:
    return re.match(rf"{number}\s?[^\W\d_]", line.text) is not None


def _first_note(page: Sequence[Line], number: int) -> int:
    """Position of the first line of the notes on a page; the length of the page when it has none."""
    for position, line in enumerate(page):
        apart = line.gap > 0 or position == 0
        if apart and _begins(line, number) and any(_mark(number).search(above.text) for above in page[:position]):
            return position
    return len(page)


def _notes(foot: Sequence[Line], number: int) -> list[tuple[str, tuple[Line, ...]]]:
    notes: list[tuple[str, list[Line]]] = []
    for line in foot:
        if _begins(line, number + len(notes)):
            mark = str(number + len(notes))
            notes.append((mark, [Line(line.text.removeprefix(mark).strip(), line.page, line.gap)]))
        else:
            notes[-1][1].append(line)
    return [(mark, tuple(note)) for mark, note in notes]


def _mark(number: int) -> re.Pattern[str]:
    """The number of a note behind a word ("brief3"), or behind what closes it ("media.1", "beperkt”.6")."""
    return re.compile(
        rf"""
        (?: (?<=[^\W\d_]) | (?<=[^\W\d_][.,:;)”’»]) | (?<=[”’»)][.,:;]) )
        {number}
        (?![\d\w%])
        """,
        re.VERBOSE,
    )


def _without_mark(lines: list[Line], mark: str) -> list[Line]:
    pattern = _mark(int(mark))
    for position, line in enumerate(lines):
        if match := pattern.search(line.text):
            cut = line.text[: match.start()] + line.text[match.end() :]
            return [*lines[:position], Line(cut, line.page, line.gap), *lines[position + 1 :]]
    return lines
