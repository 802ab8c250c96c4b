import json
from typing import cast

import pytest
from fastapi.testclient import TestClient
from gradio_client import Client
from gradio_client.exceptions import AppError

from qa import Assistant, QuestionError
from qa.domain import FilterValues

QUESTION = "Wat is de rechtsgrond van OIR?"
JSON = {"content-type": "application/json"}


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
    refused = client.post("/api/ask", json={"question": 1, "history": 1}).json()
    assert refused["message"] == "Zo kan dit niet worden gevraagd, zie question, history; wat kan, staat op /api."


@pytest.mark.parametrize(
    "given",
    [
        {"since": 0},
        {"since": "0"},
        {"until": 1672531200},
        {"as_of": "2023-01-01T00:00"},
        {"since": "\ud83d"},
        {"limit": True},
        {"limit": "3"},
        {"limit": None},
        {"documents": {}},
        {"since": "2023-01-02", "until": "2023-01-01"},
    ],
)
def test_a_filter_that_cannot_be_one_is_refused_in_the_words_of_every_other_way_in(
    given: dict[str, object], client: TestClient, assistant: Assistant
) -> None:
    with pytest.raises(QuestionError) as told:
        assistant.ask(QUESTION, **cast("FilterValues", given))
    for path in ("/api/ask", "/api/search"):
        refused = client.post(path, content=json.dumps({"question": QUESTION} | given), headers=JSON)
        assert (refused.status_code, refused.json()) == (422, {"detail": str(told.value)})


@pytest.mark.parametrize("given", [{"restrict": 0}, {"restrict": "no"}, {"unrestricted": {}}])
def test_so_is_one_that_only_questions_have(given: dict[str, object], client: TestClient) -> None:
    refused = client.post("/api/ask", json={"question": QUESTION} | given)
    assert (refused.status_code, refused.json()["detail"].split(" is geen ")[0]) == (422, str(*given.values()))


@pytest.mark.parametrize("given", [{"documents": "kst-27925-597"}, {"until": "20161231"}, {"until": "2016-W52-6"}])
def test_a_filter_is_read_as_every_other_way_in_reads_it(
    given: dict[str, object], client: TestClient, assistant: Assistant
) -> None:
    found = client.post("/api/search", json={"question": QUESTION, "since": None} | given).json()
    there = assistant.search(QUESTION, **cast("FilterValues", given))
    assert [one["passage_id"] for one in found] == [one.passage_id for one in there]


@pytest.mark.parametrize("since", [0, "0", 1672531200, "2023-01-01T00:00", True])
def test_a_conversation_with_a_day_that_is_none_is_not_taken_along(since: object, client: TestClient) -> None:
    asked = [{"question": QUESTION}, {"question": QUESTION, "since": since}]
    assert client.post("/gesprek.md", json={"asked": asked}).status_code == 422


def test_half_a_character_is_refused_and_not_sent_back(client: TestClient) -> None:
    halved = '{"question": "Wat is OIR \\ud83d"}'
    refused = client.post("/api/ask", content=halved, headers=JSON)
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
def test_programs_undo_one_restriction_by_name(address: str, assistant: Assistant) -> None:
    question = "Wat staat in brief 919 over de rechtsgrond van OIR?"
    (restriction,) = assistant.ask(question).restrictions
    given = Client(address, verbose=False).predict(question, unrestricted=[restriction.words], api_name="/ask")
    assert given["restrictions"] == []


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
