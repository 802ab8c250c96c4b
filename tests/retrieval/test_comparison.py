import datetime

import pytest

from qa import Assistant, Identity
from qa.retrieval.comparison import sides
from qa.retrieval.restrictions import restrictions


def letter(number: str, year: int) -> Identity:
    id_ = f"kst-27925-{number}"
    date = datetime.date(year, 6, 1)
    years = f"{year}-{year + 1}"
    return Identity(id_, f"{id_}.txt", "Brief", date, "Kamerstuk", "Tweede Kamer", years, "27925", number, "")


DOCUMENTS = {one.id: one for one in (letter("597", 2016), letter("919", 2022), letter("943", 2023))}


def looked_for(question: str) -> list[str]:
    return [side.text for side in sides(question, DOCUMENTS, restrictions(question, DOCUMENTS))]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Wat is het verschil tussen NMI en OIR?", ["NMI", "OIR"]),
        ("What is the difference between NMI and OIR?", ["NMI", "OIR"]),
        ("Hoe verhoudt de duur van NMI zich tot die van OIR?", ["de duur van NMI", "de duur van OIR"]),
        (
            "Waarin verschilt het werk van de EU van dat van de NAVO?",
            ["het werk van de EU", "het werk van de NAVO"],
        ),
        (
            "Waarin verschilt de vierde fase van de strijd van de derde?",
            ["de vierde fase van de strijd", "de derde fase van de strijd"],
        ),
        (
            "Wat is het verschil tussen de kwantitatieve en de kwalitatieve indicatoren van de missie?",
            ["de kwantitatieve indicatoren van de missie", "de kwalitatieve indicatoren van de missie"],
        ),
        ("Waarin verschillen NMI en OIR van elkaar?", ["NMI", "OIR"]),
        ("Hoe verschillen de lichte en de zware missie?", ["de lichte missie", "de zware missie"]),
        ("How do NMI and OIR differ?", ["NMI", "OIR"]),
        ("In welk opzicht wijkt de brug van Urk af van die van Zwolle?", ["de brug van Urk", "de brug van Zwolle"]),
        (
            "Welk verschil in kosten is er tussen de Maasbrug en de Waalbrug?",
            ["kosten de Maasbrug", "kosten de Waalbrug"],
        ),
        (
            "Wat is bij NMI het verschil tussen militaire training en civiel advies?",
            ["NMI militaire training", "NMI civiel advies"],
        ),
    ],
)
def test_two_subjects_are_each_looked_for(question: str, expected: list[str]) -> None:
    assert looked_for(question) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "Wat is er sinds 2016 veranderd aan de omvang van de coalitie?",
            [("Daarna", {"919", "943"}), ("In 2016", {"597"})],
        ),
        ("Hoe is de bijdrage sinds 2022 gegroeid?", [("Daarna", {"943"}), ("In 2022", {"919"})]),
    ],
)
def test_what_changed_is_looked_for_then_and_afterwards(question: str, expected: list[tuple[str, set[str]]]) -> None:
    found = sides(question, DOCUMENTS, ())
    assert [
        (side.label, {DOCUMENTS[id_].number for id_ in side.only.documents or ()}) for side in found if side.only
    ] == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "Hoeveel landen zaten er in 2016 en in 2022 in de coalitie?",
            ["Hoeveel landen zaten er in de coalitie", "Hoeveel landen zaten er in de coalitie"],
        ),
        (
            "Hoeveel landen deden in 2016 mee en hoeveel in 2022?",
            ["Hoeveel landen deden mee", "Hoeveel landen deden mee"],
        ),
        (
            "Hoeveel landen deden in 2017 mee en hoeveel in 2022?",
            ["Hoeveel landen deden mee in 2022", "Hoeveel landen deden mee in 2017"],
        ),
        (
            "Is er meer geld begroot voor 2024 dan voor 2023?",
            ["Is er geld begroot in 2024", "Is er geld begroot in 2023"],
        ),
        (
            "Zijn de kosten van de inzet in 2024 gestegen vergeleken met 2023?",
            ["kosten van de inzet in 2024", "kosten van de inzet in 2023"],
        ),
        ("Hoe groot is het verschil tussen het budget van 2022 en 2023?", ["budget in 2023", "budget in 2022"]),
    ],
)
def test_two_years_are_each_looked_for_newest_first(question: str, expected: list[str]) -> None:
    assert looked_for(question) == expected


@pytest.mark.parametrize(
    "question",
    ["Wat is het verschil tussen brief 597 en brief 943 over drones?", "Wat zeggen de brieven 597 en 943 over drones?"],
)
def test_of_two_documents_each_is_asked_newest_first(question: str) -> None:
    found = sides(question, DOCUMENTS, restrictions(question, DOCUMENTS))
    assert [(side.label.split(",")[0], side.text) for side in found] == [("nr. 943", "drones"), ("nr. 597", "drones")]


@pytest.mark.parametrize(
    "question",
    [
        "Waarom is de dreiging toegenomen?",
        "Worden de verschillen tussen grote en kleine gemeenten groter?",
        "Welke partijen overleggen over het verschil tussen metingen en rapportages?",
        "Hoe verhoudt het aantal zich tot dat van de jaren daarvoor?",
        "In welke gevallen wijkt de Centrale Raad van Beroep af van de berekening?",
        "Wat is er veranderd sinds de brief van 2022?",
        "Wat is er sinds 2018 veranderd aan de coalitie?",  # no document is of that year
        "Wat gebeurde er in 2016?",
        "Wat kost de missie?",
        "Wat is het verschil?",
        "Wat is het verschil tussen 2016 en 2022?",
        "verschil tussen 2016 en 2022",
        "Hoe verschilt dat?",
        "Wat staat er in brief 943 over drones?",
        "",
        "verschil tussen en",
    ],
)
def test_what_compares_nothing_stays_whole(question: str) -> None:
    assert looked_for(question) == []


def test_each_side_is_answered_from_its_own_documents(assistant: Assistant) -> None:
    answer = assistant.ask("Wat is er sinds 2016 veranderd aan de omvang van de coalitie tegen ISIS?")
    later, then = answer.parts
    assert (later.question, then.question) == ("Daarna", "In 2016")
    assert "85 landen" in later.statements[0].quote
    assert "67 partners" in then.statements[0].quote


def test_what_one_sentence_compares_is_not_asked_twice(assistant: Assistant) -> None:
    answer = assistant.ask("Waarin verschilt de vierde fase van de strijd tegen ISIS van de derde?")
    assert not answer.parts
    assert "derde" in answer.statements[0].quote
    assert "vierde" in answer.statements[0].quote


def test_of_two_years_each_is_looked_for_in_its_own_documents() -> None:
    later, then = sides("Hoeveel landen zaten er in 2016 en in 2022 in de coalitie?", DOCUMENTS, ())
    assert later.only
    assert then.only
    assert later.only.documents == frozenset({"kst-27925-919"})
    assert then.only.documents == frozenset({"kst-27925-597"})


def test_the_same_words_in_two_documents_are_quoted_of_both(assistant: Assistant) -> None:
    answer = assistant.ask("Wat zeggen de brieven 919 en 943 over de Peshmerga?")
    assert [part.statements[0].document_id for part in answer.parts] == ["kst-27925-943", "kst-27925-919"]


def test_a_document_that_says_nothing_on_it_is_told(assistant: Assistant) -> None:
    answer = assistant.ask("Wat zeggen de brieven 919 en 597 over EUAM?")
    assert [(part.question.split(",")[0], part.answered) for part in answer.parts] == [
        ("nr. 919", True),
        ("nr. 597", False),
    ]
