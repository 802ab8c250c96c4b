"""The login page, and the gate before everything else.

A person logs in on the page and is known by a cookie from then on; a program sends name and password along (HTTP
Basic).
"""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import parse_qsl, quote

from fastapi import FastAPI
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from qa.web import languages
from qa.web.accounts import Account
from qa.web.sessions import TOO_MANY, Passwords, Sessions, TooManyAttemptsError
from qa.web.templates import render
from qa.web.texts import TITLE

COOKIE = "vindplaats_sessie"
POLICY_VIOLATION = 1008  # RFC 6455, 7.4.1
LARGEST_FORM = 64 * 1024  # bytes
LOCAL = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")  # browsers read "\" as "/" and skip tabs and line ends
NOT_LOGGED_IN = "Meld u eerst aan, of stuur een naam en een wachtwoord mee."


@dataclass(frozen=True, slots=True)
class LoginWords:
    """The words of the login page in one language, of itself Dutch."""

    language: str = "nl"
    log_in: str = "Aanmelden"
    name: str = "Naam"
    password: str = "Wachtwoord"  # noqa: S105 - the label
    wrong: str = "Deze naam en dit wachtwoord horen niet bij elkaar."
    too_many: str = TOO_MANY


DUTCH = LoginWords()
ENGLISH = LoginWords(
    "en", "Log in", "Name", "Password", "Wrong name or password.", "Too many failed attempts; wait {seconds} seconds."
)


class _Gate:
    """ASGI middleware: who is logged in goes on to the application, as ``scope["user"]``; others get an answer here.

    It hands a connection on as it is, so that streams keep streaming. The origin of a POST is checked in ``guard``.
    """

    def __init__(self, app: ASGIApp, accounts: Mapping[str, Account]) -> None:
        self._app = app
        self._passwords = Passwords(accounts)
        self._sessions = Sessions()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = self._app
        if scope["type"] == "http":
            answer = await self._answer(Request(scope, receive))
        elif scope["type"] == "websocket" and await self._admit(HTTPConnection(scope)) is not self._app:
            answer = WebSocketClose(POLICY_VIOLATION)
        await answer(scope, receive, send)

    async def _answer(self, request: Request) -> ASGIApp:
        match request.method, _path(request):
            case "GET" | "HEAD", "/health":
                return self._app
            case "GET" | "HEAD", "/login":
                return _page(request, then=request.query_params.get("next", ""))
            case "POST", "/login":
                return await self._log_in(request)
            case "POST", "/logout":
                return self._log_out(request)
        return await self._admit(request)

    async def _admit(self, connection: HTTPConnection) -> ASGIApp:
        try:
            account = await self._who(connection)
        except TooManyAttemptsError as error:
            headers = {"Retry-After": str(error.seconds)}
            return JSONResponse({"detail": str(error)}, HTTPStatus.TOO_MANY_REQUESTS, headers)
        if account is None:
            return _refusal(connection)
        connection.scope["user"] = account
        return self._app

    async def _who(self, connection: HTTPConnection) -> Account | None:
        if account := self._sessions.who(connection.cookies.get(COOKIE, "")):
            return account
        scheme, _, sent = connection.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "basic":
            return None
        try:
            name, _, password = base64.b64decode(sent).decode().partition(":")
        except ValueError:  # no base64, or no UTF-8
            return None
        return await self._passwords.check(name, password, _address(connection))

    async def _log_in(self, request: Request) -> Response:
        form, words = await _form(request), _words(request)
        name, then = form.get("username", "").strip(), form.get("next", "")
        try:
            account = await self._passwords.check(name, form.get("password", ""), _address(request))
        except TooManyAttemptsError as error:
            sentence = words.too_many.format(seconds=error.seconds)
            return _page(request, name, then, sentence, HTTPStatus.TOO_MANY_REQUESTS)
        if account is None:
            return _page(request, name, then, words.wrong, HTTPStatus.UNAUTHORIZED)
        self._sessions.end(request.cookies.get(COOKIE, ""))
        response = Response(status_code=HTTPStatus.NO_CONTENT)  # gradio_client takes a redirect for a failure
        if _reads_html(request):
            there = _root(request) + (then if LOCAL.fullmatch(then) else "/")
            response = RedirectResponse(there, HTTPStatus.SEE_OTHER)
        path, secure = _root(request) or "/", request.scope.get("scheme") == "https"
        response.set_cookie(
            COOKIE, self._sessions.begin(account), path=path, secure=secure, httponly=True, samesite="lax"
        )
        return response

    def _log_out(self, request: Request) -> Response:
        self._sessions.end(request.cookies.get(COOKIE, ""))
        response = RedirectResponse(f"{_root(request)}/login", HTTPStatus.SEE_OTHER)
        response.delete_cookie(COOKIE, path=_root(request) or "/")
        return response


def protect(app: FastAPI, accounts: Mapping[str, Account]) -> None:
    """Let nobody use an application but who logs in; ``/health`` stays open.

    Call this before other middleware is added, so that its checks and headers hold for the login page too.
    """
    app.add_middleware(_Gate, accounts=accounts)


def _refusal(connection: HTTPConnection) -> Response:
    if connection.scope.get("method") == "GET" and _reads_html(connection):
        there = f"{quote(_path(connection))}?{connection.scope['query_string'].decode('latin-1')}".rstrip("?")
        return RedirectResponse(f"{_root(connection)}/login?next={quote(there)}", HTTPStatus.SEE_OTHER)
    # Only browsers name a language. Asked by a script of a page whose session is over, they would open a window for
    # the password themselves, and from then on send it along, also after logging out.
    challenge = {} if "accept-language" in connection.headers else {"WWW-Authenticate": 'Basic realm="Vindplaats"'}
    return JSONResponse({"detail": NOT_LOGGED_IN}, HTTPStatus.UNAUTHORIZED, challenge)


def _page(request: Request, name: str = "", then: str = "", error: str = "", status: int = HTTPStatus.OK) -> Response:
    words = _words(request)
    page = render("login.html", words=words, title=TITLE, name=name, then=then, error=error)
    return HTMLResponse(page, status, {"Cache-Control": "no-store"})


async def _form(request: Request) -> Mapping[str, str]:
    """The fields of a form, of which only as much is read as a login needs."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_FORM:
            return {}
    return dict(parse_qsl(body.decode(errors="replace")))


def _words(request: Request) -> LoginWords:
    language = languages.preferred(request.headers.get("accept-language", "")).language
    return ENGLISH if language == ENGLISH.language else DUTCH


def _reads_html(connection: HTTPConnection) -> bool:
    return "text/html" in connection.headers.get("accept", "")


def _address(connection: HTTPConnection) -> str:
    return connection.client.host if connection.client else ""


def _root(connection: HTTPConnection) -> str:
    """The path under which the application is served, without a slash at its end."""
    return str(connection.scope.get("root_path", "")).rstrip("/")


def _path(connection: HTTPConnection) -> str:
    """The path within the application; servers put the one it is served under before it, some tests do not."""
    path: str = connection.scope["path"]
    root = _root(connection)
    return (path.removeprefix(root) or "/") if f"{path}/".startswith(f"{root}/") else path
