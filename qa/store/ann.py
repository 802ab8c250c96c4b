"""The kinds of FAISS index: which serves how many passages, and how near it comes to exact search.

Few passages are compared one by one. Of many only those near the question are, in lists around centres (IVF), whose
vectors are kept in one bit a component (RaBitQ; Gao and Long 2024). The thousand nearest by these are compared once
more by the vectors themselves, which lie on disk. That finds as much as one byte a component or a graph does, in a
fifth of the memory or less, and faster; docs/performance.md has the figures.
"""

import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
Positions = npt.NDArray[np.int64]

MOST_EXACT = 100_000  # passages: comparing with each then takes some 5 ms (docs/performance.md)
MEMORY_SHARE = 0.5  # of what the index may take, for that of FAISS
RESCORED = 1_000  # passages found by approximation that are compared by their vectors
COMPARED = 20_000  # passages that a search is restricted to, up to which each is
CENTRES = 4  # times the root of the number of passages
TRAINED_ON = 64  # passages a centre
ROUNDS = 10  # of k-means
PROBES = (16, 32, 64, 128, 256, 512)  # lists looked into: the fewest that find enough
ENOUGH = 0.98  # of the ten nearest
SAMPLED = 200  # passages whose nearest are looked up to measure that
NEAREST = 10
NOISE = 0.5  # length of what is added to the vector of a passage to make one of a question
SEED = 1
AT_ONCE = 50_000  # vectors added together


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of index by its name in FAISS's factory, and the lists it looks into.

    ``recall`` is the share of the ten nearest that it was measured to find, from 0 to 1.
    """

    name: str
    probes: int = 0
    recall: float = 1.0

    @property
    def exact(self) -> bool:
        """Whether it compares with every passage."""
        return self.probes == 0


EXACT = Kind("Flat")


def chosen(passages: int, dimension: int, memory: int, most_exact: int = MOST_EXACT) -> Kind:
    """Choose the kind for so many passages, of which the index is to keep within ``memory`` bytes."""
    if passages <= most_exact and 4 * dimension * passages <= MEMORY_SHARE * memory:
        return EXACT
    centres = max(1, min(round(CENTRES * math.sqrt(passages)), passages // 39))  # 39: below it FAISS warns
    return Kind(f"IVF{centres},RaBitQ", PROBES[0])


def made(kind: Kind, vectors: Vectors) -> Any:  # noqa: ANN401 - faiss is untyped
    """Build an index of this kind of vectors (n, d)."""
    faiss = _faiss()
    index = faiss.index_factory(vectors.shape[1], kind.name, faiss.METRIC_INNER_PRODUCT)
    if not kind.exact:
        index.cp.niter, index.cp.seed = ROUNDS, SEED
        sample = np.random.default_rng(SEED).permutation(len(vectors))[: TRAINED_ON * index.nlist]
        index.train(_plain(vectors[np.sort(sample)]))
        index.nprobe = kind.probes
    for start in range(0, len(vectors), AT_ONCE):
        index.add(_plain(vectors[start : start + AT_ONCE]))
    return index


def measured(kind: Kind, index: Any, vectors: Vectors) -> Kind:  # noqa: ANN401 - faiss is untyped
    """Find the fewest lists to look into for ENOUGH of the nearest, and the share of these then found.

    Measured with vectors as far from a passage as that of a question is; ``index`` looks into that many from then on.
    """
    if kind.exact:
        return kind
    queries = questions(vectors)
    nearest = exactly_nearest(queries, vectors)
    found = kind
    for probes in PROBES:
        index.nprobe = probes
        share = np.mean(
            [
                len(np.intersect1d(expected, search(index, query, RESCORED, None)[0])) / len(expected)
                for query, expected in zip(queries, nearest, strict=True)
            ]
        )
        found = replace(kind, probes=probes, recall=round(float(share), 4))
        if found.recall >= ENOUGH:
            break
    return found


def search(index: Any, query: Vectors, count: int, allowed: Positions | None) -> tuple[Positions, Vectors]:  # noqa: ANN401
    """Give the places of at most ``count`` vectors nearest to ``query`` (d,), and their cosines, in any order.

    ``allowed`` restricts the search to these places.
    """
    faiss = _faiss()
    parameters: Any = None
    if allowed is not None and hasattr(index, "nlist"):
        inside = np.zeros(index.ntotal, np.uint8)
        inside[allowed] = 1
        selector = faiss.IDSelectorBitmap(np.packbits(inside, bitorder="little"))
        parameters = faiss.SearchParametersIVF(sel=selector, nprobe=index.nprobe)
    elif allowed is not None:
        parameters = faiss.SearchParameters(sel=faiss.IDSelectorBatch(allowed))
    cosines, found = index.search(query[None, :], min(count, index.ntotal), params=parameters)
    there = found[0] >= 0
    return found[0][there], cosines[0][there]


def opened(path: Path, kind: Kind) -> Any:  # noqa: ANN401
    """Open an index from disk, a large one without reading it. Raises OSError or RuntimeError when it is damaged."""
    faiss = _faiss()
    if kind.exact:
        return faiss.deserialize_index(np.frombuffer(path.read_bytes(), np.uint8))
    index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
    index.nprobe = kind.probes
    return index


def save(index: Any, path: Path) -> None:  # noqa: ANN401
    """Write an index to disk. Raises OSError."""
    faiss = _faiss()
    # Written by Python rather than by FAISS, whose errors do not say that the disk is full.
    path.write_bytes(faiss.serialize_index(index).data)


def questions(vectors: Vectors) -> Vectors:
    """Give vectors as near to some of these (n, d) as those of questions are, shape (q, d)."""
    random = np.random.default_rng(SEED)
    picked = _plain(vectors[np.sort(random.permutation(len(vectors))[:SAMPLED])])
    noise = random.standard_normal(picked.shape).astype(np.float32)
    moved = picked + NOISE * noise / np.linalg.norm(noise, axis=1, keepdims=True)
    return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), np.float32)


def exactly_nearest(queries: Vectors, vectors: Vectors) -> Positions:
    """Give the places of the nearest vectors (n, d) of each of q queries (q, d), shape (q, NEAREST)."""
    best = np.empty((len(queries), 0), np.float32)
    places = np.empty((len(queries), 0), np.int64)
    for start in range(0, len(vectors), AT_ONCE):
        cosines = queries @ _plain(vectors[start : start + AT_ONCE]).T
        best = np.concatenate([best, cosines], axis=1)
        places = np.concatenate([places, np.broadcast_to(np.arange(start, start + cosines.shape[1]), cosines.shape)], 1)
        kept = np.argpartition(-best, min(NEAREST, best.shape[1]) - 1, axis=1)[:, :NEAREST]
        best, places = np.take_along_axis(best, kept, 1), np.take_along_axis(places, kept, 1)
    return places


def _plain(vectors: Vectors) -> Vectors:
    return np.ascontiguousarray(vectors, np.float32)


def _faiss() -> Any:  # noqa: ANN401 - its types do not know what it takes
    import faiss  # noqa: PLC0415 - imported late, like every big library

    return faiss
