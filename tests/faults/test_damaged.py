"""Whatever byte of the index changes, it is noticed, said in one sentence, and mended without loss."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from qa import Assistant
from qa.errors import IndexFileError
from qa.store.manifest import NAME
from tests.conftest import store_of
from tests.faults.conftest import EFFORT, checked
from tests.store.conftest import assert_same

QUESTION = "Wat is de rechtsgrond voor het optreden in Irak?"


def files(index: Path) -> list[Path]:
    """All files of an index but its lock and the copy of its manifest, which is only looked at when that is lost."""
    inside = next(index.glob("generation-*"))
    return [index / NAME, *sorted(path for path in inside.iterdir() if path.name != NAME)]


def flip(path: Path, place: int, bit: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1 << bit
    path.write_bytes(content)


def test_every_changed_byte_is_noticed_and_named(small: Assistant, tmp_path: Path) -> None:
    index, chance = tmp_path / "index", np.random.default_rng(1)
    for path in files(index):
        whole = path.read_bytes()
        for _ in range(EFFORT.flips):
            flip(path, int(chance.integers(len(whole))), int(chance.integers(8)))
            with pytest.raises(IndexFileError, match=rf"beschadigd \({path.name}\).*--repair|heeft een andere versie"):
                Assistant(tmp_path / "corpus", index).open()
            assert checked(index) == (path.name,)
            path.write_bytes(whole)
    assert small.ask(QUESTION).answered


@pytest.mark.parametrize("lost", [False, True], ids=["changed", "gone"])
def test_a_repair_gives_the_index_as_it_was(
    lost: bool, small: Assistant, tmp_path: Path, were_embedded: list[str]
) -> None:
    index = tmp_path / "index"
    before = small.ask(QUESTION)
    vectors = store_of(small).vectors.passages
    for number in range(len(files(index))):
        path = files(index)[number]  # the generation is another after each repair
        were_embedded.clear()
        if lost:
            path.unlink()
        else:
            flip(path, path.stat().st_size // 2, 0)
        assert small.library.repair() == (path.name,)
        assert checked(index) == ()
        assert small.ask(QUESTION) == before
        assert_same(store_of(small).vectors.passages, vectors)
        with_vectors = path.suffix == ".faiss" or path.name in {
            "answers.npy", "contexts.npy", "sentences.npy", "sentence-offsets.npy", "texts.npy",
            "words.npy", "word-starts.npy", "word-texts.npy"
        }  # fmt: skip
        assert with_vectors or not were_embedded, "only vectors that were lost are made again"


def test_an_index_that_is_deleted_under_a_running_assistant_is_used_on_and_made_again(
    small: Assistant, tmp_path: Path
) -> None:
    before = small.ask(QUESTION)
    shutil.rmtree(tmp_path / "index")
    assert small.ask(QUESTION) == before
    small.library.update()
    assert checked(tmp_path / "index") == ()
    assert small.ask(QUESTION) == before
