"""What an index takes from each document, read or, when nothing changed, as an earlier index has it."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version

from qa.domain import Abbreviation, Document, Failure, Identity, Passage
from qa.parliament.abbreviations import abbreviations
from qa.passages import passages
from qa.reading import read
from qa.reading.corpus import CorpusFile, each_once

VERSION = version("vindplaats")


@dataclass(frozen=True, slots=True)
class Intake:
    """What an index takes from one document.

    ``origin`` is the checksum of all that it follows from: the program, the file with its name, and what is known of
    the document. ``warnings`` say what was doubtful in reading it.
    """

    origin: str
    identity: Identity
    passages: Sequence[Passage]
    abbreviations: tuple[Abbreviation, ...]
    warnings: tuple[str, ...]


def take_in(
    files: Sequence[CorpusFile], known: Mapping[str, Intake], report: Callable[[int, int], None]
) -> Iterator[Intake | Failure]:
    """Take in these files, one after the other; ``known`` is what need not be read, by its origin."""

    def take(file: CorpusFile) -> Intake:
        origin = _origin(file)
        return known.get(origin) or _of(origin, read(file.path, file.known))

    return each_once(files, take, lambda intake: intake.identity, report)


def _origin(file: CorpusFile) -> str:
    told = f"{VERSION}\n{file.path.name}\n{file.checksum}\n{file.known}"
    return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()


def _of(origin: str, document: Document) -> Intake:
    return Intake(origin, document.identity, passages(document), abbreviations(document.text), tuple(document.warnings))
