"""Passages and the identities of their documents on disk: one JSON object a line."""

import dataclasses
import datetime
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from qa.domain import Abbreviation, Identity, Passage, PassageKind

PASSAGES, DOCUMENTS, ABBREVIATIONS = "passages.jsonl", "documents.jsonl", "abbreviations.json"


def save(folder: Path, passages: Iterable[Passage], documents: Iterable[Identity]) -> None:
    """Write passages and identities to ``folder``, in the given order. Raises OSError."""
    _write(folder / PASSAGES, passages)
    _write(folder / DOCUMENTS, documents)


def load(folder: Path) -> tuple[tuple[Passage, ...], tuple[Identity, ...]]:
    """Read what ``save`` wrote. Raises OSError, ValueError, KeyError or TypeError when it is damaged."""
    passages = tuple(_passage(json.loads(line)) for line in _lines(folder / PASSAGES))
    documents = tuple(_identity(json.loads(line)) for line in _lines(folder / DOCUMENTS))
    return passages, documents


def save_abbreviations(folder: Path, found: Mapping[str, Sequence[Abbreviation]]) -> None:
    """Write the abbreviations that each document explains, by its id. Raises OSError."""
    plain = {id_: [[item.short, item.expansion] for item in items] for id_, items in found.items()}
    (folder / ABBREVIATIONS).write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")


def load_abbreviations(folder: Path) -> dict[str, tuple[Abbreviation, ...]]:
    """Read what ``save_abbreviations`` wrote. Raises OSError, ValueError or TypeError when it is damaged."""
    plain = json.loads((folder / ABBREVIATIONS).read_text(encoding="utf-8"))
    return {id_: tuple(Abbreviation(*item) for item in items) for id_, items in plain.items()}


def _write(path: Path, records: Iterable[Passage | Identity]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for record in records:
            file.write(json.dumps(dataclasses.asdict(record), ensure_ascii=False, default=str) + "\n")


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n")[:-1]


def _passage(values: dict[str, Any]) -> Passage:
    values["kind"] = PassageKind(values["kind"])
    values["page_breaks"] = tuple((offset, page) for offset, page in values["page_breaks"])
    values["section"] = tuple(values["section"])
    values["together_with"] = tuple(values["together_with"])
    values["sentences"] = tuple((start, end) for start, end in values["sentences"])
    return Passage(**values)


def _identity(values: dict[str, Any]) -> Identity:
    if values["date"] is not None:
        values["date"] = datetime.date.fromisoformat(values["date"])
    return Identity(**values)
