"""Conversation: whether a question goes on from the one before it, and what it then asks.

There is one definition of pointing back. What begins as a continuation, has no subject of its own, or is short and has
a word that points ("daarvan", "die groep", "Wat kost dat?") goes on; "er" alone points nowhere ("Welke risico's zijn
er?"). What is short and points nowhere may still go on, which only the documents tell: see ``qa.retrieval.pipeline``.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qa.domain import Answer, Identity
from qa.errors import QuestionError
from qa.language.abbreviations import abbreviations_in
from qa.language.periods import periods
from qa.language.words import OPEN_QUESTION, content_words, is_pleasantry
from qa.retrieval.decomposition import asked_of_same, leaning, subject_words
from qa.retrieval.restrictions import restrictions, without

TURNS_LOOKED_BACK = 20  # of the conversation; a chain of follow-ups longer than that has left its beginning
FEW_WORDS = 4  # content words up to which a question may go on from the one before it
POINTING_PLACES = 3  # first words, among which "dat" is what a question is about: "Wat kost dat?", "En waarom is dat?"

# "En van NMI?", "Hoe zit dat met EUAM?", "And for NMI?"
_GOES_ON = re.compile(r"(?:en|maar|of|ook|and|but)\b|hoe\s+zit\b|(?:what|how)\s+about\b", re.IGNORECASE)
_WITH_ADVERB = (
    "aan|achter|bij|binnen|boven|door|heen|in|mee|na|naar|naartoe|naast|om|omheen|onder|op|over|tegen|tegenover|toe"
    "|tussen|uit|van|vanaf|vandaan|voor"
)
# "die", "deze" and "dit" stand for something before, unless they follow what they belong to: "de landen, die".
_POINTS = re.compile(
    rf"""
    \b(?: (?:daar|hier)(?:{_WITH_ADVERB})? | er(?:{_WITH_ADVERB}) | toen | desondanks | dergelijke | zo['’]n | zulke )\b
    | (?<!,\s)\b(?:die|deze|dit)\b
    | \b(?:hij|zij|ze|hun|hen|hem|haar)\b
    | (?<!meer\s)(?<!minder\s)(?<!anders\s)(?<!er\s)\bdan\b
    | \b(?:this|that|these|those|they|them|it)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
# "Wat kost dat?", and not "Klopt het dat de sluis dicht is?"
_THAT = re.compile(
    r"(?<!het\s)(?<!zo\s)\bdat\b(?!\s+(?:de|het|een|er|u|ik|we|wij|zij|ze|hij|deze|die|dit)\b)", re.IGNORECASE
)
# "Houdt de minister dat in de gaten?", "Gebeurt dat ook?": no clause begins so.
_THAT_IS_DONE = re.compile(
    r"(?<!het\s)\bdat\s+(?:in|op|aan|met|voor|wel|niet|ook|nog|al|zelf|zo|dan|nu|straks|precies|eigenlijk|allemaal)\b",
    re.IGNORECASE,
)
# "Onder welke voorwaarde?", "Welke is de nieuwste?": without a verb, or without what it is about.
_ELLIPTIC = re.compile(
    r"""
    (?: (?:in|op|aan|van|voor|met|tot|uit|over|bij|onder|door|tegen|vanaf|sinds|na) \s+ )?
    (?: (?:welke?|which|what) \s+ \w+ \W* $
      | (?:welke?|which) \s+ (?:is|zijn|was|waren|wordt|worden|heeft|hebben|are|were)\b )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_WORD = re.compile(r"[\w'’-]+")

_BEGINNING = re.compile(r"^(?:en|maar|and|but)\s+", re.IGNORECASE)
_LINKS = "van|voor|in|aan|bij|met|over|op|naar|uit|of|for|about|with|to|on|from"
# "van NMI", "in Erbil", "EUAM": the same is asked of something else.
_OF_OTHER = re.compile(
    rf"(?:(?P<link>{_LINKS})\s+)?(?P<what>(?:(?:de|het|the)\s+)?\S+(?:\s+\S+){{0,3}}?)", re.IGNORECASE
)
_NAME = re.compile(r"(?:(?:de|het|the)\s+)?[A-Z][\w-]*(?:\s+[A-Z][\w-]*)*")
_NAMED = re.compile(rf"\b(?:{_LINKS})\s+(?P<name>{_NAME.pattern})")
# "meer details", "geef meer informatie", "leg dat uit", "ga verder": the same once more, for all of the passage.
_MORE = re.compile(
    r"""
    (?: (?:geef|vertel|noem|toon|kunt?|kan|graag|give|tell|can) \s+ (?:[\w']+ \s+){0,4}? )?
    (?: (?:meer|verdere?|nadere?|more|further)
        (?: \s+ (?:details?|info\w*|uitleg|toelichting|\w*over|vertellen|geven|weten|about\s+\w+) ){0,3}
      | leg (?:\s+(?:dat|dit|het|eens)){0,2} \s+ uit
      | licht (?:\s+(?:dat|dit|het)){0,2} \s+ toe
      | ga (?:\s+eens)? \s+ (?:door|verder)
      | (?:dat|dit|het) \s+ (?:toelichten|uitleggen)
      | explain (?:\s+\w+)?
      | go \s+ on )
    \W*
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Completed:
    """A question that stands on its own: ``text``.

    ``leaning`` tells that what is asked stands in it behind the question before it; ``more`` that all of the passage is
    wanted that answers it.
    """

    text: str
    leaning: bool = False
    more: bool = False


def turns(history: object) -> list[str | Answer]:
    """Give the last questions or answers of a conversation. Raises QuestionError for anything else."""
    given = [history] if isinstance(history, str | Answer) else history
    if not isinstance(given, Sequence) or not all(isinstance(turn, str | Answer) for turn in given):
        raise QuestionError("De eerdere vragen zijn geen lijst van vragen of antwoorden; laat ze weg of geef er een.")
    return list(given[-TURNS_LOOKED_BACK:])


def goes_on(question: str) -> bool:
    """Whether a question tells by its words that it goes on from the one before it."""
    if _GOES_ON.match(question) or _ELLIPTIC.match(question) or _MORE.fullmatch(question):
        return True
    if is_pleasantry(question):
        return False
    said = subject_words(question)
    return said == 0 or (said <= FEW_WORDS and (_POINTS.search(question) is not None or _is_about_that(question)))


def may_go_on(question: str) -> bool:
    """Whether a question is so short that it may go on from the one before it without telling."""
    return subject_words(question) <= FEW_WORDS and not is_pleasantry(question)


def completed(question: str, earlier: str, documents: Mapping[str, Identity]) -> Completed:
    """Complete a question with the one before it, which stands on its own.

    What names another document, period or thing takes its place in that: "En in brief 597?", "En in 2016?", "En van
    NMI?" ask the same of it. Everything else is put behind it.
    """
    if not earlier:
        return Completed(question)
    if _MORE.fullmatch(question):
        return Completed(earlier, more=True)
    asked = _BEGINNING.sub("", question).strip(" ?.!")
    for replaced in (
        _of_document(asked, earlier, documents),
        _of_period(asked, earlier),
        _of_other(asked, earlier),
        asked_of_same(asked, earlier),
    ):
        if replaced:
            return Completed(replaced)
    return Completed(leaning(question, earlier), leaning=True)


def _is_about_that(question: str) -> bool:
    """Whether "dat" is a pronoun: among the first words, the last one, or before what begins no clause."""
    if _THAT_IS_DONE.search(question):
        return True
    before = [len(_WORD.findall(question[: match.start()])) for match in _THAT.finditer(question)]
    last = len(_WORD.findall(question)) - 1
    return any(place < POINTING_PLACES or place == last for place in before)


def _of_document(asked: str, earlier: str, documents: Mapping[str, Identity]) -> str:
    named = [one for one in restrictions(asked, documents) if one.documents is not None] if documents else []
    if not named or content_words(without(asked, named)):
        return ""
    before = [one.words for one in restrictions(earlier, documents) if one.documents is not None]
    return _replaced(earlier, before, named[0].words)


def _of_period(asked: str, earlier: str) -> str:
    named = periods(asked)
    if len(named) != 1 or content_words(asked.replace(named[0].words, "")):
        return ""
    return _replaced(earlier, [one.words for one in periods(earlier)], named[0].words)


def _of_other(asked: str, earlier: str) -> str:
    match = _OF_OTHER.fullmatch(asked)
    if match is None:
        return ""
    link, what = match["link"], match["what"]
    is_name = _NAME.fullmatch(what) is not None and not OPEN_QUESTION.match(what)
    if link and (same := _last(rf"\b{link}\s+({_NAME.pattern if is_name else r'.+?(?=[?.!]*$)'})", earlier)):
        return f"{earlier[: same.start(1)]}{what}{earlier[same.end(1) :]}"
    if is_name and (other := _last(_NAMED.pattern, earlier)):
        return f"{earlier[: other.start('name')]}{what}{earlier[other.end('name') :]}"
    shorts = abbreviations_in(earlier)
    if shorts and abbreviations_in(what) == (what,):  # "Waar staat OIR voor?", "En NMI?"
        return re.sub(rf"\b{re.escape(shorts[-1])}\b", what, earlier)
    return ""


def _last(pattern: str, text: str) -> re.Match[str] | None:
    found = list(re.finditer(pattern, text))
    return found[-1] if found else None


def _replaced(earlier: str, before: Sequence[str], words: str) -> str:
    """Put these words in the place of those that said the same before, or else at the end of the question."""
    if before:
        return earlier.replace(before[-1], words)
    return f"{earlier.rstrip(' ?.!')} {words}?"
