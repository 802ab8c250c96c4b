import socket

import httpx
import pytest
from gradio_client import Client

from qa import Assistant
from qa.answering.compose import NOTHING_FOUND
from qa.errors import VindplaatsError
from qa.web import cards, texts
from qa.web.app import serve

# What the gradio client and its server leave behind is not this project's to mend.
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture
def client(address: str) -> Client:
    return Client(address, verbose=False)


def last(messages: list[dict[str, list[dict[str, str]]]]) -> str:
    return messages[-1]["content"][0]["text"]


def test_a_question_is_answered_with_its_sources_beside_it(client: Client) -> None:
    left, messages, sources = client.predict("Wat is de rechtsgrond van OIR?", api_name="/chat")
    assert left == ""
    assert "25 juni 2014 en 20 september 2014" in last(messages)
    assert "[[1]](#bron-1-1)" in last(messages)
    assert "Kamerstukken II 2022/23, 27925, nr. 919, p. 5" in sources
    assert "<mark>De rechtsgrond voor optreden" in sources


def test_a_follow_up_is_completed_and_the_completion_is_shown(client: Client) -> None:
    client.predict("Wat is de rechtsgrond van OIR?", api_name="/chat")
    _, messages, _ = client.predict("En van NMI?", api_name="/chat")
    assert cards.literal("Wat is de rechtsgrond van NMI?") in last(messages)
    assert len(messages) == 4


def test_visitors_do_not_see_each_others_conversation(address: str) -> None:
    one, other = Client(address, verbose=False), Client(address, verbose=False)
    one.predict("Wat is de rechtsgrond van OIR?", api_name="/chat")
    _, messages, _ = other.predict("En van NMI?", api_name="/chat")
    assert len(messages) == 2


def test_nothing_found_is_said(client: Client) -> None:
    _, messages, sources = client.predict("Hoe bak ik een appeltaart?", api_name="/chat")
    assert last(messages) == cards.literal(NOTHING_FOUND)
    assert texts.NO_SOURCES_FOUND in sources


@pytest.mark.parametrize(("question", "sentence"), [("", "leeg"), ("🙂", "geen woorden"), ("a" * 50_000, "te lang")])
def test_a_question_that_cannot_be_used_stays_in_the_box(question: str, sentence: str, client: Client) -> None:
    client.predict("Wat is de rechtsgrond van OIR?", api_name="/chat")
    left, messages, sources = client.predict(question, api_name="/chat")
    assert left == question
    assert sentence in last(messages)
    assert "25 juni 2014" in messages[1]["content"][0]["text"]
    assert "bron-1-1" in sources


def test_the_page_may_load_nothing_from_elsewhere(address: str) -> None:
    response = httpx.get(address)
    assert response.status_code == 200
    assert "default-src 'self'" in response.headers["content-security-policy"]
    assert response.headers["x-content-type-options"] == "nosniff"


def test_only_the_chat_is_a_public_endpoint(client: Client) -> None:
    assert list(client.view_api(return_format="dict")["named_endpoints"]) == ["/chat"]


def test_monitoring_and_documentation_are_off(address: str) -> None:
    for path in ("/monitoring", "/docs", "/openapi.json"):
        assert httpx.get(f"{address}{path}").status_code >= 400


def test_a_port_that_is_taken_is_refused_with_what_to_do(assistant: Assistant) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(VindplaatsError, match="--port"):
            serve(assistant, "127.0.0.1", taken.getsockname()[1])
