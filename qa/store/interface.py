"""What asking needs of an index, whatever holds it: all that the rest of the program knows of one."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from qa.domain import Identity, Passage
from qa.parliament.abbreviations import Explanations, ShortForms

Vectors = npt.NDArray[np.float32]
Positions = npt.NDArray[np.int64]
Cosines = TypeVar("Cosines", float, Vectors)


@dataclass(frozen=True, slots=True)
class Candidates:
    """What a search finds: k passages, in order of their positions; each of shape (k,).

    ``nearness`` is how near they are to what was searched for, ``bm25`` their score for its words. ``owners`` are the
    places of their documents among the documents; ``members`` tells which are words of members.
    """

    positions: Positions
    nearness: Vectors
    bm25: Vectors
    owners: npt.NDArray[np.int32]
    members: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Scale:
    """What a cosine means among these passages (see ``qa.store.calibration``).

    ``foreign`` is the cosine that the best passage reaches for a question about something else. ``mixed`` tells how
    little the passages are about the same: from 0, for those of one dossier, to 1, for those on all subjects.
    """

    foreign: float
    mixed: float

    def similarity(self, cosines: Cosines) -> Cosines:
        """Give cosines on a scale on which a question about something else has 0 and an equal text 1."""
        return (cosines - self.foreign) / (1 - self.foreign)


class Index(Protocol):
    """Passages that can be searched, at their positions; a snapshot, which does not change any more.

    Vectors of questions have the shape (d,). A concept is a set of words of which one is enough.
    """

    @property
    def documents(self) -> Mapping[str, Identity]:
        """The documents by their id, in order."""

    @property
    def passages(self) -> Sequence[Passage]:
        """The passages, by their positions."""

    @property
    def abbreviations(self) -> Explanations:
        """The abbreviations that the documents explain."""

    @property
    def short_forms(self) -> ShortForms:
        """The abbreviations by what they stand for, in all documents."""

    @property
    def scale(self) -> Scale:
        """What a cosine means among these passages."""

    @property
    def centre(self) -> Vectors:
        """The mean of the vectors of all passages, shape (d,)."""

    def search(
        self,
        vector: Vectors,
        terms: Sequence[str],
        count: int,
        documents: Container[str] | None = None,
        also: Sequence[int] = (),
    ) -> Candidates:
        """Give the ``count`` passages nearest to a vector, and as many that hold these words best.

        ``documents`` restricts both to those of these ids; the passages at ``also`` are given in any case.
        """

    def cosines(self, vector: Vectors, positions: Positions) -> Vectors:
        """Give the cosine of a question with each of these passages, shape (len(positions),)."""

    def sentence_cosines(self, vector: Vectors, position: int) -> Vectors:
        """Give the cosine of a question with each sentence of one passage, in order."""

    def likeness(self, positions: Positions) -> Vectors:
        """Give the cosines between what these passages answer, shape (len(positions), len(positions))."""

    def share_held(self, concepts: Sequence[Sequence[str]], text: str) -> float:
        """Give the share of these concepts that a text holds, each weighted by its rarity, from 0 to 1."""

    def shares_alike(self, concepts: Sequence[Sequence[str]], texts: Sequence[str]) -> npt.NDArray[np.float64]:
        """Give the share of these concepts that each text holds, by parts of words, shape (len(texts),)."""

    def asking(self, question: str) -> list[int]:
        """Give the positions of the passages of lists with this very question."""

    def of_number(self, number: int, documents: Container[str] | None = None) -> Positions:
        """Give the positions of the passages that answer a listed question of this number, in these documents."""

    def answering(self, document: str, number: int) -> int | None:
        """Give the position of the passage that answers a question of the list that a document holds."""
