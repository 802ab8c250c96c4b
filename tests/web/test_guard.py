import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from qa import Assistant
from qa.web.app import LOOPBACK, Serving, create_app
from qa.web.guard import LARGEST_REQUEST, names_no_other_file
from tests.web.conftest import settings


@pytest.fixture
def uploads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "uploads"))
    return tmp_path / "uploads"


def test_what_was_uploaded_may_be_named(uploads: Path) -> None:
    assert names_no_other_file(json.dumps({"data": [[{"path": str(uploads / "a" / "brief.pdf")}]]}).encode())


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "https://example.org/x", "file:///etc/passwd", "brief.txt", "", "a\0b"]
)
def test_nothing_else_may_be_named_wherever_it_stands(path: str, uploads: Path) -> None:
    for sent in ({"data": [{"path": path}]}, [[{"a": {"b": [{"path": path}]}}]], {"path": path}):
        assert not names_no_other_file(json.dumps(sent).encode())
    assert not names_no_other_file(json.dumps({"path": f"{uploads}/../{path}"}).encode())


def test_questions_and_what_is_no_json_pass() -> None:
    assert names_no_other_file(json.dumps({"data": ["Welk path volgt het kabinet?", None]}).encode())
    assert names_no_other_file(b"geen json")
    assert not names_no_other_file(b"[" * 100_000)


@pytest.fixture(scope="module")
def local(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A page that is for this machine alone, on which documents can be removed."""
    folder = tmp_path_factory.mktemp("visitors")
    app = create_app(assistant, Serving(folder, settings(folder), manage=True, hosts=LOOPBACK))
    with TestClient(app, base_url="http://localhost:7860") as client:
        yield client


def test_a_page_for_this_machine_is_not_served_under_another_name(local: TestClient) -> None:
    assert local.get("/document/kst-27925-919").status_code == 200
    assert local.get("/document/kst-27925-919", headers={"host": "evil.example"}).status_code == 403


def test_another_page_cannot_send_requests(local: TestClient) -> None:
    for origin, status in (("http://localhost:7860", 422), ("https://evil.example", 403), ("null", 403)):
        sent = local.post("/gradio_api/queue/join", headers={"origin": origin}, content=b"{}")
        assert sent.status_code == status
    assert local.post("/gradio_api/upload", files={"a": b"x"}, headers={"origin": "null"}).status_code == 403


def test_a_request_that_is_too_large_is_refused_unread(local: TestClient) -> None:
    for kind in ("application/json", "multipart/form-data; boundary=x"):
        for path in ("/gradio_api/queue/join", "/api/search"):
            large = b'"' + b"a" * LARGEST_REQUEST + b'"'
            assert local.post(path, content=large, headers={"content-type": kind}).status_code == 403


def test_a_request_that_does_not_tell_how_large_it_is_is_refused_unread(local: TestClient) -> None:
    for path in ("/gradio_api/upload", "/api/search"):
        assert local.post(path, content=iter([b"{}"])).status_code == 403
        # A server reads such a request by its pieces, whatever length it tells beside them.
        both = {"content-length": "2", "transfer-encoding": "chunked"}
        assert local.post(path, content=b"{}", headers=both).status_code == 403


def test_what_gradio_would_write_to_disk_is_closed(local: TestClient) -> None:
    for home in ("", "/en"):
        assert local.get(f"{home}/gradio_api/deep_link", params={"session_hash": "x"}).status_code == 403
        assert local.post(f"{home}/gradio_api/process_recording", files={"video": b"x"}).status_code == 403
