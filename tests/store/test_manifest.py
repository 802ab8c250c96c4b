import hashlib
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from qa.domain import Failure
from qa.errors import IndexFileError
from qa.store import manifest as manifests
from qa.store.ann import EXACT, Kind
from qa.store.interface import Scale
from qa.store.manifest import (
    FORMAT,
    NAME,
    Manifest,
    StoredFile,
    damaged,
    read_manifest,
    recovered_manifest,
    stored_files,
    verify,
    write_manifest,
)

GENERATION, ANOTHER = "generation-0123456789ab", "generation-ba9876543210"
CONTENTS = {"passages.jsonl": b'{"id": "brief#1"}\n', "passages.npy": bytes(range(256)), "leeg.npy": b""}
DAMAGED = r"beschadigd \(manifest\.json\); herstel hem met `qa index --repair`\.$"


def manifest_of(folder: Path, generation: str = GENERATION) -> Manifest:
    """Write the files of a generation, and give the manifest that belongs to them."""
    (folder / generation).mkdir(parents=True)
    for name, content in CONTENTS.items():
        (folder / generation / name).write_bytes(content)
    return Manifest(
        format=FORMAT,
        version="0.1.0",
        model="multilingual-e5-small",
        dimension=384,
        kind=Kind("IVF4000,RaBitQ", 64, 0.9875),
        scale=Scale(foreign=0.8125),
        corpus="0" * 64,
        generation=generation,
        passages=1,
        failures=(Failure("foto’s.txt", "foto’s.txt: dit is geen tekst; gebruik een ander formaat."),),
        warnings=(Failure("stempel.pdf", "Gedraaide tekst weggelaten op bladzijde 1."),),
        files=stored_files(folder / generation),
    )


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """The folder of an index of three files."""
    write_manifest(tmp_path / "index", manifest_of(tmp_path / "index"))
    return tmp_path / "index"


def manifest_in(index: Path) -> Manifest:
    found = read_manifest(index)
    assert found is not None
    return found


def sealed(values: dict[str, Any]) -> bytes:
    """What a manifest with these values, as false as they are, would look like."""
    plain = json.loads(json.dumps(values))
    return json.dumps(plain | {"checksum": manifests._checksum_of(plain)}).encode()


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("kind", [EXACT, Kind("IVF25,RaBitQ", 512, 0.9312)])
def test_a_manifest_comes_back_as_it_was_written(kind: Kind, tmp_path: Path) -> None:
    manifest = replace(manifest_of(tmp_path), kind=kind)
    write_manifest(tmp_path, manifest)
    assert read_manifest(tmp_path) == manifest


def test_a_generation_keeps_a_copy_and_nothing_else_is_left(index: Path) -> None:
    assert (index / GENERATION / NAME).read_bytes() == (index / NAME).read_bytes()
    assert {path.name for path in index.rglob("*")} == {GENERATION, NAME, *CONTENTS}


@pytest.mark.parametrize("made", [True, False], ids=["empty", "not there"])
def test_where_nothing_is_there_is_no_index(made: bool, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    if made:
        folder.mkdir()
    assert read_manifest(folder) is None
    assert recovered_manifest(folder) is None


def test_in_a_folder_with_other_files_no_index_is_looked_for(tmp_path: Path) -> None:
    (tmp_path / ".lock").touch()
    (tmp_path / GENERATION).mkdir()
    assert read_manifest(tmp_path) is None, "these are its own"
    (tmp_path / "generation-memo.docx").touch()
    with pytest.raises(IndexFileError, match=r"andere bestanden \(generation-memo\.docx\); kies een lege map\.$"):
        read_manifest(tmp_path)
    with pytest.raises(IndexFileError, match=r"is een bestand; kies een map"):
        read_manifest(tmp_path / ".lock")


def test_a_manifest_of_an_older_program_counts_for_none_and_of_a_newer_one_is_refused(index: Path) -> None:
    (index / NAME).write_text(json.dumps({"format": FORMAT - 1, "embedder": "iets van toen"}))
    assert read_manifest(index) is None
    (index / NAME).write_text(json.dumps({"format": FORMAT + 1}))
    with pytest.raises(IndexFileError, match=rf"\({FORMAT + 1}, verwacht {FORMAT}\); .*--rebuild"):
        read_manifest(index)


@pytest.mark.parametrize("field", sorted(set(Manifest.__slots__) - {"format"}))
def test_a_manifest_in_which_anything_changed_is_damaged(field: str, index: Path) -> None:
    values = json.loads((index / NAME).read_bytes())
    other: dict[type, Callable[[Any], object]] = {
        str: lambda text: f"{text[:-1]}1",
        int: lambda number: number + 1,
        float: lambda number: number + 2**-10,
        dict: lambda kind: kind | {"probes": 1},
        list: lambda listed: listed[1:],
    }
    for changed in (other[type(values[field])](values[field]), None):
        (index / NAME).write_text(json.dumps(values | {field: changed}))
        with pytest.raises(IndexFileError, match=DAMAGED):
            read_manifest(index)
    (index / NAME).write_text(json.dumps({name: value for name, value in values.items() if name != field}))
    with pytest.raises(IndexFileError, match=DAMAGED):
        read_manifest(index)


@pytest.mark.parametrize("change", [{"checksum": ""}, {"checksum": None}, {"more": 1}])
def test_a_manifest_without_the_checksum_of_all_that_it_says_is_damaged(change: dict[str, Any], index: Path) -> None:
    values = json.loads((index / NAME).read_bytes())
    (index / NAME).write_text(json.dumps(values | change))
    with pytest.raises(IndexFileError, match=DAMAGED):
        read_manifest(index)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[]", b"5", b'"format"', b"null", b"{}"])
def test_what_is_no_manifest_is_damaged(content: bytes, index: Path) -> None:
    (index / NAME).write_bytes(content)
    with pytest.raises(IndexFileError, match=DAMAGED):
        read_manifest(index)


@pytest.mark.parametrize(
    "change",
    [
        *(
            {"generation": name}
            for name in ("", ".", "..", "../elders", "/etc", f"{GENERATION}/../../elders", f"{GENERATION}\n", "index")
        ),
        {"files": [{"name": "../../geheim.txt", "size": 0, "checksum": ""}]},
        {"files": [{"name": "/etc/passwd", "size": 0, "checksum": ""}]},
    ],
)
def test_a_manifest_that_leads_elsewhere_is_refused_though_its_checksum_is_right(
    change: dict[str, Any], index: Path
) -> None:
    values = asdict(manifest_in(index))
    (index / NAME).write_bytes(sealed(values))
    assert manifest_in(index).generation == GENERATION
    for place in (index / NAME, index / GENERATION / NAME):
        place.write_bytes(sealed(values | change))
    with pytest.raises(IndexFileError, match=DAMAGED):
        read_manifest(index)
    assert recovered_manifest(index) is None


@pytest.mark.parametrize(
    "change", [{"kind": {"name": "Flat", "lists": 3}}, {"kind": "Flat"}, {"more": 1}, {"files": [{"name": "x"}]}]
)
def test_a_manifest_of_another_shape_is_damaged(change: dict[str, Any], index: Path) -> None:
    (index / NAME).write_bytes(sealed(asdict(manifest_in(index)) | change))
    with pytest.raises(IndexFileError, match=DAMAGED):
        read_manifest(index)


def test_stored_files_are_told_by_their_size_and_content(index: Path) -> None:
    assert stored_files(index / GENERATION) == tuple(
        StoredFile(path.name, path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest())
        for path in sorted((index / GENERATION).iterdir())
    )
    assert [file.name for file in manifest_in(index).files] == sorted(CONTENTS)


def test_a_whole_index_has_no_damage(index: Path) -> None:
    assert damaged(index, manifest_in(index)) == ()
    verify(index, manifest_in(index))


def test_files_that_changed_are_named(index: Path) -> None:
    manifest = manifest_in(index)
    flip(index / GENERATION / "passages.npy")
    (index / GENERATION / "leeg.npy").unlink()
    assert damaged(index, manifest) == ("leeg.npy", "passages.npy")
    with pytest.raises(IndexFileError, match=r"beschadigd \(leeg\.npy\); herstel hem met `qa index --repair`\.$"):
        verify(index, manifest)


def test_all_files_are_damaged_when_the_generation_is_gone(index: Path) -> None:
    manifest = manifest_in(index)
    shutil.rmtree(index / GENERATION)
    assert damaged(index, manifest) == tuple(sorted(CONTENTS))


def test_of_a_large_index_only_the_sizes_are_verified(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    manifest = manifest_in(index)
    flip(index / GENERATION / "passages.npy")
    with pytest.raises(IndexFileError, match=r"passages\.npy"):
        verify(index, manifest)
    size = sum(map(len, CONTENTS.values()))
    monkeypatch.setattr(manifests, "VERIFIED_AT_OPENING", size)
    with pytest.raises(IndexFileError, match=r"passages\.npy"):
        verify(index, manifest)
    monkeypatch.setattr(manifests, "VERIFIED_AT_OPENING", size - 1)
    verify(index, manifest)
    assert damaged(index, manifest) == ("passages.npy",), "all of it is read when that is asked for"
    os.truncate(index / GENERATION / "passages.npy", 255)
    with pytest.raises(IndexFileError, match=r"passages\.npy"):
        verify(index, manifest)


@pytest.mark.parametrize("content", [None, b"", b"{}", b'{"format": 999}'])
def test_a_manifest_that_was_lost_or_damaged_comes_back_from_its_copy(content: bytes | None, index: Path) -> None:
    expected = manifest_in(index)
    (index / NAME).unlink()
    if content is not None:
        (index / NAME).write_bytes(content)
    assert recovered_manifest(index) == expected


def test_of_a_generation_that_is_not_whole_no_manifest_comes_back(index: Path) -> None:
    flip(index / GENERATION / "passages.jsonl")
    assert recovered_manifest(index) is None


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"format": 4}', b"\xff"])
def test_a_damaged_copy_brings_no_manifest_back(content: bytes, index: Path) -> None:
    (index / GENERATION / NAME).write_bytes(content)
    assert recovered_manifest(index) is None


@pytest.mark.parametrize("other", [FORMAT - 1, FORMAT + 1])
def test_a_copy_of_another_program_brings_no_manifest_back(other: int, index: Path) -> None:
    (index / GENERATION / NAME).write_bytes(sealed(asdict(manifest_in(index)) | {"format": other}))
    assert recovered_manifest(index) is None


@pytest.mark.parametrize("broken", [GENERATION, ANOTHER])
def test_of_two_generations_the_whole_one_comes_back(broken: str, index: Path) -> None:
    write_manifest(index, manifest_of(index, ANOTHER))
    flip(index / broken / "passages.npy")
    found = recovered_manifest(index)
    assert found is not None
    assert {found.generation, broken} == {GENERATION, ANOTHER}
