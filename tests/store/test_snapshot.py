from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from qa import Assistant
from qa.domain import Query
from qa.retrieval.understanding import Context, understand
from qa.store.dense import VectorIndex, Vectors, Views
from qa.store.interface import id_beside
from qa.store.lexical import TermIndex
from qa.store.snapshot import Store
from tests.conftest import CORPUS, store_of

# From kst-27925-919 and kst-27925-943.
MANDATE = (
    "Nederland draagt bij aan de strijd tegen ISIS via Operation Inherent Resolve (OIR) van de anti-ISIS-coalitie."
)
POLICE = "De Koninklijke Marechaussee en andere militairen adviseren het ministerie in Bagdad."
# From the Grondwet, articles 97 and 22.
FORCES = "Ten behoeve van de verdediging is er een krijgsmacht. De regering heeft het oppergezag over de krijgsmacht."
HEALTH = "De overheid treft maatregelen ter bevordering van de volksgezondheid."


def first_questions() -> str:
    """The first three questions of a published list, with their answers."""
    text = (CORPUS / "kst-27925-930.txt").read_text(encoding="utf-8")
    return text[text.index("\n1 ") : text.index("\n4 ")]


def indexed(folder: Path, **texts: str) -> Store:
    corpus = folder / "corpus"
    corpus.mkdir(parents=True)
    for name, text in texts.items():
        (corpus / f"{name}.txt").write_text(text, encoding="utf-8")
    return store_of(Assistant(corpus, folder / "index"))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return indexed(tmp_path_factory.mktemp("shared"), missie=MANDATE, politie=POLICE, lijst=first_questions())


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return indexed(tmp_path_factory.mktemp("own"), grondwet=FORCES, eigen_lijst=first_questions())


def renewed(store: Store) -> Store:
    return replace(store, manifest=replace(store.manifest, corpus="0" * 64))


def asked(question: str, store: Store) -> Query:
    return understand(question, context=Context(short_forms=store.short_forms))


def found_by_words(question: str, store: Store) -> set[str]:
    scores = store.terms.scores(asked(question, store).terms)
    return {store.passages[place].document_id for place in np.flatnonzero(scores).tolist()}


def random_index(seed: int, passages: int) -> tuple[VectorIndex, Views]:
    random = np.random.default_rng(seed)
    counts = random.integers(0, 4, passages)

    def unit(count: int) -> Vectors:
        vectors = random.standard_normal((count, 8))
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)

    views = Views(unit(passages), unit(passages), unit(int(counts.sum())), np.cumsum([0, *counts]))
    return VectorIndex.build(unit(passages), views), views


def test_each_passage_keeps_what_it_is_and_those_of_the_own_documents_come_last(shared: Store, own: Store) -> None:
    both = shared.followed_by(own)
    assert list(both.passages) == [*shared.passages, *own.passages]
    assert both.passages[-len(own.passages) :] == tuple(own.passages)
    assert both.documents == shared.documents | own.documents
    assert both.manifest.passages == len(both.passages)
    assert both.manifest.scale == shared.manifest.scale
    for document in ("lijst", "eigen_lijst"):
        for number in (1, 2, 3):
            place = both.answering(document, number)
            assert place is not None
            assert (both.passages[place].document_id, both.passages[place].number) == (document, number)
        assert both.answering(document, 4) is None


def test_vectors_one_behind_the_other_give_what_one_index_of_all_gives() -> None:
    (first, views), (second, behind) = random_index(1, 30), random_index(2, 12)
    both = first.followed_by(second)
    all_views = Views(
        np.concatenate([views.contexts, behind.contexts]),
        np.concatenate([views.answers, behind.answers]),
        np.concatenate([views.sentences, behind.sentences]),
        np.concatenate([views.offsets, behind.offsets[1:] + views.offsets[-1]]),
    )
    whole = VectorIndex.build(np.concatenate([first.passages, second.passages]), all_views)
    query, mixed = first.passages[3] * 0.6 + second.passages[5] * 0.8, np.asarray([41, 0, 29, 30, 7, 35])
    assert both.nearest(query, 9).tolist() == whole.nearest(query, 9).tolist()
    assert both.nearest(query, 4, np.sort(mixed)).tolist() == whole.nearest(query, 4, np.sort(mixed)).tolist()
    assert both.nearest(query, 4, np.asarray([2, 5])).tolist() == whole.nearest(query, 4, np.asarray([2, 5])).tolist()
    np.testing.assert_allclose(both.cosines(query, mixed), whole.cosines(query, mixed), atol=1e-6)
    np.testing.assert_allclose(both.nearness(query, mixed), whole.nearness(query, mixed), atol=1e-6)
    np.testing.assert_allclose(both.likeness(mixed), whole.likeness(mixed), atol=1e-6)
    for position in mixed.tolist():
        expected = whole.sentence_cosines(query, position)
        np.testing.assert_allclose(both.sentence_cosines(query, position), expected, atol=1e-6)


def test_how_rare_a_word_is_follows_from_both() -> None:
    # Of equal length: then there is no other difference from one index of all.
    texts = ["rechtsgrond mandaat irak", "adviseur bagdad irak", "mandaat adviseur erbil"]
    behind = ["mandaat zorg overheid", "overheid krijgsmacht mandaat"]
    both, whole = TermIndex.build(texts).followed_by(TermIndex.build(behind)), TermIndex.build([*texts, *behind])
    for terms in (["mandaat"], ["overheid", "irak"], ["rechtsgrond", "overheid", "mandaat"], ["appeltaart"], []):
        np.testing.assert_allclose(both.scores(terms), whole.scores(terms), rtol=1e-6)
    concepts = [["mandaat"], ["overheid"], ["appeltaart"]]
    assert both.share_held(concepts, "het mandaat") == whole.share_held(concepts, "het mandaat")


def test_a_shared_abbreviation_finds_what_an_own_document_names_in_full(shared: Store, tmp_path: Path) -> None:
    own = indexed(tmp_path, memo="De kosten van Operation Inherent Resolve stijgen.")
    for question in ("OIR?", "Operation Inherent Resolve?"):
        assert found_by_words(question, shared.followed_by(own)) == {"missie", "lijst", "memo"}


def test_an_abbreviation_of_an_own_document_is_known_where_the_shared_ones_are_silent(
    shared: Store, tmp_path: Path
) -> None:
    own = indexed(tmp_path, memo="De Algemene Rekenkamer (AR) rekent.", nota="Wat de Algemene Rekenkamer vindt.")
    assert found_by_words("De AR?", shared.followed_by(own)) == {"memo", "nota"}


def test_an_abbreviation_of_an_own_document_hides_no_shared_one(shared: Store, tmp_path: Path) -> None:
    own = indexed(tmp_path, memo="De Koninklijke Marechaussee (KMar) bewaakt de grens.")
    assert "politie" in found_by_words("De Koninklijke Marechaussee?", shared.followed_by(own))


def test_an_own_document_with_the_id_of_a_shared_one_is_another_document(shared: Store, tmp_path: Path) -> None:
    own = indexed(tmp_path, missie=HEALTH)
    both = shared.followed_by(own)
    assert id_beside("missie", shared.documents) == "missie-eigen"
    assert both.documents["missie"] == shared.documents["missie"]
    assert both.documents["missie-eigen"].file == "missie.txt"
    assert both.passages[-1].text == HEALTH
    assert both.passages[-1].document_id == "missie-eigen"
    assert both.passages[-1].id.startswith("missie-eigen#")
    assert len({passage.id for passage in both.passages}) == len(both.passages)


def test_the_checksum_of_what_is_joined_changes_with_either(shared: Store, own: Store) -> None:
    before = shared.followed_by(own).corpus
    assert before == shared.followed_by(own).corpus
    for one, another in ((renewed(shared), own), (shared, renewed(own))):
        assert one.followed_by(another).corpus != before


def test_joining_leaves_both_as_they_were(shared: Store, own: Store) -> None:
    query = understand("Wat doet de krijgsmacht?").terms
    before = shared.terms.scores(query).tolist(), own.terms.scores(query).tolist(), len(shared.passages)
    shared.followed_by(own)
    assert (shared.terms.scores(query).tolist(), own.terms.scores(query).tolist(), len(shared.passages)) == before
