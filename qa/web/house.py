"""What is served, and to whom: by which name a request is known, and which assistant answers it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import gradio as gr
from fastapi import Request
from starlette.requests import HTTPConnection

from qa.assistant import Assistant
from qa.errors import VindplaatsError
from qa.web.accounts import Account
from qa.web.visitors import COOKIE, Visitors, is_token

AT_ONCE = 8  # requests taken on at the same time; the assistant answers as many at a time as there are cores


@dataclass(frozen=True, slots=True)
class House:
    """What the routes serve, and to whom.

    ``may_manage`` tells whether a request may change the shared documents; ``verdicts`` is the file in which those of
    users are kept; ``root`` is the path under which the application is served.
    """

    visitors: Visitors
    may_manage: Callable[[Request], bool]
    verdicts: Path
    root: str = ""

    def assistant(self, request: Request) -> Assistant:
        """The assistant of the visitor that a request comes from."""
        return self.visitors.of(visitor(request))


def token(request: HTTPConnection) -> str | None:
    """The name in the cookie of a request, if it was handed out here."""
    given = request.cookies.get(COOKIE)
    return given if is_token(given) else None


def visitor(request: HTTPConnection) -> str | None:
    """Who a request comes from: a browser, and the account that is logged in there."""
    known = token(request)
    user = request.scope.get("user")
    return f"{known}/{user.name}" if known and isinstance(user, Account) else known


def assistant_of(visitors: Visitors, request: gr.Request) -> Assistant:
    """The assistant of the visitor that a request of gradio comes from."""
    return visitors.of(visitor(connection(request)))


def connection(request: gr.Request) -> HTTPConnection:
    """The request that gradio wraps; that of a language model it does not."""
    bare: HTTPConnection = getattr(request, "request", request)  # type: ignore[arg-type] # it is of both kinds
    return bare


def there(assistant: Assistant) -> frozenset[str]:
    """The ids of the documents that can be looked at; none while the index cannot be opened."""
    try:
        return frozenset(document.id for document in assistant.library.documents)
    except VindplaatsError:
        return frozenset()
