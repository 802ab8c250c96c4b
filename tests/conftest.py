"""What the tests share: the corpus, and one index of it for the whole run."""

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from qa import Assistant
from qa.domain import Document, Identity
from qa.embedding import Embedder, Vectors
from qa.embedding.words import PassageWords
from qa.errors import ReadingError
from qa.reading import corpus as reading_corpus
from qa.reading import read
from qa.reading.corpus import corpus_files
from qa.store.snapshot import Store
from tests.fakes import FakeIndex

CORPUS = Path(__file__).parent.parent / "corpus"

MakeCorpus = Callable[..., Path]

MARKS = frozenset(("unit", "slow", "model", "browser"))
# What says that a test uses the real model: what its module builds an index or runs the program with, and what is asked
# of fixtures. A test that asks for the fake index needs none, whatever stands beside it.
BUILDING = frozenset(("Assistant", "Embedder", "machine", "serve", "subprocess"))
OPENED = frozenset(("assistant", "index", "embedder"))
HEAVY = frozenset(("torch", "sentence_transformers", "transformers"))  # libraries that cost seconds to import


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that is not marked by hand, by what it uses."""
    for item in items:
        if MARKS.isdisjoint(mark.name for mark in item.iter_markers()):
            item.add_marker(_mark(item))


def _mark(item: pytest.Item) -> str:
    """``browser``, ``model``, ``slow`` (reads the five documents), or else ``unit``."""
    fixtures = frozenset(getattr(item, "fixturenames", ()))
    if "browser" in fixtures:
        return "browser"
    names = frozenset(vars(getattr(item, "module", None) or object))
    if fixtures & OPENED or (names & BUILDING and "fake" not in fixtures):
        return "model"
    return "slow" if "documents" in fixtures else "unit"


@pytest.fixture(scope="session", autouse=True)
def _light(request: pytest.FixtureRequest) -> Iterator[None]:
    """Refuse that ``pytest -m unit`` loads the model: then it would not take seconds, and a mark would be wrong."""
    yield
    if request.config.option.markexpr == "unit":
        assert HEAVY.isdisjoint(sys.modules)


@pytest.fixture
def fake() -> FakeIndex:
    """An index of ten passages, which needs no model."""
    return FakeIndex()


def reads_or_refuses(read_content: Callable[[bytes], object], content: bytes) -> None:
    """Check that any content gives a document, or one sentence that says what is wrong."""
    try:
        read_content(content)
    except ReadingError as error:
        refused = str(error)
    else:
        return
    assert refused.endswith(".")
    assert "\n" not in refused


def store_of(assistant: Assistant) -> Store:
    """What an assistant searches."""
    index = assistant.library.searchable().index
    assert isinstance(index, Store)
    return index


@pytest.fixture(scope="session")
def documents() -> dict[str, Document]:
    """The five documents as read, by their id."""
    read_documents = [read(file.path, file.known) for file in corpus_files(CORPUS)]
    return {document.identity.id: document for document in read_documents}


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an index of the five documents; tests that change it work on a copy."""
    folder = tmp_path_factory.mktemp("index")
    with Assistant(CORPUS, folder):
        return folder


@pytest.fixture(scope="session")
def assistant(index: Path) -> Iterator[Assistant]:
    """An assistant over the five documents."""
    with Assistant(CORPUS, index) as opened:
        yield opened


@pytest.fixture
def index_copy(index: Path, tmp_path: Path) -> Path:
    """A copy of the index that a test may damage."""
    return Path(shutil.copytree(index, tmp_path / "index"))


@pytest.fixture
def make_corpus(tmp_path: Path) -> MakeCorpus:
    """Make a small corpus: ``make_corpus(brief="Geachte voorzitter, ...")`` writes ``brief.txt``."""

    def make(**texts: str) -> Path:
        folder = tmp_path / "corpus"
        folder.mkdir(exist_ok=True)
        for stem, text in texts.items():
            (folder / f"{stem.replace('_', '-')}.txt").write_text(text, encoding="utf-8")
        return folder

    return make


@pytest.fixture
def were_embedded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were embedded, by the real model, from here on."""
    texts: list[str] = []
    embed, embed_by_word = Embedder.passages, Embedder.passages_by_word

    def watched(self: Embedder, some: Sequence[str]) -> Vectors:
        texts.extend(some)
        return embed(self, some)

    def watched_by_word(self: Embedder, some: Sequence[str]) -> tuple[Vectors, list[PassageWords]]:
        texts.extend(some)
        return embed_by_word(self, some)

    monkeypatch.setattr(Embedder, "passages", watched)
    monkeypatch.setattr(Embedder, "passages_by_word", watched_by_word)
    return texts


@pytest.fixture
def were_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were read for an index, as they are."""
    names: list[str] = []

    def watched(path: Path, known: Identity | None, file: str) -> Document:
        names.append(file)
        return read(path, known, file)

    monkeypatch.setattr(reading_corpus, "read", watched)
    return names
