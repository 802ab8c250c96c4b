"""Is there an answer at all? How likely it is that a passage that was found answers the question.

That is a logistic regression over a few measures of the passage, none of which depends on the other candidates but how
far it leads. It was learned on questions about other documents, some answered there and some not, and on those of the
development side (``eval.learning.answerability``); what it is worth: docs/retrieval.md, Refusal.
"""

import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import orjson

from qa.domain import Hit, Parameters, Query
from qa.language.quantities import numbers
from qa.language.words import is_pleasantry
from qa.passages import answering
from qa.retrieval.parameters import DEFAULT
from qa.retrieval.ranking import Ranking
from qa.retrieval.signals import counts, coverage, even_reach, length, share_of, worded
from qa.store.interface import Index

FILE = Path(__file__).parent / "data" / "answerability.json"
READ, UNREAD = "read", "unread"  # the weights for a model with a reader of words, and for one without
FURTHER = "{}, further"  # those for a passage of which another has a higher score
BIAS = "bias"
ALL_HELD = 0.999  # of the question's words, but for rounding
SAME = 0.7  # likeness from which on two passages say the same
COMPARED = 10  # first passages, among which the best score is, whichever is put first
FIRST = 10  # passages of which one must have a part of a word in common with the question

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Measures:
    """What is measured of a passage that was found.

    ``words`` is how near its words come to the tokens of the question, of which the one that finds nothing counts most,
    from 0 to 1; 0 of a model that reads no words. ``sentence`` is the cosine of its nearest sentence, on a scale on
    which a question about something else has 0 and an equal text 1. ``lead`` is by how much its score is higher than
    that of the best passage that says something else, below zero when it is lower. ``coverage`` is the share of what is
    asked that it names, weighted by rarity, from 0 to 1, and ``held`` 1 when that is all, else 0. ``unstated`` is 1
    when the number of something is asked, and it states no number of that, or a day that no passage names; else 0.
    ``length`` is that of the question, from 0 to 1: of many words some are always far.
    """

    words: float
    sentence: float
    lead: float
    coverage: float
    held: float
    unstated: float
    length: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an answer.

    ``likely`` is how likely the first passage answers, from 0 to 1, by its ``measures``; these are ``None`` where
    nothing is to be measured. ``unnamed`` is the share of what is asked that are days which no passage names: of those
    nothing can be said. ``shown`` tells that the passage is shown however unlikely: it has all words of the question,
    or the day or the phrase that is asked about. ``parameters`` say from which chance on a question is answered, and an
    answer certain.
    """

    likely: float
    measures: Measures | None = None
    unnamed: float = 0.0
    shown: bool = False
    parameters: Parameters = DEFAULT

    @property
    def chance(self) -> float:
        """How likely the question is answered by what was found, from 0 to 1."""
        return (1 - self.unnamed) * self.likely

    @property
    def sufficient(self) -> bool:
        """Whether this is enough to answer rather than to say that nothing was found."""
        return self.shown or self.chance >= self.parameters["answered from"]

    @property
    def certain(self) -> bool:
        """Whether what is found is likely to be the answer, rather than only on the same subject."""
        return self.chance >= self.parameters["certain from"]


def evidence(store: Index, query: Query, ranking: Ranking, parameters: Parameters = DEFAULT) -> Evidence:
    """Gather what speaks for an answer from the first passage of a ranking."""
    if ranking.listed or ranking.explained:
        return Evidence(1.0, parameters=parameters)  # the question stands there with its answer, or the long form
    # A number that no list has, or nothing that is asked.
    if query.number is not None or is_pleasantry(query.question) or _is_strange(store, query, ranking):
        return Evidence(0.0, parameters=parameters)
    found = measured(store, query, ranking, ranking.hits[0])
    named = bool(query.days) or (bool(query.phrases) and not ranking.missing) or bool(found.held)
    shown = not ranking.unnamed and named
    return Evidence(likely(found, _weights(ranking, found)), found, share_of(ranking.unnamed, query), shown, parameters)


def chance_of(store: Index, query: Query, ranking: Ranking, hit: Hit) -> float:
    """Give how likely a passage of a ranking answers the question, from 0 to 1, whatever stands before it."""
    found = measured(store, query, ranking, hit)
    return likely(found, _weights(ranking, found))


def measured(store: Index, query: Query, ranking: Ranking, hit: Hit) -> Measures:
    """Measure a passage of a ranking."""
    others = [other for other in ranking.hits[:COMPARED] if other.position != hit.position]
    asked = ranking.asked  # a question that goes on from another is judged by what it adds
    (matches,) = store.matches(asked.tokens, np.asarray([hit.position], np.int64))
    stated = not query.counted or counts(store, query, numbers(answering(hit.passage)))
    share = coverage(store, query, hit.passage)
    return Measures(
        words=even_reach(asked, matches),
        sentence=store.scale.similarity(_best_sentence(store, ranking, hit)),
        lead=hit.score - max(_scores_of_others(store, hit, others), default=0.0),
        coverage=share,
        held=float(share >= ALL_HELD),
        unstated=0.0 if stated and not ranking.unnamed else 1.0,
        length=length(query),
    )


def _scores_of_others(store: Index, hit: Hit, others: Sequence[Hit]) -> list[float]:
    """The scores of the passages that say something else: letter after letter repeats the same."""
    likeness = store.likeness(np.asarray([one.position for one in (hit, *others)], np.int64))
    alike = store.scale.similarity(likeness)[0, 1:]
    return [other.score for other, like in zip(others, alike, strict=True) if like < SAME]


def likely(measures: Measures, weights: Weights) -> float:
    """Give how likely a passage of which this was measured answers, from 0 to 1."""
    values = {BIAS: 1.0, **asdict(measures)}
    logit = sum(weight * values[name] for name, weight in weights.items())
    return (1 + math.tanh(logit / 2)) / 2  # the logistic function, for logits of any size


@functools.cache
def learned() -> Mapping[str, Weights]:
    """Load the weights that come along: by READ and UNREAD, and FURTHER of both, those of each measure and of BIAS."""
    found: Mapping[str, Weights] = orjson.loads(FILE.read_bytes())
    return found


def _weights(ranking: Ranking, measures: Measures) -> Weights:
    name = READ if len(ranking.vectors.tokens) else UNREAD
    return learned()[name if measures.lead >= 0 else FURTHER.format(name)]


def _is_strange(store: Index, query: Query, ranking: Ranking) -> bool:
    """Whether what was found has not even part of a word in common with the question: letters at random, other scripts.

    To a model such texts are as near as any.
    """
    texts = [worded(store, hit.passage) for hit in ranking.hits[:FIRST]]
    return not query.concepts or not store.shares_alike(query.concepts, texts).max(initial=0.0) > 0


def _best_sentence(store: Index, ranking: Ranking, hit: Hit) -> float:
    """The cosine of the nearest sentence; of a passage that has none, its own."""
    cosines = store.sentence_cosines(ranking.vectors.whole, hit.position)
    return float(cosines.max()) if len(cosines) else hit.cosine
