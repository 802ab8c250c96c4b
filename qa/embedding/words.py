"""A text by its words: the vectors that a model gives its tokens, one for each word that says something.

They are what late interaction compares (see ``qa.embedding.reader``).
"""

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qa.language.words import DUTCH_FUNCTION_WORDS, ENGLISH_FUNCTION_WORDS

WORD = re.compile(r"\S+")
CORE = re.compile(r"\w(?:.*\w)?")  # without the signs before and behind it

Span = tuple[int, int]
Vectors = npt.NDArray[np.float32]
Spans = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class QuestionVectors:
    """A question as a model reads it: as a whole (d,), and by its n tokens (n, w), which are unit vectors.

    ``counts`` is how much each token counts, 1 in all; shape (n,). A model without a reader gives no tokens.
    """

    whole: Vectors
    tokens: Vectors
    counts: Vectors


@dataclass(frozen=True, slots=True)
class PassageWords:
    """The words of a passage: vectors (k, d) as the model gives them, and where each stands in its text (k, 2)."""

    vectors: Vectors
    spans: Spans


def telling(text: str) -> Spans:
    """Give where the words of a text stand that say something, shape (k, 2); all words of one that has no such."""
    spans = [match.span() for match in WORD.finditer(text)]
    kept = [span for span in spans if _says(text[slice(*span)].lower())]
    return np.asarray(kept or spans, np.int64).reshape(-1, 2)


def unread(whole: Vectors) -> QuestionVectors:
    """Give a question that was read as a whole only."""
    return QuestionVectors(whole, np.empty((0, 0), np.float32), np.empty(0, np.float32))


def means(states: Vectors, offsets: Spans, words: Spans) -> PassageWords:
    """Give these words of a passage, each with the mean of the vectors of its tokens.

    ``states`` are the vectors of the tokens (t, d), ``offsets`` where each stands in the text (t, 2). What lies beyond
    the part that the model read has no tokens, and is left out.
    """
    middles = offsets.sum(axis=1) / 2
    owners = np.searchsorted(words[:, 0], middles, side="right") - 1
    inside = (owners >= 0) & (offsets[:, 1] > offsets[:, 0])
    inside[inside] = middles[inside] < words[owners[inside], 1]
    order = np.flatnonzero(inside)[np.argsort(owners[inside], kind="stable")]
    read, first, counts = np.unique(owners[order], return_index=True, return_counts=True)
    sums = np.add.reduceat(states[order], first) if len(first) else np.empty((0, states.shape[1]))
    return PassageWords(np.asarray(sums / counts[:, None], np.float32), words[read])


def _says(word: str) -> bool:
    core = CORE.search(word)
    return core is not None and core[0] not in DUTCH_FUNCTION_WORDS and core[0] not in ENGLISH_FUNCTION_WORDS
