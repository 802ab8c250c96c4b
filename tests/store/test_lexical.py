from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.store import lexical, records
from qa.store.lexical import TermIndex, Vocabulary

TEXTS = (
    "De rechtsgrond is het verzoek van Irak.",
    "De adviseurs in Irak trainen militairen.",
    "Een adviseur in Erbil, Irak.",
)


@pytest.fixture(scope="module")
def index() -> TermIndex:
    return TermIndex.build(TEXTS)


def test_words_are_found_by_their_stem(index: TermIndex) -> None:
    assert np.flatnonzero(index.scores(["adviseur"])).tolist() == [1, 2]


def test_a_rare_word_weighs_more_than_a_common_one(index: TermIndex) -> None:
    assert index.scores(["rechtsgrond"])[0] > index.scores(["irak"])[0] > 0


def test_words_that_occur_nowhere_find_nothing(index: TermIndex) -> None:
    assert index.scores(["appeltaart"]).tolist() == [0, 0, 0]
    assert index.scores([]).tolist() == [0, 0, 0]


def test_the_share_of_the_question_that_a_text_holds(index: TermIndex) -> None:
    assert index.share_held([["rechtsgrond"]], TEXTS[0]) == 1
    assert index.share_held([], TEXTS[0]) == 0
    assert 0.5 < index.share_held([["rechtsgrond"], ["irak"]], "de rechtsgrond") < 1
    assert index.share_held([["appeltaart"], ["irak"]], TEXTS[0]) < 0.5  # an unknown word is the rarest


def test_of_a_concept_one_word_is_enough(index: TermIndex) -> None:
    assert index.share_held([["rechtsgrond", "rechtsbasis"]], TEXTS[0]) == 1


def test_a_compound_counts_for_its_part_and_a_typing_error_for_most_of_the_word(index: TermIndex) -> None:
    shares = [index.shares_alike([[word]], TEXTS)[0] for word in ("rechtsgrond", "grond", "rechtsgornd", "appeltaart")]
    assert shares == [1, 0.75, 0.5, 0]
    assert index.shares_alike([["5"]], ["vraag 5", "vraag 15"]).tolist() == [1, 0]
    assert index.shares_alike([], TEXTS).tolist() == [0, 0, 0]


def test_a_number_counts_as_a_whole(index: TermIndex) -> None:
    texts = ["op 22november2023", "op 23november2023", "in 2022 en 2024"]
    assert index.shares_alike([["22november2023"]], texts).tolist() == [1, 0, 0]
    assert index.shares_alike([["2023"]], texts).tolist() == [0, 0, 0]


def test_the_texts_with_a_word_are_found_where_they_are_joined_too(index: TermIndex) -> None:
    assert index.holding("adviseur").tolist() == [1, 2]
    assert index.holding("appeltaart").tolist() == []
    assert index.followed_by(index).holding("adviseur").tolist() == [1, 2, 4, 5]


def test_a_saved_index_gives_the_same_scores_and_the_same_bytes(index: TermIndex, tmp_path: Path) -> None:
    index.save(tmp_path / "een")
    TermIndex.build(TEXTS).save(tmp_path / "twee")
    for path in (tmp_path / "een").iterdir():
        assert path.read_bytes() == (tmp_path / "twee" / path.name).read_bytes()
    assert TermIndex.open(tmp_path / "een").scores(["irak"]).tolist() == index.scores(["irak"]).tolist()


def test_texts_without_any_word_can_be_indexed() -> None:
    assert TermIndex.build(["de het een", ""]).scores(["irak"]).tolist() == [0, 0]


@pytest.fixture
def _mapped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every array on disk is mapped, however small."""
    for module in (records, lexical):
        monkeypatch.setattr(module, "MAPPED_FROM", 0)


@pytest.mark.usefixtures("_mapped")
def test_an_index_that_stays_on_disk_gives_the_same_scores(index: TermIndex, tmp_path: Path) -> None:
    index.save(tmp_path)
    opened = TermIndex.open(tmp_path)
    (piece,) = opened._pieces
    assert isinstance(piece.index.scores["data"], np.memmap)
    for words in (["irak"], ["adviseurs", "rechtsgrond"], ["militairen", "appeltaart"], ["appeltaart"], []):
        np.testing.assert_array_equal(opened.scores(words), index.scores(words))
    assert opened.holds("de adviseur in Erbil")
    assert not opened.holds("de rechtsgrond in Erbil")
    concepts = [["rechtsgrond", "mandaat"], ["erbil"], ["appeltaart"]]
    assert opened.share_held(concepts, TEXTS[2]) == index.share_held(concepts, TEXTS[2])
    both, whole = opened.followed_by(index), index.followed_by(index)
    np.testing.assert_array_equal(both.scores(["irak", "adviseurs"]), whole.scores(["irak", "adviseurs"]))


def test_stems_are_numbered_in_the_order_of_their_letters() -> None:
    vocabulary = Vocabulary.of(["zee", "irak", "øst", "ыrak", "ira", "straße", "安全", "", "𝕀rak", "iraks"])
    expected = ["", "ira", "irak", "iraks", "straße", "zee", "øst", "ыrak", "安全", "𝕀rak"]
    assert [vocabulary[number].decode() for number in range(len(vocabulary))] == expected
    assert [vocabulary.number(stem) for stem in expected] == list(range(10))


@pytest.mark.parametrize(
    "stem", ["", "a", "adviseu", "adviseurs", "i", "irakees", "ïrak", "strasse", "zeeen", "\U0010ffff", "irak\0"]
)
def test_a_stem_that_is_not_there_has_no_number_wherever_it_would_stand(stem: str) -> None:
    assert Vocabulary.of(["adviseur", "irak", "øst", "straße", "zee"]).number(stem) is None


def test_without_stems_none_has_a_number() -> None:
    assert len(Vocabulary.of([])) == 0
    assert Vocabulary.of([]).number("irak") is None
    assert Vocabulary.of([""]).number("") == 0


@given(st.sets(st.text()), st.text())
def test_every_stem_has_its_own_number_and_no_other_has_one(stems: set[str], other: str) -> None:
    vocabulary = Vocabulary.of(stems)
    numbered = {vocabulary[number].decode(): number for number in range(len(vocabulary))}
    assert {stem: vocabulary.number(stem) for stem in stems} == numbered
    assert (vocabulary.number(other) is None) == (other not in stems)


@pytest.mark.usefixtures("_mapped")
def test_words_in_other_letters_are_found_on_disk(tmp_path: Path) -> None:
    texts = ["De straße naar Mosoel.", "Het øst van Безопасность.", "安全 in Irak."]
    TermIndex.build(texts).save(tmp_path)
    opened = TermIndex.open(tmp_path)
    for place, word in enumerate(["straße", "безопасность", "安全"]):
        assert np.flatnonzero(opened.scores([word])).tolist() == [place]
