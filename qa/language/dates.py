"""The one grammar of dates in Dutch and English: days, months, quarters, half-years and years.

"28-10-2022", "2022-10-28", "28 okt. 2022", "28th of October, 2022", "22 november jl.", "Q2 2023", "2023 H1",
"kwartaal 2 van 2023", "eerste helft van 2023".
"""

import calendar
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from qa.language.data import read

_NAMED = read("months")
MONTHS: tuple[str, ...] = tuple(_NAMED["dutch"])
_ENGLISH: list[str] = _NAMED["english"]
_SHORT: list[list[str]] = _NAMED["short"]
MONTH_NUMBERS = {
    name: number
    for number, names in enumerate(zip(MONTHS, _ENGLISH, _SHORT, strict=True), 1)
    for name in (names[0], names[1], *names[2])
}
# A verb and a first name: without a year they are no month.
_OTHER_WORDS = ("may", "Jan")

YEAR = r"(?:19|20)\d{2}"
_YEAR = rf"(?P<year>{YEAR})"
_MONTH = rf"(?P<month>(?:{'|'.join((*MONTHS, *_ENGLISH))})\b|(?:{'|'.join(chain.from_iterable(_SHORT))})\b\.?)"
_INITIALS = "jfmasondJFMASOND"  # of a month; looking at one character first halves the time
_WHEN = r"(?P<when>(?:jl|a\.s)\b\.?|(?:jongstleden|aanstaande)\b)"
_NTH = r"(?:(?:st|nd|rd|th)\b(?:\s+of\b)?|(?:ste|de|e)\b)?"
_FROM = rf"(?:(?P<first>\d{{1,2}}){_NTH}\s*(?:en|tot(?:\s+en\s+met)?|t/m|and|to|[-–])\s*)?"  # "20 en" 21 juli
_ONE_DAY = rf"(?P<day>\d{{1,2}}){_NTH}\s+{_MONTH}"
_TO_YEAR = rf"(?:\s+|,\s+(?={YEAR}))"  # "7 juli 2023" and "7 juli, 2023"
_IN_WORDS = rf"{_FROM}{_ONE_DAY}"
_AS_IN_ENGLISH = rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b"
_OF_YEAR = r"(?:\s+|-)(?:(?:van|of|in)\s+)?(?:(?:het\s+jaar|the\s+year)\s+)?"
_ORDINAL = r"(?P<ordinal>eerste|tweede|derde|vierde|first|second|third|fourth|1e|2e|3e|4e|1st|2nd|3rd|4th)"
_ORDINALS = {
    name: number
    for names in ("eerste tweede derde vierde", "first second third fourth", "1e 2e 3e 4e", "1st 2nd 3rd 4th")
    for number, name in enumerate(names.split())
}
_YEAR_FIRST = rf"{YEAR}-\d{{2}}-\d{{2}}|{YEAR}/\d{{2}}/\d{{2}}"
_FIGURES = "|".join(rf"\d{{1,2}}{mark}\d{{1,2}}{mark}\d{{4}}" for mark in ("-", "/", r"\."))

# Every form, the longest first where one begins as another does.
_ISO = rf"{_YEAR}(?P<mark>[-/])(?P<month>\d{{2}})(?P=mark)(?P<day>\d{{2}})"
_IN_FIGURES = r"(?P<day>\d{1,2})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4})"
_DAY_IN_WORDS = rf"{_IN_WORDS}{_TO_YEAR}(?P<year>\d{{4}})"
_DAY_WITHOUT_YEAR = rf"{_IN_WORDS}(?:\s*{_WHEN})?"
_DAY_IN_ENGLISH = rf"{_AS_IN_ENGLISH},?\s+{_YEAR}"
_MONTH_OF_YEAR = rf"{_MONTH}(?:,?\s+(?:(?:van|of)\s+)?{_YEAR}|\s+{_WHEN})"
# "2022-12"; "2010-11" may be the year from 2010 to 2011 as well, and is not read.
_TWO_YEARS = "|".join(f"{year}-{year - 1999:02}" for year in range(2000, 2012))
_ISO_MONTH = rf"(?!{_TWO_YEARS}){_YEAR}-(?P<month>0[1-9]|1[0-2])"
_QUARTER = (
    rf"(?:{_ORDINAL}\s+(?:kwartaal|quarter)|(?:Q|(?:kwartaal|quarter)\s+)(?P<quarter>[1-4])|H(?P<semester>[12]))"
    rf"{_OF_YEAR}{_YEAR}"
)
_YEAR_AND_QUARTER = rf"{_YEAR}(?:,?\s+|-)?(?:Q(?P<quarter>[1-4])|H(?P<semester>[12]))"
_HALF = (
    rf"(?P<half>eerste|tweede|first|second|1e|2e|1st|2nd)\s+(?:helft|half(?:[\s-]*jaar|[\s-]+year)?){_OF_YEAR}{_YEAR}"
)
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        _ISO, _IN_FIGURES, _QUARTER, _YEAR_AND_QUARTER, _HALF, _DAY_IN_WORDS, _DAY_IN_ENGLISH, _DAY_WITHOUT_YEAR,
        _MONTH_OF_YEAR, _ISO_MONTH, _YEAR, _AS_IN_ENGLISH, _MONTH,
    )
)  # fmt: skip


def _unnamed(*forms: str) -> str:
    """The pattern of these forms without named groups, to be part of other patterns, whatever their flags."""
    return f"(?i:{'|'.join(re.sub(r'[(][?]P<[^>]+>', '(?:', form) for form in forms)})"


# A whole day; a quarter or half-year; anything that tells its year; what leaves its year to what follows.
_DAY = (_YEAR_FIRST, _FIGURES, rf"{_ONE_DAY}{_TO_YEAR}\d{{4}}", _DAY_IN_ENGLISH)
DAY = rf"(?=[\d{_INITIALS}]){_unnamed(*_DAY)}"
PART_OF_YEAR = _unnamed(_QUARTER, _YEAR_AND_QUARTER, _HALF)
MOMENT = rf"(?:{DAY}|{PART_OF_YEAR}|{_unnamed(_DAY_IN_WORDS, _MONTH_OF_YEAR, _ISO_MONTH, _YEAR)})"
WITHOUT_YEAR = _unnamed(_IN_WORDS, _AS_IN_ENGLISH, _MONTH)
# What may stand before a day, and adds nothing to it: "vrijdag 28 oktober 2022".
WEEKDAY = (
    r"(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:ma|di|wo|do|vr|za|zo|mon|tue|wed|thu|fri|sat|sun)\b\.?)"
)
# In running text figures stand apart: "2.1.2022.3", "kst-2022-10-28" and "2022-2023" are no dates. Looking at one
# character first halves the time.
_FOUND = re.compile(
    rf"""
    \b(?=[\djfmasondetvqkh])
    (?: (?<![/-])(?<!\d\.) (?:(?:{_YEAR_FIRST})(?=T\d|\b)|{_FIGURES}) (?!\d|[-/.]\d)
      | {PART_OF_YEAR}(?!\w)
      | {_unnamed(_DAY_IN_WORDS, _DAY_IN_ENGLISH)}(?!\w)
      | {_unnamed(_DAY_WITHOUT_YEAR, _MONTH_OF_YEAR)}(?!\w)
      | (?<=\bon\s){_unnamed(_AS_IN_ENGLISH)}(?!\w)
      | (?<![\d/-])(?<!\d\.){YEAR}(?![\w/-]|\.\d)
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PAST = ("jl", "jongstleden")
AHEAD = 2  # times as far is a day to come as one that was: documents speak more of what was
LEAP_YEAR = 2024  # has every day that there is


@dataclass(frozen=True, slots=True)
class Moment:
    """What ``text[start:end]`` names: a day, or the ``months`` from the first to the last of these, both included.

    ``day`` is ``None`` where it names no day, ``year`` where it cannot be told.
    """

    start: int
    end: int
    year: int | None
    months: tuple[int, int]
    day: int | None = None

    @property
    def is_day(self) -> bool:
        """Whether it is a single day."""
        return self.day is not None

    @property
    def is_month(self) -> bool:
        """Whether it is a single month."""
        return self.day is None and self.months[0] == self.months[1]

    @property
    def span(self) -> tuple[datetime.date, datetime.date] | None:
        """The first and the last day; ``None`` where the year cannot be told, or has no such day."""
        if self.year is None:
            return None
        first, last = self.months
        end = calendar.monthrange(self.year, last)[1]
        if self.day and self.day > end:
            return None
        return datetime.date(self.year, first, self.day or 1), datetime.date(self.year, last, self.day or end)


def moments(text: str, written: datetime.date | None = None) -> tuple[Moment, ...]:
    """Give what a text names of days, months, quarters, half-years and years, in order.

    A month alone is none. Of "20 en 21 juli" both days are given, with the place of the whole. The year of a day
    without one is that in which it is nearest to the day on which the text was ``written``, rather before than after;
    of "22 november jl." the nearest before, of "22 november a.s." the nearest after.
    """
    return tuple(
        moment for found in _FOUND.finditer(text) for moment in _read(_form(text, *found.span()), written, None)
    )


def span_of(words: str, year: int | None = None) -> tuple[datetime.date, datetime.date] | None:
    """Give the first and the last day of words that are a moment and nothing else, of "2 en 3 mei 2023" of both.

    ``year`` is that of a day or month without one. Gives ``None`` for anything else, and for days that are none.
    """
    match = _form(words, 0, len(words))
    spans = [span for moment in _read(match, None, year) if (span := moment.span)]
    return (spans[0][0], spans[-1][1]) if spans else None


def first_date(text: str) -> datetime.date | None:
    """Give the first whole day in ``text``, in words or in figures, or ``None``."""
    return next((moment.span[0] for moment in moments(text) if moment.is_day and moment.span), None)


def parse_iso_date(text: str) -> datetime.date | None:
    """Give the date at the beginning of ``text`` ("2022-10-28T00:00"), or ``None``."""
    try:
        return datetime.date.fromisoformat(text[:10])
    except ValueError:
        return None


def dutch_date(date: datetime.date) -> str:
    """Write a date as Dutch documents do: "28 oktober 2022"."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def _form(text: str, start: int, end: int) -> re.Match[str] | None:
    return next((match for form in _FORMS if (match := form.fullmatch(text, start, end))), None)


def _read(match: re.Match[str] | None, written: datetime.date | None, year: int | None) -> Iterator[Moment]:
    """The moments that a match of one of the forms names; none where there is no such day or month."""
    if match is None:
        return
    part = match.groupdict()
    told = int(part["year"]) if part.get("year") else year
    months = _months(part)
    if not 1 <= months[0] <= len(MONTHS) or (told is None and part.get("month") in _OTHER_WORDS):
        return
    if told is not None and not datetime.MINYEAR <= told <= datetime.MAXYEAR:  # "1-1-0000"
        return
    if not part.get("day"):
        if told is None:
            told = _nearest_year(1, months[0], part.get("when") or "", written)
        yield Moment(*match.span(), told, months)
        return
    for day in (part.get("first"), part["day"]):
        if day and 1 <= int(day) <= calendar.monthrange(told or LEAP_YEAR, months[0])[1]:
            of = told or _nearest_year(int(day), months[0], part.get("when") or "", written)
            yield Moment(*match.span(), of, months, int(day))


def _months(part: dict[str, str | None]) -> tuple[int, int]:
    """The first and the last month that the parts of a moment name."""
    if month := part.get("month"):
        number = int(month) if month.isdigit() else MONTH_NUMBERS[month.lower().rstrip(".")]
        return number, number
    if half := part.get("half"):
        begin = 6 * _ORDINALS[half.lower()]
        return begin + 1, begin + 6
    if ordinal := part.get("ordinal"):
        begin = 3 * _ORDINALS[ordinal.lower()]
        return begin + 1, begin + 3
    if semester := part.get("semester"):
        return 6 * int(semester) - 5, 6 * int(semester)
    if quarter := part.get("quarter"):
        return 3 * int(quarter) - 2, 3 * int(quarter)
    return 1, len(MONTHS)


def _nearest_year(day: int, month: int, when: str, written: datetime.date | None) -> int | None:
    if written is None:
        return None
    years = range(max(written.year - 1, datetime.MINYEAR), min(written.year + 1, datetime.MAXYEAR) + 1)
    dates = [datetime.date(y, month, day) for y in years if day <= calendar.monthrange(y, month)[1]]
    if when:
        past = when.lower().rstrip(".") in _PAST
        dates = [date for date in dates if (date <= written if past else date >= written)]
    distances = [(written - date if date <= written else AHEAD * (date - written), date.year) for date in dates]
    return min(distances)[1] if distances else None
