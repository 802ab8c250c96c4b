import os
import time
from contextlib import suppress
from pathlib import Path

import pytest

from qa import Assistant
from qa.errors import VindplaatsError
from qa.web import visitors
from qa.web.visitors import Visitors, is_token, new_token

LETTER = "Den Haag, 3 maart 2024\n\nDe fregatten varen in de Rode Zee ter bescherming van de koopvaardij.\n"
QUESTION = "Waar varen de fregatten ter bescherming van de koopvaardij?"


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "rode-zee.txt"
    path.write_text(LETTER, encoding="utf-8")
    return path


def own(house: Visitors, visitor: str) -> Assistant:
    """The assistant that a visitor can add documents to."""
    with house.taking(visitor) as (assistant, _):
        return assistant


def test_documents_of_a_visitor_are_that_visitors_alone(assistant: Assistant, letter: Path, tmp_path: Path) -> None:
    house = Visitors(assistant, tmp_path / "visitors")
    one, other = new_token(), new_token()
    own(house, one).library.add([letter])
    assert "Rode Zee" in house.of(one).ask(QUESTION).text
    for stranger in (house.of(other), house.of(None), assistant):
        assert all(citation.document_id != "rode-zee" for citation in stranger.search(QUESTION))


def test_who_adds_nothing_is_answered_by_the_shared_assistant(assistant: Assistant, tmp_path: Path) -> None:
    house = Visitors(assistant, tmp_path / "visitors")
    assert house.of(new_token()) is assistant
    assert not (tmp_path / "visitors").exists()


def test_what_a_visitor_added_is_wiped_with_every_trace(assistant: Assistant, letter: Path, tmp_path: Path) -> None:
    house = Visitors(assistant, tmp_path / "visitors")
    token = new_token()
    own(house, token).library.add([letter])
    house.end(token)
    assert list((tmp_path / "visitors").iterdir()) == []
    assert house.of(token) is assistant


def test_who_logs_out_leaves_nothing_behind_whatever_the_account(assistant: Assistant, tmp_path: Path) -> None:
    house = Visitors(assistant, tmp_path / "visitors")
    token, other = new_token(), new_token()
    own(house, f"{token}/anna")
    own(house, f"{other}/anna")
    house.end(token)
    assert house.of(f"{token}/anna") is assistant
    assert house.of(f"{other}/anna") is not assistant
    assert len(list((tmp_path / "visitors").iterdir())) == 1


def test_too_many_visitors_are_refused_and_those_before_them_keep_their_documents(
    assistant: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visitors, "MOST_VISITORS", 2)
    house = Visitors(assistant, tmp_path / "visitors")
    first, second, third = new_token(), new_token(), new_token()
    own(house, first)
    own(house, second)
    own(house, first)
    with pytest.raises(VindplaatsError, match="later opnieuw"):
        own(house, third)
    assert house.of(first) is not assistant
    assert len(list((tmp_path / "visitors").iterdir())) == 2


def test_documents_that_were_not_used_for_long_are_wiped(
    assistant: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = Visitors(assistant, tmp_path / "visitors")
    token = new_token()
    own(house, token)
    house.wipe_forgotten()
    assert house.of(token) is not assistant
    monkeypatch.setattr(visitors, "KEPT", -1.0)
    house.wipe_forgotten()
    assert house.of(token) is assistant
    assert list((tmp_path / "visitors").iterdir()) == []


@pytest.fixture
def house(assistant: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Visitors:
    """One that receives what is sent in a folder of this test."""
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "uploads"))
    return Visitors(assistant, tmp_path / "visitors")


def test_what_was_sent_twelve_hours_ago_and_not_taken_in_is_wiped_though_its_visitor_is_there(
    house: Visitors, assistant: Assistant
) -> None:
    token = new_token()
    with house.receiving(token, len(LETTER)) as folder:
        for hours in (11.9, 12.1):
            path = folder / f"{hours}.txt"
            path.write_text(LETTER, encoding="utf-8")
            os.utime(path, (time.time() - hours * 3600,) * 2)
    house.wipe_forgotten()
    assert [path.name for path in folder.iterdir()] == ["11.9.txt"]
    assert house.of(token) is not assistant


def test_what_does_not_arrive_as_a_whole_is_not_kept(house: Visitors) -> None:
    with suppress(ConnectionError), house.receiving(new_token(), len(LETTER)) as folder:
        (folder / "brief.txt").write_text(LETTER[:9], encoding="utf-8")
        raise ConnectionError
    assert not folder.exists()


def test_what_arrives_after_its_visitor_left_is_wiped_too(house: Visitors, tmp_path: Path) -> None:
    token = new_token()
    with house.receiving(token, len(LETTER)) as folder:
        house.end(token)
        folder.mkdir(parents=True)
        (folder / "brief.txt").write_text(LETTER, encoding="utf-8")
    with house.taking(token) as (assistant_of_visitor, _):
        house.end(token)
        corpus = assistant_of_visitor.library.corpus
        corpus.mkdir(parents=True)
        (corpus / "brief.txt").write_text(LETTER, encoding="utf-8")
    assert not any(path.is_file() for path in tmp_path.rglob("*"))


@pytest.mark.parametrize("given", [None, "", ".", "..", "a" * 43, "a" * 32 + "." + "b" * 64, "é.é"])
def test_only_what_was_handed_out_can_be_the_name_of_a_visitor(given: str | None) -> None:
    assert not is_token(given)
    token = new_token()
    assert is_token(token)
    assert not is_token(token[:-1] + ("0" if token[-1] != "0" else "1"))
