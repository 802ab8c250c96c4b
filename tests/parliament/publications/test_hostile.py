"""Texts made to keep a pattern busy: what a kind looks for costs no more than reading the opening of a document."""

import time

import pytest

from qa.domain import ParagraphKind
from qa.parliament import publications
from qa.parliament.publications.kind import Opening
from qa.parliament.signatories import signatories
from qa.reading import text
from qa.reading.identity import identify
from qa.reading.source import Source

pytestmark = pytest.mark.slow

LONGEST_TIME = 5.0  # seconds, on a busy machine; an innocent letter takes milliseconds
PARTS = (
    "Vragen van het lid x aan de minister van y over ",
    "Antwoorden van de minister op vragen van het lid x over ",
    "BRIEF VAN DE MINISTER VAN ",
    "Onderwerp : ; | ",
    "Datum Onderwerp Betreft ",
    "27 925-02/31 289 A ",
    "Tweede Kamer, vergaderjaar 2023-2024, ",
    "De Minister van A.B. van den ",
    "Aanhangsel van de Handelingen 1 ",
    "kst-27925-AAAA-",
    "MOTIE VAN HET LID ",
    "VERSLAG HOUDENDE EEN LIJST VAN VRAGEN ",
    "Datum document ",
    "(ontvangen (ontvangen ",
    "\n",
    "A",
)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("end", ["", "\n"])
def test_repetition_takes_no_time(part: str, end: str) -> None:
    long = (part + end) * (40_000 // len(part + end))
    opening = Opening(long[:6_000], long[:6_000], long[:6_000])
    begin = time.perf_counter()
    for kind in (*publications.KINDS, publications.of("")):
        for find in (kind.date, kind.subject, kind.sender, kind.addressee, kind.askers):
            find(opening)
    publications.recognised("x", "", opening, with_questions=True)
    source: Source = text.read(f"{long} einde".encode())
    identify("x.txt", source, None)
    signatories(source.layout.text, source.layout.paragraphs, members=True)
    assert any(p.kind is not ParagraphKind.NOTE for p in source.layout.paragraphs)
    assert time.perf_counter() - begin < LONGEST_TIME
