"""What can be asked about at one moment."""

import datetime
from collections.abc import Container
from dataclasses import dataclass

from qa.domain import Fact, Holding, Identity, Passage
from qa.store.interface import Index


@dataclass(frozen=True, slots=True)
class Searchable:
    """An opened index, and the ids of its documents whose file was removed since they were indexed."""

    index: Index
    gone: frozenset[str]

    @property
    def documents(self) -> tuple[Identity, ...]:
        """The documents that are there, oldest first; those without a date last."""
        found = (document for id_, document in self.index.documents.items() if id_ not in self.gone)
        return tuple(sorted(found, key=lambda d: (d.date is None, d.date or datetime.date.min, d.id)))

    def passages(self, document: str) -> tuple[Passage, ...]:
        """The passages of a document that is there, in the order of its text."""
        return () if document in self.gone else self.index.passages_of(document)

    def facts(self, document: str) -> tuple[Fact, ...]:
        """What is known of a document that is there, as a whole."""
        return () if document in self.gone else self.index.facts_of(document)

    def holdings(self, shared: Container[str] | None) -> tuple[Holding, ...]:
        """The documents with what there is of them; all but the ``shared`` ones are the user's own."""
        sizes = self.index.sizes
        return tuple(
            Holding(
                document,
                pages=sizes[document.id].pages,
                passages=sizes[document.id].passages,
                own=shared is not None and document.id not in shared,
            )
            for document in self.documents
        )
