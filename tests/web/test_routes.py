import io
from pathlib import Path

import pytest
from docx import Document
from fastapi.testclient import TestClient

from qa import Assistant, read_feedback
from qa.web.app import Serving, create_app
from qa.web.cards import page_link
from qa.web.texts import DUTCH
from tests.web.conftest import settings

QUESTION = "Wat is de rechtsgrond van OIR?"
CONVERSATION = {"asked": [{"question": QUESTION}, {"question": "En van NMI?"}]}


def test_the_page_of_a_citation_is_shown_with_its_words_marked(client: TestClient, assistant: Assistant) -> None:
    citation = assistant.ask(QUESTION).citations[0]
    shown = client.get(page_link(citation, "")).text
    assert f"<mark>{citation.quote.split(' OIR')[0]}" in shown
    assert DUTCH.page_of.format(number=citation.page, total=15) in shown
    assert 'rel="prev"' in shown
    assert citation.url in shown


def test_the_first_page_has_none_before_it_and_the_last_none_after_it(client: TestClient) -> None:
    first, last = (client.get(f"/bladzijde/kst-27925-943/{page}").text for page in (1, 15))
    assert 'rel="prev" data-value="/bladzijde/kst-27925-943/0" disabled' in first
    assert 'rel="next" data-value="/bladzijde/kst-27925-943/16" disabled' in last
    assert "disabled" not in client.get("/bladzijde/kst-27925-943/2").text


@pytest.mark.parametrize(
    "path",
    [
        "kst-27925-943/0",
        "kst-27925-943/16",
        "kst-27925-943/-1",
        "kst-1-1/1",
        "..%2F..%2Fetc/1",
        "kst-27925-943/1/beeld",
    ],
)
def test_a_page_that_is_not_there_is_not_shown(path: str, client: TestClient) -> None:
    assert client.get(f"/bladzijde/{path}").status_code in {404, 422}


def test_a_conversation_is_taken_along_as_word(client: TestClient) -> None:
    sent = client.post("/gesprek.docx", json=CONVERSATION)
    text = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(sent.content)).paragraphs)
    assert "25 juni 2014 en 20 september 2014" in text
    assert "Wat is de rechtsgrond van NMI?" in text


def test_a_conversation_is_taken_along_as_markdown_and_its_documents_as_references(client: TestClient) -> None:
    assert "25 juni 2014" in client.post("/gesprek.md", json=CONVERSATION).text
    assert "kst-27925-943" in client.post("/gesprek.bib", json=CONVERSATION).text
    assert "TY  - " in client.post("/gesprek.ris", json=CONVERSATION).text
    assert client.post("/gesprek.exe", json=CONVERSATION).status_code == 422


def test_a_question_that_cannot_be_answered_any_more_does_not_hold_up_the_others(client: TestClient) -> None:
    gone = {"question": QUESTION, "documents": ["weg"]}
    sent = client.post("/gesprek.md", json={"asked": [gone, {"question": QUESTION}]})
    assert "25 juni 2014" in sent.text


@pytest.mark.parametrize(
    "sent",
    [{}, {"asked": []}, {"asked": [{"question": ""}]}, {"asked": [{"question": "x", "documents": ["weg"]}]}],
)
def test_what_is_no_conversation_is_refused(sent: dict[str, object], client: TestClient) -> None:
    assert client.post("/gesprek.md", json=sent).status_code == 422


def test_a_verdict_is_kept_with_the_citation_that_it_is_about(assistant: Assistant, tmp_path: Path) -> None:
    chosen = settings(tmp_path)
    judged = {
        "asked": {"question": "En van NMI?", "before": [QUESTION]},
        "verdict": "verkeerde passage",
        "number": 2,
        "remark": "De brief van 2022 is bedoeld.",
    }
    with TestClient(create_app(assistant, Serving(tmp_path, chosen))) as client:
        assert client.post("/oordeel", json=judged).status_code == 204
        assert client.post("/oordeel", json=judged | {"verdict": "mooi"}).status_code == 422
        assert client.post("/oordeel", json=judged | {"remark": "x" * 2_001}).status_code == 422
    (kept,) = read_feedback(chosen.feedback)
    assert kept.question == "Wat is de rechtsgrond van NMI?"
    assert kept.citation is not None
    assert kept.citation.quote == assistant.ask(kept.question).citations[1].quote
    assert kept.index_version == assistant.library.version
