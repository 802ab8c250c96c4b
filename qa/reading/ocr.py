"""Text of scanned pages, by ocrmypdf where it is installed on this machine; it is never required."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence

PROGRAM = "ocrmypdf"
LANGUAGE = "nld"
LONGEST, LONGEST_PAGE = 60, 20  # seconds for a document, and for each of its pages; a page takes some seconds


def recognised(content: bytes, pages: int) -> bytes | None:
    """Give the PDF with the text of its scanned pages, pages with text as they were; ``None`` when that fails."""
    program = shutil.which(PROGRAM)
    if program is None:
        return None
    command = [program, "--skip-text", "--language", LANGUAGE, "--output-type", "pdf", "--quiet", "-", "-"]
    try:
        # Pages of the document are in its temporary files, which stay behind when it is ended.
        with tempfile.TemporaryDirectory(prefix="vindplaats-", ignore_cleanup_errors=True) as scratch:
            return _made(command, content, LONGEST + LONGEST_PAGE * pages, scratch)
    except OSError:
        return None


def _made(command: Sequence[str], content: bytes, seconds: int, scratch: str) -> bytes | None:
    """What a program makes of what it gets, its temporary files in ``scratch``; ``None`` when that fails."""
    # In a session of its own, so that the programs that it starts end with it.
    with subprocess.Popen(  # noqa: S603 - no text of a document is in the command
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"TMPDIR": scratch},
        start_new_session=True,
    ) as running:
        try:
            done, _ = running.communicate(content, timeout=seconds)
        except (OSError, subprocess.SubprocessError):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
            return None
    return done if running.returncode == 0 and done else None
