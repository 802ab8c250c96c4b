from pathlib import Path

import numpy as np
import pytest

from qa.store.vectors import VectorIndex, Views

UNIT = np.eye(4, dtype=np.float32)


@pytest.fixture
def index() -> VectorIndex:
    views = Views(UNIT[[3, 1, 2]], UNIT[[0, 3, 2]], UNIT[[0, 1, 0, 2]], np.asarray([0, 1, 3, 4]))
    return VectorIndex.build(UNIT[:3], views)


def test_the_nearest_come_first(index: VectorIndex) -> None:
    query = np.asarray([0.6, 0.8, 0, 0], np.float32)
    assert index.nearest(query, 2).tolist() == [1, 0]
    assert index.cosines(query, np.asarray([0, 2])).tolist() == pytest.approx([0.6, 0])


def test_only_what_is_allowed_is_found(index: VectorIndex) -> None:
    assert index.nearest(UNIT[0], 5, np.asarray([1, 2])).tolist() == [1, 2]
    assert index.nearest(UNIT[0], 5, np.asarray([], np.int64)).tolist() == []


def test_more_than_there_is_may_be_asked_for(index: VectorIndex) -> None:
    assert sorted(index.nearest(UNIT[0], 100).tolist()) == [0, 1, 2]


def test_the_sentences_of_a_passage_are_its_own(index: VectorIndex) -> None:
    assert index.sentence_cosines(UNIT[1], 1).tolist() == [1, 0]
    assert index.sentence_cosines(UNIT[1], 2).tolist() == [0]


def test_nearness_is_the_mean_of_four_views_with_the_best_sentence(index: VectorIndex) -> None:
    assert index.nearness(UNIT[0], np.asarray([0])).tolist() == [0.75]  # not in its context
    assert index.nearness(UNIT[1], np.asarray([1, 2])).tolist() == [0.75, 0]  # not in what answers


def test_a_passage_without_sentences_is_as_near_as_it_is_whole() -> None:
    index = VectorIndex.build(UNIT[:2], Views(UNIT[:2], UNIT[:2], UNIT[[3]], np.asarray([0, 0, 1])))
    assert index.nearness(UNIT[0], np.asarray([0, 1])).tolist() == [1, 0]
    assert index.nearness(UNIT[0], np.asarray([0])).tolist() == [1]


def test_a_saved_index_is_the_same(index: VectorIndex, tmp_path: Path) -> None:
    index.save(tmp_path)
    opened = VectorIndex.open(tmp_path)
    assert opened.dimension == 4
    assert opened.nearest(UNIT[2], 1).tolist() == [2]
    assert opened.nearness(UNIT[1], np.asarray([1])).tolist() == [0.75]
