"""Make the pictures of the chat page in docs/images: each of its main views, as a user sees it in Chromium."""

import shutil
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

from eval.serving import chat

IMAGES = Path(__file__).parent / "images"
WIDE, NARROW = ViewportSize(width=1280, height=860), ViewportSize(width=390, height=844)


def main() -> None:
    """Start the chat over the five documents and take the pictures."""
    with chat() as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        home = f"{served.address}/?taal=nl"
        _desk(browser.new_context(locale="nl-NL", viewport=WIDE).new_page(), home)
        _dark(browser.new_context(locale="nl-NL", viewport=WIDE, color_scheme="dark").new_page(), home)
        _telephone(browser.new_context(locale="nl-NL", viewport=NARROW).new_page(), home)
        browser.close()


def _desk(page: Page, address: str) -> None:
    page.goto(address)
    _ask(page, "Hoeveel militairen levert Nederland aan NMI?", 1)
    _picture(page, "antwoord")
    page.locator("#kaarten [data-do=bladzijde]").first.click()
    page.wait_for_selector("#bladzijde mark")
    _picture(page, "bladzijde")
    page.keyboard.press("Escape")
    _ask(page, "Hoe bak ik een appeltaart?", 2)
    _picture(page, "niets-gevonden")
    page.get_by_role("tab", name="Documenten").click()
    page.wait_for_selector("#lijst tbody tr")
    _picture(page, "documenten")


def _dark(page: Page, address: str) -> None:
    page.goto(address)
    _ask(page, "Hoeveel militairen levert Nederland aan NMI?", 1)
    _picture(page, "donker")


def _telephone(page: Page, address: str) -> None:
    page.goto(address)
    _ask(page, "Wat is de rechtsgrond van OIR?", 1)
    _picture(page, "telefoon")


def _ask(page: Page, question: str, turn: int) -> None:
    page.wait_for_function("Boolean(window.vindplaatsLine && window.vindplaatsLine.receive)")
    page.fill("#vraag textarea", question)
    page.press("#vraag textarea", "Enter")
    page.wait_for_selector(f"#beurt-{turn}:not(.wacht)")


def _picture(page: Page, name: str) -> None:
    page.wait_for_timeout(400)  # until what scrolls stands still
    page.screenshot(path=IMAGES / f"{name}.png")


if __name__ == "__main__":
    main()
