"""A machine of its own for the real programs: all that they write is recorded, and can be searched."""

import os
import signal
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from qa.settings import from_environment

PATIENCE = 120.0  # seconds within which a program answers, starts or stops

# Loaded by Python at start-up, before anything else: notes each path that is written, and keeps what is removed or
# replaced under another name, so that what was there for a moment only is searched too.
RECORDER = """
import os, sys, uuid

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
folder = os.environ["RECORDED"]
notes = os.open(os.path.join(folder, "notes"), os.O_WRONLY | os.O_CREAT | os.O_APPEND)

def note(path, now=None):
    path = os.path.abspath(os.fsdecode(path))
    os.write(notes, f"{path}\\t{now or path}\\n".encode())

def keep(path, within):
    if within != -1:
        path = os.path.join(os.readlink(f"/proc/self/fd/{within}"), os.fsdecode(path))
    kept = os.path.join(folder, uuid.uuid4().hex)
    try:
        os.link(path, kept)
    except FileNotFoundError:
        return
    note(path, kept)

def record(event, about):
    if event == "open" and not isinstance(about[0], int) and about[2] & WRITING:
        note(about[0])
    elif event == "sqlite3.connect":
        note(about[0])
    elif event == "os.rename":
        keep(about[1], about[3])
        note(about[1])
    elif event == "os.remove":
        keep(*about)

sys.addaudithook(record)
"""


@dataclass(frozen=True, slots=True)
class Machine:
    """Runs programs as a user does; all that they write of their own accord falls below ``folder``."""

    folder: Path
    environment: dict[str, str]

    @property
    def said(self) -> Path:
        """What programs say beside their answers."""
        return self.folder / "said"

    def run(self, *arguments: str) -> str:
        """The answer of a program."""
        with self.said.open("a") as said:
            done = subprocess.run(
                [sys.executable, *arguments],
                cwd=self.folder / "work",
                env=self.environment,
                stdout=subprocess.PIPE,
                stderr=said,
                text=True,
                timeout=PATIENCE,
                check=False,
            )
        assert done.returncode == 0, self.said.read_text()
        return done.stdout

    @contextmanager
    def chat(self, stop: int = signal.SIGTERM, **chosen: str) -> Iterator[str]:
        """The address of a chat, which a signal stops."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        with self.said.open("a") as said:
            process = subprocess.Popen(
                [sys.executable, "-m", "qa", "chat", "--mcp", "--port", str(port)],
                cwd=self.folder / "work",
                env=self.environment | chosen,
                stdout=said,
                stderr=said,
            )
        try:
            self._wait_for(f"http://127.0.0.1:{port}", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(stop)
            try:
                process.wait(PATIENCE)
            finally:
                process.kill()

    def _wait_for(self, address: str, process: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + PATIENCE
        while process.poll() is None and time.monotonic() < until:
            try:
                httpx.get(f"{address}/health").raise_for_status()
            except httpx.HTTPError:
                time.sleep(0.2)
            else:
                return
        pytest.fail(self.said.read_text())

    def holding(self, *words: str) -> set[Path]:
        """The files in whose name or content one of these words stands, also those that are gone."""
        sought = [word.lower().encode() for word in words]
        return {
            path
            for path, now in self._written()
            for text in (bytes(path), *_contents(now))
            if any(word in text.lower() for word in sought)
        }

    def left(self, *words: str) -> set[Path]:
        """Those of them that are there."""
        return {path for path in self.holding(*words) if path.exists()}

    def _written(self) -> set[tuple[Path, Path]]:
        """Every file that was written, by the name that it had, and where it is now."""
        lines = (self.folder / "recorded" / "notes").read_text().splitlines()
        noted = {(Path(path), Path(now)) for path, now in (line.split("\t") for line in lines)}
        there = {(path, path) for path in self.folder.rglob("*") if "recorded" not in path.parts}
        return {(path, now) for path, now in noted | there if now.is_file()}


def _contents(file: Path) -> Iterator[bytes]:
    """What a file holds, without the zeros that UTF-16 puts between letters; of an archive also what is packed."""
    yield file.read_bytes().replace(b"\0", b"")
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as archive:
            yield from map(archive.read, archive.namelist())


def made(within: Path, corpus: Path) -> Machine:
    """A new machine in a folder, with these documents and no index of them yet."""
    folder, recorder = within / "machine", within / "recorder"
    for place in (recorder, *(folder / name for name in ("home", "tmp", "work", "recorded"))):
        place.mkdir(parents=True)
    (recorder / "sitecustomize.py").write_text(RECORDER)
    ours = ("QA_", "XDG_", "HF_", "GRADIO_", "MPL")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return Machine(
        folder,
        environment
        | {
            "PYTHONPATH": str(recorder),
            "PYTHONDONTWRITEBYTECODE": "1",  # what is compiled holds no questions, and stands elsewhere
            "RECORDED": str(folder / "recorded"),
            "HOME": str(folder / "home"),
            "TMPDIR": str(folder / "tmp"),
            "QA_CORPUS": str(corpus),
            "QA_INDEX": str(folder / "index"),
            "QA_CACHE": str(from_environment().cache),  # unpacking 502 MB again for each test takes long
        },
    )
