import asyncio
from collections.abc import Iterator

import httpx
import pytest
from mcp import ClientSession
from mcp.client.streamable_http import streamablehttp_client
from mcp.types import TextContent

from qa import Assistant
from qa.web.app import Serving, create_app
from tests.web.conftest import listening, settings

pytestmark = pytest.mark.filterwarnings("ignore")

QUESTION = "Wat is de rechtsgrond van OIR?"


@pytest.fixture(scope="module")
def tools(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address at which a language model finds its tools."""
    folder = tmp_path_factory.mktemp("visitors")
    with listening(create_app(assistant, Serving(folder, settings(folder), mcp=True))) as address:
        yield f"{address}/gradio_api/mcp/"


def test_a_language_model_finds_and_uses_the_same_three_questions(tools: str, assistant: Assistant) -> None:
    async def use() -> tuple[list[str], str]:
        async with streamablehttp_client(tools) as (read, write, _), ClientSession(read, write) as session:
            await session.initialize()
            listed = await session.list_tools()
            (content,) = (await session.call_tool("ask", {"question": QUESTION})).content
            assert isinstance(content, TextContent)
            return sorted(tool.name for tool in listed.tools), content.text

    names, text = asyncio.run(use())
    assert names == ["ask", "documents", "search"]
    assert assistant.ask(QUESTION).citations[0].quote in text.replace("\\n", "\n").replace('\\"', '"')


def test_without_being_asked_for_there_are_no_tools(address: str) -> None:
    assert httpx.post(f"{address}/gradio_api/mcp/", json={}).status_code >= 400
