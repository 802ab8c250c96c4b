"""Web pages: those of officielebekendmakingen.nl, and plain HTML."""

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from qa.domain import NO_PAGE, Line, ParagraphKind
from qa.errors import ReadingError
from qa.reading.block import Block
from qa.reading.footnotes import Note
from qa.reading.layout import Asked, Structure
from qa.reading.minutes import CHAIR, FEWEST_LABELS, LABEL, by_labels, is_few, items_of, labelled
from qa.reading.numbering import LARGEST_LETTERED, LARGEST_ROMAN, roman
from qa.reading.official_metadata import (
    CREATORS,
    DOSSIERS,
    NUMBERS,
    TITLES,
    askers,
    chamber_in,
    date_of,
    metadata,
    named,
    named_id,
    of_id,
    sender,
    year_in,
)
from qa.reading.question_labels import is_label, pair_up
from qa.reading.question_markup import Turn, answered, turn, turns_in_table
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
QUESTION, ANSWER = "vraag", "antwoord"  # the classes by which officielebekendmakingen.nl marks them
TURNS = frozenset((QUESTION, ANSWER))
SIGNED = frozenset(("ondertekening", "ondertekenaar"))
WESTERN = "cp1252"
BYTE_ORDER = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
HEAD = 4_096  # bytes at the beginning of a page in which it names its encoding
CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*(?P<name>[\w.:-]{2,40})""", re.IGNORECASE)
# Named, but not meant: these are read as Windows-1252, or have been tried.
NOT_MEANT = frozenset(("ascii", "iso8859-1", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"))
BREAK = "\u2028"  # the line separator of Unicode: where a page breaks a line within a paragraph
# What a page leaves unnumbered, and items that bear a number in their text.
NO_MARKS = re.compile(r"list-style(?:-type)?\s*:\s*none", re.IGNORECASE)
OWN_MARK = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})[.)]\s")
DEEPEST = 200  # elements within one another; a page that is deeper was made to break its reader


def read(content: bytes) -> Source:
    """Read a web page. Raises ReadingError when it holds no text or cannot be understood."""
    from lxml import etree, html  # noqa: PLC0415 - only who reads HTML pays for it

    try:
        parser = html.HTMLParser(no_network=True, encoding="utf-8")
        root = html.document_fromstring(decoded(content).replace("\0", "").encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise ReadingError("deze webpagina is niet te lezen; bewaar haar opnieuw als HTML.") from error
    described = _described(root)
    notes = _take_notes(root)
    body, warnings = _paired(tuple(_blocks(_main(root), 0)))
    return from_structure(Structure(body, notes), described, warnings=warnings)


def _paired(body: Sequence[Block | Turn]) -> tuple[tuple[Block | Asked, ...], tuple[str, ...]]:
    """Put questions and answers together, where the page marks them or else by their labels; with warnings."""
    blocks = [part for part in body if isinstance(part, Block)]
    if len(blocks) < len(body):
        heads = [line.text for part in blocks for item in part.items for line in item]
        return answered(body, askers(heads))
    paired = pair_up(by_labels(blocks, fewest=0 if _is_spoken(blocks) else FEWEST_LABELS))
    return paired.body, paired.warnings


def _is_spoken(blocks: Sequence[Block]) -> bool:
    """Whether a page is the record of a debate whose labels stand before the words, that of the chair among them.

    In a list of persons ("De heer Bos: penningmeester.") no more than a few words stand behind them.
    """
    said = [found for part in blocks if part.kind is ParagraphKind.TEXT and (found := labelled(items_of(part)[0]))]
    spoken = [by for by, words in said if not is_few((words,))]
    return CHAIR in spoken and len(spoken) >= FEWEST_LABELS


def decoded(content: bytes) -> str:
    """The text of a page: in UTF-8 where it is, else as it says of itself, else as Windows in the West writes.

    What calls itself ISO-8859-1 is Windows-1252 all the same, as browsers take it (WHATWG Encoding Standard).
    """
    for mark, name in BYTE_ORDER:
        if content.startswith(mark):
            return content.removeprefix(mark).decode(name, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode(_declared(content) or WESTERN, "replace")


def _declared(content: bytes) -> str:
    """The encoding that a page names in its head; empty when it names none that is known, or UTF-8 in vain."""
    match = CHARSET.search(content, 0, HEAD)
    try:
        name = codecs.lookup(match["name"].decode("ascii")).name if match else ""
    except LookupError:
        return ""
    return "" if name in NOT_MEANT or not _is_of_text(name) else name


def _is_of_text(name: str) -> bool:
    """Whether an encoding gives text: Python knows others too ("hex")."""
    try:
        return bool(b"a".decode(name, "replace"))
    except (LookupError, ValueError):
        return False


def _main(root: Any) -> Any:  # noqa: ANN401 - lxml is read without its types
    """The part of the page that holds the text: of a publication its "stuk", else what is marked as the main part."""
    stuk = "//div[contains(concat(' ', @class, ' '), ' stuk ')]"
    for path in (stuk, "//*[@id='broodtekst']", "//main", "//article", "//body"):
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


def _blocks(element: Any, depth: int) -> Iterator[Block | Turn]:  # noqa: ANN401
    """The blocks of an element in order; text between them is a paragraph of its own."""
    if depth > DEEPEST:
        raise ReadingError("deze webpagina zit te diep in elkaar; bewaar haar opnieuw als eenvoudige HTML.")
    loose = [element.text or ""]
    for child in element:
        if not isinstance(child.tag, str) or child.tag in AROUND:
            loose.append(child.tail or "")
        elif child.tag == "br":
            loose.append(BREAK + (child.tail or ""))
        elif child.tag in BLOCKS or _holds_blocks(child):
            yield from _paragraph(loose)
            yield from _block(child, depth)
            loose = [child.tail or ""]
        else:
            loose += [_raw(child), child.tail or ""]
    yield from _paragraph(loose)


def _block(element: Any, depth: int) -> Iterator[Block | Turn]:  # noqa: ANN401
    classes = frozenset(str(element.get("class") or "").split())
    if TURNS & classes:
        yield from _turn(element, depth, is_question=QUESTION in classes)
    elif SIGNED & classes:
        yield from (replace(part, kind=ParagraphKind.SIGNATURE) for part in _paragraph([_raw(element)]))
    elif rank := HEADING.fullmatch(element.tag):
        yield from _heading(element, int(rank[1]))
    elif element.tag == "table" and not element.xpath(".//table"):
        yield from _table(element)
    elif element.tag in {"ul", "ol"}:
        if items := list(_items(element)):
            yield block(ParagraphKind.TEXT, *items)
    else:
        yield from _blocks(element, depth + 1)


def _heading(element: Any, rank: int) -> Iterator[Block]:  # noqa: ANN401
    if text := _text(element):
        yield block(ParagraphKind.HEADING, text, level=rank)


def _table(element: Any) -> Iterator[Block | Turn]:  # noqa: ANN401
    for caption in element.xpath("./caption"):
        yield from _paragraph([_raw(caption)])
    cells = spread(map(_cells, element.iter("tr")))
    if turns := turns_in_table(cells):
        yield from turns
    elif texts := table_rows(cells):
        yield block(ParagraphKind.TABLE, *texts)


def _turn(element: Any, depth: int, *, is_question: bool) -> Iterator[Block | Turn]:  # noqa: ANN401
    """A question or an answer that the page marks, with its label: the heading above it, or its first words."""
    inner = tuple(_blocks(element, depth + 1))
    blocks = [part for part in inner if isinstance(part, Block)]
    if len(blocks) < len(inner):  # what holds questions and answers is neither
        yield from inner
    else:
        yield turn(blocks, "", is_question=is_question)


def _cells(row: Any) -> list[Cell]:  # noqa: ANN401
    return [
        Cell(_text(cell), number_of(cell.get("colspan")), number_of(cell.get("rowspan")))
        for cell in row.xpath("./td | ./th")
    ]


def _items(element: Any) -> Iterator[str]:  # noqa: ANN401
    """The items of a list with their numbers, those of a list within it behind the item that they belong to."""
    number = number_of(element.get("start"))
    for item in element:
        nested = [child for child in item if child.tag in {"ul", "ol"}] if isinstance(item.tag, str) else []
        if text := " ".join(_raw(item, without=nested).split()):
            number = number_of(item.get("value")) if isinstance(item.tag, str) and item.get("value") else number
            yield text if OWN_MARK.match(text) else f"{_mark(element, number)}{text}"
            number += 1
        for inner in nested:
            yield from _items(inner)


def _mark(element: Any, number: int) -> str:  # noqa: ANN401
    """What a browser prints before this item of a list; nothing for a bullet."""
    if element.tag != "ol" or NO_MARKS.search(element.get("style") or ""):
        return ""
    written = element.get("type") or "1"
    if written in {"a", "A"} and number <= LARGEST_LETTERED:
        return f"{chr(ord(written) + number - 1)}. "
    if written in {"i", "I"} and number <= LARGEST_ROMAN:
        return f"{roman(number) if written == 'i' else roman(number).upper()}. "
    return f"{number}. "


def _paragraph(parts: list[str]) -> Iterator[Block]:
    """A paragraph. A label on a line of its own is one, and so is what an empty line divides from the rest."""
    kept: list[str] = []
    for line in [*(" ".join(line.split()) for line in "".join(parts).split(BREAK)), ""]:
        alone = is_label(line) or LABEL.fullmatch(line) is not None
        if kept and (alone or not line):
            yield block(ParagraphKind.TEXT, " ".join(kept))
            kept = []
        if alone:
            yield block(ParagraphKind.TEXT, line)
        elif line:
            kept.append(line)


def _holds_blocks(element: Any) -> bool:  # noqa: ANN401
    return any(isinstance(inner.tag, str) and inner.tag in BLOCKS for inner in element.iterdescendants())


def _text(element: Any) -> str:  # noqa: ANN401
    return " ".join(_raw(element).split())


def _raw(element: Any, without: Sequence[Any] = ()) -> str:  # noqa: ANN401
    """The text of an element, without what is no text; where a block begins or a line breaks there is white space."""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in AROUND and child not in without:
            apart = " " if child.tag in BLOCKS else ""
            parts += [BREAK] if child.tag == "br" else [apart, _raw(child), apart]
        parts.append(child.tail or "")
    return "".join(parts)


def _described(root: Any) -> Described:  # noqa: ANN401
    meta = metadata(root)
    id_ = named_id(meta)
    from_id = of_id(id_)
    heads = [_text(head) for head in root.xpath("//h1")]
    return Described(
        id=id_,
        title=named(meta, *TITLES, "dcterms.alternative") or _title(root),
        date=date_of(meta),
        kind=from_id.kind,
        chamber=from_id.chamber or chamber_in(named(meta, *CREATORS)),
        session_year=from_id.session_year or year_in(meta.get("overheidop.vergaderjaar", "")),
        dossier="".join(named(meta, *DOSSIERS).split()),
        number=from_id.number or named(meta, *NUMBERS),
        sender=sender(heads),
    )


def _title(root: Any) -> str:  # noqa: ANN401
    """The title that is printed above the text, else the one of the page."""
    paths = ("//h1[contains(@class, 'stuktitel')]", "//h1", "//title", "//h2")
    return next((text for path in paths for found in root.xpath(path) if (text := _text(found))), "")
