import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.language.dates import dutch_date
from qa.language.day_words import day_words, named_days, spaced, word_of

# The day of kst-27925-AL.
WRITTEN = datetime.date(2023, 12, 27)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zo voerde de VS op 22 november jl. luchtaanvallen uit op wapendepots.", ["22november2023"]),
        ("in aanloop naar de provinciale verkiezingen in Irak op 18 december", ["18december2023"]),
        ("de coalitiebijeenkomsten in Washington op 20 en 21 juli jl.", ["20juli2023", "21juli2023"]),
        ("in het verzoek van 25 juni 2014 en 20 september 2014", ["25juni2014", "20september2014"]),
        ("de briefing van 12 januari a.s.", ["12januari2024"]),
        ("de zitting van 3 januari", ["3januari2024"]),
        ("op 30 december jongstleden", ["30december2022"]),
        ("de aanval van 22-11-2023 en die van 5/2/2024", ["22november2023", "5februari2024"]),
        ("On 22 November 2023 the United States struck.", ["22november2023"]),
        ("OP 1 MEI 2023", ["1mei2023"]),
        ("de brief van 28 okt. 2022 en de letter of Oct 2022", ["28oktober2022", "oktober2022"]),
        ("in 2023 en in de eerste helft van 2022", []),
        ("opgericht in juli 2018 en in oktober jl., op 24 mei", ["juli2018", "oktober2023", "24mei2023"]),
        ("op 31 februari 2023, 31 juni jl. en 45-13-2023", []),
        ("Kamerstuk 27 925, nr. 943; 145 militairen in november", []),
    ],
)
def test_the_days_that_a_text_names_with_their_years(text: str, expected: list[str]) -> None:
    assert [word_of(day) for day in named_days(text, WRITTEN)] == expected


def test_where_it_cannot_be_told_a_day_has_no_year() -> None:
    assert [word_of(day) for day in named_days("Wat bombardeerden de Amerikanen op 22 november?")] == ["22november"]
    assert [word_of(day) for day in named_days("op 29 februari jl.", datetime.date(2023, 6, 1))] == ["29februari"]


def test_a_day_is_looked_for_with_and_without_its_year() -> None:
    assert day_words("op 22 november jl. en op 22 november 2023", WRITTEN) == (
        "22november2023",
        "22november",
        "november2023",
    )
    assert day_words("op 22 november en in mei 2022", None) == ("22november", "mei2022")


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)), st.dates())
def test_every_date_is_found_where_it_stands(date: datetime.date, written: datetime.date) -> None:
    (found,) = named_days(f"Op {dutch_date(date)} besloot het kabinet dit.", written)
    assert (found.start, found.end) == (3, 3 + len(dutch_date(date)))
    assert datetime.date(found.year or 0, found.months[0], found.day or 0) == date
    assert spaced(word_of(found)) == dutch_date(date)


@given(st.dates(), st.text(alphabet="0123456789-/ jlmeias.", max_size=40))
def test_any_text_can_be_looked_at(written: datetime.date, text: str) -> None:
    assert all(text[day.start : day.end] for day in named_days(text, written))


def test_other_words_are_read_as_they_are() -> None:
    assert [spaced(word) for word in ("22november", "mei2022", "drones", "2023", "1mei2023x")] == [
        "22 november",
        "mei 2022",
        "drones",
        "2023",
        "1mei2023x",
    ]
