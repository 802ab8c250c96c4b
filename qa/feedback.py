"""What users say of answers: kept on this machine, one JSON object a line, so that the answers can be measured by it.

All of it comes from outside, so it is checked when it is kept and once more when it is read.
"""

import dataclasses
import datetime
import errno
import json
import os
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from qa.domain import NO_PAGE, Citation
from qa.errors import VindplaatsError
from qa.retrieval.understanding import check

LONGEST_REMARK = 2_000  # characters
LONGEST_QUOTE = 2_000  # characters that are kept of a quotation: enough to find the passage by
LONGEST_NAME = 500  # characters of an id; the name of a file has at most 255
LAST_PAGE = 100_000  # the highest page number that is believed
LARGEST_FILE = 50_000_000  # bytes
LONGEST_WAIT = 10  # seconds, for another writer

OURS_ALONE = 0o600  # questions and remarks are nobody else's business
FOREIGN = "Dit oordeel hoort niet bij een antwoord van Vindplaats; stel de vraag opnieuw."


class Verdict(StrEnum):
    """What a user makes of an answer."""

    USEFUL = "nuttig"
    NOT_USEFUL = "niet nuttig"
    WRONG_PASSAGE = "verkeerde passage"  # the passage that stands on top is not the right one


@dataclass(frozen=True, slots=True)
class Cited:
    """The citation that a verdict is about: its words and where they stand, so that it outlives the passage.

    The fields are those of ``Citation``.
    """

    document_id: str
    passage_id: str
    quote: str
    page: int


@dataclass(frozen=True, slots=True)
class Feedback:
    """A verdict on the answer to a question.

    ``question`` is complete in itself: of a follow-up ``Answer.interpreted``. ``citation`` is the one that the verdict
    is about, where it is about one. ``index_version`` names what the answer came from, ``at`` is the moment of
    the verdict, with its time zone.
    """

    question: str
    verdict: Verdict
    citation: Cited | None
    remark: str
    index_version: str
    at: datetime.datetime


def cited(citation: Citation) -> Cited:
    """Give what a verdict keeps of a citation."""
    return Cited(citation.document_id, citation.passage_id, citation.quote, citation.page)


def keep(feedback: Feedback, file: Path) -> None:
    """Add a verdict to a file, wholly or not at all; the file and its folder are made where they are missing.

    Raises QuestionError when the question is none, and VindplaatsError when the remark is too long, the verdict is not
    about an answer, or the file is full or cannot be written.
    """
    kept = _checked(feedback)
    line = json.dumps(dataclasses.asdict(kept) | {"at": kept.at.isoformat()}, ensure_ascii=False)
    with _writing(file):
        _append(file, f"{line}\n".encode())


def read(file: Path) -> tuple[Feedback, ...]:
    """Read the verdicts in a file, in its order; none when there is no file.

    Raises VindplaatsError when the file cannot be read or is too large, and for a line that is not a verdict.
    """
    try:
        size = file.stat().st_size
        content = file.read_bytes() if size <= LARGEST_FILE else b""
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise VindplaatsError(
            f"{file} is niet te lezen ({error.strerror}); controleer de naam en de rechten."
        ) from error
    if size > LARGEST_FILE:
        raise VindplaatsError(f"{file} is te groot (hoogstens {LARGEST_FILE // 1_000_000} MB); deel het bestand op.")
    lines = enumerate(content.split(b"\n"), 1)
    return tuple(_parsed(line, f"{file.name}, regel {number}") for number, line in lines if line.strip())


def wipe(file: Path) -> None:
    """Remove a file of verdicts, where there is one. Raises VindplaatsError when that is not allowed."""
    with _writing(file):
        file.unlink(missing_ok=True)


def _checked(feedback: Feedback) -> Feedback:
    """Give the same verdict without what does not belong in it. Raises VindplaatsError when it cannot be one."""
    question, remark = check(_line(feedback.question)), _line(feedback.remark)
    if len(remark) > LONGEST_REMARK:
        raise VindplaatsError(
            f"De opmerking is te lang ({len(remark)} tekens, hoogstens {LONGEST_REMARK}); kort hem in."
        )
    if feedback.verdict is Verdict.WRONG_PASSAGE and feedback.citation is None:
        raise VindplaatsError("Bij een verkeerde passage hoort een vindplaats; kies er een.")
    _check_name(feedback.index_version)
    citation = feedback.citation and _checked_citation(feedback.citation)
    at = feedback.at.astimezone(datetime.UTC)
    return replace(feedback, question=question, citation=citation, remark=remark, at=at)


def _checked_citation(citation: Cited) -> Cited:
    _check_name(citation.document_id)
    _check_name(citation.passage_id)
    quote = "".join(c for c in citation.quote if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})
    if not quote.strip() or not NO_PAGE <= citation.page <= LAST_PAGE:
        raise VindplaatsError(FOREIGN)
    return replace(citation, quote=quote[:LONGEST_QUOTE])


def _check_name(name: str) -> None:
    if not name.isprintable() or len(name) > LONGEST_NAME:
        raise VindplaatsError(FOREIGN)


def _line(text: str) -> str:
    """A text in one line, without characters that show nothing: some steer a terminal or turn the text around."""
    return " ".join("".join(c for c in text if c.isprintable() or c.isspace()).split())


def _parsed(line: bytes, place: str) -> Feedback:
    try:
        return _checked(_feedback(json.loads(line.decode())))
    except (ValueError, LookupError, TypeError, OverflowError, RecursionError, VindplaatsError) as error:
        raise VindplaatsError(f"{place}: dit is geen heel oordeel; herstel of verwijder die regel.") from error


def _feedback(values: Any) -> Feedback:  # noqa: ANN401 - whatever JSON gives
    """Make a verdict of what was read. Raises ValueError, LookupError or TypeError when it is not one."""
    citation = values["citation"]
    if citation is not None:
        document, passage, quote = (_text(citation, name) for name in ("document_id", "passage_id", "quote"))
        citation = Cited(document, passage, quote, int(citation["page"]))
    return Feedback(
        question=_text(values, "question"),
        verdict=Verdict(values["verdict"]),
        citation=citation,
        remark=_text(values, "remark"),
        index_version=_text(values, "index_version"),
        at=datetime.datetime.fromisoformat(values["at"]),
    )


def _text(values: Any, name: str) -> str:  # noqa: ANN401 - whatever JSON gives
    value = values[name]
    if not isinstance(value, str):
        raise TypeError(name)
    return value


@contextmanager
def _writing(file: Path) -> Iterator[None]:
    """Hold a file for writing. Translates what the file system refuses into VindplaatsError."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if file.exists() and not file.is_file():
            raise VindplaatsError(f"{file} is geen gewoon bestand; kies een ander met QA_FEEDBACK.")
        with FileLock(file.with_name(f"{file.name}.lock"), timeout=LONGEST_WAIT, mode=OURS_ALONE):
            yield
    except Timeout as error:
        raise VindplaatsError(f"Een ander programma schrijft in {file}; probeer het zo weer.") from error
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise VindplaatsError(f"De schijf met {file} is vol; maak ruimte en probeer het opnieuw.") from error
        raise VindplaatsError(
            f"In {file} kan niet worden geschreven ({error.strerror}); controleer de rechten of kies een ander "
            "bestand met QA_FEEDBACK."
        ) from error


def _append(file: Path, line: bytes) -> None:
    """Write a line to the end of a file, down to the disk. Raises OSError; the file is then as it was."""
    with open(file, "ab+", buffering=0, opener=_private) as out:
        size = out.seek(0, os.SEEK_END)
        if size + len(line) > LARGEST_FILE:
            raise VindplaatsError(f"{file} is vol; bewaar het onder een andere naam, dan begint er een nieuw.")
        if size and os.pread(out.fileno(), 1, size - 1) != b"\n":
            line = b"\n" + line  # what was cut short, by a power cut or an editor, stays a line of its own
        try:
            if out.write(line) != len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(out.fileno())
        except OSError:
            out.truncate(size)
            raise


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, OURS_ALONE)
