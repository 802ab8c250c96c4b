"""Word files, made by the tests as Word makes them."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.domain import Document, ParagraphKind
from qa.errors import ReadingError
from qa.passages import passages
from qa.reading import read, word
from tests.conftest import reads_or_refuses

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


def questions() -> bytes:
    file = docx.Document()
    file.add_paragraph("De vaste commissie heeft vragen gesteld.")
    for number, (question, answer) in enumerate(PAIRS, 1):
        file.add_paragraph(f"{number} {question}")
        file.add_paragraph("Antwoord")
        file.add_paragraph(answer)
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


@pytest.fixture
def letter(tmp_path: Path) -> Document:
    (tmp_path / "brief.docx").write_bytes(made())
    return read(tmp_path / "brief.docx")


def test_paragraphs_stand_under_their_headings(letter: Document) -> None:
    found = {p.text: p.section for p in passages(letter)}
    assert found["De rechtsgrond is het Iraakse verzoek."] == ("Mandaat",)
    assert found["Nederland levert:\n145 militairen;\ndrie helikopters."] == ("Mandaat", "Inzet")
    assert found["Jaar: 2024; Kosten: 49 mln"] == ("Mandaat", "Inzet")
    assert "Een zin met vette tekst." in found


def test_the_title_that_word_keeps_is_the_title_where_the_text_bears_it_out(letter: Document, tmp_path: Path) -> None:
    assert letter.identity.title == "brief", "a template may have left it"
    file = docx.Document()
    file.core_properties.title = "De inzet in Irak"
    file.add_paragraph("De inzet in Irak.")
    file.save(str(tmp_path / "notitie.docx"))
    assert read(tmp_path / "notitie.docx").identity.title == "De inzet in Irak"
    assert {p.voice for p in passages(letter)} == {"kabinet"}, "a letter to the chair of the chamber"


def test_a_numbered_list_of_questions_is_found(tmp_path: Path) -> None:
    (tmp_path / "lijst.docx").write_bytes(questions())
    document = read(tmp_path / "lijst.docx")
    assert [document.text[q.answer_start : q.end] for q in document.questions] == [answer for _, answer in PAIRS]
    assert [document.text[q.start : q.question_end] for q in document.questions] == [asked for asked, _ in PAIRS]
    assert document.text.startswith("De vaste commissie heeft vragen gesteld.")


@pytest.mark.parametrize(("kind", "mark"), [("footnote", "1"), ("endnote", "i")])
def test_notes_are_read(kind: str, mark: str, tmp_path: Path) -> None:
    notes = (
        f'<w:{kind}s xmlns:w="{WORD}"><w:{kind} w:type="separator" w:id="-1"><w:p/></w:{kind}>'
        f'<w:{kind} w:id="1"><w:p><w:r><w:t>Kamerstuk 27 925, nr. 919.</w:t></w:r></w:p></w:{kind}></w:{kind}s>'
    )
    content = with_part(made(), f"word/{kind}s.xml", notes)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        types = archive.read("[Content_Types].xml").decode()
        relations = archive.read("word/_rels/document.xml.rels").decode()
    media = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"
    types = types.replace("</Types>", f'<Override PartName="/word/{kind}s.xml" ContentType="{media}"/></Types>')
    target = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}s"
    relations = relations.replace(
        "</Relationships>", f'<Relationship Id="rId99" Type="{target}" Target="{kind}s.xml"/></Relationships>'
    )
    content = with_part(with_part(content, "[Content_Types].xml", types), "word/_rels/document.xml.rels", relations)
    (tmp_path / "noten.docx").write_bytes(content)
    document = read(tmp_path / "noten.docx")
    found = [(p.mark, document.text[p.start : p.end]) for p in document.paragraphs if p.kind is ParagraphKind.NOTE]
    assert found == [(mark, "Kamerstuk 27 925, nr. 919.")]


def paragraph(text: str, *, within: str = "") -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r>{within}</w:p>"


def read_body(folder: Path, body: str) -> list[str]:
    """The paragraphs of a file with this body, in order."""
    names = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    part = f'<w:document xmlns:w="{WORD}" {names}><w:body>{body}<w:sectPr/></w:body></w:document>'
    (folder / "brief.docx").write_bytes(with_part(made(), "word/document.xml", part))
    document = read(folder / "brief.docx")
    return [document.text[p.start : p.end] for p in document.paragraphs]


def test_what_stands_in_a_field_of_a_form_is_read(tmp_path: Path) -> None:
    field = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('In een veld.')}</w:sdtContent></w:sdt>"
    assert read_body(tmp_path, paragraph("Ervoor.") + field + paragraph("Erna.")) == [
        "Ervoor.",
        "In een veld.",
        "Erna.",
    ]


def test_the_rows_of_a_table_that_are_a_field_are_read(tmp_path: Path) -> None:
    row = f"<w:tr><w:tc>{paragraph('Irak')}</w:tc><w:tc>{paragraph('12')}</w:tc></w:tr>"
    table = f"<w:tbl>{row}<w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt></w:tbl>"
    assert read_body(tmp_path, table) == ["Irak; 12\nIrak; 12"]


def test_a_text_box_follows_on_its_paragraph_and_is_read_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{paragraph('In het kader.')}</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    anchored = paragraph("De alinea.", within=f"<w:r>{both}</w:r>")
    assert read_body(tmp_path, anchored + paragraph("Erna.")) == ["De alinea.", "In het kader.", "Erna."]


def test_a_cell_over_two_columns_stands_under_both(tmp_path: Path) -> None:
    def cell(text: str, wide: int = 1) -> str:
        return f'<w:tc><w:tcPr><w:gridSpan w:val="{wide}"/></w:tcPr>{paragraph(text)}</w:tc>'

    rows = (cell("Missie") + cell("Doel") + cell("Kosten"), cell("NMI", 2) + cell("49 mln"))
    table = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    assert read_body(tmp_path, f"<w:tbl>{table}</w:tbl>") == ["Missie: NMI; Doel: NMI; Kosten: 49 mln"]


@pytest.mark.parametrize("content", [b"", b"geen zip", b"\xd0\xcf\x11\xe0oud of met een wachtwoord"])
def test_what_is_no_word_file_is_refused_in_one_sentence(content: bytes) -> None:
    with pytest.raises(ReadingError, match=r"geen Word-bestand \(.docx\)"):
        word.read(content)


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (word.LARGEST_UNPACKED + 1))
    with pytest.raises(ReadingError, match="uitgepakt te groot"):
        word.read(saved.getvalue())


def test_entities_of_a_word_file_read_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text("het geheim")
    with zipfile.ZipFile(io.BytesIO(made())) as archive:
        body = archive.read("word/document.xml").decode()
    head, rest = body.split("?>", 1)
    hostile = f'{head}?><!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>{rest.replace("Geachte", "&e;")}'
    try:
        text = word.read(with_part(made(), "word/document.xml", hostile)).layout.text
    except ReadingError:
        return
    assert "het geheim" not in text


@given(st.data())
def test_damaged_files_give_a_document_or_one_sentence(data: st.DataObject) -> None:
    content = bytearray(SAMPLE)
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    reads_or_refuses(word.read, bytes(content[: data.draw(st.integers(0, len(content)))]))


SAMPLE = made()


def test_a_cell_that_claims_to_be_millions_wide_is_one_cell() -> None:
    with zipfile.ZipFile(io.BytesIO(made())) as archive:
        body = archive.read("word/document.xml").decode()
    wide = body.replace("<w:tcPr>", '<w:tcPr><w:gridSpan w:val="900000000"/>', 1)
    assert wide != body
    assert "49 mln" in word.read(with_part(made(), "word/document.xml", wide)).layout.text
