"""Keeping the index of a running chat up to date with its folder of documents."""

import logging
import threading
from types import TracebackType
from typing import Self

from watchfiles import Change, DefaultFilter, watch

from qa.assistant import Assistant
from qa.errors import VindplaatsError
from qa.web import texts

log = logging.getLogger(__name__)

PATIENCE = 5.0  # seconds before a folder that cannot be watched is tried again


class _Documents(DefaultFilter):
    """All but hidden files: what is being copied aside is none of ours yet."""

    def __call__(self, change: Change, path: str) -> bool:
        return super().__call__(change, path) and "/." not in path


class Watcher:
    """Brings the index up to date in the background while its ``with`` block lasts.

    A change that cannot be followed, such as a file that cannot be read, leaves the index as it was; the reason is
    logged, and the next change is followed again.
    """

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="documenten volgen", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                for _ in watch(self._assistant.corpus, stop_event=self._stop, watch_filter=_Documents()):
                    self._follow()
            except OSError as error:
                log.warning(texts.NOT_FOLLOWED.format(reason=error.strerror))
            self._stop.wait(PATIENCE)

    def _follow(self) -> None:
        try:
            if not self._assistant.is_current():
                log.warning(texts.FOLLOWING)
                self._assistant.update()
        except VindplaatsError as error:
            log.warning(texts.NOT_FOLLOWED.format(reason=error))
