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
from pathlib import Path

from rich.console import Console
from rich.table import Table

from qa import Assistant, __version__, read_corpus

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
CORPUS = Path(__file__).resolve().parent.parent / "corpus"
ROUNDS = 10  # times each question is asked
COLD_STARTS = 3


def main() -> None:
    """Run the benchmark and print its table."""
    table = Table("wat", "mediaan", "laagste", "hoogste", "keren", title=f"Vindplaats {__version__}")
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        with Assistant(index=index) as assistant:  # unpacks and loads the model, which is measured apart
            building = _seconds(assistant.rebuild)
            _row(table, "index bouwen", [building])
            reading = [_seconds(partial(read_corpus, CORPUS)) for _ in range(ROUNDS)]
            _row(table, "waarvan documenten lezen", reading)
            assistant.ask(QUESTIONS[0])
            warm = [_seconds(partial(assistant.ask, question)) for _ in range(ROUNDS) for question in QUESTIONS]
            _row(table, "vraag, geladen", warm)
        environment = os.environ | {"QA_INDEX": str(index)}
        command = [sys.executable, "-m", "qa", "ask", QUESTIONS[0]]
        start = partial(subprocess.run, command, env=environment, check=True, capture_output=True)
        cold = [_seconds(start) for _ in range(COLD_STARTS)]
        _row(table, "`qa ask`, koude start", cold)
    Console().print(table)
    pages = sum(len(document.pages) for document in read_corpus(CORPUS)[0])
    seconds = statistics.median(reading)
    Console().print(
        f"Tekst lezen: {pages / seconds:.0f} bladzijden per seconde, {seconds / building:.1%} van het bouwen."
    )


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _row(table: Table, what: str, seconds: list[float]) -> None:
    values = (statistics.median(seconds), min(seconds), max(seconds))
    table.add_row(what, *(f"{value:.3f} s" for value in values), str(len(seconds)))


if __name__ == "__main__":
    main()
