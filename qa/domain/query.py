"""A question made ready for retrieval, and what retrieval gives."""

import datetime
from dataclasses import dataclass

from qa.domain.passage import Passage


@dataclass(frozen=True, slots=True)
class Restriction:
    """What a question says about where its answer is to be looked for, such as "volgens de brief van juli 2023".

    ``words`` are those of the question, ``label`` says in Dutch what was made of them. Either ``documents`` are the
    only ones searched, or those dated from ``since`` to ``until``, both included, are preferred to others.
    """

    words: str
    label: str
    documents: frozenset[str] | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """A question made ready for retrieval.

    ``question`` is what was asked and ``text`` the same question completed from the conversation.
    ``embedded`` is what the dense leg looks for. ``concepts`` are what the question is about: the words that the
    lexical leg looks for, those that may stand for one another together ("rechtsgrond" and "rechtsbasis" for
    an English "legal basis"). ``restrictions`` are what it says about where to look, ``number`` the listed question
    that it names, as in "het antwoord op vraag 12", ``days`` the days and months when something was, each as a word.
    ``counted`` is what it asks the number of, in words of which one is enough; empty when it asks for no number.
    ``short`` is the abbreviation of which it asks what it stands for, ``phrases`` are what it has between quotation
    marks. ``leaning`` tells that in ``text`` the question stands behind the one before it; ``more`` that it asks for
    more of what answers that. ``compared`` tells that it is one side of a comparison.
    """

    question: str
    text: str
    embedded: str
    concepts: tuple[tuple[str, ...], ...]
    restrictions: tuple[Restriction, ...] = ()
    number: int | None = None
    days: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    short: str = ""
    phrases: tuple[str, ...] = ()
    leaning: bool = False
    more: bool = False
    compared: bool = False

    @property
    def terms(self) -> tuple[str, ...]:
        """All words that the lexical leg looks for."""
        return tuple(word for concept in self.concepts for word in concept)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which documents are searched: these ids (``None``: all), dated within these days, both included."""

    documents: frozenset[str] | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, with what put it there.

    ``score`` is the fused score on a scale from 0 to 1, meaningful within one ranking only. ``cosine`` is
    the similarity of question and passage (-1 to 1), ``bm25`` its score in the lexical leg (0 or more), and
    ``position`` its place in the index.
    """

    passage: Passage
    position: int
    score: float
    cosine: float
    bm25: float
