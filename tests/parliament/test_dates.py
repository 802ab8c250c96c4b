import datetime

import pytest

from qa.parliament.dates import dutch_date, parse_date, periods, session_year


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Den Haag, 7 juli 2023", datetime.date(2023, 7, 7)),
        ("Datum  28 oktober 2022", datetime.date(2022, 10, 28)),
        ("op 31 februari 2020 en op 1 maart 2020", datetime.date(2020, 3, 1)),
        ("zomer 2023", None),
        ("112 mei 2023", None),
    ],
)
def test_the_first_real_date_in_a_text_is_found(text: str, date: datetime.date | None) -> None:
    assert parse_date(text) == date


def test_a_date_is_written_as_in_dutch_documents() -> None:
    assert dutch_date(datetime.date(2022, 10, 28)) == "28 oktober 2022"


@pytest.mark.parametrize(
    ("date", "year"),
    [
        (datetime.date(2022, 10, 28), "2022-2023"),
        (datetime.date(2016, 9, 9), "2015-2016"),
        (datetime.date(2023, 7, 7), "2022-2023"),
        (datetime.date(2023, 12, 27), "2023-2024"),
        (datetime.date(2022, 9, 19), "2021-2022"),  # the day before Prinsjesdag
        (datetime.date(2022, 9, 20), "2022-2023"),  # Prinsjesdag
        (datetime.date(2020, 9, 15), "2020-2021"),  # the earliest third Tuesday
        (datetime.date(2015, 9, 14), "2014-2015"),
    ],
)
def test_the_session_year_begins_on_the_third_tuesday_of_september(date: datetime.date, year: str) -> None:
    assert session_year(date) == year


def test_periods_of_a_question_with_their_first_and_last_day() -> None:
    (found,) = periods("Hoeveel waren het er in februari 2024?")
    assert (found.words, found.since, found.until) == (
        "in februari 2024",
        datetime.date(2024, 2, 1),
        datetime.date(2024, 2, 29),
    )
    assert periods("nr. 2016 en 2023 adviseurs, tot 2000 militairen op 2000 meter") == ()
    assert periods("Wat is het budget voor 2024?") == ()
    (found,) = periods("van 2016 tot 2018")
    assert (found.since, found.until) == (datetime.date(2016, 1, 1), datetime.date(2018, 12, 31))
    assert [period.until for period in periods("tot en met 31 december 2023")] == [datetime.date(2023, 12, 31)]
