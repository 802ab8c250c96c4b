"""What a visitor may send to the page.

Gradio takes the description of a file wherever it expects a value, copies the file that its path names and serves the
copy; where the page is mounted in another application it does not check where that file stands. Only what was
uploaded may be named, and nothing may be fetched from an address.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gradio.utils import get_upload_folder

LARGEST_REQUEST = 1024 * 1024  # bytes; a question has some hundreds, and a file is not sent as JSON


def is_allowed(body: bytes) -> bool:
    """Whether a request with this body, JSON or not, names no file but those that were uploaded here."""
    if len(body) > LARGEST_REQUEST:
        return False
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        return True  # no JSON, which gradio refuses itself
    return all(is_uploaded(path) for path in _paths(sent))


def is_uploaded(path: str) -> bool:
    """Whether a file came by this page."""
    return Path(path).resolve().is_relative_to(Path(get_upload_folder()).resolve())


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
