import json
from pathlib import Path

import pytest

from qa.web.guard import LARGEST_REQUEST, is_allowed


@pytest.fixture
def uploads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "uploads"))
    return tmp_path / "uploads"


def test_what_was_uploaded_may_be_named(uploads: Path) -> None:
    assert is_allowed(json.dumps({"data": [[{"path": str(uploads / "a" / "brief.pdf")}]]}).encode())


@pytest.mark.parametrize("path", ["/etc/passwd", "https://example.org/x", "file:///etc/passwd", "brief.txt", ""])
def test_nothing_else_may_be_named_wherever_it_stands(path: str, uploads: Path) -> None:
    for sent in ({"data": [{"path": path}]}, [[{"a": {"b": [{"path": path}]}}]], {"path": path}):
        assert not is_allowed(json.dumps(sent).encode())
    assert not is_allowed(json.dumps({"path": f"{uploads}/../{path}"}).encode())


def test_questions_and_what_is_no_json_pass() -> None:
    assert is_allowed(json.dumps({"data": ["Welk path volgt het kabinet?", None]}).encode())
    assert is_allowed(b"geen json")
    assert is_allowed(b"[" * 100_000)


def test_a_request_that_is_too_large_does_not_pass() -> None:
    assert not is_allowed(b'"' + b"a" * LARGEST_REQUEST + b'"')
