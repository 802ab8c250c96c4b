"""Taking files in among the documents of a folder: each is read once, and what is there already is left out."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from qa.domain import Failure
from qa.errors import ReadingError
from qa.library.ingest import ingested
from qa.parliament.identity import is_publication_id
from qa.reading import checksum
from qa.reading.corpus import CorpusFile, catalogue, copy_into
from qa.store.interface import Ingested

MOST_HELD = 50  # documents of which all is kept until they are indexed; those after them are read again

HIDDEN = "een verborgen bestand; geef het een naam zonder punt."
THERE = "dit document is er al als {there}; verwijder dat eerst."
NAMESAKE = "er is al een ander bestand met deze naam ({there}); geef dit een andere naam of verwijder dat eerst."
SHARED = "er is al een gedeeld document {id}; vraag daarnaar, of geef uw bestand een andere naam."


@dataclass(frozen=True, slots=True)
class There:
    """What is among the documents by now: the file of each id and of each checksum, and the ids of shared documents."""

    by_id: dict[str, str]
    by_checksum: dict[str, str]
    shared: Container[str] = ()


@dataclass(frozen=True, slots=True)
class Added:
    """What became of files: what the index takes from those that were copied, by origin, and those left out."""

    ready: dict[str, Ingested] = field(default_factory=dict)
    left_out: list[Failure] = field(default_factory=list)


def add_files(folder: Path, paths: Iterable[Path], there: There) -> Added:
    """Copy files into a corpus, unless they cannot be read, or are among what is ``there``, to which they are added.

    Raises CorpusError when the folder cannot be written.
    """
    known = catalogue(folder)
    added = Added()
    for path in paths:
        try:
            file = CorpusFile(path, path.name, checksum(path), known.get(path.name))
            intake = _taken(folder, file, there)
        except ReadingError as error:
            reason = str(error).removeprefix(f"{path.name}: ")
            added.left_out.append(Failure(path.name, f"{path.name}: {reason}"))
            continue
        copy_into(folder, path)
        there.by_id[intake.identity.id] = there.by_checksum[file.checksum] = path.name
        if len(added.ready) < MOST_HELD:
            added.ready[intake.origin] = intake
    return added


def _taken(folder: Path, file: CorpusFile, there: There) -> Ingested:
    """Read a file that is to be added. Raises ReadingError when it is not to be."""
    if file.file.startswith("."):
        raise ReadingError(HIDDEN)
    if file.checksum in there.by_checksum:
        raise ReadingError(THERE.format(there=there.by_checksum[file.checksum]))
    intake = ingested(file)
    id_ = intake.identity.id
    if id_ in there.shared:
        raise ReadingError(SHARED.format(id=id_))
    if id_ in there.by_id or (folder / file.file).exists():
        reason = THERE if is_publication_id(id_) and id_ in there.by_id else NAMESAKE
        raise ReadingError(reason.format(there=there.by_id.get(id_, file.file)))
    return intake


def there_by(files: Iterable[CorpusFile], ids: Mapping[str, str], shared: Container[str]) -> There:
    """Give what is among the documents: ``files`` of the corpus, the file of each id in its index, and shared ids."""
    return There(dict(ids), {file.checksum: file.file for file in files if file.checksum}, shared)
