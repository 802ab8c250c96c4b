"""Pieces of text as a PDF places them on a page, and the printed rows that they form."""

from collections.abc import Sequence
from dataclasses import dataclass

SAME_LINE = 0.45  # of the size of the type; pieces whose baselines differ less stand on one line


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text on a page, measured in points: to the right from ``x`` to ``end``, its baseline ``y`` upwards.

    ``size`` is that of its type. ``spaced`` tells of white space before it, ``bold`` and ``italic`` of its type. What
    the PDF marks as no part of the text is an ``artifact``, and what its structure calls a footnote is a ``note``.
    """

    x: float
    end: float
    y: float
    size: float
    text: str
    spaced: bool = True
    bold: bool = False
    italic: bool = False
    artifact: bool = False
    note: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A line drawn on a page, level or upright, from its left and lower end to its right and upper one."""

    x: float
    y: float
    end: float
    top: float

    @property
    def level(self) -> bool:
        """Whether it runs from left to right."""
        return self.end - self.x >= self.top - self.y


@dataclass(frozen=True, slots=True)
class TableRow(Piece):
    """A row of a table, put together: its cells in order, empty ones too.

    ``y`` is the baseline of its first line, ``foot`` that of its last, and ``head`` tells that a table begins with it.
    """

    cells: tuple[str, ...] = ()
    foot: float = 0.0
    head: bool = False


def rows_of(page: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces of a page as rows from the top, each from left to right."""
    rows: list[list[Piece]] = []
    for piece in sorted((p for p in page if p.text.strip()), key=lambda p: (-p.y, p.x)):
        if rows and rows[-1][0].y - piece.y <= SAME_LINE * max(rows[-1][0].size, piece.size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda p: p.x) for row in rows]
