"""The whole run: which protocols are asked of what, in which order."""

import hashlib
import operator
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from qa import Assistant, Failure, __version__, read_corpus

from . import answers, anylist, check, feedback, known, refusal, reliability, unseen
from .asking import Subject
from .gold import DOCUMENTS, LIST, Case, GoldError, load
from .results import Findings, Report
from .sources import Sources, copied

FULL, QUICK, ANSWERS = "volledig", "snel", "antwoorden"
OTHERS = tuple(id_ for id_ in DOCUMENTS if id_ != LIST)
AGAIN = 60  # answers that are asked for once more

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Run:
    """What is asked for.

    Without ``questions``, ``corpus`` and ``feedback`` the gold of this folder is asked of its five documents, in full
    or ``quick``. Otherwise the questions of a file, of the lists in the corpus, or on which users gave a verdict.
    """

    quick: bool = False
    questions: Path | None = None
    corpus: Path | None = None
    feedback: Path | None = None
    answers: bool = False

    @property
    def own(self) -> bool:
        """Whether the questions or the documents are the user's own."""
        return any((self.questions, self.corpus, self.feedback))

    @property
    def mode(self) -> str:
        """What is measured; only runs of one mode can be compared."""
        if not self.own:
            return ANSWERS if self.answers else QUICK if self.quick else FULL
        own = " van ".join(path.name for path in (self.questions, self.feedback, self.corpus) if path)
        return f"{ANSWERS} van {own}" if self.answers else own


def evaluate(run: Run, say: Say) -> Report:
    """Measure what is asked for; ``say`` is called with what is being done.

    Raises GoldError when a file with questions or verdicts cannot be used, and what the product raises.
    """
    if run.feedback:
        found, building = _verdicts(run.feedback, run.corpus, say)
    elif run.questions and run.corpus:
        found, building = _questions_of_corpus(run.questions, run.corpus, say)
    elif run.questions:
        say("Elke vraag naar haar eigen antwoord")
        found, building = anylist.own_answers(anylist.read_pairs(run.questions), run.questions.name, "D"), 0.0
    elif run.answers:
        found, building = _answers_elsewhere(run.corpus, say) if run.corpus else _answers(gold_corpus(), say)
    elif run.corpus:
        found, building = _lists_of_corpus(run.corpus, say)
    else:
        found, building = _gold(gold_corpus(), say, quick=run.quick)
    return report_of(found, run.mode, building)


def gold_corpus() -> Path:
    """Give the folder of the five documents that the gold is about: beside this one, or in the installed package."""
    here = Path(__file__).resolve().parent.parent
    return here / "corpus" if (here / "corpus").is_dir() else here / "_corpus"


def _gold(corpus: Path, say: Say, *, quick: bool) -> tuple[Findings, float]:
    """Run the protocols on the gold; returns what they found, and the seconds that the index took.

    A quick run asks a fixed half of the questions of the usual index, unless the user has another corpus there. The
    list is then kept out by a filter rather than out of the index, answers are not asked for in another process,
    and protocol D is left out.
    """
    say("Het goud nakijken")
    gold = load()
    sources = Sources.of(corpus, only=DOCUMENTS)
    cases = (*known.verbatim_cases(sources), *gold)
    sources = sources.about(cases)
    check.check(gold, sources)
    if quick:
        cases = tuple(case for case in cases if _is_sampled(case))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        say("De index openen of bouwen")
        five = corpus if quick else copied(corpus, folder / "five", DOCUMENTS.__contains__)
        assistant, building = _opened(five, None if quick and not os.environ.get("QA_CORPUS") else folder / "index")
        with assistant:
            subject = Subject(assistant, DOCUMENTS)
            say("Protocollen B en C: de lijst in het corpus, en weigeren")
            found = with_list(subject, cases, sources)
            say("Dezelfde vragen nog eens")
            sample = found.asked[:: max(1, len(found.asked) // AGAIN)]
            again = reliability.asked_again(subject, sample)
            if quick:
                say("Protocol A: de lijst uitgefilterd")
                found = unseen.findings(Subject(assistant, OTHERS), sources, cases) + found
        elsewhere: list[float] = []
        if not quick:
            say("Protocol A: de lijst niet in de index")
            rest = copied(five, folder / "without", OTHERS.__contains__)
            with Assistant(rest, folder / "index without") as without:
                found = unseen.findings(Subject(without, OTHERS), sources, cases) + found
            say("Dezelfde vragen in een ander proces, met een eigen index")
            elsewhere = reliability.asked_elsewhere(five, folder / "again", sample)
    # What is cited is checked in the five documents, so before the lists of answers are asked.
    trusted = reliability.table(found.asked, again, elsewhere, sources)
    if not quick:
        say("Protocol D: de lijst als verzameling antwoorden")
        found += anylist.own_answers(anylist.pairs_of(sources.documents[LIST]), LIST, "D")
    return found + Findings((trusted, unseen.agreement_table(gold), check.wording_table(gold))), building


def _answers(corpus: Path, say: Say) -> tuple[Findings, float]:
    """Measure what answers say, of the usual index unless the user has another corpus there."""
    labelled = answers.load()
    with tempfile.TemporaryDirectory() as folder:
        say("De index openen of bouwen")
        assistant, building = _opened(corpus, Path(folder) if os.environ.get("QA_CORPUS") else None)
        with assistant:
            say(f"{len(labelled)} vragen stellen")
            return answers.findings(answers.ask_all(Subject(assistant, DOCUMENTS), labelled)), building


def _answers_elsewhere(corpus: Path, say: Say) -> tuple[Findings, float]:
    """Measure what answers say on documents of others, which the user has in a folder."""
    say("De documenten lezen")
    documents, _ = read_corpus(corpus)
    labelled, missing = answers.elsewhere(documents)
    if missing:
        say(f"{missing} vragen blijven weg: hun document staat niet in deze map, of is anders ingedeeld")
    with tempfile.TemporaryDirectory() as folder:
        assistant, building = _opened(corpus, Path(folder))
        with assistant:
            say(f"{len(labelled)} vragen stellen")
            return answers.findings(answers.ask_all(Subject(assistant), labelled)), building


def with_list(subject: Subject, cases: Sequence[Case], sources: Sources) -> Findings:
    """Run protocols B and C, which ask the same index."""
    judged = known.ask_all(subject, cases, sources)
    unanswerable = refusal.ask_all(subject, cases)
    return known.findings(judged) + refusal.findings(unanswerable, known.own_words(judged), sources)


def _verdicts(file: Path, corpus: Path | None, say: Say) -> tuple[Findings, float]:
    """Ask the questions on which users gave a verdict once more, of the usual documents or of those in a folder."""
    verdicts = feedback.latest(file)
    with tempfile.TemporaryDirectory() as name:
        say("De index openen of bouwen")
        assistant, building = _opened(corpus, Path(name) / "index" if corpus else None)
        with assistant:
            _say_failures(assistant.library.failures, say)
            say("De vragen opnieuw stellen")
            return feedback.findings(
                verdicts, Subject(assistant), Sources.of(assistant.library.corpus), file.name
            ), building


def _questions_of_corpus(questions: Path, corpus: Path, say: Say) -> tuple[Findings, float]:
    """Run protocol D on the questions of a file, asked of the documents in a folder."""
    pairs = anylist.read_pairs(questions)
    with tempfile.TemporaryDirectory() as name:
        say("De index bouwen")
        assistant, building = _opened(corpus, Path(name) / "index")
        with assistant:
            _say_failures(assistant.library.failures, say)
            say("De vragen stellen")
            return anylist.in_corpus(pairs, Subject(assistant), questions.name, "D"), building


def _lists_of_corpus(corpus: Path, say: Say) -> tuple[Findings, float]:
    """Run protocol D on every list of questions and answers in a folder.

    Its questions are asked word for word, of its own answers alone, and of the other documents where there are any.
    """
    sources = Sources.of(corpus)
    _say_failures(sources.failures, say)
    if not sources.lists:
        raise GoldError(
            f"In {corpus} staat geen lijst van vragen en antwoorden; geef een bestand met vragen mee (--questions)."
        )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        say("De index bouwen")
        assistant, building = _opened(corpus, folder / "index")
        with assistant:
            say("De vragen van de lijsten letterlijk stellen")
            judged = known.ask_all(Subject(assistant), known.verbatim_cases(sources), sources)
            found = known.verbatim_findings(judged, "D-letterlijk", corpus.name)
        found += Findings((reliability.table(found.asked, [], [], sources),))
        for document in sources.lists:
            id_ = document.identity.id
            say(f"De vragen van {id_} aan haar eigen antwoorden stellen")
            found += anylist.own_answers(anylist.pairs_of(document), id_, f"D-{id_}")
            if len(sources.documents) > 1:
                say(f"De vragen van {id_} aan de andere documenten stellen")
                rest = copied(corpus, folder / id_, partial(operator.ne, id_))
                with Assistant(rest, folder / f"{id_} index") as without:
                    asked = unseen.cases(document)
                    found += Findings((unseen.overlap_table(Subject(without), document, asked, f"A-{id_}"),))
    return found, building


def _say_failures(failures: Iterable[Failure], say: Say) -> None:
    for failure in failures:
        say(f"Overgeslagen: {failure.reason}")


def _opened(corpus: Path | None, index: Path | None) -> tuple[Assistant, float]:
    """Build an index in a folder and open it; without a folder, open the usual one, brought up to date.

    Returns the seconds that building took, the loading of the model included; 0 where nothing need be built.
    """
    assistant = Assistant(corpus, index)
    start = time.perf_counter()
    if index is None:
        assistant.open()
        return assistant, 0.0
    assistant.library.rebuild()
    building = time.perf_counter() - start
    assistant.open()
    return assistant, building


def _is_sampled(case: Case) -> bool:
    """Whether a question belongs to the fixed half that a quick run asks."""
    return hashlib.sha256(case.id.encode()).digest()[0] % 2 == 0


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
