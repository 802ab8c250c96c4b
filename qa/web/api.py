"""The same questions for programs: plain routes, named endpoints of the page, and tools for language models."""

import datetime
import functools
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Annotated, Any, ParamSpec, TypeVar

import gradio as gr
from fastapi import APIRouter, Depends
from gradio import events
from pydantic import BaseModel, ConfigDict, Field, SkipValidation

from qa.assistant import ANY, TEN, Assistant
from qa.domain import Answer, Citation, Filters, Identity
from qa.domain.filters import MOST_RESULTS, READERS
from qa.errors import VindplaatsError
from qa.export.machine import answer_content, citations_content
from qa.web.house import AT_ONCE, House, assistant_of
from qa.web.turns import MOST_BEFORE, Text

REMEMBERED = 1_000  # results of searches, so that the same one is not done twice
LONGEST_REMEMBERED = 20  # passages in one of them

# What the schema says of filters; pydantic would read a number as a day, and "no" as a choice.
Names = SkipValidation[list[str] | tuple[str, ...] | None]
Day = Annotated[datetime.date | None, SkipValidation]
Count = Annotated[int, Field(ge=1, le=MOST_RESULTS), SkipValidation]

Found = tuple[Citation, ...]
Given = ParamSpec("Given")
Made = TypeVar("Made")


class Narrowed(BaseModel):
    """Where is searched: the fields are those of ``qa.Filters``, which alone reads them, as for every way in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    documents: Names = ()
    since: Day = None
    until: Day = None
    as_of: Day = None
    limit: Count = 5

    @property
    def filters(self) -> Filters:
        """The filters that the fields tell. Raises QuestionError."""
        given: dict[str, Any] = {name: value for name, value in self if name in READERS}
        return Filters().updated(**given)


class Question(Narrowed):
    """A question, the completed questions before it in the conversation, and how it is to be answered."""

    question: Text
    history: tuple[Text, ...] = Field(default=(), max_length=MOST_BEFORE)
    restrict: SkipValidation[bool] = True
    unrestricted: Names = ()


class Search(Narrowed):
    """A search for passages, whether or not they answer."""

    question: Text
    limit: Count = 10


class Health(BaseModel):
    """That the application runs, with how many documents, and the version of its index."""

    documents: int
    version: str


class Remembered:
    """The results of the latest searches, by a digest of what was asked: the questions themselves are not kept."""

    def __init__(self) -> None:
        self._found: OrderedDict[bytes, Found] = OrderedDict()
        self._lock = Lock()

    def search(self, assistant: Assistant, search: Search) -> Found:
        """Search, unless the same was searched in the same documents before."""
        there = _there(assistant)
        key = hashlib.sha256(repr((there, search)).encode()).digest()
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
                return self._found[key]
        filters = search.filters
        found = assistant.search(search.question, filters=filters)
        if filters.limit > LONGEST_REMEMBERED or _there(assistant) != there:
            return found  # what was searched meanwhile is something else
        with self._lock:
            self._found[key] = found
            while len(self._found) > REMEMBERED:
                self._found.popitem(last=False)
        return found


def _there(assistant: Assistant) -> tuple[str, ...]:
    """What is searched: the version of the index, and the documents that are still there."""
    return (assistant.library.version, *(document.id for document in assistant.library.documents))


def router(house: House) -> APIRouter:
    """Make the routes; all that can be said of a request is in their schema."""
    routes = APIRouter()
    remembered = Remembered()
    Visitor = Annotated[Assistant, Depends(house.assistant)]  # noqa: N806 - a type

    @routes.post("/api/ask", summary="Stel een vraag")
    def ask(asked: Question, assistant: Visitor) -> Answer:
        """Beantwoord een vraag met letterlijke zinnen en hun vindplaats, of zeg dat niets is gevonden."""
        return assistant.ask(asked.question, asked.history, filters=asked.filters)

    @routes.post("/api/search", summary="Zoek passages")
    def search(search: Search, assistant: Visitor) -> Found:
        """Geef de passages die het dichtst bij een vraag komen, de beste eerst."""
        return remembered.search(assistant, search)

    @routes.get("/api/documents", summary="De documenten")
    def documents(assistant: Visitor) -> tuple[Identity, ...]:
        """Geef de documenten waarover vragen gesteld kunnen worden, de oudste eerst."""
        return assistant.library.documents

    @routes.get("/health", summary="Draait het programma?")
    def health() -> Health:
        """Zeg dat het programma draait, en met welke documenten."""
        assistant = house.visitors.shared
        return Health(documents=len(assistant.library.documents), version=assistant.library.version)

    return routes


def add_endpoints(house: House) -> None:
    """Add ``ask``, ``search`` and ``documents`` as named endpoints to the page that is being built.

    They are the tools that a language model sees too, so that their documentation is written for it.
    """

    def ask(  # noqa: D417, PLR0913 - gradio fills the request in; the parameters are those of qa.ask
        question: str,
        request: gr.Request,
        documents: list[str] | None = None,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
        history: list[str] | None = None,
        limit: int = 5,
        restrict: bool = True,
        unrestricted: list[str] | None = None,
    ) -> dict[str, object]:
        """Answer a question from Dutch parliamentary documents with verbatim sentences and their source.

        Args:
            question: The question, in Dutch or English.
            documents: Ids of the only documents to be searched; leave out to search all.
            since: First day of the date of the documents, such as 2022-10-28.
            until: Last day of the date of the documents.
            as_of: The day of which the position is asked; what was said later is left out.
            history: The questions before this one, oldest first, when this one follows up on them.
            limit: The largest number of citations.
            restrict: Whether a document or period that the question itself names narrows the search.
            unrestricted: Those of them, in the words of the question, that do not narrow it after all.

        """
        filters = _given(
            ANY,
            documents=documents,
            since=since,
            until=until,
            as_of=as_of,
            limit=limit,
            restrict=restrict,
            unrestricted=unrestricted,
        )
        answer = assistant_of(house.visitors, request).ask(question, history or (), filters=filters)
        return answer_content(answer)

    def search(  # noqa: D417 - as above
        question: str,
        request: gr.Request,
        limit: int = 10,
        documents: list[str] | None = None,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
    ) -> list[dict[str, str | int | float | None]]:
        """Give the passages of Dutch parliamentary documents that are nearest to a question, best first.

        Args:
            question: The question or subject, in Dutch or English.
            limit: The largest number of passages.
            documents: Ids of the only documents to be searched; leave out to search all.
            since: First day of the date of the documents, such as 2022-10-28.
            until: Last day of the date of the documents.
            as_of: The day of which the position is asked; what was said later is left out.

        """
        filters = _given(TEN, documents=documents, since=since, until=until, as_of=as_of, limit=limit)
        return citations_content(assistant_of(house.visitors, request).search(question, filters=filters))

    def documents(request: gr.Request) -> list[dict[str, str]]:
        """List the parliamentary documents that can be asked about: id, title, date and kind, oldest first."""
        return [
            {
                "id": one.id,
                "title": one.title,
                "date": one.date.isoformat() if one.date else "",
                "kind": one.kind,
                "url": one.url,
            }
            for one in assistant_of(house.visitors, request).library.documents
        ]

    for endpoint in (ask, search, documents):
        # Unqueued for language models: for what is queued gradio asks itself, over the network and without a password.
        events.api(_telling(endpoint), api_name=endpoint.__name__, queue=False, concurrency_limit=AT_ONCE)


def _given(filters: Filters, **given: object) -> Filters:
    """The filters with those that a program gives; what it leaves empty stays as it is. Raises QuestionError."""
    others: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    return filters.updated(**others)


class _Refusal(gr.Error):
    """Why something cannot be done, told to who asked for it and not to the log."""

    def __init__(self, error: VindplaatsError) -> None:
        super().__init__(str(error), print_exception=False)

    def __str__(self) -> str:
        return str(self.message)  # not as Python would write it


def _telling(endpoint: Callable[Given, Made]) -> Callable[Given, Made]:
    """Have an endpoint tell who asks for what cannot be done why not; of other faults gradio tells nothing."""

    @functools.wraps(endpoint)
    def told(*given: Given.args, **named: Given.kwargs) -> Made:
        try:
            return endpoint(*given, **named)
        except VindplaatsError as error:
            raise _Refusal(error) from error

    return told


def offer_tools_alone(blocks: gr.Blocks) -> None:
    """Leave language models nothing but the tools: for the rest gradio fetches from the host that a request names."""
    from mcp.types import CallToolRequest, ListToolsRequest, PingRequest  # noqa: PLC0415 - most chats have no use for it

    if blocks.mcp_server_obj is None:
        return
    answered = blocks.mcp_server_obj.mcp_server.request_handlers
    for kind in answered.keys() - {CallToolRequest, ListToolsRequest, PingRequest}:
        del answered[kind]
