import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from qa.domain import Abbreviation, Failure, Identity
from qa.library import ingest
from qa.library.ingest import take_in
from qa.passages import passages
from qa.reading import read
from qa.reading.corpus import corpus_files
from qa.store.interface import Ingested
from tests.conftest import MakeCorpus
from tests.reading.hostile import CATALOG, pdf, stream
from tests.store.conftest import stamped

# From kst-27925-919 and kst-27925-943.
MISSION = "Nederland draagt bij via Operation Inherent Resolve (OIR) van de anti-ISIS-coalitie."
POLICE = "De Koninklijke Marechaussee en andere militairen adviseren het ministerie in Bagdad."

CATALOGUE = '[[document]]\nid = "brief-1"\nfile = "brief.txt"\ntitle = "{}"\n'


@pytest.fixture
def corpus(make_corpus: MakeCorpus) -> Path:
    """Two documents."""
    return make_corpus(brief=MISSION, nota=POLICE)


def taken(corpus: Path, known: Mapping[str, Identity] | None = None) -> list[Ingested | Identity | Failure]:
    return list(take_in(corpus_files(corpus), known or {}, lambda *_: None))


def by_origin(found: Sequence[Ingested | Identity | Failure]) -> dict[str, Identity]:
    return {one.origin: one.identity for one in found if isinstance(one, Ingested)}


def known_by_now(found: Sequence[Ingested | Identity | Failure]) -> list[Identity | Failure]:
    """The same, where every document is known."""
    return [one.identity if isinstance(one, Ingested) else one for one in found]


def test_of_a_document_its_passages_abbreviations_and_warnings_are_taken(corpus: Path) -> None:
    (corpus / "stempel.pdf").write_bytes(stamped("Deze bladzijde staat gewoon rechtop."))
    documents = [read(corpus / name) for name in ("brief.txt", "nota.txt", "stempel.pdf")]
    found = taken(corpus)
    for one, document in zip(found, documents, strict=True):
        assert isinstance(one, Ingested)
        assert (one.identity, one.passages, one.warnings) == (document.identity, passages(document), document.warnings)
    brief, nota, stempel = (one for one in found if isinstance(one, Ingested))
    assert brief.abbreviations == (Abbreviation("OIR", "Operation Inherent Resolve"),)
    assert nota.abbreviations == ()
    assert stempel.warnings == ("Gedraaide tekst weggelaten op bladzijde 1.",)


def test_what_did_not_change_is_not_read_again(corpus: Path, were_read: list[str]) -> None:
    before = taken(corpus)
    assert were_read == ["brief.txt", "nota.txt"]
    again = taken(corpus, by_origin(before))
    assert were_read == ["brief.txt", "nota.txt"]
    assert again == known_by_now(before)


def rewrite(corpus: Path) -> None:
    (corpus / "brief.txt").write_text(MISSION.replace("Nederland", "Denemarken"))


def rename(corpus: Path) -> None:
    (corpus / "brief.txt").rename(corpus / "brief-oud.txt")


def name_it(corpus: Path) -> None:
    (corpus / "corpus.toml").write_text(CATALOGUE.format("De bijdrage aan de coalitie"))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (rewrite, ("brief", "brief.txt", "brief", MISSION.replace("Nederland", "Denemarken"))),
        (rename, ("brief-oud", "brief-oud.txt", "brief-oud", MISSION)),
        (name_it, ("brief-1", "brief.txt", "De bijdrage aan de coalitie", MISSION)),
    ],
    ids=["its text", "its name", "what is known of it"],
)
def test_of_a_document_that_changed_all_is_new_and_the_other_is_not_read(
    change: Callable[[Path], None], expected: tuple[str, str, str, str], corpus: Path, were_read: list[str]
) -> None:
    before = taken(corpus)
    were_read.clear()
    change(corpus)
    after = taken(corpus, by_origin(before))
    id_, file, title, text = expected
    assert were_read == [file]
    assert after[1] == known_by_now(before)[1]
    changed = after[0]
    assert isinstance(changed, Ingested)
    assert (changed.identity.id, changed.identity.file, changed.identity.title) == (id_, file, title)
    assert [(passage.document_id, passage.text) for passage in changed.passages] == [(id_, text)]


def test_what_is_known_of_it_may_change_again(corpus: Path, were_read: list[str]) -> None:
    known: dict[str, Identity] = {}
    for title in ("Een brief", "Een andere brief", "Een brief"):
        (corpus / "corpus.toml").write_text(CATALOGUE.format(title))
        known |= by_origin(found := taken(corpus, known))
        brief = known_by_now(found)[0]
        assert isinstance(brief, Identity)
        assert brief.title == title
    assert were_read == ["brief.txt", "nota.txt", "brief.txt"], "as it was the first time it is known"


def test_another_program_reads_everything_again(
    corpus: Path, were_read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = taken(corpus)
    monkeypatch.setattr(ingest, "VERSION", "0.0.1")
    after = taken(corpus, by_origin(before))
    assert not by_origin(after).keys() & by_origin(before).keys()
    assert were_read == ["brief.txt", "nota.txt"] * 2


def test_what_cannot_be_read_is_said_in_its_place_and_tried_again(corpus: Path, were_read: list[str]) -> None:
    (corpus / "foto.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    before = taken(corpus)
    brief, foto, nota = before
    assert isinstance(foto, Failure)
    assert (foto.file, type(brief), type(nota)) == ("foto.txt", Ingested, Ingested)
    were_read.clear()
    assert taken(corpus, by_origin(before)) == known_by_now(before)
    assert were_read == ["foto.txt"]


def test_the_same_document_in_two_files_is_taken_once(corpus: Path) -> None:
    shutil.copy(corpus / "brief.txt", corpus / "brief.TXT")
    before = taken(corpus)
    assert [type(one) for one in before] == [Ingested, Failure, Ingested]
    assert taken(corpus, by_origin(before)) == known_by_now(before)


def test_a_link_out_of_the_folder_is_refused_though_its_content_is_known(corpus: Path, tmp_path: Path) -> None:
    before = taken(corpus)
    (corpus / "brief.txt").rename(tmp_path / "brief.txt")
    (corpus / "brief.txt").symlink_to(tmp_path / "brief.txt")
    refused, nota = taken(corpus, by_origin(before))
    assert isinstance(refused, Failure)
    assert "koppeling naar elders" in refused.reason
    assert nota == known_by_now(before)[1]


def test_it_is_said_how_many_were_taken(corpus: Path) -> None:
    said: list[tuple[int, int]] = []
    list(take_in(corpus_files(corpus), {}, lambda done, total: said.append((done, total))))
    assert said == [(1, 2), (2, 2)]


def test_documents_are_read_one_at_a_time(corpus: Path, were_read: list[str]) -> None:
    found = take_in(corpus_files(corpus), {}, lambda *_: None)
    assert were_read == []
    assert isinstance(next(found), Ingested)
    assert were_read == ["brief.txt"]


def half_a_character() -> bytes:
    """A PDF that says of its letter A that it stands for the first half of a character of two."""
    said = b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <41> <D835> endbfchar"
    text = b"BT /F 10 Tf 70 700 Td (De regering levert A adviseurs aan de missie in Bagdad.) Tj ET"
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
    page = "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
    pages = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return pdf(CATALOG, pages, page, stream(text), font, stream(said))


def test_a_document_with_half_a_character_does_not_keep_the_others_from_being_taken(corpus: Path) -> None:
    (corpus / "half.pdf").write_bytes(half_a_character())
    found = taken(corpus)
    assert [one.id for one in by_origin(found).values() if one.id != "half"] == ["brief", "nota"]
    assert len(found) == 3
