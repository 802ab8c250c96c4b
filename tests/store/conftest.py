"""What the tests of the store share: the real model, the place of an index, and what was done to build it."""

from pathlib import Path

import numpy as np
import pytest
from fpdf import FPDF

from qa.embedding import SAME, Embedder, Vectors
from qa.library.library import Place
from qa.library.sync import source_of, update
from qa.settings import MEMORY, from_environment
from qa.store.interface import Progress
from qa.store.manifest import Manifest, read_manifest
from qa.store.snapshot import Store


class OtherModel(Embedder):
    """The model that comes along under another name: another one would take seconds to load."""

    @property
    def identity(self) -> str:
        return "een ander model"


def build(place: Place, progress: Progress | None = None, *, anew: bool = False) -> Manifest:
    """Bring the index of a place up to date, and give its manifest."""
    update(place.engine, place.corpus, progress, anew=anew)
    manifest = read_manifest(place.index)
    assert manifest is not None
    return manifest


def opened(place: Place) -> Store:
    """The index of a place as it is now."""
    store = place.engine.open(source_of(place.corpus))
    assert store is not None
    return store


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """The model that comes along."""
    return Embedder(from_environment())


@pytest.fixture
def place(tmp_path: Path, embedder: Embedder) -> Place:
    """The place of an index of what ``make_corpus`` writes."""
    return Place(tmp_path / "corpus", tmp_path / "index", embedder, MEMORY)


def stamped(text: str) -> bytes:
    """A PDF with a stamp that is turned, of which reading it warns."""
    made = FPDF()
    made.set_font("Helvetica", size=11)
    made.add_page()
    made.multi_cell(0, 6, text)
    with made.rotation(90, 180, 150):
        made.text(180, 150, "AFSCHRIFT")
    return bytes(made.output())


def assert_same(one: Vectors, other: Vectors) -> None:
    """Check that these are vectors of the same texts: those that are embedded together differ in their last digits."""
    assert one.shape == other.shape
    assert (np.sum(one * other, axis=1) >= SAME).all()
