"""The web application: the page, its security headers, and the server."""

import os
import socket
from collections.abc import Awaitable, Callable

# Read by gradio when it is imported: without it the server reports its use and looks for updates.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr
import uvicorn
from fastapi import FastAPI, Request, Response
from rich.console import Console

from qa.assistant import Assistant
from qa.errors import VindplaatsError
from qa.web import page, texts

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
LARGEST_UPLOAD = 1  # bytes: the page takes no files

GRACE = 3  # seconds that open connections get when the server stops


def create_app(assistant: Assistant) -> FastAPI:
    """Make the application for an assistant."""
    app = FastAPI(title=texts.TITLE, docs_url=None, redoc_url=None, openapi_url=None)

    @app.middleware("http")
    async def secure(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await call_next(request)
        for name, value in SECURITY_HEADERS.items():
            response.headers[name] = value
        return response

    gr.mount_gradio_app(
        app,
        page.build(assistant),
        path="/",
        footer_links=[],
        run_history=False,
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
        enable_monitoring=False,
        show_error=False,
        max_file_size=LARGEST_UPLOAD,
        theme=gr.themes.Soft(font=SYSTEM_FONT, font_mono=["ui-monospace", "monospace"]),
        css=page.style(),
        head=page.head(),
    )
    return app


def serve(assistant: Assistant, host: str, port: int) -> None:
    """Serve the page until it is stopped. Raises VindplaatsError when the port is not free."""
    _check_free(host, port)
    url = f"http://{host}:{port}"
    Console(stderr=True).print(texts.READY.format(url=url), soft_wrap=True)
    uvicorn.run(create_app(assistant), host=host, port=port, log_level="warning", timeout_graceful_shutdown=GRACE)


def _check_free(host: str, port: int) -> None:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (OSError, OverflowError) as error:
        raise VindplaatsError(texts.PORT_TAKEN.format(host=host, port=port)) from error
