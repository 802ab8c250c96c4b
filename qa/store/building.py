"""Building an index, checking and mending it: everything that writes to its folder."""

import errno
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from filelock import FileLock, Timeout

from qa.errors import IndexFileError
from qa.reading.corpus import CorpusFile, corpus_checksum, corpus_files
from qa.store import DAMAGE, Place, current_manifest, is_index, kinds
from qa.store.calibration import calibrated
from qa.store.embedded import JOURNAL, Journal
from qa.store.intake import VERSION, take_in
from qa.store.manifest import (
    FORMAT,
    NAME,
    Manifest,
    damaged,
    read_manifest,
    recovered_manifest,
    stored_files,
    synced,
    write_manifest,
)
from qa.store.reuse import Reusable, reusable
from qa.store.writing import Embedding, Progress, write_passages, write_vectors, write_words

LOCK = ".lock"
LONGEST_WAIT = 900.0  # seconds for another process that is building the same index
READING = "Documenten lezen"


class NoTextError(IndexFileError):
    """No document of the corpus has anything that can be asked about."""


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
                if done := current_manifest(place, files):
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
        scale=calibrated(vectors, contents.passages, place.embedder),
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


def _remove_generations(folder: Path, kept: str = "") -> None:
    for path in folder.iterdir():
        old = path.name.startswith("generation-") and path.name != kept
        if old or path.name.startswith(".building-"):
            shutil.rmtree(path, ignore_errors=True)
