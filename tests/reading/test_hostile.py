import subprocess
import sys
from pathlib import Path

import pytest

from qa.errors import ReadingError
from qa.reading import pdf
from tests.reading.hostile import SHOWN, hostile_files, many_pages

pytestmark = pytest.mark.slow

LONGEST = 120  # seconds; all of them together take less when nothing is wrong
MOST_MEMORY = 4 * 1024**3  # bytes of address space
READING = f"""
import resource, sys
from pathlib import Path
from qa.errors import ReadingError
from qa.reading import read
resource.setrlimit(resource.RLIMIT_AS, ({MOST_MEMORY}, {MOST_MEMORY}))
try:
    read(Path(sys.argv[1]))
except ReadingError as error:
    print(error)
"""


@pytest.mark.parametrize("name", hostile_files())
def test_a_file_made_to_break_its_reader_gives_a_document_or_one_sentence(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(hostile_files()[name]())
    # Without a PATH no other program is found: one that recognises scans guards itself.
    done = subprocess.run(
        [sys.executable, "-c", READING, str(path)], timeout=LONGEST, capture_output=True, text=True, env={}, check=True
    )
    assert done.stderr == ""
    assert "root:" not in done.stdout
    assert done.stdout == "" or (done.stdout.startswith(f"{name}: ") and done.stdout.count("\n") == 1)


def test_a_pdf_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "LONGEST_READING", 0.01)
    with pytest.raises(ReadingError, match="te ingewikkeld"):
        pdf.read(many_pages(100, SHOWN * 100))
