import json
import os
import stat
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from qa import Assistant
from qa.web import library, uploads, visitors
from qa.web.app import Serving, create_app
from qa.web.texts import DUTCH
from tests.conftest import MakeCorpus
from tests.web.conftest import listening, settings
from tests.web.test_visitors import LETTER
from tests.web.test_watcher import wait_until

pytestmark = pytest.mark.filterwarnings("ignore")


class Visitor:
    """Does on the page what a browser does, also what its buttons do not offer."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.session = uuid.uuid4().hex
        self.browser = httpx.Client(base_url=address, headers={"accept-language": "nl"})
        self.browser.get("/").raise_for_status()  # hands out the name by which a visitor is known
        self.config = self.browser.get("/config").json()

    def sends(self, path: Path) -> httpx.Response:
        with path.open("rb") as file:
            return self.browser.post("/gradio_api/upload", files={"files": (path.name, file)})

    def upload(self, path: Path) -> dict[str, Any]:
        (stored,) = self.sends(path).raise_for_status().json()
        return {"path": stored, "orig_name": path.name, "meta": {"_type": "gradio.FileData"}}

    def does(self, element: str, event: str, data: list[Any]) -> list[Any] | None:
        """What the page shows after an event of an element; ``None`` when it was refused."""
        number = next(
            dependency["id"]
            for dependency in self.config["dependencies"]
            for target, name in dependency["targets"]
            if name == event and self._name(target) == element
        )
        joined = {"data": data, "fn_index": number, "session_hash": self.session}
        self.browser.post("/gradio_api/queue/join", json=joined).raise_for_status()
        with self.browser.stream("GET", f"/gradio_api/queue/data?session_hash={self.session}", timeout=60) as stream:
            for line in stream.iter_lines():
                message = json.loads(line.removeprefix("data: ")) if line else {}
                if message.get("msg") == "process_completed":
                    return message["output"].get("data") if message["success"] else None
        return None

    def adds(self, *paths: Path) -> str:
        shown = self.does("toevoegen", "upload", [[self.upload(path) for path in paths]])
        assert shown is not None
        return str(shown[0])

    def lists(self) -> str:
        return self.browser.get("/documenten").text

    def changes(self, how: str, *ids: str) -> httpx.Response:
        return self.browser.post(f"/documenten/{how}", json={"ids": ids})

    def _name(self, target: int) -> str:
        props = next(part["props"] for part in self.config["components"] if part["id"] == target)
        return str(props.get("elem_id") or props.get("value") or "")


@pytest.fixture
def corpus(make_corpus: MakeCorpus) -> Path:
    return make_corpus(brief="Den Haag, 1 mei 2023\n\nDe trainingsmissie wordt met een jaar verlengd.\n")


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "rode-zee.txt"
    path.write_text(LETTER, encoding="utf-8")
    return path


@pytest.fixture
def chat(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[str]:
    """The address of a chat over one letter; who visits it may change what is there for everyone, unless told so."""
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "uploads"))
    manage = getattr(request, "param", True)
    serving = Serving(tmp_path / "visitors", settings(tmp_path), manage=manage)
    with Assistant(corpus, tmp_path / "index") as assistant, listening(create_app(assistant, serving)) as address:
        yield address


def test_a_file_that_is_uploaded_can_be_read_at_once_by_its_visitor_alone(
    chat: str, letter: Path, corpus: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "kapot.pdf"
    broken.write_bytes(b"%PDF-1.7")
    one, other = Visitor(chat), Visitor(chat)
    report = one.adds(letter, broken)
    assert DUTCH.added.format(names="rode-zee.txt") in report
    assert "kapot.pdf: deze PDF is beschadigd" in report
    assert "3 maart 2024" in one.lists()
    assert DUTCH.own in one.lists()
    assert "koopvaardij" in one.browser.get("/document/rode-zee").text
    assert "rode-zee" not in other.lists()
    assert other.browser.get("/document/rode-zee").status_code == 404
    assert other.browser.get("/bladzijde/rode-zee/1").status_code == 404
    assert [path.name for path in corpus.iterdir()] == ["brief.txt"]
    assert not any(path.stat().st_size for path in (tmp_path / "uploads").rglob("*") if path.is_file())


def test_a_path_on_the_machine_is_no_upload(chat: str, corpus: Path, tmp_path: Path) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text(LETTER, encoding="utf-8")
    visitor = Visitor(chat)
    for path in (str(secret), secret.as_uri(), "uploads/../geheim.txt", f"{chat}/document/brief"):
        for element, event in (("toevoegen", "upload"), ("lijn", "click")):
            with pytest.raises(httpx.HTTPStatusError, match="403"):
                visitor.does(element, event, [[{"path": path, "meta": {"_type": "gradio.FileData"}}]])
    named = json.dumps({"data": [{"path": str(secret)}]}).encode()
    for kind in ("text/plain", "application/x-www-form-urlencoded", ""):
        sent = visitor.browser.post("/gradio_api/run/ask", content=named, headers={"content-type": kind})
        assert sent.status_code == 403
    assert secret.exists()
    assert [path.name for path in corpus.iterdir()] == ["brief.txt"]


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_was_sent_and_not_taken_in_goes_when_its_visitor_logs_out(chat: str, letter: Path, corpus: Path) -> None:
    one, other = Visitor(chat), Visitor(chat)
    gone, stays = (
        Path(visitor.upload(file)["path"]) for visitor, file in ((one, letter), (other, corpus / "brief.txt"))
    )
    one.browser.post("/logout")
    assert (gone.exists(), stays.exists()) == (False, True)


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A chat that looks all the time whether there is something to wipe."""
    monkeypatch.setattr(visitors, "PAUSE", 0.01)


@pytest.mark.usefixtures("hasty")
def test_what_was_sent_and_not_taken_in_goes_by_itself(
    chat: str, letter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = Visitor(chat)
    visitor.upload(letter)
    monkeypatch.setattr(visitors, "KEPT", -1.0)
    wait_until(lambda: files_in(tmp_path / "uploads") == [])


def test_the_same_file_of_two_visitors_is_taken_in_for_both(chat: str, letter: Path) -> None:
    one, other = Visitor(chat), Visitor(chat)
    sent = [(visitor, visitor.upload(letter)) for visitor in (one, other)]
    for visitor, file in sent:
        shown = visitor.does("toevoegen", "upload", [[file]])
        assert shown is not None
        assert DUTCH.added.format(names="rode-zee.txt") in shown[0]


def test_what_another_visitor_sent_cannot_be_taken_in(chat: str, letter: Path) -> None:
    one, other = Visitor(chat), Visitor(chat)
    sent = one.upload(letter)
    assert other.does("toevoegen", "upload", [[sent]]) == [library.notice(DUTCH.unexpected)]
    assert "rode-zee" not in other.lists()
    assert Path(sent["path"]).exists()


@pytest.fixture
def half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A letter that is more than half as large as what a visitor may have."""
    monkeypatch.setattr(visitors, "MOST_BYTES", 1_000_000)
    path = tmp_path / "half.txt"
    path.write_text(LETTER + "x" * 500_000, encoding="utf-8")
    return path


def test_a_visitor_sends_no_more_at_once_than_there_is_room_for(chat: str, half: Path) -> None:
    visitor, other = Visitor(chat), Visitor(chat)
    sent = visitor.upload(half)
    refused = visitor.sends(half)
    assert (refused.status_code, refused.text) == (
        413,
        "U kunt hoogstens 1 MB tegelijk sturen; stuur minder bestanden.",
    )
    assert other.sends(half).status_code == 200
    visitor.does("toevoegen", "upload", [[sent]])
    assert visitor.sends(half).status_code == 200


def test_a_visitor_has_no_more_documents_than_there_is_room_for(chat: str, half: Path, tmp_path: Path) -> None:
    visitor = Visitor(chat)
    more = half.with_name("meer.txt")
    more.write_text(half.read_text(encoding="utf-8") + "Namens de minister,", encoding="utf-8")
    assert DUTCH.added.format(names="half.txt") in visitor.adds(half)
    sentence = "U kunt hoogstens 1 MB aan eigen documenten hebben; verwijder er eerst enkele."
    assert visitor.adds(more) == library.notice(sentence)
    assert not any(path.stat().st_size for path in files_in(tmp_path / "uploads"))
    visitor.changes("verwijderen", "half")
    assert DUTCH.added.format(names="meer.txt") in visitor.adds(more)


def test_a_file_that_is_too_large_to_be_read_is_refused_and_not_kept(
    chat: str, letter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "LARGEST_FILE", 10)
    refused = Visitor(chat).sends(letter)
    assert (refused.status_code, refused.text) == (
        413,
        "Het bestand is te groot of kwam niet goed aan; stuur een kleiner bestand.",
    )
    assert files_in(tmp_path / "uploads") == []


def test_who_is_not_known_sends_nothing(chat: str, letter: Path, tmp_path: Path) -> None:
    for home in ("", "/en"):
        refused = httpx.post(f"{chat}{home}/gradio_api/upload", files={"files": letter.read_bytes()})
        assert (refused.status_code, refused.text) == (403, "Laad de pagina opnieuw en stuur het bestand nog eens.")
    assert files_in(tmp_path / "uploads") == []


def test_nobody_else_on_the_machine_can_read_what_a_visitor_sends(chat: str, letter: Path, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        visitor = Visitor(chat)
        visitor.adds(letter)
        visitor.upload(letter)
    finally:
        os.umask(before)
    for folder in (tmp_path / "visitors", tmp_path / "uploads"):
        assert files_in(folder)
        assert {stat.S_IMODE(place.stat().st_mode) & 0o077 for place in folder.iterdir()} == {0}


def test_own_documents_are_removed_with_every_trace(chat: str, letter: Path, tmp_path: Path) -> None:
    visitor = Visitor(chat)
    visitor.adds(letter)
    assert visitor.changes("verwijderen", "rode-zee").json() == {"detail": "Verwijderd: rode-zee."}
    assert "rode-zee" not in visitor.lists()
    assert visitor.browser.get("/document/rode-zee").status_code == 404
    assert not any(b"koopvaardij" in path.read_bytes() for path in (tmp_path / "visitors").rglob("*") if path.is_file())


def test_own_documents_can_be_taken_in_for_everyone(chat: str, letter: Path, corpus: Path) -> None:
    one, other = Visitor(chat), Visitor(chat)
    one.adds(letter)
    assert one.changes("opnemen", "rode-zee").json() == {"detail": "Voor iedereen opgenomen: rode-zee.txt."}
    assert (corpus / "rode-zee.txt").read_text(encoding="utf-8") == LETTER
    assert "rode-zee" in other.lists()
    assert DUTCH.own not in one.lists()
    assert one.changes("opnemen", "rode-zee").status_code == 422


def test_who_may_manage_removes_what_is_there_for_everyone(chat: str, letter: Path, corpus: Path) -> None:
    visitor = Visitor(chat)
    visitor.adds(letter)
    visitor.changes("opnemen", "rode-zee")
    assert visitor.changes("verwijderen", "rode-zee").status_code == 200
    assert not (corpus / "rode-zee.txt").exists()


def test_the_last_document_stays_and_why_is_said(chat: str, corpus: Path) -> None:
    sent = Visitor(chat).changes("verwijderen", "brief")
    assert sent.status_code == 422
    assert "niets overblijven" in sent.json()["detail"]
    assert (corpus / "brief.txt").exists()


@pytest.mark.parametrize("chat", [False], indirect=True)
def test_who_may_not_manage_changes_nothing_for_others(chat: str, letter: Path, corpus: Path) -> None:
    visitor = Visitor(chat)
    visitor.adds(letter)
    for how, id_ in (("verwijderen", "brief"), ("opnemen", "rode-zee"), ("opnemen", "brief")):
        assert visitor.changes(how, id_).status_code == 403
    assert [path.name for path in corpus.iterdir()] == ["brief.txt"]
    assert "rode-zee" in visitor.lists()


def test_the_list_tells_what_was_skipped(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    folder = make_corpus(brief=LETTER)
    (folder / "<b>.pdf").write_bytes(b"geen pdf")
    with Assistant(folder, tmp_path / "index") as assistant:
        shown = library.overview(assistant, DUTCH)
    assert "Overgeslagen: &lt;b&gt;.pdf: deze PDF is beschadigd" in shown


def test_the_list_tells_what_there_is_of_each_document(assistant: Assistant) -> None:
    shown = library.overview(assistant, DUTCH)
    assert shown.count("<tr data-id=") == len(assistant.library.documents)
    row = shown.split('<tr data-id="kst-27925-930"')[1].split("</tr>")[0]
    assert '<td data-sort="2022-12-14">14 december 2022</td>' in row
    assert '<td data-sort="000000015">15</td>' in row
