"""All questions first, and all answers after them."""

import pytest

from qa.domain import Line
from qa.parliament.series import Series, find_series
from tests.parliament.test_questions import lines

ASKED = """
Vragen van het lid Jansen (ABC) aan de minister van Water over sluizen. (Ingezonden 11 juni 2007)

1
Klopt het dat de sluis
dicht is?

2
Hoe lang nog?

3
Wie betaalt dat?
"""
HEAD = """
Antwoord

Antwoord van minister Pietersen (Water). (Ontvangen 3 juli 2007)
"""


def pairs(found: Series | None) -> list[tuple[tuple[int, ...], str, str]]:
    asked = found.questions if found else ()
    return [(q.numbers, _text(q.question), _text(q.answer)) for q in asked]


def _text(found: tuple[Line, ...]) -> str:
    return " ".join(line.text for line in found)


@pytest.mark.parametrize("form", ["{}\n", "{}. ", "{} ", "Antwoord {}\n", "Antwoord op vraag {}:\n"])
def test_each_answer_goes_with_the_question_of_its_number(form: str) -> None:
    answers = "\n\n".join(form.format(n) + text for n, text in ((1, "Ja."), (2, "Tot 2031."), (3, "Het Rijk.")))
    found = find_series(lines(f"{ASKED}\n{HEAD}\n{answers}"))
    assert pairs(found) == [
        ((1,), "Klopt het dat de sluis dicht is?", "Ja."),
        ((2,), "Hoe lang nog?", "Tot 2031."),
        ((3,), "Wie betaalt dat?", "Het Rijk."),
    ]


def test_what_stands_between_questions_and_answers_is_the_head_of_the_answers() -> None:
    found = find_series(lines(f"{ASKED}\n{HEAD}\n1\nJa.\n\n2 en 3\nNiet bekend."))
    assert found is not None
    assert [line.text for line in found.head] == [
        "Antwoord",
        "Antwoord van minister Pietersen (Water). (Ontvangen 3 juli 2007)",
    ]


def test_questions_that_are_answered_together_are_one_pair() -> None:
    found = find_series(lines(f"{ASKED}\n{HEAD}\n1\nJa.\n\n2 en 3\nNiet bekend."))
    assert found is not None
    assert [q.numbers for q in found.questions] == [(1,), (2, 3)]
    assert found.questions[1].label == "2 en 3"
    assert [_text(more) for more in found.questions[1].more] == ["3 Wie betaalt dat?"]


@pytest.mark.parametrize("answers", ["1\nJa.", "1\nJa.\n\n3\nHet Rijk.", "Ja, tot 2031.", ""])
def test_without_an_answer_to_each_question_there_is_no_series(answers: str) -> None:
    assert find_series(lines(f"{ASKED}\n{HEAD}\n{answers}")) is None


def test_a_letter_with_numbered_sections_is_no_series() -> None:
    sections = "\n\n".join(f"{n}. Onderdeel\nDe inzet wordt voortgezet." for n in (1, 2, 3))
    assert find_series(lines(f"{sections}\n\nAntwoord van de minister\n\n{sections}")) is None
