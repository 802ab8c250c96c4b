"""Questions as ONNX Runtime reads them, held against how PyTorch does.

Without adapters that is what sentence-transformers makes of them, which reads the passages; with these it is what a
plain model does in which they are added to the matrices.
"""

import os
import shutil
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tokenizers import Tokenizer

from qa.domain import Document
from qa.embedding import Embedder, Vectors, bundled
from qa.embedding.query_encoder import QueryEncoder
from qa.embedding.query_graph import BEHIND, graph
from qa.embedding.reader import ReaderWeights, reader
from qa.embedding.tokenizing import QueryTokenizer
from qa.embedding.weight_file import read_weights
from qa.embedding.words import QuestionVectors
from qa.errors import ModelError
from qa.settings import from_environment

NEAR_ENOUGH = 0.995  # cosine
AS_IN_FOUR_BYTES = 0.999  # cosine with what the same weights make of it in 32 bits

ENGLISH = (
    "What is the legal basis of OIR?",
    "How many soldiers does the Netherlands contribute to NATO Mission Iraq in 2024?",
    "Who commands the mission?",
    "Which risks do drones pose to Dutch forces?",
    "What does the deployment cost, and how much was it in 2023?",
    "Is there a mandate of the UN Security Council?",
    "children in Al-Hol",
    "medical care of the Ground Movement Teams",
    "When does the mandate end?",
    "Does the government still support the Peshmerga?",
)
DUTCH = (
    "wat is de rechtsgrond van OIR?",
    "kinderen in Al-Hol",
    "Hoe bak ik een appeltaart?",
    "  NMI ",
    "€ 17,5 mln.?",
    "",
)


@pytest.fixture(scope="module")
def questions(documents: dict[str, Document]) -> tuple[str, ...]:
    listed = [document.text[q.start : q.question_end] for document in documents.values() for q in document.questions]
    return (*ENGLISH, *DUTCH, *listed[:60])


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return Embedder(from_environment())


@pytest.fixture(scope="module")
def folder() -> Path:
    return bundled.unpacked(from_environment().cache)


@pytest.fixture(scope="module")
def unadapted(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> QueryEncoder:
    """The model as it came: its graph with a reader that has no adapters."""
    own = tmp_path_factory.mktemp("unadapted")
    for name in (bundled.STATE, bundled.QUERY_PIECES):
        shutil.copy(folder / name, own)
    contents, without = read_weights(bundled._weight_file()), replace(reader(), adapters={})
    made = graph(contents, without, own / bundled.STATE, bundled._EMBEDDINGS["emb.word"])
    (own / bundled.QUERY_GRAPH).write_bytes(made)
    return QueryEncoder(own)


def whole(encoder: QueryEncoder, texts: tuple[str, ...]) -> Vectors:
    return np.stack([one.whole for one in encoder.questions(texts)])


def by_sentence_transformers(embedder: Embedder, texts: tuple[str, ...]) -> Vectors:
    return np.asarray(embedder._encoded(embedder._model().encode_query, texts))


@pytest.fixture(scope="module")
def adapted(folder: Path) -> Any:  # noqa: ANN401 - typed poorly
    """The same model in PyTorch, with the adapters added to its matrices."""
    import torch
    from transformers import BertModel

    model = BertModel.from_pretrained(folder, dtype=torch.float32).train(mode=False)
    for name, (down, up) in reader().adapters.items():
        layer, _, matrix = name.partition(".")
        weight = model.get_submodule(f"encoder.layer.{layer.removeprefix('l')}.{bundled._LAYER[matrix]}").weight
        weight.data += torch.from_numpy((down @ up).T)
    return model


def plainly(model: Callable[..., Any], reader: ReaderWeights, numbers: list[int]) -> QuestionVectors:
    """What a graph is to give for a question of these tokens, one step after the other."""
    import torch

    with torch.no_grad():
        states = model(input_ids=torch.tensor([numbers])).last_hidden_state[0].numpy()
    mean = states.mean(axis=0)
    own = states[BEHIND:-1]
    tokens = reader.questions.projected(own)
    worth = np.log1p(np.exp(own @ reader.counting.matrix + reader.counting.bias))[:, 0]
    return QuestionVectors(mean / np.linalg.norm(mean), tokens, worth / worth.sum())


def test_with_adapters_a_question_is_read_as_a_plain_model_reads_it(
    embedder: Embedder, adapted: Callable[..., Any], folder: Path, questions: tuple[str, ...]
) -> None:
    divided = QueryTokenizer(folder / bundled.QUERY_PIECES, bundled.LONGEST_INPUT)
    for text, read in zip(questions, embedder.questions(questions), strict=True):
        expected = plainly(adapted, reader(), divided.numbers(f"query: {text}"))
        assert read.tokens.shape == expected.tokens.shape, text
        assert read.whole @ expected.whole > AS_IN_FOUR_BYTES, text
        assert np.sum(read.tokens * expected.tokens, axis=1).min(initial=1) > NEAR_ENOUGH, text
        assert np.abs(read.counts - expected.counts).max(initial=0) < 0.02, text


def test_the_tokens_of_a_question_are_unit_vectors_and_what_they_count_is_1_in_all(embedder: Embedder) -> None:
    (read,) = embedder.questions(["Wat kost de brug?"])
    assert read.tokens.shape == (len(read.counts), reader().questions.bias.size)
    assert len(read.counts) == len((":", "▁Wat", "▁kost", "▁de", "▁brug", "?"))
    assert np.linalg.norm(read.tokens, axis=1) == pytest.approx(1, abs=1e-5)
    assert read.counts.sum() == pytest.approx(1)
    assert read.counts.min() > 0


def test_of_an_empty_question_the_colon_of_its_prompt_is_read_and_signs_are_tokens(embedder: Embedder) -> None:
    signs, empty, blank = embedder.questions(["?!", "", "  "])
    assert len(signs.counts) == len((":", "▁", "?!"))
    assert as_bytes(empty) == as_bytes(blank)
    assert empty.counts.tolist() == [1]


def test_what_is_not_compared_is_the_beginning_and_the_word_of_the_prompt(folder: Path) -> None:
    prompt = Tokenizer.from_file(str(folder / bundled.TOKENIZER)).encode(bundled.PROMPTS["query"]).tokens
    assert prompt == ["<s>", "▁que", "ry", ":", "</s>"]
    assert prompt[BEHIND:-1] == [":"]


def test_of_a_question_that_is_too_long_the_end_mark_is_still_no_token_of_its_own(
    embedder: Embedder, folder: Path
) -> None:
    numbers = QueryTokenizer(folder / bundled.QUERY_PIECES, bundled.LONGEST_INPUT).numbers
    long = "woord " * 1000
    assert len(numbers(long)) == bundled.LONGEST_INPUT
    assert (numbers(long)[0], numbers(long)[-1]) == (numbers("")[0], numbers("")[-1])
    (read,) = embedder.questions([long])
    assert len(read.counts) == bundled.LONGEST_INPUT - BEHIND - 1


def test_without_adapters_a_question_gets_the_vector_of_sentence_transformers(
    embedder: Embedder, unadapted: QueryEncoder, questions: tuple[str, ...]
) -> None:
    assert len(questions) > 50
    vectors = whole(unadapted, questions)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    assert np.sum(vectors * by_sentence_transformers(embedder, questions), axis=1).min() > NEAR_ENOUGH


def test_it_is_nearest_to_the_same_passages(
    embedder: Embedder, unadapted: QueryEncoder, questions: tuple[str, ...], documents: dict[str, Document]
) -> None:
    paragraphs = [document.text[p.start : p.end] for document in documents.values() for p in document.paragraphs][::3]
    passages = embedder.passages(paragraphs)
    nearest = [
        np.argsort(-(vectors @ passages.T), axis=1)[:, :5]
        for vectors in (whole(unadapted, questions), by_sentence_transformers(embedder, questions))
    ]
    shared = [len({*ours} & {*theirs}) / 5 for ours, theirs in zip(*nearest, strict=True)]
    assert np.mean(shared) > 0.98
    assert np.mean(nearest[0][:, 0] == nearest[1][:, 0]) > 0.95


def test_of_a_question_that_is_too_long_the_same_beginning_is_read(embedder: Embedder, unadapted: QueryEncoder) -> None:
    words = [f"woord{number}" for number in range(1000)]
    long, begun = " ".join(words), " ".join(words[:400])
    vectors = whole(unadapted, (long, begun))
    assert np.array_equal(*vectors)
    assert float(vectors[0] @ by_sentence_transformers(embedder, (long,))[0]) > NEAR_ENOUGH


def test_the_bytes_are_the_same_alone_together_and_at_once(embedder: Embedder, questions: tuple[str, ...]) -> None:
    together = list(map(as_bytes, embedder.questions(questions)))
    alone = [as_bytes(*embedder.questions([question])) for question in questions]
    with ThreadPoolExecutor(8) as pool:
        at_once = list(pool.map(lambda question: as_bytes(*embedder.questions([question])), questions))
    assert alone == together
    assert at_once == together


def as_bytes(read: QuestionVectors) -> tuple[bytes, ...]:
    return read.whole.tobytes(), read.tokens.tobytes(), read.counts.tobytes()


def test_no_questions_give_no_vectors(embedder: Embedder) -> None:
    assert embedder.queries([]).shape == (0, embedder.dimension)


def cut_off(path: Path) -> None:
    os.truncate(path, 1000)


def replaced(path: Path) -> None:
    path.write_bytes(b"niets" * 1000)


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        *(
            (name, damage)
            for name in (bundled.QUERY_GRAPH, bundled.QUERY_PIECES)
            for damage in (Path.unlink, cut_off, replaced)
        ),
        *((bundled.STATE, damage) for damage in (Path.unlink, cut_off)),
    ],
)
def test_what_is_missing_or_damaged_is_told_with_the_folder_to_remove(
    name: str, damage: Callable[[Path], None], folder: Path, tmp_path: Path
) -> None:
    broken = Path(shutil.copytree(folder, tmp_path / "model"))
    damage(broken / name)
    with pytest.raises(ModelError, match=rf"^Het taalmodel in {broken} .* verwijder die map.*\.$"):
        QueryEncoder(broken)


def test_a_package_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    loading = Embedder(replace(from_environment(), cache=tmp_path))
    monkeypatch.setattr(bundled, "unpacked", lambda _cache: tmp_path)
    with pytest.raises(ModelError, match=r"^Het pakket onnxruntime is niet te gebruiken; installeer .*\.$"):
        loading.load()
