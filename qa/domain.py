"""The nouns of Vindplaats: frozen dataclasses without behaviour beyond small properties.

Three conventions hold everywhere. Offsets count Unicode code points from 0 and are half-open, so that
``text[start:end]`` is what they point at. Pages count from 1, as printed. All offsets of a document point
into one string, ``Document.text``: the cleaned running text of its pages followed by its footnotes. A
paragraph that crosses a page break is therefore still one piece, and its page is the page where it begins. What
comes without pages, such as a web page, has none: its ``pages`` are empty, and its page number is NO_PAGE.
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


class PassageKind(StrEnum):
    """What a passage is to the reader."""

    TEXT = "alinea"
    NOTE = "voetnoot"
    TABLE = "tabel"
    QUESTION_ANSWER = "vraag en antwoord"


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


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is embedded, found and cited: ``Document.text[start : start + len(text)]``.

    ``page_breaks`` holds (offset in ``text``, page that begins there), ``sentences`` the (start, end) of each
    sentence in ``text``. In a question-answer pair
    ``text[:question_end]`` is the question, ``text[answer_start:]`` the answer and ``number`` its number; in
    any other passage all of it may answer, both offsets are 0 and there is no number. ``voice`` says who speaks:
    "kabinet", "commissie", "leden van de BBB-fractie", or nothing where that is not known; in a question-answer pair
    it is who answers, and ``asked_by`` who asks: "lid Jansen (ABC)", "leden". ``id`` is stable over rebuilds.
    """

    id: str
    document_id: str
    kind: PassageKind
    text: str
    start: int
    page: int
    page_breaks: tuple[tuple[int, int], ...]
    section: tuple[str, ...]
    sentences: tuple[tuple[int, int], ...]
    number: int | None = None
    question_end: int = 0
    answer_start: int = 0
    together_with: tuple[int, ...] = ()
    voice: str = ""
    asked_by: str = ""

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the questions answered here, in a list of questions and answers."""
        return () if self.number is None else (self.number, *self.together_with)

    @property
    def last_page(self) -> int:
        """The page on which the passage ends."""
        return self.page_breaks[-1][1] if self.page_breaks else self.page

    def page_at(self, offset: int) -> int:
        """The printed number of the page on which the character at ``offset`` of ``text`` stands."""
        before = [page for start, page in self.page_breaks if start <= offset]
        return before[-1] if before else self.page


@dataclass(frozen=True, slots=True)
class Holding:
    """A document that can be asked about, with the number of its pages (NO_PAGE: none) and of its passages.

    ``own`` tells that it is the user's alone.
    """

    document: Identity
    pages: int
    passages: int
    own: bool


@dataclass(frozen=True, slots=True)
class Restriction:
    """What a question says about where its answer is to be looked for, such as "volgens de brief van juli 2023".

    ``words`` are those of the question, ``label`` says in Dutch what was made of them. Either ``documents`` are the
    only ones searched, or those dated from ``since`` to ``until``, both included, are preferred to others.
    """

    words: str
    label: str
    documents: frozenset[str] | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """A question made ready for retrieval.

    ``question`` is what was asked and ``text`` the same question completed from the conversation.
    ``embedded`` is what the dense leg looks for. ``concepts`` are what the question is about: the words that the
    lexical leg looks for, those that may stand for one another together ("rechtsgrond" and "rechtsbasis" for
    an English "legal basis"). ``restrictions`` are what it says about where to look, ``number`` the listed question
    that it names, as in "het antwoord op vraag 12", ``days`` the days and months when something was, each as a word.
    ``counted`` is what it asks the number of, in words of which one is enough; empty when it asks for no number.
    """

    question: str
    text: str
    embedded: str
    concepts: tuple[tuple[str, ...], ...]
    restrictions: tuple[Restriction, ...] = ()
    number: int | None = None
    days: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()

    @property
    def terms(self) -> tuple[str, ...]:
        """All words that the lexical leg looks for."""
        return tuple(word for concept in self.concepts for word in concept)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which documents are searched: these ids (``None``: all), dated within these days, both included."""

    documents: frozenset[str] | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, with what put it there.

    ``score`` is the fused score on a scale from 0 to 1, meaningful within one ranking only. ``cosine`` is
    the similarity of question and passage (-1 to 1), ``bm25`` its score in the lexical leg (0 or more), and
    ``position`` its place in the index.
    """

    passage: Passage
    position: int
    score: float
    cosine: float
    bm25: float


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form and what it stands for, as a document says it."""

    short: str
    expansion: str


class Standing(StrEnum):
    """What a citation is to the answer."""

    ANSWER = "antwoord"
    EARLIER = "eerder"  # an older statement on the same subject as a newer one that is cited
    REFERRED = "zie ook"  # an answer to which a cited one refers
    MEMBERS = "vraag van leden"  # the words of members: never a position of the cabinet


@dataclass(frozen=True, slots=True)
class Citation:
    """A quotation with its source.

    ``quote`` is verbatim in ``passage``, which is verbatim in the cleaned text of the document; ``page`` is
    the page on which the quote begins. ``reference`` is the usual Dutch citation, ``score`` the fused score
    of the passage (0 to 1, within one ranking). ``number`` is the number of the question in a list of
    questions and answers, else ``None``. ``abbreviations`` are those in the passage, as its document explains them, or
    else another one in the corpus. ``standing`` is what it is to the answer, ``voice`` who speaks and ``passage_id``
    the id of the passage (see ``Passage``).
    """

    document_id: str
    title: str
    date: datetime.date | None
    page: int
    section: str
    quote: str
    passage: str
    reference: str
    url: str
    score: float
    number: int | None = None
    abbreviations: tuple[Abbreviation, ...] = ()
    standing: Standing = Standing.ANSWER
    voice: str = ""
    passage_id: str = ""


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A number or date as a citation states it: ``words`` is verbatim in the quote of citation ``number``."""

    date: datetime.date
    words: str
    number: int


@dataclass(frozen=True, slots=True)
class AnswerPart:
    """What came back for one of several questions in one: the ``numbers`` of its citations, or nothing found.

    ``certain`` and ``differing`` are as in ``Answer``.
    """

    question: str
    answered: bool
    numbers: tuple[int, ...]
    certain: bool = True
    differing: tuple[StatedFigure, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for a question.

    ``text`` holds verbatim sentences, each followed by the number of its citation ("[1]" is
    ``citations[0]``), or the sentence that nothing was found. ``interpreted`` is the question as it was
    understood: completed from the conversation where it was a follow-up. ``parts`` are the questions in it when there
    are several. ``related`` are the nearest passages when nothing was found: they claim no answer. ``certain`` is
    false when what is cited is on the subject but may not be the answer; ``text`` then says so first.
    ``differing`` are the numbers or dates that were asked for, newest first, when documents state different ones.
    ``explain`` tells in Dutch, line by line, how the answer came about.
    ``restrictions`` are what was understood about where to look; ``ask(..., restrict=False)`` leaves them out.
    """

    question: str
    interpreted: str
    answered: bool
    text: str
    citations: tuple[Citation, ...]
    parts: tuple[AnswerPart, ...] = ()
    related: tuple[Citation, ...] = ()
    certain: bool = True
    restrictions: tuple[Restriction, ...] = ()
    differing: tuple[StatedFigure, ...] = ()
    explain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """How an answer came about.

    ``support`` is what speaks for an answer as a multiple of what is needed: from 1 on the question is answered,
    below it nothing was found. ``hits`` are all passages that were ranked, best first, with their scores in both legs;
    of several questions in one those for all together and for each that is answered, in turns.
    """

    answer: Answer
    support: float
    hits: tuple[Hit, ...]
