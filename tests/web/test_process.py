import logging
import subprocess
import sys
import traceback
from collections.abc import Iterator

import pytest

from qa.web.process import quote_nothing

MESSAGE = "een vraag over kwartelzifters"


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a chat does at its start, undone afterwards."""
    monkeypatch.setattr(traceback, "print_exc", traceback.print_exc)
    make = logging.getLogRecordFactory()
    quote_nothing()
    yield
    logging.setLogRecordFactory(make)


@pytest.mark.usefixtures("quiet")
def test_a_fault_is_logged_and_printed_with_its_kind_and_place_and_not_its_message(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    try:
        raise ValueError(MESSAGE)
    except ValueError:
        traceback.print_exc()
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
    for told in (capsys.readouterr().err, caplog.text):
        assert "ValueError" in told
        assert "test_process.py" in told
        assert "kwartelzifters" not in told


@pytest.mark.usefixtures("quiet")
def test_what_is_no_fault_is_logged_as_it_is(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("qa").warning("De documenten zijn %s.", "veranderd")
    assert caplog.messages == ["De documenten zijn veranderd."]


def test_to_import_the_pages_changes_nothing_of_the_environment() -> None:
    program = "import os; before = dict(os.environ); import qa.web.app; assert dict(os.environ) == before"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
