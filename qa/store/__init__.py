"""What lies on disk, and how it stays whole.

An index is a folder with a manifest and one generation: a folder of files that are never changed after they
were written. A new generation is built aside and becomes the index when the manifest that names it replaces
the old one. Until then, and when anything goes wrong, the old index stays as it was.
"""

import errno
import shutil
import tempfile
import uuid
from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
from filelock import FileLock, Timeout

from qa.domain import Identity, Passage
from qa.embedding import Embedder
from qa.errors import IndexFileError
from qa.parliament.abbreviations import Explanations, ShortForms
from qa.reading.corpus import CorpusFile, corpus_checksum, corpus_files
from qa.store import kinds, records
from qa.store.calibration import background
from qa.store.embedded import JOURNAL, Journal
from qa.store.intake import VERSION, take_in
from qa.store.listed import ListedQuestions
from qa.store.manifest import (
    FORMAT,
    NAME,
    REBUILD,
    REPAIR,
    Manifest,
    damaged,
    read_manifest,
    recovered_manifest,
    stored_files,
    synced,
    verify,
    write_manifest,
)
from qa.store.reuse import Reusable, reusable
from qa.store.terms import TermIndex
from qa.store.vectors import VectorIndex
from qa.store.writing import Embedding, Progress, write_passages, write_vectors, write_words

LOCK = ".lock"
READING = "Documenten lezen"
LONGEST_WAIT = 900.0  # seconds for another process that is building the same index
DAMAGE = (OSError, ValueError, KeyError, TypeError, RuntimeError)  # what opening a damaged file raises


class NoTextError(IndexFileError):
    """No document of the corpus has anything that can be asked about."""


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
    """An opened index: a snapshot that does not change any more.

    ``documents`` are in order, ``columns.owners`` their places for each passage. ``abbreviations`` are those that
    the documents explain.
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

    def is_replaced(self, folder: Path) -> bool:
        """Whether the index in ``folder`` is another by now; not while it cannot be read."""
        try:
            manifest = read_manifest(folder)
        except IndexFileError:
            return False
        return manifest is not None and manifest.generation != self.manifest.generation

    def positions_in(self, documents: Container[str]) -> npt.NDArray[np.int64]:
        """Give the positions of the passages of documents with these ids, in order."""
        wanted = np.fromiter((id_ in documents for id_ in self.documents), bool, len(self.documents))
        return np.flatnonzero(wanted[self.columns.owners])

    def answering(self, document: str, number: int) -> int | None:
        """Give the position of the passage that answers a question of the list that a document holds."""
        place = next(place for place, id_ in enumerate(self.documents) if id_ == document)
        return self.questions.answering(place, number)


def is_current(place: Place) -> bool:
    """Whether the index is whole and belongs to these documents and this model as they are now.

    Raises CorpusError when the corpus cannot be used, IndexFileError when the folder holds something else.
    """
    files = corpus_files(place.corpus)
    try:
        return _current_manifest(place, files) is not None
    except IndexFileError:
        if not is_index(place.index):
            raise
        return False


def _current_manifest(place: Place, files: tuple[CorpusFile, ...]) -> Manifest | None:
    """The manifest of a whole index of this corpus and model; ``None`` for another. Raises IndexFileError."""
    manifest = read_manifest(place.index)
    if manifest is None:
        return None
    verify(place.index, manifest)
    same = manifest.model == place.embedder.identity and _belongs_to(manifest, place, files)
    return manifest if same else None


def open_store(place: Place) -> Store | None:
    """Open an index; ``None`` when there is none yet, or the documents or the program changed since.

    Raises IndexFileError when the index is damaged or belongs to another version or model: it is not
    silently replaced, because that costs time and the cause may be a mistake. Raises CorpusError.
    """
    files = corpus_files(place.corpus)
    while manifest := read_manifest(place.index):
        if manifest.model != place.embedder.identity:
            raise IndexFileError(
                f"De index in {place.index} hoort bij een ander taalmodel "
                f"({manifest.model}, nu {place.embedder.identity}); {REBUILD}."
            )
        try:
            verify(place.index, manifest)
            return _opened(place.index / manifest.generation, manifest) if _belongs_to(manifest, place, files) else None
        except (IndexFileError, *DAMAGE) as error:
            if read_manifest(place.index) != manifest:
                continue  # another program replaced it at this moment
            if isinstance(error, IndexFileError):
                raise
            raise IndexFileError(f"De index in {place.index} is beschadigd; {REPAIR}.") from error
    return None


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


def build(place: Place, progress: Progress | None = None, *, anew: bool = False) -> Manifest:
    """Build an index, and give its manifest.

    Documents that did not change are not read again, but with ``anew`` all are. Texts of which the index that is
    there, or a build that was interrupted, has the vectors are not embedded again.
    Files that cannot be read are left out and listed in ``manifest.failures``. ``progress`` is called with
    what is being done (in Dutch), the number done and the total. Raises CorpusError, IndexFileError or
    ModelError; the index that was there stays.
    """
    files = corpus_files(place.corpus)
    report = progress or (lambda *_: None)
    with _writing(place.index):
        _recover(place.index)
        if not anew:
            with suppress(IndexFileError):  # a damaged one is built anew
                # Another program may have done it while this one waited.
                if done := _current_manifest(place, files):
                    return done
        with tempfile.TemporaryDirectory(dir=place.index, prefix=".building-") as scratch:
            made = Path(scratch) / "generation"
            made.mkdir()
            manifest = _written(made, place, files, report, anew=anew)
            made.rename(place.index / manifest.generation)
        write_manifest(place.index, manifest)
        Journal(place.index, place.embedder).remove()
        _remove_generations(place.index, manifest.generation)
    return manifest


def _written(made: Path, place: Place, files: tuple[CorpusFile, ...], report: Progress, *, anew: bool) -> Manifest:
    """Write a generation to the empty folder ``made``, to the disk itself, and give its manifest."""
    known = _reusable(place)
    contents = write_passages(made, take_in(files, {} if anew else known.documents, partial(report, READING)))
    if not contents.passages:
        reason = contents.failures[0].reason if contents.failures else "Er is geen tekst gevonden."
        raise NoTextError(f"Geen enkel document in {place.corpus} is te gebruiken: {reason}")
    write_words(made, contents)
    embedding = Embedding(Journal(place.index, place.embedder), known.vectors, report)
    kind = kinds.chosen(len(contents.passages), place.embedder.dimension, place.memory)
    vectors, kind = write_vectors(made, contents, embedding, kind)
    manifest = Manifest(
        format=FORMAT,
        version=VERSION,
        model=place.embedder.identity,
        dimension=vectors.dimension,
        kind=kind,
        background=background(vectors, place.embedder),
        corpus=corpus_checksum(place.corpus, files),
        generation=f"generation-{uuid.uuid4().hex[:12]}",
        passages=len(contents.passages),
        failures=contents.failures,
        warnings=contents.warnings,
        files=stored_files(made),
    )
    for path in (*made.iterdir(), made):
        synced(path)
    return manifest


def check(folder: Path) -> tuple[str, ...]:
    """Read all of the index in ``folder``, and give the names of the files that are damaged.

    Raises IndexFileError when there is no index of this program.
    """
    try:
        manifest = read_manifest(folder)
    except IndexFileError:
        if not is_index(folder):
            raise
        return (NAME,)
    if manifest is None and any(folder.glob("generation-*")) and not is_index(folder):
        return (NAME,)
    if manifest is None:
        raise IndexFileError(f"In {folder} is geen index van deze versie; bouw hem met `qa index`.")
    return damaged(folder, manifest)


def erase(folder: Path) -> None:
    """Remove the index in ``folder``, if there is one. Raises IndexFileError."""
    if is_index(folder):
        with _writing(folder):
            (folder / NAME).unlink(missing_ok=True)
            _remove_generations(folder)
            for path in folder.glob(f"{JOURNAL}-*"):
                path.unlink(missing_ok=True)


def _recover(folder: Path) -> None:
    """Put the manifest back of which a whole generation keeps a copy, where it is damaged or lost."""
    try:
        lost = read_manifest(folder) is None and not is_index(folder)
    except IndexFileError:
        lost = True
    if lost and (copy := recovered_manifest(folder)):
        write_manifest(folder, copy)


def _reusable(place: Place) -> Reusable:
    """What the index that is there spares a new one: what is sound of it, when it is of the same model."""
    with suppress(IndexFileError, *DAMAGE):  # a damaged index is no reason not to build a new one
        manifest = read_manifest(place.index)
        if manifest and manifest.model == place.embedder.identity:
            return reusable(place.index / manifest.generation, manifest, damaged(place.index, manifest))
    return Reusable()


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Hold the index for writing. Translates what the file system refuses into IndexFileError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not is_index(folder):
            read_manifest(folder)  # refuses a folder with other files
        with FileLock(folder / LOCK, timeout=LONGEST_WAIT):
            yield
    except Timeout as error:
        raise IndexFileError(f"Een ander programma bouwt de index in {folder}; wacht tot het klaar is.") from error
    except OSError as error:
        # numpy says "requested and written" without an error number when only part of an array fits.
        if error.errno in {errno.ENOSPC, errno.EDQUOT, None}:
            raise IndexFileError(f"De schijf met {folder} is vol; maak ruimte en probeer het opnieuw.") from error
        reason = error.strerror or type(error).__name__
        raise IndexFileError(
            f"In de map {folder} kan niet worden geschreven ({reason}); controleer de rechten of kies een andere map."
        ) from error


def _belongs_to(manifest: Manifest, place: Place, files: tuple[CorpusFile, ...]) -> bool:
    """Whether the same program made the index from these very documents: another may read them differently."""
    return manifest.version == VERSION and manifest.corpus == corpus_checksum(place.corpus, files)


def is_index(folder: Path) -> bool:
    """Whether there is an index in ``folder``, of whatever kind."""
    return (folder / NAME).is_file()


def _remove_generations(folder: Path, kept: str = "") -> None:
    for path in folder.iterdir():
        old = path.name.startswith("generation-") and path.name != kept
        if old or path.name.startswith(".building-"):
            shutil.rmtree(path, ignore_errors=True)
