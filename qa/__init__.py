"""Vindplaats: answers with their source, from Dutch parliamentary documents, wholly on your own machine.

The public face: ``ask`` and ``search`` for the documents in their usual place, ``Assistant`` for any folder.
"""

from importlib.metadata import version

from qa.assistant import Assistant
from qa.domain import Answer, Citation, Identity
from qa.errors import (
    CorpusError,
    IndexFileError,
    ModelError,
    QuestionError,
    ReadingError,
    VindplaatsError,
)

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
    "Identity",
    "IndexFileError",
    "ModelError",
    "QuestionError",
    "ReadingError",
    "VindplaatsError",
    "__version__",
    "ask",
    "search",
]
