"""The few words in an answer that are ours, and its text: what it states between them."""

import re
from collections.abc import Iterator, Sequence

from qa.domain import NO_PAGE, AnswerPart, Citation, Identity, Role, Statement
from qa.language.dates import dutch_date
from qa.language.words import other_language
from qa.parliament.citation import short_citation
from qa.parliament.voices import with_article

NOTHING_FOUND = "In de documenten is geen antwoord op deze vraag gevonden."
NO_QUESTION = "Dit vraagt niets; stel een vraag over de documenten."
NOTHING_FOUND_IN = "In {names} is geen antwoord op deze vraag gevonden; zoek in alle {count} documenten."
OTHER_LANGUAGE = "{nothing} De vraag lijkt {language}; alleen Nederlands en Engels worden begrepen."
MISSING = "«{phrase}» komt daarin niet letterlijk voor."
ABSENT = "«{name}» is niet onder de documenten."
NOT_COUNTED = "Hoe vaak iets wordt genoemd, wordt niet geteld."
MOST_NAMED = 3  # documents in a refusal; more are counted
UNCERTAIN = "Of dit de vraag beantwoordt, is niet zeker; dit komt er het dichtst bij:"
DIFFERING = "De documenten verschillen hierin:"
NOTHING_ON_PART = "Hierover is in de documenten niets gevonden."
SAID_BEFORE = "Wat hierover is gevonden, staat hierboven al."
LONGEST_QUESTION = 160  # characters of a published question before a "Ja." or "Nee." that was given to it

_COUNTS = re.compile(
    r"\bhoe\s+(?:vaak|dikwijls)\b.*\b(?:genoemd|vermeld|voorkomt|voor)\W*$|\bhow\s+often\b.*\bmentioned\b",
    re.IGNORECASE,
)
# What opens an official answer, and says nothing without the question to which it was given.
VERDICT = re.compile(r"(?:Ja|Nee|Neen|Deels|Klopt|Dat klopt|Correct)\b[.,;:]?", re.IGNORECASE)


def lead(source: Citation) -> str:
    """Tell what a citation is where it is no plain answer."""
    match source.role:
        case Role.EARLIER if source.date:
            return f"Eerder, op {dutch_date(source.date)}:"
        case Role.REFERRED:
            return f"Antwoord op vraag {source.number}, waarnaar wordt verwezen:"
        case Role.MEMBERS:
            return f"Woorden van {with_article(source.voice)}:"
        case _ if source.published and VERDICT.match(source.quote):
            return f"Op de vraag «{_shortened(source.published)}»:"
        case _:
            return ""


def _shortened(question: str) -> str:
    return question if len(question) <= LONGEST_QUESTION else f"{question[:LONGEST_QUESTION].rsplit(' ', 1)[0]}…"


def nothing_found(
    question: str, searched: Sequence[Identity], there: int, missing: Sequence[str] = (), absent: Sequence[str] = ()
) -> str:
    """Say that nothing was found: in which documents of those that are ``there``, and what may be why.

    That is the language, a phrase between quotation marks that is ``missing``, or a document that is ``absent``.
    """
    nothing = NOTHING_FOUND
    if searched and len(searched) < there:
        few = len(searched) <= MOST_NAMED
        names = ", ".join(short_citation(one, NO_PAGE) for one in searched) if few else f"{len(searched)} documenten"
        nothing = NOTHING_FOUND_IN.format(names=names, count=there)
    why = (*(ABSENT.format(name=name) for name in absent), *(MISSING.format(phrase=phrase) for phrase in missing))
    if _COUNTS.search(question):
        why = (*why, NOT_COUNTED)
    nothing = " ".join((nothing, *why))
    language = other_language(question)
    return OTHER_LANGUAGE.format(nothing=nothing, language=language) if language else nothing


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
    if not part.statements:
        yield SAID_BEFORE
        return
    if not part.certain:
        yield UNCERTAIN
    yield from map(_stated, part.statements)
    if part.differing:
        figures = (f"{dutch_date(one.date)}: «{one.words}» [{one.number}]" for one in part.differing)
        yield f"{DIFFERING} {'; '.join(figures)}"


def _stated(one: Statement) -> str:
    behind = "; ".join(part for part in (one.source, one.note) if part)
    numbers = "".join(f"[{number}]" for number in one.numbers)
    return f"{one.lead} {one.quote} {numbers}{f' ({behind})' if behind else ''}".lstrip()
