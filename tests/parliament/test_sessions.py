import datetime

import pytest

from qa.parliament.sessions import session_year


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
