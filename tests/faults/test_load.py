"""Many ask while documents come and go: no error, and never an answer from a document that is gone."""

import gc
import itertools
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from qa import Assistant
from qa.domain import Answer
from tests.faults.conftest import EFFORT

QUESTIONS = (
    "Wat is de rechtsgrond voor het optreden in Irak?",
    "Hoeveel adviseurs levert Nederland?",
    "Wat vervoeren de helikopters?",
    "Hoe is de medische zorg geregeld?",
    "Welke drones worden ingezet?",
    "Hoe bak ik een appeltaart?",
)
DRONES = "De marine zet twee drones in boven de Golf van Aden, als onderdeel van een nieuwe missie."
GROWN = 40  # MB, which no leak of a question could hide below


def resident() -> float:
    """The memory of this process that is its own, in MB."""
    status = Path("/proc/self/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("RssAnon")).split()[1]) / 1000


def test_many_ask_while_documents_come_and_go(small: Assistant, tmp_path: Path) -> None:
    given = tmp_path / "drones.txt"
    given.write_text(DRONES)
    gone_since = [time.monotonic()]  # the last moment at which a removal had returned; none while it is there
    stopped = threading.Event()

    def ask(start: int) -> int:
        asked = 0
        for question in itertools.islice(itertools.cycle(QUESTIONS), start, None):
            if stopped.is_set():
                return asked
            gone, begun = gone_since[0], time.monotonic()
            answer = small.ask(question)
            still = gone_since[0] == gone
            if gone < begun and still:
                assert not _cites(answer, "drones"), "an answer from a document that was removed"
            asked += 1
        return asked

    with ThreadPoolExecutor(EFFORT.users) as pool:
        users = [pool.submit(ask, start) for start in range(EFFORT.users)]
        for _ in range(EFFORT.changes):
            gone_since[0] = float("inf")
            assert small.library.add([given]) == ()
            assert _cites(small.ask("Welke drones worden ingezet?"), "drones")
            small.library.remove(["drones"])
            gone_since[0] = time.monotonic()
            assert not _cites(small.ask("Welke drones worden ingezet?"), "drones")
        stopped.set()
        assert all(user.result() for user in users), "everyone was answered, without an error"


def test_memory_stays_flat_over_many_questions(small: Assistant) -> None:
    asked = [f"{question} {number}" for number, question in enumerate(itertools.islice(itertools.cycle(QUESTIONS), 50))]
    for question in asked:
        small.ask(question)
    gc.collect()
    before = resident()
    for number in range(EFFORT.questions):
        small.ask(f"{QUESTIONS[number % len(QUESTIONS)]} {number}")
    gc.collect()
    assert resident() - before < GROWN


def _cites(answer: Answer, document: str) -> bool:
    return any(citation.document_id == document for citation in (*answer.citations, *answer.related))
