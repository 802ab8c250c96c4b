"""Ranking: the candidates, what the signals say of them, and the order that their scores give."""

import datetime
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

import numpy as np
import numpy.typing as npt

from qa.domain import Hit, Identity, Parameters, Query, Scope
from qa.embedding.words import QuestionVectors
from qa.language.abbreviations import explains
from qa.language.words import DUTCH_FUNCTION_WORDS, words
from qa.parliament.voices import asks_for_members, is_members
from qa.retrieval.fusion import fused
from qa.retrieval.parameters import DEFAULT
from qa.retrieval.signals import ROLES, SCORED, Floats, Retrieved, columns
from qa.store.interface import Index, Positions

Vector = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The passages for a question, best first, with the vectors of the question.

    ``own`` are those of what is asked now, of a question that was put behind the one before it. ``listed`` tells that
    the question stands in a list of questions and answers, word for word or by its number; its answer is first.
    ``unnamed`` are the days asked about that no passage names, ``missing`` the phrases between quotation marks that
    none has, and ``explained`` tells that the first passage explains the abbreviation asked about.
    """

    vectors: QuestionVectors
    hits: tuple[Hit, ...]
    listed: bool = False
    unnamed: tuple[str, ...] = ()
    explained: bool = False
    missing: tuple[str, ...] = ()
    own: QuestionVectors | None = None

    @property
    def asked(self) -> QuestionVectors:
        """The vectors by which a sentence is chosen."""
        return self.own or self.vectors


def rank(
    store: Index, vectors: QuestionVectors, query: Query, scope: Scope, parameters: Parameters = DEFAULT
) -> Ranking:
    """Rank the passages within ``scope`` for a question that was read.

    Passages with equal scores keep the order of the corpus, so that the same question always gives the same
    ranking. A question of a published list that is asked word for word comes first with its answer. The words of
    members come last, unless the question is about what they said.
    """
    retrieved = _retrieved(store, vectors, query, scope, parameters)
    positions = retrieved.found.positions
    if not len(positions):
        return Ranking(vectors, ())
    retrieved = replace(retrieved, best=_best(retrieved, parameters))
    scores = fused(columns(SCORED, retrieved), parameters)
    first, *others = (parameters[name] * role.values > 0 for name, role in columns(ROLES, retrieved).items())
    scores[first] = 1.0
    # Whoever explains an abbreviation does, and who asks a listed question in its own words gets its answer.
    last = np.any(others, axis=0) & ~first & ~np.isin(positions, retrieved.explained)
    # Where nothing else comes near, as in a motion, the words of members are what there is.
    if scores[~last].max(initial=0.0) < parameters["cited from"] * scores.max():
        last[:] = False
    order = np.lexsort((positions, -scores, last))[: parameters.count("hits")]
    hits = _hits(retrieved, order, scores, store.cosines(vectors.whole, positions))
    return Ranking(
        vectors,
        hits,
        listed=bool(first.any()),
        unnamed=retrieved.unnamed,
        explained=hits[0].position in retrieved.explained,
        missing=retrieved.missing,
    )


def _best(retrieved: Retrieved, parameters: Parameters) -> Positions:
    """The places of the candidates that are read: the nearest, and those that hold the words of the question best."""
    found = retrieved.found
    nearest, worded = (np.lexsort((found.positions, -leg)) for leg in (found.nearness, found.bm25))
    held = worded[: parameters.count("read by words")]
    return np.union1d(nearest[: parameters.count("read by meaning")], held[found.bm25[held] > 0])


def _retrieved(store: Index, vectors: QuestionVectors, query: Query, scope: Scope, parameters: Parameters) -> Retrieved:
    """The candidates of both legs, and besides these the passages of a day or a number that is asked about."""
    allowed = None if scope == Scope() else searched(store.documents, scope)
    numbered = _of_number(store, query, allowed)
    days = {day: store.holding(day, allowed) for day in query.days}
    explained = _explaining(store, query, allowed)
    phrases = {phrase: _having(store, phrase, allowed) for phrase in query.phrases}
    worded = (position for positions in phrases.values() for position in positions)
    also = (*numbered, *explained, *worded, *(int(position) for positions in days.values() for position in positions))
    # What all passages have in common tells none of them from the others.
    near = np.asarray(vectors.whole - parameters["centred"] * store.centre, np.float32)
    found = store.search(near, query.terms, parameters.count("candidates"), allowed, also)
    span, apart = parameters["span"], parameters["words apart"]
    return Retrieved(store, vectors, query, found, days, numbered, explained, phrases, span, apart)


def _hits(retrieved: Retrieved, order: Positions, scores: Floats, cosines: Vector) -> tuple[Hit, ...]:
    table = (retrieved.found.positions, scores, cosines, retrieved.found.bm25)
    return tuple(
        Hit(retrieved.store.passages[position], position, score, cosine, bm25)
        for position, score, cosine, bm25 in zip(*(column[order].tolist() for column in table), strict=True)
    )


def reranked(query: Query, ranking: Ranking, relevances: Floats, parameters: Parameters = DEFAULT) -> Ranking:
    """Put the first passages in the order that another model gives them.

    ``relevances`` are those of the first passages, from 0 to 1. The answer to a listed question stays first, the words
    of members last.
    """
    if ranking.listed or not len(relevances):
        return ranking
    share = parameters["reranker"]
    first = [
        replace(hit, score=(1 - share) * hit.score + share * float(relevance))
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


def _of_number(store: Index, query: Query, allowed: Container[str] | None) -> list[int]:
    """The position of the answer to the listed question that is asked for by its number, in the newest list."""
    if query.number is None:
        return []
    dates = [(_dated(store, position), -position) for position in store.of_number(query.number, allowed).tolist()]
    return [-max(dates)[1]] if dates else []


def _explaining(store: Index, query: Query, allowed: Container[str] | None) -> list[int]:
    """The positions of the passages that explain the abbreviation that is asked about."""
    if not query.short:
        return []
    (word,) = words(query.short)[:1] or ("",)
    holding = store.holding(word, allowed).tolist()
    return [position for position in holding if explains(store.passages[position].text, query.short)]


def _having(store: Index, phrase: str, allowed: Container[str] | None) -> list[int]:
    """The positions of the passages that have a phrase, word for word."""
    said = words(phrase)
    held = [frozenset(store.holding(word, allowed).tolist()) for word in said if word not in DUTCH_FUNCTION_WORDS]
    among = sorted(frozenset.intersection(*held)) if held else []
    wanted = f" {' '.join(said)} "
    return [position for position in among if wanted in f" {' '.join(words(store.passages[position].text))} "]


def _dated(store: Index, position: int) -> datetime.date:
    return store.documents[store.passages[position].document_id].date or datetime.date.min
