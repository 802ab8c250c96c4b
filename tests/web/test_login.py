import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from html import unescape

import pytest
from fastapi import FastAPI, Request, Response, WebSocket
from fastapi.responses import HTMLResponse, StreamingResponse
from fastapi.testclient import TestClient
from starlette.types import Message
from starlette.websockets import WebSocketDisconnect

from qa.web import guard, login
from qa.web import sessions as sessions_of_users
from qa.web.accounts import Account
from qa.web.login import protect
from qa.web.sessions import Passwords, Sessions, TooManyAttemptsError
from tests.web.conftest import ANNA, BRAM, Accounts

FORM = {"username": "anna", "password": ANNA}
BROWSER = {"accept": "text/html,application/xhtml+xml", "accept-language": "nl-NL,nl;q=0.9,en;q=0.8"}
COOKIE = r"vindplaats_sessie=[\w-]{43}; HttpOnly; Path=/; SameSite=lax"


def test_a_session_lasts_until_it_ends_or_is_not_used_for_twelve_hours(accounts: Accounts) -> None:
    now = [0.0]
    sessions = Sessions(lambda: now[0])
    first, second = sessions.begin(accounts["anna"]), sessions.begin(accounts["anna"])
    assert sessions.who(first) == accounts["anna"]
    sessions.end(first)
    for _ in range(2):
        now[0] += 12 * 3600 - 1
        assert sessions.who(first) is None
        assert sessions.who(second) == accounts["anna"]
    now[0] += 12 * 3600
    assert sessions.who(second) is None


def test_the_session_unused_for_longest_gives_way(accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions_of_users, "MOST_KEPT", 2)
    sessions = Sessions()
    used, idle = sessions.begin(accounts["anna"]), sessions.begin(accounts["anna"])
    sessions.who(used)
    sessions.begin(accounts["bram"])
    assert (sessions.who(used), sessions.who(idle)) == (accounts["anna"], None)


def check(passwords: Passwords, name: str, password: str, address: str = "10.0.0.9") -> Account | None:
    return asyncio.run(passwords.check(name, password, address))


def guess(passwords: Passwords, times: int, name: str = "anna") -> None:
    assert [check(passwords, name, f"gok {number}") for number in range(times)] == [None] * times


def wait(passwords: Passwords, name: str = "anna", address: str = "10.0.0.9") -> int:
    with pytest.raises(TooManyAttemptsError) as refused:
        check(passwords, name, ANNA, address)
    return refused.value.seconds


def test_only_the_password_of_a_name_opens_it(accounts: Accounts) -> None:
    passwords = Passwords(accounts)
    assert check(passwords, "anna", ANNA) == accounts["anna"]
    for name, password in (("anna", BRAM), ("bram", ANNA), ("carla", ANNA), ("", ""), ("anna", ""), ("ANNA", ANNA)):
        assert check(passwords, name, password) is None


def test_who_keeps_guessing_must_wait_ever_longer(accounts: Accounts) -> None:
    now = [0.0]
    passwords = Passwords(accounts, lambda: now[0])
    guess(passwords, 5)
    waits = []
    for _ in range(8):
        waits.append(wait(passwords))
        now[0] += waits[-1]
        guess(passwords, 1)
    assert waits == [5, 10, 20, 40, 80, 160, 300, 300]
    now[0] += 300
    assert check(passwords, "anna", ANNA) == accounts["anna"]


def test_a_right_password_or_an_hour_forgives_the_failures(accounts: Accounts) -> None:
    now = [0.0]
    passwords = Passwords(accounts, lambda: now[0])
    guess(passwords, 4)
    assert check(passwords, "anna", ANNA)
    guess(passwords, 4)
    now[0] += 3600
    guess(passwords, 5)


def test_an_unknown_name_is_delayed_as_a_known_one_and_so_is_who_tries_many(accounts: Accounts) -> None:
    for name in ("anna", "carla"):
        passwords = Passwords(accounts)
        guess(passwords, 5, name)
        assert wait(passwords, name, "10.0.0.1") == 5
        assert check(passwords, "bram", BRAM)
    for number in range(20):
        guess(passwords, 1, f"naam {number}")
    assert wait(passwords) == 5
    assert check(passwords, "anna", ANNA, "10.0.0.1")


def at_once(passwords: Passwords, tried: Iterable[str]) -> list[Account | BaseException | None]:
    async def rush() -> list[Account | BaseException | None]:
        checks = (passwords.check("anna", password, "10.0.0.9") for password in tried)
        return await asyncio.gather(*checks, return_exceptions=True)

    return asyncio.run(rush())


def test_wrong_passwords_at_once_count_like_guesses_in_turn_and_right_ones_do_not(accounts: Accounts) -> None:
    results = at_once(Passwords(accounts), (f"gok {number}" for number in range(12)))
    assert results[:5] == [None] * 5
    assert [type(result) for result in results[5:]] == [TooManyAttemptsError] * 7
    assert at_once(Passwords(accounts), [ANNA] * 12) == [accounts["anna"]] * 12


def test_a_password_that_was_right_is_remembered_for_ten_minutes(accounts: Accounts) -> None:
    now = [0.0]
    passwords = Passwords(accounts, lambda: now[0])
    assert check(passwords, "anna", ANNA)
    guess(passwords, 5)
    assert check(passwords, "anna", ANNA)  # who guesses does not shut out a program
    now[0] += 600
    guess(passwords, 1)
    assert wait(passwords) == 10


@pytest.fixture
def app(accounts: Accounts) -> FastAPI:
    """An application behind the gate, with the checks of ``guard`` around both."""
    app = FastAPI()
    protect(app, accounts)

    @app.middleware("http")
    async def secure(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        return await call_next(request) if await guard.is_allowed(request, None) else Response(status_code=403)

    @app.websocket("/live")
    async def live(socket: WebSocket) -> None:
        await socket.accept()
        await socket.send_text(socket.user.name)
        await socket.close()

    @app.api_route("/{path:path}", methods=["GET", "POST"])
    def page(request: Request) -> HTMLResponse:
        user = request.scope.get("user")
        return HTMLResponse(f"{user.name} {user.manages}" if user else "niemand")

    return app


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    return TestClient(app, base_url="http://vindplaats", follow_redirects=False)


def led(client: TestClient, method: str, path: str, then: str = "") -> str:
    data = {**FORM, "next": then} if method == "POST" else None
    return client.request(method, path, data=data, headers=BROWSER).headers["location"]


def test_without_login_only_the_health_and_the_login_page_are_there(client: TestClient) -> None:
    assert client.get("/health").text == "niemand"
    assert client.get("/login").status_code == 200
    for path in ("/", "/x", "/login/", "/health/", "/Health", "/health%2f", "/x/health", "/logout"):
        assert client.get(path).status_code == 401, path
    assert client.post("/health").status_code == 401


def test_a_program_is_asked_for_name_and_password_and_a_browser_by_its_page_only(client: TestClient) -> None:
    refused = client.post("/gradio_api/queue/join", json={})
    assert (refused.status_code, refused.headers["www-authenticate"]) == (401, 'Basic realm="Vindplaats"')
    assert refused.json()["detail"].endswith(".")
    refused = client.post("/gradio_api/queue/join", json={}, headers={**BROWSER, "accept": "*/*"})
    assert (refused.status_code, refused.headers.get("www-authenticate")) == (401, None)


def test_who_opens_a_page_logs_in_first_and_gets_it_then(client: TestClient) -> None:
    form = client.get(led(client, "GET", "/document/kst-1%20a?q=a%26b&p=2"))
    then = unescape(form.text.split('name="next" value="')[1].split('"')[0])
    assert led(client, "POST", "/login", then) == "/document/kst-1%20a?q=a%26b&p=2"
    assert client.get("/").text == "anna True"


def test_after_login_nobody_is_led_elsewhere(client: TestClient) -> None:
    elsewhere = ("//evil.nl", "/\\evil.nl", "\\\\evil.nl", "https://evil.nl", "https:evil.nl", "javascript:alert(1)")
    folded = ("/\t/evil.nl", "\t//evil.nl", "/\n/evil.nl", "/a\r\nSet-Cookie: x=y", " //evil.nl")
    for then in (*elsewhere, *folded, "evil.nl", ""):
        assert led(client, "POST", "/login", then) == "/", then


def test_behind_a_proxy_everything_stays_under_its_path(app: FastAPI) -> None:
    client = TestClient(app, base_url="https://loket", root_path="/qa", follow_redirects=False)
    for path in ("/qa/document/x", "/document/x"):  # a server puts the path before it, FastAPI's own setting does not
        assert led(client, "GET", path) == "/qa/login?next=/document/x"
    assert led(client, "GET", "/qa") == "/qa/login?next=/"
    assert client.get("/qa/health").status_code == 200
    assert 'action="login"' in client.get("/qa/login").text
    assert led(client, "POST", "/qa/login", "/document/x") == "/qa/document/x"
    cookie = client.post("/qa/login", data=FORM).headers["set-cookie"]
    assert re.fullmatch(COOKIE.replace("Path=/", "Path=/qa") + "; Secure", cookie)
    assert led(client, "POST", "/qa/logout") == "/qa/login"
    assert not client.cookies


def test_a_program_logs_in_by_the_form_too_and_is_not_redirected(client: TestClient) -> None:
    sent = client.post("/login", data=FORM)
    assert sent.status_code == 204
    assert re.fullmatch(COOKIE, sent.headers["set-cookie"])
    assert client.post("/ask").text == "anna True"


@pytest.mark.parametrize("after", ["/logout", "/login"])
def test_logging_out_or_in_anew_ends_the_session_and_not_only_the_cookie(after: str, client: TestClient) -> None:
    client.post("/login", data=FORM)
    token = client.cookies["vindplaats_sessie"]
    client.post(after, data={"username": "bram", "password": BRAM})
    assert client.get("/").text != "anna True"
    client.cookies.clear()
    assert client.get("/", headers={"cookie": f"vindplaats_sessie={token}"}).status_code == 401


def test_a_program_sends_name_and_password_along(client: TestClient) -> None:
    assert client.get("/", auth=("bram", BRAM)).text == "bram False"
    assert client.post("/", auth=("anna", ANNA)).text == "anna True"
    for sent in ("Basic", "Basic ???", "Basic /w==", "Basic YW5uYQ==", "Bearer x", "", "Basic é"):
        assert client.get("/", headers=[(b"authorization", sent.encode("latin-1"))]).status_code == 401, sent


def test_who_guesses_is_told_to_wait_in_one_sentence(client: TestClient) -> None:
    for number in range(5):
        assert client.get("/", auth=("anna", f"gok {number}")).status_code == 401
    refused = client.get("/", auth=("anna", ANNA))
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "5")
    sentence = "Er zijn te veel pogingen mislukt; probeer het over 5 seconden opnieuw."
    assert refused.json()["detail"] == sentence
    refused = client.post("/login", data=FORM, headers=BROWSER)
    assert (refused.status_code, sentence in refused.text) == (429, True)


def test_another_page_cannot_log_a_visitor_in_or_out(client: TestClient) -> None:
    for origin in ("https://evil.example", "http://vindplaats:8080", "null"):
        for path in ("/login", "/logout"):
            assert client.post(path, data=FORM, headers={"origin": origin}).status_code == 403
    assert client.post("/login", data=FORM, headers={"origin": "http://vindplaats"}).status_code == 204


def test_a_form_that_is_too_large_or_of_another_kind_logs_nobody_in(client: TestClient) -> None:
    assert client.post("/login", data={**FORM, "next": "/" + "a" * login.LARGEST_FORM}).status_code == 401
    assert client.post("/login", data=FORM, files={"bestand": b"x"}).status_code == 401
    assert client.post("/login", content=b"username=%ff&password=\xff").status_code == 401


def test_a_socket_needs_a_login_as_well(client: TestClient) -> None:
    for path in ("live", "login", "health"):
        with pytest.raises(WebSocketDisconnect) as refused, client.websocket_connect(f"ws://vindplaats/{path}"):
            pass
        assert refused.value.code == 1008
    client.post("/login", data=FORM)
    with client.websocket_connect("ws://vindplaats/live") as socket:
        assert socket.receive_text() == "anna"


def test_a_stream_passes_piece_by_piece(accounts: Accounts) -> None:
    app, events = FastAPI(), []
    protect(app, accounts)

    async def pieces() -> AsyncIterator[str]:
        for piece in ("een", "twee"):
            events.append(f"maakt {piece}")
            yield piece

    @app.get("/health")
    async def stream() -> StreamingResponse:
        return StreamingResponse(pieces())

    async def send(message: Message) -> None:
        if message.get("body"):
            events.append(f"stuurt {message['body'].decode()}")

    scope = {"type": "http", "method": "GET", "path": "/health", "query_string": b"", "headers": []}
    asyncio.run(app(scope, asyncio.Event().wait, send))  # type: ignore[arg-type] # the client says nothing more
    assert events == ["maakt een", "stuurt een", "maakt twee", "stuurt twee"]


def test_the_page_speaks_dutch_but_to_who_prefers_english(client: TestClient) -> None:
    dutch = ("", "nl-NL,nl;q=0.9,en-US;q=0.8", "nl-BE,en;q=0.9,nl;q=0.8", "de", "enm", "en;q=x")
    english = ("en-GB,en;q=0.9,nl;q=0.8", "fr, en;q=0.5", "EN ; q=0.9 , nl;q=0.1")
    for language, label, headers in (("nl", "Wachtwoord", dutch), ("en", "Password", english)):
        for accepted in headers:
            shown = client.get("/login", headers={"accept-language": accepted}).text
            assert (f'<html lang="{language}">' in shown, f">{label}</label>" in shown) == (True, True), accepted


def test_a_failure_is_told_and_the_name_stays_as_text(client: TestClient) -> None:
    form = {"username": '"><script>alert(1)</script>', "password": "geheim & wel", "next": '/"><b>'}
    refused = client.post("/login", data=form, headers=BROWSER)
    assert (refused.status_code, refused.headers.get("www-authenticate")) == (401, None)
    assert '<p role="alert">Deze naam en dit wachtwoord horen niet bij elkaar.</p>' in refused.text
    assert 'value="&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"' in refused.text
    assert not re.search("<script|<b>|geheim", refused.text + client.get("/login", params={"next": '"><b>'}).text)


def test_the_page_fetches_nothing_is_not_kept_and_names_its_fields(client: TestClient) -> None:
    page = client.get("/login")
    assert not re.search(r"https?:|src=|@import|url\(|<script", page.text)
    assert page.headers["cache-control"] == "no-store"
    # Otherwise a browser would send "Origin: null" with the form, which guard refuses.
    for field, kind in (("username", "username"), ("password", "current-password")):
        assert f'<label for="{field}">' in page.text
        assert re.search(rf'<input id="{field}" name="{field}"[^>]* autocomplete="{kind}"', page.text)
