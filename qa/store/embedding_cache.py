"""Vectors by the checksum of their text, so that no text is embedded twice.

An index keeps the checksums beside its vectors. What is embedded for a new one goes to a journal first, so that a
build that was interrupted goes on where it was; when the index is there, the journal goes.
"""

import hashlib
import itertools
import os
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from qa.embedding import Embedder

JOURNAL = ".embedded"
KEY = np.dtype("S16")
KEY_BYTES = 16
NO_KEY = b""  # of a record that is damaged: no text has it
AT_ONCE = 512  # texts embedded before they are put into the journal
SORTED = 50_000  # texts that are put in order of length, so that little is padded

Vectors = npt.NDArray[np.float32]
Keys = npt.NDArray[np.bytes_]
Rows = npt.NDArray[np.int64]
Report = Callable[[int, int], None]


def keys_of(texts: Iterable[str]) -> Keys:
    """Give the checksum of each text, shape (n,)."""
    keys = bytearray()
    for text in texts:
        keys += hashlib.blake2b(text.encode(), digest_size=KEY_BYTES).digest()
    return np.frombuffer(bytes(keys), KEY)


@dataclass(frozen=True, slots=True)
class Known:
    """Vectors (n, d) with the checksums of their texts (n,); they may lie on disk."""

    keys: Keys
    vectors: Vectors

    @property
    def exact(self) -> bool:
        """Whether they are as the model gives them, rather than rounded."""
        return self.vectors.dtype == np.float32


class Lookup:
    """Finds vectors by the checksums of their texts, the first of several sources before the others."""

    def __init__(self, sources: Sequence[Known]) -> None:
        self._sources = sources
        self._orders = [in_order(source.keys) for source in sources]

    @property
    def dimension(self) -> int:
        """Number of components of a vector."""
        return int(self._sources[-1].vectors.shape[1])

    def has(self, keys: Keys) -> npt.NDArray[np.bool_]:
        """Whether there is a vector for each of these, shape (len(keys),)."""
        return self._in_any(range(len(self._sources)), keys)

    def has_exactly(self, keys: Keys) -> npt.NDArray[np.bool_]:
        """Whether there is a vector for each of these that is not rounded, shape (len(keys),)."""
        return self._in_any([i for i, source in enumerate(self._sources) if source.exact], keys)

    def fill(self, keys: Keys, vectors: Vectors) -> None:
        """Write the vectors of these, which are all known, into ``vectors`` (len(keys), d)."""
        left = np.ones(len(keys), bool)
        for i, source in enumerate(self._sources):
            rows = self._rows(i, keys)
            here = left & (rows >= 0)
            vectors[here] = source.vectors[rows[here]]
            left &= ~here

    def _in_any(self, sources: Iterable[int], keys: Keys) -> npt.NDArray[np.bool_]:
        there = [self._rows(i, keys) >= 0 for i in sources]
        return np.asarray(np.any([np.zeros(len(keys), bool), *there], axis=0))

    def _rows(self, source: int, keys: Keys) -> Rows:
        """The row of each in one source; -1 where it is not."""
        return rows_of(keys, self._sources[source].keys, self._orders[source])


def in_order(keys: Keys) -> Rows:
    """Give the rows of keys in their order, shape (n,): with it they are found fast."""
    return np.argsort(keys, kind="stable")


def rows_of(keys: Keys, known: Keys, order: Rows) -> Rows:
    """Give the row of each of these among the known ones, of which ``order`` is the order; -1 where it is not."""
    if not len(known):
        return np.full(len(keys), -1)
    places = np.searchsorted(known, keys, sorter=order)
    rows = order[np.minimum(places, len(known) - 1)]
    return np.where(known[rows] == keys, rows, -1)


class Journal:
    """What was embedded for an index that is not there yet, in its folder.

    Each record has a checksum, so that one that was only written in part is passed over.
    """

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        self._path = folder / f"{JOURNAL}-{hashlib.sha256(embedder.identity.encode()).hexdigest()[:12]}"
        self._embedder = embedder

    def add(self, texts: Iterable[str], count: int, report: Report) -> None:
        """Embed ``count`` texts, of many the longest first, and keep their vectors. Raises ModelError or OSError."""
        left = iter(texts)
        done = 0
        while some := sorted(itertools.islice(left, SORTED), key=len, reverse=True):
            for start in range(0, len(some), AT_ONCE):
                batch = some[start : start + AT_ONCE]
                self.put(keys_of(batch), self._embedder.passages(batch))
                done += len(batch)
                report(done, count)

    def put(self, keys: Keys, vectors: Vectors) -> None:
        """Keep vectors (n, d), behind what was written to its end. Raises OSError."""
        if self._path.exists():
            os.truncate(self._path, self._whole() * _record(self._embedder.dimension).itemsize)
        with self._path.open("ab") as file:
            file.write(_records(keys, vectors).tobytes())

    def known(self) -> Known:
        """Give all that is kept."""
        dimension = self._embedder.dimension
        whole = self._whole()
        if not whole:
            return Known(np.empty(0, KEY), np.empty((0, dimension), np.float32))
        records = np.memmap(self._path, _record(dimension), "r", shape=(whole,))
        sound = _checksums(records["key"], records["vector"]) == records["checksum"]
        return Known(np.where(sound, records["key"], NO_KEY), np.asarray(records["vector"]))

    def _whole(self) -> int:
        """The number of records that were written to their end."""
        size = self._path.stat().st_size if self._path.exists() else 0
        return size // _record(self._embedder.dimension).itemsize

    def remove(self) -> None:
        """Remove it, and those of other models."""
        for path in self._path.parent.glob(f"{JOURNAL}-*"):
            path.unlink(missing_ok=True)


def _record(dimension: int) -> np.dtype[np.void]:
    return np.dtype([("key", KEY), ("vector", "<f4", (dimension,)), ("checksum", "<u4")])


def _records(keys: Keys, vectors: Vectors) -> npt.NDArray[np.void]:
    records = np.empty(len(keys), _record(vectors.shape[1]))
    records["key"], records["vector"], records["checksum"] = keys, vectors, _checksums(keys, vectors)
    return records


def _checksums(keys: Keys, vectors: Vectors) -> npt.NDArray[np.uint32]:
    return np.asarray(
        [zlib.crc32(vector.tobytes(), zlib.crc32(key)) for key, vector in zip(keys, vectors, strict=True)], np.uint32
    )
