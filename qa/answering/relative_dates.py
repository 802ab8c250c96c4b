"""Days and years that a quotation leaves to the date of its document: "22 november jl.", "dit jaar"."""

import datetime
import re
from collections.abc import Iterator

from qa.language.dates import MONTHS, YEAR, moments

_YEARS = {"dit": 0, "vorig": -1, "volgend": 1}
_OF_YEAR = re.compile(r"\b(?P<which>dit|vorig|volgend)\s+jaar\b", re.IGNORECASE)
_TOLD = re.compile(YEAR)


def told_by_date(quote: str, written: datetime.date | None) -> str:
    """Tell which days, months and years a quotation means where it does not tell the year itself.

    ``written`` is the date of its document: in December 2023 "22 november jl. is 22 november 2023".
    """
    if written is None:
        return ""
    found = sorted({*_days(quote, written), *_years(quote, written)})
    return "; ".join(dict.fromkeys(f"{' '.join(quote[start:end].split())} is {full}" for start, end, full in found))


def _days(quote: str, written: datetime.date) -> Iterator[tuple[int, int, str]]:
    for moment in moments(quote, written):
        if moment.year and (moment.is_day or moment.is_month) and not _TOLD.search(quote[moment.start : moment.end]):
            day = f"{moment.day} " if moment.day else ""
            yield moment.start, moment.end, f"{day}{MONTHS[moment.months[0] - 1]} {moment.year}"


def _years(quote: str, written: datetime.date) -> Iterator[tuple[int, int, str]]:
    for match in _OF_YEAR.finditer(quote):
        yield *match.span(), str(written.year + _YEARS[match["which"].lower()])
