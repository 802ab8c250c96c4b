"""What a visitor may send to the page.

Gradio takes the description of a file wherever it expects a value, copies the file that its path names and serves the
copy; where the page is mounted in another application it does not check where that file stands. Only what was
uploaded may be named, and nothing may be fetched from an address.

Another page in the same browser can send requests too, also under a name of its own that it lets lead to this machine.
So a request must come from this page, and a page for this machine alone must be addressed by the name of this machine.

Two routes of gradio that the page does not use write what they get or told to disk; they are closed.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fastapi import Request
from gradio.utils import get_upload_folder

CLOSED = ("/gradio_api/deep_link", "/gradio_api/process_recording")
UPLOAD = "/gradio_api/upload"
LARGEST_REQUEST = 1024 * 1024  # bytes; a question has some hundreds, and a file is not sent as JSON


async def is_allowed(request: Request, hosts: frozenset[str] | None) -> bool:
    """Whether a request may be answered; ``hosts`` are the names that the page goes by (``None``: any)."""
    if hosts is not None and request.url.hostname not in hosts:
        return False
    if request.url.path.endswith(CLOSED):
        return False
    if request.method != "POST":
        return True
    origin = request.headers.get("origin")
    if origin and urlsplit(origin).netloc != request.headers.get("host"):
        return False
    size = request.headers.get("content-length", "")
    if not size.isdecimal() or "transfer-encoding" in request.headers:  # which would count instead
        return False
    if request.url.path.endswith(UPLOAD):
        return True  # files, whose size is bounded for each visitor
    return int(size) <= LARGEST_REQUEST and names_no_other_file(await request.body())


def names_no_other_file(body: bytes) -> bool:
    """Whether a body, JSON or not, names no file but those that were uploaded here."""
    try:
        sent = json.loads(body)
    except RecursionError:
        return False
    except ValueError:
        return True  # no JSON, which gradio refuses itself
    return all(is_uploaded(path) for path in _paths(sent))


def upload_folder() -> Path:
    """The folder in which gradio takes files that came by the page."""
    return Path(get_upload_folder())


def is_uploaded(path: str) -> bool:
    """Whether a file came by this page."""
    return is_within(path, upload_folder())


def is_within(path: str, folder: Path) -> bool:
    """Whether a file is in a folder or below it, wherever links lead."""
    try:
        return Path(path).resolve().is_relative_to(folder.resolve())
    except (ValueError, OSError, RuntimeError):
        return False


def _paths(sent: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON
    """The paths that are named anywhere in a request; no recursion, for a visitor decides how deep it is."""
    left = [sent]
    while left:
        value = left.pop()
        if isinstance(value, dict):
            if isinstance(value.get("path"), str):
                yield value["path"]
            left += value.values()
        elif isinstance(value, list):
            left += value
