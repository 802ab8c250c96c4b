"""What lies on disk, and how it stays whole.

An index is a folder with a manifest and one generation: a folder of files that are never changed after they
were written. A new generation is built aside and becomes the index when the manifest that names it replaces
the old one. Until then, and when anything goes wrong, the old index stays as it was.
"""

import functools
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from qa.domain import Identity, Passage
from qa.embedding import Embedder
from qa.errors import IndexFileError
from qa.parliament.abbreviations import Explanations, ShortForms
from qa.reading.corpus import CorpusFile, corpus_checksum, corpus_files
from qa.store import records
from qa.store.intake import VERSION
from qa.store.interface import Candidates, Positions, Scale, Vectors
from qa.store.listed import ListedQuestions
from qa.store.manifest import NAME, REBUILD, REPAIR, Manifest, read_manifest, stamp, verify
from qa.store.terms import TermIndex
from qa.store.vectors import VectorIndex

DAMAGE = (OSError, ValueError, KeyError, TypeError, RuntimeError)  # what opening a damaged file raises


@dataclass(frozen=True, slots=True)
class Place:
    """Where an index is, what it is built from and with: the documents in ``corpus``, the index in ``index``.

    ``memory`` is what it may take of it, in bytes.
    """

    corpus: Path
    index: Path
    embedder: Embedder
    memory: int


@dataclass(frozen=True, slots=True)
class Store:
    """An opened index on this machine: an ``Index`` by FAISS and BM25 in the files of one generation.

    ``documents`` are in order, ``columns.owners`` their places for each passage. ``stamp`` is that of its manifest; two
    that are joined have none.
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
    stamp: tuple[int, int] | None = None

    @property
    def scale(self) -> Scale:
        """See ``Index``."""
        return self.manifest.scale

    @property
    def centre(self) -> Vectors:
        """See ``Index``."""
        return self.vectors.centre

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

    def likeness(self, positions: Positions) -> Vectors:
        """See ``Index``."""
        return self.vectors.likeness(positions)

    def share_held(self, concepts: Sequence[Sequence[str]], text: str) -> float:
        """See ``Index``."""
        return self.terms.share_held(concepts, text)

    def shares_alike(self, concepts: Sequence[Sequence[str]], texts: Sequence[str]) -> npt.NDArray[np.float64]:
        """See ``Index``."""
        return self.terms.shares_alike(concepts, texts)

    def asking(self, question: str) -> list[int]:
        """See ``Index``."""
        return self.questions.asking(question)

    def of_number(self, number: int, documents: Container[str] | None = None) -> Positions:
        """See ``Index``."""
        found = self.questions.of_number(number)
        return found if documents is None else found[np.isin(found, self.positions_in(documents))]

    def answering(self, document: str, number: int) -> int | None:
        """See ``Index``."""
        place = next(place for place, id_ in enumerate(self.documents) if id_ == document)
        return self.questions.answering(place, number)

    def is_replaced(self, folder: Path) -> bool:
        """Whether the index in ``folder`` is another by now; not while it cannot be read."""
        if stamp(folder) == self.stamp:
            return False
        try:
            manifest = read_manifest(folder)
        except IndexFileError:
            return False
        return manifest is not None and manifest.generation != self.manifest.generation

    def positions_in(self, documents: Container[str]) -> Positions:
        """Give the positions of the passages of documents with these ids, in order."""
        wanted = np.fromiter((id_ in documents for id_ in self.documents), bool, len(self.documents))
        return np.flatnonzero(wanted[self.columns.owners])


def _highest(scores: Vectors, count: int) -> Positions:
    """The places of the highest scores, in order of place; of equal ones the first."""
    if len(scores) <= count:
        return np.arange(len(scores))
    lowest = np.partition(scores, len(scores) - count)[len(scores) - count]
    above = np.flatnonzero(scores > lowest)
    return np.union1d(above, np.flatnonzero(scores == lowest)[: count - len(above)])


def is_current(place: Place) -> bool:
    """Whether the index is whole and belongs to these documents and this model as they are now.

    Raises CorpusError when the corpus cannot be used, IndexFileError when the folder holds something else.
    """
    files = corpus_files(place.corpus)
    try:
        return current_manifest(place, files) is not None
    except IndexFileError:
        if not is_index(place.index):
            raise
        return False


def current_manifest(place: Place, files: tuple[CorpusFile, ...]) -> Manifest | None:
    """The manifest of a whole index of this corpus and model; ``None`` for another. Raises IndexFileError."""
    manifest = read_manifest(place.index)
    if manifest is None:
        return None
    verify(place.index, manifest)
    same = manifest.model == place.embedder.identity and belongs_to(manifest, place, files)
    return manifest if same else None


def open_store(place: Place) -> Store | None:
    """Open an index; ``None`` when there is none yet, or the documents or the program changed since.

    Raises IndexFileError when the index is damaged or belongs to another version or model: it is not
    silently replaced, because that costs time and the cause may be a mistake. Raises CorpusError.
    """
    files = corpus_files(place.corpus)
    while True:
        seen = stamp(place.index)
        if (manifest := read_manifest(place.index)) is None:
            return None
        if manifest.model != place.embedder.identity:
            raise IndexFileError(
                f"De index in {place.index} hoort bij een ander taalmodel "
                f"({manifest.model}, nu {place.embedder.identity}); {REBUILD}."
            )
        try:
            verify(place.index, manifest)
            if not belongs_to(manifest, place, files):
                return None
            return replace(_opened(place.index / manifest.generation, manifest), stamp=seen)
        except (IndexFileError, *DAMAGE) as error:
            if read_manifest(place.index) != manifest:
                continue  # another program replaced it at this moment
            if isinstance(error, IndexFileError):
                raise
            raise IndexFileError(f"De index in {place.index} is beschadigd; {REPAIR}.") from error


def _opened(generation: Path, manifest: Manifest) -> Store:
    passages = records.load_passages(generation)
    explained = Explanations(records.load_abbreviations(generation))
    return Store(
        manifest,
        passages,
        records.Columns.open(generation),
        {identity.id: identity for identity in records.load_documents(generation)},
        VectorIndex.open(generation, manifest.kind),
        TermIndex.open(generation),
        explained,
        ShortForms(explained),
        ListedQuestions.open(generation, passages),
    )


def belongs_to(manifest: Manifest, place: Place, files: tuple[CorpusFile, ...]) -> bool:
    """Whether the same program made the index from these very documents: another may read them differently."""
    return manifest.version == VERSION and manifest.corpus == corpus_checksum(place.corpus, files)


def is_index(folder: Path) -> bool:
    """Whether there is an index in ``folder``, of whatever kind."""
    return (folder / NAME).is_file()
