"""Measure what a user of the chat page waits for, in Chromium: from Enter until the answer is painted.

Once in an empty conversation and once below three hundred answers. Run it alone.
"""

import shutil
from itertools import cycle, islice

from playwright.sync_api import Page, sync_playwright

from .gold import load
from .performance import Times, publish, spread
from .serving import chat

ROUNDS = 20  # questions asked each time
MANY = 300  # answers already on the page

# Sends what the user typed, and gives the milliseconds until the frame in which its answer and sources stand.
ASK = """
([question, turn]) => new Promise((resolve) => {
  const box = document.querySelector("#vraag textarea");
  box.value = question;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  setTimeout(() => {
    const start = performance.now();
    box.dispatchEvent(new KeyboardEvent("keypress", { key: "Enter", bubbles: true, cancelable: true }));
    box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
    const look = () => {
      if (document.querySelector(`#beurt-${turn}:not(.wacht)`))
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
      else setTimeout(look, 1);
    };
    look();
  }, 50);
})
"""


def main() -> None:
    """Measure and publish the table."""
    questions = [case.question for case in load()]
    rows = []
    with chat() as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(locale="nl-NL")
        page.goto(f"{served.address}/?taal=nl")
        page.wait_for_function("Boolean(window.vindplaatsLine && window.vindplaatsLine.receive)")
        page.wait_for_selector("#vraag textarea")
        first = _seconds(page, questions[:ROUNDS], 1)
        rows.append(("in an empty conversation", spread(first), str(ROUNDS)))
        for question in islice(cycle(questions), MANY - ROUNDS):
            page.evaluate(ASK, [question, page.locator(".beurt").count() + 1])
        below = _seconds(page, questions[:ROUNDS], MANY + 1)
        rows.append((f"below {MANY} answers", spread(below), str(ROUNDS)))
        browser.close()
    columns = ("from Enter until the answer is painted", "ms, median (lowest–highest)", "times")
    publish("page", [Times("The page in Chromium", columns, tuple(rows))])


def _seconds(page: Page, questions: list[str], turn: int) -> list[float]:
    return [page.evaluate(ASK, [question, number]) / 1000 for number, question in enumerate(questions, turn)]


if __name__ == "__main__":
    main()
