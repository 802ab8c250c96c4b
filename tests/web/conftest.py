import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, sync_playwright

from qa import Assistant
from qa.settings import Settings, from_environment
from qa.web.app import Serving, create_app

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()
