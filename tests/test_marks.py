import pytest


def marks(request: pytest.FixtureRequest) -> set[str]:
    return {mark.name for mark in request.node.iter_markers()} & {"unit", "slow", "model", "browser"}


def test_what_needs_nothing_is_a_unit(request: pytest.FixtureRequest) -> None:
    assert marks(request) == {"unit"}


@pytest.mark.usefixtures("documents")
def test_what_reads_the_five_documents_is_slow(request: pytest.FixtureRequest) -> None:
    assert marks(request) == {"slow"}
