"""The road of a question: understand, decompose, restrict, retrieve and rank, judge.

Each stage takes frozen values and gives the next ones; none calls back, and none remakes what an earlier one made.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from qa.domain import Answer, Filters, Hit, Parameters, Query, Scope
from qa.embedding.words import QuestionVectors
from qa.language.glossary import Glossary
from qa.passages import answering
from qa.retrieval.answerability import Evidence, evidence
from qa.retrieval.conversation import may_go_on
from qa.retrieval.decomposition import subject_words
from qa.retrieval.parameters import DEFAULT
from qa.retrieval.ranking import Ranking, interleaved, rank, reranked, searched
from qa.retrieval.recency import newest_first
from qa.retrieval.restrictions import narrowed
from qa.retrieval.understanding import Context, decompose, understand
from qa.store.interface import Index

EVEN = 0.5  # a chance: likelier not than yes


@dataclass(frozen=True, slots=True)
class Retriever:
    """How passages are found: the models that read texts, and the parameters.

    ``read`` gives the vectors of questions; ``rerank`` how well each of some texts answers a question,
    shape (n,) from 0 to 1, or it is ``None`` where no reranker is chosen. ``glossary`` are English terms in Dutch;
    ``None`` for those of the program.
    """

    read: Callable[[Sequence[str]], Sequence[QuestionVectors]]
    rerank: Callable[[str, Sequence[str]], npt.NDArray[np.float64]] | None = None
    parameters: Parameters = DEFAULT
    glossary: Glossary | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a question, or for one of several in one, and what speaks for an answer."""

    query: Query
    ranking: Ranking
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Retrieval:
    """What was found for a question as a whole, and for each of those that it holds; none when it is a single one."""

    whole: Found
    parts: tuple[Found, ...] = ()

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The passages for the whole and for each part that is answered, in turns."""
        return interleaved([one.ranking.hits for one in (self.whole, *self.answered)])

    @property
    def answered(self) -> tuple[Found, ...]:
        """The parts for which enough was found."""
        return tuple(part for part in self.parts if part.evidence.sufficient)


def retrieve(
    question: str,
    history: Sequence[str | Answer],
    filters: Filters,
    index: Index,
    gone: Collection[str],
    retriever: Retriever,
) -> Retrieval:
    """Find what answers a question, and each question that it holds.

    ``gone`` are the documents of the index that are no longer there. Raises QuestionError when the question or a filter
    cannot be used, and ModelError.
    """
    scope = filters.scope(index.documents, gone)
    documents = searched(index.documents, scope)
    context = Context(documents, filters.restrict, filters.unrestricted, index.short_forms, retriever.glossary)
    alone = _retrieved(understand(question, history, context), context, scope, index, retriever)
    # What is short and finds nothing likely by itself may go on from what was asked before, without a word that tells.
    if not history or not _may_go_on(alone.whole):
        return alone
    together = _retrieved(understand(question, history, context, leans=True), context, scope, index, retriever)
    return together if together.whole.evidence.chance > alone.whole.evidence.chance else alone


def _may_go_on(found: Found) -> bool:
    query = found.query
    alone = query.text == query.question and not query.restrictions
    return alone and may_go_on(query.question) and found.evidence.chance < EVEN


def _retrieved(query: Query, context: Context, scope: Scope, index: Index, retriever: Retriever) -> Retrieval:
    found, *parts = _found((query, *decompose(query, context)), scope, index, retriever)
    return Retrieval(found, tuple(parts))


def nearest(question: str, filters: Filters, index: Index, gone: Collection[str], retriever: Retriever) -> Found:
    """Find the passages nearest to a question, whatever it says about where to look.

    Raises what ``retrieve`` raises.
    """
    query = understand(question, context=Context(short_forms=index.short_forms, glossary=retriever.glossary))
    (found,) = _found([query], filters.scope(index.documents, gone), index, retriever)
    return found


def _found(queries: Sequence[Query], scope: Scope, index: Index, retriever: Retriever) -> list[Found]:
    """Retrieve, rank and judge for a question, and then for each of those that it holds."""
    leaning = [query.question for query in queries if query.leaning and subject_words(query.question)]
    read = retriever.read([*(query.embedded for query in queries), *leaning])
    own = dict(zip(leaning, read[len(queries) :], strict=True))
    rankings = [
        replace(_ranked(index, query, one, scope, retriever), own=own.get(query.question))
        for query, one in zip(queries, read, strict=False)
    ]
    return [
        Found(
            query,
            _newest_first(index, query, ranking, retriever.parameters),
            evidence(index, query, ranking, retriever.parameters),
        )
        for query, ranking in zip(queries, rankings, strict=True)
    ]


def _ranked(index: Index, query: Query, read: QuestionVectors, scope: Scope, retriever: Retriever) -> Ranking:
    ranking = rank(index, read, query, narrowed(scope, query.restrictions), retriever.parameters)
    if retriever.rerank is None:
        return ranking
    texts = [answering(hit.passage) for hit in ranking.hits[: retriever.parameters.count("reranked")]]
    return reranked(query, ranking, retriever.rerank(query.text, texts), retriever.parameters)


def _newest_first(index: Index, query: Query, ranking: Ranking, parameters: Parameters) -> Ranking:
    if ranking.listed or ranking.explained:  # the very answer stays first, whatever was said later
        return ranking
    return replace(ranking, hits=newest_first(index, query, ranking.hits, parameters))
