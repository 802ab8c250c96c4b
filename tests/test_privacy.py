"""What is asked is written nowhere: the real programs run with all that they write recorded and searched."""

import asyncio
import json
import signal
import stat
import uuid
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from gradio_client import Client
from mcp import ClientSession
from mcp.client.streamable_http import streamablehttp_client

from qa.settings import APPLICATION, FEEDBACK, QUESTIONS
from qa.web.accounts import account_line
from tests.conftest import MakeCorpus
from tests.machine import PATIENCE, Machine, made
from tests.web.conftest import write_accounts
from tests.web.test_library import Visitor
from tests.web.test_visitors import LETTER

pytestmark = pytest.mark.filterwarnings("ignore")  # what gradio and its client leave behind

LIBRARY = """
import qa, sys
one, two, three = sys.argv[1:]
print(qa.ask(one).text, qa.search(two)[0].quote, qa.Assistant().explain(three).answer.text)
"""

ANSWER = "Nederland levert negen adviseurs aan de missie in Bagdad."
QUESTION = "Hoeveel adviseurs levert Nederland aan de missie in Bagdad, vragen {}s?"
# Each stands in one question only, and so does its stem, by which a word is indexed.
MARKERS = tuple(
    """kwartelzifter dobbelvlechter mosterdklopper vlonderzoeker griendkapper turfpoetser nevelmeter kaarsendrager
    zwanenteller pruimenplukker ijsbreier hooiwever tegelfluiter wolkenschilder grachtenzanger knopenslijper
    bijenkorver molenrijder netelbakker schelpenperser""".split()
)
MISTAKE = "drukfoutjager"
OWN = "koopvaardij"  # a word of LETTER
NAME, PASSWORD = "Roodhartmonnik", "hazelnootkraker en zonen"

Login = tuple[str, str]


@pytest.fixture
def machine(make_corpus: MakeCorpus, tmp_path: Path) -> Machine:
    corpus = make_corpus(brief=f"Den Haag, 1 mei 2023\n\n{ANSWER}\n\nDe missie wordt met een jaar verlengd.\n")
    return made(tmp_path, corpus)


def ask_programs(machine: Machine, questions: Iterator[str]) -> Iterator[str]:
    """Six answers, in Python and on the command line."""
    yield machine.run("-c", LIBRARY, next(questions), next(questions), next(questions))
    for options in ((), ("--json",), ("--explain",)):
        yield machine.run("-m", "qa", "ask", next(questions), *options)


def ask_chat(address: str, questions: Iterator[str], login: Login | None = None) -> Iterator[str]:
    """The answers to thirteen questions, on the page and by programs."""
    with httpx.Client(base_url=address, auth=login, timeout=PATIENCE) as browser:
        yield ask_page(browser, next(questions), next(questions))
        yield browser.post("/api/ask", json={"question": next(questions)}).text
        yield browser.post("/api/ask", json={"question": next(questions), "history": [next(questions)]}).text
        yield browser.post("/api/search", json={"question": next(questions)}).text
        for form in ("docx", "bib", "ris", "md"):
            taken = browser.post(f"/gesprek.{form}", json={"asked": [{"question": next(questions)}]})
            assert taken.is_success
        yield taken.text
    named = Client(address, auth=login, verbose=False)
    yield str(named.predict(next(questions), api_name="/ask"))
    yield str(named.predict(next(questions), api_name="/search"))
    with httpx.Client(base_url=f"{address}/en", auth=login, timeout=PATIENCE) as browser:
        yield ask_page(browser, next(questions))


def ask_page(browser: httpx.Client, *questions: str) -> str:
    """What the page gets for questions in a row, asked as its script does."""
    config = browser.get("/config").raise_for_status().json()
    line = next(part["id"] for part in config["components"] if part["props"].get("elem_id") == "lijn")
    event = next(one["id"] for one in config["dependencies"] if [line, "click"] in one["targets"])
    session = uuid.uuid4().hex
    asked = json.dumps({"id": session, "asked": [{"question": question} for question in questions]})
    joined = {"data": [], "fn_index": event, "session_hash": session, "event_data": {"asked": asked}}
    browser.post("/gradio_api/queue/join", json=joined).raise_for_status()
    told = browser.get("/gradio_api/queue/data", params={"session_hash": session}).raise_for_status().text
    browser.get("/gradio_api/deep_link", params={"session_hash": session})  # writes it all down, if it is let
    return told


async def ask_as_model(address: str, question: str) -> str:
    """What a language model gets for a question."""
    tools = streamablehttp_client(f"{address}/gradio_api/mcp/")
    async with tools as (read, write, _), ClientSession(read, write) as session:
        await session.initialize()
        return str(await session.call_tool("ask", {"question": question}))


def make_mistakes(address: str) -> None:
    """Ask what cannot be asked: what goes wrong is told in the log."""
    with httpx.Client(base_url=address, timeout=PATIENCE) as browser:
        ask_page(browser, MISTAKE * 1_000)
        halved = json.dumps({"question": f"{MISTAKE} \ud83d"})  # one half of a character
        for path in ("/api/ask", "/api/search", "/oordeel", "/gesprek.md"):
            browser.post(path, content=halved, headers={"content-type": "application/json"})
        for data in ([MISTAKE], [MISTAKE, None, MISTAKE, *[None] * 5], [MISTAKE, [MISTAKE], *[None] * 6]):
            browser.post("/gradio_api/run/ask", json={"data": data})
            event = browser.post("/gradio_api/call/ask", json={"data": data}).json()["event_id"]
            assert "error" in browser.get(f"/gradio_api/call/ask/{event}").text
        browser.get("/", params={"vraag": MISTAKE})


def test_what_is_asked_and_answered_is_written_nowhere(machine: Machine) -> None:
    questions = map(QUESTION.format, MARKERS)
    answers = list(ask_programs(machine, questions))
    with machine.chat() as address:
        answers += ask_chat(address, questions)
        answers.append(asyncio.run(ask_as_model(address, next(questions))))
        make_mistakes(address)
    assert next(questions, None) is None
    assert [answer for answer in answers if ANSWER not in answer] == []
    assert machine.holding(*MARKERS, MISTAKE) == set()
    assert "ValueError" in machine.said.read_text()
    assert "QuestionError" not in machine.said.read_text()
    index = machine.folder / "index"
    assert {path.is_relative_to(index) for path in machine.holding(ANSWER)} == {True}
    assert [path for path in (machine.folder / "tmp").rglob("*") if path.is_file()] == []


def test_who_asks_is_written_nowhere(machine: Machine, tmp_path: Path) -> None:
    accounts = write_accounts(tmp_path, account_line(NAME, PASSWORD, manages=False))
    questions = map(QUESTION.format, MARKERS)
    with machine.chat(QA_AUTH_FILE=str(accounts)) as address:
        answers = list(ask_chat(address, questions, (NAME, PASSWORD)))
        with httpx.Client(base_url=address, timeout=PATIENCE) as browser:
            for password in (f"niet {PASSWORD}", PASSWORD):
                browser.post("/login", data={"username": NAME, "password": password})
            answers.append(ask_page(browser, next(questions)))
            assert browser.post("/logout").has_redirect_location
            assert browser.post("/api/ask", json={"question": next(questions)}).status_code == 401
    assert [answer for answer in answers if ANSWER not in answer] == []
    assert machine.holding(NAME, PASSWORD, *MARKERS) == set()


def test_what_is_kept_by_choice_is_found_in_its_own_file_alone(machine: Machine) -> None:
    logged, judged = MARKERS[:2]
    with machine.chat(QA_LOG_QUESTIONS="1") as address, httpx.Client(base_url=address, timeout=PATIENCE) as browser:
        ask_page(browser, QUESTION.format(logged))
        verdict = {"asked": {"question": QUESTION.format(judged)}, "verdict": "nuttig"}
        assert browser.post("/oordeel", json=verdict).is_success
    (questions,), (verdicts,) = machine.holding(logged), machine.holding(judged)
    assert (questions.name, verdicts.name) == (QUESTIONS, FEEDBACK)
    assert questions.parent == verdicts.parent
    assert questions.parent.name == APPLICATION
    assert {stat.S_IMODE(path.stat().st_mode) for path in (questions, verdicts)} == {0o600}


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGHUP])
def test_what_a_visitor_added_is_gone_when_the_chat_stops(stop: int, machine: Machine, tmp_path: Path) -> None:
    if signal.getsignal(stop) is signal.SIG_IGN:
        pytest.skip("these tests run where this signal stops nothing")
    letter = tmp_path / "brief-van-een-bezoeker.txt"
    letter.write_text(LETTER, encoding="utf-8")
    with machine.chat(stop) as address:
        Visitor(address).adds(letter)
        there = machine.left(OWN)
        (private,) = {path.relative_to(machine.folder / "tmp").parts[0] for path in there}
        assert stat.S_IMODE((machine.folder / "tmp" / private).stat().st_mode) == 0o700
    assert machine.left(OWN) == set()
    assert machine.holding(OWN) >= there


def test_what_a_killed_chat_left_behind_is_removed_by_the_next_and_what_another_has_is_not(
    machine: Machine, tmp_path: Path
) -> None:
    letter = tmp_path / "brief-van-een-bezoeker.txt"
    letter.write_text(LETTER, encoding="utf-8")
    with machine.chat() as running:
        Visitor(running).adds(letter)
        theirs = machine.left(OWN)
        with machine.chat(signal.SIGKILL) as killed:
            Visitor(killed).adds(letter)
        assert machine.left(OWN) > theirs > set()
        with machine.chat():
            assert machine.left(OWN) == theirs
