"""The texts that the questions were written for, as corpora of the product: all together, and divided into dossiers.

A dossier is a group of documents whose vectors lie together, so that what stands beside an answer is on the same
subject, as it is in the documents of one dossier.
"""

import re
import shutil
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import faiss
import numpy as np

from qa import Assistant
from qa.embedding import bundled
from qa.embedding.reader import version
from qa.settings import from_environment
from qa.store.snapshot import Store

from ..gold import records
from .questions import DEBATED, REAL, WRITTEN

ALL = "all"
ENCODER = "encoder"  # the folder with the encoder as it comes along
DOSSIERS = 14  # some hundred documents each
SEED = 1
SHORTEST = 60  # characters of an answer that is worth a document
BROKEN = re.compile(r"-\n(?=[a-z])")  # a word at a line end
FORMATS = {".pdf", ".docx", ".html", ".xml"}


@dataclass(frozen=True, slots=True)
class Corpus:
    """A folder with documents, that of their index, and that of the encoder by which they are read.

    Without one it is the encoder that comes along, with its reader.
    """

    name: str
    documents: Path
    index: Path
    encoder: Path | None = None

    def opened(self) -> Assistant:
        """Give an assistant over it."""
        settings = replace(from_environment(), model=str(self.encoder or ""), reranker="")
        return Assistant(self.documents, self.index, settings=settings)


def made(data: Path, work: Path) -> tuple[Corpus, ...]:
    """Make the corpora from the folder with the questions' passages, below ``work``; what is there stays as it is.

    They are read by the encoder as it comes along: nothing that was learned takes part.
    """
    encoder = work / ENCODER
    if not encoder.is_dir():
        untrained = shutil.ignore_patterns(f"{Path(bundled.QUERY_GRAPH).stem}*")
        shutil.copytree(bundled.unpacked(from_environment().cache), encoder, ignore=untrained)
    every = _corpus(work, ALL)
    if not every.documents.is_dir():
        _write(data, every.documents)
    dossiers = [_corpus(work, f"dossier-{number:02}") for number in range(DOSSIERS)]
    with every.opened() as assistant:
        store = store_of(assistant)
        for dossier, files in zip(dossiers, _grouped(store), strict=True):
            if not dossier.documents.is_dir():
                dossier.documents.mkdir(parents=True)
                for file in files:
                    shutil.copy(every.documents / file, dossier.documents)
            if not dossier.index.is_dir():
                shutil.copytree(every.index, dossier.index)  # no text is embedded twice
            dossier.opened().library.open()
    return every, *dossiers


def read_anew(corpora: Sequence[Corpus], work: Path) -> tuple[Corpus, ...]:
    """Give the same corpora, all of them first, as they are read by the encoder that comes along and its reader."""
    every, *dossiers = (Corpus(one.name, one.documents, work / f"{one.name}-{version()}") for one in corpora)
    every.opened().library.open()
    for dossier in dossiers:
        if not dossier.index.is_dir():
            shutil.copytree(every.index, dossier.index)  # no text is embedded twice
        dossier.opened().library.open()
    return every, *dossiers


def store_of(assistant: Assistant) -> Store:
    """Give the index of an assistant, which here lies in a folder."""
    index = assistant.library.searchable().index
    if not isinstance(index, Store):
        raise TypeError(type(index).__name__)
    return index


def _corpus(work: Path, name: str) -> Corpus:
    return Corpus(name, work / name, work / f"{name}-index", work / ENCODER)


def _write(data: Path, folder: Path) -> None:
    folder.mkdir(parents=True)
    for name, paragraphs in _documents(data):
        (folder / f"{name}.txt").write_text("\n\n".join(paragraphs), encoding="utf-8")
    for path in sorted((data / REAL).iterdir()):
        if path.suffix in FORMATS:
            shutil.copy(path, folder)


def _documents(data: Path) -> Iterator[tuple[str, list[str]]]:
    """The name of each document that is text, and its paragraphs."""
    written: dict[str, list[str]] = defaultdict(list)
    for _, record in records(data / WRITTEN):
        written[record["title"]].append(" ".join(record["sentences"]))
    yield from ((f"document-{number:04}", paragraphs) for number, paragraphs in enumerate(written.values()))
    seen: set[str] = set()
    for number, (_, record) in enumerate(records(data / DEBATED)):
        for name in ("answer", "distractor"):
            text = " ".join(BROKEN.sub("", str(record.get(name) or "")).split())
            if len(text) >= SHORTEST and text not in seen:
                seen.add(text)
                yield f"{name}-{number:04}", [text]


def _grouped(store: Store) -> list[list[str]]:
    """The files of the documents of each dossier."""
    owners, vectors = store.columns.owners, store.vectors.passages
    means = np.stack([vectors[owners == place].mean(axis=0) for place in range(len(store.documents))])
    means = np.ascontiguousarray(means - means.mean(axis=0), np.float32)
    faiss.normalize_L2(means)
    clusters = faiss.Kmeans(means.shape[1], DOSSIERS, niter=30, nredo=4, seed=SEED, spherical=True)
    clusters.train(means)
    _, nearest = clusters.index.search(means, 1)
    files = [identity.file for identity in store.documents.values()]
    return [[file for file, own in zip(files, nearest[:, 0], strict=True) if own == one] for one in range(DOSSIERS)]
