"""The measures: of rankings by ir-measures, of overlap by rapidfuzz, of certainty by scipy."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]

DEPTHS = (1, 3, 5, 10)
# "hit" is the share of questions with at least one right passage up to that place (Success@k), "recall" the
# share of all right passages found up to there.
RANKING = (*(f"hit@{k}" for k in DEPTHS), *(f"recall@{k}" for k in DEPTHS), "MRR@10", "nDCG@10")

BEST_OF = (1, 3, 5)  # retrieved sentences that are held against an answer

RESAMPLES = 2_000
CONFIDENCE = 0.95
SEED = 27925  # any number; fixed, so that a report can be made again to the last digit

Ranking = Sequence[str]  # ids, best first
Judgments = Mapping[str, int]  # id -> gain


@dataclass(frozen=True, slots=True)
class Number:
    """A mean over ``n`` questions with its 95 % bootstrap interval from ``low`` to ``high``."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Difference:
    """The mean of the paired differences between two systems, its 95 % interval and its two-sided p value."""

    value: float
    low: float
    high: float
    p: float
    n: int

    @property
    def proven(self) -> bool:
        """Whether both the interval leaves zero out and the test finds a difference."""
        return not self.low <= 0 <= self.high and self.p < 1 - CONFIDENCE


def ranking_scores(judgments: Sequence[Judgments], rankings: Sequence[Ranking]) -> Scores:
    """Score rankings against judgments by the measures in RANKING: shape (questions, len(RANKING)).

    A question without a ranking or without judgments scores 0; it never drops out.
    """
    import ir_measures as ir  # noqa: PLC0415 - imported late, like every big library

    measures = [ir.Success @ k for k in DEPTHS] + [ir.R @ k for k in DEPTHS] + [ir.RR @ 10, ir.nDCG @ 10]
    places = {measure: place for place, measure in enumerate(measures)}
    qrels = [ir.Qrel(str(i), id_, gain) for i, judged in enumerate(judgments) for id_, gain in judged.items()]
    run = [
        ir.ScoredDoc(str(i), id_, float(-place))
        for i, ranking in enumerate(rankings)
        for place, id_ in enumerate(dict.fromkeys(ranking))
    ]
    scores = np.zeros((len(judgments), len(measures)))
    for metric in ir.iter_calc(measures, qrels, run):
        scores[int(metric.query_id), places[metric.measure]] = metric.value
    return scores


def mean(scores: Sequence[float] | Scores, subjects: Sequence[str] = ()) -> Number:
    """Give the mean with its interval, as ``means`` does; NaN when there is nothing to average."""
    return means(np.asarray(scores, np.float64)[:, None], subjects)[0]


def means(scores: Scores, subjects: Sequence[str] = ()) -> tuple[Number, ...]:
    """Give the mean of each column with its percentile bootstrap interval (Efron 1979); shape (questions, measures).

    Questions about the same subject are drawn together (a cluster bootstrap): three paraphrases of one question
    are not three independent witnesses. Without ``subjects`` every row stands alone.
    """
    if not len(scores):
        return tuple(Number(float("nan"), float("nan"), float("nan"), 0) for _ in range(scores.shape[1]))
    low, high = _interval(scores, subjects)
    values = scores.mean(axis=0)
    return tuple(
        Number(float(value), float(a), float(b), len(scores)) for value, a, b in zip(values, low, high, strict=True)
    )


def difference(
    ours: Sequence[float] | Scores, theirs: Sequence[float] | Scores, subjects: Sequence[str] = ()
) -> Difference:
    """Compare two systems on the same questions: paired bootstrap interval and paired permutation test.

    The test swaps the two systems for all questions about a subject at once.
    """
    from scipy import stats  # noqa: PLC0415

    pairs = np.asarray(ours, np.float64) - np.asarray(theirs, np.float64)
    if not len(pairs):
        return Difference(float("nan"), float("nan"), float("nan"), float("nan"), 0)
    sums, _ = _by_subject(pairs[:, None], subjects)
    low, high = _interval(pairs[:, None], subjects)
    value = float(pairs.mean())
    if len(sums) == 1:
        return Difference(value, float(low[0]), float(high[0]), 1.0, len(pairs))  # one subject proves nothing
    test = stats.permutation_test(
        (sums[:, 0],), np.mean, permutation_type="samples", vectorized=True, n_resamples=RESAMPLES, rng=_generator()
    )
    return Difference(value, float(low[0]), float(high[0]), float(test.pvalue), len(pairs))


def _interval(scores: Scores, subjects: Sequence[str]) -> tuple[Scores, Scores]:
    from scipy import stats  # noqa: PLC0415

    sums, counts = _by_subject(scores, subjects)
    if len(sums) == 1:
        return scores.mean(axis=0), scores.mean(axis=0)
    result = stats.bootstrap(
        (sums, np.broadcast_to(counts[:, None], sums.shape)),
        lambda total, number, axis: total.sum(axis=axis) / number.sum(axis=axis),
        n_resamples=RESAMPLES,
        batch=200,
        paired=True,
        vectorized=True,
        axis=0,
        confidence_level=CONFIDENCE,
        method="percentile",
        rng=_generator(),
    )
    interval = result.confidence_interval
    return np.asarray(interval.low), np.asarray(interval.high)


def _by_subject(scores: Scores, subjects: Sequence[str]) -> tuple[Scores, Scores]:
    """The sum of the scores of each subject, shape (subjects, measures), and the number of its questions."""
    names, places = np.unique(subjects or [str(i) for i in range(len(scores))], return_inverse=True)
    sums = np.zeros((len(names), scores.shape[1]))
    np.add.at(sums, places, scores)
    return sums, np.bincount(places).astype(np.float64)


def _generator() -> np.random.Generator:
    return np.random.default_rng(SEED)


def rouge_l(text: str, reference: str) -> float:
    """Give ROUGE-L: the F1 of the longest common subsequence of stemmed words (Lin 2004), from 0 to 1."""
    from rapidfuzz.distance import LCSseq  # noqa: PLC0415

    ours, theirs = stems(text), stems(reference)
    if not ours or not theirs:
        return 0.0
    return 2 * LCSseq.similarity(ours, theirs) / (len(ours) + len(theirs))


def word_recall(text: str, reference: str) -> float:
    """Give the share of the different content words of ``reference`` that ``text`` holds too, from 0 to 1."""
    wanted = content_stems(reference)
    return len(wanted & content_stems(text)) / len(wanted) if wanted else 0.0


def best_rouge(quotes: Sequence[str], reference: str) -> list[float]:
    """Give ROUGE-L of the best of the first 1, 3 and 5 sentences; 0 where there are none."""
    scores = [rouge_l(quote, reference) for quote in quotes]
    return [max(scores[:k], default=0.0) for k in BEST_OF]


def words_said(quotes: Sequence[str], reference: str) -> list[float]:
    """Give the share of the content words that the first 1, 3 and 5 sentences say together."""
    return [word_recall(" ".join(quotes[:k]), reference) for k in BEST_OF]


def longest_run(text: str, reference: str) -> int:
    """Give the length in words of the longest run of words that two texts share."""
    matcher = SequenceMatcher(None, words(text), words(reference), autojunk=False)
    return matcher.find_longest_match().size


def words(text: str) -> list[str]:
    """The words of a text in lower case."""
    return ["".join(group) for letter, group in itertools.groupby(text.lower(), str.isalnum) if letter]


def stems(text: str) -> list[str]:
    """The Dutch Snowball stems of the words of a text."""
    return [_stem(word) for word in words(text)]


def content_stems(text: str) -> frozenset[str]:
    """The stems of a text without the words that say nothing about a subject."""
    return frozenset(_stem(word) for word in words(text) if len(word) > 1 and word not in FUNCTION_WORDS)


@cache
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


@cache
def _stemmer() -> Any:  # noqa: ANN401 - PyStemmer is untyped
    import Stemmer  # noqa: PLC0415

    return Stemmer.Stemmer("dutch")


FUNCTION_WORDS = frozenset(
    """
    aan al als bij daar dan dat de deze die dit door een en er haar had heb heeft hen het hij hoe hun ik in is je
    kan kon kunnen kunt maar me meer met mij mijn moet na naar niet nog nu of om onder ons ook op over reeds te
    ten ter toch tot u uit uw van vanaf voor waar waarom wanneer want waren was wat we wel welk welke werd wie
    wij wil worden wordt ze zelf zich zij zijn zo zoals zou zullen
    """.split()
)
