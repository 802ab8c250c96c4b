import pytest

from qa.language.quantities import asked_for, counted, numbers


def words(text: str) -> list[str]:
    return [text[figure.start : figure.end] for figure in numbers(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("De coalitie bestaat uit 85 landen en internationale organisaties.", ["85 landen"]),
        ("met ca. 100 tot 150 militairen ten behoeve van het bewaken", ["ca. 100 tot 150 militairen"]),
        ("De uitgaven komen uit op 49 miljoen euro.", ["49 miljoen euro"]),
        ("Ruim 2.100 vluchten in 2016 door zeven detachementen", ["Ruim 2.100 vluchten", "zeven detachementen"]),
        (
            "met maximaal 20 Nederlandse militaire en civiele adviseurs",
            ["maximaal 20 Nederlandse militaire en civiele adviseurs"],
        ),
        ("zeven Iraakse brigades en vier teams", ["zeven Iraakse brigades", "vier teams"]),
        ("drie Nederlandse en drie Belgische teams", ["drie Belgische teams"]),
        ("leveren twee, vier en één persoon", []),
        ("Momenteel draagt Nederland met dertien adviseurs bij.", ["dertien adviseurs"]),
        ("Ongeveer 35 % van de banken", ["Ongeveer 35 %"]),
        ("op zo’n 6.000 tot 10.000 geschat", ["zo’n 6.000 tot 10.000 geschat"]),
        ("van 1 januari 2024 tot en met 31 december 2024", []),
        ("(Kamerstuk 29 521, nr. 446) en artikel 51 van het Handvest", []),
        ("resolutie 2170 (2014)", []),
        ("een brief van een minister", []),
        ("In 2022 Nederlandse militairen opleiden", []),
        (
            "met vijfenveertig civiele adviseurs en drieëntwintig tolken",
            ["vijfenveertig civiele adviseurs", "drieëntwintig tolken"],
        ),
        (
            "Ruim vijftienhonderd woningen en tweeduizend leraren",
            ["Ruim vijftienhonderd woningen", "tweeduizend leraren"],
        ),
        ("dat eind 2016 twee brigades zijn opgeleid", ["twee brigades"]),
        ("honderd vijftig militairen", ["honderd vijftig militairen"]),
        (
            "ruim tweeduizend vijfhonderd\nNederlandse militairen",
            ["ruim tweeduizend vijfhonderd\nNederlandse militairen"],
        ),
        ("honderd en vijf tolken", ["honderd en vijf tolken"]),
        ("honderd één tolken, twintig vijf teams, 49 duizend vijfhonderd militairen", []),
        ("vijf tot zes teams, vijf of zes tolken", ["vijf tot zes teams", "vijf of zes tolken"]),
        ("circa vijf tot tien miljoen euro", ["circa vijf tot tien miljoen euro"]),
        ("5 of 6 teams", ["5 of 6 teams"]),
        ("anderhalf jaar en anderhalf miljoen euro", ["anderhalf jaar", "anderhalf miljoen euro"]),
        ("de punten twee en drie, in 2016 of 2017", []),
        ("vijf miljoen euro en duizend militairen", ["vijf miljoen euro", "duizend militairen"]),
    ],
)
def test_numbers_that_count_something(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_only_what_the_question_asks_for() -> None:
    text = "Tot en met 31 juli 2025 blijven er 145 militairen."
    asked = {
        question: [text[f.start : f.end] for f in asked_for(question, text)]
        for question in ("Hoeveel?", "Wanneer?", "Wie?")
    }
    assert asked == {"Hoeveel?": ["145 militairen"], "Wanneer?": ["31 juli 2025"], "Wie?": []}


SAID = ["mei 2023", "18 mei jl.", "2026", "28 oktober 2022", "28 okt. 2022", "28-10-2022", "Q2 2023"]


@pytest.mark.parametrize("said", SAID)
def test_a_date_may_be_less_than_a_day(said: str) -> None:
    text = f"De inzet duurt tot {said}"
    assert [text[f.start : f.end] for f in asked_for("Tot wanneer?", text)] == [said]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Hoeveel Nederlandse militairen zitten er in Irak?", "militairen"),
        ("Met hoeveel extra militaire adviseurs?", "adviseurs"),
        ("How many advisers are there?", "advisers"),
        ("Hoeveel euro kost het?", "euro"),
        ("Hoeveel kost de inzet?", ""),
        ("Hoeveel draagt Nederland bij?", ""),
        ("Hoeveel worden er verwacht?", ""),
        ("Hoeveel van de landen doen mee?", ""),
        ("Hoeveel?", ""),
        ("Wie zitten er in Irak?", ""),
    ],
)
def test_what_a_question_asks_the_number_of(question: str, expected: str) -> None:
    assert counted(question) == expected


def test_a_number_counts_the_noun_behind_its_adjectives() -> None:
    text = "Nederland draagt bij met maximaal 20 Nederlandse militaire en civiele adviseurs en circa 145 militairen."
    assert [figure.unit for figure in numbers(text)] == ["adviseurs", "militairen"]


def test_what_takes_part_counts_no_parts() -> None:
    (found,) = numbers("Van deze landen maken ongeveer 30 deel uit van de coalitie.")
    assert (found.unit, found.value) == ("", 30)


@pytest.mark.parametrize(
    ("text", "value", "bound"),
    [
        ("twaalf adviseurs", 12, ""),
        ("2.100 vluchten", 2100, ""),
        ("49 miljoen euro", 49e6, ""),
        ("anderhalf miljoen euro", 1.5e6, ""),
        ("maximaal 20 adviseurs", 20, "hoogstens"),
        ("ten minste 20 adviseurs", 20, "minstens"),
    ],
)
def test_a_figure_has_the_value_of_its_number_however_it_is_written(text: str, value: float, bound: str) -> None:
    (found,) = numbers(f"Er zijn {text} bij.")
    assert (found.value, found.bound) == (value, bound)
