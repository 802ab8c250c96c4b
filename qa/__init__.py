"""Vindplaats: answers with their source, from Dutch parliamentary documents, wholly on your own machine.

The public face: ``ask`` and ``search`` for the documents in their usual place, ``Assistant`` for any folder,
``read_corpus`` for the documents as they are read, ``read_feedback`` for what users said of the answers.
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
    Passage,
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
from qa.reading.corpus import read_corpus

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
    "Passage",
    "QuestionAnswer",
    "QuestionError",
    "ReadingError",
    "Verdict",
    "VindplaatsError",
    "__version__",
    "ask",
    "read_corpus",
    "read_feedback",
    "search",
]
