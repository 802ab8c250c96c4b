import io
from pathlib import Path

import pytest
from fpdf import FPDF
from pypdf import PdfReader, PdfWriter

from qa.errors import ReadingError
from qa.parliament.dates import parse_date
from qa.reading import read


def pdf(*pages: str) -> bytes:
    made = FPDF()
    made.set_font("Helvetica", size=11)
    for page in pages:
        made.add_page()
        made.multi_cell(0, 6, page)
    return bytes(made.output())


LETTER = (
    "Den Haag, 7 juli 2023\n\n"
    "De rechtsgrond voor optreden van Nederlandse militairen in Irak is het Iraakse verzoek aan de VN om steun."
)


def test_a_pdf_is_read_with_its_pages(tmp_path: Path) -> None:
    path = tmp_path / "kst-27925-943.pdf"
    path.write_bytes(pdf(LETTER, "Het mandaat van NMI is het verzoek van de Iraakse regering."))
    document = read(path)
    assert document.identity.chamber == "Tweede Kamer"
    assert document.identity.number == "943"
    assert document.identity.date == parse_date("7 juli 2023")
    assert document.page_at(document.text.index("De rechtsgrond")) == 1
    assert document.page_at(document.text.index("Het mandaat")) == 2


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"geen pdf", pdf(LETTER)[:600]])
def test_a_damaged_pdf_is_refused_with_what_to_do(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "stuk.pdf"
    path.write_bytes(content)
    with pytest.raises(ReadingError, match=r"opnieuw|geen tekst"):
        read(path)


def test_a_locked_pdf_is_refused_with_what_to_do(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(LETTER))))
    writer.encrypt("geheim", algorithm="RC4-128")
    path = tmp_path / "stuk.pdf"
    with path.open("wb") as file:
        writer.write(file)
    with pytest.raises(ReadingError, match="wachtwoord"):
        read(path)


def test_a_scan_without_text_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(pdf(""))
    with pytest.raises(ReadingError, match="OCR"):
        read(path)
