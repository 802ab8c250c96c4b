"""Each visitor's own documents: known to that visitor alone, and gone when the chat stops.

A visitor is known by a random cookie, which says nothing but which folder is theirs.
"""

import re
import secrets
import shutil
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from qa.assistant import Assistant

COOKIE = "vindplaats_bezoeker"
TOKEN = re.compile(r"[\w-]{43}")
KEPT = 12 * 3600.0  # seconds without a request after which a visitor's documents are wiped
MOST_VISITORS = 200  # with documents of their own at one time; the one seen longest ago makes room


def new_token() -> str:
    """A name for a new visitor that cannot be guessed."""
    return secrets.token_urlsafe(32)


def is_token(token: str | None) -> bool:
    """Whether this can be the name of a visitor."""
    return token is not None and TOKEN.fullmatch(token) is not None


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

    def of(self, token: str | None) -> Assistant:
        """The assistant that answers this visitor."""
        with self._lock:
            own = self._own.get(token or "")
            if own is None:
                return self.shared
            own.seen = time.monotonic()
            return own.assistant

    def begin(self, token: str) -> Assistant:
        """The assistant that this visitor can add documents to."""
        with self._lock:
            self._wipe_forgotten()
            if token not in self._own:
                folder = self._folder / secrets.token_hex(16)
                corpus = folder / "corpus"
                corpus.mkdir(parents=True)
                own = Assistant(corpus, folder / "index", beside=self.shared)
                self._own[token] = _Own(own, folder, time.monotonic())
            return self._own[token].assistant

    def end(self, token: str) -> None:
        """Wipe the documents of a visitor."""
        with self._lock:
            self._wipe(token)

    def _wipe_forgotten(self) -> None:
        now = time.monotonic()
        oldest_first = sorted(self._own, key=lambda token: self._own[token].seen)
        too_many = len(oldest_first) - MOST_VISITORS + 1
        for place, token in enumerate(oldest_first):
            if place < too_many or now - self._own[token].seen > KEPT:
                self._wipe(token)

    def _wipe(self, token: str) -> None:
        if own := self._own.pop(token, None):
            own.assistant.close()
            shutil.rmtree(own.folder, ignore_errors=True)
