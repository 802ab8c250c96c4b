"""The folder with documents: which files it holds, and what ``corpus.toml`` says of them."""

import datetime
import functools
import hashlib
import os
import shutil
import time
import tomllib
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from qa.domain import Document, Failure, Identity
from qa.errors import CorpusError, ReadingError
from qa.parliament.identity import is_publication_id, publication_stem
from qa.reading import READERS, checksum, read
from qa.reading.listing import files_in

Progress = Callable[[int, int], None]
Taken = TypeVar("Taken")  # what is made of a file

MOST_NAMED = 12  # documents named in a message
SETTLED = 2_000_000_000  # ns after which a change of a file or folder has another time than the one before

CATALOGUE, GLOSSARY = "corpus.toml", "glossary.toml"
EQUAL = "dit bestand is gelijk aan {there} en telt daarom niet nog eens mee."
NAMESAKE = "dit document is er al als {there}; is dit een ander document, geef het dan een andere naam."
FEWEST_TOGETHER = 4  # files with one reason that are named together
REMEMBERED = 100_000  # checksums of files, some 30 MB

_OURS = (CATALOGUE, GLOSSARY)  # say something of the documents, and are none
_FIELDS = ("id", "file", "title", "kind", "chamber", "session_year", "dossier", "number", "url", "sender")


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """One file of the corpus.

    ``file`` is its name, with that of the folder within the corpus that it is in: "brieven/2023/brief.pdf".
    ``checksum`` is the SHA-256 of its content; empty for what cannot be read. ``known`` is what the catalogue says of
    it, ``distinct`` the id that it takes when its name, which another folder has a file of too, would be its id.
    """

    path: Path
    file: str
    checksum: str
    known: Identity | None
    distinct: str = ""

    @property
    def is_document(self) -> bool:
        """Whether it has a format that is read."""
        return is_document(self.path)


def is_document(path: Path) -> bool:
    """Whether a file has a format that is read, by its name."""
    return path.suffix.lower() in READERS


def has_documents(folder: Path) -> bool:
    """Whether a folder, or one within it, holds a document. Raises OSError and CorpusError."""
    return any(map(is_document, files_in(folder)))


def corpus_files(folder: Path) -> tuple[CorpusFile, ...]:
    """List the files in a folder and in those within it: documents, and what has a format that is not read.

    Publications come first and copies of them last, and what lies deeper after what does not: of equal files the first
    is read. What the catalogue says of files that are not there is passed over. Raises CorpusError when the folder is
    missing, unreadable or without documents, or when its ``corpus.toml`` is faulty.
    """
    files = _listed(folder)
    if not any(map(is_document, files.values())):
        formats = " of ".join(READERS)
        raise CorpusError(f"De map {folder} bevat geen documenten; zet er bestanden in ({formats}).")
    told, distinct = catalogue(folder), _distinct(files)
    names = Counter(path.name for path in files.values())

    def known(file: str, path: Path) -> Identity | None:
        return told.get(file) or (told.get(path.name) if names[path.name] == 1 else None)

    return tuple(
        CorpusFile(path, file, _checksum(path), known(file, path), distinct.get(file, ""))
        for file, path in files.items()
    )


def _listed(folder: Path) -> dict[str, Path]:
    """The files of a corpus by their names in it. Raises CorpusError."""
    try:
        files = {path.relative_to(folder).as_posix(): path for path in files_in(folder) if path.name not in _OURS}
    except FileNotFoundError as error:
        raise CorpusError(f"De map met documenten {folder} bestaat niet; maak hem aan of kies een andere.") from error
    except NotADirectoryError as error:
        raise CorpusError(f"{folder} is geen map; kies een map met documenten.") from error
    except OSError as error:
        raise CorpusError(f"De map met documenten {folder} is niet te lezen; controleer de rechten.") from error
    return dict(sorted(files.items(), key=lambda item: (_rank(item[1]), item[0].count("/"), item[0])))


def _rank(path: Path) -> int:
    if is_publication_id(path.stem):
        return 0
    return 2 if is_publication_id(publication_stem(path.stem)) else 1


def _distinct(files: Mapping[str, Path]) -> dict[str, str]:
    """Ids for files in folders of which the names are those of other files elsewhere: with the name of their folder."""
    folders: dict[str, set[Path]] = defaultdict(set)
    for path in filter(is_document, files.values()):
        folders[path.stem].add(path.parent)
    return {
        file: "-".join((*PurePosixPath(file).parts[:-1], path.stem))
        for file, path in files.items()
        if "/" in file and len(folders[path.stem]) > 1
    }


def document_of(file: CorpusFile) -> Document:
    """Read a file of the corpus. Raises ReadingError."""
    document = read(file.path, file.known, file.file)
    if file.distinct and document.identity.id == file.path.stem and not is_publication_id(file.path.stem):
        return replace(document, identity=replace(document.identity, id=file.distinct))
    return document


def corpus_checksum(folder: Path, files: tuple[CorpusFile, ...]) -> str:
    """Give one SHA-256 for all that an index is built from: the catalogue, the names and the contents."""
    digest = hashlib.sha256()
    path = folder / CATALOGUE
    digest.update(path.read_bytes() if path.is_file() else b"")
    for file in files:
        digest.update(b"\n" + os.fsencode(file.file) + f"\n{file.checksum}".encode())
    return digest.hexdigest()


def read_corpus(folder: Path) -> tuple[tuple[Document, ...], tuple[Failure, ...]]:
    """Read the documents in a folder as they are now, with the files that could not be read.

    Raises CorpusError as ``corpus_files`` does.
    """
    return read_all(corpus_files(folder))


def read_all(
    files: Iterable[CorpusFile], progress: Progress | None = None
) -> tuple[tuple[Document, ...], tuple[Failure, ...]]:
    """Read these files; of two that are the same document the second is a failure.

    ``progress`` is called with the number done and the total.
    """
    found = list(each_once(files, document_of, attrgetter("identity"), progress))
    return (
        tuple(document for document in found if not isinstance(document, Failure)),
        tuple(failure for failure in found if isinstance(failure, Failure)),
    )


def each_once(
    files: Iterable[CorpusFile],
    take: Callable[[CorpusFile], Taken],
    identity: Callable[[Taken], Identity],
    progress: Progress | None = None,
) -> Iterator[Taken | Failure]:
    """Take something from each of these files, as ``read_all`` reads them; ``take`` may raise ReadingError.

    A file that is equal to one before it, byte for byte, is not taken.
    """
    listed = tuple(files)
    by_id: dict[str, str] = {}
    by_checksum: dict[str, str] = {}
    for done, file in enumerate(listed, 1):
        if file.checksum in by_checksum and file.known is None:
            yield _same(file, by_checksum[file.checksum], EQUAL)
        else:
            found = _taken(file, take, identity, by_id)
            if not isinstance(found, Failure):
                by_checksum[file.checksum] = file.file
            yield found
        if progress:
            progress(done, len(listed))


def _taken(
    file: CorpusFile, take: Callable[[CorpusFile], Taken], identity: Callable[[Taken], Identity], by_id: dict[str, str]
) -> Taken | Failure:
    """Take something from a file, unless its document is in ``by_id``, to which it is added."""
    try:
        _refuse_odd(file)
        found = take(file)
    except ReadingError as error:
        return Failure(_plain(file.file), _plain(str(error)))
    id_ = identity(found).id
    if id_ in by_id:
        return _same(file, by_id[id_], NAMESAKE)
    by_id[id_] = file.file
    return found


def _same(file: CorpusFile, there: str, reason: str) -> Failure:
    return Failure(_plain(file.file), _plain(f"{file.file}: {reason.format(there=there)}"), same_as=there)


def _refuse_odd(file: CorpusFile) -> None:
    """Refuse what is no file of this corpus: a folder that was not looked into, a link out. Raises ReadingError."""
    path = file.path
    if path.is_symlink():
        corpus = path.parents[file.file.count("/")]
        if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(corpus)):
            raise ReadingError(f"{file.file}: dit is een koppeling naar elders; zet het bestand zelf in de map.")
        if path.is_dir():
            raise ReadingError(f"{file.file}: dit is een koppeling naar een map; zet de map zelf hier neer.")
    elif path.is_dir():
        raise ReadingError(f"{file.file}: deze map ligt te diep of is niet te lezen; zet haar hoger of geef het recht.")


def _plain(text: str) -> str:
    """A text without what is no character: the name of a file may hold any bytes."""
    return text.encode("utf-8", "replace").decode("utf-8")


def copy_into(folder: Path, path: Path) -> None:
    """Copy a file into a corpus: aside first, so that half a file is never read. Raises CorpusError."""
    aside = folder / f".{uuid.uuid4().hex}.new"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, aside)
        aside.replace(folder / path.name)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise CorpusError(
            f"In de map {folder} kan niet worden geschreven ({error.strerror}); controleer de rechten."
        ) from error


def remove_files(folder: Path, files: Iterable[str]) -> None:
    """Delete files, by their names in the corpus; what is gone already is passed over. Raises CorpusError."""
    for file in files:
        path = folder / file
        if not path.parent.resolve().is_relative_to(folder.resolve()):
            raise CorpusError(f"{path} ligt niet in {folder}; verwijder het bestand daar zelf.")
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise CorpusError(f"{path} kan niet worden verwijderd ({error.strerror}).") from error


def summary(failures: Iterable[Failure]) -> list[tuple[str, str]]:
    """Give what failures say as pairs of files and reason; of many files with one reason only some are named."""
    by_reason: dict[str, list[str]] = defaultdict(list)
    for failure in failures:
        by_reason[failure.reason.removeprefix(f"{failure.file}: ")].append(failure.file)
    said: list[tuple[str, str]] = []
    for reason, files in by_reason.items():
        if len(files) < FEWEST_TOGETHER:
            said.extend((file, reason) for file in files)
        else:
            said.append((f"{len(files)} bestanden ({named(files)})", reason))
    return said


def named(files: Sequence[str]) -> str:
    """Name files in a message, of many only the first."""
    more = len(files) - MOST_NAMED
    return ", ".join(files[:MOST_NAMED]) + (f" en nog {more}" if more > 0 else "")


def _checksum(path: Path) -> str:
    """The checksum of what is a document; that of a file that did not change is remembered."""
    if not is_document(path):
        return ""
    try:
        found = path.stat()
        changed = max(found.st_mtime_ns, found.st_ctime_ns)
        # Who sets the time of a file back cannot set back when that was done.
        if time.time_ns() - changed > SETTLED:
            return _settled_checksum(path, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
        return checksum(path)
    except (OSError, ReadingError):
        return ""  # reading it will fail with the same reason, which is then reported with the file


@functools.lru_cache(maxsize=REMEMBERED)
def _settled_checksum(path: Path, *_: int) -> str:
    return checksum(path)


def catalogue(folder: Path) -> dict[str, Identity]:
    """Give what ``corpus.toml`` says of documents, by the file that it names. Raises CorpusError when it is faulty."""
    path = folder / CATALOGUE
    if not path.is_file():
        return {}
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("document", [])
        identities = [_identity(entry) for entry in entries]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise CorpusError(f"Het bestand {path} is niet te begrijpen ({error}); herstel het.") from error
    ids = [identity.id for identity in identities]
    if twice := sorted({i for i in ids if ids.count(i) > 1}):
        raise CorpusError(f"Het bestand {path} noemt {twice[0]} tweemaal; laat er een weg.")
    return {PurePosixPath(identity.file.replace("\\", "/")).as_posix(): identity for identity in identities}


def _identity(entry: Mapping[str, Any]) -> Identity:
    if unknown := sorted(set(entry) - {*_FIELDS, "date"}):
        raise KeyError(f"onbekend veld {unknown[0]}")
    date = entry.get("date")
    if date is not None and type(date) is not datetime.date:
        raise TypeError("date is geen datum")
    texts = {name: str(entry.get(name, "")) for name in _FIELDS}
    if not texts["id"] or not texts["file"]:
        raise KeyError("id of file ontbreekt")
    return Identity(date=date, **texts)
