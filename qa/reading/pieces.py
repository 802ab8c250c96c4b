"""Pieces of text as a PDF places them on a page, and the printed rows that they form."""

from collections.abc import Sequence
from dataclasses import dataclass

SAME_LINE = 0.45  # of the size of the type; pieces whose baselines differ less stand on one line

# How wide a letter is, as a share of the size of the type: about so in every proportional type.
NARROW_LETTERS, NARROW = frozenset(" fijlrtI.,:;'|!()[]-’‘"), 0.30
WIDE_LETTERS, WIDE = frozenset("mwMW—"), 0.82
CAPITAL, OTHER = 0.67, 0.54


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text: its baseline (x to the right, y upwards, in points) and the size of its type."""

    x: float
    y: float
    size: float
    text: str

    @property
    def end(self) -> float:
        """About where it ends: pypdf does not tell how wide a piece is."""
        return self.x + self.size * sum(map(_width, self.text.strip()))


def _width(letter: str) -> float:
    if letter in NARROW_LETTERS:
        return NARROW
    if letter in WIDE_LETTERS:
        return WIDE
    return CAPITAL if letter.isupper() else OTHER


def rows_of(page: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces of a page as rows from the top, each from left to right."""
    rows: list[list[Piece]] = []
    for piece in sorted((p for p in page if p.text.strip()), key=lambda p: (-p.y, p.x)):
        if rows and rows[-1][0].y - piece.y <= SAME_LINE * max(rows[-1][0].size, piece.size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda p: p.x) for row in rows]
