import shutil
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qa import Assistant, Citation
from qa.embedding import _load, _load_query_encoder
from qa.errors import CorpusError
from tests.conftest import CORPUS, MakeCorpus, store_of

# Articles 21 and 22 of the Grondwet, and article 97.
CARE = """Grondwet

De zorg van de overheid is gericht op de bewoonbaarheid van het land en de bescherming en verbetering van het \
leefmilieu.

De overheid treft maatregelen ter bevordering van de volksgezondheid. Bevordering van voldoende woongelegenheid is \
voorwerp van zorg der overheid. Zij schept voorwaarden voor maatschappelijke en culturele ontplooiing en voor \
vrijetijdsbesteding.
"""
FORCES = """Grondwet

Ten behoeve van de verdediging en ter bescherming van de belangen van het Koninkrijk, alsmede ten behoeve van de \
handhaving en de bevordering van de internationale rechtsorde, is er een krijgsmacht. De regering heeft het oppergezag \
over de krijgsmacht.
"""
ABOUT_CARE = "Waartoe treft de overheid maatregelen ter bevordering van de volksgezondheid?"
ABOUT_FORCES = "Wie heeft het oppergezag over de krijgsmacht?"
ABOUT_SHARED = (
    "Wat is de rechtsgrond van OIR?",
    "What is the legal basis of OIR?",
    "Hoeveel militairen levert Nederland aan NMI?",
    "Wat is het antwoord op vraag 12?",
    "Wat is volgens brief 919 de rechtsgrond van OIR?",
    "Wat is de dreiging door drones?",
    "Is er een exit-strategie van de Nederlandse bijdrage?",
)

Visitor = Callable[[str], Assistant]


@pytest.fixture
def visitor(assistant: Assistant, tmp_path: Path) -> Visitor:
    """An assistant of a visitor of this name, beside the shared one; nothing is there yet."""
    return lambda name: Assistant(tmp_path / name / "corpus", tmp_path / name / "index", beside=assistant)


@pytest.fixture
def care(tmp_path: Path) -> Path:
    return written(tmp_path / "zorg.txt", CARE)


@pytest.fixture
def forces(tmp_path: Path) -> Path:
    return written(tmp_path / "krijgsmacht.txt", FORCES)


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def place(citation: Citation) -> tuple[str, str, int, str]:
    return citation.document_id, citation.passage_id, citation.page, citation.quote


def test_who_has_no_documents_gets_the_answers_of_the_shared_ones(assistant: Assistant, visitor: Visitor) -> None:
    with visitor("een") as own:
        for question in ABOUT_SHARED:
            assert own.ask(question) == assistant.ask(question)
        assert (own.library.documents, own.library.version) == (assistant.library.documents, assistant.library.version)
        assert own.library.own_documents == ()
        assert own.library.is_current()
        own.library.update()
    assert not own.library.corpus.exists()


def test_an_own_document_is_quoted_and_the_shared_ones_answer_as_before(
    assistant: Assistant, visitor: Visitor, care: Path
) -> None:
    own = visitor("een")
    assert own.library.add([care]) == ()
    first = own.ask(ABOUT_CARE).citations[0]
    assert first.document_id == "zorg"
    assert "bevordering van de volksgezondheid" in first.quote
    for question in ABOUT_SHARED:
        # How many more sentences are near enough depends on the scores of all passages there are.
        mine, shared = own.ask(question).citations[0], assistant.ask(question).citations[0]
        assert (place(mine), mine.quote) == (place(shared), shared.quote)


def test_an_own_document_is_listed_and_found_by_its_id(assistant: Assistant, visitor: Visitor, care: Path) -> None:
    own = visitor("een")
    own.library.add([care])
    assert [document.id for document in own.library.own_documents] == ["zorg"]
    assert own.library.documents == (*assistant.library.documents, *own.library.own_documents)
    assert [holding.document.id for holding in own.library.holdings if holding.own] == ["zorg"]
    assert "volksgezondheid" in own.library.passages("zorg")[-1].text
    assert own.library.passages("kst-27925-919") == assistant.library.passages("kst-27925-919")
    assert {cited.document_id for cited in own.search("overheid", documents=["zorg"])} == {"zorg"}
    assert {cited.document_id for cited in own.search("overheid", documents=["kst-27925-919"])} == {"kst-27925-919"}


def test_nobody_else_finds_an_own_document(assistant: Assistant, visitor: Visitor, care: Path, forces: Path) -> None:
    visitor("een").library.add([care])
    other = visitor("ander")
    other.library.add([forces])
    for stranger in (other, visitor("derde"), assistant):
        assert "zorg" not in {document.id for document in stranger.library.documents}
        assert all(hit.passage.document_id != "zorg" for hit in stranger.explain(ABOUT_CARE).hits)
        assert stranger.library.passages("zorg") == ()
        assert stranger.library.file("zorg") is None


def test_what_is_removed_leaves_no_trace(assistant: Assistant, visitor: Visitor, care: Path, forces: Path) -> None:
    own = visitor("een")
    own.library.add([care, forces])
    own.library.remove(["zorg"])
    assert [document.id for document in own.library.own_documents] == ["krijgsmacht"]
    own.library.remove(["krijgsmacht"])
    assert own.library.own_documents == ()
    assert own.ask(ABOUT_FORCES) == assistant.ask(ABOUT_FORCES)
    assert own.library.version == assistant.library.version
    left = [path for path in own.library.corpus.parent.rglob("*") if path.is_file()]
    assert [(path.name, path.read_bytes()) for path in left] == [(".lock", b"")]
    assert own.library.add([care]) == ()
    assert own.ask(ABOUT_CARE).citations[0].document_id == "zorg"


def test_a_shared_document_cannot_be_removed_or_added_again(assistant: Assistant, visitor: Visitor, care: Path) -> None:
    own = visitor("een")
    own.library.add([care])
    with pytest.raises(CorpusError, match=r"^Het document kst-27925-919 is gedeeld; u kunt alleen .*\.$"):
        own.library.remove(["zorg", "kst-27925-919"])
    with pytest.raises(CorpusError, match=r"^Het document weg is er niet; .*\.$"):
        own.library.remove(["zorg", "weg"])
    assert [document.id for document in own.library.own_documents] == ["zorg"]
    (refused,) = own.library.add([CORPUS / "kst-27925-919.txt"])
    assert refused.file == "kst-27925-919.txt"
    assert "er is al een gedeeld document kst-27925-919;" in refused.reason
    assert [path.name for path in own.library.corpus.iterdir()] == ["zorg.txt"]
    assert len(assistant.library.documents) == 5


def test_what_cannot_be_asked_about_is_not_kept(assistant: Assistant, visitor: Visitor, tmp_path: Path) -> None:
    own = visitor("een")
    heading = written(tmp_path / "kop.html", "<h1>Titel</h1>")
    broken = written(tmp_path / "stuk.docx", "geen Word")
    assert [failure.file for failure in own.library.add([heading, broken])] == ["stuk.docx", "kop.html"]
    assert list(own.library.corpus.iterdir()) == []
    assert own.ask(ABOUT_SHARED[0]) == assistant.ask(ABOUT_SHARED[0])


def test_own_documents_are_there_again_after_a_restart(visitor: Visitor, care: Path) -> None:
    visitor("een").library.add([care])
    before = visitor("een").ask(ABOUT_CARE)
    manifest = visitor("een").library.corpus.parent / "index" / "manifest.json"
    written_before = manifest.read_bytes()
    assert visitor("een").ask(ABOUT_CARE) == before
    assert before.citations[0].document_id == "zorg"
    assert manifest.read_bytes() == written_before


def test_questions_are_answered_while_documents_are_added(
    assistant: Assistant, visitor: Visitor, care: Path, forces: Path
) -> None:
    own = visitor("een")
    for file, there in ((care, []), (forces, ["zorg"])):
        building, answered = threading.Event(), threading.Event()

        def halt(*_: object, building: threading.Event = building, answered: threading.Event = answered) -> None:
            building.set()
            answered.wait(60)

        with ThreadPoolExecutor(1) as pool:
            adding = pool.submit(own.library.add, [file], halt)
            try:
                assert building.wait(60)
                assert place(own.ask(ABOUT_SHARED[0]).citations[0]) == place(
                    assistant.ask(ABOUT_SHARED[0]).citations[0]
                )
                assert [document.id for document in own.library.own_documents] == there
                assert not adding.done()
            finally:
                answered.set()
            assert adding.result() == ()
    assert own.ask(ABOUT_CARE).citations[0].document_id == "zorg"
    assert own.ask(ABOUT_FORCES).citations[0].document_id == "krijgsmacht"


def test_many_threads_get_the_answers_that_one_gets(visitor: Visitor, care: Path) -> None:
    own = visitor("een")
    own.library.add([care])
    questions = [*ABOUT_SHARED, ABOUT_CARE]
    alone = [own.ask(question) for question in questions]
    own.close()
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(own.ask, questions)) == alone


def test_closing_lets_go_of_the_own_documents_only(assistant: Assistant, visitor: Visitor, care: Path) -> None:
    loaded = [load.cache_info().misses for load in (_load, _load_query_encoder)]
    own = visitor("een")
    own.library.add([care])
    store = store_of(assistant)
    own.close()
    assert store_of(assistant) is store
    assert own.ask(ABOUT_CARE).citations[0].document_id == "zorg"
    again = [load.cache_info().misses for load in (_load, _load_query_encoder)]
    assert again == loaded, "the model is in memory once"


def test_what_changes_in_the_shared_documents_shows_beside_the_own_ones(
    make_corpus: MakeCorpus, tmp_path: Path, care: Path, forces: Path
) -> None:
    shared = Assistant(
        make_corpus(brief="Nederland levert negen adviseurs aan de missie in Bagdad."), tmp_path / "index"
    )
    own = Assistant(tmp_path / "eigen", tmp_path / "eigen index", beside=shared)
    own.library.add([care])
    before = own.library.version
    shared.library.add([forces])
    assert own.ask(ABOUT_FORCES).citations[0].document_id == "krijgsmacht"
    assert own.ask(ABOUT_CARE).citations[0].document_id == "zorg"
    assert own.library.version != before
    shared.library.add([care])
    assert {document.id for document in own.library.documents} == {"brief", "krijgsmacht", "zorg", "zorg-eigen"}
    assert own.library.file("zorg") == shared.library.corpus / "zorg.txt"
    assert own.library.file("zorg-eigen") == own.library.corpus / "zorg.txt"
    own.library.remove(["zorg-eigen"])
    assert own.library.documents == shared.library.documents
    (shared.library.corpus / "zorg.txt").unlink()
    assert "zorg" not in {cited.document_id for cited in own.search(ABOUT_CARE)}


def test_without_others_beside_it_an_empty_folder_cannot_be_asked(tmp_path: Path) -> None:
    (tmp_path / "leeg").mkdir()
    with pytest.raises(CorpusError, match="bevat geen documenten"):
        Assistant(tmp_path / "leeg", tmp_path / "index").open()


def test_the_file_of_a_document_is_one_of_the_folder(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    corpus = make_corpus(brief="De trainingsmissie wordt verlengd.", tweede="De fregatten varen in de Rode Zee.")
    elders = written(tmp_path / "elders.txt", "De helikopters vervoeren personeel en materieel.")
    (corpus / "verwijzing.txt").symlink_to(elders)
    with Assistant(corpus, tmp_path / "index") as assistant:
        assert assistant.library.file("brief") == corpus / "brief.txt"
        assert assistant.library.file("verwijzing") is None
        assert assistant.library.file("../elders") is None
        (corpus / "brief.txt").unlink()
        assert assistant.library.file("brief") is None


def test_the_version_is_that_of_the_documents(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    corpus = make_corpus(brief="De trainingsmissie wordt met een jaar verlengd.")
    with Assistant(corpus, tmp_path / "index") as assistant:
        before = assistant.library.version
        assert len(before) == 12
        assistant.library.rebuild()
        assert assistant.library.version == before
        copy = shutil.copytree(corpus, tmp_path / "copy")
        assert Assistant(copy, tmp_path / "other index").library.version == before
        make_corpus(tweede="De fregatten varen in de Rode Zee.")
        assistant.library.update()
        assert assistant.library.version != before


def test_a_visitor_reads_english_with_the_terms_of_both_folders(visitor: Visitor, care: Path) -> None:
    with visitor("een") as own:
        assert own.library.glossary is None
        own.library.add([care])
        written(own.library.corpus / "glossary.toml", '"frontal care" = ["volksgezondheid", "overheid"]\n')
        assert own.library.glossary
        answer = own.ask("What measures of frontal care are there?")
        assert "zorg" in [citation.document_id for citation in answer.citations]
        assert own.search("frontal care")[0].document_id == "zorg"
        assert own.library.is_current()
