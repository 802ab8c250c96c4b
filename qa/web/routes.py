"""What the scripts of the page fetch: pages of documents, the list of documents, files to take along, and verdicts."""

import datetime
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field

from qa import feedback
from qa.assistant import Assistant
from qa.domain import NO_PAGE, Identity, Passage
from qa.errors import VindplaatsError
from qa.export.bibliography import bibtex, cited_documents, ris
from qa.export.report import conversation_docx, conversation_markdown
from qa.feedback import Feedback, Verdict
from qa.web import document, languages, library, texts
from qa.web.cards import PAGES, Surroundings
from qa.web.house import House, there
from qa.web.pageimage import page_count, page_image
from qa.web.prose import DOCUMENTS
from qa.web.texts import Words
from qa.web.turns import MOST_NAMES, MOST_TURNS, Name, PageQuestion, Text, answers
from qa.web.viewer import Leaf, leaf_html

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Conversation(BaseModel):
    """The questions of a conversation, in order."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    asked: tuple[PageQuestion, ...] = Field(min_length=1, max_length=MOST_TURNS)


class Chosen(BaseModel):
    """Documents that were chosen in the list."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ids: tuple[Name, ...] = Field(min_length=1, max_length=MOST_NAMES)
    language: str = texts.DUTCH.language


class Judged(BaseModel):
    """A verdict on the answer to a question; ``number`` is the citation that it is about, counted from 1."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    asked: PageQuestion
    verdict: Verdict
    number: int = Field(default=1, ge=1)
    remark: Text = ""


class Told(BaseModel):
    """What was done, in one sentence."""

    detail: str


@dataclass(frozen=True, slots=True)
class QuotePlace:
    """Where a passage stands: its id, and the (start, end) of the quoted words in its text."""

    passage: str = ""
    van: int = 0
    tot: int = 0


def router(house: House) -> APIRouter:
    """Make the routes for what a page needs beside its answers."""
    routes = APIRouter(include_in_schema=False)
    _add_documents(routes, house)
    _add_pages(routes, house)
    _add_taking(routes, house)
    _add_changing(routes, house)

    @routes.post("/oordeel", status_code=HTTPStatus.NO_CONTENT)
    def judge(judged: Judged, request: Request) -> None:
        assistant = house.assistant(request)
        (answer,) = answers(assistant, (judged.asked,))
        citation = answer.citations[judged.number - 1] if judged.number <= len(answer.citations) else None
        if citation and citation.document_id in _own(assistant):
            citation = None  # nothing of a visitor's own document outlives it
        feedback.keep(
            Feedback(
                question=answer.interpreted,
                verdict=judged.verdict,
                citation=feedback.cited(citation) if citation else None,
                remark=judged.remark,
                index_version=assistant.library.version,
                at=datetime.datetime.now(datetime.UTC),
            ),
            house.verdicts,
        )

    return routes


def _add_documents(routes: APIRouter, house: House) -> None:
    @routes.get(f"/{DOCUMENTS}/{{id_:path}}", response_class=HTMLResponse)
    def show(id_: str, request: Request) -> HTMLResponse:
        assistant = house.assistant(request)
        known = {identity.id: identity for identity in assistant.library.documents}
        if id_ not in known:
            return HTMLResponse(document.missing_page(), status_code=HTTPStatus.NOT_FOUND)
        shown = document.document_page(
            known[id_], assistant.library.passages(id_), known.keys(), assistant.library.facts(id_)
        )
        return HTMLResponse(shown)

    @routes.get("/documenten", response_class=HTMLResponse)
    def listed(request: Request, taal: str = "") -> HTMLResponse:
        return HTMLResponse(library.overview(house.assistant(request), languages.in_language(taal), house.root))


def _add_pages(routes: APIRouter, house: House) -> None:
    @routes.get(f"/{PAGES}/{{id_}}/{{number}}/beeld")
    def image(id_: str, number: int, request: Request, place: Annotated[QuotePlace, Depends()]) -> Response:
        assistant = house.assistant(request)
        file = assistant.library.file(id_)
        if file is None or not _has_image(file):
            raise HTTPException(HTTPStatus.NOT_FOUND, texts.DUTCH.no_such_page)
        marked = _passage(assistant.library.passages(id_), place)
        text = marked.text if marked and marked.page <= number <= marked.last_page else ""
        content = page_image(file, number, text, text[place.van : place.tot])
        return Response(content, media_type="image/webp")

    @routes.get(f"/{PAGES}/{{id_}}/{{number}}", response_class=HTMLResponse)
    def leaf(
        id_: str, number: int, request: Request, place: Annotated[QuotePlace, Depends()], taal: str = ""
    ) -> HTMLResponse:
        assistant = house.assistant(request)
        words = languages.in_language(taal)
        found = _leaf(assistant, id_, number, place)
        if found is None:
            return HTMLResponse(library.notice(words.no_such_page), status_code=HTTPStatus.NOT_FOUND)
        return HTMLResponse(leaf_html(found, Surroundings(words, there(assistant), house.root)))


def _leaf(assistant: Assistant, id_: str, number: int, place: QuotePlace) -> Leaf | None:
    """A page of a document; ``None`` when there is no such page."""
    known: dict[str, Identity] = {identity.id: identity for identity in assistant.library.documents}
    file = assistant.library.file(id_)
    if id_ not in known or file is None:
        return None
    passages = assistant.library.passages(id_)
    image = _has_image(file)
    total = page_count(file) if image else max((one.last_page for one in passages), default=NO_PAGE)
    if not (number == total == NO_PAGE or 1 <= number <= total):
        return None
    return Leaf(known[id_], number, total, passages, _passage(passages, place), (place.van, place.tot), image)


def _passage(passages: tuple[Passage, ...], place: QuotePlace) -> Passage | None:
    return next((one for one in passages if one.id == place.passage), None)


def _has_image(file: Path) -> bool:
    return file.suffix.lower() == ".pdf"


def _add_taking(routes: APIRouter, house: House) -> None:
    @routes.post("/gesprek.{form}")
    def take(form: Literal["docx", "md", "bib", "ris"], conversation: Conversation, request: Request) -> Response:
        assistant = house.assistant(request)
        given = tuple(answers(assistant, conversation.asked))
        cited = cited_documents(given, assistant.library.documents)
        today = datetime.datetime.now().astimezone().date()
        match form:
            case "docx":
                return Response(conversation_docx(given, today), media_type=DOCX)
            case "md":
                return Response(conversation_markdown(given, today), media_type="text/markdown; charset=utf-8")
            case "bib":
                return Response(bibtex(cited), media_type="application/x-bibtex; charset=utf-8")
            case "ris":
                return Response(ris(cited), media_type="application/x-research-info-systems; charset=utf-8")


def _add_changing(routes: APIRouter, house: House) -> None:
    @routes.post("/documenten/verwijderen")
    def remove(chosen: Chosen, request: Request) -> Told:
        return Told(detail=_remove(house, request, chosen, languages.in_language(chosen.language)))

    @routes.post("/documenten/opnemen")
    def publish(chosen: Chosen, request: Request) -> Told:
        return Told(detail=_publish(house, request, chosen, languages.in_language(chosen.language)))


def _remove(house: House, request: Request, chosen: Chosen, words: Words) -> str:
    assistant = house.assistant(request)
    owned, shared = _divided(assistant, chosen)
    if shared and not house.may_manage(request):
        raise HTTPException(HTTPStatus.FORBIDDEN, words.not_yours.format(names=", ".join(shared)))
    if owned:
        assistant.library.remove(owned)
    if shared:
        house.visitors.shared.library.remove(shared)
    return words.removed.format(names=", ".join(chosen.ids))


def _publish(house: House, request: Request, chosen: Chosen, words: Words) -> str:
    """Take a visitor's own documents in for everyone; they leave the visitor's own folder when they are there."""
    if not house.may_manage(request):
        raise HTTPException(HTTPStatus.FORBIDDEN, words.not_allowed)
    assistant = house.assistant(request)
    owned, shared = _divided(assistant, chosen)
    if shared:
        raise VindplaatsError(words.already_shared.format(names=", ".join(shared)))
    files = {file.name: file for id_ in owned if (file := assistant.library.file(id_))}
    left_out = {failure.file: failure for failure in house.visitors.shared.library.add(files.values())}
    taken = [one for one in assistant.library.own_documents if one.file in files.keys() - left_out.keys()]
    if taken:
        assistant.library.remove(one.id for one in taken)
    said = [words.published.format(names=", ".join(one.file for one in taken))] if taken else []
    return " ".join([*said, *(words.not_added.format(reason=failure.reason) for failure in left_out.values())])


def _divided(assistant: Assistant, chosen: Chosen) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids of the visitor's own documents among those chosen, and of the others."""
    own = _own(assistant)
    return tuple(id_ for id_ in chosen.ids if id_ in own), tuple(id_ for id_ in chosen.ids if id_ not in own)


def _own(assistant: Assistant) -> frozenset[str]:
    """The ids of the documents that are a visitor's alone."""
    return frozenset(holding.document.id for holding in assistant.library.holdings if holding.own)
