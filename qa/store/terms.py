"""The lexical leg on disk: BM25 over stemmed Dutch words."""

import functools
import math
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from qa.parliament.words import DUTCH_FUNCTION_WORDS, words

Scores = npt.NDArray[np.float32]

LANGUAGE = "dutch"  # Snowball's stemmer (Porter 2001)
GRAM = 4  # characters
REMEMBERED = 2_048  # texts: the best passages for one question are often those for the next


@dataclass(frozen=True, slots=True)
class _Piece:
    """Passages in a row, whose places count from 0, as bm25s knows them."""

    index: Any  # bm25s is untyped

    @property
    def passages(self) -> int:
        """Number of passages."""
        return int(self.index.scores["num_docs"])

    def column(self, stem: str) -> slice:
        """Where the scores of a stem stand: one for each passage that holds it."""
        number = self.index.vocab_dict.get(stem)
        return slice(0, 0) if number is None else slice(*self.index.scores["indptr"][number : number + 2].tolist())

    def holding(self, stem: str) -> npt.NDArray[np.int32]:
        """The places of the passages that hold a stem."""
        return np.asarray(self.index.scores["indices"][self.column(stem)])

    def scores(self, stem: str) -> Scores:
        """The scores of those passages."""
        return np.asarray(self.index.scores["data"][self.column(stem)])


class TermIndex:
    """BM25 (bm25s, its "lucene" variant with k1 = 1.5 and b = 0.75) over the passages.

    It is built, saved and opened in one piece; joined to another, the pieces stand one after another as they are. How
    rare a word is then follows from all passages; how long a passage is, from the mean length in its own piece.
    """

    def __init__(self, index: Any, *behind: Any) -> None:  # noqa: ANN401 - bm25s is untyped
        self._index = index
        self._pieces = tuple(map(_Piece, (index, *behind)))
        self._stems = Stems()

    @classmethod
    def build(cls, texts: Sequence[str]) -> Self:
        """Make an index of texts; position ``i`` is ``texts[i]``."""
        import bm25s  # noqa: PLC0415 - imported late, like every big library

        stems = Stems()
        found = [stems.of(text) for text in texts]
        # Sorted, so that the same corpus gives the same bytes; never empty, which bm25s does not take.
        vocabulary = {stem: i for i, stem in enumerate(sorted({"", *(s for text in found for s in text)}))}
        ids = [[vocabulary[stem] for stem in text] or [vocabulary[""]] for text in found]
        index = bm25s.BM25()
        index.index(bm25s.tokenization.Tokenized(ids, vocabulary), show_progress=False, create_empty_token=False)
        return cls(index)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the index saved in ``folder``. Raises OSError, ValueError or KeyError when it is damaged."""
        import bm25s  # noqa: PLC0415

        return cls(bm25s.BM25.load(folder, show_progress=False))

    def save(self, folder: Path) -> None:
        """Write an index of one piece to ``folder`` as plain arrays and JSON. Raises OSError."""
        self._index.save(folder, show_progress=False)

    def followed_by(self, other: "TermIndex") -> "TermIndex":
        """Give the index of these passages and then those of another. Nothing is copied or built."""
        return TermIndex(*(piece.index for piece in (*self._pieces, *other._pieces)))  # noqa: SLF001 - of its own kind

    def scores(self, terms: Sequence[str]) -> Scores:
        """Give the BM25 score of every passage for these words, 0 where none of them occurs."""
        stems = self._stems.of_words(terms)
        return np.concatenate([self._scores_in(piece, stems) for piece in self._pieces])

    def _scores_in(self, piece: _Piece, stems: Sequence[str]) -> Scores:
        scores = np.zeros(piece.passages, np.float32)
        for stem in stems:
            holding = piece.holding(stem)
            # What is stored was weighed by the rarity of the word in its own piece.
            weight = self._rarity([stem]) / _inverse_frequency(piece.passages, len(holding))
            scores[holding] += weight * piece.scores(stem)
        return scores

    def holds(self, text: str) -> bool:
        """Whether there is a passage with all the words of a text, function words left out."""
        stems = self._stems.of(text)
        together = (functools.reduce(np.intersect1d, map(piece.holding, stems)) for piece in self._pieces if stems)
        return any(map(len, together))

    def share_held(self, concepts: Sequence[Sequence[str]], text: str) -> float:
        """Give the share of these concepts that a text holds, each weighted by its rarity, from 0 to 1.

        A concept is a set of words of which one is enough.
        """
        held = set(self._stems.of(text))
        weights = [self._weight(concept) for concept in concepts]
        found = [bool(held.intersection(self._stems.of_words(concept))) for concept in concepts]
        return float(np.average(found, weights=weights)) if concepts else 0.0

    def shares_alike(self, concepts: Sequence[Sequence[str]], texts: Sequence[str]) -> npt.NDArray[np.float64]:
        """Give the share of these concepts that each text holds, each word for what it has in common with the text.

        That is the part of its runs of GRAM letters: a compound counts for its parts, a typing error hardly against.
        Shape (len(texts),), from 0 to 1.
        """
        if not concepts or not texts:
            return np.zeros(len(texts))
        weights = [self._weight(concept) for concept in concepts]
        grams = [[_grams(word) for word in concept] for concept in concepts]
        found = [[max(_share(runs, text) for runs in concept) for concept in grams] for text in map(_spaced, texts)]
        return np.asarray(np.average(found, axis=1, weights=weights))

    def _weight(self, concept: Sequence[str]) -> float:
        return self._rarity(self._stems.of_words(concept))

    def _rarity(self, stems: Sequence[str]) -> float:
        """The inverse document frequency (Robertson's, 0 or more) of the rarest of these stems that occurs.

        When none occurs they are the rarest of all: as if they stood in half a passage.
        """
        counts = (sum(len(piece.holding(stem)) for piece in self._pieces) for stem in stems)
        rarest = min((count for count in counts if count), default=0.5)
        return _inverse_frequency(sum(piece.passages for piece in self._pieces), rarest)


def _inverse_frequency(passages: int, count: float) -> float:
    return math.log(1 + (passages - count + 0.5) / (count + 0.5))


@functools.lru_cache(maxsize=REMEMBERED)
def _spaced(text: str) -> str:
    """The words of a text with a space around each."""
    return f" {' '.join(words(text))} "


def _grams(word: str) -> list[str]:
    """The runs of GRAM characters of a word with a space on either side; a shorter one is its own."""
    spaced = f" {word} "
    return [spaced[start : start + GRAM] for start in range(max(1, len(spaced) - GRAM + 1))]


def _share(grams: Sequence[str], text: str) -> float:
    return sum(gram in text for gram in grams) / len(grams)


class Stems:
    """Dutch stems of words. The stemmer keeps state between calls, so each thread has its own."""

    def __init__(self) -> None:
        self._local = threading.local()

    def of(self, text: str) -> list[str]:
        """The stems of a text in order, function words left out."""
        return self.of_words(word for word in words(text) if word not in DUTCH_FUNCTION_WORDS)

    def of_words(self, found: Iterable[str]) -> list[str]:
        """The stems of words in order."""
        return list(map(str, self._stemmer().stemWords(list(found))))

    def _stemmer(self) -> Any:  # noqa: ANN401 - PyStemmer is untyped
        import Stemmer  # noqa: PLC0415

        if not hasattr(self._local, "stemmer"):
            self._local.stemmer = Stemmer.Stemmer(LANGUAGE)
        return self._local.stemmer
