"""The documents as they are in the corpus: where a quotation stands, and which passages hold it.

Read from the files themselves, not from the index, so that a fault of the index cannot hide. The reader is the
product's own: that it reads well is for its golden files to tell, and for the pages labelled in the gold.
"""

import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from qa import Document, Failure, Passage, QuestionAnswer, read_corpus

from .gold import GRADES, LIST, UNANSWERABLE, Case, Evidence, GoldError, Kind

SHARE_HELD = 0.5  # of a quotation; a passage that has less of it does not hold it

LONGEST_REFERENCE = 60  # characters: "Zie de antwoorden op vragen 3 en 25." says nothing itself

DEV, TEST = "dev", "test"

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sources:
    """The documents of a corpus by their id.

    ``failures`` are the files that could not be read, ``subjects`` what each question is about, by its id.
    """

    documents: Mapping[str, Document]
    failures: tuple[Failure, ...] = ()
    subjects: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, corpus: Path, only: Sequence[str] = ()) -> "Sources":
        """Read the documents in a folder, or only those with these ids.

        Raises CorpusError, and GoldError for an id that is not there.
        """
        found, failures = read_corpus(corpus)
        documents = {document.identity.id: document for document in found}
        if missing := sorted(set(only) - set(documents)):
            raise GoldError(f"In {corpus} ontbreekt {missing[0]}, waar het goud over gaat; zet het terug.")
        return cls({id_: documents[id_] for id_ in only or documents}, failures)

    def about(self, cases: Iterable[Case]) -> "Sources":
        """Give the same documents, knowing what these questions are about."""
        return replace(self, subjects=_subjects(tuple(cases), self))

    @property
    def lists(self) -> tuple[Document, ...]:
        """The documents that are a list of questions and answers."""
        return tuple(document for document in self.documents.values() if document.questions)

    def span(self, evidence: Evidence, source: str) -> Span:
        """Give where a quotation stands in the text of its document. Raises GoldError when it does not."""
        document = self.documents.get(evidence.document)
        if document is None:
            known = ", ".join(sorted(self.documents))
            raise GoldError(f"{source}: het document {evidence.document} is er niet; kies uit {known}.")
        start = document.text.find(evidence.quote)
        if start < 0:
            raise GoldError(
                f"{source}: dit citaat staat niet in {evidence.document}; neem het letterlijk over: "
                f"“{evidence.quote[:80]}”"
            )
        return start, start + len(evidence.quote)

    def grade(self, case: Case, passage: Passage) -> int:
        """Give how well a passage answers a question: 2 all of it, 1 a part, 0 not."""
        span = (passage.start, passage.start + len(passage.text))
        held = self.held(case.evidence, passage.document_id, span, case.source)
        return max((GRADES[evidence.label] for evidence in held), default=0)

    def held(self, evidence: Sequence[Evidence], document: str, span: Span, source: str) -> tuple[Evidence, ...]:
        """Give the evidence that stands, for at least half of it, within ``span`` of a document."""
        return tuple(
            item
            for item in evidence
            if item.document == document and overlap(self.span(item, source), span) >= SHARE_HELD
        )

    def split(self, case: Case) -> str:
        """Give the side of a question, "dev" or "test", by a hash of what it is about."""
        digest = hashlib.sha256(self.subjects.get(case.id, case.id).encode()).digest()
        return DEV if digest[0] % 2 == 0 else TEST


def copied(corpus: Path, folder: Path, keep: Callable[[str], bool]) -> Path:
    """Copy a corpus into ``folder`` with only the documents whose id is kept, whatever files they stand in."""
    folder.mkdir(parents=True)
    for path in sorted(corpus.iterdir()):
        if path.is_file():
            shutil.copy(path, folder)
    # Of two files that are the same document only the first is read; the second shows when that is gone.
    while unwanted := [d.identity.file for d in read_corpus(folder)[0] if not keep(d.identity.id)]:
        for file in unwanted:
            (folder / file).unlink()
    return folder


def asked_text(document: Document, question: QuestionAnswer) -> str:
    """The words of a published question in one line."""
    return " ".join(document.text[question.start : question.question_end].split())


def says_nothing(document: Document, number: int) -> bool:
    """Whether the answer to a published question does no more than refer to others."""
    question = next(question for question in document.questions if question.number == number)
    return bool(question.refers_to) and question.end - question.answer_start <= LONGEST_REFERENCE


def overlap(span: Span, other: Span) -> float:
    """Give the share of ``span`` that lies within ``other``, from 0 to 1."""
    start, end = max(span[0], other[0]), min(span[1], other[1])
    return max(0, end - start) / (span[1] - span[0])


def occurrences(text: str, quote: str) -> Iterator[int]:
    """Give every offset at which a quotation stands in a text."""
    start = text.find(quote)
    while start >= 0:
        yield start
        start = text.find(quote, start + 1)


def _subjects(cases: Sequence[Case], sources: Sources) -> dict[str, str]:
    """Name what each question is about.

    Questions with a paragraph or a published question in common, also by way of others, have the same subject.
    The unseen list is about its own questions only: its evidence lies all over the letters, and would make one
    subject of everything. Two unanswerable questions have nothing in common.
    """
    from scipy.cluster.hierarchy import DisjointSet  # noqa: PLC0415 - imported late, like every big library

    about = {case.id: _about(case, sources) for case in cases}
    joined = DisjointSet(sorted({place for places in about.values() for place in places}))
    for places in about.values():
        for place in places[1:]:
            joined.merge(places[0], place)
    return {id_: min(joined.subset(places[0])) for id_, places in about.items()}


def _about(case: Case, sources: Sources) -> list[str]:
    """The paragraphs and published questions that a question is about."""
    listed = [f"{LIST}#{case.number}"] if case.number is not None else []
    if case.kind is Kind.UNSEEN or case.kind in UNANSWERABLE:
        return listed or [case.id]
    return listed + [_place(evidence, case, sources) for evidence in case.evidence] or [case.id]


def _place(evidence: Evidence, case: Case, sources: Sources) -> str:
    start, _ = sources.span(evidence, case.source)
    document = sources.documents[evidence.document]
    for question in document.questions:
        if question.start <= start < question.end:
            return f"{evidence.document}#{question.number}"
    paragraph = next((p for p in document.paragraphs if p.start <= start < p.end), None)
    return f"{evidence.document}@{paragraph.start if paragraph else start}"
