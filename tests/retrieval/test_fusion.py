from collections.abc import Sequence

import numpy as np
import pytest

from qa.domain import Parameters
from qa.retrieval.fusion import fused
from qa.retrieval.parameters import DEFAULT
from qa.retrieval.signals import SCORED, Column


def column(*values: float, most: float = 1.0) -> Column:
    return Column(np.asarray(values, np.float64), most)


WEIGHTS = DEFAULT.with_value("dense", 1.0).with_value("words", 3.0).with_value("day", 1.0)
NEAREST, WORDED = column(1.0, 0.5, 0.0), column(0.0, 1.0, 0.5)


def scores(parameters: Parameters = WEIGHTS, **said: Column) -> Sequence[float]:
    found: Sequence[float] = fused(said, parameters).tolist()
    return found


def test_a_score_is_the_mean_of_what_all_signals_say_by_their_weights() -> None:
    assert scores(dense=NEAREST, words=WORDED) == pytest.approx([1 / 4, 3.5 / 4, 1.5 / 4])


def test_a_signal_counts_by_the_most_that_it_can_say() -> None:
    assert scores(dense=NEAREST, day=column(0.0, 0.5, 0.0, most=0.5)) == pytest.approx([1 / 1.5, 1 / 1.5, 0.0])


def test_a_signal_that_says_nothing_or_is_left_out_changes_nothing() -> None:
    assert scores(dense=NEAREST, alike=column(0.0, 0.0, 0.0, most=0.0)) == scores(dense=NEAREST)
    assert scores(WEIGHTS.without("words"), dense=NEAREST, words=WORDED) == scores(dense=NEAREST)


def test_where_all_are_left_out_no_passage_scores() -> None:
    assert scores(WEIGHTS.without("dense"), dense=NEAREST) == [0.0, 0.0, 0.0]


def test_no_score_is_over_1() -> None:
    assert fused(dict.fromkeys(SCORED, column(1.0, 1.0)), DEFAULT).tolist() == pytest.approx([1.0, 1.0])
