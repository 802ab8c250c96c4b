"""Printed lines to the structure of a document: footnotes, paragraphs, questions with their answers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.domain import Line, ParagraphKind
from qa.errors import ReadingError
from qa.parliament.questions import COLUMN_HEADING, ListedQuestion
from qa.reading.block import SENTENCE_END, Block
from qa.reading.blocks import group
from qa.reading.debates import debate, is_debate
from qa.reading.footnotes import Note, take_footnotes
from qa.reading.layout import Asked, Layout, Structure, write
from qa.reading.question_labels import asks, by_label, label_of
from qa.reading.questions import asked, listed, not_paired
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
    labels = _labels(running)
    paired = by_label(list(_labelled(running, labels))) if labels else None
    if paired:
        return Structure(paired.body, tuple(notes)), paired.warnings
    return _numbered(running, notes)


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


def _numbered(running: Sequence[Line], notes: Sequence[Note]) -> tuple[Structure, tuple[str, ...]]:
    """Lines that may end in a list whose questions bear only a number."""
    questions, head = listed(running, printed=True)
    if not questions:
        return Structure(tuple(group(running)), tuple(notes)), not_paired([line.text for line in running])
    furniture = [text for question in questions for text in question.furniture]
    preface = running[: questions[0].first]
    furniture += [line.text for line in preface if COLUMN_HEADING.match(line.text)]
    preface = [line for line in preface if not COLUMN_HEADING.match(line.text)]
    above = (replace(block, kind=ParagraphKind.LETTERHEAD) for block in group(head))
    *others, last = questions
    answer, after = _last_answer(last)
    pairs = [asked(question, _paragraph, tuple(group(question.answer, headings=False))) for question in others]
    body: list[Block | Asked] = [*group(preface), *above, *pairs, asked(last, _paragraph, answer), *after]
    body += group(running[last.last + 1 :])  # below a table
    return Structure(tuple(body), tuple(notes), tuple(furniture)), ()


def _last_answer(last: ListedQuestion) -> tuple[tuple[Block, ...], list[Block]]:
    """The blocks of the last answer, and what follows on it: signatures, or an annex under its own heading."""
    lines = last.answer
    end = next((place for place, line in enumerate(lines) if place and CLOSING.fullmatch(line.text)), len(lines))
    signed = _signed(lines[:end])
    answer = group(lines[: end - sum(map(_count, signed))], headings=False)
    annex = [Block(ParagraphKind.HEADING, ((lines[end],),), level=1), *group(lines[end + 1 :])] if lines[end:] else []
    return tuple(answer), [*signed, *annex]


def _paragraph(lines: Sequence[Line]) -> tuple[Block, ...]:
    return (Block(ParagraphKind.TEXT, (tuple(lines),)),)
