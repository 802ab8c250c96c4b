"""The printed page of a PDF as an image, with a passage outlined and the words quoted from it highlighted.

The text of a passage was cleaned when it was read: hyphens at line ends are gone, columns stand in order, and footnotes
and headers were taken out. So a passage is looked for by its letters and digits alone, and may be interrupted.
"""

import io
import math
import re
import threading
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from pathlib import Path
from statistics import median

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from PIL import Image, ImageChops, ImageDraw
from pypdfium2 import raw

from qa.errors import ReadingError, VindplaatsError

WIDTH = 1_100  # pixels
TALLEST = 4  # times the width; an odd page that is taller becomes narrower
MOST_CHARACTERS = 50_000  # of a page; a full page of a newspaper has some 30,000
LONGEST_WAIT = 20.0  # seconds; a page takes some hundredths of one

SURE = 36  # letters; a whole answer may be as short as "Zie het antwoord op vraag 12.", and stand on many pages
NEAR, WITHIN = 8, 40  # letters; so many are enough, so close behind those found last
HEAD, FOOT = 200, 600  # letters; no more stand above the text of a page, and below it with its notes
LONGEST_NUMBER = 3  # digits, of a note or in a margin

LINE_END = "\r\n\x02"  # the last one is how pdfium gives a hyphen at a line end
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
class _Letters:
    """The letters and digits of a text, folded, and where in the text each of them stands.

    ``edges`` are the places among the letters where a line begins or ends.
    """

    text: str
    places: Sequence[int]
    edges: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Letters that a passage and a page share: where they begin in each, and how many there are."""

    said: int
    printed: int
    length: int


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
    said, page = _letters(around), _letters(printed)
    stretches = _shared(said.text, page)

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


def _runs(stretches: Sequence[_Stretch], page: _Letters, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where on the page the letters from ``start`` to ``end`` of a passage stand, in characters."""
    for one in stretches:
        first, last = max(start - one.said, 0), min(end - one.said, one.length)
        if first < last:
            yield page.places[one.printed + first], page.places[one.printed + last - 1] + 1


def _letters(text: str) -> _Letters:
    letters: list[str] = []
    places: list[int] = []
    edges = {0}
    for place, character in enumerate(text):
        folded = _folded(character)
        letters.append(folded)
        places += [place] * len(folded)
        if character in LINE_END:
            edges.add(len(places))
    return _Letters("".join(letters), places, frozenset((*edges, len(places))))


@lru_cache(maxsize=1_000)
def _folded(character: str) -> str:
    """The letters and digits that a character stands for: several for a ligature, none for an accent of its own."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", character).casefold() if letter.isalnum())


def _shared(passage: str, page: _Letters) -> list[_Stretch]:
    """The letters of a passage that stand on a page, in order; nothing where that is not certain."""
    longest = _longest(passage, page.text)
    if longest is None:
        return []
    said, printed = longest
    size, length = len(page.text), len(passage)
    backwards = _Letters(page.text[::-1], page.places[::-1], frozenset(size - edge for edge in page.edges))
    before = [
        _Stretch(length - one.said - one.length, size - one.printed - one.length, one.length)
        for one in _onwards(passage[::-1], backwards, length - said, size - printed)
    ]
    stretches = [*reversed(before), *_onwards(passage, page, said, printed)]
    return stretches if _is_certain(stretches, passage, page) else []


def _longest(passage: str, page: str) -> tuple[int, int] | None:
    """A place in each that is within the longest stretch that both share; ``None`` when that is too short."""
    first = {page[place : place + SURE]: place for place in range(len(page) - SURE, -1, -1)}
    longest, place, length = None, 0, 0
    while place <= len(passage) - SURE:
        printed = first.get(passage[place : place + SURE])
        if printed is not None:
            ahead = _alike(passage[place:], page[printed:])
            whole = ahead + _alike(passage[:place][::-1], page[:printed][::-1])
            if whole > length:
                longest, length = (place, printed), whole
            place += ahead - SURE
        place += 1
    return longest


def _onwards(passage: str, page: _Letters, said: int, printed: int) -> Iterator[_Stretch]:
    """How a passage goes on from a place on the page, past whatever interrupts it."""
    following: tuple[int, int] | None = (said, printed)
    while following:
        said, printed = following
        length = _alike(passage[said:], page.text[printed:])
        if length:
            yield _Stretch(said, printed, length)
        following = _resumed(passage, page, said + length, printed + length)


def _resumed(passage: str, page: _Letters, said: int, printed: int) -> tuple[int, int] | None:
    """Where a passage and a page are alike again: close by, or, for so many letters as to be sure, anywhere."""
    near, sure = passage[said : said + NEAR], passage[said : said + SURE]
    if len(near) < NEAR:
        return None
    close = page.text.find(near, printed, printed + WITHIN)
    # Fewer letters are sure as well when they are the last of the passage and of their line.
    sought = (found.span() for found in re.finditer(sure, page.text))
    others = [start for start, end in sought if len(sure) == SURE or _at_edge(page, end, 1)]
    for place in (close, *sorted(others, key=lambda other: other < printed)):
        if place >= 0 and _is_interruption(page, printed, place):
            return said, place
    # A number in the margin may have been read at another place than here.
    for digits in range(1, LONGEST_NUMBER + 1):
        beyond = passage[said + digits : said + digits + NEAR]
        if len(beyond) == NEAR and _is_number(passage[said : said + digits]) and page.text.startswith(beyond, printed):
            return said + digits, printed
    return None


def _alike(one: str, other: str) -> int:
    """How many letters are the same before the first that is not."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _is_interruption(page: _Letters, end: int, start: int) -> bool:
    """Whether a text that ends and starts again at these places is interrupted there, and does not say more."""
    if end <= start and _is_number(page.text[end:start]):
        return True
    return _at_edge(page, end, 1) and _at_edge(page, start, -1)


def _is_certain(stretches: Sequence[_Stretch], passage: str, page: _Letters) -> bool:
    """Whether these are of the passage, and not words that stand in another one too.

    A passage begins and ends on the page, or goes on to the end of a line at its foot, from a line at its head.
    """
    first, last = stretches[0], stretches[-1]
    said, printed = last.said + last.length, last.printed + last.length
    from_head = first.printed <= HEAD and _at_edge(page, first.printed, -1)
    to_foot = len(page.text) - printed <= FOOT and _at_edge(page, printed, 1)
    return (_is_number(passage[: first.said]) or from_head) and (_is_number(passage[said:]) or to_foot)


def _at_edge(page: _Letters, place: int, step: int) -> bool:
    """Whether a line ends (``step`` 1) or begins (-1) here, or beyond a number: of a note, or in the margin."""
    for beside in range(place, place + step * (LONGEST_NUMBER + 1), step):
        if beside in page.edges:
            return True
        if not page.text[min(beside, beside + step)].isdigit():
            return False
    return False


def _is_number(letters: str) -> bool:
    """Whether there is nothing here but a number, if that."""
    return not letters or letters.isdigit()


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
