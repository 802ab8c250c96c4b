import datetime
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import qa
from qa import Assistant, Citation
from qa.domain import Document, PassageKind
from qa.errors import CorpusError, QuestionError
from qa.passages import passages
from tests.conftest import MakeCorpus

BIG = ("torch", "sentence_transformers", "gradio", "faiss", "bm25s", "pypdf")
VERBATIM = "het Iraakse verzoek aan de VN tot (militaire) steun van 25 juni 2014 en 20 september 2014"


@pytest.fixture(scope="module")
def assorted(documents: dict[str, Document]) -> list[str]:
    """200 questions and more: those of the list, headings, first words of paragraphs, and some of our own."""
    questions = [
        "wat is de rechtsgrond van OIR?",
        "what is the legal basis of OIR?",
        "Hoeveel militairen zet Nederland in voor NMI in 2024?",
        "Wie is de premier van Irak?",
        "kinderen in Al-Hol",
        "Wat is de dreiging door drones?",
        "Hoe bak ik een appeltaart?",
    ]
    for document in documents.values():
        questions += [document.text[q.start : q.question_end] for q in document.questions]
        questions += [" › ".join(p.section) for p in document.paragraphs if p.section]
        found = [p for p in passages(document) if p.kind is not PassageKind.QUESTION_ANSWER]
        questions += [f"Wat staat er over {' '.join(p.text.split()[:6])}?" for p in found[::3]]
    return list(dict.fromkeys(questions))


@pytest.mark.parametrize("question", ["wat is de rechtsgrond van OIR?", "what is the legal basis of OIR?"])
def test_the_legal_basis_of_oir_is_found_with_its_source(question: str, assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert answer.answered
    basis = [c for c in answer.citations[:2] if VERBATIM in c.quote]
    assert basis
    pages = {"kst-27925-919": 5, "kst-27925-943": 7}
    assert all(c.page == pages[c.document_id] for c in basis)


def test_a_citation_says_all_that_a_memo_needs(assistant: Assistant) -> None:
    cited = assistant.ask("wat is de rechtsgrond van OIR?", documents=["kst-27925-919"]).citations[0]
    assert cited.document_id == "kst-27925-919"
    assert cited.title.startswith("Verlenging van de Nederlandse bijdrage")
    assert cited.date == datetime.date(2022, 10, 28)
    assert (cited.page, cited.section) == (5, "Mandaat")
    assert cited.reference == "Kamerstukken II 2022/23, 27925, nr. 919, p. 5"
    assert cited.url == "https://zoek.officielebekendmakingen.nl/kst-27925-919.html"
    assert 0 < cited.score <= 1


def test_every_quote_and_passage_is_verbatim_on_the_page_stated(
    assorted: list[str], assistant: Assistant, documents: dict[str, Document]
) -> None:
    assert len(assorted) >= 200
    seen: set[Citation] = set()
    for question in assorted:
        seen.update(assistant.ask(question).citations)
        seen.update(assistant.search(question))
    assert len(seen) > 300
    for cited in seen:
        document = documents[cited.document_id]
        start = document.text.index(cited.passage)
        quote = start + cited.passage.index(cited.quote)
        assert cited.quote.strip()
        assert document.page_at(quote) == cited.page
        assert cited.reference == qa_reference(document, cited)


def qa_reference(document: Document, cited: Citation) -> str:
    kamer = "II" if document.identity.chamber == "Tweede Kamer" else "I"
    begin, end = document.identity.session_year.split("-")
    number = document.identity.number
    nr = f"nr. {number}" if number.isdigit() else number
    answer = f", antwoord op vraag {cited.number}" if cited.number else ""
    return f"Kamerstukken {kamer} {begin}/{end[2:]}, 27925, {nr}, p. {cited.page}{answer}"


def test_the_same_question_gives_the_same_answer(index: Path, assistant: Assistant) -> None:
    question = "Hoeveel militairen levert Nederland aan NMI?"
    with Assistant(assistant.library.place.corpus, index) as again:
        assert again.ask(question) == assistant.ask(question) == assistant.ask(question)


def test_many_threads_get_the_answers_that_one_gets(assorted: list[str], assistant: Assistant) -> None:
    questions = assorted[:24]
    alone = [assistant.ask(question) for question in questions]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(assistant.ask, questions)) == alone


def test_search_and_ask_agree_on_what_comes_first(assistant: Assistant) -> None:
    question = "Wat is de rechtsgrond van OIR?"
    assert assistant.search(question)[0] == assistant.ask(question).citations[0]
    assert len(assistant.search(question)) == 10


def test_a_follow_up_is_answered_in_the_light_of_what_was_asked(assistant: Assistant) -> None:
    first = assistant.ask("Wat is de rechtsgrond van OIR?")
    second = assistant.ask("En van NMI?", history=[first])
    assert second.interpreted == "Wat is de rechtsgrond van NMI?"
    assert "NMI" in second.citations[0].passage


@pytest.mark.parametrize("chatter", ["Mooi weer vandaag", "Dank je", "Is dat waar?", "Waarom?", "Wat kost dat?"])
def test_what_goes_on_without_an_answer_of_its_own_is_never_certain(chatter: str, assistant: Assistant) -> None:
    before = "Hoeveel personen werken er voor NMI?"
    assert assistant.ask(before).certain
    assert not assistant.ask(chatter, history=[before]).certain


def test_a_question_about_something_else_is_not_answered_from_what_was_asked_before(assistant: Assistant) -> None:
    before = "Hoeveel personen werken er voor NMI?"
    assert not assistant.ask("Wat is de hoofdstad van Peru?", history=[before]).answered


def test_a_question_that_cannot_be_used_is_refused_before_anything_is_opened(tmp_path: Path) -> None:
    with pytest.raises(QuestionError):
        Assistant(tmp_path / "weg", tmp_path / "index").ask("")


def test_the_documents_are_listed_oldest_first(assistant: Assistant) -> None:
    assert [document.number for document in assistant.library.documents] == ["597", "919", "930", "943", "AL"]


def test_an_abbreviation_and_what_it_stands_for_find_the_same(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    folder = make_corpus(
        eerste="De Maritieme Veiligheidsmissie Oost (MVO) vaart in de Rode Zee.",
        tweede="Ook vaart bij de MVO een fregat mee, met helikopter.",
        derde="De inzet van het fregat bij de maritieme veiligheidsmissie oost duurt vier maanden.",
        vierde="Een andere missie in de haven van Oostende heeft geen eigen helikopter.",
    )
    with Assistant(folder, tmp_path / "index") as assistant:
        for asked in ("MVO", "Maritieme Veiligheidsmissie Oost"):
            bm25 = {hit.passage.document_id: hit.bm25 for hit in assistant.explain(f"Wat is de {asked}?").hits}
            assert min(bm25["eerste"], bm25["tweede"], bm25["derde"]) > 0 == bm25["vierde"]


def test_a_document_whose_file_is_gone_is_no_longer_quoted(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    folder = make_corpus(
        brief="De fregatten varen in de Rode Zee ter bescherming van de koopvaardij.",
        tweede="De trainingsmissie wordt met een jaar verlengd.",
    )
    question = "Waar varen de fregatten?"
    with Assistant(folder, tmp_path / "index") as assistant:
        assert assistant.ask(question).citations[0].document_id == "brief"
        long_ago = time.time() - 3600
        os.utime(folder, (long_ago, long_ago))
        assert assistant.ask(question).answered  # what was seen of a folder that has not changed for long is kept
        (folder / "brief.txt").unlink()
        assert "brief" not in {cited.document_id for cited in assistant.search(question)}
        assert [document.id for document in assistant.library.documents] == ["tweede"]
        assert assistant.library.passages("brief") == ()
        with pytest.raises(QuestionError, match="kies uit tweede"):
            assistant.ask(question, documents=["brief"])


def test_an_index_that_another_program_made_is_used_from_the_next_question_on(
    make_corpus: MakeCorpus, tmp_path: Path
) -> None:
    folder = make_corpus(brief="De trainingsmissie wordt met een jaar verlengd.")
    with Assistant(folder, tmp_path / "index") as assistant:
        assert len(assistant.library.documents) == 1
        make_corpus(tweede="De fregatten varen in de Rode Zee ter bescherming van de koopvaardij.")
        Assistant(folder, tmp_path / "index").library.update()
        assert assistant.ask("Waar varen de fregatten?").citations[0].document_id == "tweede"


def test_a_closed_assistant_opens_again(index: Path, assistant: Assistant) -> None:
    other = Assistant(assistant.library.place.corpus, index)
    with other:
        pass
    assert other.ask("Wat is de rechtsgrond van OIR?").answered


def test_the_functions_of_the_package_work_from_any_folder(index: Path, tmp_path: Path) -> None:
    script = (
        "from qa import ask, search\n"
        "answer = ask('wat is de rechtsgrond van OIR?')\n"
        "print(answer.answered, answer.citations[0].reference, len(search('OIR', limit=3)))\n"
    )
    environment = os.environ | {"QA_INDEX": str(index)}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[0].startswith("True Kamerstukken II 2022/23, 27925, nr.")


def test_importing_the_package_does_not_import_the_big_libraries() -> None:
    script = f"import sys, qa; print([name for name in {BIG} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_public_face_is_what_it_says() -> None:
    assert all(hasattr(qa, name) for name in qa.__all__)


def test_files_are_added_and_asked_about_and_removed_without_a_trace(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    corpus = make_corpus(brief="Nederland levert negen adviseurs aan de missie in Bagdad.")
    new = tmp_path / "nieuw.html"
    new.write_text("<p>De helikopters vervoeren personeel en materieel.</p>", encoding="utf-8")
    broken = tmp_path / "stuk.docx"
    broken.write_bytes(b"geen Word")
    with Assistant(corpus, tmp_path / "index") as assistant:
        left_out = assistant.library.add([new, broken, corpus / "brief.txt"])
        assert [failure.file for failure in left_out] == ["stuk.docx", "brief.txt"]
        assert assistant.ask("Wat vervoeren de helikopters?").citations[0].document_id == "nieuw"
        assistant.library.remove(["nieuw"])
        assert [document.id for document in assistant.library.documents] == ["brief"]
        assert all("helikopters" not in hit.passage.text for hit in assistant.explain("helikopters").hits)
    assert not (corpus / "nieuw.html").exists()
    written = b"".join(path.read_bytes() for path in (tmp_path / "index").rglob("*") if path.is_file())
    assert b"helikopters" not in written


def test_only_what_is_new_is_embedded(make_corpus: MakeCorpus, tmp_path: Path, were_embedded: list[str]) -> None:
    corpus = make_corpus(brief="Nederland levert negen adviseurs aan de missie in Bagdad.")
    with Assistant(corpus, tmp_path / "index") as assistant:
        before = assistant.search("adviseurs")[0]
        make_corpus(tweede="De helikopters vervoeren personeel en materieel.")
        were_embedded.clear()
        assistant.library.update()
        text = "De helikopters vervoeren personeel en materieel."
        assert were_embedded == [text, f"tweede. \n{text}"], "the passages first, which are read by their words too"
        assert assistant.search("adviseurs", documents=["brief"])[0].quote == before.quote
        assistant.library.rebuild()
        assert len(were_embedded) == 2, "a text that did not change keeps its vector"


def test_an_unknown_document_is_not_removed_and_nothing_else_either(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    corpus = make_corpus(brief="Nederland levert negen adviseurs.", tweede="De helikopters vervoeren materieel.")
    with Assistant(corpus, tmp_path / "index") as assistant:
        with pytest.raises(CorpusError, match="kst-1-2 is er niet; kies uit brief, tweede"):
            assistant.library.remove(["brief", "kst-1-2"])
        with pytest.raises(CorpusError, match="niets overblijven"):
            assistant.library.remove(["brief", "tweede"])
    assert sorted(path.name for path in corpus.iterdir()) == ["brief.txt", "tweede.txt"]
