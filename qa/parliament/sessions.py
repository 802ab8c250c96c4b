"""The parliamentary year."""

import datetime

TUESDAY = 1  # datetime.date.weekday(): Monday is 0


def session_year(date: datetime.date) -> str:
    """Give the parliamentary year (vergaderjaar) of a date as "2022-2023".

    It begins on Prinsjesdag, the third Tuesday of September (article 65 of the Grondwet and the Wet van
    22 juni 2011 tot vaststelling van de dag van de opening van de zitting).
    """
    first = datetime.date(date.year, 9, 1)
    prinsjesdag = first + datetime.timedelta(days=(TUESDAY - first.weekday()) % 7 + 14)
    begin = date.year if date >= prinsjesdag else date.year - 1
    return f"{begin}-{begin + 1}"
