import dataclasses
import errno
import json
import os
import shutil
from pathlib import Path

import pytest

from qa import Assistant
from qa.errors import CorpusError, IndexFileError
from qa.store import manifest as manifests
from qa.store.dense import VectorIndex
from tests.conftest import CORPUS, MakeCorpus

SENTENCE = "De rechtsgrond voor het optreden in Irak is het verzoek van de Iraakse regering aan de Verenigde Naties."


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def answers(corpus: Path, index: Path) -> bool:
    with Assistant(corpus, index) as assistant:
        return assistant.ask("Wat is de rechtsgrond voor het optreden in Irak?").answered


def change_manifest(index: Path, **values: object) -> None:
    manifest = manifests.read_manifest(index)
    assert manifest is not None
    changed = dataclasses.replace(manifest, **values)  # type: ignore[arg-type] # whatever its fields hold
    manifests.write_manifest(index, changed)


def test_an_index_is_built_when_it_is_missing_and_used_as_it_is_after_that(
    make_corpus: MakeCorpus, tmp_path: Path
) -> None:
    corpus, index = make_corpus(brief=SENTENCE), tmp_path / "index"
    assert answers(corpus, index)
    before = snapshot(index)
    assert answers(corpus, index)
    assert snapshot(index) == before


def test_a_changed_document_a_new_one_and_a_removed_one_are_noticed(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    corpus, index = make_corpus(brief="Een zin over iets heel anders."), tmp_path / "index"
    assert not answers(corpus, index)
    make_corpus(nieuw=SENTENCE)
    assert answers(corpus, index)
    (corpus / "nieuw.txt").unlink()
    assert not answers(corpus, index)
    make_corpus(brief=SENTENCE)
    assert answers(corpus, index)
    assert len(list(index.glob("generation-*"))) == 1


def test_an_index_made_by_another_version_of_the_program_is_built_anew(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    corpus, index = make_corpus(brief=SENTENCE), tmp_path / "index"
    assert answers(corpus, index)
    change_manifest(index, version="0.0.1")
    assert answers(corpus, index)
    assert json.loads((index / manifests.NAME).read_text())["version"] != "0.0.1"


def test_a_file_that_cannot_be_read_is_reported_and_the_rest_is_indexed(
    make_corpus: MakeCorpus, tmp_path: Path
) -> None:
    corpus = make_corpus(brief=SENTENCE)
    (corpus / "foto.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    with Assistant(corpus, tmp_path / "index") as assistant:
        assert [document.id for document in assistant.library.documents] == ["brief"]
        assert [failure.file for failure in assistant.library.failures] == ["foto.txt"]


def test_the_same_document_in_two_files_is_in_the_index_once(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    corpus = make_corpus(brief=SENTENCE)
    shutil.copy(corpus / "brief.txt", corpus / "brief.TXT")
    with Assistant(corpus, tmp_path / "index") as assistant:
        assert len(assistant.library.documents) == 1
        assert assistant.library.failures == ()
        told = {warning.file: warning.reason for warning in assistant.library.warnings}
        assert told["brief.txt"] == "dit bestand is gelijk aan brief.TXT en telt daarom niet nog eens mee."


def test_a_corpus_of_which_nothing_can_be_read_gives_no_index(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    corpus = make_corpus(leeg="  \n\n ")
    with pytest.raises(IndexFileError, match="Geen enkel document"):
        Assistant(corpus, tmp_path / "index").open()
    assert not (tmp_path / "index" / "manifest.json").exists()


def test_an_index_that_was_cut_short_is_refused(index_copy: Path) -> None:
    for path in sorted(index_copy.rglob("*")):
        if path.is_file() and path.stat().st_size > 1 and not path.match(f"generation-*/{manifests.NAME}"):
            whole = path.read_bytes()
            path.write_bytes(whole[: len(whole) // 2])
            with pytest.raises(IndexFileError, match=r"beschadigd.*--repair"):
                Assistant(CORPUS, index_copy).open()
            path.write_bytes(whole)
    Assistant(CORPUS, index_copy).open()


def test_a_missing_file_of_the_index_is_refused(index_copy: Path) -> None:
    next(index_copy.glob("generation-*/passages.jsonl")).unlink()
    with pytest.raises(IndexFileError, match=r"passages\.jsonl"):
        Assistant(CORPUS, index_copy).open()


@pytest.mark.parametrize(
    ("field", "value", "sentence"), [("format", 999, "andere versie"), ("model", "een ander model", "ander taalmodel")]
)
def test_an_index_of_another_version_or_model_is_refused(
    field: str, value: object, sentence: str, index_copy: Path
) -> None:
    change_manifest(index_copy, **{field: value})
    before = snapshot(index_copy)
    with pytest.raises(IndexFileError, match=f"{sentence}.*--rebuild"):
        Assistant(CORPUS, index_copy).open()
    assert snapshot(index_copy) == before


def test_an_index_of_an_older_program_is_built_anew(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    corpus, index = make_corpus(brief=SENTENCE), tmp_path / "index"
    with Assistant(corpus, index):
        pass
    path = index / manifests.NAME
    path.write_text(json.dumps({"format": manifests.FORMAT - 1}))
    with Assistant(corpus, index) as assistant:
        assert assistant.search("adviseurs")
    assert json.loads(path.read_text())["format"] == manifests.FORMAT


def test_a_refused_index_is_not_current_and_a_rebuild_mends_it(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    corpus, index = make_corpus(brief=SENTENCE), tmp_path / "index"
    assert answers(corpus, index)
    (index / manifests.NAME).write_text("{")
    assistant = Assistant(corpus, index)
    assert not assistant.library.is_current()
    assistant.library.rebuild()
    assert assistant.library.is_current()
    assert answers(corpus, index)


def test_a_folder_with_other_files_is_never_written_to(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    folder = tmp_path / "documenten"
    folder.mkdir()
    (folder / "memo.docx").write_bytes(b"x")
    with pytest.raises(IndexFileError, match=r"memo\.docx"):
        Assistant(make_corpus(brief=SENTENCE), folder).open()
    assert [path.name for path in folder.iterdir()] == ["memo.docx"]


def test_a_file_in_the_place_of_the_index_is_refused(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    (tmp_path / "index").write_text("x")
    with pytest.raises(IndexFileError, match="is een bestand"):
        Assistant(make_corpus(brief=SENTENCE), tmp_path / "index").open()


def test_a_full_disk_leaves_the_old_index_in_use(
    make_corpus: MakeCorpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus, index = make_corpus(brief=SENTENCE), tmp_path / "index"
    assert answers(corpus, index)
    before = snapshot(index)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(VectorIndex, "save", full)
        with pytest.raises(IndexFileError, match="vol"):
            Assistant(corpus, index).library.rebuild()
    assert snapshot(index) == before
    assert answers(corpus, index)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_refused(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    folder = tmp_path / "dicht"
    folder.mkdir(mode=0o555)
    with pytest.raises(IndexFileError, match="rechten"):
        Assistant(make_corpus(brief=SENTENCE), folder / "index").open()


def test_a_read_only_place_is_refused(make_corpus: MakeCorpus) -> None:
    with pytest.raises(IndexFileError, match="kan niet worden geschreven"):
        Assistant(make_corpus(brief=SENTENCE), "/proc/vindplaats").open()


def test_a_corpus_that_disappears_is_told_from_an_index_that_does(index: Path, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="bestaat niet"):
        Assistant(tmp_path / "weg", index).open()


def test_a_rebuild_from_the_same_documents_gives_the_same_files(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    corpus = make_corpus(brief=SENTENCE, nota="Nederland levert adviseurs aan de missie in Bagdad.")
    contents = []
    for name in ("een", "twee"):
        Assistant(corpus, tmp_path / name).open()
        manifest = manifests.read_manifest(tmp_path / name)
        assert manifest is not None
        contents.append(manifest.files)
    assert contents[0] == contents[1]


def test_nothing_is_stored_as_pickle(index: Path) -> None:
    found = {path.name for path in index.rglob("*") if path.is_file()}
    assert {name.rsplit(".", 1)[-1] for name in found - {".lock"}} == {"json", "jsonl", "npy", "faiss"}
