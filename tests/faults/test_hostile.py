"""Nothing outside of the folders given is read, written or removed, whatever a file is called or leads to."""

from pathlib import Path

import pytest

from qa import Assistant
from tests.conftest import MakeCorpus
from tests.faults.conftest import BRIEF

KEPT = "Het geheime wachtwoord van de kluis in Bagdad is sesam."
NAMES = [
    "regel\neinde.txt",
    "-rf.txt",
    "$(touch x).txt",
    "a;b|c.txt",
    "\u202etxt.fdp.txt",
    "é" * 100 + ".txt",
]


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "elders"
    folder.mkdir()
    (folder / "geheim.txt").write_text(KEPT)
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_file_name_is_a_name(name: str, make_corpus: MakeCorpus, tmp_path: Path) -> None:
    corpus = make_corpus(brief=BRIEF)
    (corpus / name).write_text("De helikopters vervoeren personeel en materieel.")
    before = sorted(path.name for path in tmp_path.iterdir())
    with Assistant(corpus, tmp_path / "index") as assistant:
        assert len(assistant.library.documents) + len(assistant.library.failures) == 2
        assert assistant.ask("Wat vervoeren de helikopters?").answered or assistant.library.failures
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*before, "index"])


def test_a_link_out_of_the_corpus_is_not_followed(make_corpus: MakeCorpus, outside: Path, tmp_path: Path) -> None:
    corpus = make_corpus(brief=BRIEF)
    (corpus / "notitie.txt").symlink_to(outside / "geheim.txt")
    with Assistant(corpus, tmp_path / "index") as assistant:
        assert [failure.file for failure in assistant.library.failures] == ["notitie.txt"]
        assert "koppeling naar elders" in assistant.library.failures[0].reason
        assert not any("sesam" in citation.passage for citation in assistant.search("wachtwoord kluis", limit=10))
    stored = b"".join(path.read_bytes() for path in (tmp_path / "index").rglob("*") if path.is_file())
    assert b"sesam" not in stored


def test_a_link_that_is_added_is_not_followed_either(make_corpus: MakeCorpus, outside: Path, tmp_path: Path) -> None:
    corpus = make_corpus(brief=BRIEF)
    with Assistant(corpus, tmp_path / "index") as assistant:
        (corpus / "notitie.txt").symlink_to(outside / "geheim.txt")
        assistant.library.update()
        assert "notitie" not in {document.id for document in assistant.library.documents}
    assert (outside / "geheim.txt").read_text() == KEPT


def test_a_link_in_the_index_is_not_followed_when_it_is_tidied(
    make_corpus: MakeCorpus, outside: Path, tmp_path: Path
) -> None:
    corpus = make_corpus(brief=BRIEF)
    with Assistant(corpus, tmp_path / "index") as assistant:
        (tmp_path / "index" / "generation-000000000000").symlink_to(outside)
        (tmp_path / "index" / ".building-elders").symlink_to(outside)
        make_corpus(nota="De helikopters vervoeren personeel en materieel.")
        assistant.library.update()
    assert (outside / "geheim.txt").read_text() == KEPT


def test_a_manifest_that_leads_elsewhere_is_refused(make_corpus: MakeCorpus, outside: Path, tmp_path: Path) -> None:
    corpus, index = make_corpus(brief=BRIEF), tmp_path / "index"
    with Assistant(corpus, index):
        manifest = (index / "manifest.json").read_text()
    generation = next(index.glob("generation-*")).name
    (index / "manifest.json").write_text(manifest.replace(generation, "../elders"))
    with Assistant(corpus, tmp_path / "ander") as assistant:
        assert assistant.library.documents
    broken = Assistant(corpus, index)
    assert not broken.library.is_current()
    broken.library.update()
    assert (outside / "geheim.txt").read_text() == KEPT
