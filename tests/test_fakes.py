"""What the tests rely on in the fakes."""

from dataclasses import replace

import numpy as np
import pytest

from tests.fakes import COSTS, DOUBTS, LISTED, NEWER, OLD_COSTS, PASSAGES, ZWOLLE, FakeEmbedder, FakeIndex


def test_texts_without_words_in_common_are_at_right_angles_and_all_have_unit_length() -> None:
    vectors = FakeEmbedder().queries(["Wat kost de brug?", "Hoe bak ik een taart?", "De brug kost iets.", "?"])
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1.0] * 4)
    assert vectors[0] @ vectors[1] == 0
    assert vectors[0] @ vectors[2] > 0.8
    assert FakeEmbedder().passages([]).shape == (0, FakeEmbedder().dimension)


def test_a_token_of_a_question_is_at_the_word_that_is_equal_and_at_right_angles_to_others(fake: FakeIndex) -> None:
    (read,) = FakeEmbedder().questions(["Betaalt de provincie bruggen?"])
    assert read.counts.tolist() == pytest.approx([1 / 3] * 3)
    first, none = fake.matches(read.tokens, np.asarray([PASSAGES.index(COSTS), PASSAGES.index(ZWOLLE)]))
    assert first.tolist() == [[0, 0, 1], [1, 1, 0]]
    assert not none.any()


def test_the_nearest_and_those_with_the_words_are_found_in_order_of_position(fake: FakeIndex) -> None:
    (vector,) = FakeEmbedder().queries(["bruggen onderhoud"])
    found = fake.search(vector, ["zwolle"], 1, also=[0])
    positions = [0, PASSAGES.index(ZWOLLE), PASSAGES.index(DOUBTS)]
    assert found.positions.tolist() == [*positions[:2], *positions[2:]]
    assert found.bm25.tolist() == [0, 1, 0]
    assert found.nearness.argmax() == 2
    assert found.members.tolist() == [False, False, True]
    assert [list(fake.documents)[owner] for owner in found.owners] == [OLD_COSTS.document_id, NEWER.id, LISTED.id]


def test_what_is_searched_is_restricted_to_documents(fake: FakeIndex) -> None:
    (vector,) = FakeEmbedder().queries(["bruggen"])
    found = fake.search(vector, ["bruggen"], 10, {NEWER.id})
    assert [fake.passages[place] for place in found.positions] == list(fake.passages_of(NEWER.id))
    assert fake.holding("bruggen", {NEWER.id}).tolist() == [2, 3, 5]
    assert fake.of_number(2, {NEWER.id}).tolist() == []


def test_a_rare_word_counts_for_more_than_a_common_one(fake: FakeIndex) -> None:
    asked = [["zwolle"], ["bruggen"]]
    assert fake.share_held(asked, "Zwolle") > 0.5 > fake.share_held(asked, "de bruggen") > 0
    assert fake.share_held(asked, "in Zwolle zijn bruggen") == 1
    assert fake.shares_alike([["brug"]], ["bruggen", "boten"]).tolist() == [1, 0]


def test_a_day_is_a_word_of_the_passage_that_names_it(fake: FakeIndex) -> None:
    assert fake.holding("12mei2023").tolist() == [PASSAGES.index(ZWOLLE)]


def test_an_own_index_comes_after_the_shared_one_under_ids_of_its_own(fake: FakeIndex) -> None:
    both = fake.followed_by(replace(fake, papers=(NEWER,), passages=(COSTS,)))
    assert list(both.documents) == [*fake.documents, f"{NEWER.id}-eigen"]
    assert both.passages_of(f"{NEWER.id}-eigen") == (replace(COSTS, document_id=f"{NEWER.id}-eigen"),)
    assert both.passages[:10] == tuple(fake.passages)
