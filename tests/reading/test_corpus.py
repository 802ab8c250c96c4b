import hashlib
import os
import re
from pathlib import Path

import pytest

from qa.domain import Failure
from qa.errors import CorpusError
from qa.reading import corpus, listing
from qa.reading.corpus import corpus_checksum, corpus_files, read_corpus, remove_files, summary
from tests.conftest import CORPUS, MakeCorpus

pytestmark = pytest.mark.slow

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


def test_what_a_browser_saves_beside_a_page_is_no_document(make_corpus: MakeCorpus) -> None:
    folder = make_corpus(notitie="tekst")
    for page, parts in (
        ("Stuk _ Site.html", "Stuk _ Site_files"),
        ("kv.htm", "kv-bestanden"),
        ("kv2.html", "KV2.files"),
    ):
        write(folder, page, f"<p>Wat op {page} staat.</p>")
        for name in ("main.css", "script.js", "logo.svg", "kader.html"):
            write(folder, f"{parts}/{name}", f"{page} {name}")
    write(folder, "bijlage_files/stuk.txt")
    found = {file.file for file in corpus_files(folder)}
    assert found == {"notitie.txt", "Stuk _ Site.html", "kv.htm", "kv2.html", "bijlage_files/stuk.txt"}


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


def write(folder: Path, file: str, text: str = "Geachte voorzitter, de missie wordt verlengd.") -> Path:
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def identities(folder: Path) -> dict[str, str]:
    return {document.identity.file: document.identity.id for document in read_corpus(folder)[0]}


def reasons(folder: Path) -> dict[str, str]:
    return {failure.file: failure.reason for failure in read_corpus(folder)[1]}


def test_a_file_in_a_folder_is_named_with_that_folder(tmp_path: Path) -> None:
    write(tmp_path, "brieven/2023/kst-36000-12.txt")
    write(tmp_path, "notitie.txt", "Een notitie.")
    assert identities(tmp_path) == {"brieven/2023/kst-36000-12.txt": "kst-36000-12", "notitie.txt": "notitie"}


def test_the_catalogue_names_a_file_by_its_path_or_by_a_name_that_is_the_only_one(tmp_path: Path) -> None:
    write(tmp_path, "2022/brief.txt", "Een brief.")
    write(tmp_path, "2023/brief.txt", "Een andere brief.")
    write(tmp_path, "2023/nota.txt", "Een nota.")
    entries = (("eerste", "2022/brief.txt"), ("geen", "brief.txt"), ("nota-1", "nota.txt"))
    write(tmp_path, "corpus.toml", "".join(f'[[document]]\nid = "{i}"\nfile = "{file}"\n' for i, file in entries))
    assert identities(tmp_path) == {
        "2022/brief.txt": "eerste",
        "2023/brief.txt": "2023-brief",
        "2023/nota.txt": "nota-1",
    }


def test_files_of_one_name_in_several_folders_are_documents_of_their_own(tmp_path: Path) -> None:
    for folder in ("", "a/", "a/b/"):
        write(tmp_path, f"{folder}brief.txt", f"Een brief uit de map {folder}.")
    assert identities(tmp_path) == {"brief.txt": "brief", "a/brief.txt": "a-brief", "a/b/brief.txt": "a-b-brief"}


@pytest.mark.parametrize(
    ("name", "what_to_do"),
    [
        ("oud.doc", r"\.doc.*bewaar het bestand als \.docx of \.pdf"),
        ("opgemaakt.RTF", r"bewaar het bestand als \.docx of \.pdf"),
        ("tabel.csv", r"bewaar het bestand als \.pdf"),
        ("cijfers.xlsx", r"bewaar het bestand als \.pdf"),
        ("praatje.pptx", r"bewaar het bestand als \.pdf"),
        ("bericht.eml", r"bewaar het als \.pdf"),
        ("alles.zip", r"pak het uit"),
        ("foto.jpg", r"OCR"),
        ("overleg.mp3", r"bewaar wat er wordt gezegd"),
        ("model.onbekend", r"niet bekend; gebruik \.txt"),
        ("LEESMIJ", r"laat hem eindigen op \.txt"),
    ],
)
def test_a_format_that_is_not_read_is_named_with_what_to_do(name: str, what_to_do: str, tmp_path: Path) -> None:
    write(tmp_path, "brief.txt")
    write(tmp_path, f"map/{name}")
    ((file, reason),) = reasons(tmp_path).items()
    assert file == f"map/{name}"
    assert re.fullmatch(rf"{re.escape(file)}: .*{what_to_do}.*\.", reason)


def test_a_folder_with_other_formats_only_has_no_documents(tmp_path: Path) -> None:
    write(tmp_path, "oud.doc")
    with pytest.raises(CorpusError, match="bevat geen documenten"):
        corpus_files(tmp_path)


def test_markdown_is_read_with_its_headings(tmp_path: Path) -> None:
    write(tmp_path, "notitie.md", "# Bruggen\n\n## Zwolle\n\nDe brug kost *12* miljoen euro.\n")
    (document,), _ = read_corpus(tmp_path)
    assert document.text.endswith("De brug kost 12 miljoen euro.")
    assert document.paragraphs[-1].section[-1] == "Zwolle"
    assert document.pages == ()


def test_of_equal_files_one_counts_and_it_is_said_which(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "map/c.txt"):
        write(tmp_path, name)
    assert identities(tmp_path) == {"a.txt": "a"}
    same = {failure.file: failure.same_as for failure in read_corpus(tmp_path)[1]}
    assert same == {"b.txt": "a.txt", "map/c.txt": "a.txt"}
    assert "gelijk aan a.txt" in reasons(tmp_path)["b.txt"]


@pytest.mark.parametrize("copy", ["kst-36000-12 (1).txt", "kst-36000-12(2).html", "kst-36000-12 - kopie.txt"])
def test_a_copy_of_a_publication_is_that_publication_and_the_name_without_addition_is_read(
    copy: str, tmp_path: Path
) -> None:
    write(tmp_path, copy, "Een andere versie van deze brief.")
    assert identities(tmp_path) == {copy: "kst-36000-12"}
    write(tmp_path, "kst-36000-12.txt")
    assert identities(tmp_path) == {"kst-36000-12.txt": "kst-36000-12"}
    assert read_corpus(tmp_path)[1][0].same_as == "kst-36000-12.txt"


def test_links_within_the_folder_are_read_and_links_out_are_not_followed(tmp_path: Path) -> None:
    folder, outside = tmp_path / "corpus", tmp_path / "buiten"
    write(folder, "map/brief.txt")
    write(outside, "geheim.txt", "Een geheim.")
    (folder / "ook.txt").symlink_to(folder / "map" / "brief.txt")
    (folder / "lek.txt").symlink_to(outside / "geheim.txt")
    (folder / "map" / "lek.txt").symlink_to("../../buiten/geheim.txt")
    (folder / "lek").symlink_to(outside)
    (folder / "map" / "rond").symlink_to(folder)
    (folder / "lus.txt").symlink_to(folder / "lus.txt")
    assert identities(folder) == {"ook.txt": "ook"}
    told = reasons(folder)
    assert {file for file, reason in told.items() if "koppeling naar elders" in reason} == {
        "lek",
        "lek.txt",
        "map/lek.txt",
    }
    assert "koppeling naar een map" in told["map/rond"]
    assert "niet te lezen" in told["lus.txt"]


def test_a_pipe_is_no_file_to_wait_for(tmp_path: Path) -> None:
    write(tmp_path, "brief.txt")
    os.mkfifo(tmp_path / "pijp.txt")
    assert "geen gewoon bestand" in reasons(tmp_path)["pijp.txt"]


def test_folders_within_folders_are_followed_as_deep_as_people_make_them(tmp_path: Path) -> None:
    deep = "/".join(["map"] * listing.DEEPEST)
    write(tmp_path, f"{deep}/brief.txt")
    write(tmp_path, f"{deep}/dieper/nota.txt", "Een nota.")
    assert list(identities(tmp_path)) == [f"{deep}/brief.txt"]
    assert "te diep" in reasons(tmp_path)[f"{deep}/dieper"]


def test_a_whole_disk_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "MOST", 5)
    for number in range(3):
        write(tmp_path, f"{number}/brief.txt")
    with pytest.raises(CorpusError, match="kies een kleinere map"):
        corpus_files(tmp_path)


def test_thousands_of_empty_files_are_told_in_one_line(tmp_path: Path) -> None:
    write(tmp_path, "brief.txt")
    for number in range(10_000):
        (tmp_path / f"{number:05}.txt").touch()
    documents, failures = read_corpus(tmp_path)
    assert (len(documents), len(failures)) == (1, 10_000)
    ((files, reason),) = summary(failures)
    assert files.startswith("10000 bestanden (00000.txt, 00001.txt, ")
    assert files.endswith(" en nog 9988)")
    assert "geen tekst" in reason


def test_few_files_are_told_one_by_one() -> None:
    assert summary([Failure(f"{n}.zip", f"{n}.zip: pak het uit.") for n in "ab"]) == [
        ("a.zip", "pak het uit."),
        ("b.zip", "pak het uit."),
    ]


def test_a_folder_with_a_name_that_is_no_text_is_said_to_have_one(tmp_path: Path) -> None:
    write(tmp_path, "brief.txt")
    write(tmp_path, f"{os.fsdecode(b'map_caf' + bytes([0xE9]))}/nota.txt", "Een nota.")
    assert corpus_checksum(tmp_path, corpus_files(tmp_path))
    ((file, reason),) = reasons(tmp_path).items()
    assert "een gewone naam" in reason
    file.encode("utf-8")


def test_an_index_that_lies_beside_the_documents_is_none_of_them(tmp_path: Path) -> None:
    write(tmp_path, "brief.txt")
    write(tmp_path, "index/generation-0123456789ab/tekst.txt", "x")
    write(tmp_path, "index/manifest.json", "{}")
    assert [file.file for file in corpus_files(tmp_path)] == ["brief.txt"]


def test_the_checksum_of_a_file_that_did_not_change_is_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, "brief.txt")
    monkeypatch.setattr(corpus, "SETTLED", -1)
    first = corpus_files(tmp_path)[0].checksum
    monkeypatch.setattr(corpus, "checksum", lambda _: "gelezen")
    assert corpus_files(tmp_path)[0].checksum == first
    then = path.stat()
    path.write_text("Geachte voorzitter, de missie wordt beeindigd", encoding="utf-8")
    os.utime(path, ns=(then.st_atime_ns, then.st_mtime_ns))
    assert corpus_files(tmp_path)[0].checksum == "gelezen", "though its size and its time are the same"


def test_nothing_outside_the_corpus_is_removed(tmp_path: Path) -> None:
    folder, outside = tmp_path / "corpus", write(tmp_path, "buiten.txt")
    write(folder, "brief.txt")
    (folder / "map").symlink_to(tmp_path)
    for file in ("../buiten.txt", "map/buiten.txt", str(outside)):
        with pytest.raises(CorpusError, match="ligt niet in"):
            remove_files(folder, [file])
    assert outside.exists()


def test_the_catalogue_names_the_sender(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("De brug wordt hersteld.", encoding="utf-8")
    entry = '[[document]]\nid = "brief"\nfile = "brief.txt"\nsender = "de minister van Wonen"\n'
    (tmp_path / "corpus.toml").write_text(entry, encoding="utf-8")
    (document,), _ = read_corpus(tmp_path)
    assert document.identity.sender == "de minister van Wonen"
