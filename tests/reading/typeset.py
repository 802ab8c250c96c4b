"""Typesets the documents of the corpus as PDFs in the two lay-outs that users hold, so that they can be read back.

Lines are broken and hyphenated here, so that every wrap of a printed page occurs: words broken at line ends and at
page ends, running headers and footers, a reference block in the margin, and a list of questions in three columns.
"""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import matplotlib as mpl
import pyphen
from fpdf import FPDF

from qa.domain import Document, Paragraph, ParagraphKind, QuestionAnswer

FONT = Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSerif.ttf"  # has every letter of the corpus
DUTCH = pyphen.Pyphen(lang="nl_NL")
SHORTEST_HALF = 3  # letters that stay together at a line end
SIZE, LEADING, BETWEEN = 10.0, 13.0, 13.0  # points: type, from line to line, extra between paragraphs
NOTE_SIZE, NOTE_LEADING = 7.0, 8.5
MARK_SIZE, RAISED = 6.0, 3.5
TOP = 90.0
GUTTER = 18.0  # points between columns
FOOT = 150.0  # points at the foot of a page for its footnotes and footer
NUMBER_COLUMN = 35.0  # points to the left of the text, and to its right
PAGE_WIDTH, PAGE_HEIGHT = 595.0, 842.0  # A4


class Placing(Enum):
    """What one text operation of the PDF holds."""

    LINE = "line"
    WORD = "word"
    LETTER = "letter"


@dataclass(frozen=True)
class Look:
    """A lay-out: where the text stands, and what surrounds it on every page."""

    left: float
    right: float
    footer: str
    header: str = ""
    margin: tuple[str, ...] = ()
    columns: int = 1
    placing: Placing = Placing.LINE

    @property
    def full_width(self) -> float:
        return self.right - self.left

    @property
    def stretch(self) -> float:
        return 1.6 if self.placing is Placing.LETTER else 1.0


KAMERSTUK = Look(
    left=130,
    right=500,
    footer="Tweede Kamer, vergaderjaar 2022–2023, 27 925, nr. 943",
    header="27 925 Vergaderjaar 2022–2023",
)
LETTER = Look(
    left=70,
    right=430,
    footer="Pagina {page} van {pages}",
    margin=("Onze Referentie", "BZDOC-1234567-89", "Uw Referentie", "2023Z12345"),
)
TWO_COLUMNS = Look(left=70, right=525, footer="Tweede Kamer, vergaderjaar 2022–2023, 27 925, nr. 943", columns=2)


def typeset(document: Document, look: Look) -> bytes:
    """Give the body of a document as a PDF."""
    setter = _Setter(document, look)
    return setter.set()


class _Setter:
    def __init__(self, document: Document, look: Look) -> None:
        self.document, self.look = document, look
        self.pdf = FPDF(unit="pt", format="A4")
        self.pdf.set_auto_page_break(False)
        self.pdf.add_font("Serif", "", str(FONT))
        self.pages: list[list[tuple[float, float, float, str]]] = []
        self.y = 0.0
        self.column = 0
        self.notes = [p for p in document.paragraphs if p.kind is ParagraphKind.NOTE]

    @property
    def width(self) -> float:
        return (self.look.full_width - GUTTER * (self.look.columns - 1)) / self.look.columns

    @property
    def x(self) -> float:
        return self.look.left + self.column * (self.width + GUTTER)

    def set(self) -> bytes:
        self._new_page()
        for paragraph in self.document.paragraphs:
            if paragraph.kind is not ParagraphKind.NOTE:
                self._paragraph(paragraph)
        for question in self.document.questions:
            self._question(question)
        for number, lines in enumerate(self.pages, 1):
            self.pdf.add_page()
            self._surroundings(number)
            for x, y, size, text in lines:
                self._put(x, y, size, text)
        return bytes(self.pdf.output())

    def _new_page(self) -> None:
        self.pages.append([])
        self.y, self.column = TOP, 0

    def _paragraph(self, paragraph: Paragraph) -> None:
        text = self.document.text[paragraph.start : paragraph.end]
        self._text(text)
        due = bool(self.notes) and self.notes[0].page <= paragraph.page
        if due and paragraph.kind is ParagraphKind.TEXT and text.endswith("."):
            self._note(self.notes.pop(0))

    def _note(self, note: Paragraph) -> None:
        """Put the mark of a note, raised, behind the text set last, and the note at the foot of its page."""
        page = self.pages[-1]
        x, y, size, text = page[-1]
        self.pdf.set_font("Serif", size=size)
        page.append((x + self.look.stretch * self.pdf.get_string_width(text), y - RAISED, MARK_SIZE, note.mark))
        lines = self._broken(
            f"{note.mark} {self.document.text[note.start : note.end]}", NOTE_SIZE, self.look.full_width
        )
        above = max((y for _, y, size, _ in page if size == NOTE_SIZE), default=PAGE_HEIGHT - FOOT + LEADING)
        for number, line in enumerate(lines, 1):
            page.append((self.look.left, above + NOTE_LEADING * number, NOTE_SIZE, line))

    def _question(self, question: QuestionAnswer) -> None:
        """A row of a list as it is printed: its number, question and answer, and the page of the letter beside them."""
        text = self.document.text
        self._room()
        self.pages[-1].append((self.look.left - NUMBER_COLUMN, self.y, SIZE, str(question.number)))
        if question.letter_pages:
            pages = str(question.letter_pages[0])
            self.pages[-1].append((self.look.right + NUMBER_COLUMN, self.y, SIZE, pages))
        self._text(text[question.start : question.question_end])
        self._text("Antwoord")
        for paragraph in text[question.answer_start : question.end].split("\n\n"):
            self._text(paragraph)

    def _text(self, text: str) -> None:
        for item in text.split("\n"):
            for line in self._broken(item, SIZE, self.width):
                self._room()
                self.pages[-1].append((self.x, self.y, SIZE, line))
                self.y += LEADING
        self.y += BETWEEN

    def _room(self) -> None:
        if self.y <= PAGE_HEIGHT - FOOT:
            return
        if self.column + 1 < self.look.columns:
            self.y, self.column = TOP, self.column + 1
        else:
            self._new_page()

    def _broken(self, text: str, size: float, width: float) -> list[str]:
        self.pdf.set_font("Serif", size=size)
        lines, current = [], ""
        for word in text.split():
            candidate = f"{current} {word}".strip()
            if self.pdf.get_string_width(candidate) <= width:
                current = candidate
                continue
            first, rest = self._divided(word, width - self.pdf.get_string_width(f"{current} -"))
            if first:
                lines.append(f"{current} {first}".strip())
                current = rest
            else:
                lines.append(current)
                current = word
        return [*lines, current]

    def _divided(self, word: str, room: float) -> tuple[str, str]:
        """The part of a word that still fits, with its hyphen, and the rest."""
        for place in range(len(word) - 1, 0, -1):
            if (
                place > 1
                and word[place - 1] == "-"
                and word[place].isalpha()
                and self.pdf.get_string_width(word[:place]) <= room
            ):
                return word[:place], word[place:]
        if not word.isalpha() or not word.islower():
            return "", word
        for place in reversed(DUTCH.positions(word)):
            if min(place, len(word) - place) >= SHORTEST_HALF and self.pdf.get_string_width(word[:place]) <= room:
                return f"{word[:place]}-", word[place:]
        return "", word

    def _surroundings(self, number: int) -> None:
        footer = self.look.footer.format(page=number, pages=len(self.pages))
        self._put(self.look.left, PAGE_HEIGHT - 40, NOTE_SIZE, footer, placing=Placing.LINE)
        if "{page}" not in self.look.footer:
            self._put(self.look.right + 10, PAGE_HEIGHT - 40, NOTE_SIZE, str(number), placing=Placing.LINE)
        if self.look.header:
            self._put(self.look.left, 45, NOTE_SIZE, self.look.header, placing=Placing.LINE)
        for place, text in enumerate(self.look.margin):
            self._put(self.look.right + 30, 120 + 9 * place, NOTE_SIZE, text, placing=Placing.LINE)

    def _put(self, x: float, y: float, size: float, text: str, placing: Placing | None = None) -> None:
        self.pdf.set_font("Serif", size=size)
        placing = placing or self.look.placing
        if placing is Placing.LINE:
            self.pdf.text(x, y, text)
            return
        for piece in text.split(" ") if placing is Placing.WORD else list(text):
            if piece.strip():
                self.pdf.text(x, y, piece)
            after = piece + " " if placing is Placing.WORD else piece
            x += self.pdf.get_string_width(after) * self.look.stretch
