"""The words of passages by the checksum of their text, so that no passage is read twice.

As with vectors of texts (see ``qa.store.embedding_cache``), what is read for a new index goes to a journal first. Here
that is a small database, since passages have any number of words.
"""

import errno
import hashlib
import itertools
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from qa.domain import Passage
from qa.embedding import Embedder
from qa.embedding.reader import reader
from qa.embedding.words import PassageWords
from qa.store.embedding_cache import KEY, KEY_BYTES, Journal, Keys, Report, keys_of
from qa.store.word_vectors import Codes, Rows, encoded

WORDS_JOURNAL = ".words"
AT_ONCE = 128  # passages read before they are put into the journal
SORTED = 20_000  # passages that are put in order of length, so that little is padded
TABLE = "CREATE TABLE IF NOT EXISTS words (key BLOB PRIMARY KEY, counts BLOB, codes BLOB) WITHOUT ROWID"

Counts = npt.NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a passage: how many each of its sentences has (s,), and their vectors (k, w / 2)."""

    counts: Counts
    codes: Codes


@dataclass(frozen=True, slots=True)
class KnownWords:
    """The words of the n passages of an index, with the checksums of these (n,); they may lie on disk.

    Passage ``i`` has the sentences from ``offsets[i]`` on, and sentence ``j`` the words from ``starts[j]`` on.
    """

    keys: Keys
    offsets: Rows
    starts: Rows
    codes: Codes


def keys_of_passages(passages: Iterable[Passage]) -> Keys:
    """Give a checksum of all that the words of each passage follow from: its text and how it is divided; shape (n,)."""
    keys = bytearray()
    for passage in passages:
        told = f"{passage.sentences}{passage.text}".encode()
        keys += hashlib.blake2b(told, digest_size=KEY_BYTES).digest()
    return np.frombuffer(bytes(keys), KEY)


class WordLookup:
    """Finds the words of passages: those of an index that is there before those in the journal of the new one."""

    def __init__(self, known: Sequence[KnownWords], journal: "WordJournal") -> None:
        self._known = known
        self._journal = journal
        self._rows = [{_bytes(key): row for row, key in enumerate(one.keys)} for one in known]
        self._kept = {_bytes(key) for key in journal.kept()}

    def has(self, keys: Keys) -> npt.NDArray[np.bool_]:
        """Tell of which of these there are words, shape (n,)."""
        return np.asarray([any(_bytes(key) in one for one in (*self._rows, self._kept)) for key in keys], np.bool_)

    def of(self, key: np.bytes_) -> Words:
        """Give the words of a passage of which there are. Raises OSError."""
        for one, rows in zip(self._known, self._rows, strict=True):
            if (row := rows.get(_bytes(key))) is not None:
                starts = one.starts[one.offsets[row] : one.offsets[row + 1] + 1]
                return Words(np.diff(starts).astype(np.uint16), one.codes[starts[0] : starts[-1]])
        return self._journal.of(key)


class WordJournal:
    """What was read for an index that is not there yet, in its folder."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        self._embedder = embedder
        self._path = folder / f"{WORDS_JOURNAL}-{hashlib.sha256(embedder.identity.encode()).hexdigest()[:12]}"

    def add(self, passages: Iterable[Passage], vectors: Journal, report: Report, count: int) -> None:
        """Read ``count`` passages, of many the longest first, and keep their words; and their ``vectors`` as well.

        Raises ModelError or OSError.
        """
        left, done = iter(passages), 0
        while some := sorted(itertools.islice(left, SORTED), key=lambda one: len(one.text), reverse=True):
            for start in range(0, len(some), AT_ONCE):
                batch = some[start : start + AT_ONCE]
                texts = [one.text for one in batch]
                whole, read = self._embedder.passages_by_word(texts)
                vectors.put(keys_of(texts), whole)
                found = [_words(one, words) for one, words in zip(batch, read, strict=True)]
                rows = zip(keys_of_passages(batch), found, strict=True)
                with self._opened() as database:
                    database.executemany(
                        "INSERT OR REPLACE INTO words VALUES (?, ?, ?)",
                        [(_bytes(key), words.counts.tobytes(), words.codes.tobytes()) for key, words in rows],
                    )
                done += len(batch)
                report(done, count)

    def kept(self) -> Keys:
        """Give the checksums of all that are kept, in order; shape (n,)."""
        with self._opened() as database:
            return np.frombuffer(
                b"".join(key for (key,) in database.execute("SELECT key FROM words ORDER BY key")), KEY
            )

    def of(self, key: np.bytes_) -> Words:
        """Give the words of a passage that is kept. Raises OSError."""
        with self._opened() as database:
            counts, codes = database.execute("SELECT counts, codes FROM words WHERE key = ?", [_bytes(key)]).fetchone()
        sizes = np.frombuffer(counts, np.uint16)
        return Words(sizes, np.frombuffer(codes, np.uint8).reshape(int(sizes.sum()), -1))

    def remove(self) -> None:
        """Remove it, and those of other models."""
        for path in self._path.parent.glob(f"{WORDS_JOURNAL}-*"):
            path.unlink(missing_ok=True)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """Open it for one change; what cannot be read is begun anew. Translates what SQLite refuses into OSError."""
        try:
            with closing(self._connected()) as database, database:
                yield database
        except sqlite3.Error as error:
            full = "full" in str(error)
            raise OSError(errno.ENOSPC if full else errno.EIO, str(error), str(self._path)) from error

    def _connected(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._path)
        try:
            database.execute(TABLE)
        except sqlite3.OperationalError:
            database.close()
            raise
        except sqlite3.DatabaseError:  # no database, or not any more
            database.close()
            self._path.unlink()
            database = sqlite3.connect(self._path)
            database.execute(TABLE)
        return database


def _words(passage: Passage, read: PassageWords) -> Words:
    """The words of the sentences of a passage, as they are compared and kept."""
    middles = read.spans.sum(axis=1) / 2
    bounds = np.asarray(passage.sentences, np.int64).reshape(-1, 2)
    owners = np.searchsorted(bounds[:, 0], middles, side="right") - 1
    inside = owners >= 0
    inside[inside] = middles[inside] < bounds[owners[inside], 1]
    counts = np.bincount(owners[inside], minlength=len(bounds)).astype(np.uint16)
    return Words(counts, encoded(reader().passages.projected(read.vectors[inside])))


def _bytes(key: np.bytes_) -> bytes:
    """A checksum with the zero bytes at its end, which numpy leaves out."""
    return bytes(key).ljust(KEY_BYTES, b"\0")
