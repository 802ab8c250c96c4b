import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from qa.domain import Failure
from qa.embedding import Embedder
from qa.library.ingest import take_in
from qa.library.library import Place
from qa.reading.corpus import corpus_files
from qa.settings import MEMORY, from_environment
from qa.store import records
from qa.store.dense import ANSWERS, CONTEXTS, INDEX, OFFSETS, SENTENCES
from qa.store.embedding_cache import Lookup, keys_of
from qa.store.interface import Ingested
from qa.store.lexical import STEMS
from qa.store.manifest import Manifest, damaged, read_manifest
from qa.store.reuse import KEYS, ORIGINS, Reusable, reusable
from tests.store.conftest import OtherModel, assert_same, build, opened, stamped

# From kst-27925-919, kst-27925-943 and the Grondwet.
MISSION = "Nederland draagt bij via Operation Inherent Resolve (OIR) van de anti-ISIS-coalitie."
POLICE = "De Koninklijke Marechaussee en andere militairen adviseren het ministerie in Bagdad."
FORCES = "De regering heeft het oppergezag over de krijgsmacht. Er is een krijgsmacht."

# What is embedded of them beside the passages: these in context, and the sentences of the one that has two.
IN_CONTEXT = {f"brief. \n{MISSION}", f"stempel. \n{POLICE}", f"wet. \n{FORCES}"}
SENTENCES_APART = {"De regering heeft het oppergezag over de krijgsmacht.", "Er is een krijgsmacht."}
ALL = {MISSION, POLICE, FORCES} | IN_CONTEXT | SENTENCES_APART

STAMPED = Failure("stempel.pdf", "Gedraaide tekst weggelaten op bladzijde 1.")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    """Three documents, one that explains an abbreviation and one that was read with a warning, and their index."""
    folder = tmp_path_factory.mktemp("built")
    corpus = folder / "corpus"
    corpus.mkdir()
    (corpus / "brief.txt").write_text(f"{MISSION}\f")  # one page for certain, so that there is no warning
    (corpus / "stempel.pdf").write_bytes(stamped(POLICE))
    (corpus / "wet.txt").write_text(f"{FORCES}\f")
    build(Place(corpus, folder / "index", embedder, MEMORY))
    return folder


@pytest.fixture
def place(built: Path, tmp_path: Path, embedder: Embedder) -> Place:
    """A copy of them that a test may change."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    return Place(tmp_path / "corpus", tmp_path / "index", embedder, MEMORY)


def taken(corpus: Path) -> dict[str, Ingested]:
    found = take_in(corpus_files(corpus), {}, lambda *_: None)
    return {one.origin: one for one in found if isinstance(one, Ingested)}


def manifest_of(place: Place) -> Manifest:
    manifest = read_manifest(place.index)
    assert manifest is not None
    return manifest


def found_in(place: Place) -> Reusable:
    """What the index there spares a new one."""
    manifest = manifest_of(place)
    return reusable(place.index / manifest.generation, manifest, damaged(place.index, manifest))


def known(found: Reusable) -> set[str]:
    """The texts of the three documents of which the vectors are known."""
    texts = sorted(ALL)
    there = Lookup(found.vectors).has(keys_of(texts)).tolist()
    return {text for text, known in zip(texts, there, strict=True) if known}


def damage(place: Place, name: str) -> None:
    """Change a byte of a file of the index."""
    (path,) = place.index.glob(f"generation-*/{name}")
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def same(one: Manifest, other: Manifest) -> bool:
    """Whether two indexes hold the same, byte for byte."""
    return replace(one, generation="") == replace(other, generation="")


def test_documents_come_back_as_they_were_taken(place: Place) -> None:
    expected, found = taken(place.corpus), found_in(place).documents
    assert found.keys() == expected.keys()
    for origin, one in found.items():
        assert replace(one, passages=tuple(one.passages)) == expected[origin]
    assert [len(one.abbreviations) for one in found.values()] == [1, 0, 0]
    assert [one.warnings for one in found.values()] == [(), (STAMPED.reason,), ()]


def test_the_vector_of_each_text_of_an_index_is_known(place: Place) -> None:
    found, texts = found_in(place), sorted(ALL)
    assert known(found) == ALL
    lookup = Lookup(found.vectors)
    vectors = np.empty((len(texts), lookup.dimension), np.float32)
    lookup.fill(keys_of(texts), vectors)
    assert_same(vectors, place.embedder.passages(texts))
    assert not lookup.has(keys_of(["Iets anders."])).any()


@pytest.mark.parametrize("name", [*records.FILES, records.DOCUMENTS, records.ABBREVIATIONS, ORIGINS])
def test_where_the_documents_were_damaged_only_vectors_are_known(name: str, place: Place) -> None:
    damage(place, name)
    assert found_in(place).documents == {}
    assert known(found_in(place)) == ALL


@pytest.mark.parametrize(
    ("name", "lost"),
    [
        (CONTEXTS, IN_CONTEXT),
        (SENTENCES, SENTENCES_APART),
        (INDEX, set()),  # outside of lists all of a passage may answer, and those vectors are whole
        (ANSWERS, set()),
        (KEYS, ALL),
        (OFFSETS, ALL),
        (STEMS, set()),
    ],
)
def test_where_vectors_were_damaged_the_documents_and_other_vectors_are_known(
    name: str, lost: set[str], place: Place
) -> None:
    damage(place, name)
    assert len(found_in(place).documents) == 3
    assert known(found_in(place)) == ALL - lost


def test_from_damaged_passages_an_index_is_built_without_embedding_anything(
    place: Place, were_read: list[str], were_embedded: list[str]
) -> None:
    before = manifest_of(place)
    damage(place, records.PASSAGES)
    assert same(build(place), before)
    assert were_read == ["brief.txt", "stempel.pdf", "wet.txt"]
    assert were_embedded == []


def test_from_damaged_vectors_an_index_is_built_without_reading_anything(
    place: Place, were_read: list[str], were_embedded: list[str]
) -> None:
    before = opened(place)
    damage(place, CONTEXTS)
    manifest = build(place)
    assert were_read == []
    assert set(were_embedded) == IN_CONTEXT
    assert manifest.warnings == before.manifest.warnings
    after = opened(place)
    assert list(after.passages) == list(before.passages)
    assert_same(after.vectors.views.contexts, before.vectors.views.contexts)


def test_only_a_document_that_is_new_is_read_and_embedded(
    place: Place, were_read: list[str], were_embedded: list[str]
) -> None:
    before = opened(place)
    (place.corpus / "nota.txt").write_text("Een veldhospitaal.\f")
    build(place)
    assert were_read == ["nota.txt"]
    assert sorted(were_embedded) == ["Een veldhospitaal.", "nota. \nEen veldhospitaal."]
    after = opened(place)
    assert list(after.documents) == ["brief", "nota", "stempel", "wet"]
    assert [passage for passage in after.passages if passage.document_id != "nota"] == list(before.passages)
    np.testing.assert_array_equal(after.vectors.passages[[0, 2, 3]], before.vectors.passages)


def test_of_a_document_that_changed_only_the_changed_texts_are_embedded(
    place: Place, were_read: list[str], were_embedded: list[str]
) -> None:
    changed = FORCES.replace("Er is een krijgsmacht.", "Er is een marine.")
    (place.corpus / "wet.txt").write_text(changed)
    build(place)
    assert were_read == ["wet.txt"]
    assert sorted(were_embedded) == sorted([changed, f"wet. \n{changed}", "Er is een marine."])
    assert opened(place).passages[-1].text == changed


def test_a_document_that_was_renamed_or_is_known_by_another_title_is_read_again(
    place: Place, were_read: list[str]
) -> None:
    (place.corpus / "wet.txt").rename(place.corpus / "grondwet.txt")
    build(place)
    assert were_read == ["grondwet.txt"]
    assert list(opened(place).documents) == ["brief", "grondwet", "stempel"]
    catalogue = '[[document]]\nid = "gw"\nfile = "grondwet.txt"\ntitle = "De Grondwet"\n'
    (place.corpus / "corpus.toml").write_text(catalogue)
    build(place)
    assert were_read == ["grondwet.txt"] * 2
    assert opened(place).documents["gw"].title == "De Grondwet"


def test_a_document_that_is_gone_leaves_nothing(place: Place, were_read: list[str], were_embedded: list[str]) -> None:
    (place.corpus / "stempel.pdf").unlink()
    manifest = build(place)
    assert were_read == were_embedded == []
    assert manifest.warnings == ()
    assert [passage.text for passage in opened(place).passages] == [MISSION, FORCES]


def test_warnings_and_abbreviations_of_documents_that_are_not_read_again_stay(
    place: Place, were_read: list[str]
) -> None:
    explained = opened(place).abbreviations.by_document
    for name in ("nota", "verslag"):  # what was used again is used again
        were_read.clear()
        (place.corpus / f"{name}.txt").write_text(f"Een veldhospitaal voor de {name}.\f")
        assert build(place).warnings == (STAMPED,)
        assert were_read == [f"{name}.txt"]
        assert opened(place).abbreviations.by_document == {"nota": (), **explained, name: ()}


def test_when_all_is_to_be_read_again_no_text_is_embedded_again(
    place: Place, were_read: list[str], were_embedded: list[str]
) -> None:
    before = manifest_of(place)
    assert same(build(place, anew=True), before)
    assert were_read == ["brief.txt", "stempel.pdf", "wet.txt"]
    assert were_embedded == []


def test_a_large_index_uses_the_vectors_of_a_small_one_but_not_the_other_way_round(
    place: Place, were_embedded: list[str]
) -> None:
    large = replace(place, memory=1)
    for _ in range(2):  # from the small one, and then from itself
        assert not build(large, anew=True).kind.exact
        assert were_embedded == []
    assert build(place, anew=True).kind.exact
    assert set(were_embedded) == {MISSION, POLICE, FORCES}, "passages as a whole are not rounded in a small one"


def test_nothing_of_another_model_is_used(place: Place, were_read: list[str], were_embedded: list[str]) -> None:
    build(replace(place, embedder=OtherModel(from_environment())))
    assert were_read == ["brief.txt", "stempel.pdf", "wet.txt"]
    assert set(were_embedded) == ALL
