"""What ``qa eval`` does: measure, compare with what was accepted or must be reached, print and write the report."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from rich.console import Console

from qa import QuestionError, VindplaatsError

from . import baseline
from .ablation import ablations, as_markdown, print_trials, sweep, write_between
from .ablation import trials as tried
from .reading.floors import totals
from .reading.measure import measure
from .reading.report import print_report as print_reading
from .reading.report import write_report as write_reading
from .reporting import FOLDER, NARROWEST, print_report, write_report
from .suite import Run, evaluate, gold_corpus

__all__ = ["Run", "main", "reading", "trials"]

RETRIEVAL = Path(__file__).resolve().parent.parent / "docs" / "retrieval.md"

NEEDED = ("ir_measures", "matplotlib", "rapidfuzz", "scipy")  # the packages of the extra "eval"


def main(run: Run, *, report: Path | None, compare: Path | None, accept: bool) -> bool:
    """Run the suite and report on it; returns whether a protected number fell.

    ``report`` is the folder for the report, ``compare`` an earlier report.json. With ``accept`` the numbers become
    the accepted ones. What cannot be used is said before anything is measured. Raises VindplaatsError.
    """
    _check(run, accept=accept)
    accepted = {} if accept else baseline.accepted(run.mode)
    before = baseline.read_scores(compare, run.mode) if compare else {}
    progress = Console(stderr=True, markup=False)
    found = evaluate(run, lambda doing: progress.print(f"{doing} ...", style="dim"))
    if compare:
        found = replace(found, compared=found.compared + baseline.compare(found, before))
    if accept:
        baseline.accept(found)
    lost, moved = baseline.fallen(found, accepted), baseline.moved(found, accepted)
    console = _console()
    print_report(console, found, lost, moved)
    _write(console, partial(write_report, found, lost), report)
    return bool(lost)


def reading(folder: Path, *, report: Path | None) -> bool:
    """Measure how well the files in a folder are read and report on it; returns whether a floor is not reached.

    ``report`` is the folder for the report. Raises VindplaatsError.
    """
    _check_packages()
    progress = Console(stderr=True, markup=False)
    found = measure(folder, lambda doing: progress.print(f"{doing} ...", style="dim"))
    console = _console()
    print_reading(console, found)
    _write(console, partial(write_reading, found), report)
    return not all(total.reached for total in totals(found))


def trials(name: str | None, *, corpus: Path | None, questions: Path | None, report: Path | None, accept: bool) -> None:
    """Tell what each signal and constant is worth, or with ``name`` what other values of one parameter give.

    ``corpus`` is a folder with other lists of questions, ``questions`` a file of questions with their answers. The
    tables are written into the folder for the report; with ``accept`` those of all signals also into docs/retrieval.md.
    Raises VindplaatsError.
    """
    _check_packages()
    progress = Console(stderr=True, markup=False)
    changes = sweep(name) if name else ablations()
    found = tuple(
        tried(changes, lambda doing: progress.print(f"{doing} ...", style="dim"), gold_corpus(), corpus, questions)
    )
    print_trials(_console(), found)
    told = as_markdown(found)
    if accept and not name:
        write_between(RETRIEVAL, "ablation", told)
    _write(_console(), partial(_write_trials, told, f"sweep-{name}" if name else "ablation"), report)


def _write_trials(told: str, name: str, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.md".replace(" ", "-")
    path.write_text(told, encoding="utf-8")
    return path


def _console() -> Console:
    console = Console(markup=False, highlight=False)
    if not console.is_terminal:
        console.width = max(console.width, NARROWEST)
    return console


def _write(console: Console, write: Callable[[Path], Path], report: Path | None) -> None:
    folder = report or FOLDER
    try:
        page = write(folder)
    except OSError as error:
        raise VindplaatsError(
            f"Het verslag kan niet in {folder} worden geschreven ({error.strerror}); kies een andere map met --report."
        ) from error
    console.print(f"Het verslag staat in {page}", soft_wrap=True)


def _check_packages() -> None:
    if missing := [name for name in NEEDED if find_spec(name) is None]:
        raise VindplaatsError(
            f"Voor de evaluatie ontbreekt {', '.join(missing)}; installeer vindplaats[eval] of draai `make eval`."
        )


def _check(run: Run, *, accept: bool) -> None:
    _check_packages()
    if run.answers and (run.questions or run.feedback or run.quick or accept):
        raise QuestionError("--answers is een meting op zichzelf; alleen --corpus, --report en --compare passen erbij.")
    if run.own and (accept or run.quick):
        raise QuestionError(
            "--quick en --accept horen bij de eigen vragen van Vindplaats; laat --corpus, --questions en --feedback "
            "weg."
        )
    if run.feedback and run.questions:
        raise QuestionError("--feedback en --questions zijn twee metingen; doe ze een voor een.")
