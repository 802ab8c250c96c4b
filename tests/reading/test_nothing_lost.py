"""No word of a table is lost: each is in the text or among what is printed around it, whatever the table is for."""

import random
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.reading.wordfiles import cell, document_of, paragraph, table

pytestmark = pytest.mark.slow

LABELS = (
    "Datum", "Betreft", "Onderwerp", "Uw brief", "Uw brief van", "Ons kenmerk", "Kenmerk", "Bijlage(n)", "Aan", "Van",
    "Nr.", "Nr. 12", "36 999", "36 999 XV", "TWEEDE KAMER DER STATEN-GENERAAL", "G", "Vraag", "Antwoord", "Vraag 1",
    "Antwoord 1", "Fractie", "Hoogachtend,", "De minister van Sluizen,", "De Minister van Sluizen", "en Bruggen,",
    "De staatssecretaris van Kades", "A. Zeeman", "Boris Kade", "1", "2", "2023", "Betreft Zeesluis", "Datum: 3 juni",
    "Vergaderjaar 2024-2025", "Geachte voorzitter,", "7 november 2023", "De Kamer,", "",
)  # fmt: skip
WORD = re.compile(r"\w+")
SEEDS = range(150)


class _Author:
    """Writes tables by chance, of labels and of words that occur once."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - tests, not secrets
        self.words = 0

    def text(self) -> str:
        if self.chance.random() < 0.5:
            return self.chance.choice(LABELS)
        first, length = self.words, self.chance.choice((1, 1, 3, 12, 40))
        self.words += length
        ending = self.chance.choice(("", "", ".", "?", ",", ";"))
        return " ".join(f"w{number}x" for number in range(first, first + length)).capitalize() + ending

    def cell(self, depth: int) -> str:
        texts = [self.text() for _ in range(self.chance.choice((1, 1, 1, 2, 4)))]
        span = f"<w:gridSpan w:val='{self.chance.randint(2, 3)}'/>" if self.chance.random() < 0.1 else ""
        breaks = f"<w:r><w:br/><w:t>{self.text()}</w:t></w:r>" if self.chance.random() < 0.1 else ""
        inner = self.table(depth + 1) if depth < 2 and self.chance.random() < 0.05 else ""
        return cell("|".join(texts), span).replace("</w:tc>", f"{inner}{paragraph(self.text(), within=breaks)}</w:tc>")

    def table(self, depth: int = 0) -> str:
        width = self.chance.randint(1, 4)
        rows = (
            "".join(self.cell(depth) if self.chance.random() < 0.8 else cell("") for _ in range(width))
            for _ in range(self.chance.randint(1, 5))
        )
        return table(*(f"<w:tr>{row}</w:tr>" for row in rows))


@pytest.mark.parametrize("seed", SEEDS)
def test_each_word_of_a_table_is_in_the_text_or_in_what_is_printed_around_it(seed: int, tmp_path: Path) -> None:
    sentence = paragraph("Dit is een zin van de brief, en die staat boven of onder de tabel.")
    body = sentence * (seed % 2) + _Author(seed).table() + sentence * (1 - seed % 2)
    document = document_of(tmp_path, body)
    written = Counter(WORD.findall(re.sub(r"<[^>]*>", " ", body)))
    read = Counter(WORD.findall("\n".join((document.text, *document.furniture))))
    lost = dict(written - read)
    assert not lost
