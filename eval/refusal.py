"""Protocol C, refusal: is "nothing found" said when nothing is there, and only then; and is the chance told true."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from qa import PARAMETERS

from .asking import Asked, Judged, Subject
from .gold import UNANSWERABLE, Case
from .measures import Number, mean
from .results import Findings, Outcome, Point, Row, Table, outcome, subjects_of
from .sources import DEV, TEST, Sources

ALL = "alle"
LOST = (0.01, 0.05, 0.1)  # shares of answerable questions lost at which the refused others are reported
NUMBERS = ("precisie", "geweigerd", "ten onrechte", *(f"bij {lost:.0%} verlies".replace("%", " %") for lost in LOST))
BANDS = (0.0, PARAMETERS["answered from"], 0.4, 0.6, PARAMETERS["certain from"], 0.9, 1.0)  # of the chance that is told


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
        rows.append(Row(str(kind), (None, mean(_refused(nothing)), *[None] * (len(NUMBERS) - 2))))
    return Table(
        key="C-weigeren",
        title=f"C. Weigeren ({len(unanswerable)} vragen zonder, {len(answerable)} met antwoord, in eigen woorden)",
        note=(
            "precisie: welk deel van de weigeringen terecht is. geweigerd: welk deel van de vragen zonder antwoord is "
            "geweigerd. ten onrechte: welk deel van de vragen met antwoord is geweigerd. bij … verlies: welk deel van "
            "de vragen zonder antwoord geweigerd wordt bij de grens die dit deel van de andere weigert."
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
    limits = [np.quantile([one.chance for one in something], lost) if something else 0.0 for lost in LOST]
    refused = [mean([float(one.chance < limit) for one in nothing]) for limit in limits]
    return precision, mean(right), mean(wrong, subjects), *refused


def reliability(unanswerable: Sequence[Asked], answerable: Sequence[Judged]) -> Table:
    """Tell how often what was found first answers, beside how likely it was said to."""
    found = [(one.asked.chance, one.place == 1) for one in answerable] + [(one.chance, False) for one in unanswerable]
    return Table(
        key="C-kans",
        title=f"C. De kans die genoemd wordt ({len(found)} vragen, met en zonder antwoord)",
        note=(
            "gezegd: hoe waarschijnlijk de eerste passage volgens het programma antwoord geeft. juist: hoe vaak zij "
            "dat doet. onderscheid: hoe vaak een eerste passage die antwoord geeft een hogere kans heeft dan een die "
            "dat niet doet (AUC)."
        ),
        columns=("gezegd", "juist"),
        rows=(*bands(found), Row("onderscheid", (None, _auc(found)))),
    )


def bands(found: Sequence[tuple[float, bool]]) -> Iterator[Row]:
    """Make a row for each band of chances: what was said there, and how often it was true."""
    for low, high in pairwise(BANDS):
        inside = [one for one in found if low <= one[0] < high or one[0] == high == BANDS[-1]]
        if inside:
            said, true = zip(*inside, strict=True)
            yield Row(f"{low:.0%} tot {high:.0%}".replace("%", " %"), (mean(said), mean([float(one) for one in true])))


def _auc(found: Sequence[tuple[float, bool]]) -> Number | None:
    """The area under the curve, as the mean over what answers of the share of the others below it."""
    wrong = np.asarray([chance for chance, right in found if not right])
    if not len(wrong):
        return None
    return mean([float(((wrong < chance) + (wrong == chance) / 2).mean()) for chance, right in found if right])


def _refused(asked: Sequence[Asked]) -> list[float]:
    return [float(one.answer is None) for one in asked]


def curve(unanswerable: Sequence[Asked], answerable: Sequence[Asked]) -> tuple[Point, ...]:
    """Give what every threshold would keep and refuse, from the lowest chance to the highest."""
    nothing = np.asarray([one.chance for one in unanswerable])
    something = np.asarray([one.chance for one in answerable])
    chances = np.round(np.concatenate([nothing, something]), 3).tolist()
    thresholds = sorted({0.0, PARAMETERS["answered from"], 1.0, *chances})
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
        tables=(table(unanswerable, answerable, sources), reliability(unanswerable, answerable)),
        outcomes=outcomes(unanswerable, sources),
        asked=tuple(unanswerable),
        curve=curve(unanswerable, [one.asked for one in answerable]),
    )
