"""What the tests share: the corpus, and one index of it for the whole run."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from qa import Assistant
from qa.domain import Document, Identity
from qa.embedding import Embedder, Vectors
from qa.errors import ReadingError
from qa.reading import corpus as reading_corpus
from qa.reading import read
from qa.reading.corpus import corpus_files
from qa.store.snapshot import Store

CORPUS = Path(__file__).parent.parent / "corpus"

MakeCorpus = Callable[..., Path]

# What says that a test uses the real model: the folders whose subject that is, modules that build an index or run the
# program of their own accord, and what is asked of fixtures.
WITH_MODEL = frozenset(("embedding", "faults", "library", "store"))
BUILDING = frozenset(("Assistant", "Embedder", "machine", "serve", "subprocess"))
# Those that read PDFs, or hostile files of size.
SLOW = frozenset(
    "eval test_corpus.py test_hostile.py test_lists.py test_named_papers.py test_ocr.py test_pageimage.py test_pdf.py "
    "test_publications.py test_word.py".split()
)
OPENED = frozenset(("assistant", "index", "embedder"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test by where it stands and what it uses, so that nobody need do so by hand."""
    for item in items:
        item.add_marker(_mark(item))


def _mark(item: pytest.Item) -> str:
    """``browser``, ``model``, ``slow`` (reads a PDF, each in a process of its own), or else ``unit``."""
    folders = item.path.relative_to(Path(__file__).parent).parts
    if folders[:2] == ("web", "browser"):
        return "browser"
    fixtures = frozenset(getattr(item, "fixturenames", ()))
    names = frozenset(vars(getattr(item, "module", None) or object))
    if folders[0] in WITH_MODEL or fixtures & OPENED or names & BUILDING:
        return "model"
    return "slow" if "documents" in fixtures or folders[0] in SLOW or item.path.name in SLOW else "unit"


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
    embed = Embedder.passages

    def watched(self: Embedder, some: Sequence[str]) -> Vectors:
        texts.extend(some)
        return embed(self, some)

    monkeypatch.setattr(Embedder, "passages", watched)
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
