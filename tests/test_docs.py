"""What the documentation says is so."""

import re

import qa
from docs.api import FILE, reference


def test_the_page_of_the_public_face_is_what_the_code_says() -> None:
    assert FILE.read_text(encoding="utf-8") == reference(), "docs/api.md is stale: `make docs` writes it anew"


def test_the_page_of_the_public_face_has_a_heading_for_each_name() -> None:
    headings = re.findall(r"^### `(\w+)`$", FILE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(headings) == sorted(qa.__all__)


def test_the_page_shows_no_default_that_depends_on_the_machine() -> None:
    assert "PosixPath" not in reference()
    assert " at 0x" not in reference()
