"""PDF by pypdf: printed lines per page."""

import io
import logging
from collections.abc import Iterator

from qa.domain import Line
from qa.errors import ReadingError
from qa.reading import furniture
from qa.reading.source import Source, from_lines
from qa.reading.text import numbered_lines

LARGEST_PDF = 5_000  # pages

logging.getLogger("pypdf").setLevel(logging.ERROR)  # its warnings on sloppy files are no news to a user


def read(content: bytes) -> Source:
    """Read a PDF. Raises ReadingError when it is damaged, locked or longer than LARGEST_PDF pages, or holds no text."""
    lines, left_out = printed_lines(content)
    return from_lines(lines, left_out)


def printed_lines(content: bytes) -> tuple[list[Line], list[str]]:
    """Give the printed lines of a PDF with their pages, and the page furniture that was left out.

    Raises ReadingError when the PDF is damaged, locked or longer than LARGEST_PDF pages.
    """
    lines: list[Line] = []
    left_out: list[str] = []
    try:
        for number, printed in enumerate(_pages(content), 1):
            for part in furniture.split_page(printed, number):
                lines.extend(numbered_lines(part.lines, number))
                left_out.extend(part.furniture)
    except ReadingError:
        raise
    except Exception as error:
        raise ReadingError("deze PDF is beschadigd en niet te lezen; open hem en bewaar hem opnieuw.") from error
    return lines, left_out


def _pages(content: bytes) -> Iterator[list[str]]:
    """The printed lines of each page, stripped, empty ones included."""
    from pypdf import PdfReader  # noqa: PLC0415 - only who reads a PDF pays for it

    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise ReadingError("deze PDF is met een wachtwoord beveiligd; bewaar hem zonder wachtwoord.")
    if len(reader.pages) > LARGEST_PDF:
        raise ReadingError(f"deze PDF heeft meer dan {LARGEST_PDF} bladzijden; splits hem.")
    for page in reader.pages:
        yield [line.strip() for line in page.extract_text().splitlines()]
