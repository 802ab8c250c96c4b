"""The measures against sums that can be done by hand."""

import math

import numpy as np
import pytest

from eval.measures import (
    RANKING,
    difference,
    longest_run,
    mean,
    means,
    ranking_scores,
    rouge_l,
    word_recall,
)

pytestmark = pytest.mark.slow  # the libraries that compute them take a second to import


def scored(judged: dict[str, int], ranking: list[str]) -> dict[str, float]:
    return dict(zip(RANKING, ranking_scores([judged], [ranking])[0], strict=True))


def test_a_right_passage_on_place_two() -> None:
    found = scored({"b": 1}, ["a", "b", "c"])
    assert found["hit@1"] == 0
    assert found["hit@3"] == 1
    assert found["recall@1"] == 0
    assert found["recall@3"] == 1
    assert found["MRR@10"] == pytest.approx(1 / 2)
    assert found["nDCG@10"] == pytest.approx(1 / math.log2(3))


def test_recall_counts_what_was_not_found() -> None:
    found = scored({"a": 2, "b": 1, "niet gevonden 1": 1}, ["a", "x", "b"])
    assert found["hit@1"] == 1
    assert found["recall@1"] == pytest.approx(1 / 3)
    assert found["recall@3"] == pytest.approx(2 / 3)
    ideal = 2 + 1 / math.log2(3) + 1 / math.log2(4)
    assert found["nDCG@10"] == pytest.approx((2 + 1 / math.log2(4)) / ideal)


def test_a_passage_beyond_place_ten_counts_for_nothing() -> None:
    found = scored({"z": 1}, [*map(str, range(10)), "z"])
    assert set(found.values()) == {0.0}


def test_a_question_without_a_ranking_scores_nothing_and_stays() -> None:
    scores = ranking_scores([{"a": 1}, {"a": 1}, {}], [["a"], [], ["a"]])
    assert scores.shape == (3, len(RANKING))
    assert scores[:, RANKING.index("hit@1")].tolist() == [1, 0, 0]


def test_a_document_found_twice_counts_where_it_is_first() -> None:
    assert scored({"b": 1}, ["a", "a", "b"])["MRR@10"] == pytest.approx(1 / 2)


def test_the_interval_of_a_mean_holds_it_and_is_the_same_every_time() -> None:
    scores = [1.0] * 30 + [0.0] * 10
    number = mean(scores)
    assert number.value == 0.75
    assert number.n == 40
    # The normal approximation: 1.96 * sqrt(.75 * .25 / 40) = .134.
    assert number.low == pytest.approx(0.75 - 0.134, abs=0.03)
    assert number.high == pytest.approx(0.75 + 0.134, abs=0.03)
    assert mean(scores) == number


def test_what_is_always_right_has_no_doubt_and_nothing_is_not_a_number() -> None:
    assert (mean([1.0] * 5).low, mean([1.0] * 5).high) == (1, 1)
    assert math.isnan(mean([]).value)
    assert [number.n for number in means(np.zeros((0, 2)))] == [0, 0]
    assert mean([0.5]).low == 0.5


def test_a_large_difference_is_proven_and_none_is_not() -> None:
    better = difference([1.0] * 20, [0.0] * 20)
    assert better.value == 1
    assert better.proven
    assert better.p < 0.01
    same = difference([1.0, 0.0] * 10, [0.0, 1.0] * 10)
    assert same.value == 0
    assert not same.proven
    assert same.p > 0.5


def test_rouge_l_is_the_f1_of_the_longest_common_subsequence() -> None:
    assert rouge_l("het kabinet blijft", "het kabinet blijft") == 1
    # "de soldaten gaan" and "de soldaten blijven": two of three words in both.
    assert rouge_l("De soldaten gaan.", "de soldaten blijven") == pytest.approx(2 * 2 / 6)
    assert rouge_l("militairen", "militair") == 1, "stems are compared"
    assert rouge_l("", "iets") == 0


def test_word_recall_looks_at_content_words_only() -> None:
    assert word_recall("de brief van het kabinet", "een brief") == 1
    assert word_recall("iets anders", "de brief van de minister") == 0
    assert word_recall("iets", "de het een") == 0


def test_the_longest_run_is_counted_in_words() -> None:
    assert longest_run("wat is de rechtsgrond van OIR", "De rechtsgrond voor OIR") == 2
    assert longest_run("a b", "c d") == 0
