import io
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont
from pypdf import PdfReader, PdfWriter

from qa.domain import Document, ParagraphKind
from qa.errors import ReadingError
from qa.language.dates import first_date
from qa.reading import ocr, read
from qa.reading import pdf as pdf_reader
from qa.reading.placement import place
from qa.reading.text_runs import Piece
from tests.conftest import reads_or_refuses
from tests.reading.text_runs import piece
from tests.reading.typeset import FONT, KAMERSTUK, TWO_COLUMNS, Look, Placing, typeset
from tests.reading.typeset import LETTER as MINISTRY

pytestmark = pytest.mark.slow

# Of the paragraphs. A hyphen at a line end cannot always be told from the typesetter's, nor a sentence that ends a
# column or page from one that ends its paragraph.
LEAST_IDENTICAL = 0.99
LEAST_AT_ANY_WIDTH = 0.985
LEAST_IN_COLUMNS = 0.95  # lines are half as long and end in a hyphen twice as often


def pdf(*pages: str) -> bytes:
    made = FPDF()
    made.set_font("Helvetica", size=11)
    for page in pages:
        made.add_page()
        made.multi_cell(0, 6, page)
    return bytes(made.output())


LINES = (
    "Den Haag, 7 juli 2023\n\n"
    "De rechtsgrond voor optreden van Nederlandse militairen in Irak is het Iraakse verzoek aan de VN om steun."
)


def test_a_pdf_is_read_with_its_pages(tmp_path: Path) -> None:
    path = tmp_path / "kst-27925-943.pdf"
    path.write_bytes(pdf(LINES, "Het mandaat van NMI is het verzoek van de Iraakse regering."))
    document = read(path)
    assert document.identity.chamber == "Tweede Kamer"
    assert document.identity.number == "943"
    assert document.identity.date == first_date("7 juli 2023")
    assert document.page_at(document.text.index("De rechtsgrond")) == 1
    assert document.page_at(document.text.index("Het mandaat")) == 2


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"geen pdf", pdf(LINES)[:600]])
def test_a_damaged_pdf_is_refused_with_what_to_do(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "stuk.pdf"
    path.write_bytes(content)
    with pytest.raises(ReadingError, match=r"opnieuw|geen tekst"):
        read(path)


def test_a_locked_pdf_is_refused_with_what_to_do(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(LINES))))
    writer.encrypt("geheim", algorithm="RC4-128")
    path = tmp_path / "stuk.pdf"
    with path.open("wb") as file:
        writer.write(file)
    with pytest.raises(ReadingError, match="wachtwoord"):
        read(path)


def scan(text: str) -> bytes:
    """A page that is only a picture of its text."""
    picture = Image.new("L", (1240, 1754), 255)
    ImageDraw.Draw(picture).text((150, 200), text, font=ImageFont.truetype(str(FONT), 34), fill=0)
    made = FPDF(unit="pt", format="A4")
    made.add_page()
    made.image(picture, x=0, y=0, w=595)
    return bytes(made.output())


@pytest.mark.skipif(shutil.which(ocr.PROGRAM) is None, reason="ocrmypdf is not installed")
def test_a_scan_is_recognised_where_a_program_for_it_is_installed(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(scan("De rechtsgrond voor het optreden is\nhet verzoek van de Iraakse regering."))
    document = read(path)
    assert document.text == "De rechtsgrond voor het optreden is het verzoek van de Iraakse regering."
    assert document.warnings == (
        "De tekst van bladzijde 1 is herkend in een scan (OCR); er kunnen leesfouten in staan.",
    )


def test_a_scan_without_text_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(pdf(""))
    with pytest.raises(ReadingError, match="OCR"):
        read(path)


LOOKS = {
    "kamerstuk": KAMERSTUK,
    "letter": MINISTRY,
    "two columns": TWO_COLUMNS,
    "two columns of words": replace(TWO_COLUMNS, placing=Placing.WORD),
    "words": replace(KAMERSTUK, placing=Placing.WORD),
    "letters": replace(KAMERSTUK, placing=Placing.LETTER),
}

LETTERS = ("kst-27925-597", "kst-27925-919", "kst-27925-943", "kst-27925-AL")
NOTED = "kst-27925-AL"  # has the most footnotes


def some(names: tuple[str, ...], look: Look) -> tuple[str, ...]:
    """Of pages on which each letter stands apart, which take long to read, one document is enough."""
    return (NOTED,) if look.placing is Placing.LETTER else names


def paragraphs(document: Document) -> list[str]:
    kinds = (ParagraphKind.TEXT, ParagraphKind.HEADING)
    return [document.text[p.start : p.end] for p in document.paragraphs if p.kind in kinds]


def read_back(document: Document, look: Look, folder: Path) -> Document:
    path = folder / f"{document.identity.id}.pdf"
    path.write_bytes(typeset(document, look))
    return read(path)


@pytest.mark.parametrize("look", [KAMERSTUK, MINISTRY], ids=["kamerstuk", "letter of a ministry"])
def test_the_letters_are_read_back_as_they_were(look: Look, documents: dict[str, Document], tmp_path: Path) -> None:
    wanted = same = 0
    for name in LETTERS:
        found = read_back(documents[name], look, tmp_path)
        there = set(paragraphs(found))
        wanted += len(paragraphs(documents[name]))
        same += sum(text in there for text in paragraphs(documents[name]))
        assert [page.number for page in found.pages] == list(
            range(1, len(PdfReader(tmp_path / f"{name}.pdf").pages) + 1)
        )
        assert found.warnings == ()
    assert same / wanted >= LEAST_IDENTICAL


def test_wherever_the_lines_break_nearly_every_paragraph_is_the_same(
    documents: dict[str, Document], tmp_path: Path
) -> None:
    wanted = same = 0
    for right in range(440, 561, 40):
        for name in LETTERS:
            there = set(paragraphs(read_back(documents[name], replace(KAMERSTUK, right=float(right)), tmp_path)))
            wanted += len(paragraphs(documents[name]))
            same += sum(text in there for text in paragraphs(documents[name]))
    assert same / wanted >= LEAST_AT_ANY_WIDTH


@pytest.mark.parametrize("placing", [Placing.LINE, Placing.WORD])
def test_two_columns_are_read_one_after_the_other(
    placing: Placing, documents: dict[str, Document], tmp_path: Path
) -> None:
    wanted = same = 0
    for name in LETTERS:
        found = read_back(documents[name], replace(TWO_COLUMNS, placing=placing), tmp_path)
        there = set(paragraphs(found))
        wanted += len(paragraphs(documents[name]))
        same += sum(text in there for text in paragraphs(documents[name]))
        assert found.warnings[0].startswith("Tekst in kolommen op bladzijde 1, 2, 3")
    assert same / wanted >= LEAST_IN_COLUMNS


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_footnotes_are_set_apart_and_their_marks_taken_out(
    look: Look, documents: dict[str, Document], tmp_path: Path
) -> None:
    def notes(document: Document) -> list[tuple[str, str]]:
        kept = [p for p in document.paragraphs if p.kind is ParagraphKind.NOTE]
        return [(p.mark, document.text[p.start : p.end]) for p in kept]

    for name in some(LETTERS, look):
        found = read_back(documents[name], look, tmp_path)
        assert notes(found) == notes(documents[name]), name
        assert not any(mark in found.text for mark in "¹²³⁴⁵⁶⁷⁸⁹")


@pytest.mark.parametrize("look", [KAMERSTUK, MINISTRY], ids=["kamerstuk", "letter of a ministry"])
def test_headers_footers_and_margins_are_furniture(look: Look, documents: dict[str, Document], tmp_path: Path) -> None:
    found = read_back(documents["kst-27925-943"], look, tmp_path)
    pages = len(found.pages)
    for text in (look.footer.split("{")[0].strip(), look.header, *look.margin):
        if text:
            assert text not in found.text
            assert sum(text in left_out for left_out in found.furniture) >= pages, text


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_every_letter_of_a_pdf_is_in_the_text_or_in_the_listed_furniture(
    look: Look, documents: dict[str, Document], tmp_path: Path
) -> None:
    def letters(text: str) -> Counter[str]:
        return Counter(character for character in text if character.isalpha())

    for name in some((*LETTERS, "kst-27925-930"), look):
        found = read_back(documents[name], look, tmp_path)
        printed = "".join(page.extract_text() for page in PdfReader(tmp_path / f"{name}.pdf").pages)
        assert letters(found.text + "".join(found.furniture)) == letters(printed), name


def test_a_page_of_a_pdf_is_the_page_of_its_words(documents: dict[str, Document], tmp_path: Path) -> None:
    found = read_back(documents["kst-27925-943"], KAMERSTUK, tmp_path)
    printed = [page.extract_text() for page in PdfReader(tmp_path / "kst-27925-943.pdf").pages]
    for paragraph in found.paragraphs:
        begin = found.text[paragraph.start : paragraph.start + 12].split("\n")[0]
        assert begin in printed[paragraph.page - 1], begin


@pytest.mark.parametrize("placing", [Placing.WORD, Placing.LETTER])
def test_words_and_letters_that_are_placed_one_by_one_are_put_together(
    placing: Placing, documents: dict[str, Document], tmp_path: Path
) -> None:
    document = documents["kst-27925-943"]
    found = read_back(document, replace(KAMERSTUK, placing=placing), tmp_path)
    there = set(paragraphs(found))
    same = sum(text in there for text in paragraphs(document))
    assert same / len(paragraphs(document)) >= LEAST_IDENTICAL
    assert any("stonden los van elkaar" in warning for warning in found.warnings) is (placing is Placing.LETTER)


def test_a_list_of_questions_in_columns_is_read_with_its_page_column(
    documents: dict[str, Document], tmp_path: Path
) -> None:
    document = documents["kst-27925-930"]
    found = read_back(document, KAMERSTUK, tmp_path)

    def said(source: Document) -> list[tuple[int, tuple[int, ...], str]]:
        return [
            (q.number, q.letter_pages[:1], source.text[q.start : q.question_end].replace("-", ""))
            for q in source.questions
        ]

    def answers(source: Document) -> list[str]:
        return [text for q in source.questions for text in source.text[q.answer_start : q.end].split("\n\n")]

    assert said(found) == said(document)
    there = set(answers(found))
    assert sum(text in there for text in answers(document)) >= 0.97 * len(answers(document))


def unicode_pdf(*texts: str, turned: bool = False) -> FPDF:
    made = FPDF(unit="pt", format="A4")
    made.add_font("Serif", "", str(FONT))
    made.set_font("Serif", size=10)
    for text in texts:
        made.add_page()
        if turned:
            with made.rotation(90, 200, 400):
                made.text(200, 400, text)
        elif text:
            made.text(70, 90, text)
    return made


def test_ligatures_and_soft_hyphens_become_letters(tmp_path: Path) -> None:
    path = tmp_path / "brief.pdf"
    path.write_bytes(bytes(unicode_pdf("De e\ufb03ci\u00ebnte o\ufb03cier heeft een \ufb02ink plan.").output()))
    assert read(path).text == "De effici\u00ebnte officier heeft een flink plan."


def test_a_page_that_is_turned_is_read_and_turned_text_beside_upright_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "brief.pdf"
    path.write_bytes(bytes(unicode_pdf("Deze bladzijde ligt op haar kant.", turned=True).output()))
    assert read(path).text == "Deze bladzijde ligt op haar kant."
    mixed = unicode_pdf("Deze bladzijde staat gewoon rechtop, met een stempel ernaast.")
    with mixed.rotation(90, 500, 400):
        mixed.text(500, 400, "AFSCHRIFT")
    path.write_bytes(bytes(mixed.output()))
    document = read(path)
    assert document.text == "Deze bladzijde staat gewoon rechtop, met een stempel ernaast."
    assert document.warnings == ("Gedraaide tekst weggelaten op bladzijde 1.",)


def test_pages_without_text_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "PROGRAM", "een programma dat er niet is")
    path = tmp_path / "deels.pdf"
    path.write_bytes(bytes(unicode_pdf("Een gewone bladzijde met tekst.", "", "Nog een bladzijde met tekst.").output()))
    assert read(path).warnings == ("Geen tekst op bladzijde 2: mogelijk een scan.",)


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_a_pdf_that_is_locked_without_a_password_is_read(algorithm: str, tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(LINES))))
    writer.encrypt("", owner_password="eigenaar", algorithm=algorithm)  # noqa: S106 - of a test
    path = tmp_path / "open.pdf"
    with path.open("wb") as file:
        writer.write(file)
    assert "De rechtsgrond" in read(path).text


def test_a_damaged_cross_reference_table_is_mended(tmp_path: Path) -> None:
    path = tmp_path / "xref.pdf"
    path.write_bytes(pdf(LINES).replace(b"startxref\n", b"startxref\n9"))
    assert "De rechtsgrond" in read(path).text


def test_a_pdf_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader, "LARGEST_PDF", 2)
    with pytest.raises(ReadingError, match="meer dan 2 bladzijden"):
        pdf_reader.read(pdf("a", "b", "c"))


def test_a_pdf_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader, "LONGEST_READING", 0.001)
    with pytest.raises(ReadingError, match="te ingewikkeld"):
        pdf_reader.read(pdf("a"))


@settings(deadline=None)
@given(st.data())
def test_damaged_pdfs_give_a_document_or_one_sentence(data: st.DataObject) -> None:
    content = bytearray(SAMPLE)
    for _ in range(data.draw(st.integers(1, 10))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    reads_or_refuses(pdf_reader.read, bytes(content[: data.draw(st.integers(0, len(content)))]))


SAMPLE = pdf(LINES, LINES)


WORDS = ("Vooraf", "Daarna", "Verder", "Ten slotte")


def pieces(*rows: tuple[float, float, float, str]) -> list[Piece]:
    return [piece(x, y, size, text) for x, y, size, text in rows]


def test_words_that_stand_at_the_same_height_on_every_page_are_text_in_the_middle_of_it() -> None:
    body = [(f"Kan het kabinet zeggen wat er op punt {n} is gedaan?", f"Dit is antwoord {n}.") for n in range(1, 5)]
    pages = [
        pieces(
            (70, 800, 7, "Tweede Kamer"), *((70, 780 - 13 * k, 10, f"{WORDS[n]} regel {k}") for k in range(4)),
            (70, 600, 10, question), (70, 587, 10, "Antwoord"), (70, 574, 10, answer),
            *((70, 500 - 13 * k, 10, f"{WORDS[n]} slot {k}") for k in range(4)),
        )
        for n, (question, answer) in enumerate(body)
    ]  # fmt: skip
    placed = place(pages)
    assert placed.furniture == ["Tweede Kamer"] * 4
    assert [line.text for line in placed.lines].count("Antwoord") == 4


def test_a_change_of_type_does_not_glue_words_and_a_note_does_not_change_a_year() -> None:
    row = pieces((70, 700, 10, "De minister zegt "), (150, 700, 10, "uitdrukkelijk"), (215, 700, 10, " nee in 2021"))
    (mark,) = pieces((280, 703, 6, "4"))
    (after,) = pieces((283, 700, 10, ", en meer."))
    (line,) = place([[*row, mark, replace(after, spaced=False)]]).lines
    assert line.text == "De minister zegt uitdrukkelijk nee in 2021⁴, en meer."
