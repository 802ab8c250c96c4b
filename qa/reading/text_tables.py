"""Tables in text that only has a place: rows whose parts stand below one another in columns."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from qa.reading.text_runs import Piece, TableRow

Row = list[Piece]

COLUMN = 1.0  # of the size of the type; what stands this far behind the end of a text is a cell of its own
FEWEST_ROWS = 3
FEWEST_WIDE_ROWS, WIDE = 2, 4  # two rows are enough where there are four columns or more
FARTHEST = 3.0  # of the size of the type; rows that stand further apart are no rows of one table
MOST_LETTERS = 3  # of a number: "mln", "EUR"
NUMERIC = 0.5  # of the cells behind the first column, its heading apart; a table with less is a form or a letterhead


def cells(row: Row) -> list[Row]:
    """The parts of a row that stand apart."""
    parts = [[row[0]]]
    for left, right in pairwise(row):
        if right.x > left.end + COLUMN * right.size:
            parts.append([right])
        else:
            parts[-1].append(right)
    return parts


def tables(rows: Sequence[Row]) -> dict[int, list[Row]]:
    """Find the rows of a page that belong to a table.

    Gives the cells of each by its place in ``rows``, empty where a row has nothing in a column. Rows form a table when
    at least FEWEST_ROWS below one another have several cells, those stand in columns, and most hold a number.
    """
    found: dict[int, list[Row]] = {}
    run: dict[int, list[Row]] = {}
    for place, row in enumerate(rows):
        parts = [] if surrounded(row) or any(isinstance(piece, TableRow) for piece in row) else cells(row)
        if run and (len(parts) < 2 or not _near(rows[place - 1], row)):
            found |= _table(run)
            run = {}
        if len(parts) > 1:
            run[place] = parts
    return found | _table(run)


def surrounded(row: Row) -> bool:
    """Whether something in other type stands beside the text of a row, and not as the mark of a note."""
    return any(piece.size != row[0].size and not piece.text.strip().isdigit() for piece in row)


def _near(above: Row, below: Row) -> bool:
    return 0 < above[0].y - below[0].y <= FARTHEST * max(above[0].size, below[0].size)


def _table(run: Mapping[int, list[Row]]) -> dict[int, list[Row]]:
    if len(run) < FEWEST_WIDE_ROWS:
        return {}
    columns = columns_of([part for parts in run.values() for part in parts])
    if len(run) < FEWEST_ROWS and len(columns) < WIDE:
        return {}
    grid = {place: _placed(parts, columns) for place, parts in run.items()}
    behind = [cell for row in list(grid.values())[1:] for cell in row[1:] if cell]
    numeric = sum(is_number("".join(piece.text for piece in cell)) for cell in behind)
    return grid if len(columns) > 1 and numeric >= NUMERIC * len(behind) > 0 else {}


def is_number(text: str) -> bool:
    """Whether a cell is a number rather than words with one in them, as "7 juli 2023" and a reference are."""
    letters = sum(character.isalpha() for character in text)
    return any(character.isdigit() for character in text) and letters <= MOST_LETTERS


def columns_of(parts: Sequence[Row]) -> list[tuple[float, float]]:
    """Where the columns begin and end: what overlaps, aligned to the left or to the right, is one."""
    columns: list[tuple[float, float]] = []
    for start, end in sorted((part[0].x, part[-1].end) for part in parts):
        if columns and start <= columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], end))
        else:
            columns.append((start, end))
    return columns


def _placed(parts: Sequence[Row], columns: Sequence[tuple[float, float]]) -> list[Row]:
    row: list[Row] = [[] for _ in columns]
    for part in parts:
        row[next(place for place, (start, end) in enumerate(columns) if start <= part[0].x <= end)] += part
    return row
