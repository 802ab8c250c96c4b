"""A document as it is read: its text, the structure found in it, and what it is.

Offsets count Unicode code points from 0 and are half-open, so that ``text[start:end]`` is what they point at. Pages
count from 1, as printed. All offsets of a document point into one string, ``Document.text``: the cleaned running text
of its pages followed by its footnotes. A paragraph that crosses a page break is therefore still one piece, and its page
is the page where it begins. What comes without pages, such as a web page, has none: its ``pages`` are empty, and its
page number is NO_PAGE.
"""

import datetime
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum

NO_PAGE = 0  # the page number of what stands in a document without pages


class ParagraphKind(StrEnum):
    """What a paragraph is in the lay-out of its document."""

    TEXT = "alinea"
    HEADING = "kop"
    LETTERHEAD = "briefhoofd"
    SIGNATURE = "ondertekening"
    NOTE = "voetnoot"
    TABLE = "tabel"


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line of a page, stripped of surrounding white space and never empty.

    ``gap`` is the number of empty lines between this line and the one above it in the same column of the same page.
    A row of a table has ``cells``, of which some may be empty; any other line has none. Of a PDF it is known
    how a line is set: ``rank`` is 0 for the type of the text, and counts from 1, the most conspicuous, for larger,
    bold and italic type; ``small`` tells of type smaller than that of the text, ``note`` that a footnote begins or goes
    on in the line, and ``mark`` is the number of one that begins in it.
    """

    text: str
    page: int
    gap: int
    column: int = 1
    cells: tuple[str, ...] = ()
    rank: int = 0
    small: bool = False
    note: bool = False
    mark: str = ""

    def follows(self, above: "Line") -> bool:
        """Whether this line stands below ``above`` on the page, and not at the top of another page or column."""
        return (self.page, self.column) == (above.page, above.column)


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its printed number and the part of ``Document.text`` that stands on it, footnotes apart."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, heading or footnote: ``Document.text[start:end]``.

    ``page`` is the page on which it begins, ``section`` the headings above it from the outside in, and
    ``mark`` the number of a footnote (empty for everything else). ``voice`` is who speaks, where the format says so.
    """

    kind: ParagraphKind
    start: int
    end: int
    page: int
    section: tuple[str, ...]
    mark: str = ""
    voice: str = ""


@dataclass(frozen=True, slots=True)
class QuestionAnswer:
    """One numbered question with its answer from a list of questions and answers.

    The question runs from ``start`` to ``question_end``, the answer from ``answer_start`` to ``end`` (offsets in
    ``Document.text``; the word "Antwoord" stands between the two). ``letter_pages`` are the printed pages of
    the letter that the question is about, ``refers_to`` the numbers of other answers it refers to. Questions that
    are answered together are one pair: ``number`` is that of the first, ``together_with`` are those of the others.
    """

    number: int
    start: int
    question_end: int
    answer_start: int
    end: int
    page: int
    letter_pages: tuple[int, ...]
    refers_to: tuple[int, ...]
    together_with: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document is: enough to name it, to date it and to cite it.

    What is not known is ``None`` or empty, never a guess. ``kind`` is the name of a publication kind. ``chamber`` is
    "Tweede Kamer", "Eerste Kamer" or empty; ``session_year`` has the form "2022-2023"; ``url`` is the published page;
    ``sender`` is whose letter it is, as printed ("de minister van Financiën").
    """

    id: str
    file: str
    title: str
    date: datetime.date | None
    kind: str
    chamber: str
    session_year: str
    dossier: str
    number: str
    url: str
    sender: str = ""


class FactKind(StrEnum):
    """What a fact of a document tells."""

    TITLE = "titel"
    DATE = "datum"
    KIND = "soort"
    SENDER = "afzender"
    ADDRESSEE = "geadresseerde"
    SIGNATORY = "ondertekenaar"
    ASKER = "vragensteller"
    PAGES = "aantal bladzijden"
    QUESTIONS = "aantal vragen"
    SIGNATORIES = "aantal ondertekenaars"


@dataclass(frozen=True, slots=True)
class Fact:
    """Something known of a document as a whole.

    ``value`` is in words, ``office`` that of who signed. Where it is printed in the document it can be cited:
    ``Document.text[start:end]`` says it, on ``page``; both offsets are 0 where it is counted or comes from elsewhere.
    """

    kind: FactKind
    value: str
    office: str = ""
    start: int = 0
    end: int = 0
    page: int = NO_PAGE


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read: its identity, its cleaned text and the structure found in it.

    ``furniture`` lists what was left out of the text (printed headers and footers, the page column of a list
    of questions, repetitions made by a conversion), so that every letter of the source is accounted for.
    ``warnings`` tell in Dutch what was doubtful in reading it. ``facts`` are what is known of it as a whole.
    """

    identity: Identity
    text: str
    pages: tuple[Page, ...]
    paragraphs: tuple[Paragraph, ...]
    questions: tuple[QuestionAnswer, ...]
    furniture: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()

    @property
    def signatories(self) -> tuple[str, ...]:
        """Who signed: each office with the name of who holds it, as printed."""
        return tuple(self.text[p.start : p.end] for p in self.paragraphs if p.kind is ParagraphKind.SIGNATURE)

    @property
    def body_end(self) -> int:
        """Offset where the running text ends and the footnotes begin."""
        return self.pages[-1].end if self.pages else 0

    def page_at(self, offset: int) -> int:
        """The printed number of the page on which the character at ``offset`` stands."""
        if not self.pages:
            return NO_PAGE
        if offset >= self.body_end:
            notes = (p for p in self.paragraphs if p.kind is ParagraphKind.NOTE)
            return next((p.page for p in notes if p.start <= offset < p.end), self.pages[-1].number)
        return self.pages[bisect_right(self.pages, offset, key=lambda page: page.start) - 1].number


@dataclass(frozen=True, slots=True)
class Failure:
    """A file of the corpus that could not be read, or not without doubt, and why, in one Dutch sentence.

    ``same_as`` is the file that was read in its place, when both are the same document: nothing is missed then.
    """

    file: str
    reason: str
    same_as: str = ""
