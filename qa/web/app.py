"""The web application: its pages, routes and security headers, and the server."""

import json
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from importlib.metadata import version
from pathlib import Path

import gradio as gr
import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from fastapi_offline import FastAPIOffline
from rich.console import Console

from qa.assistant import Assistant
from qa.errors import VindplaatsError
from qa.reading import LARGEST_FILE
from qa.settings import Settings
from qa.web import api, guard, languages, page, process, questionlog, routes, texts, uploads
from qa.web.accounts import Account, read_accounts
from qa.web.folder import private_folder
from qa.web.house import House, token
from qa.web.login import protect
from qa.web.page import Frame
from qa.web.visitors import COOKIE, KEPT, Visitors, new_token
from qa.web.watcher import Watcher

# The browser may load nothing from elsewhere. Gradio's page needs inline scripts and evaluates its templates.
SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; media-src 'self' blob:; "
        "worker-src 'self' blob:; frame-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; "
        "frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    # Nothing for others; without any, browsers would not tell this application where its own forms come from.
    "Referrer-Policy": "same-origin",
}
SYSTEM_FONT = ["system-ui", "sans-serif"]  # fonts from a service would be fetched from outside
LOOPBACK = frozenset(("127.0.0.1", "::1", "localhost"))
LANGUAGE_COOKIE = "vindplaats_taal"

READY = "De chat staat open op {url} (stoppen met Ctrl+C)."
PORT_TAKEN = "Poort {port} op {host} is niet vrij; kies een andere met --port."

# Pages that gradio knows, each in some 0.1 MB: all that it keeps of them (it would keep 10,000) can be made again.
PAGES_KNOWN = 500
IDLE = 0.01  # seconds between two looks of gradio whether there is something to do
GRACE = 3  # seconds that open connections get when the server stops


@dataclass(frozen=True, slots=True)
class Serving:
    """How the application is served.

    ``folder`` is where the documents of visitors are kept, who makes it removes it. With ``manage`` every visitor may
    change the shared documents; where there are accounts, only those of managers may. ``hosts`` are the names by
    which it may be addressed (``None``: any). With ``mcp`` language models can use it as a tool.
    """

    folder: Path
    settings: Settings
    manage: bool = False
    hosts: frozenset[str] | None = None
    mcp: bool = False


@dataclass(frozen=True, slots=True)
class Listening:
    """Where the server listens. ``manage`` and ``mcp`` are as in ``Serving``; ``None`` chooses by ``host``."""

    host: str
    port: int
    manage: bool | None = None
    mcp: bool = False


def create_app(assistant: Assistant, serving: Serving) -> FastAPI:
    """Make the application for an assistant, to be served under ``settings.root_path``.

    Raises VindplaatsError when the file with accounts cannot be used.
    """
    settings = serving.settings
    visitors = Visitors(assistant, serving.folder)
    accounts = read_accounts(settings.accounts) if settings.accounts else None

    def may_manage(request: Request) -> bool:
        user = request.scope.get("user")
        return user.manages if isinstance(user, Account) else serving.manage

    house = House(visitors, may_manage, settings.feedback, settings.root_path)
    app = FastAPIOffline(
        title=texts.TITLE,
        version=version("vindplaats"),
        docs_url="/api",
        redoc_url=None,
        openapi_url="/api/openapi.json",
        static_url="/api/page",
        swagger_ui_oauth2_redirect_url="/api/oauth2",
        favicon_url="data:,",
        lifespan=visitors.wiping,
    )
    if accounts is not None:
        protect(app, accounts)
    _tell(app)
    _secure(app, serving, visitors)
    for ours in (routes.router(house), api.router(house), uploads.router(visitors)):
        app.include_router(ours)
    app.mount("/page", StaticFiles(directory=page.STATIC))
    # The English page first: the Dutch one answers every path that is left.
    for words in reversed(languages.LANGUAGES):
        frame = Frame(
            words,
            root=settings.root_path,
            manage=serving.manage or accounts is not None,
            accounts=accounts is not None,
            logged=settings.log_questions is not None,
        )
        _mount(app, house, frame, serving)
    return app


def _mount(app: FastAPI, house: House, frame: Frame, serving: Serving) -> None:
    home = frame.words.home
    log = serving.settings.log_questions
    blocks = page.build(house.visitors, frame, (lambda asked: questionlog.keep(asked, log)) if log else None)
    if not home:
        with blocks:
            api.add_endpoints(house)
    blocks.state_session_capacity = PAGES_KNOWN
    gr.mount_gradio_app(
        app,
        blocks,
        path=f"/{home}",
        root_path=f"{frame.root}/{home}".rstrip("/") or None,
        footer_links=[],
        run_history=False,
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
        enable_monitoring=False,
        show_error=False,
        max_file_size=LARGEST_FILE,
        mcp_server=serving.mcp and not home,
        theme=gr.themes.Soft(font=SYSTEM_FONT, font_mono=["ui-monospace", "monospace"]),
        css=page.style(),
        head=page.head(frame),
    )
    if serving.mcp and not home:
        api.offer_tools_alone(blocks)
    blocks._queue.sleep_when_free = IDLE  # noqa: SLF001 - it looks a thousand times a second otherwise, also at night


def _tell(app: FastAPI) -> None:
    """Tell who asks for what cannot be done why not."""

    @app.exception_handler(VindplaatsError)
    async def refused(_: Request, error: VindplaatsError) -> JSONResponse:
        return JSONResponse({"detail": str(error)}, HTTPStatus.UNPROCESSABLE_ENTITY)

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> Response:
        # Without what was sent: half a character, such as "\ud83d", cannot be sent back.
        wrong = [{name: one[name] for name in ("type", "loc", "msg")} for one in error.errors()]
        fields = ", ".join(dict.fromkeys(str(one["loc"][-1]) for one in wrong))
        message = f"Zo kan dit niet worden gevraagd, zie {fields}; wat kan, staat op /api."
        content = json.dumps({"detail": wrong, "message": message})
        return Response(content, HTTPStatus.UNPROCESSABLE_ENTITY, media_type="application/json")


def _secure(app: FastAPI, serving: Serving, visitors: Visitors) -> None:
    """Guard every request, give every response the headers, and every visitor a name and a language."""
    root = serving.settings.root_path

    @app.middleware("http")
    async def secure(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        if not await guard.is_allowed(request, serving.hosts):
            return Response(status_code=HTTPStatus.FORBIDDEN)
        response = _english(request, root) or await call_next(request)
        for name, value in SECURITY_HEADERS.items():
            response.headers[name] = value
        if request.method == "POST" and request.scope["path"].endswith("/logout"):
            visitors.end(token(request) or "")  # the next one at this browser is someone else
        kind = response.headers.get("content-type", "")
        if kind.startswith(("text/html", "image/webp")):
            response.headers["Cache-Control"] = "no-store"  # what a visitor saw is not there for the next one
        if kind.startswith("text/html"):
            _know(request, response, root)
        return response


def _english(request: Request, root: str) -> Response | None:
    """Who prefers English is led to the page in English, once: on it stands a link back."""
    if request.method != "GET" or request.scope["path"] != f"{root}/" or "taal" in request.query_params:
        return None
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    words = languages.in_language(chosen) if chosen else languages.preferred(request.headers.get("accept-language", ""))
    if not words.home:
        return None
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{root}/{words.home}/{query}", HTTPStatus.SEE_OTHER)


def _know(request: Request, response: Response, root: str) -> None:
    path, https = root or "/", request.url.scheme == "https"
    # Lax: a link from elsewhere must not make a known visitor a new one. Set again, it lasts as long as it is used.
    known = token(request) or new_token()
    response.set_cookie(COOKIE, known, max_age=int(KEPT), path=path, secure=https, httponly=True, samesite="lax")
    if language := request.query_params.get("taal"):
        chosen = languages.in_language(language).language
        response.set_cookie(LANGUAGE_COOKIE, chosen, path=path, secure=https, httponly=True, samesite="lax")


def serving(at: Listening, settings: Settings, folder: Path) -> Serving:
    """How the application is served where it listens there; ``folder`` is for the documents of visitors.

    Behind a proxy, which a prefix or the names of hosts tell of, others reach it too.
    """
    local, proxied = at.host in LOOPBACK, bool(settings.root_path or settings.hosts)
    return Serving(
        folder,
        settings,
        manage=local and not proxied if at.manage is None else at.manage,
        hosts=LOOPBACK | settings.hosts if local and (settings.hosts or not proxied) else None,
        mcp=at.mcp,
    )


def serve(assistant: Assistant, at: Listening, settings: Settings) -> None:
    """Serve the page until it is stopped; meanwhile the index follows the folder with documents.

    The shared documents can be changed on the page where ``at.manage`` says so; by default only where the page can be
    reached from this machine alone. Raises VindplaatsError when the port is not free or the file with accounts cannot
    be used.
    """
    _check_free(at.host, at.port)
    process.serve_quietly()
    with private_folder() as folder, Watcher(assistant):
        process.keep_uploads_in(folder / "uploads")
        app = create_app(assistant, serving(at, settings, folder))
        Console(stderr=True).print(READY.format(url=f"http://{at.host}:{at.port}"), soft_wrap=True)
        uvicorn.run(
            app,
            host=at.host,
            port=at.port,
            root_path=settings.root_path,
            log_level="warning",
            timeout_graceful_shutdown=GRACE,
        )


def _check_free(host: str, port: int) -> None:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (OSError, OverflowError) as error:
        raise VindplaatsError(PORT_TAKEN.format(host=host, port=port)) from error
