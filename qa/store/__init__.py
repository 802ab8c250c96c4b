"""What lies on disk, and how it stays whole.

An index is a folder with a manifest and one generation: a folder of files that are never changed after they
were written. A new generation is built aside and becomes the index when the manifest that names it replaces
the old one. Until then, and when anything goes wrong, the old index stays as it was.
"""

import errno
import itertools
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from qa.domain import Abbreviation, Document, Failure, Identity, Passage
from qa.embedding import Embedder
from qa.errors import IndexFileError
from qa.parliament.abbreviations import ShortForms, abbreviations
from qa.parliament.words import words
from qa.passages import answering, in_context, passages
from qa.reading.corpus import CorpusFile, corpus_checksum, corpus_files, read_all
from qa.store import records
from qa.store.calibration import background
from qa.store.manifest import (
    FORMAT,
    NAME,
    REBUILD,
    Manifest,
    checksums,
    read_manifest,
    verify,
    write_manifest,
)
from qa.store.terms import TermIndex
from qa.store.vectors import VectorIndex, Vectors, Views

VERSION = version("vindplaats")
LOCK = ".lock"
LONGEST_WAIT = 900.0  # seconds for another process that is building the same index

Progress = Callable[[str, int, int], None]


class NoTextError(IndexFileError):
    """No document of the corpus has anything that can be asked about."""


@dataclass(frozen=True, slots=True)
class Store:
    """An opened index: a snapshot that does not change any more.

    ``numbered`` gives the position of the passage that answers a question of a list, by document and number, ``listed``
    those of the passages with a listed question, by its words.
    """

    manifest: Manifest
    passages: tuple[Passage, ...]
    documents: dict[str, Identity]
    vectors: VectorIndex
    terms: TermIndex
    abbreviations: dict[str, tuple[Abbreviation, ...]]
    short_forms: ShortForms
    numbered: Mapping[tuple[str, int], int]
    listed: Mapping[tuple[str, ...], tuple[int, ...]]

    def is_replaced(self, folder: Path) -> bool:
        """Whether the index in ``folder`` is another by now; not while it cannot be read."""
        try:
            manifest = read_manifest(folder)
        except IndexFileError:
            return False
        return manifest is not None and manifest.generation != self.manifest.generation


def is_current(corpus: Path, folder: Path, embedder: Embedder) -> bool:
    """Whether the index in ``folder`` is whole and belongs to this corpus and this model as they are now.

    Raises CorpusError when the corpus cannot be used, IndexFileError when the folder holds something else.
    """
    files = corpus_files(corpus)
    try:
        return _current_manifest(corpus, folder, embedder, files) is not None
    except IndexFileError:
        if not is_index(folder):
            raise
        return False


def _current_manifest(corpus: Path, folder: Path, embedder: Embedder, files: tuple[CorpusFile, ...]) -> Manifest | None:
    """The manifest of a whole index of this corpus and model; ``None`` for another. Raises IndexFileError."""
    manifest = read_manifest(folder)
    if manifest is None:
        return None
    verify(folder, manifest)
    same = manifest.model == embedder.identity and _belongs_to(manifest, corpus, files)
    return manifest if same else None


def open_store(corpus: Path, folder: Path, embedder: Embedder) -> Store | None:
    """Open the index in ``folder``; ``None`` when there is none yet, or the documents or the program changed since.

    Raises IndexFileError when the index is damaged or belongs to another version or model: it is not
    silently replaced, because that costs time and the cause may be a mistake. Raises CorpusError.
    """
    files = corpus_files(corpus)
    manifest = read_manifest(folder)
    if manifest is None:
        return None
    if manifest.model != embedder.identity:
        raise IndexFileError(
            f"De index in {folder} hoort bij een ander taalmodel ({manifest.model}, nu {embedder.identity}); {REBUILD}."
        )
    verify(folder, manifest)
    if not _belongs_to(manifest, corpus, files):
        return None
    generation = folder / manifest.generation
    try:
        found, documents = records.load(generation)
        vectors, terms = VectorIndex.open(generation), TermIndex.open(generation)
        explained = records.load_abbreviations(generation)
    except (OSError, ValueError, KeyError, TypeError, RuntimeError) as error:
        raise IndexFileError(f"De index in {folder} is beschadigd; {REBUILD}.") from error
    by_id = {identity.id: identity for identity in documents}
    return Store(
        manifest, found, by_id, vectors, terms, explained, _short_forms(explained), numbered(found), listed(found)
    )


def numbered(found: Sequence[Passage]) -> dict[tuple[str, int], int]:
    """Give the positions of the passages that answer the questions of a list, by document and number."""
    return {(passage.document_id, number): place for place, passage in enumerate(found) for number in passage.numbers}


def listed(found: Sequence[Passage]) -> dict[tuple[str, ...], tuple[int, ...]]:
    """Give the positions of the passages with a listed question, by the words of that question."""
    positions: dict[tuple[str, ...], tuple[int, ...]] = {}
    for place, passage in enumerate(found):
        if passage.question_end:
            asked = tuple(words(passage.text[: passage.question_end]))
            positions[asked] = (*positions.get(asked, ()), place)
    return positions


def build(
    corpus: Path, folder: Path, embedder: Embedder, progress: Progress | None = None, *, anew: bool = False
) -> Manifest:
    """Build the index of a corpus in ``folder``, and give its manifest.

    Texts that the index already has keep their vectors, so that only what is new is embedded; with ``anew`` all are.
    Files that cannot be read are left out and listed in ``manifest.failures``. ``progress`` is called with
    what is being done (in Dutch), the number done and the total. Raises CorpusError, IndexFileError or
    ModelError; the index that was there stays.
    """
    files = corpus_files(corpus)
    report = progress or (lambda *_: None)
    with _writing(folder):
        if not anew:
            with suppress(IndexFileError):  # a damaged one is built anew
                # Another program may have done it while this one waited.
                if done := _current_manifest(corpus, folder, embedder, files):
                    return done
        documents, failures = read_all(files, partial(report, "Documenten lezen"))
        found = [passage for document in documents for passage in passages(document)]
        if not found:
            reason = failures[0].reason if failures else "Er is geen tekst gevonden."
            raise NoTextError(f"Geen enkel document in {corpus} is te gebruiken: {reason}")
        with tempfile.TemporaryDirectory(dir=folder, prefix=".building-") as scratch:
            made = Path(scratch) / "generation"
            made.mkdir()
            known = {} if anew else _known_vectors(folder, embedder)
            vectors = _save(made, found, documents, _Embedding(embedder, known, report))
            manifest = Manifest(
                format=FORMAT,
                version=VERSION,
                model=embedder.identity,
                dimension=vectors.dimension,
                background=background(vectors, embedder),
                corpus=corpus_checksum(corpus, files),
                generation=f"generation-{uuid.uuid4().hex[:12]}",
                passages=len(found),
                failures=failures,
                warnings=tuple(Failure(d.identity.file, warning) for d in documents for warning in d.warnings),
                files=checksums(made),
            )
            made.rename(folder / manifest.generation)
        write_manifest(folder, manifest)
        _remove_generations(folder, manifest.generation)
    return manifest


def erase(folder: Path) -> None:
    """Remove the index in ``folder``, if there is one. Raises IndexFileError."""
    if is_index(folder):
        with _writing(folder):
            (folder / NAME).unlink(missing_ok=True)
            _remove_generations(folder)


@dataclass(frozen=True, slots=True)
class _Embedding:
    """Embeds texts, but for those whose vectors are known."""

    embedder: Embedder
    known: Mapping[str, Vectors]
    report: Progress

    def of(self, texts: Sequence[str]) -> Vectors:
        """The vectors of these texts, shape (len(texts), d)."""
        new = [text for text in dict.fromkeys(texts) if text not in self.known]
        fresh = self.embedder.passages(new, partial(self.report, "Passages en zinnen inlezen")) if new else ()
        vectors = {**self.known, **dict(zip(new, fresh, strict=True))}
        return np.stack([vectors[text] for text in texts])


def _known_vectors(folder: Path, embedder: Embedder) -> dict[str, Vectors]:
    """The vectors by their text of the index that is there, when it is whole and of the same model."""
    try:
        manifest = read_manifest(folder)
        if manifest is None or manifest.model != embedder.identity:
            return {}
        verify(folder, manifest)
        found, documents = records.load(folder / manifest.generation)
        vectors = VectorIndex.open(folder / manifest.generation)
        titles = {document.id: document.title for document in documents}
        views = vectors.views
        texts = [
            *(text for passage in found for text in _sentences(passage)),
            *(in_context(passage, titles[passage.document_id]) for passage in found),
            *map(answering, found),
            *(passage.text for passage in found),
        ]
        kept = np.concatenate([views.sentences, views.contexts, views.answers, vectors.passages])
        return dict(zip(texts, kept, strict=True))
    except (IndexFileError, OSError, ValueError, KeyError, TypeError, RuntimeError):
        return {}  # a damaged index is no reason not to build a new one


def _sentences(passage: Passage) -> list[str]:
    return [passage.text[start:end] for start, end in passage.sentences]


def _save(folder: Path, found: list[Passage], documents: Sequence[Document], embedding: _Embedding) -> VectorIndex:
    texts = [passage.text for passage in found]
    titles = {document.identity.id: document.identity.title for document in documents}
    contexts = [in_context(passage, titles[passage.document_id]) for passage in found]
    sentences = [_sentences(passage) for passage in found]
    offsets = np.asarray([0, *itertools.accumulate(len(parts) for parts in sentences)], np.int64)
    groups = (texts, contexts, [answering(passage) for passage in found], [s for parts in sentences for s in parts])
    embedded = embedding.of([text for group in groups for text in group])
    whole, context, answer, sentence = np.split(embedded, np.cumsum([len(group) for group in groups[:-1]]))
    vectors = VectorIndex.build(whole, Views(context, answer, sentence, offsets))
    vectors.save(folder)
    explained = {document.identity.id: abbreviations(document.text) for document in documents}
    short_forms = _short_forms(explained)
    TermIndex.build([short_forms.added_to(text) for text in texts]).save(folder)
    records.save(folder, found, [document.identity for document in documents])
    records.save_abbreviations(folder, explained)
    return vectors


def _short_forms(explained: Mapping[str, Sequence[Abbreviation]]) -> ShortForms:
    return ShortForms(item for items in explained.values() for item in items)


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


def _belongs_to(manifest: Manifest, corpus: Path, files: tuple[CorpusFile, ...]) -> bool:
    """Whether the same program made the index from these very documents: another may read them differently."""
    return manifest.version == VERSION and manifest.corpus == corpus_checksum(corpus, files)


def is_index(folder: Path) -> bool:
    """Whether there is an index in ``folder``, of whatever kind."""
    return (folder / NAME).is_file()


def _remove_generations(folder: Path, kept: str = "") -> None:
    for path in folder.iterdir():
        old = path.name.startswith("generation-") and path.name != kept
        if old or path.name.startswith(".building-"):
            shutil.rmtree(path, ignore_errors=True)
