"""Printed headers and footers that stayed in a text: they end or begin a page and are no part of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.domain import NO_PAGE

# "Tweede Kamer, vergaderjaar 2015–2016, 27 925, nr. 597 14": the footer of a published kamerstuk.
KAMERSTUK_FOOTER = re.compile(
    r"(?:Tweede|Eerste) Kamer, vergaderjaar \d{4}\s*[–-]\s*\d{4}, .*\s(?P<page>\d{1,4})", re.IGNORECASE
)
# "... (27925, nr. 919) 12/15": the last line of a footer that counts the pages.
COUNTED_FOOTER = re.compile(r".*\s(?P<page>\d{1,4})\s?/\s?(?P<pages>\d{1,4})")
# The reference block in the margin of a ministry's letter, below the number of the page.
LETTER_REFERENCE = re.compile(r"(?:Onze|Uw) referentie|Ons kenmerk", re.IGNORECASE)
REFERENCE_CODE = re.compile(r"[\w.-]*\d[\w./-]*")

LONGEST_FOOTER = 4  # lines


@dataclass(frozen=True, slots=True)
class PagePart:
    """Lines of one page (stripped, empty ones included), its number, and the furniture that ended it."""

    number: int
    lines: list[str]
    furniture: list[str]


def split_page(lines: Sequence[str], number: int) -> Iterator[PagePart]:
    """Divide lines at the headers and footers that they still hold; ``number`` is that of the first page.

    A footer counts only with the number of the page that it ends, a header with that of the page that it
    begins, so that no sentence of the text is taken for one.
    """
    start = 0
    for position, line in enumerate(lines):
        if position < start:
            continue
        if _is_footer(line, number):
            top = _footer_start(lines, position, start)
            yield PagePart(number, list(lines[start:top]), [t for t in lines[top : position + 1] if t])
            start, number = position + 1, number + 1
        elif line == str(number + 1) and (end := _header_end(lines, position)):
            yield PagePart(number, list(lines[start:position]), [t for t in lines[position:end] if t])
            start, number = end, number + 1
    if any(lines[start:]) or start == 0:
        yield PagePart(number, list(lines[start:]), [])


def unnumbered(lines: Sequence[str]) -> list[PagePart]:
    """Take the headers and footers out of lines of which it is not known on which page they stand: one part.

    Those that count the pages stay, because without the number they may be a sentence.
    """
    kept: list[str] = []
    left_out: list[str] = []
    end = 0
    for position, line in enumerate(lines):
        if position < end:
            continue
        if KAMERSTUK_FOOTER.fullmatch(line):
            left_out.append(line)
        elif line.isdecimal() and (end := _header_end(lines, position)):
            left_out.extend(t for t in lines[position:end] if t)
        else:
            kept.append(line)
    return [PagePart(NO_PAGE, kept, left_out)]


def _is_footer(line: str, number: int) -> bool:
    if match := KAMERSTUK_FOOTER.fullmatch(line):
        return int(match["page"]) == number
    match = COUNTED_FOOTER.fullmatch(line)
    return match is not None and int(match["page"]) == number <= int(match["pages"])


def _footer_start(lines: Sequence[str], position: int, lowest: int) -> int:
    """The footer is the block of lines, up to an empty line, that its last line ends."""
    if KAMERSTUK_FOOTER.fullmatch(lines[position]):
        return position
    top = position
    while top > max(lowest, position - LONGEST_FOOTER + 1) and lines[top - 1]:
        top -= 1
    return top


def _header_end(lines: Sequence[str], position: int) -> int:
    """Position after a letter's header that begins with a page number at ``position``, or 0 for none."""
    filled = [i for i in range(position + 1, min(position + 12, len(lines))) if lines[i]][:2]
    if len(filled) == 2 and LETTER_REFERENCE.fullmatch(lines[filled[0]]) and REFERENCE_CODE.fullmatch(lines[filled[1]]):
        return filled[1] + 1
    return 0
