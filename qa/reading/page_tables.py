"""Pages in which the rows of tables are put together, each as one piece, before the rest is read."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from qa.domain import Line
from qa.reading.block import SENTENCE_END
from qa.reading.letterhead import heads_row
from qa.reading.question_labels import label_of
from qa.reading.ruled_tables import RuledTable, grids
from qa.reading.tables import is_header
from qa.reading.text_runs import Piece, Rule, TableRow, rows_of
from qa.reading.unruled_tables import Laid, laid_out
from qa.reading.wrapping import KnownWords, joint, vocabulary

Row = list[Piece]
TextOf = Callable[[Sequence[Piece]], str]

LONGEST_NAME = 60  # characters of a cell that names a column
LONGEST_CELL = 1_500  # characters; longer without names of columns is a page that is laid out by rules
SHARED = 0.5  # of the rows have text in several columns; with less a frame is no table
SAME_EDGE = 3.0  # points; the columns of a table that goes on stand in the same place on the next page
MOST_BETWEEN = 8  # rows of headers and footers between a table and its other part on the next page


@dataclass(frozen=True, slots=True)
class Tabulated:
    """The pieces of each page, and the names of columns that were left out because they are repeated."""

    pages: list[list[Piece]]
    repeated: list[list[str]]


@dataclass(frozen=True, slots=True)
class _Table:
    """A table on a page: its rows, as the texts of their cells and as their pieces, and the edges of its columns.

    ``goes_on`` tells that it is the rest of one on the page before; ``head`` are the names of its columns.
    """

    rows: list[tuple[list[str], Row]]
    edges: list[float]
    pieces: frozenset[Piece]
    head: list[str]
    goes_on: bool = False

    @property
    def top(self) -> float:
        """The highest baseline."""
        return max(piece.y for piece in self.pieces)

    @property
    def foot(self) -> float:
        """The lowest baseline."""
        return min(piece.y for piece in self.pieces)


def tabulated(pages: Sequence[Sequence[Piece]], rules: Sequence[Sequence[Rule]], text_of: TextOf) -> Tabulated:
    """Put together the rows of tables that are drawn, or that have several lines in a cell.

    ``text_of`` gives the text of pieces that stand on one line.
    """
    drawn = [grids(page, lines) for page, lines in zip(pages, rules, strict=True)]
    found: list[list[RuledTable | Laid]] = []
    for page, of_page in zip(pages, drawn, strict=True):
        inside = frozenset(piece for grid in of_page for piece in grid.pieces)
        rows = rows_of([piece for piece in page if piece not in inside])
        heads = [[" ".join(p.text.strip() for p in cell) for cell in one.rows[0]] for one in (found or [[]])[-1]]
        found.append([*of_page, *laid_out(rows, heads)])
    if not any(found):
        return Tabulated([list(page) for page in pages], [[] for _ in pages])
    lines = [Line(text_of(row), number, 0) for number, page in enumerate(pages, 1) for row in rows_of(page)]
    known = vocabulary(lines)
    tables = [[made for one in of_page if (made := _made(one, text_of, known))] for of_page in found]
    repeated = _over_pages(pages, tables, known)
    return Tabulated([_replaced(page, of_page) for page, of_page in zip(pages, tables, strict=True)], repeated)


def _made(found: RuledTable | Laid, text_of: TextOf, known: KnownWords) -> _Table | None:
    """The table as text; none when its cells bear the labels of questions, or it only lays out its page."""
    rows = [row for row in found.rows if any(row)]
    while (
        isinstance(found, RuledTable)
        and len(rows) > 1
        and len(rows[-1]) > 1
        and all(c == rows[-1][0] for c in rows[-1])
    ):
        rows.pop()  # one cell below all columns holds the source of a table, or text
    lines = [[[text_of(line) for line in rows_of(cell)] for cell in row] for row in rows]
    named = {"vraag", "antwoord"} <= {line.lower() for cell in lines[0] for line in cell}  # the names of columns
    if any(label_of(line) for row in lines[int(named) :] for cell in row for line in cell):
        return None
    texts = [_one_text(row, cells, known) for row, cells in zip(rows, lines, strict=True)]
    if isinstance(found, RuledTable) and not _relates(texts):
        return None
    for place, cells in enumerate(texts):
        if place and len(cells) > 1 and len(set(cells)) == 1:
            texts[place] = [cells[0], *[""] * (len(cells) - 1)]  # a heading within the table
    pieces = [list(dict.fromkeys(piece for cell in row for piece in cell)) for row in rows]
    inside = frozenset(piece for row in pieces for piece in row)
    return _Table(list(zip(texts, pieces, strict=True)), found.edges, inside, texts[0])


def _one_text(row: Sequence[Row], cells: Sequence[Sequence[str]], known: KnownWords) -> list[str]:
    return [_cell(lines, known) if pieces else "" for pieces, lines in zip(row, cells, strict=True)]


def _cell(lines: Sequence[str], known: KnownWords) -> str:
    text = lines[0]
    for below in lines[1:]:
        cut, between = joint(text, below, known)
        text = text[: len(text) - cut] + between + below
    return text


def _relates(texts: Sequence[Sequence[str]]) -> bool:
    """Whether drawn cells relate texts to one another, and do not only lay out a page or the head of a letter."""
    several = [row for row in texts if len(set(filter(None, row))) > 1]
    if len(several) < max(2.0, SHARED * len(texts)) or all(heads_row(row[0]) for row in several):
        return False
    names = several[0]
    named = is_header(names) and max(map(len, names)) <= LONGEST_NAME
    return named or max(len(cell) for row in texts for cell in row) <= LONGEST_CELL


def _over_pages(pages: Sequence[Sequence[Piece]], tables: list[list[_Table]], known: KnownWords) -> list[list[str]]:
    """Join tables that go on on the next page, in place; gives the names of columns that are repeated there."""
    repeated: list[list[str]] = [[] for _ in pages]
    for place, (upper, lower) in enumerate(pairwise(pages), 1):
        if tables[place - 1] and tables[place]:
            above, below = tables[place - 1][-1], tables[place][0]
            if _continues(upper, above, lower, below):
                rest = list(below.rows)
                if rest[0][0] == above.head:
                    repeated[place].append(" ".join(filter(None, above.head)))
                    rest.pop(0)
                if rest and above.rows and _is_torn(above.rows[-1][0], rest[0][0]):
                    whole = zip(above.rows[-1][0], rest.pop(0)[0], strict=True)
                    texts = [_cell([text for text in pair if text] or [""], known) for pair in whole]
                    above.rows[-1] = (texts, above.rows[-1][1])
                tables[place][0] = replace(below, rows=rest, head=above.head, goes_on=True)
    return repeated


def _continues(upper: Sequence[Piece], above: _Table, lower: Sequence[Piece], below: _Table) -> bool:
    """Whether a table is the rest of the one that ends the page before: the same columns, and no text in between."""
    if len(above.edges) != len(below.edges):
        return False
    between = (
        *rows_of([piece for piece in upper if piece.y < above.foot and piece not in above.pieces]),
        *rows_of([piece for piece in lower if piece.y > below.top and piece not in below.pieces]),
    )
    same = all(abs(one - other) <= SAME_EDGE for one, other in zip(above.edges, below.edges, strict=True))
    return same and len(between) <= MOST_BETWEEN


def _is_torn(above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether the end of a page stands within a row: every text below goes on in the sentence above it."""
    pairs = [(upper, lower) for upper, lower in zip(above, below, strict=True) if lower]
    return bool(pairs) and all(
        upper and lower[0].islower() and not SENTENCE_END.search(upper) for upper, lower in pairs
    )


def _replaced(page: Sequence[Piece], tables: Sequence[_Table]) -> list[Piece]:
    """The pieces of a page, with one in place of those of each row."""
    inside = frozenset(piece for table in tables for piece in table.pieces)
    rows = [
        _row(texts, row, table, head=not place and not table.goes_on)
        for table in tables
        for place, (texts, row) in enumerate(table.rows)
    ]
    return [*(piece for piece in page if piece not in inside), *rows]


def _row(texts: Sequence[str], row: Row, table: _Table, *, head: bool) -> TableRow:
    sizes = Counter({piece.size: 0 for piece in row})
    for piece in row:
        sizes[piece.size] += len(piece.text)
    return TableRow(
        x=min(piece.x for piece in table.pieces),
        end=max(piece.end for piece in table.pieces),
        y=max(piece.y for piece in row),
        size=sizes.most_common(1)[0][0],
        text=" ".join(filter(None, texts)),
        artifact=all(piece.artifact for piece in row),
        cells=tuple(texts),
        foot=min(piece.y for piece in row),
        head=head,
    )
