"""Tables of times: shown, and written to docs/performance.md, each measurement in its own part of that page."""

import os
import platform
import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from rich.console import Console
from rich.table import Table as Shown

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"


@dataclass(frozen=True, slots=True)
class Times:
    """A table of what was measured, ready to be read; ``note`` says how."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def spread(seconds: Sequence[float], unit: float = 1000.0) -> str:
    """Give the median of times with the lowest and the highest: in milliseconds, or in seconds with 1 as ``unit``."""
    low, middle, high = (value * unit for value in (min(seconds), statistics.median(seconds), max(seconds)))
    return f"{_short(middle)} ({_short(low)}–{_short(high)})"


def publish(part: str, tables: Sequence[Times]) -> None:
    """Show tables, and put them in the place of the part of that name in docs/performance.md."""
    for table in tables:
        shown = Shown(*table.columns, title=table.title, caption=table.note or None)
        for row in table.rows:
            shown.add_row(*row)
        Console().print(shown)
    begin, end = f"<!-- {part} -->\n", f"<!-- end of {part} -->"
    found = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    written = begin + "\n".join(map(_markdown, tables)) + f"\n{_machine()}\n{end}"
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(found.sub(lambda _: written, page), encoding="utf-8")


def _markdown(table: Times) -> str:
    lines = [f"\n**{table.title}**\n", _line(table.columns), _line(["---"] * len(table.columns))]
    return "\n".join([*lines, *map(_line, table.rows), *([f"\n{table.note}"] if table.note else [])])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _machine() -> str:
    return f"Vindplaats {version('vindplaats')}, Python {platform.python_version()}, {os.cpu_count()} cores."


def _short(value: float) -> str:
    return f"{value:.0f}" if value >= 10 else f"{value:.2g}"
