"""Numbered questions in formats that tell paragraphs: Word and web pages."""

import re
from collections.abc import Iterator, Sequence

from qa.domain import Line, ParagraphKind
from qa.parliament.questions import find_questions
from qa.reading.block import Block
from qa.reading.layout import Asked
from qa.reading.source import block

MOST_TOGETHER = 99  # questions that one answer answers


def numbers_in(text: str) -> tuple[int, ...]:
    """The numbers in "2, 3 en 4" and in "2 t/m 4"."""

    def spread(match: re.Match[str]) -> str:
        first, last = int(match[1]), int(match[2])
        return ",".join(map(str, range(first, min(last, first + MOST_TOGETHER) + 1)))

    return tuple(map(int, re.findall(r"\b\d{1,4}\b", re.sub(r"\b(\d{1,4})\s*(?:t/m|-)\s*(\d{1,4})\b", spread, text))))


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
