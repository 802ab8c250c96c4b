"""Tables as text: every row in one line that names its columns, so that it can be read on its own."""

import re
from collections.abc import Sequence

YEAR = re.compile(r"(?:19|20)\d{2}")


def table_rows(cells: Sequence[Sequence[str]]) -> list[str]:
    """Give the rows of a table as text: "Jaar: 2023; Uitgaven: 49 miljoen euro".

    The first row is the header when there is a second and it holds names or years only; its first cell may be empty.
    A row without text is left out, and so are empty cells.
    """
    rows = [[" ".join(cell.split()) for cell in row] for row in cells]
    rows = [row for row in rows if any(row)]
    if len(rows) > 1 and len(rows[0]) > 1 and _is_header(rows[0]):
        header, *rest = rows
        return [_row(header, row) for row in rest]
    return ["; ".join(cell for cell in row if cell) for row in rows]


def _is_header(row: Sequence[str]) -> bool:
    named = [cell and (YEAR.fullmatch(cell) or not any(c.isdigit() for c in cell)) for cell in row]
    return all(named[1:]) and (not row[0] or bool(named[0]))


def _row(header: Sequence[str], row: Sequence[str]) -> str:
    names = [*header, *[""] * max(0, len(row) - len(header))]
    return "; ".join(f"{name}: {cell}" if name else cell for name, cell in zip(names, row, strict=False) if cell)
