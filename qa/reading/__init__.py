"""From a file to a Document: one reader per format, one understanding of the lay-out."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from qa.domain import Document, Identity
from qa.errors import ReadingError
from qa.reading import odt, official_xml, pdf, text, webpage, word
from qa.reading.facts import facts_of
from qa.reading.identity import identify
from qa.reading.source import Source

READERS: dict[str, Callable[[bytes], Source]] = {
    ".txt": text.read,
    ".pdf": pdf.read,
    ".docx": word.read,
    ".odt": odt.read,
    ".html": webpage.read,
    ".htm": webpage.read,
    ".xml": official_xml.read,
}

LARGEST_FILE = 200 * 1024 * 1024  # bytes; a kamerstuk is far below, a mistaken archive or video above


def read(path: Path, known: Identity | None = None) -> Document:
    """Read a file as a document.

    ``known`` is what the corpus says of it; what that leaves empty is derived from the text and the name of
    the file. Raises ReadingError when the file cannot be read as a document.
    """
    try:
        return _read(path, known)
    except ReadingError as error:
        raise ReadingError(f"{path.name}: {error}") from error
    except Exception as error:
        # One odd file must never keep the others from being read.
        raise ReadingError(
            f"{path.name}: dit bestand heeft een onverwachte vorm ({type(error).__name__}); bewaar het opnieuw."
        ) from error


def _read(path: Path, known: Identity | None) -> Document:
    if not path.name.isprintable():
        raise ReadingError("de naam van dit bestand is niet te lezen; geef het een gewone naam.")
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise ReadingError(f"dit formaat is niet bekend; gebruik {' of '.join(READERS)}.")
    source = reader(content(path))
    if not any(character.isalnum() for character in source.layout.text):
        raise ReadingError("dit bestand bevat geen tekst; is het een scan, maak de tekst dan eerst leesbaar (OCR).")
    layout = source.layout
    document = Document(
        identity=identify(path.name, source, known),
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
        if path.stat().st_size > LARGEST_FILE:
            raise ReadingError(f"dit bestand is te groot (meer dan {LARGEST_FILE // 1024**2} MB); splits het.")
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ReadingError(f"dit bestand is niet te lezen ({reason}); controleer de rechten.") from error


def checksum(path: Path) -> str:
    """Give the SHA-256 of the content of a file, in hexadecimal. Raises ReadingError."""
    return hashlib.sha256(content(path)).hexdigest()
