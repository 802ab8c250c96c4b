"""From pieces of text with their place on a page to printed lines.

A PDF says where each piece of text stands and how large it is, and nothing of lines or paragraphs. Pieces may be whole
lines, single words or single letters.
"""

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.domain import Line
from qa.reading.columns import in_reading_order
from qa.reading.footnotes import SUPERSCRIPT
from qa.reading.page_tables import Tabulated, tabulated
from qa.reading.surroundings import LONE_NUMBER, SMALL, Row, Setting, is_chamber_number, surroundings
from qa.reading.text_runs import Piece, Rule, TableRow, rows_of
from qa.reading.text_tables import tables

SMALLER, LARGER = 0.95, 1.05  # of the size of the body; type beyond it differs to the eye
COLUMN = 2.5  # of the size of the type; what stands this far behind the end of a text is a column of its own
ASIDE = 1.0  # of the size of the type, where it is smaller than that of the text; no space between words is as wide
RAISED = 0.15  # of the size of the type; by as much at least the mark of a note stands above the line
LONGEST_MARK = 3  # digits
USUAL = ""  # in place of a letter: the usual one
CLOSING = frozenset(".,;:!?)]’'")  # behind these a word ends nearly always
NARROW, WIDE = 0.6, 1.6  # of the usual letter; the width of a comma, and of the widest letter
WORD_GAP = 0.18  # of the size of the type; a piece this much further off than it usually is begins a word
MOST_LETTERS = 0.6  # of the pieces of a row; with more single letters than this they are set apart
FEWEST_PIECES = 8
PARAGRAPH_GAP = 1.35  # of the usual distance between lines; more is white space between paragraphs
WITHIN = 0.25  # of the distances between lines are at most that within a paragraph, even where most have one line
RIGHT_EDGE = 0.95  # of the lines of the body end at or before its right edge


@dataclass(frozen=True, slots=True)
class _TableRow(Row):
    """A row of a table that was put together; ``foot`` is its last baseline, ``head`` tells that the table begins."""

    foot: float = 0.0
    head: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """The lines of a document, what was left out as furniture, and whether letters were found set apart."""

    lines: list[Line]
    furniture: list[str]
    spaced_out: bool


def place(pages: Sequence[Sequence[Piece]], rules: Sequence[Sequence[Rule]] = ()) -> Placed:
    """Give the printed lines of a document, its pages counted from 1, without what surrounds the text.

    ``rules`` are the lines drawn on each page.
    """
    body = _usual_size(pages)
    advances = _advances(row for page in pages for row in rows_of(page))
    tables = Tabulated([list(page) for page in pages], [[] for _ in pages])
    if not advances:
        tables = tabulated(pages, rules or [()] * len(pages), lambda row: _joined(row, {}))
    large = [[piece for piece in page if is_chamber_number(piece, body)] for page in tables.pages]
    ordered = in_reading_order([[p for p in page if not is_chamber_number(p, body)] for page in tables.pages], body)
    rows = [list(_printed(page.rows, advances, body)) for page in ordered]
    setting = _setting(rows, body)
    around = surroundings(rows, setting)
    ranks = _ranks(rows, body)
    lines: list[Line] = []
    furniture: list[str] = []
    for number, (page, left_out) in enumerate(zip(rows, around, strict=True), 1):
        furniture += [*(piece.text for piece in large[number - 1]), *tables.repeated[number - 1]]
        furniture += [page[position].text for position in sorted(left_out)]
        kept = [row for position, row in enumerate(page) if position not in left_out]
        lines += _numbered(kept, number, setting, ranks)
    return Placed(lines, furniture, spaced_out=bool(advances))


def _numbered(
    page: Sequence[Row], number: int, setting: Setting, ranks: Mapping[tuple[float, bool, bool], int]
) -> Iterator[Line]:
    """The lines of a page with its number."""
    above: Row | None = None
    column = 1
    for row in page:
        column += above is not None and row.y > above.y + setting.leading  # the next one begins at the top again
        gap = 0 if row.margin else _gap(above, row, setting.leading)
        yield Line(
            row.text, number, gap, column, row.cells,
            rank=ranks.get(_type(row), 0), small=row.size < SMALLER * setting.body, note=row.note, mark=row.mark,
        )  # fmt: skip
        above = above if row.margin else row


def _type(row: Row) -> tuple[float, bool, bool]:
    """How a row is set, the most conspicuous type first in order: large before bold before italic."""
    return -round(row.size), not row.bold, not row.italic


def _ranks(pages: Sequence[Sequence[Row]], body: float) -> dict[tuple[float, bool, bool], int]:
    """The types in which headings may be set: larger than the text, or bold or italic where the text is not."""
    counted = Counter[tuple[float, bool, bool]]()
    for page in pages:
        for row in page:
            if row.size >= SMALLER * body and not row.cells:
                counted[_type(row)] += len(row.text)
    usual = counted.most_common(1)[0][0] if counted else None
    found = sorted(kind for kind in counted if kind != usual and (-kind[0] > LARGER * body or not all(kind[1:])))
    return {kind: rank for rank, kind in enumerate(found, 1)}


def _printed(page: Sequence[list[Piece]], advances: Mapping[str, float], body: float) -> Iterator[Row]:
    """The lines of a page, and what stands beside them as lines of its own."""
    rows = list(_with_marks(page))
    tabular = {} if advances else tables(rows)
    for place, row in enumerate(rows):
        if made := [piece for piece in row if isinstance(piece, TableRow)]:
            yield _made(made[0])
            for piece in row:
                if piece is not made[0]:
                    yield _made(piece) if isinstance(piece, TableRow) else _row([piece], piece.text)
        elif place in tabular:
            cells = tuple(_joined(cell, advances) if cell else "" for cell in tabular[place])
            yield _row(row, " ".join(filter(None, cells)), cells)
        else:
            yield from _lines(row, advances, body)


def _made(piece: TableRow) -> Row:
    row = _row([piece], piece.text, piece.cells)
    return _TableRow(**{name: getattr(row, name) for name in Row.__slots__}, foot=piece.foot, head=piece.head)


def _with_marks(page: Sequence[list[Piece]]) -> Iterator[list[Piece]]:
    """The rows of a page, the number of a footnote that is raised above its line put at the beginning of that line."""
    mark: list[Piece] = []
    for row in page:
        if mark and not (_is_raised(mark[0], row[0]) and mark[0].x <= row[0].x):
            yield mark
            mark = []
        if not mark and len(row) == 1 and row[0].text.isdigit() and len(row[0].text) <= LONGEST_MARK:
            mark = row
        else:
            yield [*mark, *row]
            mark = []
    if mark:
        yield mark


def _lines(row: Sequence[Piece], advances: Mapping[str, float], body: float) -> Iterator[Row]:
    """The line of a row, and what stands far behind it in small or other type, or is a number, as its own lines."""
    groups = [list(row)] if _set_apart(row) else _columns(row)
    main, beside = [groups[0]], []
    for group in groups[1:]:
        text = _joined(group, advances)
        smallest, largest = sorted((group[0].size, main[0][0].size))
        other = smallest < SMALL * max(largest, body)
        if other or group[0].artifact != main[0][0].artifact or LONE_NUMBER.fullmatch(text):
            beside.append(_row(group, text))
        else:
            main.append(group)
    yield _row([piece for group in main for piece in group], " ".join(_joined(group, advances) for group in main))
    yield from beside


def _row(pieces: Sequence[Piece], text: str, cells: tuple[str, ...] = ()) -> Row:
    sizes = Counter({piece.size: 0 for piece in pieces})
    for piece in pieces:
        sizes[piece.size] += len(piece.text)
    mark = _note_mark(pieces)
    lettered = [piece for piece in pieces if any(map(str.isalpha, piece.text))] or pieces
    return Row(
        text=text.removeprefix(mark).lstrip() if mark and not cells else text,
        x=pieces[0].x,
        end=max(piece.end for piece in pieces),
        y=pieces[-1].y if mark else pieces[0].y,
        size=sizes.most_common(1)[0][0],
        bold=all(piece.bold for piece in lettered),
        italic=all(piece.italic for piece in lettered),
        artifact=all(piece.artifact for piece in pieces),
        note=any(piece.note for piece in pieces),
        mark=mark,
        cells=cells,
    )


def _note_mark(pieces: Sequence[Piece]) -> str:
    """The number of a footnote, small and raised, with which a row begins; it may stand on a row of its own."""
    first = pieces[0]
    if not first.text.isdigit() or len(pieces) == 1:
        return ""
    behind = pieces[1]
    return first.text if _is_raised(first, behind) or (first.note and not behind.text[0].isdigit()) else ""


def _is_raised(mark: Piece, text: Piece) -> bool:
    above = mark.y - text.y
    return mark.size < SMALL * text.size and RAISED * text.size < above < text.size


def _columns(row: Sequence[Piece]) -> list[list[Piece]]:
    """A row divided where a piece stands far behind the end of the one before it, or less far in smaller type."""
    groups = [[row[0]]]
    for left, right in pairwise(row):
        far = COLUMN if right.size >= SMALL * left.size else ASIDE
        if right.x > left.end + far * right.size and not _is_mark(left, right):
            groups.append([right])
        else:
            groups[-1].append(right)
    return groups


def _joined(row: Sequence[Piece], advances: Mapping[str, float]) -> str:
    """The text of pieces in a row."""
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
            begins = right.spaced or right.x > left.end + WORD_GAP * right.size
        text += (" " if begins else "") + right.text.strip()
    return " ".join(text.split())


def _is_mark(left: Piece, right: Piece) -> bool:
    """Whether a piece is the raised number of a footnote behind another."""
    near = right.x < left.end + ASIDE * right.size
    return near and right.text.isdigit() and len(right.text) <= LONGEST_MARK and _is_raised(right, left)


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


def _setting(pages: Sequence[Sequence[Row]], body: float) -> Setting:
    """How the text is set: where most of its lines begin, where they end at most, and how far they are apart."""
    lines = [row for page in pages for row in page if row.size == body and not row.artifact]
    starts = Counter(round(row.x) for row in lines)
    ends = sorted(row.end for row in lines)
    return Setting(
        body=body,
        left=float(starts.most_common(1)[0][0]) if starts else 0.0,
        right=ends[int(RIGHT_EDGE * (len(ends) - 1))] if ends else 0.0,
        leading=_leading(pages, body),
    )


def _usual_size(pages: Sequence[Sequence[Piece]]) -> float:
    """The size of most of the type."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for piece in page:
            sizes[piece.size] += len(piece.text.strip())
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _leading(pages: Sequence[Sequence[Row]], body: float) -> float:
    """The distance between two lines of a paragraph: between paragraphs it is larger, and they may be short."""
    distances = sorted(
        above.y - below.y
        for page in pages
        for above, below in pairwise([row for row in page if row.size == body])
        if above.y > below.y
    )
    return distances[int(WITHIN * (len(distances) - 1))] if distances else body


def _gap(above: Row | None, row: Row, leading: float) -> int:
    """The number of empty lines above a row."""
    if above is None or leading <= 0 or (isinstance(row, _TableRow) and not row.head):
        return 0
    distance = (above.foot if isinstance(above, _TableRow) else above.y) - row.y
    return 0 if distance <= PARAGRAPH_GAP * leading else max(1, round(distance / leading) - 1)
