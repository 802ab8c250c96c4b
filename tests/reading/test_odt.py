"""OpenDocument texts, made by the tests with odfdo as LibreOffice makes them."""

import io
import zipfile
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odfdo import Cell, Document, Element, Header, List, Paragraph, Row, Table

from qa.domain import Document as Read
from qa.domain import ParagraphKind
from qa.errors import ReadingError
from qa.reading import odt, office_content, read
from tests.conftest import reads_or_refuses


def saved(*elements: Element | str, title: str = "", styles: Iterable[str] = ()) -> bytes:
    """A file with these elements, or elements written as XML, and automatic styles."""
    file = Document("text")
    file.body.clear()
    if title:
        file.meta.title = title
    for style in styles:
        within(file, "content.xml", "office:automatic-styles").append(Element.from_tag(style))
    for element in elements:
        file.body.append(Element.from_tag(element) if isinstance(element, str) else element)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def within(file: Any, part: str, name: str) -> Any:  # noqa: ANN401 - what odfdo gives depends on the part
    return file.get_part(part).get_element(name)


def table(*rows: tuple[str, ...]) -> Table:
    made = Table("tabel")
    for texts in rows:
        row = Row()
        for text in texts:
            cell = Cell()
            cell.append(Paragraph(text))
            row.append(cell)
        made.append(row)
    return made


@pytest.fixture
def document(tmp_path: Path) -> Read:
    """A letter with a head, headings, a list, a table, a note and questions."""
    noted = Paragraph("De sluis kost vijftig miljoen euro volgens de raming.")
    noted.insert_note(after="sluis", note_id="n1", citation="1", body="Kamerstuk 27 925, nr. 919.")
    content = saved(
        table(("Datum", "7 november 2023"), ("Onderwerp", "Stand van de sluizen")),
        Paragraph("Geachte voorzitter,"),
        Header(1, "Kosten"),
        noted,
        table(("Jaar", "Kosten"), ("2024", "49 mln")),
        Paragraph("Nederland levert:"),
        List(["145 sluiswachters;", "drie bruggen."]),
        *(
            Paragraph(text)
            for text in ("Vraag 1", "Klopt het?", "Antwoord op vraag 1", "Ja.", "Vraag 2", "Hoe?", "Antwoord 2", "Zo.")
        ),
        title="Zonder titel",
    )
    (tmp_path / "brief.odt").write_bytes(content)
    return read(tmp_path / "brief.odt")


def texts(document: Read, kind: ParagraphKind = ParagraphKind.TEXT) -> list[str]:
    return [document.text[p.start : p.end] for p in document.paragraphs if p.kind is kind]


def body_of(content: bytes) -> list[str]:
    layout = odt.read(content).layout
    return [layout.text[p.start : p.end] for p in layout.paragraphs]


def test_a_letter_is_read_as_a_word_file_is(document: Read) -> None:
    assert document.identity.date == date(2023, 11, 7)
    assert document.identity.title == "Stand van de sluizen"
    assert texts(document) == [
        "De sluis kost vijftig miljoen euro volgens de raming.",
        "Nederland levert:\n145 sluiswachters;\ndrie bruggen.",
    ]
    assert texts(document, ParagraphKind.TABLE) == ["Jaar: 2024; Kosten: 49 mln"]
    assert texts(document, ParagraphKind.NOTE) == ["Kamerstuk 27 925, nr. 919."]
    assert {p.section for p in document.paragraphs if p.kind is ParagraphKind.TABLE} == {("Kosten",)}
    assert [(q.number, document.text[q.answer_start : q.end]) for q in document.questions] == [(1, "Ja."), (2, "Zo.")]


def test_the_title_that_the_file_keeps_counts_when_it_is_printed(tmp_path: Path) -> None:
    (tmp_path / "nota.odt").write_bytes(
        saved(Paragraph("Nota over sluizen"), Paragraph("De tekst."), title="Nota over sluizen")
    )
    assert read(tmp_path / "nota.odt").identity.title == "Nota over sluizen"


def test_spaces_tabs_and_line_breaks_are_white_space_and_no_text_is_lost_behind_a_remark() -> None:
    odd = (
        '<text:p>Met <text:s text:c="3"/>spaties<text:tab/>en<text:line-break/>regels <!-- x -->tot '
        "<text:span>het</text:span> einde.</text:p>"
    )
    assert body_of(saved(odd)) == ["Met spaties en regels tot het einde."]


def test_what_was_deleted_and_what_stands_in_the_margin_is_left_out() -> None:
    changes = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Weg.</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
    )
    remark = "<text:p>Blijft.<office:annotation><text:p>Opmerking.</text:p></office:annotation></text:p>"
    assert body_of(saved(changes, remark)) == ["Blijft."]


@pytest.mark.parametrize(
    "hidden",
    [
        '<text:p>Zichtbaar.<text:span text:style-name="G">Geheim.</text:span></text:p>',
        '<text:section text:name="s" text:display="none"><text:p>Geheim.</text:p></text:section>',
        '<text:p>Zichtbaar.<text:hidden-text text:condition="x" text:string-value="Geheim."/></text:p>',
    ],
)
def test_hidden_text_is_left_out_and_the_reader_is_told(hidden: str) -> None:
    style = '<style:style style:name="G" style:family="text"><style:text-properties text:display="none"/></style:style>'
    source = odt.read(saved(Paragraph("Zichtbaar."), hidden, styles=[style]))
    assert "Geheim" not in source.layout.text
    assert [warning for warning in source.warnings if "verborgen tekst" in warning]


def test_a_text_box_follows_on_its_paragraph() -> None:
    boxed = (
        "<text:p>De alinea.<draw:frame><draw:text-box><text:p>In het kader.</text:p></draw:text-box>"
        "<svg:title>plaatje</svg:title></draw:frame></text:p>"
    )
    assert body_of(saved(boxed, Paragraph("Erna."))) == ["De alinea.", "In het kader.", "Erna."]


def test_headers_and_footers_are_furniture() -> None:
    file = Document("text")
    file.body.clear()
    file.body.append(Paragraph("De tekst."))
    within(file, "styles.xml", "office:master-styles").append(
        Element.from_tag(
            '<style:master-page style:name="Brief"><style:header><text:p>kst-36999-12</text:p></style:header>'
            "<style:footer><text:p>Pagina 2 van 3</text:p></style:footer></style:master-page>"
        )
    )
    out = io.BytesIO()
    file.save(out)
    assert set(odt.read(out.getvalue()).furniture) >= {"kst-36999-12", "Pagina 2 van 3"}


def test_a_table_of_contents_is_furniture() -> None:
    contents = (
        '<text:table-of-content text:name="i"><text:index-body><text:p>Inleiding<text:tab/>3</text:p>'
        "</text:index-body></text:table-of-content>"
    )
    source = odt.read(saved(contents, Paragraph("De tekst.")))
    assert source.layout.text == "De tekst."
    assert source.furniture == ("Inleiding 3",)


def test_the_number_that_is_printed_before_a_question_is_its_number() -> None:
    style = (
        '<text:list-style style:name="V"><text:list-level-style-number text:level="1" style:num-prefix="Vraag " '
        'style:num-format="1"/></text:list-style>'
    )
    item = (
        '<text:list text:style-name="V" text:continue-numbering="true"><text:list-item><text:p>{}'
        "</text:p></text:list-item></text:list>"
    )
    parts = (
        item.format("Klopt het?"),
        Paragraph("Antwoord"),
        Paragraph("Ja."),
        item.format("Hoe?"),
        Paragraph("Antwoord"),
        Paragraph("Zo."),
    )
    layout = odt.read(saved(*parts, styles=[style])).layout
    assert [(q.number, layout.text[q.start : q.end]) for q in layout.questions] == [
        (1, "Klopt het?\n\nAntwoord\n\nJa."),
        (2, "Hoe?\n\nAntwoord\n\nZo."),
    ]


def test_an_element_of_another_program_is_read_for_its_text() -> None:
    odd = saved(Paragraph("PLAATS"))
    content = with_content(odd, lambda text: text.replace("PLAATS", '<x:merk xmlns:x="urn:x">De tekst.</x:merk>'))
    assert body_of(content) == ["De tekst."]


def with_content(file: bytes, change: Callable[[str], str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            part = old.read(info)
            new.writestr(info, change(part.decode()) if info.filename == "content.xml" else part)
    return out.getvalue()


def test_a_cell_repeated_over_a_million_columns_is_one_cell() -> None:
    wide = (
        '<table:table><table:table-row><table:table-cell table:number-columns-repeated="999999"><text:p>'
        "12</text:p></table:table-cell></table:table-row></table:table>"
    )
    assert len(odt.read(saved(wide, Paragraph("De tekst."))).layout.text) < 2_000


@pytest.mark.parametrize("content", [b"", b"geen zip", b"\xd0\xcf\x11\xe0oud"])
def test_what_is_no_such_file_is_refused_in_one_sentence(content: bytes) -> None:
    with pytest.raises(ReadingError, match=r"geen ODT-bestand \(.odt\)"):
        odt.read(content)


def test_a_spreadsheet_is_refused() -> None:
    out = io.BytesIO()
    Document("spreadsheet").save(out)
    with pytest.raises(ReadingError, match="met tekst"):
        odt.read(out.getvalue())


def test_a_locked_file_is_refused_for_its_password() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SAMPLE)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            part = old.read(info)
            if info.filename == "META-INF/manifest.xml":
                part = part.replace(b"</manifest:manifest>", b"<manifest:encryption-data/></manifest:manifest>")
            new.writestr(info, part)
    with pytest.raises(ReadingError, match="wachtwoord"):
        odt.read(out.getvalue())


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_content, "LARGEST_UNPACKED", 100)
    with pytest.raises(ReadingError, match="uitgepakt te groot"):
        odt.read(SAMPLE)


SAMPLE = saved(Header(1, "Kop"), Paragraph("De sluis is dicht."), List(["een", "twee"]), table(("a", "b"), ("c", "d")))


@given(st.data())
def test_damaged_files_give_a_document_or_one_sentence(data: st.DataObject) -> None:
    content = bytearray(SAMPLE)
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    reads_or_refuses(odt.read, bytes(content[: data.draw(st.integers(0, len(content)))]))
