"""Days that a text names, so that what happened on one is found by it: "22 november 2023", "22 november jl."."""

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

# "22 november 2023", "20 en 21 maart 2016", "22 november jl.", "on 22 November", "22-11-2023"
_DAY = re.compile(
    rf"""
    \b(?:(?P<first>\d{{1,2}})\s*(?:en|tot(?:\s+en\s+met)?|t/m|and|to|[-–])\s*)?
    (?P<day>\d{{1,2}})
    (?:\s+(?P<month>{"|".join((*MONTHS, *ENGLISH_MONTHS))})\b|(?P<mark>[-/])(?P<number>\d{{1,2}})(?P=mark))
    \s*(?:(?P<year>(?:19|20)\d{{2}})\b|(?P<when>jl|jongstleden|a\.s|aanstaande)\b)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PAST = ("jl", "jongstleden")
_WORD = re.compile(rf"(\d{{1,2}})({'|'.join(MONTHS)})(\d{{4}})?")

REMEMBERED = 4_096  # texts: the best passages for one question are often those for the next
LEAP_YEAR = 2024  # has every day that there is


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day that a text names, within ``text[start:end]``; ``year`` is ``None`` where it cannot be told."""

    start: int
    end: int
    day: int
    month: int
    year: int | None

    @property
    def word(self) -> str:
        """The day as one word, to be looked for as such: "22november2023", or "22november" of any year."""
        return f"{self.day}{MONTHS[self.month - 1]}{self.year or ''}"


def named_days(text: str, written: datetime.date | None = None) -> tuple[NamedDay, ...]:
    """Give the days that a text names, in order.

    Of one without a year that is the year in which it is nearest to the day on which the text was ``written``; of
    "22 november jl." the nearest before, of "22 november a.s." the nearest after.
    """
    each = (
        _named(match, int(day), written)
        for match in _DAY.finditer(text)
        for day in (match["first"], match["day"])
        if day
    )
    return tuple(day for day in each if day)


@functools.lru_cache(maxsize=REMEMBERED)
def day_words(text: str, written: datetime.date | None) -> tuple[str, ...]:
    """Give the days that a text names as words, each with its year, where that can be told, and without."""
    days = named_days(text, written)
    return tuple(dict.fromkeys(word for day in days for word in (day.word, replace(day, year=None).word)))


def spaced(word: str) -> str:
    """Give a word as it is read: that of a day with its spaces, any other as it is."""
    match = _WORD.fullmatch(word)
    return " ".join(part for part in match.groups() if part) if match else word


def _named(match: re.Match[str], day: int, written: datetime.date | None) -> NamedDay | None:
    """The day that a match of _DAY names; ``None`` when there is no such day."""
    if match["number"]:
        month = int(match["number"])
    else:
        name = match["month"].lower()
        month = (MONTHS if name in MONTHS else ENGLISH_MONTHS).index(name) + 1
    if not 1 <= month <= len(MONTHS) or not 1 <= day <= calendar.monthrange(LEAP_YEAR, month)[1]:
        return None
    year = int(match["year"]) if match["year"] else _nearest_year(day, month, (match["when"] or "").lower(), written)
    return NamedDay(*match.span(), day, month, year)


def _nearest_year(day: int, month: int, when: str, written: datetime.date | None) -> int | None:
    if written is None:
        return None
    years = range(max(written.year - 1, datetime.MINYEAR), min(written.year + 1, datetime.MAXYEAR) + 1)
    dates = [datetime.date(y, month, day) for y in years if day <= calendar.monthrange(y, month)[1]]
    if when:
        dates = [date for date in dates if (date <= written if when in _PAST else date >= written)]
    return min(dates, key=lambda date: abs(date - written)).year if dates else None
