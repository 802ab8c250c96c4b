from qa.reading.columns import in_reading_order
from qa.reading.placement import place
from qa.reading.text_runs import Piece
from tests.reading.text_runs import piece

SIZE = 10.0
LEFT = ("De regering heeft in het voorjaar", "besloten de inzet te verlengen en", "heeft uw Kamer daarover bericht,",
        "zoals bij eerdere besluiten ook", "is gebeurd. Daarna is een begin", "gemaakt met de voorbereiding van",
        "de missie en met de werving van")  # fmt: skip
RIGHT = ("personeel. De kosten daarvan zijn", "gedekt binnen de begroting van", "Defensie. Over het vervolg wordt",
         "uw Kamer in het najaar nader", "bericht, wanneer de uitkomsten", "van de evaluatie bekend zijn en",
         "zijn besproken met de partners.")  # fmt: skip


def column(x: float, texts: tuple[str, ...], top: float = 700, leading: float = 12) -> list[Piece]:
    return [piece(x, top - leading * place, SIZE, text) for place, text in enumerate(texts)]


def read(*pieces: Piece) -> list[str]:
    (page,) = in_reading_order([pieces], SIZE)
    return [" ".join(piece.text for piece in row) for row in page.rows]


def test_a_column_is_read_to_its_end_before_the_next() -> None:
    assert read(*column(70, LEFT), *column(306, RIGHT)) == [*LEFT, *RIGHT]


def test_columns_need_not_stand_on_the_same_lines() -> None:
    assert read(*column(70, LEFT), *column(306, RIGHT, top=694)) == [*LEFT, *RIGHT]


def test_what_runs_through_all_columns_stands_between_what_is_above_and_below_it() -> None:
    title = piece(70, 730, SIZE, "Een titel die over de hele breedte van de bladzijde loopt, tot aan de rand")
    between = piece(70, 600, SIZE, "Een tussenzin die over de hele breedte van de bladzijde loopt, tot de rand")
    below = [*column(70, LEFT, top=570), *column(306, RIGHT, top=570)]
    found = read(title, *column(70, LEFT), *column(306, RIGHT), between, *below)
    assert found == [title.text, *LEFT, *RIGHT, between.text, *LEFT, *RIGHT]


def test_in_a_table_each_row_is_read_before_the_next() -> None:
    rows = [
        (place, side, x)
        for place in range(4)
        for side, x in ((LEFT[place : place + 2], 70.0), (RIGHT[place : place + 3], 306.0))
    ]
    found = read(*(piece for place, side, x in rows for piece in column(x, side, top=700 - 60 * place)))
    assert found == [text for _, side, _ in rows for text in side]


def test_numbers_beside_a_text_are_no_column() -> None:
    numbers = tuple(str(n) for n in range(1, 8))
    assert read(*column(70, LEFT), *column(400, numbers))[0] == f"{LEFT[0]} 1"


def test_a_page_whose_last_column_is_short_is_read_as_the_others_are() -> None:
    full, last = [*column(70, LEFT), *column(306, RIGHT)], [*column(70, LEFT), *column(306, RIGHT[:2])]
    pages = in_reading_order([full, full, last], SIZE)
    assert [row[0].text for row in pages[2].rows] == [*LEFT, *RIGHT[:2]]


def lines_of(*pages: list[Piece]) -> tuple[list[str], list[str]]:
    placed = place(pages)
    return [line.text for line in placed.lines], placed.furniture


def test_a_note_under_the_second_column_is_text_and_no_margin() -> None:
    note = [piece(306, 560, 7, "1 De termijn is vastgelegd in het verdrag van 12 mei 2021.")]
    text, furniture = lines_of([*column(70, LEFT), *column(306, RIGHT), *note])
    assert text == [*LEFT, *RIGHT, note[0].text]
    assert furniture == []


def test_a_footer_in_the_type_of_the_text_is_furniture_between_columns_too() -> None:
    def page(number: int) -> list[Piece]:
        footer = [piece(70, 40, SIZE, "Tweede Kamer, 27 925"), piece(500, 40, SIZE, str(number))]
        texts = [tuple(f"{text} {number}{place}" for place, text in enumerate(side)) for side in (LEFT, RIGHT)]
        return [*column(70, texts[0]), *column(306, texts[1]), *footer]

    text, furniture = lines_of(page(1), page(2), page(3))
    assert not any("Tweede Kamer" in line for line in text)
    assert furniture.count("Tweede Kamer, 27 925") == 3


def test_of_two_pages_the_last_is_read_as_the_other_where_nothing_runs_through_its_columns() -> None:
    full, last = [*column(70, LEFT), *column(306, RIGHT)], [*column(70, LEFT), *column(306, RIGHT[:2])]
    through = [*last, *column(70, tuple(f"{text} {text}" for text in LEFT), top=600)]
    assert [row[0].text for row in in_reading_order([full, last], SIZE)[1].rows] == [*LEFT, *RIGHT[:2]]
    numbers = [*column(70, LEFT), piece(306, 700, SIZE, "12")]
    assert in_reading_order([full, numbers], SIZE)[1].starts == []
    assert in_reading_order([full, through], SIZE)[1].starts == in_reading_order([full, last], SIZE)[1].starts
