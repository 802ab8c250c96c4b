from pathlib import Path

from fpdf import FPDF

from qa.domain import Line, ParagraphKind
from qa.reading import read
from qa.reading.recognition import compose
from qa.reading.text_runs import Piece
from qa.reading.text_tables import tables
from tests.reading.text_runs import piece

ROWS = (("Missie", "2023", "2024"), ("NMI", "19,5", "49,0"), ("OIR en EUAM", "103,8", ""), ("Totaal", "123,3", "49"))


def at(x: float, y: float, text: str) -> Piece:
    return piece(x, y, 10, text)


def row(y: float, *texts: str) -> list[Piece]:
    return [at(70 + 150 * place, y, text) for place, text in enumerate(texts) if text]


def test_rows_whose_parts_stand_in_columns_are_a_table() -> None:
    page = [[at(70, 720, "De uitgaven in miljoenen euro:")], *(row(700 - 13 * n, *r) for n, r in enumerate(ROWS))]
    found = tables(page)
    assert list(found) == [1, 2, 3, 4]
    assert [[p.text for p in cell] for cell in found[3]] == [["OIR en EUAM"], ["103,8"], []]


def test_numbers_aligned_to_the_right_stand_in_one_column() -> None:
    page = [
        [at(70, 700 - 13 * n, "NMI"), at(300 - 5 * len(v), 700 - 13 * n, v)]
        for n, v in enumerate(("2023", "5", "1.005"))
    ]
    assert [len(cells) for cells in tables(page).values()] == [2, 2, 2]


def test_a_form_and_two_rows_are_no_table() -> None:
    form = [("Van", "de minister"), ("Aan", "de voorzitter"), ("Betreft", "de inzet"), ("Datum", "7 juli")]
    assert tables([row(700 - 13 * n, *texts) for n, texts in enumerate(form)]) == {}
    assert tables([row(700 - 13 * n, *texts) for n, texts in enumerate(ROWS[:2])]) == {}


def test_a_letterhead_with_references_is_no_table() -> None:
    head = [("Datum", "28 oktober 2022"), ("Ons kenmerk", "MINBUZA-2022.1234"), ("Betreft", "Kamerbrief over Irak")]
    assert tables([row(700 - 13 * n, *texts) for n, texts in enumerate(head)]) == {}


def test_the_mark_of_a_note_does_not_divide_a_table() -> None:
    page = [row(700 - 13 * n, *texts) for n, texts in enumerate((*ROWS[:2], *ROWS[2:]))]
    page[1].insert(1, piece(90, 703, 6, "1"))
    assert list(tables(page)) == [0, 1, 2, 3]


def test_two_tables_with_white_space_between_them_stay_two_and_rows_keep_their_page() -> None:
    def lines(page: int, *rows: tuple[str, ...]) -> list[Line]:
        return [
            Line(" ".join(cells), page, 3 if not n and page == 1 else 0, cells=cells) for n, cells in enumerate(rows)
        ]

    head, foot = lines(1, ("Land", "2023"), ("Irak", "12")), lines(1, ("Post", "Bedrag"), ("Reis", "100"))
    over = lines(2, ("Hotel", "200"))
    document = compose([Line("De uitgaven.", 1, 0), *head, *foot, *over])
    found = [document.text[p.start : p.end] for p in document.paragraphs if p.kind is ParagraphKind.TABLE]
    assert found == ["Land: Irak; 2023: 12", "Post: Reis; Bedrag: 100\nPost: Hotel; Bedrag: 200"]
    assert document.pages[1].start == document.text.index("Post: Hotel")


def test_a_table_in_a_pdf_names_the_column_of_every_value(tmp_path: Path) -> None:
    made = FPDF(unit="pt", format="A4")
    made.set_font("Helvetica", size=10)
    made.add_page()
    made.text(70, 80, "De uitgaven zijn gedekt, en wel zoals hieronder in miljoenen euro is aangegeven.")
    for number, texts in enumerate(ROWS):
        for place, text in enumerate(texts):
            if text:
                made.text(70 + 150 * place, 110 + 14 * number, text)
    made.text(70, 190, "De dekking komt uit de begroting van het ministerie van Defensie, zoals vorig jaar.")
    path = tmp_path / "brief.pdf"
    path.write_bytes(bytes(made.output()))
    document = read(path)
    (table,) = [p for p in document.paragraphs if p.kind is ParagraphKind.TABLE]
    assert document.text[table.start : table.end].split("\n") == [
        "Missie: NMI; 2023: 19,5; 2024: 49,0",
        "Missie: OIR en EUAM; 2023: 103,8",
        "Missie: Totaal; 2023: 123,3; 2024: 49",
    ]
