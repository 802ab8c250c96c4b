"""The words of passages by the checksum of their text, so that no passage is read twice.

As with vectors of texts (see ``qa.store.embedding_cache``), what is read for a new index goes to a journal first. Its
records have any length, as passages have any number of words.
"""

import hashlib
import itertools
import mmap
import os
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from qa.domain import Passage
from qa.embedding import Embedder
from qa.embedding.reader import reader
from qa.embedding.words import PassageWords
from qa.store.embedding_cache import KEY, KEY_BYTES, NO_KEY, Journal, Keys, Report, in_order, keys_of, rows_of
from qa.store.word_vectors import Codes, Rows, encoded

WORDS_JOURNAL = ".words"
AT_ONCE = 128  # passages read before they are put into the journal
SORTED = 20_000  # passages that are put in order of length, so that little is padded
HEAD = struct.Struct(f"<{KEY_BYTES}sII")  # of a record: the key, and how many sentences and words follow
CHECKSUM = struct.Struct("<I")  # at its end

COUNT = np.dtype("<u2")

Counts = npt.NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class WordCodes:
    """The words of a passage: how many each of its sentences has (s,), and their vectors (k, w / 2)."""

    counts: Counts
    codes: Codes


@dataclass(frozen=True, slots=True)
class KnownWordCodes:
    """The words of the n passages of an index, with the checksums of these (n,); they may lie on disk.

    Passage ``i`` has the sentences from ``offsets[i]`` on, and sentence ``j`` the words from ``starts[j]`` on.
    """

    keys: Keys
    offsets: Rows
    starts: Rows
    codes: Codes

    def of(self, row: int) -> WordCodes:
        """Give the words of a passage."""
        starts = self.starts[self.offsets[row] : self.offsets[row + 1] + 1]
        return WordCodes(np.diff(starts).astype(COUNT), self.codes[starts[0] : starts[-1]])


@dataclass(frozen=True, slots=True)
class KeptWords:
    """The words of n passages in a journal, with the checksums of these (n,) and where their records begin (n,)."""

    keys: Keys
    begins: Rows
    content: memoryview

    def of(self, row: int) -> WordCodes:
        """Give the words of a passage."""
        begin = int(self.begins[row])
        _, sentences, words = HEAD.unpack_from(self.content, begin)
        counts = np.frombuffer(self.content, COUNT, sentences, begin + HEAD.size)
        codes = np.frombuffer(self.content, np.uint8, words * width(), begin + HEAD.size + counts.nbytes)
        return WordCodes(counts, codes.reshape(words, width()))


class WordLookup:
    """Finds the words of passages, the first of several sources before the others."""

    def __init__(self, sources: Sequence[KnownWordCodes | KeptWords]) -> None:
        self._sources = sources
        self._orders = [in_order(source.keys) for source in sources]

    def has(self, keys: Keys) -> npt.NDArray[np.bool_]:
        """Whether there are words for each of these, shape (len(keys),)."""
        there = [rows >= 0 for rows in self._rows(keys)]
        return np.asarray(np.any([np.zeros(len(keys), bool), *there], axis=0))

    def of(self, keys: Keys) -> Iterator[WordCodes]:
        """Give the words of each of these passages, which are all known."""
        for rows in zip(*self._rows(keys), strict=True):
            yield next(source.of(row) for source, row in zip(self._sources, rows, strict=True) if row >= 0)

    def _rows(self, keys: Keys) -> list[Rows]:
        """The row of each in every source; -1 where it is not."""
        return [rows_of(keys, source.keys, order) for source, order in zip(self._sources, self._orders, strict=True)]


class WordJournal:
    """What was read for an index that is not there yet, in its folder.

    Each record has a checksum, so that one that was only written in part is passed over.
    """

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        self._embedder = embedder
        self._path = folder / f"{WORDS_JOURNAL}-{hashlib.sha256(embedder.identity.encode()).hexdigest()[:12]}"

    def add(self, passages: Iterable[Passage], vectors: Journal, report: Report, count: int) -> None:
        """Read ``count`` passages, of many the longest first, and keep their words; and their ``vectors`` as well.

        Raises ModelError or OSError.
        """
        if self._path.exists():
            os.truncate(self._path, max((end for *_, end in _records(self._content())), default=0))
        left, done = iter(passages), 0
        while some := sorted(itertools.islice(left, SORTED), key=lambda one: len(one.text), reverse=True):
            for start in range(0, len(some), AT_ONCE):
                batch = some[start : start + AT_ONCE]
                texts = [one.text for one in batch]
                whole, read = self._embedder.passages_by_word(texts)
                vectors.put(keys_of(texts), whole)
                keys = np.split(np.frombuffer(keys_of_passages(batch), np.uint8), len(batch))
                found = [words_of(one, words) for one, words in zip(batch, read, strict=True)]
                with self._path.open("ab") as file:
                    file.write(b"".join(map(_record, (key.tobytes() for key in keys), found)))
                done += len(batch)
                report(done, count)

    def known(self) -> KeptWords:
        """Give all that is kept. Raises OSError."""
        content = self._content()
        keys, begins = bytearray(), []
        for key, begin, _ in _records(content):
            keys += key.ljust(KEY_BYTES, b"\0")
            begins.append(begin)
        return KeptWords(np.frombuffer(bytes(keys), KEY), np.asarray(begins, np.int64), content)

    def remove(self) -> None:
        """Remove it, and those of other models."""
        for path in self._path.parent.glob(f"{WORDS_JOURNAL}-*"):
            path.unlink(missing_ok=True)

    def _content(self) -> memoryview:
        if not self._path.exists() or not self._path.stat().st_size:  # there is nothing to map
            return memoryview(b"")
        with self._path.open("rb") as file:
            return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def keys_of_passages(passages: Iterable[Passage]) -> Keys:
    """Give a checksum of all that the words of each passage follow from: its text and how it is divided; shape (n,)."""
    return keys_of(f"{passage.sentences}{passage.text}" for passage in passages)


def width() -> int:
    """Bytes of the vector of a word."""
    return len(reader().passages.bias) // 2


def words_of(passage: Passage, read: PassageWords) -> WordCodes:
    """Give the words of the sentences of a passage, as they are compared and kept, from those that were read."""
    middles = read.spans.sum(axis=1) / 2
    bounds = np.asarray(passage.sentences, np.int64).reshape(-1, 2)
    owners = np.searchsorted(bounds[:, 0], middles, side="right") - 1
    inside = owners >= 0
    inside[inside] = middles[inside] < bounds[owners[inside], 1]
    counts = np.bincount(owners[inside], minlength=len(bounds)).astype(COUNT)
    return WordCodes(counts, encoded(reader().passages.projected(read.vectors[inside])))


def _record(key: bytes, words: WordCodes) -> bytes:
    head = HEAD.pack(key, len(words.counts), len(words.codes))
    content = head + words.counts.tobytes() + words.codes.tobytes()
    return content + CHECKSUM.pack(zlib.crc32(content))


def _records(content: memoryview) -> Iterator[tuple[bytes, int, int]]:
    """The key of each record that was written to its end, NO_KEY of one that is damaged, and where it begins and ends.

    Behind one of which the length is damaged the others are not found: they are read again.
    """
    begin = 0
    while begin + HEAD.size <= len(content):
        key, sentences, words = HEAD.unpack_from(content, begin)
        checked = begin + HEAD.size + sentences * COUNT.itemsize + words * width()
        end = checked + CHECKSUM.size
        if end > len(content):
            return
        (checksum,) = CHECKSUM.unpack_from(content, checked)
        yield key if zlib.crc32(content[begin:checked]) == checksum else NO_KEY, begin, end
        begin = end
