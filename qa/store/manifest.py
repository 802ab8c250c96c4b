"""The manifest: what an index is, what it was built from, and the checksum of each of its files.

It is written last and replaced in one step, so an index exists from the moment its manifest does.
"""

import dataclasses
import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa.domain import Failure
from qa.errors import IndexFileError

NAME = "manifest.json"
FORMAT = 4  # raise it when what is stored changes; an older index is built anew, a newer one is refused

GENERATION = re.compile(r"generation-[0-9a-f]{12}")

REBUILD = "bouw hem opnieuw met `qa index --rebuild`"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index is.

    ``format`` is that of the files, ``version`` that of the program that made them. ``background`` is the cosine
    that means nothing (see ``qa.store.calibration``), ``corpus`` the checksum of all that the index was built
    from. ``generation`` is the folder with its files, ``files`` maps their names to their SHA-256.
    """

    format: int
    version: str
    model: str
    dimension: int
    background: float
    corpus: str
    generation: str
    passages: int
    failures: tuple[Failure, ...]
    warnings: tuple[Failure, ...]
    files: dict[str, str]


def read_manifest(folder: Path) -> Manifest | None:
    """Read the manifest of the index in ``folder``; ``None`` when there is none, or one of an older program.

    Raises IndexFileError when there is something else, or an index of a newer program.
    """
    path = folder / NAME
    try:
        if not path.is_file():
            _refuse_foreign(folder)
            return None
        values = json.loads(path.read_text(encoding="utf-8"))
        if (found := int(values["format"])) < FORMAT:
            return None
        if found > FORMAT:
            raise IndexFileError(
                f"De index in {folder} heeft een andere versie ({found}, verwacht {FORMAT}); {REBUILD}."
            )
        return _checked(values)
    except OSError as error:
        raise IndexFileError(f"De index in {folder} is niet te lezen; controleer de rechten.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise IndexFileError(f"De index in {folder} is beschadigd ({NAME}); {REBUILD}.") from error


def _checked(values: dict[str, Any]) -> Manifest:
    """Make a manifest of what was read. Raises ValueError, KeyError or TypeError when it is not one."""
    notices = {
        name: tuple(Failure(str(notice["file"]), str(notice["reason"])) for notice in values[name])
        for name in ("failures", "warnings")
    }
    manifest = Manifest(**(values | notices))
    # The names become paths, so they may not lead out of the index.
    if not GENERATION.fullmatch(manifest.generation) or any("/" in name for name in manifest.files):
        raise ValueError("generation")
    return manifest


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest so that there is always either the old one or the new one."""
    aside = folder / f".{NAME}.new"
    aside.write_text(json.dumps(dataclasses.asdict(manifest), indent=1, ensure_ascii=False), encoding="utf-8")
    aside.replace(folder / NAME)


def checksums(folder: Path) -> dict[str, str]:
    """Give the SHA-256 of every file below ``folder``, by its path in it."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def verify(folder: Path, manifest: Manifest) -> None:
    """Check that all files of the index are there and unchanged. Raises IndexFileError naming the first that is not."""
    try:
        found = checksums(folder / manifest.generation)
    except OSError as error:
        raise IndexFileError(f"De index in {folder} is niet te lezen; controleer de rechten.") from error
    for name, checksum in manifest.files.items():
        if found.get(name) != checksum:
            raise IndexFileError(f"De index in {folder} is beschadigd ({name}); {REBUILD}.")


def _refuse_foreign(folder: Path) -> None:
    """An index is only built in a folder that is new, empty or its own."""
    if folder.exists() and not folder.is_dir():
        raise IndexFileError(f"{folder} is een bestand; kies een map voor de index.")
    if folder.is_dir() and (others := [path.name for path in folder.iterdir() if not path.name.startswith(".")]):
        raise IndexFileError(
            f"De map {folder} bevat geen index maar wel andere bestanden ({others[0]}); kies een lege map."
        )
