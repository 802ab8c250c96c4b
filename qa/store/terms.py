"""The lexical leg on disk: BM25 over stemmed Dutch words."""

import math
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from qa.parliament.words import DUTCH_FUNCTION_WORDS, words

Scores = npt.NDArray[np.float32]

LANGUAGE = "dutch"  # Snowball's stemmer (Porter 2001)
GRAM = 4  # characters


class TermIndex:
    """BM25 (bm25s, its "lucene" variant with k1 = 1.5 and b = 0.75) over the passages."""

    def __init__(self, index: Any) -> None:  # noqa: ANN401 - bm25s is untyped
        self._index = index
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
        """Write the index to ``folder`` as plain arrays and JSON. Raises OSError."""
        self._index.save(folder, show_progress=False)

    def scores(self, terms: Sequence[str]) -> Scores:
        """Give the BM25 score of every passage for these words, 0 where none of them occurs."""
        known = self._index.vocab_dict
        ids = [known[stem] for stem in self._stems.of_words(terms) if stem in known]
        if not ids:
            return np.zeros(self._index.scores["num_docs"], np.float32)
        return np.asarray(self._index.get_scores_from_ids(ids), np.float32)

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
        spaced = [f" {' '.join(words(text))} " for text in texts]
        found = [[max(_share(runs, text) for runs in concept) for concept in grams] for text in spaced]
        return np.asarray(np.average(found, axis=1, weights=weights))

    def _weight(self, concept: Sequence[str]) -> float:
        return self._rarity(self._stems.of_words(concept))

    def _rarity(self, stems: Sequence[str]) -> float:
        """The inverse document frequency (Robertson's, 0 or more) of the rarest of these stems that occurs.

        When none occurs they are the rarest of all: as if they stood in half a passage.
        """
        passages = self._index.scores["num_docs"]
        starts = self._index.scores["indptr"]
        known = [self._index.vocab_dict[stem] for stem in stems if stem in self._index.vocab_dict]
        count = min((float(starts[i + 1] - starts[i]) for i in known), default=0.5)
        return math.log(1 + (passages - count + 0.5) / (count + 0.5))


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
