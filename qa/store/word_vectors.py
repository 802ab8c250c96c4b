"""The words of passages as vectors, for late interaction: each token of a question is held against every word.

A passage read as a whole has one vector for all that it says; by its words it can be told which sentence speaks of what
is asked (Khattab and Zaharia 2020, "ColBERT"). A component has 4 bits: of a unit vector the largest is known from the
others, so that only their proportions are kept.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from qa.store.records import mapped, with_room

CODES, STARTS = "words.npy", "word-starts.npy"
LARGEST = 7  # of a component: 4 bits, with its sign
NOTHING = -1.0  # how near a sentence without words is to anything

Vectors = npt.NDArray[np.float32]
Codes = npt.NDArray[np.uint8]
Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class WordVectors:
    """The words of m sentences, k in all: ``codes`` of their vectors (k, d / 2), which may lie on disk.

    Those of sentence ``i`` are rows ``starts[i]`` up to ``starts[i + 1]``; ``starts`` has m + 1 numbers.
    """

    codes: Codes
    starts: Rows

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open what ``save`` wrote. Raises OSError or ValueError when it is damaged."""
        return cls(mapped(folder / CODES), mapped(folder / STARTS))

    @classmethod
    def writable(cls, folder: Path, starts: Rows, width: int) -> Self:
        """Write where sentences begin to ``folder``, and give room for the codes there, ``width`` bytes a word.

        Raises OSError.
        """
        np.save(folder / STARTS, starts, allow_pickle=False)
        return cls(with_room(folder / CODES, np.uint8, (int(starts[-1]), width)), starts)

    def matches(self, tokens: Vectors, sentences: Rows) -> Vectors:
        """Give how near the nearest word of each sentence is to each token of a question, shape (sentences, n).

        ``tokens`` are unit vectors, shape (n, d); a sentence without words has NOTHING.
        """
        first, end = self.starts[sentences], self.starts[sentences + 1]
        counts = end - first
        found = np.full((len(sentences), len(tokens)), NOTHING, np.float32)
        filled = counts > 0
        if filled.any():
            counts = counts[filled]
            begins = np.cumsum(counts) - counts
            rows = np.arange(counts.sum()) + np.repeat(first[filled] - begins, counts)
            found[filled] = np.maximum.reduceat(decoded(self.codes[rows]) @ tokens.T, begins)
        return found


def encoded(vectors: Vectors) -> Codes:
    """Give vectors (k, d) in 4 bits a component, shape (k, d / 2); ``d`` is even."""
    largest = np.abs(vectors).max(axis=1, keepdims=True, initial=0)
    steps = np.rint(vectors * (LARGEST / np.where(largest > 0, largest, 1))).astype(np.int8) + LARGEST + 1
    codes = steps.astype(np.uint8)
    return np.asarray(codes[:, ::2] | codes[:, 1::2] << 4, np.uint8)


def decoded(codes: Codes) -> Vectors:
    """Give the unit vectors (k, d) that were encoded, as nearly as 4 bits tell."""
    vectors = np.empty((len(codes), 2 * codes.shape[1]), np.float32)
    vectors[:, ::2], vectors[:, 1::2] = codes & 15, codes >> 4
    vectors -= LARGEST + 1
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1), np.float32)
