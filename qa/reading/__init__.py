"""From a file to a Document: one reader per format, one understanding of the lay-out."""

import hashlib
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from qa.domain import Document, Identity
from qa.errors import ReadingError
from qa.reading import markdown, odt, official_xml, pdf, text, webpage, word
from qa.reading.facts import facts_of
from qa.reading.identity import identify
from qa.reading.source import Source
from qa.reading.unsupported_formats import advice

READERS: dict[str, Callable[[bytes], Source]] = {
    ".txt": text.read,
    ".pdf": pdf.read,
    ".docx": word.read,
    ".odt": odt.read,
    ".html": webpage.read,
    ".htm": webpage.read,
    ".xml": official_xml.read,
    ".md": markdown.read,
}

LARGEST_FILE = 200 * 1024 * 1024  # bytes; a kamerstuk is far below, a mistaken archive or video above


def read(path: Path, known: Identity | None = None, file: str = "") -> Document:
    """Read a file as a document.

    ``known`` is what the corpus says of it; what that leaves empty is derived from the text and the name of
    the file. ``file`` is its name within the corpus, with that of the folder it is in; without, it is that of ``path``.
    Raises ReadingError when the file cannot be read as a document.
    """
    file = file or path.name
    try:
        return _read(path, known, file)
    except ReadingError as error:
        raise ReadingError(f"{file}: {error}") from error
    except Exception as error:
        # One odd file must never keep the others from being read.
        raise ReadingError(
            f"{file}: dit bestand heeft een onverwachte vorm ({type(error).__name__}); bewaar het opnieuw."
        ) from error


def _read(path: Path, known: Identity | None, file: str) -> Document:
    if not file.isprintable():
        raise ReadingError("de naam van dit bestand of zijn map is niet te lezen; geef het een gewone naam.")
    suffix = path.suffix.lower()
    reader = READERS.get(suffix)
    if reader is None:
        raise ReadingError(advice(suffix, " of ".join(READERS)))
    source = reader(content(path))
    if not any(character.isalnum() for character in source.layout.text):
        raise ReadingError("dit bestand bevat geen tekst; is het een scan, maak de tekst dan eerst leesbaar (OCR).")
    layout = source.layout
    document = Document(
        identity=identify(file, source, known),
        text=layout.text,
        pages=layout.pages,
        paragraphs=layout.paragraphs,
        questions=layout.questions,
        furniture=(*source.furniture, *layout.furniture),
        warnings=source.warnings,
    )
    return replace(document, facts=facts_of(document, source))


def content(path: Path) -> bytes:
    """Read the bytes of a file, within bounds. Raises ReadingError."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):  # opening a pipe would wait forever
            raise ReadingError("dit is geen gewoon bestand; zet het bestand zelf in de map.")
        if found.st_size > LARGEST_FILE:
            raise ReadingError(f"dit bestand is te groot (meer dan {LARGEST_FILE // 1024**2} MB); splits het.")
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ReadingError(f"dit bestand is niet te lezen ({reason}); controleer de rechten.") from error


def checksum(path: Path) -> str:
    """Give the SHA-256 of the content of a file, in hexadecimal. Raises ReadingError."""
    return hashlib.sha256(content(path)).hexdigest()
