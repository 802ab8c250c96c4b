"""Days and months that a text names, so that what happened then is found by them: "22 november jl.", "mei 2022"."""

import calendar
import datetime
import functools
import re
from dataclasses import dataclass, replace

from qa.parliament.dates import MONTHS

ENGLISH_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)

_MONTH = "|".join((*MONTHS, *ENGLISH_MONTHS))
_YEAR = r"(?P<year>(?:19|20)\d{2})\b|(?P<when>jl|jongstleden|a\.s|aanstaande)\b"
# "22 november 2023", "20 en 21 maart 2016", "22 november jl.", "on 22 November", "22-11-2023"
_DAY = re.compile(
    rf"""
    \b(?:(?P<first>\d{{1,2}})\s*(?:en|tot(?:\s+en\s+met)?|t/m|and|to|[-–])\s*)?
    (?P<day>\d{{1,2}})
    (?:\s+(?P<month>{_MONTH})\b|(?P<mark>[-/])(?P<number>\d{{1,2}})(?P=mark))
    \s*(?:{_YEAR})?
    """,
    re.VERBOSE | re.IGNORECASE,
)
# "mei 2022", "oktober jl."; a day before it makes it a match of _DAY. Looking at one letter first halves the time.
_MONTH_OF_YEAR = re.compile(rf"\b(?=[jfmasond])(?P<month>{_MONTH})\s+(?:{_YEAR})", re.IGNORECASE)
_PAST = ("jl", "jongstleden")
_WORD = re.compile(rf"(\d{{1,2}})?({'|'.join(MONTHS)})(\d{{4}})?")

REMEMBERED = 4_096  # texts: the best passages for one question are often those for the next
AHEAD = 2  # times as far is a day to come as one that was: documents speak more of what was
LEAP_YEAR = 2024  # has every day that there is


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day that a text names within ``text[start:end]``, or a month: then ``day`` is ``None``.

    ``year`` is ``None`` where it cannot be told.
    """

    start: int
    end: int
    day: int | None
    month: int
    year: int | None

    @property
    def word(self) -> str:
        """The day or month as one word: "22november2023", "22november" of any year, "november2023"."""
        return f"{self.day or ''}{MONTHS[self.month - 1]}{self.year or ''}"


def named_days(text: str, written: datetime.date | None = None) -> tuple[NamedDay, ...]:
    """Give the days that a text names, and the months of which it names the year, in order.

    The year of a day without one is that in which it is nearest to the day on which the text was ``written``, rather
    before than after; of "22 november jl." the nearest before, of "22 november a.s." the nearest after.
    """
    days = list(_DAY.finditer(text))
    ends = {match.end() for match in days}
    months = [match for match in _MONTH_OF_YEAR.finditer(text) if match.end() not in ends]
    found = [_named(match, int(day), written) for match in days for day in (match["first"], match["day"]) if day]
    found += [_month(match, written) for match in months]
    return tuple(sorted((named for named in found if named), key=lambda named: named.start))


@functools.lru_cache(maxsize=REMEMBERED)
def day_words(text: str, written: datetime.date | None) -> tuple[str, ...]:
    """Give the days and months that a text names as words.

    A day is there with its year, where that can be told, without it, and as one of its month.
    """
    each = (
        word
        for named in named_days(text, written)
        for word in (named.word, replace(named, year=None).word, replace(named, day=None).word)
    )
    return tuple(dict.fromkeys(word for word in each if word not in MONTHS))


def spaced(word: str) -> str:
    """Give a word as it is read: that of a day with its spaces, any other as it is."""
    match = _WORD.fullmatch(word)
    return " ".join(part for part in match.groups() if part) if match else word


def _named(match: re.Match[str], day: int, written: datetime.date | None) -> NamedDay | None:
    """The day that a match of _DAY names; ``None`` when there is no such day."""
    month = int(match["number"]) if match["number"] else _number(match["month"])
    if not 1 <= month <= len(MONTHS) or not 1 <= day <= calendar.monthrange(LEAP_YEAR, month)[1]:
        return None
    year = int(match["year"]) if match["year"] else _nearest_year(day, month, (match["when"] or "").lower(), written)
    return NamedDay(*match.span(), day, month, year)


def _month(match: re.Match[str], written: datetime.date | None) -> NamedDay | None:
    """The month that a match of _MONTH_OF_YEAR names; ``None`` when its year cannot be told."""
    month = _number(match["month"])
    year = int(match["year"]) if match["year"] else _nearest_year(1, month, match["when"].lower(), written)
    return NamedDay(*match.span(), None, month, year) if year else None


def _number(month: str) -> int:
    name = month.lower()
    return (MONTHS if name in MONTHS else ENGLISH_MONTHS).index(name) + 1


def _nearest_year(day: int, month: int, when: str, written: datetime.date | None) -> int | None:
    if written is None:
        return None
    years = range(max(written.year - 1, datetime.MINYEAR), min(written.year + 1, datetime.MAXYEAR) + 1)
    dates = [datetime.date(y, month, day) for y in years if day <= calendar.monthrange(y, month)[1]]
    if when:
        dates = [date for date in dates if (date <= written if when in _PAST else date >= written)]
    distances = [(written - date if date <= written else AHEAD * (date - written), date.year) for date in dates]
    return min(distances)[1] if distances else None
