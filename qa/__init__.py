"""Vindplaats: answers with their source, from Dutch parliamentary documents, wholly on your own machine.

The public face: ``ask`` and ``search`` for the documents in their usual place, ``Assistant`` for any folder,
``read`` and ``read_corpus`` for documents as they are read, with ``passages_of`` and ``cite`` for what becomes of them,
``read_feedback`` for what users said of the answers.
"""

import functools
from collections.abc import Sequence
from importlib.metadata import version
from typing import Unpack

from qa.assistant import Assistant
from qa.domain import (
    Abbreviation,
    Answer,
    AnswerPart,
    Citation,
    Document,
    Explanation,
    Fact,
    FactKind,
    Failure,
    Filters,
    FilterValues,
    Hit,
    Identity,
    Page,
    Paragraph,
    ParagraphKind,
    Parameter,
    Parameters,
    Passage,
    PassageKind,
    QuestionAnswer,
    Restriction,
    Role,
    StatedFigure,
    Statement,
)
from qa.errors import (
    CorpusError,
    IndexFileError,
    ModelError,
    QuestionError,
    ReadingError,
    VindplaatsError,
)
from qa.feedback import Feedback, Verdict
from qa.feedback import read as read_feedback
from qa.library.library import Library
from qa.parliament.citation import citation as cite
from qa.passages import passages as passages_of
from qa.reading import read
from qa.reading.corpus import CorpusFile, corpus_files, read_corpus
from qa.retrieval.parameters import DEFAULT as PARAMETERS
from qa.settings import Settings

__version__ = version("vindplaats")


@functools.cache
def _assistant() -> Assistant:
    """The assistant for the documents in their usual place, made with the first question."""
    return Assistant()


def ask(
    question: str,
    history: Sequence[str | Answer] = (),
    *,
    filters: Filters | None = None,
    **given: Unpack[FilterValues],
) -> Answer:
    """Answer a question from the documents in their usual place (see ``Assistant.ask``)."""
    return _assistant().ask(question, history, filters=filters, **given)


def search(question: str, *, filters: Filters | None = None, **given: Unpack[FilterValues]) -> tuple[Citation, ...]:
    """Give the passages nearest to a question (see ``Assistant.search``)."""
    return _assistant().search(question, filters=filters, **given)


__all__ = [
    "PARAMETERS",
    "Abbreviation",
    "Answer",
    "AnswerPart",
    "Assistant",
    "Citation",
    "CorpusError",
    "CorpusFile",
    "Document",
    "Explanation",
    "Fact",
    "FactKind",
    "Failure",
    "Feedback",
    "FilterValues",
    "Filters",
    "Hit",
    "Identity",
    "IndexFileError",
    "Library",
    "ModelError",
    "Page",
    "Paragraph",
    "ParagraphKind",
    "Parameter",
    "Parameters",
    "Passage",
    "PassageKind",
    "QuestionAnswer",
    "QuestionError",
    "ReadingError",
    "Restriction",
    "Role",
    "Settings",
    "StatedFigure",
    "Statement",
    "Verdict",
    "VindplaatsError",
    "__version__",
    "ask",
    "cite",
    "corpus_files",
    "passages_of",
    "read",
    "read_corpus",
    "read_feedback",
    "search",
]
