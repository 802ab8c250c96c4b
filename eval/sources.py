"""The documents as they are in the corpus: where a quotation stands, and which passages hold it.

Read from the files themselves, not from the index, so that a fault of the index cannot hide.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa import Document, Passage, read_corpus

from .gold import GRADES, Case, Evidence, GoldError

SHARE_HELD = 0.5  # of a quotation; a passage that has less of it does not hold it

LONGEST_REFERENCE = 60  # characters: "Zie de antwoorden op vragen 3 en 25." says nothing itself

DEV, TEST = "dev", "test"

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sources:
    """The documents of a corpus by their id."""

    documents: Mapping[str, Document]

    @classmethod
    def of(cls, corpus: Path) -> "Sources":
        """Read the documents in a folder. Raises CorpusError."""
        documents, _ = read_corpus(corpus)
        return cls({document.identity.id: document for document in documents})

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
        held = self.held(case.evidence, passage, case.source)
        return max((GRADES[evidence.label] for evidence in held), default=0)

    def held(self, evidence: Sequence[Evidence], passage: Passage, source: str) -> tuple[Evidence, ...]:
        """Give the evidence that a passage holds."""
        return tuple(
            item
            for item in evidence
            if item.document == passage.document_id
            and overlap(self.span(item, source), (passage.start, passage.start + len(passage.text))) >= SHARE_HELD
        )

    def split(self, case: Case) -> str:
        """Give the side of a question, "dev" or "test", by a hash of what it is about.

        Questions about the same paragraph or the same published question are on the same side, so that nothing
        that was tuned on one can show in the other.
        """
        digest = hashlib.sha256(self.subject(case).encode()).digest()
        return DEV if digest[0] % 2 == 0 else TEST

    def subject(self, case: Case) -> str:
        """Name the paragraph or the published question that a question is about."""
        if case.number is not None and self.lists:
            return _numbered(self.lists[0], case.number)
        if not case.evidence:
            return case.question
        first = case.evidence[0]
        document = self.documents[first.document]
        start, _ = self.span(first, case.source)
        for question in document.questions:
            if question.start <= start < question.end:
                return _numbered(document, question.number)
        paragraph = next((p for p in document.paragraphs if p.start <= start < p.end), None)
        return f"{first.document}@{paragraph.start if paragraph else start}"


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


def _numbered(document: Document, number: int) -> str:
    """Name a published question; one that is only answered by reference is about the same as that one."""
    questions = {question.number: question for question in document.questions}
    seen: set[int] = set()
    while number in questions and number not in seen:
        seen.add(number)
        question = questions[number]
        answer = document.text[question.answer_start : question.end]
        if not question.refers_to or len(answer) > LONGEST_REFERENCE:
            break
        number = question.refers_to[0]
    return f"{document.identity.id}#{number}"
