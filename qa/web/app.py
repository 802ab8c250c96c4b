"""The web application: the page, its security headers, and the server."""

import os
import signal
import socket
import sys
import tempfile
from collections.abc import Awaitable, Callable
from http import HTTPStatus

# Read by gradio when it is imported: without it the server reports its use and looks for updates.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr
import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse
from rich.console import Console

from qa.assistant import Assistant
from qa.errors import VindplaatsError
from qa.reading import LARGEST_FILE
from qa.web import document, guard, page, texts
from qa.web.prose import DOCUMENTS
from qa.web.watching import Watcher

# The browser may load nothing from elsewhere. Gradio's page needs inline scripts and evaluates its templates.
SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; media-src 'self' blob:; "
        "worker-src 'self' blob:; frame-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; "
        "frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
SYSTEM_FONT = ["system-ui", "sans-serif"]  # fonts from a service would be fetched from outside
NO_UPLOAD = 1  # bytes: where nothing may be changed the page takes no files
LOOPBACK = frozenset(("127.0.0.1", "::1", "localhost"))

GRACE = 3  # seconds that open connections get when the server stops


def create_app(assistant: Assistant, *, manage: bool = False, hosts: frozenset[str] | None = None) -> FastAPI:
    """Make the application for an assistant; with ``manage`` visitors can add and remove documents.

    ``hosts`` are the names by which it may be addressed (``None``: any).
    """
    app = FastAPI(title=texts.TITLE, docs_url=None, redoc_url=None, openapi_url=None)

    @app.middleware("http")
    async def secure(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        if not await guard.is_allowed(request, hosts):
            return Response(status_code=HTTPStatus.FORBIDDEN)
        response = await call_next(request)
        for name, value in SECURITY_HEADERS.items():
            response.headers[name] = value
        return response

    @app.get(f"/{DOCUMENTS}/{{id_:path}}", response_class=HTMLResponse)
    def show(id_: str) -> HTMLResponse:
        there = {identity.id: identity for identity in assistant.documents}
        if id_ not in there:
            return HTMLResponse(document.missing_page(page.document_style()), status_code=HTTPStatus.NOT_FOUND)
        shown = document.document_page(there[id_], assistant.passages(id_), there.keys(), page.document_style())
        return HTMLResponse(shown)

    gr.mount_gradio_app(
        app,
        page.build(assistant, manage=manage),
        path="/",
        footer_links=[],
        run_history=False,
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
        enable_monitoring=False,
        show_error=False,
        max_file_size=LARGEST_FILE if manage else NO_UPLOAD,
        theme=gr.themes.Soft(font=SYSTEM_FONT, font_mono=["ui-monospace", "monospace"]),
        css=page.style(),
        head=page.head(),
    )
    return app


def serve(assistant: Assistant, host: str, port: int, *, manage: bool | None = None) -> None:
    """Serve the page until it is stopped; meanwhile the index follows the folder with documents.

    Documents can be added and removed on the page with ``manage``; by default only where the page can be reached from
    this machine alone. Raises VindplaatsError when the port is not free.
    """
    _check_free(host, port)
    url = f"http://{host}:{port}"
    Console(stderr=True).print(texts.READY.format(url=url), soft_wrap=True)
    # Who stops the server, stops it in an orderly way: what was uploaded is wiped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with tempfile.TemporaryDirectory(prefix="vindplaats-") as uploads, Watcher(assistant):
        os.environ["GRADIO_TEMP_DIR"] = uploads
        local = host in LOOPBACK
        app = create_app(assistant, manage=local if manage is None else manage, hosts=LOOPBACK if local else None)
        uvicorn.run(app, host=host, port=port, log_level="warning", timeout_graceful_shutdown=GRACE)


def _check_free(host: str, port: int) -> None:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (OSError, OverflowError) as error:
        raise VindplaatsError(texts.PORT_TAKEN.format(host=host, port=port)) from error
