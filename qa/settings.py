"""The few knobs, read once from the environment."""

import ipaddress
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import platformdirs

from qa.errors import VindplaatsError

APPLICATION = "vindplaats"

FEEDBACK, QUESTIONS = "feedback.jsonl", "questions.jsonl"  # among the user's data

MEMORY = 2_000_000_000  # bytes

LONGEST_SHOWN = 60  # characters of a setting in a message

Value = TypeVar("Value")

_IN_PATH = re.compile(r"[\w./~-]+")  # as it stands in an address; no host and no question mark
_MEGABYTES = re.compile(r"[1-9][0-9]{0,8}")
_HOST = re.compile(r"[\w-]+(\.[\w-]+)*\.?")  # a name, or an address of four numbers, without a port

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
    """Read the settings from the environment (see ``examined``).

    Raises VindplaatsError for the first that cannot be used.
    """
    settings, faults = examined(environment)
    if faults:
        raise VindplaatsError(faults[0])
    return settings


def examined(environment: Mapping[str, str] = os.environ) -> tuple[Settings, tuple[str, ...]]:
    """Give the settings, and one Dutch sentence for each that cannot be used; such a one has its default.

    Read are QA_CORPUS, QA_INDEX, QA_CACHE, QA_MODEL, QA_RERANKER and QA_MEMORY_MB; of the chat QA_FEEDBACK,
    QA_AUTH_FILE, QA_ROOT_PATH, QA_HOSTS, and QA_LOG_QUESTIONS, of which "1" keeps questions. What is not set, or is
    empty, gets its default.

    In a checkout the corpus and the index are its own folders. An installed package brings the corpus along and keeps
    the index among the user's data, where verdicts and questions are in either case. Nothing depends on the working
    directory.
    """
    faults: list[str] = []

    def used(name: str, read: Callable[[str], Value], default: Value) -> Value:
        given = environment.get(name, "").strip()
        try:
            return read(given) if given else default
        except ValueError as error:
            faults.append(f"{name} is {given[:LONGEST_SHOWN]}; {error}.")
            return default

    checkout = (_CHECKOUT / "corpus").is_dir() and (_CHECKOUT / "pyproject.toml").is_file()
    settings = Settings(
        corpus=used("QA_CORPUS", _path, _CHECKOUT / "corpus" if checkout else _PACKAGE / "_corpus"),
        index=used("QA_INDEX", _path, _CHECKOUT / "index" if checkout else _data("index")),
        cache=used("QA_CACHE", _path, platformdirs.user_cache_path(APPLICATION)),
        model=used("QA_MODEL", _model, ""),
        reranker=used("QA_RERANKER", _model, ""),
        memory=used("QA_MEMORY_MB", _megabytes, MEMORY),
        feedback=used("QA_FEEDBACK", _file, _data(FEEDBACK)),
        log_questions=_data(QUESTIONS) if used("QA_LOG_QUESTIONS", _yes, default=False) else None,
        accounts=used("QA_AUTH_FILE", _file, None),
        root_path=used("QA_ROOT_PATH", _prefix, ""),
        hosts=used("QA_HOSTS", _hosts, frozenset()),
    )
    return settings, tuple(faults)


def _path(text: str) -> Path:
    try:
        path = Path(text).expanduser()
        text.encode()
        path.exists()
    except RuntimeError as error:
        raise ValueError("die gebruiker is er niet; schrijf het hele pad") from error
    except UnicodeEncodeError as error:
        raise ValueError("dat pad is geen tekst; kies een map met een gewone naam") from error
    except PermissionError:
        return path  # whoever goes there tells it
    except OSError as error:
        raise ValueError("zo'n pad kan niet bestaan; kies een ander") from error
    return path


def _file(text: str) -> Path:
    path = _path(text)
    if path.is_dir():
        raise ValueError("dat is een map; noem een bestand")
    return path


def _model(text: str) -> str:
    """The name of a model on the hub, or the path of a folder, of which the user is known."""
    _path(text)
    return text


def _megabytes(text: str) -> int:
    """The bytes of so many megabytes."""
    if not _MEGABYTES.fullmatch(text):
        raise ValueError("geef een aantal megabytes, zoals 2000")
    return int(text) * 1_000_000


def _yes(text: str) -> bool:
    if text not in {"0", "1"}:
        raise ValueError("geef 1 om vragen te bewaren, of 0")
    return text == "1"


def _prefix(path: str) -> str:
    """A path with a slash before each of its parts and none behind; empty when it has no parts."""
    if not _IN_PATH.fullmatch(path) or ".." in path.split("/"):
        raise ValueError("geef alleen het pad, zoals /vindplaats")
    return "".join(f"/{part}" for part in path.split("/") if part)


def _hosts(text: str) -> frozenset[str]:
    hosts = frozenset(text.replace(",", " ").split())
    if not all(_HOST.fullmatch(host) or _is_long_address(host) for host in hosts):
        raise ValueError("geef namen van computers, zoals vragen.voorbeeld.nl")
    return hosts


def _is_long_address(host: str) -> bool:
    try:
        ipaddress.IPv6Address(host)
    except ValueError:
        return False
    return True


def _data(name: str) -> Path:
    return platformdirs.user_data_path(APPLICATION) / name
