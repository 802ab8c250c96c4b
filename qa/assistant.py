"""The assistant: asks and searches. With the collection of documents that it is, the one stateful object."""

import datetime
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from qa import settings as knobs
from qa.answering import compose
from qa.answering.compose import Found
from qa.answering.timeline import newest_first
from qa.domain import Answer, Citation, Explanation, Query, Scope
from qa.embedding import CORES, Embedder
from qa.embedding.reranking import relevances
from qa.errors import QuestionError
from qa.passages import answering
from qa.retrieval.ranking import RERANKED, Ranking, interleaved, rank, reranked, searched
from qa.retrieval.refusal import evidence
from qa.retrieval.restrictions import narrowed
from qa.retrieval.understanding import abbreviate, dated, parts, restricted, understand
from qa.store.collection import Collection, Place
from qa.store.interface import Index, Progress

MOST_RESULTS = 1_000
MOST_NAMED = 12  # documents named in a message

Day = datetime.date | str


class Assistant(Collection):
    """Answers questions from the documents in one folder, alone or beside those of another assistant.

    ``corpus`` is the folder with documents and ``index`` the folder for what is built from them; both have
    their place by default (see ``qa.settings``). The index is built when it is missing or when the documents
    have changed; ``progress`` is then called with what is being done, the number done and the total.

    With ``beside``, questions are answered from the documents of that assistant as well. These are not changed from
    here, and there need be no others. ``corpus`` and ``index`` are then folders of its own.

    Safe to call from several threads, also while the index is brought up to date: until that is done questions are
    answered from the index as it was, but never from a document whose file is gone. An index that another program
    brought up to date is used from the next question on. Opens on first use, or at the start of a ``with`` block.
    """

    def __init__(
        self,
        corpus: str | Path | None = None,
        index: str | Path | None = None,
        *,
        progress: Progress | None = None,
        beside: "Assistant | None" = None,
    ) -> None:
        defaults = knobs.from_environment()
        place = Place(
            Path(corpus) if corpus is not None else defaults.corpus,
            Path(index) if index is not None else defaults.index,
            beside._place.embedder if beside else Embedder(defaults),  # noqa: SLF001 - of its kind
            defaults.memory,
        )
        super().__init__(place, progress=progress, beside=beside)
        self._reranker = defaults.reranker
        self._asking: threading.Semaphore = beside._asking if beside else threading.Semaphore(CORES)  # noqa: SLF001

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def ask(  # noqa: PLR0913 - the filters are part of the question
        self,
        question: str,
        history: Sequence[str | Answer] = (),
        documents: Iterable[str] | None = None,
        since: Day | None = None,
        until: Day | None = None,
        limit: int = 5,
        *,
        as_of: Day | None = None,
        restrict: bool = True,
        unrestricted: Iterable[str] = (),
    ) -> Answer:
        """Answer a question with verbatim, cited sentences, or say that nothing was found.

        ``history`` are the earlier questions or answers of the conversation, oldest first. ``documents``
        restricts the answer to these ids, ``since`` and ``until`` to documents dated within these days, both
        included. ``limit`` is the largest number of citations. ``as_of`` asks for the position at that day: what was
        said later is left out. With ``restrict`` a document or period that the question itself names narrows the
        search; ``answer.restrictions`` tells what was made of it. Those of which the ``words`` are in ``unrestricted``
        are left out, so that one can be undone and another kept.

        Raises QuestionError when the question or a filter cannot be used, and what ``open`` raises.
        """
        return self.explain(
            question, history, documents, since, until, limit, as_of=as_of, restrict=restrict, unrestricted=unrestricted
        ).answer

    def explain(  # noqa: PLR0913 - the parameters of ``ask``
        self,
        question: str,
        history: Sequence[str | Answer] = (),
        documents: Iterable[str] | None = None,
        since: Day | None = None,
        until: Day | None = None,
        limit: int = 5,
        *,
        as_of: Day | None = None,
        restrict: bool = True,
        unrestricted: Iterable[str] = (),
    ) -> Explanation:
        """Answer a question as ``ask`` does, and show how the answer came about."""
        filters = _Filters(documents, since, until, as_of)
        asked = understand(question, history)
        store, scope = self._searched(filters, limit)
        named = searched(store.documents, scope) if restrict else {}
        undone = frozenset([unrestricted] if isinstance(unrestricted, str) else unrestricted)
        query = restricted(asked, named, undone) if restrict else asked
        whole, *apart = self._found(store, (query, *parts(query, named, undone)), scope)
        answering = [one for one in apart if one.evidence.sufficient]
        found = apart if answering and not whole.ranking.listed and limit >= len(apart) else [whole]
        answer = compose.answer(store, query, found, limit)
        hits = interleaved([one.ranking.hits for one in (whole, *answering)])
        return Explanation(answer, max(one.evidence.support for one in found), hits)

    def search(
        self,
        question: str,
        limit: int = 10,
        documents: Iterable[str] | None = None,
        since: Day | None = None,
        until: Day | None = None,
    ) -> tuple[Citation, ...]:
        """Give the passages nearest to a question, best first, whether or not they answer it.

        The parameters are those of ``ask``; ``limit`` is the largest number of passages.
        """
        store, scope = self._searched(_Filters(documents, since, until), limit)
        (found,) = self._found(store, (understand(question),), scope)
        return tuple(
            compose.cite(store, found.query, found.ranking, hit, standing=compose.role_of(hit))
            for hit in found.ranking.hits[:limit]
        )

    def _searched(self, filters: "_Filters", limit: int) -> tuple[Index, Scope]:
        if not 1 <= limit <= MOST_RESULTS:
            raise QuestionError(f"Het aantal resultaten moet tussen 1 en {MOST_RESULTS} liggen, niet {limit}.")
        there = self._there()
        return there.index, filters.scope(there.index, there.gone)

    def _found(self, store: Index, asked: Sequence[Query], scope: Scope) -> list[Found]:
        """What is found for a question, and for each of those that it holds.

        As many at a time as there are cores: more would only slow each other.
        """
        with self._asking:
            return self._find(store, asked, scope)

    def _find(self, store: Index, asked: Sequence[Query], scope: Scope) -> list[Found]:
        queries = [dated(abbreviate(query, store.short_forms)) for query in asked]
        whole, *apart = self._place.embedder.queries([query.embedded for query in queries])
        scopes = [narrowed(scope, query.restrictions) for query in queries]
        rankings = [rank(store, whole, queries[0], scopes[0])]
        rankings += [
            rank(store, part, query, within, whole)
            for query, part, within in zip(queries[1:], apart, scopes[1:], strict=True)
        ]
        if self._reranker:
            rankings = [self._read_again(query, ranking) for query, ranking in zip(queries, rankings, strict=True)]
        found = []
        for query, ranking in zip(queries, rankings, strict=True):
            # The answer to a listed question stays first, whatever was said later.
            hits = ranking.hits if ranking.listed else newest_first(store, query, ranking.hits)
            found.append(Found(query, replace(ranking, hits=hits), evidence(store, query, ranking)))
        return found

    def _read_again(self, query: Query, ranking: Ranking) -> Ranking:
        texts = [answering(hit.passage) for hit in ranking.hits[:RERANKED]]
        return reranked(query, ranking, relevances(self._reranker, query.text, texts))


@dataclass(frozen=True, slots=True)
class _Filters:
    """The filters as given."""

    documents: Iterable[str] | None
    since: Day | None
    until: Day | None
    as_of: Day | None = None

    def scope(self, store: Index, gone: frozenset[str]) -> Scope:
        """Check the filters against the documents that are there. Raises QuestionError."""
        there = frozenset(store.documents) - gone
        since = _day(self.since)
        until = min((day for day in (_day(self.until), _day(self.as_of)) if day), default=None)
        if since and until and since > until:
            raise QuestionError(f"De periode eindigt ({until}) voordat hij begint ({since}); draai de datums om.")
        wanted = frozenset([self.documents] if isinstance(self.documents, str) else self.documents or ())
        if unknown := sorted(wanted - there):
            known = ", ".join(sorted(there)[:MOST_NAMED])
            raise QuestionError(f"Het document {unknown[0]} is er niet; kies uit {known}.")
        return Scope(wanted or (there if gone else None), since, until)


def _day(day: Day | None) -> datetime.date | None:
    if day is None or isinstance(day, datetime.date):
        return day
    try:
        return datetime.date.fromisoformat(day)
    except ValueError as error:
        raise QuestionError(f"{day} is geen datum; schrijf hem als 2022-10-28.") from error
