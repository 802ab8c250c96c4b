"""Plain text, typed or taken from a PDF: pages and printed lines."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from qa.domain import NO_PAGE, Line
from qa.reading import furniture
from qa.reading.encoding import decode, remarks
from qa.reading.furniture import PagePart
from qa.reading.recognition import from_lines
from qa.reading.source import Source

INDENTED = re.compile(r" \S")

# What tells that the lines that begin with one space are the first of pages: such pages are about as long, and some of
# them begin within a sentence, which no paragraph or item of a list does. Sizes are in lines that hold text; a printed
# page has some 50.
FEWEST_MARKS = 2  # one mark leaves no page of which both ends are known
USUAL_PAGE = 20  # half of the pages hold at least as many
SHORT_PAGE, MOST_SHORT = 15, 1 / 4  # where a chapter ends; the share of the pages
LONGEST_PAGE, TOO_LONG = 70, 1.6  # a page that is longer, or so many times as long as half of them, is two
LEAST_WITHIN_SENTENCE = 1 / 10  # of the pages; in running text half of them begin so
OPEN_END = re.compile(r"[\w,’”)-]$")

NO_PAGES = "De bladzijden zijn in dit bestand niet met zekerheid te zien; er wordt zonder bladzijde naar verwezen."


def read(content: bytes) -> Source:
    """Read a text file. Raises ReadingError when it is none, or is empty."""
    text, encoding = decode(content)
    lines, left_out = printed_lines(text)
    unpaged = (NO_PAGES,) if lines and lines[0].page == NO_PAGE else ()
    return from_lines(lines, left_out, (*remarks(text, encoding), *unpaged))


def printed_lines(text: str) -> tuple[list[Line], list[str]]:
    """Give the printed lines of a text with their pages, and the page furniture that was left out.

    A new page begins at a form feed; in a text whose form feeds were lost, at a line that begins with one space and
    then text, or at a printed header or footer that stayed in the text, where all of these together can be nothing
    else. In any other text all lines are on NO_PAGE.
    """
    parts = _pages(text) or furniture.unnumbered(_stripped(text))
    lines = [line for part in parts for line in numbered_lines(part.lines, part.number)]
    return lines, [left_out for part in parts for left_out in part.furniture]


def _pages(text: str) -> list[PagePart]:
    """The pages of a text; none where they are not certain."""
    if "\f" in text:
        return _parts(text.split("\f"))
    marked = list(_split_at_marks(text))
    parts = _parts(marked)
    if len(marked) > FEWEST_MARKS and _begin_within_sentences(marked) and _are_pages(parts):
        return parts
    parts = _parts([text])
    return parts if len(parts) > 1 and _are_pages(parts) else []


def _parts(pages: Iterable[str]) -> list[PagePart]:
    """Pages divided at the headers and footers that they still hold."""
    parts: list[PagePart] = []
    for page in pages:
        parts.extend(furniture.split_page(_stripped(page), parts[-1].number + 1 if parts else 1))
    return parts


def _stripped(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines()]


def _split_at_marks(text: str) -> Iterator[str]:
    lines = text.split("\n")
    marked = {i for i, line in enumerate(lines) if INDENTED.match(line)}
    # A page of a single line does not exist: of two marks in a row the second is the page, the first stray.
    starts = sorted(i for i in marked if i + 1 not in marked)
    for start, end in zip([0, *starts], [*starts, len(lines)], strict=True):
        if any(line.strip() for line in lines[start:end]):
            yield "\n".join(lines[start:end])


def _begin_within_sentences(pages: Sequence[str]) -> bool:
    within = 0
    for above, below in pairwise(pages):
        within += OPEN_END.search(above.rstrip()) is not None and below.lstrip()[0].islower()
    return within >= max(1, LEAST_WITHIN_SENTENCE * (len(pages) - 1))


def _are_pages(parts: Sequence[PagePart]) -> bool:
    """Whether these parts of a text are as long as printed pages are; the last may be as short as it likes."""
    sizes = [sum(1 for line in part.lines if line) for part in parts]
    usual = median(sizes[:-1])
    short = sum(1 for size in sizes[:-1] if size < SHORT_PAGE)
    longest = min(LONGEST_PAGE, TOO_LONG * usual)
    return usual >= USUAL_PAGE and short <= MOST_SHORT * (len(sizes) - 1) and max(sizes) <= longest


def numbered_lines(stripped: Sequence[str], page: int) -> Iterator[Line]:
    """Give the lines of a page that hold text, each with the number of empty lines above it."""
    gap = 0
    for line in stripped:
        if line:
            yield Line(line, page, gap)
        gap = 0 if line else gap + 1
