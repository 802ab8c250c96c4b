import pytest

from qa.reading.furniture import split_page

HEADER = ["8", "", "", "Onze Referentie", "", "BZDOC-1952392878-44"]
LETTER_HEADER = ["Commandant der", "", "", *HEADER, "", "Strijdkrachten"]


def split(lines: list[str], number: int) -> list[tuple[int, list[str], list[str]]]:
    return [(part.number, [t for t in part.lines if t], part.furniture) for part in split_page(lines, number)]


def test_the_header_of_a_letter_begins_the_page_whose_number_it_bears() -> None:
    assert split(LETTER_HEADER, 7) == [
        (7, ["Commandant der"], ["8", "Onze Referentie", "BZDOC-1952392878-44"]),
        (8, ["Strijdkrachten"], []),
    ]


def test_a_footer_of_two_lines_that_counts_the_pages_is_taken_out_whole() -> None:
    footer = ["Totaallijst feitelijke vragen Verlenging", "brede veiligheidsinzet in Irak (27925, nr. 919) 12/15"]
    assert split(["Erbil.", "", *footer, "", "55 Hoe"], 12) == [(12, ["Erbil."], footer), (13, ["55 Hoe"], [])]


@pytest.mark.parametrize(
    "line",
    [
        "Tweede Kamer, vergaderjaar 2015–2016, 27 925, nr. 597 13",  # the number of another page
        "de verhouding was 11/15",
        "8",
        "Zoals gemeld aan de Tweede Kamer, vergaderjaar 2015–2016",
    ],
)
def test_a_sentence_is_never_taken_for_a_header_or_footer(line: str) -> None:
    assert split(["een", line, "twee"], 12) == [(12, ["een", line, "twee"], [])]
