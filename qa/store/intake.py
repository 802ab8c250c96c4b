"""What an index takes from each document that it has not yet."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import version

from qa.domain import Document, Failure, Identity
from qa.parliament.abbreviations import abbreviations
from qa.passages import passages
from qa.reading import read
from qa.reading.corpus import CorpusFile, each_once
from qa.store.interface import Intake

VERSION = version("vindplaats")


def take_in(
    files: Sequence[CorpusFile], known: Mapping[str, Identity], report: Callable[[int, int], None]
) -> Iterator[Intake | Identity | Failure]:
    """Take in these files, one after the other. Those of a ``known`` origin are not read: they give the identity."""

    def take(file: CorpusFile) -> Intake | Identity:
        origin = _origin(file)
        return known.get(origin) or _of(origin, read(file.path, file.known))

    def identity(taken: Intake | Identity) -> Identity:
        return taken if isinstance(taken, Identity) else taken.identity

    return each_once(files, take, identity, report)


def _origin(file: CorpusFile) -> str:
    told = f"{VERSION}\n{file.path.name}\n{file.checksum}\n{file.known}"
    return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()


def _of(origin: str, document: Document) -> Intake:
    explained, warnings = abbreviations(document.text), tuple(document.warnings)
    return Intake(origin, document.identity, passages(document), explained, warnings, document.facts)
