import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import uvicorn
from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient

from qa import Assistant
from qa.settings import Settings, from_environment
from qa.web import accounts as kept
from qa.web.accounts import Account, account_line, read_accounts
from qa.web.app import Serving, create_app

ANNA, BRAM = "correct paard batterij", "een ander wachtwoord"

Accounts = Mapping[str, Account]
Lines = tuple[str, str]


def settings(folder: Path) -> Settings:
    """Settings under which nothing is kept outside a folder of the test."""
    return replace(from_environment({}), feedback=folder / "feedback.jsonl")


@contextmanager
def listening(app: FastAPI, root_path: str = "") -> Iterator[str]:
    """The address of an application, while it is served, under a prefix that a proxy takes off."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, root_path=root_path, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=20)


@pytest.fixture(scope="session")
def address(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the chat page over the five documents, on which those of everyone cannot be changed."""
    folder = tmp_path_factory.mktemp("visitors")
    with listening(create_app(assistant, Serving(folder, settings(folder)))) as found:
        yield found


@pytest.fixture(scope="session")
def application(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The same application, without a server."""
    folder = tmp_path_factory.mktemp("visitors")
    with TestClient(create_app(assistant, Serving(folder, settings(folder)))) as found:
        yield found


@pytest.fixture
def client(application: TestClient) -> TestClient:
    """Plain requests to the application, as a new visitor."""
    application.cookies.clear()
    return application


@pytest.fixture
def fast_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same hash, with less memory and time."""
    monkeypatch.setattr(kept, "hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def lines(fast_hashing: None) -> Lines:  # noqa: ARG001 - used by being asked for
    """Two lines of a file with accounts: anna manages, bram does not."""
    return account_line("anna", ANNA, manages=True), account_line("bram", BRAM, manages=False)


def write_accounts(folder: Path, text: str) -> Path:
    """A file with accounts that its owner alone can read."""
    path = folder / "accounts.txt"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    return path


@pytest.fixture
def accounts(lines: Lines, tmp_path: Path) -> Accounts:
    """Those two accounts."""
    return read_accounts(write_accounts(tmp_path, "\n".join(lines)))
