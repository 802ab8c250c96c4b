"""Word files (DOCX) by python-docx: what Word keeps of paragraphs, tables, styles, notes, headers and footers."""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from qa.domain import NO_PAGE, Line
from qa.errors import ReadingError
from qa.reading.footnotes import SUPERSCRIPT, Note
from qa.reading.numbering import Numbering, numbering_of, roman
from qa.reading.office import source
from qa.reading.office_content import HIDDEN, Box, Grid, Kept, Part, Written, check_archive, check_depth, text_of
from qa.reading.source import Source
from qa.reading.symbols import MATH, UNKNOWN, UNREAD_SYMBOLS, formula, in_font, symbol
from qa.reading.tables import number_of

# "Heading 2", "Kop 2", in the language of the Word that made the file; the id of the style is English.
HEADING_STYLE = re.compile(r"(?:heading|kop|titre|überschrift)\s*(?P<level>[1-9])", re.IGNORECASE)
TITLE_STYLE = re.compile(r"(?:title|titel)", re.IGNORECASE)
LIST_STYLE = re.compile(r"(?:list|lijst)", re.IGNORECASE)
CONTENTS_STYLE = re.compile(r"(?:toc|inhopg|inhoudsopgave)\s*\d", re.IGNORECASE)  # of lines of a table of contents
MOST_BASED = 20  # styles that are based on one another
NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARAGRAPH, TABLE, ROW, CELL = (f"{NAMESPACE}{name}" for name in ("p", "tbl", "tr", "tc"))
RUN, TEXT, TEXT_BOX = f"{NAMESPACE}r", f"{NAMESPACE}t", f"{NAMESPACE}txbxContent"
# What was taken out or moved away, what is written once more for old programs, and what is no text.
LEFT_OUT = frozenset(
    (*(f"{NAMESPACE}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "tblPr", "tcPr", "trPr", "instrText",
    "rt", "sectPr", "delText", "footnoteRef", "endnoteRef")),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
)  # fmt: skip
BREAKS = frozenset(f"{NAMESPACE}{name}" for name in ("br", "cr"))
TABS = frozenset(f"{NAMESPACE}{name}" for name in ("tab", "ptab"))
HYPHEN, SYMBOL, FORMULA = f"{NAMESPACE}noBreakHyphen", f"{NAMESPACE}sym", f"{MATH}oMath"
REFERENCES = {f"{NAMESPACE}{name}Reference": name for name in ("footnote", "endnote")}
OFF = frozenset(("0", "false", "off", "none"))
AROUND = re.compile(r"/word/(?:header|footer)\d*\.xml")
FOOTNOTES, ENDNOTES, NUMBERING, STYLES = (
    f"/word/{name}.xml" for name in ("footnotes", "endnotes", "numbering", "styles")
)


def read(content: bytes) -> Source:
    """Read a Word file. Raises ReadingError when it is damaged, locked or no Word file."""
    check_archive(content, "Word-bestand (.docx)")
    from docx import Document  # noqa: PLC0415 - only who reads Word pays for it

    try:
        document = Document(io.BytesIO(content))
        reader = _WordReader(_parts(document))
        body = tuple(reader.parts(document.element.body))
        around = tuple(
            part for name in sorted(reader.files) if AROUND.fullmatch(name) for part in reader.parts(reader.root(name))
        )
        notes = (*reader.notes("footnote", FOOTNOTES, str), *reader.notes("endnote", ENDNOTES, roman))
        title = (document.core_properties.title or "").strip()
    except ReadingError:
        raise
    except Exception as error:
        # python-docx lets any fault of a damaged file through as it comes: KeyError, AttributeError, XML errors.
        raise ReadingError(
            "dit Word-bestand is beschadigd; open het in Word en bewaar het opnieuw als .docx."
        ) from error
    return source(Kept(body, (*around, *reader.left_out), title, reader.warnings), notes)


def _parts(document: Any) -> dict[str, bytes]:  # noqa: ANN401 - python-docx is read without its types
    """The parts of a file that are read besides its body, by name."""
    wanted = {FOOTNOTES, ENDNOTES, NUMBERING, STYLES}
    names = ((str(part.partname), part) for part in document.part.package.iter_parts())
    return {name: part.blob for name, part in names if name in wanted or AROUND.fullmatch(name)}


@dataclass(frozen=True, slots=True)
class _WordStyle:
    """What a style says of a paragraph or run, with what it takes from those that it is based on."""

    level: int = 0
    item: bool = False
    contents: bool = False
    hidden: bool | None = None
    bold: bool | None = None
    number: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class _Look:
    """How a run looks: hidden, bold or raised."""

    hidden: bool = False
    bold: bool = False
    raised: bool = False


@dataclass(slots=True)
class _WordReader:
    """Reads the parts of one file; each style is looked up once."""

    files: dict[str, bytes]
    hidden: bool = False  # whether any text was
    unread: bool = False  # whether any symbol was
    left_out: list[Written] = field(default_factory=list)  # the lines of tables of contents
    _styles: dict[str, _WordStyle] = field(default_factory=dict)
    _defined: dict[str, Any] = field(default_factory=dict)
    _default: str = ""
    _numbering: Numbering = field(default_factory=Numbering)
    _referred: dict[str, list[str]] = field(default_factory=lambda: {"footnote": [], "endnote": []})

    def __post_init__(self) -> None:
        if (styles := self.root(STYLES)) is not None:
            self._defined = {str(style.get(_w("styleId"))): style for style in styles.iter(_w("style"))}
            usual = (s for s in self._defined.values() if s.get(_w("default")) and s.get(_w("type")) == "paragraph")
            self._default = next((str(style.get(_w("styleId"))) for style in usual), "")
        self._numbering = numbering_of(self.root(NUMBERING))

    @property
    def warnings(self) -> tuple[str, ...]:
        """What was doubtful in what was read so far, in Dutch."""
        return (*((HIDDEN,) if self.hidden else ()), *((UNREAD_SYMBOLS,) if self.unread else ()))

    def root(self, name: str) -> Any:  # noqa: ANN401
        """The root element of a part, or ``None`` when the file has no such part."""
        from lxml import etree  # noqa: PLC0415

        if name not in self.files:
            return None
        return etree.fromstring(self.files[name], etree.XMLParser(resolve_entities=False, no_network=True))

    def parts(self, holder: Any, depth: int = 0) -> Iterator[Part]:  # noqa: ANN401
        """The paragraphs and tables of an element in order, also those in the fields of a form and in text boxes.

        A text box follows on the paragraph that it is anchored in.
        """
        check_depth(depth)
        for element in holder:
            if element.tag == TABLE:
                yield self._grid(element, depth)
            elif element.tag == PARAGRAPH:
                yield from self._paragraph(element, depth)
            elif element.tag not in LEFT_OUT and isinstance(element.tag, str):
                yield from self.parts(element, depth)

    def _paragraph(self, element: Any, depth: int) -> Iterator[Part]:  # noqa: ANN401
        style = self._style_of(element.find(f"{_w('pPr')}/{_w('pStyle')}"), self._default)
        runs: list[tuple[str, _Look]] = []
        boxes: list[Any] = []
        self._runs(element, style, runs, boxes)
        text = "".join(text for text, _ in runs)
        if style.contents:
            self.left_out.append(Written(text))
        else:
            number = self._number(element, style) if text.strip() or not boxes else ""
            yield Written(text, style.level, _is_item(element, style), number, _opening_bold(runs))
        for box in boxes:
            yield Grid(((Box(tuple(self.parts(box, depth + 1))),),))

    def _runs(self, holder: Any, style: _WordStyle, runs: list[tuple[str, _Look]], boxes: list[Any]) -> None:  # noqa: ANN401
        """Collect the texts of a paragraph with how they look, and the text boxes in it."""
        for element in holder:
            if element.tag in LEFT_OUT or not isinstance(element.tag, str):
                continue
            if element.tag == TEXT_BOX:
                boxes.append(element)
            elif element.tag == FORMULA:
                runs.append((formula(element), self._look(None, style)))
            elif element.tag == RUN:
                self._run(element, style, runs, boxes)
            else:
                self._runs(element, style, runs, boxes)

    def _run(self, run: Any, style: _WordStyle, runs: list[tuple[str, _Look]], boxes: list[Any]) -> None:  # noqa: ANN401
        properties = run.find(_w("rPr"))
        look = self._look(properties, style)
        own_mark = False
        for element in run:
            if element.tag in REFERENCES:
                self._referred[REFERENCES[element.tag]].append(str(element.get(_w("id"))))
                own_mark = own_mark or element.get(_w("customMarkFollows"), "0") not in OFF
                continue
            text = _printed(element, properties)
            self.unread = self.unread or (bool(text) and UNKNOWN in str(text) and not look.hidden)
            if text is None:
                self._runs((element,), style, runs, boxes)
            elif text and look.hidden:
                self.hidden = self.hidden or bool(text.strip())
            elif text and not own_mark:
                raised = look.raised and text.strip().isdecimal()
                runs.append((text.translate(SUPERSCRIPT) if raised else text, look))

    def _look(self, properties: Any, style: _WordStyle) -> _Look:  # noqa: ANN401
        if properties is None:
            return _Look(bool(style.hidden), bool(style.bold))
        named = self._style_of(properties.find(_w("rStyle")), "")

        def on(name: str, *otherwise: bool | None) -> bool:
            given = (_switch(properties.find(_w(name))), *otherwise)
            return next((value for value in given if value is not None), False)

        place = properties.find(_w("vertAlign"))
        raised = place is not None and place.get(_w("val")) == "superscript"
        return _Look(on("vanish", named.hidden, style.hidden), on("b", named.bold, style.bold), raised)

    def _style_of(self, reference: Any, otherwise: str) -> _WordStyle:  # noqa: ANN401
        name = otherwise if reference is None else str(reference.get(_w("val")))
        if name not in self._styles:
            self._styles[name] = self._read_style(name)
        return self._styles[name]

    def _read_style(self, name: str) -> _WordStyle:
        """Read a style; the nearest of those that it is based on wins."""
        found = _WordStyle()
        for _ in range(MOST_BASED):
            style = self._defined.get(name)
            if style is None:
                break
            found = _based(found, _own(name, style))
            base = style.find(_w("basedOn"))
            name = "" if base is None else str(base.get(_w("val")))
        return found

    def _number(self, element: Any, style: _WordStyle) -> str:  # noqa: ANN401
        own = _number_in(element.find(_w("pPr")), style.number[1] if style.number else 0) or style.number
        return self._numbering.next(*own) if own and own[0] != "0" else ""

    def _grid(self, table: Any, depth: int) -> Grid:  # noqa: ANN401
        every = list(_within(table, ROW))
        rows = [row for row in every if row.find(f"{_w('trPr')}/{_w('hidden')}") is None]
        self.hidden = self.hidden or len(rows) < len(every)
        header = bool(rows) and rows[0].find(f"{_w('trPr')}/{_w('tblHeader')}") is not None
        return Grid(tuple(tuple(self._box(cell, depth) for cell in _within(row, CELL)) for row in rows), header)

    def _box(self, cell: Any, depth: int) -> Box:  # noqa: ANN401
        """A cell; one that goes on from the row above is empty."""
        span = cell.find(f"{_w('tcPr')}/{_w('gridSpan')}")
        columns = 1 if span is None else number_of(span.get(_w("val")))
        merged = cell.find(f"{_w('tcPr')}/{_w('vMerge')}")
        goes_on = merged is not None and merged.get(_w("val")) != "restart"
        return Box(() if goes_on else tuple(self.parts(cell, depth + 1)), columns)

    def notes(self, tag: str, name: str, mark: Callable[[int], str]) -> Iterator[Note]:
        """The notes of a part in the order in which the text refers to them, those that it does not last."""
        root = self.root(name)
        kept = {} if root is None else {str(n.get(_w("id"))): n for n in root.iter(_w(tag)) if not n.get(_w("type"))}
        order = [id for id in dict.fromkeys((*self._referred[tag], *kept)) if id in kept]  # noqa: A001
        texts = [text for text in (text_of(tuple(self.parts(kept[id]))) for id in order) if text]  # noqa: A001
        for number, text in enumerate(texts, 1):
            yield Note(mark(number), (Line(text, NO_PAGE, 0),))


def _w(name: str) -> str:
    return NAMESPACE + name


def _within(holder: Any, tag: str) -> Iterator[Any]:  # noqa: ANN401
    """The rows of a table or the cells of a row, also those in the fields of a form; not of a table within."""
    for element in holder:
        if element.tag == tag:
            yield element
        elif element.tag not in LEFT_OUT and element.tag not in {TABLE, PARAGRAPH}:
            yield from _within(element, tag)


def _printed(element: Any, properties: Any) -> str | None:  # noqa: ANN401
    """What an element of a run prints; ``None`` for one that may hold others."""
    if element.tag == TEXT:
        fonts = None if properties is None else properties.find(_w("rFonts"))
        return in_font(element.text or "", "" if fonts is None else str(fonts.get(_w("ascii")) or ""))
    if element.tag in BREAKS:
        return "\n"
    if element.tag in TABS:
        return "\t"
    if element.tag == SYMBOL:
        return symbol(str(element.get(_w("font")) or ""), str(element.get(_w("char")) or ""))
    return "-" if element.tag == HYPHEN else None


def _opening_bold(runs: list[tuple[str, _Look]]) -> str:
    opening = []
    for text, look in runs:
        if not look.bold and text.strip():
            break
        opening.append(text)
    return "".join(opening).strip()


def _is_item(element: Any, style: _WordStyle) -> bool:  # noqa: ANN401
    return style.item or element.find(f"{_w('pPr')}/{_w('numPr')}") is not None


def _own(name: str, style: Any) -> _WordStyle:  # noqa: ANN401
    """What a style itself says."""
    named = style.find(_w("name"))
    names = (name, "" if named is None else str(named.get(_w("val"))))
    headings = [match for text in names if (match := HEADING_STYLE.match(text))]
    titled = any(TITLE_STYLE.fullmatch(text) for text in names)
    run = style.find(_w("rPr"))
    return _WordStyle(
        level=int(headings[0]["level"]) if headings else int(titled),
        item=LIST_STYLE.match(name) is not None and style.get(_w("type")) == "paragraph",
        contents=any(CONTENTS_STYLE.match(text) for text in names),
        hidden=None if run is None else _switch(run.find(_w("vanish"))),
        bold=None if run is None else _switch(run.find(_w("b"))),
        number=_number_in(style.find(_w("pPr")), 0),
    )


def _based(style: _WordStyle, base: _WordStyle) -> _WordStyle:
    return _WordStyle(
        style.level or base.level,
        style.item or base.item,
        style.contents or base.contents,
        base.hidden if style.hidden is None else style.hidden,
        base.bold if style.bold is None else style.bold,
        style.number or base.number,
    )


def _number_in(properties: Any, depth: int) -> tuple[str, int] | None:  # noqa: ANN401
    """The list of a paragraph or style, and how deep it stands in it."""
    found = None if properties is None else properties.find(_w("numPr"))
    number = None if found is None else found.find(_w("numId"))
    if found is None or number is None:
        return None
    level = found.find(_w("ilvl"))
    given = "" if level is None else str(level.get(_w("val")))
    return str(number.get(_w("val"))), int(given) if given.isdecimal() and len(given) == 1 else depth


def _switch(element: Any) -> bool | None:  # noqa: ANN401
    """Whether a property is on; ``None`` where it is not given."""
    return None if element is None else element.get(_w("val"), "1") not in OFF
