"""What surrounds the text of a printed page: headers, footers, what stands in the margin.

Three things tell it, none of them its words alone: that the PDF marks it so, that it stands beside the text, or that
it stands at the edge of the page, apart from the text, in the same place on many pages.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.reading.text_runs import Piece

MOST_ARTIFACTS = 0.3  # of the letters; with more of them the marks of a PDF are not to be trusted
SMALL = 0.88  # of the size of the body; type below it is that of footnotes, margins and footers
LARGE = 2.0  # times the size of the body; a lone number this large is the one of the chamber
EDGE = 6  # rows at the top and at the foot of a page that may be a header or a footer
SAME_PLACE = 3.0  # points; a header stands in the same place on every page, give or take
REPEATED = 0.5  # of the pages; what stands in the same place on as many is no part of the text
WHITE = 1.35  # of the distance between lines; more is white space between the text and what surrounds it
TOUCHING = 2.0  # points; a margin begins where the text ends, give or take

LONE_NUMBER = re.compile(r"\d{1,4}(?:\s?(?:,|en|-)\s?\d{1,4})*")
NUMBER = re.compile(r"\d+")
# A heading that may stand at the top of many pages.
LABEL = re.compile(r"(?:Vragen|Vraag|Antwoord(?:en)?)\b.{0,60}", re.IGNORECASE)
SENTENCE = re.compile(r"\w{3}[.;?!]$")  # the last words of a text, which may be equal on many pages
# What is printed at the foot of the only page too: the running footer, ISSN, place and year, the id, the page.
IMPRINT = re.compile(
    r"""
      (?:Tweede|Eerste)\ Kamer,\ vergaderjaar\ \d{4}\s?[–-]\s?\d{4},\ .{1,80}
    | ISSN \s \d{4} \s? - \s? \d{3}[\dX]
    | [’'‘]s-Gravenhage \s \d{4}
    | (?:kst|ah|h|blg|ag|nds) - [\w()-]* \d
    | (?:Pagina|Blad|p\.) \s? \d+ (?: \s? (?:van|/) \s? \d+ )?
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Row:
    """A printed line: its text, where it stands, its type, and whether it stands in the margin.

    A row of a table has cells; ``mark`` is the number of the footnote that begins in it, and is not part of its text.
    """

    text: str
    x: float
    end: float
    y: float
    size: float
    bold: bool = False
    italic: bool = False
    artifact: bool = False
    note: bool = False
    mark: str = ""
    cells: tuple[str, ...] = ()
    margin: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """How a text is set, in points: the size of its type, its left and right edge, the distance between its lines."""

    body: float
    left: float
    right: float
    leading: float


def is_chamber_number(piece: Piece, body: float) -> bool:
    """Whether a piece is the large number of the chamber, "1" or "2", in the corner of the first page."""
    return piece.size > LARGE * body and LONE_NUMBER.fullmatch(piece.text) is not None


def surroundings(pages: list[list[Row]], setting: Setting) -> list[set[int]]:
    """Give for each page the places of the rows that surround its text.

    A lone number in the margin is none: it is the page column of a list of questions, and its row is marked as one of
    the margin.
    """
    trusted = _artifacts_are_few(pages)
    found: list[set[int]] = []
    for page in pages:
        around: set[int] = set()
        for place, row in enumerate(page):
            if row.mark or row.note:
                continue
            if trusted and row.artifact and not LABEL.fullmatch(row.text):
                around.add(place)
            elif _is_beside(row, setting):
                if LONE_NUMBER.fullmatch(row.text) and row.x > setting.left:
                    page[place] = replace(row, margin=True)
                else:
                    around.add(place)
        found.append(around)
    _add_running(pages, found, setting)
    return found


def _artifacts_are_few(pages: Sequence[Sequence[Row]]) -> bool:
    letters = sum(len(row.text) for page in pages for row in page)
    return sum(len(row.text) for page in pages for row in page if row.artifact) <= MOST_ARTIFACTS * letters


def _is_beside(row: Row, setting: Setting) -> bool:
    """Whether a row stands in the margin: beside the text, in smaller type or as a lone number."""
    small = row.size < SMALL * setting.body or LONE_NUMBER.fullmatch(row.text) is not None
    return small and (row.x >= setting.right - TOUCHING or row.end <= setting.left + TOUCHING)


def _add_running(pages: Sequence[Sequence[Row]], found: list[set[int]], setting: Setting) -> None:
    """Add headers and footers, from the edge of each page inwards."""
    repeated = _repeated(pages, found)
    for page, around in zip(pages, found, strict=True):
        for upwards in (True, False):
            edge = sorted((p for p in range(len(page)) if p not in around), key=lambda p: page[p].y, reverse=upwards)
            outer = _outer(page, edge[: EDGE + 1], repeated, setting, foot=not upwards)
            around.update(outer)


def _outer(
    page: Sequence[Row], edge: Sequence[int], repeated: set[tuple[str, int, int]], setting: Setting, *, foot: bool
) -> Sequence[int]:
    """The rows at an edge, given from the outside in, that surround the text and stand apart from it."""
    taken = 0
    for place in edge:
        row = page[place]
        if row.mark or row.note or LABEL.fullmatch(row.text) or SENTENCE.search(row.text):
            break
        if not (_key(row) in repeated or (foot and _is_of_imprint(page, edge, row))):
            break
        taken += 1
    while taken and not _is_apart(page, edge, taken, setting, foot=foot):
        taken -= 1
    return edge[:taken]


def _is_of_imprint(page: Sequence[Row], edge: Sequence[int], row: Row) -> bool:
    """Whether a row stands on a line with what is at the foot of every publication: one page is enough to tell."""
    level = (page[other].text for other in edge if abs(page[other].y - row.y) <= SAME_PLACE)
    return any(map(IMPRINT.fullmatch, level))


def _is_apart(page: Sequence[Row], edge: Sequence[int], taken: int, setting: Setting, *, foot: bool) -> bool:
    """Whether the last of the outer rows stands apart from the text, as the head of a table does not."""
    if taken == len(edge):
        return True
    last, inner = page[edge[taken - 1]], page[edge[taken]]
    if last.size < SMALL * inner.size or abs(last.y - inner.y) > WHITE * setting.leading:
        return True
    return foot and _is_of_imprint(page, edge, last)  # footnotes may reach down to a footer


def _repeated(pages: Sequence[Sequence[Row]], found: Sequence[set[int]]) -> set[tuple[str, int, int]]:
    """What stands in the same place on enough pages, its numbers counting with the pages or always the same."""
    seen: dict[tuple[str, int, int], list[tuple[int, list[int]]]] = defaultdict(list)
    for number, page in enumerate(pages, 1):
        keys = Counter(_key(row) for place, row in enumerate(page) if place not in found[number - 1])
        for row in page:
            if keys[_key(row)] == 1:
                seen[_key(row)].append((number, [int(n) for n in NUMBER.findall(row.text)[:9]]))
    enough = max(2.0, REPEATED * len(pages))
    return {key for key, times in seen.items() if len(times) >= enough and _count_on(times)}


def _count_on(times: Sequence[tuple[int, list[int]]]) -> bool:
    """Whether each number of a text is the same wherever it stands, or counts with the pages."""
    first, numbers = times[0]
    steady = [all(given[place] == n for _, given in times) for place, n in enumerate(numbers)]
    counting = [all(given[place] - page == n - first for page, given in times) for place, n in enumerate(numbers)]
    return all(a or b for a, b in zip(steady, counting, strict=True))


def _key(row: Row) -> tuple[str, int, int]:
    return NUMBER.sub("#", row.text), round(row.y / SAME_PLACE), round(row.x / (4 * SAME_PLACE))
