"""Handelingen: the debates of both chambers in the official XML (officielebekendmakingen.nl)."""

from collections.abc import Iterator
from typing import Any

from qa.domain import ParagraphKind
from qa.parliament.identity import parse_kamerstuk_id
from qa.reading.block import Block
from qa.reading.footnotes import Note
from qa.reading.layout import Structure
from qa.reading.minutes import (
    CHAIR,
    RECORD,
    Minutes,
    Speaker,
    by_labels,
    is_few,
    items_of,
    labelled,
    motion_name,
    speaker,
)
from qa.reading.official_body import Reader
from qa.reading.source import block
from qa.reading.xml_tree import child, first, one_line, squeezed, tag_of

TURN, MOTION, ABOUT_MOTION, SPEAKER, ITEM = "spreekbeurt", "motie", "motie-info", "spreker", "item-titel"
TITLES = frozenset((ITEM, "onderitem-titel"))
NUMBERED = frozenset(("agendapunt", "opening", "sluiting"))  # their number belongs to the publication


def is_debate(root: Any) -> bool:  # noqa: ANN401 - lxml is read without its types
    """Whether an official publication is of the Handelingen."""
    return child(root, "handelingen") is not None


def structure(root: Any) -> Structure:  # noqa: ANN401
    """Read a debate: each paragraph of a speech with its speaker, under the title of what is debated.

    Where the file does not mark the speakers, the labels above their words tell them.
    """
    numbers = tuple(_take_numbers(root))
    debate, body = _Debate(root), child(root, "handelingen")
    if debate.marked:
        debate.walk(body)
        blocks, notes = debate.minutes.blocks(), debate.notes
    else:
        reader = Reader()
        reader.walk(body, level=0)
        blocks = by_labels([part for part in reader.body if isinstance(part, Block)], fewest=0)
        notes = reader.notes
    return Structure(_with_title(blocks), tuple(notes), numbers)


def _with_title(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Of an item in which only a few words are told ("Sluiting 22.06 uur.") these are one paragraph with its title."""
    kinds = [part.kind for part in blocks]
    if kinds != [ParagraphKind.HEADING, ParagraphKind.TEXT] or not is_few(items_of(blocks[1])):
        return blocks
    return (block(ParagraphKind.TEXT, *items_of(blocks[0]), *items_of(blocks[1])),)


def _take_numbers(root: Any) -> Iterator[str]:  # noqa: ANN401
    for item in [element for element in root.iter() if tag_of(element) in NUMBERED]:
        if (number := child(item, "nr")) is not None:
            yield squeezed(number)
            item.remove(number)


class _Debate:
    """Walks the tree once; what holds no turn and no motion is read as any official text."""

    def __init__(self, root: Any) -> None:  # noqa: ANN401
        self.minutes = Minutes()
        self.notes: list[Note] = []
        self.holders = _holders(root)
        self.marked = any(tag_of(element) == SPEAKER for element in root.iter())
        self.speaking = RECORD

    def walk(self, element: Any) -> None:  # noqa: ANN401
        """Read an element that holds turns, motions or titles."""
        self._loose(element.text)
        for inner in element:
            self._child(inner, tag_of(inner))
            self._loose(inner.tail)

    def _child(self, inner: Any, tag: str) -> None:  # noqa: ANN401
        if tag == TURN:
            self._turn(inner)
        elif tag == MOTION:
            self._motion(inner)
        elif tag == SPEAKER:
            self.speaking = _speaker(inner)
        elif tag in TITLES:
            self._title(inner, tag)
        elif inner in self.holders:
            self.walk(inner)
        else:
            self._plain(inner)

    def _title(self, element: Any, tag: str) -> None:  # noqa: ANN401
        self.speaking = RECORD
        if text := squeezed(element):
            self.minutes.heading(text, 1 if tag == ITEM else 2)

    def _turn(self, element: Any) -> None:  # noqa: ANN401
        """A turn. What stands loose behind it is told by the record; within a turn that it interrupts, that goes on."""
        interrupts = any(tag_of(above) == TURN for above in element.iterancestors())
        before = self.speaking if interrupts else RECORD
        self.speaking = RECORD
        self.walk(element)
        # A turn that ends with a motion is followed by the chair, who numbers it and goes on to speak.
        self.speaking = CHAIR if not interrupts and _ends_with_motion(element) else before

    def _motion(self, element: Any) -> None:  # noqa: ANN401
        """A motion: its text in one piece, of who proposes it, and then what the chair says of it."""
        inner = [part for part in element if tag_of(part) not in {"kop", ABOUT_MOTION, ""}]
        items = [item for part in inner for one in self._blocks(part) for item in items_of(one)]
        if items:
            self.minutes.motion(self.speaking, _name(element), items)
        for about in (part for part in element if tag_of(part) == ABOUT_MOTION):
            by = child(about, SPEAKER)
            said = [item for part in about if part is not by for one in self._blocks(part) for item in items_of(one)]
            if said:
                self.minutes.say(CHAIR if by is None else _speaker(by), *said)
        self.minutes.end_motion()

    def _plain(self, element: Any) -> None:  # noqa: ANN401
        for part in self._blocks(element):
            if part.kind is ParagraphKind.TEXT:
                self._say(items_of(part))
            else:
                self.minutes.put(part)

    def _loose(self, text: str | None) -> None:
        if words := one_line(text or ""):
            self._say((words,))

    def _say(self, items: tuple[str, ...]) -> None:
        """Take down what is said; where only the text names the speaker, the label tells who it is from here on."""
        if found := labelled(items[0]):
            self.speaking = found[0]
            items = tuple(filter(None, (found[1], *items[1:])))
        if items:
            self.minutes.say(self.speaking, *items)

    def _blocks(self, element: Any) -> Iterator[Block]:  # noqa: ANN401
        reader = Reader(notes=self.notes)
        reader.child(element, 1)
        for part in reader.body:
            if isinstance(part, Block):
                yield part
            else:  # a question within a debate has no pair
                yield from part.blocks


def _holders(root: Any) -> frozenset[Any]:  # noqa: ANN401
    """The elements within which turns or motions stand; each is climbed to once."""
    found: set[Any] = set()
    for element in root.iter():
        if tag_of(element) in {TURN, MOTION, SPEAKER}:
            above = element.getparent()
            while above is not None and above not in found:
                found.add(above)
                above = above.getparent()
    return frozenset(found)


def _speaker(element: Any) -> Speaker:  # noqa: ANN401
    """Who speaks, by the parts of the name; the label as printed where they are not told apart."""
    title, party = first(element, "voorvoegsels"), first(element, "politiek")
    name = " ".join(filter(None, (first(element, "voornaam"), first(element, "achternaam"))))
    if name:
        return speaker(title, name, party)
    found = labelled(squeezed(element))
    return found[0] if found else speaker("", squeezed(element).rstrip(" :"))


def _ends_with_motion(turn: Any) -> bool:  # noqa: ANN401
    spoken = [part for part in turn.iter() if tag_of(part) in {MOTION, "al-groep", "al", "lijst", "table"}]
    return bool(spoken) and any(tag_of(above) == MOTION for above in (spoken[-1], *spoken[-1].iterancestors()))


def _name(motion: Any) -> str:  # noqa: ANN401
    """The name of a motion, with the number that it is published under: "M-34104-210", or what the chair links to."""
    linked = (str(element.get("doc", "")) for element in motion.iter() if tag_of(element) == "extref")
    ids = (str(motion.get("id", "")).replace("M-", "kst-", 1), *linked)
    number = next((found for id_ in ids if (found := parse_kamerstuk_id(id_))), None)
    title = child(motion, "kop")
    name = first(title, "titel") or squeezed(title) if title is not None else ""
    return motion_name(name, number.number if number else "", number.dossier if number else "")
