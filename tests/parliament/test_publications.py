"""Ids, dossiers and running headers, as they are printed and as they are not to be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.parliament.identity import (
    Publication,
    is_publication_id,
    parse_dossier,
    parse_publication_id,
    printed_id,
    publication_id,
    running,
)

DIGITS = st.integers(10_000, 99_999).map(str)
ADDITION = st.sampled_from(["", "-02", "-VII", "-XV", "-IXB", "-A"])
NUMBER = st.integers(1, 99_999).map(str)
YEAR = st.integers(1990, 2060).map(lambda year: f"{year}-{year + 1}")


@given(DIGITS, ADDITION, NUMBER)
def test_the_id_of_a_kamerstuk_is_made_of_what_it_tells(digits: str, addition: str, number: str) -> None:
    stuk = Publication("Tweede Kamer", "", digits + addition, number)
    assert parse_publication_id(publication_id(stuk)) == stuk


@given(st.sampled_from(["Tweede Kamer", "Eerste Kamer"]), YEAR, NUMBER)
def test_the_id_of_answers_is_made_of_what_it_tells(chamber: str, year: str, number: str) -> None:
    answers = Publication(chamber, year, "", number, answers=True)
    assert parse_publication_id(publication_id(answers)) == answers


@given(DIGITS, ADDITION, st.sampled_from([" ", ""]), st.sampled_from(["-", " - "]))
def test_a_dossier_is_the_same_however_it_is_spaced(digits: str, addition: str, space: str, dash: str) -> None:
    printed = f"{digits[:2]}{space}{digits[2:]}{addition.replace('-', dash)}"
    assert parse_dossier(printed) == digits + addition


@given(st.text())
def test_any_text_may_be_asked_for_an_id(text: str) -> None:
    assert printed_id(text) == "" or is_publication_id(printed_id(text))
    parse_dossier(text)
    running(text)


@pytest.mark.parametrize(
    ("printed", "dossier"),
    [
        ("27 925", "27925"),
        ("21 501-02", "21501-02"),
        ("36 600 VII", "36600-VII"),
        ("36 410-XV", "36410-XV"),
        ("36 800 A", "36800-A"),
        ("33 684 (R2007)", "33684-(R2007)"),
        ("31 293/31 289", "31293"),
        ("27 925 Bestrijding internationaal terrorisme", "27925"),
        ("29 453 IT-beleid van het Rijk", "29453"),
        ("Kamerstuk 27 925, nr. 911", "27925"),
        ("een bedrag van 1 234 567 euro", ""),
        ("geen dossier", ""),
    ],
)
def test_dossiers_are_read_as_they_are_printed(printed: str, dossier: str) -> None:
    assert parse_dossier(printed) == dossier


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("kst-21501-02-3121\nISSN 0921 - 7371", "kst-21501-02-3121"),
        ("Jansen kst-21501-02-3121 ISSN 0921 - 7371", "kst-21501-02-3121"),
        ("kst-27925-ALISSN 0921 - 7371", "kst-27925-AL"),
        ("tekst\n\nah-tk-20232024-1292\n\nmeer tekst", "ah-tk-20232024-1292"),
        ("h-tk-20172018-70-3\nISSN 0921 - 7371", "h-tk-20172018-70-3"),
        ("blg-1184123", "blg-1184123"),
        ("kst-1268678\nISSN 0921 - 7371", "kst-1268678"),
        ("Zie kst-27925-919 voor meer.", ""),
        ("Zie https://zoek.officielebekendmakingen.nl/kst-27925-919.html", ""),
        ("kst-27925-919\nen dan\nkst-27925-930 ISSN 0921 - 7371", "kst-27925-930"),
    ],
)
def test_an_id_counts_at_the_foot_of_a_page_and_not_within_a_sentence(text: str, id_: str) -> None:
    assert printed_id(text) == id_


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Tweede Kamer, vergaderjaar 2024–2025, 21 501-02, nr. 3121 2",
            Publication("Tweede Kamer", "2024-2025", "21501-02", "3121"),
        ),
        ("Eerste Kamer, vergaderjaar 2023–2024, 27 925, AL", Publication("Eerste Kamer", "2023-2024", "27925", "AL")),
        (
            "’s-Gravenhage 2024 Tweede Kamer, vergaderjaar 2023–2024, Aanhangsel 2",
            Publication("Tweede Kamer", "2023-2024", answers=True),
        ),
        (
            "Tweede Kamer der Staten-Generaal\n2\nVergaderjaar 2023–2024 Aanhangsel van de Handelingen",
            Publication("Tweede Kamer", "2023-2024"),
        ),
        ("Aan de voorzitter van de\nTweede Kamer der Staten-Generaal\nBinnenhof 1", Publication()),
        ("Zie Handelingen, vergaderjaar 2023–2024, nr. 12.", Publication()),
    ],
)
def test_running_headers_tell_chamber_year_and_number(text: str, found: Publication) -> None:
    assert running(text) == found
