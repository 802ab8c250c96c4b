"""OpenDocument texts (ODT): what LibreOffice and others keep of paragraphs, tables, notes and page styles.

odfdo opens the file and gives its parts and properties. Their elements are walked with lxml: odfdo refuses a document
that has an element of a namespace it does not know, and loses the text behind a comment.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from qa.domain import NO_PAGE, Line
from qa.errors import ReadingError
from qa.reading.footnotes import SUPERSCRIPT, Note
from qa.reading.numbering import Level, Numbering, roman
from qa.reading.office import source
from qa.reading.office_content import HIDDEN, Box, Grid, Kept, Part, Written, check_archive, check_depth, text_of
from qa.reading.source import Source
from qa.reading.symbols import UNKNOWN, UNREAD_SYMBOLS, in_font
from qa.reading.tables import number_of

NAMESPACES = {
    name: f"urn:oasis:names:tc:opendocument:xmlns:{rest}:1.0"
    for name, rest in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"),
    )
} | {"loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"}  # fmt: skip
PREFIXES = {namespace: name for name, namespace in NAMESPACES.items()}
TITLE_STYLE = re.compile(r"(?:title|titel)", re.IGNORECASE)
PARAGRAPHS = frozenset(("text:p", "text:h"))
# What is no text of the document: what was taken out, remarks in the margin, names of pictures.
LEFT_OUT = frozenset(
    """
    text:tracked-changes text:variable-decls text:sequence-decls text:user-field-decls text:dde-connection-decls
    office:forms office:annotation office:annotation-end office:event-listeners svg:title svg:desc text:ruby-text
    text:table-of-content-source text:illustration-index-source text:table-index-source
    text:alphabetical-index-source text:bibliography-source
    """.split()
)
CONTENTS = frozenset(
    """
    text:table-of-content text:illustration-index text:table-index text:alphabetical-index text:bibliography
    """.split()
)
BOXES = re.compile(r"draw:")  # frames and shapes, which hold paragraphs of their own
ROWS = frozenset(("table:table-header-rows", "table:table-rows", "table:table-row-group"))
AROUND = frozenset(f"style:{place}{kind}" for place in ("header", "footer") for kind in ("", "-first", "-left"))
FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "": "bullet"}
MOST_BASED = 20  # styles that are based on one another
MOST_SPACES = 100  # that one element stands for


def read(content: bytes) -> Source:
    """Read an OpenDocument text. Raises ReadingError when it is damaged, locked or no such text."""
    check_archive(content, "ODT-bestand (.odt)")
    from odfdo import Document  # noqa: PLC0415 - only who reads ODT pays for it
    from odfdo.security import SecurityError  # noqa: PLC0415

    try:
        document: Any = Document(io.BytesIO(content))
        if b"encryption-data" in bytes(document.container.get_part("META-INF/manifest.xml") or b""):
            raise ReadingError("dit ODT-bestand is met een wachtwoord beveiligd; bewaar het opnieuw zonder.")
        page, body = (_root(document.container.get_part(name)) for name in ("styles.xml", "content.xml"))
        reader = _OdtReader()
        reader.look_up(page)
        reader.look_up(body)
        text = next((one for part in _children(body) if _tag(part) == "office:body" for one in _children(part)), None)
        if text is None or _tag(text) != "office:text":
            raise ReadingError("dit is geen ODT-bestand (.odt) met tekst; bewaar het opnieuw als tekst.")
        parts = tuple(reader.parts(text))
        notes = reader.notes()
        around = tuple(part for one in _around(page) for part in reader.parts(one))
        title = (document.meta.title or "").strip()
    except ReadingError:
        raise
    except SecurityError as error:
        raise ReadingError("dit ODT-bestand is uitgepakt te groot; verklein de afbeeldingen of splits het.") from error
    except Exception as error:
        # odfdo lets any fault of a damaged file through as it comes: KeyError, TypeError, XML errors.
        raise ReadingError("dit ODT-bestand is beschadigd; open het en bewaar het opnieuw als .odt.") from error
    return source(Kept(parts, (*around, *reader.left_out), title, reader.warnings), notes)


def _around(page: Any) -> Iterator[Any]:  # noqa: ANN401 - lxml is read without its types
    for masters in _children(page):
        if _tag(masters) == "office:master-styles":
            for master in _children(masters):
                yield from (one for one in _children(master) if _tag(one) in AROUND)


@dataclass(frozen=True, slots=True)
class _OdtStyle:
    """What a style says of a paragraph or span; ``None`` where it says nothing."""

    title: bool = False
    hidden: bool | None = None
    bold: bool | None = None
    raised: bool | None = None
    font: str = ""
    base: str = ""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a paragraph stands: how deep, in which list, and whether the number of an item comes before it."""

    depth: int = 0
    list: str = ""
    level: int = -1
    number: str = ""


@dataclass(slots=True)
class _Told:
    """The texts of a paragraph with how they look, and the boxes in it."""

    texts: list[tuple[str, _OdtStyle]] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)


@dataclass(slots=True)
class _OdtReader:
    """Reads the parts of one file; each style is looked up once."""

    hidden: bool = False  # whether any text was
    unread: bool = False  # whether any symbol was
    left_out: list[Part] = field(default_factory=list)  # tables of contents
    _defined: dict[str, _OdtStyle] = field(default_factory=dict)
    _styles: dict[str, _OdtStyle] = field(default_factory=dict)
    _levels: dict[tuple[str, int], Level] = field(default_factory=dict)
    _numbering: Numbering = field(default_factory=Numbering)
    _notes: dict[str, list[Any]] = field(default_factory=lambda: {"footnote": [], "endnote": []})

    @property
    def warnings(self) -> tuple[str, ...]:
        """What was doubtful in what was read so far, in Dutch."""
        return (*((HIDDEN,) if self.hidden else ()), *((UNREAD_SYMBOLS,) if self.unread else ()))

    def look_up(self, root: Any) -> None:  # noqa: ANN401
        """Read the styles of a part: of paragraphs, spans and lists."""
        for group in _children(root):
            if _tag(group) not in {"office:styles", "office:automatic-styles"}:
                continue
            for style in _children(group):
                name = _of(style, "style:name")
                if _tag(style) == "text:list-style":
                    self._levels |= {(name, depth): level for depth, level in _levels(style)}
                elif _tag(style) == "style:style":
                    self._defined[name] = _own(style)
        lists = {name: name for name, _ in self._levels}
        self._numbering = Numbering(lists, self._levels)

    def parts(self, holder: Any, place: _Place = _Place()) -> Iterator[Part]:  # noqa: ANN401 - it is frozen
        """The paragraphs and tables of an element in order; a text box follows on the paragraph that it stands in."""
        check_depth(place.depth)
        below = _Place(place.depth + 1, place.list, place.level)
        for element in _children(holder):
            tag = _tag(element)
            if tag in PARAGRAPHS:
                yield from self._paragraph(element, place)
                place = _Place(place.depth, place.list, place.level)  # the number stands before the first only
            elif tag == "text:list":
                yield from self._list(element, place)
            elif tag == "table:table":
                yield self._grid(element, below)
            elif tag == "text:section" and _of(element, "text:display") == "none":
                self.hidden = True
            elif tag in CONTENTS:
                self.left_out += self.parts(element, below)
            elif tag not in LEFT_OUT:
                yield from self.parts(element, below)

    def _list(self, element: Any, place: _Place) -> Iterator[Part]:  # noqa: ANN401
        name, level = _of(element, "text:style-name") or place.list, place.level + 1
        goes_on = _of(element, "text:continue-numbering") == "true" or _of(element, "text:continue-list")
        if not goes_on:
            self._numbering.restart(name, level)
        for item in _children(element):
            number = self._numbering.next(name, level) if _tag(item) == "text:list-item" else ""
            yield from self.parts(item, _Place(place.depth + 1, name, level, number))

    def _paragraph(self, element: Any, place: _Place) -> Iterator[Part]:  # noqa: ANN401
        style = self._style(_of(element, "text:style-name"))
        told = _Told()
        self._tell(element, style, told)
        text = "".join(text for text, _ in told.texts)
        outline = number_of(_of(element, "text:outline-level")) if _tag(element) == "text:h" else int(style.title)
        yield Written(text, outline, place.level >= 0 and not outline, place.number, _opening_bold(told.texts))
        for box in told.boxes:
            yield Grid(((Box(tuple(self.parts(box, _Place(place.depth + 1)))),),))

    def _tell(self, holder: Any, style: _OdtStyle, told: _Told) -> None:  # noqa: ANN401
        """Collect the texts of a paragraph or span, those behind its children too."""
        self._put(holder.text, style, told)
        for element in _children(holder):
            tag = _tag(element)
            if tag == "text:note":
                self._notes.setdefault(_of(element, "text:note-class"), []).append(element)
            elif BOXES.match(tag):
                told.boxes.append(element)
            elif tag.startswith("text:hidden-"):
                self.hidden = True
            elif (printed := _printed(element)) is not None:
                self._put(printed, style, told)
            elif tag not in LEFT_OUT:
                inner = _based(self._style(_of(element, "text:style-name")), style) if tag == "text:span" else style
                self._tell(element, inner, told)
            self._put(element.tail, style, told)

    def _put(self, text: str | None, style: _OdtStyle, told: _Told) -> None:
        if text and style.hidden:
            self.hidden = self.hidden or bool(text.strip())
        elif text:
            text = in_font(text, style.font.rstrip("0123456789"))  # "Symbol1" is how a program declares Symbol
            self.unread = self.unread or UNKNOWN in text
            raised = style.raised and text.strip().isdecimal()
            told.texts.append((text.translate(SUPERSCRIPT) if raised else text, style))

    def _style(self, name: str) -> _OdtStyle:
        if name not in self._styles:
            found, base = _OdtStyle(), name
            for _ in range(MOST_BASED):
                own = self._defined.get(base)
                if own is None:
                    break
                found, base = _based(found, own), own.base
            self._styles[name] = found
        return self._styles[name]

    def _grid(self, table: Any, place: _Place) -> Grid:  # noqa: ANN401
        rows = list(_rows(table))
        header = any(_tag(part) == "table:table-header-rows" for part in _children(table))
        return Grid(tuple(tuple(self._box(cell, place) for cell in _cells(row)) for row in rows), header)

    def _box(self, cell: Any, place: _Place) -> Box:  # noqa: ANN401
        """A cell; an empty one stands for itself, however often the file repeats it to the end of the row."""
        parts = tuple(self.parts(cell, _Place(place.depth + 1)))
        spanned = number_of(_of(cell, "table:number-columns-spanned"))
        repeated = number_of(_of(cell, "table:number-columns-repeated")) if text_of(parts) else 1
        return Box(parts, spanned * repeated)

    def notes(self) -> tuple[Note, ...]:
        """The notes in the order of the text, numbered as it numbers them: 1, 2, 3 and i, ii, iii."""
        found: list[Note] = []
        for kind, mark in (("footnote", str), ("endnote", roman)):
            for number, note in enumerate(self._notes[kind], 1):
                bodies = (part for part in _children(note) if _tag(part) == "text:note-body")
                if text := " ".join(text_of(tuple(self.parts(body))) for body in bodies):
                    found.append(Note(mark(number), (Line(text, NO_PAGE, 0),)))
        return tuple(found)


def _root(part: bytes) -> Any:  # noqa: ANN401
    from lxml import etree  # noqa: PLC0415

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(part, parser)


def _children(element: Any) -> list[Any]:  # noqa: ANN401
    return [child for child in element if isinstance(child.tag, str)]  # an entity is no element


def _tag(element: Any) -> str:  # noqa: ANN401
    """The name of an element as OpenDocument writes it ("text:p"); that of another namespace stays as it is."""
    namespace, _, name = element.tag.rpartition("}")
    prefix = PREFIXES.get(namespace[1:])
    return f"{prefix}:{name}" if prefix else element.tag


def _of(element: Any, name: str) -> str:  # noqa: ANN401
    prefix, _, local = name.partition(":")
    return str(element.get(f"{{{NAMESPACES[prefix]}}}{local}") or "")


def _printed(element: Any) -> str | None:  # noqa: ANN401
    """What an element stands for; ``None`` for one that may hold others."""
    if _tag(element) == "text:s":
        return " " * min(number_of(_of(element, "text:c")), MOST_SPACES)
    return {"text:tab": "\t", "text:line-break": "\n", "text:soft-page-break": ""}.get(_tag(element))


def _rows(table: Any) -> Iterator[Any]:  # noqa: ANN401
    for part in _children(table):
        if _tag(part) == "table:table-row" and _of(part, "table:visibility") != "collapse":
            yield part
        elif _tag(part) in ROWS:
            yield from _rows(part)


def _cells(row: Any) -> Iterator[Any]:  # noqa: ANN401
    """The cells of a row; what another cell covers is empty, and to the right of that it is part of it."""
    covered = 0
    for cell in _children(row):
        if _tag(cell) == "table:table-cell":
            covered = number_of(_of(cell, "table:number-columns-spanned")) - 1
            yield cell
        elif _tag(cell) == "table:covered-table-cell" and covered <= 0:
            yield cell  # of a cell in the row above
        else:
            covered -= number_of(_of(cell, "table:number-columns-repeated"))


def _own(style: Any) -> _OdtStyle:  # noqa: ANN401
    """What a style itself says."""
    names = (_of(style, "style:name"), _of(style, "style:display-name"))
    look = next((part for part in _children(style) if _tag(part) == "style:text-properties"), None)
    shown, weight, place, font = (
        _of(look, name) if look is not None else ""
        for name in ("text:display", "fo:font-weight", "style:text-position", "style:font-name")
    )
    return _OdtStyle(
        title=any(TITLE_STYLE.fullmatch(name) for name in names),
        hidden=shown == "none" if shown else None,
        bold=weight in {"bold", "600", "700", "800", "900"} if weight else None,
        raised=place.startswith("super") or (place[:1].isdigit() and not place.startswith("0")) if place else None,
        font=font,
        base=_of(style, "style:parent-style-name"),
    )


def _based(style: _OdtStyle, base: _OdtStyle) -> _OdtStyle:
    return _OdtStyle(
        style.title or base.title,
        base.hidden if style.hidden is None else style.hidden,
        base.bold if style.bold is None else style.bold,
        base.raised if style.raised is None else style.raised,
        style.font or base.font,
    )


def _levels(style: Any) -> Iterator[tuple[int, Level]]:  # noqa: ANN401
    for level in _children(style):
        depth = number_of(_of(level, "text:level")) - 1
        if _tag(level) != "text:list-level-style-number":
            yield depth, Level("bullet")
            continue
        listed = re.sub(r"%(\d)%", r"%\1", _of(level, "loext:num-list-format"))
        written = FORMATS.get(_of(level, "style:num-format"), "decimal")
        printed = listed or f"{_of(level, 'style:num-prefix')}%{depth + 1}{_of(level, 'style:num-suffix')}"
        yield depth, Level(written, number_of(_of(level, "text:start-value")), printed.strip())


def _opening_bold(texts: list[tuple[str, _OdtStyle]]) -> str:
    opening = []
    for text, style in texts:
        if not style.bold and text.strip():
            break
        opening.append(text)
    return "".join(opening).strip()
