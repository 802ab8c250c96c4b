"""Dutch dates and the parliamentary year."""

import datetime
import re

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
