"""PDF by pypdf: pieces of text with their place on each page."""

import io
import logging
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any

from qa.errors import ReadingError
from qa.reading import ocr
from qa.reading.pieces import Piece
from qa.reading.placement import place
from qa.reading.source import Source, from_lines


class _TooLongError(BaseException):
    """Reading a PDF takes too long. No Exception: pypdf passes over those within a drawing that a page uses."""


Pages = list[list[Piece]]

LARGEST_PDF = 5_000  # pages
LONGEST_READING = 600.0  # seconds for one file; an ordinary page takes some hundredths of one
MOST_NAMED = 8  # pages named in a warning
LONGEST_WORD = 40  # characters; more than a few words longer than this lack their spaces
MOST_LONG_WORDS = 5

HALF_A_CHARACTER = re.compile("[\ud800-\udfff]")  # of a faulty table of a font; it has no bytes
# Letters that are printed as one, and the hyphen that shows only where a line ends.
LIGATURES = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}

logging.getLogger("pypdf").setLevel(logging.ERROR)  # its warnings on sloppy files are no news to a user


def read(content: bytes) -> Source:
    """Read a PDF; scanned pages too, where a program that recognises text is installed.

    Raises ReadingError when it is damaged, locked or longer than LARGEST_PDF pages, or holds no text.
    """
    pages, turned = _checked_pages(content)
    warnings: list[str] = []
    if _empty(pages):
        pages, turned, warnings = _with_scans(content, pages, turned)
    if turned:
        warnings.append(f"Gedraaide tekst weggelaten op {_named(turned)}.")
    placed = place(pages)
    if placed.spaced_out:
        warnings.append("De letters stonden los van elkaar; woorden zijn uit hun afstand afgeleid.")
    if columns := sorted({line.page for line in placed.lines if line.column > 1}):
        warnings.append(f"Tekst in kolommen op {_named(columns)}; de volgorde is uit de plaats afgeleid.")
    words = [word for line in placed.lines for word in line.text.split()]
    if sum(len(word) > LONGEST_WORD and "/" not in word for word in words) > MOST_LONG_WORDS:
        warnings.append("Er lijken spaties te ontbreken; sommige woorden zijn aaneengeschreven.")
    return from_lines(placed.lines, placed.furniture, warnings)


def _with_scans(content: bytes, pages: Pages, turned: list[int]) -> tuple[Pages, list[int], list[str]]:
    """Have scanned pages recognised, if that can be done here, and say what came of it."""
    scanned = _empty(pages)
    better = ocr.recognised(content, len(pages))
    if better is not None:
        pages, turned = _checked_pages(better)
    left = _empty(pages)
    if len(left) == len(pages):
        raise ReadingError(
            f"deze PDF bevat geen tekst op {_named(left)}: een scan? Maak de tekst eerst leesbaar (OCR), "
            f"of installeer {ocr.PROGRAM} met Nederlands."
        )
    warnings = []
    if done := [number for number in scanned if number not in left]:
        warnings.append(f"De tekst van {_named(done)} is herkend in een scan (OCR); er kunnen leesfouten in staan.")
    if left:
        warnings.append(f"Geen tekst op {_named(left)}: mogelijk een scan.")
    return pages, turned, warnings


def _checked_pages(content: bytes) -> tuple[Pages, list[int]]:
    try:
        return _pages(content)
    except ReadingError:
        raise
    except _TooLongError as error:
        raise ReadingError("deze PDF is te ingewikkeld om te lezen; druk hem opnieuw af als PDF.") from error
    except Exception as error:
        # pypdf lets any fault of a damaged file through as it comes.
        raise ReadingError("deze PDF is beschadigd en niet te lezen; open hem en bewaar hem opnieuw.") from error


def _empty(pages: Pages) -> list[int]:
    """The numbers of the pages without text."""
    return [number for number, page in enumerate(pages, 1) if not page]


def _named(pages: list[int]) -> str:
    shown = ", ".join(map(str, pages[:MOST_NAMED]))
    return f"bladzijde {shown}" + (" en verder" if len(pages) > MOST_NAMED else "")


def _pages(content: bytes) -> tuple[Pages, list[int]]:
    """The pieces of each page, upright, and the numbers of the pages on which turned text was left out."""
    from pypdf import PdfReader  # noqa: PLC0415 - only who reads a PDF pays for it

    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise ReadingError("deze PDF is met een wachtwoord beveiligd; bewaar hem zonder wachtwoord.")
    if len(reader.pages) > LARGEST_PDF:
        raise ReadingError(f"deze PDF heeft meer dan {LARGEST_PDF} bladzijden; splits hem.")
    pages: Pages = []
    turned: list[int] = []
    until = time.monotonic() + LONGEST_READING
    for number, page in enumerate(reader.pages, 1):
        placed = list(_pieces(page, until))
        letters = Counter[tuple[int, int]]()
        for direction, piece in placed:
            letters[direction] += len(piece.text.strip())
        most = letters.most_common(1)[0][0] if letters else (1, 0)
        pages.append([piece for direction, piece in placed if direction == most])
        if any(direction != most and piece.text.strip() for direction, piece in placed):
            turned.append(number)
    return pages, turned


def _pieces(page: Any, until: float) -> Iterator[tuple[tuple[int, int], Piece]]:  # noqa: ANN401 - a page of pypdf
    """The pieces of a page with the direction in which each is read, placed as if that were to the right.

    Raises _TooLongError when the clock passes ``until``.
    """
    found: list[tuple[tuple[int, int], Piece]] = []

    def visit(text: str, outer: list[float], inner: list[float], _font: object, size: float) -> None:
        if not text.strip():
            return
        a, b, x, y = _placed(inner, outer)
        scale = (a * a + b * b) ** 0.5 or 1.0
        right, up = a / scale, b / scale
        whole = HALF_A_CHARACTER.sub("\ufffd", text.replace("\n", " "))
        clean = "".join(LIGATURES.get(character, character) for character in whole)
        piece = Piece(x * right + y * up, y * right - x * up, round(abs(size) * scale, 1), clean)
        found.append(((round(right), round(up)), piece))

    def check_time(*_: object) -> None:
        if time.monotonic() > until:
            raise _TooLongError

    page.extract_text(visitor_text=visit, visitor_operand_before=check_time)
    yield from found


def _placed(inner: list[float], outer: list[float]) -> tuple[float, float, float, float]:
    """The direction (a, b) of a text and where it begins (x, y): its own matrix within that of the page."""
    a = inner[0] * outer[0] + inner[1] * outer[2]
    b = inner[0] * outer[1] + inner[1] * outer[3]
    x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
    y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
    return a, b, x, y
