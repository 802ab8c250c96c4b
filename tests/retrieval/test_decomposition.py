import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.retrieval.decomposition import MOST_PARTS, Subquestion, divided


def texts(question: str) -> list[str]:
    return [part.text for part in divided(question)]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "Hoe groot is de missie en hoeveel adviseurs levert Nederland eraan?",
            ["Hoe groot is de missie?", "Hoeveel adviseurs levert Nederland eraan?"],
        ),
        ("Wat is het krachtenveld? Wie regeert Irak?", ["Wat is het krachtenveld?", "Wie regeert Irak?"]),
        (
            "Hoeveel vluchtelingen worden verwacht, en zijn er genoeg kampen?",
            ["Hoeveel vluchtelingen worden verwacht?", "Zijn er genoeg kampen?"],
        ),
        (
            "How many advisers are there and when do they leave?",
            ["How many advisers are there?", "When do they leave?"],
        ),
        ("Op welke gronden rusten NMI en OIR?", ["NMI", "OIR"]),
        ("Wat is het mandaat van NMI en van OIR?", ["NMI", "OIR"]),
    ],
)
def test_several_questions_in_one_are_told_apart(question: str, expected: list[str]) -> None:
    assert texts(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "Wat is de rechtsgrond van OIR?",
        "Welke en hoeveel landen doen mee?",
        "Deelt u deze mening? Zo ja, welke acties onderneemt u? Zo nee, waarom niet?",
        "Bent u bereid de deadline uit te stellen? Waarom niet?",
        "Klopt het bericht over maatregelen die zijn genomen en waar niemand over sprak?",
        "rechtsgrond OIR en NMI",
        "Welke normen en waarden gelden er voor militairen?",
        "Welke landen en welke organisaties nemen deel aan NMI?",
        "Wat zei de minister, en zijn ambtenaren, over drones?",
        "Wat is het verschil tussen NMI en OIR?",
        "Hoe werken EU en NAVO samen?",
        "Wat doet Nederland met de EU en de NAVO in Irak en Syrië?",
    ],
)
def test_what_asks_one_thing_stays_whole(question: str) -> None:
    assert divided(question) == ()


def test_what_leans_on_the_first_question_is_looked_for_with_it() -> None:
    first, second = divided("Wat is Orange Corners, en wie kan daaraan meedoen?")
    assert first == Subquestion("Wat is Orange Corners?", "Wat is Orange Corners?")
    assert second.complete == "Wat is Orange Corners? Wie kan daaraan meedoen?"


def test_the_same_is_asked_of_another_year() -> None:
    _, second = divided("Wat kost de inzet in 2024, en hoeveel was het in 2023?")
    assert second.complete == "Wat kost de inzet in 2023? Hoeveel was het in 2023?"


def test_only_a_year_of_which_the_same_is_asked_is_another() -> None:
    _, second = divided("Wat zegt resolutie 2085, en hoeveel waren het er in 2016?")
    assert second.complete.startswith("Wat zegt resolutie 2085?")


def test_each_part_stands_as_it_was_asked() -> None:
    asked = "Which and how many countries take part? And who pays the costs?"
    assert texts(asked) == ["Which and how many countries take part?", "And who pays the costs?"]


def test_statements_before_a_question_stay_with_it() -> None:
    asked = "De brief noemt doelen. Welke zijn dat? Het kabinet noemt ook middelen. Wat kosten die middelen?"
    assert len(divided(asked)) == 2


@given(st.text(alphabet="Wat hoe en? NMIOR,.2024", max_size=300))
def test_no_question_is_divided_into_more_than_can_be_answered_apart(question: str) -> None:
    found = divided(question)
    assert len(found) <= MOST_PARTS
    assert all(part.text and part.complete for part in found)


def test_a_bare_question_word_asks_of_what_the_first_question_is_about() -> None:
    first, second = divided("Waarom is de brug in Zwolle dicht en tot wanneer?")
    assert (second.text, second.complete) == ("Tot wanneer?", "Tot wanneer is de brug in Zwolle dicht?")
    assert (first.leaning, second.leaning) == (False, False)


def test_what_points_back_stands_behind_the_first_question() -> None:
    _, second = divided("Wat kost het onderhoud van de brug, en hoe wordt dat betaald?")
    assert second.leaning
    assert second.complete == "Wat kost het onderhoud van de brug? Hoe wordt dat betaald?"


def test_what_two_names_are_is_two_questions() -> None:
    assert [one.text for one in divided("Wat is MoPA en wat is PMF?")] == ["Wat is MoPA?", "Wat is PMF?"]
    assert divided("Welke landen en welke organisaties nemen deel?") == ()
