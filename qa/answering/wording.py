"""The few words in an answer that are ours, and its text: what it states between them."""

from collections.abc import Iterator, Sequence

from qa.domain import AnswerPart, Citation, Role, Statement
from qa.language.dates import dutch_date
from qa.parliament.voices import with_article

NOTHING_FOUND = "In de documenten is geen antwoord op deze vraag gevonden."
UNCERTAIN = "Of dit de vraag beantwoordt, is niet zeker; dit komt er het dichtst bij:"
DIFFERING = "De documenten verschillen hierin:"
NOTHING_ON_PART = "Hierover is in de documenten niets gevonden."


def lead(source: Citation) -> str:
    """Tell what a citation is where it is no plain answer."""
    match source.role:
        case Role.EARLIER if source.date:
            return f"Eerder, op {dutch_date(source.date)}:"
        case Role.REFERRED:
            return f"Antwoord op vraag {source.number}, waarnaar wordt verwezen:"
        case Role.MEMBERS:
            return f"Woorden van {with_article(source.voice)}:"
        case _:
            return ""


def text(parts: Sequence[AnswerPart]) -> str:
    """Give the text of an answer: what is stated on its one question, or under each of several in one."""
    blocks: list[str] = []
    for part in parts:
        if len(parts) > 1:
            blocks.append(part.question)
        blocks += _said(part)
    return "\n\n".join(blocks)


def _said(part: AnswerPart) -> Iterator[str]:
    if not part.answered:
        yield NOTHING_ON_PART
        return
    if not part.certain:
        yield UNCERTAIN
    yield from map(_stated, part.statements)
    if part.differing:
        figures = (f"{dutch_date(one.date)}: «{one.words}» [{one.number}]" for one in part.differing)
        yield f"{DIFFERING} {'; '.join(figures)}"


def _stated(one: Statement) -> str:
    return f"{one.lead} {one.quote} {''.join(f'[{number}]' for number in one.numbers)}".lstrip()
