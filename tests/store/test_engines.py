"""What every engine must do, whatever it keeps an index in; and that the program works with any that does."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from qa import Assistant
from qa.domain import Fact, FactKind, Failure
from qa.embedding import Embedder
from qa.library.ingest import VERSION, take_in
from qa.library.library import Place
from qa.library.sync import source_of, update
from qa.reading.corpus import corpus_files
from qa.settings import MEMORY
from qa.store.folder import FolderEngine
from qa.store.interface import Engine, Index, IndexSource, Ingested, NoTextError
from tests.conftest import CORPUS, MakeCorpus
from tests.store.elsewhere import SqlEngine

# From kst-27925-919 and kst-27925-943, and article 97 of the Grondwet.
MANDATE = "De rechtsgrond voor het optreden in Irak is het verzoek van de Iraakse regering aan de Verenigde Naties."
POLICE = "De Koninklijke Marechaussee en andere militairen adviseren het ministerie in Bagdad."
FORCES = "De regering heeft het oppergezag over de krijgsmacht. Er is een krijgsmacht."

FIRST, SECOND = IndexSource("een", VERSION), IndexSource("twee", VERSION)
LEFT_OUT = Failure("foto.txt", "foto.txt: dit is geen tekst.")

EngineIn = Callable[[Path], Engine]


@pytest.fixture(params=["folder", "sql"])
def engine_in(request: pytest.FixtureRequest, embedder: Embedder) -> EngineIn:
    """Makes an engine in a folder."""
    if request.param == "folder":
        return lambda folder: FolderEngine(folder, embedder, MEMORY)
    return lambda folder: SqlEngine(folder, embedder)


@pytest.fixture
def engine(engine_in: EngineIn, tmp_path: Path) -> Engine:
    return engine_in(tmp_path / "index")


@pytest.fixture
def letters(make_corpus: MakeCorpus) -> dict[str, Ingested]:
    """What is taken in of three documents, by their id."""
    files = corpus_files(make_corpus(brief=MANDATE, nota=POLICE, wet=FORCES))
    return {one.identity.id: one for one in take_in(files, {}, lambda *_: None) if isinstance(one, Ingested)}


def put_in(engine: Engine, source: IndexSource, *documents: Ingested, without: str = "") -> None:
    with engine.changing(lambda *_: None) as change:
        for document in documents:
            change.upsert(document)
        if without:
            change.delete(without)
        change.commit(source, [LEFT_OUT])


def interrupted(engine: Engine, document: Ingested) -> None:
    with engine.changing(lambda *_: None) as change:
        change.upsert(document)
        raise KeyboardInterrupt


def opened(engine: Engine, source: IndexSource) -> Index:
    index = engine.open(source)
    assert index is not None
    return index


def texts(index: Index) -> list[str]:
    return [passage.text for passage in index.passages]


def test_where_nothing_was_put_in_there_is_no_index(engine: Engine) -> None:
    assert not engine.is_there()
    assert not engine.holds(FIRST)
    assert engine.open(FIRST) is None


def test_what_was_put_in_is_there_in_the_order_of_the_files(engine: Engine, letters: dict[str, Ingested]) -> None:
    put_in(engine, FIRST, letters["wet"], letters["brief"])
    put_in(engine, SECOND, letters["nota"])
    assert engine.is_there()
    assert engine.holds(SECOND)
    index = opened(engine, SECOND)
    assert texts(index) == [MANDATE, POLICE, FORCES]
    assert list(index.documents.values()) == [one.identity for one in letters.values()]
    assert index.failures == (LEFT_OUT,)
    assert {id_: size.passages for id_, size in index.sizes.items()} == {"brief": 1, "nota": 1, "wet": 1}
    assert [passage.text for passage in index.passages_of("nota")] == [POLICE]
    assert index.passages_of("memo") == ()


def test_what_is_known_of_a_document_is_kept_with_it(engine: Engine, letters: dict[str, Ingested]) -> None:
    facts = (Fact(FactKind.SIGNATORY, "A. Jansen", "de minister van Defensie", 3, 9, 2), Fact(FactKind.PAGES, "7"))
    put_in(engine, FIRST, letters["wet"], replace(letters["brief"], facts=facts))
    put_in(engine, SECOND, letters["nota"])
    index = opened(engine, SECOND)
    assert index.facts_of("brief") == facts, "it is not read again for another document"
    assert index.facts_of("nota") == letters["nota"].facts
    assert index.facts_of("memo") == ()


def test_an_index_of_another_source_is_not_opened(engine: Engine, letters: dict[str, Ingested]) -> None:
    put_in(engine, FIRST, letters["wet"])
    for other in (SECOND, IndexSource(FIRST.corpus, "0.0.1")):
        assert not engine.holds(other)
        assert engine.open(other) is None


def test_a_document_takes_the_place_of_the_one_of_its_id(
    engine: Engine, letters: dict[str, Ingested], make_corpus: MakeCorpus
) -> None:
    put_in(engine, FIRST, *letters.values())
    (changed,) = (
        one
        for one in take_in(corpus_files(make_corpus(nota="Er is een veldhospitaal.")), {}, lambda *_: None)
        if isinstance(one, Ingested) and one.identity.id == "nota"
    )
    put_in(engine, SECOND, changed)
    assert texts(opened(engine, SECOND)) == [MANDATE, "Er is een veldhospitaal.", FORCES]


def test_a_document_that_was_taken_out_is_not_found_any_more(
    engine: Engine, letters: dict[str, Ingested], embedder: Embedder
) -> None:
    put_in(engine, FIRST, *letters.values())
    put_in(engine, SECOND, without="nota")
    index = opened(engine, SECOND)
    assert texts(index) == [MANDATE, FORCES]
    (vector,) = embedder.queries([POLICE])
    assert index.search(vector, ["marechaussee"], 10).bm25.tolist() == [0, 0]


def test_what_is_put_in_and_taken_out_again_in_one_change_was_never_there(
    engine: Engine, letters: dict[str, Ingested]
) -> None:
    put_in(engine, FIRST, *letters.values(), without="wet")
    assert list(opened(engine, FIRST).documents) == ["brief", "nota"]


def test_a_change_tells_what_is_there_by_its_origin(engine: Engine, letters: dict[str, Ingested]) -> None:
    put_in(engine, FIRST, *letters.values())
    with engine.changing(lambda *_: None) as change:
        assert dict(change.documents) == {one.origin: one.identity for one in letters.values()}


def test_a_change_that_is_not_committed_changes_nothing(engine: Engine, letters: dict[str, Ingested]) -> None:
    put_in(engine, FIRST, letters["brief"])
    with engine.changing(lambda *_: None) as change:
        change.upsert(letters["nota"])
        change.delete("brief")
    with pytest.raises(KeyboardInterrupt):
        interrupted(engine, letters["wet"])
    assert texts(opened(engine, FIRST)) == [MANDATE]


def test_an_index_without_a_passage_is_not_made(engine: Engine, letters: dict[str, Ingested]) -> None:
    put_in(engine, FIRST, letters["brief"])
    with pytest.raises(NoTextError):
        put_in(engine, SECOND, without="brief")
    assert texts(opened(engine, FIRST)) == [MANDATE]


def test_what_was_opened_stays_as_it_was(engine: Engine, letters: dict[str, Ingested], embedder: Embedder) -> None:
    put_in(engine, FIRST, letters["brief"], letters["nota"])
    before = opened(engine, FIRST)
    assert not before.is_replaced()
    put_in(engine, SECOND, letters["wet"], without="nota")
    assert before.is_replaced()
    assert not opened(engine, SECOND).is_replaced()
    (vector,) = embedder.queries([POLICE])
    assert texts(before) == [MANDATE, POLICE]
    assert before.search(vector, ["marechaussee"], 1).positions.tolist() == [1]


def test_a_search_is_by_meaning_and_by_words_and_within_documents(
    engine: Engine, letters: dict[str, Ingested], embedder: Embedder
) -> None:
    put_in(engine, FIRST, *letters.values())
    index = opened(engine, FIRST)
    (vector,) = embedder.queries(["Op welke grond treedt Nederland in Irak op?"])
    assert index.search(vector, [], 1).positions.tolist() == [0]
    assert index.search(vector, ["krijgsmacht"], 1).positions.tolist() == [0, 2]
    assert index.search(vector, ["krijgsmacht"], 1, {"nota"}).positions.tolist() == [1]
    assert index.search(vector, [], 1, also=[2]).positions.tolist() == [0, 2]


def test_an_erased_index_is_gone(engine: Engine, letters: dict[str, Ingested]) -> None:
    put_in(engine, FIRST, *letters.values())
    engine.erase()
    assert not engine.is_there()
    assert engine.open(FIRST) is None


def test_an_index_of_a_folder_follows_its_documents(engine: Engine, make_corpus: MakeCorpus) -> None:
    corpus = make_corpus(brief=MANDATE, nota=POLICE)
    for change, expected in (
        (lambda: None, [MANDATE, POLICE]),
        (lambda: make_corpus(wet=FORCES), [MANDATE, POLICE, FORCES]),
        ((corpus / "nota.txt").unlink, [MANDATE, FORCES]),
        (lambda: make_corpus(brief=POLICE), [POLICE, FORCES]),
    ):
        change()
        update(engine, corpus)
        assert texts(opened(engine, source_of(corpus))) == expected


def test_the_program_works_with_any_engine(
    engine_in: EngineIn, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, make_corpus: MakeCorpus
) -> None:
    monkeypatch.setattr(Place, "engine", property(lambda place: engine_in(place.index)))
    listed = (CORPUS / "kst-27925-930.txt").read_text(encoding="utf-8")
    corpus = make_corpus(brief=MANDATE, nota=POLICE, lijst=listed[: listed.index("\n12 ")])
    with Assistant(corpus, tmp_path / "index") as shared:
        legal = shared.ask("Wat is de rechtsgrond voor het optreden in Irak?")
        assert (legal.citations[0].document_id, legal.citations[0].quote) == ("brief", MANDATE)
        assert shared.ask("Wat is het antwoord op vraag 3?").citations[0].document_id == "lijst"
        assert not shared.ask("Hoe lang moet een ei koken?").answered
        assert shared.library.is_current()
        (wet := tmp_path / "wet.txt").write_text(FORCES)
        own = Assistant(tmp_path / "eigen", tmp_path / "eigen-index", beside=shared)
        assert own.library.add([wet]) == ()
        power = "Wie heeft het oppergezag over de krijgsmacht?"
        assert own.ask(power).citations[0].document_id == "wet"
        assert own.ask("Wat is de rechtsgrond voor het optreden in Irak?").citations[0].document_id == "brief"
        assert [holding.document.id for holding in own.library.holdings if holding.own] == ["wet"]
        assert "wet" not in {citation.document_id for citation in shared.ask(power).citations}
        own.library.remove(["wet"])
        assert own.library.own_documents == ()
        shared.library.remove(["brief"])
        assert [document.id for document in shared.library.documents] == ["lijst", "nota"]
        assert "brief" not in {citation.document_id for citation in shared.ask(legal.question).citations}
