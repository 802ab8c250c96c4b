"""What an index takes from each document that it has not yet."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import version
from types import MappingProxyType

from qa.domain import Document, Failure, Identity
from qa.language.abbreviations import abbreviations
from qa.passages import passages
from qa.reading.corpus import CorpusFile, document_of, each_once
from qa.store.interface import Ingested

VERSION = version("vindplaats")
NONE_READY: Mapping[str, Ingested] = MappingProxyType({})


def take_in(
    files: Sequence[CorpusFile],
    known: Mapping[str, Identity],
    report: Callable[[int, int], None],
    ready: Mapping[str, Ingested] = NONE_READY,
) -> Iterator[Ingested | Identity | Failure]:
    """Take in these files, one after the other. Those of a ``known`` origin are not read: they give the identity.

    What was made of a file before is in ``ready``, by its origin.
    """

    def take(file: CorpusFile) -> Ingested | Identity:
        origin = _origin(file)
        return known.get(origin) or ready.get(origin) or _of(origin, document_of(file))

    def identity(taken: Ingested | Identity) -> Identity:
        return taken if isinstance(taken, Identity) else taken.identity

    return each_once(files, take, identity, report)


def ingested(file: CorpusFile) -> Ingested:
    """Read a file, and give what an index takes from it. Raises ReadingError."""
    return _of(_origin(file), document_of(file))


def _origin(file: CorpusFile) -> str:
    told = f"{VERSION}\n{file.file}\n{file.distinct}\n{file.checksum}\n{file.known}"
    return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()


def _of(origin: str, document: Document) -> Ingested:
    explained, warnings = abbreviations(document.text), tuple(document.warnings)
    return Ingested(origin, document.identity, passages(document), explained, warnings, document.facts)
