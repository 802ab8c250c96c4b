"""Word files, made by the tests as Word makes them."""

import io
import sys
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.domain import Document, ParagraphKind
from qa.errors import ReadingError
from qa.passages import passages
from qa.reading import read, word, written
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


def test_a_letter_to_the_chair_of_the_chamber_is_of_the_cabinet(letter: Document) -> None:
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
        archive.writestr("word/document.xml", b"0" * (written.LARGEST_UNPACKED + 1))
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


WIDE = "<w:gridSpan w:val='3'/>"
MOTION = table(
    row("TWEEDE KAMER DER STATEN-GENERAAL", "2"),
    f"<w:tr>{cell('Vergaderjaar 2024-2025', WIDE)}</w:tr>",
    row("36 999", "Regels over sluizen (Wet sluizen)"),
    row("Nr. 12", "MOTIE VAN HET LID PIETERSEN|Ter vervanging van die gedrukt onder nr. 9"),
    row("", "Voorgesteld 22 april 2025"),
    row("", "De Kamer,"),
    row("", "gehoord de beraadslaging,"),
    row("", "constaterende, dat sluizen te lang dicht zijn en dat schippers daarop wachten;"),
    row(
        "", "verzoekt de regering de sluizen ook in het weekeinde open te houden,|en gaat over tot de orde van de dag."
    ),
    row("", "Pietersen"),
)


def test_a_page_that_is_one_table_is_read_as_paragraphs_each_text_once(tmp_path: Path) -> None:
    document = document_of(tmp_path, MOTION)
    assert texts(document) == [
        "De Kamer, gehoord de beraadslaging,",
        "constaterende, dat sluizen te lang dicht zijn en dat schippers daarop wachten;",
        "verzoekt de regering de sluizen ook in het weekeinde open te houden,",
        "en gaat over tot de orde van de dag.",
    ]
    assert texts(document, ParagraphKind.TABLE) == []
    assert texts(document, ParagraphKind.SIGNATURE) == ["Pietersen"]


def test_the_title_block_of_a_motion_has_label_and_value_on_one_line(tmp_path: Path) -> None:
    document = document_of(tmp_path, MOTION)
    assert texts(document, ParagraphKind.LETTERHEAD) == [
        "TWEEDE KAMER DER STATEN-GENERAAL",
        "Vergaderjaar 2024-2025",
        "36 999 Regels over sluizen (Wet sluizen)",
        "Nr. 12 MOTIE VAN HET LID PIETERSEN",
        "Ter vervanging van die gedrukt onder nr. 9",
        "Voorgesteld 22 april 2025",
    ]
    assert document.furniture == ("2",), "the large number of the chamber"
    assert (document.identity.dossier, document.identity.number) == ("36999", "12")
    assert document.identity.date == date(2025, 4, 22)


BODY = paragraph("In deze brief schrijf ik u hoe het met de sluizen in het land gaat.")
IN_A_TABLE = table(row("Datum", "7 november 2023"), row("Betreft", "Stand van de sluizen"))
IN_ONE_CELL = table(row("Datum"), row("7 november 2023"), row("Betreft"), row("Stand van de sluizen"))
BEHIND_A_TAB = "".join(
    f"<w:p><w:r><w:t>{label}</w:t><w:tab/><w:t>{value}</w:t></w:r></w:p>"
    for label, value in (("Datum", "7 november 2023"), ("Onderwerp", "Stand van de sluizen"))
)
BELOW = "".join(map(paragraph, ("Datum", "7 november 2023", "Betreft", "Stand van de sluizen")))
BEHIND_A_COLON = paragraph("Datum: 7 november 2023") + paragraph("Onderwerp: Stand van de sluizen")


@pytest.mark.parametrize("head", [IN_A_TABLE, IN_ONE_CELL, BEHIND_A_TAB, BELOW, BEHIND_A_COLON])
def test_date_and_subject_are_read_wherever_their_labels_stand(head: str, tmp_path: Path) -> None:
    document = document_of(tmp_path, head + BODY)
    assert document.identity.date == date(2023, 11, 7)
    assert document.identity.title == "Stand van de sluizen"
    assert len(texts(document)) == 1, "the head of a letter is not searched"


def test_the_block_of_references_in_the_margin_is_no_text(tmp_path: Path) -> None:
    margin = table(row("Directie Sluizen|Kade 1|1234 AB Zeedorp|Contactpersoon|J. Smit|Ons kenmerk|12345"))
    document = document_of(tmp_path, paragraph("Aan de Voorzitter van de Tweede Kamer") + margin + IN_A_TABLE + BODY)
    assert len(texts(document)) == 1
    assert "Ons kenmerk 12345" in texts(document, ParagraphKind.LETTERHEAD)


def test_to_whom_a_letter_is_and_from_whom_is_read(tmp_path: Path) -> None:
    memo = table(row("Van", "Directie Sluizen"), row("Aan", "De minister"), row("Datum", "7 november 2023"))
    content = document_of(tmp_path, memo + BODY)
    assert content.identity.date == date(2023, 11, 7)
    said = word.read((tmp_path / "stuk.docx").read_bytes()).described
    assert (said.sender, said.addressee) == ("Directie Sluizen", "De minister")
    address = "".join(map(paragraph, ("De voorzitter van de Tweede Kamer", "der Staten-Generaal", "Postbus 20018")))
    document_of(tmp_path, address + IN_A_TABLE + BODY)
    said = word.read((tmp_path / "stuk.docx").read_bytes()).described
    assert said.addressee == "De voorzitter van de Tweede Kamer der Staten-Generaal"


def test_a_table_of_data_stays_a_table(tmp_path: Path) -> None:
    data = table(
        row("Maatregel", "Toelichting"), row("Weekeinde", "Open.|Ook op zondag.|Behalve met Kerst." + " Lang." * 30)
    )
    document = document_of(tmp_path, BODY + data)
    assert texts(document, ParagraphKind.TABLE)[0].startswith("Maatregel: Weekeinde; Toelichting: Open.")


def test_the_lines_of_a_paragraph_that_were_broken_by_hand_are_one_paragraph(tmp_path: Path) -> None:
    lines = (
        "In antwoord op uw brief van 6 december 2023 deel ik u mede",
        "dat de vragen worden beantwoord in de bijlage.",
    )
    document = document_of(tmp_path, table(row("|".join(lines))))
    assert texts(document) == [" ".join(lines)]


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


def test_a_date_that_only_the_header_of_the_page_bears_is_that_of_the_letter(tmp_path: Path) -> None:
    file = docx.Document()
    for text in ("Datum", "25 juli 2024", "Betreft", "Stand van de sluizen"):
        file.sections[0].header.add_paragraph(text)
    file.add_paragraph("In deze brief schrijf ik u hoe het met de sluizen gaat.")
    file.save(str(tmp_path / "brief.docx"))
    document = read(tmp_path / "brief.docx")
    assert (document.identity.date, document.identity.title) == (date(2024, 7, 25), "Stand van de sluizen")
    assert "Datum 25 juli 2024" in document.furniture


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


NUMBERING = (
    f"<w:numbering xmlns:w='{WORD}'><w:abstractNum w:abstractNumId='1'>"
    "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='{}'/></w:lvl></w:abstractNum>"
    "<w:num w:numId='5'><w:abstractNumId w:val='1'/></w:num></w:numbering>"
)


def numbered(text: str) -> str:
    place = "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='5'/></w:numPr>"
    return f"<w:p><w:pPr>{place}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


@pytest.mark.parametrize("printed", ["Vraag %1", "%1.", "%1)"])
def test_the_number_that_word_prints_before_a_question_is_its_number(printed: str, tmp_path: Path) -> None:
    body = "".join(numbered(asked) + paragraph("Antwoord") + paragraph(answer) for asked, answer in PAIRS)
    document = document_of(tmp_path, body, numbering=NUMBERING.format(printed))
    assert pairs(document) == [(number, *pair) for number, pair in enumerate(PAIRS, 1)]


def test_numbers_of_an_ordinary_list_are_not_made_questions(tmp_path: Path) -> None:
    document = document_of(
        tmp_path, paragraph("Er zijn twee sluizen:") + numbered("die van Zeedorp;") + numbered("die van Meerstad."),
        numbering=NUMBERING.format("%1."),
    )  # fmt: skip
    assert texts(document) == ["Er zijn twee sluizen:\ndie van Zeedorp;\ndie van Meerstad."]


LABEL_AND_BREAK = "<w:p><w:r><w:t>{}</w:t><w:br/><w:t>{}</w:t></w:r></w:p>"
BOLD_LABEL = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{} </w:t></w:r><w:r><w:t>{}</w:t></w:r></w:p>"
OWN_PARAGRAPHS = "<w:p><w:r><w:t>{}</w:t></w:r></w:p><w:p><w:r><w:t>{}</w:t></w:r></w:p>"


@pytest.mark.parametrize("form", [LABEL_AND_BREAK, BOLD_LABEL, OWN_PARAGRAPHS])
def test_a_label_is_told_from_its_text_by_a_line_break_by_bold_or_by_its_own_paragraph(
    form: str, tmp_path: Path
) -> None:
    body = form.format("Vraag 1", "klopt het?") + form.format("Antwoord op vraag 1", "ja, dat klopt.")
    assert pairs(document_of(tmp_path, body)) == [(1, "klopt het?", "ja, dat klopt.")]


def test_a_table_of_questions_and_answers_is_read_as_pairs(tmp_path: Path) -> None:
    asked = table(row("Nr", "Vraag", "Antwoord"), row("7", "Klopt het?", "Ja.|Dat klopt."), row("8", "Hoe dan?", "Zo."))
    document = document_of(tmp_path, paragraph("De commissie vroeg:") + asked)
    assert pairs(document) == [(7, "Klopt het?", "Ja.\n\nDat klopt."), (8, "Hoe dan?", "Zo.")]


def test_questions_in_a_page_that_is_a_table_are_read_as_pairs(tmp_path: Path) -> None:
    asked = table(
        row("Vraag 1", "Klopt het?"), row("Antwoord 1", "Ja."), row("Vraag 2", "Hoe dan?"), row("Antwoord 2", "Zo.")
    )
    assert pairs(document_of(tmp_path, asked)) == [(1, "Klopt het?", "Ja."), (2, "Hoe dan?", "Zo.")]


def test_typed_notes_are_notes_and_leave_no_mark_in_the_sentence(tmp_path: Path) -> None:
    body = "".join(
        map(
            paragraph,
            (
                "Vraag 1", "Kent u het bericht over de sluis? [1]", "Antwoord op vraag 1",
                "Ja, uit het plan2) (bijlage 1).",
                "[1] De Schipper, 3 mei 2024, ‘Sluis dicht’.", "2) Plan voor de sluizen, bladzijde 4.",
            ),
        )
    )  # fmt: skip
    document = document_of(tmp_path, body)
    assert pairs(document) == [(1, "Kent u het bericht over de sluis?", "Ja, uit het plan (bijlage 1).")]
    notes = [(p.mark, document.text[p.start : p.end]) for p in document.paragraphs if p.kind is ParagraphKind.NOTE]
    assert notes == [("1", "De Schipper, 3 mei 2024, ‘Sluis dicht’."), ("2", "Plan voor de sluizen, bladzijde 4.")]


def test_a_list_that_ends_the_document_holds_the_notes_when_the_text_bears_their_marks(tmp_path: Path) -> None:
    body = (
        paragraph("Kent u het bericht over de sluis? 1)")
        + paragraph("Dat is bekend.")
        + numbered("De Schipper, 3 mei.")
    )
    document = document_of(tmp_path, body, numbering=NUMBERING.format("%1."))
    assert texts(document) == ["Kent u het bericht over de sluis?", "Dat is bekend."]
    assert texts(document, ParagraphKind.NOTE) == ["De Schipper, 3 mei."]


def test_a_raised_number_is_no_bare_number_in_the_sentence(tmp_path: Path) -> None:
    raised = "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t></w:r>"
    assert read_body(tmp_path, paragraph("Het gaat om 300 m", within=raised)) == ["Het gaat om 300 m²"]


def test_who_signs_is_an_office_with_its_name(tmp_path: Path) -> None:
    signed = (
        "Hoogachtend,",
        "De Minister van Sluizen,",
        "",
        "K. de Boer",
        "De Staatssecretaris van Bruggen,",
        "A.B. Zeeman",
    )
    document = document_of(tmp_path, BODY + "".join(map(paragraph, signed)))
    assert document.signatories == (
        "De Minister van Sluizen, K. de Boer",
        "De Staatssecretaris van Bruggen, A.B. Zeeman",
    )


def test_bold_lines_are_headings_where_they_stand_out(tmp_path: Path) -> None:
    bold = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Stand van zaken</w:t></w:r></w:p>"
    document = document_of(tmp_path, BODY + bold + BODY + BODY)
    assert texts(document, ParagraphKind.HEADING) == ["Stand van zaken"]
    assert document.paragraphs[-1].section == ("Stand van zaken",)


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
