"""What the index that is there spares a new one: documents that did not change, and vectors of texts that it has."""

import json
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from qa.store import dense, records
from qa.store.embedding_cache import Keys, Known
from qa.store.interface import Ingested
from qa.store.manifest import Manifest
from qa.store.records import mapped
from qa.store.word_cache import KnownWordCodes
from qa.store.word_vectors import CODES, STARTS

ORIGINS, KEYS, WORD_KEYS = "origins.json", "texts.npy", "word-texts.npy"


@dataclass(frozen=True, slots=True)
class Reusable:
    """The documents of an earlier index by their origin, its vectors by their texts, and the words of its passages."""

    documents: Mapping[str, Ingested] = field(default_factory=dict)
    vectors: tuple[Known, ...] = ()
    words: tuple[KnownWordCodes, ...] = ()


def save_origins(folder: Path, origins: Mapping[str, str]) -> None:
    """Write the origins of documents, by their id. Raises OSError."""
    (folder / ORIGINS).write_text(json.dumps(origins), encoding="utf-8")


def save_keys(folder: Path, keys: Keys) -> None:
    """Write the checksums of the texts whose vectors there are, in the order of ``dense.files``. Raises OSError."""
    np.save(folder / KEYS, keys, allow_pickle=False)


def save_word_keys(folder: Path, keys: Keys) -> None:
    """Write the checksums of the passages of whose words there are vectors, in order. Raises OSError."""
    np.save(folder / WORD_KEYS, keys, allow_pickle=False)


def reusable(folder: Path, manifest: Manifest, damaged: Container[str]) -> Reusable:
    """Give what is sound of a generation in ``folder``. Raises what the opening of its files raises."""
    sound = {file.name for file in manifest.files if file.name not in damaged}
    told = {ORIGINS, *records.FILES, records.DOCUMENTS, records.ABBREVIATIONS, records.FACTS, records.FACT_LINES}
    documents = _documents(folder, manifest) if told <= sound else {}
    found = tuple(_vectors(folder, manifest, sound)) if {KEYS, dense.OFFSETS} <= sound else ()
    return Reusable(documents, found, _words(folder) if {WORD_KEYS, dense.OFFSETS, CODES, STARTS} <= sound else ())


def _documents(folder: Path, manifest: Manifest) -> dict[str, Ingested]:
    origins = json.loads((folder / ORIGINS).read_text(encoding="utf-8"))
    passages, columns = records.load_passages(folder), records.Columns.open(folder)
    explained, facts = records.load_abbreviations(folder), records.load_facts(folder)
    warnings: dict[str, list[str]] = defaultdict(list)
    for warning in manifest.warnings:
        warnings[warning.file].append(warning.reason)
    found = {}
    for place, identity in enumerate(records.load_documents(folder)):
        origin, own = origins[identity.id], records.part(passages, columns, place)
        doubts = tuple(warnings[identity.file])
        found[origin] = Ingested(origin, identity, own, explained[identity.id], doubts, facts[place])
    return found


def _words(folder: Path) -> tuple[KnownWordCodes, ...]:
    return (KnownWordCodes(*(mapped(folder / name) for name in (WORD_KEYS, dense.OFFSETS, STARTS, CODES))),)


def _vectors(folder: Path, manifest: Manifest, sound: Container[str]) -> Iterator[Known]:
    keys, offsets = mapped(folder / KEYS), mapped(folder / dense.OFFSETS)
    start = 0
    for name, count in dense.files(manifest.kind, len(offsets) - 1, int(offsets[-1])):
        if name in sound:
            yield Known(keys[start : start + count], dense.rows(folder / name, manifest.kind))
        start += count
