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
from qa.language.dates import DAY
from qa.reading.block import SENTENCE_END, Block, in_capitals
from qa.reading.front_matter import HEAD, completed, with_captions
from qa.reading.tables import numbered_rows

CLAUSE_END = re.compile(r"[.?!…:;,][)\]”’\"'»]*$|\b(?:en|of)$")
NEW_THOUGHT = re.compile(r"[(\[“‘\"'«]*[A-ZÀ-ÖØ-Þ0-9]")
LIST_ITEM = re.compile(r"(?:[-–•*▪]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+\S")
BULLET = re.compile(r"[-–•*▪]\s")
MARK = re.compile(r"\(?(\d{1,2}|[a-z]|[ivx]{2,4})[.)]\s")
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
FIRST_ITEM = re.compile(r"\(?(?:1|a|i)[.)]\s")
LETTERHEAD = re.compile(
    r"""
      Aan\s+(?:de|het|uw)\s+(?i:heer|mevrouw|leden|voorzitter|griffier|minister|staatssecretaris|vaste|commissie
        |Tweede|Eerste|Kamer|Koning)
    | Den\ Haag,\s*(?:\d|$) | Datum:?\s*(?:\d|$) | Betreft\b | Onderwerp:?\s | Bijlage\(n\) | Geachte\b
    | Vastgesteld\s+[\d(] | Nr\.\s+\S+\s+[A-Z]{4,}
    """,
    re.VERBOSE,
)
SUBJECT = re.compile(r"(?:Betreft|Onderwerp)\b")
DATED = re.compile(rf"(?:Voorgesteld|Ontvangen|Vastgesteld)\s{DAY}")  # a line of its own
SIGNATURE = re.compile(r"(?:de\s+)?(?:minister|staatssecretaris|voorzitter|griffier)\s+(?:van|voor)\b", re.IGNORECASE)
FAREWELL = re.compile(r"(?:Hoogachtend|Met\s(?:vriendelijke\s|de\smeeste\s)?(?:groet(?:en)?|hoogachting)),?")
ORDINAL = re.compile(r"[IVX]{1,5}|[A-H]")  # the number of a part of an amendment, alone on its line

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
FEWEST_HEADINGS = 3  # in type of their own; with fewer it is not known that all are
MOST_SIGNATURE_LINES = 4


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
    joined = with_captions(_join_lists(blocks))
    return completed(joined) if headings else joined


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
    if in_capitals(above.text) or in_capitals(below.text):
        return in_capitals(above.text) == in_capitals(below.text) and not apart
    if _opens_letterhead(run[0], spacing):
        return not apart and (below.text[0].islower() or _goes_on_in_subject(run, below))
    if _is_signature(run) and not below.follows(above):
        return False  # an annex begins on a page of its own
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


def _opens_letterhead(line: Line, spacing: _Spacing) -> bool:
    """Whether a line is one of a letterhead, and not the first of a paragraph that begins with such words."""
    prose = line.text.startswith("Aan ") and len(line.text) > FITS * spacing.width  # "Aan de minister is gevraagd ..."
    return LETTERHEAD.match(line.text) is not None and not prose and not SENTENCE_END.search(line.text)


def _goes_on_in_subject(run: Sequence[Line], below: Line) -> bool:
    """Whether a line belongs to the subject of a letter, which may go on with a name."""
    return SUBJECT.match(run[0].text) is not None and not LETTERHEAD.match(below.text) and not HEAD.match(below.text)


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
    if _opens_letterhead(run[0], spacing) and not SENTENCE_END.search(run[-1].text):
        return ParagraphKind.LETTERHEAD
    if _is_signature(run) or FAREWELL.fullmatch(run[0].text):
        return ParagraphKind.SIGNATURE
    if below and len(run) == 1 and ORDINAL.fullmatch(run[0].text):
        return ParagraphKind.HEADING
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
