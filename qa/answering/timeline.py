"""Time: of several statements on the same subject the newest comes first, and the older ones are known as such.

That a statement is older says nothing about whether it still holds: each stands with its own date.
"""

from collections.abc import Sequence
from itertools import product

import numpy as np

from qa.domain import Hit
from qa.store import Store

# Likeness of two answers from which they are about the same: 0 is that of texts that have nothing to do with each
# other, 1 that of equal ones. Chosen with NEARLY_AS_GOOD on the development questions; see docs/retrieval.md.
ALIKE = 0.4
NEARLY_AS_GOOD = 0.85  # of the score of an older passage, which a newer one needs to come before it
LOOKED_AT = 5  # passages from the top of the ranking


def newest_first(store: Store, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Put newer passages before older ones about the same subject, where they answer nearly as well."""
    top = hits[:LOOKED_AT]
    alike = _alike(store, top)
    order: list[int] = []
    for place, hit in enumerate(top):
        older = (
            i
            for i, other in enumerate(order)
            if alike[place, other]
            and is_newer(store, hit, top[other])
            and hit.score >= NEARLY_AS_GOOD * top[other].score
        )
        order.insert(next(older, len(order)), place)
    return (*(top[place] for place in order), *hits[LOOKED_AT:])


def earlier(store: Store, hits: Sequence[Hit]) -> frozenset[int]:
    """Give the places in ``hits``, from 0, of those for which a newer one about the same subject stands before them."""
    alike = _alike(store, hits)
    return frozenset(
        later
        for first, later in product(range(len(hits)), repeat=2)
        if first < later and alike[first, later] and is_newer(store, hits[first], hits[later])
    )


def is_newer(store: Store, hit: Hit, other: Hit) -> bool:
    """Whether the document of ``hit`` is dated after that of ``other``; not when either date is unknown."""
    date, before = (store.documents[h.passage.document_id].date for h in (hit, other))
    return date is not None and before is not None and date > before


def _alike(store: Store, hits: Sequence[Hit]) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """For each pair of passages whether they are about the same subject, shape (len(hits), len(hits))."""
    background = store.manifest.background
    likeness = store.vectors.likeness(np.asarray([hit.position for hit in hits], np.int64))
    return np.asarray((likeness - background) / (1 - background) >= ALIKE)
