"""Time: of several statements on the same subject the newest comes first, and the older ones are known as such.

That a statement is older says nothing about whether it still holds: each stands with its own date.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from qa.domain import Citation, Hit, Query, Standing, StatedFigure
from qa.parliament.figures import Figure, asked_for
from qa.parliament.voices import is_members
from qa.parliament.words import content_words
from qa.retrieval.ranking import coverage
from qa.store.interface import Index

# Likeness of two answers from which they are about the same: 0 is that of texts that have nothing to do with each
# other, 1 that of equal ones. Chosen with the two below on the development questions; see docs/retrieval.md.
ALIKE = 0.4
NEARLY_AS_GOOD = 0.8  # of the score of an older passage, which a newer one needs to come before it
LESS_COVERED = 0.1  # share of the question that it may hold less
IN_COMMON = 0.4  # share of content words from which two sentences are held side by side
LOOKED_AT = 5  # passages from the top of the ranking


def newest_first(store: Index, query: Query, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Put newer passages before older ones about the same subject, where they answer nearly as well."""
    top = hits[:LOOKED_AT]
    comparison = _comparison(store, query, top)
    order: list[int] = []
    for place, hit in enumerate(top):
        older = (
            i
            for i, other in enumerate(order)
            if comparison.replaces(place, other) and hit.score >= NEARLY_AS_GOOD * top[other].score
        )
        order.insert(next(older, len(order)), place)
    return (*(top[place] for place in order), *hits[LOOKED_AT:])


def earlier(store: Index, query: Query, hits: Sequence[Hit]) -> frozenset[int]:
    """Give the places in ``hits``, from 0, of those for which a newer one about the same subject stands before them."""
    comparison = _comparison(store, query, hits)
    pairs = product(range(len(hits)), repeat=2)
    return frozenset(later for first, later in pairs if first < later and comparison.replaces(first, later))


def differing(question: str, citations: Sequence[Citation], numbers: Iterable[int]) -> tuple[StatedFigure, ...]:
    """Give the numbers or dates asked for that a newer and an older statement say differently, newest first.

    ``numbers`` are those of the citations to look at, counted from 1. Statements are held side by side when they have
    most of their words in common, and figures when they count the same or are the only ones there.
    """
    cited = [(number, citations[number - 1]) for number in numbers]
    for number, newest in cited:
        found = asked_for(question, newest.quote)
        if newest.standing is not Standing.ANSWER or newest.date is None or not found:
            continue
        said = [StatedFigure(newest.date, _words(newest, found[0]), number)]
        for other, older in cited:
            figure = _same_figure(found, asked_for(question, older.quote))
            is_older = older.standing is Standing.EARLIER and older.date is not None and older.date < newest.date
            if figure and is_older and older.date and _in_common(newest.quote, older.quote) >= IN_COMMON:
                said.append(StatedFigure(older.date, _words(older, figure), other))
        if len({one.words.lower() for one in said}) > 1:
            return tuple(sorted(said, key=lambda one: (-one.date.toordinal(), one.number)))
    return ()


def _same_figure(newest: Sequence[Figure], older: Sequence[Figure]) -> Figure | None:
    alike = [figure for figure in older if figure.unit == newest[0].unit]
    return alike[0] if alike else older[0] if len(newest) == len(older) == 1 else None


def _words(citation: Citation, figure: Figure) -> str:
    return citation.quote[figure.start : figure.end]


def _in_common(one: str, other: str) -> float:
    """The share of the content words of the shorter of two texts that the other has too."""
    first, second = set(content_words(one)), set(content_words(other))
    return len(first & second) / max(1, min(len(first), len(second)))


@dataclass(frozen=True, slots=True)
class _Comparison:
    """What is known of n passages: the likeness of each pair (n, n), the dates as ordinals (0: unknown), coverages.

    ``members`` tells which are words of members: these and the positions of others never stand in each other's way.
    """

    alike: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
    dates: tuple[int, ...]
    coverages: tuple[float, ...]
    members: tuple[bool, ...]

    def replaces(self, one: int, other: int) -> bool:
        """Whether a passage is newer than another about the same subject, and about as much of what is asked."""
        newer = self.dates[one] > self.dates[other] > 0
        comparable = self.alike[one, other] and self.members[one] == self.members[other]
        return bool(newer and comparable and self.coverages[one] >= self.coverages[other] - LESS_COVERED)


def _comparison(store: Index, query: Query, hits: Sequence[Hit]) -> _Comparison:
    likeness = store.likeness(np.asarray([hit.position for hit in hits], np.int64))
    dates = (store.documents[hit.passage.document_id].date for hit in hits)
    return _Comparison(
        alike=np.asarray(store.scale.similarity(likeness) >= ALIKE),
        dates=tuple(date.toordinal() if date else 0 for date in dates),
        coverages=tuple(coverage(store, query, hit.passage) for hit in hits),
        members=tuple(is_members(hit.passage.voice) for hit in hits),
    )
