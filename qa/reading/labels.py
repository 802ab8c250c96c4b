"""Printed lines that bear the labels of questions and answers: "Vraag 1", "Antwoord op de vragen 3, 4 en 5"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.domain import Line, ParagraphKind
from qa.reading.blocks import SENTENCE_END, Block, group

_NUMBERS = r"\d{1,3}(?:(?:\s*(?:,\s*en|,|en|t/m|-|–)\s*|\s+)\d{1,3})*"
QUESTION_LABEL = re.compile(rf"(?:Vraag|Vragen)\s+{_NUMBERS}\s*[:.]?", re.IGNORECASE)
ANSWER_LABEL = re.compile(
    rf"""
    Antwoord(?:en)?
    (?: \s+ op )? (?: \s+ (?:de\s+)? (?:vraag|vragen) )?
    (?: \s+ {_NUMBERS} )?
    \s* [:.]?
    """,
    re.VERBOSE | re.IGNORECASE,
)
# The text that may stand behind a label: behind a colon or a full stop, or beginning with a capital.
_BEHIND = re.compile(r"(?:(?<=[:.])|(?=\s+[A-Z«\"'“‘]))\s*(?P<text>\S.*)", re.DOTALL)
# What ends a question that is not answered, or follows on the last answer.
CLOSING = re.compile(r"(?:Mededeling|Toelichting|Bijlagen?(?:\s\d+)?)\s*:?")


def labelled_blocks(lines: Sequence[Line]) -> list[Block]:
    """Group lines in which questions and answers bear labels; nothing when they hold none.

    A label becomes a block of its own, so that the text behind it is what is asked or answered.
    """
    alone = [place for place, line in enumerate(lines) if _label(line) == line.text]
    if not any(QUESTION_LABEL.fullmatch(lines[place].text) for place in alone):
        alone = [place for place, line in enumerate(lines) if _label(line) and _stands_apart(lines, place)]
    asks = any(QUESTION_LABEL.fullmatch(_label(lines[place])) for place in alone)
    return list(_blocks(lines, alone)) if asks else []


def _label(line: Line) -> str:
    """The label with which a line begins, or nothing."""
    if line.cells:
        return ""
    for pattern in (QUESTION_LABEL, ANSWER_LABEL):
        match = pattern.match(line.text)
        if match and match[0][0].isupper() and (match.end() == len(line.text) or _BEHIND.match(line.text, match.end())):
            return match[0]
    return ""


def _stands_apart(lines: Sequence[Line], place: int) -> bool:
    """Whether a line does not run on from the one above."""
    if place == 0 or lines[place].gap > 0 or lines[place].rank:
        return True
    above = lines[place - 1]
    return not lines[place].follows(above) or SENTENCE_END.search(above.text) is not None


def _blocks(lines: Sequence[Line], found: Sequence[int]) -> Iterator[Block]:
    closed = [place for place, line in enumerate(lines) if place > found[0] and CLOSING.fullmatch(line.text)]
    cuts = sorted({*found, *closed})
    yield from group(lines[: cuts[0]])
    for start, end in zip(cuts, [*cuts[1:], len(lines)], strict=True):
        line = lines[start]
        if start in closed:
            yield Block(ParagraphKind.HEADING, ((line,),), level=1)
            yield from group(lines[start + 1 : end])
            continue
        label = _label(line)
        yield Block(ParagraphKind.TEXT, ((replace(line, text=label),),))
        rest = line.text[len(label) :].strip()
        behind = [replace(line, text=rest, gap=0)] if rest else []
        yield from group([*behind, *lines[start + 1 : end]], headings=False)
