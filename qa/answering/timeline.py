"""Figures that changed: what a newer and an older statement on the same subject say differently."""

from collections.abc import Iterable, Sequence

from qa.domain import Citation, Parameters, Role, StatedFigure
from qa.language.quantities import Figure, asked_for
from qa.language.words import content_words
from qa.retrieval.parameters import DEFAULT


def differing(
    question: str, citations: Sequence[Citation], numbers: Iterable[int], parameters: Parameters = DEFAULT
) -> tuple[StatedFigure, ...]:
    """Give the numbers or dates asked for that a newer and an older statement say differently, newest first.

    ``numbers`` are those of the citations to look at, counted from 1. Statements are held side by side when they have
    most of their words in common, and figures when they count the same or are the only ones there.
    """
    cited = [(number, citations[number - 1]) for number in numbers]
    for number, newest in cited:
        found = asked_for(question, newest.quote)
        certain = newest.chance >= parameters["certain from"]
        if newest.role is not Role.ANSWER or newest.date is None or not found or not certain:
            continue
        said = [StatedFigure(newest.date, _words(newest, found[0]), number)]
        for other, older in cited:
            figure = _same_figure(found, asked_for(question, older.quote))
            is_older = (
                older.role is Role.EARLIER
                and older.chance >= parameters["answered from"]
                and older.date is not None
                and older.date < newest.date
            )
            alike = in_common(newest.quote, older.quote) >= parameters["side by side"]
            if figure and is_older and older.date and alike and _differ(found[0], newest, figure, older):
                said.append(StatedFigure(older.date, _words(older, figure), other))
        if len(said) > 1:
            return tuple(sorted(said, key=lambda one: (-one.date.toordinal(), one.number)))
    return ()


def _differ(figure: Figure, newest: Citation, other: Figure, older: Citation) -> bool:
    """Whether two figures can be held side by side and are not the same; "twaalf" is 12, and the most is no number."""
    if figure.value is None or other.value is None:
        return _words(newest, figure).lower() != _words(older, other).lower()
    return figure.bound == other.bound and figure.value != other.value


def _same_figure(newest: Sequence[Figure], older: Sequence[Figure]) -> Figure | None:
    alike = [figure for figure in older if figure.unit == newest[0].unit]
    only = len(newest) == len(older) == 1 and bool(newest[0].unit and older[0].unit)
    return alike[0] if alike else older[0] if only else None


def _words(citation: Citation, figure: Figure) -> str:
    return citation.quote[figure.start : figure.end]


def in_common(one: str, other: str) -> float:
    """The share of the content words of the shorter of two texts that the other has too."""
    first, second = set(content_words(one)), set(content_words(other))
    return len(first & second) / max(1, min(len(first), len(second)))
