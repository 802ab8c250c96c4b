"""Measure the kinds of FAISS index against each other: what each finds, how fast, and how much it takes.

The vectors lie between those of real texts (see ``eval.invented``). Every kind gives a thousand candidates, which are
compared once more by their vectors, as the product does. Run it alone.
"""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import faiss
import numpy as np
import typer

from qa.embedding import Embedder
from qa.library.library import Place
from qa.library.sync import update
from qa.settings import from_environment
from qa.store import ann
from qa.store.ann import Kind

from .invented import Between, Vectors
from .performance import Times, publish, spread
from .scale import CORPUS, MEGABYTE, opened

AT_ONCE = 10_000  # vectors made together
ASKED = 100
GRAPH, LOOKED_AT = "HNSW32,SQ8", (256, 1024)  # a graph instead of lists, and how much of it is looked at


def main(passages: Annotated[int, typer.Argument(help="The number of vectors.")] = 250_000) -> None:
    """Measure every kind, and publish the table."""
    embedder = Embedder(from_environment())
    with tempfile.TemporaryDirectory() as folder:
        place = Place(CORPUS, Path(folder), embedder, from_environment().memory)
        update(place.engine, place.corpus)
        store = opened(place)
        real = np.concatenate([store.vectors.passages, store.vectors.views.sentences])
    made = Between(embedder, real)
    vectors = np.concatenate([made.passages([str(n)] * AT_ONCE) for n in range(passages // AT_ONCE)])
    queries = ann.questions(vectors)[:ASKED]
    nearest = ann.exactly_nearest(queries, vectors)
    rows = []
    lists = ann.chosen(passages, embedder.dimension, 10**12, most_exact=0).name.split(",")[0]
    for name in ("Flat", f"{lists},SQ8", f"{lists},RaBitQ", GRAPH):
        start = time.perf_counter()
        index = _built(name, vectors)
        took = time.perf_counter() - start
        size = len(faiss.serialize_index(index)) // MEGABYTE
        for setting in _settings(index, name):
            found, times = zip(*(_search(index, query) for query in queries), strict=True)
            shares = [len(np.intersect1d(a, b)) / len(b) for a, b in zip(found, nearest, strict=True)]
            rows.append((name, setting, f"{np.mean(shares):.3f}", spread(times), f"{took:.0f}", f"{size:,}"))
    columns = ("kind", "looked into", "recall@10", "search, ms", "built in, s", "size, MB")
    publish("kinds", [Times(f"Kinds of index over {len(vectors):,} vectors", columns, tuple(rows))])


def _built(name: str, vectors: Vectors) -> Any:  # noqa: ANN401 - faiss is untyped
    if name != GRAPH:
        return ann.made(Kind(name, 0 if name == "Flat" else ann.PROBES[0]), vectors)
    index = faiss.index_factory(vectors.shape[1], name, faiss.METRIC_INNER_PRODUCT)
    index.train(vectors)
    index.add(vectors)
    return index


def _settings(index: Any, name: str) -> Iterator[str]:  # noqa: ANN401
    """Set an index to look into ever more, and tell how much."""
    if name == "Flat":
        yield "all"
    elif name == GRAPH:
        for count in LOOKED_AT:
            index.hnsw.efSearch = count
            yield f"{count} neighbours"
    else:
        for count in ann.PROBES[:4]:
            index.nprobe = count
            yield f"{count} lists"


def _search(index: Any, query: Vectors) -> tuple[Any, float]:  # noqa: ANN401
    start = time.perf_counter()
    found, _ = ann.search(index, query, ann.RESCORED, None)
    return found, time.perf_counter() - start


if __name__ == "__main__":
    typer.run(main)
