"""Files as visitors send them: each visitor's in a folder apart, in the place of gradio's, which is one for all."""

from http import HTTPStatus

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse
from gradio.route_utils import upload_fn
from starlette.formparsers import MultiPartException

from qa.errors import VindplaatsError
from qa.reading import LARGEST_FILE
from qa.web.guard import UPLOAD
from qa.web.house import visitor
from qa.web.languages import LANGUAGES
from qa.web.visitors import Visitors

UNKNOWN = "Laad de pagina opnieuw en stuur het bestand nog eens."
NOT_RECEIVED = "Het bestand is te groot of kwam niet goed aan; stuur een kleiner bestand."


def router(visitors: Visitors) -> APIRouter:
    """Make the routes to which the pages send files; they come before those of gradio."""
    routes = APIRouter(include_in_schema=False)

    async def receive(request: Request) -> Response:
        who = visitor(request)
        if who is None:
            return PlainTextResponse(UNKNOWN, HTTPStatus.FORBIDDEN)
        try:
            with visitors.receiving(who, int(request.headers["content-length"])) as folder:
                files, _, _ = await upload_fn(request, folder, LARGEST_FILE, None)
        except VindplaatsError as error:
            return PlainTextResponse(str(error), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        except MultiPartException:
            return PlainTextResponse(NOT_RECEIVED, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return JSONResponse(files)

    for words in LANGUAGES:
        routes.post(f"/{words.home}{UPLOAD}".replace("//", "/"))(receive)
    return routes
