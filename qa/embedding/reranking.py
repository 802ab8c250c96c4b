"""A cross-encoder that reads question and passage together: slower and better than comparing their vectors."""

import functools
import threading
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from qa.bars import BARS
from qa.embedding import check_named, hub, is_local, unnoticed
from qa.errors import ModelError

LONGEST = 512  # tokens of question and passage together
# One model a process; its tokenizer may not be used by two threads at once.
_LOCK = threading.Lock()


def relevances(model: str, question: str, texts: Sequence[str]) -> npt.NDArray[np.float64]:
    """Give how well each text answers a question by the cross-encoder ``model``, scaled from 0 (worst) to 1 (best).

    ``model`` is a folder or a name on the hub. Shape (len(texts),). Raises ModelError.
    """
    with _LOCK, BARS.unshared():
        found = _load(model).predict([(question, text) for text in texts], show_progress_bar=False)
    scores = np.asarray(found, np.float64).reshape(len(texts), -1)[:, -1]
    width = float(np.ptp(scores)) if len(scores) else 0.0
    return (scores - scores.min()) / width if width > 0 else np.zeros(len(scores))


def loaded(model: str) -> Any:  # noqa: ANN401 - sentence-transformers has no type information
    """Give the cross-encoder ``model`` itself, for who wants to know what it is. Raises ModelError."""
    with _LOCK:
        return _load(model)


@functools.lru_cache(maxsize=1)
def _load(name: str) -> Any:  # noqa: ANN401 - sentence-transformers has no type information
    check_named(name, "QA_RERANKER")
    try:
        with unnoticed():
            from sentence_transformers import CrossEncoder  # noqa: PLC0415 - importing torch costs seconds

            try:
                return CrossEncoder(name, device="cpu", max_length=LONGEST, local_files_only=True)
            except OSError:
                if is_local(name):
                    raise
                with hub.fetching(name, "QA_RERANKER"):  # once
                    return CrossEncoder(name, device="cpu", max_length=LONGEST)
    except ModelError:
        raise
    except Exception as error:
        raise ModelError(
            f"Het model {name} kan niet worden geladen ({hub.reason(error)}); controleer QA_RERANKER, of laat het weg."
        ) from error
