"""From pieces of text with their place on a page to printed lines, and to what only surrounds the text.

A PDF says where each piece of text stands and how large it is, and nothing of lines or paragraphs. Pieces may be whole
lines, single words or single letters.
"""

import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.domain import Line
from qa.reading.columns import in_reading_order
from qa.reading.footnotes import SUPERSCRIPT
from qa.reading.pieces import Piece
from qa.reading.tabular import tables

SMALL = 0.88  # of the size of the body; type below it is that of footnotes, margins and footers
LETTER_WIDTH = 0.5  # of the size of the type, on average; pypdf does not tell how wide a piece is
WIDEST = 0.75  # of the size of the type; no text is wider than this a letter
COLUMN = 2.5  # of the size of the type; what stands this far behind the end of a text is a column of its own
RAISED = 0.15  # of the size of the type; by as much at least the mark of a note stands above the line
USUAL = ""  # in place of a letter: the usual one
CLOSING = frozenset(".,;:!?)]’'")  # behind these a word ends nearly always
NARROW, WIDE = 0.6, 1.6  # of the usual letter; the width of a comma, and of the widest letter
INDENT = 8.0  # of the size of the type; no footnote or list is indented as far as a margin
WORD_GAP = 0.18  # of the size of the type; a letter this much further off than it usually is begins a word
MOST_LETTERS = 0.6  # of the pieces of a row; with more single letters than this they are set apart
FEWEST_PIECES = 8
PARAGRAPH_GAP = 1.35  # of the usual distance between lines; more is white space between paragraphs
EDGE = 3  # rows at the top and at the foot of a page that may be a header or a footer
SAME_PLACE = 6.0  # points; a header stands at the same height on every page, give or take
REPEATED = 0.5  # of the pages; what stands in the same place on as many is no part of the text

ANSWER = re.compile(r"Antwoord:?")
LONE_NUMBER = re.compile(r"\d{1,4}(?:\s?(?:,|en|-)\s?\d{1,4})*")


@dataclass(frozen=True, slots=True)
class Row:
    """A printed line: its text, its height on the page, the size of its type, and whether it stands in the margin.

    A row of a table has cells.
    """

    text: str
    y: float
    size: float
    margin: bool
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """The lines of a document, what was left out as furniture, and whether letters were found set apart."""

    lines: list[Line]
    furniture: list[str]
    spaced_out: bool


def place(pages: Sequence[Sequence[Piece]]) -> Placed:
    """Give the printed lines of a document, its pages counted from 1.

    What stands in the same place on half of the pages is a header, a footer or a margin block, whatever it says;
    the numbers in it may differ. Small type beside the text is a reference block in the margin. A lone number there
    is kept, as a line of its own: the page column of a list of questions.
    """
    body = _usual_size(pages)
    ordered = in_reading_order(pages, body)
    advances = _advances(row for page in ordered for row in page.rows)
    left = _left_edge([page.rows for page in ordered], body)
    rows = [list(_printed(page.rows, advances, body, [left, *page.starts])) for page in ordered]
    repeated = _repeated(rows)
    leading = _leading(rows, body)
    lines: list[Line] = []
    furniture: list[str] = []
    for number, page in enumerate(rows, 1):
        above: Row | None = None
        column = 1
        edges = _edges(page)
        for position, row in enumerate(page):
            surrounds = position in edges and _key(row) in repeated
            if surrounds or (row.margin and not LONE_NUMBER.fullmatch(row.text)):
                furniture.append(row.text)
                continue
            column += above is not None and row.y > above.y + leading  # the next one begins at the top again
            gap = 0 if row.margin else _gap(above, row, leading)
            lines.append(Line(row.text, number, gap, column, row.cells))
            above = above if row.margin else row
    return Placed(lines, furniture, spaced_out=bool(advances))


def _printed(
    page: Sequence[list[Piece]], advances: Mapping[str, float], body: float, edges: Sequence[float]
) -> Iterator[Row]:
    """The lines of a page; ``edges`` are where its columns begin."""
    tabular = {} if advances else tables(page)
    for place, row in enumerate(page):
        if place in tabular:
            cells = tuple(_joined(cell, advances) if cell else "" for cell in tabular[place])
            yield Row(" ".join(filter(None, cells)), row[0].y, row[0].size, margin=False, cells=cells)
        else:
            left = max((edge for edge in edges if edge <= row[0].x), default=edges[0])
            yield from _lines(row, advances, body, left)


def _lines(row: Sequence[Piece], advances: Mapping[str, float], body: float, left: float) -> Iterator[Row]:
    """The line of a row, and what stands beside it in the margin as lines of their own.

    Small type that begins well to the right of the text stands in the margin too, with or without text beside it.
    """
    groups = [list(row)] if _set_apart(row) else _columns(row)
    main, beside = [groups[0]], []
    for group in groups[1:]:
        text = _joined(group, advances)
        if group[0].size < SMALL * body or LONE_NUMBER.fullmatch(text):
            beside.append(Row(text, group[0].y, group[0].size, margin=True))
        else:
            main.append(group)
    # What surrounds the text may begin a row too; it is told by standing on every page.
    text = " ".join(_joined(group, advances) for group in main)
    size = Counter({piece.size: 0 for piece in row})
    for piece in main[0]:
        size[piece.size] += len(piece.text)
    usual = size.most_common(1)[0][0]
    aside = usual < SMALL * body and row[0].x > left + INDENT * body
    yield Row(text, main[0][0].y, usual, margin=aside)
    yield from beside


def _columns(row: Sequence[Piece]) -> list[list[Piece]]:
    """A row divided where a piece stands far behind the end of the one before it."""
    groups = [[row[0]]]
    for left, right in pairwise(row):
        far = right.x > left.x + LETTER_WIDTH * left.size * len(left.text) + COLUMN * right.size
        if far and not _is_mark(left, right):
            groups.append([right])
        else:
            groups[-1].append(right)
    return groups


def _joined(row: Sequence[Piece], advances: Mapping[str, float]) -> str:
    """The text of pieces in a row; pypdf has put a space before most pieces that begin a word."""
    text = row[0].text.strip()
    apart = bool(advances) and _set_apart(row, fewest=2)
    for left, right in pairwise(row):
        if _is_mark(left, right):
            # "2021" with the mark of note 4 must not become the year 20214.
            text += right.text.strip().translate(SUPERSCRIPT)
            continue
        if apart:
            usual = advances.get(left.text.strip()[-1:], advances[USUAL])
            begins = right.x - left.x > (usual + WORD_GAP) * right.size
        else:
            far = right.x > left.x + WIDEST * left.size * len(left.text.strip()) + WORD_GAP * right.size
            begins = far or left.text[-1].isspace() or right.text[0].isspace()
        text += (" " if begins else "") + right.text.strip()
    return " ".join(text.split())


def _is_mark(left: Piece, right: Piece) -> bool:
    """Whether a piece is the raised number of a footnote behind another."""
    return right.size < SMALL * left.size and right.y > left.y + RAISED * left.size and right.text.strip().isdigit()


def _set_apart(row: Sequence[Piece], fewest: int = FEWEST_PIECES) -> bool:
    """Whether the letters of a row are placed one by one; a row of less pieces than ``fewest`` does not tell."""
    single = sum(len(piece.text.strip()) == 1 for piece in row)
    return len(row) >= fewest and single > MOST_LETTERS * len(row)


def _advances(rows: Iterator[list[Piece]]) -> dict[str, float]:
    """How far the next letter stands behind each letter within a word, in rows whose letters are set apart.

    The distances are shares of the size of the type. A letter is nearest to the next one within a word. A mark of
    punctuation may never stand within one; it is narrower than the usual letter, whose distance is kept under USUAL.
    """
    found: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        if _set_apart(row):
            for left, right in pairwise(row):
                found[left.text.strip()[-1:]].append((right.x - left.x) / left.size)
    if not found:
        return {}
    within = {letter: min(distances) for letter, distances in found.items()}
    usual = statistics.median(within[letter] for letter in within)
    narrow = {letter: NARROW * usual for letter in within if letter in CLOSING}
    return {letter: min(distance, WIDE * usual) for letter, distance in within.items()} | narrow | {USUAL: usual}


def _left_edge(pages: Sequence[Sequence[Sequence[Piece]]], body: float) -> float:
    """Where most lines of the body begin."""
    starts = Counter(round(row[0].x) for page in pages for row in page if row[0].size == body)
    return float(starts.most_common(1)[0][0]) if starts else 0.0


def _usual_size(pages: Sequence[Sequence[Piece]]) -> float:
    """The size of most of the type."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for piece in page:
            sizes[piece.size] += len(piece.text.strip())
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _leading(pages: Sequence[Sequence[Row]], body: float) -> float:
    """The usual distance between two lines of the body."""
    distances = [
        above.y - below.y
        for page in pages
        for above, below in pairwise([row for row in page if not row.margin])
        if above.size == below.size == body and above.y > below.y
    ]
    return statistics.median_low(distances) if distances else body


def _gap(above: Row | None, row: Row, leading: float) -> int:
    """The number of empty lines above a row."""
    if above is None or leading <= 0:
        return 0
    distance = above.y - row.y
    return 0 if distance <= PARAGRAPH_GAP * leading else max(1, round(distance / leading) - 1)


def _repeated(pages: Sequence[Sequence[Row]]) -> set[tuple[str, int]]:
    """What stands in the same place on enough pages: text with its numbers left open, and height."""
    counted: Counter[tuple[str, int]] = Counter()
    for page in pages:
        counted.update({_key(page[position]) for position in _edges(page) if not ANSWER.fullmatch(page[position].text)})
    enough = max(2.0, REPEATED * len(pages))
    return {key for key, times in counted.items() if times >= enough}


def _edges(page: Sequence[Row]) -> set[int]:
    """The places of the rows that may surround the text: the highest and lowest of a page, and what is in the margin.

    By their height, for where columns are read one after the other a footer may stand in the midst of the rows.
    """
    heights = sorted({row.y for row in page})
    outer = {*heights[:EDGE], *heights[-EDGE:]}
    return {place for place, row in enumerate(page) if row.margin or row.y in outer}


def _key(row: Row) -> tuple[str, int]:
    return re.sub(r"\d+", "#", row.text), round(row.y / SAME_PLACE)
