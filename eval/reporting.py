"""The report of a run: in the terminal, and as Markdown, one HTML page and JSON in a folder."""

import dataclasses
import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table as Grid

from .asking import PRODUCT
from .baseline import Moved, explain
from .measures import Number
from .plots import plots
from .results import Compared, Outcome, Report, Row

_HERE = Path(__file__).resolve().parent
FOLDER = _HERE / "report" if _HERE.name == "eval" else Path("eval-report")  # beside the suite, in a checkout
IN_TERMINAL = ("hit@1", "hit@5", "MRR@10", "nDCG@10")  # what fits; the report has all
TOTALS = ("alle", "eigen woorden", "±")  # rows of which the terminal shows the baselines too
NARROWEST = 100  # columns that a table needs; a terminal that is narrower breaks its lines


def print_report(console: Console, report: Report, lost: Sequence[Moved], moved: Sequence[Moved] = ()) -> None:
    """Print the tables, with the interval of every number, what changed, and what fell."""
    console.print("Tussen haakjes het 95%-interval, in honderdsten.\n")
    for table in report.tables:
        ranking = "MRR@10" in table.columns
        console.print(table.title, style="bold")
        grid = _grid("", "n", *(column for column in table.columns if not ranking or column in IN_TERMINAL))
        for row in table.rows:
            # Of the baselines only the totals; the report has them for every kind of question.
            if not ranking or row.name.endswith(PRODUCT) or row.name.startswith(TOTALS):
                shown = zip(table.columns, row.numbers, strict=True)
                grid.add_row(
                    row.name, size(row), *(short(n) for column, n in shown if not ranking or column in IN_TERMINAL)
                )
        console.print(grid)
        console.print(f"{table.note}\n", style="dim")
    console.print("Verschillen, gepaard: nDCG@10 waar niets anders staat", style="bold")
    grid = _grid("", "gemiddeld", "p", "")
    for one in report.compared:
        grid.add_row(one.name, *_difference(one))
    console.print(grid)
    console.print(f"\n{speed(report)}")
    for line in explain(moved):
        console.print(f"Veranderd: {line}", style="yellow", soft_wrap=True)
    for line in explain(lost):
        console.print(f"Gedaald: {line}", style="red", soft_wrap=True)


def _grid(*columns: str) -> Grid:
    grid = Grid(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for place, column in enumerate(columns):
        grid.add_column(column, justify="right" if place else "left", no_wrap=True)
    return grid


def write_report(report: Report, lost: Sequence[Moved], folder: Path) -> Path:
    """Write report.json, report.md and report.html into ``folder``; returns the HTML page. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.json").write_text(as_json(report), encoding="utf-8")
    (folder / "report.md").write_text(as_markdown(report, lost), encoding="utf-8")
    page = folder / "report.html"
    page.write_text(as_html(report, lost), encoding="utf-8")
    return page


def as_json(report: Report) -> str:
    """Give the report for machines; a number without meaning is null."""
    return json.dumps(_plain(dataclasses.asdict(report)), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def as_markdown(report: Report, lost: Sequence[Moved] = ()) -> str:
    """Give the tables and the failed questions as Markdown."""
    lines = [f"# Evaluatie van Vindplaats {report.version} ({report.mode})", "", speed(report), ""]
    lines += [f"- **Gedaald:** {line}" for line in explain(lost)]
    for table in report.tables:
        lines += [f"## {table.title}", "", table.note, ""]
        lines += ["| | n | " + " | ".join(table.columns) + " |", "|---" * (len(table.columns) + 2) + "|"]
        for row in table.rows:
            lines.append(f"| {row.name} | {size(row)} | " + " | ".join(shown(number) for number in row.numbers) + " |")
        lines.append("")
    if report.compared:
        lines += ["## Verschillen, gepaard", "", "| | gemiddeld | p | |", "|---|---|---|---|"]
        lines += [f"| {one.name} | " + " | ".join(_difference(one)) + " |" for one in report.compared]
        lines.append("")
    lines += ["## Vragen die niet goed gingen", ""]
    lines += [f"- **{one.id}** ({one.failed}): {one.question}" for one in ordered(report) if one.failed]
    return "\n".join(lines) + "\n"


def as_html(report: Report, lost: Sequence[Moved] = ()) -> str:
    """Give the report as one page that needs nothing else: tables, plots, and every question, failures first."""
    return rendered(
        "report.html.j2",
        report=report,
        speed=speed(report),
        lost=explain(lost),
        plots=plots(report),
        outcomes=ordered(report),
        shown=shown,
        size=size,
        difference=_difference,
    )


def rendered(name: str, **values: object) -> str:
    """Fill in one of the pages beside this module; what is filled in is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - late, like every big library

    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template(name).render(**values)


def ordered(report: Report) -> list[Outcome]:
    """Give the questions with the failures first, each protocol in its order."""
    return sorted(report.outcomes, key=lambda one: (not one.failed, one.protocol))


def speed(report: Report) -> str:
    """Say how long a question took, and the index."""
    if not report.seconds:
        return "Er is niets gevraagd."
    middle, high = np.percentile(np.asarray(report.seconds) * 1000, (50, 95))
    text = f"Een vraag duurde {middle:.0f} ms (p50) en {high:.0f} ms (p95), over {len(report.seconds)} vragen"
    return (
        f"{text}; de index bouwen, met het laden van het model, {report.building:.0f} s." if report.building else text
    )


def shown(number: Number | None) -> str:
    """Write a number with its interval in the Dutch way: 0,74 (0,68-0,80)."""
    if number is None or math.isnan(number.value):
        return "-"
    return f"{_dutch(number.value)} ({_dutch(number.low)}-{_dutch(number.high)})"


def size(row: Row) -> str:
    """Write over how many questions (or citations) the numbers of a row are taken."""
    return next((str(number.n) for number in row.numbers if number), "")


def short(number: Number | None) -> str:
    """Write a share with its interval in hundredths, 0,74 (68-80), and any other number as ``shown`` does."""
    if number is None or math.isnan(number.value) or number.high > 1:
        return shown(number)
    return f"{_dutch(number.value)} ({number.low * 100:.0f}-{number.high * 100:.0f})"


def _dutch(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")


def _difference(one: Compared) -> tuple[str, str, str]:
    found = one.difference
    if math.isnan(found.value):
        return "-", "-", ""
    interval = f"{found.value:+.3f} ({found.low:+.3f} tot {found.high:+.3f})".replace(".", ",")
    return interval, f"{found.p:.3f}".replace(".", ","), "" if found.proven else "onbewezen"


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever JSON takes
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return None if isinstance(value, float) and math.isnan(value) else value
