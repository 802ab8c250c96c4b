"""What an office program keeps of a document: its paragraphs and tables, before anything is understood of them."""

import io
import zipfile
from dataclasses import dataclass

from qa.errors import ReadingError

LARGEST_UNPACKED = 400 * 1024**2  # bytes; a zip that unpacks to more was made to break its reader
MOST_PARTS = 10_000  # files in the zip
DEEPEST = 20  # tables and text boxes within one another; letters of ministries have at most six
HIDDEN = (
    "Dit bestand heeft verborgen tekst, die is weggelaten; maak haar zichtbaar en bewaar het opnieuw als zij meetelt."
)


@dataclass(frozen=True, slots=True)
class Written:
    """A paragraph: its text with the line breaks and tabs in it; empty for white space.

    ``level`` is the rank of a heading, 0 for other paragraphs. ``item`` tells that it stands in a list, ``number`` is
    what automatic numbering prints before it ("1.", "Vraag 3"). ``bold`` is the bold text with which it opens.
    """

    text: str = ""
    level: int = 0
    item: bool = False
    number: str = ""
    bold: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a table with what stands in it, and how many columns and rows it takes."""

    parts: tuple["Part", ...]
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; ``header`` tells that its author marked the first row as naming the columns."""

    rows: tuple[tuple[Box, ...], ...]
    header: bool = False


Part = Written | Grid


@dataclass(frozen=True, slots=True)
class Kept:
    """A whole document as kept: its body, the headers and footers of its pages, and the title in its properties."""

    body: tuple[Part, ...]
    around: tuple[Part, ...] = ()
    title: str = ""
    warnings: tuple[str, ...] = ()


def check_archive(content: bytes, kind: str) -> None:
    """Check that a file is a zip of a size that can be read; ``kind`` names it ("Word-bestand (.docx)").

    Raises ReadingError.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise ReadingError(
            f"dit is geen {kind}, of het is met een wachtwoord beveiligd; bewaar het opnieuw zonder."
        ) from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise ReadingError(
            f"dit {kind.partition(' (')[0]} is uitgepakt te groot; verklein de afbeeldingen of splits het."
        )


def check_depth(depth: int) -> None:
    """Raise ReadingError where a document is deeper than any that was written to be read."""
    if depth > DEEPEST:
        raise ReadingError("dit bestand zit te diep in elkaar; bewaar het opnieuw zonder tabellen in tabellen.")


def plain(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())


def text_of(parts: tuple[Part, ...]) -> str:
    """All text of some parts, on one line."""
    return " ".join(filter(None, (plain(p.text) if isinstance(p, Written) else _grid_text(p) for p in parts)))


def _grid_text(grid: Grid) -> str:
    return " ".join(filter(None, (text_of(box.parts) for row in grid.rows for box in row)))
