"""Measure what a user waits for: building the index, a question once loaded, and a question from a cold start.

Prints a table of medians and ranges; run it alone, since two programs that compute at once slow each other.
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

from rich.console import Console
from rich.table import Table

from qa import Assistant, Document, __version__, read_corpus
from qa.embedding import Embedder
from qa.settings import from_environment
from tests.reading.typeset import KAMERSTUK, typeset

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
    """Run the benchmark and print its table."""
    table = Table("wat", "mediaan", "laagste", "hoogste", "keren", title=f"Vindplaats {__version__}")
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        speeds = []
        with Assistant(index=index) as assistant:  # unpacks and loads the model, which is measured apart
            building = _seconds(assistant.rebuild)
            _row(table, "index bouwen", [building])
            for name, corpus in _corpora(Path(folder)).items():
                reading = [_seconds(partial(read_corpus, corpus)) for _ in range(ROUNDS)]
                _row(table, f"de vijf documenten lezen, {name}", reading)
                speeds.append((name, PAGES / statistics.median(reading), statistics.median(reading) / building))
            assistant.ask(QUESTIONS[0])
            warm = [_seconds(partial(assistant.ask, question)) for _ in range(ROUNDS) for question in QUESTIONS]
            _row(table, "vraag, geladen", warm)
            embedder = Embedder(from_environment())
            embedder.queries(QUESTIONS[:1])
            floor = [_seconds(partial(embedder.queries, [question])) for _ in range(ROUNDS) for question in QUESTIONS]
            _row(table, "waarvan de vraag inlezen", floor)
        environment = os.environ | {"QA_INDEX": str(index)}
        command = [sys.executable, "-m", "qa", "ask", QUESTIONS[0]]
        start = partial(subprocess.run, command, env=environment, check=True, capture_output=True)
        cold = [_seconds(start) for _ in range(COLD_STARTS)]
        _row(table, "`qa ask`, koude start", cold)
    Console().print(table)
    for name, speed, share in speeds:
        Console().print(f"{name}: {speed:.0f} gedrukte bladzijden per seconde, {share:.1%} van het bouwen.")


def _corpora(folder: Path) -> dict[str, Path]:
    """The five documents as text, typeset as PDF, and as official XML, each in a folder of its own."""
    documents, _ = read_corpus(CORPUS)
    for document in documents:
        for kind, content in (("pdf", typeset(document, KAMERSTUK)), ("xml", _xml(document))):
            (folder / kind).mkdir(exist_ok=True)
            (folder / kind / f"{document.identity.id}.{kind}").write_bytes(content)
    return {"tekst": CORPUS, "PDF": folder / "pdf", "XML": folder / "xml"}


def _xml(document: Document) -> bytes:
    texts = [document.text[p.start : p.end] for p in document.paragraphs]
    texts += [document.text[q.start : q.end] for q in document.questions]
    paragraphs = "".join(f"<al>{escape(text)}</al>" for text in texts)
    return f"<officiele-publicatie><kamerstuk>{paragraphs}</kamerstuk></officiele-publicatie>".encode()


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _row(table: Table, what: str, seconds: list[float]) -> None:
    values = (statistics.median(seconds), min(seconds), max(seconds))
    table.add_row(what, *(f"{value:.3f} s" for value in values), str(len(seconds)))


if __name__ == "__main__":
    main()
