"""Periods that a question names: "in 2016", "na 1 mei 2023", "from May to July 2023", "in Q2 2023"."""

import datetime
import re
from dataclasses import dataclass

from qa.language.dates import MOMENT, PART_OF_YEAR, WITHOUT_YEAR, moments, span_of

_AFTER = ("na", "sinds", "vanaf", "after", "since", "from")
_INCLUDING = ("sinds", "vanaf", "since", "from")
_BEFORE = ("voor", "vóór", "tot", "tot en met", "t/m", "before", "until", "till")
_UP_TO = ("tot en met", "t/m")
_VAGUE = ("voor", "tot", "van")  # "het budget voor 2024" is of that year; before a month or day they tell a period
_WORDS = "|".join(word.replace(" ", r"\s+") for word in ("tot en met", *_AFTER, *_BEFORE, "van", "tussen", "between"))
_LEAD = r"(?:(?:het|de|the)\s+)?(?:(?:jaar|year|begin|medio|eind)\s+)?"  # "in het jaar 2016", "tot eind 2023"
_TO = r"(?:\s+(?:en|and|tot(?:\s+en\s+met)?|t/m|to|until|till|through)\s+|\s*[-–]\s*)"
_PERIOD = re.compile(
    rf"""
    \b(?: (?P<word>in|tijdens|gedurende|op|per|on|during|{_WORDS}) \s+ {_LEAD}
          (?: (?P<open>{WITHOUT_YEAR}) {_TO} {_LEAD} (?P<until>{MOMENT})       # "van mei tot en met juli 2023"
            | (?P<moment>{MOMENT}) (?:{_TO} {_LEAD} (?P<second>{MOMENT}))? )
        | (?P<alone>{PART_OF_YEAR}) )
    (?!\w)
    (?!\s+(?:euro|dollar|meter|kilometer|km|man|militair\w*|personen|mensen|miljoen)\b)     # a number, no year
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """A period named in a text by these ``words``, from ``since`` to ``until``, both included; ``None``: open."""

    words: str
    since: datetime.date | None
    until: datetime.date | None


def periods(text: str) -> tuple[Period, ...]:
    """Give the periods that a question names; what tells no year is none."""
    found = ((match, _bounds(match)) for match in _PERIOD.finditer(text) if not _is_vague(match))
    return tuple(Period(match[0], *bounds) for match, bounds in found if bounds)


def _is_vague(match: re.Match[str]) -> bool:
    word, moment = (match["word"] or "").lower(), match["moment"] or ""
    if word not in _VAGUE or not moment or match["second"]:
        return False
    return moment.isdigit() or (word == "van" and len(moments(moment)) == 1)  # "van 3 tot 5 mei 2023" names two


def _bounds(match: re.Match[str]) -> tuple[datetime.date | None, datetime.date | None] | None:
    last = match["second"] or match["until"]
    end = span_of(last or match["moment"] or match["alone"])
    if end is None:
        return None
    if last:
        return _between(match, last, end)
    word = " ".join((match["word"] or "").lower().split())
    try:
        if word in _AFTER:
            return (end[0] if word in _INCLUDING else end[1] + _DAY), None
        if word in _BEFORE:
            return None, (end[1] if word in _UP_TO else end[0] - _DAY)
    except OverflowError:  # "na 31 december 9999": there is no such day
        return None
    return end


def _between(
    match: re.Match[str], last: str, end: tuple[datetime.date, datetime.date]
) -> tuple[datetime.date, datetime.date] | None:
    """From what a period begins with to its end; a month without its year is the last before that."""
    if match["moment"]:
        begin = span_of(match["moment"])
    elif last.isdigit():  # "in mei en 2023"
        begin = None
    else:
        begin = span_of(match["open"], end[0].year)
        if begin and begin[0] > end[1]:  # "van november tot februari 2023"
            begin = span_of(match["open"], end[0].year - 1)
    return (begin[0], end[1]) if begin else None
