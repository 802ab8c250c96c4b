"""Nothing leaves the machine: the real programs run with every connection to elsewhere blocked and recorded."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import MakeCorpus

# Loaded by Python at start-up, before anything else: no name is looked up and no socket leaves the machine.
GUARD = """
import os, socket

def refuse(what):
    with open(os.environ["GUARD_LOG"], "a") as log:
        log.write(f"{what}\\n")
    raise OSError(f"blocked: {what}")

def local(address):
    return not isinstance(address, tuple) or address[0] in ("127.0.0.1", "::1", "localhost")

class Socket(socket.socket):
    def connect(self, address):
        return super().connect(address) if local(address) else refuse(address)
    def connect_ex(self, address):
        return super().connect_ex(address) if local(address) else refuse(address)
    def sendto(self, data, *rest):
        return super().sendto(data, *rest) if local(rest[-1]) else refuse(rest[-1])

look_up = socket.getaddrinfo

def getaddrinfo(host, *rest, **more):
    name = host.decode() if isinstance(host, bytes) else host
    return look_up(host, *rest, **more) if name in (None, "127.0.0.1", "::1", "localhost") else refuse(name)

socket.socket = Socket
socket.getaddrinfo = getaddrinfo
"""

LIBRARY = """
import gradio, huggingface_hub
from qa import ask
print(ask("Hoeveel adviseurs levert Nederland aan de missie in Bagdad?").text)
"""

# Asked over plain HTTP, since gradio's client for Python contacts its makers' hub.
CHAT = """
import json, threading, time, socket, urllib.request, uvicorn
from pathlib import Path
from qa import Assistant
from qa.settings import from_environment
from qa.web.app import Serving, create_app
with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]
chat = f"http://127.0.0.1:{port}/gradio_api/call/ask"
with Assistant() as assistant:
    app = create_app(assistant, Serving(Path(), from_environment()))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    urllib.request.urlopen(f"http://127.0.0.1:{port}/").read()
    question = json.dumps({"data": ["Wat levert Nederland aan de missie in Bagdad?", *[None] * 8]}).encode()
    event = json.load(urllib.request.urlopen(
        urllib.request.Request(chat, question, {"Content-Type": "application/json"})
    ))["event_id"]
    print(urllib.request.urlopen(f"{chat}/{event}").read().decode())
    time.sleep(3)  # what a library does in the background has its chance
    server.should_exit = True
"""


@pytest.fixture
def guarded(make_corpus: MakeCorpus, tmp_path: Path) -> dict[str, str]:
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(GUARD)
    corpus = make_corpus(brief="Nederland levert negen adviseurs aan de missie in Bagdad.")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("HF_", "GRADIO_"))}
    return environment | {
        "PYTHONPATH": str(tmp_path / "guard"),
        "GUARD_LOG": str(tmp_path / "guard.log"),
        "QA_CORPUS": str(corpus),
        "QA_INDEX": str(tmp_path / "index"),
    }


def run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], env=environment, capture_output=True, text=True, timeout=300, check=False
    )


def blocked(environment: dict[str, str]) -> str:
    log = Path(environment["GUARD_LOG"])
    return log.read_text() if log.exists() else ""


def test_the_guard_blocks_and_records(guarded: dict[str, str]) -> None:
    done = run(guarded, "-c", "import urllib.request; urllib.request.urlopen('http://example.org')")
    assert done.returncode != 0
    assert "example.org" in blocked(guarded)


def test_indexing_asking_and_the_doctor_contact_nothing(guarded: dict[str, str]) -> None:
    assert run(guarded, "-m", "qa", "index").returncode == 0
    done = run(guarded, "-m", "qa", "ask", "Hoeveel adviseurs levert Nederland aan de missie in Bagdad?")
    assert done.returncode == 0, done.stderr
    assert "negen adviseurs" in done.stdout
    examined = run(guarded, "-m", "qa", "doctor")
    assert examined.returncode == 0, examined.stdout
    assert "✓ in orde Verbindingen: Er is geen verbinding naar buiten gezocht" in examined.stdout
    assert blocked(guarded) == ""


def test_the_library_contacts_nothing(guarded: dict[str, str]) -> None:
    done = run(guarded, "-c", LIBRARY)
    assert done.returncode == 0, done.stderr
    assert "negen adviseurs" in done.stdout
    assert blocked(guarded) == ""


def test_the_evaluation_contacts_nothing(guarded: dict[str, str], tmp_path: Path) -> None:
    questions = tmp_path / "vragen.csv"
    questions.write_text(
        "vraag,antwoord\n"
        "Wat levert Nederland?,Nederland levert op dit moment negen adviseurs aan de missie in Bagdad.\n",
        encoding="utf-8",
    )
    asked = ("--questions", str(questions), "--corpus", guarded["QA_CORPUS"], "--report", str(tmp_path / "verslag"))
    done = run(guarded, "-m", "qa", "eval", *asked)
    assert done.returncode == 0, done.stderr
    assert "Wat levert Nederland?" in (tmp_path / "verslag" / "report.json").read_text(encoding="utf-8")
    assert blocked(guarded) == ""


def test_the_chat_contacts_nothing(guarded: dict[str, str]) -> None:
    done = run(guarded, "-c", CHAT)
    assert done.returncode == 0, done.stderr
    assert "negen adviseurs" in done.stdout
    assert blocked(guarded) == ""
