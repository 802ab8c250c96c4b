"""Printed lines to the structure of a document: footnotes, paragraphs, questions with their answers."""

from collections.abc import Sequence

from qa.domain import Line, ParagraphKind
from qa.errors import ReadingError
from qa.parliament.questions import COLUMN_HEADING, ListedQuestion, find_questions
from qa.reading.blocks import Block, group
from qa.reading.footnotes import Note, take_footnotes
from qa.reading.labels import labelled_blocks
from qa.reading.layout import Asked, Layout, Structure, write
from qa.reading.questions import pair_up
from qa.reading.source import TITLE_BLOCK, Described, Source
from qa.reading.wrapping import vocabulary


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
    return Source(compose(lines), head, tuple(furniture), described or Described(), tuple(warnings))


def compose(lines: Sequence[Line]) -> Layout:
    """Turn the printed lines of a document, at least one, into its cleaned text and structure."""
    return write(recognise(lines), vocabulary(lines), pages=(lines[0].page, max(line.page for line in lines)))


def recognise(lines: Sequence[Line]) -> Structure:
    """Recognise the structure of printed lines."""
    running, notes = take_footnotes(lines)
    if blocks := labelled_blocks(running):
        return Structure(tuple(pair_up(blocks)), tuple(notes))
    return _numbered(running, notes)


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
