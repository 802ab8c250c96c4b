"""Time: of several statements on the same subject the newest comes first, and the older ones are known as such.

That a statement is older says nothing about whether it still holds: each stands with its own date.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from qa.domain import Hit, Parameters, Query
from qa.parliament.voices import is_members
from qa.retrieval.parameters import DEFAULT
from qa.retrieval.signals import coverage
from qa.store.interface import Index


def newest_first(store: Index, query: Query, hits: Sequence[Hit], parameters: Parameters = DEFAULT) -> tuple[Hit, ...]:
    """Put newer passages before older ones about the same subject, where they answer nearly as well."""
    top = hits[: parameters.count("compared")]
    comparison = _comparison(store, query, top, parameters)
    order: list[int] = []
    for place, hit in enumerate(top):
        older = (
            i
            for i, other in enumerate(order)
            if comparison.replaces(place, other) and hit.score >= parameters["nearly as good"] * top[other].score
        )
        order.insert(next(older, len(order)), place)
    return (*(top[place] for place in order), *hits[len(top) :])


def earlier(store: Index, query: Query, hits: Sequence[Hit], parameters: Parameters = DEFAULT) -> frozenset[int]:
    """Give the places in ``hits``, from 0, of those for which a newer one about the same subject stands before them."""
    comparison = _comparison(store, query, hits, parameters)
    pairs = product(range(len(hits)), repeat=2)
    return frozenset(later for first, later in pairs if first < later and comparison.replaces(first, later))


@dataclass(frozen=True, slots=True)
class _Comparison:
    """What is known of n passages: the likeness of each pair (n, n), the dates as ordinals (0: unknown), coverages.

    ``members`` tells which are words of members: these and the positions of others never stand in each other's way.
    ``less`` is the share of the question that a newer one may hold less.
    """

    alike: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
    dates: tuple[int, ...]
    coverages: tuple[float, ...]
    members: tuple[bool, ...]
    less: float

    def replaces(self, one: int, other: int) -> bool:
        """Whether a passage is newer than another about the same subject, and about as much of what is asked."""
        newer = self.dates[one] > self.dates[other] > 0
        comparable = self.alike[one, other] and self.members[one] == self.members[other]
        return bool(newer and comparable and self.coverages[one] >= self.coverages[other] - self.less)


def _comparison(store: Index, query: Query, hits: Sequence[Hit], parameters: Parameters) -> _Comparison:
    likeness = store.likeness(np.asarray([hit.position for hit in hits], np.int64))
    dates = (store.documents[hit.passage.document_id].date for hit in hits)
    return _Comparison(
        alike=np.asarray(store.scale.similarity(likeness) >= parameters["same subject"]),
        dates=tuple(date.toordinal() if date else 0 for date in dates),
        coverages=tuple(coverage(store, query, hit.passage) for hit in hits),
        members=tuple(is_members(hit.passage.voice) for hit in hits),
        less=parameters["less covered"],
    )
