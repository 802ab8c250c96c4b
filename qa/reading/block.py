"""The unit of recognised structure: lines that belong together, and the headings above them."""

import re
from dataclasses import dataclass, replace

from qa.domain import Line, ParagraphKind

SENTENCE_END = re.compile(r"[.?!…:;][)\]”’\"'»]*$")
SHORTEST_PART = 16  # characters; a shorter heading in capitals is an abbreviation ("NMI", "SOF")


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
        if in_capitals(text):
            return SectionPath(part=(text,), follows_heading=True, ranked=self.ranked)
        if block.open:
            above = self.sections if self.follows_heading else ()
            return replace(self, sections=(*above, text), below=(), follows_heading=True)
        return replace(self, below=(text,), follows_heading=True)

    def _above(self, rank: int) -> tuple[tuple[int, str], ...]:
        return tuple((level, heading) for level, heading in self.ranked if level < rank)


def in_capitals(text: str) -> bool:
    """Whether a text is set in capitals, and is no abbreviation."""
    return text.isupper() and len(text) >= SHORTEST_PART
