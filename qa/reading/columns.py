"""Text that is set in columns beside one another, put in the order in which it is read."""

import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.reading.text_runs import Piece, rows_of

Row = list[Piece]

NARROWEST = 10.0  # of the size of the type; nearer to the edge of the text begins an indentation, and no column
FEWEST_ROWS = 6
FEWEST_PAGES = 2  # set in columns; with fewer a page that shows less is read so only where nothing runs through
FEWEST_BEGUN = 2  # rows of such a page in which a piece begins where the column does
ROUNDED = 1.5  # points; where a column begins is known to the point
SHARE_OF_ROWS = 0.3  # of the rows of a page; in as many a piece begins where a column begins
CROSSED = 0.25  # of the rows in which something stands to the right; where more run through there is no gutter
SHORTEST = 12  # characters a row; what is mostly shorter is a column of numbers or names in a table
GUTTER = 0.8  # of the size of the type; nearer to one another stand the words of one line
SLACK = 0.6  # of the size of the type; a piece that reaches this far into a column runs through
WHITE = 1.35  # of the distance between rows; more is white space
ROWS_OF_A_TABLE = 0.75  # of the white spaces in a column; where as many run through all of them it is a table


@dataclass(frozen=True, slots=True)
class Ordered:
    """The rows of a page as they are read, and where its columns behind the first begin."""

    rows: list[Row]
    starts: list[float]


def in_reading_order(pages: Sequence[Sequence[Piece]], body: float) -> list[Ordered]:
    """Put the rows of each page in the order in which they are read: a column from top to bottom before the next.

    ``body`` is the size of the type of the text. A row that runs through all columns stands between what is above and
    below it; in a table whose cells hold several lines so does the white space between two of its rows.
    """
    rows = [rows_of(page) for page in pages]
    found = [_starts(page, body) for page in rows]
    set_so = Counter(start for starts in found for start in starts)
    ordered: list[Ordered] = []
    for page, own in zip(rows, found, strict=True):
        starts = own or sorted(start for start in set_so if _is_set_so(_text(page, body), start, set_so[start]))
        ordered.append(Ordered(_ordered(page, starts, body), starts))
    return ordered


def _is_set_so(rows: Sequence[Row], start: float, pages: int) -> bool:
    """Whether a page whose last column is short, and does not show it on its own, is set in columns as others are."""
    if pages >= FEWEST_PAGES:
        return _is_gutter(rows, start)
    begun = sum(any(abs(piece.x - start - ROUNDED) <= ROUNDED for piece in row) for row in rows)
    return begun >= FEWEST_BEGUN and _is_gutter(rows, start, crossed=0.0)


def _ordered(rows: list[Row], starts: Sequence[float], body: float) -> list[Row]:
    inside = [place for place, row in enumerate(rows) if any(piece.size == body for piece in row)]
    if not starts or not inside:
        return rows
    first, last = inside[0], inside[-1] + 1
    return [*rows[:first], *_in_bands(rows[first:last], starts), *_in_bands(rows[last:], starts)]


def _in_bands(rows: Sequence[Row], starts: Sequence[float]) -> Iterator[Row]:
    """Columns are read to the next row that runs through them."""
    band: list[Row] = []
    for row in rows:
        if _crosses(row, starts):
            yield from _by_column(band, starts)
            yield row
            band = []
        else:
            band.append(row)
    yield from _by_column(band, starts)


def _text(rows: Sequence[Row], body: float) -> list[Row]:
    """What is set in the type of the text."""
    text = [[piece for piece in row if piece.size == body] for row in rows]
    return [row for row in text if row]


def _starts(rows: Sequence[Row], body: float) -> list[float]:
    """Where the columns behind the first begin; none when the text is set in one."""
    text = _text(rows, body)
    if len(text) < FEWEST_ROWS:
        return []
    left = statistics.median_low([row[0].x for row in text])
    begun = Counter(round(piece.x) for row in text for piece in row if piece.x > left + NARROWEST * body)
    found: list[float] = []
    for x, times in begun.most_common():
        start = x - ROUNDED
        far = all(abs(start - other) > NARROWEST * body for other in found)
        often = times + begun[x - 1] + begun[x + 1] >= max(FEWEST_ROWS, SHARE_OF_ROWS * len(text))
        if far and often and _is_gutter(text, start) and _holds_text(text, start):
            found.append(start)
    return sorted(found)


def _is_gutter(rows: Sequence[Row], start: float, crossed: float = CROSSED) -> bool:
    """Whether there is white space before ``start`` in the rows in which something stands behind it."""
    filled = [row for row in rows if any(piece.x >= start for piece in row)]
    running = sum(any(_reaches(piece, start, -GUTTER) for piece in row if piece.x < start) for row in filled)
    return bool(filled) and running <= crossed * len(filled)


def _holds_text(rows: Sequence[Row], start: float) -> bool:
    """Whether there is text on both sides, and not a column of numbers or names."""
    before = [[piece for piece in row if piece.x < start] for row in rows]
    behind = [[piece for piece in row if piece.x >= start] for row in rows]
    sides = ([_length(row) for row in side if row] for side in (before, behind))
    return all(len(side) >= FEWEST_ROWS and statistics.median(side) >= SHORTEST for side in sides)


def _length(row: Row) -> int:
    return sum(len(piece.text.strip()) for piece in row)


def _reaches(piece: Piece, start: float, slack: float) -> bool:
    return piece.end > start + slack * piece.size


def _crosses(row: Row, starts: Sequence[float]) -> bool:
    """Whether a row runs through the gutter: a piece of it does, or its words stand near one another there."""
    if any(piece.x < start and _reaches(piece, start, SLACK) for piece in row for start in starts):
        return True
    near = ((left, right) for left, right in pairwise(row) if right.x - left.end < GUTTER * right.size)
    return any(left.x < start <= right.x for left, right in near for start in starts)


def _by_column(band: Sequence[Row], starts: Sequence[float]) -> Iterator[Row]:
    for part in _rows_of_a_table(band, starts):
        columns: list[Row] = [[] for _ in (0, *starts)]
        for row in part:
            for piece in row:
                columns[sum(piece.x >= start for start in starts)].append(piece)
        for column in columns:
            yield from rows_of(column)


def _rows_of_a_table(band: Sequence[Row], starts: Sequence[float]) -> list[list[Row]]:
    """The rows of a table, each as its printed rows; running text in columns is one."""
    first = [place for place, row in enumerate(band) if row[0].x < starts[0]]
    last = [place for place, row in enumerate(band) if row[-1].x >= starts[-1]]
    if not first or not last:
        return [list(band)]
    top, foot = max(first[0], last[0]), min(first[-1], last[-1])  # between these is text on both sides
    through = [place for place in _white(band) if top < place <= foot]
    own = max(len(_white([band[place] for place in side])) for side in (first, last))
    if len(through) < max(2, ROWS_OF_A_TABLE * own):
        return [list(band)]
    return [list(band[above:below]) for above, below in pairwise([0, *through, len(band)])]


def _white(rows: Sequence[Row]) -> list[int]:
    """The places of the rows above which there is white space."""
    distances = [above[0].y - below[0].y for above, below in pairwise(rows)]
    if not distances:
        return []
    usual = statistics.median_low(distances)
    return [place for place, distance in enumerate(distances, 1) if distance > WHITE * usual]
