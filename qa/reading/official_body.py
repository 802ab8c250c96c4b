"""The running text of official XML as blocks: sections, lists, tables, footnotes, questions with their answers."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from qa.domain import NO_PAGE, Line, ParagraphKind
from qa.reading.block import Block
from qa.reading.footnotes import Note
from qa.reading.question_markup import Turn, turn, turns_in_table
from qa.reading.source import block
from qa.reading.tables import Cell, number_of, spread, table_rows
from qa.reading.xml_tree import one_line, squeezed, tag_of

# Not part of the running text: what describes the publication, and what is no text.
NO_TEXT = frozenset(("metadata", "plaatje", "illustratie"))
HEADED = frozenset(("divisie", "bijlage", "artikel", "hoofdstuk", "paragraaf", "afdeling", "deel", "titeldeel"))
HEADING = frozenset(("tussenkop", "kop", "bijlagekop", "item-titel"))
LETTERHEAD = frozenset(
    """
    kamerstukkop kamervraagkop dossier stuknr datumtekst kamervraagnummer vergadering-nummer vergaderdatum
    vergadertijd
    """.split()
)
SIGNATURE = frozenset(("ondertekening", "ondertekenaar"))
INLINE = frozenset(
    """
    nadruk extref intref sup inf naam voorvoegsels voornaam achternaam politiek functie datum ondernummer dossiernr
    begrotingshoofdstuk begrotingshoofdstuknr kamervraagonderwerp plaats organisatie noot noot.nr unl strike
    """.split()
)
# In a line with what stands beside it, but a word of its own, whatever the white space in the file.
APART = frozenset(("functie", "voornaam", "begrotingshoofdstuk", "begrotingshoofdstuknr"))
MEMBER, MEMBER_NUMBER = "lid", re.compile(r"\d+[a-z]*[.°]?|[a-z][.)]")  # of an article: "1.", "2a."
CLINGING = frozenset(("sup", "inf"))  # "m", a line break and a raised 2 are printed as "m2"


@dataclass(slots=True)
class Reader:
    """Walks the tree once and collects blocks, questions and notes, in the order of the text."""

    body: list[Block | Turn] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def walk(self, element: Any, level: int) -> None:  # noqa: ANN401 - lxml is read without its types
        """Read an element that holds blocks; ``level`` counts the sections around it."""
        loose = [element.text or ""]
        for child in element:
            if tag_of(child) in INLINE:
                self._join(loose, child)
            else:
                self._text(loose)
                self.child(child, level)
                loose = []
            loose.append(child.tail or "")
        self._text(loose)

    def _text(self, parts: list[str]) -> None:
        """Text that stands between blocks, with what is within it, is a paragraph of its own."""
        if text := one_line("".join(parts)):
            self.body.append(block(ParagraphKind.TEXT, text))

    def child(self, child: Any, level: int) -> None:  # noqa: ANN401
        """Read one element of a text as the blocks that it is."""
        tag = tag_of(child)
        if not tag or tag in NO_TEXT:
            return
        if tag in {"lijst", "table", "vraag", "antwoord"}:
            self._composed(child, tag)
        elif tag in HEADING:
            self._paragraph(child, ParagraphKind.HEADING, level + (tag == "tussenkop"))
        elif tag in LETTERHEAD or (tag == "titel" and level == 0):
            self._paragraph(child, ParagraphKind.LETTERHEAD)
        elif tag in SIGNATURE:
            self._paragraph(child, ParagraphKind.SIGNATURE)
        elif _holds_blocks(child):
            before = len(self.body)
            self.walk(child, level + (tag in HEADED))
            if tag == MEMBER:
                self._join_number(before)
        else:
            self._paragraph(child, ParagraphKind.TEXT)

    def _join_number(self, place: int) -> None:
        """The number of a member of an article stands before its first words."""
        number, *rest = self.body[place : place + 2]
        words = rest[0] if rest else None
        if not isinstance(number, Block) or not isinstance(words, Block) or words.kind is not ParagraphKind.TEXT:
            return
        printed, texts = number.items[0][0].text, [item[0].text for item in words.items]
        if MEMBER_NUMBER.fullmatch(printed):
            self.body[place : place + 2] = [block(ParagraphKind.TEXT, f"{printed} {texts[0]}", *texts[1:])]

    def _composed(self, child: Any, tag: str) -> None:  # noqa: ANN401
        if tag == "lijst":
            self._list(child)
        elif tag == "table":
            self._table(child)
        else:
            self._turn(child, is_question=tag == "vraag")

    def _table(self, element: Any) -> None:  # noqa: ANN401
        for title in (child for child in element if tag_of(child) in {"title", "titel"}):
            self._paragraph(title, ParagraphKind.TEXT)  # it may say in what unit the values are
        cells = _cells(element, self.inline)
        if turns := turns_in_table(cells):
            self.body += turns
        elif rows := table_rows(cells):
            self.body.append(block(ParagraphKind.TABLE, *rows))

    def _paragraph(self, element: Any, kind: ParagraphKind, level: int = 0) -> None:  # noqa: ANN401
        if text := self.inline(element):
            self.body.append(block(kind, text, level=max(1, level) if kind is ParagraphKind.HEADING else 0))

    def _list(self, element: Any) -> None:  # noqa: ANN401
        items = tuple(_items(element, self.inline))
        if not items:
            return
        before = self.body[-1] if self.body else None
        if isinstance(before, Block) and before.kind is ParagraphKind.TEXT and before.items[-1][-1].text.endswith(":"):
            self.body[-1] = block(ParagraphKind.TEXT, *(line.text for (line,) in before.items), *items)
        else:
            self.body.append(block(ParagraphKind.TEXT, *items))

    def _turn(self, element: Any, *, is_question: bool) -> None:  # noqa: ANN401
        """A question or an answer; they are put together when all have been read."""
        number = next((child for child in element if tag_of(child) == "nr"), None)
        label = self.inline(number) if number is not None else ""
        inner = Reader()
        for child in element:
            if child is not number:
                inner.child(child, 1)
        self.notes.extend(inner.notes)
        blocks = [part for part in inner.body if isinstance(part, Block)]
        self.body.append(turn(blocks, label, is_question=is_question))

    def _note(self, element: Any) -> None:  # noqa: ANN401
        mark = next((squeezed(child) for child in element if tag_of(child) == "noot.nr"), "") or str(
            len(self.notes) + 1
        )
        texts = [self.inline(child) for child in element if tag_of(child) not in {"noot.nr", ""}]
        if text := " ".join(filter(None, texts)):
            self.notes.append(Note(mark, (Line(text, NO_PAGE, 0),)))

    def inline(self, element: Any) -> str:  # noqa: ANN401
        """The text of an element in one run; its footnotes are set apart."""
        return one_line(self._run(element))

    def _run(self, element: Any) -> str:  # noqa: ANN401
        """The text of an element with its white space; a footnote has none where it stands."""
        if tag_of(element) == "noot":
            self._note(element)
            return ""
        parts = [element.text or ""]
        for child in element:
            if tag_of(child) and tag_of(child) not in NO_TEXT:
                self._join(parts, child)
            parts.append(child.tail or "")
        return "".join(parts)

    def _join(self, parts: list[str], element: Any) -> None:  # noqa: ANN401
        """Add the text of an element, with white space around it where it does not run on with what surrounds it."""
        tag = tag_of(element)
        run = self._run(element)
        if tag in CLINGING:
            if "\n" in (space := parts[-1][len(parts[-1].rstrip()) :]):
                parts[-1] = parts[-1].removesuffix(space)
            run = run.strip()
        apart = "" if tag in INLINE - APART else " "
        parts += [apart, run, apart]


def _holds_blocks(element: Any) -> bool:  # noqa: ANN401
    return any(tag_of(child) and tag_of(child) not in INLINE | NO_TEXT for child in element)


def _items(element: Any, inline: Callable[[Any], str]) -> Iterator[str]:  # noqa: ANN401
    """The items of a list, those of a list within it behind the item that they belong to."""
    for item in element:
        if tag_of(item) != "li":
            if text := inline(item):
                yield text
            continue
        nested = [child for child in item if tag_of(child) == "lijst"]
        texts = [item.text or ""]
        for child in item:
            texts += [inline(child) if child not in nested and tag_of(child) else "", child.tail or ""]
        if text := " ".join(" ".join(texts).split()):
            yield text
        for inner in nested:
            yield from _items(inner, inline)


def _cells(table: Any, inline: Callable[[Any], str]) -> list[list[str]]:  # noqa: ANN401
    """The texts of a CALS table; the name of a column tells where a cell stands, and how far it goes."""
    specs = (element for element in table.iter() if tag_of(element) == "colspec")
    columns = {spec.get("colname", ""): place for place, spec in enumerate(specs)}

    def cell(entry: Any) -> Cell:  # noqa: ANN401
        first = columns.get(entry.get("namest") or entry.get("colname") or "")
        last = columns.get(entry.get("nameend") or "", first)
        wide = 1 if first is None or last is None else last - first + 1
        more = entry.get("morerows") or "0"
        rows = 1 + number_of(more) if more != "0" and more.isdecimal() else 1
        return Cell(inline(entry), wide, rows, first)

    rows = (element for element in table.iter() if tag_of(element) == "row")
    return spread([cell(entry) for entry in row if tag_of(entry) == "entry"] for row in rows)
