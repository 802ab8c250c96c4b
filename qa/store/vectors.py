"""The dense leg on disk: unit vectors of passages in FAISS, and of their sentences beside them."""

from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
Positions = npt.NDArray[np.int64]

PASSAGES, SENTENCES, OFFSETS = "passages.faiss", "sentences.npy", "sentence-offsets.npy"


class VectorIndex:
    """Exact search by inner product over unit vectors, which is the cosine.

    Sentence ``i`` of passage ``p`` is row ``offsets[p] + i`` of the sentence vectors.
    """

    def __init__(self, index: Any, sentences: Vectors, offsets: Positions) -> None:  # noqa: ANN401 - faiss is untyped
        self._index = index
        self._sentences = sentences
        self._offsets = offsets

    @classmethod
    def build(cls, passages: Vectors, sentences: Vectors, offsets: Positions) -> Self:
        """Make an index of passage vectors (n, d), sentence vectors (m, d) and n + 1 offsets into the latter."""
        import faiss  # noqa: PLC0415 - imported late, like every big library

        index = faiss.IndexFlatIP(passages.shape[1])
        index.add(np.ascontiguousarray(passages))
        return cls(index, sentences, offsets)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the index saved in ``folder``. Raises OSError, ValueError or RuntimeError when it is damaged."""
        import faiss  # noqa: PLC0415

        data = np.frombuffer((folder / PASSAGES).read_bytes(), np.uint8)
        sentences = np.load(folder / SENTENCES, allow_pickle=False)
        offsets = np.load(folder / OFFSETS, allow_pickle=False)
        return cls(faiss.deserialize_index(data), sentences, offsets)

    def save(self, folder: Path) -> None:
        """Write the index to ``folder``. Raises OSError."""
        import faiss  # noqa: PLC0415

        # Written by Python rather than by FAISS, whose errors do not say that the disk is full.
        (folder / PASSAGES).write_bytes(faiss.serialize_index(self._index).tobytes())
        np.save(folder / SENTENCES, self._sentences, allow_pickle=False)
        np.save(folder / OFFSETS, self._offsets, allow_pickle=False)

    @property
    def dimension(self) -> int:
        """Number of components of a vector."""
        return int(self._index.d)

    @property
    def passages(self) -> Vectors:
        """The vectors of all passages in order, shape (n, d)."""
        return np.asarray(self._index.reconstruct_n(0, self._index.ntotal), np.float32)

    @property
    def sentences(self) -> Vectors:
        """The vectors of all sentences, those of each passage in order, shape (m, d)."""
        return self._sentences

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
        start, end = self._offsets[position], self._offsets[position + 1]
        return np.asarray(self._sentences[start:end] @ query, np.float32)
