"""Measure what a user waits for: building the index, a question once loaded, and a question from a cold start.

Publishes medians and ranges; run it alone, since two programs that compute at once slow each other.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from html import escape
from pathlib import Path

from qa import Assistant, Document, read_corpus
from qa.embedding import Embedder
from qa.settings import from_environment
from tests.reading.typeset import KAMERSTUK, typeset

from .performance import Times, publish, spread

QUESTIONS = (
    "Wat is de rechtsgrond van OIR?",
    "Hoeveel militairen levert Nederland aan NMI in 2024?",
    "Wie is de premier van Irak?",
    "Hoe is de medische zorg voor de Ground Movement Teams geregeld?",
    "Wat kost de inzet in 2024?",
    "What is the legal basis of OIR?",
    "kinderen in Al-Hol",
    "Hoe bak ik een appeltaart?",
)
PAGES = 67  # printed pages of the five documents
CORPUS = Path(__file__).resolve().parent.parent / "corpus"
ROUNDS = 10  # times each question is asked
COLD_STARTS = 3


def main() -> None:
    """Run the benchmark and publish its tables."""
    rows: list[tuple[str, ...]] = []
    speeds: list[tuple[str, ...]] = []
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        embedder = Embedder(from_environment())
        embedder.passages(QUESTIONS)  # unpacked and loaded once, which is measured apart
        assistant = Assistant(index=index)
        building = _seconds(assistant.open)
        rows.append(_row("building the index", [building]))
        rows.append(_row("reading all documents anew, no text changed", [_seconds(assistant.library.rebuild)]))
        for name, corpus in _corpora(Path(folder)).items():
            reading = [_seconds(partial(read_corpus, corpus)) for _ in range(ROUNDS)]
            rows.append(_row(f"reading the five documents, {name}", reading))
            speed = f"{PAGES / statistics.median(reading):.0f}"
            speeds.append((name, speed, f"{statistics.median(reading) / building:.1%}"))
        assistant.ask(QUESTIONS[0])
        warm = [_seconds(partial(assistant.ask, question)) for _ in range(ROUNDS) for question in QUESTIONS]
        rows.append(_row("a question, once loaded", warm))
        floor = [_seconds(partial(embedder.queries, [question])) for _ in range(ROUNDS) for question in QUESTIONS]
        rows.append(_row("of which the model reading it", floor))
        environment = os.environ | {"QA_INDEX": str(index)}
        command = [sys.executable, "-m", "qa", "ask", QUESTIONS[0]]
        start = partial(subprocess.run, command, env=environment, check=True, capture_output=True)
        rows.append(_row("`qa ask` from a cold start", [_seconds(start) for _ in range(COLD_STARTS)]))
        rows.append(_row("of which loading the model", [_seconds(_load_model) for _ in range(COLD_STARTS)]))
    publish(
        "bench",
        [
            Times("The five documents", ("what", "ms, median (lowest–highest)", "times"), tuple(rows)),
            Times("Reading", ("as", "printed pages a second", "share of building"), tuple(speeds)),
        ],
    )


def _load_model() -> None:
    """Load the model in a process of its own, and nothing else."""
    program = "from qa.embedding import Embedder; from qa.settings import from_environment as f; Embedder(f()).load()"
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)  # noqa: S603 - our own


def _corpora(folder: Path) -> dict[str, Path]:
    """The five documents as text, typeset as PDF, and as official XML, each in a folder of its own."""
    documents, _ = read_corpus(CORPUS)
    for document in documents:
        for kind, content in (("pdf", typeset(document, KAMERSTUK)), ("xml", _xml(document))):
            (folder / kind).mkdir(exist_ok=True)
            (folder / kind / f"{document.identity.id}.{kind}").write_bytes(content)
    return {"text": CORPUS, "PDF": folder / "pdf", "XML": folder / "xml"}


def _xml(document: Document) -> bytes:
    texts = [document.text[p.start : p.end] for p in document.paragraphs]
    texts += [document.text[q.start : q.end] for q in document.questions]
    paragraphs = "".join(f"<al>{escape(text)}</al>" for text in texts)
    return f"<officiele-publicatie><kamerstuk>{paragraphs}</kamerstuk></officiele-publicatie>".encode()


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _row(what: str, seconds: list[float]) -> tuple[str, ...]:
    return what, spread(seconds), str(len(seconds))


if __name__ == "__main__":
    main()
