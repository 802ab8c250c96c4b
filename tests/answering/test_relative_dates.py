import datetime

import pytest

from qa.answering.relative_dates import told_by_date

WRITTEN = datetime.date(2023, 12, 27)


@pytest.mark.unit
@pytest.mark.parametrize(
    ("quote", "note"),
    [
        ("Op 22 november jl. is besloten.", "22 november jl. is 22 november 2023"),
        ("Op 15 januari a.s. begint het.", "15 januari a.s. is 15 januari 2024"),
        ("Op 5 juni is een bod gedaan.", "5 juni is 5 juni 2023"),
        ("In mei jl. en dit jaar.", "mei jl. is mei 2023; dit jaar is 2023"),
        ("Volgend jaar meer dan vorig jaar.", "Volgend jaar is 2024; vorig jaar is 2022"),
        ("Op 22 november 2022 is besloten, in 2021 niet.", ""),
        ("Er is niets besloten.", ""),
    ],
)
def test_what_is_left_to_the_date_of_the_document_is_told(quote: str, note: str) -> None:
    assert told_by_date(quote, WRITTEN) == note


@pytest.mark.unit
def test_of_a_document_without_a_date_nothing_is_told() -> None:
    assert told_by_date("Op 22 november jl. is besloten.", None) == ""
