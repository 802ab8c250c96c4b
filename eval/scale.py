"""Measure how building and asking grow with the number of passages, and write docs/performance.md.

The smallest size are the five documents; beyond, documents made of their sentences (see ``eval.invented``). Each size
is asked in a process of its own, beside plain FAISS and plain bm25s over the same passages. Run it alone; a million
passages take half an hour, 15 GB of disk and 12 GB of memory.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer

from qa import Assistant, VindplaatsError
from qa.embedding import Embedder
from qa.library.library import Place
from qa.library.sync import source_of, update
from qa.settings import from_environment
from qa.store.dense import VectorIndex
from qa.store.lexical import TermIndex
from qa.store.snapshot import Store

from .gold import load
from .invented import Between, write_corpus
from .performance import Times, publish, spread

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
ASKED = 100  # questions
AGAIN = 100_000  # passages up to which an index is built a second time
PLAIN = 10  # passages that plain FAISS and plain bm25s are asked for
MEGABYTE = 1_000_000
PAGE_SIZE = 1024  # bytes in the kB of /proc

# What a question spends its time on, by the methods that do it.
PARTS: dict[str, tuple[tuple[type, str], ...]] = {
    "question read": ((Embedder, "questions"),),
    "vectors": tuple(
        (VectorIndex, name) for name in ("nearest", "nearness", "cosines", "sentence_cosines", "matches", "likeness")
    ),
    "words": tuple((TermIndex, name) for name in ("scores", "share_held", "shares_alike")),
}

app = typer.Typer()


@dataclass(frozen=True, slots=True)
class Asked:
    """What asking took: seconds of opening, of each question and of its parts, of the plain ones, and megabytes."""

    opening: float
    questions: list[float]
    parts: dict[str, float]
    faiss: list[float]
    bm25: list[float]
    own: int
    mapped: int


@dataclass(frozen=True, slots=True)
class Built:
    """What building took, and what came of it."""

    passages: int
    seconds: float
    again: float
    kind: str
    recall: float
    memory: int
    disk: int


@app.command()
def main(
    sizes: Annotated[list[int] | None, typer.Argument(help="Numbers of passages beyond the five documents.")] = None,
    folder: Annotated[
        Path | None, typer.Option(help="A disk with room; by default the one for temporary files.")
    ] = None,
) -> None:
    """Measure all sizes, and publish the tables."""
    built: list[Built] = []
    asked: list[Asked] = []
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        real = Path(scratch) / "real"
        embedder = Embedder(from_environment())
        embedder.passages(["Ja."])  # loaded, which is no part of building
        built.append(_built(Place(CORPUS, real, embedder, from_environment().memory)))
        asked.append(_asked(CORPUS, real))
        for size in sizes or [10_000, 100_000, 1_000_000]:
            corpus, index = Path(scratch) / f"corpus-{size}", Path(scratch) / f"index-{size}"
            write_corpus(corpus, size, CORPUS)
            between: Any = Between(embedder, _vectors(Place(CORPUS, real, embedder, 0)))
            built.append(_built(Place(corpus, index, between, from_environment().memory)))
            asked.append(_asked(corpus, index))
    publish("scale", [_building(built), _asking(built, asked), _spent(built, asked)])


@app.command()
def ask(corpus: Path, index: Path) -> None:
    """Ask the questions of one index, and print what it took as JSON."""
    questions = [case.question for case in load()]
    questions = questions[:: max(1, len(questions) // ASKED)][:ASKED]
    with Assistant(corpus, index) as assistant:  # loads the model, which is no part of the opening
        start = time.perf_counter()
        store = opened(assistant.library.place)
        opening = time.perf_counter() - start
        assistant.ask(questions[-1])
        with _timed() as spent:
            seconds = [_seconds(partial(assistant.ask, question)) for question in questions]
        own, mapped = _memory("RssAnon"), _memory("RssFile")
        faiss, bm25 = _plain(store, assistant.library.place.embedder, questions)
    parts = {name: total / len(questions) for name, total in spent.items()}
    print(json.dumps([opening, seconds, parts, faiss, bm25, own, mapped]))


def _built(place: Place) -> Built:
    with _watched() as memory:
        seconds = _seconds(partial(update, place.engine, place.corpus))
    manifest = opened(place).manifest
    anew = partial(update, place.engine, place.corpus, anew=True)
    again = _seconds(anew) if manifest.passages <= AGAIN else float("nan")
    disk = sum(path.stat().st_size for path in place.index.rglob("*") if path.is_file())
    return Built(manifest.passages, seconds, again, manifest.kind.name, manifest.kind.recall, max(memory), disk)


@contextmanager
def _watched() -> Iterator[list[int]]:
    """Look at the memory of this process ten times a second, in MB."""
    seen, done = [_memory("RssAnon")], threading.Event()

    def look() -> None:
        while not done.wait(0.1):
            seen.append(_memory("RssAnon"))

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield seen
    finally:
        done.set()
        looking.join()


def _asked(corpus: Path, index: Path) -> Asked:
    command = [sys.executable, "-m", "eval.scale", "ask", str(corpus), str(index)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own program
    return Asked(*json.loads(done.stdout.splitlines()[-1]))


def _vectors(place: Place) -> Any:  # noqa: ANN401 - vectors (n, d)
    store = opened(place)
    return np.concatenate([store.vectors.passages, store.vectors.views.sentences])


def opened(place: Place) -> Store:
    """Open an index that was built just now. Raises VindplaatsError when its documents changed meanwhile."""
    store = place.engine.open(source_of(place.corpus))
    if store is None:
        raise VindplaatsError(f"In {place.index} is geen index van {place.corpus}; bouw hem met `qa index`.")
    return store


@contextmanager
def _timed() -> Iterator[dict[str, float]]:
    """Count the seconds that each of PARTS takes; one within another counts for the outer."""
    spent: dict[str, float] = defaultdict(float)
    originals = [(owner, name, getattr(owner, name)) for methods in PARTS.values() for owner, name in methods]
    inside = False

    def counted(part: str, method: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401
            nonlocal inside
            if inside:
                return method(*arguments, **options)
            inside, start = True, time.perf_counter()
            try:
                return method(*arguments, **options)
            finally:
                inside = False
                spent[part] += time.perf_counter() - start

        return call

    for part, methods in PARTS.items():
        for owner, name in methods:
            setattr(owner, name, counted(part, getattr(owner, name)))
    try:
        yield spent
    finally:
        for owner, name, method in originals:
            setattr(owner, name, method)


def _plain(store: Any, embedder: Embedder, questions: list[str]) -> tuple[list[float], list[float]]:  # noqa: ANN401
    """The seconds of the same search by plain FAISS over all vectors in memory, and by plain bm25s."""
    import faiss  # noqa: PLC0415 - as in the product

    vectors = store.vectors.passages
    index: Any = faiss.IndexFlatIP(vectors.shape[1])
    for start in range(0, len(vectors), 50_000):
        index.add(np.ascontiguousarray(vectors[start : start + 50_000], np.float32))
    asked = embedder.queries(questions)
    near = [_seconds(partial(index.search, asked[row : row + 1], PLAIN)) for row in range(len(asked))]
    (piece,) = store.terms._pieces  # noqa: SLF001 - the same words
    stems = [store.terms._stems.of(question) for question in questions]  # noqa: SLF001
    numbers = [[n for stem in found if (n := piece.vocabulary.number(stem)) is not None] or [0] for found in stems]
    count = min(PLAIN, len(store.passages))
    piece.index.unique_token_ids_set = set(range(len(piece.vocabulary)))
    named = [
        _seconds(partial(piece.index.retrieve, [some], k=count, show_progress=False, sorted=True)) for some in numbers
    ]
    return near, named


def _building(built: list[Built]) -> Times:
    rows = tuple(
        (
            f"{one.passages:,}",
            f"{one.seconds:.0f}",
            "" if np.isnan(one.again) else f"{one.again:.1f}",
            one.kind,
            f"{one.recall:.3f}",
            f"{one.memory:,}",
            f"{one.disk / MEGABYTE:,.0f}",
        )
        for one in built
    )
    columns = ("passages", "first build, s", "again, s", "kind", "recall@10", "memory, MB", "disk, MB")
    note = (
        "Of the first row the model embedded all texts; of the others the vectors are made, which takes no model. "
        "Again: all documents read anew, all vectors known. Memory: the most that was of the process, with the model."
    )
    return Times("Building", columns, rows, note)


def _asking(built: list[Built], asked: list[Asked]) -> Times:
    rows = tuple(
        (
            f"{size.passages:,}",
            f"{one.opening:.2f}",
            spread(one.questions),
            f"{float(np.quantile(one.questions, 0.95)) * 1000:.0f}",
            f"{one.parts['question read'] * 1000:.0f}",
            spread(one.faiss),
            spread(one.bm25),
            f"{one.own:,}",
            f"{one.mapped:,}",
        )
        for size, one in zip(built, asked, strict=True)
    )
    columns = (
        "passages",
        "opening, s",
        "ask(), ms",
        "p95, ms",
        "floor, ms",
        "plain FAISS, ms",
        "plain bm25s, ms",
        "memory, MB",
        "mapped, MB",
    )
    note = (
        f"{ASKED} questions, each once; median (lowest–highest). The floor is the model reading the question. "
        "Plain FAISS compares with all vectors in memory, plain bm25s gives the ten best; neither answers. Memory is "
        "the whole process with the model; mapped pages are those of files, which the system may take back."
    )
    return Times("Asking", columns, rows, note)


def _spent(built: list[Built], asked: list[Asked]) -> Times:
    rows = []
    for size, one in zip(built, asked, strict=True):
        whole = statistics.mean(one.questions)
        parts = [one.parts.get(name, 0.0) for name in PARTS]
        rows.append((f"{size.passages:,}", *(f"{part * 1000:.1f}" for part in (*parts, whole - sum(parts)))))
    return Times("Where the time of a question goes, ms on average", ("passages", *PARTS, "the rest"), tuple(rows))


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _memory(kind: str) -> int:
    """What this process holds in memory, in MB."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith(kind))
    return int(line.split()[1]) * PAGE_SIZE // MEGABYTE


if __name__ == "__main__":
    app()
