"""A chat over the five documents, started as a user starts it, for what is measured from outside."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from qa import VindplaatsError

STARTED = 300.0  # seconds within which it answers; its index is built first


@contextmanager
def chat() -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The address of a chat with an index of its own, and its process; raises VindplaatsError when none starts."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"QA_INDEX": str(Path(folder) / "index")}
        command = [sys.executable, "-m", "qa", "chat", "--port", str(port)]
        process = subprocess.Popen(command, env=environment)  # noqa: S603 - our own program
        try:
            _wait_for(address, process)
            yield address, process
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
