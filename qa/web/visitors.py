"""Each visitor's own documents: known to that visitor alone, and gone when the chat stops.

A visitor is known by a random cookie, and by the account where there are accounts.
"""

import asyncio
import hashlib
import hmac
import os
import secrets
import shutil
import threading
import time
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from qa.assistant import Assistant
from qa.errors import VindplaatsError
from qa.web.guard import is_within, upload_folder

COOKIE = "vindplaats_bezoeker"
KEPT = 12 * 3600.0  # seconds without a request after which a visitor's documents are wiped
PAUSE = 60.0  # seconds between two looks whether there is something to wipe
MOST_VISITORS = 200  # with documents of their own at one time
MOST_BYTES = 500_000_000  # of one visitor's documents, and of files under way to them: some hundred reports with images

OURS_ALONE = 0o700

TOO_MANY = "Er zijn nu te veel bezoekers met eigen documenten; probeer het later opnieuw."
TOO_MUCH = "U kunt hoogstens {most} MB aan eigen documenten hebben; verwijder er eerst enkele."
TOO_MUCH_AT_ONCE = "U kunt hoogstens {most} MB tegelijk sturen; stuur minder bestanden."

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
    """What a visitor has: documents in ``folder``, and files that were sent in ``uploads``, until they are taken in.

    ``seen`` is when the last request came; ``coming`` is the size in bytes of files under way.
    """

    assistant: Assistant
    folder: Path
    uploads: Path
    seen: float = 0.0
    coming: int = 0

    def wipe(self) -> None:
        self.assistant.close()
        for folder in (self.folder, self.uploads):
            shutil.rmtree(folder, ignore_errors=True)

    def wipe_uploads(self, before: float) -> None:
        """Wipe the files that came before this time, in seconds since 1970."""
        for file, stat in _stats(self.uploads):
            if stat.st_mtime < before:
                file.unlink(missing_ok=True)


def _size(folder: Path) -> int:
    return sum(stat.st_size for _, stat in _stats(folder))


def _stats(folder: Path) -> list[tuple[Path, os.stat_result]]:
    """The files below a folder, with what is known of them; some may be removed meanwhile."""
    found = []
    for parent, _, names in os.walk(folder):
        for file in (Path(parent) / name for name in names):
            with suppress(FileNotFoundError):
                found.append((file, file.stat()))
    return found


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
            own = self._own.get(visitor or "")
            if own is None:
                return self.shared
            own.seen = time.monotonic()
            return own.assistant

    @contextmanager
    def receiving(self, visitor: str, size: int) -> Iterator[Path]:
        """The folder for files that a visitor is sending, together of ``size`` bytes; gone when they do not arrive.

        Raises VindplaatsError when there are too many visitors, or when this one sends too much at once.
        """
        with self._staying(visitor) as own:
            with self._lock:
                if _size(own.uploads) + own.coming + size > MOST_BYTES:
                    raise VindplaatsError(TOO_MUCH_AT_ONCE.format(most=MOST_BYTES // 1_000_000))
                own.coming += size
            folder = own.uploads / secrets.token_hex(16)
            try:
                own.uploads.mkdir(OURS_ALONE, parents=True, exist_ok=True)
                folder.mkdir()
                yield folder
            except BaseException:
                shutil.rmtree(folder, ignore_errors=True)
                raise
            finally:
                with self._lock:
                    own.coming -= size

    @contextmanager
    def taking(self, visitor: str, paths: Iterable[str] = ()) -> Iterator[tuple[Assistant, list[Path]]]:
        """The assistant that a visitor can add documents to, and those of these files that the visitor sent.

        The files are removed afterwards: they are among the documents then, or of no use. Raises VindplaatsError when
        there are too many visitors, or when this one would have too much.
        """
        with self._staying(visitor) as own:
            files = [Path(path) for path in paths if is_within(path, own.uploads) and Path(path).is_file()]
            try:
                if _size(own.assistant.library.corpus) + sum(file.stat().st_size for file in files) > MOST_BYTES:
                    raise VindplaatsError(TOO_MUCH.format(most=MOST_BYTES // 1_000_000))
                yield own.assistant, files
            finally:
                for file in files:
                    file.unlink(missing_ok=True)

    @contextmanager
    def _staying(self, visitor: str) -> Iterator[_Own]:
        """What a visitor has; what is put there after the visitor left is wiped too."""
        with self._lock:
            own = self._own.get(visitor) or self._begin(visitor)
            own.seen = time.monotonic()
        try:
            yield own
        finally:
            with self._lock:
                if self._own.get(visitor) is not own:
                    own.wipe()

    def _begin(self, visitor: str) -> _Own:
        if len(self._own) >= MOST_VISITORS:
            raise VindplaatsError(TOO_MANY)
        folder = self._folder / secrets.token_hex(16)
        folder.mkdir(OURS_ALONE, parents=True)
        corpus = folder / "corpus"
        corpus.mkdir()
        own = Assistant(corpus, folder / "index", beside=self.shared)
        self._own[visitor] = _Own(own, folder, upload_folder() / folder.name)
        return self._own[visitor]

    def end(self, token: str) -> None:
        """Wipe the documents of all who came by the browser with this name, whatever their account."""
        with self._lock:
            for visitor in [visitor for visitor in self._own if visitor.partition("/")[0] == token]:
                self._own.pop(visitor).wipe()

    def wipe_forgotten(self) -> None:
        """Wipe what visitors have who were not seen for long, and files that were sent as long ago."""
        forgotten = time.monotonic() - KEPT
        with self._lock:
            for visitor, own in tuple(self._own.items()):
                if own.seen < forgotten:
                    self._own.pop(visitor).wipe()
                else:
                    own.wipe_uploads(time.time() - KEPT)

    @asynccontextmanager
    async def wiping(self, _: object) -> AsyncIterator[None]:
        """Wipe what is forgotten, again and again, as long as an application lives."""
        task = asyncio.create_task(self._keep_wiping())
        try:
            yield
        finally:
            task.cancel()

    async def _keep_wiping(self) -> None:
        while True:
            await asyncio.sleep(PAUSE)
            await asyncio.to_thread(self.wipe_forgotten)
