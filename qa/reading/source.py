"""What every reader gives: the lay-out of a document, and what the file says of itself."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from qa.domain import NO_PAGE, Line, ParagraphKind
from qa.reading.block import Block
from qa.reading.layout import Layout, Structure, write
from qa.reading.wrapping import vocabulary

TITLE_BLOCK = 40  # lines or paragraphs; the date and the kind of a document stand in its first page's head


@dataclass(frozen=True, slots=True)
class Described:
    """What the metadata of a file say of the document; empty or ``None`` where they say nothing."""

    id: str = ""
    title: str = ""
    date: datetime.date | None = None
    kind: str = ""
    chamber: str = ""
    session_year: str = ""
    dossier: str = ""
    number: str = ""
    sender: str = ""
    addressee: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A file as read.

    ``head`` is the text of its first lines, in which a letter names itself. ``furniture`` was left out of the text,
    ``warnings`` tell in Dutch what was doubtful in reading it.
    """

    layout: Layout
    head: str
    furniture: tuple[str, ...] = ()
    described: Described = field(default_factory=Described)
    warnings: tuple[str, ...] = ()


def from_structure(
    structure: Structure, described: Described, furniture: Sequence[str] = (), warnings: Sequence[str] = ()
) -> Source:
    """Make a source of a document without pages whose format tells its structure."""
    layout = write(structure, vocabulary(()), pages=(NO_PAGE, NO_PAGE))
    head = "\n".join(layout.text[p.start : p.end] for p in layout.paragraphs[:TITLE_BLOCK])
    return Source(layout, head, tuple(furniture), described, tuple(warnings))


def block(kind: ParagraphKind, *items: str, level: int = 0, voice: str = "") -> Block:
    """Make a block of whole texts rather than of printed lines: one for a paragraph, several for a list."""
    return Block(kind, tuple((Line(item, NO_PAGE, 0),) for item in items), level=level, voice=voice)
