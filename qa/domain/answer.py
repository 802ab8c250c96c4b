"""What comes back for a question: quotations with their sources."""

import datetime
from dataclasses import dataclass
from enum import StrEnum

from qa.domain.query import Hit, Restriction


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form and what it stands for, as a document says it."""

    short: str
    expansion: str


class Role(StrEnum):
    """What a citation is to the answer."""

    ANSWER = "antwoord"
    EARLIER = "eerder"  # an older statement on the same subject as a newer one that is cited
    REFERRED = "zie ook"  # an answer to which a cited one refers
    MEMBERS = "woorden van leden"  # the words of members: never a position of the cabinet


@dataclass(frozen=True, slots=True)
class Citation:
    """A quotation with its source.

    ``quote`` is verbatim in ``passage``, which is verbatim in the cleaned text of the document; ``page`` is
    the page on which the quote begins. ``reference`` is the usual Dutch citation, ``score`` the fused score
    of the passage (0 to 1, within one ranking). ``number`` is the number of the question in a list of
    questions and answers, else ``None``. ``abbreviations`` are those in the passage, as its document explains them, or
    else another one in the corpus. ``role`` is what it is to the answer, ``voice`` who speaks and ``passage_id``
    the id of the passage (see ``Passage``).
    """

    document_id: str
    title: str
    date: datetime.date | None
    page: int
    section: str
    quote: str
    passage: str
    reference: str
    url: str
    score: float
    number: int | None = None
    abbreviations: tuple[Abbreviation, ...] = ()
    role: Role = Role.ANSWER
    voice: str = ""
    passage_id: str = ""
    chance: float = 0.0
    published: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """What an answer says in one breath: ``quote`` is verbatim in the passage of each citation of ``numbers``.

    ``numbers`` count from 1, the most telling citation first; ``document_id``, ``date`` and ``role`` are those of that
    one. ``lead`` tells in Dutch what the quote is where it is no plain answer, to stand before it; else it is empty.
    ``source`` names document, date and page in short, ``note`` tells which day or year the quote means where it leaves
    that to its date; both stand behind it.

    Raises:
        ValueError: There is no quote or no citation.

    """

    quote: str
    numbers: tuple[int, ...]
    document_id: str
    date: datetime.date | None = None
    role: Role = Role.ANSWER
    lead: str = ""
    source: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if not self.quote.strip():
            raise ValueError("a statement without a quote says nothing")
        if not self.numbers or min(self.numbers) < 1:
            raise ValueError(f"no statement is without the numbers of its citations, from 1: {self.numbers}")


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A number or date as a citation states it: ``words`` is verbatim in the quote of citation ``number``."""

    date: datetime.date
    words: str
    number: int


@dataclass(frozen=True, slots=True)
class AnswerPart:
    """What came back for one of several questions in one: the ``numbers`` of its citations, or nothing found.

    ``certain``, ``differing`` and ``statements`` are as in ``Answer``.
    """

    question: str
    answered: bool
    numbers: tuple[int, ...]
    certain: bool = True
    differing: tuple[StatedFigure, ...] = ()
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for a question.

    ``statements`` are what it says, in that order, of all its parts; none when nothing was found. ``text`` is that as
    plain text: verbatim sentences, each followed by the number of its citation ("[1]" is
    ``citations[0]``), or the sentence that nothing was found. ``interpreted`` is the question as it was
    understood: completed from the conversation where it was a follow-up. ``parts`` are the questions in it when there
    are several. ``related`` are the nearest passages when nothing was found: they claim no answer. ``certain`` is
    false when what is cited is on the subject but may not be the answer; ``text`` then says so first.
    ``differing`` are the numbers or dates that were asked for, newest first, when documents state different ones.
    ``explain`` tells in Dutch, line by line, how the answer came about.
    ``restrictions`` are what was understood about where to look; ``ask(..., restrict=False)`` leaves them out.
    """

    question: str
    interpreted: str
    answered: bool
    text: str
    citations: tuple[Citation, ...]
    parts: tuple[AnswerPart, ...] = ()
    related: tuple[Citation, ...] = ()
    certain: bool = True
    restrictions: tuple[Restriction, ...] = ()
    differing: tuple[StatedFigure, ...] = ()
    explain: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()

    @property
    def asked(self) -> tuple[AnswerPart, ...]:
        """The questions in it, each with what came back: its ``parts``, or the whole as the only one."""
        numbers = tuple(range(1, len(self.citations) + 1))
        whole = AnswerPart(self.question, self.answered, numbers, self.certain, self.differing, self.statements)
        return self.parts or (whole,)


@dataclass(frozen=True, slots=True)
class Explanation:
    """How an answer came about.

    ``chance`` is how likely what was found first answers the question, from 0 to 1; the parameters "answered from" and
    "certain from" are chances. ``hits`` are all passages that were ranked, best first, with their scores in both legs;
    of several questions in one those for all together and for each that is answered, in turns.
    """

    answer: Answer
    chance: float
    hits: tuple[Hit, ...]
