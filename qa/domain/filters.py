"""What narrows a question to some of the documents and bounds its answer: one value, wherever it is asked."""

import datetime
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypedDict, Unpack

from qa.domain.document import Identity
from qa.domain.query import Scope
from qa.errors import QuestionError

MOST_RESULTS = 1_000
MOST_NAMED = 12  # documents named in a message
LONGEST_SHOWN = 60  # characters of what was given, in a message

Day = datetime.date | str


class FilterValues(TypedDict, total=False):
    """The filters as people and programs give them: days also as text, such as "2022-10-28"."""

    documents: Iterable[str] | None
    since: Day | None
    until: Day | None
    as_of: Day | None
    limit: int
    restrict: bool
    unrestricted: Iterable[str]


@dataclass(frozen=True, slots=True)
class Filters:
    """Where is searched, and how much is given.

    ``documents`` are the ids of the only ones searched; empty: all. ``since`` and ``until`` restrict to documents dated
    within these days, both included. ``as_of`` asks for the position at that day: what was said later is left out.
    ``limit`` is the largest number of citations. With ``restrict`` a document or period that the question itself
    names narrows the search; those of which the words are in ``unrestricted`` are left out, so that one can be undone
    and another kept.

    Raises QuestionError for what is of another type, and for a limit or a period that cannot be.
    """

    documents: frozenset[str] = frozenset()
    since: datetime.date | None = None
    until: datetime.date | None = None
    as_of: datetime.date | None = None
    limit: int = 5
    restrict: bool = True
    unrestricted: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        for name, read in READERS.items():  # as given by people and programs, whatever the type checker says
            object.__setattr__(self, name, read(getattr(self, name)))
        if not 1 <= self.limit <= MOST_RESULTS:
            raise QuestionError(f"Het aantal resultaten moet tussen 1 en {MOST_RESULTS} liggen, niet {self.limit}.")
        if self.since and self.last_day and self.since > self.last_day:
            raise QuestionError(
                f"De periode eindigt ({self.last_day}) voordat hij begint ({self.since}); draai de datums om."
            )

    @property
    def last_day(self) -> datetime.date | None:
        """The last day of the date of a document that is searched; ``None`` for no end."""
        return min((day for day in (self.until, self.as_of) if day), default=None)

    def updated(self, **given: Unpack[FilterValues]) -> "Filters":
        """Give these filters with others in the place of some. Raises QuestionError when one cannot be used."""
        others: dict[str, Any] = dict(given)
        if unknown := sorted(others.keys() - READERS.keys()):
            raise QuestionError(f"{_shown(unknown[0])} is geen filter; kies uit {', '.join(READERS)}.")
        return replace(self, **others)

    def scope(self, documents: Mapping[str, Identity], gone: Collection[str] = ()) -> Scope:
        """Tell which of these documents are searched, but for those ``gone``. Raises QuestionError for unknown ids."""
        there = documents.keys() - gone
        if unknown := sorted(self.documents - there):
            known = ", ".join(sorted(there)[:MOST_NAMED])
            raise QuestionError(f"Het document {_shown(unknown[0])} is er niet; kies uit {known}.")
        return Scope(self.documents or (frozenset(there) if gone else None), self.since, self.last_day)


def chosen(filters: Filters | None, usual: Filters, **given: Unpack[FilterValues]) -> Filters:
    """Give ``filters``, or the usual ones where there are none, with others in the place of some.

    Raises QuestionError when they are something else, or when one cannot be used.
    """
    if filters is not None and not isinstance(filters, Filters):
        raise QuestionError(f"{_shown(filters)} is geen Filters; geef Filters(limit=5), of alleen limit=5.")
    return (filters or usual).updated(**given)


def _day(day: object) -> datetime.date | None:
    if isinstance(day, datetime.datetime):
        return day.date()
    if day is None or isinstance(day, datetime.date):
        return day
    wrong = QuestionError(f"{_shown(day)} is geen datum; schrijf hem als 2022-10-28.")
    if not isinstance(day, str):  # a number is no day, whatever its figures say
        raise wrong
    try:
        return datetime.date.fromisoformat(day)
    except ValueError as error:
        raise wrong from error


def _count(number: object) -> int:
    if not isinstance(number, int) or isinstance(number, bool):
        raise QuestionError(f"{_shown(number)} is geen aantal; geef een heel getal, zoals 5.")
    return number


def _choice(chosen: object) -> bool:
    if not isinstance(chosen, bool):
        raise QuestionError(f"{_shown(chosen)} is geen keuze; geef True of False.")
    return chosen


def _names(given: object) -> frozenset[str]:
    if given is None:
        return frozenset()
    names: list[Any] = list(given) if isinstance(given, Iterable) and not isinstance(given, (str, Mapping)) else [given]
    for name in names:
        if not isinstance(name, str) or not name.strip():
            raise QuestionError(f"{_shown(name)} is geen naam; geef een lijst met teksten.")
    return frozenset(names)


def _shown(value: object) -> str:
    text = str(value)[:LONGEST_SHOWN].encode(errors="replace").decode()  # half a character can be shown nowhere
    return " ".join(text.split()) or "Een lege tekst"


READERS: Mapping[str, Callable[[object], object]] = {
    "documents": _names,
    "since": _day,
    "until": _day,
    "as_of": _day,
    "limit": _count,
    "restrict": _choice,
    "unrestricted": _names,
}
