"""Is there an answer at all? Decided on fixed scales, never on the fused score of one ranking."""

from dataclasses import dataclass

from qa.domain import Hit, Parameters, Query
from qa.retrieval.parameters import DEFAULT
from qa.retrieval.ranking import Ranking
from qa.retrieval.signals import coverage, share_of
from qa.store.interface import Index


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an answer, at its best among the first passages.

    ``similarity`` is the cosine of the question with the nearest passage or sentence, on a scale on which a
    question about something else has 0 and an equal text 1. ``coverage`` is the share of the question's words
    that one passage holds, weighted by rarity, from 0 to 1. ``needed`` is what the two together must reach.
    ``unnamed`` is the share of what is asked that are days which no passage names: of those nothing can be said.
    ``parameters`` say how much coverage counts and from where on an answer is certain.
    """

    similarity: float
    coverage: float
    needed: float = DEFAULT["threshold"]
    unnamed: float = 0.0
    parameters: Parameters = DEFAULT

    @property
    def support(self) -> float:
        """What speaks for an answer as a multiple of what is needed: from 1 on the question is answered."""
        return (1 - self.unnamed) * (self.similarity + self.parameters["coverage"] * self.coverage) / self.needed

    @property
    def sufficient(self) -> bool:
        """Whether this is enough to answer rather than to say that nothing was found."""
        return self.support >= 1

    @property
    def certain(self) -> bool:
        """Whether what is found is likely to be the answer, rather than only on the same subject."""
        return self.support >= self.parameters["certain"]


def evidence(store: Index, query: Query, ranking: Ranking, parameters: Parameters = DEFAULT) -> Evidence:
    """Gather what speaks for an answer from the first passages of a ranking."""
    if ranking.listed:
        return Evidence(1.0, 1.0, parameters=parameters)  # the question itself stands there, with its answer
    first = ranking.hits[: parameters.count("weighed")]
    if not first or not query.concepts or query.number is not None:  # a number that no list has
        return Evidence(0.0, 0.0, parameters=parameters)
    cosine = max(max(hit.cosine, _best_sentence(store, ranking, hit)) for hit in first)
    return Evidence(
        similarity=store.scale.similarity(cosine),
        coverage=max(coverage(store, query, hit.passage) for hit in first),
        needed=parameters["threshold"] - parameters["less where mixed"] * store.scale.mixed,
        unnamed=share_of(ranking.unnamed, query),
        parameters=parameters,
    )


def _best_sentence(store: Index, ranking: Ranking, hit: Hit) -> float:
    cosines = store.sentence_cosines(ranking.vectors.whole, hit.position)
    return float(cosines.max()) if len(cosines) else -1.0
