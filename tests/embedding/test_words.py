"""A text by its words: which of them are kept, where they stand, and what vector each gets."""

import time
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.embedding import SAME, Embedder
from qa.embedding.words import Spans, Vectors, means, telling, unread
from qa.settings import from_environment

LONG = " ".join(f"woord{number}" for number in range(2000))


def kept(text: str) -> list[str]:
    return [text[start:end] for start, end in telling(text)]


@pytest.mark.unit
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("De brug kost 45 miljoen euro.", ["brug", "kost", "45", "miljoen", "euro."]),
        ("What is the legal basis?", ["legal", "basis?"]),
        ("De «DBB» (het bedrijf) – en dus niet iemand anders.", ["«DBB»", "bedrijf)", "anders."]),
        ("De\u00a0brug\nis\tdicht", ["brug", "dicht"]),
        ("kst-27925-919", ["kst-27925-919"]),
    ],
)
def test_the_words_that_say_something_are_kept_with_the_signs_at_them(text: str, words: list[str]) -> None:
    assert kept(text) == words


@pytest.mark.unit
@pytest.mark.parametrize("text", ["Het is de hare.", "Ja.", "?!", "… – …"])
def test_of_a_text_in_which_none_says_anything_all_are_kept(text: str) -> None:
    assert kept(text)
    assert not set(kept(text)) - set(text.split())


@pytest.mark.unit
@pytest.mark.parametrize("text", ["", " \n\t "])
def test_a_text_without_words_has_none(text: str) -> None:
    assert telling(text).shape == (0, 2)
    assert means(np.ones((2, 3), np.float32), np.zeros((2, 2), np.int64), telling(text)).vectors.shape == (0, 3)


@pytest.mark.unit
def test_a_word_of_many_signs_takes_no_time() -> None:
    start = time.perf_counter()
    assert kept("Inhoud" + "." * 200_000 + "12") == ["Inhoud" + "." * 200_000 + "12"]
    assert kept("." * 200_000 + "x ." + "." * 200_000) == ["." * 200_000 + "x"]
    assert time.perf_counter() - start < 1


@pytest.mark.unit
def test_a_question_that_was_read_as_a_whole_has_no_tokens() -> None:
    read = unread(np.ones(3, np.float32))
    assert (read.whole.tolist(), len(read.tokens), len(read.counts)) == ([1, 1, 1], 0, 0)


def plainly(states: Vectors, offsets: Spans, words: Spans) -> tuple[list[Vectors], list[list[int]]]:
    """The mean of the tokens of each word, one after the other."""
    vectors, spans = [], []
    for start, end in words.tolist():
        own = [
            state
            for state, (left, right) in zip(states, offsets, strict=True)
            if left < right and start <= (left + right) / 2 < end
        ]
        if own:
            vectors.append(np.mean(own, axis=0))
            spans.append([start, end])
    return vectors, spans


@pytest.mark.unit
@given(
    text=st.text(alphabet="ab e.\n«", max_size=40).filter(str.strip),
    cuts=st.lists(st.integers(-9, 45), max_size=40),
    seed=st.integers(0, 99),
)
def test_a_word_has_the_mean_of_its_tokens(text: str, cuts: list[int], seed: int) -> None:
    """However a text is divided into tokens: those between these cuts, some of which are empty or outside of it."""
    bounds = sorted(cuts)
    offsets = np.asarray(list(pairwise(bounds)), np.int64).reshape(-1, 2)
    states = np.random.default_rng(seed).standard_normal((len(offsets), 4)).astype(np.float32)
    vectors, spans = plainly(states, offsets, telling(text))
    found = means(states, offsets, telling(text))
    assert found.spans.tolist() == spans
    assert found.vectors.dtype == np.float32
    np.testing.assert_allclose(found.vectors, np.reshape(vectors, (-1, 4)), atol=1e-5)


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return Embedder(from_environment())


@pytest.mark.model
def test_words_stand_where_the_model_read_them(embedder: Embedder) -> None:
    text = "De ﬁnanciële  steun: €\u00a017,5 mln. – aan «Irak».\nDe brug kost dat ook."
    _, (read,) = embedder.passages_by_word([text])
    assert [text[start:end] for start, end in read.spans] == kept(text)
    assert read.vectors.shape == (len(kept(text)), embedder.dimension)


@pytest.mark.model
def test_equal_words_are_nearest_to_each_other_whatever_stands_around(embedder: Embedder) -> None:
    texts = ["De brug kost veel geld.", "Er wordt veel geld betaald aan een brug."]
    _, (first, second) = embedder.passages_by_word(texts)
    left, right = (one.vectors / np.linalg.norm(one.vectors, axis=1, keepdims=True) for one in (first, second))
    nearest = (left @ right.T).argmax(axis=1)
    words = [texts[1][slice(*second.spans[place])].strip(".") for place in nearest]
    assert [words[kept(texts[0]).index(word)] for word in ("brug", "geld.")] == ["brug", "geld"]


@pytest.mark.model
def test_the_vector_of_a_passage_is_the_same_as_without_its_words(embedder: Embedder) -> None:
    """As near as texts are that are embedded beside others; so either may be kept as the vector of the text."""
    texts = ["Ja.", "De brug kost 45 miljoen euro. De provincie betaalt de helft.", "", LONG, "Ja."]
    vectors, words = embedder.passages_by_word(texts)
    assert vectors.dtype == np.float32
    assert (vectors.shape, len(words)) == ((5, embedder.dimension), 5)
    assert np.sum(vectors * embedder.passages(texts), axis=1).min() > SAME


@pytest.mark.model
def test_of_a_passage_that_is_too_long_the_words_that_were_read_are_there(embedder: Embedder) -> None:
    _, (read,) = embedder.passages_by_word([LONG])
    assert read.spans.tolist() == telling(LONG)[: len(read.spans)].tolist()
    assert 100 < len(read.spans) < 512, "of 512 tokens, with several for each word"


@pytest.mark.model
def test_no_passages_have_no_words(embedder: Embedder) -> None:
    vectors, words = embedder.passages_by_word([])
    assert (vectors.shape, words) == ((0, embedder.dimension), [])
