"""What each signal and constant of retrieval is worth: the same questions, by other parameters.

Asked are the questions of the development side only, of every collection at hand, so that what is chosen by these
tables can still be judged on the other side.
"""

import math
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table as Grid

from qa import PARAMETERS, Assistant, Parameters, QuestionError

from . import anylist, known, refusal
from .asking import ANSWER, PRODUCT, Subject, score_systems
from .gold import DOCUMENTS, LIST, GoldError, load
from .measures import RANKING, Difference, Number, Scores, difference, mean
from .results import subjects_of
from .sources import DEV, Sources, copied

# Of the questions with an answer the first four, of those without one the last (of a list or file: the same without
# their own answer). NaN where one says nothing.
MEASURES = ("hit@1", "nDCG@10", "sentence@1", "answered", "refused")
ANSWERABLE = MEASURES[:-1]
STEPS = (0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 4.0)  # times the value in use, tried in a sweep

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of the questions of a collection: scores (n, len(ANSWERABLE)) and refusals (m,)."""

    scores: Scores
    refused: Scores
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Collection:
    """Some documents and questions; ``ask`` asks these by parameters."""

    name: str
    ask: Callable[[Parameters], Measured]


@dataclass(frozen=True, slots=True)
class Trial:
    """A collection asked by other parameters: each of MEASURES, and how it differs from that by those in use."""

    collection: str
    change: str
    numbers: tuple[Number | None, ...]
    differences: tuple[Difference | None, ...]


def ablations() -> tuple[tuple[str, Parameters], ...]:
    """Give what is left out in turn, with the parameters without it."""
    return tuple(
        (f"without {one.name}", PARAMETERS.without(one.name)) for one in PARAMETERS.table if one.neutral is not None
    )


def sweep(name: str) -> tuple[tuple[str, Parameters], ...]:
    """Give the values that one parameter is tried with. Raises QuestionError when there is none of this name."""
    found = next((one for one in PARAMETERS.table if one.name == name), None)
    if found is None:
        known_names = ", ".join(one.name for one in PARAMETERS.table)
        raise QuestionError(f"De parameter {name} is er niet; kies uit {known_names}.")
    # 0 only where it does nothing: a scale of no width, or no passages at all, is no trial.
    values = dict.fromkeys(found.value * step for step in STEPS if step or found.neutral is not None)
    return tuple((f"{name} = {value:g}", PARAMETERS.with_value(name, value)) for value in values)


def trials(
    changes: Sequence[tuple[str, Parameters]],
    say: Say,
    corpus: Path,
    more: Path | None = None,
    questions: Path | None = None,
) -> Iterator[Trial]:
    """Ask all collections by each of these parameters.

    ``corpus`` holds the five documents of the gold, ``more`` other documents with lists of questions, ``questions`` is
    a file of questions with their answers, where there are any. Raises what the product raises.
    """
    with collections(say, corpus, more, questions) as found:
        for collection in found:
            usual = collection.ask(PARAMETERS)
            yield _trial(collection.name, "in use", usual, usual)
            for change, parameters in changes:
                say(f"{collection.name}: {change}")
                yield _trial(collection.name, change, collection.ask(parameters), usual)


@contextmanager
def collections(
    say: Say, corpus: Path, more: Path | None = None, questions: Path | None = None
) -> Iterator[tuple[Collection, ...]]:
    """Open the collections: the five documents, and the answers of each list or file by themselves."""
    given = {questions.name: anylist.read_pairs(questions)} if questions else {}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        say("De vijf documenten")
        sources = Sources.of(corpus, only=DOCUMENTS)
        five = copied(corpus, folder / "five", DOCUMENTS.__contains__)
        assistant = stack.enter_context(Assistant(five, folder / "index"))
        found = [Collection("five documents", _of_gold(assistant, sources))]
        lists = [sources.documents[LIST], *(Sources.of(more).lists if more else ())]
        for name, pairs in ({one.identity.id: anylist.pairs_of(one) for one in lists} | given).items():
            if any(len(pair.answer.strip()) >= anylist.SHORTEST_ANSWER for pair in pairs):
                say(f"De antwoorden van {name}")
                answers = stack.enter_context(anylist.answers(pairs, folder / str(len(found))))
                found.append(Collection(f"answers of {name}", _of_list(answers, sources)))
        yield tuple(found)


def _of_gold(assistant: Assistant, sources: Sources) -> Callable[[Parameters], Measured]:
    gold = load()
    sources = sources.about(gold)
    development = [case for case in gold if sources.split(case) == DEV]
    sentence = ANSWER.index("zin@1")

    def ask(parameters: Parameters) -> Measured:
        subject = Subject(assistant.tuned(parameters), DOCUMENTS)
        judged = known.own_words(known.ask_all(subject, development, sources))
        rows = [
            (*_ranked(one.scores[PRODUCT]), one.answer_scores[sentence], float(one.asked.answer is not None))
            for one in judged
        ]
        refused = [float(one.answer is None) for one in refusal.ask_all(subject, development)]
        return Measured(_scores(rows), np.asarray(refused), tuple(subjects_of(judged)))

    return ask


def _of_list(answers: anylist.Answers, sources: Sources) -> Callable[[Parameters], Measured]:
    chosen = [(case, own) for case, own in answers.cases if sources.split(case) == DEV]

    def ask(parameters: Parameters) -> Measured:
        tuned = replace(answers, assistant=answers.assistant.tuned(parameters))
        asked = [Subject(tuned.assistant).ask(case) for case, _ in chosen]
        scores = score_systems(
            [one.hits for one in asked], [{own: 1} for _, own in chosen], name=lambda hit: hit.passage.document_id
        )[PRODUCT]
        rows = [
            (*_ranked(row), math.nan, float(one.answer is not None))
            for row, one in zip(scores.tolist(), asked, strict=True)
        ]
        without = tuned.without_their_own(chosen)
        refused = [float(one.answer is None) for one in without]
        return Measured(_scores(rows), np.asarray(refused), tuple(case.id for case, _ in chosen))

    return ask


def _ranked(scores: Sequence[float]) -> tuple[float, float]:
    return scores[RANKING.index("hit@1")], scores[RANKING.index("nDCG@10")]


def _scores(rows: Sequence[Sequence[float]]) -> Scores:
    return np.asarray(rows, np.float64).reshape(-1, len(ANSWERABLE))


def _trial(collection: str, change: str, measured: Measured, usual: Measured) -> Trial:
    numbers: list[Number | None] = []
    differences: list[Difference | None] = []
    for place in range(len(MEASURES)):
        ours, theirs, subjects = _column(measured, place), _column(usual, place), usual.subjects
        if place == len(ANSWERABLE):
            subjects = ()
        told = ~np.isnan(ours)
        if not told.any():
            numbers.append(None)
            differences.append(None)
            continue
        about = [one for one, is_told in zip(subjects, told, strict=True) if is_told] if subjects else ()
        numbers.append(mean(ours[told], about))
        differences.append(difference(ours[told], theirs[told], about))
    return Trial(collection, change, tuple(numbers), tuple(differences))


def _column(measured: Measured, place: int) -> Scores:
    return measured.refused if place == len(ANSWERABLE) else np.asarray(measured.scores[:, place])


def as_markdown(found: Sequence[Trial]) -> str:
    """Give the trials as a table for each collection; behind a number its difference with its 95 % interval."""
    lines: list[str] = []
    for collection in dict.fromkeys(one.collection for one in found):
        rows = [one for one in found if one.collection == collection]
        n = max(number.n for number in rows[0].numbers if number)
        lines += [
            f"**{collection}** ({n} questions)",
            "",
            f"| | {' | '.join(MEASURES)} |",
            "|---" * (len(MEASURES) + 1) + "|",
        ]
        lines += [f"| {one.change} | {' | '.join(_cells(one))} |" for one in rows]
        lines.append("")
    return "\n".join(lines)


def _cells(trial: Trial) -> Iterator[str]:
    for number, change in zip(trial.numbers, trial.differences, strict=True):
        if number is None or change is None:
            yield "–"
        elif change.value == change.low == change.high == 0:
            yield f"{number.value:.3f}"
        else:
            yield f"{number.value:.3f} ({change.value:+.3f} [{change.low:+.3f}, {change.high:+.3f}])"


def print_trials(console: Console, found: Sequence[Trial]) -> None:
    """Print a table for each collection: each measure, with how it differs and the 95 % interval of that."""
    for collection in dict.fromkeys(one.collection for one in found):
        grid = Grid(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), title=collection, title_justify="left")
        for column in ("", *MEASURES):
            grid.add_column(column, justify="right" if column else "left")
        for one in found:
            if one.collection == collection:
                grid.add_row(one.change, *_cells(one))
        console.print(grid)


def write_between(path: Path, mark: str, content: str) -> None:
    """Put text between the two marks of a name in a Markdown file. Raises GoldError where these are not."""
    text = path.read_text(encoding="utf-8")
    begin, end = f"<!-- {mark} -->\n", f"<!-- /{mark} -->"
    before, found, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise GoldError(f"In {path} ontbreken de regels {begin.strip()} en {end}; zet ze waar de tabel hoort.")
    path.write_text(f"{before}{begin}{content}{end}{after}", encoding="utf-8")
