"""The few knobs, read once from the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

from qa.errors import VindplaatsError

APPLICATION = "vindplaats"

FEEDBACK, QUESTIONS = "feedback.jsonl", "questions.jsonl"  # among the user's data

MEMORY = 2_000_000_000  # bytes

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are.

    ``model`` is a folder or the name of a sentence-transformers model; empty means the model that comes
    along. ``reranker`` likewise names a cross-encoder that looks again at the best passages; empty means none.
    ``memory`` is what the index may take of it, in bytes.
    ``cache`` holds what can be made again at any time, the unpacked model. ``feedback`` is the file in which the
    verdicts of users are kept, ``log_questions`` the one for every question asked; ``None`` keeps none. ``accounts`` is
    the file with those who may use the chat; ``None`` lets anyone. ``root_path`` is the path below which a proxy serves
    the chat, such as "/vindplaats"; empty where it has an address of its own. ``hosts`` are the names of hosts under
    which a proxy serves it.
    """

    corpus: Path
    index: Path
    cache: Path
    model: str
    reranker: str = ""
    memory: int = MEMORY
    feedback: Path = field(default_factory=lambda: _data(FEEDBACK))
    log_questions: Path | None = None
    accounts: Path | None = None
    root_path: str = ""
    hosts: frozenset[str] = frozenset()


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read QA_CORPUS, QA_INDEX, QA_CACHE, QA_MODEL, QA_RERANKER and QA_MEMORY_MB; what is not set gets its default.

    Of the chat: QA_FEEDBACK, QA_AUTH_FILE, QA_ROOT_PATH, and QA_LOG_QUESTIONS, of which only "1" keeps questions.

    In a checkout the corpus and the index are its own folders. An installed package brings the corpus along and keeps
    the index among the user's data, where verdicts and questions are in either case. Nothing depends on the working
    directory.
    """
    checkout = (_CHECKOUT / "corpus").is_dir() and (_CHECKOUT / "pyproject.toml").is_file()
    corpus = _CHECKOUT / "corpus" if checkout else _PACKAGE / "_corpus"
    index = _CHECKOUT / "index" if checkout else _data("index")
    cache = platformdirs.user_cache_path(APPLICATION)
    return Settings(
        corpus=Path(environment.get("QA_CORPUS") or corpus).expanduser(),
        index=Path(environment.get("QA_INDEX") or index).expanduser(),
        cache=Path(environment.get("QA_CACHE") or cache).expanduser(),
        model=environment.get("QA_MODEL", ""),
        reranker=environment.get("QA_RERANKER", ""),
        memory=_megabytes(environment.get("QA_MEMORY_MB", "")),
        feedback=Path(environment.get("QA_FEEDBACK") or _data(FEEDBACK)).expanduser(),
        log_questions=_data(QUESTIONS) if environment.get("QA_LOG_QUESTIONS") == "1" else None,
        accounts=Path(accounts).expanduser() if (accounts := environment.get("QA_AUTH_FILE")) else None,
        root_path=_prefix(environment.get("QA_ROOT_PATH", "")),
        hosts=frozenset(environment.get("QA_HOSTS", "").replace(",", " ").split()),
    )


def _megabytes(text: str) -> int:
    """The bytes of so many megabytes; MEMORY for an empty text. Raises VindplaatsError."""
    if not text:
        return MEMORY
    if not text.isdecimal() or not int(text):
        raise VindplaatsError(f"QA_MEMORY_MB is {text}; geef een aantal megabytes, zoals 2000.")
    return int(text) * 1_000_000


def _prefix(path: str) -> str:
    """A path with a slash before each of its parts and none behind; empty when it has no parts."""
    return "".join(f"/{part}" for part in path.strip().split("/") if part)


def _data(name: str) -> Path:
    return platformdirs.user_data_path(APPLICATION) / name
