"""What can go wrong, as a small tree of types.

Every message is one Dutch sentence for the person who asked: what was found and what to do next. Errors
of libraries are translated to one of these at the place where the library is called.
"""


class VindplaatsError(Exception):
    """Base of all errors that Vindplaats raises on purpose; ``str(error)`` is a Dutch sentence.

    Of this type itself is what is wrong with a setting.
    """


class QuestionError(VindplaatsError):
    """The question or one of its filters cannot be used (empty, too long, an unknown document)."""


class CorpusError(VindplaatsError):
    """The folder with documents cannot be used (missing, unreadable, empty, a faulty ``corpus.toml``)."""


class ReadingError(VindplaatsError):
    """One document cannot be read (no text, wrong encoding, damaged, an unknown format)."""


class IndexFileError(VindplaatsError):
    """The index cannot be used or written (damaged, of another version or model, no space, no permission)."""


class ModelError(VindplaatsError):
    """The embedding model cannot be loaded."""
