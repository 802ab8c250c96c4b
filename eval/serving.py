"""A chat over the five documents, started as a user starts it, for what is measured from outside."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from qa import Assistant, VindplaatsError

STARTED = 300.0  # seconds within which it answers; its index is built first


@dataclass(frozen=True, slots=True)
class Chat:
    """A running chat; who runs ``qa`` in its ``environment`` changes its documents."""

    address: str
    process: subprocess.Popen[bytes]
    environment: Mapping[str, str]


@contextmanager
def chat() -> Iterator[Chat]:
    """Start a chat over documents and an index of its own; raises VindplaatsError when it does not start."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        corpus = shutil.copytree(Assistant().library.corpus, Path(folder) / "corpus")
        environment = os.environ | {"QA_CORPUS": str(corpus), "QA_INDEX": str(Path(folder) / "index")}
        command = [sys.executable, "-m", "qa", "chat", "--port", str(port)]
        process = subprocess.Popen(command, env=environment)  # noqa: S603 - our own program
        try:
            _wait_for(address, process)
            yield Chat(address, process, environment)
        finally:
            process.terminate()
            process.wait()


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + STARTED
    while time.monotonic() < until and process.poll() is None:
        try:
            httpx.get(f"{address}/health").raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.5)
        else:
            return
    raise VindplaatsError("De chat is niet begonnen; kijk wat `qa chat` zegt.")
