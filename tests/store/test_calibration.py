import pytest

from qa import Assistant
from qa.embedding import Embedder
from qa.store import Store
from qa.store.calibration import calibrated


@pytest.fixture(scope="module")
def store(assistant: Assistant) -> Store:
    """The index of the five documents."""
    return assistant._store()


def test_a_jumble_of_its_own_words_is_nearer_to_a_corpus_than_something_else(store: Store) -> None:
    assert 0 < store.scale.foreign < store.scale.jumbled < 1


def test_similarity_is_0_for_something_else_and_1_for_the_same(store: Store) -> None:
    assert store.scale.similarity(store.scale.foreign) == 0
    assert store.scale.similarity(1.0) == 1


def test_the_same_passages_have_the_same_scale(store: Store, embedder: Embedder) -> None:
    again = calibrated(store.vectors, store.passages, embedder)
    assert again == store.scale
