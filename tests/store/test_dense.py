from pathlib import Path
from typing import Any

import numpy as np
import pytest

from qa.settings import MEMORY
from qa.store import ann
from qa.store.ann import ENOUGH, EXACT, Kind, chosen
from qa.store.dense import INDEX, PASSAGES, Positions, VectorIndex, Vectors, Views, files, rows

pytestmark = pytest.mark.slow

UNIT = np.eye(4, dtype=np.float32)

MANY, DIMENSION = 3_000, 32
ONE_BIT = chosen(MANY, DIMENSION, MEMORY, most_exact=10)
ROUNDING = 2**-11  # of a number of two bytes, as a part of it; a cosine adds up parts of 1 in all


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


def test_its_centre_is_the_mean_of_its_passages_and_of_those_behind_them(index: VectorIndex) -> None:
    assert index.centre.tolist() == pytest.approx([1 / 3, 1 / 3, 1 / 3, 0])
    other = VectorIndex.build(UNIT[[3]], Views(UNIT[[3]], UNIT[[3]], UNIT[[3]], np.asarray([0, 1])))
    assert index.followed_by(other).centre.tolist() == pytest.approx([0.25] * 4)


def test_a_saved_index_is_the_same(index: VectorIndex, tmp_path: Path) -> None:
    index.save(tmp_path)
    opened = VectorIndex.open(tmp_path)
    assert opened.dimension == 4
    assert opened.centre.tolist() == index.centre.tolist()
    assert opened.nearest(UNIT[2], 1).tolist() == [2]
    assert opened.nearness(UNIT[1], np.asarray([1])).tolist() == [0.75]


def clustered(seed: int, count: int) -> Vectors:
    """Unit vectors around forty subjects, as those of passages are."""
    random = np.random.default_rng(seed)
    subjects = np.random.default_rng(1).standard_normal((40, DIMENSION))[random.integers(0, 40, count)]
    vectors = subjects + 0.5 * random.standard_normal((count, DIMENSION))
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


WHOLE = clustered(2, MANY)
OFFSETS = np.cumsum([0, *np.random.default_rng(3).integers(0, 4, MANY)])
VIEWS = Views(clustered(4, MANY), clustered(5, MANY), clustered(6, int(OFFSETS[-1])), OFFSETS)


def rounded(vectors: Vectors) -> Any:  # noqa: ANN401 - they are no float32
    """The vectors in two bytes a component, as those of a large index lie on disk."""
    return vectors.astype(np.float16)


def large(kind: Kind) -> VectorIndex:
    views = Views(rounded(VIEWS.contexts), rounded(VIEWS.answers), rounded(VIEWS.sentences), OFFSETS)
    return VectorIndex.build(rounded(WHOLE), views, kind)


@pytest.fixture(scope="module")
def exact() -> VectorIndex:
    return VectorIndex.build(WHOLE, VIEWS)


@pytest.fixture(params=["built", "opened"])
def state(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def approximate(state: str, tmp_path: Path) -> VectorIndex:
    """What is compared by approximation, as it was built and as it is opened from disk."""
    index = large(ONE_BIT)
    if state == "built":
        return index
    index.save(tmp_path)
    return VectorIndex.open(tmp_path, ONE_BIT)


def assert_alike(one: VectorIndex, other: VectorIndex, query: Vectors, positions: Positions) -> None:
    """Check that both say the same of these passages, but for the rounding."""
    np.testing.assert_allclose(one.cosines(query, positions), other.cosines(query, positions), atol=ROUNDING)
    np.testing.assert_allclose(one.nearness(query, positions), other.nearness(query, positions), atol=ROUNDING)
    np.testing.assert_allclose(one.likeness(positions), other.likeness(positions), atol=2 * ROUNDING)
    for position in positions.tolist():
        cosines = one.sentence_cosines(query, position)
        np.testing.assert_allclose(cosines, other.sentence_cosines(query, position), atol=ROUNDING)


def assert_as_near(
    found: Positions, expected: Positions, among: VectorIndex, query: Vectors, allowed: Positions | None = None
) -> None:
    """Check that what was found is as near, one by one, as what was to be found: equals may change places."""
    assert len(set(found.tolist())) == len(found) == len(expected)
    assert allowed is None or np.isin(found, allowed).all()
    np.testing.assert_allclose(among.cosines(query, found), among.cosines(query, expected), atol=2 * ROUNDING)


def test_an_index_by_approximation_finds_and_says_what_an_exact_one_does(
    exact: VectorIndex, approximate: VectorIndex
) -> None:
    assert approximate.dimension == DIMENSION
    for query in clustered(7, 10):
        expected = exact.nearest(query, 20)
        assert_as_near(approximate.nearest(query, 20), expected, exact, query)
        assert_alike(approximate, exact, query, expected)


@pytest.mark.parametrize("compared", [0, MANY], ids=["by approximation", "each"])
def test_of_what_is_allowed_it_finds_the_nearest(
    compared: int, exact: VectorIndex, approximate: VectorIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ann, "COMPARED", compared)
    allowed = np.arange(1, MANY, 3)
    for query in clustered(8, 10):
        found = approximate.nearest(query, 5, allowed)
        assert_as_near(found, exact.nearest(query, 5, allowed), exact, query, allowed)


def test_of_few_that_are_allowed_it_finds_all_however_far(exact: VectorIndex, approximate: VectorIndex) -> None:
    query, few = WHOLE[10], np.asarray([4, 700, 1_500, 2_999])
    assert approximate.nearest(query, 100, few).tolist() == exact.nearest(query, 100, few).tolist()
    assert approximate.nearest(query, 5, np.asarray([], np.int64)).tolist() == []


def test_it_stands_behind_an_exact_one_or_before_it_as_an_exact_one_does(
    exact: VectorIndex, approximate: VectorIndex
) -> None:
    own = VectorIndex.build(WHOLE[:9], Views(WHOLE[9:18], WHOLE[18:27], WHOLE[27:36], np.arange(10)))
    query, count = clustered(9, 1)[0], MANY + 9
    for one, other in (
        (own.followed_by(approximate), own.followed_by(exact)),
        (approximate.followed_by(own), exact.followed_by(own)),
    ):
        positions = np.asarray([count - 1, 0, 8, 9, 12, MANY - 1, MANY, 77])
        assert_alike(one, other, query, positions)
        assert_as_near(one.nearest(query, 20), other.nearest(query, 20), other, query)
        allowed = np.asarray([2, 8, 9, 1_000, 2_000, count - 1])
        assert_as_near(one.nearest(query, 4, allowed), other.nearest(query, 4, allowed), other, query, allowed)
        assert set(one.nearest(query, 20, np.arange(9)).tolist()) == set(range(9))


def test_vectors_come_back_from_the_files_that_an_index_is_said_to_have(tmp_path: Path) -> None:
    expected = [WHOLE, VIEWS.contexts, VIEWS.answers, VIEWS.sentences]
    for number, kind in enumerate((EXACT, ONE_BIT)):
        folder = tmp_path / str(number)
        folder.mkdir()
        (VectorIndex.build(WHOLE, VIEWS) if kind.exact else large(kind)).save(folder)
        listed = files(kind, MANY, int(OFFSETS[-1]))
        assert listed[0] == (INDEX if kind.exact else PASSAGES, MANY)
        for (name, count), vectors in zip(listed, expected, strict=True):
            kept = rows(folder / name, kind)
            assert kept.shape == (count, DIMENSION)
            np.testing.assert_allclose(kept, vectors, atol=0 if kind.exact else ROUNDING)


def test_what_it_finds_is_measured_by_its_own_vectors() -> None:
    assert ENOUGH <= large(ONE_BIT).measured(ONE_BIT).recall <= 1
    assert VectorIndex.build(WHOLE, VIEWS).measured(EXACT) == EXACT
