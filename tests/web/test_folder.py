import os
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from qa.web.folder import private_folder

CHAT = """
import time
from qa.web.folder import private_folder
with private_folder() as folder:
    print(folder, flush=True)
    time.sleep(600)
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files of all."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path


@contextmanager
def running(stop: int) -> Iterator[Path]:
    """The folder of a chat in a process of its own, which a signal ends."""
    with subprocess.Popen([sys.executable, "-c", CHAT], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        folder = Path(process.stdout.readline().strip())
        (folder / "brief.txt").write_text("Geachte voorzitter,", encoding="utf-8")
        yield folder
        process.send_signal(stop)


def test_a_folder_is_for_its_user_alone_and_gone_afterwards(temporary: Path) -> None:
    before = os.umask(0)
    try:
        with private_folder() as folder:
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
            assert Path(tempfile.mkdtemp()).parent == folder
    finally:
        os.umask(before)
    assert list(temporary.iterdir()) == []
    assert Path(tempfile.gettempdir()) == temporary


def test_what_a_killed_chat_left_is_removed_at_the_next_start_and_what_another_has_is_not() -> None:
    with running(signal.SIGTERM) as of_another:
        with running(signal.SIGKILL) as left:
            pass
        assert (left / "brief.txt").exists()
        with private_folder():
            assert not left.exists()
            assert (of_another / "brief.txt").exists()


def test_what_no_chat_made_stays(temporary: Path) -> None:
    elsewhere = temporary / "elders"
    elsewhere.mkdir()
    (elsewhere / "running").touch()
    (temporary / "vindplaats-koppeling").symlink_to(elsewhere)
    (temporary / "vindplaats-bestand").touch()
    (temporary / "vindplaats-scan").mkdir()
    before = sorted(temporary.rglob("*"))
    with private_folder():
        pass
    assert sorted(temporary.rglob("*")) == before


def test_what_another_user_made_stays(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = temporary / "vindplaats-van-een-ander"
    theirs.mkdir()
    (theirs / "running").touch()
    monkeypatch.setattr(os, "getuid", lambda: theirs.stat().st_uid + 1)
    with private_folder():
        pass
    assert theirs.exists()
