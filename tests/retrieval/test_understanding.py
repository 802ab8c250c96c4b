import datetime
from typing import cast

import pytest

from qa.domain import Answer, Identity
from qa.errors import QuestionError
from qa.language.glossary import extended
from qa.retrieval.understanding import LONGEST_QUESTION, Context, check, understand

BASIS = "Wat is de rechtsgrond van OIR?"

OWN_TERMS = {"polder board": ["polderbestuur"]}


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("", "leeg"),
        ("  \n\t ", "leeg"),
        ("🙂🎉👍", "geen woorden"),
        ("?!...", "geen woorden"),
        ("a" * 50_000, "te lang"),
        ("woord " * 10_000, "te lang"),
    ],
)
def test_what_is_no_question_is_refused_in_one_sentence(question: str, sentence: str) -> None:
    with pytest.raises(QuestionError, match=sentence) as caught:
        check(question)
    assert str(caught.value).count(".") == 1


@pytest.mark.parametrize("question", [None, 5, b"wat is OIR?", ["wat is OIR?"]])
def test_what_is_no_text_is_no_question(question: object) -> None:
    with pytest.raises(QuestionError, match="geen tekst"):
        check(cast("str", question))


def test_what_is_not_printed_is_left_out() -> None:
    assert understand("Wat is de rechts\u00adgrond\u200b van OIR?") == understand(BASIS)


def test_a_question_without_its_capital_is_read_as_with_it() -> None:
    assert understand(BASIS.lower()).embedded[0] == "W"
    assert understand(BASIS.lower()).text == BASIS.lower()


@pytest.mark.parametrize("question", ["25 juni 2014", "25-6-2014", "2014-06-25", "wat gebeurde er op 25 jun 2014?"])
def test_a_day_is_one_in_any_spelling(question: str) -> None:
    assert understand(question).days == ("25juni2014",)


def test_half_a_character_is_left_out() -> None:
    assert understand("Wat is \udcff OIR?").text == "Wat is OIR?"
    assert understand("En van NMI?", ["Wat is \ud800 de rechtsgrond van OIR?"]).text == "Wat is de rechtsgrond van NMI?"


@pytest.mark.parametrize("history", [None, 5, {"vraag": "antwoord"}, [None], [{}]])
def test_what_is_no_conversation_is_refused(history: object) -> None:
    with pytest.raises(QuestionError, match="eerdere vragen"):
        understand(BASIS, cast("list[str]", history))


def test_a_question_of_the_greatest_length_is_accepted() -> None:
    assert check("a" * LONGEST_QUESTION)


def test_white_space_around_a_question_does_not_matter() -> None:
    assert understand("  Wat is\n de rechtsgrond van OIR? ") == understand(BASIS)


@pytest.mark.parametrize(
    ("follow_up", "completed"),
    [
        ("En van NMI?", "Wat is de rechtsgrond van NMI?"),
        ("En daarna?", f"{BASIS} En daarna?"),
        ("Hoe zit het met EUAM?", f"{BASIS} Hoe zit het met EUAM?"),
        ("Wanneer was dat?", f"{BASIS} Wanneer was dat?"),
    ],
)
def test_a_follow_up_is_completed_with_the_question_before_it(follow_up: str, completed: str) -> None:
    assert understand(follow_up, [BASIS]).text == completed
    assert understand(follow_up, [BASIS]).question == follow_up


def test_a_follow_up_on_a_follow_up_goes_back_further() -> None:
    assert understand("En van EUAM?", [BASIS, "En van NMI?"]).text == "Wat is de rechtsgrond van EUAM?"


def test_a_conversation_of_any_length_can_be_gone_back_to() -> None:
    assert understand("En van EUAM?", [BASIS, *["En van NMI?"] * 5_000]).text.endswith("van EUAM?")
    assert len(understand("En daarna?", ["woord " * 100_000]).text) <= LONGEST_QUESTION


def test_an_earlier_answer_serves_as_history_too() -> None:
    earlier = Answer("En van NMI?", "Wat is de rechtsgrond van NMI?", answered=False, text="", citations=())
    assert understand("En van EUAM?", [earlier]).text == "Wat is de rechtsgrond van EUAM?"


@pytest.mark.parametrize("question", ["Hoeveel strijders heeft ISIS nog in Irak?", "Wat kost de missie in 2024?"])
def test_a_question_that_stands_on_its_own_is_left_as_it_is(question: str) -> None:
    assert understand(question, [BASIS]).text == question


def test_an_english_question_is_looked_for_in_dutch_too() -> None:
    query = understand("What is the legal basis of OIR?")
    assert query.text == "What is the legal basis of OIR?"
    assert query.concepts == (("rechtsgrond", "rechtsbasis"), ("oir",))
    assert query.terms == ("rechtsgrond", "rechtsbasis", "oir")
    assert "rechtsgrond" in query.embedded


def test_an_english_question_is_read_with_the_terms_of_the_documents() -> None:
    query = understand("What is the task of polder boards?", context=Context(glossary=extended(OWN_TERMS)))
    assert query.concepts == (("task",), ("polderbestuur",))
    assert understand("What is the task of polder boards?").concepts == (("task",), ("polder",), ("boards",))


@pytest.mark.parametrize(
    ("question", "concepts", "days"),
    [
        ("Wat gebeurde er op 22 november 2023?", [("gebeurde",), ("22november2023",)], ["22november2023"]),
        ("Wie stemde er op 20 en 21 juli?", [("stemde",), ("20juli",), ("21juli",)], ["20juli", "21juli"]),
        ("Which strike was there on 5 July 2023?", [("strike",), ("5juli2023",)], ["5juli2023"]),
        (
            "Wie kwam om bij de aanval van woensdag 24 augustus?",
            [("kwam",), ("aanval",), ("woensdag",), ("24augustus",)],
            ["24augustus"],
        ),
        ("Wat besloot het kabinet in mei 2022?", [("besloot",), ("mei2022",)], ["mei2022"]),
        ("Hoeveel militairen waren er in 2023?", [("militairen",), ("2023",)], []),
    ],
)
def test_a_day_is_looked_for_as_one_word(question: str, concepts: list[tuple[str]], days: list[str]) -> None:
    query = understand(question)
    assert (list(query.concepts), list(query.days)) == (concepts, days)


def test_a_day_that_tells_where_to_look_is_not_looked_for_in_the_text() -> None:
    letter = Identity("brief", "brief.txt", "Een brief", datetime.date(2022, 10, 28), "", "", "", "", "", "")
    question = "Wat schreef de minister op 28 oktober 2022 over drones?"
    query = understand(question, context=Context({"brief": letter}))
    assert query.restrictions
    assert query.days == ()
    assert understand(question).days == ("28oktober2022",)


@pytest.mark.parametrize(
    "question",
    [
        "Wat staat in de Kamerbrief van 28 oktober over drones?",
        "Waarover ging de motie van 18 mei 2022?",
        "Hoe lang na 31 december 2023 blijven de militairen?",
        "Loopt de missie tot en met 31 december 2023?",
    ],
)
def test_a_day_that_names_a_document_or_bounds_a_period_is_not_one_on_which_something_was(question: str) -> None:
    assert understand(question).days == ()


@pytest.mark.parametrize(
    ("question", "phrases"),
    [
        ('Wat is de "rechtsgrond voor optreden"?', ("rechtsgrond voor optreden",)),
        ("Wat is de “rechtsgrond” van «OIR»?", ("rechtsgrond", "OIR")),
        ("Wat is de rechtsgrond van OIR?", ()),
        ("Wat is 5\" of 'OIR'?", ()),
    ],
)
def test_what_stands_between_quotation_marks_is_looked_for_as_it_stands(
    question: str, phrases: tuple[str, ...]
) -> None:
    assert understand(question).phrases == phrases


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Waar staat OIR voor?", "OIR"),
        ("Wat betekent de afkorting NMI?", "NMI"),
        ("What does EUAM stand for?", "EUAM"),
        ("Waar staat de brug voor?", ""),
        ("Wat is de rechtsgrond van OIR?", ""),
    ],
)
def test_an_abbreviation_that_is_asked_for_is_known(question: str, short: str) -> None:
    assert understand(question).short == short
