import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from qa import Assistant
from qa.web import library, texts
from tests.conftest import MakeCorpus
from tests.web.conftest import served

pytestmark = pytest.mark.filterwarnings("ignore")

LETTER = "Den Haag, 3 maart 2024\n\nDe fregatten varen in de Rode Zee ter bescherming van de koopvaardij.\n"


class Visitor:
    """Does on the page what a browser does, also what its buttons do not offer."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.session = uuid.uuid4().hex
        self.config = httpx.get(f"{address}/config").json()

    def upload(self, path: Path) -> dict[str, Any]:
        with path.open("rb") as file:
            sent = httpx.post(f"{self.address}/gradio_api/upload", files={"files": (path.name, file)})
        (stored,) = sent.raise_for_status().json()
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
        httpx.post(f"{self.address}/gradio_api/queue/join", json=joined).raise_for_status()
        told = f"{self.address}/gradio_api/queue/data?session_hash={self.session}"
        with httpx.stream("GET", told, timeout=60) as stream:
            for line in stream.iter_lines():
                message = json.loads(line.removeprefix("data: ")) if line else {}
                if message.get("msg") == "process_completed":
                    return message["output"].get("data") if message["success"] else None
        return None

    def _name(self, target: int) -> str:
        props = next(part["props"] for part in self.config["components"] if part["id"] == target)
        return str(props.get("elem_id") or props.get("value") or "")


@pytest.fixture
def corpus(make_corpus: MakeCorpus) -> Path:
    return make_corpus(brief="Den Haag, 1 mei 2023\n\nDe trainingsmissie wordt met een jaar verlengd.\n")


@pytest.fixture
def visitor(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Visitor]:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "uploads"))
    with Assistant(corpus, tmp_path / "index") as assistant, served(assistant, manage=True) as address:
        yield Visitor(address)


def test_a_file_that_is_uploaded_can_be_asked_about_at_once(visitor: Visitor, corpus: Path, tmp_path: Path) -> None:
    letter = tmp_path / "rode-zee.txt"
    letter.write_text(LETTER, encoding="utf-8")
    broken = tmp_path / "kapot.pdf"
    broken.write_bytes(b"%PDF-1.7")
    shown = visitor.does("toevoegen", "upload", [[visitor.upload(letter), visitor.upload(broken)]])
    assert shown is not None
    assert "3 maart 2024" in shown[0]
    assert texts.ADDED.format(names="rode-zee.txt") in shown[1]
    assert "kapot.pdf: deze PDF is beschadigd" in shown[1]
    assert (corpus / "rode-zee.txt").read_text(encoding="utf-8") == LETTER
    assert not any(path.stat().st_size for path in (tmp_path / "uploads").rglob("*") if path.is_file())
    assert "koopvaardij" in httpx.get(f"{visitor.address}/document/rode-zee").text


def test_a_path_on_the_machine_is_no_upload(visitor: Visitor, corpus: Path, tmp_path: Path) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text(LETTER, encoding="utf-8")
    for path in (str(secret), secret.as_uri(), "uploads/../geheim.txt", f"{visitor.address}/document/brief"):
        for element, event in (("toevoegen", "upload"), ("vraag", "submit")):
            with pytest.raises(httpx.HTTPStatusError, match="403"):
                visitor.does(element, event, [[{"path": path, "meta": {"_type": "gradio.FileData"}}]])
    named = json.dumps({"data": [{"path": str(secret)}]}).encode()
    for kind in ("text/plain", "application/x-www-form-urlencoded", ""):
        sent = httpx.post(f"{visitor.address}/gradio_api/run/chat", content=named, headers={"content-type": kind})
        assert sent.status_code == 403
    assert secret.exists()
    assert [path.name for path in corpus.iterdir()] == ["brief.txt"]


def test_a_document_is_removed_after_a_second_word(visitor: Visitor, corpus: Path, tmp_path: Path) -> None:
    letter = tmp_path / "rode-zee.txt"
    letter.write_text(LETTER, encoding="utf-8")
    visitor.does("toevoegen", "upload", [[visitor.upload(letter)]])
    asked = visitor.does(texts.REMOVE, "click", [["rode-zee"]])
    assert asked is not None
    assert "rode-zee" in asked[0]
    assert (corpus / "rode-zee.txt").exists()
    shown = visitor.does(texts.REMOVE_CONFIRM, "click", [["rode-zee"]])
    assert shown is not None
    assert "rode-zee" not in shown[0]
    assert not (corpus / "rode-zee.txt").exists()
    assert httpx.get(f"{visitor.address}/document/rode-zee").status_code == 404


def test_the_last_document_stays_and_why_is_said(visitor: Visitor, corpus: Path) -> None:
    shown = visitor.does(texts.REMOVE_CONFIRM, "click", [["brief"]])
    assert shown is not None
    assert "niets overblijven" in shown[1]
    assert (corpus / "brief.txt").exists()


def test_where_nothing_may_be_changed_nothing_can_be(address: str, tmp_path: Path) -> None:
    letter = tmp_path / "rode-zee.txt"
    letter.write_text(LETTER, encoding="utf-8")
    visitor = Visitor(address)
    with pytest.raises(httpx.HTTPStatusError):
        visitor.upload(letter)
    with pytest.raises(StopIteration):
        visitor.does("toevoegen", "upload", [[]])


def test_the_list_tells_what_was_skipped(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    folder = make_corpus(brief=LETTER)
    (folder / "<b>.pdf").write_bytes(b"geen pdf")
    with Assistant(folder, tmp_path / "index") as assistant:
        shown = library.overview(assistant)
    assert "Overgeslagen: &lt;b&gt;.pdf: deze PDF is beschadigd" in shown
