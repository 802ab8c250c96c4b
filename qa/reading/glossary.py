"""English terms that a folder with documents adds: its ``glossary.toml``."""

import functools
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from qa.errors import CorpusError
from qa.language.glossary import Glossary, extended
from qa.reading.corpus import GLOSSARY

REMEMBERED = 100  # folders, each visitor having one


def glossary_of(folders: Iterable[Path]) -> Glossary | None:
    """Give the glossary for the documents in these folders; ``None`` when none of them adds to that of the program.

    A later folder goes before an earlier one. Raises CorpusError when a ``glossary.toml`` cannot be read.
    """
    stamped = tuple((path, stamp) for folder in folders if (stamp := _stamp(path := folder / GLOSSARY)))
    return _glossary(stamped) if stamped else None


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


@functools.lru_cache(maxsize=REMEMBERED)
def _glossary(stamped: tuple[tuple[Path, tuple[int, int]], ...]) -> Glossary:
    return extended({term: dutch for path, _ in stamped for term, dutch in _terms(path).items()})


def _terms(path: Path) -> Mapping[str, list[str]]:
    """The terms in a file, whatever the tables that they are in."""
    try:
        told: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CorpusError(f"Het bestand {path} is niet te begrijpen ({error}); herstel het.") from error
    found: dict[str, Any] = {}
    for name, value in told.items():
        found |= value if isinstance(value, dict) else {name: value}
    for term, dutch in found.items():
        if not (term.strip() and isinstance(dutch, list) and dutch and all(isinstance(one, str) for one in dutch)):
            raise CorpusError(f'Het bestand {path} is niet te begrijpen bij "{term}"; schrijf "term" = ["vertaling"].')
    return {term.lower(): dutch for term, dutch in found.items()}
