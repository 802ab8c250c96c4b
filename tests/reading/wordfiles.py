"""Makes Word files for tests, as Word makes them, and tells what was read of them."""

import io
import zipfile
from pathlib import Path

import docx

from qa.domain import Document, ParagraphKind
from qa.reading import read

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PAIRS = (("Hoeveel militairen?", "Circa 145."), ("Tot wanneer?", "Tot 2025."), ("Waar?", "In Bagdad."))


def made() -> bytes:
    """A letter with headings, a list, a table and a question with its answer."""
    file = docx.Document()
    file.core_properties.title = "Brief over Irak"
    file.add_paragraph("Geachte voorzitter,")
    file.add_heading("Mandaat", level=1)
    file.add_paragraph("De rechtsgrond is het Iraakse verzoek.")
    file.add_heading("Inzet", level=2)
    file.add_paragraph("Nederland levert:")
    file.add_paragraph("145 militairen;", style="List Bullet")
    file.add_paragraph("drie helikopters.", style="List Number")
    table = file.add_table(rows=2, cols=2)
    for cell, text in zip(
        (c for row in table.rows for c in row.cells), ("Jaar", "Kosten", "2024", "49 mln"), strict=True
    ):
        cell.text = text
    file.add_paragraph("")
    run = file.add_paragraph("Een zin met ").add_run("vette")
    run.bold = True
    run.add_tab()
    run.add_text("tekst.")
    saved = io.BytesIO()
    file.save(saved)
    return saved.getvalue()


def with_part(content: bytes, name: str, part: str) -> bytes:
    """The same file with one part more, or another in its place."""
    saved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(saved, "w") as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info, old.read(info))
        new.writestr(name, part)
    return saved.getvalue()


def paragraph(text: str, *, within: str = "") -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r>{within}</w:p>"


def cell(text: str, properties: str = "") -> str:
    paragraphs = "".join(paragraph(one) for one in text.split("|"))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs}</w:tc>"


def row(*texts: str) -> str:
    return f"<w:tr>{''.join(map(cell, texts))}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def document_of(folder: Path, body: str, **parts: str) -> Document:
    """A file with this body; ``parts`` are the contents of its other parts by name ("styles")."""
    names = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    content = with_part(
        made(),
        "word/document.xml",
        f'<w:document xmlns:w="{WORD}" {names}><w:body>{body}<w:sectPr/></w:body></w:document>',
    )
    for name, part in parts.items():
        content = with_part(content, f"word/{name}.xml", part)
    (folder / "stuk.docx").write_bytes(content)
    return read(folder / "stuk.docx")


def texts(document: Document, kind: ParagraphKind = ParagraphKind.TEXT) -> list[str]:
    return [document.text[p.start : p.end] for p in document.paragraphs if p.kind is kind]


def pairs(document: Document) -> list[tuple[int, str, str]]:
    return [
        (q.number, document.text[q.start : q.question_end], document.text[q.answer_start : q.end])
        for q in document.questions
    ]


NUMBERING = (
    f"<w:numbering xmlns:w='{WORD}'><w:abstractNum w:abstractNumId='1'>"
    "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='{}'/></w:lvl></w:abstractNum>"
    "<w:num w:numId='5'><w:abstractNumId w:val='1'/></w:num></w:numbering>"
)


def numbered(text: str) -> str:
    place = "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='5'/></w:numPr>"
    return f"<w:p><w:pPr>{place}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
