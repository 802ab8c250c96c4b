"""``python -m eval.learning.answerability DATA WORK``: learn how likely what is found first answers the question.

Asked are the training questions in their own dossier and among all subjects, each also with its answers taken out,
others in dossiers to which they are foreign, and those of the development side about the five documents. Measured is
what the product measures (``qa.retrieval.answerability``), by the reader as it now is: this comes after
``eval.learning``.
"""

import hashlib
import random
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from functools import partial
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt
import orjson
from scipy.optimize import minimize
from scipy.special import expit
from scipy.stats import mannwhitneyu

from qa import PARAMETERS, Citation, Hit
from qa.answering.compose import cite
from qa.answering.sentences import answering_span
from qa.embedding import Embedder
from qa.embedding.reader import VERSION_DIGITS, version
from qa.language.sentences import sentence_spans
from qa.retrieval.answerability import BIAS, FILE, FURTHER, READ, UNREAD, Measures, Weights, likely, measured
from qa.retrieval.pipeline import Found, Retriever
from qa.settings import from_environment
from qa.store.snapshot import Store

from .. import answers, gold, known
from ..anylist import Pair, read_pairs
from ..asking import says
from ..sources import DEV, Sources
from .corpora import ALL, Corpus, made, read_anew, store_of
from .examples import Letters, Reading, found_by, kept
from .questions import (
    DEBATED,
    OF_MEMBERS,
    SIDES_OF_REAL,
    Kind,
    Question,
    Training,
    is_kept_aside,
    letters_of,
    training,
)

NAMES: Mapping[str, Sequence[str]] = {
    READ: ("words", "sentence", "lead", "held", "unstated", "length"),
    UNREAD: ("sentence", "lead", "coverage", "held", "unstated", "length"),
}
FIVE = "five"
PLACES = 4  # passages from the top of a ranking that are judged
FOREIGN = 300  # questions of other dossiers in each
SEED = 1
# How much each counts. A third of the written questions shares no word with the text, which is more than users do; of
# the five documents there are some two hundred, which together count as much as three tenths of all others.
SPOKEN, WITHOUT, DOSSIER = 0.3, 0.5, 0.3
DIGITS = 2  # of a weight: more say nothing of so many questions

Floats = npt.NDArray[np.float64]


class Setting(StrEnum):
    """Where a question is asked."""

    OWN = "own"  # its passage is there
    WITHOUT = "without"  # what answers it was taken out of what was found
    FOREIGN = "foreign"  # its passage is elsewhere


@dataclass(frozen=True, slots=True)
class Judged:
    """A question that was asked of a corpus: what was measured of a passage found there, and whether its quote answers.

    ``answerable`` tells that there is an answer somewhere in the corpus.
    """

    corpus: str
    kind: str
    setting: str
    validation: bool = False
    answerable: bool = False
    answered: bool = False
    measures: Mapping[str, float] = field(default_factory=dict)

    @property
    def first(self) -> bool:
        """Whether no passage has a higher score."""
        return self.measures["lead"] >= 0

    @property
    def weight(self) -> float:
        """How much it counts beside other written questions."""
        return (SPOKEN if self.kind == Kind.SPOKEN else 1.0) * (WITHOUT if self.setting == Setting.WITHOUT else 1.0)


def main(data: Path, work: Path) -> None:
    """Ask, learn, tell what it is worth, and write the weights where they are used."""
    asked = _all_asked(data, training(data), read_anew(made(data, work), work), work)
    first, further = ([one for one in asked if one.first is is_first] for is_first in (True, False))
    weights = {}
    for name, measures in NAMES.items():
        for side, of in ((name, first), (FURTHER.format(name), further)):
            weights[side] = learned(of, measures)
            print(side, *(f"{measure} {weight:+.2f}" for measure, weight in weights[side].items()))
            for line in told(of, weights[side]):
                print("   ", line)
    FILE.write_bytes(orjson.dumps(weights, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


def _all_asked(data: Path, training: Training, corpora: Sequence[Corpus], work: Path) -> list[Judged]:
    """Ask all questions of all corpora.

    What was asked before, with this reader and these parameters, is read from ``work``; whoever changes how passages
    are ranked or measured removes those files.
    """
    reading = Reading(Embedder(from_environment()))
    tuned = hashlib.sha256(repr(PARAMETERS).encode()).hexdigest()[:VERSION_DIGITS]

    def judged(name: str, made: Callable[[], Iterator[Judged]]) -> tuple[Judged, ...]:
        return kept(Judged, work / f"{name}-{version()}-{tuned}.jsonl", made)

    real = read_pairs(data / DEBATED)
    asked = [judged(corpus.name, partial(asked_of, corpus, training, real, reading)) for corpus in corpora]
    asked.append(judged(FIVE, partial(_five, work / f"five-{version()}")))
    return list(chain.from_iterable(asked))


def learned(asked: Sequence[Judged], names: Sequence[str]) -> dict[str, float]:
    """Learn the weights of these measures, and of BIAS, from what is not kept aside: by logistic regression."""
    written = [one for one in asked if not one.validation and one.corpus != FIVE]
    five = [one for one in asked if one.corpus == FIVE]
    counts = np.asarray([one.weight for one in written] + [0.0 for _ in five])
    counts[len(written) :] = DOSSIER * counts.sum() / max(len(five), 1)
    table = _table([*written, *five], (BIAS, *names))
    right = np.asarray([one.answered for one in (*written, *five)], np.float64)

    def lost(weights: Floats) -> tuple[float, Floats]:
        logits = table @ weights
        slope = counts * (expit(logits) - right)
        return float(counts @ (np.logaddexp(0, logits) - right * logits)), slope @ table

    found = minimize(lost, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 1000})
    return {name: round(float(value), DIGITS) for name, value in zip((BIAS, *names), found.x, strict=True)}


def told(asked: Sequence[Judged], weights: Weights) -> Iterator[str]:
    """Tell what these weights are worth on what is kept aside, in each collection."""
    aside = [one for one in asked if one.setting != Setting.WITHOUT and (one.validation or one.corpus == FIVE)]
    sides = {
        "one dossier": [one for one in aside if one.corpus not in {FIVE, ALL}],
        "all subjects": [one for one in aside if one.corpus == ALL],
        "five documents": [one for one in aside if one.corpus == FIVE],
    }
    lowest, certain = PARAMETERS["answered from"], PARAMETERS["certain from"]
    for name, side in sides.items():
        if not side:
            continue
        chances = np.asarray([likely(Measures(**one.measures), weights) for one in side])
        right = np.asarray([one.answered for one in side])
        there = np.asarray([one.answerable for one in side])
        with_answer, without = chances[there], chances[~there]
        yield f"{name}: {len(side)}, AUC of the first passage answers {_auc(chances, right):.3f}"
        at = (f"{_share(without < np.quantile(with_answer, lost))} at {lost:.0%} lost" for lost in (0.01, 0.05, 0.1))
        yield f"  refused {', '.join(at)}; as it is {_share(without < lowest)} at {_share(with_answer < lowest)} lost"
        yield (
            f"  certain {_share(with_answer >= certain)}, of these right {_share(right[chances >= certain])}; "
            f"without an answer and certain {_share(without >= certain)}"
        )
        yield "  said and true: " + ", ".join(_reliability(chances, right))


def _share(of: npt.NDArray[np.bool_]) -> str:
    return f"{of.mean():.2f}" if len(of) else "–"


def _auc(chances: Floats, right: npt.NDArray[np.bool_]) -> float:
    won = mannwhitneyu(chances[right], chances[~right]).statistic
    return float(won / (right.sum() * (~right).sum()))


def _reliability(chances: Floats, right: npt.NDArray[np.bool_]) -> Iterator[str]:
    for tenth in range(10):
        inside = (chances >= tenth / 10) & (chances < (tenth + 1) / 10)
        if inside.any():
            yield f"{chances[inside].mean():.2f} {right[inside].mean():.2f} ({inside.sum()})"


def _table(asked: Sequence[Judged], names: Sequence[str]) -> Floats:
    return np.asarray([[{BIAS: 1.0, **one.measures}[name] for name in names] for one in asked], np.float64)


def asked_of(corpus: Corpus, training: Training, real: Sequence[Pair], reading: Reading) -> Iterator[Judged]:
    """Ask the questions of a corpus, written and real, each with its answers taken out too; in a dossier others'."""
    with corpus.opened() as assistant:
        reading.all_of(training)
        store, retriever = store_of(assistant), Retriever(reading)
        letters = Letters(store.passages)
        there = [one for one in training.questions if letters.holds(training.letters[one.passage])]
        for question in there:
            answering = letters.answering(training.letters[question.passage], question)
            found = found_by(question.question, question.history, store, retriever)
            if found and (answering or not question.answer):
                yield from _with_and_without(_blank(corpus, question, Setting.OWN), found, store, answering)
        for pair in real:
            answered_by = dict.fromkeys(letters.within(letters_of(pair.answer)), tuple[int, ...]())
            if answered_by and (found := found_by(pair.question, (), store, retriever)):
                blank = Judged(corpus.name, OF_MEMBERS, Setting.OWN, is_kept_aside(pair.answer, SIDES_OF_REAL))
                yield from _with_and_without(blank, found, store, answered_by)
        if corpus.name != ALL:  # among all subjects no question is foreign
            own = {one.passage for one in there}
            elsewhere = [one for one in training.questions if one.answer and one.passage not in own]
            chance = random.Random(SEED)  # noqa: S311 - no secret
            for question in chance.sample(elsewhere, min(FOREIGN, len(elsewhere))):
                if found := found_by(question.question, question.history, store, retriever):
                    yield from _judged(_blank(corpus, question, Setting.FOREIGN), found, store, lambda _: False)


def _five(index: Path) -> Iterator[Judged]:
    """The questions of the development side about the five documents."""
    corpus = from_environment().corpus
    cases = gold.load()
    sources = Sources.of(corpus, only=gold.DOCUMENTS).about(cases)
    with Corpus(FIVE, corpus, index).opened() as assistant:
        store, retriever = store_of(assistant), Retriever(assistant.library.place.embedder.questions)
        for case in cases:
            if sources.split(case) == DEV and case.kind in {*gold.UNANSWERABLE, *known.KINDS}:
                blank = Judged(FIVE, str(case.kind), Setting.OWN, answerable=case.answerable)
                yield from _labelled(blank, case.question, case.history, store, retriever, partial(_says, case))
        for one in answers.load():
            if one.split == DEV:
                blank = Judged(FIVE, one.kind, Setting.OWN, answerable=bool(one.parts))
                yield from _labelled(blank, one.question, one.history, store, retriever, partial(_tells, one))


def _labelled(
    blank: Judged,
    question: str,
    history: Sequence[str],
    store: Store,
    retriever: Retriever,
    answers_: Callable[[Citation], bool],
) -> Iterator[Judged]:
    found = found_by(question, history, store, retriever)
    if found and not found.ranking.listed:
        yield from _judged(blank, found, store, lambda hit: answers_(cite(store, found.query, found.ranking, hit)))


def _says(case: gold.Case, citation: Citation) -> bool:
    return says(citation, case.evidence) is not None


def _tells(labelled: answers.Labelled, citation: Citation) -> bool:
    said = (
        answers.Quote(citation.document_id, citation.quote[slice(*span)]) for span in sentence_spans(citation.quote)
    )
    return any(answers.is_said(one, part) for one in said for part in labelled.parts)


def _with_and_without(
    blank: Judged, found: Found, store: Store, answering: Mapping[int, tuple[int, ...]]
) -> Iterator[Judged]:
    """Judge what was found by the positions of the passages that answer, each with its sentences that do."""

    def answers_(hit: Hit) -> bool:
        if hit.position not in answering:
            return False
        quoted = range(*answering_span(store, found.ranking.asked, found.query, hit))
        numbers = answering[hit.position]  # of a real question none are known
        return not numbers or any(hit.passage.sentences[number][0] in quoted for number in numbers)

    yield from _judged(replace(blank, answerable=bool(answering)), found, store, answers_)
    others = tuple(hit for hit in found.ranking.hits if hit.position not in answering)
    if answering and others:
        taken_out = replace(found, ranking=replace(found.ranking, hits=others))
        yield from _judged(replace(blank, setting=Setting.WITHOUT), taken_out, store, answers_)


def _blank(corpus: Corpus, question: Question, setting: Setting) -> Judged:
    return Judged(corpus.name, question.kind.value, setting, question.is_validation)


def _judged(blank: Judged, found: Found, store: Store, answers_: Callable[[Hit], bool]) -> Iterator[Judged]:
    """Judge what was found at the top by whether its quotations answer."""
    for hit in found.ranking.hits[:PLACES]:
        measures = asdict(measured(store, found.query, found.ranking, hit))
        yield replace(blank, answered=answers_(hit), measures=measures)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
