"""English terms that a folder with documents adds."""

import os
from pathlib import Path

import pytest

from qa.errors import CorpusError
from qa.reading.corpus import corpus_files
from qa.reading.glossary import glossary_of

OWN = '[our_subject]\n"Polder board" = ["polderbestuur"]\n'


def written(folder: Path, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "glossary.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_folder_adds_terms_to_those_of_the_program(tmp_path: Path) -> None:
    found = glossary_of([written(tmp_path, OWN)])
    assert found
    assert found.dutch_terms("missions of the polder boards") == "missie of the polderbestuur"


def test_a_folder_that_adds_nothing_leaves_it_as_it_is(tmp_path: Path) -> None:
    assert glossary_of([tmp_path, tmp_path / "not there"]) is None


def test_terms_need_no_subject_and_a_later_folder_goes_before(tmp_path: Path) -> None:
    shared = written(tmp_path / "shared", '"dike" = ["dijk"]\n"ditch" = ["sloot"]\n')
    own = written(tmp_path / "own", '"dike" = ["waterkering"]\n')
    found = glossary_of([shared, own])
    assert found
    assert found.dutch_terms("dikes and ditches") == "waterkering and sloot"


def test_it_is_read_again_when_it_changes(tmp_path: Path) -> None:
    before = glossary_of([written(tmp_path, OWN)])
    assert glossary_of([tmp_path]) is before
    os.utime(written(tmp_path, '"polder board" = ["waterschap"]\n') / "glossary.toml", ns=(1, 1))
    after = glossary_of([tmp_path])
    assert after
    assert after.dutch_terms("polder board") == "waterschap"


@pytest.mark.parametrize("text", ['"dike" = "dijk"', '"dike" = []', '"dike" = [1]', '" " = ["dijk"]', "dike ="])
def test_what_cannot_be_understood_is_told_with_the_file(tmp_path: Path, text: str) -> None:
    with pytest.raises(CorpusError, match=r"glossary\.toml is niet te begrijpen"):
        glossary_of([written(tmp_path, text)])


def test_it_is_no_document(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("De dijk is hoog genoeg.", encoding="utf-8")
    assert [file.file for file in corpus_files(written(tmp_path, OWN))] == ["brief.txt"]
