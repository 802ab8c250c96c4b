"""Bringing an index up to date with the documents of a folder: what is new goes in, what is gone goes out."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from qa.domain import Failure, Identity
from qa.reading.corpus import CorpusFile, corpus_checksum, corpus_files
from qa.store.intake import VERSION, take_in
from qa.store.interface import Change, Engine, NoTextError, Progress, Source

READING = "Documenten lezen"

Count = Callable[[int, int], None]  # the number done, the total


def source_of(corpus: Path) -> Source:
    """Tell what an index of the documents in ``corpus``, as they are now, is made of. Raises CorpusError."""
    return _source(corpus, corpus_files(corpus))


def update(engine: Engine, corpus: Path, progress: Progress | None = None, *, anew: bool = False) -> None:
    """Make the index one of the documents in ``corpus`` as they are now.

    Documents that did not change are not read again, but with ``anew`` all are. Files that cannot be read are left
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
        failures = _taken(change, files, partial(report, READING), anew=anew)
        try:
            change.commit(source, failures)
        except NoTextError as error:
            reason = failures[0].reason if failures else str(error)
            raise NoTextError(f"Geen enkel document in {corpus} is te gebruiken: {reason}") from error


def _source(corpus: Path, files: tuple[CorpusFile, ...]) -> Source:
    return Source(corpus_checksum(corpus, files), VERSION)


def _taken(change: Change, files: tuple[CorpusFile, ...], report: Count, *, anew: bool) -> list[Failure]:
    """Take in these files and take out the documents that are in none of them. Gives those that were left out."""
    there = change.documents
    failures: list[Failure] = []
    found: set[str] = set()
    for one in take_in(files, {} if anew else there, report):
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
