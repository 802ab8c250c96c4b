"""With a real cross-encoder: a tiny one with random weights, since none can be fetched."""

from pathlib import Path

import numpy as np
import pytest

from qa import Assistant, ModelError
from qa.embedding import bundled
from qa.embedding.reranking import relevances
from qa.retrieval.parameters import DEFAULT
from qa.settings import from_environment

QUESTION = "Wat is de rechtsgrond van OIR?"
TEXTS = ("De rechtsgrond is het verzoek van Irak.", "De olieprijs steeg.", "Ja.")

RERANKED = DEFAULT.count("reranked")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    import torch
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("reranker")
    words = PreTrainedTokenizerFast.from_pretrained(str(bundled.unpacked(from_environment().cache)))
    words.save_pretrained(folder)
    torch.manual_seed(1)
    shape = BertConfig(
        vocab_size=len(words),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        id2label={0: "relevant"},
        initializer_range=1.0,
    )
    BertForSequenceClassification(shape).save_pretrained(folder)
    return str(folder)


def test_relevances_run_from_worst_to_best_and_are_the_same_again(model: str) -> None:
    found = relevances(model, QUESTION, TEXTS)
    assert (found.min(), found.max()) == (0, 1)
    assert np.array_equal(found, relevances(model, QUESTION, TEXTS))


def test_a_reranker_changes_the_order_of_the_best_passages_only(
    model: str, assistant: Assistant, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = assistant.explain(QUESTION).hits
    monkeypatch.setenv("QA_RERANKER", model)
    with Assistant(assistant.library.place.corpus, index) as other:
        again = other.explain(QUESTION).hits
        assert other.ask(QUESTION) == other.ask(QUESTION)
    assert {hit.position for hit in again[:RERANKED]} == {hit.position for hit in plain[:RERANKED]}
    assert [hit.position for hit in again[:RERANKED]] != [hit.position for hit in plain[:RERANKED]]
    assert [hit.position for hit in again[RERANKED:]] == [hit.position for hit in plain[RERANKED:]]


def test_a_reranker_that_is_not_there_is_said_in_one_sentence(
    assistant: Assistant, index: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("QA_RERANKER", str(tmp_path))
    with Assistant(assistant.library.place.corpus, index) as other, pytest.raises(ModelError, match="QA_RERANKER"):
        other.ask(QUESTION)


@pytest.mark.parametrize("name", ["/nergens/model", "/dev/null", "geen model!"])
def test_no_library_is_asked_for_what_can_be_no_model(name: str) -> None:
    with pytest.raises(ModelError, match=f"{name}.*; controleer QA_RERANKER.$") as refused:
        relevances(name, QUESTION, TEXTS)
    assert refused.value.__cause__ is None
