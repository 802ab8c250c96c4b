"""The lexical leg on disk: BM25 over stemmed Dutch words."""

import bisect
import functools
import itertools
import math
import threading
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from qa.bars import BARS
from qa.language.words import DUTCH_FUNCTION_WORDS, words
from qa.store.records import MAPPED_FROM, mapped

Scores = npt.NDArray[np.float32]

STEMS, STARTS = "stems.npy", "stems-starts.npy"
SCORES, THEIR_VOCABULARY = "data.csc.index.npy", "vocab.index.json"  # as bm25s names them

LANGUAGE = "dutch"  # Snowball's stemmer (Porter 2001)
GRAM = 4  # characters
REMEMBERED = 2_048  # texts: the best passages for one question are often those for the next


class Vocabulary:
    """Stems in alphabetical order, by which they are numbered; a large one stays on disk."""

    def __init__(self, letters: npt.NDArray[np.uint8], starts: npt.NDArray[np.int64]) -> None:
        self._letters = letters
        self._starts = starts

    @classmethod
    def of(cls, stems: Iterable[str]) -> Self:
        """Make one of different stems."""
        encoded = sorted(stem.encode() for stem in stems)
        letters = np.frombuffer(b"".join(encoded), np.uint8)
        return cls(letters, np.asarray([0, *itertools.accumulate(map(len, encoded))], np.int64))

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open what ``save`` wrote. Raises OSError or ValueError when it is damaged."""
        return cls(mapped(folder / STEMS), mapped(folder / STARTS))

    def save(self, folder: Path) -> None:
        """Write it to ``folder`` as plain arrays. Raises OSError."""
        np.save(folder / STEMS, self._letters, allow_pickle=False)
        np.save(folder / STARTS, self._starts, allow_pickle=False)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> bytes:
        return bytes(self._letters[self._starts[number] : self._starts[number + 1]])

    def number(self, stem: str) -> int | None:
        """The number of a stem; ``None`` when it is not there."""
        wanted = stem.encode()
        place = bisect.bisect_left(range(len(self)), wanted, key=self.__getitem__)
        return place if place < len(self) and self[place] == wanted else None


@dataclass(frozen=True, slots=True)
class _LexicalPiece:
    """Passages in a row, whose places count from 0, as bm25s knows them."""

    index: Any  # bm25s is untyped
    vocabulary: Vocabulary

    @property
    def passages(self) -> int:
        """Number of passages."""
        return int(self.index.scores["num_docs"])

    def column(self, stem: str) -> slice:
        """Where the scores of a stem stand: one for each passage that holds it."""
        number = self.vocabulary.number(stem)
        return slice(0, 0) if number is None else slice(*self.index.scores["indptr"][number : number + 2].tolist())

    def holding(self, stem: str) -> npt.NDArray[np.int32]:
        """The places of the passages that hold a stem."""
        return np.asarray(self.index.scores["indices"][self.column(stem)])

    def scores(self, stem: str) -> Scores:
        """The scores of those passages."""
        return np.asarray(self.index.scores["data"][self.column(stem)])


@dataclass(frozen=True, slots=True)
class _Concept:
    """Words of which one is enough: their stems, their runs of GRAM letters, and how rare they are."""

    stems: Sequence[str]
    grams: Sequence[Sequence[str]]
    weight: float


class TermIndex:
    """BM25 (bm25s, its "lucene" variant with k1 = 1.5 and b = 0.75) over the passages.

    It is built, saved and opened in one piece; joined to another, the pieces stand one after another as they are. How
    rare a word is then follows from all passages; how long a passage is, from the mean length in its own piece.
    """

    def __init__(self, *pieces: _LexicalPiece) -> None:
        self._pieces = pieces
        self._stems = Stems()
        self._concept = functools.lru_cache(maxsize=REMEMBERED)(self._concept_of)
        self._held = functools.lru_cache(maxsize=REMEMBERED)(self._stems_in)

    @classmethod
    def build(cls, texts: Iterable[str]) -> Self:
        """Make an index of texts; position ``i`` is ``texts[i]``."""
        import bm25s  # noqa: PLC0415 - imported late, like every big library

        stems = Stems()
        # Numbered as they come at first: all stems of all texts are many times more than the different ones. No text
        # is without one, which bm25s does not take.
        met: dict[str, int] = {"": 0}
        numbers, ends = array("i"), array("q")
        for text in texts:
            numbers.extend([met.setdefault(stem, len(met)) for stem in stems.of(text)] or [0])
            ends.append(len(numbers))
        vocabulary = Vocabulary.of(met)
        # Sorted, so that the same corpus gives the same bytes.
        sorted_number = np.empty(len(met), np.int64)
        sorted_number[[met[vocabulary[number].decode()] for number in range(len(met))]] = np.arange(len(met))
        ids = np.split(sorted_number[np.asarray(numbers, np.int64)].astype(np.int32), np.asarray(ends, np.int64)[:-1])
        index = bm25s.BM25()
        numbered = bm25s.tokenization.Tokenized(ids, {str(number): number for number in range(len(met))})
        with BARS.unshared():
            index.index(numbered, show_progress=False, create_empty_token=False)
        return cls(_LexicalPiece(index, vocabulary))

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the index saved in ``folder``. Raises OSError, ValueError or KeyError when it is damaged."""
        import bm25s  # noqa: PLC0415

        large = (folder / SCORES).stat().st_size >= MAPPED_FROM
        index = bm25s.BM25.load(folder, show_progress=False, load_vocab=False, mmap=large)
        return cls(_LexicalPiece(index, Vocabulary.open(folder)))

    def save(self, folder: Path) -> None:
        """Write an index of one piece to ``folder`` as plain arrays and JSON. Raises OSError."""
        (piece,) = self._pieces
        piece.index.save(folder, show_progress=False)
        (folder / THEIR_VOCABULARY).unlink()
        piece.vocabulary.save(folder)

    def followed_by(self, other: "TermIndex") -> "TermIndex":
        """Give the index of these passages and then those of another. Nothing is copied or built."""
        return TermIndex(*self._pieces, *other._pieces)  # noqa: SLF001 - of its own kind

    def scores(self, terms: Sequence[str]) -> Scores:
        """Give the BM25 score of every passage for these words, 0 where none of them occurs."""
        stems = self._stems.of_words(terms)
        return np.concatenate([self._scores_in(piece, stems) for piece in self._pieces])

    def _scores_in(self, piece: _LexicalPiece, stems: Sequence[str]) -> Scores:
        scores = np.zeros(piece.passages, np.float32)
        for stem in stems:
            holding = piece.holding(stem)
            # What is stored was weighed by the rarity of the word in its own piece.
            weight = self._rarity([stem]) / _inverse_frequency(piece.passages, len(holding))
            scores[holding] += weight * piece.scores(stem)
        return scores

    def holding(self, word: str) -> npt.NDArray[np.int64]:
        """Give the positions of the texts that hold a word, in order."""
        (stem,) = self._stems.of_words([word])
        starts = itertools.accumulate((piece.passages for piece in self._pieces), initial=0)
        found = [piece.holding(stem) + start for piece, start in zip(self._pieces, starts, strict=False)]
        return np.concatenate(found).astype(np.int64)

    def holds(self, text: str) -> bool:
        """Whether there is a passage with all the words of a text, function words left out."""
        stems = self._stems.of(text)
        together = (functools.reduce(np.intersect1d, map(piece.holding, stems)) for piece in self._pieces if stems)
        return any(map(len, together))

    def share_held(self, concepts: Sequence[Sequence[str]], text: str) -> float:
        """Give the share of these concepts that a text holds, each weighted by its rarity, from 0 to 1.

        A concept is a set of words of which one is enough.
        """
        held = self._held(text)
        asked = [self._concept(tuple(concept)) for concept in concepts]
        return _weighted((not held.isdisjoint(concept.stems) for concept in asked), asked) if concepts else 0.0

    def shares_alike(self, concepts: Sequence[Sequence[str]], texts: Sequence[str]) -> npt.NDArray[np.float64]:
        """Give the share of these concepts that each text holds, each word for what it has in common with the text.

        That is the part of its runs of GRAM letters: a compound counts for its parts, a typing error hardly against.
        Shape (len(texts),), from 0 to 1.
        """
        if not concepts or not texts:
            return np.zeros(len(texts))
        asked = [self._concept(tuple(concept)) for concept in concepts]
        return np.asarray(
            [
                _weighted((max([_share(runs, text) for runs in concept.grams]) for concept in asked), asked)
                for text in map(_spaced, texts)
            ]
        )

    def _stems_in(self, text: str) -> frozenset[str]:
        return frozenset(self._stems.of(text))

    def _concept_of(self, synonyms: tuple[str, ...]) -> "_Concept":
        stems = self._stems.of_words(synonyms)
        return _Concept(stems, [_grams(word) for word in synonyms], self._rarity(stems))

    def _rarity(self, stems: Sequence[str]) -> float:
        """The inverse document frequency (Robertson's, 0 or more) of the rarest of these stems that occurs.

        When none occurs they are the rarest of all: as if they stood in half a passage.
        """
        counts = (sum(len(piece.holding(stem)) for piece in self._pieces) for stem in stems)
        rarest = min((count for count in counts if count), default=0.5)
        return _inverse_frequency(sum(piece.passages for piece in self._pieces), rarest)


def _weighted(shares: Iterable[float], concepts: Sequence[_Concept]) -> float:
    """The mean of a share of each concept, weighted by how rare they are."""
    found = sum(share * concept.weight for share, concept in zip(shares, concepts, strict=True))
    return found / sum(concept.weight for concept in concepts)


def _inverse_frequency(passages: int, count: float) -> float:
    return math.log(1 + (passages - count + 0.5) / (count + 0.5))


@functools.lru_cache(maxsize=REMEMBERED)
def _spaced(text: str) -> str:
    """The words of a text with a space around each."""
    return f" {' '.join(words(text))} "


def _grams(word: str) -> list[str]:
    """The runs of GRAM characters of a word with a space on either side; a shorter one, and a number, is its own."""
    spaced = f" {word} "
    if any(map(str.isdigit, word)):
        return [spaced]
    return [spaced[start : start + GRAM] for start in range(max(1, len(spaced) - GRAM + 1))]


def _share(grams: Sequence[str], text: str) -> float:
    return len([gram for gram in grams if gram in text]) / len(grams)


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
