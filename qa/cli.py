"""The command line: thin, and in Dutch."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

import qa
from qa import terminal
from qa.assistant import Assistant
from qa.embedding import is_local
from qa.errors import QuestionError, VindplaatsError
from qa.export import answer_json
from qa.settings import examined, from_environment
from qa.web.process import stay_offline

LONGEST_SHOWN = 60  # characters of a name in a message

FAILED, WRONG_USE, NOTHING_FOUND = 1, 2, 3  # exit codes; 0 is an answer

FETCHING = "model"  # the command that may fetch one

app = typer.Typer(
    help="Antwoorden met hun vindplaats, uit Nederlandse Kamerstukken, op uw eigen computer.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

CorpusOption = Annotated[Path | None, typer.Option("--corpus", help="De map met documenten.", show_default=False)]
LAST_PORT = 65_535


def _port(number: int) -> int:
    if not 1 <= number <= LAST_PORT:
        raise QuestionError(f"{number} is geen poort; kies een getal van 1 tot en met {LAST_PORT}.")
    return number


PortOption = Annotated[int, typer.Option("--port", callback=_port, help="De poort van de chat.")]
IndexOption = Annotated[Path | None, typer.Option("--index", help="De map voor de index.", show_default=False)]


def main() -> None:
    """Run the command line; the errors of Vindplaats become one sentence and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # what a terminal cannot show becomes a question mark
    try:
        chosen, _ = examined()  # a fault is told by the command that needs the settings, not by its help
        # Before any library is imported. The command that fetches a model decides for itself.
        if sys.argv[1:2] != [FETCHING] and is_local(chosen.model) and is_local(chosen.reranker):
            stay_offline()
        app()
    except VindplaatsError as error:
        Console(stderr=True).print(Text(str(error), style="red"), soft_wrap=True)
        sys.exit(WRONG_USE if isinstance(error, QuestionError) else FAILED)
    except OSError as error:  # of a file or folder that was named, in an option or a setting
        named = str(error.filename or "")[:LONGEST_SHOWN]
        sentence = f"{named or 'Een bestand'} is niet te gebruiken ({error.strerror or error}); kies een ander."
        Console(stderr=True).print(Text(sentence, style="red"), soft_wrap=True)
        sys.exit(FAILED)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"Vindplaats {qa.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Toon de versie.", is_eager=True, callback=_show_version)
    ] = False,
) -> None:
    """Take the options that stand before the command."""


@app.command()
def ask(  # noqa: PLR0913 - one parameter an option
    question: Annotated[str, typer.Argument(metavar="VRAAG", help="De vraag, in gewone taal.", show_default=False)],
    *,
    json: Annotated[bool, typer.Option("--json", help="Geef het antwoord als JSON.")] = False,
    documents: Annotated[
        list[str] | None, typer.Option("--documents", help="Zoek alleen in deze documenten (id's, met komma's).")
    ] = None,
    since: Annotated[str | None, typer.Option("--since", help="Documenten vanaf deze dag (2022-10-28).")] = None,
    until: Annotated[str | None, typer.Option("--until", help="Documenten tot en met deze dag.")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="Het standpunt zoals het op deze dag was.")] = None,
    everywhere: Annotated[
        bool, typer.Option("--everywhere", help="Zoek ook buiten het document of de periode die de vraag noemt.")
    ] = False,
    unrestricted: Annotated[
        list[str] | None,
        typer.Option("--unrestricted", metavar="WOORDEN", help="Laat deze beperking los die de vraag noemt (in 2016)."),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", help="Het grootste aantal vindplaatsen.")] = 5,
    explain: Annotated[bool, typer.Option("--explain", help="Laat zien hoe het antwoord tot stand kwam.")] = False,
    corpus: CorpusOption = None,
    index: IndexOption = None,
) -> None:
    """Stel een vraag en lees het antwoord met de vindplaatsen."""
    ids = [id_.strip() for given in documents or [] for id_ in given.split(",") if id_.strip()]
    if documents and not ids:
        raise QuestionError("Bij --documents staat geen document; noem er een, of laat de optie weg.")
    with _assistant(corpus, index) as assistant:
        answer = assistant.ask(
            question,
            documents=ids or None,
            since=since,
            until=until,
            limit=limit,
            as_of=as_of,
            restrict=not everywhere,
            unrestricted=unrestricted or (),
        )
    if json:
        typer.echo(answer_json(answer, escaped=not (sys.stdout.encoding or "utf-8").lower().startswith("utf")))
    else:
        terminal.show_answer(Console(), answer)
        if explain:
            terminal.show_lines(Console(), "Hoe dit antwoord tot stand kwam", answer.explain)
    if not answer.answered:
        raise typer.Exit(NOTHING_FOUND)


@app.command("index")
def build_index(
    *,
    corpus: CorpusOption = None,
    index: IndexOption = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Lees alle documenten opnieuw.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Ga alleen na of de index heel is.")] = False,
    repair: Annotated[bool, typer.Option("--repair", help="Herstel wat er aan de index beschadigd is.")] = False,
) -> None:
    """Bouw de index, of werk hem bij als de documenten zijn veranderd."""
    console = Console(stderr=True)
    with _assistant(corpus, index) as assistant:
        if check:
            damaged = assistant.library.check()
            terminal.show_damage(console, damaged)
            if damaged:
                console.print("Herstel de index met `qa index --repair`.", soft_wrap=True)
                raise typer.Exit(FAILED)
            return
        if repair:
            terminal.show_damage(console, assistant.library.repair())
        elif rebuild:
            assistant.library.rebuild()
        else:
            assistant.library.update()
        terminal.show_state(console, assistant)


@app.command()
def add(
    files: Annotated[list[Path], typer.Argument(metavar="BESTAND...", help="De bestanden.", show_default=False)],
    corpus: CorpusOption = None,
    index: IndexOption = None,
) -> None:
    """Voeg bestanden toe aan de documenten waaraan u vragen kunt stellen."""
    console = Console(stderr=True)
    with _assistant(corpus, index) as assistant:
        left_out = assistant.library.add(files)
        for failure in left_out:
            console.print(Text(f"Niet toegevoegd: {failure.reason}", style="yellow"), soft_wrap=True)
        terminal.show_state(console, assistant)
    if left_out:
        raise typer.Exit(FAILED)


@app.command()
def remove(
    ids: Annotated[
        list[str], typer.Argument(metavar="ID...", help="De id's (zie `qa documents`).", show_default=False)
    ],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Verwijder zonder te vragen.")] = False,
    corpus: CorpusOption = None,
    index: IndexOption = None,
) -> None:
    """Verwijder documenten: hun bestand en elk spoor in de index."""
    if not yes and not typer.confirm(f"{', '.join(ids)} voorgoed verwijderen?"):
        raise typer.Exit
    with _assistant(corpus, index) as assistant:
        assistant.library.remove(ids)
        terminal.show_state(Console(stderr=True), assistant)


@app.command("documents")
def list_documents(
    *,
    facts: Annotated[
        bool, typer.Option("--facts", help="Toon ook wat van elk document bekend is, met de vindplaats.")
    ] = False,
    corpus: CorpusOption = None,
    index: IndexOption = None,
) -> None:
    """Toon de documenten waaraan u vragen kunt stellen, en de bestanden die niet gelezen zijn."""
    with _assistant(corpus, index) as assistant:
        documents = assistant.library.documents
        known = {document.id: assistant.library.facts(document.id) for document in documents} if facts else {}
        terminal.show_failures(Console(stderr=True), assistant)
    terminal.show_documents(Console(), documents)
    for document in documents if facts else ():
        terminal.show_facts(Console(), document, known[document.id])


@app.command()
def chat(
    host: Annotated[str, typer.Option(help="Het adres waarop de chat te bereiken is.")] = "127.0.0.1",
    port: PortOption = 7860,
    *,
    manage: Annotated[
        bool | None,
        typer.Option(
            "--manage/--no-manage",
            help="Bezoekers mogen de documenten van iedereen veranderen; vanzelf alleen vanaf deze computer.",
            show_default=False,
        ),
    ] = None,
    mcp: Annotated[bool, typer.Option("--mcp", help="Wees ook gereedschap voor taalmodellen (MCP).")] = False,
    corpus: CorpusOption = None,
    index: IndexOption = None,
) -> None:
    """Open de chat in de browser."""
    with _assistant(corpus, index) as assistant:
        assistant.open()
        from qa.web.app import Listening, serve  # noqa: PLC0415 - gradio takes seconds to import

        serve(assistant, Listening(host, port, manage=manage, mcp=mcp), assistant.settings)


@app.command()
def password(
    name: Annotated[str, typer.Argument(metavar="NAAM", help="De naam waarmee iemand zich aanmeldt.")],
    *,
    manager: Annotated[bool, typer.Option("--beheer", help="Deze persoon mag de documenten veranderen.")] = False,
) -> None:
    """Maak de regel met een wachtwoord voor het bestand met accounts (QA_AUTH_FILE)."""
    from qa.web.accounts import account_line  # noqa: PLC0415 - only who makes an account pays for it

    typed = typer.prompt("Wachtwoord", hide_input=True, confirmation_prompt="Herhaal het wachtwoord", err=True)
    typer.echo(account_line(name, typed, manages=manager))


@app.command()
def doctor(
    port: PortOption = 7860,
    corpus: CorpusOption = None,
    index: IndexOption = None,
) -> None:
    """Ga na of alles er is en werkt, zonder iets te veranderen."""
    from qa.doctor import Severity, examine  # noqa: PLC0415 - only who asks for it pays for it

    logging.disable(logging.WARNING)  # every finding is told here, in Dutch
    marks = {Severity.GOOD: ("✓", "green"), Severity.DOUBTFUL: ("!", "yellow"), Severity.WRONG: ("✗", "red")}
    console, wrong = Console(), False
    for finding in examine(corpus, index, port):
        mark, colour = marks[finding.severity]
        line = Text(f"{mark} {finding.severity:<8}", style=colour)
        console.print(line.append(f"{finding.what}: {finding.sentence}", style="default"), soft_wrap=True)
        wrong = wrong or finding.severity is Severity.WRONG
    if wrong:
        raise typer.Exit(FAILED)


@app.command(FETCHING)
def model(
    name: Annotated[
        str,
        typer.Argument(metavar="[NAAM]", help="Een map, of een naam op de hub van Hugging Face.", show_default=False),
    ] = "",
    *,
    reranker: Annotated[bool, typer.Option("--reranker", help="NAAM is een herrangschikker.")] = False,
    index: IndexOption = None,
) -> None:
    """Toon de modellen, of haal er een en probeer het; wat het zou veranderen, wordt alleen gezegd."""
    if reranker and not name:
        raise QuestionError("Bij --reranker staat geen model; noem er een, of laat de optie weg.")
    settings = from_environment()
    settings = replace(settings, index=index or settings.index)
    if all(map(is_local, [name] if name else [settings.model, settings.reranker])):
        stay_offline()
    from qa import models  # noqa: PLC0415 - only who asks for it pays for it

    logging.disable(logging.WARNING)  # what there is to tell is told here, in Dutch
    if not name:
        told = models.in_use(settings)
    else:
        told = models.tried_reranker(name) if reranker else models.tried_encoder(settings, name)
    with Console(stderr=True).status("Het model laden en proberen ..."):
        for line in told:
            Console().print(Text(line), soft_wrap=True)


@app.command("eval")
def evaluate(  # noqa: PLR0913 - one parameter an option
    verdicts: Annotated[
        Path | None,
        typer.Argument(metavar="BESTAND", help="Met --feedback: het bestand met oordelen.", show_default=False),
    ] = None,
    *,
    quick: Annotated[bool, typer.Option("--quick", help="De helft van de vragen, in minder dan een minuut.")] = False,
    questions: Annotated[
        Path | None, typer.Option("--questions", help="Eigen vragen met hun antwoorden (.csv of .jsonl).")
    ] = None,
    corpus: Annotated[
        Path | None, typer.Option("--corpus", help="De eigen documenten waaraan ze worden gesteld.", show_default=False)
    ] = None,
    feedback: Annotated[
        bool, typer.Option("--feedback", help="Meet met de vragen waarover gebruikers een oordeel gaven.")
    ] = False,
    answers: Annotated[bool, typer.Option("--answers", help="Meet wat er in de antwoorden staat.")] = False,
    reading: Annotated[
        Path | None,
        typer.Option("--reading", help="Meet hoe goed de bestanden in deze map worden gelezen.", show_default=False),
    ] = None,
    ablate: Annotated[
        bool, typer.Option("--ablate", help="Meet wat elk signaal en elke constante van de rangorde waard is.")
    ] = False,
    sweep: Annotated[
        str | None, typer.Option("--sweep", metavar="NAAM", help="Meet met andere waarden van een parameter.")
    ] = None,
    report: Annotated[
        Path | None, typer.Option("--report", help="De map voor het verslag.", show_default=False)
    ] = None,
    compare: Annotated[
        Path | None, typer.Option("--compare", help="Een eerder report.json om mee te vergelijken.")
    ] = None,
    accept: Annotated[bool, typer.Option("--accept", help="Aanvaard deze cijfers als ondergrens.")] = False,
) -> None:
    """Meet hoe goed de antwoorden zijn, of hoe goed bestanden worden gelezen, en schrijf een verslag."""
    if verdicts and not feedback:
        raise QuestionError("Een bestand met oordelen hoort bij --feedback; eigen vragen geeft u met --questions.")
    if reading and any((quick, questions, corpus, feedback, answers, compare, accept)):
        raise QuestionError("--reading is een meting op zichzelf; laat de andere opties weg, behalve --report.")
    trying = ablate or sweep is not None
    if sweep is not None and not sweep.strip():
        raise QuestionError("Bij --sweep staat geen parameter; noem er een, of laat de optie weg.")
    if trying and any((quick, feedback, answers, reading, compare, ablate and sweep)):
        raise QuestionError("--ablate en --sweep zijn elk een meting op zichzelf, van de zijde om op te ontwikkelen.")
    suite = _eval_suite()
    if trying:
        suite.trials(sweep, corpus=corpus, questions=questions, report=report, accept=accept)
        return
    if reading:
        if suite.reading(reading, report=report):
            raise typer.Exit(FAILED)
        return
    judged = (verdicts or from_environment().feedback) if feedback else None
    run = suite.Run(quick, questions, corpus, judged, answers)
    if suite.main(run, report=report, compare=compare, accept=accept):
        raise typer.Exit(FAILED)


def _eval_suite() -> Any:  # noqa: ANN401 - not imported by name: it stands on the other side of the public face
    """Give the eval suite: beside this package in a checkout, within it where it is installed."""
    return import_module("qa._eval.main" if find_spec("qa._eval") else "eval.main")


@contextmanager
def _assistant(corpus: Path | None, index: Path | None) -> Iterator[Assistant]:
    """Give an assistant that shows on standard error how far the building of its index is."""
    with terminal.working(Console(stderr=True)) as progress:
        yield Assistant(corpus, index, progress=progress)
