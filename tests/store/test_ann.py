from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from qa.library.library import Place
from qa.settings import MEMORY
from qa.store import ann
from qa.store.ann import ENOUGH, EXACT, NEAREST, PROBES, RESCORED, Kind, Positions, Vectors, chosen
from tests.conftest import MakeCorpus
from tests.store.conftest import build, opened

pytestmark = pytest.mark.slow

PASSAGES, DIMENSION = 6_000, 32
ONE_BIT = chosen(PASSAGES, DIMENSION, MEMORY, most_exact=10)
EVERY_KIND = pytest.mark.parametrize("kind", [EXACT, ONE_BIT], ids=["exact", "a bit"])

# From kst-27925-919 and kst-27925-943.
LETTER = (
    "De rechtsgrond voor het optreden in Irak is het verzoek van de Iraakse regering aan de Verenigde Naties.\n\n"
    "Nederland draagt bij aan de strijd tegen ISIS via Operation Inherent Resolve.\n\n"
    "De Koninklijke Marechaussee en andere militairen adviseren het ministerie in Bagdad."
)


def unit(vectors: npt.NDArray[np.float64]) -> Vectors:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


@pytest.fixture(scope="module")
def clustered() -> Vectors:
    """Vectors around sixty subjects, as those of passages are."""
    random = np.random.default_rng(7)
    subjects = random.standard_normal((60, DIMENSION))[random.integers(0, 60, PASSAGES)]
    return unit(subjects + 0.5 * random.standard_normal((PASSAGES, DIMENSION)))


@pytest.fixture(scope="module")
def scattered() -> Vectors:
    """Vectors without any order, of which the nearest may lie in many lists."""
    return unit(np.random.default_rng(8).standard_normal((PASSAGES, DIMENSION)))


def exactly_nearest(vectors: Vectors, query: Vectors, count: int) -> list[int]:
    places: list[int] = np.argsort(-(vectors @ query), kind="stable")[:count].tolist()
    return places


def share_found(index: object, vectors: Vectors) -> float:
    """The share of the nearest, by comparing with each, that an index finds for the questions it is measured with."""
    found = [
        len(set(exactly_nearest(vectors, query, NEAREST)) & set(ann.search(index, query, RESCORED, None)[0].tolist()))
        for query in ann.questions(vectors)
    ]
    return sum(found) / (NEAREST * len(found))


@pytest.mark.parametrize(
    ("passages", "memory", "expected"),
    [
        (1, MEMORY, EXACT),
        (100_000, MEMORY, EXACT),
        (100_001, MEMORY, Kind("IVF1265,RaBitQ", 16)),  # 4 * sqrt(100_001)
        (1_000_000, MEMORY, Kind("IVF4000,RaBitQ", 16)),
        (10_000_000, MEMORY, Kind("IVF12649,RaBitQ", 16)),
        # Half of the memory is for the vectors: four bytes a component, or one bit.
        (1_000, 2 * 4 * 384_000, EXACT),
        (1_000, 2 * 4 * 384_000 - 1, Kind("IVF25,RaBitQ", 16)),  # 1_000 / 39 lists, the fewest that FAISS takes
        (3, 1, Kind("IVF1,RaBitQ", 16)),
    ],
)
def test_the_kind_follows_from_the_number_of_passages_and_the_memory(
    passages: int, memory: int, expected: Kind
) -> None:
    assert chosen(passages, 384, memory) == expected


def test_only_what_compares_with_every_passage_is_exact() -> None:
    assert EXACT.exact
    assert EXACT.recall == 1
    assert not chosen(1_000_000, 384, MEMORY).exact


def test_an_index_keeps_within_its_memory(clustered: Vectors, tmp_path: Path) -> None:
    memory = 2 * 4 * PASSAGES * DIMENSION  # the least for four bytes a component
    sizes = []
    for given in (memory, memory - 1):
        ann.save(ann.made(chosen(PASSAGES, DIMENSION, given), clustered), tmp_path / "index")
        sizes.append((tmp_path / "index").stat().st_size)
        assert sizes[-1] <= given
    assert sizes[1] < sizes[0], "with less memory it is smaller"


@pytest.mark.parametrize("data", ["clustered", "scattered"])
def test_it_finds_enough_and_looks_no_further_than_needed(data: str, request: pytest.FixtureRequest) -> None:
    vectors = request.getfixturevalue(data)
    index = ann.made(ONE_BIT, vectors)
    measured = ann.measured(ONE_BIT, index, vectors)
    assert measured == replace(ONE_BIT, probes=measured.probes, recall=measured.recall)
    assert measured.recall >= ENOUGH
    assert index.nprobe == measured.probes
    assert share_found(index, vectors) == pytest.approx(measured.recall, abs=0.00005)  # it is rounded
    for fewer in PROBES[: PROBES.index(measured.probes)]:
        index.nprobe = fewer
        assert share_found(index, vectors) < ENOUGH
    assert (measured.probes > PROBES[0]) == (data == "scattered")


def test_what_compares_with_every_passage_need_not_be_measured(clustered: Vectors) -> None:
    assert ann.measured(EXACT, ann.made(EXACT, clustered), clustered) == EXACT


@EVERY_KIND
def test_cosines_are_those_of_the_passages_found(kind: Kind, clustered: Vectors) -> None:
    found, cosines = ann.search(ann.made(kind, clustered), clustered[5], 3, None)
    rounding = 0.15 if kind == ONE_BIT else 0.01  # of a component
    assert len(found) == 3
    np.testing.assert_allclose(cosines, clustered[found] @ clustered[5], atol=0 if kind.exact else rounding, rtol=1e-6)


@EVERY_KIND
def test_a_search_among_some_gives_only_those(kind: Kind, clustered: Vectors) -> None:
    index, query = ann.made(kind, clustered), clustered[5]
    allowed = np.arange(3, PASSAGES, 7)
    found = ann.search(index, query, 50, allowed)[0].tolist()
    assert len(found) == len(set(found)) == 50
    assert set(found) <= set(allowed.tolist())
    among = {int(allowed[place]) for place in exactly_nearest(clustered[allowed], query, NEAREST)}
    assert among <= set(found)


@EVERY_KIND
def test_a_search_among_few_or_none_gives_no_more_than_there_are(kind: Kind, clustered: Vectors) -> None:
    index = ann.made(kind, clustered)
    if not kind.exact:
        index.nprobe = 1_000  # all lists
    for some in ([], [17], [0, 9, 4_000, PASSAGES - 1]):
        found, cosines = ann.search(index, clustered[5], 50, np.asarray(some, np.int64))
        assert sorted(found.tolist()) == some
        assert len(cosines) == len(some)


@EVERY_KIND
def test_more_may_be_asked_for_than_there_is(kind: Kind, clustered: Vectors) -> None:
    few = clustered[:200]
    index = ann.made(replace(kind, name=kind.name.replace("IVF153", "IVF5")), few)
    assert sorted(ann.search(index, few[5], 1_000, None)[0].tolist()) == list(range(200))


@EVERY_KIND
def test_the_same_vectors_give_the_same_bytes(kind: Kind, clustered: Vectors, tmp_path: Path) -> None:
    for name in ("een", "twee"):
        ann.save(ann.made(kind, clustered), tmp_path / name)
    assert (tmp_path / "een").read_bytes() == (tmp_path / "twee").read_bytes()


@EVERY_KIND
def test_a_saved_index_finds_the_same(kind: Kind, scattered: Vectors, tmp_path: Path) -> None:
    index = ann.made(kind, scattered)
    measured = ann.measured(kind, index, scattered)
    ann.save(index, tmp_path / "index")
    opened = ann.opened(tmp_path / "index", measured)
    for query in scattered[:20]:
        assert places_and_cosines(opened, query) == places_and_cosines(index, query)


def test_an_opened_index_looks_into_as_many_lists_as_its_kind_says(clustered: Vectors, tmp_path: Path) -> None:
    ann.save(ann.made(ONE_BIT, clustered), tmp_path / "index")
    assert ann.opened(tmp_path / "index", replace(ONE_BIT, probes=64)).nprobe == 64


def places_and_cosines(index: object, query: Vectors) -> list[tuple[int, float]]:
    places, cosines = ann.search(index, query, 30, None)
    return sorted(zip(places.tolist(), cosines.tolist(), strict=True))


@EVERY_KIND
def test_an_index_that_was_cut_short_is_not_opened(kind: Kind, clustered: Vectors, tmp_path: Path) -> None:
    path = tmp_path / "index"
    ann.save(ann.made(kind, clustered), path)
    whole = path.read_bytes()
    for left in (b"", whole[:100], whole[: len(whole) // 2], whole[:-100], b"x" * len(whole)):
        path.write_bytes(left)
        with pytest.raises((OSError, RuntimeError)):
            ann.opened(path, kind)


def test_what_it_finds_is_stored_with_an_index(make_corpus: MakeCorpus, place: Place, tmp_path: Path) -> None:
    make_corpus(brief=LETTER)
    small = replace(place, index=tmp_path / "klein", memory=1)
    build(place)
    build(small)
    exact, approximate = opened(place), opened(small)
    assert exact.manifest.kind == EXACT
    assert approximate.manifest.kind == Kind("IVF1,RaBitQ", 16, 1.0)
    query = place.embedder.queries(["Wat is de rechtsgrond voor het optreden in Irak?"])[0]
    nearest: list[Positions] = [store.vectors.nearest(query, 3) for store in (exact, approximate)]
    assert nearest[0].tolist() == nearest[1].tolist()
    assert exact.passages[int(nearest[0][0])].text.startswith("De rechtsgrond")
