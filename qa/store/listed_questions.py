"""The questions of published lists in an index: by their number, and by their very words."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from qa.domain import Passage
from qa.language.words import words
from qa.store.records import Passages, mapped

NUMBERED, ASKED = "questions-numbered.npy", "questions-asked.npy"
KEY_BYTES = 8  # of the checksum of a question; what it finds is compared with the question itself

Positions = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class ListedQuestions:
    """Where the questions of lists are answered.

    ``numbered`` holds a row (number, place of the document, position of the passage) for each number that a passage
    answers, ``asked`` one (checksum of the question, position) for each passage with a question; both in order,
    shapes (k, 3) and (m, 2).
    """

    passages: Sequence[Passage]
    numbered: npt.NDArray[np.int64]
    asked: npt.NDArray[np.uint64]

    @classmethod
    def of(cls, passages: Sequence[Passage], owners: npt.NDArray[np.int32]) -> Self:
        """Find the questions among passages; ``owners`` are the places of their documents."""
        numbered, asked = [], []
        for position, passage in enumerate(passages):
            numbered += [(number, int(owners[position]), position) for number in passage.numbers]
            if passage.question_end:
                asked.append((_key(_question(passage)), position))
        return cls(
            passages,
            np.asarray(sorted(numbered), np.int64).reshape(-1, 3),
            np.asarray(sorted(asked), np.uint64).reshape(-1, 2),
        )

    @classmethod
    def open(cls, folder: Path, passages: Passages) -> Self:
        """Open what ``save`` wrote. Raises OSError or ValueError when it is damaged."""
        return cls(passages, mapped(folder / NUMBERED), mapped(folder / ASKED))

    def save(self, folder: Path) -> None:
        """Write them to ``folder`` as plain arrays. Raises OSError."""
        np.save(folder / NUMBERED, self.numbered, allow_pickle=False)
        np.save(folder / ASKED, self.asked, allow_pickle=False)

    def followed_by(self, other: "ListedQuestions", passages: Sequence[Passage], documents: int) -> "ListedQuestions":
        """Give the questions of these passages, of so many documents, and then of others; ``passages`` are all."""
        behind = len(self.passages)
        numbered = np.concatenate([self.numbered, other.numbered + np.asarray([0, documents, behind])])
        asked = np.concatenate([self.asked, other.asked + np.asarray([0, behind], np.uint64)])
        return ListedQuestions(passages, numbered[_order(numbered)], asked[_order(asked)])

    def of_number(self, number: int) -> Positions:
        """Give the positions of the passages that answer a question of this number, in whatever document."""
        start, end = np.searchsorted(self.numbered[:, 0], [number, number + 1])
        return self.numbered[start:end, 2]

    def answering(self, place: int, number: int) -> int | None:
        """Give the position of the passage that answers a question of the list at this place among the documents."""
        start, end = np.searchsorted(self.numbered[:, 0], [number, number + 1])
        found = start + np.searchsorted(self.numbered[start:end, 1], place, side="right") - 1
        there = found >= start and self.numbered[found, 1] == place
        return int(self.numbered[found, 2]) if there else None

    def asking(self, question: str) -> list[int]:
        """Give the positions of the passages with this very question, whatever its capitals and marks."""
        wanted = words(question)
        key = np.uint64(_key(wanted))
        start, end = (np.searchsorted(self.asked[:, 0], key, side) for side in ("left", "right"))
        found = (int(position) for position in self.asked[start:end, 1])
        return [position for position in found if _question(self.passages[position]) == wanted]


def _order(rows: npt.NDArray[np.int64] | npt.NDArray[np.uint64]) -> Positions:
    return np.lexsort(rows.T[::-1])


def _question(passage: Passage) -> list[str]:
    return words(passage.text[: passage.question_end])


def _key(question: Sequence[str]) -> int:
    return int.from_bytes(hashlib.blake2b(" ".join(question).encode(), digest_size=KEY_BYTES).digest(), "little")
