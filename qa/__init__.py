"""Vindplaats: answers with their source, from Dutch parliamentary documents, wholly on your own machine.

The public face: ``ask`` and ``search`` for the documents in their usual place, ``Assistant`` for any folder,
``read`` and ``read_corpus`` for documents as they are read, with ``passages_of`` and ``cite`` for what becomes of them,
``read_feedback`` for what users said of the answers.
"""

from importlib.metadata import version

from qa.assistant import Assistant
from qa.domain import (
    Answer,
    Citation,
    Document,
    Explanation,
    Fact,
    FactKind,
    Failure,
    Hit,
    Identity,
    Paragraph,
    ParagraphKind,
    Passage,
    PassageKind,
    QuestionAnswer,
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
from qa.parliament.citation import citation as cite
from qa.passages import passages as passages_of
from qa.reading import read
from qa.reading.corpus import corpus_files, read_corpus

__version__ = version("vindplaats")


# Making it costs nothing: the index is opened, and built where it is missing, with the first question.
_assistant = Assistant()

ask = _assistant.ask
search = _assistant.search

__all__ = [
    "Answer",
    "Assistant",
    "Citation",
    "CorpusError",
    "Document",
    "Explanation",
    "Fact",
    "FactKind",
    "Failure",
    "Feedback",
    "Hit",
    "Identity",
    "IndexFileError",
    "ModelError",
    "Paragraph",
    "ParagraphKind",
    "Passage",
    "PassageKind",
    "QuestionAnswer",
    "QuestionError",
    "ReadingError",
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
