"""Tables as text: every row in one line that names its columns, so that it can be read on its own."""

from collections.abc import Sequence


def table_rows(cells: Sequence[Sequence[str]]) -> list[str]:
    """Give the rows of a table as text: "Jaar: 2023; Uitgaven: 49 miljoen euro".

    The first row is the header when none of its cells is empty or a number and there is a second row. A row without
    text is left out, and so are empty cells; cells that merely repeat the one before, as merged ones do, are named
    once.
    """
    rows = [[" ".join(cell.split()) for cell in row] for row in cells]
    rows = [row for row in rows if any(row)]
    if len(rows) > 1 and _is_header(rows[0], rows[1]):
        header, *rest = rows
        return [_row(header, row) for row in rest]
    return ["; ".join(_distinct(row)) for row in rows]


def _is_header(first: Sequence[str], second: Sequence[str]) -> bool:
    return len(first) > 1 and all(cell and not any(c.isdigit() for c in cell) for cell in first) and len(second) > 1


def _row(header: Sequence[str], row: Sequence[str]) -> str:
    names = [*header, *[""] * max(0, len(row) - len(header))]
    parts = [f"{name}: {cell}" if name else cell for name, cell in zip(names, row, strict=False) if cell]
    return "; ".join(parts)


def _distinct(row: Sequence[str]) -> list[str]:
    return [cell for place, cell in enumerate(row) if cell and (place == 0 or cell != row[place - 1])]
