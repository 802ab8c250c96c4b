"""Adding and removing one of several documents: what is read for it, and what it leaves."""

from pathlib import Path

import pytest

from qa import Assistant
from qa.errors import CorpusError
from tests.conftest import MakeCorpus

CARE = "De overheid treft maatregelen ter bevordering van de volksgezondheid."
FORCES = "De regering heeft het oppergezag over de krijgsmacht."
LAW = "De wet stelt regels omtrent de rechtspositie van de ambtenaren."


@pytest.fixture
def corpus(make_corpus: MakeCorpus) -> Path:
    return make_corpus(zorg=CARE, leger=FORCES)


@pytest.fixture
def assistant(corpus: Path, tmp_path: Path) -> Assistant:
    """An assistant over two documents that are indexed."""
    made = Assistant(corpus, tmp_path / "index")
    made.library.update()
    return made


@pytest.fixture
def law(tmp_path: Path) -> Path:
    path = tmp_path / "wet.txt"
    path.write_text(LAW, encoding="utf-8")
    return path


def ids(assistant: Assistant) -> list[str]:
    return [document.id for document in assistant.library.documents]


def test_adding_a_document_reads_that_document_once(assistant: Assistant, law: Path, were_read: list[str]) -> None:
    assert assistant.library.add([law]) == ()
    assert were_read == ["wet.txt"]
    assert ids(assistant) == ["leger", "wet", "zorg"]
    assert assistant.library.is_current()
    assert were_read == ["wet.txt"]


def test_removing_a_document_reads_none(assistant: Assistant, corpus: Path, were_read: list[str]) -> None:
    assistant.library.remove(["zorg"])
    assert were_read == []
    assert ids(assistant) == ["leger"]
    assert [path.name for path in corpus.iterdir()] == ["leger.txt"]


def test_what_is_there_already_is_not_added(assistant: Assistant, tmp_path: Path, were_read: list[str]) -> None:
    copy = tmp_path / "andere naam.txt"
    copy.write_text(CARE, encoding="utf-8")
    (left_out,) = assistant.library.add([copy])
    assert left_out.reason == "andere naam.txt: dit document is er al als zorg.txt; verwijder dat eerst."
    assert were_read == [], "the same bytes need not be read"


def test_another_file_of_the_same_name_is_not_said_to_be_the_document_that_is_there(
    assistant: Assistant, tmp_path: Path
) -> None:
    (tmp_path / "elders").mkdir()
    other = tmp_path / "elders" / "zorg.txt"
    other.write_text(LAW, encoding="utf-8")
    (left_out,) = assistant.library.add([other])
    assert left_out.reason.startswith("zorg.txt: er is al een ander bestand met deze naam (zorg.txt); geef dit een")
    assert ids(assistant) == ["leger", "zorg"]


def test_of_two_equal_files_that_are_added_the_first_is(assistant: Assistant, law: Path, tmp_path: Path) -> None:
    copy = tmp_path / "wet (1).txt"
    copy.write_text(LAW, encoding="utf-8")
    (left_out,) = assistant.library.add([law, copy])
    assert left_out.file == "wet (1).txt"
    assert ids(assistant) == ["leger", "wet", "zorg"]


def test_removing_a_document_removes_every_file_of_it(assistant: Assistant, corpus: Path) -> None:
    (corpus / "map").mkdir()
    (corpus / "map" / "ook.txt").write_text(CARE, encoding="utf-8")
    (corpus / "zorg.xml").write_text("<officiele-publicatie><al>Iets over zorg.</al></officiele-publicatie>")
    assistant.library.update()
    assert {warning.file for warning in assistant.library.warnings} >= {"zorg.xml", "map/ook.txt"}
    assistant.library.remove(["zorg"])
    assert [path.name for path in corpus.rglob("*") if path.is_file()] == ["leger.txt"]
    assert ids(assistant) == ["leger"]


def test_equal_files_are_a_remark_and_no_failure(assistant: Assistant, corpus: Path) -> None:
    (corpus / "zorg kopie.txt").write_text(CARE, encoding="utf-8")
    assistant.library.update()
    assert assistant.library.failures == ()
    assert any("gelijk aan" in warning.reason for warning in assistant.library.warnings)
    assert Assistant(corpus, assistant.library.place.index).library.warnings == assistant.library.warnings, (
        "it is kept with the index"
    )


def test_a_document_in_a_folder_is_found_shown_and_removed(assistant: Assistant, corpus: Path) -> None:
    path = corpus / "wetten" / "2023" / "wet.txt"
    path.parent.mkdir(parents=True)
    path.write_text(LAW, encoding="utf-8")
    assistant.library.update()
    assert assistant.library.file("wet") == path
    cited = assistant.ask("Wat regelt de wet omtrent de rechtspositie van ambtenaren?").citations[0]
    assert cited.document_id == "wet"
    assistant.library.remove(["wet"])
    assert not path.exists()


def test_nothing_is_quoted_from_a_document_in_a_folder_that_is_gone(assistant: Assistant, corpus: Path) -> None:
    path = corpus / "wetten" / "wet.txt"
    path.parent.mkdir()
    path.write_text(LAW, encoding="utf-8")
    assistant.library.update()
    assert ids(assistant) == ["leger", "wet", "zorg"]
    path.rename(corpus.parent / "wet.txt")
    assert ids(assistant) == ["leger", "zorg"]
    path.parent.rmdir()
    assert ids(assistant) == ["leger", "zorg"]


def test_a_file_of_another_format_is_a_failure_that_lasts(assistant: Assistant, corpus: Path) -> None:
    (corpus / "tabel.csv").write_text("plaats;kosten", encoding="utf-8")
    assistant.library.update()
    assert [failure.file for failure in Assistant(corpus, assistant.library.place.index).library.failures] == [
        "tabel.csv"
    ]


def test_an_unknown_document_is_not_removed(assistant: Assistant) -> None:
    with pytest.raises(CorpusError, match=r"^Het document wet is er niet; kies uit leger, zorg\.$"):
        assistant.library.remove(["wet"])
    with pytest.raises(CorpusError, match="niets overblijven"):
        assistant.library.remove(["leger", "zorg"])
    assert ids(assistant) == ["leger", "zorg"]
