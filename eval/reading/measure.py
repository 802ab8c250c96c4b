"""Reading every file of a folder, and measuring what was read."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from qa import CorpusError, Document, Identity, ParagraphKind, ReadingError, cite, corpus_files, passages_of, read

from . import citations, pairs
from .labels import EXPECTED, Labels, load
from .pairs import Answers
from .printed import Printed, is_installed, printed
from .words import Kept, kept

FEW_WORDS = 3  # a paragraph of so many words or fewer is short: a torn line, a lone number, a head taken for text
# What is known of a document rather than in its text: the mark of a note, which is printed in the text and before the
# note, and the number of a question, which is printed before it and often before the answer.
TIMES_PRINTED = 2

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Wrong:
    """A field that is not as expected."""

    field: str
    expected: str
    got: str


@dataclass(frozen=True, slots=True)
class File:
    """What was measured of one file; what cannot be measured of it, or is not labelled, is ``None``.

    ``failure`` says why it could not be read, and is empty when it could. ``fields`` is how many were expected,
    ``wrong`` those that are not so. ``paragraphs`` counts those of running text, ``short`` are the ones with
    FEW_WORDS or fewer.
    """

    name: str
    labels: Labels | None
    seconds: float
    failure: str = ""
    fields: int = 0
    wrong: tuple[Wrong, ...] = ()
    kind: str = ""
    answers: Answers | None = None
    words: Kept | None = None
    paragraphs: int = 0
    short: tuple[str, ...] = ()
    citation: str = ""
    citation_fault: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def is_pdf(self) -> bool:
        """Whether its words can be compared with those of another program."""
        return self.name.lower().endswith(".pdf")

    @property
    def share_short(self) -> float:
        """The share of short paragraphs, from 0 to 1."""
        return len(self.short) / self.paragraphs if self.paragraphs else 0.0


@dataclass(frozen=True, slots=True)
class Measured:
    """A whole folder: its files by name, and whether the words of PDFs were compared."""

    folder: str
    files: tuple[File, ...]
    compared: bool


def measure(folder: Path, say: Say) -> Measured:
    """Read and measure every document in a folder, and every file in its ``expected.jsonl``.

    ``say`` is called with what is being done. Raises CorpusError when the folder cannot be used, and GoldError when
    the labels cannot.
    """
    labels = load(folder)
    listed: dict[str, tuple[Path, Identity | None]] = {name: (folder / name, None) for name in labels}
    try:
        for file in corpus_files(folder):
            if file.file != EXPECTED:
                listed[file.file] = (file.path, file.known)
    except CorpusError:
        if not listed:
            raise
    found = []
    for name, (path, known) in sorted(listed.items()):
        say(f"{name} lezen")
        found.append(_file(name, path, known, labels.get(name)))
    return Measured(folder.name, tuple(found), is_installed())


def _file(name: str, path: Path, known: Identity | None, labels: Labels | None) -> File:
    start = time.perf_counter()
    try:
        document = read(path, known)
    except ReadingError as error:
        return _unread(name, labels, str(error), time.perf_counter() - start)
    seconds = time.perf_counter() - start
    shown = printed(path) if path.suffix.lower() == ".pdf" else None
    found = passages_of(document)
    citation = cite(document.identity, found[0].page if found else 0)
    texts = [document.text[p.start : p.end] for p in document.paragraphs if p.kind is ParagraphKind.TEXT]
    return File(
        name=name,
        labels=labels,
        seconds=seconds,
        fields=_number_of_fields(labels),
        wrong=_wrong(document, citation, labels) if labels else (),
        kind=document.identity.kind,
        answers=pairs.judge(document, found, labels, shown) if labels and labels.of_answers else None,
        words=_words(document, shown),
        paragraphs=len(texts),
        short=tuple(text for text in texts if len(text.split()) <= FEW_WORDS),
        citation=citation,
        citation_fault=citations.fault(citation, document.identity, labels),
        warnings=document.warnings,
    )


def _unread(name: str, labels: Labels | None, reason: str, seconds: float) -> File:
    """A file that cannot be read is wrong in every measure; what the product refuses no other program is given."""
    return File(
        name=name,
        labels=labels,
        seconds=seconds,
        failure=reason,
        fields=_number_of_fields(labels),
        answers=pairs.none_read(labels) if labels and labels.of_answers else None,
        citation_fault="niet gelezen",
    )


def _words(document: Document, shown: Printed | None) -> Kept | None:
    if shown is None:
        return None
    numbers = [paragraph.mark for paragraph in document.paragraphs if paragraph.mark]
    numbers += [str(number) for pair in document.questions for number in (pair.number, *pair.together_with)]
    text = " ".join([document.text, *numbers * TIMES_PRINTED])
    found = kept(shown.text, shown.broken, text, document.furniture)
    return found if found.printed else None  # a scan prints no words, so that nothing can be said of it


def _number_of_fields(labels: Labels | None) -> int:
    return len(labels.fields) + bool(labels.citation) + (labels.pages is not None) if labels else 0


def _wrong(document: Document, citation: str, labels: Labels) -> tuple[Wrong, ...]:
    found = []
    for name, expected in labels.fields.items():
        value = getattr(document.identity, name)
        got = "" if value is None else str(value)
        if not _is_right(name, expected or "", got):
            found.append(Wrong(name, expected or "onbekend", got or "onbekend"))
    if labels.pages is not None and len(document.pages) != labels.pages:
        found.append(Wrong("pages", str(labels.pages), str(len(document.pages))))
    if labels.citation and citations.fault(citation, document.identity, labels):
        found.append(Wrong("citation", labels.citation, citation))
    return tuple(found)


def _is_right(name: str, expected: str, got: str) -> bool:
    if name == "title" and expected:
        return " ".join(got.split()).startswith(" ".join(expected.split()))
    return got == expected
