from collections.abc import Sequence
from types import SimpleNamespace
from typing import cast

import pytest

from tests.conftest import MARKS, _mark


@pytest.mark.parametrize(
    ("imported", "fixtures", "mark"),
    [
        ([], [], "unit"),
        ([], ["documents"], "slow"),  # which are read
        (["Assistant"], [], "model"),
        (["subprocess"], ["documents"], "model"),
        ([], ["assistant"], "model"),
        (["Assistant"], ["fake"], "unit"),
        (["Assistant"], ["fake", "assistant"], "model"),
        (["Assistant"], ["assistant", "browser"], "browser"),
    ],
)
def test_a_mark_follows_from_what_a_module_imports_and_what_is_asked_of_fixtures(
    imported: Sequence[str], fixtures: Sequence[str], mark: str
) -> None:
    item = SimpleNamespace(fixturenames=fixtures, module=SimpleNamespace(**dict.fromkeys(imported)))
    assert _mark(cast("pytest.Item", item)) == mark


@pytest.mark.slow
def test_what_says_itself_what_it_is_stays_that(request: pytest.FixtureRequest) -> None:
    assert {mark.name for mark in request.node.iter_markers()} & MARKS == {"slow"}
