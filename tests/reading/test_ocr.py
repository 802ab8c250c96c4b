import os
from pathlib import Path

import pytest

from qa.reading import ocr

pytestmark = pytest.mark.slow

# Takes longer than it may, with a page in its temporary folder.
SLOW = """#!/bin/sh
echo "een bladzijde" > "$(mktemp)"
exec sleep 60
"""


def test_what_a_program_that_was_ended_leaves_behind_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs, temporary = tmp_path / "programs", tmp_path / "temporary"
    programs.mkdir()
    temporary.mkdir()
    (programs / ocr.PROGRAM).write_text(SLOW)
    (programs / ocr.PROGRAM).chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr("tempfile.tempdir", None)  # as Python found it before
    monkeypatch.setattr(ocr, "LONGEST", 1)
    monkeypatch.setattr(ocr, "LONGEST_PAGE", 0)
    assert ocr.recognised(b"%PDF-1.7", 1) is None
    assert list(temporary.iterdir()) == []
