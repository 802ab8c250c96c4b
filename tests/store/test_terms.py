from pathlib import Path

import numpy as np
import pytest

from qa.store.terms import TermIndex

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


def test_a_saved_index_gives_the_same_scores_and_the_same_bytes(index: TermIndex, tmp_path: Path) -> None:
    index.save(tmp_path / "een")
    TermIndex.build(TEXTS).save(tmp_path / "twee")
    for path in (tmp_path / "een").iterdir():
        assert path.read_bytes() == (tmp_path / "twee" / path.name).read_bytes()
    assert TermIndex.open(tmp_path / "een").scores(["irak"]).tolist() == index.scores(["irak"]).tolist()


def test_texts_without_any_word_can_be_indexed() -> None:
    assert TermIndex.build(["de het een", ""]).scores(["irak"]).tolist() == [0, 0]
