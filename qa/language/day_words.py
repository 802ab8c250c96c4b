"""Days and months that a text names, as words, so that what happened then is found by them: "22november2023"."""

import datetime
import functools
import re

from qa.language.dates import MONTHS, Moment, moments

_WORD = re.compile(rf"(\d{{1,2}})?({'|'.join(MONTHS)})(\d{{4}})?")

REMEMBERED = 4_096  # texts: the best passages for one question are often those for the next


def named_days(text: str, written: datetime.date | None = None) -> tuple[Moment, ...]:
    """Give the days that a text names, and the months of which the year can be told, in order (see ``moments``)."""
    return tuple(one for one in moments(text, written) if one.is_day or (one.is_month and one.year))


def word_of(moment: Moment) -> str:
    """Give a day or month as one word: "22november2023", "22november" of any year, "november2023"."""
    return f"{moment.day or ''}{MONTHS[moment.months[0] - 1]}{moment.year or ''}"


@functools.lru_cache(maxsize=REMEMBERED)
def day_words(text: str, written: datetime.date | None) -> tuple[str, ...]:
    """Give the days and months that a text names as words.

    A day is there with its year, where that can be told, without it, and as one of its month.
    """
    each = (
        word
        for named in named_days(text, written)
        for month in [MONTHS[named.months[0] - 1]]
        for word in (word_of(named), f"{named.day or ''}{month}", f"{month}{named.year or ''}")
    )
    return tuple(dict.fromkeys(word for word in each if word not in MONTHS))


def spaced(word: str) -> str:
    """Give a word as it is read: that of a day with its spaces, any other as it is."""
    match = _WORD.fullmatch(word)
    return " ".join(part for part in match.groups() if part) if match else word
