"""The few knobs, read once from the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

APPLICATION = "vindplaats"

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are.

    ``model`` is a folder or the name of a sentence-transformers model; empty means the model that comes
    along. ``reranker`` likewise names a cross-encoder that looks again at the best passages; empty means none.
    ``cache`` holds what can be made again at any time, the unpacked model.
    """

    corpus: Path
    index: Path
    cache: Path
    model: str
    reranker: str = ""


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read QA_CORPUS, QA_INDEX, QA_CACHE, QA_MODEL and QA_RERANKER; what is not set gets its place by default.

    In a checkout the corpus and the index are its own folders. An installed package brings the corpus along
    and keeps the index among the user's data. Neither depends on the working directory.
    """
    checkout = (_CHECKOUT / "corpus").is_dir() and (_CHECKOUT / "pyproject.toml").is_file()
    corpus = _CHECKOUT / "corpus" if checkout else _PACKAGE / "_corpus"
    index = _CHECKOUT / "index" if checkout else platformdirs.user_data_path(APPLICATION) / "index"
    cache = platformdirs.user_cache_path(APPLICATION)
    return Settings(
        corpus=Path(environment.get("QA_CORPUS") or corpus).expanduser(),
        index=Path(environment.get("QA_INDEX") or index).expanduser(),
        cache=Path(environment.get("QA_CACHE") or cache).expanduser(),
        model=environment.get("QA_MODEL", ""),
        reranker=environment.get("QA_RERANKER", ""),
    )
