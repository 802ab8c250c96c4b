"""Pages that are laid out by tables: what is only lay-out becomes paragraphs, what relates data stays a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import zip_longest
from operator import or_

from qa.reading.letterhead import CHAMBER, CHAMBER_NUMBER, FIELD, LABEL, heads_row, numbers_row
from qa.reading.office_content import Box, Grid, Part, Written, plain, text_of
from qa.reading.offices import OFFICE, signs
from qa.reading.question_labels import is_label
from qa.reading.tables import Cell, has_header, is_header, spread, table_rows

LONGEST_NAME = 60  # characters of a cell that names a column
LONG = 150  # characters of a paragraph that is running text rather than an entry of a table
FEWEST_PARAGRAPHS = 3  # in a cell that holds a page
FEWEST_LABELS = 2  # of a block of references
FEWEST_WORDS = 8  # of a sentence
MOST_SIGNED = 30  # paragraphs of a table that holds signatures
FEWEST_LONE_ROWS = 3  # rows of one text, before most of them make a table a page


EMPTY = Written()


class ItemRole(StrEnum):
    """What a piece is to the page."""

    TEXT = "text"
    LETTERHEAD = "letterhead"
    FURNITURE = "furniture"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class PageItem:
    """A paragraph in its place on the page, or a table as the texts of its ``rows``.

    ``apart`` tells that white space or the border of a cell is above it.
    """

    written: Written = EMPTY
    role: ItemRole = ItemRole.TEXT
    apart: bool = False
    rows: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Its text on one line."""
        return plain(self.written.text)


def pieces(parts: Sequence[Part]) -> list[PageItem]:
    """The paragraphs and tables of a document in reading order, each text once."""
    found: list[PageItem] = []
    apart = True
    for piece in _pieces(parts):
        if piece.rows or piece.text or piece.written.number:
            found.append(replace(piece, apart=piece.apart or apart))
            apart = False
        else:
            apart = True
    return found


def _pieces(parts: Sequence[Part]) -> Iterator[PageItem]:
    for part in parts:
        if isinstance(part, Written):
            yield PageItem(part)
            continue
        yield PageItem()
        yield from _table(part)
        yield PageItem()


def _table(grid: Grid) -> Iterator[PageItem]:
    rows = _filled(grid)
    if columns := _columns_of_questions(grid):
        yield from _questions(grid, columns)
    elif _is_signed(rows):
        yield from _by_column(grid)
    elif _is_page(grid, rows):
        yield from _lettered([piece for row in _valued(grid) for piece in _row(row)])
    else:
        yield from _data(grid)


def _data(grid: Grid) -> Iterator[PageItem]:
    """A table that relates data; the name of a column without any is furniture."""
    cells = [[Cell(text_of(box.parts), box.columns, box.rows) for box in row] for row in grid.rows]
    whole = spread(cells)
    # Without names of columns a cell stands once, however many it takes.
    texts = table_rows(whole if has_header(whole) else [[cell.text for cell in row] for row in cells])
    if texts:
        yield PageItem(role=ItemRole.TABLE, rows=tuple(texts))
    printed = set(" ".join(texts).replace(":", " ").replace(";", " ").split())
    for cell in dict.fromkeys(cell.text for row in cells for cell in row):
        if not printed.issuperset(cell.replace(":", " ").replace(";", " ").split()):
            yield PageItem(Written(cell), ItemRole.FURNITURE)


def _is_signed(rows: Sequence[Sequence[Box]]) -> bool:
    """Whether a table holds the signatures of several, their offices side by side."""
    texts = [text for row in rows for box in row for text in _texts(box)]
    beside = any(len(row) > 1 and all(any(map(OFFICE.match, _texts(box))) for box in row) for row in rows)
    return beside and len(texts) <= MOST_SIGNED and all(map(signs, texts))


def _by_column(grid: Grid) -> Iterator[PageItem]:
    """The texts of a table, one column after another."""
    for column in range(max(map(len, grid.rows))):
        yield PageItem()
        for row in grid.rows:
            yield from (piece for box in row[column : column + 1] for piece in _pieces(box.parts))


def _is_page(grid: Grid, rows: Sequence[Sequence[Box]]) -> bool:
    """Whether a table only lays out a page.

    It does when no row relates two texts, when most rows do not, when the first of two is the label of a letterhead
    or of a question, when labels stand above their values, and when cells without a header hold whole pages or the
    references of a letter.
    """
    if grid.header or not rows:
        return False
    several = [row for row in rows if len(row) > 1]
    lone = len(rows) - len(several)
    if not several or (lone >= FEWEST_LONE_ROWS and lone >= len(several)):
        return True
    headed = [row for row in _filled(Grid(tuple(map(tuple, _valued(grid))))) if len(row) > 1]
    if _is_head(headed) or any(is_label(_opening(box)) for row in rows for box in row):
        return True
    paged = any(map(_refers, rows[0])) or any(_holds_page(box) for row in rows for box in row)
    return paged and not _has_header(rows)


def _is_head(rows: Sequence[Sequence[Box]]) -> bool:
    """Whether rows of two texts or more are those of the head of a letter or publication."""
    openings = [(_opening(row[0]), _opening(row[1])) for row in rows]
    headed = [heads_row(text) or CHAMBER.fullmatch(text) is not None for text, _ in openings]
    # A letter counts as the number of a paper only below what surely is a head.
    numbered = [numbers_row(*opening) for opening in openings]
    return any(headed) and all(map(or_, headed, numbered))


def _opening(box: Box) -> str:
    """The first text in a cell."""
    first = next(part for part in box.parts if text_of((part,)))
    return plain(first.text) if isinstance(first, Written) else ""


def _texts(box: Box) -> list[str]:
    """The texts in a cell, each on one line."""
    return [text for part in box.parts if (text := text_of((part,)))]


def _refers(box: Box) -> bool:
    """Whether a cell holds the references of a letter."""
    labels = [part for part in box.parts if isinstance(part, Written) and _is_labelled(part.text)]
    return len(labels) >= FEWEST_LABELS


def _is_labelled(text: str) -> bool:
    return LABEL.fullmatch(plain(text)) is not None or FIELD.match(text) is not None


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


def _valued(grid: Grid) -> list[list[Box]]:
    """The rows of a page, each label that stands above its value in a row with it."""
    done: list[list[Box]] = []
    rows = [row for row in grid.rows if any(_texts(box) for box in row)]
    above: Sequence[Box] = ()
    for row in rows:
        if _are_labels(above) and len(row) == len(above) and not any(map(heads_row, _openings(row))):
            done[-1:] = [[label, value] for label, value in zip(above, row, strict=True)]
            above = ()
        else:
            done.append(list(row))
            above = row
    rows_ = [[box for box in row if text_of(box.parts)] for row in done]
    return [row for row in rows_ if row]


def _openings(row: Sequence[Box]) -> list[str]:
    return [_opening(box) for box in row if _texts(box)]


def _are_labels(row: Sequence[Box]) -> bool:
    return len(row) > 1 and all(LABEL.fullmatch(" ".join(_texts(box))) for box in row)


def _row(row: Sequence[Box]) -> Iterator[PageItem]:
    """The texts of a row of a page; a label and its value are one line."""
    yield PageItem()
    taken = list(_labelled(*row[:2])) if len(row) > 1 else []
    yield from taken
    for box in row[2:] if taken else row:
        yield PageItem()
        yield from _lettered(list(_pieces(box.parts)))


def _labelled(left: Box, right: Box) -> Iterator[PageItem]:
    """The lines of a cell that holds no more than labels and the cell with their values; nothing for other cells."""
    labels, values = _texts(left), _texts(right)
    label = labels[0]
    if len(labels) > 1:
        if len(labels) == len(values) and all(map(LABEL.fullmatch, labels)):
            yield from (
                PageItem(Written(f"{a}\t{b}"), ItemRole.LETTERHEAD) for a, b in zip(labels, values, strict=True)
            )
    elif CHAMBER.fullmatch(label) and CHAMBER_NUMBER.fullmatch(" ".join(values)):
        yield PageItem(Written(label), ItemRole.LETTERHEAD)
        yield PageItem(Written(values[0]), ItemRole.FURNITURE)
    elif (heads_row(label) and not _refers(right)) or numbers_row(label, values[0]):
        whole = LABEL.fullmatch(label) and not _holds_page(right)
        first, *rest = (PageItem(Written(text_of(right.parts))),) if whole else _pieces(right.parts)
        yield PageItem(Written(f"{label}\t{first.text}"), ItemRole.LETTERHEAD)
        yield from rest


def _lettered(found: Sequence[PageItem]) -> list[PageItem]:
    """Tell what holds the address and the references of a letter: labels, and no more than one sentence."""
    labels = sum(_is_labelled(piece.written.text) for piece in found)
    sentences = sum(len(p.text.split()) >= FEWEST_WORDS and p.text.endswith((".", "?", ";", ",")) for p in found)
    opens = any(piece.text.startswith("Geachte") for piece in found)  # the letter itself
    if labels < FEWEST_LABELS or sentences > 1 or opens or any(piece.rows for piece in found):
        return list(found)
    return [replace(piece, role=ItemRole.LETTERHEAD) if piece.text else piece for piece in found]


def _columns_of_questions(grid: Grid) -> tuple[int, int, int] | None:
    """The columns of number (-1: none), question and answer in a table that holds questions with their answers."""
    names = [text_of(box.parts).lower().rstrip(".:") for box in grid.rows[0]] if grid.rows else []
    question = next((place for place, name in enumerate(names) if name in {"vraag", "vragen"}), -1)
    answer = next((place for place, name in enumerate(names) if name in {"antwoord", "antwoorden"}), -1)
    number = next((place for place, name in enumerate(names) if name in {"nr", "nummer", "no", "#", "vraagnummer"}), -1)
    return (number, question, answer) if question >= 0 and answer >= 0 and len(grid.rows) > 1 else None


def _questions(grid: Grid, columns: tuple[int, int, int]) -> Iterator[PageItem]:
    """The rows of such a table as labelled questions and answers; a row without an answer is read as it stands.

    What stands in further columns belongs to the answer where it follows on it, and is furniture elsewhere.
    """
    header = [text_of(box.parts) for box in grid.rows[0]]
    yield PageItem(Written(" ".join(header)), ItemRole.FURNITURE)
    for row in grid.rows[1:]:
        texts = [text_of(box.parts) for box in row]
        if texts == header:
            continue  # repeated at the top of a page
        if len(row) <= max(columns) or not all(texts[column] for column in columns[1:]):
            yield from (piece for box in row for piece in _pieces(box.parts))
            continue
        number, question, answer = columns
        named = [f"{name}: {text}" if name else text for name, text in zip_longest(header, texts, fillvalue="")]
        further = [column for column, text in enumerate(texts) if text and column not in columns]
        yield from (PageItem(Written(named[column]), ItemRole.FURNITURE) for column in further if column < answer)
        yield PageItem(Written(f"Vraag {texts[number]}" if number >= 0 else "Vraag"), apart=True)
        yield from _pieces(row[question].parts)
        yield PageItem(Written(header[answer]), apart=True)
        yield from _pieces(row[answer].parts)
        yield from (PageItem(Written(named[column]), apart=True) for column in further if column > answer)
