"""Make the pictures of the chat page in docs/images: each of its main views, as a user sees it in Chromium."""

import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
from playwright.sync_api import Page, ViewportSize, sync_playwright

IMAGES = Path(__file__).parent / "images"
STARTED = 300.0  # seconds within which the chat answers
WIDE, NARROW = ViewportSize(width=1280, height=860), ViewportSize(width=390, height=844)


def main() -> None:
    """Start the chat over the five documents and take the pictures."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}/?taal=nl"
    chat = subprocess.Popen([sys.executable, "-m", "qa", "chat", "--port", str(port)])
    try:
        _wait_for(f"http://127.0.0.1:{port}/health")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            _desk(browser.new_context(locale="nl-NL", viewport=WIDE).new_page(), address)
            _dark(browser.new_context(locale="nl-NL", viewport=WIDE, color_scheme="dark").new_page(), address)
            _telephone(browser.new_context(locale="nl-NL", viewport=NARROW).new_page(), address)
            browser.close()
    finally:
        chat.terminate()
        chat.wait()


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


def _wait_for(address: str) -> None:
    until = time.monotonic() + STARTED
    while time.monotonic() < until:
        try:
            httpx.get(address)
        except httpx.HTTPError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit("De chat is niet begonnen.")


if __name__ == "__main__":
    main()
