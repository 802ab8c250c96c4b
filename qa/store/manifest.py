"""The manifest: what an index is, what it was built from, and the checksum of each of its files.

It is written last and replaced in one step, so an index exists from the moment its manifest does.
"""

import dataclasses
import hashlib
import json
import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa.domain import Failure
from qa.errors import IndexFileError
from qa.store.ann import Kind
from qa.store.interface import IndexSource, Scale

NAME = "manifest.json"
FORMAT = 12  # raise it when what is stored changes; an older index is built anew, a newer one is refused

GENERATION = re.compile(r"generation-[0-9a-f]{12}")

REBUILD = "bouw hem opnieuw met `qa index --rebuild`"
REPAIR = "herstel hem met `qa index --repair`"

VERIFIED_AT_OPENING = 1_000_000_000  # bytes, some seconds; of a larger index the sizes only, and all by `--check`


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of an index: its name, its size in bytes and its SHA-256."""

    name: str
    size: int
    checksum: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index is.

    ``format`` is that of the files, ``version`` that of the program that made them. ``kind`` is the kind of FAISS
    index. ``corpus`` is the checksum of all that the index was built from, ``generation`` the folder with its files.
    """

    format: int
    version: str
    model: str
    dimension: int
    kind: Kind
    scale: Scale
    corpus: str
    generation: str
    passages: int
    failures: tuple[Failure, ...]
    warnings: tuple[Failure, ...]
    files: tuple[StoredFile, ...]

    @property
    def source(self) -> IndexSource:
        """What the index was made of and by: another program may read the same documents differently."""
        return IndexSource(self.corpus, self.version)


def read_manifest(folder: Path) -> Manifest | None:
    """Read the manifest of the index in ``folder``; ``None`` when there is none, or one of an older program.

    Raises IndexFileError when there is something else, or an index of a newer program.
    """
    path = folder / NAME
    try:
        if not path.is_file():
            _refuse_foreign(folder)
            return None
        values = json.loads(path.read_bytes())
        if (found := int(values["format"])) < FORMAT:
            return None
        if found > FORMAT:
            raise IndexFileError(
                f"De index in {folder} heeft een andere versie ({found}, verwacht {FORMAT}); {REBUILD}."
            )
        return _checked(values)
    except OSError as error:
        raise IndexFileError(f"De index in {folder} is niet te lezen; controleer de rechten.") from error
    except (ValueError, KeyError, TypeError, OverflowError) as error:
        raise IndexFileError(f"De index in {folder} is beschadigd ({NAME}); {REPAIR}.") from error


def _checked(values: dict[str, Any]) -> Manifest:
    """Make a manifest of what was read. Raises ValueError, KeyError or TypeError when it is not one."""
    if values.pop("checksum") != _checksum_of(values):
        raise ValueError("checksum")
    notices = {
        name: tuple(Failure(*(str(notice[part]) for part in ("file", "reason", "same_as"))) for notice in values[name])
        for name in ("failures", "warnings")
    }
    files = tuple(StoredFile(str(file["name"]), int(file["size"]), str(file["checksum"])) for file in values["files"])
    nested = {"files": files, "kind": Kind(**values["kind"]), "scale": Scale(**values["scale"])}
    manifest = Manifest(**(values | notices | nested))
    # The names become paths, so they may not lead out of the index.
    if not GENERATION.fullmatch(manifest.generation) or any("/" in file.name for file in manifest.files):
        raise ValueError("generation")
    return manifest


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest so that there is always either the old one or the new one, whenever the power fails.

    The generation, of which all files are on disk by now, keeps a copy.
    """
    values = dataclasses.asdict(manifest)
    content = json.dumps(values | {"checksum": _checksum_of(values)}, indent=1, ensure_ascii=False).encode()
    for place in (folder / manifest.generation, folder):
        aside = place / f".{NAME}.new"
        with aside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(place / NAME)
        synced(place)


def stamp(folder: Path) -> tuple[int, int] | None:
    """Tell one manifest of a folder from the next without reading it; ``None`` when there is none to be seen."""
    try:
        found = (folder / NAME).stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns


def recovered_manifest(folder: Path) -> Manifest | None:
    """Give the copy of a damaged or lost manifest that a whole generation keeps; ``None`` when there is none."""
    for copy in sorted(folder.glob(f"generation-*/{NAME}")):
        with suppress(OSError, ValueError, KeyError, TypeError):
            values = json.loads(copy.read_bytes())
            manifest = _checked(values) if values["format"] == FORMAT else None
            if manifest and not damaged(folder, manifest):
                return manifest
    return None


def stored_files(folder: Path) -> tuple[StoredFile, ...]:
    """Give the files in ``folder``, by name. Raises OSError."""
    return tuple(StoredFile(path.name, path.stat().st_size, _checksum(path)) for path in sorted(folder.iterdir()))


def damaged(folder: Path, manifest: Manifest) -> tuple[str, ...]:
    """Give the names of the files of an index that are not there or changed, by their whole content."""
    return tuple(file.name for file in manifest.files if not _is_sound(folder / manifest.generation, file, read=True))


def verify(folder: Path, manifest: Manifest) -> None:
    """Check that all files of the index are there and unchanged. Raises IndexFileError naming the first that is not.

    They are read whole up to VERIFIED_AT_OPENING.
    """
    read = sum(file.size for file in manifest.files) <= VERIFIED_AT_OPENING
    for file in manifest.files:
        if not _is_sound(folder / manifest.generation, file, read=read):
            raise IndexFileError(f"De index in {folder} is beschadigd ({file.name}); {REPAIR}.")


def synced(path: Path) -> None:
    """Have a file, or the names in a folder, written to the disk itself. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _is_sound(folder: Path, file: StoredFile, *, read: bool) -> bool:
    path = folder / file.name
    try:
        return path.stat().st_size == file.size and (not read or _checksum(path) == file.checksum)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise IndexFileError(f"De index in {folder.parent} is niet te lezen; controleer de rechten.") from error


def _checksum_of(values: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _refuse_foreign(folder: Path) -> None:
    """An index is only built in a folder that is new, empty or its own."""
    if folder.exists() and not folder.is_dir():
        raise IndexFileError(f"{folder} is een bestand; kies een map voor de index.")
    own = re.compile(rf"\..*|{GENERATION.pattern}")  # a generation may have lost its manifest
    if folder.is_dir() and (others := [path.name for path in folder.iterdir() if not own.fullmatch(path.name)]):
        raise IndexFileError(
            f"De map {folder} bevat geen index maar wel andere bestanden ({others[0]}); kies een lege map."
        )
