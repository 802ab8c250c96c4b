"""``qa model``: which models are in use, and what another would change."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from qa.embedding import Embedder, bundled
from qa.embedding.checking import ANSWERS, check_encoder, check_reranker
from qa.errors import ModelError
from qa.models import in_use, tried_encoder, tried_reranker
from qa.settings import Settings, from_environment
from tests.conftest import CORPUS
from tests.embedding.test_reranking import model as random_reranker  # noqa: F401 - a fixture
from tests.test_doctor import state

NOWHERE = "http://127.0.0.1:9"  # nothing listens there


@pytest.fixture
def settings(index: Path) -> Settings:
    return replace(from_environment({}), index=index, corpus=CORPUS)


@pytest.fixture(scope="module")
def static(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An encoder of another kind: a vector of 64 numbers a token, of chance."""
    return encoder(tmp_path_factory.mktemp("modellen") / "statisch", np.random.default_rng(1).normal(size=64))


def encoder(folder: Path, row: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Path:
    """Make an encoder of one vector a token: these numbers, each time turned on by one."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from transformers import PreTrainedTokenizerFast

    words = PreTrainedTokenizerFast.from_pretrained(str(bundled.unpacked(from_environment().cache)))
    weights = np.stack([np.roll(row, token) for token in range(len(words))]).astype(np.float32)
    SentenceTransformer(
        modules=[StaticEmbedding(words.backend_tokenizer, embedding_weights=weights)], device="cpu"
    ).save(str(folder))
    return folder


def test_the_encoder_that_comes_along_tells_dutch_texts_apart(settings: Settings) -> None:
    found = check_encoder(Embedder(settings))
    assert (found.right, found.dimension, found.prompts) == (len(ANSWERS), 384, ("query: ", "passage: "))
    assert found.near > found.foreign
    assert 0 < found.question < 10
    assert found.traits.parameters == 117_653_760
    assert found.traits.longest == 512


def test_what_is_in_use_is_told_with_the_scale_that_the_index_measured(settings: Settings) -> None:
    told = "\n".join(in_use(settings))
    assert told.startswith(f"Taalmodel: {bundled.identity()}, dat meegeleverd is.\n")
    assert 'Voorvoegsels: "query: " voor een vraag, "passage: " voor een passage.' in told
    assert f"passages, gemaakt met {bundled.identity()}." in told
    assert "een vraag over iets heel anders haalt een cosinus van 0,8" in told
    assert told.endswith("Herrangschikker: geen (QA_RERANKER).")


def test_another_encoder_is_checked_and_changes_nothing(settings: Settings, static: Path) -> None:
    before = state(settings.index)
    told = "\n".join(tried_encoder(settings, str(static)))
    assert state(settings.index) == before
    assert "een vector van 64 getallen" in told
    assert "Let op: dit model houdt Nederlandse teksten slecht uit elkaar" in told
    assert "De index wordt opnieuw gemaakt: ongeveer " in told
    assert f"`export QA_MODEL={static}`, en draai dan `qa index --rebuild`" in told
    assert told.endswith("Er is niets veranderd.")


def test_an_encoder_whose_vectors_have_no_length_is_refused(settings: Settings, tmp_path: Path) -> None:
    silent = encoder(tmp_path / "stil", np.zeros(8))
    with pytest.raises(ModelError, match="geeft geen eenheidsvectoren; kies een ander"):
        list(tried_encoder(settings, str(silent)))


def test_a_reranker_that_chooses_by_chance_is_told_to_be_none(random_reranker: str) -> None:  # noqa: F811
    assert check_reranker(random_reranker).right < len(ANSWERS)
    told = "\n".join(tried_reranker(random_reranker))
    assert "of het is geen herrangschikker" in told
    assert "de index blijft zoals hij is" in told
    assert f"`export QA_RERANKER={random_reranker}`" in told


def test_our_questions_share_few_words_with_their_answers() -> None:
    """Else a model that only compares words would pass."""
    from qa.language.words import content_words

    for question, passage in ANSWERS.items():
        shared = set(content_words(question)) & set(content_words(passage))
        assert len(shared) <= 1, (question, shared)


@pytest.mark.parametrize("options", [["maker/model-x"], ["--reranker", "maker/model-x"]])
def test_a_model_that_cannot_be_fetched_is_one_sentence(options: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "qa", "model", *options],
        env=os.environ | {"HF_ENDPOINT": NOWHERE},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Het model maker/model-x staat niet op deze computer, en de hub van Hugging Face")
    assert done.stderr.count("\n") == 1
