from collections.abc import Sequence
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from qa import Assistant
from qa.embedding import Embedder, Vectors
from qa.store.calibration import calibrated
from qa.store.dense import VectorIndex
from qa.store.snapshot import Store
from tests.conftest import MakeCorpus, store_of

SUBJECTS = """
    De provincie legt een fietspad aan langs de rivier.
    Huurders krijgen toeslag als hun inkomen te laag is.
    De kaasmarkt van Alkmaar begint elk jaar in april.
    Boeren mogen minder stikstof uitstoten bij natuurgebieden.
    Het ziekenhuis sluit zijn afdeling voor spoedeisende hulp.
    Leraren vragen om kleinere klassen in het basisonderwijs.
    De rente op staatsobligaties steeg in het derde kwartaal.
    Reizigers op het spoor wachten langer door een kapotte wissel.
    Een museum leent een schilderij van Vermeer uit aan Japan.
    De belasting op tabak gaat met een euro omhoog.
    Gemeenten controleren de kwaliteit van het zwemwater.
    Piloten staken om een hoger pensioen.
    De rechter vernietigt het besluit over de windmolens.
    Vogelgriep breekt uit bij een pluimveebedrijf.
    Studenten betalen hun lening terug in vijfendertig jaar.
    De haven verdiept de vaargeul voor grotere containerschepen.
    Consumenten kunnen een koop op afstand ontbinden.
    Het notariaat controleert de identiteit van de koper.
    Gasopslag voor de winter is voor tachtig procent gevuld.
    De bibliotheek leent ook elektronische boeken uit.
"""


@pytest.fixture(scope="module")
def store(assistant: Assistant) -> Store:
    """The index of the five documents."""
    return store_of(assistant)


def test_the_five_documents_are_one_dossier(store: Store) -> None:
    assert store.scale.mixed == 0


def test_texts_that_have_nothing_to_do_with_each_other_are_mixed(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    texts = {f"bericht_{number}": text for number, text in enumerate(SUBJECTS.strip().splitlines())}
    with Assistant(make_corpus(**texts), tmp_path / "index") as mixed:
        assert 0.3 < store_of(mixed).scale.mixed <= 1


def test_similarity_is_0_for_something_else_and_1_for_the_same(store: Store) -> None:
    assert store.scale.similarity(store.scale.foreign) == 0
    assert store.scale.similarity(1.0) == 1


def test_the_same_passages_have_the_same_scale(store: Store, embedder: Embedder) -> None:
    again = calibrated(store.vectors, store.passages, embedder)
    assert again == store.scale


class Reaching:
    """An index and an encoder in one, by which questions reach these cosines: about something else, then jumbles."""

    def __init__(self, *cosines: float) -> None:
        self._left = list(cosines)

    def queries(self, texts: Sequence[str]) -> Vectors:
        return np.full((len(texts), 1), self._left.pop(0), np.float32)

    def nearest(self, _vector: Vectors, _count: int) -> Vectors:
        return np.zeros(1, np.float32)

    def cosines(self, vector: Vectors, _positions: Vectors) -> Vectors:
        return vector


@pytest.mark.parametrize(("foreign", "one"), [(0.8, 0.3), (0.1, 0.2)])
@pytest.mark.parametrize(("share", "mixed"), [(0.9, 0), (0.75, 0), (0.655, 0.5), (0.56, 1), (0.4, 1)])
def test_how_mixed_passages_are_is_told_by_the_scale_of_the_model(
    foreign: float, one: float, share: float, mixed: float, store: Store
) -> None:
    """What a jumble of any words reaches is a share of what the words of one passage do, whatever the model."""
    model = Reaching(foreign, foreign + (1 - foreign) * one * share, foreign + (1 - foreign) * one)
    found = calibrated(cast("VectorIndex", model), store.passages, cast("Embedder", model))
    assert found.foreign == pytest.approx(foreign)
    assert found.mixed == pytest.approx(mixed, abs=1e-3)


def test_a_model_that_reads_nothing_in_single_words_tells_nothing_of_it(store: Store) -> None:
    model = Reaching(0.5, 0.3, 0.4)
    assert calibrated(cast("VectorIndex", model), store.passages, cast("Embedder", model)).mixed == 0
