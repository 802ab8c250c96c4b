"""How hard the index is tried: a little with every run of the tests, and hard by ``make torture``."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from qa import Assistant
from qa.embedding import Embedder
from qa.settings import MEMORY, from_environment
from qa.store.folder import FolderEngine
from tests.conftest import MakeCorpus

TORTURE = os.environ.get("TORTURE") == "1"

BRIEF = (
    "De rechtsgrond voor het optreden in Irak is het verzoek van de Iraakse regering aan de Verenigde Naties.\n\n"
    "Nederland levert negen adviseurs aan de missie in Bagdad. Zij adviseren het ministerie."
)
NOTA = "De helikopters vervoeren personeel en materieel.\n\nDe medische zorg is geregeld in een veldhospitaal."


@dataclass(frozen=True, slots=True)
class Effort:
    """How often each thing is tried."""

    kills: int
    flips: int  # a file
    users: int
    changes: int
    questions: int


EFFORT = Effort(100, 200, 50, 25, 10_000) if TORTURE else Effort(2, 4, 8, 3, 150)


def checked(index: Path) -> tuple[str, ...]:
    """The files of an index that are damaged."""
    return FolderEngine(index, Embedder(from_environment()), MEMORY).check()


@pytest.fixture
def small(make_corpus: MakeCorpus, tmp_path: Path) -> Iterator[Assistant]:
    """An assistant over two short documents, with its index in ``tmp_path / "index"``."""
    with Assistant(make_corpus(brief=BRIEF, nota=NOTA), tmp_path / "index") as opened:
        yield opened
