from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from fpdf import FPDF

from qa.domain import Document, ParagraphKind
from qa.reading import read
from qa.reading.page_tables import tabulated
from qa.reading.text_runs import Piece, Rule, TableRow
from tests.reading.sheets import MARGIN, TEXT, Put, footer, imprint, lines, sheet, title_block
from tests.reading.text_runs import piece

pytestmark = pytest.mark.slow

PROSE = (
    "De regering heeft in het voorjaar besloten de inzet te verlengen en heeft",
    "uw Kamer daarover bericht, zoals dat bij eerdere besluiten is gebeurd. De aan-",
    "vullende middelen zijn gedekt binnen de begroting van het ministerie, zodat",
    "daarvoor geen aanvullende begroting nodig is. Over het vervolg wordt uw Ka-",
    "mer in het najaar bericht, wanneer de uitkomsten van de evaluatie bekend zijn.",
)
SMALL = 7.0
RULED = (
    (("Maatregel",), ("Stand van zaken",), ("Planning",)),
    (("Motie-Jansen over", "het herstel van de", "havens"), ("Het overleg met de", "gemeenten loopt."), ("Q1 2024",)),
    (("Motie-De Boer",), ("De Kamer ontvangt", "in het voorjaar een", "brief."), ("Voorjaar 2024",)),
    (("Toezegging over", "de veerdienst"), ("Afgedaan.",), ("Gereed",)),
)
ROWS = (
    (
        "Maatregel: Motie-Jansen over het herstel van de havens; Stand van zaken: Het overleg met de gemeenten loopt.; "
        "Planning: Q1 2024"
    ),
    "Maatregel: Motie-De Boer; Stand van zaken: De Kamer ontvangt in het voorjaar een brief.; Planning: Voorjaar 2024",
    "Maatregel: Toezegging over de veerdienst; Stand van zaken: Afgedaan.; Planning: Gereed",
)
Row = tuple[tuple[str, ...], ...]
Cells = tuple[Row, ...]
EDGES = (70.0, 200.0, 340.0, 480.0)


def tables_of(document: Document) -> list[list[str]]:
    """The rows of each table, without its name."""
    texts = [document.text[p.start : p.end] for p in document.paragraphs if p.kind is ParagraphKind.TABLE]
    rows = [text.split("\n") for text in texts]
    return [table[table[0].startswith("Tabel ") :] for table in rows]


def headings_of(document: Document) -> list[str]:
    return [document.text[p.start : p.end] for p in document.paragraphs if p.kind is ParagraphKind.HEADING]


def saved(tmp_path: Path, content: bytes) -> Document:
    path = tmp_path / "brief.pdf"
    path.write_bytes(content)
    return read(path)


def _height(row: Row) -> float:
    return 12.0 * max(map(len, row)) + 3


def _draw(made: FPDF, y: float, row: Row, *, bars: bool) -> None:
    for cell, (x, end) in zip(row, pairwise(EDGES), strict=True):
        width, height = end - x, _height(row)
        sides = ((x, y, width, 0.5), (x, y + height, width, 0.5), (x, y, 0.5, height), (end, y, 0.5, height))
        for side in sides if bars else ((x, y, width, height),):
            made.rect(*side, style="F" if bars else "D")
        for line, text in enumerate(cell):
            made.text(x + 4, y + 11 + 12 * line, text)


def ruled(*pages: Cells, bars: bool = False) -> bytes:
    """A table that is drawn around its cells, with text right above and below it; as lines, or as bars by the cell."""
    made = FPDF(unit="pt", format="A4")
    made.set_auto_page_break(False)
    for number, rows in enumerate(pages, 1):
        made.add_page()
        made.set_font("Helvetica", size=10)
        y = 70.0
        if number == 1:
            for text in PROSE:
                made.text(70, y, text)
                y += 12
        for row in rows:
            _draw(made, y, row, bars=bars)
            y += _height(row)
        if number == len(pages):
            for text in PROSE:
                y += 12
                made.text(70, y, text)
        made.text(70, 800, f"Pagina {number} van {len(pages)}")
    return bytes(made.output())


@pytest.mark.parametrize("bars", [False, True])
def test_the_cells_of_a_drawn_table_are_read_whole_however_they_are_drawn(tmp_path: Path, bars: bool) -> None:
    document = saved(tmp_path, ruled(RULED, bars=bars))
    assert tables_of(document) == [list(ROWS)]
    assert headings_of(document) == []
    assert "\n\nDe regering heeft in het voorjaar besloten" in document.text


def test_a_drawn_table_goes_on_on_the_next_page_under_the_same_names_of_columns(tmp_path: Path) -> None:
    rest = ((("van de rivier",), ("nog dit jaar",), ()), (("Motie-Pietersen",), ("Afgedaan.",), ("Gereed",)))
    torn = (("Motie-Smit over oevers",), ("Het onderzoek begint",), ("Q2 2024",))
    document = saved(tmp_path, ruled((*RULED, torn), (RULED[0], *rest)))
    assert tables_of(document) == [
        [
            *ROWS,
            (
                "Maatregel: Motie-Smit over oevers van de rivier; Stand van zaken: Het onderzoek begint nog dit jaar; "
                "Planning: Q2 2024"
            ),
            "Maatregel: Motie-Pietersen; Stand van zaken: Afgedaan.; Planning: Gereed",
        ]
    ]
    assert "Maatregel Stand van zaken Planning" in document.furniture


def test_a_drawn_frame_around_questions_is_no_table(tmp_path: Path) -> None:
    rows = (
        (("Vraag 1",), ("Wanneer komt de", "brief?"), ("",)),
        (("Antwoord 1",), ("In het voorjaar.",), ("",)),
        (("Vraag 2",), ("Waarom dan pas?",), ("",)),
        (("Antwoord 2",), ("Het overleg loopt.",), ("",)),
    )
    assert tables_of(saved(tmp_path, ruled(rows))) == []


def official(*table: Put, below: float) -> bytes:
    """A letter of one page with a table in it, set in smaller type."""
    return sheet(
        [
            *title_block("2023–2024", Put(MARGIN, 200, "Nr. 1"), Put(TEXT, 200, "BRIEF VAN DE MINISTER")),
            *lines(250, *PROSE),
            *lines(320, "Tabel 1: Overzicht van de maatregelen"),
            *table,
            *lines(below, *PROSE),
            *imprint("kst-27925-1"),
            *footer(1, "Tweede Kamer, vergaderjaar 2023–2024, 27 925, nr. 1"),
        ]
    )


def test_a_drawn_list_of_questions_is_read_question_by_question(tmp_path: Path) -> None:
    rows = (
        (("Nr.",), ("Vraag",), ("Antwoord",)),
        (("1",), ("Wanneer komt de", "brief?"), ("In het voorjaar, na", "het overleg.")),
        (("2",), ("Waarom dan pas?",), ("Het overleg loopt.",)),
    )
    document = saved(tmp_path, ruled(rows))
    text = document.text
    said = [(q.number, text[q.start : q.question_end], text[q.answer_start : q.end]) for q in document.questions]
    assert said == [
        (1, "Wanneer komt de brief?", "In het voorjaar, na het overleg."),
        (2, "Waarom dan pas?", "Het overleg loopt."),
    ]


def test_labels_of_several_lines_beside_numbers_are_one_row_each(tmp_path: Path) -> None:
    rows = (
        ("", "Raming", "Raming", "Verschil"),
        ("", "2023", "2024", ""),
        ("Bekostiging van onder-", "1.200", "1.300", "100"),
        ("wijs, met de aanvul-", "", "", ""),
        ("lende middelen", "", "", ""),
        ("Subsidies (regelingen)", "120", "130", "10"),
        ("voor taal", "", "", ""),
        ("waarvan leesonderwijs", "12", "13", "1"),
        ("Totaal", "1.320", "1.430", "110"),
    )
    put = [
        Put(TEXT + x, 330 + 9 * place, text, SMALL)
        for place, row in enumerate(rows)
        for x, text in zip((0, 120, 180, 240), row, strict=True)
        if text
    ]
    document = saved(tmp_path, official(*put, below=440))
    assert tables_of(document) == [
        [
            (
                "Bekostiging van onderwijs, met de aanvullende middelen; Raming 2023: 1.200; Raming 2024: 1.300; "
                "Verschil: 100"
            ),
            "Subsidies (regelingen) voor taal; Raming 2023: 120; Raming 2024: 130; Verschil: 10",
            "waarvan leesonderwijs; Raming 2023: 12; Raming 2024: 13; Verschil: 1",
            "Totaal; Raming 2023: 1.320; Raming 2024: 1.430; Verschil: 110",
        ]
    ]
    assert headings_of(document) == [], "the name of a table is part of it"


def worded(top: float) -> list[Put]:
    """A table of words without rules or white space between its rows."""
    found: list[Put] = []
    for row in RULED:
        for x, cell in zip((0, 110, 230), row, strict=True):
            found += lines(top, *cell, x=TEXT + x, size=SMALL, leading=9)
        top += 9 * max(map(len, row))
    return found


def test_words_in_three_columns_under_their_names_are_a_table(tmp_path: Path) -> None:
    document = saved(tmp_path, official(*worded(330), below=440))
    assert tables_of(document) == [list(ROWS)]
    assert headings_of(document) == [], "the name of a table is part of it"


def test_text_in_three_columns_is_no_table() -> None:
    words = "De regering heeft besloten de inzet te verlengen en zal de Kamer. Daarna volgt een brief over het".split()
    page = [
        piece(x, 700 - 12 * line, 10, " ".join(words[(line + shift) % 9 : (line + shift) % 9 + 5]))
        for line in range(20)
        for shift, x in ((0, 50.0), (4, 230.0), (7, 410.0))
    ]
    assert tabulated([page], [()], joined).pages == [page]


def test_who_sign_beside_one_another_are_no_table() -> None:
    offices = (("De Minister van", "Defensie,", "K. Jansen"), ("De Minister van", "Onderwijs,", "P. de Boer"))
    signed = (*offices, ("De Minister van", "Financiën,", "A. Smit"))
    page = [
        piece(50 + 180 * column, 700 - 12 * line, 10, text)
        for column, texts in enumerate(signed)
        for line, text in enumerate(texts)
    ]
    assert tabulated([page], [()], joined).pages == [page]


def test_a_cell_over_several_columns_is_told_of_each_of_them() -> None:
    rules = [Rule(x, 640, x, 700) for x in (50, 150, 350)] + [Rule(250, 640, 250, 680)]
    rules += [Rule(50, y, 350, y) for y in (700, 680, 660, 640)]
    texts = [
        (60, 685, "Jaar"), (160, 685, "Uitgaven"), (60, 665, "Deel"), (160, 665, "Reizen"), (260, 665, "Huur"),
        (60, 645, "Totaal"), (160, 645, "12"), (260, 645, "13"),
    ]  # fmt: skip
    (page,) = tabulated([[piece(x, y, 10, text) for x, y, text in texts]], [rules], joined).pages
    assert [one.cells for one in page if isinstance(one, TableRow)] == [
        ("Jaar", "Uitgaven", "Uitgaven"),
        ("Deel", "Reizen", "Huur"),
        ("Totaal", "12", "13"),
    ]


def joined(row: Sequence[Piece]) -> str:
    return " ".join(one.text for one in row)
