"""Debates in print: the Handelingen and the reports of committees.

Labels on lines of their own tell who speaks: "Mevrouw Jansen (ABC):", "De voorzitter:", "Minister De Wit:".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from qa.domain import Line, ParagraphKind
from qa.parliament.identity import DEBATE_FOOT
from qa.reading.block import SENTENCE_END, Block
from qa.reading.blocks import group
from qa.reading.minutes import (
    ENDS_MOTION,
    FEWEST_LABELS,
    LABEL,
    MOTION_RANK,
    OPENS_MOTION,
    TITLE_OF_MOTION,
    TOLD,
    by_labels,
    items_of,
)

LONGEST_LABEL = 120  # characters
APART = 9  # empty lines: more than between the lines of any text
GUESSED_RANK = MOTION_RANK - 1  # of a heading that only its shape tells
LABEL_BEGINS = re.compile(
    r"(?:De heer|Mevrouw|Minister(?:-president)?|Staatssecretaris|(?:Het l|Kamerl|L)id|De)\s[^:]*$"
)
# What opens an item: "Aan de orde is het tweeminutendebat Paden.", also above the first who speaks.
OPENS_ITEM = re.compile(r"Aan de orde\b")


def is_debate(lines: Sequence[Line]) -> bool:
    """Whether enough labels stand on lines of their own."""
    labels = (place for place in range(len(lines)) if _label(lines, place))
    return len(list(islice(labels, FEWEST_LABELS))) == FEWEST_LABELS


def debate(lines: Sequence[Line]) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Give the blocks of a debate, each paragraph of a speech with its speaker as voice; and what is no part of them.

    That are the labels, each once, and the feet of pages that stand in the text.
    """
    kept = [line for line in lines if not DEBATE_FOOT.fullmatch(line.text)]
    feet = [line.text for line in lines if DEBATE_FOOT.fullmatch(line.text)]
    kept = list(_apart(kept))
    labels = (line.text for line in kept if _is_label(line.text))
    blocks = [piece for part in group(kept) for piece in _cut(part)]
    return by_labels(tuple(_as_spoken(blocks)), fewest=0), (*feet, *dict.fromkeys(labels))


def _is_label(text: str) -> bool:
    return len(text) <= LONGEST_LABEL and LABEL.fullmatch(text) is not None


def _label(lines: Sequence[Line], place: int) -> int:
    """How many lines from ``place`` on are a label and nothing else: one, two in a narrow column, or 0."""
    line = lines[place]
    if line.cells:
        return 0
    if _is_label(line.text):
        return 1
    begins = len(line.text) <= LONGEST_LABEL and LABEL_BEGINS.match(line.text) is not None
    if not begins or place + 1 == len(lines) or lines[place + 1].cells:
        return 0
    return 2 if _is_label(_joined(line, lines[place + 1])) else 0


def _joined(line: Line, below: Line) -> str:
    return f"{line.text}{'' if line.text.endswith('-') else ' '}{below.text}"


def _apart(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines with each label on one, and white space around labels and motions, so that nothing joins them."""
    place, begins = 0, False
    while place < len(lines):
        line, length = lines[place], _label(lines, place)
        if length == 2:
            line = replace(line, text=_joined(line, lines[place + 1]))
        alone = length > 0 or (not line.cells and TITLE_OF_MOTION.fullmatch(line.text) is not None)
        opens = alone or OPENS_MOTION.fullmatch(line.text) is not None
        yield replace(line, gap=max(line.gap, APART)) if opens or begins else line
        begins = alone or ENDS_MOTION.search(line.text) is not None
        place += max(1, length)


def _cut(part: Block) -> Iterator[Block]:
    """A block as several when a label stands in it, as it may at the top of a page."""
    lines = [line for item in part.items for line in item]
    if part.kind is ParagraphKind.TABLE or not any(_is_label(line.text) for line in lines[1:]):
        yield part
        return
    items: list[tuple[Line, ...]] = []
    for item in part.items:
        begin = 0
        for place, line in enumerate(item):
            if not _is_label(line.text):
                continue
            items += [item[begin:place]] if place > begin else []
            if items:
                yield replace(part, kind=ParagraphKind.TEXT, items=tuple(items), level=0)
            yield Block(ParagraphKind.TEXT, ((line,),))
            items, begin = [], place + 1
        items += [item[begin:]] if begin < len(item) else []
    if items:
        yield replace(part, kind=ParagraphKind.TEXT, items=tuple(items), level=0)


def _as_spoken(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks of a debate; in what is said there is no letterhead, and no heading that only its shape tells."""
    spoken, blocks = False, _with_opening(blocks)
    for part, below in zip(blocks, [*blocks[1:], None], strict=True):
        text = items_of(part)[0]
        spoken = spoken or _is_label(text)
        if part.kind is ParagraphKind.HEADING:
            yield _heading(part, text, below, spoken=spoken)
        elif spoken and part.kind in {ParagraphKind.LETTERHEAD, ParagraphKind.SIGNATURE}:
            yield replace(part, kind=ParagraphKind.TEXT)
        else:
            yield part


def _heading(part: Block, text: str, below: Block | None, *, spoken: bool) -> Block:
    opens = below is not None and (OPENS_ITEM.match(items_of(below)[0]) or _is_label(items_of(below)[0]))
    if TOLD.fullmatch(text) or (spoken and not part.level and not opens and not TITLE_OF_MOTION.fullmatch(text)):
        return replace(part, kind=ParagraphKind.TEXT, level=0)
    return replace(part, level=part.level or GUESSED_RANK)


def _with_opening(blocks: Sequence[Block]) -> list[Block]:
    """The blocks in which what opens an item is text, whole, and the title above it a heading."""
    done: list[Block] = []
    for part in blocks:
        before = done[-1] if done else None
        if part.kind is ParagraphKind.LETTERHEAD and OPENS_ITEM.match(items_of(part)[0]):
            _raise_title(done)
            done.append(replace(part, kind=ParagraphKind.TEXT))
        elif before and _was_torn(before, part):
            done[-1] = replace(before, items=(*before.items[:-1], before.items[-1] + part.items[0], *part.items[1:]))
        else:
            done.append(part)
    return done


def _raise_title(above: list[Block]) -> None:
    """Make a heading of what stands above the opening in type of its own."""
    if above and above[-1].kind is ParagraphKind.LETTERHEAD:
        first = above[-1].items[0][0]
        if first.rank and any(map(str.isalpha, first.text)):
            above[-1] = replace(above[-1], kind=ParagraphKind.HEADING, level=first.rank)


def _was_torn(before: Block, part: Block) -> bool:
    """Whether an opening goes on in the next block: "Aan de orde is het debat Paden" / "(CD d.d. 18/01)."."""
    opening = OPENS_ITEM.match(items_of(before)[0]) is not None and len(before.items) == 1
    ended = SENTENCE_END.search(before.items[-1][-1].text) is not None
    goes_on = part.kind is ParagraphKind.TEXT and not _is_label(items_of(part)[0])
    abbreviated = before.items[-1][-1].text.endswith((" d.d.", " nr.", "(CD d.d."))
    return opening and goes_on and (abbreviated or not ended)
