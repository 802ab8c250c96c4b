"""The official XML of kamerstukken, of answers to written questions and of debates."""

from typing import Any

from qa.errors import ReadingError
from qa.reading import handelingen, vlos
from qa.reading.block import Block
from qa.reading.layout import Structure
from qa.reading.minutes import by_labels
from qa.reading.official_body import Reader
from qa.reading.official_metadata import askers, described
from qa.reading.question_labels import pair_up
from qa.reading.question_markup import answered
from qa.reading.source import Source, from_structure
from qa.reading.xml_tree import parse, tag_of, texts

ROOT = "officiele-publicatie"
RECORD = frozenset(("metadata", "meta", "metadata_gegevens"))  # of a file that only describes a publication


def read(content: bytes) -> Source:
    """Read an official publication. Raises ReadingError when it is no XML, or XML of another kind."""
    root = parse(content)
    if vlos.is_report(root):
        return vlos.read(root)
    if tag_of(root) != ROOT:
        raise ReadingError(_other(root))
    if handelingen.is_debate(root):
        return from_structure(handelingen.structure(root), described(root))
    reader = Reader()
    reader.walk(root, level=0)
    body, warnings = answered(reader.body, askers(texts(root, "kamervraagomschrijving")))
    blocks = [part for part in body if isinstance(part, Block)]
    if len(blocks) == len(body):
        # The report of a debate in a committee is published as a kamerstuk, and so are lists of questions.
        paired = pair_up(by_labels(blocks))
        body, warnings = paired.body, paired.warnings
    return from_structure(Structure(body, tuple(reader.notes)), described(root), warnings=warnings)


def _other(root: Any) -> str:  # noqa: ANN401 - lxml is read without its types
    if {tag_of(root), *map(tag_of, root)} <= RECORD | {""}:
        return (
            "dit bestand beschrijft een publicatie maar bevat haar tekst niet; haal de XML van de publicatie zelf op."
        )
    return f"deze XML is geen officiële publicatie (<{ROOT}>) en geen debatverslag; gebruik de XML van het Kamerstuk."
