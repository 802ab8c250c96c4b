import hashlib
import os
from pathlib import Path

import pytest

from qa.errors import CorpusError
from qa.reading.corpus import corpus_checksum, corpus_files, read_corpus
from tests.conftest import CORPUS, MakeCorpus

# The owner's documents go unchanged into the corpus.
RECEIVED = {
    "kst-27925-597.txt": "c429c2231264abf12d63c6f69c308ef2fdee3e56cb1aa4b66a67408cf5f6a808",
    "kst-27925-919.txt": "e6e7433c3f509323a3210774009a396bd813f6882d561933de555e6ae0d7cec0",
    "kst-27925-930.txt": "9fc28ca78e3b7af69e46ecb487420052b632acb16b4df6789bbc3ebdd72eb025",
    "kst-27925-943.txt": "098cbf472b0d2d0c180bacb18b0758baf8bfa7b277b3ac10a621037df6f1b38b",
    "kst-27925-AL.txt": "d24de059b4b3ea2a3077c6e810cabb9b864696373f2076e4032d1360d51a2989",
}


def test_the_five_documents_are_as_received() -> None:
    assert {f.path.name: hashlib.sha256(f.path.read_bytes()).hexdigest() for f in corpus_files(CORPUS)} == RECEIVED


def test_the_catalogue_names_every_document() -> None:
    assert all(file.known and file.known.date and file.known.title for file in corpus_files(CORPUS))


def test_a_document_without_an_entry_is_in_the_corpus_too(make_corpus: MakeCorpus) -> None:
    folder = make_corpus(notitie="tekst")
    assert [(f.path.name, f.known) for f in corpus_files(folder)] == [("notitie.txt", None)]


def test_hidden_files_and_what_programs_leave_behind_are_no_documents(make_corpus: MakeCorpus) -> None:
    folder = make_corpus(notitie="tekst")
    for name in (
        ".verborgen.txt",
        "Thumbs.db",
        "desktop.ini",
        "~$brief.docx",
        "brief.txt~",
        ".DS_Store",
        "corpus.toml",
    ):
        (folder / name).write_text("")
    for name in (".git", "__MACOSX", "$RECYCLE.BIN"):
        (folder / name).mkdir()
        (folder / name / "brief.txt").write_text("x")
    assert [f.file for f in corpus_files(folder)] == ["notitie.txt"]


def test_the_checksum_changes_with_a_name_a_content_and_the_catalogue(make_corpus: MakeCorpus) -> None:
    folder = make_corpus(a="tekst")
    seen = {corpus_checksum(folder, corpus_files(folder))}
    (folder / "a.txt").write_text("andere tekst")
    seen.add(corpus_checksum(folder, corpus_files(folder)))
    (folder / "a.txt").rename(folder / "b.txt")
    seen.add(corpus_checksum(folder, corpus_files(folder)))
    (folder / "corpus.toml").write_text('[[document]]\nid = "b"\nfile = "b.txt"\n')
    seen.add(corpus_checksum(folder, corpus_files(folder)))
    assert len(seen) == 4


@pytest.mark.parametrize(
    "catalogue",
    [
        "[[document]",
        '[[document]]\nid = "a"\n',
        '[[document]]\nid = "a"\nfile = "a.txt"\nkleur = "rood"\n',
        '[[document]]\nid = "a"\nfile = "a.txt"\ndate = "gisteren"\n',
        'document = "a"\n',
        '[[document]]\nid = "a"\nfile = "a.txt"\n[[document]]\nid = "a"\nfile = "b.txt"\n',
    ],
)
def test_a_faulty_catalogue_is_refused_by_name(catalogue: str, make_corpus: MakeCorpus) -> None:
    folder = make_corpus(a="tekst")
    (folder / "corpus.toml").write_text(catalogue)
    with pytest.raises(CorpusError, match=r"corpus\.toml"):
        corpus_files(folder)


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="bestaat niet"):
        corpus_files(tmp_path / "weg")


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("x")
    with pytest.raises(CorpusError, match="geen map"):
        corpus_files(tmp_path / "bestand")


def test_an_empty_folder_is_refused_with_what_to_put_in_it(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"\.txt"):
        corpus_files(tmp_path)


def test_a_name_that_is_no_text_is_a_failure_of_that_file(make_corpus: MakeCorpus) -> None:
    folder = make_corpus(brief="Geachte voorzitter, de missie wordt verlengd.")
    (folder / os.fsdecode(b"verslag_caf\xe9.txt")).write_text("Een verslag.", encoding="utf-8")
    assert corpus_checksum(folder, corpus_files(folder))
    documents, failures = read_corpus(folder)
    assert [document.identity.id for document in documents] == ["brief"]
    assert "een gewone naam" in failures[0].reason
    failures[0].file.encode("utf-8")
