"""The assistant: asks and searches. With its library, the one stateful object."""

import copy
import threading
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self, Unpack

from qa.answering import compose
from qa.answering.about import about_documents
from qa.answering.parts import to_answer
from qa.domain import Answer, Citation, Explanation, Filters, FilterValues, Parameters
from qa.domain.filters import chosen
from qa.embedding import CORES, Embedder
from qa.embedding.reranking import relevances
from qa.library.library import Library, Place
from qa.retrieval.pipeline import Retriever, nearest, retrieve
from qa.retrieval.ranking import searched
from qa.retrieval.understanding import Context, check, understand
from qa.settings import Settings, from_environment
from qa.store.interface import Progress

ANY, TEN = Filters(), Filters(limit=10)


class Assistant:
    """Answers questions from the documents in one folder, alone or beside those of another assistant.

    ``settings`` say where things are, and by what model texts are read; without, the environment does (see
    ``qa.settings``). ``corpus`` and ``index`` take the place of its folders with documents and with what is built from
    them. The index is built when it is missing or when the documents have changed; ``progress`` is then called with
    what is being done, the number done and the total. Making an assistant reads nothing but the environment, and
    raises VindplaatsError when that cannot be used.

    With ``beside``, questions are answered from the documents of that assistant as well, by its models. These documents
    are not changed from here, and there need be no others. ``corpus`` and ``index`` are then folders of its own.

    ``library`` holds the documents with their index: what there is, adding and removing.

    Safe to call from several threads, also while the index is brought up to date: until that is done questions are
    answered from the index as it was, but never from a document whose file is gone. An index that another program
    brought up to date is used from the next question on. Opens on first use, or at the start of a ``with`` block.
    """

    def __init__(
        self,
        corpus: str | Path | None = None,
        index: str | Path | None = None,
        *,
        settings: Settings | None = None,
        progress: Progress | None = None,
        beside: "Assistant | None" = None,
    ) -> None:
        given = settings or (beside.settings if beside else from_environment())
        self.settings: Settings = replace(
            given,
            corpus=given.corpus if corpus is None else Path(corpus),
            index=given.index if index is None else Path(index),
        )
        embedder = beside.library.place.embedder if beside else Embedder(self.settings)
        place = Place(self.settings.corpus, self.settings.index, embedder, self.settings.memory)
        self.library: Library = Library(place, progress=progress, beside=beside.library if beside else None)
        reranker = self.settings.reranker
        self._retriever = Retriever(embedder.questions, partial(relevances, reranker) if reranker else None)
        # As many questions at a time as there are cores: more would only slow each other.
        self._asking: threading.Semaphore = beside._asking if beside else threading.Semaphore(CORES)  # noqa: SLF001

    def tuned(self, parameters: Parameters) -> Self:
        """Give an assistant over the same library that ranks and judges by other parameters."""
        other = copy.copy(self)
        other._retriever = replace(self._retriever, parameters=parameters)  # noqa: SLF001 - of its kind
        return other

    def open(self) -> None:
        """Open the index and load the model, so that the first question is answered at once.

        Raises CorpusError, IndexFileError or ModelError.
        """
        self.library.open()

    def close(self) -> None:
        """Let go of the index; the next question opens it again. What it is beside stays open."""
        self.library.close()

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def ask(
        self,
        question: str,
        history: Sequence[str | Answer] = (),
        *,
        filters: Filters | None = None,
        **given: Unpack[FilterValues],
    ) -> Answer:
        """Answer a question with verbatim, cited sentences, or say that nothing was found.

        ``history`` are the earlier questions or answers of the conversation, oldest first. ``filters`` tell where is
        searched; they can also be given one by one: ``ask(question, since="2023-01-01")`` (see ``Filters``).
        ``answer.restrictions`` tells what was made of a document or period that the question itself names.

        Raises QuestionError when the question or a filter cannot be used, and what ``open`` raises.
        """
        return self.explain(question, history, filters=filters, **given).answer

    def explain(
        self,
        question: str,
        history: Sequence[str | Answer] = (),
        *,
        filters: Filters | None = None,
        **given: Unpack[FilterValues],
    ) -> Explanation:
        """Answer a question as ``ask`` does, and show how the answer came about."""
        narrowed = chosen(filters, ANY, **given)
        check(question)
        there = self.library.searchable()
        retriever = replace(self._retriever, glossary=self.library.glossary)
        documents = searched(there.index.documents, narrowed.scope(there.index.documents, there.gone))
        context = Context(documents, narrowed.restrict, narrowed.unrestricted)
        if told := about_documents(there.index, understand(question, context=context), documents):
            return Explanation(told, 1.0, ())
        with self._asking:
            found = retrieve(question, history, narrowed, there.index, there.gone, retriever)
        if told := about_documents(there.index, found.whole.query, documents):
            return Explanation(told, 1.0, ())
        answered = to_answer(there.index, found, narrowed.limit, retriever.parameters)
        answer = compose.answer(
            there.index, found.whole.query, answered, narrowed.limit, retriever.parameters, documents
        )
        return Explanation(answer, max(one.evidence.chance for one in answered), found.hits)

    def search(
        self, question: str, *, filters: Filters | None = None, **given: Unpack[FilterValues]
    ) -> tuple[Citation, ...]:
        """Give the passages nearest to a question, best first, whether or not they answer it.

        The filters are those of ``ask``; ``limit`` is the largest number of passages, and what the question itself says
        about where to look does not count.
        """
        narrowed = chosen(filters, TEN, **given)
        check(question)
        there = self.library.searchable()
        retriever = replace(self._retriever, glossary=self.library.glossary)
        with self._asking:
            found = nearest(question, narrowed, there.index, there.gone, retriever)
        return tuple(
            compose.cite(there.index, found.query, found.ranking, hit, retriever.parameters, role=compose.role_of(hit))
            for hit in found.ranking.hits[: narrowed.limit]
        )
