"""What can be asked about at one moment."""

import datetime
from collections.abc import Container
from dataclasses import dataclass

import numpy as np

from qa.domain import NO_PAGE, Holding, Identity, Passage
from qa.store import Store


@dataclass(frozen=True, slots=True)
class Opened:
    """An opened index, and the ids of its documents whose file was removed since they were indexed."""

    store: Store
    gone: frozenset[str]

    @property
    def documents(self) -> tuple[Identity, ...]:
        """The documents that are there, oldest first; those without a date last."""
        found = (document for id_, document in self.store.documents.items() if id_ not in self.gone)
        return tuple(sorted(found, key=lambda d: (d.date is None, d.date or datetime.date.min, d.id)))

    def passages(self, document: str) -> tuple[Passage, ...]:
        """The passages of a document that is there, in the order of its text."""
        if document in self.gone:
            return ()
        return tuple(self.store.passages[int(place)] for place in self.store.positions_in({document}))

    def holdings(self, shared: Container[str] | None) -> tuple[Holding, ...]:
        """The documents with what there is of them; all but the ``shared`` ones are the user's own."""
        owners = self.store.columns.owners
        counts = np.bincount(owners, minlength=len(self.store.documents))
        last = np.full(len(counts), NO_PAGE)
        np.maximum.at(last, owners, self.store.columns.pages)
        sizes = dict(zip(self.store.documents, counts.tolist(), strict=True))
        pages = dict(zip(self.store.documents, last.tolist(), strict=True))
        return tuple(
            Holding(
                document,
                pages=pages[document.id],
                passages=sizes[document.id],
                own=shared is not None and document.id not in shared,
            )
            for document in self.documents
        )
