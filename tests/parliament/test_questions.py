import pytest

from qa.domain import Document, Line
from qa.parliament.questions import find_questions

LIST = "kst-27925-930"


def lines(text: str) -> list[Line]:
    found: list[Line] = []
    gap = 0
    for line in text.strip("\n").split("\n"):
        if line.strip():
            found.append(Line(line.strip(), 1, gap))
        gap = 0 if line.strip() else gap + 1
    return found


SHORT_LIST = """
1 Is er een plan?

Antwoord
Ja. Zie Kamerstuk
29 521, nr. 44), is een plan.
2 De minister noemde er twee.

1

2 Hoe luidt dat plan?

Antwoord: Kort.

2

3 Wanneer begint het?

Antwoord
Zie het antwoord op vraag 2.
"""


def test_the_published_list_has_63_questions_in_order(documents: dict[str, Document]) -> None:
    assert [q.number for q in documents[LIST].questions] == list(range(1, 64))


def test_the_page_column_is_that_of_the_published_list(documents: dict[str, Document]) -> None:
    pages = {q.number: q.letter_pages for q in documents[LIST].questions}
    assert all(pages[number] == () for number in [*range(1, 21), 61, 63])
    assert all(len(pages[number]) == 1 for number in [*range(21, 61), 62])
    assert pages[39] == (4,)  # the number stands before the page break inside the answer
    assert pages[50] == (9,)  # the number stands at the end of the question's first line
    assert pages[62] == (12,)


def test_a_number_in_a_question_is_no_page(documents: dict[str, Document]) -> None:
    # Its first line ends in "over de einddatum 31".
    document = documents[LIST]
    question = document.questions[4]
    assert question.letter_pages == ()
    assert "einddatum 31 december 2023" in document.text[question.start : question.question_end]


def test_the_answers_that_only_refer_are_known(documents: dict[str, Document]) -> None:
    refers = {q.number: q.refers_to for q in documents[LIST].questions if q.refers_to}
    assert refers == {
        7: (5,),
        9: (5,),
        12: (38,),
        18: (17,),
        26: (25,),
        30: (20,),
        33: (10,),
        36: (3,),
        37: (3,),
        45: (10, 33),
        55: (25,),
        63: (3, 25),
    }


def test_a_question_begins_on_the_page_where_its_first_line_stands(documents: dict[str, Document]) -> None:
    pages = {q.number: q.page for q in documents[LIST].questions}
    assert [pages[n] for n in (1, 6, 10, 15, 30, 50, 59, 62, 63)] == [1, 3, 3, 4, 7, 11, 13, 14, 15]


def test_the_answers_repeated_by_the_conversion_are_left_out(documents: dict[str, Document]) -> None:
    document = documents[LIST]
    last = document.questions[-1]
    assert document.text[last.answer_start : last.end] == "Zie de antwoorden op vragen 3 en 25."
    assert any(text.startswith("Ja, Australië, Finland en Zweden") for text in document.furniture)


def test_a_line_inside_an_answer_that_begins_with_the_next_number_is_no_question() -> None:
    questions = find_questions(lines(SHORT_LIST.replace("\n2 De minister", "\nnamelijk\n2 de minister")))
    assert [q.number for q in questions] == [1, 2, 3]
    assert [q.letter_pages for q in questions] == [(1,), (2,), ()]


def test_a_few_numbered_lines_are_no_list() -> None:
    assert find_questions(lines("1 Inleiding\n\n2 Slot\n\nAntwoord: geen")) == ()


def test_a_letter_with_numbered_sections_is_no_list() -> None:
    sections = "\n\n".join(f"{n} Onderdeel\n\nDe inzet wordt voortgezet." for n in range(1, 9))
    assert find_questions(lines(sections)) == ()


def numbered(form: str, numbers: range, label: str = "Antwoord") -> str:
    """A list in which numbers stand in this form before the questions."""
    return "\n\n".join(f"{form.format(n)}Klopt bewering {n}?\n\n{label}\nJa, om reden {n}." for n in numbers)


@pytest.mark.parametrize("form", ["{} ", "{}. ", "{}) ", "{}\n", "{}.\n", "{}) \n"])
@pytest.mark.parametrize("label", ["Antwoord", "Antwoord:", "ANTWOORD", "Antwoord op vraag:"])
@pytest.mark.parametrize("first", [1, 12])
def test_a_list_is_known_however_its_numbers_are_printed_and_wherever_it_begins(
    form: str, label: str, first: int
) -> None:
    questions = find_questions(lines(numbered(form, range(first, first + 4), label)))
    assert [q.number for q in questions] == list(range(first, first + 4))
    assert [q.question[0].text for q in questions] == [f"Klopt bewering {n}?" for n in range(first, first + 4)]
    assert [q.answer[0].text for q in questions] == [f"Ja, om reden {n}." for n in range(first, first + 4)]
    assert {q.label for q in questions} == {label}


def test_a_number_of_a_page_in_an_answer_is_not_the_next_question() -> None:
    printed = numbered("{}\n", range(1, 5)).replace("reden 2.", "reden 2.\n\n3\n\nEn nog een reden.")
    questions = find_questions(lines(printed))
    assert [q.number for q in questions] == [1, 2, 3, 4]
    assert questions[2].question[0].text == "Klopt bewering 3?"


def test_numbered_items_in_an_answer_are_no_questions() -> None:
    items = "reden 1:\n\n1. het water;\n\n2. de dijk;\n\n3. de sluis."
    questions = find_questions(lines(numbered("{}. ", range(1, 5)).replace("reden 1.", items)))
    assert [q.number for q in questions] == [1, 2, 3, 4]
    assert questions[0].answer[-1].text == "3. de sluis."


def test_an_answer_below_a_number_of_its_own_may_be_a_number() -> None:
    questions = find_questions(lines(numbered("{}\n", range(1, 4)).replace("Ja, om reden 2.", "12")))
    assert [line.text for line in questions[1].answer] == ["12"]


def test_numbered_sections_above_the_list_are_no_part_of_it() -> None:
    sections = "1. Inleiding\n\nHierbij de antwoorden.\n\n2. Leeswijzer\n\nDe vragen volgen.\n\n"
    questions = find_questions(lines(sections + numbered("{}. ", range(1, 5))))
    assert [q.question[0].text for q in questions] == [f"Klopt bewering {n}?" for n in range(1, 5)]


def test_questions_with_one_number_line_are_answered_together() -> None:
    questions = find_questions(lines(numbered("{}\n", range(1, 4)) + "\n\n4 en 5\nEn dit?\n\nAntwoord\nNee."))
    assert [q.numbers for q in questions] == [(1,), (2,), (3,), (4, 5)]


def test_two_questions_with_an_answer_each_are_a_list_where_their_numbers_stand_alone() -> None:
    assert len(find_questions(lines(numbered("{}\n", range(1, 3))))) == 2
