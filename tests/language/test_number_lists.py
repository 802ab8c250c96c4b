import re

import pytest

from qa.language.number_lists import MOST_TOGETHER, NUMBERS, numbers_in, spelled


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3", (3,)),
        ("2, 3 en 4", (2, 3, 4)),
        ("2 t/m 4", (2, 3, 4)),
        ("2-4 en 7", (2, 3, 4, 7)),
        ("geen", ()),
    ],
)
def test_numbers_that_are_named_together(text: str, expected: tuple[int, ...]) -> None:
    assert numbers_in(text) == expected


def test_a_row_of_numbers_is_not_endless() -> None:
    assert numbers_in("1 t/m 9999") == tuple(range(1, 1 + MOST_TOGETHER + 1))


@pytest.mark.parametrize("text", ["2 tot en met 4", "2\ttot  en met\n4", "2 – 4"])
def test_one_sign_for_what_is_printed_in_many_ways(text: str) -> None:
    assert spelled(text) == "2-4"


@pytest.mark.parametrize("text", ["3", "2, 3 en 4", "2,3, en 4", "2 t/m 4", "2 tot en met 4", "2 – 4", "2 & 3"])
def test_what_numbers_a_line_may_open_with(text: str) -> None:
    assert re.fullmatch(NUMBERS, text)


@pytest.mark.parametrize("text", ["2 maart", "1234", "2 en", "2.3"])
def test_what_is_no_row_of_numbers(text: str) -> None:
    assert re.fullmatch(NUMBERS, text) is None
