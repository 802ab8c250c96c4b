"""Grouping printed lines into blocks: paragraphs, lists, headings, letterhead and signatures.

Two things tell where a block ends: white space, and a line that stops although the first word of the next
line would still have fitted. A document in which every line is followed by an empty one ("double spaced")
has only the second, and larger gaps.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from qa.domain import Line, ParagraphKind
from qa.reading.tables import numbered_rows

SENTENCE_END = re.compile(r"[.?!…:;][)\]”’\"'»]*$")
CLAUSE_END = re.compile(r"[.?!…:;,][)\]”’\"'»]*$|\b(?:en|of)$")
NEW_THOUGHT = re.compile(r"[(\[“‘\"'«]*[A-ZÀ-ÖØ-Þ0-9]")
LIST_ITEM = re.compile(r"(?:[-–•*▪]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+\S")
BULLET = re.compile(r"[-–•*▪]\s")
MARK = re.compile(r"\(?(\d{1,2}|[a-z]|[ivx]{2,4})[.)]\s")
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
FIRST_ITEM = re.compile(r"\(?(?:1|a|i)[.)]\s")
DOSSIER_TITLE = re.compile(r"\d{2}\s?\d{3}\s?-?\s*\d*\s+[A-Z]")
LETTERHEAD = re.compile(
    r"(?:Aan\s+(?:de|het|uw)\b|Den Haag,|Datum\b|Betreft\b|Bijlage\(n\)|Geachte\b|Vastgesteld\b|Nr\.\s+\S+\s+[A-Z]{4,})"
)
# What stands in the head of a document only; elsewhere such words may begin a paragraph.
HEAD = re.compile(
    r"""
      (?:Tweede|Eerste)\ Kamer\ der\ Staten-Generaal | Vergaderjaar\ \d{4} | Aanhangsel\ van\ de\ Handelingen
    | Vragen\ (?:gesteld\ door\ de\ leden|van\ (?:het\ lid|de\ leden|de\ commissie|de\ vaste\ commissie))
    | (?:Antwoord|Mededeling)\ van\ (?:de\ )?(?:Minister|Staatssecretaris)
    | (?:Voorgesteld|Ontvangen|Vastgesteld)\ \d{1,2}\ | Onderwerp\b | >?\ ?Retouradres
    """,
    re.VERBOSE,
)
# The last words of the head of answers to written questions, whatever stands above them.
RECEIVED = re.compile(r"(?:Antwoord|Mededeling)(?:en)? van .{0,300}\(ontvangen", re.DOTALL)
DATED = re.compile(r"(?:Voorgesteld|Ontvangen|Vastgesteld)\s\d{1,2}\s\w+\s\d{4}")  # a line of its own
SIGNATURE = re.compile(r"(?:de\s+)?(?:minister|staatssecretaris|voorzitter|griffier)\s+(?:van|voor)\b", re.IGNORECASE)

DOUBLE_SPACED_SHARE = 0.7  # of the lines: all of them in the two double-spaced documents, at most a quarter elsewhere
FEWEST_GAPS = 10  # between lines; a few paragraphs of one line each are not double spaced
FULL_WIDTH_QUANTILE = 0.9  # the width of a text is the length that this share of its lines does not exceed
FITS = 0.95  # of the width: letters differ in width, so a line this full may well have been full
# Words that cannot end a heading, and words that, with a capital, begin a sentence rather than a name.
DANGLING = frozenset(
    """
    aan als bij de dat die door een en het in met naar of om op over te ten ter tot uit van voor
    """.split()
)
OPENERS = frozenset(
    """
    als bij daarnaast dat de deze dit door een er het hiermee hoewel in indien met mede na naast om onder ook op
    sinds ten tevens tijdens uit vanaf verder volgens voor waar wanneer zo zoals
    """.split()
)

SHORT = 0.7  # of the width: a line without a full stop is a heading when it is this short, whatever follows
LONGEST_HEADING = 130  # characters; the longest in the five documents has 109
MOST_HEADING_LINES = 3
SHORTEST_PART = 16  # characters; a shorter heading in capitals is an abbreviation ("NMI", "SOF")
FEWEST_HEADINGS = 3  # in type of their own; with fewer it is not known that all are
MOST_SIGNATURE_LINES = 4
LONGEST_NAME = 5  # words: "D. van der Berg-Jansen"
MOST_HEAD = 20  # blocks of the head of a document
LONGEST_ADDRESS = 12  # words of a line of an address
SHORT_VALUE = 6  # words; a text this short between two headings is one with the one above: "Rol" / "Geen"


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together. ``items`` has one part for a paragraph, several for a list.

    ``open`` tells of a heading that white space follows, as it does above a whole section; a heading without
    it stands over a few paragraphs only. ``level`` is the rank of a heading where the format tells it, counted from
    1 for the outermost; 0 where it does not. Of anything else it is the rank of the section that ended above it, as
    that of a motion ends within a debate; 0 where none did. ``voice`` is who speaks, where the format tells it.
    """

    kind: ParagraphKind
    items: tuple[tuple[Line, ...], ...]
    open: bool = False
    level: int = 0
    voice: str = ""


@dataclass(frozen=True, slots=True)
class SectionPath:
    """The headings above a paragraph.

    Where the format tells the rank of a heading, those of lower ranks stay above it. Plain text does not tell it, so
    only what is certain is kept. A heading in capitals opens a part of the document, which lasts until the next. A
    heading directly below another belongs to it, and so does one without white space below it to the open one
    above. Any other heading begins anew.
    """

    part: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    follows_heading: bool = False
    ranked: tuple[tuple[int, str], ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings from the outside in."""
        return tuple(text for _, text in self.ranked) + self.part + self.sections + self.below

    def after(self, block: Block, text: str) -> "SectionPath":
        """The path that holds from this block on; for a heading itself, including it."""
        if block.kind is not ParagraphKind.HEADING:
            ranked = self._above(block.level) if block.level else self.ranked
            return replace(self, follows_heading=False, ranked=ranked)
        if block.level:
            return SectionPath(ranked=(*self._above(block.level), (block.level, text)))
        if _in_capitals(text):
            return SectionPath(part=(text,), follows_heading=True, ranked=self.ranked)
        if block.open:
            above = self.sections if self.follows_heading else ()
            return replace(self, sections=(*above, text), below=(), follows_heading=True)
        return replace(self, below=(text,), follows_heading=True)

    def _above(self, rank: int) -> tuple[tuple[int, str], ...]:
        return tuple((level, heading) for level, heading in self.ranked if level < rank)


@dataclass(frozen=True, slots=True)
class _Spacing:
    """How a text is set: the gap between the lines of a paragraph, the width of a full line, the look of headings.

    ``conspicuous`` tells that headings are set in larger, bold or italic type, so that nothing else is one.
    """

    ordinary_gap: int
    width: float
    conspicuous: bool

    def apart(self, above: Line, below: Line) -> bool:
        return below.follows(above) and below.gap > self.ordinary_gap

    def stopped_early(self, above: Line, below: Line) -> bool:
        """Whether the first word of ``below`` would have fitted behind ``above``.

        A number and the word after it count as one: a typesetter keeps "20 juli" together.
        """
        words = below.text.split(maxsplit=2)
        first = " ".join(words[: 2 if words[0][0].isdigit() else 1])
        return len(above.text) + 1 + len(first) <= FITS * self.width


def group(lines: Sequence[Line], *, headings: bool = True) -> list[Block]:
    """Group the lines of a document into blocks, in order; without ``headings`` none is recognised as such."""
    if not lines:
        return []
    spacing = _spacing(lines)
    runs: list[list[Line]] = [[lines[0]]]
    for below in lines[1:]:
        if _goes_on(runs[-1], below, spacing):
            runs[-1].append(below)
        else:
            runs.append([below])
    following = [run[0] for run in runs[1:]] + [None]
    blocks = [_block(run, below, spacing, headings=headings) for run, below in zip(runs, following, strict=True)]
    return _with_values(_title_block(_last_names(_join_lists(blocks)))) if headings else _join_lists(blocks)


def _spacing(lines: Sequence[Line]) -> _Spacing:
    gaps = [below.gap for above, below in pairwise(lines) if below.follows(above)]
    double = len(gaps) >= FEWEST_GAPS and sum(1 for gap in gaps if gap > 0) > DOUBLE_SPACED_SHARE * len(gaps)
    lengths = sorted(len(line.text) for line in lines)
    width = lengths[int(FULL_WIDTH_QUANTILE * (len(lengths) - 1))]
    standing_out = sum(1 for line in lines if line.rank and not line.cells and len(line.text) <= SHORT * width)
    return _Spacing(int(double), width, standing_out >= FEWEST_HEADINGS)


def _goes_on(run: Sequence[Line], below: Line, spacing: _Spacing) -> bool:
    """Whether ``below`` belongs to the block that ``run`` is so far; a table is a block of its own."""
    above = run[-1]
    if above.cells or below.cells:
        # Below white space another table begins, or the values of one whose head stands apart.
        goes_on = not spacing.apart(above, below) or any(map(str.isdigit, below.text))
        return len(above.cells) == len(below.cells) and goes_on
    return _belongs_to(run, below, spacing)


def _belongs_to(run: Sequence[Line], below: Line, spacing: _Spacing) -> bool:
    """Whether ``below`` goes on in the text that ``run`` is so far."""
    above = run[-1]
    apart = spacing.apart(above, below)
    ended = SENTENCE_END.search(above.text) is not None
    if _changes_type(above, below, spacing) or DATED.fullmatch(above.text):
        return False
    if _in_capitals(above.text) or _in_capitals(below.text):
        return _in_capitals(above.text) == _in_capitals(below.text) and not apart
    if LETTERHEAD.match(run[0].text):
        return below.text[0].islower() and not apart
    if _begins_item(run, below, spacing) or (ended and HEAD.match(below.text) and not below.rank):
        return False
    if not ended and (below.text[0].islower() or above.text.endswith("-")):
        return True
    if apart:
        # An item of a list may be torn apart by white space; a paragraph is not.
        return LIST_ITEM.match(run[0].text) is not None and not ended
    if not NEW_THOUGHT.match(below.text):
        return True
    if not ended:
        return _goes_on_in_capital(run, below, spacing)
    # A sentence that ends with its page or column may end its paragraph too; if it does not, a cut there costs little.
    return below.follows(above) and not spacing.stopped_early(above, below)


def _goes_on_in_capital(run: Sequence[Line], below: Line, spacing: _Spacing) -> bool:
    """Whether a text that has not ended goes on in a line that begins with a capital or number: it is no heading."""
    above = run[-1]
    if above.rank and above.rank == below.rank:
        return True
    short = len(above.text) <= SHORT * spacing.width and spacing.stopped_early(above, below)
    return not (_is_heading(run, below, spacing) and (short or _opens_sentence(below)))


def _changes_type(above: Line, below: Line, spacing: _Spacing) -> bool:
    """Whether a heading in type of its own ends or begins between two lines, and not words within a paragraph."""
    if above.rank == below.rank or above.cells or below.cells:
        return False
    return spacing.apart(above, below) or spacing.stopped_early(above, below) or bool(SENTENCE_END.search(above.text))


def _in_capitals(text: str) -> bool:
    return text.isupper() and len(text) >= SHORTEST_PART


def _opens_sentence(line: Line) -> bool:
    return line.text.split(maxsplit=1)[0].lower() in OPENERS


def _begins_item(run: Sequence[Line], below: Line, spacing: _Spacing) -> bool:
    if not LIST_ITEM.match(below.text):
        return False
    above = run[-1]
    if spacing.apart(above, below) or above.text.endswith(":"):
        return True
    if BULLET.match(below.text) and above.text[-1] in ".,;":
        return True  # a dash within a sentence follows on a word
    if BULLET.match(below.text) and BULLET.match(run[0].text) and CLAUSE_END.search(above.text):
        return True  # the item above ends in "en" or "of"
    if (mark := MARK.match(below.text)) and (before := MARK.match(run[0].text)):
        if _counts_on(before[1], mark[1]):
            return True
        if mark[1].isdigit() and before[1].isdigit():
            return False
    introduced = CLAUSE_END.search(above.text) or FIRST_ITEM.match(below.text)
    return spacing.stopped_early(above, below) and introduced is not None


def _counts_on(before: str, mark: str) -> bool:
    """Whether ``mark`` is the number, letter or Roman number that comes after ``before``."""
    if before.isdigit() or mark.isdigit():
        return before.isdigit() and mark.isdigit() and int(mark) == int(before) + 1
    following = {ROMAN[ROMAN.index(before) + 1]} if before in ROMAN[:-1] else set()
    if len(before) == 1:
        following.add(chr(ord(before) + 1))
    return mark in following


def _is_heading(run: Sequence[Line], below: Line | None, spacing: _Spacing) -> bool:
    if len(run) > MOST_HEADING_LINES:
        return False
    text = " ".join(line.text for line in run)
    if _stands_out(run):
        return below is not None and len(text) <= LONGEST_HEADING and not text.endswith((".", ",", ";", ":"))
    return (
        not spacing.conspicuous
        and len(text) <= LONGEST_HEADING
        and NEW_THOUGHT.match(text) is not None
        and any(map(str.isalpha, text))
        and not CLAUSE_END.search(text)
        and text.split()[-1].lower() not in DANGLING
        and text.count("(") == text.count(")")
        and not LIST_ITEM.match(text)
        and not LETTERHEAD.match(text)
        and not _is_signature(run)
        and below is not None
        and not SIGNATURE.match(below.text)
    )


def _stands_out(run: Sequence[Line]) -> bool:
    """Whether lines are set in larger, bold or italic type, and hold words."""
    return all(line.rank for line in run) and any(map(str.isalpha, run[0].text))


def _is_signature(run: Sequence[Line]) -> bool:
    """An office with or without the name of who holds it: "De Minister van Defensie," / "K.H. Ollongren"."""
    few = len(run) <= MOST_SIGNATURE_LINES
    return few and not SENTENCE_END.search(run[-1].text) and any(SIGNATURE.match(line.text) for line in run)


def _block(run: list[Line], below: Line | None, spacing: _Spacing, *, headings: bool) -> Block:
    if run[0].cells:
        rows = numbered_rows([line.cells for line in run])
        return Block(ParagraphKind.TABLE, tuple((replace(run[place], text=text),) for place, text in rows))
    kind = _kind(run, below, spacing) if headings else ParagraphKind.TEXT
    level = run[0].rank if kind is ParagraphKind.HEADING else 0
    return Block(kind, (tuple(run),), open=below is not None and spacing.apart(run[-1], below), level=level)


def _kind(run: Sequence[Line], below: Line | None, spacing: _Spacing) -> ParagraphKind:
    if LETTERHEAD.match(run[0].text):
        return ParagraphKind.LETTERHEAD
    if _is_signature(run):
        return ParagraphKind.SIGNATURE
    return ParagraphKind.HEADING if _is_heading(run, below, spacing) else ParagraphKind.TEXT


def _join_lists(blocks: Sequence[Block]) -> list[Block]:
    """Make one block of a list: its items, and the sentence that introduces them when it ends in a colon."""
    joined: list[Block] = []
    for block in blocks:
        item = block.kind is ParagraphKind.TEXT and LIST_ITEM.match(block.items[0][0].text) is not None
        if item and joined and joined[-1].kind is ParagraphKind.TEXT and _can_be_followed_by_item(joined[-1]):
            joined[-1] = Block(ParagraphKind.TEXT, joined[-1].items + block.items, block.open)
        else:
            joined.append(block)
    return joined


def _can_be_followed_by_item(block: Block) -> bool:
    return LIST_ITEM.match(block.items[-1][0].text) is not None or block.items[-1][-1].text.endswith(":")


def _last_names(blocks: list[Block]) -> list[Block]:
    """Below the last paragraph stand no headings: what looks like them are the names of those who sign."""
    end = len(blocks)
    while end and (
        blocks[end - 1].kind in {ParagraphKind.HEADING, ParagraphKind.SIGNATURE} or _is_name(blocks[end - 1])
    ):
        end -= 1
    return [*blocks[:end], *(replace(block, kind=ParagraphKind.SIGNATURE) for block in blocks[end:])]


def _is_name(block: Block) -> bool:
    """Whether each line of a block may be the name of a person."""
    lines = [line.text for item in block.items for line in item]
    return all(len(text.split()) <= LONGEST_NAME and text[0].isupper() and text[-1].isalpha() for text in lines)


def _title_block(blocks: list[Block]) -> list[Block]:
    """What stands above the address and the date on the first page is the title, and no section."""
    received = [i for i, block in enumerate(blocks[:MOST_HEAD]) if RECEIVED.match(_words(block))]
    first = received[-1] + 1 if received else 0
    head = next((i for i, block in enumerate(blocks) if i >= first and _is_prose(block)), len(blocks))
    if blocks and DOSSIER_TITLE.match(blocks[0].items[0][0].text):
        blocks = [replace(blocks[0], kind=ParagraphKind.LETTERHEAD), *blocks[1:]]
    letterhead = [i for i, b in enumerate(blocks[:head]) if b.kind is ParagraphKind.LETTERHEAD or _is_head(b)]
    end = letterhead[-1] + 1 if letterhead else 0
    return [*(replace(block, kind=ParagraphKind.LETTERHEAD) for block in blocks[:end]), *blocks[end:]]


def _is_head(block: Block) -> bool:
    """Whether a block belongs to the head of a document, as the lone number of a publication does."""
    text = block.items[0][0].text
    return HEAD.match(text) is not None or text.isdigit()


def _words(block: Block) -> str:
    return " ".join(line.text for item in block.items for line in item)


def _is_prose(block: Block) -> bool:
    """Whether a block is text, and no line of an address or of the head of a document."""
    words = len(_words(block).split())
    ended = SENTENCE_END.search(block.items[-1][-1].text) is not None
    return block.kind is ParagraphKind.TEXT and not _is_head(block) and (ended or words > LONGEST_ADDRESS)


def _with_values(blocks: Sequence[Block]) -> list[Block]:
    """A few words between two headings say nothing without the one above: "Rechtsbasis" and "Artikel 114" are one."""
    joined: list[Block] = []
    for block, below in zip(blocks, [*blocks[1:], None], strict=True):
        alone = below is None or below.kind is ParagraphKind.HEADING
        if alone and _is_value(block) and joined and joined[-1].kind is ParagraphKind.HEADING and joined[-1].level:
            joined[-1] = replace(joined[-1], kind=ParagraphKind.TEXT, items=joined[-1].items + block.items)
        else:
            joined.append(block)
    return joined


def _is_value(block: Block) -> bool:
    text = _words(block)
    return block.kind is ParagraphKind.TEXT and len(text.split()) <= SHORT_VALUE and not SENTENCE_END.search(text)
