"""The assistant: opens the index, asks and searches. The one stateful object."""

import datetime
import os
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
from qa.domain import Answer, Citation, Explanation, Failure, Identity, Passage, Query, Scope
from qa.embedding import Embedder
from qa.embedding.reranking import relevances
from qa.errors import IndexFileError, QuestionError, VindplaatsError
from qa.passages import answering
from qa.reading.corpus import add_files, remove_documents
from qa.retrieval.ranking import RERANKED, Ranking, interleaved, rank, reranked, searched
from qa.retrieval.refusal import evidence
from qa.retrieval.restrictions import narrowed
from qa.retrieval.understanding import abbreviate, parts, restricted, understand
from qa.store import Progress, Store, build, is_current, open_store

MOST_RESULTS = 1_000
MOST_NAMED = 12  # documents named in a message

Day = datetime.date | str


class Assistant:
    """Answers questions from the documents in one folder.

    ``corpus`` is the folder with documents and ``index`` the folder for what is built from them; both have
    their place by default (see ``qa.settings``). The index is built when it is missing or when the documents
    have changed; ``progress`` is then called with what is being done, the number done and the total.

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
    ) -> None:
        defaults = knobs.from_environment()
        self._corpus = Path(corpus) if corpus is not None else defaults.corpus
        self._index = Path(index) if index is not None else defaults.index
        self._progress = progress
        self._embedder = Embedder(defaults)
        self._reranker = defaults.reranker
        self._lock = threading.Lock()  # of the opened index
        self._opened: Store | None = None

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def open(self) -> None:
        """Open the index and load the model, so that the first question is answered at once.

        Raises CorpusError, IndexFileError or ModelError.
        """
        self._store()
        self._embedder.load()

    def close(self) -> None:
        """Let go of the index; the next question opens it again."""
        with self._lock:
            self._opened = None

    def is_current(self) -> bool:
        """Whether the index is whole and belongs to the documents and the model as they are now.

        Raises CorpusError, or IndexFileError when the folder of the index holds something else.
        """
        return is_current(self._corpus, self._index, self._embedder)

    def rebuild(self) -> None:
        """Build the index anew, whatever is there. Raises CorpusError, IndexFileError or ModelError."""
        self._build(self._progress, anew=True)

    def update(self, progress: Progress | None = None) -> None:
        """Bring the index up to date: only texts that are new are embedded.

        ``progress`` takes the place of that of the assistant. Raises what ``rebuild`` raises.
        """
        self._build(progress or self._progress, anew=False)

    def add(self, files: Iterable[str | Path], progress: Progress | None = None) -> tuple[Failure, ...]:
        """Copy files into the corpus and bring the index up to date.

        Returns the files that were left out, because they cannot be read, or because a file or document of that name
        is there already; the others are added. Raises CorpusError, IndexFileError or ModelError.
        """
        given = [Path(file) for file in files]
        left_out = add_files(self._corpus, given)
        if len(left_out) < len(given):
            self.update(progress)
        return left_out

    def remove(self, ids: Iterable[str], progress: Progress | None = None) -> None:
        """Remove documents from the corpus and from the index. Raises CorpusError for an id that is not there."""
        remove_documents(self._corpus, tuple(ids))
        self.update(progress)

    def _build(self, progress: Progress | None, *, anew: bool) -> None:
        # Not under the lock: questions are answered meanwhile. Builds wait for one another in the store.
        if anew or not self.is_current():
            build(self._corpus, self._index, self._embedder, progress, anew=anew)
        store = open_store(self._corpus, self._index, self._embedder)
        with self._lock:
            self._opened = store or self._opened

    @property
    def corpus(self) -> Path:
        """The folder with the documents."""
        return self._corpus

    @property
    def documents(self) -> tuple[Identity, ...]:
        """The documents that can be asked about, oldest first; those without a date last."""
        store = self._store()
        gone = self._gone(store)
        found = [document for document in store.documents.values() if document.id not in gone]
        return tuple(sorted(found, key=lambda d: (d.date is None, d.date or datetime.date.min, d.id)))

    def passages(self, document: str) -> tuple[Passage, ...]:
        """The passages of a document, in the order of its text; none when there is no document of this id."""
        store = self._store()
        if document in self._gone(store):
            return ()
        return tuple(passage for passage in store.passages if passage.document_id == document)

    @property
    def failures(self) -> tuple[Failure, ...]:
        """The files of the corpus that could not be read, with the reason."""
        return self._store().manifest.failures

    @property
    def warnings(self) -> tuple[Failure, ...]:
        """The files of the corpus in which something was doubtful, with what it was."""
        return self._store().manifest.warnings

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
    ) -> Answer:
        """Answer a question with verbatim, cited sentences, or say that nothing was found.

        ``history`` are the earlier questions or answers of the conversation, oldest first. ``documents``
        restricts the answer to these ids, ``since`` and ``until`` to documents dated within these days, both
        included. ``limit`` is the largest number of citations. ``as_of`` asks for the position at that day: what was
        said later is left out. With ``restrict`` a document or period that the question itself names narrows the
        search; ``answer.restrictions`` tells what was made of it.

        Raises QuestionError when the question or a filter cannot be used, and what ``open`` raises.
        """
        return self.explain(question, history, documents, since, until, limit, as_of=as_of, restrict=restrict).answer

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
    ) -> Explanation:
        """Answer a question as ``ask`` does, and show how the answer came about."""
        filters = _Filters(documents, since, until, as_of)
        asked = understand(question, history)
        store, scope = self._searched(filters, limit)
        named = searched(store.documents, scope) if restrict else {}
        query = restricted(asked, named) if restrict else asked
        whole, *apart = self._found(store, (query, *parts(query, named)), scope)
        answering = [one.ranking.hits for one in apart if one.evidence.sufficient]
        if whole.ranking.listed or not answering or limit < len(apart):
            answer = compose.answer(store, query, [whole], limit)
            return Explanation(answer, whole.evidence.support, whole.ranking.hits)
        answer = compose.answer(store, query, apart, limit)
        return Explanation(answer, max(one.evidence.support for one in apart), interleaved(answering))

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

    def _searched(self, filters: "_Filters", limit: int) -> tuple[Store, Scope]:
        if not 1 <= limit <= MOST_RESULTS:
            raise QuestionError(f"Het aantal resultaten moet tussen 1 en {MOST_RESULTS} liggen, niet {limit}.")
        store = self._store()
        return store, filters.scope(store, self._gone(store))

    def _found(self, store: Store, asked: Sequence[Query], scope: Scope) -> list[Found]:
        """What is found for a question, and for each of those that it holds."""
        queries = [abbreviate(query, store.short_forms) for query in asked]
        whole, *apart = self._embedder.queries([query.embedded for query in queries])
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

    def _store(self) -> Store:
        with self._lock:
            if self._opened is None:
                self._opened = self._open_or_build()
            elif self._opened.is_replaced(self._index):
                self._opened = self._reopened() or self._opened
            return self._opened

    def _open_or_build(self) -> Store:
        store = open_store(self._corpus, self._index, self._embedder)
        if store is None:
            build(self._corpus, self._index, self._embedder, self._progress)
            store = open_store(self._corpus, self._index, self._embedder)
        if store is None:
            raise IndexFileError("De documenten veranderen terwijl ze worden gelezen; probeer het zo weer.")
        return store

    def _reopened(self) -> Store | None:
        """The index that another program made; ``None`` while that is of no use, for then the one opened still is."""
        try:
            return open_store(self._corpus, self._index, self._embedder)
        except VindplaatsError:
            return None

    def _gone(self, store: Store) -> frozenset[str]:
        """The ids of the documents whose file was removed since they were indexed."""
        if not self._corpus.is_dir():
            return frozenset()  # a folder out of reach, such as one on a network, says nothing of its files
        files = {entry.name for entry in os.scandir(self._corpus)}
        return frozenset(document.id for document in store.documents.values() if document.file not in files)


@dataclass(frozen=True, slots=True)
class _Filters:
    """The filters as given."""

    documents: Iterable[str] | None
    since: Day | None
    until: Day | None
    as_of: Day | None = None

    def scope(self, store: Store, gone: frozenset[str]) -> Scope:
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
