import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import uvicorn

from qa import Assistant
from qa.web.app import create_app


@contextmanager
def served(assistant: Assistant, *, manage: bool) -> Iterator[str]:
    """The address of the chat page of an assistant, while it is served."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app = create_app(assistant, manage=manage)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=20)


@pytest.fixture(scope="session")
def address(assistant: Assistant) -> Iterator[str]:
    """The address of the chat page over the five documents, on which nothing can be changed."""
    with served(assistant, manage=False) as found:
        yield found
