"""What is said in a debate, as blocks: one for a paragraph of a speech, with its speaker as voice.

The record prints who speaks above the words ("De heer Jansen (ABC):"). That label is no paragraph: it tells the voice.
Motions are sections of their own within what is debated. What is said in a few words ("Nee.") is no paragraph either:
it stands with what it replies to, behind the label of who says it, so that it is never taken for the other's.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from qa.domain import NO_PAGE, Line, ParagraphKind
from qa.parliament.voices import of_speaker
from qa.reading.block import Block
from qa.reading.source import block

FEW_WORDS = 3  # a speech of no more is an interjection
LONGEST = 1_900  # characters of paragraphs put together: what is one passage
LONGEST_SENTENCE = 8_000  # characters of one that runs on over paragraphs, as the names of who is present do
MOST_TOGETHER = 50  # paragraphs, of what is put together
MOTION_RANK = 7  # of the section that a motion is: below the six ranks that headings have
MOST_OF_MOTION = 60  # paragraphs of a motion
ANNOUNCED_WITHIN = 4  # paragraphs behind a motion in which the chair gives its number
FEWEST_LABELS = 3  # above words, before a text counts as the record of a debate

# "De heer Van den Berg (ABC):", "Minister De Jong:", "De voorzitter:", also with the words themselves behind it
_NAME = r"(?:[A-ZÀ-ÖØ-Þ'’][\w'’.-]*|van|de[nr]?|het|ten?|ter|in|op|'t|’t|el|al)"
LABEL = re.compile(
    rf"""
    (?: (?P<title> De\ heer | Mevrouw | Minister-president | Minister | Staatssecretaris | (?:Het\ l|Kamerl|L)id )
        \s+ (?P<name> {_NAME} (?:\s+{_NAME}){{0,5}} )
      | De \s+ (?P<chair> [Vv]oorzitter ) )
    (?: \s* \( \s* (?P<party> [^()]{{1,60}}? ) \s* \) )?
    \s* : \s*
    """,
    re.VERBOSE,
)
# What the record tells itself: "(Geroffel op de bankjes)", "De vergadering wordt geschorst.", "Sluiting 22.06 uur."
TOLD = re.compile(
    r"""
    \( [^()]* \)
  | De \s+ (?:\w+ \s+)? (?:vergadering|beraadslaging|behandeling|bespreking) \s+ (?:wordt|is) \s .{0,80}? \b
    (?:geschorst|gesloten|geopend|heropend|hervat|voortgezet|verdaagd) \b .{0,40}
  | (?:Aanvang|Sluiting|Einde) \s [^.?!\d]{0,40} \d{1,2} [.:] \d{2} \s uur \.?
  | [Vv]oorzitter: \s .{0,80}
  | In \s+ stemming \s+ komt \b .*
  | (?:Vóór|Voor|Tegen) \s+ stem(?:men|t) \s+ (?:de \s+ leden|het \s+ lid) \b .*
  | Overeenkomstig \s .* \b (?:wordt|is) \s+ (?:dienovereenkomstig \s+)? besloten \.
    """,
    re.VERBOSE | re.DOTALL,
)
VOTE = re.compile(r"In stemming komt\b")
VOTES_CAST = re.compile(r"(?:Vóór|Voor|Tegen) stem(?:men|t)\b|Ik (?:constateer|stel vast)\b")
UNFINISHED = re.compile(r"[:;,]$")
OPENS_MOTION = re.compile(r"De Kamer,|De Staten-Generaal,")
ENDS_MOTION = re.compile(r"(?:en )?gaat over tot de orde van de[nr]? dag[.,;]?$")
TITLE_OF_MOTION = re.compile(r"(?:(?:Nader )?[Gg]ewijzigde )?[Mm]otie")
ANNOUNCES = re.compile(r"Deze (?:nader )?(?:gewijzigde )?motie is voorgesteld|Naar mij blijkt|Zij krijgt nr\.")
NUMBERED = re.compile(r"krijgt nr\.\s*(?P<number>\w+)\s*\((?P<dossier>\d[^()]{0,20}(?:\(R\d+\))?)\)")


Item = tuple[Line, ...]  # the lines of a paragraph, or of an item of a list


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the voice, and the label that is printed with it ("De heer Jansen (ABC):")."""

    voice: str = ""
    label: str = ""


RECORD = Speaker()  # the record tells it itself
CHAIR = Speaker("voorzitter", "De voorzitter:")


def speaker(title: str, name: str, party: str = "") -> Speaker:
    """Give who speaks from what stands before the name, the name and the party, if any."""
    if name.lower() == "voorzitter":
        return CHAIR
    printed = f"{name} ({party})" if party else name
    return Speaker(of_speaker(title, name, party), f"{title} {printed}:".strip()) if name else RECORD


def labelled(text: str) -> tuple[Speaker, str] | None:
    """Give who is named at the beginning of a text as its speaker, and what is said; ``None`` where nobody is."""
    match = LABEL.match(text)
    if match is None:
        return None
    return speaker(match["title"] or "", match["name"] or match["chair"], match["party"] or ""), text[match.end() :]


def motion_name(title: str, number: str, dossier: str) -> str:
    """Name a motion: "Motie (32637, nr. 305)"; what is not known is left out."""
    return f"{title or 'Motie'} ({dossier}, nr. {number})" if number and dossier else title or "Motie"


@dataclass(slots=True)
class Minutes:
    """Takes down a debate in the order of its text."""

    _blocks: list[Block] = field(default_factory=list)
    _items: list[Item] = field(default_factory=list)  # of the paragraph that may go on
    _voice: str = ""
    _speaking: Speaker = RECORD  # who says the last line
    _ended: int = 0  # the rank of the section that ended, before what comes next
    _held: tuple[Speaker, tuple[Item, ...]] | None = None  # a few words, until it is known who speaks next

    def blocks(self) -> tuple[Block, ...]:
        """Give what was taken down."""
        self._close()
        return tuple(self._blocks)

    def heading(self, text: str, rank: int) -> None:
        """Open a section."""
        self.put(block(ParagraphKind.HEADING, text, level=rank))

    def put(self, part: Block) -> None:
        """Take down what is not said: a heading, a table."""
        self._close()
        self._blocks.append(part if part.level else replace(part, level=self._ended))
        self._ended, self._speaking = 0, RECORD

    def say(self, by: Speaker, *said: str | Item) -> None:
        """Take down a paragraph, or a list, of one speaker: as texts, or as printed lines."""
        items = tuple(map(_item, said))
        by = RECORD if TOLD.fullmatch(_text(items[0])) else by
        if self._held and self._held[0] == by:
            items = (*self._held[1], *items)
            self._held = None
        self._release()
        if by not in {RECORD, self._speaking} and is_few(_texts(items)):
            self._held = by, items
        else:
            self._write(by, items)

    def motion(self, by: Speaker, name: str, said: Sequence[str | Item]) -> None:
        """Take down the text of a motion, in one piece as it is one sentence; its section lasts until it is ended."""
        items = tuple(map(_item, said))
        self.put(Block(ParagraphKind.HEADING, ((Line(name, items[0][0].page, 0),),), level=MOTION_RANK))
        self._write(by, items)
        self._close()

    def end_motion(self) -> None:
        """End the section of a motion."""
        self._close()
        self._ended = MOTION_RANK

    def _close(self) -> None:
        """End the paragraph that is being taken down."""
        self._release()
        if self._items:
            items = tuple(self._items)
            self._blocks.append(Block(ParagraphKind.TEXT, items, level=self._ended, voice=self._voice))
            self._items, self._ended = [], 0

    def _release(self) -> None:
        """Write a few words that are all that was said: with what they reply to."""
        if self._held:
            by, items = self._held
            self._held = None
            self._write(by, items)

    def _write(self, by: Speaker, items: Sequence[Item]) -> None:
        opening, *rest = items
        if self._goes_on(by, items):
            voted = VOTE.match(_text(self._items[0])) is not None
            self._voice = self._voice or (by.voice if voted else "")
            if by not in {self._speaking, RECORD}:
                opening = (replace(opening[0], text=f"{by.label} {opening[0].text}"), *opening[1:])
        else:
            self._close()
            self._voice = by.voice
        self._items += [opening, *rest]
        self._speaking = by

    def _goes_on(self, by: Speaker, items: Sequence[Item]) -> bool:
        """Whether something said belongs to the paragraph above it."""
        if not self._items or len(self._items) + len(items) > MOST_TOGETHER:
            return False
        opening, above = _text(items[0]), _text(self._items[-1])
        runs_on = above.endswith(":") or (UNFINISHED.search(above) is not None and opening[0].islower())
        if sum(map(len, map(_text, (*self._items, *items)))) > (LONGEST_SENTENCE if runs_on else LONGEST):
            return False
        if VOTE.match(_text(self._items[0])) and VOTES_CAST.match(opening):
            return True
        few = is_few(_texts(items))
        if by == self._speaking:
            return UNFINISHED.search(above) is not None or is_few(_texts(self._items)) or few
        return few and (by != RECORD or opening.startswith("("))


def _item(said: str | Item) -> Item:
    return (Line(said, NO_PAGE, 0),) if isinstance(said, str) else said


def _text(item: Item) -> str:
    return " ".join(line.text for line in item)


def _texts(items: Iterable[Item]) -> list[str]:
    return [_text(item) for item in items]


def is_few(items: Sequence[str]) -> bool:
    """Whether something said is no more than an interjection."""
    return sum(len(item.split()) for item in items) <= FEW_WORDS


def items_of(part: Block) -> tuple[str, ...]:
    """Give the paragraphs of a block, or the items of its list, as texts."""
    return tuple(_texts(part.items))


def by_labels(body: Sequence[Block], fewest: int = FEWEST_LABELS, *, motions: bool = True) -> tuple[Block, ...]:
    """Give the blocks of a debate of which only the text tells who speaks.

    A label above words, as a paragraph of its own or before the words, holds until the next one or a heading. A motion
    runs from "De Kamer," to "en gaat over tot de orde van de dag.". A text with less than ``fewest`` labels is no
    debate: in it only a motion is put together, which is one sentence over several paragraphs, and not without
    ``motions``.
    """
    # In other texts names stand before colons too ("De heer Bos: penningmeester."), but not on lines of their own.
    labels = (part for part in body if part.kind in _SPOKEN and LABEL.fullmatch(items_of(part)[0]))
    if len(list(islice(labels, fewest))) < fewest:
        return tuple(_with_whole_motions(body) if motions else body)
    minutes = Minutes()
    _take_down(tuple(_paragraphs(body)), minutes)
    return minutes.blocks()


def _with_whole_motions(body: Sequence[Block]) -> Iterator[Block]:
    place = 0
    while place < len(body):
        length = _motion(body, place)
        lines = [item for part in body[place : place + length] for item in items_of(part)]
        yield block(ParagraphKind.TEXT, *lines) if lines else body[place]
        place += length or 1


_SPOKEN = frozenset((ParagraphKind.TEXT, ParagraphKind.HEADING))


def _paragraphs(body: Iterable[Block]) -> Iterator[Block]:
    """The blocks with each label taken off into a block of its own."""
    for part in body:
        found = labelled(items_of(part)[0]) if part.kind in _SPOKEN else None
        if found is None:
            yield part
            continue
        opening, *rest = part.items
        label = _text(opening)[: len(_text(opening)) - len(found[1])]
        yield Block(ParagraphKind.TEXT, ((replace(opening[0], text=label.strip()),),))
        if items := tuple(filter(None, (_without(opening, len(label)), *rest))):
            yield Block(ParagraphKind.TEXT, items)


def _without(item: Item, letters: int) -> Item:
    """An item without its first letters, the line ends counted as one."""
    for place, line in enumerate(item):
        if letters < len(line.text):
            return (replace(line, text=line.text[letters:].lstrip()), *item[place + 1 :])
        letters -= len(line.text) + 1
    return ()


def _take_down(parts: Sequence[Block], minutes: Minutes) -> None:
    by, title, in_motion, place = RECORD, "", False, 0
    while place < len(parts):
        part, text = parts[place], items_of(parts[place])[0]
        if found := labelled(text) if part.kind is ParagraphKind.TEXT else None:
            by = found[0]
        elif TITLE_OF_MOTION.fullmatch(text) and _motion(parts, place + 1):
            title = text
        elif length := _motion(parts, place):
            place += length
            items = [item for one in parts[place - length : place] for item in one.items]
            minutes.motion(by, _announced(title, parts[place : place + ANNOUNCED_WITHIN]), items)
            title, in_motion = "", True
            continue
        else:
            in_motion = in_motion and _still_of_motion(minutes, text)
            _put(minutes, part, by)
            by = RECORD if part.kind is ParagraphKind.HEADING else by
        place += 1


def _still_of_motion(minutes: Minutes, text: str) -> bool:
    """Whether a text announces the motion above it; when it does not, the section of the motion has ended."""
    announces = ANNOUNCES.match(text) is not None
    if not announces:
        minutes.end_motion()
    return announces


def _put(minutes: Minutes, part: Block, by: Speaker) -> None:
    if part.kind is ParagraphKind.TEXT:
        minutes.say(by, *part.items)
    else:
        minutes.put(part)


def _motion(parts: Sequence[Block], begin: int) -> int:
    """How many of the paragraphs from ``begin`` on are a motion; 0 when they do not begin with one."""
    if begin >= len(parts) or not OPENS_MOTION.match(items_of(parts[begin])[0]):
        return 0
    for length, part in enumerate(parts[begin : begin + MOST_OF_MOTION], 1):
        opening = items_of(part)[0]
        if part.kind is not ParagraphKind.TEXT or labelled(opening) or (length > 1 and OPENS_MOTION.match(opening)):
            return 0
        if ENDS_MOTION.search(items_of(part)[-1]):
            return length
    return 0


def _announced(title: str, behind: Iterable[Block]) -> str:
    """The name of a motion, with the number that the chair gives it in the paragraphs behind it."""
    found = next((match for part in behind for item in items_of(part) if (match := NUMBERED.search(item))), None)
    return motion_name(title, found["number"], found["dossier"]) if found else motion_name(title, "", "")
