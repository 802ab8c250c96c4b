"""What the terminal shows: answers, documents, the state of an index, and how far a build is."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from qa.assistant import Assistant
from qa.domain import NO_PAGE, Answer, Citation, Fact, Identity
from qa.language.dates import dutch_date
from qa.parliament import citation as cited
from qa.reading.corpus import summary
from qa.store.interface import Progress as Reporting


def show_answer(console: Console, answer: Answer) -> None:
    """Show an answer with its sources, or what is nearest when there is none."""
    # Without a terminal no line is broken, so that what is piped on can be searched and quoted.
    flowing = not console.is_terminal
    if answer.restrictions:
        labels = "; ".join(restriction.label for restriction in answer.restrictions)
        console.print(Text(f"Gezocht: {labels} (overal: --everywhere).\n", style="dim"), soft_wrap=flowing)
    console.print(Text(answer.text, style="" if answer.answered else "yellow"), soft_wrap=flowing)
    if answer.related:
        console.print(Text("\nMogelijk verwant, zonder dat het de vraag beantwoordt:"), soft_wrap=flowing)
    for number, citation in enumerate(answer.citations or answer.related, 1):
        console.print()
        console.print(_source(number, citation), soft_wrap=flowing)


def show_lines(console: Console, title: str, lines: Iterable[str]) -> None:
    """Show a list under its title."""
    console.print(Text(f"\n{title}:", style="bold"))
    for line in lines:
        console.print(Text(f"- {line}"), soft_wrap=not console.is_terminal)


def _source(number: int, citation: Citation) -> Text:
    date = dutch_date(citation.date) if citation.date else "datum onbekend"
    source = Text(f"[{number}] ")
    source.append(citation.reference, style="bold")
    source.append(f"\n    {citation.title} ({date})")
    if citation.section:
        source.append(f"\n    {citation.section}", style="italic")
    if citation.url:
        source.append(f"\n    {citation.url}", style="blue")
    source.append(f"\n    {citation.quote}", style="dim")
    return source


def show_documents(console: Console, documents: Iterable[Identity]) -> None:
    """Show documents: as a table, or without a terminal as lines with tabs."""
    if not console.is_terminal:
        for document in documents:
            typer.echo(f"{document.id}\t{document.date or ''}\t{document.kind}\t{document.title}")
        return
    table = Table("id", "datum", "soort", "titel")
    for document in documents:
        date = dutch_date(document.date) if document.date else "onbekend"
        table.add_row(*(Text(cell) for cell in (document.id, date, document.kind, document.title)))
    console.print(table)


def show_facts(console: Console, document: Identity, facts: Iterable[Fact]) -> None:
    """Show what is known of a document, each with its citation where the document prints it."""
    console.print(Text(f"\n{document.id}", style="bold"), soft_wrap=True)
    for fact in facts:
        value = f"{fact.value} ({fact.office})" if fact.office and fact.office != fact.value else fact.value
        where = f" [{cited.citation(document, fact.page)}]" if fact.page != NO_PAGE else ""
        console.print(Text(f"  {fact.kind}: {value}{where}"), soft_wrap=True)


def show_damage(console: Console, damaged: Sequence[str]) -> None:
    """Show which files of an index are damaged."""
    for name in damaged:
        console.print(Text(f"Beschadigd of weg: {name}", style="red"), soft_wrap=True)
    if not damaged:
        console.print("De index is heel.", soft_wrap=True)


def show_failures(console: Console, assistant: Assistant) -> None:
    """Show which files are among the documents and were not read, with the reason."""
    for files, reason in summary(assistant.library.failures):
        console.print(Text(f"Overgeslagen: {files}: {reason}", style="yellow"), soft_wrap=True)


def show_state(console: Console, assistant: Assistant) -> None:
    """Show what was left out of an index, what was doubtful, and how much it holds."""
    show_failures(console, assistant)
    for files, reason in summary(assistant.library.warnings):
        console.print(Text(f"Let op: {files}: {reason}", style="yellow"), soft_wrap=True)
    console.print(f"De index is bij: {len(assistant.library.documents)} documenten.", soft_wrap=True)
    if assistant.library.recall < 1:
        share = f"{assistant.library.recall:.1%}".replace(".", ",")
        console.print(
            f"Er wordt bij benadering gezocht: dat vindt {share} van de tien nabijste passages.", soft_wrap=True
        )


@contextmanager
def working(console: Console) -> Iterator[Reporting]:
    """Show how far a build is by what is told to the function that this gives; a line at its end without a terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
    bar = Progress(*columns, console=console, transient=True)
    tasks: dict[str, TaskID] = {}

    def show(doing: str, done: int, total: int) -> None:
        if not console.is_terminal:
            if done == total:
                console.print(f"{doing}: {total}", soft_wrap=True)
            return
        if doing not in tasks:
            bar.start()
            tasks[doing] = bar.add_task(doing, total=total)
        bar.update(tasks[doing], completed=done)

    try:
        yield show
    finally:
        if tasks:
            bar.stop()


class _Rate(ProgressColumn):
    """How many are done in a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.0f}/s" if task.speed else "", style="progress.data.speed")
