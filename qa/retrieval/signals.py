"""Signals: what speaks for each candidate, every one a column of its own.

The dense and the lexical leg find the candidates. Those that are best by either are compared with the question once
more: word by word in meaning (late interaction), by parts of words, so that compounds, endings and typing errors count
for what they share, and by the numbers that they state.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from qa.domain import Parameter, Passage, PassageKind, Query
from qa.embedding.words import QuestionVectors
from qa.language.quantities import Figure, numbers
from qa.parliament.formalities import asks_for_sources, is_reference, is_ritual, states_nothing
from qa.parliament.voices import asks_for_members
from qa.passages import answering, in_words
from qa.retrieval.restrictions import within
from qa.store.interface import Candidates, Index, Positions, Vectors

Floats = npt.NDArray[np.float64]

NOWHERE = -1.0  # how near to anything a passage without words comes
SHORT, LONG = 6, 12  # content words of a question that someone asks, and of one that a member puts in writing
LEAST = 0.01  # of a similarity whose logarithm is taken


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What was retrieved for a question, k candidates: all that a signal looks at.

    ``days`` holds for each day asked about the positions of the passages that name it, ``numbered`` the position of the
    answer to the listed question that is asked for by its number, ``explained`` those of the passages that explain the
    abbreviation asked about. ``phrases`` holds for each phrase between quotation marks those of the passages that have
    it. ``span`` is how far from the nearest a passage counts
    for nothing in the dense leg, as a share (see ``dense``), ``apart`` how far from the nearest words in similarity.
    ``best`` are the places among the candidates of the best of them, which are read; shape (m,).
    """

    store: Index
    vectors: QuestionVectors
    query: Query
    found: Candidates
    days: Mapping[str, Positions]
    numbered: Sequence[int]
    explained: Sequence[int]
    phrases: Mapping[str, Sequence[int]]
    span: float
    apart: float
    best: Positions = field(default_factory=lambda: np.empty(0, np.int64))

    @property
    def missing(self) -> tuple[str, ...]:
        """The phrases between quotation marks that no passage has."""
        return tuple(phrase for phrase, positions in self.phrases.items() if not positions)

    @property
    def unnamed(self) -> tuple[str, ...]:
        """The days asked about that no passage names."""
        return tuple(day for day, positions in self.days.items() if not len(positions))


@dataclass(frozen=True, slots=True)
class Column:
    """What a signal says of each candidate: figures from 0 to ``most``, shape (k,).

    ``most`` is how much the signal says about this question at most: 0 when it says nothing, 1 when it says all that
    it can.
    """

    values: Floats
    most: float = 1.0


Signal = Callable[[Retrieved], Column]


def dense(retrieved: Retrieved) -> Column:
    """How near a passage is in meaning: 1 for the nearest, 0 at a fixed distance from it and beyond.

    The distance is a share of that from a question about something else to an equal text, which the index measures. So
    it holds for any model, and what an engine gives besides the nearest changes nothing in their order.
    """
    nearness = retrieved.found.nearness.astype(np.float64)
    away = (nearness.max() - nearness) / (retrieved.span * (1 - retrieved.store.scale.foreign))
    return Column(np.maximum(1 - away, 0))


def bm25(retrieved: Retrieved) -> Column:
    """How well a passage holds the words of the question, from not at all to the best candidate.

    To a model that reads words the same word is near too, and in a short question this adds nothing. In a long one, as
    members put them in writing, it does: the more words, the more it says.
    """
    most = length(retrieved.query) if len(retrieved.vectors.tokens) else 1.0
    scores = retrieved.found.bm25.astype(np.float64)
    return Column(most * (scores / scores.max() if scores.max() > 0 else scores), most=most)


def words(retrieved: Retrieved) -> Column:
    """How near the words of a passage come to the tokens of the question: 1 for the nearest, 0 at a fixed distance.

    That is the mean of how near the passage comes as a whole, and the best of its sentences.
    """
    vectors, positions = retrieved.vectors, retrieved.found.positions[retrieved.best]
    found = retrieved.store.matches(vectors.tokens, positions)
    if not any(matches.size for matches in found):
        return _silent(retrieved)
    near = np.asarray([(whole_reach(vectors, one) + reach(vectors, one).max(initial=NOWHERE)) / 2 for one in found])
    return Column(_among(retrieved, np.maximum(1 - (near.max() - near) / retrieved.apart, 0)))


def alike(retrieved: Retrieved) -> Column:
    """The share of the question's words that a passage has, counted by their parts."""
    texts = [worded(retrieved.store, passage) for passage in _read(retrieved)]
    return Column(_among(retrieved, retrieved.store.shares_alike(retrieved.query.concepts, texts)))


def counting(retrieved: Retrieved) -> Column:
    """Whether a passage states a number of what is asked the number of."""
    store, query = retrieved.store, retrieved.query
    if not query.counted:
        return _silent(retrieved)
    stating = [counts(store, query, numbers(answering(passage))) for passage in _read(retrieved)]
    return Column(_among(retrieved, np.asarray(stating, np.float64)))


def period(retrieved: Retrieved) -> Column:
    """Whether the document of a passage is of a period that the question prefers."""
    wanted = [one for one in retrieved.query.restrictions if one.documents is None]
    if not wanted:
        return _silent(retrieved)
    fine = [any(within(document.date, one) for one in wanted) for document in retrieved.store.documents.values()]
    values = np.asarray(fine, np.float64)[retrieved.found.owners]
    return Column(values, most=float(values.max()))


def day(retrieved: Retrieved) -> Column:
    """Whether a passage names a day asked about, by what such days are of the question."""
    share = share_of(tuple(retrieved.days), retrieved.query) - share_of(retrieved.unnamed, retrieved.query)
    named = [int(position) for positions in retrieved.days.values() for position in positions]
    return Column(share * np.isin(retrieved.found.positions, named).astype(np.float64), most=share)


def explaining(retrieved: Retrieved) -> Column:
    """Whether a passage explains the abbreviation that is asked about."""
    if not retrieved.query.short:
        return _silent(retrieved)
    return Column(np.isin(retrieved.found.positions, retrieved.explained).astype(np.float64))


def phrase(retrieved: Retrieved) -> Column:
    """The share of the phrases between quotation marks that a passage has word for word."""
    if not any(map(len, retrieved.phrases.values())):
        return _silent(retrieved)
    held = [np.isin(retrieved.found.positions, positions) for positions in retrieved.phrases.values()]
    return Column(np.mean(held, axis=0, dtype=np.float64))


def listed(retrieved: Retrieved) -> Column:
    """Whether a passage answers this very question in a published list, word for word or by its number."""
    positions = retrieved.found.positions
    asked = np.isin(positions, retrieved.store.asking(retrieved.query.question))
    return Column((asked if asked.any() else np.isin(positions, retrieved.numbered)).astype(np.float64))


def members(retrieved: Retrieved) -> Column:
    """Whether a passage is the words of members, for a question that is not about what they said."""
    if asks_for_members(retrieved.query.text):
        return _silent(retrieved)
    return Column(retrieved.found.members.astype(np.float64))


def formal(retrieved: Retrieved) -> Column:
    """Whether a passage states nothing, for a question that is not about sources.

    That is a reference, a question without its answer, or a ritual one with it.
    """
    if asks_for_sources(retrieved.query.text):
        return _silent(retrieved)
    return Column(_among(retrieved, np.asarray([_is_formal(one) for one in _read(retrieved)], np.float64)))


def _is_formal(passage: Passage) -> bool:
    if passage.kind == PassageKind.NOTE:
        return is_reference(passage.text, is_note=True)
    if not passage.answer_start:
        sentences = [passage.text[start:end] for start, end in passage.sentences]
        return bool(sentences) and all(map(states_nothing, sentences))
    return is_ritual(passage.text[: passage.answer_start], passage.text[passage.answer_start :])


# What the score of a passage is made of.
SCORED: Mapping[str, Signal] = {
    "dense": dense,
    "bm25": bm25,
    "words": words,
    "alike": alike,
    "counting": counting,
    "period": period,
    "day": day,
    "explaining": explaining,
    "phrase": phrase,
}
# What puts a passage first, and what last, whatever its score.
ROLES: Mapping[str, Signal] = {"listed": listed, "members": members, "formal": formal}
SIGNALS: Mapping[str, Signal] = {**SCORED, **ROLES}

_BESIDE = "beside the nearness of meaning, which counts for 1"
_ROLE = "1 is on, 0 is off"
_RANKING = "docs/retrieval.md, Ranking"
_ASKED = "tests/retrieval/test_signals.py: what users ask for by name"
_LITTLE = 0.4  # what orders passages that are about as near
_BY_NAME = 2.0  # who asks for a day, an abbreviation or a phrase gets it

# The weight of each signal, by its name: a parameter like all others.
WEIGHTS = (
    Parameter("dense", 1.0, _BESIDE, _RANKING, neutral=0),
    Parameter("bm25", 0.8, _BESIDE, _RANKING, neutral=0),
    Parameter("words", 1.0, _BESIDE, _RANKING, neutral=0),
    Parameter("alike", _LITTLE, _BESIDE, _RANKING, neutral=0),
    Parameter("counting", _LITTLE, _BESIDE, _ASKED, neutral=0),
    Parameter("period", _LITTLE, _BESIDE, _ASKED, neutral=0),
    Parameter("day", _BY_NAME, _BESIDE + ", by what the day is of the question", _ASKED, neutral=0),
    Parameter("explaining", _BY_NAME, _BESIDE, _ASKED, neutral=0),
    Parameter("phrase", _BY_NAME, _BESIDE, _ASKED, neutral=0),
    Parameter("listed", 1.0, _ROLE, "tests/retrieval/test_ranking.py: every question of the list", neutral=0),
    Parameter("members", 1.0, _ROLE, _RANKING, neutral=0),
    Parameter("formal", 1.0, _ROLE, _RANKING, neutral=0),
)


def columns(signals: Mapping[str, Signal], retrieved: Retrieved) -> dict[str, Column]:
    """Give what each of these signals says, by its name."""
    return {name: signal(retrieved) for name, signal in signals.items()}


def reach(vectors: QuestionVectors, matches: Vectors) -> Floats:
    """Give how near each sentence comes to a question, shape (s,).

    That is the mean similarity of the tokens of the question with what is nearest to each, ``matches`` (s, n); 0 in
    an index without words, where these are (s, 0).
    """
    if not matches.shape[1]:
        return np.zeros(len(matches))
    return np.asarray(matches @ vectors.counts, np.float64)


def whole_reach(vectors: QuestionVectors, matches: Vectors) -> float:
    """Give how near a passage comes to a question by all of its sentences together."""
    return float(matches.max(axis=0, initial=NOWHERE) @ vectors.counts)


def even_reach(vectors: QuestionVectors, matches: Vectors) -> float:
    """Give how near a passage comes to a question when a token that finds nothing counts most, from 0 to 1.

    That is the geometric mean where ``whole_reach`` takes the arithmetic one; 0 in an index without words.
    """
    if not matches.size:
        return 0.0
    nearest = np.maximum(matches.max(axis=0), LEAST).astype(np.float64)
    return float(np.exp(np.log(nearest) @ vectors.counts))


def length(query: Query) -> float:
    """Give how long a question is: from 0, as someone asks it, to 1, as a member puts it in writing."""
    return float(np.clip((len(query.concepts) - SHORT) / (LONG - SHORT), 0, 1))


def coverage(store: Index, query: Query, passage: Passage) -> float:
    """Give the share of what is asked that a passage names, weighted by rarity, from 0 to 1."""
    return store.share_held(query.concepts, worded(store, passage))


def counts(store: Index, query: Query, figures: Iterable[Figure]) -> bool:
    """Whether one of these figures is a number of what a question asks the number of, whatever its ending."""
    return store.share_held([query.counted], " ".join(figure.unit for figure in figures)) > 0


def share_of(days: Sequence[str], query: Query) -> float:
    """Give how much of what is asked these days are, from 0 to 1."""
    return len(days) / len(query.concepts) if days else 0.0


def _silent(retrieved: Retrieved) -> Column:
    return Column(np.zeros(len(retrieved.found.positions)), most=0.0)


def _read(retrieved: Retrieved) -> list[Passage]:
    """The passages that are read: the best of the candidates."""
    return [retrieved.store.passages[place] for place in retrieved.found.positions[retrieved.best].tolist()]


def _among(retrieved: Retrieved, values: Floats) -> Floats:
    """The figures of the passages that are read, in a column in which the other candidates have 0."""
    column = np.zeros(len(retrieved.found.positions))
    column[retrieved.best] = values
    return column


def worded(store: Index, passage: Passage) -> str:
    """Give the text of a passage with the words by which it is found besides: days and abbreviations."""
    return in_words(passage.text, store.documents[passage.document_id].date, store.short_forms)
