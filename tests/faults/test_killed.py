"""A build that is killed at any moment leaves the index as it was before or as it was to be, never in between."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from qa import Assistant
from qa.store.manifest import read_manifest
from qa.store.records import load_passages
from tests.faults.conftest import BRIEF, EFFORT, NOTA, checked

# Two states of the documents; in both, one text is new to the index each time, so that the model has work to do.
BUILDER = """
import sys, uuid
from pathlib import Path
from qa import Assistant
corpus, index = map(Path, sys.argv[1:])
with Assistant(corpus, index) as assistant:
    print("ready", flush=True)
    for number in range(1_000_000):
        (corpus / "nota.txt").unlink(missing_ok=True)
        aside = corpus / ".nota.new"
        aside.write_text(f"De helikopters vervoeren personeel. Dit is versie {number} met kenmerk {uuid.uuid4()}.")
        aside.replace(corpus / "nota.txt")
        assistant.library.update()
        print(number, flush=True)
"""
LONGEST = 1.5  # seconds after which it is killed: some builds later


def stored(index: Path) -> list[str]:
    """The passages of the index as it lies there, whatever the documents are by now."""
    manifest = read_manifest(index)
    assert manifest is not None
    return [passage.text for passage in load_passages(index / manifest.generation)]


def killed(corpus: Path, index: Path, after: float) -> list[int]:
    """Have another program build again and again, kill it after some seconds, and give the builds that it finished."""
    command = [sys.executable, "-c", BUILDER, str(corpus), str(index)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(after)
        os.kill(process.pid, signal.SIGKILL)
        return [int(line) for line in process.stdout.read().split()]


@pytest.mark.parametrize("seed", range(EFFORT.kills))
def test_a_killed_build_costs_nothing_that_was_there(seed: int, small: Assistant, tmp_path: Path) -> None:
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    small.close()
    done = killed(corpus, index, np.random.default_rng(seed).uniform(0, LONGEST))
    assert checked(index) == (), "every file of it is whole"
    said = " ".join(stored(index))
    assert BRIEF.split("\n\n", maxsplit=1)[0] in said
    expected = {f"versie {done[-1]} ", f"versie {done[-1] + 1} "} if done else {NOTA[:30], "versie 0 "}
    assert any(words in said for words in expected), "the state before or the new one"
    (corpus / "nota.txt").write_text(f"{NOTA} Het veldhospitaal staat in Erbil.")
    small.library.update()
    assert small.ask("Wat is de rechtsgrond voor het optreden in Irak?").answered
    assert {document.id for document in small.library.documents} == {"brief", "nota"}
    left = {path.name.split("-")[0] for path in index.iterdir()}
    assert left == {".lock", "manifest.json", "generation"}, "nothing is left over"
