"""What the page asks for, checked, and what it gets: turns of a conversation.

The conversation is kept by the browser alone. Each request says what is asked and which questions came before; since
the same question gives the same answer, a conversation can be shown again from its questions.
"""

import datetime
import logging
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from qa.assistant import Assistant
from qa.domain import Answer, Filters
from qa.errors import QuestionError, VindplaatsError
from qa.export.clipboard import Copies, as_html, as_markdown, as_text, one_citation
from qa.web.answers import answer_html, refused_html
from qa.web.cards import Surroundings, no_sources, sources_html

log = logging.getLogger(__name__)

MOST_TURNS = 300  # of one conversation
MOST_AT_ONCE = 10  # questions in one request of the page, so that nobody waits long for another
MOST_BEFORE = 5  # earlier questions that a follow-up can be completed from
MOST_NAMES = 1_000  # documents or words in one request

# Longer than any question may be: one that is too long is refused in words, by the assistant.
Text = Annotated[str, StringConstraints(max_length=100_000)]
Name = Annotated[str, StringConstraints(max_length=500)]


def _day(given: Any) -> datetime.date | None:  # noqa: ANN401 - whatever was sent
    """A day as ``Filters`` reads it; pydantic would read a number as one."""
    try:
        return Filters().updated(since=given).since
    except QuestionError as error:
        raise ValueError(str(error)) from error


Day = Annotated[datetime.date | None, BeforeValidator(_day)]


class PageQuestion(BaseModel):
    """One question as the page sends it: with the filters, and the restrictions that the user took away.

    ``before`` are the completed questions before it; ``None`` takes those before it in the same request.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: Text
    documents: tuple[Name, ...] = Field(default=(), max_length=MOST_NAMES)
    since: Day = None
    until: Day = None
    without: tuple[Name, ...] = Field(default=(), max_length=MOST_NAMES)
    before: tuple[Text, ...] | None = Field(default=None, max_length=MOST_BEFORE)

    @property
    def filters(self) -> Filters:
        """The filters that the fields tell. Raises QuestionError."""
        return Filters().updated(
            documents=self.documents, since=self.since, until=self.until, unrestricted=self.without
        )


class Request(BaseModel):
    """Some questions in a row, of which the first has the number ``turn``.

    ``id`` tells the page which request a reply belongs to.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Name
    turn: int = Field(default=1, ge=1, le=1_000_000)
    asked: tuple[PageQuestion, ...] = Field(max_length=MOST_AT_ONCE)


class ShownTurn(BaseModel):
    """A turn as the page shows it. ``interpreted`` is the completed question; ``citations`` are copied one by one."""

    turn: int
    shown: str
    sources: str
    interpreted: str
    answered: bool
    refused: bool = False
    copies: Copies | None = None
    citations: tuple[Copies, ...] = ()


class Reply(BaseModel):
    """The turns that were asked for, and the version of the index that they come from."""

    id: str
    version: str
    turns: tuple[ShownTurn, ...]


def answers(assistant: Assistant, asked: tuple[PageQuestion, ...]) -> Iterator[Answer]:
    """Answer questions in a row, leaving out those that cannot be answered any more.

    Raises VindplaatsError when that is so of all.
    """
    history: list[str] = []
    refused: VindplaatsError | None = None
    for one in asked:
        try:
            answer = _ask(assistant, one, history)
        except VindplaatsError as error:
            refused = error
        else:
            history.append(answer.interpreted)
            yield answer
    if refused and not history:
        raise refused


def reply(assistant: Assistant, request: Request, around: Surroundings) -> Reply:
    """Answer what the page asks; a question that cannot be answered becomes a turn that says why."""
    history: list[str] = []
    turns = []
    for number, one in enumerate(request.asked, request.turn):
        try:
            answer = _ask(assistant, one, history)
        except VindplaatsError as error:
            turns.append(_refused(number, one, str(error), around))
        except Exception as error:  # noqa: BLE001 - whatever goes wrong, the visitor reads one sentence
            log.error("unexpected %s while answering", type(error).__name__)  # noqa: TRY400 - a trace may quote
            turns.append(_refused(number, one, around.words.unexpected, around))
        else:
            history.append(answer.interpreted)
            turns.append(_turn(number, answer, around))
    return Reply(id=request.id, version=assistant.library.version, turns=tuple(turns))


def _ask(assistant: Assistant, one: PageQuestion, history: list[str]) -> Answer:
    history = history[-MOST_BEFORE:] if one.before is None else list(one.before)
    return assistant.ask(one.question, history, filters=one.filters)


def _turn(number: int, answer: Answer, around: Surroundings) -> ShownTurn:
    citations = answer.citations or answer.related
    return ShownTurn(
        turn=number,
        shown=answer_html(number, answer, around.words),
        sources=sources_html(number, answer, around),
        interpreted=answer.interpreted,
        answered=answer.answered,
        copies=Copies(text=as_text(answer), markdown=as_markdown(answer), html=as_html(answer)),
        citations=tuple(map(one_citation, citations)),
    )


def _refused(number: int, one: PageQuestion, reason: str, around: Surroundings) -> ShownTurn:
    return ShownTurn(
        turn=number,
        shown=refused_html(number, one.question[:300], reason, around.words),
        sources=no_sources(around.words),
        interpreted=one.question,
        answered=False,
        refused=True,
    )
