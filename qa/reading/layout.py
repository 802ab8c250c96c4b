"""Writing the cleaned text of a document, and where its paragraphs, questions and pages stand in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.domain import NO_PAGE, Line, Page, Paragraph, ParagraphKind, QuestionAnswer
from qa.parliament.references import answers_referred_to
from qa.reading.block import Block, SectionPath
from qa.reading.characters import as_printed
from qa.reading.footnotes import Note
from qa.reading.wrapping import KnownWords, joint


@dataclass(frozen=True, slots=True)
class Layout:
    """The cleaned text of a document and the structure found in it; the fields are those of Document."""

    text: str
    pages: tuple[Page, ...]
    paragraphs: tuple[Paragraph, ...]
    questions: tuple[QuestionAnswer, ...]
    furniture: tuple[str, ...]


NO_NUMBER = 0  # of a question that bears none


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its answer, as blocks; several numbers when questions are answered together.

    ``opening`` is the printed label of the question ("Vraag 3"), ``label`` that of the answer.
    """

    numbers: tuple[int, ...]
    question: tuple[Block, ...]
    label: str
    answer: tuple[Block, ...]
    letter_pages: tuple[int, ...] = ()
    opening: Block | None = None


@dataclass(frozen=True, slots=True)
class Structure:
    """What was recognised in a document, in the order of its text: blocks, and questions with their answers."""

    body: tuple[Block | Asked, ...]
    notes: tuple[Note, ...]
    furniture: tuple[str, ...] = ()


def write(structure: Structure, known: KnownWords, pages: tuple[int, int]) -> Layout:
    """Write the cleaned text of a document.

    ``known`` are the words of the document, by which broken ones are mended; ``pages`` the first and the last page,
    both NO_PAGE for a document without pages.
    """
    writer = _Writer(known, first_page=pages[0])
    paragraphs: list[Paragraph] = []
    questions: list[QuestionAnswer] = []
    path = SectionPath()
    for part in structure.body:
        if isinstance(part, Asked):
            questions.append(_write_question(writer, part))
            continue
        if not (part := _printed(part)).items:
            continue
        written = writer.write(part)
        path = path.after(part, written.text)
        paragraphs.append(
            Paragraph(part.kind, written.start, written.end, written.page, path.headings, voice=part.voice)
        )
    numbered = writer.close_pages(last=pages[1])
    for note in structure.notes:
        for shown in _all_printed((Block(ParagraphKind.NOTE, (note.lines,)),)):
            written = writer.write(shown)
            paragraphs.append(Paragraph(ParagraphKind.NOTE, written.start, written.end, note.page, (), note.mark))
    return Layout(
        writer.text, () if pages[1] == NO_PAGE else numbered, tuple(paragraphs), tuple(questions), structure.furniture
    )


def _all_printed(blocks: Sequence[Block]) -> list[Block]:
    return [printed for block in blocks if (printed := _printed(block)).items]


def _printed(block: Block) -> Block:
    """A block as it is printed, without lines of which nothing is: no items are left where it has no others."""
    if all(line.text.isascii() for item in block.items for line in item):
        return block
    lines = (tuple(replace(line, text=as_printed(line.text)) for line in item) for item in block.items)
    items = (tuple(line for line in item if line.text.strip()) for item in lines)
    return replace(block, items=tuple(item for item in items if item))


def _write_question(writer: "_Writer", question: Asked) -> QuestionAnswer:
    if question.opening:
        writer.write(question.opening)
    asked = [writer.write(block) for block in _all_printed(question.question) or question.question]
    writer.write_label(question.label)
    answer = [writer.write(block) for block in _all_printed(question.answer)]
    refers_to = answers_referred_to(" ".join(block.text for block in answer))
    return QuestionAnswer(
        number=question.numbers[0] if question.numbers else NO_NUMBER,
        start=asked[0].start,
        question_end=asked[-1].end,
        answer_start=answer[0].start if answer else asked[-1].end,
        end=answer[-1].end if answer else asked[-1].end,
        page=asked[0].page,
        letter_pages=question.letter_pages,
        refers_to=tuple(number for number in refers_to if number not in question.numbers),
        together_with=question.numbers[1:],
    )


@dataclass(frozen=True, slots=True)
class _Written:
    """Where a block stands in the cleaned text, and on which page it begins."""

    start: int
    end: int
    page: int
    text: str


class _Writer:
    """Builds the cleaned text, and remembers where each page begins in it."""

    SEPARATOR = "\n\n"  # between paragraphs; the items of a list are separated by one line break

    def __init__(self, known: KnownWords, first_page: int) -> None:
        self._known = known
        self._parts: list[str] = []
        self._length = 0
        self._page_starts = [(first_page, 0)]
        self._pages_closed = False

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def write(self, block: Block) -> _Written:
        """Write a block, apart from what was written before."""
        if self._length:
            self._put(self.SEPARATOR)
        start, first_part = self._length, len(self._parts)
        for place, item in enumerate(block.items):
            if place:
                self._put("\n")
            self._write_lines(item)
        return _Written(start, self._length, block.items[0][0].page, "".join(self._parts[first_part:]))

    def write_label(self, label: str) -> None:
        """Write the word that introduces an answer, if any; it goes with the page that is being written."""
        if label:
            self._put(self.SEPARATOR + as_printed(label))

    def close_pages(self, last: int) -> tuple[Page, ...]:
        """Give the pages written so far; what is written from now on is no part of a page.

        Pages up to ``last`` that have no text are given empty.
        """
        self._turn_to(last)
        self._pages_closed = True
        ends = [start for _, start in self._page_starts[1:]] + [self._length]
        return tuple(Page(n, start, end) for (n, start), end in zip(self._page_starts, ends, strict=True))

    def _write_lines(self, lines: Sequence[Line]) -> None:
        goes_on = False  # the word that ended the line above goes on in this line
        for line, below in zip(lines, [*lines[1:], None], strict=True):
            cut, between = joint(line.text, below.text, self._known) if below else (0, "")
            text = " ".join(line.text[: len(line.text) - cut].split()) + between
            if goes_on:
                # A word broken by the end of a page stands on the page where it begins.
                tail, space, text = text.partition(" ")
                self._put(tail + space)
            self._turn_to(line.page)
            self._put(text)
            goes_on = not between

    def _turn_to(self, number: int) -> None:
        while not self._pages_closed and self._page_starts[-1][0] < number:
            self._page_starts.append((self._page_starts[-1][0] + 1, self._length))

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
