"""A corpus of any size to measure speed on: real sentences in another order, with vectors between real ones.

It says nothing of quality. Each paragraph has a few real sentences and a word of its own or nearly so, as names and
numbers are in real ones; its vectors lie between those of two real texts, with noise.
"""

import hashlib
import random
from collections.abc import Sequence
from html import escape
from pathlib import Path

import numpy as np
import numpy.typing as npt

from qa import read_corpus
from qa.embedding import Embedder, Progress

PARAGRAPHS = 30  # a document
SENTENCES = (2, 5)  # a paragraph, from and up to
NAMES = 1.3  # exponent of Zipf's law for the words that are not in the real sentences
NOISE = 0.4  # length of what is added to a vector between two real ones, which is about 1 long
FIRST_YEAR, YEARS = 1995, 28
SEED = 1

Vectors = npt.NDArray[np.float32]


def write_corpus(folder: Path, paragraphs: int, real: Path) -> None:
    """Write documents with so many paragraphs in all to ``folder``, made of the sentences of those in ``real``."""
    said = _sentences(real)
    chance = random.Random(SEED)  # noqa: S311 - no secret
    names = np.random.default_rng(SEED).zipf(NAMES, paragraphs).tolist()
    folder.mkdir(parents=True)
    for number, start in enumerate(range(0, paragraphs, PARAGRAPHS), 1):
        texts = [_paragraph(said, name, chance) for name in names[start : start + PARAGRAPHS]]
        body = "".join(f"<al>{escape(text)}</al>" for text in texts)
        date = f"{FIRST_YEAR + number % YEARS}-{1 + number % 12:02}-{1 + number % 28:02}"
        content = (
            "<officiele-publicatie><metadata>"
            f'<meta name="DC.title" content="Brief {number} over de inzet"/>'
            f'<meta name="DCTERMS.issued" content="{date}"/>'
            f"</metadata><kamerstuk>{body}</kamerstuk></officiele-publicatie>"
        )
        (folder / f"brief-{number}.xml").write_text(content, encoding="utf-8")


class Between:
    """Stands in for the model where texts are embedded for an index: that would take days for a million.

    Questions are not embedded by it, but for those by which the index is calibrated.
    """

    def __init__(self, embedder: Embedder, real: Vectors) -> None:
        self._embedder = embedder
        self._real = real
        self.identity = embedder.identity
        self.dimension = embedder.dimension
        self.reads_words = False  # of a million passages they would take days as well

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Embed questions as the model does."""
        return self._embedder.queries(texts)

    def passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:  # noqa: ARG002 - as the model
        """Give each text a unit vector between two real ones, shape (len(texts), d)."""
        seed = hashlib.sha256(texts[0].encode()).digest() if texts else b""
        chance = np.random.default_rng(list(seed))
        first, second = (self._real[chance.integers(len(self._real), size=len(texts))] for _ in range(2))
        share = chance.random((len(texts), 1), np.float32)
        noise = chance.standard_normal((len(texts), self.dimension), np.float32)
        noise *= NOISE / np.sqrt(self.dimension)
        vectors = share * first + (1 - share) * second + noise
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)

    def load(self) -> None:
        """Load the model."""
        self._embedder.load()


def _sentences(real: Path) -> list[str]:
    documents, _ = read_corpus(real)
    texts = [document.text[p.start : p.end] for document in documents for p in document.paragraphs]
    return [sentence for text in texts for sentence in text.replace("\n", " ").split(". ") if len(sentence) > 20]


def _paragraph(said: Sequence[str], name: int, chance: random.Random) -> str:
    sentences = [chance.choice(said).rstrip(".") for _ in range(chance.randrange(*SENTENCES))]
    sentences[0] += f" volgens dossier n{name}"
    return ". ".join(sentences) + "."
