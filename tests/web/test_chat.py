import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from gradio.routes import App
from gradio_client import Client
from starlette.routing import Mount

from qa import Assistant
from qa.errors import VindplaatsError
from qa.settings import from_environment
from qa.web.accounts import account_line
from qa.web.app import LOOPBACK, Listening, Serving, create_app, serve, serving
from tests.web.conftest import settings

# What the gradio client and its server leave behind is not this project's to mend.
pytestmark = pytest.mark.filterwarnings("ignore")


def test_the_page_may_load_nothing_from_elsewhere(client: TestClient) -> None:
    for path in ("/?taal=nl", "/en/", "/api", "/document/kst-27925-919"):
        response = client.get(path)
        assert response.status_code == 200
        assert "default-src 'self'" in response.headers["content-security-policy"]
        assert response.headers["x-content-type-options"] == "nosniff"


def test_who_prefers_english_is_led_to_the_page_in_english_and_can_come_back(client: TestClient) -> None:
    english = {"accept-language": "en-GB,en;q=0.9"}
    led = client.get("/?vraag=Wat+is+OIR%3F", headers=english, follow_redirects=False)
    assert (led.status_code, led.headers["location"]) == (303, "/en/?vraag=Wat+is+OIR%3F")
    assert client.get("/", headers={"accept-language": "nl"}, follow_redirects=False).status_code == 200
    assert client.get("/?taal=nl", headers=english, follow_redirects=False).status_code == 200
    assert client.get("/", headers=english, follow_redirects=False).status_code == 200  # chosen once


def test_a_visitor_gets_a_name_that_scripts_cannot_read_and_keeps_it(client: TestClient) -> None:
    given = client.get("/?taal=nl").headers["set-cookie"]
    assert "HttpOnly" in given
    first = client.cookies["vindplaats_bezoeker"]
    client.get("/?taal=nl")
    assert client.cookies["vindplaats_bezoeker"] == first


@pytest.mark.parametrize(
    ("host", "prefix", "names", "manage", "hosts"),
    [
        ("127.0.0.1", "", "", True, LOOPBACK),
        ("0.0.0.0", "", "", False, None),  # noqa: S104 - only named
        ("127.0.0.1", "/vindplaats", "", False, None),
        ("127.0.0.1", "", "kamer.example", False, LOOPBACK | {"kamer.example"}),
        ("127.0.0.1", "/vindplaats", "kamer.example", False, LOOPBACK | {"kamer.example"}),
    ],
)
def test_only_who_is_at_this_machine_changes_what_is_there_for_everyone(
    host: str, prefix: str, names: str, manage: bool, hosts: frozenset[str] | None, tmp_path: Path
) -> None:
    chosen = from_environment({"QA_ROOT_PATH": prefix, "QA_HOSTS": names})
    made = serving(Listening(host, 7860), chosen, tmp_path)
    assert (made.manage, made.hosts) == (manage, hosts)
    assert serving(Listening(host, 7860, manage=True), chosen, tmp_path).manage


def test_only_the_questions_are_public_endpoints(address: str) -> None:
    named = Client(address, verbose=False).view_api(return_format="dict")["named_endpoints"]
    assert sorted(named) == ["/ask", "/documents", "/search"]


def test_monitoring_is_off(client: TestClient) -> None:
    for path in ("/monitoring", "/docs", "/redoc", "/openapi.json", "/gradio_api/runs"):
        assert client.get(path).status_code >= 400


def test_only_files_of_the_page_itself_are_served_with_it(client: TestClient) -> None:
    assert client.get("/page/page.js").status_code == 200
    for path in ("/page/", "/page/..%2Fapp.py", "/page/../app.py", "/page/.gitignore"):
        assert client.get(path).status_code == 404


def test_a_port_that_is_taken_is_refused_with_what_to_do(assistant: Assistant) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(VindplaatsError, match="--port"):
            serve(assistant, Listening("127.0.0.1", taken.getsockname()[1]), from_environment({}))


@pytest.fixture
def guarded(assistant: Assistant, tmp_path: Path) -> Iterator[TestClient]:
    accounts = tmp_path / "accounts"
    lines = [
        account_line("anna", "lang wachtwoord", manages=True),
        account_line("bas", "ander wachtwoord", manages=False),
    ]
    accounts.write_text("\n".join(lines), encoding="utf-8")
    accounts.chmod(0o600)
    chosen = replace(settings(tmp_path), accounts=accounts)
    app = create_app(assistant, Serving(tmp_path / "visitors", chosen))
    with TestClient(app, base_url="https://voorbeeld.nl") as client:
        yield client


def test_with_accounts_nothing_is_answered_before_a_login(guarded: TestClient) -> None:
    led = guarded.get("/", headers={"accept": "text/html"}, follow_redirects=False)
    assert (led.status_code, led.headers["location"]) == (303, "/login?next=/")
    for path in (
        "/config",
        "/document/kst-27925-919",
        "/documenten",
        "/page/page.js",
        "/api/documents",
        "/gradio_api/info",
    ):
        assert guarded.get(path).status_code == 401
    assert guarded.post("/api/search", json={"question": "OIR"}).status_code == 401
    assert guarded.get("/health").status_code == 200


def test_with_accounts_the_name_and_password_of_a_program_are_enough(guarded: TestClient) -> None:
    assert guarded.get("/api/documents", auth=("anna", "lang wachtwoord")).status_code == 200
    assert guarded.get("/api/documents", auth=("anna", "kort")).status_code == 401


def test_with_accounts_only_managers_change_what_is_there_for_everyone(guarded: TestClient) -> None:
    sent = {"ids": ["kst-27925-919"]}
    assert guarded.post("/documenten/verwijderen", json=sent, auth=("bas", "ander wachtwoord")).status_code == 403
    told = guarded.post("/documenten/opnemen", json=sent, auth=("anna", "lang wachtwoord"))
    assert (told.status_code, "al voor iedereen" in told.json()["detail"]) == (422, True)


def test_pages_that_were_left_are_forgotten_and_can_still_ask(
    assistant: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.web.app.PAGES_KNOWN", 2)
    app = create_app(assistant, Serving(tmp_path, settings(tmp_path)))
    (page,) = (route.app for route in app.routes if isinstance(route, Mount) and route.path == "")
    with TestClient(app) as client:
        client.get("/?taal=nl")
        for session in ("a", "b", "c", "a"):
            asked = {"data": ["Wat is OIR?", 3, None, None, None, None], "session_hash": session}
            assert client.post("/gradio_api/run/search", json=asked).status_code == 200
    assert isinstance(page, App)
    assert len(page.state_holder.session_data) == 2
