from collections.abc import Sequence

import numpy as np
import pytest

from qa.domain import Parameters
from qa.retrieval.fusion import fused
from qa.retrieval.parameters import DEFAULT
from qa.retrieval.signals import Column


def column(*values: float, most: float = 1.0) -> Column:
    return Column(np.asarray(values, np.float64), most)


SHARES = DEFAULT.with_value("dense", 0.8).with_value("bm25", 0.2).with_value("day", 1.0)
LEGS = {"dense": column(1.0, 0.5, 0.0), "bm25": column(0.0, 1.0, 0.5)}


def scores(parameters: Parameters = SHARES, **added: Column) -> Sequence[float]:
    found: Sequence[float] = fused(LEGS, added, parameters).tolist()
    return found


def test_the_legs_count_by_their_share() -> None:
    assert scores() == pytest.approx([0.8, 0.8 * 0.5 + 0.2, 0.2 * 0.5])


def test_a_leg_that_is_left_out_leaves_the_other() -> None:
    assert scores(SHARES.without("dense")) == pytest.approx([0.0, 1.0, 0.5])
    assert scores(SHARES.without("bm25")) == pytest.approx([1.0, 0.5, 0.0])
    assert scores(SHARES.without("dense").without("bm25")) == [0.0, 0.0, 0.0]


def test_what_is_added_is_brought_back_by_the_most_that_it_can_say() -> None:
    added = column(0.0, 0.5, 0.0, most=0.5)
    assert scores(day=added) == pytest.approx([0.8 / 1.5, (0.6 + 1.0 * 0.5) / 1.5, 0.1 / 1.5])


def test_a_signal_that_says_nothing_or_is_left_out_changes_nothing() -> None:
    assert scores(alike=column(0.0, 0.0, 0.0, most=0.0)) == scores()
    assert scores(SHARES.without("alike"), alike=column(1.0, 1.0, 1.0)) == scores()


def test_no_score_is_over_1() -> None:
    best = column(1.0, 1.0, 1.0)
    legs = {"dense": best, "bm25": best}
    assert fused(legs, {"alike": best, "counting": best, "day": best}, DEFAULT).tolist() == pytest.approx([1.0] * 3)
