"""The folder with documents: which files it holds, and what ``corpus.toml`` says of them."""

import datetime
import hashlib
import os
import shutil
import tomllib
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar

from qa.domain import Document, Failure, Identity
from qa.errors import CorpusError, ReadingError
from qa.reading import READERS, checksum, read

Progress = Callable[[int, int], None]
Taken = TypeVar("Taken")  # what is made of a file

MOST_NAMED = 12  # documents named in a message

CATALOGUE = "corpus.toml"
_FIELDS = ("id", "file", "title", "kind", "chamber", "session_year", "dossier", "number", "url")


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """One file of the corpus: where it is, the SHA-256 of its content, and what the catalogue says of it."""

    path: Path
    checksum: str
    known: Identity | None


def corpus_files(folder: Path) -> tuple[CorpusFile, ...]:
    """List the documents in a folder by name.

    Hidden files and files of other formats are passed over, and so is what the catalogue says of files that
    are not there. Raises CorpusError when the folder is missing,
    unreadable or without documents, or when its ``corpus.toml`` is faulty.
    """
    try:
        paths = sorted(p for p in folder.iterdir() if p.suffix.lower() in READERS and not p.name.startswith("."))
    except FileNotFoundError as error:
        raise CorpusError(f"De map met documenten {folder} bestaat niet; maak hem aan of kies een andere.") from error
    except NotADirectoryError as error:
        raise CorpusError(f"{folder} is geen map; kies een map met documenten.") from error
    except OSError as error:
        raise CorpusError(f"De map met documenten {folder} is niet te lezen; controleer de rechten.") from error
    known = _catalogue(folder / CATALOGUE)
    if not paths:
        formats = " of ".join(READERS)
        raise CorpusError(f"De map {folder} bevat geen documenten; zet er bestanden in ({formats}).")
    return tuple(CorpusFile(path, _checksum(path), known.get(path.name)) for path in paths)


def corpus_checksum(folder: Path, files: tuple[CorpusFile, ...]) -> str:
    """Give one SHA-256 for all that an index is built from: the catalogue, the names and the contents."""
    digest = hashlib.sha256()
    catalogue = folder / CATALOGUE
    digest.update(catalogue.read_bytes() if catalogue.is_file() else b"")
    for file in files:
        digest.update(b"\n" + os.fsencode(file.path.name) + f"\n{file.checksum}".encode())
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
    found = list(each_once(files, lambda file: read(file.path, file.known), attrgetter("identity"), progress))
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
    """Take something from each of these files, as ``read_all`` reads them; ``take`` may raise ReadingError."""
    listed = tuple(files)
    files_by_id: dict[str, str] = {}
    for done, file in enumerate(listed, 1):
        try:
            _keep_inside(file.path)
            found = take(file)
        except ReadingError as error:
            yield Failure(_plain(file.path.name), _plain(str(error)))
        else:
            id_ = identity(found).id
            if id_ in files_by_id:
                yield Failure(file.path.name, f"{file.path.name}: dit document is er al als {files_by_id[id_]}.")
            else:
                files_by_id[id_] = file.path.name
                yield found
        if progress:
            progress(done, len(listed))


def _keep_inside(path: Path) -> None:
    """Refuse a link that leads out of the folder. Raises ReadingError."""
    if path.is_symlink() and path.resolve().parent != path.parent.resolve():
        raise ReadingError(f"{path.name}: dit is een koppeling naar elders; zet het bestand zelf in de map.")


def _plain(text: str) -> str:
    """A text without what is no character: the name of a file may hold any bytes."""
    return text.encode("utf-8", "replace").decode("utf-8")


def add_files(folder: Path, paths: Iterable[Path]) -> tuple[Failure, ...]:
    """Copy files into a corpus; returns those that were left out, with the reason.

    A file is left out when it cannot be read, or when a file or document of that name is there already. It is copied
    aside first, so that half a file is never read. Raises CorpusError when the folder cannot be written.
    """
    known = {document.identity.id: document.identity.file for document in read_all(_files_of(folder))[0]}
    catalogue = _catalogue(folder / CATALOGUE)
    left_out: list[Failure] = []
    for path in paths:
        try:
            id_ = read(path, catalogue.get(path.name)).identity.id
        except ReadingError as error:
            left_out.append(Failure(path.name, str(error)))
            continue
        if path.name.startswith("."):
            left_out.append(Failure(path.name, f"{path.name}: een verborgen bestand; geef het een naam zonder punt."))
            continue
        if id_ in known or (folder / path.name).exists():
            there = known.get(id_, path.name)
            left_out.append(Failure(path.name, f"{path.name}: dit document is er al als {there}; verwijder dat eerst."))
            continue
        aside = folder / f".{uuid.uuid4().hex}.new"
        try:
            shutil.copyfile(path, aside)
            aside.replace(folder / path.name)
        except OSError as error:
            aside.unlink(missing_ok=True)
            raise CorpusError(
                f"In de map {folder} kan niet worden geschreven ({error.strerror}); controleer de rechten."
            ) from error
        known[id_] = path.name
    return tuple(left_out)


def remove_documents(folder: Path, ids: Sequence[str]) -> None:
    """Delete the files of documents from a corpus, every file of each.

    Raises CorpusError, and deletes nothing, for an unknown id, or when nothing would be left.
    """
    found = {document.identity.id for document in read_all(corpus_files(folder))[0]}
    if unknown := sorted(set(ids) - found):
        raise CorpusError(f"Het document {unknown[0]} is er niet; kies uit {', '.join(sorted(found)[:MOST_NAMED])}.")
    if found <= set(ids):
        raise CorpusError(f"Er zou in {folder} niets overblijven; voeg eerst een ander document toe.")
    # Of two files that are the same document the second shows when the first is gone.
    while files := [d.identity.file for d in read_all(corpus_files(folder))[0] if d.identity.id in ids]:
        for file in files:
            try:
                (folder / file).unlink()
            except OSError as error:
                raise CorpusError(f"{folder / file} kan niet worden verwijderd ({error.strerror}).") from error


def _files_of(folder: Path) -> tuple[CorpusFile, ...]:
    """The files of a corpus that may still be empty."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CorpusError(f"De map {folder} kan niet worden gemaakt ({error.strerror}); kies een andere.") from error
    readable = any(path.suffix.lower() in READERS and not path.name.startswith(".") for path in folder.iterdir())
    return corpus_files(folder) if readable else ()


def _checksum(path: Path) -> str:
    try:
        return checksum(path)
    except ReadingError:
        return ""  # reading it will fail with the same reason, which is then reported with the file


def _catalogue(path: Path) -> dict[str, Identity]:
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
    return {identity.file: identity for identity in identities}


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
