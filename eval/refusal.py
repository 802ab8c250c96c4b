"""Protocol C, refusal: is "nothing found" said when nothing is there, and only then."""

from collections.abc import Sequence

import numpy as np

from .asking import Asked, Judged, Subject
from .gold import UNANSWERABLE, Case
from .measures import Number, mean
from .results import Findings, Outcome, Point, Row, Table, outcome, subjects_of
from .sources import DEV, TEST, Sources

ALL = "alle"
NUMBERS = ("precisie", "geweigerd", "ten onrechte", "behouden bij 90 %")
TARGET = 0.9  # share of unanswerable questions refused at which the kept answerable ones are reported


def ask_all(subject: Subject, gold: Sequence[Case]) -> list[Asked]:
    """Ask the unanswerable questions."""
    return [subject.ask(case) for case in gold if case.kind in UNANSWERABLE]


def table(unanswerable: Sequence[Asked], answerable: Sequence[Judged], sources: Sources) -> Table:
    """Tell how many were rightly and how many wrongly refused."""
    rows = []
    for split in (ALL, DEV, TEST):
        nothing = [one for one in unanswerable if split in {ALL, sources.split(one.case)}]
        something = [one for one in answerable if split in {ALL, one.split}]
        rows.append(Row(split, numbers(nothing, [one.asked for one in something], subjects_of(something))))
    for kind in UNANSWERABLE:
        nothing = [one for one in unanswerable if one.case.kind is kind]
        rows.append(Row(str(kind), (None, mean(_refused(nothing)), None, None)))
    return Table(
        key="C-weigeren",
        title=f"C. Weigeren ({len(unanswerable)} vragen zonder, {len(answerable)} met antwoord, in eigen woorden)",
        note=(
            "precisie: welk deel van de weigeringen terecht is. geweigerd: welk deel van de vragen zonder antwoord is "
            "geweigerd. ten onrechte: welk deel van de vragen met antwoord is geweigerd. behouden bij 90 %: welk deel "
            "van de vragen met antwoord overblijft bij de grens die 90 % van de andere weigert."
        ),
        columns=NUMBERS,
        rows=tuple(rows),
    )


def numbers(
    nothing: Sequence[Asked], something: Sequence[Asked], subjects: Sequence[str] = ()
) -> tuple[Number | None, ...]:
    """Give what NUMBERS names, of questions without and with an answer; ``subjects`` are those of the latter."""
    right, wrong = _refused(nothing), _refused(something)
    precision = mean([1.0] * int(sum(right)) + [0.0] * int(sum(wrong)))
    limit = np.quantile([one.support for one in nothing], TARGET) if nothing else 0.0
    kept = mean([float(one.support > limit) for one in something], subjects)
    return precision, mean(right), mean(wrong, subjects), kept


def _refused(asked: Sequence[Asked]) -> list[float]:
    return [float(one.answer is None) for one in asked]


def curve(unanswerable: Sequence[Asked], answerable: Sequence[Asked]) -> tuple[Point, ...]:
    """Give what every threshold would keep and refuse, from the lowest to the highest."""
    nothing = np.asarray([one.support for one in unanswerable])
    something = np.asarray([one.support for one in answerable])
    thresholds = sorted({0.0, 1.0, *np.round(nothing, 3).tolist(), *np.round(something, 3).tolist()})
    return tuple(
        Point(threshold, float((something >= threshold).mean()), float((nothing < threshold).mean()))
        for threshold in thresholds
    )


def outcomes(unanswerable: Sequence[Asked], sources: Sources) -> tuple[Outcome, ...]:
    """Tell what happened to each unanswerable question."""
    return tuple(outcome(Judged(one, one.case.id, sources.split(one.case), {}, (), None), "C") for one in unanswerable)


def findings(unanswerable: Sequence[Asked], answerable: Sequence[Judged], sources: Sources) -> Findings:
    """Tell all that this protocol found; ``answerable`` are the questions of protocol B."""
    return Findings(
        tables=(table(unanswerable, answerable, sources),),
        outcomes=outcomes(unanswerable, sources),
        asked=tuple(unanswerable),
        curve=curve(unanswerable, [one.asked for one in answerable]),
    )
