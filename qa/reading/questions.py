"""Lists of questions and answers in formats that tell paragraphs but not questions: Word and web pages."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from qa.domain import Line, ParagraphKind
from qa.parliament.questions import find_questions
from qa.reading.blocks import Block
from qa.reading.layout import Asked
from qa.reading.source import block

QUESTION = re.compile(
    r"(?:Vraag|Vragen)\s+(?P<numbers>\d+(?:\s*(?:,|en|t/m|-)\s*\d+)*)\s*[:.]?\s*(?P<text>.*)", re.DOTALL
)
ANSWER = re.compile(
    r"Antwoord(?:en)?(?:\s+op)?(?:\s+(?:de\s+)?(?:vraag|vragen))?(?:\s+(?P<numbers>\d+(?:\s*(?:,|en|t/m|-)\s*\d+)*))?"
    r"\s*[:.]?\s*(?P<text>.*)",
    re.DOTALL,
)
MOST_TOGETHER = 99  # questions that one answer answers
LONGEST_LABEL = 60  # characters of "Antwoord op de vragen 2, 3 en 4:"
FEWEST = 2  # questions with an answer, before a document counts as a list


def pair_up(body: Sequence[Block]) -> Iterator[Block | Asked]:
    """Find the questions and answers among paragraphs; everything else stays as it is, in its place.

    Two forms are known: "Vraag 1" and "Antwoord (op vraag 1)" above or before their texts, and the numbered list
    in which only the word "Antwoord" stands between a question and its answer.
    """
    turns = [_turn(part) for part in body]
    asked = sum(turn is not None and turn.is_question for turn in turns)
    answered = sum(turn is not None and not turn.is_question for turn in turns)
    if min(asked, answered) >= FEWEST:
        yield from _by_label(body)
    else:
        yield from by_number(body)


@dataclass(frozen=True, slots=True)
class _Turn:
    """What a paragraph opens: a question or an answer, with its numbers, its label and the text behind it."""

    is_question: bool
    numbers: tuple[int, ...]
    label: str
    text: str


def _turn(part: Block) -> _Turn | None:
    printed = part.items[0][0].text
    if match := QUESTION.fullmatch(printed):
        return _Turn(True, numbers_in(match["numbers"]), "", match["text"])
    match = ANSWER.fullmatch(printed)
    label = printed[: match.start("text")].strip() if match else ""
    # "Antwoorden op deze vragen komen later." opens no answer: behind a label stands a number, a stop or nothing.
    if match is None or len(label) > LONGEST_LABEL or (match["text"] and label[-1] not in ":.0123456789"):
        return None
    return _Turn(False, numbers_in(match["numbers"] or ""), label, match["text"])


def numbers_in(text: str) -> tuple[int, ...]:
    """The numbers in "2, 3 en 4" and in "2 t/m 4"."""

    def spread(match: re.Match[str]) -> str:
        first, last = int(match[1]), int(match[2])
        return ",".join(map(str, range(first, min(last, first + MOST_TOGETHER) + 1)))

    return tuple(map(int, re.findall(r"\b\d{1,4}\b", re.sub(r"\b(\d{1,4})\s*(?:t/m|-)\s*(\d{1,4})\b", spread, text))))


@dataclass(slots=True)
class _Open:
    """A question that is being read, and its answer."""

    numbers: list[int] = field(default_factory=list)
    question: list[Block] = field(default_factory=list)
    label: str = ""
    answer: list[Block] = field(default_factory=list)

    def take(self, part: Block, turn: _Turn | None) -> None:
        if turn:
            self.numbers += turn.numbers if turn.is_question else ()
            self.label = turn.label or self.label
            texts = [text for text in (turn.text, *(line.text for (line,) in part.items[1:])) if text]
            taken = [block(ParagraphKind.TEXT, *texts)] if texts else []
        else:
            taken = [part]
        (self.answer if self.label else self.question).extend(taken)

    def closed(self) -> Iterator[Block | Asked]:
        if self.question:
            yield Asked(tuple(self.numbers), tuple(self.question), self.label, tuple(self.answer))
        else:
            yield from self.answer


def _by_label(body: Sequence[Block]) -> Iterator[Block | Asked]:
    reading: _Open | None = None
    for part in body:
        turn = _turn(part)
        if turn and turn.is_question and (reading is None or reading.label):
            yield from reading.closed() if reading else ()
            reading = _Open()
        elif turn is None and part.kind is ParagraphKind.HEADING and reading and reading.label:
            yield from reading.closed()
            reading = None
        if reading:
            reading.take(part, turn)
        else:
            yield part
    yield from reading.closed() if reading else ()


def by_number(body: Sequence[Block]) -> Iterator[Block | Asked]:
    """The list in which questions bear only a number, as it is printed: one paragraph is one line."""
    lines = [Line(item[0].text, item[0].page, 1) for part in body for item in part.items]
    listed = find_questions(lines, printed=False)
    if not listed:
        yield from body
        return
    left = listed[0].first
    for part in body:
        if left <= 0:
            break
        yield part
        left -= len(part.items)
    for question in listed:
        yield Asked(
            (question.number,),
            tuple(block(ParagraphKind.TEXT, line.text) for line in question.question),
            question.label,
            tuple(block(ParagraphKind.TEXT, line.text) for line in question.answer),
            question.letter_pages,
        )
