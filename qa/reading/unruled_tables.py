"""Tables without rules whose cells hold several lines: white space runs between their columns through all rows."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.reading.blocks import CLAUSE_END
from qa.reading.tables import YEAR, is_header
from qa.reading.text_runs import Piece
from qa.reading.text_tables import FARTHEST, NUMERIC, cells, is_number, surrounded

Row = list[Piece]

FEWEST_STARTS = 3  # rows in which a part begins at the same place, before that is known to be the edge of a column
SAME = 1.0  # points; what begins in one column begins at the same place, give or take
SPACE = 0.3  # of the size of the type; the white space between words
WHITE = 1.35  # of the distance between lines; more is white space between two rows
WITHIN = 0.25  # of the distances between lines are at most that within a cell
FEWEST_ROWS, FEWEST_COLUMNS = 3, 3  # of a table of words, its header counted
SIDE_BY_SIDE = 0.3  # of the lines of a table have text in several columns
MOST_TRIED = 200  # lines of a page with which a table may begin
MOST_LINES = 200  # of a table on a page; a page has some 70
LONGEST_CELL = 8  # lines of a cell beside numbers; what is longer is text with a number in the margin
LONGEST_NAME = 60  # characters of a cell that names a column
NAMED = 0.8  # of the width of a column; a name fills less, a line of running text more
ASTRAY = 0.25  # of the rows; when white space keeps more of them together, it divides no rows
ENDED = 0.6  # of the cells end with their row; in text that is only set in columns few lines end there
OF_WHICH = re.compile(r"waarvan\b|w\.?v\.?\s")  # with a small letter begins a row that is part of the one above
OFFICE = re.compile(r"(?:de\s+)?(?:minister|staatssecretaris|voorzitter|griffier)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Laid:
    """A table: which rows of the page are its lines, the cells of its rows, and the edges of its columns."""

    lines: range
    rows: list[list[Row]]
    edges: list[float]


@dataclass(frozen=True, slots=True)
class _Lines:
    """The printed lines of what may be a table, each divided by ``columns``."""

    cells: list[list[Row]]
    heights: list[float]
    columns: list[tuple[float, float]]
    numeric: bool

    def text(self, line: int, column: int) -> str:
        """What stands in a column of a line."""
        return " ".join(piece.text.strip() for piece in self.cells[line][column])


def laid_out(rows: Sequence[Row], heads: Collection[Sequence[str]] = ()) -> list[Laid]:
    """Find the tables among the rows of a page that have several lines in a cell, or words only.

    ``heads`` are the names of columns on the page before; under the same ones a table goes on, however little.
    """
    starts = _starts(rows)
    parts = [[row] if surrounded(row) else _parts(row, starts) for row in rows]
    found: list[Laid] = []
    begun = [place for place, row in enumerate(rows) if len(parts[place]) > 1 and len(cells(row)) > 1]
    for first in begun[:MOST_TRIED]:
        if found and first < found[-1].lines.stop:
            continue
        last = _reach(rows, parts, first)
        table = _table(rows, parts, range(first, last + 1), heads) if last > first else None
        if table:
            found.append(table)
    return found


def _starts(rows: Sequence[Row]) -> list[float]:
    """Where parts that stand apart begin in several rows."""
    begun = Counter(round(part[0].x) for row in rows for part in cells(row)[1:] if not surrounded(row))
    often = [x for x, times in begun.most_common() if times + begun[x - 1] + begun[x + 1] >= FEWEST_STARTS]
    starts: list[float] = []
    for x in often:
        if all(abs(x - other) > 2 * SAME for other in starts):
            starts.append(x)
    return starts


def _parts(row: Row, starts: Sequence[float]) -> list[Row]:
    """The parts of a row that stand apart, or begin at the edge of a column."""
    parts = [[row[0]]]
    for part in cells(row):
        for left, right in pairwise([parts[-1][-1], *part]):
            at_edge = any(abs(right.x - start) <= SAME for start in starts)
            if left is not right and (right is part[0] or (at_edge and right.x >= left.end)):
                parts.append([right])
            elif left is not right:
                parts[-1].append(right)
    return parts


def _reach(rows: Sequence[Row], parts: Sequence[list[Row]], first: int) -> int:
    """The last row down to which the white space between the columns runs."""
    columns = _columns(parts[first], [])
    last = min(len(rows), first + MOST_LINES) - 1
    for place in range(first + 1, last + 1):
        above, below = rows[place - 1][0], rows[place][0]
        if not 0 < above.y - below.y <= FARTHEST * max(above.size, below.size):
            return place - 1
        more = _columns(parts[place], columns)
        if len(more) < len(columns):
            return place - 1
        columns = more
    return last


def _columns(parts: Sequence[Row], known: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Where the columns begin and end: what stands above one another is one, though it may nearly touch the next."""
    columns: list[tuple[float, float]] = []
    for start, end in sorted([*known, *((part[0].x, max(part[0].x, part[-1].end - SAME)) for part in parts)]):
        if columns and start <= columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], end))
        else:
            columns.append((start, end))
    return columns


def _table(
    rows: Sequence[Row], parts: Sequence[list[Row]], reach: range, heads: Collection[Sequence[str]]
) -> Laid | None:
    heights = [rows[place][0].y for place in reach]
    usual = _usual(heights)
    last = next(place for place in reversed(reach) if len(parts[place]) > 1)
    # The lines of the last row go on until there is white space.
    while last + 1 in reach and _is_next(rows[last][0], rows[last + 1][0], usual):
        last += 1
    inside = range(reach.start, last + 1)
    columns = _columns([part for place in inside for part in parts[place]], [])
    grid = [_placed(parts[place], columns) for place in inside]
    behind = [cell for line in grid[1:] for cell in line[1:] if cell]
    numbers = sum(is_number(" ".join(piece.text for piece in cell)) for cell in behind)
    lines = _Lines(grid, heights[: len(inside)], columns, numeric=numbers >= NUMERIC * len(behind) > 0)
    several = sum(sum(map(bool, line)) > 1 for line in grid)
    goes_on = [lines.text(0, column) for column in range(len(columns))] in heads
    if len(columns) < 2 or (several < SIDE_BY_SIDE * len(grid) and not goes_on):
        return None
    groups = _groups(lines)
    if goes_on and len(groups[0]) > 1:
        groups = [range(1), range(1, groups[0].stop), *groups[1:]]
    while len(groups) > 1 and not any(cell for line in groups[-1] for cell in grid[line][1:]):
        groups.pop()  # the source of the numbers, or text that follows
    judged = _holds_numbers if lines.numeric else _holds_words
    if not goes_on and not judged(lines, groups):
        return None
    made = [[[p for line in group for p in grid[line][column]] for column in range(len(columns))] for group in groups]
    return Laid(range(inside.start, inside.start + groups[-1].stop), made, [start for start, _ in columns])


def _is_next(above: Piece, below: Piece, usual: float) -> bool:
    return above.size == below.size and above.y - below.y <= WHITE * usual


def _placed(parts: Sequence[Row], columns: Sequence[tuple[float, float]]) -> list[Row]:
    return [[p for part in parts if start <= part[0].x <= end for p in part] for start, end in columns]


def _usual(heights: Sequence[float]) -> float:
    distances = sorted(above - below for above, below in pairwise(heights)) or [0.0]
    return distances[int(WITHIN * (len(distances) - 1))]


def _holds_numbers(lines: _Lines, groups: Sequence[range]) -> bool:
    """Whether rows with numbers are a table; where each row is one line, ``tabular`` finds it."""
    several_lines = len(groups) < groups[-1].stop and max(map(len, groups)) <= LONGEST_CELL
    counting = sum(any(_is_counted(lines, line) for line in group) for group in groups)
    return len(groups) >= FEWEST_ROWS and several_lines and counting >= max(2.0, NUMERIC * len(groups))


def _is_counted(lines: _Lines, line: int) -> bool:
    return any(is_number(lines.text(line, column)) for column in range(1, len(lines.columns)))


def _holds_words(lines: _Lines, groups: Sequence[range]) -> bool:
    """Whether words in several columns are a table: under names of columns, in cells that end with their row."""
    if len(groups) < FEWEST_ROWS or len(lines.columns) < FEWEST_COLUMNS:
        return False
    header = [" ".join(lines.text(line, column) for line in groups[0]).strip() for column in range(len(lines.columns))]
    if not all(header) or not is_header(header) or not all(map(_is_name, header)):
        return False
    if any(_fills(lines, groups[0], column) for column in range(len(lines.columns) - 1)):
        return False
    ends = [ended for above, below in pairwise(groups) for ended in _ends(lines, above, below)]
    return sum(ends) >= ENDED * len(ends)


def _is_name(text: str) -> bool:
    """Whether a text may name a column: it is short, begins with a capital and is no sentence, nor who signs."""
    opens = text[0].isupper() and len(text) <= LONGEST_NAME
    return opens and not CLAUSE_END.search(text) and not OFFICE.match(text)


def _ends(lines: _Lines, above: range, below: range) -> Iterator[bool]:
    """Whether each cell of a row ends there, by its punctuation or because what follows would have fitted behind it."""
    for column in range(len(lines.columns) - 1):
        filled = [line for line in above if lines.cells[line][column]]
        if filled and lines.cells[below.start][column]:
            last = filled[-1]
            full = lines.text(last, column)
            yield last < above.stop - 1 or full.endswith((".", "?", "!")) or _stopped_early(lines, below.start, column)


def _fills(lines: _Lines, group: range, column: int) -> bool:
    """Whether a text fills the width of its column."""
    start, following = lines.columns[column][0], lines.columns[column + 1][0]
    ends = [lines.cells[line][column][-1].end for line in group if lines.cells[line][column]]
    return max(ends) - start > NAMED * (following - start)


def _groups(lines: _Lines) -> list[range]:
    """The lines of each row of the table."""
    begins = [line for line in range(1, len(lines.cells)) if _begins(lines, line)]
    usual = _usual(lines.heights)
    white = [line for line, (above, below) in enumerate(pairwise(lines.heights), 1) if above - below > WHITE * usual]
    kept_together = [line for line in begins if line not in white and line > (white or [0])[0]]
    if len(white) >= FEWEST_ROWS - 1 and len(kept_together) <= ASTRAY * len(white):
        counted = lines.numeric and {line for line in begins if _is_counted(lines, line)}
        begins = sorted({*white, *(line for line in begins if line <= white[0]), *(counted or ())})
    return [range(start, stop) for start, stop in pairwise([0, *begins, len(lines.cells)])]


def _begins(lines: _Lines, line: int) -> bool:
    """Whether a row of the table begins with a line."""
    texts = [lines.text(line, column) for column in range(len(lines.columns))]
    filled = [column for column, text in enumerate(texts) if text]
    counts = lines.numeric and any(map(is_number, texts[1:]))
    if not texts[0]:
        # Below the names of columns stand years, or more of the names.
        years = line == 1 and all(YEAR.fullmatch(texts[column]) for column in filled)
        return counts and not years and any(lines.cells[above][0] for above in range(line))
    if counts:
        return any(lines.cells[line - 1][1:]) or not _runs_on(lines, line, 0)
    if any(_runs_on(lines, line, column) for column in filled):
        return False
    return not lines.cells[line - 1][0] or any(_stopped_early(lines, line, column) for column in filled)


def _runs_on(lines: _Lines, line: int, column: int) -> bool:
    """Whether the text of a cell shows that it runs on from the line above."""
    above, below = lines.text(line - 1, column), lines.text(line, column)
    runs_on = above.endswith("-") or below[0].islower() or below[0] in "(&"
    return bool(above) and runs_on and not OF_WHICH.match(below)


def _stopped_early(lines: _Lines, line: int, column: int) -> bool:
    """Whether the first word of a cell would have fitted behind the line above, had its text gone on."""
    above, word = lines.cells[line - 1][column], lines.cells[line][column][0]
    if not above or column + 1 == len(lines.columns):
        return False
    edge = lines.columns[column + 1][0] - SPACE * word.size
    return above[-1].end + SPACE * word.size + word.end - word.x <= edge
