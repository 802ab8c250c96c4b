"""Tables whose cells are drawn on a page: rules that cross one another, with text between them."""

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.reading.text_runs import Piece, Rule

NEAR = 2.5  # points; rules that are no further apart are one, and meet one another
OPEN = 10.0  # points; level rules that reach this far beyond the last upright one close a table that is open there
MOST = 400  # rules of a page in one direction, put together; with more it is a drawing
MOST_CELLS = 5_000  # of a table on a page
FEWEST_LINES = 3  # in each direction: around two columns and two rows
RISE = 0.3  # of the size of the type; the middle of a letter above its baseline

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A drawn table: the pieces of each cell by row, the edges of its columns, and its pieces altogether.

    A cell that takes several columns or rows has its pieces in each of them.
    """

    rows: list[list[list[Piece]]]
    edges: list[float]
    pieces: frozenset[Piece]


@dataclass(frozen=True, slots=True)
class _Bar:
    """A rule, or several that go on in one another: where it stands, and from where to where it runs."""

    at: float
    start: float
    end: float


def grids(page: Sequence[Piece], rules: Sequence[Rule]) -> list[RuledTable]:
    """Find the drawn tables of a page, from its top."""
    level = _bars((rule.y, rule.x, rule.end) for rule in rules if rule.level)
    upright = _bars((rule.x, rule.y, rule.top) for rule in rules if not rule.level)
    if max(len(level), len(upright)) > MOST:
        return []
    found = [_grid(page, *part) for part in _touching(level, upright)]
    return sorted((grid for grid in found if grid), key=lambda grid: -max(piece.y for piece in grid.pieces))


def _bars(lines: Iterator[tuple[float, float, float]]) -> list[_Bar]:
    """Put together what is drawn piece by piece, or twice along the sides of a thin bar."""
    bars: list[_Bar] = []
    for at, start, end in sorted(lines):
        if len(bars) > MOST:
            break
        for place in range(len(bars) - 1, -1, -1):
            bar = bars[place]
            if at - bar.at > NEAR:
                bars.append(_Bar(at, start, end))
                break
            if start <= bar.end + NEAR and end >= bar.start - NEAR:
                bars[place] = _Bar(bar.at, min(start, bar.start), max(end, bar.end))
                break
        else:
            bars.append(_Bar(at, start, end))
    return bars


def _touching(level: Sequence[_Bar], upright: Sequence[_Bar]) -> Iterator[tuple[list[_Bar], list[_Bar]]]:
    """The rules that belong together, because they meet."""
    left = dict(enumerate(upright))
    unseen = dict(enumerate(level))
    while left:
        waiting = [left.pop(next(iter(left)))]
        across: list[_Bar] = []
        down: list[_Bar] = []
        while waiting:
            one = waiting.pop()
            down.append(one)
            met = [key for key, bar in unseen.items() if _meet(bar, one)]
            new = [unseen.pop(key) for key in met]
            across += new
            waiting += [left.pop(key) for key in list(left) if any(_meet(bar, left[key]) for bar in new)]
        yield across, down


def _meet(level: _Bar, upright: _Bar) -> bool:
    return (
        level.start - NEAR <= upright.at <= level.end + NEAR and upright.start - NEAR <= level.at <= upright.end + NEAR
    )


def _grid(page: Sequence[Piece], level: Sequence[_Bar], upright: Sequence[_Bar]) -> RuledTable | None:
    if not level or not upright:
        return None
    edges = _edges([bar.at for bar in upright], [bar.start for bar in level], [bar.end for bar in level])
    floors = _edges([bar.at for bar in level], [bar.start for bar in upright], [bar.end for bar in upright])
    if min(len(edges), len(floors)) < FEWEST_LINES or len(edges) * len(floors) > MOST_CELLS:
        return None
    inside: dict[Place, list[Piece]] = defaultdict(list)
    for piece in page:
        column = bisect(edges, (piece.x + piece.end) / 2) - 1
        row = len(floors) - 1 - bisect(floors, piece.y + RISE * piece.size)
        if 0 <= column < len(edges) - 1 and 0 <= row < len(floors) - 1:
            inside[row, column].append(piece)
    if not inside:
        return None
    joined = _joined(edges, floors, level, upright)
    cells: dict[Place, list[Piece]] = defaultdict(list)
    for place, pieces in inside.items():
        cells[joined[place]] += pieces
    rows = [[cells.get(joined[row, column], []) for column in range(len(edges) - 1)] for row in range(len(floors) - 1)]
    return RuledTable(rows, edges, frozenset(piece for pieces in inside.values() for piece in pieces))


def _edges(at: Sequence[float], starts: Sequence[float], ends: Sequence[float]) -> list[float]:
    """Where cells end in one direction; a table that is open at a side ends where its other rules do."""
    edges: list[float] = []
    for place in sorted(at):
        if not edges or place - edges[-1] > NEAR:
            edges.append(place)
    if min(starts) < edges[0] - OPEN:
        edges.insert(0, min(starts))
    if max(ends) > edges[-1] + OPEN:
        edges.append(max(ends))
    return edges


def _joined(
    edges: Sequence[float], floors: Sequence[float], level: Sequence[_Bar], upright: Sequence[_Bar]
) -> dict[Place, Place]:
    """For each cell the first one of those with which it is one, because no rule is drawn between them."""
    first: dict[Place, Place] = {}
    tops = floors[::-1]
    for row in range(len(floors) - 1):
        for column in range(len(edges) - 1):
            first[row, column] = (row, column)
            middle = (tops[row] + tops[row + 1]) / 2
            if column and not _is_drawn(upright, edges[column], middle):
                first[row, column] = first[row, column - 1]
            elif row and not _is_drawn(level, tops[row], (edges[column] + edges[column + 1]) / 2):
                first[row, column] = first[row - 1, column]
    return first


def _is_drawn(bars: Sequence[_Bar], at: float, along: float) -> bool:
    return any(abs(bar.at - at) <= NEAR and bar.start - NEAR <= along <= bar.end + NEAR for bar in bars)
