"""Two indexes as one: the documents of one visitor behind those that all share."""

import hashlib
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from qa.domain import Abbreviation, Passage
from qa.parliament.abbreviations import Explanations, ShortForms
from qa.store import Store
from qa.store.manifest import Manifest
from qa.store.records import PassageSequence
from qa.store.terms import TermIndex


class Joined(PassageSequence):
    """Passages one behind the other, of which none is copied."""

    def __init__(self, first: Sequence[Passage], second: Sequence[Passage]) -> None:
        self._first = first
        self._second = second

    def __len__(self) -> int:
        return len(self._first) + len(self._second)

    def _at(self, place: int) -> Passage:
        behind = place - len(self._first)
        return self._first[place] if behind < 0 else self._second[behind]


def joined(shared: Store, own: Store) -> Store:
    """Give one snapshot of both: the passages of ``shared`` at their own positions, those of ``own`` behind them.

    Both are left as they are and no vector is copied, so that many can be joined to the same ``shared``. An own
    document whose id is taken is there by its ``id_beside``. What similarity means nothing is that of ``shared``.
    """
    own = _renamed(own, shared.documents)
    found = Joined(shared.passages, own.passages)
    short_forms = ShortForms([*shared.abbreviations, *_brought(shared, own)])
    # Built again, because the shared documents may have an abbreviation for what the own ones name in full.
    terms = TermIndex.build([short_forms.added_to(passage.text) for passage in own.passages])
    before = len(shared.documents)
    return Store(
        manifest=_manifest(shared, own),
        passages=found,
        columns=shared.columns.followed_by(own.columns, before),
        documents=shared.documents | own.documents,
        vectors=shared.vectors.followed_by(own.vectors),
        terms=shared.terms.followed_by(terms),
        abbreviations=Explanations({**shared.abbreviations.by_document, **own.abbreviations.by_document}),
        short_forms=short_forms,
        questions=shared.questions.followed_by(own.questions, found, before),
    )


def joined_generation(shared: Store, own: Store) -> str:
    """Name what ``joined`` gives for these two: another name when either is another."""
    return f"{shared.manifest.generation}+{own.manifest.generation}"


def id_beside(own: str, shared: Container[str]) -> str:
    """Give the id by which an own document is known beside shared ones, of which one may bear its id."""
    return f"{own}-eigen" if own in shared else own


def _renamed(own: Store, shared: Container[str]) -> Store:
    names = {id_: id_beside(id_, shared) for id_ in own.documents}
    passages = tuple(
        replace(passage, id=f"{names[id_]}{passage.id.removeprefix(id_)}", document_id=names[id_])
        for passage in own.passages
        for id_ in [passage.document_id]
    )
    return replace(
        own,
        passages=passages,
        questions=replace(own.questions, passages=passages),
        documents={names[id_]: replace(document, id=names[id_]) for id_, document in own.documents.items()},
        abbreviations=Explanations({names[id_]: items for id_, items in own.abbreviations.by_document.items()}),
    )


def _brought(shared: Store, own: Store) -> Iterator[Abbreviation]:
    """The abbreviations of the own documents that say nothing of the shared ones.

    A shared passage that names in full what only an own document abbreviates does not bear that abbreviation in the
    index: it would no longer be found by its words.
    """
    for item in own.abbreviations:
        if not shared.terms.holds(item.short) and not shared.terms.holds(item.expansion):
            yield item


def _manifest(shared: Store, own: Store) -> Manifest:
    first, second = shared.manifest, own.manifest
    return replace(
        first,
        corpus=hashlib.sha256(f"{first.corpus}+{second.corpus}".encode()).hexdigest(),
        generation=joined_generation(shared, own),
        passages=first.passages + second.passages,
        failures=first.failures + second.failures,
        warnings=first.warnings + second.warnings,
        files=(),  # it lies nowhere as a whole
    )
