"""The pieces of text of a PDF with their place on each page, by pdfium.

This file runs as a program of its own: the PDF comes in at standard input, a JSON object goes out at standard output.
Pdfium is native code that does not stop once it has begun, and a file may be made to keep it busy for ever; the
process that it runs in can be ended. It imports nothing of this package, so that it starts in some hundredths of a
second.
"""

import contextlib
import ctypes
import json
import resource
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

MOST_CHARACTERS = 200_000  # of a page; a full page of a newspaper has some 30,000
MEMORY = 2 * 1024**3  # bytes; a page takes some millions
DEEPEST = 60  # elements of the structure of a page within one another
MOST_OBJECTS = 20_000  # of a page; with more it is a drawing, and its lines are no rules of a table
MOST_RULES = 4_000  # of a page; a page full of small cells has some hundreds
SHORTEST_RULE = 4.0  # points; shorter are strokes of letters and of drawings
LEVEL = 0.5  # points; a line whose ends differ less is level or upright

LOCKED, DAMAGED, TOO_LONG = "locked", "damaged", "too long"

NO_LETTER = "\ufffd"  # in place of what the table of a font does not name
SAME_BASELINE = 0.02  # of the size of the type
BOLD = 600  # of the weight of a font, from 100 to 900
ITALIC, FORCED_BOLD = 1 << 6, 1 << 18  # flags of a font, ISO 32000-1 table 123
# Letters that are printed as one.
LIGATURES = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
# Accents that some typesetters print over the letter before.
ACCENTS = {
    "´": "\u0301",
    "`": "\u0300",
    "¨": "\u0308",
    "ˆ": "\u0302",
    "^": "\u0302",
    "~": "\u0303",
    "˜": "\u0303",
    "ˇ": "\u030c",
    "¸": "\u0327",
}
# Bullets of the fonts Symbol and Wingdings, which have no letter of their own.
BULLETS = {chr(code): "•" for code in (0xF0B7, 0xF0A7, 0xF0D8, 0xF076, 0xF0E0, 0xF06C, 0xF0BE, 0xF02D)}
NOTES = frozenset(("Note", "FENote"))


@dataclass(slots=True)
class _FontStyle:
    """How an object of a page shows its text."""

    right: float
    up: float
    size: float
    bold: bool
    italic: bool
    artifact: bool
    note: bool

    @property
    def look(self) -> tuple[int, int, float, int]:
        """What the letters of a word have in common."""
        return round(self.right), round(self.up), round(self.size, 1), self.flags

    @property
    def flags(self) -> int:
        """Its properties in one number, as Piece reads them."""
        return (self.artifact and 1) | (self.note and 2) | (self.bold and 4) | (self.italic and 8)


@dataclass(slots=True)
class _Character:
    """A letter, and where it stands along its line; none where white space begins that is not drawn."""

    letter: str
    at: float
    end: float
    base: float
    style: _FontStyle
    spaced: bool = False


@dataclass(slots=True)
class _Word:
    """Letters that follow on one another."""

    start: float
    end: float
    base: float
    style: _FontStyle
    letters: list[str] = field(default_factory=list)
    spaced: bool = False  # white space was drawn before it

    def to_json(self) -> list[Any]:
        style = self.style
        flags = style.flags | (self.spaced and 16)
        direction = [round(style.right), round(style.up)]
        place = [round(value, 2) for value in (self.start, self.end, self.base)]
        return [*place, round(style.size, 1), "".join(self.letters), flags, *direction]


def main() -> None:
    """Read a PDF from standard input and write what is in it to standard output; the argument is the most pages."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    json.dump(_extracted(sys.stdin.buffer.read(), most=int(sys.argv[1])), sys.stdout, ensure_ascii=True)


def _extracted(content: bytes, most: int) -> dict[str, Any]:
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        return {"error": LOCKED if getattr(error, "err_code", 0) == raw.FPDF_ERR_PASSWORD else DAMAGED}
    if len(document) > most:
        return {"error": TOO_LONG}
    pages: list[list[list[Any]]] = []
    rules: list[list[list[float]]] = []
    for number in range(len(document)):
        rules.append([])
        try:
            pages.append([word.to_json() for word in _page(document, number)])
            rules[-1] = _rules(document, number)
        except pdfium.PdfiumError:
            if number == 0 and len(document) == 1:
                return {"error": DAMAGED}
            pages.extend([[]] * (len(rules) - len(pages)))
    return {"pages": pages, "rules": rules}


def _page(document: Any, number: int) -> Iterator[_Word]:  # noqa: ANN401 - pdfium is read without its types
    page = document[number]
    text = page.get_textpage()
    with contextlib.closing(page), contextlib.closing(text):
        yield from _words(text, _notes(page))


def _rules(document: Any, number: int) -> list[list[float]]:  # noqa: ANN401
    """The level and upright lines that are drawn on a page, as x and y of both ends; none where it is a drawing."""
    page = document[number]
    found: set[tuple[float, float, float, float]] = set()
    with contextlib.closing(page):
        count = raw.FPDFPage_CountObjects(page)
        for place in range(count if count <= MOST_OBJECTS else 0):
            drawn = raw.FPDFPage_GetObject(page, place)
            if raw.FPDFPageObj_GetType(drawn) == raw.FPDF_PAGEOBJ_PATH:
                found.update(_lines(drawn))
            if len(found) > MOST_RULES:
                return []
    return [list(line) for line in sorted(found)]


def _lines(drawn: Any) -> Iterator[tuple[float, float, float, float]]:  # noqa: ANN401
    """The level and upright lines of a path; a thin bar gives those along its sides."""
    if not _is_visible(drawn):
        return
    start = at = (0.0, 0.0)
    for place in range(min(raw.FPDFPath_CountSegments(drawn), MOST_RULES)):
        segment = raw.FPDFPath_GetPathSegment(drawn, place)
        end = _end_of(segment, drawn)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = end
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield from _ruled(at, end)
        if raw.FPDFPathSegment_GetClose(segment):
            yield from _ruled(end, start)
        at = end


def _is_visible(drawn: Any) -> bool:  # noqa: ANN401
    fill, stroke = ctypes.c_int(0), ctypes.c_int(0)
    return bool(raw.FPDFPath_GetDrawMode(drawn, fill, stroke)) and bool(fill.value or stroke.value)


def _end_of(segment: Any, drawn: Any) -> tuple[float, float]:  # noqa: ANN401
    x, y, matrix = ctypes.c_float(), ctypes.c_float(), raw.FS_MATRIX()
    raw.FPDFPathSegment_GetPoint(segment, x, y)
    if not raw.FPDFPageObj_GetMatrix(drawn, matrix):
        return x.value, y.value
    return (
        matrix.a * x.value + matrix.c * y.value + matrix.e,
        matrix.b * x.value + matrix.d * y.value + matrix.f,
    )


def _ruled(start: tuple[float, float], end: tuple[float, float]) -> Iterator[tuple[float, float, float, float]]:
    """A line as a rule, from its lower or left end; nothing when it is short or slanting."""
    (x, y), (right, up) = sorted((start, end))
    across, high = abs(right - x), abs(up - y)
    if max(across, high) >= SHORTEST_RULE and min(across, high) <= LEVEL:
        yield round(x, 1), round(min(y, up), 1), round(right, 1), round(max(y, up), 1)


def _words(text: Any, notes: frozenset[int]) -> Iterator[_Word]:  # noqa: ANN401
    """The words of a page in the order in which they are drawn."""
    word: _Word | None = None
    for one in _characters(text, notes):
        if word and not one.letter:
            word.end = max(word.start, one.at)
        elif word and one.letter in ACCENTS and _over(word, one):
            word.letters[-1] = unicodedata.normalize("NFC", word.letters[-1] + ACCENTS[one.letter])
        elif one.letter:
            if word and not one.spaced and _is_near(word, one):
                word.end = max(word.end, one.at)  # the ink of a letter such as "1" ends before the next one begins
            if word is None or one.spaced or not _goes_on(word, one):
                if word:
                    yield word
                word = _Word(one.at, one.at, one.base, one.style, spaced=one.spaced)
            word.letters.append(one.letter)
            word.end = max(word.start, one.end)
    if word:
        yield word


def _characters(text: Any, notes: frozenset[int]) -> Iterator[_Character]:  # noqa: ANN401
    """The letters of a page, and where the white space begins that pdfium sees between them."""
    styles: dict[int, _FontStyle | None] = {}
    style: _FontStyle | None = None
    spaced = False
    for place in range(min(text.count_chars(), MOST_CHARACTERS)):
        drawn = raw.FPDFText_GetTextObject(text, place)
        if not drawn:  # put in by pdfium where the letter before it ends
            spaced = True
            if style:
                at, base = _along(text, place, style)
                yield _Character("", at, at, base, style)
            continue
        key = ctypes.addressof(drawn.contents)
        if key not in styles:
            styles[key] = _style(text, place, drawn, notes)
        style = styles[key]
        letter = _letter(text, place)
        if style is None or not letter:
            continue
        if letter.isspace():
            spaced = True
            continue
        at, base = _along(text, place, style)
        yield _Character(letter, at, _end(text, place, at, style), base, style, spaced)
        spaced = False


def _style(text: Any, place: int, drawn: Any, notes: frozenset[int]) -> _FontStyle | None:  # noqa: ANN401
    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(text, place, matrix):
        return None
    across = (matrix.a**2 + matrix.b**2) ** 0.5
    down = (matrix.c**2 + matrix.d**2) ** 0.5
    if not across or not down:
        return None
    marks = list(_marks(drawn))
    bold, italic = _weight(text, place)
    return _FontStyle(
        right=matrix.a / across,
        up=matrix.b / across,
        size=abs(raw.FPDFText_GetFontSize(text, place)) * down,
        bold=bold,
        italic=italic,
        artifact=any(name == "Artifact" for name, _ in marks),
        note=any(number in notes for _, number in marks),
    )


def _weight(text: Any, place: int) -> tuple[bool, bool]:  # noqa: ANN401
    """Whether a letter is bold, and whether it is italic."""
    flags, name = ctypes.c_int(0), ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(text, place, name, 128, flags)
    named = name.value.lower()
    bold = b"bold" in named or flags.value & FORCED_BOLD or raw.FPDFText_GetFontWeight(text, place) >= BOLD
    return bool(bold), bool(b"italic" in named or b"oblique" in named or flags.value & ITALIC)


def _marks(drawn: Any) -> Iterator[tuple[str, int]]:  # noqa: ANN401
    """How the content is marked (ISO 32000-1, 14.6): each name with its number in the structure, or -1."""
    for place in range(min(raw.FPDFPageObj_CountMarks(drawn), DEEPEST)):
        mark = raw.FPDFPageObj_GetMark(drawn, place)
        length, buffer, number = ctypes.c_ulong(0), (raw.FPDF_WCHAR * 64)(), ctypes.c_int(-1)
        raw.FPDFPageObjMark_GetName(mark, buffer, ctypes.sizeof(buffer), length)
        name = bytes(buffer)[: max(0, min(length.value, ctypes.sizeof(buffer)) - 2)].decode("utf-16-le", "replace")
        raw.FPDFPageObjMark_GetParamIntValue(mark, b"MCID", number)
        yield name, number.value


def _notes(page: Any) -> frozenset[int]:  # noqa: ANN401
    """The numbers of the marked content that the structure of a page calls a footnote."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return frozenset()
    found: set[int] = set()
    try:
        for place in range(raw.FPDF_StructTree_CountChildren(tree)):
            _walk(raw.FPDF_StructTree_GetChildAtIndex(tree, place), found, within=False, depth=0)
    finally:
        raw.FPDF_StructTree_Close(tree)
    return frozenset(found)


def _walk(element: Any, found: set[int], *, within: bool, depth: int) -> None:  # noqa: ANN401
    if not element or depth > DEEPEST:
        return
    buffer = (raw.FPDF_WCHAR * 32)()
    length = raw.FPDF_StructElement_GetType(element, buffer, ctypes.sizeof(buffer))
    name = bytes(buffer)[: max(0, min(length, ctypes.sizeof(buffer)) - 2)].decode("utf-16-le", "replace")
    within = within or name in NOTES
    for place in range(raw.FPDF_StructElement_CountChildren(element)):
        child = raw.FPDF_StructElement_GetChildAtIndex(element, place)
        if child:
            _walk(child, found, within=within, depth=depth + 1)
        elif within and (number := raw.FPDF_StructElement_GetChildMarkedContentID(element, place)) >= 0:
            found.add(number)


def _letter(text: Any, place: int) -> str:  # noqa: ANN401
    """What stands at a place; nothing for what is no character, NO_LETTER for one that is not known."""
    code = raw.FPDFText_GetUnicode(text, place)
    if raw.FPDFText_IsHyphen(text, place) == 1 or code in {0x02, 0xFFFE}:
        return "-"
    if not code or 0xD800 <= code < 0xE000 or code > sys.maxunicode:
        return NO_LETTER
    letter = chr(code)
    if letter in BULLETS:
        return BULLETS[letter]
    if letter.isspace() or letter == "\u00a0":
        return " "
    category = unicodedata.category(letter)
    if category == "Co":
        return NO_LETTER
    return "" if category == "Cc" else LIGATURES.get(letter, letter)


def _along(text: Any, place: int, style: _FontStyle) -> tuple[float, float]:  # noqa: ANN401
    """Where a character begins in the direction in which it is read, and the height of its baseline."""
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, place, x, y)
    return x.value * style.right + y.value * style.up, y.value * style.right - x.value * style.up


def _end(text: Any, place: int, at: float, style: _FontStyle) -> float:  # noqa: ANN401
    """Where a letter ends, by its ink."""
    box = [ctypes.c_double() for _ in range(4)]
    if not raw.FPDFText_GetCharBox(text, place, *box):
        return at
    left, right, bottom, top = (side.value for side in box)
    corners = [x * style.right + y * style.up for x in (left, right) for y in (bottom, top)]
    return max(at, *corners)


def _goes_on(word: _Word, one: _Character) -> bool:
    """Whether a letter belongs to a word, in the same type, where pdfium sees no white space between them."""
    level = abs(one.base - word.base) <= SAME_BASELINE * one.style.size
    return level and _is_near(word, one) and (word.style is one.style or word.style.look == one.style.look)


def _is_near(word: _Word, one: _Character) -> bool:
    size = word.style.size
    return abs(one.base - word.base) <= size and -size < one.at - word.end <= size


def _over(word: _Word, one: _Character) -> bool:
    """Whether something is printed over the last letter of a word."""
    return _is_near(word, one) and one.at < word.end - SAME_BASELINE * word.style.size


if __name__ == "__main__":
    main()
