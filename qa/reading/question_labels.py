"""Questions and answers that bear labels: "Vraag 1", "Antwoord op de vragen 3, 4 en 5", or a number and "Antwoord"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from qa.domain import Line, ParagraphKind
from qa.language.number_lists import numbers_in, spelled
from qa.parliament.voices import SOME_ASKERS
from qa.reading.block import Block
from qa.reading.layout import Asked
from qa.reading.questions import by_number, not_paired

_AND = r"\s*(?:,\s*(?:en\b|vraag\b)?|en\s+vraag\b|en\b|t/m|tot\s+en\s+met|-|–|&)\s*"
_SLIP = r"\s+(?=\d{1,3}(?:\s*,|\s+en\s+\d))"  # "7, 8, 9 10 en 11"
_NUMBERS = rf"\d{{1,3}}(?:(?:{_AND}|{_SLIP})\d{{1,3}})*"
_NUMBERED = rf"(?: \s* (?:nummers?|nrs?\.?)? \s* \(? \b (?P<numbers>{_NUMBERS}) \b \)? )"
# Who asks or what page it is about, with nothing behind that: "(blz. 12)", "van de leden van de ABC-fractie".
_ABOUT = r"""
    (?: \s+ (?:
        \( (?:blz|p|pag|pagina|bladzijde)s?\.?\s* \d{1,4} [\d\s,–-]{0,20} \)
      | \(? van\s+(?:de\s+leden\s+van\s+)?de\s+(?:
            fractie\s+van\s+(?:de\s+|het\s+)?[\w’'-]{2,40} | [\w’'-]{2,40}fracties? | (?-i:[A-Z]\w{0,20}[A-Z\d]\w{0,20})
        ) \)?
      | van\s+(?:het\s+lid|de\s+leden)\s+[^.?!()]{2,80} \([^()]{2,40}\)
    ) (?=\s*:?\s*$) )?
"""
QUESTION_LABEL = re.compile(rf"(?:vraag|vragen) {_NUMBERED}? {_ABOUT} (?:\s*[:.])?", re.VERBOSE | re.IGNORECASE)
ANSWER_LABEL = re.compile(
    rf"""
    antwoord(?:en)?
    (?: \s+ op )? (?: \s+ (?:de\s+|deze\s+)? (?:vraag|vragen) )?   # "op de vragen"
    {_NUMBERED}?
    (?: \s* [:.] )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
# What stands behind a label in its own paragraph: behind a stop anything, else a sentence that begins. In "Vraag 3 en 4
# zijn samen beantwoord" the sentence went on, so that is no label.
BEHIND = re.compile(r"(?:(?<=[:.])|(?<=[\d)])(?=\s+[A-ZÀ-ÖØ-Þ«\"'“‘„]))\s*(?P<text>\S.*)", re.DOTALL)
NUMBERED = re.compile(r"(?P<numbers>\d{1,3})[.)]\s+(?P<text>\S.*)", re.DOTALL)
# The end of what is asked: a question mark, with what closes it and the marks of notes behind it.
ASKS = re.compile(r"\?[\"'”’»)\]]*(?:\s*[\[(]?\d{1,2}[\])])*$")
FEWEST = 2  # of each, where no label stands on its own line

NO_ANSWER = (
    "Boven het antwoord op {label} ontbreekt de kop; wat onder de vraag staat, is als gewone tekst gelezen: "
    "controleer het."
)
OTHER_NUMBER = "“{label}” staat onder {question} en is als antwoord daarop gelezen; controleer het nummer."


@dataclass(frozen=True, slots=True)
class Paired:
    """The body of a document with its questions and answers put together, and in Dutch what was doubtful in that."""

    body: tuple[Block | Asked, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Turn:
    """A question or an answer: its numbers, the line of its label and its blocks; ``alone`` on its line or not."""

    is_question: bool
    numbers: tuple[int, ...]
    line: Line
    alone: bool
    parts: list[Block] = field(default_factory=list)

    @property
    def label(self) -> str:
        """Its label as printed; nothing for a question that bears a number only."""
        return self.line.text

    @property
    def asked(self) -> int:
        """How many of the blocks of a question are surely asked: up to the question mark, at least the first."""
        asked = 0
        for place, part in enumerate(self.parts, 1):
            if ASKS.search(part.items[-1][-1].text):
                asked = place
            elif asked:
                break
        return asked or min(1, len(self.parts))


def label_of(text: str) -> str:
    """The label of a question or an answer with which a text begins, or nothing."""
    match = (QUESTION_LABEL if text[:1] == "V" else ANSWER_LABEL).match(text) if text[:1] in {"V", "A"} else None
    if match is None or (match.end() < len(text) and not (match["numbers"] and BEHIND.match(text, match.end()))):
        return ""
    return match[0].strip()


def is_label(text: str) -> bool:
    """Whether a text is no more than the label of a question or an answer."""
    return bool(text) and label_of(text) == text


def asks(text: str) -> bool:
    """Whether a text is the label of a question."""
    return text[:1] == "V" and QUESTION_LABEL.fullmatch(text) is not None


def pair_up(body: Sequence[Block]) -> Paired:
    """Put each answer with the questions that it answers, by their numbers.

    An answer without a number answers the questions right before it that are still open. A pair stands where its
    answer stands. A question whose answer bears no label is kept as ordinary text: it in the voice of members, what
    follows on it as it is.
    """
    return by_label(body) or _by_number(body)


def _by_number(body: Sequence[Block]) -> Paired:
    done = tuple(by_number(body))
    if any(isinstance(part, Asked) for part in done):
        return Paired(done)
    texts = [" ".join(line.text for line in item) for part in body for item in part.items]
    return Paired(done, not_paired(texts))


def by_label(body: Sequence[Block]) -> Paired | None:
    """Put answers with their questions by their labels; ``None`` where these do not make a list."""
    turns = _turns(body)
    if not _is_list(tuple(turns.values())):
        return None
    flow = list(_flow(body, turns))
    answered, warnings = _answered([part for part in flow if isinstance(part, _Turn)])
    taken = {id(question) for questions in answered.values() for question in questions}
    done: list[Block | Asked] = []
    for part in flow:
        if isinstance(part, Block):
            done.append(part)
        elif id(part) in answered:
            done.append(_pair(answered[id(part)], part))
        elif id(part) not in taken:
            done.extend(_alone(part))
            if part.is_question and part.asked < len(part.parts):
                warnings.append(NO_ANSWER.format(label=_name(part)))
    return Paired(tuple(done), tuple(warnings))


def _turns(body: Sequence[Block]) -> dict[int, _Turn]:
    """The blocks that open a question or an answer, by their place."""
    turns = {place: turn for place, part in enumerate(body) if (turn := _turn(part))}
    if not any(turn.is_question for turn in turns.values()):
        turns |= _numbered(body, turns)
    # "Antwoorden op vragen" above the first question is the title of all.
    first = min((place for place, turn in turns.items() if turn.is_question), default=0)
    return {place: turn for place, turn in sorted(turns.items()) if place >= first or turn.numbers}


def _turn(part: Block) -> _Turn | None:
    printed = " ".join(line.text for line in part.items[0])
    is_question = printed[:1] == "V"
    if printed[:1] not in {"V", "A"} or part.kind not in {ParagraphKind.TEXT, ParagraphKind.HEADING}:
        return None
    match = (QUESTION_LABEL if is_question else ANSWER_LABEL).match(printed)
    if match is None:
        return None
    line, numbers = _line(part, match[0].strip()), numbers_in(spelled(match["numbers"] or ""))
    if match.end() == len(printed):
        return _Turn(is_question, numbers, line, alone=True, parts=_rest(part, ""))
    behind = BEHIND.match(printed, match.end())
    if behind is None or not (numbers or line.text.endswith(":")):
        return None
    return _Turn(is_question, numbers, line, alone=False, parts=_rest(part, behind["text"]))


def _line(part: Block, label: str) -> Line:
    return replace(part.items[0][0], text=label)


def _rest(part: Block, behind: str) -> list[Block]:
    """What stands in a block behind its label."""
    opening = ((replace(part.items[0][0], text=behind),),) if behind else ()
    items = (*opening, *part.items[1:])
    return [Block(ParagraphKind.TEXT, items)] if items else []


def _numbered(body: Sequence[Block], answers: Mapping[int, _Turn]) -> dict[int, _Turn]:
    """Questions that bear a number only ("1. Kent u dit bericht?"), which must come in order."""
    found: dict[int, _Turn] = {}
    if len(answers) < FEWEST:
        return found
    for place, part in enumerate(body):
        match = NUMBERED.fullmatch(part.items[0][0].text)
        if match is None or int(match["numbers"]) != len(found) + 1 or part.kind is not ParagraphKind.TEXT:
            continue
        if ASKS.search(part.items[-1][-1].text) or place + 1 in answers:
            numbers, parts = (int(match["numbers"]),), _rest(part, match["text"])
            found[place] = _Turn(is_question=True, numbers=numbers, line=_line(part, ""), alone=False, parts=parts)
    return found


def _is_list(turns: Sequence[_Turn]) -> bool:
    asked = [turn for turn in turns if turn.is_question]
    answers = [turn for turn in turns if not turn.is_question]
    if any(t.alone for t in asked) and any(t.alone for t in answers):
        return any(t.numbers for t in asked) or len(answers) >= FEWEST
    if sum(turn.alone and bool(turn.numbers) for turn in asked) >= FEWEST:
        return True  # questions that were not answered, or whose answers bear no label
    return min(len(asked), len(answers)) >= FEWEST


def _flow(body: Sequence[Block], turns: Mapping[int, _Turn]) -> Iterator[Block | _Turn]:
    """The body in order, each turn with the blocks that belong to it."""
    reading: _Turn | None = None
    for place, part in enumerate(body):
        if turn := turns.get(place):
            reading = turn
            yield turn
        elif reading and not _closes(part, reading):
            reading.parts.append(part)
        else:
            reading = None
            yield part


def _closes(part: Block, reading: _Turn) -> bool:
    if part.kind is ParagraphKind.HEADING:
        return bool(reading.parts)
    return part.kind in {ParagraphKind.LETTERHEAD, ParagraphKind.SIGNATURE}


def _answered(turns: Sequence[_Turn]) -> tuple[dict[int, list[_Turn]], list[str]]:
    """The questions of each answer, by the identity of the answer."""
    answered: dict[int, list[_Turn]] = {}
    warnings: list[str] = []
    # Of a question that is printed twice the last counts: it stands next to its answer.
    unanswered: dict[int, _Turn] = {}
    before: list[_Turn] = []  # the questions right before this turn
    for turn in turns:
        if turn.is_question:
            unanswered |= dict.fromkeys(turn.numbers, turn)
            before.append(turn)
            continue
        mine = _of_number(turn, unanswered) if turn.numbers else _right_before(before)
        if not mine and before and turn.parts:
            mine = before[-1:]
            if before[-1].numbers:
                warnings.append(OTHER_NUMBER.format(label=turn.label, question=_name(before[-1])))
        before = []
        if turn.parts and any(question.parts for question in mine):
            answered[id(turn)] = mine
            for number in (number for question in mine for number in question.numbers):
                unanswered.pop(number, None)
    return answered, warnings


def _of_number(answer: _Turn, unanswered: Mapping[int, _Turn]) -> list[_Turn]:
    """The questions with the numbers of an answer, each once."""
    mine = [unanswered[number] for number in answer.numbers if number in unanswered]
    return list({id(question): question for question in mine}.values())


def _right_before(before: Sequence[_Turn]) -> list[_Turn]:
    """The questions that an answer without a number answers; one that text follows on was answered already."""
    mine: list[_Turn] = []
    for question in reversed(before):
        if mine and question.asked < len(question.parts):
            break
        mine.insert(0, question)
    return mine


def _pair(questions: Sequence[_Turn], answer: _Turn) -> Asked:
    numbers = tuple(number for question in questions for number in question.numbers)
    first, *others = questions
    # Of questions that are answered together the labels stay where they stand.
    asked = [*first.parts, *(part for question in others for part in (*_opening(question), *question.parts))]
    opening = next(iter(_opening(first)), None)
    return Asked(numbers or answer.numbers, tuple(asked), answer.label, tuple(answer.parts), opening=opening)


def _opening(turn: _Turn) -> tuple[Block, ...]:
    return (Block(ParagraphKind.TEXT, ((turn.line,),)),) if turn.label else ()


def _name(question: _Turn) -> str:
    return question.label.rstrip(":. ").lower() or f"vraag {question.numbers[0]}"


def _alone(turn: _Turn) -> Iterator[Block]:
    """The blocks of a question or an answer that stays alone, with its label."""
    asked = turn.asked if turn.is_question else 0
    for place, part in enumerate(_labelled(turn)):
        yield replace(part, voice=part.voice or SOME_ASKERS) if place < asked else part


def _labelled(turn: _Turn) -> list[Block]:
    line = replace(turn.line, text=turn.label or f"{turn.numbers[0]}.")
    if not turn.parts:
        return [Block(ParagraphKind.TEXT, ((line,),))]
    opening, *rest = turn.parts
    return [replace(opening, items=((line,), *opening.items)), *rest]
