"""Measure how the chat page bears many users at once: every one asks, reads for a moment, and asks again.

Starts the chat as a user does, over the five documents, and asks the way the page does: first as they are, then while
another program adds a document and removes it, over and over. Prints the times of the answers, the errors, and the
memory of the server; and how many searches its plain route bears. Run it alone.
"""

import asyncio
import itertools
import json
import random
import subprocess
import sys
import tempfile
import time
import uuid
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Annotated

import httpx
import typer

from .gold import load
from .performance import Times, publish, spread
from .serving import Chat, chat

LONGEST = 30.0  # seconds for one answer; what takes longer is an error
SEARCHES = 5.0  # seconds of searching the plain route
QUARTERS = 4  # parts of the time, after each of which the memory is looked at
AT_ONCE = 16  # searches sent side by side


# Of a letter that comes and goes.
NOTICE = (
    "De marine zet twee drones in boven de Golf van Aden, als onderdeel van een nieuwe missie.",
    "De inzet begint op {day} maart en duurt naar verwachting vier maanden; de Kamer wordt daarover ingelicht.",
)


@dataclass(slots=True)
class Seen:
    """What the users saw: the seconds of each answer, and what went wrong; and how often the documents changed."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)
    changes: int = 0


def main(
    users: Annotated[int, typer.Option(help="Gebruikers die tegelijk vragen.", min=1, max=100)] = 50,
    minutes: Annotated[float, typer.Option(help="Hoe lang zij vragen.")] = 1.0,
    reading: Annotated[float, typer.Option(help="Seconden die een gebruiker leest voor de volgende vraag.")] = 3.0,
) -> None:
    """Run the load test and print what came of it."""
    asyncio.run(_measure(users, minutes * 60, reading))


async def _measure(users: int, seconds: float, reading: float) -> None:
    questions = [case.question for case in load()]
    calm, busy = Seen(), Seen()
    with chat() as served:
        async with httpx.AsyncClient(base_url=served.address, timeout=LONGEST) as client:
            await _ask(client, await _line(client), uuid.uuid4().hex, questions[0])
            ask = partial(_all_ask, client, served, questions, users, seconds, reading)
            await ask(calm)
            changing = asyncio.create_task(_change(served, busy))
            await ask(busy)
            changing.cancel()
            different = await _searches(client, questions)
            same = await _searches(client, questions[:1])
    rows = (
        ("answers", *(f"{len(seen.seconds)} in {seconds:.0f} s" for seen in (calm, busy))),
        ("errors", *(str(len(seen.errors)) for seen in (calm, busy))),
        ("changes of the documents", *(str(seen.changes) for seen in (calm, busy))),
        ("from asking until the answer, ms, median (lowest–highest)", spread(calm.seconds), spread(busy.seconds)),
        ("p95, ms", *(f"{sorted(seen.seconds)[int(0.95 * len(seen.seconds))] * 1000:.0f}" for seen in (calm, busy))),
        (
            "memory of the server, MB: at the start, then every quarter",
            *(", ".join(map(str, seen.memory)) for seen in (calm, busy)),
        ),
        ("searches a second by the plain route: different ones, the same one", f"{different:.0f}, {same:.0f}", ""),
    )
    title = f"{users} users at once, who read {reading:.0f} s between two questions"
    publish("load", [Times(title, ("what", "the documents stay", "a document comes and goes"), rows)])
    errors = calm.errors + busy.errors
    for error in errors[:5]:
        print(error)
    if errors:
        raise typer.Exit(1)


async def _all_ask(
    client: httpx.AsyncClient,
    served: Chat,
    questions: list[str],
    users: int,
    seconds: float,
    reading: float,
    seen: Seen,
) -> None:
    """Have all users ask for so many seconds, and look at the memory of the server at its start and every quarter."""
    line = await _line(client)
    seen.memory.append(_memory(served.process))
    for _ in range(QUARTERS):
        until = time.monotonic() + seconds / QUARTERS
        await asyncio.gather(
            *(_user(client, line, questions[start::users], until, reading, seen) for start in range(users))
        )
        seen.memory.append(_memory(served.process))


async def _change(served: Chat, seen: Seen) -> None:
    """Add a document and remove it as another program does, over and over."""
    for day in itertools.cycle(range(1, 29)):
        with tempfile.TemporaryDirectory() as folder:
            letter = Path(folder) / "drones.txt"
            letter.write_text("\n\n".join(NOTICE).format(day=day), encoding="utf-8")
            for command in (["add", str(letter)], ["remove", "drones", "--yes"]):
                changing = await asyncio.create_subprocess_exec(
                    sys.executable, "-m", "qa", *command, env=dict(served.environment), stderr=asyncio.subprocess.PIPE
                )
                try:
                    _, said = await changing.communicate()
                except asyncio.CancelledError:
                    changing.terminate()
                    await changing.wait()
                    raise
                if changing.returncode:
                    seen.errors.append(said.decode())
                seen.changes += 1


async def _user(
    client: httpx.AsyncClient, line: int, questions: list[str], until: float, reading: float, seen: Seen
) -> None:
    await asyncio.sleep(reading * random.random())  # noqa: S311 - nobody begins at the same moment
    session = uuid.uuid4().hex
    for question in itertools.cycle(questions):
        if time.monotonic() >= until:
            return
        start = time.perf_counter()
        try:
            await _ask(client, line, session, question)
        except (httpx.HTTPError, ValueError) as error:
            seen.errors.append(f"{type(error).__name__}: {error}")
        else:
            seen.seconds.append(time.perf_counter() - start)
        await asyncio.sleep(reading)


async def _line(client: httpx.AsyncClient) -> int:
    """The number of the event by which the page asks."""
    config = (await client.get("/config")).json()
    line = next(part["id"] for part in config["components"] if part["props"].get("elem_id") == "lijn")
    return int(next(event["id"] for event in config["dependencies"] if [line, "click"] in event["targets"]))


async def _ask(client: httpx.AsyncClient, line: int, session: str, question: str) -> None:
    """Ask as the page does. Raises ValueError when no answer comes."""
    id_ = uuid.uuid4().hex
    asked = json.dumps({"id": id_, "turn": 1, "asked": [{"question": question}]})
    joined = {"data": [], "fn_index": line, "session_hash": session, "event_data": {"asked": asked}}
    (await client.post("/gradio_api/queue/join", json=joined)).raise_for_status()
    async with client.stream("GET", f"/gradio_api/queue/data?session_hash={session}") as stream:
        async for told in stream.aiter_lines():
            message = json.loads(told.removeprefix("data: ")) if told else {}
            if message.get("msg") == "process_completed":
                if not message["success"] or id_ not in message["output"]["data"][0]:
                    raise ValueError(f"no answer to {question!r}")
                return
    raise ValueError(f"the answer to {question!r} was cut off")


async def _searches(client: httpx.AsyncClient, questions: list[str]) -> float:
    """How many searches the plain route answers in a second."""
    done = 0
    left = itertools.cycle(questions)
    until = time.monotonic() + SEARCHES

    async def search() -> None:
        nonlocal done
        while time.monotonic() < until:
            (await client.post("/api/search", json={"question": next(left)})).raise_for_status()
            done += 1

    await asyncio.gather(*(search() for _ in range(AT_ONCE)))
    return done / SEARCHES


def _memory(process: subprocess.Popen[bytes]) -> int:
    """What a process holds in memory, in MB."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS:")).split()[1]) // 1024


if __name__ == "__main__":
    typer.run(main)
