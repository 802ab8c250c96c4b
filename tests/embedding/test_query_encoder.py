"""Questions as ONNX Runtime reads them, held against how sentence-transformers does, which reads the passages."""

import os
import shutil
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from qa.domain import Document
from qa.embedding import Embedder, Vectors, bundled
from qa.embedding.query_encoder import QueryEncoder
from qa.errors import ModelError
from qa.settings import from_environment

NEAR_ENOUGH = 0.995  # cosine

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


def by_sentence_transformers(embedder: Embedder, texts: tuple[str, ...]) -> Vectors:
    return embedder._encoded(embedder._model().encode_query, texts)


def test_a_question_gets_the_vector_of_sentence_transformers(embedder: Embedder, questions: tuple[str, ...]) -> None:
    assert len(questions) > 50
    vectors = embedder.queries(questions)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    assert np.sum(vectors * by_sentence_transformers(embedder, questions), axis=1).min() > NEAR_ENOUGH


def test_it_is_nearest_to_the_same_passages(
    embedder: Embedder, questions: tuple[str, ...], documents: dict[str, Document]
) -> None:
    paragraphs = [document.text[p.start : p.end] for document in documents.values() for p in document.paragraphs][::3]
    passages = embedder.passages(paragraphs)
    nearest = [
        np.argsort(-(vectors @ passages.T), axis=1)[:, :5]
        for vectors in (embedder.queries(questions), by_sentence_transformers(embedder, questions))
    ]
    shared = [len({*ours} & {*theirs}) / 5 for ours, theirs in zip(*nearest, strict=True)]
    assert np.mean(shared) > 0.98
    assert np.mean(nearest[0][:, 0] == nearest[1][:, 0]) > 0.95


def test_of_a_question_that_is_too_long_the_same_beginning_is_read(embedder: Embedder) -> None:
    words = [f"woord{number}" for number in range(1000)]
    long, begun = " ".join(words), " ".join(words[:400])
    vectors = embedder.queries((long, begun))
    assert np.array_equal(*vectors)
    assert float(vectors[0] @ by_sentence_transformers(embedder, (long,))[0]) > NEAR_ENOUGH


def test_the_bytes_are_the_same_alone_together_and_at_once(embedder: Embedder, questions: tuple[str, ...]) -> None:
    together = embedder.queries(questions)
    alone = [embedder.queries([question])[0] for question in questions]
    with ThreadPoolExecutor(8) as pool:
        at_once = list(pool.map(lambda question: embedder.queries([question])[0], questions))
    assert np.array_equal(alone, together)
    assert np.array_equal(at_once, together)


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
