"""Each visitor's own documents: known to that visitor alone, and gone when the chat stops.

A visitor is known by a random cookie, and by the account where there are accounts.
"""

import hashlib
import hmac
import secrets
import shutil
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from qa.assistant import Assistant
from qa.errors import VindplaatsError

COOKIE = "vindplaats_bezoeker"
KEPT = 12 * 3600.0  # seconds without a request after which a visitor's documents are wiped
MOST_VISITORS = 200  # with documents of their own at one time

_KEY = secrets.token_bytes(32)  # what it signs is of no use after a restart, nor are the documents there then


def new_token() -> str:
    """A name for a new visitor that can neither be guessed nor made up."""
    name = secrets.token_urlsafe(24)
    return f"{name}.{_signature(name)}"


def is_token(token: str | None) -> bool:
    """Whether this name was handed out here."""
    name, _, signature = (token or "").partition(".")
    return hmac.compare_digest(signature.encode(), _signature(name).encode())


def _signature(name: str) -> str:
    return hmac.new(_KEY, name.encode(), hashlib.sha256).hexdigest()


@dataclass(slots=True)
class _Own:
    assistant: Assistant
    folder: Path
    seen: float


class Visitors:
    """The assistants of the visitors: the shared one, until a visitor adds documents.

    ``folder`` is where their documents are kept; who makes it removes it. Safe to use from several threads.
    """

    def __init__(self, shared: Assistant, folder: Path) -> None:
        self.shared = shared
        self._folder = folder
        self._own: dict[str, _Own] = {}
        self._lock = threading.Lock()

    def of(self, visitor: str | None) -> Assistant:
        """The assistant that answers this visitor."""
        with self._lock:
            self._wipe_forgotten()
            own = self._own.get(visitor or "")
            if own is None:
                return self.shared
            own.seen = time.monotonic()
            return own.assistant

    def begin(self, visitor: str) -> Assistant:
        """The assistant that this visitor can add documents to. Raises VindplaatsError when there are too many."""
        with self._lock:
            if visitor not in self._own:
                if len(self._own) >= MOST_VISITORS:
                    raise VindplaatsError(
                        "Er zijn nu te veel bezoekers met eigen documenten; probeer het later opnieuw."
                    )
                folder = self._folder / secrets.token_hex(16)
                corpus = folder / "corpus"
                corpus.mkdir(parents=True)
                own = Assistant(corpus, folder / "index", beside=self.shared)
                self._own[visitor] = _Own(own, folder, time.monotonic())
            return self._own[visitor].assistant

    def end(self, token: str) -> None:
        """Wipe the documents of all who came by the browser with this name, whatever their account."""
        with self._lock:
            for visitor in [visitor for visitor in self._own if visitor.partition("/")[0] == token]:
                self._wipe(visitor)

    def _wipe_forgotten(self) -> None:
        forgotten = time.monotonic() - KEPT
        for visitor in [visitor for visitor, own in self._own.items() if own.seen < forgotten]:
            self._wipe(visitor)

    def _wipe(self, visitor: str) -> None:
        if own := self._own.pop(visitor, None):
            own.assistant.close()
            shutil.rmtree(own.folder, ignore_errors=True)
