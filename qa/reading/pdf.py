"""PDF: pieces of text with their place on each page by pdfium, what the file says of itself by pypdf."""

import contextlib
import io
import json
import logging
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa.errors import ReadingError
from qa.reading import extraction, ocr
from qa.reading.placement import place
from qa.reading.recognition import from_lines
from qa.reading.source import Described, Source
from qa.reading.text_runs import Piece, Rule

Pages = list[list[Piece]]

LARGEST_PDF = 5_000  # pages
LONGEST_READING = 600.0  # seconds for one file; an ordinary page takes some hundredths of one
MOST_NAMED = 8  # pages named in a warning
LONGEST_WORD = 40  # characters; more than a few words longer than this lack their spaces
MOST_LONG_WORDS = 5

_READING = threading.Lock()  # what pypdf logs is turned down by one at a time


@dataclass(frozen=True, slots=True)
class _Extracted:
    """The pieces and rules of each page, upright, and the numbers of the pages on which turned text was left out."""

    pages: Pages
    rules: list[list[Rule]]
    turned: list[int]

    @property
    def empty(self) -> list[int]:
        """The numbers of the pages without text."""
        return [number for number, page in enumerate(self.pages, 1) if not page]


def read(content: bytes) -> Source:
    """Read a PDF; scanned pages too, where a program that recognises text is installed.

    Raises ReadingError when it is damaged, locked or longer than LARGEST_PDF pages, or holds no text.
    """
    found = _extracted(content)
    warnings: list[str] = []
    if found.empty:
        found, warnings = _with_scans(content, found)
    if found.turned:
        warnings.append(f"Gedraaide tekst weggelaten op {_named(found.turned)}.")
    if unknown := [n for n, page in enumerate(found.pages, 1) if any(extraction.NO_LETTER in p.text for p in page)]:
        warnings.append(
            f"Tekens zonder betekenis op {_named(unknown)}, getoond als {extraction.NO_LETTER}: de PDF zegt niet welke "
            "letter er staat; zoek een ander exemplaar."
        )
    placed = place(found.pages, found.rules)
    if placed.spaced_out:
        warnings.append("De letters stonden los van elkaar; woorden zijn uit hun afstand afgeleid.")
    if columns := sorted({line.page for line in placed.lines if line.column > 1}):
        warnings.append(f"Tekst in kolommen op {_named(columns)}; de volgorde is uit de plaats afgeleid.")
    words = [word for line in placed.lines for word in line.text.split()]
    if sum(len(word) > LONGEST_WORD and "/" not in word for word in words) > MOST_LONG_WORDS:
        warnings.append("Er lijken spaties te ontbreken; sommige woorden zijn aaneengeschreven.")
    return from_lines(placed.lines, placed.furniture, warnings, _described(content))


def _with_scans(content: bytes, found: _Extracted) -> tuple[_Extracted, list[str]]:
    """Have scanned pages recognised, if that can be done here, and say what came of it."""
    scanned = found.empty
    better = ocr.recognised(content, len(found.pages))
    if better is not None:
        found = _extracted(better)
    left = found.empty
    if len(left) == len(found.pages):
        raise ReadingError(
            f"deze PDF bevat geen tekst op {_named(left)}: een scan? Maak de tekst eerst leesbaar (OCR), "
            f"of installeer {ocr.PROGRAM} met Nederlands."
        )
    warnings = []
    if done := [number for number in scanned if number not in left]:
        warnings.append(f"De tekst van {_named(done)} is herkend in een scan (OCR); er kunnen leesfouten in staan.")
    if left:
        warnings.append(f"Geen tekst op {_named(left)}: mogelijk een scan.")
    return found, warnings


def _named(pages: list[int]) -> str:
    shown = ", ".join(map(str, pages[:MOST_NAMED]))
    return f"bladzijde {shown}" + (" en verder" if len(pages) > MOST_NAMED else "")


def _extracted(content: bytes) -> _Extracted:
    """What a process of its own gives; it is ended when it takes too long."""
    command = [sys.executable, "-I", str(Path(extraction.__file__)), str(LARGEST_PDF)]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=LONGEST_READING, check=True)  # noqa: S603 - no text of a document is in the command
        told: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:  # too long, or beyond what it may take of memory
        raise ReadingError("deze PDF is te ingewikkeld om te lezen; druk hem opnieuw af als PDF.") from error
    if "error" in told:
        raise ReadingError(_reason(told["error"]))
    pages: Pages = []
    rules: list[list[Rule]] = []
    turned: list[int] = []
    for number, (words, drawn) in enumerate(zip(told["pages"], told["rules"], strict=True), 1):
        letters = Counter[tuple[int, int]]()
        for word in words:
            letters[word[6], word[7]] += len(word[4])
        most = letters.most_common(1)[0][0] if letters else (1, 0)
        pages.append([_piece(word) for word in words if (word[6], word[7]) == most])
        rules.append([_rule(line, *most) for line in drawn])
        if len(letters) > 1:
            turned.append(number)
    return _Extracted(pages, rules, turned)


def _reason(error: str) -> str:
    if error == extraction.LOCKED:
        return "deze PDF is met een wachtwoord beveiligd; bewaar hem zonder wachtwoord."
    if error == extraction.TOO_LONG:
        return f"deze PDF heeft meer dan {LARGEST_PDF} bladzijden; splits hem."
    return "deze PDF is beschadigd en niet te lezen; open hem en bewaar hem opnieuw."


def _piece(word: list[Any]) -> Piece:
    x, end, y, size, text, flags, *_ = word
    artifact, note, bold, italic, spaced = (bool(flags & 1 << place) for place in range(5))
    return Piece(x, end, y, size, text, spaced, bold, italic, artifact, note)


def _rule(line: list[float], right: int, up: int) -> Rule:
    """A line in the direction in which the text of its page is read."""
    ends = ((x * right + y * up, y * right - x * up) for x, y in (line[:2], line[2:]))
    (x, y), (end, top) = sorted(ends)
    return Rule(x, min(y, top), end, max(y, top))


def _described(content: bytes) -> Described:
    """The title that a PDF keeps; its date is that of the file, which says nothing of the document."""
    from pypdf import PdfReader  # noqa: PLC0415 - only who reads a PDF pays for it

    title = ""
    with (
        _without_warnings(),
        contextlib.suppress(Exception),
    ):  # of a sloppy file pypdf lets any fault through; its pages were read already
        kept = PdfReader(io.BytesIO(content)).metadata
        title = str((kept and kept.title) or "")
    return Described(title=" ".join(title.split()))


@contextlib.contextmanager
def _without_warnings() -> Iterator[None]:
    """Have pypdf say nothing of a sloppy file meanwhile, which is no news to a user."""
    log = logging.getLogger("pypdf")
    with _READING:
        level = log.level
        log.setLevel(logging.ERROR)
        try:
            yield
        finally:
            log.setLevel(level)
