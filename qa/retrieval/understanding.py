"""What is asked: checking the question, completing a follow-up, the words to look for."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from qa.domain import Answer, Identity, Query
from qa.errors import QuestionError
from qa.language.dates import MONTHS
from qa.language.day_words import named_days, word_of
from qa.parliament.abbreviations import ShortForms
from qa.parliament.english import dutch_concepts, dutch_terms
from qa.parliament.figures import counted
from qa.parliament.words import content_words, is_english, words
from qa.retrieval.parts import leaning
from qa.retrieval.parts import parts as divided
from qa.retrieval.restrictions import is_undone, listed_number, restrictions, without

LONGEST_QUESTION = 4_000  # characters; the longest question in the published list has 502

# "En van NMI?", "Hoe zit dat met EUAM?", "And for NMI?": a question that only makes sense after another.
FOLLOW_UP = re.compile(
    r"""
    (?: en | maar | of | ook | and | but )\b      # goes on from what was said
    | (?: hoe \s+ zit | what \s+ about | how \s+ about )\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
# "En van NMI?" after "Wat is de rechtsgrond van OIR?": the same question about something else.
REPLACED = re.compile(
    r"(?:en|maar|and|but)\s+(?P<link>van|voor|in|aan|bij|met|over|of|for|about|with)\s+(?P<what>.+)", re.IGNORECASE
)
# Words that point back: a short question with one of them is about what was asked before.
POINTS_BACK = re.compile(
    r"\b(?:dat|dit|die|deze|daar|daarvan|daarvoor|daarmee|daarbij|hij|zij|ze|hun|er|that|this|those|they|it|there)\b",
    re.IGNORECASE,
)
# What stands before a day or month when something was: "op", "in", "van woensdag"; not "tot" or "na".
BEFORE_DAY = re.compile(
    r"\b(?:op|in|tijdens|gedurende|begin|medio|eind|van|rond|omstreeks|on|during|of|around)\s+(?:\w+(?:dag|day)\s+)?$",
    re.IGNORECASE,
)
# What stands before one that names a document: "de Kamerbrief van".
BEFORE_DATE_OF_DOCUMENT = re.compile(
    r"(?:brief|rapportage|motie|nota|verslag|lijst|stuk|document|debat|overleg|letter)\s+(?:van|of)\s+$", re.IGNORECASE
)
TURNS_LOOKED_BACK = 20  # of the conversation; a chain of follow-ups longer than that has left its beginning
FEW_WORDS = 3  # content words up to which a question that points back counts as a follow-up


def understand(question: str, history: Sequence[str | Answer] = ()) -> Query:
    """Make a question ready for retrieval.

    ``history`` are the earlier questions or answers of the conversation, oldest first; a follow-up is
    completed with the question before it. Raises QuestionError when there is nothing to look for.
    """
    asked = check(question)
    text = _completed(asked, [history] if isinstance(history, str) else history[-TURNS_LOOKED_BACK:])
    return _query(asked, text)


def restricted(query: Query, documents: Mapping[str, Identity], undone: Collection[str] = ()) -> Query:
    """Take from a question what it says about where to look, of these documents; what is left is looked for there.

    ``undone`` are the words that say so but do not count: they are part of what is looked for.
    """
    found = tuple(one for one in restrictions(query.text, documents) if not is_undone(one, undone))
    left = without(query.text, found)
    plain = _query(query.question, left) if content_words(left) else query
    number = None if divided(query.question) else listed_number(query.text)
    return replace(plain, text=query.text, restrictions=found, number=number)


def parts(query: Query, documents: Mapping[str, Identity], undone: Collection[str] = ()) -> tuple[Query, ...]:
    """Give the questions that one holds, each ready for retrieval; nothing when it is a single one.

    A part that names no document or period shares those of the others, where the question was restricted to
    ``documents`` at all. A follow-up is one question, together with what it is completed with.
    """
    if query.text != query.question:
        return ()
    asked = [_query(part.text, part.complete) for part in divided(query.question)]
    if not documents:
        return tuple(asked)
    return tuple(
        found if restrictions(part.text, documents) else replace(found, restrictions=query.restrictions)
        for part in asked
        for found in [restricted(part, documents, undone)]
    )


def _query(asked: str, text: str) -> Query:
    what = counted(text)
    if is_english(text):
        concepts = tuple(dutch_concepts(text))
        return Query(asked, text, f"{text} {dutch_terms(text)}", concepts, counted=tuple(words(dutch_terms(what))))
    return Query(asked, text, text, tuple((word,) for word in content_words(text)), counted=(what,) if what else ())


def abbreviate(query: Query, short_forms: ShortForms) -> Query:
    """Have the lexical leg look for what has an abbreviation by that; passages that name it in full bear it too."""
    said = words(query.text)
    found = short_forms.found_in(said)
    if not found:
        return query
    named = {word for start, end, _ in found for word in said[start:end]}
    left = [concept for concept in query.concepts if not named.issuperset(concept)]
    short = [(form,) for form in dict.fromkeys(form for _, _, form in found) if (form,) not in left]
    return replace(query, concepts=(*left, *short))


def dated(query: Query) -> Query:
    """Have a day or month when something was looked for as one word, which the passages that name it bear.

    Not one that tells where to look (see ``restricted``).
    """
    told = " ".join(one.words for one in query.restrictions)
    found = [
        day
        for day in named_days(query.text)
        if query.text[day.start : day.end] not in told and _is_of_an_event(query.text[: day.start])
    ]
    said = {word for day in found for word in (MONTHS[day.months[0] - 1], *words(query.text[day.start : day.end]))}
    days = tuple(dict.fromkeys(map(word_of, found)))
    left = [concept for concept in query.concepts if not said.intersection(concept)]
    return replace(query, concepts=(*left, *((day,) for day in days)), days=days)


def _is_of_an_event(before: str) -> bool:
    """Whether what stands before a day tells that something was then."""
    return BEFORE_DAY.search(before) is not None and BEFORE_DATE_OF_DOCUMENT.search(before) is None


def check(question: str) -> str:
    """Give the question without superfluous white space. Raises QuestionError when it cannot be one."""
    text = " ".join(question.split())
    if not text:
        raise QuestionError("De vraag is leeg; typ een vraag.")
    if len(text) > LONGEST_QUESTION:
        raise QuestionError(
            f"De vraag is te lang ({len(text)} tekens, hoogstens {LONGEST_QUESTION}); vat hem korter samen."
        )
    if not any(character.isalnum() for character in text):
        raise QuestionError("De vraag bevat geen woorden; stel hem in gewone taal.")
    return text


def _completed(question: str, history: Sequence[str | Answer]) -> str:
    if not history or not _is_follow_up(question):
        return question
    before = history[-1]
    # An earlier answer knows what its own question was completed to; for bare questions that is done here.
    earlier = before.interpreted if isinstance(before, Answer) else _completed(" ".join(before.split()), history[:-1])
    earlier = earlier[-LONGEST_QUESTION:]
    if (match := REPLACED.fullmatch(question)) and (place := _last_word(earlier, match["link"])):
        return f"{earlier[:place]}{match['link']} {match['what']}"
    return leaning(question, earlier)[-LONGEST_QUESTION:] if earlier else question


def _last_word(text: str, word: str) -> int:
    """Where a word stands last in a text; 0 when it does not."""
    places = [match.start() for match in re.finditer(rf"\b{word}\b", text, re.IGNORECASE)]
    return places[-1] if places else 0


def _is_follow_up(question: str) -> bool:
    if FOLLOW_UP.match(question):
        return True
    return len(content_words(question)) <= FEW_WORDS and POINTS_BACK.search(question) is not None
