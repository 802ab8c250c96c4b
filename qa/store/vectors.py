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

Vectors = npt.NDArray[np.float32]
Positions = npt.NDArray[np.int64]

PASSAGES, CONTEXTS, ANSWERS = "passages.faiss", "contexts.npy", "answers.npy"
SENTENCES, OFFSETS = "sentences.npy", "sentence-offsets.npy"


@dataclass(frozen=True, slots=True)
class Views:
    """The vectors of the other views of n passages: in context and answering (n, d), and of m sentences (m, d).

    Sentence ``i`` of passage ``p`` is row ``offsets[p] + i`` of the sentences; ``offsets`` has n + 1 numbers.
    """

    contexts: Vectors
    answers: Vectors
    sentences: Vectors
    offsets: Positions


@dataclass(frozen=True, slots=True)
class _Piece:
    """Passages in a row, whose places count from 0: their vectors in FAISS, and those of their other views."""

    index: Any  # faiss is untyped
    views: Views

    def nearest(self, query: Vectors, count: int, allowed: Positions | None) -> tuple[Positions, Vectors]:
        """The places of at most ``count`` passages nearest to a question, and their cosines, in any order."""
        import faiss  # noqa: PLC0415 - imported late, like every big library

        parameters = None
        if allowed is not None:
            parameters = faiss.SearchParameters(sel=faiss.IDSelectorBatch(allowed))  # type: ignore[call-arg]
            count = min(count, len(allowed))
        count = min(count, self.index.ntotal)
        if not count:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        cosines, found = self.index.search(query[None, :], count, params=parameters)
        return found[0][found[0] >= 0], cosines[0][found[0] >= 0]

    def cosines(self, query: Vectors, places: Positions) -> Vectors:
        """The cosine of a question with each of these passages."""
        return np.asarray(self.index.reconstruct_batch(places) @ query, np.float32)

    def nearness(self, query: Vectors, places: Positions) -> Vectors:
        """The mean cosine of a question with the four views of each passage."""
        whole = self.cosines(query, places)
        others = (self.views.contexts[places] @ query, self.views.answers[places] @ query)
        return np.asarray(np.mean([whole, self._best_sentences(query, places, whole), *others], axis=0), np.float32)

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
            best[filled] = np.maximum.reduceat(self.views.sentences[rows] @ query, first)
        return best


class VectorIndex:
    """Exact search by inner product over unit vectors, which is the cosine.

    It is built, saved and opened in one piece; joined to another, the pieces stand one after another as they are.
    """

    def __init__(self, *pieces: _Piece) -> None:
        _keep_blas_from_spinning()
        self._pieces = pieces
        self._starts = np.cumsum([0, *(piece.index.ntotal for piece in pieces)])

    @classmethod
    def build(cls, passages: Vectors, views: Views) -> Self:
        """Make an index of passage vectors (n, d) and their other views."""
        import faiss  # noqa: PLC0415

        index = faiss.IndexFlatIP(passages.shape[1])
        index.add(np.ascontiguousarray(passages))
        return cls(_Piece(index, views))

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the index saved in ``folder``. Raises OSError, ValueError or RuntimeError when it is damaged."""
        import faiss  # noqa: PLC0415

        data = np.frombuffer((folder / PASSAGES).read_bytes(), np.uint8)
        names = (CONTEXTS, ANSWERS, SENTENCES, OFFSETS)
        views = Views(*(np.load(folder / name, allow_pickle=False) for name in names))
        return cls(_Piece(faiss.deserialize_index(data), views))

    def save(self, folder: Path) -> None:
        """Write an index of one piece to ``folder``. Raises OSError."""
        import faiss  # noqa: PLC0415

        (piece,) = self._pieces
        # Written by Python rather than by FAISS, whose errors do not say that the disk is full.
        (folder / PASSAGES).write_bytes(faiss.serialize_index(piece.index).tobytes())
        np.save(folder / CONTEXTS, piece.views.contexts, allow_pickle=False)
        np.save(folder / ANSWERS, piece.views.answers, allow_pickle=False)
        np.save(folder / SENTENCES, piece.views.sentences, allow_pickle=False)
        np.save(folder / OFFSETS, piece.views.offsets, allow_pickle=False)

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
        return np.asarray(piece.index.reconstruct_n(0, piece.index.ntotal), np.float32)

    @property
    def views(self) -> Views:
        """The vectors of the other views of all passages, of an index of one piece."""
        (piece,) = self._pieces
        return piece.views

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

    def cosines(self, query: Vectors, positions: Positions) -> Vectors:
        """Give the cosine of ``query`` (d,) with each of these passages, shape (len(positions),)."""
        return self._of_each(positions, lambda piece, places: piece.cosines(query, places))

    def sentence_cosines(self, query: Vectors, position: int) -> Vectors:
        """Give the cosine of ``query`` (d,) with each sentence of one passage, in order."""
        owner = int(np.searchsorted(self._starts, position, side="right")) - 1
        views, place = self._pieces[owner].views, position - self._starts[owner]
        return np.asarray(views.sentences[views.offsets[place] : views.offsets[place + 1]] @ query, np.float32)

    def likeness(self, positions: Positions) -> Vectors:
        """Give the cosines between what these passages answer, shape (len(positions), len(positions))."""
        answers = self._of_each(positions, lambda piece, places: piece.views.answers[places])
        return np.asarray(answers @ answers.T, np.float32)

    def nearness(self, query: Vectors, positions: Positions) -> Vectors:
        """Give the mean cosine of ``query`` (d,) with the four views of each passage, shape (len(positions),)."""
        return self._of_each(positions, lambda piece, places: piece.nearness(query, places))

    def _of_each(self, positions: Positions, of: Callable[[_Piece, Positions], Vectors]) -> Vectors:
        """What ``of`` gives for the passages at these positions, asked of each piece, in the order of the positions."""
        owner = np.searchsorted(self._starts, positions, side="right") - 1
        found = np.concatenate(
            [of(piece, positions[owner == i] - self._starts[i]) for i, piece in enumerate(self._pieces)]
        )
        in_order = np.empty_like(found)
        in_order[np.argsort(owner, kind="stable")] = found
        return in_order


def _keep_blas_from_spinning() -> None:
    """Have OpenBLAS, which numpy and FAISS bring along, work on one thread.

    Its other threads go on spinning for a while after each product, and take the processor from the model that reads
    the next question: on two cores a question then takes more than twice as long (``python -m eval.bench``). It holds
    for the whole process, and for good.
    """
    from threadpoolctl import ThreadpoolController  # noqa: PLC0415

    ThreadpoolController().select(internal_api="openblas").limit(limits=1)
