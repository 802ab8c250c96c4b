"""Ranking: the dense and the lexical leg, and their fusion.

The fused score is the convex combination of the two legs, each scaled to 0..1 within the candidates (Bruch,
Gai and Ingber 2023, "An Analysis of Fusion Functions for Hybrid Retrieval"). The best candidates are then compared
with the question once more by parts of words, so that compounds, endings and typing errors count for what they share.
"""

import datetime
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

import numpy as np
import numpy.typing as npt

from qa.domain import Hit, Identity, Passage, Query, Scope
from qa.parliament.figures import Figure, numbers
from qa.parliament.voices import asks_for_members, is_members
from qa.passages import answering, in_words
from qa.retrieval.restrictions import within
from qa.store.interface import Candidates, Index

CANDIDATES = 1_000  # passages taken from each leg
MOST_HITS = 1_000  # passages of a ranking
DENSE_SHARE = 0.8  # of the fused score; see docs/retrieval.md
LOOKED_AGAIN = 30  # best candidates that are compared with the question by parts of words
ALIKE_SHARE = 0.1  # of the fused score, added to that of a candidate which has all of the question's words
COUNTING = 0.15  # of the fused score, added to that of a candidate which states a number of what is asked the number of
RERANKED = 20  # passages that a reranker, where one is chosen, reads
RERANKER_SHARE = 0.8  # of the score of a passage that it read
PREFERENCE = 0.05  # added to the fused score of a passage from a period that the question prefers
# Of the mean of all passages, taken off the vector of a question; see docs/retrieval.md. Of one dossier it tells what
# that is about, of passages on all subjects nothing.
CENTRED = 0.2
CENTRED_WHERE_MIXED = 0.4
ON_DAY = 1.0  # added to the fused score of a passage that names the day asked about, by what that is of the question
WHOLE_SHARE = 0.5  # of the vector of all questions together in that of one of them

Vector = npt.NDArray[np.float32]
Positions = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The passages for a question, best first, with the vector of the question, shape (d,).

    ``listed`` tells that the question stands in a list of questions and answers, word for word or by its number; its
    answer is first. ``unnamed`` are the days asked about that no passage names.
    """

    vector: Vector
    hits: tuple[Hit, ...]
    listed: bool = False
    unnamed: tuple[str, ...] = ()


def rank(store: Index, vector: Vector, query: Query, scope: Scope, whole: Vector | None = None) -> Ranking:
    """Rank the passages within ``scope`` for a question whose vector is ``vector``, shape (d,).

    Passages with equal scores keep the order of the corpus, so that the same question always gives the same
    ranking. A question of a published list that is asked word for word comes first with its answer. The words of
    members come last, unless the question is about what they said. ``whole`` is the vector of all questions together
    when this is one of several: they share their subject.
    """
    allowed = None if scope == Scope() else searched(store.documents, scope)
    wanted = vector if whole is None else _in_light_of(vector, whole)
    by_number = _of_number(store, query, allowed)
    days = {day: store.holding(day, allowed) for day in query.days}
    on_day = [int(position) for positions in days.values() for position in positions]
    # What all passages have in common tells none of them from the others.
    centred = CENTRED + (CENTRED_WHERE_MIXED - CENTRED) * store.scale.mixed
    wanted = np.asarray(wanted - centred * store.centre, np.float32)
    found = store.search(wanted, query.terms, CANDIDATES, allowed, (*by_number, *on_day))
    candidates = found.positions
    if not len(candidates):
        return Ranking(vector, ())
    cosines = store.cosines(vector, candidates)
    near = found.nearness
    fused = DENSE_SHARE * _scaled(near, near.min()) + (1 - DENSE_SHARE) * _scaled(found.bm25, 0.0)
    best = np.lexsort((candidates, -fused))[:LOOKED_AGAIN]
    fused[best] += ALIKE_SHARE * _alike(store, candidates[best], query)
    fused /= 1 + ALIKE_SHARE
    if query.counted:
        stated = (numbers(answering(store.passages[place])) for place in candidates[best].tolist())
        fused[best] += COUNTING * np.asarray([counts(store, query, figures) for figures in stated])
        fused /= 1 + COUNTING
    preferred = _preferred(store, found, query)
    if preferred.any():
        fused = (fused + PREFERENCE * preferred) / (1 + PREFERENCE)
    unnamed = tuple(day for day, positions in days.items() if not len(positions))
    added = ON_DAY * (share_of(query.days, query) - share_of(unnamed, query))
    fused = (fused + added * np.isin(candidates, on_day)) / (1 + added)
    listed = _asked_word_for_word(store, candidates, query) or np.flatnonzero(np.isin(candidates, by_number)).tolist()
    fused[listed] = 1.0
    last = np.zeros(len(candidates), bool)
    if not asks_for_members(query.text):
        last = found.members
    order = np.lexsort((candidates, -fused, last))[:MOST_HITS]
    columns = (candidates, fused, cosines, found.bm25)
    hits = tuple(
        Hit(store.passages[position], position, score, cosine, bm25)
        for position, score, cosine, bm25 in zip(*(column[order].tolist() for column in columns), strict=True)
    )
    return Ranking(vector, hits, bool(listed), unnamed)


def coverage(store: Index, query: Query, passage: Passage) -> float:
    """Give the share of what is asked that a passage names, weighted by rarity, from 0 to 1."""
    return store.share_held(query.concepts, _in_words(store, passage))


def counts(store: Index, query: Query, figures: Iterable[Figure]) -> bool:
    """Whether one of these figures is a number of what a question asks the number of, whatever its ending."""
    return store.share_held([query.counted], " ".join(figure.unit for figure in figures)) > 0


def share_of(days: Sequence[str], query: Query) -> float:
    """Give how much of what is asked these days are, from 0 to 1."""
    return len(days) / len(query.concepts) if days else 0.0


def reranked(query: Query, ranking: Ranking, relevances: npt.NDArray[np.float64]) -> Ranking:
    """Put the first passages in the order that another model gives them.

    ``relevances`` are those of the first passages, from 0 to 1. The answer to a listed question stays first, the words
    of members last.
    """
    if ranking.listed or not len(relevances):
        return ranking
    first = [
        replace(hit, score=(1 - RERANKER_SHARE) * hit.score + RERANKER_SHARE * float(relevance))
        for hit, relevance in zip(ranking.hits, relevances, strict=False)
    ]
    lowest = min(hit.score for hit in first)
    rest = [replace(hit, score=min(hit.score, lowest)) for hit in ranking.hits[len(first) :]]
    last = not asks_for_members(query.text)
    first.sort(key=lambda hit: (last and is_members(hit.passage.voice), -hit.score, hit.position))
    return replace(ranking, hits=(*first, *rest))


def interleaved(rankings: Sequence[Sequence[Hit]]) -> tuple[Hit, ...]:
    """Give the passages of several rankings in turns: the first of each, then the second; each passage once."""
    found: dict[int, Hit] = {}
    for turn in zip_longest(*rankings):
        for hit in turn:
            if hit is not None:
                found.setdefault(hit.position, hit)
    return tuple(found.values())


def _in_light_of(part: Vector, whole: Vector) -> Vector:
    both = part + WHOLE_SHARE * whole
    return np.asarray(both / np.linalg.norm(both), np.float32)


def searched(documents: Mapping[str, Identity], scope: Scope) -> Mapping[str, Identity]:
    """Give those of these documents that are within the scope."""
    if scope == Scope():
        return documents
    return {id_: document for id_, document in documents.items() if _within(document, scope)}


def _within(document: Identity, scope: Scope) -> bool:
    if scope.documents is not None and document.id not in scope.documents:
        return False
    if scope.since is None and scope.until is None:
        return True
    if document.date is None:
        return False  # of unknown date: not certainly within any period
    after = scope.since is None or document.date >= scope.since
    return after and (scope.until is None or document.date <= scope.until)


def _scaled(scores: Vector, lowest: float) -> npt.NDArray[np.float64]:
    """Scale scores so that ``lowest`` becomes 0 and the best 1; all 0 when there is no difference."""
    width = float(scores.max()) - float(lowest)
    return (scores.astype(np.float64) - float(lowest)) / width if width > 0 else np.zeros(len(scores))


def _asked_word_for_word(store: Index, candidates: Positions, query: Query) -> list[int]:
    """The places among the candidates of those with this very question."""
    return np.flatnonzero(np.isin(candidates, store.asking(query.question))).tolist()


def _alike(store: Index, positions: Positions, query: Query) -> npt.NDArray[np.float64]:
    """What these passages have of the question's words, counted by their parts."""
    return store.shares_alike(query.concepts, [_in_words(store, store.passages[place]) for place in positions.tolist()])


def _in_words(store: Index, passage: Passage) -> str:
    return in_words(passage.text, store.documents[passage.document_id].date, store.short_forms)


def _of_number(store: Index, query: Query, allowed: Container[str] | None) -> list[int]:
    """The position of the answer to the listed question that is asked for by its number, in the newest list."""
    if query.number is None:
        return []
    dates = [(_dated(store, position), -position) for position in store.of_number(query.number, allowed).tolist()]
    return [-max(dates)[1]] if dates else []


def _dated(store: Index, position: int) -> datetime.date:
    return store.documents[store.passages[position].document_id].date or datetime.date.min


def _preferred(store: Index, found: Candidates, query: Query) -> npt.NDArray[np.bool_]:
    """Whether the document of each passage is of a period that the question prefers."""
    wanted = [one for one in query.restrictions if one.documents is None]
    if not wanted:
        return np.zeros(len(found.positions), np.bool_)
    fine = [any(within(document.date, one) for one in wanted) for document in store.documents.values()]
    return np.asarray(fine, np.bool_)[found.owners]
