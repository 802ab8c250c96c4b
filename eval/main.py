"""What ``qa eval`` does: measure, compare with what was accepted, print and write the report."""

from dataclasses import replace
from pathlib import Path

from rich.console import Console

from qa import VindplaatsError

from . import baseline
from .reporting import FOLDER, NARROWEST, print_report, write_report
from .suite import Run, evaluate

__all__ = ["Run", "main"]


def main(run: Run, *, report: Path | None, compare: Path | None, accept: bool, console: Console) -> bool:
    """Run the suite and report on it; returns whether a protected number fell.

    ``report`` is the folder for the report, ``compare`` an earlier report.json. With ``accept`` the numbers become
    the accepted ones. Raises VindplaatsError.
    """
    progress = Console(stderr=True)
    if not console.is_terminal:
        console.width = max(console.width, NARROWEST)
    found = evaluate(run, lambda doing: progress.print(f"{doing} ...", style="dim"))
    if compare is not None:
        found = replace(found, compared=found.compared + baseline.compare(found, compare))
    if accept:
        baseline.accept(found)
    lost = baseline.fallen(found)
    print_report(console, found, lost)
    folder = report or FOLDER
    try:
        page = write_report(found, lost, folder)
    except OSError as error:
        raise VindplaatsError(f"Het verslag kan niet in {folder} worden geschreven ({error.strerror}).") from error
    console.print(f"Het verslag staat in {page}", soft_wrap=True)
    return bool(lost)
