"""All that the program knows of an index, whatever holds it.

``Index`` is what can be searched, ``Change`` how it changes, and ``Engine`` what keeps it.
"""

from collections.abc import Callable, Container, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol, Self, TypeVar

import numpy as np
import numpy.typing as npt

from qa.domain import Abbreviation, Fact, Failure, Identity, Passage
from qa.errors import IndexFileError
from qa.language.abbreviations import Explanations, ShortForms

Vectors = npt.NDArray[np.float32]
Positions = npt.NDArray[np.int64]
Cosines = TypeVar("Cosines", float, Vectors)
Progress = Callable[[str, int, int], None]  # what is being done (in Dutch), the number done, the total


class NoTextError(IndexFileError):
    """No document has anything that can be asked about."""


@dataclass(frozen=True, slots=True)
class IndexSource:
    """What an index is made of and by: the checksum of all documents, and the version of the program."""

    corpus: str
    program: str


@dataclass(frozen=True, slots=True)
class Ingested:
    """What an index takes from one document.

    ``origin`` is the checksum of all that it follows from: the program, the file with its name, and what is known of
    the document. ``warnings`` say what was doubtful in reading it, ``facts`` what is known of it as a whole.
    """

    origin: str
    identity: Identity
    passages: Sequence[Passage]
    abbreviations: tuple[Abbreviation, ...]
    warnings: tuple[str, ...]
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is of a document: its passages, and its pages, or NO_PAGE."""

    passages: int
    pages: int


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

    ``foreign`` is the cosine that the best passage reaches for a question about something else.
    """

    foreign: float

    def similarity(self, cosines: Cosines) -> Cosines:
        """Give cosines on a scale on which a question about something else has 0 and an equal text 1."""
        return (cosines - self.foreign) / (1 - self.foreign)


class Index(Protocol):
    """Passages that can be searched, at their positions; a snapshot, which does not change any more.

    Vectors of questions have the shape (d,). A concept is a set of words of which one is enough.
    """

    @property
    def corpus(self) -> str:
        """The checksum of the documents that it is made of."""

    @property
    def failures(self) -> tuple[Failure, ...]:
        """The files that were left out."""

    @property
    def warnings(self) -> tuple[Failure, ...]:
        """The files in which something was doubtful."""

    @property
    def recall(self) -> float:
        """The share of the ten nearest passages that ``search`` finds, from 0 to 1."""

    @property
    def documents(self) -> Mapping[str, Identity]:
        """The documents by their id, in order."""

    @property
    def sizes(self) -> Mapping[str, Size]:
        """How much there is of each document, by its id."""

    @property
    def passages(self) -> Sequence[Passage]:
        """The passages, by their positions."""

    def passages_of(self, document: str) -> tuple[Passage, ...]:
        """Give the passages of a document, in order; none when there is no document of this id."""

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

    def facts_of(self, document: str) -> tuple[Fact, ...]:
        """Give what is known of the document of this id as a whole; nothing when there is none."""

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

    def matches(self, tokens: Vectors, positions: Positions) -> list[Vectors]:
        """Give for each of these passages how near each of its sentences comes to each token (n, w) of a question.

        That is the similarity of the nearest word, shape (sentences, n), from -1 to 1. Without words it is empty, with
        the shape (sentences, 0).
        """

    def likeness(self, positions: Positions) -> Vectors:
        """Give the cosines between what these passages answer, shape (len(positions), len(positions))."""

    def share_held(self, concepts: Sequence[Sequence[str]], text: str) -> float:
        """Give the share of these concepts that a text holds, each weighted by its rarity, from 0 to 1."""

    def shares_alike(self, concepts: Sequence[Sequence[str]], texts: Sequence[str]) -> npt.NDArray[np.float64]:
        """Give the share of these concepts that each text holds, by parts of words, shape (len(texts),)."""

    def holding(self, word: str, documents: Container[str] | None = None) -> Positions:
        """Give the positions of the passages that hold a word, in order, in these documents."""

    def asking(self, question: str) -> list[int]:
        """Give the positions of the passages of lists with this very question."""

    def of_number(self, number: int, documents: Container[str] | None = None) -> Positions:
        """Give the positions of the passages that answer a listed question of this number, in these documents."""

    def answering(self, document: str, number: int) -> int | None:
        """Give the position of the passage that answers a question of the list that a document holds."""

    def is_replaced(self) -> bool:
        """Whether its engine has another by now; not while that cannot be told."""

    def followed_by(self, own: Self) -> Self:
        """Give one snapshot of these documents and then those of another index of the same engine.

        Both stay as they are. An own document whose id is taken is there by its ``id_beside``. What similarity means
        nothing is as it is here.
        """


class Change(Protocol):
    """A change of an index in the making: nobody sees any of it until it is committed, and then all of it."""

    @property
    def documents(self) -> Mapping[str, Identity]:
        """The documents that are there and whole, by their origin."""

    def upsert(self, document: Ingested) -> None:
        """Put in a document, in place of the one of the same id."""

    def delete(self, document: str) -> None:
        """Take out the document of this id."""

    def commit(self, source: IndexSource, failures: Sequence[Failure]) -> None:
        """Make it the index, of this source, from which these files were left out.

        Raises NoTextError when there would be no passage, ModelError or IndexFileError; the index stays as it was.
        """


class Engine(Protocol):
    """Keeps an index and changes it."""

    def open(self, source: IndexSource) -> Index | None:
        """Open the index; ``None`` when there is none yet, or it is of another source.

        Raises IndexFileError when it is damaged or belongs to another version or model: it is not silently replaced,
        because that costs time and the cause may be a mistake.
        """

    def holds(self, source: IndexSource) -> bool:
        """Whether there is a whole index of this source and of the model.

        Raises IndexFileError when something else is in its place.
        """

    def is_there(self) -> bool:
        """Whether there is an index, of whatever source."""

    def changing(self, progress: Progress) -> AbstractContextManager[Change]:
        """Begin a change, when every other one has ended. Raises IndexFileError."""

    def check(self) -> tuple[str, ...]:
        """Read all of the index, and give the names of its parts that are damaged.

        Raises IndexFileError when there is no index of this program.
        """

    def erase(self) -> None:
        """Remove the index, if there is one. Raises IndexFileError."""


def id_beside(own: str, shared: Container[str]) -> str:
    """Give the id by which an own document is known beside shared ones, of which one may bear its id."""
    return f"{own}-eigen" if own in shared else own
