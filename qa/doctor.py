"""Whether all is there that Vindplaats needs, and nothing leaves the machine: looked at, never changed."""

import os
import platform
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from importlib.metadata import PackageNotFoundError, metadata, requires, version
from pathlib import Path

import numpy as np
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from qa import feedback
from qa.assistant import Assistant
from qa.embedding import Embedder, check_named, is_local, is_ready
from qa.errors import CorpusError, IndexFileError, ModelError, VindplaatsError
from qa.library.library import Library
from qa.outgoing import outgoing
from qa.reading import LARGEST_FILE
from qa.reading.corpus import corpus_files, named
from qa.reading.ocr import LANGUAGE, PROGRAM
from qa.settings import APPLICATION, Settings, examined
from qa.web.accounts import read_accounts

MODEL_ROOM = 510 * 10**6  # bytes; the unpacked model takes 502 MB
INDEX_ROOM = 100 * 10**6  # bytes; the index of the five documents takes 4 MB, twice while it is built
UPLOAD_ROOM = 2 * LARGEST_FILE  # bytes; a file that is added to the chat, and its copy

OCR_ENGINE = "tesseract"  # what ocrmypdf reads with
LONGEST_WAIT = 20  # seconds for a program to say which languages it knows
QUESTION = "Waar gaan deze documenten over?"
HOST = "127.0.0.1"
UNIT = 1e-3  # how far the length of a vector may be from 1


class Severity(StrEnum):
    """What is made of what was looked at."""

    GOOD = "in orde"
    DOUBTFUL = "let op"  # it works, or will, but asks for attention
    WRONG = "fout"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, what is made of it, and a sentence: what was found and, if amiss, what to do."""

    what: str
    severity: Severity
    sentence: str


class DoubtError(VindplaatsError):
    """Something that stops nobody now, but asks for attention."""


def examine(corpus: Path | None = None, index: Path | None = None, port: int = 7860) -> Iterator[Finding]:
    """Look at one thing after the other, and give a finding of each. Nothing is changed.

    ``corpus`` and ``index`` are the folders of the documents and the index; what is not given, and all else, is as the
    environment says. ``port`` is the one that the chat would take.
    """
    chosen, faults = examined()
    settings = replace(chosen, corpus=corpus or chosen.corpus, index=index or chosen.index)
    assistant = Assistant(settings=settings)
    yield _finding("Instellingen", partial(environment, faults))
    yield _finding("Python", python)
    yield _finding("Pakketten", packages)
    indexed = _finding("Index", partial(index_state, assistant.library, settings.index))
    current, ready = indexed.severity is Severity.GOOD, is_ready(settings)
    yield _finding("Documenten", partial(documents, assistant.library, current=current))
    yield indexed
    yield _finding("Ruimte voor de index", partial(room, settings.index, INDEX_ROOM, "QA_INDEX", needed=not current))
    yield _finding(
        "Ruimte voor het model", partial(room, settings.cache, 0 if ready else MODEL_ROOM, "QA_CACHE", needed=not ready)
    )
    yield _finding("Tijdelijke ruimte", partial(room, Path(tempfile.gettempdir()), UPLOAD_ROOM, "TMPDIR", needed=True))
    with outgoing() as addresses:
        loaded = _finding("Taalmodel", partial(model, settings))
        yield loaded
        yield _finding("Herrangschikker", partial(reranker, settings.reranker))
        asked = _finding(
            "Vraag", partial(question, assistant, current=current, ready=ready and is_local(settings.reranker))
        )
        yield asked
    done = [finding.what.lower() for finding in (loaded, asked) if finding.severity is Severity.GOOD]
    yield _finding("Verbindingen", partial(connections, addresses, done))
    yield _finding("Poort", partial(free_port, port))
    yield _finding("Oordelen", partial(kept, settings.feedback, "QA_FEEDBACK"))
    yield _finding("Accounts", partial(accounts, settings.accounts))
    yield _finding("Scans", scans)


def _finding(what: str, look: Callable[[], str]) -> Finding:
    """What comes of looking: the sentence that it gives, or that of the error that it raises."""
    try:
        return Finding(what, Severity.GOOD, look())
    except DoubtError as doubt:
        return Finding(what, Severity.DOUBTFUL, str(doubt))
    except VindplaatsError as error:
        return Finding(what, Severity.WRONG, str(error))
    except OSError as error:
        return Finding(what, Severity.WRONG, f"Dit is niet na te gaan ({error}); controleer de rechten.")
    except Exception as error:  # noqa: BLE001 - what is broken may break in any way, and the rest is looked at too
        reason = f"{type(error).__name__}: {error}"
        return Finding(what, Severity.WRONG, f"Dit is niet na te gaan ({reason}); installeer Vindplaats opnieuw.")


def environment(faults: tuple[str, ...]) -> str:
    """Whether all that the environment sets can be used."""
    if faults:
        raise VindplaatsError(" ".join(faults))
    return "Wat de omgeving instelt (QA_...), is te gebruiken."


def python() -> str:
    """Whether this is a version of Python that Vindplaats is made for."""
    wanted = SpecifierSet(metadata(APPLICATION)["Requires-Python"])
    found = platform.python_version()
    if not wanted.contains(found, prereleases=True):
        raise VindplaatsError(f"Python {found} past niet; installeer Vindplaats met Python {wanted}.")
    return f"Versie {found} past (in {sys.prefix})."


def packages() -> str:
    """Whether every package that Vindplaats needs is installed, in a version within its range; extras left out."""
    needed = [Requirement(text) for text in requires(APPLICATION) or ()]
    needed = [requirement for requirement in needed if not requirement.marker or requirement.marker.evaluate()]
    if lacking := [lack for requirement in needed if (lack := _lack(requirement))]:
        raise VindplaatsError(f"{'; '.join(lacking)}; installeer Vindplaats opnieuw.")
    return f"Alle {len(needed)} zijn er, in een versie die past."


def _lack(requirement: Requirement) -> str:
    try:
        found = version(requirement.name)
    except PackageNotFoundError:
        return f"{requirement.name} ontbreekt"
    fits = requirement.specifier.contains(found, prereleases=True)
    return "" if fits else f"{requirement.name} {found} valt buiten {requirement.specifier}"


def documents(library: Library, *, current: bool) -> str:
    """Whether the documents can be read, as far as is known without reading them; with a ``current`` index all is."""
    files = corpus_files(library.corpus)
    if current:
        unread = [failure.file for failure in library.failures]
    else:
        unread = sorted(file.file for file in files if not file.checksum)
    if unread:
        raise DoubtError(f"Niet te lezen in {library.corpus}: {named(unread)}; `qa index` zegt wat eraan te doen is.")
    return f"Gevonden in {library.corpus}: {len(files)}."


def index_state(library: Library, folder: Path) -> str:
    """Whether the index in ``folder`` is whole, and of the documents and the model as they are."""
    if not folder.exists() or (folder.is_dir() and all(path.name.startswith(".") for path in folder.iterdir())):
        raise DoubtError(f"In {folder} is nog geen index; maak hem met `qa index`.")
    if damaged := library.check():
        raise IndexFileError(
            f"De index in {folder} is beschadigd ({named(damaged)}); herstel hem met `qa index --repair`."
        )
    try:
        current = library.is_current()
    except CorpusError as error:
        raise DoubtError("Niet nagegaan, omdat de documenten niet te gebruiken zijn; herstel eerst die.") from error
    if not current:
        raise DoubtError(f"De index in {folder} is van voor een verandering; werk hem bij met `qa index`.")
    return f"De index in {folder} is heel en hoort bij de documenten en het taalmodel."


def room(folder: Path, size: int, variable: str, *, needed: bool) -> str:
    """Whether ``size`` bytes can be written in a folder, or where it would be made.

    ``variable`` names the folder in the environment. What lacks is wrong where it is ``needed``, else doubtful.
    """
    lack = VindplaatsError if needed else DoubtError
    there = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
    if not there.is_dir():
        raise lack(f"{there} is geen map; kies een andere met {variable}.")
    if not os.access(there, os.W_OK | os.X_OK, effective_ids=True):
        raise lack(
            f"In {there} kan niet worden geschreven; geef uzelf het recht of kies een andere map met {variable}."
        )
    free = shutil.disk_usage(there).free
    if free < size:
        raise lack(
            f"In {there} is {_megabytes(free)} vrij en {_megabytes(size)} nodig; "
            f"maak ruimte of kies een andere map met {variable}."
        )
    return f"{_megabytes(free)} vrij in {there}."


def _megabytes(size: int) -> str:
    return f"{size // 10**6:,} MB".replace(",", ".")


def model(settings: Settings) -> str:
    """Whether the model is there and gives unit vectors."""
    name = Embedder(settings).identity
    if not is_local(settings.model):
        raise DoubtError(f"Het taalmodel {name} is geen map op deze computer; zet het erop en noem de map in QA_MODEL.")
    with _unpacked(settings) as unpacked:
        embedder = Embedder(unpacked)
        vectors = np.concatenate([embedder.queries([QUESTION]), embedder.passages([QUESTION])])
    if not np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=UNIT):
        raise ModelError(f"Het taalmodel {name} geeft geen eenheidsvectoren; kies een ander met QA_MODEL.")
    return f"{name} geeft eenheidsvectoren van {vectors.shape[1]} getallen."


@contextmanager
def _unpacked(settings: Settings) -> Iterator[Settings]:
    """The same settings, or where the model is not unpacked yet those with a folder where it may be for a moment."""
    if is_ready(settings):
        yield settings
        return
    if shutil.disk_usage(tempfile.gettempdir()).free < MODEL_ROOM:
        raise DoubtError(
            "Het taalmodel is nog niet uitgepakt, en om dat te proberen is er te weinig tijdelijke ruimte; maak ruimte."
        )
    with tempfile.TemporaryDirectory(prefix="vindplaats-") as folder:
        yield replace(settings, cache=Path(folder))


def reranker(name: str) -> str:
    """Whether there can be such a model that looks again at the best passages, where one is chosen."""
    check_named(name, "QA_RERANKER")
    if not name:
        return "Geen ingesteld (QA_RERANKER); er hoeft geen te zijn."
    if not is_local(name):
        raise DoubtError(f"{name} is geen map op deze computer; zet het model erop en noem de map in QA_RERANKER.")
    return f"Staat in {name}."


def kept(file: Path, variable: str) -> str:
    """Whether the chat can write the file that ``variable`` names, or make it."""
    if file.exists() and not file.is_file():
        raise VindplaatsError(f"{file} is geen gewoon bestand; noem een ander in {variable}.")
    if file.exists() and not os.access(file, os.R_OK | os.W_OK, effective_ids=True):
        raise VindplaatsError(f"{file} is niet te schrijven; geef uzelf het recht of noem een ander in {variable}.")
    return room(file.parent, feedback.LARGEST_FILE, variable, needed=True)


def question(assistant: Assistant, *, current: bool, ready: bool) -> str:
    """Whether a question goes all the way; none is asked where that would build an index or fetch a model."""
    if not current:
        raise DoubtError("Er is geen vraag gesteld, want de index is niet bij; draai eerst `qa index`.")
    if not ready:
        raise DoubtError("Er is geen vraag gesteld, want een taalmodel staat nog niet klaar; dat komt er met `qa ask`.")
    assistant.ask(QUESTION)
    return "Gesteld en verwerkt."


def connections(addresses: set[str], done: list[str]) -> str:
    """Whether nothing outside this machine was turned to, while what is ``done`` was."""
    if addresses:
        raise VindplaatsError(
            f"Er is verbinding gezocht met {', '.join(sorted(addresses))}; verbreek het netwerk en meld dit de makers."
        )
    if not done:
        raise DoubtError("Niet nagegaan, omdat het taalmodel niet is geladen; verhelp eerst wat daarbij staat.")
    return f"Er is geen verbinding naar buiten gezocht (nagegaan: {' en '.join(done)})."


def free_port(port: int) -> str:
    """Whether the chat can take its port."""
    try:
        socket.create_server((HOST, port)).close()
    except OSError as error:
        raise DoubtError(
            f"Poort {port} is niet vrij; als daar niet de chat al draait, kies dan een andere met --port."
        ) from error
    return f"{port} is vrij."


def accounts(path: Path | None) -> str:
    """Whether the file with accounts can be used, and is nobody else's business."""
    if path is None:
        return "Geen ingesteld (QA_AUTH_FILE): wie de chat kan bereiken, kan hem gebruiken."
    known = read_accounts(path)
    if path.stat().st_mode & stat.S_IROTH:
        raise DoubtError(f"Iedereen op deze computer kan {path} lezen; beperk dat met `chmod 600 {path}`.")
    return f"Gevonden in {path}: {len(known)}."


def scans() -> str:
    """Whether scanned PDFs can be read, which needs programs that are not required."""
    engine = shutil.which(OCR_ENGINE)
    if engine is None or shutil.which(PROGRAM) is None:
        raise DoubtError(f"Gescande PDF's worden niet gelezen; installeer {PROGRAM} en {OCR_ENGINE} als u die hebt.")
    listed = subprocess.run(  # noqa: S603 - nothing of a user is in the command
        [engine, "--list-langs"], capture_output=True, text=True, timeout=LONGEST_WAIT, check=False
    )
    if LANGUAGE not in listed.stdout.split():
        raise DoubtError(
            f"Gescande PDF's worden niet gelezen; installeer de taal {LANGUAGE} van {OCR_ENGINE} als u die hebt."
        )
    return f"Gescande PDF's worden gelezen, met {PROGRAM}."
