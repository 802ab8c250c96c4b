"""How many threads of OpenBLAS an index is searched with."""

import functools
import threading
from contextlib import ContextDecorator
from types import TracebackType
from typing import Any


class _OneThread(ContextDecorator):
    """Has OpenBLAS, which numpy and FAISS bring along, work on one thread while any thread is inside.

    Its other threads go on spinning for a while after each product, and take the processor from the model that reads
    the next question: on two cores a question then takes more than twice as long (``python -m eval.bench``). The
    number holds for the whole process, so the last one out gives back what the program around us had.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside = 0
        self._limited: Any = None  # threadpoolctl has no type information

    def __enter__(self) -> None:
        with self._lock:
            if not self._inside:
                self._limited = _openblas().limit(limits=1)
            self._inside += 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._inside -= 1
            if not self._inside:
                self._limited.restore_original_limits()


on_one_thread = _OneThread()


@functools.cache
def _openblas() -> Any:  # noqa: ANN401
    """Every OpenBLAS of this process: to look for them takes milliseconds, so it is done once, with all there."""
    import faiss  # noqa: F401, PLC0415 - brings one of its own
    from threadpoolctl import ThreadpoolController  # noqa: PLC0415

    return ThreadpoolController().select(internal_api="openblas")
