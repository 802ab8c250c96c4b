"""What is asked: checking the question, completing a follow-up, the words to look for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qa.domain import Answer, Identity, Query, Restriction
from qa.errors import QuestionError
from qa.language.abbreviations import ShortForms, asked_for
from qa.language.dates import MONTHS, Moment
from qa.language.day_words import named_days, word_of
from qa.language.glossary import Glossary, general
from qa.language.quantities import counted
from qa.language.words import content_words, is_english, words
from qa.reading.characters import as_printed
from qa.retrieval.comparison import Side, moments, sides
from qa.retrieval.conversation import Completed, completed, goes_on, turns
from qa.retrieval.decomposition import divided
from qa.retrieval.restrictions import is_undone, listed_number, restrictions, without

Concepts = tuple[tuple[str, ...], ...]  # words that may stand for one another, together

NO_SHORT_FORMS = ShortForms(())

LONGEST_QUESTION = 4_000  # characters; the longest question in the published list has 502

# Words between quotation marks are looked for as they stand.
PHRASE = re.compile(r"[\"“”„«](?P<words>[^\"“”„«»]{2,200})[\"”“»]")
# What stands before a day or month when something was: "op", "in", "van woensdag"; not "tot" or "na".
BEFORE_DAY = re.compile(
    r"\b(?:op|in|tijdens|gedurende|begin|medio|eind|van|rond|omstreeks|on|during|of|around)\s+(?:\w+(?:dag|day)\s+)?$",
    re.IGNORECASE,
)
# What stands before one that names a document: "de Kamerbrief van".
BEFORE_DATE_OF_DOCUMENT = re.compile(
    r"(?:brief|rapportage|motie|nota|verslag|lijst|stuk|document|debat|overleg|letter)\s+(?:van|of)\s+$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Context:
    """What there is to ask about, in the light of which a question is read.

    ``documents`` are those that a question may name, ``None`` when there are none, and ``restrict`` tells whether that
    restricts its search. ``unrestricted`` are words that do not restrict it after all: a period is then part of what is
    looked for, the name of a document of nothing. ``short_forms`` are the abbreviations by what they stand for.
    ``glossary`` are English terms in Dutch; ``None`` for those of the program.
    """

    documents: Mapping[str, Identity] | None = None
    restrict: bool = True
    unrestricted: frozenset[str] = frozenset()
    short_forms: ShortForms = NO_SHORT_FORMS
    glossary: Glossary | None = None


NO_CONTEXT = Context()


def understand(
    question: str, history: Sequence[str | Answer] = (), context: Context = NO_CONTEXT, *, leans: bool = False
) -> Query:
    """Make a question ready for retrieval.

    ``history`` are the earlier questions or answers of the conversation, oldest first; a question that goes on from the
    one before it is completed with that, also when only ``leans`` tells so. Raises QuestionError when there is nothing
    to look for.
    """
    asked = check(question)
    whole = _completed(asked, turns(history), context.documents or {}, leans=leans)
    number = None if context.documents is None or not context.restrict else _listed(asked, whole.text)
    query = _query(asked, whole.text, context, _said(whole.text, context), number)
    return replace(query, leaning=whole.leaning, more=whole.more)


def decompose(query: Query, context: Context = NO_CONTEXT) -> tuple[Query, ...]:
    """Give the questions that one holds, each ready for retrieval; nothing when it is a single one.

    A part that names no document or period shares those of the whole. A follow-up is one question, together with what
    it is completed with. Of what is compared each side is a question.
    """
    if query.text != query.question:
        return ()
    several = divided(query.question)
    documents = {} if context.unrestricted or not context.restrict else context.documents or {}
    # "Hoeveel in 2016 en hoeveel in 2022?" asks the same twice.
    compared = moments(query.question, documents) if several else sides(query.question, documents, query.restrictions)
    if compared or not several:
        return tuple(_side(one, query, context) for one in compared)
    found = []
    for part in several:
        number = _listed(part.text, part.complete) if context.documents and context.restrict else None
        said = _said(part.complete, context)
        own = query.restrictions if context.documents and not said else None
        found.append(replace(_query(part.text, part.complete, context, said, number, own), leaning=part.leaning))
    return tuple(found)


def _side(side: Side, query: Query, context: Context) -> Query:
    """The query for one side of a comparison: in its own documents, or in those that the whole names."""
    said = _said(side.text, context)
    shared = (side.only,) if side.only else tuple(one for one in query.restrictions if one.documents is not None)
    found = _query(side.label, side.text, context, said, None, shared or None)
    return replace(found, compared=True)


def _said(text: str, context: Context) -> tuple[Restriction, ...]:
    """What a question says about where to look, of the documents that there are."""
    return restrictions(text, context.documents) if context.documents else ()


def _listed(asked: str, text: str) -> int | None:
    return None if divided(asked) else listed_number(text)


def _query(
    asked: str,
    text: str,
    context: Context,
    said: Sequence[Restriction],
    number: int | None,
    shared: tuple[Restriction, ...] | None = None,
) -> Query:
    """Make the query of a question, completed to ``text``, that says where to look; or ``shared`` tells that."""
    found = tuple(one for one in said if context.restrict and not is_undone(one, context.unrestricted))
    left = without(text, said)
    sought = left if content_words(left) else text
    restricted = found if shared is None else shared
    what = counted(sought)
    if is_english(sought):
        glossary = context.glossary or general()
        embedded, concepts = f"{sought} {glossary.dutch_terms(sought)}", tuple(glossary.dutch_concepts(sought))
        numbered = tuple(words(glossary.dutch_terms(what)))
    else:
        # A model reads "wat is" otherwise than "Wat is", and users leave the capital out.
        embedded, concepts = sought[:1].upper() + sought[1:], tuple((word,) for word in content_words(sought))
        numbered = (what,) if what else ()
    days = _days_of_events(text, restricted)
    concepts = _dated(_abbreviated(concepts, text, context.short_forms), text, days)
    phrases = tuple(dict.fromkeys(match["words"].strip() for match in PHRASE.finditer(text)))
    short = asked_for(asked) or asked_for(text)
    return Query(asked, text, embedded, concepts, restricted, number, _as_words(days), numbered, short, phrases)


def _abbreviated(concepts: Concepts, text: str, short_forms: ShortForms) -> Concepts:
    """Have what has an abbreviation looked for by that; passages that name it in full bear it too."""
    said = words(text)
    found = short_forms.found_in(said)
    if not found:
        return concepts
    named = {word for start, end, _ in found for word in said[start:end]}
    left = [concept for concept in concepts if not named.issuperset(concept)]
    short = [(form,) for form in dict.fromkeys(form for _, _, form in found) if (form,) not in left]
    return (*left, *short)


def _days_of_events(text: str, restricted: Sequence[Restriction]) -> list[Moment]:
    """The days and months when something was, not those that tell where to look."""
    told = " ".join(one.words for one in restricted)
    return [
        day for day in named_days(text) if text[day.start : day.end] not in told and _is_of_an_event(text[: day.start])
    ]


def _as_words(days: Sequence[Moment]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(word_of, days)))


def _dated(concepts: Concepts, text: str, days: Sequence[Moment]) -> Concepts:
    """Have each day looked for as one word, which the passages that name it bear."""
    said = {word for day in days for word in (MONTHS[day.months[0] - 1], *words(text[day.start : day.end]))}
    left = [concept for concept in concepts if not said.intersection(concept)]
    return (*left, *((word,) for word in _as_words(days)))


def _is_of_an_event(before: str) -> bool:
    """Whether what stands before a day tells that something was then; nothing does when only the day is asked for."""
    if not before.strip():
        return True
    return BEFORE_DAY.search(before) is not None and BEFORE_DATE_OF_DOCUMENT.search(before) is None


def check(question: str) -> str:
    """Give the question without superfluous white space. Raises QuestionError when it cannot be one."""
    if not isinstance(question, str):
        raise QuestionError("De vraag is geen tekst; stel hem in gewone taal.")
    text = " ".join(_readable(question).split())
    if not text:
        raise QuestionError("De vraag is leeg; typ een vraag.")
    if len(text) > LONGEST_QUESTION:
        raise QuestionError(
            f"De vraag is te lang ({len(text)} tekens, hoogstens {LONGEST_QUESTION}); vat hem korter samen."
        )
    if not any(character.isalnum() for character in text):
        raise QuestionError("De vraag bevat geen woorden; stel hem in gewone taal.")
    return text


def _readable(text: str) -> str:
    """Give a text as documents are read: without signs that are not printed, and halves of characters.

    Pasting brings such signs along, and a broken encoding halves: no text holds them and no model reads them.
    """
    return as_printed(text.encode(errors="ignore").decode())


def _completed(
    question: str, history: Sequence[str | Answer], documents: Mapping[str, Identity], *, leans: bool
) -> Completed:
    """Complete a question with the one before it, when it goes on from that."""
    if not history or not (leans or goes_on(question)):
        return Completed(question)
    before = history[-1]
    if isinstance(before, Answer):  # it knows what its own question was completed to
        earlier = before.interpreted
    else:
        earlier = _completed(" ".join(_readable(before).split()), history[:-1], documents, leans=False).text
    found = completed(question, earlier[-LONGEST_QUESTION:], documents)
    return replace(found, text=found.text[-LONGEST_QUESTION:])
