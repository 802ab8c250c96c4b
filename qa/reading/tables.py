"""Tables as text: every row in one line that names its columns, so that it can be read on its own."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

MOST_COLUMNS, MOST_ROWS = 200, 1_000  # that one cell takes; more is a mistake, or made to break its reader
YEAR = re.compile(r"(?:19|20)\d{2}")
PERIOD = re.compile(rf"{YEAR.pattern}|\bQ[1-4]\b")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its text, how many columns and rows it takes, and its column where the format tells it."""

    text: str
    columns: int = 1
    rows: int = 1
    column: int | None = None


def number_of(attribute: str | None) -> int:
    """The number that a format gives for the columns or rows of a cell; 1 when it is none."""
    value = (attribute or "").strip()
    return max(1, int(value)) if value.isdecimal() and len(value) < 6 else 1


def spread(rows: Iterable[Iterable[Cell]]) -> list[list[str]]:
    """The texts of a table as a grid: a cell that takes several columns or rows stands in each of them."""
    grid: list[list[str]] = []
    hanging: dict[int, tuple[int, str]] = {}  # by column: the rows that a cell from above still takes, and its text
    for row in rows:
        cells = {column: text for column, (_, text) in hanging.items()}
        hanging = {column: (left - 1, text) for column, (left, text) in hanging.items() if left > 1}
        free = 0
        for cell in row:
            while free in cells:
                free += 1
            first = free if cell.column is None else cell.column
            for column in range(first, first + min(cell.columns, MOST_COLUMNS)):
                cells[column] = cell.text
                if cell.rows > 1:
                    hanging[column] = (min(cell.rows, MOST_ROWS) - 1, cell.text)
                free = column + 1
        grid.append([cells.get(column, "") for column in range(max(cells, default=-1) + 1)])
    return grid


def table_rows(cells: Sequence[Sequence[str]]) -> list[str]:
    """Give the rows of a table as text: "Jaar: 2023; Uitgaven: 49 miljoen euro".

    A first row with one text in all of its cells is a title. The next is the header when there is another and it holds
    names or years only; its first cell may be empty. A row without text is left out, and so are empty cells.
    """
    return [text for _, text in numbered_rows(cells)]


def numbered_rows(cells: Sequence[Sequence[str]]) -> list[tuple[int, str]]:
    """Give what ``table_rows`` gives, each row with its place among those given."""
    titles, rows = _titled(cells)
    if _is_headed(rows):
        header, rest = _header(rows)
        return titles + [(place, _row(header, row)) for place, row in rest]
    return titles + [(place, "; ".join(cell for cell in row if cell)) for place, row in rows]


def has_header(cells: Sequence[Sequence[str]]) -> bool:
    """Whether a row names the columns of a table, below its title if it has one."""
    return _is_headed(_titled(cells)[1])


def _titled(cells: Sequence[Sequence[str]]) -> tuple[list[tuple[int, str]], list[tuple[int, list[str]]]]:
    """The titles of a table and the rows below them, each with its place."""
    rows = [(place, [" ".join(cell.split()) for cell in row]) for place, row in enumerate(cells)]
    rows = [(place, row) for place, row in rows if any(row)]
    titles: list[tuple[int, str]] = []
    while len(rows) > 1 and len(rows[0][1]) > 1 and len(set(rows[0][1])) == 1:
        titles.append((rows[0][0], rows[0][1][0]))
        rows = rows[1:]
    return titles, rows


def _is_headed(rows: Sequence[tuple[int, list[str]]]) -> bool:
    return len(rows) > 1 and len(rows[0][1]) > 1 and is_header(rows[0][1])


def _header(rows: Sequence[tuple[int, list[str]]]) -> tuple[list[str], Sequence[tuple[int, list[str]]]]:
    """The names of the columns, in two rows where all rows below the second hold numbers, and the rows below them."""
    (_, first), *rest = rows
    counting = [any(any(map(str.isdigit, cell)) for cell in row) for _, row in rest]
    if len(rest) > 1 and not counting[0] and all(counting[1:]) and is_header(rest[0][1]):
        names = zip_longest(first, rest[0][1], fillvalue="")
        return [" ".join(filter(None, dict.fromkeys(pair))) for pair in names], rest[1:]
    return first, rest


def is_header(row: Sequence[str]) -> bool:
    """Whether a row names columns: it holds names or years only; its first cell may be empty."""
    named = [_is_name(cell) for cell in row]
    return all(named[1:]) and (not row[0] or named[0])


def _is_name(cell: str) -> bool:
    """Whether a cell holds a year or quarter, or words without a number other than those: "Meldingen in 2021"."""
    without = PERIOD.sub("", cell)
    return PERIOD.fullmatch(cell) is not None or (any(map(str.isalpha, cell)) and not any(map(str.isdigit, without)))


def _row(header: Sequence[str], row: Sequence[str]) -> str:
    names = [*header, *[""] * max(0, len(row) - len(header))]
    return "; ".join(f"{name}: {cell}" if name else cell for name, cell in zip(names, row, strict=False) if cell)
