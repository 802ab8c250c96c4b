"""Web pages: those of officielebekendmakingen.nl, and plain HTML."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from qa.domain import NO_PAGE, Line, ParagraphKind
from qa.errors import ReadingError
from qa.parliament.dates import parse_date, parse_iso_date
from qa.parliament.identity import is_publication_id
from qa.reading.blocks import Block
from qa.reading.footnotes import Note
from qa.reading.layout import Structure
from qa.reading.questions import pair_up
from qa.reading.source import Described, Source, block, from_structure
from qa.reading.tables import Cell, number_of, spread, table_rows

# What surrounds the text of a page, or is none.
AROUND = frozenset(
    """
    script style noscript template nav header footer aside form button select textarea iframe svg object embed video
    audio canvas head
    """.split()
)
BLOCKS = frozenset(
    """
    address article blockquote body dd div dl dt fieldset figure figcaption h1 h2 h3 h4 h5 h6 hr html li main ol p pre
    section table ul tr td th tbody thead tfoot caption center details summary
    """.split()
)
HEADING = re.compile(r"h([1-6])")
DEEPEST = 200  # elements within one another; a page that is deeper was made to break its reader


def read(content: bytes) -> Source:
    """Read a web page. Raises ReadingError when it holds no text or cannot be understood."""
    from lxml import etree, html  # noqa: PLC0415 - only who reads HTML pays for it

    try:
        root = html.document_fromstring(content, parser=html.HTMLParser(no_network=True, encoding=_encoding(content)))
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise ReadingError("deze webpagina is niet te lezen; bewaar haar opnieuw als HTML.") from error
    described = _described(root)
    notes = _take_notes(root)
    body = tuple(_blocks(_main(root), 0))
    return from_structure(Structure(tuple(pair_up(body)), notes), described)


def _encoding(content: bytes) -> str | None:
    """UTF-8 where it is; otherwise what the page says of itself."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _main(root: Any) -> Any:  # noqa: ANN401 - lxml is read without its types
    """The part of the page that holds the text: of a publication its "stuk", else what is marked as the main part."""
    for path in ("//div[contains(concat(' ', @class, ' '), ' stuk ')]", "//main", "//article", "//body"):
        found = root.xpath(path)
        if found and _text(found[0]):
            return found[0]
    return root


def _take_notes(root: Any) -> tuple[Note, ...]:  # noqa: ANN401
    """Take the footnotes out of the page, and the marks that refer to them out of the text."""
    notes: list[Note] = []
    for holder in root.xpath("//*[@id='noten'] | //*[contains(concat(' ', @class, ' '), ' noten ')]"):
        marked = holder.xpath(".//*[contains(concat(' ', @class, ' '), ' noot ')]")
        for note in marked or holder.xpath(".//li[not(.//li)] | .//p[not(ancestor::li)]"):
            for heading in note.xpath(".//h1 | .//h2 | .//h3 | .//h4 | .//h5 | .//h6"):
                heading.drop_tree()  # "sluiten"
            text = _text(note).lstrip("^ ")
            mark = re.match(r"\[?(\d{1,3})[\]).]?\s*", text)
            number = mark[1] if mark else str(len(notes) + 1)
            if rest := text[mark.end() :] if mark else text:
                notes.append(Note(number, (Line(rest, NO_PAGE, 0),)))
        holder.drop_tree()
    for link in root.xpath("//sup[a] | //a[contains(@class, 'noot')] | //a[contains(@href, '#n') and parent::sup]"):
        if link.getparent() is not None and re.fullmatch(r"[\[(]?\d+[\])]?", _text(link)):
            link.drop_tree()
    return tuple(notes)


def _blocks(element: Any, depth: int) -> Iterator[Block]:  # noqa: ANN401
    """The blocks of an element in order; text between them is a paragraph of its own."""
    if depth > DEEPEST:
        raise ReadingError("deze webpagina zit te diep in elkaar; bewaar haar opnieuw als eenvoudige HTML.")
    loose = [element.text or ""]
    for child in element:
        if not isinstance(child.tag, str) or child.tag in AROUND:
            loose.append(child.tail or "")
        elif child.tag == "br":
            loose.append("\n" + (child.tail or ""))
        elif child.tag in BLOCKS or _holds_blocks(child):
            yield from _paragraph(loose)
            yield from _block(child, depth)
            loose = [child.tail or ""]
        else:
            loose += [_raw(child), child.tail or ""]
    yield from _paragraph(loose)


def _block(element: Any, depth: int) -> Iterator[Block]:  # noqa: ANN401
    if rank := HEADING.fullmatch(element.tag):
        if text := _text(element):
            yield block(ParagraphKind.HEADING, text, level=int(rank[1]))
    elif element.tag == "table" and not element.xpath(".//table"):
        for caption in element.xpath("./caption"):
            yield from _paragraph([_raw(caption)])
        if texts := table_rows(spread(map(_cells, element.iter("tr")))):
            yield block(ParagraphKind.TABLE, *texts)
    elif element.tag in {"ul", "ol"}:
        if items := list(_items(element)):
            yield block(ParagraphKind.TEXT, *items)
    else:
        yield from _blocks(element, depth + 1)


def _cells(row: Any) -> list[Cell]:  # noqa: ANN401
    return [
        Cell(_text(cell), number_of(cell.get("colspan")), number_of(cell.get("rowspan")))
        for cell in row.xpath("./td | ./th")
    ]


def _items(element: Any) -> Iterator[str]:  # noqa: ANN401
    """The items of a list, those of a list within it behind the item that they belong to."""
    for item in element:
        nested = [child for child in item if child.tag in {"ul", "ol"}] if isinstance(item.tag, str) else []
        if text := " ".join(_raw(item, without=nested).split()):
            yield text
        for inner in nested:
            yield from _items(inner)


def _paragraph(parts: list[str]) -> Iterator[Block]:
    text = " ".join("".join(parts).split())
    if text:
        yield block(ParagraphKind.TEXT, text)


def _holds_blocks(element: Any) -> bool:  # noqa: ANN401
    return any(isinstance(inner.tag, str) and inner.tag in BLOCKS for inner in element.iterdescendants())


def _text(element: Any) -> str:  # noqa: ANN401
    return " ".join(_raw(element).split())


def _raw(element: Any, without: Sequence[Any] = ()) -> str:  # noqa: ANN401
    """The text of an element, without what is no text; where a block begins or a line breaks there is white space."""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in AROUND and child not in without:
            apart = " " if child.tag in BLOCKS or child.tag == "br" else ""
            parts += [apart, _raw(child), apart]
        parts.append(child.tail or "")
    return "".join(parts)


def _described(root: Any) -> Described:  # noqa: ANN401
    meta: dict[str, str] = {}
    for element in root.iter("meta"):
        if content := str(element.get("content", "")).strip():
            meta.setdefault(str(element.get("name", "")).lower(), content)  # of several dossiers the first
    titles = root.xpath("//h1[contains(@class, 'stuktitel')]") or root.xpath("//h1") or root.xpath("//title")
    title = meta.get("overheidop.documenttitel") or meta.get("dc.title") or meta.get("dcterms.title")
    moment = next((meta[n] for n in ("dcterms.issued", "dcterms.date", "dcterms.available") if meta.get(n)), "")
    year = re.fullmatch(r"(\d{4})\s*[-–]\s*(\d{4})", meta.get("overheidop.vergaderjaar", ""))
    return Described(
        id=said if is_publication_id(said := meta.get("dcterms.identifier") or meta.get("dc.identifier") or "") else "",
        title=title or (_text(titles[0]) if titles else ""),
        date=parse_iso_date(moment) or parse_date(moment),
        session_year=f"{year[1]}-{year[2]}" if year else "",
        dossier=meta.get("overheidop.dossiernummer", "").replace(" ", ""),
        number=meta.get("overheidop.ondernummer", ""),
    )
