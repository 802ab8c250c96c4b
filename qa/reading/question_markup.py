"""Questions and answers that the format marks as such: each answer goes with the questions that it answers."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qa.domain import ParagraphKind
from qa.language.number_lists import numbers_in
from qa.parliament.voices import SOME_ASKERS
from qa.reading.block import Block
from qa.reading.layout import Asked
from qa.reading.source import block

LABEL = re.compile(r"(?:Vra(?:ag|gen)|Antwoord(?:en)?)\b[^.?!]{0,60}:?", re.IGNORECASE)
QUESTIONS, ANSWERS = frozenset(("vraag", "vragen")), frozenset(("antwoord", "antwoorden"))  # the names of columns
NUMBER = re.compile(r"(?:nr|nummer|vraagnr|vraagnummer|#)?\.?", re.IGNORECASE)
UNANSWERED = "{label} heeft in dit bestand geen antwoord; kijk in het origineel of het antwoord elders staat."


@dataclass(frozen=True, slots=True)
class Turn:
    """A question or an answer as printed: its numbers, its label ("Vraag 1", "Antwoord 2 en 3") and its blocks."""

    is_question: bool
    numbers: tuple[int, ...]
    label: str
    blocks: tuple[Block, ...]


def turn(blocks: Sequence[Block], label: str, *, is_question: bool) -> Turn:
    """Make a turn of its blocks; where the format gives no label, it may be the first of them."""
    opening = blocks[0].items[0][0].text if blocks else ""
    if not label and LABEL.fullmatch(opening):
        label, blocks = opening, blocks[1:]
    return Turn(is_question, numbers_in(label), label, tuple(blocks))


def turns_in_table(rows: Sequence[Sequence[str]]) -> list[Turn]:
    """The questions and answers in a table that has a column for each, and mostly one for their numbers.

    Any other table gives none. ``rows`` are the texts of its cells; the first row names the columns.
    """
    header, *rest = [[cell.strip(" :").lower() for cell in row] for row in rows[:1]] + list(rows[1:]) or [[]]
    asked = [at for at, name in enumerate(header) if name in QUESTIONS]
    replied = [at for at, name in enumerate(header) if name in ANSWERS]
    if len(asked) != 1 or len(replied) != 1 or not rest:
        return []
    number = next((at for at, name in enumerate(header) if NUMBER.fullmatch(name)), None)
    turns = []
    for row in (row for row in rest if len(row) == len(header)):
        label = row[number] if number is not None else ""
        for at in (*asked, *replied):
            if text := " ".join(row[at].split()):
                blocks = (block(ParagraphKind.TEXT, text),)
                is_question = at in asked
                turns.append(Turn(is_question, numbers_in(label), label if is_question else "", blocks))
    return turns


def answered(body: Sequence[Block | Turn], asker: str = "") -> tuple[tuple[Block | Asked, ...], tuple[str, ...]]:
    """Put answers with their questions, by number; one without a number goes with the last question before it.

    Questions that are answered together are one, where the first of them stands. The text of a question without an
    answer is kept as a paragraph with the voice ``asker``, that of an answer without a question as it is. Returns
    the body and warnings in Dutch of what has no answer.
    """
    groups = _groups(body)
    taken = {id(turn) for questions, answer in groups.values() for turn in (*questions, answer)}
    paired: list[Block | Asked] = []
    warnings: list[str] = []
    for place, part in enumerate(body):
        if place in groups:
            questions, answer = groups[place]
            numbers = tuple(number for one in questions for number in one.numbers) or answer.numbers
            asked = tuple(piece for one in questions for piece in one.blocks)
            paired.append(Asked(numbers, asked, answer.label, answer.blocks))
        elif isinstance(part, Block):
            paired.append(part)
        elif id(part) not in taken:
            paired += _alone(part, asker or SOME_ASKERS)
            if part.is_question:
                label = f"Vraag {part.label}" if part.label.isdecimal() else part.label
                warnings.append(UNANSWERED.format(label=label or "Een vraag"))
    return tuple(paired), tuple(warnings)


def _groups(body: Sequence[Block | Turn]) -> dict[int, tuple[list[Turn], Turn]]:
    """The questions of each answer with that answer, by the place of the first of them."""
    left = {at: part for at, part in enumerate(body) if isinstance(part, Turn) and part.is_question and part.blocks}
    by_number = {number: at for at, part in reversed(left.items()) for number in part.numbers}
    before: list[int] = []  # the questions read so far, and those of them without a number
    unnumbered: list[int] = []
    groups: dict[int, tuple[list[Turn], Turn]] = {}
    for place, part in enumerate(body):
        if place in left:
            before.append(place)
            unnumbered += () if left[place].numbers else (place,)
        elif isinstance(part, Turn) and not part.is_question and part.blocks:
            mine = sorted({by_number[number] for number in part.numbers if by_number.get(number) in left})
            mine = mine or _latest(unnumbered if part.numbers else before, left)
            if mine:
                groups[mine[0]] = ([left.pop(at) for at in mine], part)
    return groups


def _latest(places: list[int], left: Mapping[int, Turn]) -> list[int]:
    """The last of these questions that is still to be answered; those behind it are taken off."""
    while places and places[-1] not in left:
        places.pop()
    return places[-1:]


def _alone(turn: Turn, asker: str) -> Iterator[Block]:
    """The blocks of a question or an answer that stays alone, with its label."""
    blocks = turn.blocks
    if turn.label and blocks and blocks[0].kind is ParagraphKind.TEXT:
        lines = (line.text for item in blocks[0].items for line in item)
        blocks = (block(ParagraphKind.TEXT, turn.label, *lines), *blocks[1:])
    elif turn.label:
        blocks = (block(ParagraphKind.TEXT, turn.label), *blocks)
    for part in blocks:
        yield replace(part, voice=asker if turn.is_question else "")
