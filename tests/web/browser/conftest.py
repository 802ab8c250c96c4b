"""The page as its users meet it: in Chromium, with every request it makes looked at."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from qa import Assistant
from qa.web.app import Serving, create_app
from tests.web.browser.using import CHROMIUM, LINE, PATIENCE, Visit
from tests.web.conftest import listening, settings


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser without a window; gone with its tests, for it keeps an event loop running."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the chat keeps what visitors give it."""
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(scope="module")
def chat(assistant: Assistant, kept: Path) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("GRADIO_TEMP_DIR", str(kept / "uploads"))
        with listening(create_app(assistant, Serving(kept / "visitors", settings(kept)))) as address:
            yield address


@pytest.fixture
def visit(browser: Browser, chat: str) -> Iterator[Visit]:
    """Opens the page as a new visitor, with options of a browser context; nothing may come from elsewhere."""
    contexts: list[BrowserContext] = []
    asked: list[str] = []
    faults: list[str] = []

    def opened(path: str = "/", **options: Any) -> Page:  # noqa: ANN401 - what a browser context takes
        chosen: dict[str, Any] = {"locale": "nl-NL", "permissions": ["clipboard-read", "clipboard-write"], **options}
        context = browser.new_context(**chosen)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: faults.append(dialog.message))
        page.goto(chat + path)
        page.wait_for_function(LINE)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []
    assert [url for url in asked if not url.startswith((chat, "data:", "blob:"))] == []
