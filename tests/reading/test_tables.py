"""Tables as text."""

from qa.reading.tables import Cell, spread, table_rows


def test_every_row_names_its_columns() -> None:
    cells = [["Missie", "Kosten"], ["NMI", "49 mln"], ["OIR", ""]]
    assert table_rows(cells) == ["Missie: NMI; Kosten: 49 mln", "Missie: OIR"]


def test_a_table_without_a_header_is_read_as_it_is() -> None:
    assert table_rows([["NMI", "593"], ["OIR", "20"]]) == ["NMI; 593", "OIR; 20"]
    assert table_rows([["Alleen deze rij", "met twee cellen"]]) == ["Alleen deze rij; met twee cellen"]


def test_years_and_an_empty_corner_are_a_header_and_equal_values_are_kept() -> None:
    assert table_rows([["", "2022", "2023"], ["Irak", "5", "5"]]) == ["Irak; 2022: 5; 2023: 5"]


def test_empty_cells_and_rows_are_left_out() -> None:
    assert table_rows([["Totaal", "", "593"], ["", "", ""]]) == ["Totaal; 593"]
    assert table_rows([["Jaar", "Kosten"], ["2024", "49", "mln"]]) == ["Jaar: 2024; Kosten: 49; mln"]
    assert table_rows([]) == []


def test_a_cell_stands_in_every_column_and_row_that_it_takes() -> None:
    rows = [
        [Cell("Missie"), Cell("Uitgaven", columns=2)],
        [Cell("NMI", rows=2), Cell("2023"), Cell("5")],
        [Cell("2024"), Cell("7")],
        [Cell("OIR"), Cell("2", column=2)],
    ]
    assert spread(rows) == [
        ["Missie", "Uitgaven", "Uitgaven"],
        ["NMI", "2023", "5"],
        ["NMI", "2024", "7"],
        ["OIR", "", "2"],
    ]


def test_a_title_over_all_columns_is_no_header() -> None:
    cells = [["Uitgaven"] * 2, ["Land", "2023"], ["Irak", "12"]]
    assert table_rows(cells) == ["Uitgaven", "Land: Irak; 2023: 12"]


def test_dashes_are_no_header() -> None:
    assert table_rows([["Syrië", "-"], ["Libanon", "7"]]) == ["Syrië; -", "Libanon; 7"]
