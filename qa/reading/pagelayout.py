"""Pages that are laid out by tables: what is only lay-out becomes paragraphs, what relates data stays a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from qa.reading.labelled import is_label
from qa.reading.letterhead import CHAMBER, CHAMBER_NUMBER, FIELD, LABEL, heads_row
from qa.reading.tables import Cell, is_header, spread, table_rows
from qa.reading.written import Box, Grid, Part, Written, plain, text_of

LONGEST_NAME = 60  # characters of a cell that names a column
LONG = 150  # characters of a paragraph that is running text rather than an entry of a table
FEWEST_PARAGRAPHS = 3  # in a cell that holds a page
FEWEST_LABELS = 2  # of a block of references
FEWEST_WORDS = 8  # of a sentence
FEWEST_LONE_ROWS = 3  # rows of one text, before most of them make a table a page


EMPTY = Written()


class Role(StrEnum):
    """What a piece is to the page."""

    TEXT = "text"
    LETTERHEAD = "letterhead"
    FURNITURE = "furniture"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph in its place on the page, or a table as the texts of its ``rows``.

    ``apart`` tells that white space or the border of a cell is above it.
    """

    written: Written = EMPTY
    role: Role = Role.TEXT
    apart: bool = False
    rows: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Its text on one line."""
        return plain(self.written.text)


def pieces(parts: Sequence[Part]) -> list[Piece]:
    """The paragraphs and tables of a document in reading order, each text once."""
    found: list[Piece] = []
    apart = True
    for piece in _pieces(parts):
        if piece.rows or piece.text or piece.written.number:
            found.append(replace(piece, apart=piece.apart or apart))
            apart = False
        else:
            apart = True
    return found


def _pieces(parts: Sequence[Part]) -> Iterator[Piece]:
    for part in parts:
        if isinstance(part, Written):
            yield Piece(part)
            continue
        yield Piece()
        yield from _table(part)
        yield Piece()


def _table(grid: Grid) -> Iterator[Piece]:
    rows = [[box for box in row if text_of(box.parts)] for row in grid.rows]
    rows = [row for row in rows if row]
    if columns := _columns_of_questions(grid):
        yield from _questions(grid, columns)
    elif _is_page(grid, rows):
        yield from _lettered([piece for row in rows for piece in _row(row)])
    else:
        cells = [[Cell(text_of(box.parts), box.columns, box.rows) for box in row] for row in grid.rows]
        if texts := table_rows(spread(cells)):
            yield Piece(role=Role.TABLE, rows=tuple(texts))


def _is_page(grid: Grid, rows: Sequence[Sequence[Box]]) -> bool:
    """Whether a table only lays out a page.

    It does when no row relates two texts, when most rows do not, when the first of two is the label of a letterhead
    or of a question, and when cells without a header hold whole pages.
    """
    if grid.header or not rows:
        return False
    several = [row for row in rows if len(row) > 1]
    lone = len(rows) - len(several)
    if not several or (lone >= FEWEST_LONE_ROWS and lone >= len(several)):
        return True
    openings = [_opening(row[0]) for row in several]
    if all(heads_row(text) for text in openings) or any(is_label(_opening(box)) for row in rows for box in row):
        return True
    return any(_holds_page(box) for row in rows for box in row) and not _has_header(rows)


def _opening(box: Box) -> str:
    """The first text in a cell."""
    first = next(part for part in box.parts if text_of((part,)))
    return plain(first.text) if isinstance(first, Written) else ""


def _holds_page(box: Box) -> bool:
    texts = [part for part in box.parts if text_of((part,))]
    if any(isinstance(part, Grid) and _is_page(part, _filled(part)) for part in texts):
        return True
    return len(texts) >= FEWEST_PARAGRAPHS and any(len(text_of((part,))) >= LONG for part in texts)


def _filled(grid: Grid) -> list[list[Box]]:
    rows = ([box for box in row if text_of(box.parts)] for row in grid.rows)
    return [row for row in rows if row]


def _has_header(rows: Sequence[Sequence[Box]]) -> bool:
    names = [text_of(box.parts) for box in rows[0]]
    return len(rows) > 1 and len(names) > 1 and is_header(names) and max(map(len, names)) <= LONGEST_NAME


def _row(row: Sequence[Box]) -> Iterator[Piece]:
    """The texts of a row of a page; a label and its value are one line."""
    yield Piece()
    label = _opening(row[0])
    if len(row) > 1 and heads_row(label):
        opening, *rest = _pieces(row[1].parts) if label[0].isdigit() or label.startswith("Nr") else (_value(row[1]),)
        yield Piece(Written(f"{label}\t{opening.text}"), Role.LETTERHEAD)
        yield from rest
        row = row[2:]
    elif len(row) > 1 and CHAMBER.fullmatch(label) and CHAMBER_NUMBER.fullmatch(text_of(row[1].parts)):
        yield Piece(Written(label), Role.LETTERHEAD)
        yield Piece(Written(text_of(row[1].parts)), Role.FURNITURE)
        row = row[2:]
    for box in row:
        yield Piece()
        yield from _lettered(list(_pieces(box.parts)))


def _value(box: Box) -> Piece:
    return Piece(Written(text_of(box.parts)))


def _lettered(found: Sequence[Piece]) -> list[Piece]:
    """Tell what holds the address and the references of a letter: labels, and no more than one sentence."""
    labels = sum(LABEL.fullmatch(p.text) is not None or FIELD.match(p.written.text) is not None for p in found)
    sentences = sum(len(p.text.split()) >= FEWEST_WORDS and p.text.endswith((".", "?", ";", ",")) for p in found)
    if labels < FEWEST_LABELS or sentences > 1 or any(piece.rows for piece in found):
        return list(found)
    return [replace(piece, role=Role.LETTERHEAD) if piece.text else piece for piece in found]


def _columns_of_questions(grid: Grid) -> tuple[int, int, int] | None:
    """The columns of number (-1: none), question and answer in a table that holds questions with their answers."""
    names = [text_of(box.parts).lower().rstrip(".:") for box in grid.rows[0]] if grid.rows else []
    question = next((place for place, name in enumerate(names) if name in {"vraag", "vragen"}), -1)
    answer = next((place for place, name in enumerate(names) if name in {"antwoord", "antwoorden"}), -1)
    number = next((place for place, name in enumerate(names) if name in {"nr", "nummer", "no", "#", "vraagnummer"}), -1)
    return (number, question, answer) if question >= 0 and answer >= 0 and len(grid.rows) > 1 else None


def _questions(grid: Grid, columns: tuple[int, int, int]) -> Iterator[Piece]:
    """The rows of such a table as labelled questions and answers; a row without an answer is read as it stands."""
    header = [text_of(box.parts) for box in grid.rows[0]]
    for row in grid.rows[1:]:
        texts = [text_of(box.parts) for box in row]
        if texts == header:
            continue  # repeated at the top of a page
        if len(row) <= max(columns) or not all(texts[column] for column in columns[1:]):
            yield from (piece for box in row for piece in _pieces(box.parts))
            continue
        number, question, answer = columns
        yield Piece(Written(f"Vraag {texts[number]}" if number >= 0 else "Vraag"), apart=True)
        yield from _pieces(row[question].parts)
        yield Piece(Written(header[answer]), apart=True)
        yield from _pieces(row[answer].parts)
