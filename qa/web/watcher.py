"""Keeping the index of a running chat up to date with its folder of documents."""

import logging
import os
import threading
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from watchfiles import Change, watch

from qa.assistant import Assistant
from qa.errors import VindplaatsError

log = logging.getLogger(__name__)

FOLLOWING = "De documenten zijn veranderd; de index wordt bijgewerkt."
NOT_FOLLOWED = "De index is niet bijgewerkt: {reason}"

GRACE = 3.0  # seconds that a build under way gets when the watching stops
PATIENCE = 5.0  # seconds before a folder that cannot be watched is tried again


@dataclass(frozen=True, slots=True)
class _Within:
    """What is looked at within a folder: all but hidden files and folders. What is copied aside is none of ours yet."""

    folder: Path

    def __call__(self, _: Change, path: str) -> bool:
        names = Path(os.path.relpath(path, self.folder)).parts
        return not any(name.startswith(".") for name in names)


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
        self._thread.join(GRACE)  # an index that is being built is built aside, and left

    def _run(self) -> None:
        while not self._stop.is_set():
            folder = self._assistant.library.corpus
            if folder.is_dir():
                self._follow()  # what changed while nobody watched
                self._watch(folder)
            self._stop.wait(PATIENCE)

    def _watch(self, folder: Path) -> None:
        try:
            for _ in watch(folder, stop_event=self._stop, watch_filter=_Within(folder)):
                self._follow()
                if not folder.is_dir():
                    return  # one made anew in its place is another folder
        except OSError as error:
            log.warning(NOT_FOLLOWED.format(reason=error))

    def _follow(self) -> None:
        try:
            if not self._assistant.library.is_current():
                log.warning(FOLLOWING)
                self._assistant.library.update()
        except VindplaatsError as error:
            log.warning(NOT_FOLLOWED.format(reason=error))
        except Exception as error:  # noqa: BLE001 - whatever goes wrong, the next change is followed again
            log.warning(NOT_FOLLOWED.format(reason=type(error).__name__))
