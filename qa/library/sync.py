"""Bringing an index up to date with the documents of a folder: what is new goes in, what is gone goes out."""

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

from qa.domain import Failure, Identity
from qa.library.ingest import NONE_READY, VERSION, take_in
from qa.reading.corpus import CorpusFile, corpus_checksum, corpus_files
from qa.store.interface import Change, Engine, IndexSource, Ingested, NoTextError, Progress

READING = "Documenten lezen"


def source_of(corpus: Path) -> IndexSource:
    """Tell what an index of the documents in ``corpus``, as they are now, is made of. Raises CorpusError."""
    return _source(corpus, corpus_files(corpus))


def update(
    engine: Engine,
    corpus: Path,
    progress: Progress | None = None,
    *,
    anew: bool = False,
    ready: Mapping[str, Ingested] = NONE_READY,
) -> None:
    """Make the index one of the documents in ``corpus`` as they are now.

    Documents that did not change are not read again, but with ``anew`` all are; nor are those of which what the index
    takes is ``ready``, by its origin. Files that cannot be read are left
    out, and listed in its ``failures``. ``progress`` is called with what is being done. Raises CorpusError,
    IndexFileError or ModelError; the index that was there stays.
    """
    files = corpus_files(corpus)
    source = _source(corpus, files)
    report = progress or (lambda *_: None)
    with engine.changing(report) as change:
        # Another program may have done it while this one waited.
        if not anew and engine.holds(source):
            return
        known = {} if anew else change.documents
        failures = _taken(change, take_in(files, known, partial(report, READING), ready))
        try:
            change.commit(source, failures)
        except NoTextError as error:
            reason = failures[0].reason if failures else str(error)
            raise NoTextError(f"Geen enkel document in {corpus} is te gebruiken: {reason}") from error


def _source(corpus: Path, files: tuple[CorpusFile, ...]) -> IndexSource:
    return IndexSource(corpus_checksum(corpus, files), VERSION)


def _taken(change: Change, taken: Iterable[Ingested | Identity | Failure]) -> list[Failure]:
    """Put in what was taken from files and take out the documents that are in none. Gives those that were left out."""
    there = change.documents
    failures: list[Failure] = []
    found: set[str] = set()
    for one in taken:
        if isinstance(one, Failure):
            failures.append(one)
        elif isinstance(one, Identity):
            found.add(one.id)
        else:
            found.add(one.identity.id)
            change.upsert(one)
    for id_ in {identity.id for identity in there.values()} - found:
        change.delete(id_)
    return failures
