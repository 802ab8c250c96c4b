"""Word files, made by the tests as Word makes them."""

import io
import re
import sys
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.domain import Document, ParagraphKind
from qa.errors import ReadingError
from qa.passages import passages
from qa.reading import office_content, read, word
from tests.conftest import reads_or_refuses
from tests.reading.wordfiles import PAIRS, WORD, document_of, made, paragraph, texts, with_part

pytestmark = pytest.mark.slow

BODY = paragraph("In deze brief schrijf ik u hoe het met de sluizen in het land gaat.")


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


def test_the_title_that_word_keeps_is_the_title_when_the_document_prints_it(tmp_path: Path) -> None:
    for printed, title in (("Brief over Irak", "Brief over Irak"), ("Iets anders", "brief")):
        file = docx.Document(io.BytesIO(made()))
        file.add_paragraph(printed)
        file.save(str(tmp_path / "brief.docx"))
        assert read(tmp_path / "brief.docx").identity.title == title


@pytest.mark.parametrize("title", ["Word Document", "Microsoft Word - brief.docx", "sjabloon.dotx", "Document1", "-"])
def test_the_name_of_a_template_is_no_title(title: str, tmp_path: Path) -> None:
    file = docx.Document()
    file.core_properties.title = title
    file.add_paragraph(f"{title} staat hier ook in de tekst van deze korte brief.")
    file.save(str(tmp_path / "brief.docx"))
    assert read(tmp_path / "brief.docx").identity.title != title


def test_a_letter_to_the_chair_of_the_chamber_is_nobodys_where_no_minister_signs(letter: Document) -> None:
    assert {p.voice for p in passages(letter)} == {""}, "many others write to the chair of the chamber"


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
        archive.writestr("word/document.xml", b"0" * (office_content.LARGEST_UNPACKED + 1))
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


HIDDEN_RUN = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Verborgen.</w:t></w:r><w:r><w:t>Zichtbaar.</w:t></w:r></w:p>"
HIDDEN_BY_STYLE = (
    "<w:p><w:pPr><w:pStyle w:val='Geheim'/></w:pPr><w:r><w:t>Verborgen.</w:t></w:r></w:p>"
    "<w:p><w:r><w:rPr><w:rStyle w:val='GeheimTeken'/></w:rPr><w:t>Verborgen.</w:t></w:r>"
    "<w:r><w:t>Zichtbaar.</w:t></w:r></w:p>"
)
STYLES = (
    f"<w:styles xmlns:w='{WORD}'>"
    "<w:style w:type='paragraph' w:styleId='Basis'><w:basedOn w:val='Geheim'/><w:rPr><w:vanish/></w:rPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='Geheim'><w:basedOn w:val='Basis'/></w:style>"
    "<w:style w:type='character' w:styleId='GeheimTeken'><w:rPr><w:vanish/></w:rPr></w:style></w:styles>"
)


@pytest.mark.parametrize("body", [HIDDEN_RUN, HIDDEN_BY_STYLE])
def test_hidden_text_is_left_out_and_the_reader_is_told(body: str, tmp_path: Path) -> None:
    document = document_of(tmp_path, body, styles=STYLES)
    assert document.text == "Zichtbaar."
    assert [warning for warning in document.warnings if "verborgen tekst" in warning]


def test_headers_and_footers_are_furniture(tmp_path: Path) -> None:
    file = docx.Document()
    file.sections[0].header.paragraphs[0].text = "kst-36999-12"
    file.sections[0].footer.paragraphs[0].text = "Pagina 2 van 3"
    file.add_paragraph("De tekst.")
    file.save(str(tmp_path / "stuk.docx"))
    document = read(tmp_path / "stuk.docx")
    assert document.text == "De tekst."
    assert set(document.furniture) == {"kst-36999-12", "Pagina 2 van 3"}


def test_what_was_deleted_or_moved_away_is_left_out(tmp_path: Path) -> None:
    changed = (
        "<w:p><w:del><w:r><w:delText>Weg.</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>Verhuisd.</w:t></w:r></w:moveFrom>"
        "<w:ins><w:r><w:t>Erbij.</w:t></w:r></w:ins></w:p>"
    )
    assert read_body(tmp_path, changed) == ["Erbij."]


def test_a_table_of_contents_is_furniture(tmp_path: Path) -> None:
    contents = "<w:p><w:pPr><w:pStyle w:val='TOC1'/></w:pPr><w:r><w:t>Inleiding</w:t><w:tab/><w:t>3</w:t></w:r></w:p>"
    style = "<w:style w:type='paragraph' w:styleId='TOC1'><w:name w:val='toc 1'/></w:style>"
    styles = f"<w:styles xmlns:w='{WORD}'>{style}</w:styles>"
    document = document_of(tmp_path, contents + BODY, styles=styles)
    assert len(texts(document)) == 1
    assert document.furniture == ("Inleiding 3",)


def test_a_style_is_read_once_however_many_paragraphs_have_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reads: list[str] = []
    own = word._own

    def counted(name: str, style: object) -> object:
        reads.append(name)
        return own(name, style)

    monkeypatch.setattr(word, "_own", counted)
    styled = "<w:p><w:pPr><w:pStyle w:val='Kop'/></w:pPr><w:r><w:t>Een zin over de sluis.</w:t></w:r></w:p>"
    styles = f"<w:styles xmlns:w='{WORD}'><w:style w:type='paragraph' w:styleId='Kop'/></w:styles>"
    document_of(tmp_path, styled * 2_000, styles=styles)
    assert reads == ["Kop"]


@pytest.mark.parametrize(
    "text", ["Een zin over de sluis.", "sluizen die dicht zijn en daarom niet open kunnen gaan", "Boer", "2) noot"]
)
def test_work_grows_with_the_number_of_paragraphs_and_no_faster(text: str) -> None:
    def work(count: int) -> int:
        body = f'<w:document xmlns:w="{WORD}"><w:body>{paragraph(text) * count}</w:body></w:document>'
        content = with_part(made(), "word/document.xml", body)
        calls = 0

        def called(*_: object) -> None:
            nonlocal calls
            calls += 1

        before = sys.getprofile()
        sys.setprofile(called)
        try:
            word.read(content)
        finally:
            sys.setprofile(before)
        return calls

    small, large = work(500), work(2_000)
    assert large < 4 * small * 1.1, "four times as much for four times as many"


MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def _math(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def test_a_formula_is_read_in_the_sentence_that_it_stands_in(tmp_path: Path) -> None:
    half = f"<m:f><m:num>{_math('a+1')}</m:num><m:den>{_math('2')}</m:den></m:f>"
    square = f"<m:sSup><m:e>{_math('m')}</m:e><m:sup>{_math('2')}</m:sup></m:sSup>"
    formula = f"<m:oMath xmlns:m='{MATH}'>{_math('b=')}{half}<m:d><m:e>{square}</m:e></m:d></m:oMath>"
    body = f"<w:p><w:r><w:t>De helft is </w:t></w:r>{formula}<w:r><w:t>.</w:t></w:r></w:p>"
    assert texts(document_of(tmp_path, body)) == ["De helft is b=(a+1)/2(m^2)."]


@pytest.mark.parametrize(
    ("parts", "read"),
    [
        ("<m:rad><m:deg>{3}</m:deg><m:e>{8}</m:e></m:rad>", "3√8"),
        ("<m:m><m:mr><m:e>{1}</m:e><m:e>{2}</m:e></m:mr><m:mr><m:e>{3}</m:e><m:e>{4}</m:e></m:mr></m:m>", "1 2; 3 4"),
        ("<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub>{1}</m:sub><m:e>{x}</m:e></m:nary>", "∑_1x"),
        ("<m:f><m:num>{1}</m:num><m:den>{2}</m:den></m:f><w:del>{9}</w:del>", "1/2"),
    ],
)  # fmt: skip
def test_the_numbers_of_a_formula_do_not_run_together(parts: str, read: str, tmp_path: Path) -> None:
    formula = re.sub(r"\{(.)\}", lambda match: _math(match[1]), parts)
    body = f"<w:p><w:r><w:t>Zie </w:t></w:r><m:oMath xmlns:m='{MATH}'>{formula}</m:oMath></w:p>"
    assert texts(document_of(tmp_path, body)) == [f"Zie {read}"]


@pytest.mark.parametrize(
    ("symbol", "read"),
    [
        ("<w:sym w:font='Symbol' w:char='F0B3'/>", "≥"),
        ("<w:sym w:font='Wingdings' w:char='F0FC'/>", "✓"),
        ("<w:sym w:font='Calibri' w:char='00B1'/>", "±"),
        ("<w:sym w:font='Eigen teken' w:char='F041'/>", "�"),
        ("<w:rPr><w:rFonts w:ascii='Symbol'/></w:rPr><w:t>&#xF061;</w:t>", "α"),
    ],
)
def test_a_symbol_is_read_as_what_it_looks_like_and_the_reader_is_told_of_others(
    symbol: str, read: str, tmp_path: Path
) -> None:
    document = document_of(tmp_path, f"<w:p><w:r><w:t>Het teken is </w:t></w:r><w:r>{symbol}</w:r></w:p>")
    assert texts(document) == [f"Het teken is {read}"]
    assert len(document.warnings) == (read == "�")
