"""The dense leg on disk: unit vectors of passages in FAISS, and beside them those of other views of each passage.

A passage is near to a question in four ways: as a whole, in its context (with the title of its document and the
headings above it), by its best sentence, and by the part of it that answers. Their mean ranks better than any of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from qa.store import ann
from qa.store.ann import EXACT, Kind
from qa.store.records import mapped
from qa.store.threads import on_one_thread
from qa.store.word_vectors import CODES, WordVectors

Vectors = npt.NDArray[np.float32]
Positions = npt.NDArray[np.int64]

INDEX, PASSAGES = "passages.faiss", "passages.npy"
CONTEXTS, ANSWERS, SENTENCES, OFFSETS = "contexts.npy", "answers.npy", "sentences.npy", "sentence-offsets.npy"
CENTRE = "centre.npy"


@dataclass(frozen=True, slots=True)
class Views:
    """The vectors of the other views of n passages: in context and answering (n, d), and of m sentences (m, d).

    Sentence ``i`` of passage ``p`` is row ``offsets[p] + i`` of the sentences; ``offsets`` has n + 1 numbers. On disk
    vectors have 2 bytes a component.
    """

    contexts: Vectors
    answers: Vectors
    sentences: Vectors
    offsets: Positions


@dataclass(frozen=True, slots=True)
class _DensePiece:
    """Passages in a row, whose places count from 0: their vectors in FAISS, and those of their other views.

    ``centre`` is the mean of these vectors; ``rows`` are they themselves where FAISS holds them by approximation only.
    ``words`` are those of the sentences; none of a model that has no reader.
    """

    index: Any  # faiss is untyped
    views: Views
    centre: Vectors
    rows: Vectors | None = None
    words: WordVectors | None = None

    def nearest(self, query: Vectors, count: int, allowed: Positions | None) -> tuple[Positions, Vectors]:
        """The places of at most ``count`` passages nearest to a question, and their cosines, in any order."""
        if allowed is not None:
            count = min(count, len(allowed))
        count = min(count, self.index.ntotal)
        if not count:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        if self.rows is None:
            return ann.search(self.index, query, count, allowed)
        near = allowed
        if near is None or len(near) > ann.COMPARED:
            near, _ = ann.search(self.index, query, max(count, ann.RESCORED), allowed)
        cosines = self.cosines(query, near)
        best = np.lexsort((near, -cosines))[:count]
        return near[best], cosines[best]

    def cosines(self, query: Vectors, places: Positions) -> Vectors:
        """The cosine of a question with each of these passages."""
        rows = self.index.reconstruct_batch(places) if self.rows is None else self.rows[places]
        return _product(rows, query)

    def vectors(self) -> Vectors:
        """The vectors of the passages in order."""
        return self.index.reconstruct_n(0, self.index.ntotal) if self.rows is None else self.rows

    def nearness(self, query: Vectors, places: Positions) -> Vectors:
        """The mean cosine of a question with the four views of each passage."""
        whole = self.cosines(query, places)
        others = (_product(view[places], query) for view in (self.views.contexts, self.views.answers))
        return np.asarray(np.mean([whole, self._best_sentences(query, places, whole), *others], axis=0), np.float32)

    def matches(self, tokens: Vectors, place: int) -> Vectors:
        """How near the nearest word of each sentence of a passage is to each token of a question."""
        sentences = np.arange(self.views.offsets[place], self.views.offsets[place + 1])
        if self.words is None:
            return np.empty((len(sentences), 0), np.float32)
        return self.words.matches(tokens, sentences)

    def _best_sentences(self, query: Vectors, places: Positions, without: Vectors) -> Vectors:
        """The cosine of the best sentence of each passage; of one that has none, what ``without`` holds for it."""
        starts = self.views.offsets[places]
        counts = self.views.offsets[places + 1] - starts
        filled = counts > 0
        best = without.copy()
        if filled.any():
            counts = counts[filled]
            first = np.cumsum(counts) - counts  # where the sentences of each passage begin among those looked at
            rows = np.arange(counts.sum()) + np.repeat(starts[filled] - first, counts)
            best[filled] = np.maximum.reduceat(_product(self.views.sentences[rows], query), first)
        return best


class VectorIndex:
    """Search by inner product over unit vectors, which is the cosine: exact, or by approximation where there are many.

    It is built, saved and opened in one piece; joined to another, the pieces stand one after another as they are.
    ``centre`` is the mean of the vectors of all passages, shape (d,).
    """

    def __init__(self, *pieces: _DensePiece) -> None:
        self._pieces = pieces
        sizes = [piece.index.ntotal for piece in pieces]
        self.centre = np.asarray(np.average([piece.centre for piece in pieces], axis=0, weights=sizes), np.float32)
        self._starts = np.cumsum([0, *(piece.index.ntotal for piece in pieces)])

    @classmethod
    def build(cls, passages: Vectors, views: Views, kind: Kind = EXACT, words: WordVectors | None = None) -> Self:
        """Make an index of passage vectors (n, d), their other views, and the words of their sentences."""
        centre = np.asarray(np.mean(passages, axis=0, dtype=np.float64), np.float32)
        return cls(_DensePiece(ann.made(kind, passages), views, centre, None if kind.exact else passages, words))

    @classmethod
    def open(cls, folder: Path, kind: Kind = EXACT) -> Self:
        """Open the index saved in ``folder``. Raises OSError, ValueError or RuntimeError when it is damaged."""
        views = Views(*(mapped(folder / name) for name in (CONTEXTS, ANSWERS, SENTENCES, OFFSETS)))
        rows = None if kind.exact else mapped(folder / PASSAGES)
        words = WordVectors.open(folder) if (folder / CODES).is_file() else None
        return cls(_DensePiece(ann.opened(folder / INDEX, kind), views, mapped(folder / CENTRE), rows, words))

    def save(self, folder: Path) -> None:
        """Write what is not on disk yet of an index of one piece to ``folder``. Raises OSError."""
        (piece,) = self._pieces
        ann.save(piece.index, folder / INDEX)
        np.save(folder / CENTRE, piece.centre, allow_pickle=False)
        views = {CONTEXTS: piece.views.contexts, ANSWERS: piece.views.answers, SENTENCES: piece.views.sentences}
        for name, vectors in (views | {OFFSETS: piece.views.offsets, PASSAGES: piece.rows}).items():
            if vectors is not None and not (folder / name).exists():
                np.save(folder / name, vectors, allow_pickle=False)

    @on_one_thread
    def measured(self, kind: Kind) -> Kind:
        """Measure how much an index of one piece finds (see ``ann.measured``)."""
        (piece,) = self._pieces
        return ann.measured(kind, piece.index, piece.vectors())

    def followed_by(self, other: "VectorIndex") -> "VectorIndex":
        """Give the index of these passages and then those of another. No vector is copied."""
        return VectorIndex(*self._pieces, *other._pieces)  # noqa: SLF001 - of its own kind

    @property
    def dimension(self) -> int:
        """Number of components of a vector."""
        return int(self._pieces[0].index.d)

    @property
    def passages(self) -> Vectors:
        """The vectors of all passages in order, shape (n, d), of an index of one piece."""
        (piece,) = self._pieces
        return piece.vectors()

    @property
    def views(self) -> Views:
        """The vectors of the other views of all passages, of an index of one piece."""
        (piece,) = self._pieces
        return piece.views

    @on_one_thread
    def nearest(self, query: Vectors, count: int, allowed: Positions | None = None) -> Positions:
        """Give the positions of at most ``count`` passages nearest to ``query`` (d,), nearest first, then in order.

        ``allowed`` restricts the search to these positions.
        """
        found, near = [], []
        for piece, (start, end) in zip(self._pieces, pairwise(self._starts.tolist()), strict=True):
            inside = None if allowed is None else allowed[(start <= allowed) & (allowed < end)] - start
            places, cosines = piece.nearest(query, count, inside)
            found.append(places + start)
            near.append(cosines)
        positions = np.concatenate(found)
        order = np.lexsort((positions, -np.concatenate(near)))  # faiss gives equals in any order
        return positions[order][:count]

    @on_one_thread
    def cosines(self, query: Vectors, positions: Positions) -> Vectors:
        """Give the cosine of ``query`` (d,) with each of these passages, shape (len(positions),)."""
        return self._of_each(positions, lambda piece, places: piece.cosines(query, places))

    @on_one_thread
    def sentence_cosines(self, query: Vectors, position: int) -> Vectors:
        """Give the cosine of ``query`` (d,) with each sentence of one passage, in order."""
        owner = int(np.searchsorted(self._starts, position, side="right")) - 1
        views, place = self._pieces[owner].views, position - self._starts[owner]
        return _product(views.sentences[views.offsets[place] : views.offsets[place + 1]], query)

    @on_one_thread
    def matches(self, tokens: Vectors, positions: Positions) -> list[Vectors]:
        """Give for each of these passages how near each of its sentences comes to each token (n, w) of a question.

        That is the similarity of the nearest word, shape (sentences, n); (sentences, 0) where there are no words.
        """
        owners = np.searchsorted(self._starts, positions, side="right") - 1
        places = zip(owners.tolist(), positions.tolist(), strict=True)
        return [self._pieces[owner].matches(tokens, position - int(self._starts[owner])) for owner, position in places]

    @on_one_thread
    def likeness(self, positions: Positions) -> Vectors:
        """Give the cosines between what these passages answer, shape (len(positions), len(positions))."""
        answers = self._of_each(positions, lambda piece, places: piece.views.answers[places].astype(np.float32))
        return np.asarray(answers @ answers.T, np.float32)

    @on_one_thread
    def nearness(self, query: Vectors, positions: Positions) -> Vectors:
        """Give the mean cosine of ``query`` (d,) with the four views of each passage, shape (len(positions),)."""
        return self._of_each(positions, lambda piece, places: piece.nearness(query, places))

    def _of_each(self, positions: Positions, of: Callable[[_DensePiece, Positions], Vectors]) -> Vectors:
        """What ``of`` gives for the passages at these positions, asked of each piece, in the order of the positions."""
        owner = np.searchsorted(self._starts, positions, side="right") - 1
        found = np.concatenate(
            [of(piece, positions[owner == i] - self._starts[i]) for i, piece in enumerate(self._pieces)]
        )
        in_order = np.empty_like(found)
        in_order[np.argsort(owner, kind="stable")] = found
        return in_order


def files(kind: Kind, passages: int, sentences: int) -> tuple[tuple[str, int], ...]:
    """Give the files with vectors of an index of this kind, in order, and how many each holds."""
    whole = INDEX if kind.exact else PASSAGES
    return (whole, passages), (CONTEXTS, passages), (ANSWERS, passages), (SENTENCES, sentences)


def rows(path: Path, kind: Kind) -> Vectors:
    """Give the vectors in one of the files of ``files``. Raises OSError, ValueError or RuntimeError when damaged."""
    if path.name != INDEX:
        return np.asarray(mapped(path))
    index = ann.opened(path, kind)
    return np.asarray(index.reconstruct_n(0, index.ntotal), np.float32)


def _product(rows: Vectors, query: Vectors) -> Vectors:
    return np.asarray(rows.astype(np.float32, copy=False) @ query, np.float32)
