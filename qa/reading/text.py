"""Plain text as taken from a PDF: decoding, pages and printed lines."""

import re
from collections.abc import Iterator, Sequence

from qa.domain import Line
from qa.errors import ReadingError
from qa.reading import furniture
from qa.reading.recognition import from_lines
from qa.reading.source import Source

UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
INDENTED = re.compile(r" \S")

# Of the non-empty lines at most this share may begin with one space for that space to mean a new page; where
# more do, it is an indentation. A printed page has some 50 lines, the last of a
# document may have as few as 7.
LARGEST_SHARE_OF_PAGE_MARKS = 1 / 6


def read(content: bytes) -> Source:
    """Read a text file. Raises ReadingError when it is none, or is empty."""
    lines, furniture = printed_lines(content)
    return from_lines(lines, furniture)


def printed_lines(content: bytes) -> tuple[list[Line], list[str]]:
    """Give the printed lines of a text file with their pages, and the page furniture that was left out.

    A new page begins at a form feed; in a text whose form feeds were lost, at a line that begins with one
    space and then text, or at a printed header or footer that stayed in the text. Raises ReadingError.
    """
    text = decode(content)
    pages = text.split("\f") if "\f" in text else _split_at_marks(text)
    lines: list[Line] = []
    left_out: list[str] = []
    number = 1
    for page in pages:
        for part in furniture.split_page([line.strip() for line in page.splitlines()], number):
            lines.extend(numbered_lines(part.lines, part.number))
            left_out.extend(part.furniture)
            number = part.number + 1
    return lines, left_out


def decode(content: bytes) -> str:
    """Decode UTF-8 (or UTF-16 with a byte order mark). Raises ReadingError for anything else."""
    encoding = "utf-16" if content.startswith(UTF16_MARKS) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadingError("dit bestand is geen leesbare tekst; sla het op als tekst met de codering UTF-8.") from error
    if CONTROL.search(text):
        raise ReadingError("dit bestand is geen tekst maar een ander soort bestand; bewaar het als .txt of .pdf.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _split_at_marks(text: str) -> Iterator[str]:
    lines = text.split("\n")
    filled = sum(1 for line in lines if line.strip())
    marked = {i for i, line in enumerate(lines) if INDENTED.match(line)}
    if len(marked) > max(1, filled * LARGEST_SHARE_OF_PAGE_MARKS):
        marked = set()
    # A page of a single line does not exist: of two marks in a row the second is the page, the first stray.
    starts = sorted(i for i in marked if i + 1 not in marked)
    for start, end in zip([0, *starts], [*starts, len(lines)], strict=True):
        if any(line.strip() for line in lines[start:end]):
            yield "\n".join(lines[start:end])


def numbered_lines(stripped: Sequence[str], page: int) -> Iterator[Line]:
    """Give the lines of a page that hold text, each with the number of empty lines above it."""
    gap = 0
    for line in stripped:
        if line:
            yield Line(line, page, gap)
        gap = 0 if line else gap + 1
