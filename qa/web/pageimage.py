"""The printed page of a PDF as an image, with a passage outlined and the words quoted from it highlighted."""

import io
import math
import re
import threading
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageDraw
from pypdfium2 import raw

from qa.errors import ReadingError, VindplaatsError
from qa.web.page_text import LINE_END, Letters, Stretch, letters_of, shared

WIDTH = 1_100  # pixels
TALLEST = 4  # times the width; an odd page that is taller becomes narrower
MOST_CHARACTERS = 50_000  # of a page; a full page of a newspaper has some 30,000
LONGEST_WAIT = 20.0  # seconds; a page takes some hundredths of one

LINE = re.compile(f"[^{LINE_END}]+")
CLOSING = ".,;:!?)]’”»\"'"  # behind the last letter of a sentence

ACCENT, MARKER = (67, 56, 202), (255, 232, 110)  # contrast of the outline on white: 8 to 1
STROKE = 3  # pixels at WIDTH
PADDING, MARKER_PADDING = 0.45, 0.12  # of the height of a line; between an outline or marker and its text
NEXT_LINE, NEXT_WORD = 2.0, 1.0  # of the height of a line; no more white stands within a block of lines

PRINT = 0.5  # of an image that is blank, at least, on a page that is no scan or photograph; text leaves 0.85 or more
SHADES = [(value + 8) // 17 * 17 for value in range(256)] * 3  # 16 of each colour: enough for print, and smaller
QUALITY = 70  # of a scan or photograph, from 0 to 100

PDFIUM = threading.Lock()  # pdfium can do one thing at a time


@dataclass(frozen=True, slots=True)
class _Box:
    """A rectangle on the image, in pixels from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def thickness(self) -> float:
        """The height of a line of text, be it turned or not."""
        return min(self.right - self.left, self.bottom - self.top)

    def grown(self, by: float) -> tuple[float, float, float, float]:
        """The sides of the rectangle that is larger by so much on each side."""
        return self.left - by, self.top - by, self.right + by, self.bottom + by

    def around(self, other: "_Box") -> "_Box":
        """The smallest rectangle that holds both."""
        return _Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def apart(self, other: "_Box") -> tuple[float, float]:
        """How much lies between both, across and down; less than 0 where they overlap."""
        return (
            max(self.left, other.left) - min(self.right, other.right),
            max(self.top, other.top) - min(self.bottom, other.bottom),
        )


@dataclass(frozen=True, slots=True)
class _Marks:
    """The lines of a passage on the image of a page, and those of the words quoted from it."""

    passage: tuple[_Box, ...] = ()
    quote: tuple[_Box, ...] = ()


def page_image(pdf: Path, page: int, passage: str = "", quote: str = "", width: int = WIDTH) -> bytes:
    """Give a page of a PDF as WebP.

    ``page`` counts from 1, ``width`` is in pixels; a page more than TALLEST times as high as wide comes out narrower.
    The part of ``passage`` that stands on the page is outlined, and the words of ``quote``, verbatim in the passage,
    are highlighted. Where the passage is not found for certain there are no marks. Raises ReadingError when the PDF is
    damaged or locked, or has no such page.
    """
    with _opened(pdf) as document:
        if not 1 <= page <= len(document):
            raise ReadingError(
                f"{pdf.name}: bladzijde {page} is er niet; kies een bladzijde van 1 tot en met {len(document)}."
            )
        image, marks = _rendered(document[page - 1], passage, quote, width)
    return _encoded(_marked(image, marks))


def page_count(pdf: Path) -> int:
    """Give the number of pages of a PDF. Raises ReadingError when it is damaged or locked."""
    with _opened(pdf) as document:
        return len(document)


@contextmanager
def _opened(pdf: Path) -> Iterator[pdfium.PdfDocument]:
    """A PDF, for as long as no other is open; whatever goes wrong meanwhile becomes one sentence."""
    if not PDFIUM.acquire(timeout=LONGEST_WAIT):
        raise ReadingError(f"{pdf.name}: een andere bladzijde wordt nog getekend; probeer het later opnieuw.")
    try:
        with pdfium.PdfDocument(pdf) as document:
            yield document
    except VindplaatsError:
        raise
    except OSError as error:
        raise ReadingError(f"{pdf.name}: dit bestand is niet te lezen; controleer of het er nog is.") from error
    except Exception as error:
        # Pdfium and what calls it let the faults of a damaged file through in many forms.
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            reason = "deze PDF is met een wachtwoord beveiligd; bewaar hem zonder wachtwoord."
        else:
            reason = "deze bladzijde is niet te tonen omdat de PDF beschadigd is; open hem en bewaar hem opnieuw."
        raise ReadingError(f"{pdf.name}: {reason}") from error
    finally:
        PDFIUM.release()


def _rendered(page: pdfium.PdfPage, passage: str, quote: str, width: int) -> tuple[Image.Image, _Marks]:
    across, down = page.get_size()
    scale = min(width / across, TALLEST * width / down)
    # Closed here: what is left to the garbage collector calls pdfium at any time, from any thread.
    with closing(page.render(scale=scale, rev_byteorder=True)) as bitmap:
        marks = _marks(page.get_textpage(), bitmap.get_posconv(page), passage, quote) if passage or quote else _Marks()
        return bitmap.to_pil(), marks


def _marks(text: pdfium.PdfTextPage, position: pdfium.PdfPosConv, passage: str, quote: str) -> _Marks:
    """Where the lines of a passage and of the words quoted from it stand on the image of a page."""
    characters = range(min(text.count_chars(), MOST_CHARACTERS))
    printed = "".join(chr(raw.FPDFText_GetUnicode(text, place)) for place in characters)
    around = passage or quote
    said, page = letters_of(around), letters_of(printed)
    stretches = shared(said.text, page)

    def lines(start: int, end: int) -> tuple[_Box, ...]:
        runs = _runs(stretches, page, start, end)
        closed = ((first, len(printed) - len(printed[last:].lstrip(CLOSING))) for first, last in runs)
        spans = (line.span() for run in closed for line in LINE.finditer(printed, *run))
        return tuple(box for span in spans if (box := _box(text, position, *span)))

    # By its characters, for the letters of "Ja." begin a "januari" too.
    begin = around.find(quote)
    quoted = (bisect_left(said.places, place) for place in (begin, begin + len(quote)))
    return _Marks(
        passage=lines(0, len(said.text)) if passage else (),
        quote=lines(*quoted) if quote and begin >= 0 else (),
    )


def _box(text: pdfium.PdfTextPage, position: pdfium.PdfPosConv, start: int, end: int) -> _Box | None:
    """The rectangle round characters that stand on one line; ``None`` round mere white space."""
    rectangles = [text.get_rect(number) for number in range(text.count_rects(start, end - start))]
    if not rectangles:
        return None
    corners = [position.to_bitmap(*corner) for rectangle in rectangles for corner in (rectangle[:2], rectangle[2:])]
    across, down = zip(*corners, strict=True)
    return _Box(min(across), min(down), max(across), max(down))


def _runs(stretches: Sequence[Stretch], page: Letters, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where on the page the letters from ``start`` to ``end`` of a passage stand, in characters."""
    for one in stretches:
        first, last = max(start - one.said, 0), min(end - one.said, one.length)
        if first < last:
            yield page.places[one.printed + first], page.places[one.printed + last - 1] + 1


def _marked(image: Image.Image, marks: _Marks) -> Image.Image:
    """The image with the marks in it; they are transparent, like ink over print."""
    lines = (*marks.passage, *marks.quote)
    if not lines:
        return image
    height = median(line.thickness for line in lines)
    ink = Image.new("RGB", image.size, "white")
    draw = ImageDraw.Draw(ink)
    for line in marks.quote:
        draw.rectangle(line.grown(MARKER_PADDING * height), fill=MARKER)
    stroke = max(1, round(STROKE * image.width / WIDTH))
    for block in _blocks(marks.passage, height):
        draw.rounded_rectangle(block.grown(PADDING * height), radius=PADDING * height, outline=ACCENT, width=stroke)
    return ImageChops.multiply(image, ink)


def _blocks(lines: Sequence[_Box], height: float) -> list[_Box]:
    """The rectangles round lines that stand together, given in the order of the text."""
    blocks: list[_Box] = []
    for line in lines:
        across, down = blocks[-1].apart(line) if blocks else (math.inf, math.inf)
        if across <= NEXT_WORD * height and down <= NEXT_LINE * height:
            blocks[-1] = blocks[-1].around(line)
        else:
            blocks.append(line)
    return blocks


def _encoded(image: Image.Image) -> bytes:
    """The image as WebP; printed text without loss, which is sharper, smaller and faster."""
    blank = image.convert("L").histogram()[255] / (image.width * image.height)
    out = io.BytesIO()
    if blank >= PRINT:
        image.point(SHADES).save(out, "WEBP", lossless=True, quality=0, method=1)
    else:
        image.save(out, "WEBP", quality=QUALITY, method=1)
    return out.getvalue()
