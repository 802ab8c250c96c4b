"""What a person says a file holds: ``expected.jsonl``, one JSON object a line, one line a file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from ..gold import GoldError

EXPECTED = "expected.jsonl"
# Of the identity of a document. A date that is null must be unknown; of a title the beginning is enough.
FIELDS = ("id", "number", "chamber", "session_year", "date", "dossier", "kind", "title")
_COUNTS = ("answer_labels", "pages")
_KNOWN = frozenset(("file", "citation", "pairs", *FIELDS, *_COUNTS))
_OF_PAIR = frozenset(("number", "page", "question", "answer"))


@dataclass(frozen=True, slots=True)
class Pair:
    """One question with its answer: ``number``, its page (``None``: not labelled), how both begin."""

    number: int
    page: int | None = None
    question: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Labels:
    """What is expected of one file; what is not labelled is not in ``fields``, ``None`` or empty.

    ``answers`` is how many answers the file prints, ``pages`` how many pages it has, ``citation`` how it is cited,
    without a page.
    """

    file: str
    fields: Mapping[str, str | None]
    answers: int | None = None
    pages: int | None = None
    citation: str = ""
    pairs: tuple[Pair, ...] = ()

    @property
    def of_fields(self) -> bool:
        """Whether anything is expected of what the document says of itself."""
        return bool(self.fields or self.citation or self.pages is not None)

    @property
    def of_answers(self) -> bool:
        """Whether anything is expected of its questions and answers."""
        return self.answers is not None or bool(self.pairs)


def load(folder: Path) -> dict[str, Labels]:
    """Read the labels in a folder, by file; none where there is no ``expected.jsonl``. Raises GoldError."""
    path = folder / EXPECTED
    if not path.is_file():
        return {}
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise GoldError(f"{path} is geen tekst in UTF-8; bewaar het bestand opnieuw als UTF-8.") from error
    except OSError as error:
        raise GoldError(f"{path} is niet te lezen ({error.strerror}); controleer de rechten.") from error
    found: dict[str, Labels] = {}
    for number, line in enumerate(lines, 1):
        if line.strip():
            labels = _labels(line, f"{EXPECTED}, regel {number}")
            if labels.file in found:
                raise GoldError(f"{EXPECTED}, regel {number}: {labels.file} staat er al; voeg de regels samen.")
            found[labels.file] = labels
    return found


def _labels(line: str, source: str) -> Labels:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise GoldError(f"{source}: dit is geen JSON ({error}); herstel de regel.") from error
    if not isinstance(entry, dict) or not isinstance(entry.get("file"), str) or not entry["file"]:
        raise GoldError(f'{source}: hier hoort {{"file": "naam.pdf", ...}}; noem het bestand.')
    _check_names(entry, _KNOWN, source)
    path = PurePosixPath(entry["file"])
    if path.is_absolute() or ".." in path.parts:
        raise GoldError(f"{source}: {entry['file']} staat niet in de map; noem het bestand vanaf de map.")
    counts = {name: _count(entry[name], name, source) for name in _COUNTS if name in entry}
    pairs = entry.get("pairs", [])
    if not isinstance(pairs, list):
        raise GoldError(f"{source}: pairs is geen lijst; zet de paren tussen [ en ].")
    return Labels(
        file=path.as_posix(),
        fields={name: _text(entry[name], name, source) for name in FIELDS if name in entry},
        answers=counts.get("answer_labels"),
        pages=counts.get("pages"),
        citation=_text(entry.get("citation", ""), "citation", source) or "",
        pairs=tuple(_pair(pair, source) for pair in pairs),
    )


def _pair(entry: Any, source: str) -> Pair:  # noqa: ANN401 - whatever JSON gives
    if not isinstance(entry, dict) or "number" not in entry:
        raise GoldError(f'{source}: een paar heeft de vorm {{"number": 3, "page": 2, ...}}; herstel het.')
    _check_names(entry, _OF_PAIR, source)
    return Pair(
        number=_count(entry["number"], "number", source),
        page=_count(entry["page"], "page", source) if entry.get("page") is not None else None,
        question=_text(entry.get("question", ""), "question", source) or "",
        answer=_text(entry.get("answer", ""), "answer", source) or "",
    )


def _check_names(entry: Mapping[str, Any], known: frozenset[str], source: str) -> None:
    if unknown := sorted(set(entry) - known):
        raise GoldError(f"{source}: het veld {unknown[0]} is niet bekend; kies uit {', '.join(sorted(known))}.")


def _count(value: Any, name: str, source: str) -> int:  # noqa: ANN401 - as above
    if type(value) is not int or value < 0:
        raise GoldError(f"{source}: {name} is geen aantal of nummer ({value!r}); schrijf het in cijfers.")
    return value


def _text(value: Any, name: str, source: str) -> str | None:  # noqa: ANN401 - as above
    if value is not None and (isinstance(value, bool) or not isinstance(value, str | int)):
        raise GoldError(f"{source}: {name} is geen tekst ({value!r}); zet het tussen aanhalingstekens.")
    return None if value is None else str(value)
