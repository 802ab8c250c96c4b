"""An opened index of the folder engine: passages by FAISS and BM25, in files that do not change any more."""

import functools
import hashlib
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from qa.domain import NO_PAGE, Abbreviation, Fact, Failure, Identity, Passage
from qa.errors import IndexFileError
from qa.language.abbreviations import Explanations, ShortForms
from qa.passages import in_words
from qa.store import records
from qa.store.dense import VectorIndex
from qa.store.interface import Candidates, Positions, Scale, Size, Vectors, id_beside
from qa.store.lexical import TermIndex
from qa.store.listed_questions import ListedQuestions
from qa.store.manifest import Manifest, read_manifest, stamp


@dataclass(frozen=True, slots=True)
class Store:
    """An ``Index`` in the files of one generation, or two of them one after the other.

    ``documents`` are in order, ``columns.owners`` their places for each passage; ``facts`` are of the same order.
    ``folder`` is that of the engine, and ``stamp`` that of the manifest; two that are joined have neither.
    """

    manifest: Manifest
    passages: Sequence[Passage]
    columns: records.Columns
    documents: dict[str, Identity]
    vectors: VectorIndex
    terms: TermIndex
    abbreviations: Explanations
    short_forms: ShortForms
    questions: ListedQuestions
    facts: tuple[records.FactSheets, ...]
    folder: Path | None = None
    stamp: tuple[int, int] | None = None

    @classmethod
    def open(cls, folder: Path, manifest: Manifest, stamped: tuple[int, int] | None) -> Self:
        """Open the generation in ``folder`` of this manifest. Raises what a damaged file raises."""
        generation = folder / manifest.generation
        passages = records.load_passages(generation)
        explained = Explanations(records.load_abbreviations(generation))
        return cls(
            manifest,
            passages,
            records.Columns.open(generation),
            {identity.id: identity for identity in records.load_documents(generation)},
            VectorIndex.open(generation, manifest.kind),
            TermIndex.open(generation),
            explained,
            ShortForms(explained),
            ListedQuestions.open(generation, passages),
            (records.load_facts(generation),),
            folder,
            stamped,
        )

    @property
    def corpus(self) -> str:
        """See ``Index``."""
        return self.manifest.corpus

    @property
    def failures(self) -> tuple[Failure, ...]:
        """See ``Index``."""
        return self.manifest.failures

    @property
    def warnings(self) -> tuple[Failure, ...]:
        """See ``Index``."""
        return self.manifest.warnings

    @property
    def recall(self) -> float:
        """See ``Index``."""
        return self.manifest.kind.recall

    @property
    def scale(self) -> Scale:
        """See ``Index``."""
        return self.manifest.scale

    @property
    def centre(self) -> Vectors:
        """See ``Index``."""
        return self.vectors.centre

    @property
    def sizes(self) -> Mapping[str, Size]:
        """See ``Index``."""
        owners = self.columns.owners
        counts = np.bincount(owners, minlength=len(self.documents))
        last = np.full(len(counts), NO_PAGE)
        np.maximum.at(last, owners, self.columns.pages)
        each = zip(self.documents, counts.tolist(), last.tolist(), strict=True)
        return {id_: Size(passages, pages) for id_, passages, pages in each}

    def passages_of(self, document: str) -> tuple[Passage, ...]:
        """See ``Index``."""
        return tuple(self.passages[int(place)] for place in self.positions_in({document}))

    def facts_of(self, document: str) -> tuple[Fact, ...]:
        """See ``Index``."""
        if document not in self.documents:
            return ()
        place = list(self.documents).index(document)
        for sheets in self.facts:
            if place < len(sheets):
                return sheets[place]
            place -= len(sheets)
        return ()

    def search(
        self,
        vector: Vectors,
        terms: Sequence[str],
        count: int,
        documents: Container[str] | None = None,
        also: Sequence[int] = (),
    ) -> Candidates:
        """See ``Index``."""
        allowed = None if documents is None else self.positions_in(documents)
        bm25 = self.terms.scores(terms)
        near = self.vectors.nearest(vector, count, allowed)
        named = np.flatnonzero(bm25) if allowed is None else allowed[bm25[allowed] > 0]
        named = named[_highest(bm25[named], count)]
        positions = functools.reduce(np.union1d, (near, named, np.asarray(also, np.int64)))
        return Candidates(
            positions,
            self.vectors.nearness(vector, positions),
            bm25[positions],
            self.columns.owners[positions],
            self.columns.members[positions],
        )

    def cosines(self, vector: Vectors, positions: Positions) -> Vectors:
        """See ``Index``."""
        return self.vectors.cosines(vector, positions)

    def sentence_cosines(self, vector: Vectors, position: int) -> Vectors:
        """See ``Index``."""
        return self.vectors.sentence_cosines(vector, position)

    def matches(self, tokens: Vectors, positions: Positions) -> list[Vectors]:
        """See ``Index``."""
        return self.vectors.matches(tokens, positions)

    def likeness(self, positions: Positions) -> Vectors:
        """See ``Index``."""
        return self.vectors.likeness(positions)

    def share_held(self, concepts: Sequence[Sequence[str]], text: str) -> float:
        """See ``Index``."""
        return self.terms.share_held(concepts, text)

    def shares_alike(self, concepts: Sequence[Sequence[str]], texts: Sequence[str]) -> npt.NDArray[np.float64]:
        """See ``Index``."""
        return self.terms.shares_alike(concepts, texts)

    def holding(self, word: str, documents: Container[str] | None = None) -> Positions:
        """See ``Index``."""
        return self._within(self.terms.holding(word), documents)

    def asking(self, question: str) -> list[int]:
        """See ``Index``."""
        return self.questions.asking(question)

    def of_number(self, number: int, documents: Container[str] | None = None) -> Positions:
        """See ``Index``."""
        return self._within(self.questions.of_number(number), documents)

    def answering(self, document: str, number: int) -> int | None:
        """See ``Index``."""
        place = next(place for place, id_ in enumerate(self.documents) if id_ == document)
        return self.questions.answering(place, number)

    def is_replaced(self) -> bool:
        """See ``Index``."""
        if self.folder is None or stamp(self.folder) == self.stamp:
            return False
        try:
            manifest = read_manifest(self.folder)
        except IndexFileError:
            return False
        return manifest is not None and manifest.generation != self.manifest.generation

    def _within(self, found: Positions, documents: Container[str] | None) -> Positions:
        return found if documents is None else found[np.isin(found, self.positions_in(documents))]

    def positions_in(self, documents: Container[str]) -> Positions:
        """Give the positions of the passages of documents with these ids, in order."""
        wanted = np.fromiter((id_ in documents for id_ in self.documents), bool, len(self.documents))
        return np.flatnonzero(wanted[self.columns.owners])

    def followed_by(self, own: "Store") -> "Store":
        """See ``Index``. No vector is copied, so that many can be joined to the same one."""
        own = _renamed(own, self.documents)
        found = records.Joined(self.passages, own.passages)
        short_forms = ShortForms([*self.abbreviations, *_brought(self, own)])
        # Built again, because these documents may have an abbreviation for what the own ones name in full.
        dates = {id_: document.date for id_, document in own.documents.items()}
        terms = TermIndex.build(in_words(one.text, dates[one.document_id], short_forms) for one in own.passages)
        before = len(self.documents)
        return Store(
            manifest=_manifest(self.manifest, own.manifest),
            passages=found,
            columns=self.columns.followed_by(own.columns, before),
            documents=self.documents | own.documents,
            vectors=self.vectors.followed_by(own.vectors),
            terms=self.terms.followed_by(terms),
            abbreviations=Explanations({**self.abbreviations.by_document, **own.abbreviations.by_document}),
            short_forms=short_forms,
            questions=self.questions.followed_by(own.questions, found, before),
            facts=(*self.facts, *own.facts),
        )


def _highest(scores: Vectors, count: int) -> Positions:
    """The places of the highest scores, in order of place; of equal ones the first."""
    if len(scores) <= count:
        return np.arange(len(scores))
    lowest = np.partition(scores, len(scores) - count)[len(scores) - count]
    above = np.flatnonzero(scores > lowest)
    return np.union1d(above, np.flatnonzero(scores == lowest)[: count - len(above)])


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


def _manifest(shared: Manifest, own: Manifest) -> Manifest:
    return replace(
        shared,
        corpus=hashlib.sha256(f"{shared.corpus}+{own.corpus}".encode()).hexdigest(),
        passages=shared.passages + own.passages,
        failures=shared.failures + own.failures,
        warnings=shared.warnings + own.warnings,
        files=(),  # it lies nowhere as a whole
    )
