import asyncio
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from mcp import ClientSession
from mcp.client.streamable_http import streamablehttp_client
from mcp.types import CallToolResult, TextContent

from qa import Assistant
from qa.web.app import Serving, create_app
from tests.conftest import MakeCorpus
from tests.web.conftest import ANNA, Lines, listening, settings, write_accounts

pytestmark = pytest.mark.filterwarnings("ignore")

LETTER = "Den Haag, 1 mei 2023\n\nDe trainingsmissie wordt met een jaar verlengd.\n"
QUESTION = "Met hoeveel wordt de trainingsmissie verlengd?"
ACCEPTED = {"accept": "application/json, text/event-stream"}


@pytest.fixture
def letter(make_corpus: MakeCorpus, tmp_path: Path) -> Iterator[Assistant]:
    """An assistant over one letter."""
    with Assistant(make_corpus(brief=LETTER), tmp_path / "index") as assistant:
        yield assistant


@pytest.fixture
def tools(letter: Assistant, tmp_path: Path) -> Iterator[str]:
    """The address at which a language model finds its tools."""
    with listening(create_app(letter, Serving(tmp_path / "visitors", settings(tmp_path), mcp=True))) as address:
        yield f"{address}/gradio_api/mcp/"


@pytest.fixture
def guarded(letter: Assistant, lines: Lines, tmp_path: Path) -> Iterator[str]:
    """The same for those who have an account."""
    chosen = replace(settings(tmp_path), accounts=write_accounts(tmp_path, "\n".join(lines)))
    with listening(create_app(letter, Serving(tmp_path / "visitors", chosen, mcp=True))) as address:
        yield f"{address}/gradio_api/mcp/"


async def used(tools: str, asked: dict[str, str], login: httpx.Auth | None = None) -> tuple[list[str], CallToolResult]:
    """The names of the tools, and what the one for questions gives."""
    connection = streamablehttp_client(tools, auth=login)
    async with connection as (read, write, _), ClientSession(read, write) as session:
        await session.initialize()
        listed = await session.list_tools()
        return sorted(tool.name for tool in listed.tools), await session.call_tool("ask", asked)


def said(result: CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


def test_a_language_model_finds_and_uses_the_same_three_questions(tools: str, letter: Assistant) -> None:
    names, result = asyncio.run(used(tools, {"question": QUESTION}))
    assert names == ["ask", "documents", "search"]
    assert letter.ask(QUESTION).citations[0].quote in said(result)


def test_a_language_model_is_told_why_a_question_cannot_be_asked(tools: str) -> None:
    _, result = asyncio.run(used(tools, {"question": QUESTION, "since": "gisteren"}))
    assert (result.isError, said(result)) == (True, "gisteren is geen datum; schrijf hem als 2022-10-28.")


def test_with_accounts_the_name_and_password_that_are_sent_along_are_enough(guarded: str) -> None:
    _, result = asyncio.run(used(guarded, {"question": QUESTION}, httpx.BasicAuth("anna", ANNA)))
    assert (result.isError, "met een jaar verlengd" in said(result)) == (False, True)


def test_with_accounts_nothing_is_told_to_who_does_not_log_in(guarded: str) -> None:
    params = {"name": "ask", "arguments": {"question": QUESTION}}
    called = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
    # Also after somebody who does.
    assert "verlengd" in httpx.post(guarded, json=called, headers=ACCEPTED, auth=("anna", ANNA)).text
    for login in (None, ("anna", "een gok naar het wachtwoord"), ("carla", ANNA)):
        refused = httpx.post(guarded, json=called, headers=ACCEPTED, auth=login)
        assert (refused.status_code, "verlengd" in refused.text) == (401, False)
    for path in ("sse", "schema"):
        assert httpx.get(guarded + path).status_code == 401


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("tools/call", {"name": "ask", "arguments": {"question": QUESTION}}),
        ("resources/read", {"uri": "brief://een"}),
        ("prompts/get", {"name": "ask"}),
    ],
)
def test_nothing_is_fetched_from_the_host_that_a_request_names(method: str, params: object, tools: str) -> None:
    with socket.socket() as elsewhere:
        elsewhere.bind(("127.0.0.1", 0))
        elsewhere.listen()
        elsewhere.setblocking(False)
        host = f"127.0.0.1:{elsewhere.getsockname()[1]}"
        called = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
        assert httpx.post(tools, json=called, headers=ACCEPTED | {"host": host}).status_code == 200
        with pytest.raises(BlockingIOError):  # the answer is there, and nobody came
            elsewhere.accept()


def test_without_being_asked_for_there_are_no_tools(address: str) -> None:
    assert httpx.post(f"{address}/gradio_api/mcp/", json={}).status_code >= 400
