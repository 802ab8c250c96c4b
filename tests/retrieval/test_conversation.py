"""What a question means after another."""

import datetime

import pytest

from qa.domain import Identity
from qa.retrieval.conversation import FEW_WORDS, completed, goes_on, may_go_on

DOCUMENTS = {
    f"kst-36000-{number}": Identity(
        f"kst-36000-{number}", "", "Een brief", datetime.date(year, 5, 1), "", "Tweede Kamer", "", "36000", number, ""
    )
    for number, year in (("12", 2022), ("15", 2023))
}
COST = "Wat kost het onderhoud van de brug volgens brief 12?"


@pytest.mark.parametrize(
    "question",
    [
        "En van de sluis?",
        "Maar waarom?",
        "Hoe zit het met de sluis?",
        "And what about the lock?",
        "Waarom?",
        "Hoe lang nog?",
        "Wat kost dat?",
        "Wie bepaalt dit?",
        "Wat zijn de gevolgen daarvan?",
        "Wie is hiervoor verantwoordelijk?",
        "Welke risico's zijn eraan verbonden?",
        "Wat vinden zij van die maatregel?",
        "Waar is dan nog geld voor?",
        "geef meer details",
        "Kunt u dat toelichten?",
        "leg uit",
        "Onder welke voorwaarde?",
        "Welke is de nieuwste?",
        "Houdt de minister dat in de gaten?",
    ],
)
def test_what_points_back_goes_on(question: str) -> None:
    assert goes_on(question)


@pytest.mark.parametrize(
    "question",
    [
        "Welke risico's zijn er?",
        "Is er een planning?",
        "Wat kost het onderhoud van de sluis?",
        "Klopt het dat de sluis dicht is?",
        "Zijn er meer dan tien bruggen?",
        "Welke bruggen zijn dicht?",
        "Vindt de minister dat de brug in goede staat is?",
        "Are there any risks for the bridges?",
        "Deelt u de mening dat deze omwonenden van de nieuwe sluis tijdig hadden moeten worden ingelicht?",
    ],
)
def test_what_points_nowhere_stands_on_its_own(question: str) -> None:
    assert not goes_on(question)


@pytest.mark.parametrize("question", ["Dank u wel.", "Leuk, dank je!", "Bedankt!", "Oké, top", "Thank you"])
def test_who_only_thanks_or_agrees_asks_nothing(question: str) -> None:
    assert not goes_on(question)
    assert not may_go_on(question)


def test_what_is_short_may_go_on_all_the_same() -> None:
    assert may_go_on("Onder welke voorwaarde mag het?")
    assert not may_go_on(" ".join(["brugonderhoud"] * (FEW_WORDS + 1)))


@pytest.mark.parametrize(
    ("question", "earlier", "text"),
    [
        ("En in brief 15?", COST, "Wat kost het onderhoud van de brug in brief 15?"),
        ("En brief 15?", "Wat kost het onderhoud van de brug?", "Wat kost het onderhoud van de brug brief 15?"),
        ("En in 2016?", "Wat kostte de brug in 2022?", "Wat kostte de brug in 2016?"),
        ("En in 2016?", "Wat kostte de brug?", "Wat kostte de brug in 2016?"),
        ("Hoeveel was dat in 2016?", "Wat kostte de brug?", "Wat kostte de brug in 2016?"),
        ("En van NMI?", "Wat is het doel van OIR in brief 12?", "Wat is het doel van NMI in brief 12?"),
        ("En voor Zwolle?", "Wat betaalt het Rijk aan Deventer in 2022?", "Wat betaalt het Rijk aan Zwolle in 2022?"),
        ("En EUAM?", "Wat is het doel van OIR?", "Wat is het doel van EUAM?"),
        ("En NMI?", "Waar staat OIR voor?", "Waar staat NMI voor?"),
        ("En in Zwolle?", "Wat wordt er in Deventer gebouwd?", "Wat wordt er in Zwolle gebouwd?"),
        ("Waarom?", "Wie betaalt de brug in Deventer?", "Waarom betaalt de brug in Deventer?"),
        ("Hoe lang nog?", "Waarom is de brug dicht?", "Hoe lang nog is de brug dicht?"),
        ("En van de sluis?", "Wat kost het onderhoud van de brug?", "Wat kost het onderhoud van de sluis?"),
    ],
)
def test_another_document_period_or_thing_takes_the_place_of_the_first(question: str, earlier: str, text: str) -> None:
    found = completed(question, earlier, DOCUMENTS)
    assert (found.text, found.leaning) == (text, False)


@pytest.mark.parametrize("question", ["Wat is dat?", "En wie betaalt dat?", "And what about Zwolle?"])
def test_anything_else_is_put_behind_it(question: str) -> None:
    found = completed(question, "Wat kost de brug in Deventer?", DOCUMENTS)
    assert (found.text, found.leaning) == (f"Wat kost de brug in Deventer? {question}", True)


def test_more_is_the_same_question_once_more() -> None:
    found = completed("geef meer details", COST, DOCUMENTS)
    assert (found.text, found.leaning, found.more) == (COST, False, True)


def test_without_a_question_before_it_there_is_nothing_to_go_on_from() -> None:
    assert completed("Waarom?", "", DOCUMENTS).text == "Waarom?"
