import pytest
from fastapi.testclient import TestClient
from gradio_client import Client
from gradio_client.exceptions import AppError

from qa import Assistant

QUESTION = "Wat is de rechtsgrond van OIR?"


def test_a_question_gets_the_answer_of_the_library(client: TestClient, assistant: Assistant) -> None:
    answer = assistant.ask(QUESTION)
    sent = client.post("/api/ask", json={"question": QUESTION})
    assert sent.status_code == 200
    given = sent.json()
    assert given["text"] == answer.text
    assert [one["reference"] for one in given["citations"]] == [one.reference for one in answer.citations]
    assert given["citations"][0]["date"] == "2023-07-07"


def test_a_search_gives_the_same_passages_each_time(client: TestClient, assistant: Assistant) -> None:
    sent = [client.post("/api/search", json={"question": QUESTION, "limit": 3}).json() for _ in range(2)]
    assert sent[0] == sent[1]
    assert [one["passage_id"] for one in sent[0]] == [one.passage_id for one in assistant.search(QUESTION, limit=3)]


def test_filters_hold(client: TestClient) -> None:
    found = client.post("/api/search", json={"question": QUESTION, "until": "2016-12-31"}).json()
    assert {one["document_id"] for one in found} == {"kst-27925-597"}


def test_the_documents_are_listed(client: TestClient, assistant: Assistant) -> None:
    listed = client.get("/api/documents").json()
    assert [one["id"] for one in listed] == [document.id for document in assistant.library.documents]


@pytest.mark.parametrize(
    "sent",
    [{}, {"question": ""}, {"question": "OIR", "limit": 0}, {"question": "OIR", "documents": ["x"]}, {"question": 1}],
)
def test_what_cannot_be_asked_is_refused_with_the_reason(sent: dict[str, object], client: TestClient) -> None:
    for path in ("/api/ask", "/api/search"):
        refused = client.post(path, json=sent)
        assert refused.status_code == 422
        assert refused.json()["detail"]


def test_what_is_wrong_in_a_request_is_said_in_a_sentence_too(client: TestClient) -> None:
    refused = client.post("/api/ask", json={"question": 1, "limit": 0}).json()
    assert refused["message"] == "Zo kan dit niet worden gevraagd, zie limit, question; wat kan, staat op /api."


def test_half_a_character_is_refused_and_not_sent_back(client: TestClient) -> None:
    halved = '{"question": "Wat is OIR \\ud83d"}'
    refused = client.post("/api/ask", content=halved, headers={"content-type": "application/json"})
    assert refused.status_code == 422
    assert refused.json()["detail"][0]["loc"] == ["body", "question"]
    assert "OIR" not in refused.text


def test_the_routes_are_described(client: TestClient) -> None:
    described = client.get("/api/openapi.json").json()
    assert sorted(described["paths"]) == ["/api/ask", "/api/documents", "/api/search", "/health"]
    page = client.get("/api").text
    assert "https://" not in page


def test_health_tells_what_is_there(client: TestClient, assistant: Assistant) -> None:
    assert client.get("/health").json() == {"documents": 5, "version": assistant.library.version}


@pytest.mark.filterwarnings("ignore")  # what the gradio client leaves behind is not this project's to mend
def test_programs_ask_by_name(address: str, assistant: Assistant) -> None:
    named = Client(address, verbose=False)
    assert named.predict(QUESTION, api_name="/ask")["text"] == assistant.ask(QUESTION).text
    assert len(named.predict(QUESTION, 4, api_name="/search")) == 4
    assert [one["id"] for one in named.predict(api_name="/documents")] == [
        one.id for one in assistant.library.documents
    ]


@pytest.mark.filterwarnings("ignore")  # as above
@pytest.mark.parametrize(
    ("name", "asked", "sentence"),
    [
        ("/ask", (QUESTION, None, "gisteren"), "gisteren is geen datum; schrijf hem als 2022-10-28."),
        ("/search", (QUESTION, 0), "Het aantal resultaten moet tussen 1 en 1000 liggen, niet 0."),
    ],
)
def test_who_asks_by_name_is_told_why_not_and_the_log_is_not(
    name: str, asked: tuple[object, ...], sentence: str, address: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(AppError) as refused:
        Client(address, verbose=False).predict(*asked, api_name=name)
    assert refused.value.message == sentence
    assert capfd.readouterr().err == ""
