"""From a document to its passages: the units that are embedded, found and cited.

A passage is one paragraph, one list with the sentence that introduces it, one footnote, or one question with
its whole answer. Only a paragraph far longer than the model reads is divided, at sentence ends.
"""

import datetime
import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace

from qa.domain import Document, FactKind, ParagraphKind, Passage, PassageKind
from qa.language.abbreviations import ShortForms
from qa.language.day_words import day_words
from qa.language.sentences import sentence_spans
from qa.parliament import publications, voices

# Characters. The model reads 512 tokens, at some 4 characters each; the longest passage of the corpus has 433.
LONGEST_PARAGRAPH = 1_900

ID_DIGITS = 10  # of the SHA-256 of the text: enough to tell the paragraphs of one document apart

HEAD = 8  # paragraphs at the head of a document, in which a letter says who writes it

DEBATE = "handelingen"  # the kind of document of which each paragraph tells itself who speaks

FEWEST_WORDS = 6  # of a footnote that can answer a question

ANSWERS = "antwoord"  # the kind of publication, which may be the questions alone
ANSWERED = re.compile(r"^(?:Antwoord|Mededeling)", re.MULTILINE)
WORD = re.compile(r"[^\W\d_]{2,}")
ADDRESS = re.compile(r"https?://\S+")

_FOUND = {
    ParagraphKind.TEXT: PassageKind.TEXT,
    ParagraphKind.NOTE: PassageKind.NOTE,
    ParagraphKind.TABLE: PassageKind.TABLE,
}


def passages(document: Document) -> tuple[Passage, ...]:
    """Divide a document into passages, in the order of the text.

    Headings, letterheads and signatures are no passages: headings are kept as the section of what follows.
    Neither are footnotes that hold no more than a reference. A listed question without an answer is a text of members.
    """
    found = [p for p in (*_paragraphs(document), *_questions(document)) if any(c.isalnum() for c in p.text)]
    found.sort(key=lambda passage: passage.start)
    return tuple(_with_distinct_ids(found))


def in_context(passage: Passage, title: str) -> str:
    """Give a passage with the title of its document and the headings above it, where its subject may stand alone."""
    return f"{title}. {' › '.join(passage.section)}\n{passage.text}"


def in_words(text: str, written: datetime.date | None, short_forms: ShortForms) -> str:
    """Give a text as its words are looked for: with the abbreviations of what it names in full, and the days it names.

    ``written`` is the date of its document, which tells the year of "22 november jl.".
    """
    return " ".join([short_forms.added_to(text), *day_words(text, written)])


def answering(passage: Passage) -> str:
    """Give the part of a passage that can answer: all of it, or the answer to a listed question."""
    return passage.text[passage.answer_start :]


def _paragraphs(document: Document) -> Iterator[Passage]:
    askers = _askers(document)
    for paragraph, voice in zip(document.paragraphs, _voices(document), strict=True):
        kind = _FOUND.get(paragraph.kind)
        if kind is None or (kind is PassageKind.NOTE and _is_bare(document.text[paragraph.start : paragraph.end])):
            continue
        said = askers if paragraph.voice == voices.SOME_ASKERS else paragraph.voice or voice
        for start, end in _pieces(document.text, paragraph.start, paragraph.end):
            yield replace(_passage(document, kind, start, end, paragraph.section), voice=said)


def _voices(document: Document) -> tuple[str, ...]:
    if document.identity.kind == DEBATE or any(p.voice == voices.CHAIR for p in document.paragraphs):
        # What nobody says in a debate is of the record, whoever its title names.
        return (publications.of(document.identity.kind).voice,) * len(document.paragraphs)
    said = [document.text[p.start : p.end] for p in document.paragraphs]
    # Of a letter the body begins below the head; its first paragraphs tell who writes.
    head = "\n".join((*said[:HEAD], *document.furniture[:HEAD]))
    by = voices.author(_stated(document), head, document.signatories)
    spoken = [voices.Spoken(text, p.section) for text, p in zip(said, document.paragraphs, strict=True)]
    found = voices.voices(spoken, by)
    on_page = {
        p.page: voice for p, voice in zip(document.paragraphs, found, strict=True) if p.kind is ParagraphKind.TEXT
    }
    # A footnote is of who speaks last on its page.
    return tuple(
        on_page.get(p.page, voice) if p.kind is ParagraphKind.NOTE else voice
        for p, voice in zip(document.paragraphs, found, strict=True)
    )


def _stated(document: Document) -> str:
    """The voice that the sender of a document tells, else its kind; of questions to which no answer came, who asks."""
    if document.identity.kind == ANSWERS and not document.questions and not ANSWERED.search(document.text):
        return _askers(document)
    return voices.of_sender(document.identity.sender) or publications.of(document.identity.kind).voice


def _askers(document: Document) -> str:
    """Whose the questions in a document are: those that it names when they are members, else members all the same."""
    named = (fact.value for fact in document.facts if fact.kind is FactKind.ASKER)
    return next(filter(voices.is_members, named), voices.SOME_ASKERS)


def _is_bare(note: str) -> bool:
    """Whether a footnote is no more than a reference or an address."""
    return len(WORD.findall(ADDRESS.sub("", note))) < FEWEST_WORDS


def _questions(document: Document) -> Iterator[Passage]:
    askers, answering_voice = _askers(document), publications.of(document.identity.kind).answers
    for pair in document.questions:
        if pair.answer_start == pair.end:
            # What could not be told apart is a member's: it is never given as the answer.
            for start, end in _pieces(document.text, pair.start, pair.question_end):
                yield replace(_passage(document, PassageKind.TEXT, start, end, ()), voice=askers)
            continue
        passage = _passage(document, PassageKind.QUESTION_ANSWER, pair.start, pair.end, ())
        yield replace(
            passage,
            id=f"{document.identity.id}#vraag-{pair.number}" if pair.number else passage.id,
            number=pair.number or None,
            together_with=pair.together_with,
            voice=answering_voice,
            asked_by=askers,
            question_end=pair.question_end - pair.start,
            answer_start=pair.answer_start - pair.start,
        )


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Divide a stretch of text into pieces of about equal length, none longer than LONGEST_PARAGRAPH.

    A single sentence that is longer stays whole.
    """
    if end - start <= LONGEST_PARAGRAPH:
        return [(start, end)]
    aim = (end - start) / -(-(end - start) // LONGEST_PARAGRAPH)
    pieces: list[tuple[int, int]] = []
    for left, right in sentence_spans(text[start:end]):
        opened = pieces and pieces[-1][1] - pieces[-1][0] < aim
        fits = pieces and start + right - pieces[-1][0] <= LONGEST_PARAGRAPH
        if opened and fits:
            pieces[-1] = (pieces[-1][0], start + right)
        else:
            pieces.append((start + left, start + right))
    return pieces


def _passage(document: Document, kind: PassageKind, start: int, end: int, section: tuple[str, ...]) -> Passage:
    text = document.text[start:end]
    name = hashlib.sha256(text.encode()).hexdigest()[:ID_DIGITS]
    breaks = [(p.start - start, p.number) for p in document.pages if start < p.start < end and p.start < p.end]
    return Passage(
        id=f"{document.identity.id}#{name}",
        document_id=document.identity.id,
        kind=kind,
        text=text,
        start=start,
        page=document.page_at(start),
        page_breaks=tuple(breaks),
        section=section,
        sentences=tuple(sentence_spans(text)),
    )


def _with_distinct_ids(found: list[Passage]) -> Iterator[Passage]:
    seen: dict[str, int] = {}
    for passage in found:
        seen[passage.id] = seen.get(passage.id, 0) + 1
        again = seen[passage.id]
        yield passage if again == 1 else replace(passage, id=f"{passage.id}-{again}")
