"""Questions and answers in the rows of a table."""

from qa.domain import Line
from qa.parliament.question_tables import find_in_table


def row(*cells: str, page: int = 1) -> Line:
    return Line(" ".join(cells), page, 0, cells=cells)


TABLE = [
    Line("Beantwoording van de vragen", 1, 0),
    row("Nr.", "Vraag", "Antwoord"),
    row("1", "Is de sluis dicht?", "Ja."),
    row("2", "Hoe lang", "Tot"),
    row("", "nog?", "2031."),
    row("Nr.", "Vraag", "Antwoord", page=2),
    row("3", "Wie betaalt dat?", "Het Rijk.", page=2),
    Line("Tot zover.", 2, 1),
]


def test_each_row_is_a_question_with_its_answer() -> None:
    found = find_in_table(TABLE)
    assert [(q.number, q.question[0].text, q.answer[0].text) for q in found] == [
        (1, "Is de sluis dicht?", "Ja."),
        (2, "Hoe lang", "Tot"),
        (3, "Wie betaalt dat?", "Het Rijk."),
    ]


def test_a_row_without_a_number_goes_on_in_the_question_above() -> None:
    second = find_in_table(TABLE)[1]
    assert [line.text for line in second.question] == ["Hoe lang", "nog?"]
    assert [line.text for line in second.answer] == ["Tot", "2031."]


def test_the_list_ends_with_its_table() -> None:
    assert find_in_table(TABLE)[-1].last == len(TABLE) - 2


def test_another_table_holds_no_questions() -> None:
    assert find_in_table([row("Nr.", "Motie", "Stand"), row("1", "Sluizen", "Uitgevoerd")]) == ()
