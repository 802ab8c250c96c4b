"""Text of scanned pages, by ocrmypdf where it is installed on this machine; it is never required."""

import shutil
import subprocess

PROGRAM = "ocrmypdf"
LANGUAGE = "nld"
LONGEST = 900  # seconds for one document; recognising a page takes some seconds


def available() -> bool:
    """Whether scanned pages can be recognised here."""
    return shutil.which(PROGRAM) is not None


def recognised(content: bytes) -> bytes | None:
    """Give the PDF with the text of its scanned pages, pages with text as they were; ``None`` when that fails."""
    program = shutil.which(PROGRAM)
    if program is None:
        return None
    command = [program, "--skip-text", "--language", LANGUAGE, "--output-type", "pdf", "--quiet", "-", "-"]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=LONGEST, check=True)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout or None
