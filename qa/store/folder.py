"""The engine that comes along: an index in a folder of this machine. Everything that writes there."""

import errno
import functools
import shutil
import tempfile
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from qa.domain import Failure, Identity
from qa.embedding import Embedder
from qa.errors import IndexFileError
from qa.store import ann
from qa.store.calibration import calibrated
from qa.store.embedding_cache import Journal
from qa.store.interface import IndexSource, Ingested, NoTextError, Progress
from qa.store.manifest import (
    FORMAT,
    NAME,
    REBUILD,
    REPAIR,
    Manifest,
    damaged,
    read_manifest,
    recovered_manifest,
    stamp,
    stored_files,
    synced,
    verify,
    write_manifest,
)
from qa.store.records import PassageWriter, load_passages, part
from qa.store.reuse import Reusable, reusable
from qa.store.snapshot import Store
from qa.store.word_cache import WordJournal
from qa.store.writing import Embedding, write_passages, write_vectors, write_words

LOCK = ".lock"
LONGEST_WAIT = 900.0  # seconds for another process that is building the same index
DAMAGE = (OSError, ValueError, KeyError, TypeError, RuntimeError)  # what opening a damaged file raises


@dataclass(frozen=True, slots=True)
class FolderEngine:
    """An ``Engine`` in ``folder``, which may take ``memory`` bytes when it is built."""

    folder: Path
    embedder: Embedder
    memory: int

    def open(self, source: IndexSource) -> Store | None:
        """See ``Engine``."""
        while True:
            seen = stamp(self.folder)
            if (manifest := read_manifest(self.folder)) is None:
                return None
            if manifest.model != self.embedder.identity:
                raise IndexFileError(
                    f"De index in {self.folder} hoort bij een ander taalmodel "
                    f"({manifest.model}, nu {self.embedder.identity}); {REBUILD}."
                )
            try:
                verify(self.folder, manifest)
                return Store.open(self.folder, manifest, seen) if manifest.source == source else None
            except (IndexFileError, *DAMAGE) as error:
                if read_manifest(self.folder) != manifest:
                    continue  # another program replaced it at this moment
                if isinstance(error, IndexFileError):
                    raise
                raise IndexFileError(f"De index in {self.folder} is beschadigd; {REPAIR}.") from error

    def holds(self, source: IndexSource) -> bool:
        """See ``Engine``."""
        try:
            manifest = read_manifest(self.folder)
            if manifest is None:
                return False
            verify(self.folder, manifest)
        except IndexFileError:
            if not self.is_there():
                raise
            return False
        return manifest.model == self.embedder.identity and manifest.source == source

    def is_there(self) -> bool:
        """See ``Engine``."""
        return (self.folder / NAME).is_file()

    @contextmanager
    def changing(self, progress: Progress) -> Iterator["Building"]:
        """See ``Engine``. Texts of which a change that was interrupted has the vectors are not embedded again."""
        with self._writing():
            self._recover()
            with tempfile.TemporaryDirectory(dir=self.folder, prefix=".building-") as scratch:
                (waiting := Path(scratch) / "waiting").mkdir()
                with PassageWriter(waiting) as writer:
                    yield Building(self, Path(scratch), writer, progress)

    def check(self) -> tuple[str, ...]:
        """See ``Engine``."""
        try:
            manifest = read_manifest(self.folder)
        except IndexFileError:
            if not self.is_there():
                raise
            return (NAME,)
        if manifest is None and any(self.folder.glob("generation-*")) and not self.is_there():
            return (NAME,)
        if manifest is None:
            raise IndexFileError(f"In {self.folder} is geen index van deze versie; bouw hem met `qa index`.")
        return damaged(self.folder, manifest)

    def erase(self) -> None:
        """See ``Engine``."""
        if self.is_there():
            with self._writing():
                (self.folder / NAME).unlink(missing_ok=True)
                self._remove_generations()
                Journal(self.folder, self.embedder).remove()
                WordJournal(self.folder, self.embedder).remove()

    def replace(self, made: Path, manifest: Manifest) -> None:
        """Make the generation in ``made`` the index, and remove what was there. Raises OSError."""
        made.rename(self.folder / manifest.generation)
        write_manifest(self.folder, manifest)
        Journal(self.folder, self.embedder).remove()
        WordJournal(self.folder, self.embedder).remove()
        self._remove_generations(manifest.generation)

    def reusable(self) -> Reusable:
        """Give what the index that is there spares a new one: what is sound of it, when it is of the same model."""
        with suppress(IndexFileError, *DAMAGE):  # a damaged index is no reason not to build a new one
            manifest = read_manifest(self.folder)
            if manifest and manifest.model == self.embedder.identity:
                return reusable(self.folder / manifest.generation, manifest, damaged(self.folder, manifest))
        return Reusable()

    def _recover(self) -> None:
        """Put the manifest back of which a whole generation keeps a copy, where it is damaged or lost."""
        try:
            lost = read_manifest(self.folder) is None and not self.is_there()
        except IndexFileError:
            lost = True
        if lost and (copy := recovered_manifest(self.folder)):
            write_manifest(self.folder, copy)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the index for writing. Translates what the file system refuses into IndexFileError."""
        folder = self.folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if not self.is_there():
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
                f"In de map {folder} kan niet worden geschreven ({reason}); "
                "controleer de rechten of kies een andere map."
            ) from error

    def _remove_generations(self, kept: str = "") -> None:
        for path in self.folder.iterdir():
            old = path.name.startswith("generation-") and path.name != kept
            if old or path.name.startswith(".building-"):
                shutil.rmtree(path, ignore_errors=True)


class Building:
    """A ``Change`` of the index of a folder: the generation that is to follow, made in ``scratch``.

    The passages of documents that are put in wait on disk by way of ``waiting``, so that no more than those of one are
    in memory.
    """

    def __init__(self, engine: FolderEngine, scratch: Path, waiting: PassageWriter, report: Progress) -> None:
        self._engine = engine
        self._scratch = scratch
        self._waiting = waiting
        self._report = report
        self._put_in: dict[str, tuple[Ingested, int]] = {}  # without their passages, with their place among what waits
        self._deleted: set[str] = set()

    @functools.cached_property
    def _known(self) -> Reusable:
        return self._engine.reusable()

    @property
    def documents(self) -> Mapping[str, Identity]:
        """See ``Change``."""
        return {origin: intake.identity for origin, intake in self._known.documents.items()}

    def upsert(self, document: Ingested) -> None:
        """See ``Change``."""
        self._put_in[document.identity.id] = replace(document, passages=()), self._waiting.add(document.passages)
        self._deleted.discard(document.identity.id)

    def delete(self, document: str) -> None:
        """See ``Change``."""
        self._put_in.pop(document, None)
        self._deleted.add(document)

    def commit(self, source: IndexSource, failures: Sequence[Failure]) -> None:
        """See ``Change``."""
        made = self._scratch / "generation"
        made.mkdir()
        manifest = self._written(made, source, tuple(failures))
        for path in (*made.iterdir(), made):
            synced(path)
        self._engine.replace(made, manifest)

    def _written(self, made: Path, source: IndexSource, failures: tuple[Failure, ...]) -> Manifest:
        engine = self._engine
        contents = write_passages(made, self._documents())
        if not contents.passages:
            raise NoTextError("Er is geen tekst gevonden.")
        write_words(made, contents)
        embedding = Embedding(engine.embedder, engine.folder, self._known, self._report)
        kind = ann.chosen(len(contents.passages), engine.embedder.dimension, engine.memory)
        vectors, kind = write_vectors(made, contents, embedding, kind)
        return Manifest(
            format=FORMAT,
            version=source.program,
            model=engine.embedder.identity,
            dimension=vectors.dimension,
            kind=kind,
            scale=calibrated(vectors, engine.embedder),
            corpus=source.corpus,
            generation=f"generation-{uuid.uuid4().hex[:12]}",
            passages=len(contents.passages),
            failures=failures,
            warnings=contents.warnings,
            files=stored_files(made),
        )

    def _documents(self) -> list[Ingested]:
        """All that the index will hold, by the names of the files: in which order they came makes no difference."""
        columns = self._waiting.finished()
        waiting = load_passages(self._waiting.folder)
        new = [replace(one, passages=part(waiting, columns, place)) for one, place in self._put_in.values()]
        gone = self._put_in.keys() | self._deleted
        kept = [one for one in self._known.documents.values() if one.identity.id not in gone]
        return sorted([*kept, *new], key=lambda one: one.identity.file)
