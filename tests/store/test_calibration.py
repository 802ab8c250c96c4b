import pytest

from qa import Assistant
from qa.embedding import Embedder
from qa.store.calibration import PROBES, calibrated
from qa.store.snapshot import Store
from tests.conftest import MakeCorpus, store_of


@pytest.fixture(scope="module")
def store(assistant: Assistant) -> Store:
    """The index of the five documents."""
    return store_of(assistant)


def test_similarity_is_0_for_something_else_and_1_for_the_same(store: Store) -> None:
    assert store.scale.similarity(store.scale.foreign) == 0
    assert store.scale.similarity(1.0) == 1


def test_the_same_passages_have_the_same_scale(store: Store, embedder: Embedder) -> None:
    assert calibrated(store.vectors, embedder) == store.scale


def test_what_no_document_answers_comes_nearer_where_there_are_more_passages(
    store: Store, make_corpus: MakeCorpus, assistant: Assistant, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = make_corpus(brief="De provincie legt een fietspad aan langs de rivier.")
    with Assistant(folder, tmp_path_factory.mktemp("index")) as alone:
        assert store_of(alone).scale.foreign < store.scale.foreign
    assert not any(assistant.ask(question).answered for question in PROBES)
