import dataclasses
import re

import pytest

from qa.answering import wording
from qa.web.languages import preferred
from qa.web.texts import DUTCH, ENGLISH


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("nl-NL,nl;q=0.9,en-US;q=0.8", "nl"),
        ("en-US,en;q=0.9,nl;q=0.8", "en"),
        ("en;q=0.5,nl;q=0.9", "nl"),
        ("fr-FR,fr;q=0.9", "nl"),
        ("fr,en;q=0.3", "en"),
        ("", "nl"),
        ("*", "nl"),
        ("en;q=veel", "nl"),
    ],
)
def test_the_language_is_the_one_that_the_browser_prefers_and_else_dutch(header: str, language: str) -> None:
    assert preferred(header).language == language


def test_both_languages_leave_room_for_the_same_values() -> None:
    for field in dataclasses.fields(DUTCH):
        names = [set(re.findall(r"\{\w+\}", str(getattr(words, field.name)))) for words in (DUTCH, ENGLISH)]
        assert names[0] == names[1], field.name
    assert len(DUTCH.columns) == len(ENGLISH.columns)


def test_the_page_says_what_the_answer_says() -> None:
    assert DUTCH.nothing_found == wording.NOTHING_FOUND
    assert DUTCH.nothing_on_part == wording.NOTHING_ON_PART
    assert DUTCH.uncertain == wording.UNCERTAIN
    assert f"{DUTCH.differing}:" == wording.DIFFERING
