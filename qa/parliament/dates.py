"""Dutch dates and the parliamentary year."""

import calendar
import datetime
import re
from dataclasses import dataclass

MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)

DATE = re.compile(rf"\b(\d{{1,2}})\s+({'|'.join(MONTHS)})\s+(\d{{4}})\b", re.IGNORECASE)

IN_FIGURES = re.compile(r"\b(\d{1,2})[-/](\d{1,2})[-/](\d{4})\b")

# "28 oktober 2022", "juli 2023", "2016"; without named groups, to be part of other patterns.
MOMENT = rf"(?:(?:\d{{1,2}}\s+)?(?:{'|'.join(MONTHS)})\s+)?(?:19|20)\d{{2}}"
_PARTS = re.compile(
    rf"(?:(?:(?P<day>\d{{1,2}})\s+)?(?P<month>{'|'.join(MONTHS)})\s+)?(?P<year>(?:19|20)\d{{2}})", re.IGNORECASE
)
AFTER = ("na", "sinds", "vanaf", "after", "since", "from")
INCLUDING = ("sinds", "vanaf", "since", "from")
BEFORE = ("voor", "vóór", "tot", "tot en met", "before", "until")
VAGUE = ("voor", "tot", "van")  # "het budget voor 2024" is of that year; before a month or day they tell a period
_WORDS = "|".join(word.replace(" ", r"\s+") for word in ("tot en met", *AFTER, *BEFORE, "van", "tussen", "between"))
PERIOD = re.compile(
    rf"""
    \b(?P<word>in|tijdens|gedurende|op|per|on|during|{_WORDS}) \s+
    (?:het\ jaar\ |begin\ |medio\ |eind\ )?
    (?P<moment>{MOMENT}) \b
    (?:\s+(?:en|and|tot(?:\s+en\s+met)?|to)\s+(?P<second>{MOMENT})\b)?
    (?!\s+(?:euro|dollar|meter|kilometer|km|man|militair\w*|personen|mensen|miljoen)\b)     # a number, no year
    """,
    re.VERBOSE | re.IGNORECASE,
)
DAY = datetime.timedelta(days=1)

TUESDAY = 1  # datetime.date.weekday(): Monday is 0


def parse_date(text: str) -> datetime.date | None:
    """Give the first full Dutch date in ``text`` ("28 oktober 2022"), or ``None``."""
    for day, month, year in DATE.findall(text):
        try:
            return datetime.date(int(year), MONTHS.index(month.lower()) + 1, int(day))
        except ValueError:  # 31 februari: not a date, look on
            continue
    return None


def parse_iso_date(text: str) -> datetime.date | None:
    """Give the date at the beginning of ``text`` ("2022-10-28T00:00"), or ``None``."""
    try:
        return datetime.date.fromisoformat(text[:10])
    except ValueError:
        return None


def parse_printed_date(text: str) -> datetime.date | None:
    """Give the first date in ``text``, in words ("28 oktober 2022") or in figures ("28-10-2022"), or ``None``."""
    if found := parse_date(text):
        return found
    for day, month, year in IN_FIGURES.findall(text):
        try:
            return datetime.date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None


@dataclass(frozen=True, slots=True)
class Period:
    """A period named in a text by these ``words``, from ``since`` to ``until``, both included; ``None``: open."""

    words: str
    since: datetime.date | None
    until: datetime.date | None


def periods(text: str) -> tuple[Period, ...]:
    """Give the periods that a question names: "in 2016", "in juli 2023", "na 1 mei 2023", "tussen 2022 en 2024"."""
    return tuple(Period(match[0], *_bounds(match)) for match in PERIOD.finditer(text) if not _is_vague(match))


def _is_vague(match: re.Match[str]) -> bool:
    bare_year = match["moment"].isdigit()
    return match["word"].lower() in VAGUE and not match["second"] and (bare_year or match["word"].lower() == "van")


def _bounds(match: re.Match[str]) -> tuple[datetime.date | None, datetime.date | None]:
    first, last = span_of(match["moment"])
    word = " ".join(match["word"].lower().split())
    if match["second"]:
        return first, span_of(match["second"])[1]
    if word in AFTER:
        return (first if word in INCLUDING else last + DAY), None
    if word in BEFORE:
        return None, (last if word == "tot en met" else first - DAY)
    return first, last


def span_of(moment: str) -> tuple[datetime.date, datetime.date]:
    """Give the first and the last day of what MOMENT matches. Raises ValueError for anything else."""
    match = _PARTS.fullmatch(moment)
    if match is None:
        raise ValueError(moment)
    year = int(match["year"])
    if not match["month"]:
        return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    month = MONTHS.index(match["month"].lower()) + 1
    last = calendar.monthrange(year, month)[1]
    if not match["day"]:
        return datetime.date(year, month, 1), datetime.date(year, month, last)
    day = datetime.date(year, month, min(max(int(match["day"]), 1), last))
    return day, day


def dutch_date(date: datetime.date) -> str:
    """Write a date as Dutch documents do: "28 oktober 2022"."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def session_year(date: datetime.date) -> str:
    """Give the parliamentary year (vergaderjaar) of a date as "2022-2023".

    It begins on Prinsjesdag, the third Tuesday of September (article 65 of the Grondwet and the Wet van
    22 juni 2011 tot vaststelling van de dag van de opening van de zitting).
    """
    first = datetime.date(date.year, 9, 1)
    prinsjesdag = first + datetime.timedelta(days=(TUESDAY - first.weekday()) % 7 + 14)
    begin = date.year if date >= prinsjesdag else date.year - 1
    return f"{begin}-{begin + 1}"
