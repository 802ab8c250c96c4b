"""The plots of the report, as SVG that stands in the page itself."""

import io
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from qa import PARAMETERS

from .asking import PRODUCT, SYSTEMS
from .measures import DEPTHS
from .results import Point, Report, Table

WIDTH, HEIGHT = 7.2, 3.6  # inches
LAST_PLACE = 10  # places told apart in the plot of places; what lies beyond is one bar
COLOURS = {PRODUCT: "#154273", "BM25": "#8f6a00", "dense": "#00745f", "RRF": "#a90061"}  # distinct in grey too
MARKS = {PRODUCT: "o", "BM25": "s", "dense": "^", "RRF": "D"}


def plots(report: Report) -> dict[str, str]:
    """Draw the plots that a report has the numbers for: SVG by title."""
    drawn: dict[str, str] = {}
    if table := report.table("B-rangorde") or report.table("D-antwoorden"):
        drawn["Raak tot plaats k"] = _depths(table)
    if table := report.table("B-rangorde"):
        drawn["Hit@1 en hit@5 per soort vraag"] = _kinds(table)
    if report.curve:
        drawn["Weigeren bij elke grens"] = _curve(report.curve)
    if any(outcome.scores for outcome in report.outcomes):
        drawn["Op welke plaats de goede passage stond"] = _places(report)
    if report.seconds:
        drawn["Seconden per vraag"] = _latency(report.seconds)
    return drawn


def _depths(table: Table) -> str:
    figure, axes = _figure("eerste k passages", "deel van de vragen")
    for system in SYSTEMS:
        numbers = [table.number(f"{_total(table)} · {system}", f"hit@{k}") for k in DEPTHS]
        values = [number.value if number else np.nan for number in numbers]
        axes.plot(DEPTHS, values, label=system, color=COLOURS[system], marker=MARKS[system])
        if system == PRODUCT:
            low = [number.low if number else np.nan for number in numbers]
            high = [number.high if number else np.nan for number in numbers]
            axes.fill_between(DEPTHS, low, high, color=COLOURS[system], alpha=0.15)
    axes.set_xticks(DEPTHS)
    axes.set_ylim(0, 1)
    axes.legend(frameon=False)
    return _svg(figure)


def _total(table: Table) -> str:
    """The group of all that counts: the first of the table."""
    return table.rows[0].name.split(" · ")[0]


def _kinds(table: Table) -> str:
    figure, axes = _figure("deel van de vragen", "")
    names = [row.name.split(" · ")[0] for row in table.rows if row.name.endswith(f"· {PRODUCT}")]
    for offset, column, shade in ((0.2, "hit@1", 1.0), (-0.2, "hit@5", 0.5)):
        numbers = [table.number(f"{name} · {PRODUCT}", column) for name in names]
        values = [number.value if number else 0 for number in numbers]
        errors = [
            [max(0.0, number.value - number.low) if number else 0 for number in numbers],
            [max(0.0, number.high - number.value) if number else 0 for number in numbers],
        ]
        axes.barh(
            np.arange(len(names)) + offset,
            values,
            height=0.38,
            xerr=errors,
            label=column,
            color=COLOURS[PRODUCT],
            alpha=shade,
            error_kw={"ecolor": "#333333", "elinewidth": 1},
        )
    axes.set_yticks(np.arange(len(names)), names)
    axes.invert_yaxis()
    axes.set_xlim(0, 1)
    axes.legend(frameon=False, loc="lower right", bbox_to_anchor=(1, 1), ncols=2)
    return _svg(figure)


def _curve(points: Sequence[Point]) -> str:
    figure, axes = _figure("geweigerd van de vragen zonder antwoord", "behouden van de vragen met antwoord")
    axes.plot([point.refused for point in points], [point.kept for point in points], color=COLOURS[PRODUCT])
    now = min(points, key=lambda point: abs(point.threshold - PARAMETERS["answered from"]))
    axes.plot([now.refused], [now.kept], "o", color=COLOURS["RRF"], label="de grens die geldt")
    axes.set_xlim(0, 1.02)
    axes.set_ylim(0, 1.02)
    axes.legend(frameon=False, loc="lower left")
    return _svg(figure)


def _places(report: Report) -> str:
    figure, axes = _figure("plaats", "vragen")
    protocols = [protocol for protocol in "ABD" if any(o.protocol == protocol and o.scores for o in report.outcomes)]
    bottom = np.zeros(LAST_PLACE + 2)
    for protocol, colour in zip(protocols, (COLOURS["BM25"], COLOURS[PRODUCT], COLOURS["dense"]), strict=False):
        places = Counter(
            min(outcome.place, LAST_PLACE + 1) if outcome.place else LAST_PLACE + 2
            for outcome in report.outcomes
            if outcome.protocol == protocol and outcome.scores
        )
        heights = np.asarray([places[place] for place in range(1, LAST_PLACE + 3)], float)
        axes.bar(range(1, LAST_PLACE + 3), heights, bottom=bottom, color=colour, label=f"protocol {protocol}")
        bottom += heights
    names = [*map(str, range(1, LAST_PLACE + 1)), "later", "niet"]
    axes.set_xticks(range(1, LAST_PLACE + 3), names)
    axes.legend(frameon=False)
    return _svg(figure)


def _latency(seconds: Sequence[float]) -> str:
    figure, axes = _figure("milliseconden", "vragen")
    milliseconds = np.asarray(seconds) * 1000
    axes.hist(np.clip(milliseconds, 0, np.percentile(milliseconds, 99)), bins=40, color=COLOURS[PRODUCT])
    for share, name in ((50, "p50"), (95, "p95")):
        value = float(np.percentile(milliseconds, share))
        axes.axvline(value, color=COLOURS["RRF"], linestyle="--")
        axes.text(value, axes.get_ylim()[1], f" {name} {value:.0f} ms", va="top")
    return _svg(figure)


def _figure(horizontal: str, vertical: str) -> tuple[Any, Any]:
    from matplotlib.figure import Figure  # noqa: PLC0415 - imported late, like every big library

    figure = Figure(figsize=(WIDTH, HEIGHT), layout="constrained")
    axes = figure.add_subplot()
    axes.set_xlabel(horizontal)
    axes.set_ylabel(vertical)
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _svg(figure: Any) -> str:  # noqa: ANN401 - a figure of matplotlib
    import matplotlib as mpl  # noqa: PLC0415

    # Ids without chance, no date, and text as text: the same numbers give the same bytes.
    with mpl.rc_context({"svg.hashsalt": "vindplaats", "svg.fonttype": "none"}):
        file = io.StringIO()
        figure.savefig(file, format="svg", metadata={"Date": None}, transparent=True)
    return file.getvalue()[file.getvalue().index("<svg") :]
