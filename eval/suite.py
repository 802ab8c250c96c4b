"""The whole run: which protocols are asked of what, in which order."""

import hashlib
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa import Assistant, __version__

from . import anylist, check, known, refusal, reliability, unseen
from .asking import Subject
from .gold import Case, GoldError, load
from .results import Findings, Report
from .sources import Sources

FULL, QUICK, OWN = "volledig", "snel", "eigen vragen"
AGAIN = 60  # answers that are asked for once more

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Run:
    """What is asked for.

    Without ``questions`` and ``corpus`` the gold of this folder is asked of its five documents, in full or
    ``quick``. Otherwise the questions of a file, or of the lists in the corpus.
    """

    quick: bool = False
    questions: Path | None = None
    corpus: Path | None = None


def evaluate(run: Run, say: Say) -> Report:
    """Measure what is asked for; ``say`` is called with what is being done.

    Raises GoldError when a file with questions cannot be used, and what the product raises.
    """
    if run.questions is None and run.corpus is None:
        return evaluate_gold(gold_corpus(), load(), say, quick=run.quick)
    return evaluate_own(run, say)


def gold_corpus() -> Path:
    """Give the folder of the five documents that the gold is about: beside this one, or in the installed package."""
    here = Path(__file__).resolve().parent.parent
    return here / "corpus" if (here / "corpus").is_dir() else here / "_corpus"


def evaluate_gold(corpus: Path, gold: Sequence[Case], say: Say, *, quick: bool) -> Report:
    """Run the protocols on the gold.

    A quick run asks a fixed half of the questions of the usual index, unless the user has another corpus there. The
    list is then kept out by a filter rather than out of the index, answers are not asked for in another process,
    and protocol D is left out.
    """
    say("Het goud nakijken")
    sources = Sources.of(corpus)
    check.check(gold, sources)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        say("De index openen of bouwen")
        assistant, building = _opened(corpus, None if quick and not os.environ.get("QA_CORPUS") else folder / "index")
        with assistant:
            subject = Subject(assistant)
            say("Protocollen B en C: de lijst in het corpus, en weigeren")
            asked = (*known.verbatim_cases(sources), *gold)
            cases = tuple(case for case in asked if _is_sampled(case)) if quick else asked
            found = with_list(subject, cases, sources)
            say("Dezelfde vragen nog eens")
            sample = found.asked[:: max(1, len(found.asked) // AGAIN)]
            again = reliability.asked_again(subject, sample)
            if quick:
                say("Protocol A: de lijst uitgefilterd")
                others = tuple(id_ for id_ in sources.documents if id_ != sources.lists[0].identity.id)
                found = unseen.findings(Subject(assistant, others), sources.lists[0], cases, sources) + found
        elsewhere: list[float] = []
        if not quick:
            say("Protocol A: de lijst niet in de index")
            rest = unseen.corpus_without(corpus, sources.lists[0], folder / "without")
            with Assistant(rest, folder / "index without") as assistant:
                found = unseen.findings(Subject(assistant), sources.lists[0], cases, sources) + found
            say("Dezelfde vragen in een ander proces, met een eigen index")
            elsewhere = reliability.asked_elsewhere(corpus, folder / "again", sample)
            say("Protocol D: de lijst als verzameling antwoorden")
            for document in sources.lists:
                found += anylist.own_answers(anylist.pairs_of(document), document.identity.id, "D")
    trusted = reliability.table(found.asked, again, elsewhere, sources)
    found += Findings((trusted, unseen.agreement_table(gold), check.wording_table(gold)))
    return report_of(found, QUICK if quick else FULL, building)


def with_list(subject: Subject, cases: Sequence[Case], sources: Sources) -> Findings:
    """Run protocols B and C, which ask the same index."""
    judged = known.ask_all(subject, cases, sources)
    return known.findings(judged) + refusal.findings(refusal.ask_all(subject, cases), judged, sources)


def _opened(corpus: Path, index: Path | None) -> tuple[Assistant, float]:
    """Build an index in a folder and open it; without a folder, open the usual one, brought up to date.

    Returns the seconds that building took, the loading of the model included; 0 where nothing need be built.
    """
    assistant = Assistant(corpus, index)
    start = time.perf_counter()
    if index is None:
        assistant.open()
        return assistant, 0.0
    assistant.rebuild()
    building = time.perf_counter() - start
    assistant.open()
    return assistant, building


def _is_sampled(case: Case) -> bool:
    """Whether a question belongs to the fixed half that a quick run asks."""
    return hashlib.sha256(case.id.encode()).digest()[0] % 2 == 0


def evaluate_own(run: Run, say: Say) -> Report:
    """Run protocol D on the questions of a file, or on the lists that are found in a corpus. Raises GoldError."""
    pairs = anylist.read_pairs(run.questions) if run.questions else ()
    found = Findings()
    building = 0.0
    if run.corpus is None:
        say("Elke vraag naar haar eigen antwoord")
        found += anylist.own_answers(pairs, run.questions.name if run.questions else "", "D")
        return report_of(found, OWN, building)
    sources = Sources.of(run.corpus)
    lists = () if pairs else sources.lists
    if not pairs and not lists:
        raise GoldError(
            f"In {run.corpus} staat geen lijst van vragen en antwoorden; geef een bestand met vragen mee (--questions)."
        )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        say("De index bouwen")
        assistant, building = _opened(run.corpus, folder / "index")
        with assistant:
            subject = Subject(assistant)
            if pairs and run.questions:
                say("De vragen stellen")
                found += anylist.in_corpus(pairs, subject, run.questions.name, "D")
            else:
                say("De vragen van de lijsten letterlijk stellen")
                found += known.findings(known.ask_all(subject, known.verbatim_cases(sources), sources))
        for document in lists:
            say(f"De vragen van {document.identity.id} aan haar eigen antwoorden stellen")
            found += anylist.own_answers(anylist.pairs_of(document), document.identity.id, f"D-{document.identity.id}")
            if len(sources.documents) > 1:
                say(f"De vragen van {document.identity.id} aan de andere documenten stellen")
                rest = unseen.corpus_without(run.corpus, document, folder / document.identity.id)
                with Assistant(rest, folder / f"{document.identity.id} index") as assistant:
                    overlap = unseen.overlap_table(
                        Subject(assistant), document, unseen.cases(document), f"A-{document.identity.id}"
                    )
                    found += Findings((overlap,))
    return report_of(found, OWN, building)


def report_of(found: Findings, mode: str, building: float) -> Report:
    """Make the report of all that was found."""
    return Report(
        version=__version__,
        mode=mode,
        tables=found.tables,
        compared=found.compared,
        curve=found.curve,
        outcomes=found.outcomes,
        seconds=tuple(one.seconds for one in found.asked),
        building=building,
    )
