"""Printed lines to the structure of a document: footnotes, paragraphs, questions with their answers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.domain import Line, ParagraphKind
from qa.errors import ReadingError
from qa.parliament.questions import COLUMN_HEADING, ListedQuestion, find_questions
from qa.reading.blocks import SENTENCE_END, Block, group
from qa.reading.debates import debate, is_debate
from qa.reading.footnotes import Note, take_footnotes
from qa.reading.labelled import Paired, asks, label_of, pair_up
from qa.reading.layout import Asked, Layout, Structure, write
from qa.reading.source import TITLE_BLOCK, Described, Source
from qa.reading.wrapping import vocabulary

# What ends a question that is not answered, or follows on the last answer.
CLOSING = re.compile(r"(?:Mededeling|Toelichting|Bijlagen?(?:\s\d+)?)\s*:?")


def from_lines(
    lines: Sequence[Line],
    furniture: Sequence[str],
    warnings: Sequence[str] = (),
    described: Described | None = None,
) -> Source:
    """Make a source of printed lines. Raises ReadingError when there are none."""
    if not lines:
        raise ReadingError("dit bestand bevat geen tekst; is het een scan, maak de tekst dan eerst leesbaar (OCR).")
    head = "\n".join(line.text for line in lines[:TITLE_BLOCK])
    structure, doubts = recognise(lines)
    layout = _written(structure, lines)
    return Source(layout, head, tuple(furniture), described or Described(), (*warnings, *doubts))


def compose(lines: Sequence[Line]) -> Layout:
    """Turn the printed lines of a document, at least one, into its cleaned text and structure."""
    return _written(recognise(lines)[0], lines)


def _written(structure: Structure, lines: Sequence[Line]) -> Layout:
    return write(structure, vocabulary(lines), pages=(lines[0].page, max(line.page for line in lines)))


def recognise(lines: Sequence[Line]) -> tuple[Structure, tuple[str, ...]]:
    """Recognise the structure of printed lines; gives it with what was doubtful, in Dutch."""
    running, notes = take_footnotes(lines)
    if is_debate(running):
        said, furniture = debate(running)
        return Structure(said, tuple(notes), furniture), ()
    if labels := _labels(running):
        paired: Paired = pair_up(list(_labelled(running, labels)))
        return Structure(paired.body, tuple(notes)), paired.warnings
    return _numbered(running, notes), ()


def _labels(lines: Sequence[Line]) -> list[int]:
    """The places of the lines with the label of a question or answer; nothing when no question bears one.

    Where labels stand on lines of their own, only such lines count: in other documents text stands behind them.
    """
    labelled = [place for place, line in enumerate(lines) if not line.cells and label_of(line.text)]
    alone = [place for place in labelled if label_of(lines[place].text) == lines[place].text]
    if not any(asks(lines[place].text) for place in alone):
        alone = [place for place in labelled if _stands_apart(lines, place)]
    return alone if any(asks(label_of(lines[place].text)) for place in alone) else []


def _stands_apart(lines: Sequence[Line], place: int) -> bool:
    """Whether a line does not run on from the one above."""
    if place == 0 or lines[place].gap > 0 or lines[place].rank:
        return True
    above = lines[place - 1]
    return not lines[place].follows(above) or SENTENCE_END.search(above.text) is not None


def _labelled(lines: Sequence[Line], labels: Sequence[int]) -> Iterator[Block]:
    """Group lines, each label in a block of its own; in what is asked and answered there are no headings."""
    closing = {place for place, line in enumerate(lines) if place > labels[0] and CLOSING.fullmatch(line.text)}
    cuts = sorted({*labels, *closing})
    yield from group(lines[: cuts[0]])
    for start, end in zip(cuts, [*cuts[1:], len(lines)], strict=True):
        line, below = lines[start], lines[start + 1 : end]
        if start in closing:
            yield Block(ParagraphKind.HEADING, ((line,),), level=1)
            yield from group(below)
            continue
        label = label_of(line.text)
        yield Block(ParagraphKind.TEXT, ((replace(line, text=label),),))
        if rest := line.text[len(label) :].strip():
            below = [replace(line, text=rest, gap=0), *below]
        signed = _signed(below) if end == len(lines) else []
        yield from group(below[: len(below) - sum(map(_count, signed))], headings=False)
        yield from signed


def _signed(lines: Sequence[Line]) -> list[Block]:
    """The signatures at the end of lines."""
    blocks = group(lines)
    end = len(blocks)
    while end and blocks[end - 1].kind is ParagraphKind.SIGNATURE:
        end -= 1
    return blocks[end:] if end else []


def _count(block: Block) -> int:
    return sum(len(item) for item in block.items)


def _numbered(running: Sequence[Line], notes: Sequence[Note]) -> Structure:
    """Lines that may end in a list whose questions bear only a number."""
    listed = find_questions(running)
    furniture = [text for question in listed for text in question.furniture]
    preface = running[: listed[0].first] if listed else running
    if listed:
        furniture += [line.text for line in preface if COLUMN_HEADING.match(line.text)]
        preface = [line for line in preface if not COLUMN_HEADING.match(line.text)]
    return Structure((*group(preface), *map(_asked, listed)), tuple(notes), tuple(furniture))


def _asked(question: ListedQuestion) -> Asked:
    return Asked(
        numbers=(question.number,),
        question=(Block(ParagraphKind.TEXT, (question.question,)),),
        label=question.label,
        answer=tuple(group(question.answer, headings=False)),
        letter_pages=question.letter_pages,
    )
