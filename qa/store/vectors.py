"""The dense leg on disk: unit vectors of passages in FAISS, and beside them those of other views of each passage.

A passage is near to a question in four ways: as a whole, in its context (with the title of its document and the
headings above it), by its best sentence, and by the part of it that answers. Their mean ranks better than any of them.
"""

from dataclasses import dataclass
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


class VectorIndex:
    """Exact search by inner product over unit vectors, which is the cosine."""

    def __init__(self, index: Any, views: Views) -> None:  # noqa: ANN401 - faiss is untyped
        _keep_blas_from_spinning()
        self._index = index
        self._views = views

    @classmethod
    def build(cls, passages: Vectors, views: Views) -> Self:
        """Make an index of passage vectors (n, d) and their other views."""
        import faiss  # noqa: PLC0415 - imported late, like every big library

        index = faiss.IndexFlatIP(passages.shape[1])
        index.add(np.ascontiguousarray(passages))
        return cls(index, views)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the index saved in ``folder``. Raises OSError, ValueError or RuntimeError when it is damaged."""
        import faiss  # noqa: PLC0415

        data = np.frombuffer((folder / PASSAGES).read_bytes(), np.uint8)
        names = (CONTEXTS, ANSWERS, SENTENCES, OFFSETS)
        views = Views(*(np.load(folder / name, allow_pickle=False) for name in names))
        return cls(faiss.deserialize_index(data), views)

    def save(self, folder: Path) -> None:
        """Write the index to ``folder``. Raises OSError."""
        import faiss  # noqa: PLC0415

        # Written by Python rather than by FAISS, whose errors do not say that the disk is full.
        (folder / PASSAGES).write_bytes(faiss.serialize_index(self._index).tobytes())
        np.save(folder / CONTEXTS, self._views.contexts, allow_pickle=False)
        np.save(folder / ANSWERS, self._views.answers, allow_pickle=False)
        np.save(folder / SENTENCES, self._views.sentences, allow_pickle=False)
        np.save(folder / OFFSETS, self._views.offsets, allow_pickle=False)

    @property
    def dimension(self) -> int:
        """Number of components of a vector."""
        return int(self._index.d)

    @property
    def passages(self) -> Vectors:
        """The vectors of all passages in order, shape (n, d)."""
        return np.asarray(self._index.reconstruct_n(0, self._index.ntotal), np.float32)

    @property
    def views(self) -> Views:
        """The vectors of the other views of all passages."""
        return self._views

    def nearest(self, query: Vectors, count: int, allowed: Positions | None = None) -> Positions:
        """Give the positions of at most ``count`` passages nearest to ``query`` (d,), nearest first, then in order.

        ``allowed`` restricts the search to these positions.
        """
        import faiss  # noqa: PLC0415

        parameters = None
        if allowed is not None:
            parameters = faiss.SearchParameters(sel=faiss.IDSelectorBatch(allowed))  # type: ignore[call-arg]
            count = min(count, len(allowed))
        count = min(count, self._index.ntotal)
        if not count:
            return np.empty(0, np.int64)
        cosines, found = self._index.search(query[None, :], count, params=parameters)
        order = np.lexsort((found[0], -cosines[0]))  # faiss gives equals in any order
        return np.asarray([position for position in found[0][order] if position >= 0], np.int64)

    def cosines(self, query: Vectors, positions: Positions) -> Vectors:
        """Give the cosine of ``query`` (d,) with each of these passages, shape (len(positions),)."""
        if not len(positions):
            return np.empty(0, np.float32)
        return np.asarray(self._index.reconstruct_batch(positions) @ query, np.float32)

    def sentence_cosines(self, query: Vectors, position: int) -> Vectors:
        """Give the cosine of ``query`` (d,) with each sentence of one passage, in order."""
        start, end = self._views.offsets[position], self._views.offsets[position + 1]
        return np.asarray(self._views.sentences[start:end] @ query, np.float32)

    def likeness(self, positions: Positions) -> Vectors:
        """Give the cosines between what these passages answer, shape (len(positions), len(positions))."""
        answers = self._views.answers[positions]
        return np.asarray(answers @ answers.T, np.float32)

    def nearness(self, query: Vectors, positions: Positions) -> Vectors:
        """Give the mean cosine of ``query`` (d,) with the four views of each passage, shape (len(positions),)."""
        whole = self.cosines(query, positions)
        views = self._views
        others = (views.contexts[positions] @ query, views.answers[positions] @ query)
        return np.asarray(np.mean([whole, self._best_sentences(query, positions, whole), *others], axis=0), np.float32)

    def _best_sentences(self, query: Vectors, positions: Positions, without: Vectors) -> Vectors:
        """The cosine of the best sentence of each passage; of one that has none, what ``without`` holds for it."""
        starts = self._views.offsets[positions]
        counts = self._views.offsets[positions + 1] - starts
        filled = counts > 0
        best = without.copy()
        if filled.any():
            counts = counts[filled]
            first = np.cumsum(counts) - counts  # where the sentences of each passage begin among those looked at
            rows = np.arange(counts.sum()) + np.repeat(starts[filled] - first, counts)
            best[filled] = np.maximum.reduceat(self._views.sentences[rows] @ query, first)
        return best


def _keep_blas_from_spinning() -> None:
    """Have OpenBLAS, which numpy and FAISS bring along, work on one thread.

    Its other threads go on spinning for a while after each product, and take the processor from the model that reads
    the next question: on two cores a question then takes more than twice as long (``python -m eval.bench``). It holds
    for the whole process, and for good.
    """
    from threadpoolctl import ThreadpoolController  # noqa: PLC0415

    ThreadpoolController().select(internal_api="openblas").limit(limits=1)
