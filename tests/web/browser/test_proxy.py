"""The application behind nginx, under a prefix, as an organisation serves it."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest
from playwright.sync_api import Browser, expect

from qa import Assistant
from qa.web.app import Serving, create_app
from qa.web.texts import DUTCH
from tests.web.browser.using import CHROMIUM, LINE, ask, documents_tab
from tests.web.conftest import listening, settings

NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
PREFIX = "/vindplaats"

pytestmark = [
    pytest.mark.filterwarnings("ignore"),
    pytest.mark.skipif(NGINX is None, reason="there is no nginx here: the tests behind a proxy were skipped"),
]

# What docs/chat.md tells to write, with the files that nginx keeps moved to a folder of the test.
CONFIGURATION = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  include /etc/nginx/mime.types;
  server {{
    listen 127.0.0.1:{port};
    client_max_body_size 200m;
    location /vindplaats/ {{
      proxy_pass {address}/;
      proxy_buffering off;
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header X-Forwarded-Proto $scheme;
    }}
  }}
}}
"""


@pytest.fixture(scope="module")
def proxied(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the application as the proxy serves it."""
    folder = tmp_path_factory.mktemp("proxy")
    chosen = replace(settings(folder), root_path=PREFIX)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with listening(create_app(assistant, Serving(folder / "visitors", chosen)), PREFIX) as address:
        configuration = folder / "nginx.conf"
        configuration.write_text(CONFIGURATION.format(folder=folder, port=port, address=address), encoding="utf-8")
        assert NGINX is not None
        server = subprocess.Popen([NGINX, "-c", str(configuration), "-p", str(folder)])
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}{PREFIX}"
        finally:
            server.terminate()
            server.wait()


def _wait_for(port: int) -> None:
    until = time.monotonic() + 20.0
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("nginx did not start")


def test_everything_is_served_under_the_prefix(proxied: str) -> None:
    for path in ("/?taal=nl", "/en/", "/health", "/api", "/api/documents", "/document/kst-27925-919", "/page/page.js"):
        assert httpx.get(proxied + path).status_code == 200, path
    led = httpx.get(f"{proxied}/", headers={"accept-language": "en"})
    assert led.headers["location"] == f"{PREFIX}/en/"
    assert httpx.get(f"{proxied}/api/openapi.json").json()["servers"] == [{"url": PREFIX}]


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")
@pytest.mark.parametrize("home", ["/", "/en/"])
def test_the_page_works_under_the_prefix(proxied: str, browser: Browser, home: str) -> None:
    context = browser.new_context(locale="nl-NL")
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto(f"{proxied}{home}?taal=nl")
    page.wait_for_function(LINE)
    ask(page, "Wat is de rechtsgrond van OIR?")
    expect(page.locator("#bron-1-1 mark")).to_contain_text("De rechtsgrond")
    page.locator("#bron-1-1 [data-do=bladzijde]").click()
    expect(page.locator("#bladzijde mark")).to_contain_text("De rechtsgrond")
    page.keyboard.press("Escape")
    if home == "/":
        documents_tab(page)
        expect(page.locator("#lijst")).to_contain_text(DUTCH.columns[0])
    context.close()
    assert [url for url in asked if not url.startswith((proxied, "data:", "blob:"))] == []
