"""The progress bars of the libraries: these make them even where none is shown."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Bars:
    """What bars have in common in this process: one lock, and a thread that watches them.

    The lock that tqdm makes is shared with other processes; to make it settles the way in which these are started, and
    that is for the program around us.
    """

    def __init__(self) -> None:
        self._counting = threading.Lock()
        self._lock = threading.RLock()
        self._inside = 0
        self._watched = 0.0  # seconds between two looks of the thread

    @contextmanager
    def unshared(self) -> Iterator[None]:
        """Have bars that are made meanwhile, in any thread, take a lock of this process alone.

        Where there is a lock already, nothing is done. No thread is started, for that would make such a lock later on.
        """
        from tqdm import tqdm  # noqa: PLC0415 - comes with the libraries that are loaded late

        with self._counting:
            self._inside += 1
            if "_lock" not in vars(tqdm):
                self._watched, tqdm.monitor_interval = tqdm.monitor_interval, 0
                tqdm.set_lock(self._lock)
        try:
            yield
        finally:
            with self._counting:
                self._inside -= 1
                # A bar that somebody shows meanwhile has our lock until it is done.
                if not self._inside and vars(tqdm).get("_lock") is self._lock and not tqdm._instances:  # noqa: SLF001
                    tqdm.monitor_interval = self._watched
                    del tqdm._lock  # noqa: SLF001 - as it was


BARS = Bars()
