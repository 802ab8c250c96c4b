"""The last accepted numbers of the product, which a later change must not let fall."""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from .gold import GoldError
from .measures import Number, difference
from .results import Compared, Report

FILE = Path(__file__).parent / "baseline.json"

# Table, row and column of each number that is protected. Higher is better in all of them.
PROTECTED = (
    ("A-bladzijden", "± 1 · product", "raak@1"),
    ("A-bladzijden", "± 1 · product", "MRR@10"),
    ("A-bewijs", "alle · product", "nDCG@10"),
    ("B-rangorde", "alle · product", "raak@1"),
    ("B-rangorde", "alle · product", "raak@5"),
    ("B-rangorde", "alle · product", "nDCG@10"),
    ("B-rangorde", "letterlijk · product", "raak@1"),
    ("B-antwoord", "alle", "beantwoord"),
    ("B-antwoord", "alle", "zin@1"),
    ("B-antwoord", "alle", "delen"),
    ("B-antwoord", "tijd", "nieuwste eerst"),
    ("C-weigeren", "alle", "geweigerd"),
    ("C-weigeren", "alle", "precisie"),
    ("C-weigeren", "ver", "geweigerd"),
    ("betrouwbaarheid", "citaat staat letterlijk op die plaats", "deel"),
    ("betrouwbaarheid", "antwoordtekst is enkel citaat", "deel"),
    ("betrouwbaarheid", "bladzijde is de gelabelde", "deel"),
    ("betrouwbaarheid", "verwijzing in de vaste vorm", "deel"),
    ("betrouwbaarheid", "zelfde antwoord bij nog eens vragen", "deel"),
    ("betrouwbaarheid", "zelfde antwoord in een ander proces, na herbouw", "deel"),
)
COMPARED = ("raak@1", "raak@5", "MRR@10", "nDCG@10")  # measures by which two reports are compared
ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Fallen:
    """A protected number that is lower than the interval of the accepted one allows, or is not there any more."""

    name: str
    accepted: Number
    now: Number | None


def protected(report: Report) -> dict[str, Number]:
    """Give the protected numbers of a report by their name."""
    found = {}
    for key, row, column in PROTECTED:
        table = report.table(key)
        number = table.number(row, column) if table else None
        if number is not None and not math.isnan(number.value):
            found[f"{key}, {row}, {column}"] = number
    return found


def accept(report: Report, path: Path = FILE) -> None:
    """Make the numbers of this report the accepted ones for runs of its mode."""
    accepted = _read(path) if path.is_file() else {}
    accepted[report.mode] = {
        "version": report.version,
        "numbers": {name: asdict(number) for name, number in protected(report).items()},
    }
    path.write_text(json.dumps(accepted, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def fallen(report: Report, path: Path = FILE) -> tuple[Fallen, ...]:
    """Give the protected numbers that fell by more than their interval. Raises GoldError for a faulty file."""
    if not path.is_file():
        return ()
    accepted = _read(path).get(report.mode, {}).get("numbers", {})
    now = protected(report)
    return tuple(
        Fallen(name, number, now.get(name))
        for name, number in _numbers(accepted, path)
        if name not in now or now[name].value < number.low - ROUNDING
    )


def compare(report: Report, old: Path) -> tuple[Compared, ...]:
    """Compare with an earlier report, question by question. Raises GoldError when the file is no report."""
    before = _read(old)
    if before.get("mode") != report.mode:
        raise GoldError(
            f"{old} is van een andere soort meting ({before.get('mode')}, niet {report.mode}); vergelijk gelijke."
        )
    try:
        scores = {_key(outcome): outcome["scores"] for outcome in before["outcomes"]}
        answered = {_key(outcome): float(outcome["answered"]) for outcome in before["outcomes"]}
    except (KeyError, TypeError) as error:
        raise GoldError(f"{old} is geen verslag van deze meting ({error}); kies een report.json.") from error
    both = [outcome for outcome in report.outcomes if (outcome.protocol, outcome.id) in scores]
    found = []
    for protocol in dict.fromkeys(outcome.protocol for outcome in both):
        mine = [outcome for outcome in both if outcome.protocol == protocol]
        ranked = [outcome for outcome in mine if outcome.scores and scores[protocol, outcome.id]]
        for measure in COMPARED if ranked else ():
            ours = [outcome.scores[measure] for outcome in ranked]
            theirs = [scores[protocol, outcome.id][measure] for outcome in ranked]
            found.append(Compared(f"{protocol}: nieuw min oud, {measure}", difference(ours, theirs)))
        ours = [float(outcome.answered) for outcome in mine]
        found.append(
            Compared(
                f"{protocol}: nieuw min oud, beantwoord",
                difference(ours, [answered[protocol, outcome.id] for outcome in mine]),
            )
        )
    return tuple(found)


def _key(outcome: Any) -> tuple[str, str]:  # noqa: ANN401 - a record of JSON
    return outcome["protocol"], outcome["id"]


def _numbers(accepted: dict[str, Any], path: Path) -> Iterator[tuple[str, Number]]:
    for name, number in accepted.items():
        try:
            yield name, Number(**number)
        except TypeError as error:
            raise GoldError(f"{path}: het getal {name!r} is niet te begrijpen ({error}); herstel het.") from error


def _read(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise GoldError(f"{path} is niet te lezen ({error.strerror}); controleer de naam en de rechten.") from error
    except ValueError as error:
        raise GoldError(f"{path} is geen JSON ({error}); kies een report.json.") from error
    if not isinstance(content, dict):
        raise GoldError(f"{path} is geen verslag van deze meting; kies een report.json.")
    return content


def explain(found: Sequence[Fallen]) -> list[str]:
    """Say of each fallen number what it was and what it is."""
    return [
        f"{one.name}: {one.accepted.value:.3f} (ondergrens {one.accepted.low:.3f}) werd "
        + (f"{one.now.value:.3f}" if one.now else "niets: het getal ontbreekt")
        for one in found
    ]
