"""Word files (DOCX) by python-docx."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from qa.domain import NO_PAGE, Line, ParagraphKind
from qa.errors import ReadingError
from qa.reading.blocks import Block
from qa.reading.footnotes import Note
from qa.reading.layout import Structure
from qa.reading.questions import pair_up
from qa.reading.source import Described, Source, block, from_structure
from qa.reading.tables import Cell, number_of, spread, table_rows

LARGEST_UNPACKED = 400 * 1024**2  # bytes; a zip that unpacks to more was made to break its reader
MOST_PARTS = 10_000
# "Heading 2", "Kop 2", in the language of the Word that made the file; the id of the style is English.
HEADING_STYLE = re.compile(r"(?:heading|kop|titre|überschrift)\s*(?P<level>[1-9])", re.IGNORECASE)
TITLE_STYLE = re.compile(r"(?:title|titel)", re.IGNORECASE)
NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARAGRAPH, TABLE, TEXT_BOX = f"{NAMESPACE}p", f"{NAMESPACE}tbl", f"{NAMESPACE}txbxContent"
# What holds paragraphs and tables without being either: fields of a form, changes that were kept.
HOLDERS = frozenset(f"{NAMESPACE}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
FOOTNOTES, ENDNOTES = "/word/footnotes.xml", "/word/endnotes.xml"
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def read(content: bytes) -> Source:
    """Read a Word file. Raises ReadingError when it is damaged, locked or no Word file."""
    _check_size(content)
    from docx import Document  # noqa: PLC0415 - only who reads Word pays for it

    try:
        document = Document(io.BytesIO(content))
        body = tuple(_blocks(document))
        notes = _notes(document)
        described = _described(document)
    except ReadingError:
        raise
    except Exception as error:
        # python-docx lets any fault of a damaged file through as it comes: KeyError, AttributeError, XML errors.
        raise ReadingError(
            "dit Word-bestand is beschadigd; open het in Word en bewaar het opnieuw als .docx."
        ) from error
    return from_structure(Structure(tuple(pair_up(body)), notes), described)


def _check_size(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise ReadingError(
            "dit is geen Word-bestand (.docx), of het is met een wachtwoord beveiligd; bewaar het opnieuw zonder."
        ) from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise ReadingError("dit Word-bestand is uitgepakt te groot; verklein de afbeeldingen of splits het.")


def _blocks(document: Any) -> Iterator[Block]:  # noqa: ANN401 - python-docx is read without its types
    from docx.text.paragraph import Paragraph  # noqa: PLC0415

    items: list[str] = []  # of the list that is being read, with the sentence that introduces it
    for element in _elements(document.element.body):
        if element.tag == TABLE:
            yield from _list(items)
            items = []
            if texts := table_rows(spread(_cells(element))):
                yield block(ParagraphKind.TABLE, *texts)
            continue
        part = Paragraph(element, document._body)  # noqa: SLF001 - python-docx needs to know where the styles are
        text, level = _text(element), _level(part)
        if not text:
            continue
        if _is_item(part) and not level:
            items.append(text)
            continue
        yield from _list(items)
        items = []
        if level:
            yield block(ParagraphKind.HEADING, text, level=level)
        elif text.endswith(":"):
            items = [text]
        else:
            yield block(ParagraphKind.TEXT, text)
    yield from _list(items)


def _elements(holder: Any) -> Iterator[Any]:  # noqa: ANN401
    """The paragraphs and tables of a document in order: also those in the fields of a form and in text boxes.

    python-docx passes over what stands in a field, though letters are often made from a form. A text box follows on
    the paragraph that it is anchored in.
    """
    for element in holder:
        if element.tag in {TABLE, PARAGRAPH}:
            yield element
            for box in element.iter(TEXT_BOX):
                if not _is_aside(box, element):
                    yield from _elements(box)
        elif element.tag in HOLDERS:
            yield from _elements(element)


def _cells(table: Any) -> Iterator[list[Cell]]:  # noqa: ANN401
    """The cells of a table as they are written; one that goes on from the row above is empty there."""
    for row in table.iter(f"{NAMESPACE}tr"):
        if next(row.iterancestors(TABLE)) is not table:
            continue  # of a table within a cell
        own = [cell for cell in row.iter(f"{NAMESPACE}tc") if next(cell.iterancestors(f"{NAMESPACE}tr")) is row]
        yield [Cell("" if _goes_on(cell) else _text(cell), _columns(cell)) for cell in own]


def _columns(cell: Any) -> int:  # noqa: ANN401
    span = cell.find(f"{NAMESPACE}tcPr/{NAMESPACE}gridSpan")
    return 1 if span is None else number_of(span.get(f"{NAMESPACE}val"))


def _goes_on(cell: Any) -> bool:  # noqa: ANN401
    merged = cell.find(f"{NAMESPACE}tcPr/{NAMESPACE}vMerge")
    return merged is not None and merged.get(f"{NAMESPACE}val") != "restart"


def _list(items: list[str]) -> Iterator[Block]:
    if items:
        yield block(ParagraphKind.TEXT, *items)


def _level(paragraph: Any) -> int:  # noqa: ANN401
    """The rank of a heading, from its style or those that the style is based on; 0 for other paragraphs."""
    style = paragraph.style
    for _ in range(10):
        if style is None:
            return 0
        for name in (style.style_id or "", style.name or ""):
            if match := HEADING_STYLE.match(name):
                return int(match["level"])
            if TITLE_STYLE.fullmatch(name):
                return 1
        style = style.base_style
    return 0


def _is_item(paragraph: Any) -> bool:  # noqa: ANN401
    properties = paragraph._p.pPr  # noqa: SLF001
    numbered = properties is not None and properties.numPr is not None
    style = paragraph.style
    return numbered or (style is not None and (style.style_id or "").lower().startswith(("list", "lijst")))


def _text(element: Any) -> str:  # noqa: ANN401
    """The text of a paragraph or cell, with what stands in links, fields and insertions, without what was deleted."""
    parts: list[str] = []
    for node in element.iter():
        if node.tag == f"{NAMESPACE}t" and not _is_aside(node, element):
            parts.append(node.text or "")
        elif node.tag in {f"{NAMESPACE}tab", f"{NAMESPACE}br", f"{NAMESPACE}cr", f"{NAMESPACE}ptab", f"{NAMESPACE}p"}:
            parts.append(" ")
        elif node.tag == f"{NAMESPACE}noBreakHyphen":
            parts.append("-")
    return " ".join("".join(parts).split())


def _is_aside(node: Any, element: Any) -> bool:  # noqa: ANN401
    """Whether a text is not the paragraph's own: moved away, in a text box, or that as written for old programs."""
    above = node.getparent()
    while above is not None and above is not element:
        if above.tag.endswith(("}Fallback", "}moveFrom", "}del", "}txbxContent")):
            return True
        above = above.getparent()
    return False


def _notes(document: Any) -> tuple[Note, ...]:  # noqa: ANN401
    """The footnotes, numbered 1, 2, 3, and the endnotes, numbered i, ii, iii, as Word does."""
    feet, ends = _notes_in(document, FOOTNOTES, "footnote"), _notes_in(document, ENDNOTES, "endnote")
    marked = [(str(number), text) for number, text in enumerate(feet, 1)]
    marked += [(_roman(number), text) for number, text in enumerate(ends, 1)]
    return tuple(Note(mark, (Line(text, NO_PAGE, 0),)) for mark, text in marked)


def _notes_in(document: Any, name: str, tag: str) -> list[str]:  # noqa: ANN401
    from lxml import etree  # noqa: PLC0415

    part = next((p for p in document.part.package.iter_parts() if str(p.partname) == name), None)
    if part is None:
        return []
    root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
    texts = (_text(note) for note in root.iter(f"{NAMESPACE}{tag}") if not note.get(f"{NAMESPACE}type"))
    return [text for text in texts if text]


def _roman(number: int) -> str:
    letters = []
    for value, numeral in ROMAN:
        letters.append(numeral * (number // value))
        number %= value
    return "".join(letters)


def _described(document: Any) -> Described:  # noqa: ANN401
    """The title that Word keeps; its date is that of the file, which says nothing of the letter."""
    return Described(title=(document.core_properties.title or "").strip())
