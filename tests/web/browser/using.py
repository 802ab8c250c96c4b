"""What a user does on the page."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PATIENCE = 30_000  # milliseconds; an answer takes some hundreds
LINE = "Boolean(window.vindplaatsLine && window.vindplaatsLine.receive)"  # the page can ask
QUESTION = "Wat is de rechtsgrond van OIR?"

Visit = Callable[..., Page]

IN_A_BROWSER = [
    pytest.mark.filterwarnings("ignore"),  # what the server and the browser leave behind is not this project's to mend
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here: the tests in a browser were skipped"),
]


def ask(page: Page, question: str, turn: int = 1) -> None:
    page.fill("#vraag textarea", question)
    page.press("#vraag textarea", "Enter")
    page.wait_for_selector(f"#beurt-{turn}:not(.wacht)")


def documents_tab(page: Page) -> None:
    page.get_by_role("tab", name="Documenten").click()
    page.wait_for_selector("#lijst tbody tr")


def upload(page: Page, *files: Path) -> None:
    page.set_input_files("input[type=file]", [str(file) for file in files])
    page.wait_for_selector("#opgenomen .melding")


def hold(held: list[Route], route: Route) -> None:
    """Keep a request waiting (playwright cannot call a method of a list itself)."""
    held.append(route)


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.tagName"))


def serious(page: Page) -> list[str]:
    """What axe-core finds of the rules of WCAG 2.2 AA that is serious or critical, with where it stands."""
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": rules}}).response["violations"]
    return [
        f"{fault['id']}: {node['target']}"
        for fault in found
        if fault["impact"] in {"serious", "critical"}
        for node in fault["nodes"]
    ]
