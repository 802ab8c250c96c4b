import hashlib
import itertools
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from qa.embedding import Embedder
from qa.settings import from_environment
from qa.store import embedding_cache
from qa.store.embedding_cache import KEY_BYTES, NO_KEY, Journal, Known, Lookup, Vectors, keys_of
from tests.store.conftest import OtherModel, assert_same

# From kst-27925-919, kst-27925-943 and the Grondwet; of different lengths.
TEXTS = (
    "De rechtsgrond voor het optreden in Irak is het verzoek van de Iraakse regering aan de Verenigde Naties.",
    "De regering heeft het oppergezag over de krijgsmacht.",
    "Zij adviseren het ministerie in Bagdad.",
    "Een veldhospitaal.",
)


def digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=KEY_BYTES).digest()


ENDING_IN_ZERO = next(text for text in map("Vraag {}".format, itertools.count(1)) if digest(text).endswith(b"\0"))


def known(*texts: str, first: float = 0) -> Known:
    """Vectors of two components, of which the one tells the source and the other the place in it."""
    return Known(keys_of(texts), np.asarray([[first, place] for place in range(len(texts))], np.float32).reshape(-1, 2))


def found(lookup: Lookup, *texts: str) -> list[list[float]]:
    vectors = np.full((len(texts), lookup.dimension), np.nan, np.float32)
    lookup.fill(keys_of(texts), vectors)
    components: list[list[float]] = vectors.tolist()
    return components


def add(journal: Journal, texts: Sequence[str]) -> None:
    journal.add(texts, len(texts), lambda *_: None)


def vectors_in(journal: Journal, texts: Sequence[str]) -> Vectors:
    kept = journal.known()
    lookup = Lookup([kept])
    assert lookup.has(keys_of(texts)).all()
    vectors = np.empty((len(texts), kept.vectors.shape[1]), np.float32)
    lookup.fill(keys_of(texts), vectors)
    return vectors


def file_of(folder: Path) -> Path:
    (path,) = folder.glob(f"{embedding_cache.JOURNAL}-*")
    return path


@pytest.fixture(scope="module")
def expected(embedder: Embedder) -> Vectors:
    """The vectors of TEXTS."""
    return embedder.passages(TEXTS)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    """The folder of a journal with TEXTS, the longest first."""
    folder = tmp_path_factory.mktemp("journal")
    add(Journal(folder, embedder), TEXTS)
    return folder


@pytest.fixture
def journal(written: Path, tmp_path: Path, embedder: Embedder) -> Journal:
    """A copy of it that a test may damage."""
    shutil.copytree(written, tmp_path, dirs_exist_ok=True)
    return Journal(tmp_path, embedder)


def test_a_key_is_the_checksum_of_a_text() -> None:
    keys = keys_of(["Irak", "Bagdad", "Irak", "Bagdad "])
    assert keys.shape == (4,)
    assert keys[0] == keys[2]
    assert len(set(keys.tolist())) == 3
    assert keys.tobytes() == b"".join(map(digest, ["Irak", "Bagdad", "Irak", "Bagdad "]))
    assert keys_of([]).shape == (0,)
    assert keys_of(text for text in ("Irak",)).tolist() == keys[:1].tolist()


def test_a_vector_is_found_by_its_text() -> None:
    lookup = Lookup([known("a", "b", ENDING_IN_ZERO, "c")])
    assert found(lookup, "c", ENDING_IN_ZERO, "a", "c") == [[0, 3], [0, 2], [0, 0], [0, 3]]
    assert lookup.dimension == 2


def test_of_several_sources_the_first_wins() -> None:
    lookup = Lookup([known("b", "a", first=1), known("c", "b", "a", first=2)])
    assert found(lookup, "a", "b", "c") == [[1, 1], [1, 0], [2, 0]]


def test_a_text_that_no_source_has_is_told_from_one_that_they_have() -> None:
    lookup = Lookup([known("a", "b"), known("c")])
    assert lookup.has(keys_of(["c", "d", "a", "", ENDING_IN_ZERO])).tolist() == [True, False, True, False, False]
    assert lookup.has(keys_of([])).tolist() == []


def test_a_source_may_be_empty_or_there_may_be_none() -> None:
    assert Lookup([]).has(keys_of(["a", "b"])).tolist() == [False, False]
    lookup = Lookup([known(), known("a", first=2), known()])
    assert lookup.has(keys_of(["a", "b"])).tolist() == [True, False]
    assert found(lookup, "a") == [[2, 0]]


def test_a_vector_that_is_rounded_is_told_from_one_that_is_not() -> None:
    rounded = Known(keys_of(["b", "c"]), np.zeros((2, 2), np.float16))
    lookup = Lookup([known("a", "b"), rounded])
    assert lookup.has(keys_of(["a", "b", "c", "d"])).tolist() == [True, True, True, False]
    assert lookup.has_exactly(keys_of(["a", "b", "c", "d"])).tolist() == [True, True, False, False]
    assert Lookup([rounded]).has_exactly(keys_of(["b"])).tolist() == [False]


def test_vectors_are_rounded_to_where_they_are_written() -> None:
    source = Known(keys_of(["a"]), np.asarray([[1 / 3, 2 / 3]], np.float32))
    rounded = np.empty((1, 2), np.float16)
    Lookup([source]).fill(keys_of(["a"]), rounded)  # type: ignore[arg-type] # of a large index
    np.testing.assert_allclose(rounded, source.vectors, rtol=2**-11)


def test_what_was_embedded_is_found_again(
    journal: Journal, expected: Vectors, tmp_path: Path, embedder: Embedder
) -> None:
    assert_same(vectors_in(journal, TEXTS), expected)
    opened = Journal(tmp_path, embedder)
    np.testing.assert_array_equal(vectors_in(opened, TEXTS), vectors_in(journal, TEXTS))
    assert len(opened.known().keys) == len(TEXTS)
    assert not Lookup([opened.known()]).has(keys_of(["Iets anders."])).any()


def test_texts_are_embedded_the_longest_first_and_said_to_be_done(
    tmp_path: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedding_cache, "AT_ONCE", 3)
    said: list[tuple[int, int]] = []
    journal = Journal(tmp_path, embedder)
    journal.add(iter(TEXTS[::-1]), len(TEXTS), lambda done, total: said.append((done, total)))
    assert said == [(3, 4), (4, 4)]
    assert journal.known().keys.tolist() == keys_of(TEXTS).tolist()


def test_of_more_texts_than_are_put_in_order_none_is_left_out(
    tmp_path: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedding_cache, "SORTED", 2)
    journal = Journal(tmp_path, embedder)
    add(journal, TEXTS[1:])
    assert set(journal.known().keys.tolist()) == set(keys_of(TEXTS[1:]).tolist())


def test_a_build_that_is_cut_off_keeps_what_it_embedded(
    tmp_path: Path, embedder: Embedder, expected: Vectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(done: int, _: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(embedding_cache, "AT_ONCE", 1)
    with pytest.raises(KeyboardInterrupt):
        Journal(tmp_path, embedder).add(TEXTS, len(TEXTS), cut_off)
    again = Journal(tmp_path, embedder)
    assert Lookup([again.known()]).has(keys_of(TEXTS)).tolist() == [True, True, False, False]
    add(again, TEXTS[2:])
    assert_same(vectors_in(again, TEXTS), expected)


@pytest.mark.parametrize("lost", [1, 1_000], ids=["a byte", "most of it"])
def test_a_record_that_was_cut_off_is_passed_over_and_written_anew(
    lost: int, journal: Journal, expected: Vectors, tmp_path: Path, embedder: Embedder
) -> None:
    whole = file_of(tmp_path).read_bytes()
    assert lost < len(whole) // len(TEXTS)
    file_of(tmp_path).write_bytes(whole[:-lost])
    assert Lookup([journal.known()]).has(keys_of(TEXTS)).tolist() == [True, True, True, False]
    assert_same(vectors_in(journal, TEXTS[:3]), expected[:3])
    add(Journal(tmp_path, embedder), [TEXTS[3], ENDING_IN_ZERO])
    assert_same(vectors_in(journal, TEXTS), expected)
    assert len(vectors_in(journal, [ENDING_IN_ZERO])) == 1


@pytest.mark.parametrize("part", ["its key", "its vector", "its checksum"])
def test_a_damaged_record_is_passed_over_and_the_others_are_used(
    part: str, journal: Journal, expected: Vectors, tmp_path: Path
) -> None:
    content = bytearray(file_of(tmp_path).read_bytes())
    record = len(content) // len(TEXTS)
    content[record + {"its key": 3, "its vector": KEY_BYTES + 100, "its checksum": record - 2}[part]] ^= 1
    file_of(tmp_path).write_bytes(content)
    assert Lookup([journal.known()]).has(keys_of(TEXTS)).tolist() == [True, False, True, True]
    assert np.count_nonzero(journal.known().keys != NO_KEY) == 3, "nor is it taken for that of another text"
    assert_same(vectors_in(journal, TEXTS[2:]), expected[2:])
    add(journal, TEXTS[1:2])
    assert_same(vectors_in(journal, TEXTS), expected)


@pytest.mark.parametrize("content", [b"", b"x", b"\0" * 5_000], ids=["nothing", "one letter", "zeros"])
def test_a_file_that_is_no_journal_holds_nothing(content: bytes, journal: Journal, tmp_path: Path) -> None:
    file_of(tmp_path).write_bytes(content)
    assert not np.any(journal.known().keys != NO_KEY)
    add(journal, TEXTS[:1])
    assert len(vectors_in(journal, TEXTS[:1])) == 1


def test_without_a_journal_nothing_is_known(tmp_path: Path, embedder: Embedder) -> None:
    kept = Journal(tmp_path, embedder).known()
    assert kept.keys.shape == (0,)
    assert kept.vectors.shape == (0, embedder.dimension)


@pytest.mark.usefixtures("journal")
def test_the_vectors_of_another_model_are_not_used(tmp_path: Path) -> None:
    assert len(Journal(tmp_path, OtherModel(from_environment())).known().keys) == 0


def test_with_the_index_the_journals_of_all_models_go(journal: Journal, tmp_path: Path) -> None:
    add(Journal(tmp_path, OtherModel(from_environment())), TEXTS[:1])
    (tmp_path / "manifest.json").write_text("{}")
    assert len(list(tmp_path.iterdir())) == 3
    journal.remove()
    assert [path.name for path in tmp_path.iterdir()] == ["manifest.json"]
    assert not np.any(journal.known().keys != NO_KEY)
    journal.remove()
