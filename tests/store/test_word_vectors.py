"""The words of passages in 4 bits a component, and how near they come to the tokens of a question."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.store.word_vectors import LARGEST, NOTHING, Vectors, WordVectors, decoded, encoded

WIDTH = 64
ALIKE = 0.98  # the least cosine of a vector with what 4 bits keep of it: a step is a seventh of its largest component


def unit(seed: int, count: int, width: int = WIDTH) -> Vectors:
    vectors = np.random.default_rng(seed).standard_normal((count, width))
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def indexed(counts: list[int], seed: int = 1) -> WordVectors:
    """The words of sentences of which each has so many."""
    return WordVectors(encoded(unit(seed, sum(counts))), np.cumsum([0, *counts], dtype=np.int64))


def one_by_one(words: WordVectors, tokens: Vectors, sentence: int) -> list[float]:
    """What ``matches`` gives of a sentence, word by word and token by token."""
    own = decoded(words.codes[words.starts[sentence] : words.starts[sentence + 1]])
    return [max((float(word @ token) for word in own), default=NOTHING) for token in tokens]


def test_in_4_bits_a_vector_keeps_its_direction_and_its_length() -> None:
    vectors = unit(1, 500)
    kept = decoded(encoded(vectors))
    assert np.sum(vectors * kept, axis=1).min() > ALIKE
    np.testing.assert_allclose(np.linalg.norm(kept, axis=1), 1, atol=1e-6)


def test_two_components_share_a_byte() -> None:
    assert encoded(unit(1, 3)).shape == (3, WIDTH / 2)
    steps = np.asarray([[LARGEST, -LARGEST, 0, 1]], np.float32)
    kept = decoded(encoded(steps / np.linalg.norm(steps)))
    np.testing.assert_allclose(kept * np.linalg.norm(steps), steps, atol=1e-6)


def test_what_was_kept_is_kept_the_same_when_it_is_encoded_again() -> None:
    codes = encoded(unit(1, 500))
    np.testing.assert_array_equal(encoded(decoded(codes)), codes)


def test_a_vector_of_nothing_is_near_to_nothing() -> None:
    assert decoded(encoded(np.zeros((1, WIDTH), np.float32))).tolist() == [[0] * WIDTH]


def test_no_vectors_have_no_codes() -> None:
    codes = encoded(np.empty((0, WIDTH), np.float32))
    assert codes.shape == (0, WIDTH / 2)
    assert decoded(codes).shape == (0, WIDTH)


@given(
    st.lists(st.integers(0, 4), min_size=1, max_size=8).flatmap(
        lambda counts: st.tuples(st.just(counts), st.lists(st.integers(0, len(counts) - 1), max_size=10))
    ),
    st.integers(0, 3),
)
def test_each_token_finds_the_nearest_word_of_each_sentence(asked: tuple[list[int], list[int]], tokens: int) -> None:
    counts, sentences = asked
    words, question = indexed(counts), unit(2, tokens)
    found = words.matches(question, np.asarray(sentences, np.int64))
    assert found.shape == (len(sentences), tokens)
    expected = [one_by_one(words, question, sentence) for sentence in sentences]
    np.testing.assert_allclose(found, np.reshape(expected, found.shape), atol=1e-5)


def test_a_sentence_without_words_is_far_from_everything() -> None:
    found = indexed([0, 2, 0]).matches(unit(2, 3), np.arange(3))
    assert found[[0, 2]].tolist() == [[NOTHING] * 3] * 2
    assert (found[1] > NOTHING).all()


@pytest.mark.parametrize("counts", [[3, 0, 2], [0, 0], []], ids=["words", "sentences only", "nothing"])
def test_words_come_back_from_the_disk(counts: list[int], tmp_path: Path) -> None:
    expected = indexed(counts)
    written = WordVectors.writable(tmp_path, expected.starts, WIDTH // 2)
    written.codes[:] = expected.codes
    opened = WordVectors.open(tmp_path)
    np.testing.assert_array_equal(opened.starts, expected.starts)
    np.testing.assert_array_equal(opened.codes, expected.codes)


def test_damaged_words_are_refused(tmp_path: Path) -> None:
    WordVectors.writable(tmp_path, np.asarray([0, 1]), WIDTH // 2)
    (tmp_path / "words.npy").write_bytes(b"")
    with pytest.raises(ValueError, match=r"words\.npy"):
        WordVectors.open(tmp_path)
