"""The official XML of kamerstukken and of answers to written questions (officielebekendmakingen.nl)."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from qa.domain import NO_PAGE, Line, ParagraphKind
from qa.errors import ReadingError
from qa.parliament.dates import parse_iso_date
from qa.parliament.identity import EERSTE_KAMER, TWEEDE_KAMER, is_publication_id
from qa.reading.blocks import Block
from qa.reading.footnotes import Note
from qa.reading.layout import Asked, Structure
from qa.reading.questions import numbers_in
from qa.reading.source import Described, Source, block, from_structure
from qa.reading.tables import Cell, number_of, spread, table_rows

ROOT = "officiele-publicatie"
# Not part of the running text: what describes the publication, and what is no text.
NO_TEXT = frozenset(("metadata", "plaatje", "illustratie"))
HEADED = frozenset(("divisie", "bijlage", "artikel", "hoofdstuk", "paragraaf", "afdeling", "deel", "titeldeel"))
HEADING = frozenset(("tussenkop", "kop", "bijlagekop"))
LETTERHEAD = frozenset(("kamerstukkop", "kamervraagkop", "dossier", "stuknr", "datumtekst", "kamervraagnummer"))
SIGNATURE = frozenset(("ondertekening", "ondertekenaar"))
INLINE = frozenset(
    """
    nadruk extref intref sup inf naam voornaam achternaam functie datum ondernummer dossiernr begrotingshoofdstuk
    begrotingshoofdstuknr kamervraagonderwerp plaats organisatie noot noot.nr unl strike
    """.split()
)


def read(content: bytes) -> Source:
    """Read an official publication. Raises ReadingError when it is no XML, or XML of another kind."""
    from lxml import etree  # noqa: PLC0415 - only who reads XML pays for it

    # Nothing outside the file is fetched, and no entity of its own is expanded.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadingError(
            "dit bestand is geen goede XML; haal het opnieuw op bij officielebekendmakingen.nl."
        ) from error
    if _tag(root) != ROOT:
        raise ReadingError(f"deze XML is geen officiële publicatie (<{ROOT}>); gebruik de XML van het Kamerstuk.")
    reader = _Reader()
    reader.walk(root, level=0)
    return from_structure(reader.structure(), _described(root))


@dataclass(slots=True)
class _Reader:
    """Walks the tree once and collects blocks, questions and notes, in the order of the text."""

    body: list[Block | Asked] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def structure(self) -> Structure:
        return Structure(tuple(_answered(self.body)), tuple(self.notes))

    def walk(self, element: Any, level: int) -> None:  # noqa: ANN401 - lxml is read without its types
        """Read an element that holds blocks; ``level`` counts the sections around it."""
        loose = [element.text or ""]
        for child in element:
            if _tag(child) in INLINE:
                loose += self._spaced(child)
            else:
                self._text(loose)
                self._child(child, level)
                loose = []
            loose.append(child.tail or "")
        self._text(loose)

    def _text(self, parts: list[str]) -> None:
        """Text that stands between blocks, with what is within it, is a paragraph of its own."""
        if text := " ".join("".join(parts).split()):
            self.body.append(block(ParagraphKind.TEXT, text))

    def _child(self, child: Any, level: int) -> None:  # noqa: ANN401 - one branch an element
        tag = _tag(child)
        if not tag or tag in NO_TEXT:
            return
        if tag == "lijst":
            self._list(child)
        elif tag == "table":
            self._table(child)
        elif tag in {"vraag", "antwoord"}:
            self._turn(child, tag)
        elif tag in HEADING:
            self._paragraph(child, ParagraphKind.HEADING, level + (tag == "tussenkop"))
        elif tag in LETTERHEAD:
            self._paragraph(child, ParagraphKind.LETTERHEAD)
        elif tag in SIGNATURE:
            self._paragraph(child, ParagraphKind.SIGNATURE)
        elif tag == "titel" and level == 0:
            self._paragraph(child, ParagraphKind.LETTERHEAD)
        elif _holds_blocks(child):
            self.walk(child, level + (tag in HEADED))
        else:
            self._paragraph(child, ParagraphKind.TEXT)

    def _table(self, element: Any) -> None:  # noqa: ANN401
        for title in (child for child in element if _tag(child) in {"title", "titel"}):
            self._paragraph(title, ParagraphKind.TEXT)  # it may say in what unit the values are
        if rows := table_rows(_cells(element, self._inline)):
            self.body.append(block(ParagraphKind.TABLE, *rows))

    def _paragraph(self, element: Any, kind: ParagraphKind, level: int = 0) -> None:  # noqa: ANN401
        if text := self._inline(element):
            self.body.append(block(kind, text, level=max(1, level) if kind is ParagraphKind.HEADING else 0))

    def _list(self, element: Any) -> None:  # noqa: ANN401
        items = tuple(_items(element, self._inline))
        if not items:
            return
        before = self.body[-1] if self.body else None
        if isinstance(before, Block) and before.kind is ParagraphKind.TEXT and before.items[-1][-1].text.endswith(":"):
            self.body[-1] = block(ParagraphKind.TEXT, *(line.text for (line,) in before.items), *items)
        else:
            self.body.append(block(ParagraphKind.TEXT, *items))

    def _turn(self, element: Any, tag: str) -> None:  # noqa: ANN401
        """A question or an answer; they are put together when all have been read."""
        number = next((child for child in element if _tag(child) == "nr"), None)
        label = self._inline(number) if number is not None else ""
        inner = _Reader()
        for child in element:
            if child is not number:
                inner._child(child, 1)
        self.notes.extend(inner.notes)
        blocks = tuple(part for part in inner.body if isinstance(part, Block))
        numbers = numbers_in(label)
        asked, answered = (blocks, ()) if tag == "vraag" else ((), blocks)
        self.body.append(Asked(numbers, asked, "" if tag == "vraag" else label, answered))

    def _note(self, element: Any) -> None:  # noqa: ANN401
        mark = next((_squeezed(child) for child in element if _tag(child) == "noot.nr"), "") or str(len(self.notes) + 1)
        texts = [self._inline(child) for child in element if _tag(child) not in {"noot.nr", ""}]
        if text := " ".join(filter(None, texts)):
            self.notes.append(Note(mark, (Line(text, NO_PAGE, 0),)))

    def _inline(self, element: Any) -> str:  # noqa: ANN401
        """The text of an element in one run; its footnotes are set apart."""
        return " ".join(self._run(element).split())

    def _run(self, element: Any) -> str:  # noqa: ANN401
        """The text of an element with its white space; a footnote has none where it stands."""
        if _tag(element) == "noot":
            self._note(element)
            return ""
        parts = [element.text or ""]
        for child in element:
            if _tag(child) and _tag(child) not in NO_TEXT:
                parts += self._spaced(child)
            parts.append(child.tail or "")
        return "".join(parts)

    def _spaced(self, element: Any) -> tuple[str, str, str]:  # noqa: ANN401
        """The text of an element, with white space around it where it does not run on with what surrounds it."""
        tag = _tag(element)
        apart = "" if tag in INLINE and tag != "functie" else " "
        return apart, self._run(element), apart


def _tag(element: Any) -> str:  # noqa: ANN401
    """The name of an element without its namespace; empty for comments and processing instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _holds_blocks(element: Any) -> bool:  # noqa: ANN401
    return any(_tag(child) and _tag(child) not in INLINE | NO_TEXT for child in element)


def _items(element: Any, inline: Any) -> Iterator[str]:  # noqa: ANN401
    """The items of a list, those of a list within it behind the item that they belong to."""
    for item in element:
        if _tag(item) != "li":
            if text := inline(item):
                yield text
            continue
        nested = [child for child in item if _tag(child) == "lijst"]
        texts = [item.text or ""]
        for child in item:
            texts += [inline(child) if child not in nested and _tag(child) else "", child.tail or ""]
        if text := " ".join(" ".join(texts).split()):
            yield text
        for inner in nested:
            yield from _items(inner, inline)


def _cells(table: Any, inline: Callable[[Any], str]) -> list[list[str]]:  # noqa: ANN401
    """The texts of a CALS table; the name of a column tells where a cell stands, and how far it goes."""
    specs = (element for element in table.iter() if _tag(element) == "colspec")
    columns = {spec.get("colname", ""): place for place, spec in enumerate(specs)}

    def cell(entry: Any) -> Cell:  # noqa: ANN401
        first = columns.get(entry.get("namest") or entry.get("colname") or "")
        last = columns.get(entry.get("nameend") or "", first)
        wide = 1 if first is None or last is None else last - first + 1
        more = entry.get("morerows") or "0"
        rows = 1 + number_of(more) if more != "0" and more.isdecimal() else 1
        return Cell(inline(entry), wide, rows, first)

    rows = (element for element in table.iter() if _tag(element) == "row")
    return spread([cell(entry) for entry in row if _tag(entry) == "entry"] for row in rows)


def _answered(body: list[Block | Asked]) -> Iterator[Block | Asked]:
    """Put answers with their questions, by number; an answer without one goes with the last question before it.

    Questions that are answered together are one, where the first of them stands.
    """
    questions = {place: part for place, part in enumerate(body) if isinstance(part, Asked) and part.question}
    answers = {place: part for place, part in enumerate(body) if isinstance(part, Asked) and not part.question}
    left = dict(questions)
    groups: dict[int, tuple[list[Asked], Asked]] = {}
    for place, answer in answers.items():
        mine = [at for at, asked in left.items() if set(asked.numbers) & set(answer.numbers)]
        if not mine:
            mine = [at for at in left if at < place and not (left[at].numbers and answer.numbers)][-1:]
        if mine:
            groups[mine[0]] = ([left.pop(at) for at in mine], answer)
    paired = {id(answer) for _, answer in groups.values()}
    for place, part in enumerate(body):
        if place in groups:
            asked, answer = groups[place]
            numbers = tuple(number for one in asked for number in one.numbers) or answer.numbers
            yield Asked(numbers, tuple(piece for one in asked for piece in one.question), answer.label, answer.answer)
        elif isinstance(part, Block) or place in left:
            yield part
        elif place in answers and id(part) not in paired:
            yield from part.answer


def _described(root: Any) -> Described:  # noqa: ANN401
    meta = {
        str(element.get("name", "")).lower(): str(element.get("content", "")).strip()
        for element in root.iter()
        if _tag(element) == "meta"
    }
    stuk = next((element for element in root.iter() if _tag(element) == "stuk"), root)
    dossier = _first(root, "dossiernr").replace(" ", "")
    chapter = _first(root, "begrotingshoofdstuk")
    number = _first(stuk, "ondernummer") or _first(root, "kamervraagnummer")
    chamber = next(
        (c for c in (TWEEDE_KAMER, EERSTE_KAMER) if _first(root, "kamerstukkop", "kamervraagkop").find(c) >= 0), ""
    )
    year = re.search(r"(\d{4})\s*[-–]\s*(\d{4})", _first(root, "kamerstukkop", "kamervraagkop"))
    dated = next((e for e in root.iter() if _tag(e) == "datumtekst"), None)
    moment = next((e.get("isodatum") for e in dated.iter() if e.get("isodatum")), "") if dated is not None else ""
    subject = _first(root, "kamervraagonderwerp")
    return Described(
        id=said if is_publication_id(said := _named(meta, "dcterms.identifier", "dc.identifier")) else "",
        title=_named(meta, "overheidop.documenttitel", "dc.title", "dcterms.title") or subject or _first(stuk, "titel"),
        date=parse_iso_date(moment or _named(meta, "dcterms.issued", "overheidop.datumontvangst", "dcterms.available")),
        kind="antwoord op Kamervragen" if subject else "",
        chamber=chamber,
        session_year=f"{year[1]}-{year[2]}" if year else "",
        dossier=f"{dossier}-{chapter}" if dossier and chapter else dossier,
        number=number,
    )


def _named(meta: Mapping[str, str], *names: str) -> str:
    return next((meta[name] for name in names if meta.get(name)), "")


def _first(element: Any, *tags: str) -> str:  # noqa: ANN401
    return next((_squeezed(found) for found in element.iter() if _tag(found) in tags), "")


def _squeezed(element: Any) -> str:  # noqa: ANN401
    return " ".join("".join(element.itertext()).split())
