"""Numbered questions: the blocks of the lists in which a number only stands before a question."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from qa.domain import Line, ParagraphKind
from qa.parliament.publications.lijst import LIJST_VAN_VRAGEN_EN_ANTWOORDEN
from qa.parliament.question_tables import find_in_table
from qa.parliament.questions import ANSWER, ListedQuestion, find_questions
from qa.parliament.series import find_series
from qa.reading.block import Block
from qa.reading.layout import Asked
from qa.reading.source import TITLE_BLOCK, block

FEWEST_ANSWERS = 3  # lines "Antwoord" that tell a list of questions, whatever the document calls itself

# The head of a table whose columns were not told apart.
TABLE_HEAD = re.compile(r"(?:nrs?|nummer|no|vraagnummer)\.?\s+vra(?:ag|gen)(?:\s+antwoord(?:en)?)?", re.IGNORECASE)

NOT_PAIRED = (
    "Dit lijkt een lijst van vragen en antwoorden, maar welke vraag bij welk antwoord hoort is niet herkend; "
    "zoek erin als in gewone tekst en kijk in het origineel."
)


def by_number(body: Sequence[Block]) -> Iterator[Block | Asked]:
    """The list in which questions bear only a number, as it is printed: one paragraph is one line."""
    lines = [_line(part, item) for part in body for item in part.items]
    questions, head = listed(lines, printed=False)
    if not questions:
        yield from body
        return
    left = questions[0].first
    for part in body:
        if left <= 0:
            break
        yield replace(part, items=part.items[:left])
        left -= len(part.items)
    yield from (block(ParagraphKind.LETTERHEAD, line.text) for line in head)
    for question in questions:
        yield asked(question, _each, tuple(_each(question.answer)))


def _line(part: Block, item: Sequence[Line]) -> Line:
    cells = ("",) if part.kind is ParagraphKind.TABLE else ()
    return Line(" ".join(line.text for line in item), item[0].page, 1, cells=cells)


def listed(lines: Sequence[Line], *, printed: bool) -> tuple[tuple[ListedQuestion, ...], tuple[Line, ...]]:
    """The questions in lines with their answers, and what stands above answers that follow on all questions."""
    if questions := find_in_table(lines) or find_questions(lines, printed=printed):
        return questions, ()
    series = find_series(lines)
    return (series.questions, series.head) if series else ((), ())


def asked(
    question: ListedQuestion, paragraphs: Callable[[Sequence[Line]], Iterable[Block]], answer: tuple[Block, ...]
) -> Asked:
    """A question as it is written down; ``paragraphs`` makes blocks of the lines of a question."""
    texts = [*paragraphs(question.question)]
    for lines in question.more:
        texts += [*_each(lines[:1]), *paragraphs(lines[1:])]
    opening = Block(ParagraphKind.TEXT, ((question.heading,),)) if question.heading else None
    return Asked(question.numbers, tuple(texts), question.label, answer, question.letter_pages, opening)


def _each(lines: Sequence[Line]) -> Iterator[Block]:
    return (Block(ParagraphKind.TEXT, ((line,),)) for line in lines)


def not_paired(texts: Sequence[str]) -> tuple[str, ...]:
    """What to say, in Dutch, of a document without pairs: something where it is a list of questions and answers."""
    line = LIJST_VAN_VRAGEN_EN_ANTWOORDEN.line
    named = line and line.search("\n".join(texts[:TITLE_BLOCK]))
    answers = sum((match := ANSWER.match(text)) is not None and match.end() == len(text) for text in texts)
    in_table = any(TABLE_HEAD.fullmatch(text) for text in texts)
    is_list = answers >= FEWEST_ANSWERS or in_table or (named and named["line"].lower().endswith("antwoorden"))
    return (NOT_PAIRED,) if is_list else ()
