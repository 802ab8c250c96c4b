"""The last accepted numbers of the product, which a later change must not let fall."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from .gold import GoldError
from .measures import Number, difference
from .results import Compared, Report

FILE = Path(__file__).parent / "baseline.json"

# Table, row and column of each number that is protected. Higher is better in all of them.
PROTECTED = (
    ("A-bladzijden", "± 1 · product", "hit@1"),
    ("A-bladzijden", "± 1 · product", "MRR@10"),
    ("A-bewijs", "alle · product", "nDCG@10"),
    ("A-antwoord", "alle", "beantwoord"),
    ("A-antwoord", "zonder antwoord", "beantwoord"),
    ("B-rangorde", "eigen woorden · product", "hit@1"),
    ("B-rangorde", "eigen woorden · product", "hit@5"),
    ("B-rangorde", "eigen woorden · product", "nDCG@10"),
    ("B-rangorde", "letterlijk · product", "hit@1"),
    ("B-antwoord", "eigen woorden", "beantwoord"),
    ("B-antwoord", "eigen woorden", "zin@1"),
    ("B-antwoord", "eigen woorden", "delen"),
    ("B-antwoord", "verwijzing", "delen"),
    ("B-antwoord", "tijd", "nieuwste eerst"),
    ("C-weigeren", "alle", "geweigerd"),
    ("C-weigeren", "alle", "precisie"),
    ("C-weigeren", "dichtbij", "geweigerd"),
    ("C-weigeren", "ver", "geweigerd"),
    ("betrouwbaarheid", "citaat staat letterlijk op die plaats", "deel"),
    ("betrouwbaarheid", "antwoordtekst is enkel citaat", "deel"),
    ("betrouwbaarheid", "bladzijde is de gelabelde", "deel"),
    ("betrouwbaarheid", "verwijzing in de vaste vorm", "deel"),
    ("betrouwbaarheid", "zelfde antwoord bij nog eens vragen", "deel"),
)
# Protected too in a full run, which alone has them.
PROTECTED_IN_FULL = (
    ("betrouwbaarheid", "zelfde antwoord in een ander proces, na herbouw", "deel"),
    ("D-antwoorden", "alle · product", "nDCG@10"),
)
COMPARED = ("hit@1", "hit@5", "MRR@10", "nDCG@10")  # measures by which two reports are compared
ANSWERED = "beantwoord"
ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Moved:
    """A protected number that is another than the accepted one; ``None`` when it is not there any more."""

    name: str
    accepted: Number
    now: Number | None


def protected(report: Report) -> dict[str, Number]:
    """Give the protected numbers of a report by their name."""
    found = {}
    for key, row, column in PROTECTED + PROTECTED_IN_FULL:
        table = report.table(key)
        number = table.number(row, column) if table else None
        if number is not None and not math.isnan(number.value):
            found[f"{key}, {row}, {column}"] = number
    return found


def accept(report: Report, path: Path = FILE) -> None:
    """Make the numbers of this report the accepted ones for runs of its mode. Raises GoldError."""
    content = _read(path) if path.is_file() else {}
    content[report.mode] = {
        "version": report.version,
        "numbers": {name: asdict(number) for name, number in protected(report).items()},
    }
    try:
        path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise GoldError(f"{path} is niet te schrijven ({error.strerror}); controleer de rechten.") from error


def accepted(mode: str, path: Path = FILE) -> Mapping[str, Number]:
    """Give the accepted numbers of runs of a mode by their name; none were when there is no file.

    Raises GoldError when the file is damaged.
    """
    if not path.is_file():
        return {}
    try:
        numbers = _read(path).get(mode, {"numbers": {}})["numbers"]
        return {str(name): Number(**number) for name, number in numbers.items()}
    except (KeyError, TypeError, AttributeError) as error:
        raise GoldError(f"{path} is niet te begrijpen ({error}); haal het terug uit het versiebeheer.") from error


def fallen(report: Report, numbers: Mapping[str, Number]) -> tuple[Moved, ...]:
    """Give the accepted numbers that fell by more than their interval, or are gone."""
    now = protected(report)
    return tuple(
        Moved(name, number, now.get(name))
        for name, number in numbers.items()
        if name not in now or now[name].value < number.low - ROUNDING
    )


def moved(report: Report, numbers: Mapping[str, Number]) -> tuple[Moved, ...]:
    """Give the accepted numbers that changed, up or down, within their interval or not."""
    now = protected(report)
    return tuple(
        Moved(name, number, now[name])
        for name, number in numbers.items()
        if name in now and abs(now[name].value - number.value) > ROUNDING
    )


def read_scores(old: Path, mode: str) -> dict[tuple[str, str], Mapping[str, float]]:
    """Read what an earlier report of the same mode says of each question: its measures, and whether it was answered.

    Raises GoldError when the file is no report, or one of another kind.
    """
    before = _read(old)
    if before.get("mode") != mode:
        raise GoldError(f"{old} is van een andere meting ({before.get('mode')}, niet {mode}); vergelijk gelijke.")
    try:
        return {
            (outcome["protocol"], outcome["id"]): dict(outcome["scores"]) | {ANSWERED: float(outcome["answered"])}
            for outcome in before["outcomes"]
        }
    except (KeyError, TypeError, ValueError) as error:
        raise GoldError(f"{old} is geen verslag van deze meting ({error}); kies een report.json.") from error


def compare(report: Report, before: Mapping[tuple[str, str], Mapping[str, float]]) -> tuple[Compared, ...]:
    """Compare with what an earlier report says, on the questions that both have. Raises GoldError when none is."""
    both = [(outcome, before[key]) for outcome in report.outcomes if (key := (outcome.protocol, outcome.id)) in before]
    if not both:
        raise GoldError("De twee metingen hebben geen vraag gemeen; vergelijk verslagen van dezelfde vragen.")
    found: list[Compared] = []
    for protocol in dict.fromkeys(outcome.protocol for outcome, _ in both):
        for measure in (*COMPARED, ANSWERED):
            now = [({**o.scores, ANSWERED: float(o.answered)}, old) for o, old in both if o.protocol == protocol]
            pairs = [(ours[measure], theirs[measure]) for ours, theirs in now if measure in ours and measure in theirs]
            if pairs:
                ours, theirs = zip(*pairs, strict=True)
                found.append(Compared(f"{protocol}: nieuw min oud, {measure}", difference(ours, theirs)))
    return tuple(found)


def _read(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise GoldError(f"{path} is niet te lezen ({error.strerror}); controleer de naam en de rechten.") from error
    except ValueError as error:
        raise GoldError(f"{path} is geen JSON ({error}); kies een ander bestand.") from error
    if not isinstance(content, dict):
        raise GoldError(f"{path} is geen verslag van deze meting; kies een report.json.")
    return content


def explain(found: Sequence[Moved]) -> list[str]:
    """Say of each number what it was and what it is."""
    return [
        f"{one.name}: {_dutch(one.accepted.value)} (ondergrens {_dutch(one.accepted.low)}) werd "
        + (_dutch(one.now.value) if one.now else "niets: het getal ontbreekt")
        for one in found
    ]


def _dutch(value: float) -> str:
    return f"{value:.3f}".replace(".", ",")
