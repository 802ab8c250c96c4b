"""The unit that is embedded, found and cited, and what can be asked about."""

from dataclasses import dataclass
from enum import StrEnum

from qa.domain.document import Identity


class PassageKind(StrEnum):
    """What a passage is to the reader."""

    TEXT = "alinea"
    NOTE = "voetnoot"
    TABLE = "tabel"
    QUESTION_ANSWER = "vraag en antwoord"


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is embedded, found and cited: ``Document.text[start : start + len(text)]``.

    ``page_breaks`` holds (offset in ``text``, page that begins there), ``sentences`` the (start, end) of each
    sentence in ``text``. In a question-answer pair
    ``text[:question_end]`` is the question, ``text[answer_start:]`` the answer and ``number`` its number; in
    any other passage all of it may answer, both offsets are 0 and there is no number. ``voice`` says who speaks:
    "kabinet", "commissie", "leden van de BBB-fractie", or nothing where that is not known; in a question-answer pair
    it is who answers, and ``asked_by`` who asks: "lid Jansen (ABC)", "leden". ``id`` is stable over rebuilds.
    """

    id: str
    document_id: str
    kind: PassageKind
    text: str
    start: int
    page: int
    page_breaks: tuple[tuple[int, int], ...]
    section: tuple[str, ...]
    sentences: tuple[tuple[int, int], ...]
    number: int | None = None
    question_end: int = 0
    answer_start: int = 0
    together_with: tuple[int, ...] = ()
    voice: str = ""
    asked_by: str = ""

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the questions answered here, in a list of questions and answers."""
        return () if self.number is None else (self.number, *self.together_with)

    @property
    def last_page(self) -> int:
        """The page on which the passage ends."""
        return self.page_breaks[-1][1] if self.page_breaks else self.page

    def page_at(self, offset: int) -> int:
        """The printed number of the page on which the character at ``offset`` of ``text`` stands."""
        before = [page for start, page in self.page_breaks if start <= offset]
        return before[-1] if before else self.page


@dataclass(frozen=True, slots=True)
class Holding:
    """A document that can be asked about, with the number of its pages (NO_PAGE: none) and of its passages.

    ``own`` tells that it is the user's alone.
    """

    document: Identity
    pages: int
    passages: int
    own: bool
