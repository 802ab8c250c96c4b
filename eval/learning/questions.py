"""The training questions, and the passages of others that they were written for.

The questions are ours and stand here; the passages are not, and are looked up in a folder of the user's. A question
points at letters of its passage, so that it outlives any other way of dividing a text into sentences.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from qa import passages_of, read_corpus

from ..gold import GoldError, records

FILE = Path(__file__).parent / "questions.jsonl"
WRITTEN, REAL, DEBATED = Path("train/passages.jsonl"), Path("real"), Path("data/kamervragen-dev.jsonl")
OF_MEMBERS = "real"  # the kind of a question that a member asked, as it stands in a list
SIDES = 10  # of ten documents one is kept aside for validation
SIDES_OF_REAL = 2  # and of the few real questions half, so that something can be told of them
CHECKSUM_DIGITS = 12

Span = tuple[int, int]


class Kind(StrEnum):
    """What a question is like; see ``GUIDE.md``."""

    PLAIN = "plain"
    SPOKEN = "spoken"  # in other words than the passage
    SHORT = "short"
    ENGLISH = "english"
    NEAR = "near"  # on the same subject, and not answered there
    YES = "yes"
    NO = "no"
    WHY = "why"
    DEFINITION = "definition"
    LIST = "list"
    NUMBER = "number"
    TWO_PART = "twopart"
    FOLLOW_UP = "followup"
    COMPARE = "compare"


@dataclass(frozen=True, slots=True)
class Question:
    """One question: ``answer`` are the spans that answer it, in the letters of its passage; none for a near one.

    ``history`` are the questions before it, ``verdict`` the "ja" or "nee" that answers a yes/no question.
    """

    passage: str
    checksum: str
    kind: Kind
    question: str
    answer: tuple[Span, ...]
    history: tuple[str, ...] = ()
    verdict: str = ""

    @property
    def document(self) -> str:
        """What the passage belongs to: questions of one document are on the same side."""
        return self.passage.partition("#")[0]

    @property
    def is_validation(self) -> bool:
        """Whether it is kept aside, by a hash of its document."""
        return is_kept_aside(self.document)


@dataclass(frozen=True, slots=True)
class Training:
    """The questions of which the passage is at hand, with the letters of each passage by its id.

    ``missing`` is how many were left out because their passage is not there, or not as it was.
    """

    questions: tuple[Question, ...]
    letters: Mapping[str, str]
    missing: int


def load(file: Path = FILE) -> tuple[Question, ...]:
    """Read the questions. Raises GoldError with the file and the line of what is wrong."""
    return tuple(_question(record, source) for source, record in records(file))


def training(folder: Path, file: Path = FILE) -> Training:
    """Find the passages of the questions in a folder with ``train``, ``real`` and ``data``.

    Raises GoldError when there is none of them, and what cannot be read.
    """
    letters = dict(_passages(folder))
    if not letters:
        raise GoldError(f"In {folder} staan geen passages; geef de map met {WRITTEN}, {REAL} en {DEBATED}.")
    asked = load(file)
    sums = {id_: checksum(text) for id_, text in letters.items()}
    found = tuple(one for one in asked if sums.get(one.passage) == one.checksum)
    return Training(found, letters, len(asked) - len(found))


def is_kept_aside(document: str, sides: int = SIDES) -> bool:
    """Whether what belongs to a document is kept aside for validation: one in so many is."""
    return hashlib.sha256(document.encode()).digest()[0] % sides == 0


def letters_of(text: str) -> str:
    """Give the letters and digits of a text in lower case, one after another."""
    return "".join(re.findall(r"\w", text)).lower()


def checksum(letters: str) -> str:
    """Tell whether the letters of a passage are still those that a question was written for."""
    return hashlib.sha256(letters.encode()).hexdigest()[:CHECKSUM_DIGITS]


def _passages(folder: Path) -> Iterator[tuple[str, str]]:
    """The id of each passage in the folder, and its letters."""
    if (folder / WRITTEN).is_file():
        for _, record in records(folder / WRITTEN):
            yield str(record["id"]), letters_of("".join(record["sentences"]))
    if (folder / DEBATED).is_file():
        for number, (_, record) in enumerate(records(folder / DEBATED)):
            for prefix, name in (("kv", "answer"), ("kd", "distractor")):
                # A word that was broken at a line end has lost its hyphen here, as any sign.
                yield f"{prefix}-{number:04d}", letters_of(str(record.get(name) or ""))
    if (folder / REAL).is_dir():
        for document in read_corpus(folder / REAL)[0]:
            for passage in passages_of(document):
                yield passage.id, letters_of(passage.text[passage.answer_start :])


def _question(record: Mapping[str, Any], source: str) -> Question:
    try:
        return Question(
            passage=record["passage"],
            checksum=record["checksum"],
            kind=Kind(record["kind"]),
            question=record["question"],
            answer=tuple((start, end) for start, end in record["answer"]),
            history=tuple(record.get("history", ())),
            verdict=record.get("verdict", ""),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise GoldError(f"{source}: deze vraag is niet goed opgeschreven ({error}); zie GUIDE.md.") from error
