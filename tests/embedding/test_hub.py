"""A model on the hub that cannot be had: one Dutch sentence, at once, and not a word of the library of the hub."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from qa.embedding.hub import reason
from tests.conftest import CORPUS

NAME = "maker/model-dat-er-niet-is"
NOWHERE = "http://127.0.0.1:9"  # nothing listens there
QUESTION = "Wat is de rechtsgrond van OIR?"


class Empty(BaseHTTPRequestHandler):
    """A hub without models."""

    def do_GET(self) -> None:
        self.send_response(404)
        self.send_header("X-Error-Code", "RepoNotFound")
        self.end_headers()

    do_HEAD = do_GET  # noqa: N815 - the name of the library

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the library
        pass


@pytest.fixture(scope="module")
def empty_hub() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Empty)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def told(variable: str, hub: str, index: Path, **more: str) -> str:
    """What ``qa ask`` says when a variable names a model on this hub."""
    set_here = {"QA_CORPUS": str(CORPUS), "QA_INDEX": str(index), "HF_ENDPOINT": hub, variable: NAME}
    done = subprocess.run(
        [sys.executable, "-m", "qa", "ask", QUESTION],
        env=os.environ | set_here | more,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    return done.stderr


def test_a_reranker_that_is_not_on_the_hub_is_one_sentence(index: Path, empty_hub: str) -> None:
    assert told("QA_RERANKER", empty_hub, index) == (
        f"Op de hub van Hugging Face staat geen model {NAME} dat vrij te halen is; controleer QA_RERANKER.\n"
    )


def test_a_hub_that_cannot_be_reached_is_one_sentence(index: Path) -> None:
    assert told("QA_RERANKER", NOWHERE, index) == (
        f"Het model {NAME} staat niet op deze computer, en de hub van Hugging Face is niet te bereiken; "
        "zorg voor een netwerk of noem een map in QA_RERANKER.\n"
    )


def test_an_encoder_that_cannot_be_fetched_is_one_sentence(tmp_path: Path) -> None:
    assert told("QA_MODEL", NOWHERE, tmp_path / "index").splitlines()[-1] == (
        f"Het model {NAME} staat niet op deze computer, en de hub van Hugging Face is niet te bereiken; "
        "zorg voor een netwerk of noem een map in QA_MODEL."
    )


def test_who_forbids_the_hub_is_told_so(index: Path) -> None:
    sentence = told("QA_RERANKER", NOWHERE, index, HF_HUB_OFFLINE="1")
    assert sentence.count("\n") == 1
    assert "HF_HUB_OFFLINE verbiedt het te halen" in sentence


def test_a_model_that_brings_code_is_refused_in_dutch() -> None:
    assert reason(ValueError("Please pass the argument `trust_remote_code=True`")).endswith("niet uitvoert")
    assert reason(OSError("weg")) == "OSError"
