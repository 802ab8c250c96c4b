from pathlib import Path

import pytest

from qa import Assistant
from qa.embedding import Embedder
from qa.store.calibration import calibrated
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
