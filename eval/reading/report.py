"""The report of how well files are read: in the terminal, and as Markdown, one HTML page and JSON in a folder."""

import dataclasses
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from qa import __version__

from ..reporting import rendered
from .floors import LONGEST, SHORT, WORDS, Total, percentage, totals
from .measure import File, Measured

NAME = "reading"  # of the files of the report
MOST_LINES = 40  # in the terminal
FEW, MANY = 8, 200  # words or paragraphs of a file that are named: where it is judged, and below
WIDEST_NAME = 33  # columns; of a longer name the terminal shows the beginning
LEGEND = (
    "Paren: juiste paren van vraag en antwoord, van de gedrukte antwoorden. "
    "Woorden: het deel van de woorden van pdftotext dat bewaard "
    "is, met wat bewust buiten de tekst bleef; tekst: het deel dat in de tekst staat. Kort: het deel van de alinea's "
    "met drie woorden of minder. Niet gelezen bestanden tellen overal als fout."
)
OF_TOTALS = ("n", "aantal", "deel", "grens", "")
COLUMNS = ("velden", "paren", "woorden", "tekst", "kort", "citaat", "s", "let op")


def print_report(console: Console, measured: Measured) -> None:
    """Print the measures with their floors, every file, and what is wrong in them."""
    console.print(f"Hoe goed {measured.folder} wordt gelezen ({len(measured.files)} bestanden)", style="bold")
    grid = _grid("", *OF_TOTALS)
    for total in totals(measured):
        grid.add_row(*total_row(total), style="" if total.reached else "red")
    console.print(grid)
    for total in totals(measured):
        if total.note:
            console.print(f"{total.name}: {total.note}", style="dim", soft_wrap=True)
    grid = _grid("", *COLUMNS)
    for file in measured.files:
        grid.add_row(file.name, *file_row(file), style="" if is_right(file) else "yellow")
    console.print(grid)
    console.print(f"{LEGEND}\n", style="dim")
    lines = [f"{file.name}: {line}" for file in measured.files for line in faults(file)]
    for line in lines[:MOST_LINES]:
        console.print(line, style="yellow", soft_wrap=True)
    if len(lines) > MOST_LINES:
        console.print(f"En nog {len(lines) - MOST_LINES} regels; het verslag heeft ze alle.")


def _grid(*columns: str) -> Table:
    grid = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for place, column in enumerate(columns):
        if place:
            grid.add_column(column, justify="right", no_wrap=True)
        else:
            grid.add_column(column, no_wrap=True, max_width=WIDEST_NAME)
    return grid


def write_report(measured: Measured, folder: Path) -> Path:
    """Write reading.json, reading.md and reading.html into ``folder``; returns the HTML page. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{NAME}.json").write_text(as_json(measured), encoding="utf-8")
    (folder / f"{NAME}.md").write_text(as_markdown(measured), encoding="utf-8")
    page = folder / f"{NAME}.html"
    page.write_text(as_html(measured), encoding="utf-8")
    return page


def as_json(measured: Measured) -> str:
    """Give the report for machines: every measure with its share, and all that was measured of each file."""
    report = {
        "version": __version__,
        "folder": measured.folder,
        "totals": [
            dataclasses.asdict(total) | {"share": total.share, "reached": total.reached} for total in totals(measured)
        ],
        "files": [_file(file) for file in measured.files],
    }
    return json.dumps(report, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _file(file: File) -> dict[str, Any]:
    found = {field.name: getattr(file, field.name) for field in dataclasses.fields(file) if field.name != "labels"}
    for name in ("answers", "words"):
        found[name] = dataclasses.asdict(found[name]) if found[name] else None
    found["wrong"] = [dataclasses.asdict(wrong) for wrong in file.wrong]
    return found | {"share_short": file.share_short, "right": is_right(file)}


def as_markdown(measured: Measured) -> str:
    """Give the same as Markdown."""
    lines = [f"# Hoe goed {_cell(measured.folder)} wordt gelezen (Vindplaats {__version__})", ""]
    lines += ["| | n | aantal | deel | grens | |", "|---" * 6 + "|"]
    lines += ["| " + " | ".join(map(_cell, total_row(total))) + " |" for total in totals(measured)]
    lines += [
        "",
        "## Bestanden",
        "",
        LEGEND,
        "",
        "| | " + " | ".join(COLUMNS) + " |",
        "|---" * (len(COLUMNS) + 1) + "|",
    ]
    lines += [f"| {_cell(file.name)} | " + " | ".join(map(_cell, file_row(file))) + " |" for file in measured.files]
    lines += ["", "## Wat niet goed ging", ""]
    for file in measured.files:
        if told := (*faults(file), *remarks(file)):
            lines += [f"### {_cell(file.name)}", "", *(f"- {_cell(line)}" for line in told), ""]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    """A text of a file as it stands in a table: on one line, nothing of it mark-up of the table or the page."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def as_html(measured: Measured) -> str:
    """Give the same as one page that needs nothing else."""
    return rendered(
        f"{NAME}.html.j2",
        measured=measured,
        version=__version__,
        totals=totals(measured),
        total_row=total_row,
        of_totals=OF_TOTALS,
        columns=COLUMNS,
        legend=LEGEND,
        file_row=file_row,
        faults=faults,
        remarks=remarks,
        wrong_files=[file for file in measured.files if not is_right(file)],
        right_files=[file for file in measured.files if is_right(file)],
    )


def total_row(total: Total) -> tuple[str, ...]:
    """Give a measure as the cells of a table."""
    share = "-" if total.share is None else percentage(total.share)
    floor = f"{'≤' if total.at_most else '≥'} {percentage(total.floor)}"
    said = "" if total.reached else "niet gehaald"
    return (total.name, f"{total.n} {total.unit}", str(total.right), share, floor, said)


def file_row(file: File) -> tuple[str, ...]:
    """Give a file as the cells of a table, its name apart."""
    if file.failure:
        return ("niet gelezen", *("-" for _ in COLUMNS[1:]))
    return (
        f"{file.fields - len(file.wrong)}/{file.fields}" if file.fields else "-",
        f"{file.answers.right}/{file.answers.counted}" if file.answers else "-",
        percentage(file.words.share) if file.words else "-",
        percentage(file.words.share_in_text) if file.words else "-",
        percentage(file.share_short),
        "nee" if file.citation_fault else "ja",
        f"{file.seconds:.1f}".replace(".", ","),
        str(len(file.warnings) or ""),
    )


def is_right(file: File) -> bool:
    """Whether a file needs no look: nothing in it is below what a file must reach."""
    return not faults(file)


def faults(file: File) -> tuple[str, ...]:
    """Say what is wrong in a file, in Dutch."""
    if file.failure:
        return (f"niet gelezen: {file.failure}",)
    found = [f"{wrong.field}: verwacht {wrong.expected}, gekregen {wrong.got}" for wrong in file.wrong]
    found += file.answers.faults if file.answers else ()
    if file.citation_fault:
        found.append(f"citaat “{file.citation}”: {file.citation_fault}")
    if file.words and file.words.share < WORDS:
        found.append(
            f"{percentage(file.words.share)} van de woorden bewaard; er mist: {_some(file.words.missing, FEW)}"
        )
    if file.share_short > SHORT and len(file.short) > 1:  # one "Ja." says nothing of a small file
        found.append(f"{percentage(file.share_short)} van de alinea's is kort: {_some(file.short, FEW)}")
    if file.seconds > LONGEST:
        found.append(f"gelezen in {file.seconds:.0f} s")
    return tuple(found)


def remarks(file: File) -> tuple[str, ...]:
    """Say what a person may want to look at, in Dutch: every missing word, every short paragraph, every warning."""
    found = [f"let op: {warning}" for warning in file.warnings]
    if file.answers and file.labels and file.labels.answers is not None and file.answers.printed > file.labels.answers:
        found.append(f"er zijn {file.answers.printed} antwoorden gedrukt; answer_labels is {file.labels.answers}")
    if file.words and file.words.missing:
        found.append(f"missende woorden ({len(file.words.missing)}): {_some(file.words.missing, MANY)}")
    if file.short:
        found.append(f"korte alinea's ({len(file.short)} van {file.paragraphs}): {_some(file.short, MANY)}")
    return tuple(found)


def _some(texts: Sequence[str], most: int) -> str:
    """Name the first of these texts, the commonest first and each once with how often it is there."""
    counted = Counter(" ".join(text.split()) for text in texts).most_common()
    named = [text if count == 1 else f"{text} ({count}×)" for text, count in counted[:most]]
    return " · ".join([*named, "..."] if len(counted) > most else named)
