"""What is compared: two subjects, two documents, or the same in two periods; each is looked for by itself."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass

from qa.domain import NO_PAGE, Identity, Restriction
from qa.language.dates import YEAR
from qa.language.words import content_words
from qa.parliament.citation import short_citation
from qa.retrieval.restrictions import ONLY

MOST_DOCUMENTS = 4  # that are held side by side

# "Wat is het verschil tussen NMI en OIR?", "Welk verschil in kosten is er tussen bellen en mailen?"
_BETWEEN = re.compile(
    r"""
    (?: (?:wat|welke?|hoe\s+groot|what|which|how\s+big)\b (?P<before>.*?) (?:\b(?:het|de|een|the)\s+)?
        \b(?:verschil(?:len)?|onderscheid|overeenkomst(?:en)?|differences?|similarities)
        (?:\s+(?:in|qua)\s+(?P<matter>\w+(?:\s\w+)?))?? (?:\s+(?:is|zijn|are)\s+(?:er|there))? \s+(?:tussen|between)
      | (?:vergelijk|compare)\b (?P<none>) )
    \s+ (?P<first>.+?) \s+(?:en|and|met|with|to)\s+ (?P<second>.+)
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Content words before "verschil": "bij NMI", "fundamentele". With more the difference is not what is asked.
MOST_BEFORE = 1
_HOW = r"(?:waarin|hoe|in\s+hoeverre|in\s+welke?\s+(?:opzicht(?:en)?|zin|mate)|how)"
_BEFORE = re.compile(r"\b(?:daarvoor|ervoor|vroeger|eerder|voorheen|before)\b", re.IGNORECASE)  # no subject by itself
# "Waarin verschilt het mandaat van NMI van dat van OIR?", "... de vierde fase van de strijd van de derde?"
_DIFFERS = re.compile(
    rf"""
    {_HOW}\s+ (?:(?:ver|onder)schei(?:dt|den)|verschil(?:t|len)|wijk(?:t|en)|do(?:es)?)\s+
    (?: (?P<first>.+?)\s+(?:zich\s+|af\s+)?(?:van|differ\s+from)\s+(?P<second>(?:dat|die|that|those)\s.+?)
      | (?P<all>.+)\s+(?:van|from)\s+(?P<ordinal>(?:(?:de|het|the)\s+)?\w+(?:de|ste|th|rd|nd|st)\b)
      | (?P<one>.+?)\s+(?:zich\s+|af\s+)?(?:van|differ\s+from)\s+(?P<other>.+?) )
    (?:\s+af)? $
    """,
    re.VERBOSE | re.IGNORECASE,
)
# "Waarin verschillen NMI en OIR van elkaar?"
_DIFFER = re.compile(
    rf"""
    {_HOW}\s+ (?:onderscheiden|verschillen|do) \s+ (?P<first>.+?) \s+(?:en|and)\s+ (?P<second>.+?)
    (?:\s+(?:zich\s+)?(?:van\s+elkaar|differ(?:\s+from\s+each\s+other)?)(?P<rest>\b.*)?)? $
    """,
    re.VERBOSE | re.IGNORECASE,
)
_RELATES = re.compile(r"hoe\s+verhou(?:dt|den)\s+(?P<first>.+?)\s+zich\s+tot\s+(?P<second>.+)", re.IGNORECASE)
# What changed, or is held against what was.
_CHANGED = re.compile(
    r"""
    \b(?: ver(?:anderd|groot|hoogd|laagd) | ge(?:wijzigd|groeid|stegen|daald|krompen|slonken) | (?:op|af)gehoogd
        | (?:toe|af)genomen | (?:verander|wijzig|stijg|daal|groei)(?:t|en|de|den)? | (?:ver|op)geschoven | verschoven
        | ontwikkeld | (?:ver)?meerderd | verminderd | uitgebreid | afgebouwd | verschil(?:len|t)?
        | vergeleken(?:\s+(?:met|bij))? | in\s+vergelijking\s+met | ten\s+opzichte\s+van
        | changed? | grown? | increased? | decreased? | compared\s+(?:to|with) | differ(?:s|ence|ences)? )\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SINCE = re.compile(r"\b(?:sinds|sedert|vanaf|since)\b", re.IGNORECASE)
_IN_YEAR = re.compile(
    rf"""
    (?<![/–-])\b (?:(?:de|het|the)\s+(?:kamer)?(?:brief|letter)\s+)?
    (?:(?:in|uit|voor|met|van|tussen|en|of|dan|for|and|with|to|between)\s+)* (?P<year>{YEAR})\b (?![/–-])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_IN_BOTH = re.compile(rf"\bin\s+{YEAR}\s*,?\s+(?:en|and)\s+(?:in\s+)?{YEAR}", re.IGNORECASE)
# "Hoeveel landen deden in 2016 mee en hoeveel in 2022?"
_AGAIN = re.compile(
    r",?\s+(?:en|and)\s+(?:in\s+)?(?:hoeveel|welke?|wat|how\s+many|which|what)(?:\s+\w+)?"
    rf"(?=\s+in\s+{YEAR}\s*$)",
    re.IGNORECASE,
)
_IN_EACH = re.compile(rf"\b(?:in|en|and)\s+{YEAR}\b", re.IGNORECASE)
_THAN = re.compile(
    r"\b(?:meer|minder|hoger|lager|groter|kleiner|anders|beter|slechter|evenveel|more|less|fewer|higher|lower|larger|smaller)\b",
    re.IGNORECASE,
)
_PAPERS = frozenset(("brief", "brieven", "kamerbrief", "document", "documenten", "letter", "letters"))
# What is left of a question around its subject, once what compares is gone.
_FRAME = re.compile(
    r"""
    ^\W* (?:(?:wat|hoe|groot|welke?|waarin|in\s+welke\s+mate|what|how|is|zijn|was|waren|wordt|worden|heeft|hebben
        |has|have|are|were|does|do|did|er|there|zich|het|de|the|verschil(?:len)?|differences?|tussen|between|zeggen|zegt|staat|en|and
        |over|aan|in|met|bij|about|of)\b\s*)+
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LEADING = re.compile(r"^(?:(?:de|het|een|the|a)\s+)?(?P<word>\S+)(?P<rest>.*)$", re.DOTALL)
_INFLECTED = re.compile(r"[a-z]+e\b")  # an adjective before a noun: "de kwantitatieve", "de derde"
_OF_OTHER = re.compile(r"^(?:dat|die|that|those)\b")
_PREPOSITION = re.compile(r"\s(?:van|voor|bij|in|of|for)\s", re.IGNORECASE)

IN = "In {year}"
SINCE = "Daarna"


@dataclass(frozen=True, slots=True)
class Side:
    """One of what is compared: how it is called, what is looked for, and in which documents only, if so."""

    label: str
    text: str
    only: Restriction | None = None


def sides(question: str, documents: Mapping[str, Identity], named: tuple[Restriction, ...]) -> tuple[Side, ...]:
    """Give what a question compares; nothing when it compares nothing.

    ``documents`` are those that there are, and ``named`` what the question says about where to look.
    """
    asked = question.rstrip(" ?.!")
    found = _documents(asked, documents, named) or moments(question, documents) or _subjects(asked)
    return found if all(map(_has_subject, found)) else ()


def moments(question: str, documents: Mapping[str, Identity]) -> tuple[Side, ...]:
    """Give the two years in which the same is asked, or then and afterwards; nothing when it is not."""
    found = _moments(question.rstrip(" ?.!"), documents)
    return found if all(map(_has_subject, found)) else ()


def _has_subject(side: Side) -> bool:
    """Whether a side is about something: a year or "de brief" alone is not."""
    return any(not word.isdigit() and word not in _PAPERS for word in content_words(side.text))


def _documents(asked: str, documents: Mapping[str, Identity], named: tuple[Restriction, ...]) -> tuple[Side, ...]:
    """The documents that are named, newest first, with what is asked of each."""
    restricted = [one for one in named if one.documents is not None]
    ids = frozenset().union(*(one.documents or () for one in restricted))
    if not 1 < len(ids) <= MOST_DOCUMENTS or not all(one.words in asked for one in restricted):
        return ()
    for one in restricted:
        asked = asked.replace(one.words, " ")
    subject = _subject(asked)
    newest = sorted(ids, key=lambda id_: (documents[id_].date or datetime.date.min, id_), reverse=True)
    names = {id_: short_citation(documents[id_], NO_PAGE) for id_ in newest}
    return tuple(
        Side(names[id_], subject, Restriction(names[id_], ONLY.format(name=names[id_]), frozenset({id_})))
        for id_ in newest
    )


def _moments(asked: str, documents: Mapping[str, Identity]) -> tuple[Side, ...]:
    """The same in two years, or then and afterwards."""
    changed = _CHANGED.search(asked)
    years = sorted({match["year"] for match in _IN_YEAR.finditer(asked)})
    match years:
        case [one] if changed and _SINCE.search(asked):
            then, later = _dated(documents, one, one), _dated(documents, str(int(one) + 1), "9999")
            if then and later:
                subject = _subject(_SINCE.sub(" ", _IN_YEAR.sub(" ", asked)))
                return _of(subject, SINCE, f"van na {one}", later), _of(
                    subject, IN.format(year=one), f"van {one}", then
                )
        case [one, other] if changed or _THAN.search(asked) or _IN_BOTH.search(asked) or _AGAIN.search(asked):
            left = _THAN.sub(" ", _IN_YEAR.sub(" ", _AGAIN.sub("", asked)))
            subject = _subject(left) if changed else " ".join(left.split())
            # Words of both years stand in documents of these, unless it is asked what was planned or spent for one.
            each = [(year, _dated(documents, year, year)) for year in (other, one)]
            if all(ids for _, ids in each) and len(_IN_EACH.findall(asked)) > 1:
                return tuple(_of(subject, IN.format(year=year), f"van {year}", ids) for year, ids in each)
            return tuple(Side(IN.format(year=year), f"{subject} in {year}") for year, _ in each)
    return ()


def _of(subject: str, label: str, period: str, ids: frozenset[str]) -> Side:
    return Side(label, subject, Restriction(label, ONLY.format(name=f"documenten {period}"), ids))


def _dated(documents: Mapping[str, Identity], first: str, last: str) -> frozenset[str]:
    return frozenset(id_ for id_, one in documents.items() if one.date and first <= str(one.date.year) <= last)


def _subject(asked: str) -> str:
    """What is asked about, without the words that compare."""
    left = _CHANGED.sub(" ", asked)
    return _FRAME.sub("", " ".join(left.split())).strip(" ,;:")


def _subjects(asked: str) -> tuple[Side, ...]:
    """The two subjects that are named, each completed with what the other has."""
    before = ""
    if match := _BETWEEN.match(asked):
        before = " ".join(filter(None, (_FRAME.sub("", match["before"] or "").strip(), match["matter"])))
        if len(content_words(match["before"] or "")) > MOST_BEFORE:
            return ()
        first, second = match["first"], match["second"]
    elif match := _DIFFER.match(asked):
        first, second = match["first"], f"{match['second']}{match['rest'] or ''}"
    elif match := _DIFFERS.match(asked):
        first = match["first"] or match["all"] or match["one"]
        second = match["second"] or match["ordinal"] or match["other"]
    elif match := _RELATES.match(asked):
        first, second = match["first"], match["second"]
    else:
        return ()
    if _BEFORE.search(second):
        return ()
    first, second = _completed(first, second)
    aside = f"{before} " if content_words(before) else ""
    return tuple(Side(text[:1].upper() + text[1:], f"{aside}{text}") for text in (first, second))


def _completed(first: str, second: str) -> tuple[str, str]:
    """Have an adjective take its noun from the other side, and "dat van" what it stands for."""
    if _OF_OTHER.match(second):
        head = _PREPOSITION.split(first, maxsplit=1)[0]
        return first, _OF_OTHER.sub(head, second)
    one, other = _LEADING.match(first), _LEADING.match(second)
    if one and other:
        if not one["rest"] and _INFLECTED.fullmatch(one["word"]) and other["rest"]:
            return f"{first}{other['rest']}", second
        if not other["rest"] and _INFLECTED.fullmatch(other["word"]) and one["rest"]:
            return first, f"{second}{one['rest']}"
    return first, second
