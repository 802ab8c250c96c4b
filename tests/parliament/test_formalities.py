import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.parliament.formalities import asks_for_sources, is_reference, is_ritual, states_nothing


@pytest.mark.parametrize(
    "text",
    [
        "NOS, d.d. 1 maart 2024, «Kritiek op het besluit», https://nos.nl/artikel/25-kritiek-op-het-besluit",
        "De Volkskrant, 28 mei 2024 (www.volkskrant.nl/nieuws/ambtenaren~bc49/)",
        "RTV, 25 mei 2024, 'Hond overleden', https://www.rtv.nl/nieuws/23/hond-die-zich- keerde-overleden",
        "Zie https://www.voorbeeld.nl/a/b.pdf",
        "Te raadplegen via: www.voorbeeld.nl",
        "Kamerstukken II 2020/21, 22 112, nr. 2953.",
        "Kamerstuk 29 521, nr. 446.",
        "Wet op de bruggen, Staatsblad 2017, 327",
    ],
)
def test_what_only_tells_where_something_stands_is_a_reference(text: str) -> None:
    assert is_reference(text, is_note=True)


@pytest.mark.parametrize(
    "text",
    ['Kleinschalig is iets anders dan "klein is fijn".', "In Kamerstuk 27 925, nr. 943 is dit toegelicht."],
)
def test_outside_a_footnote_only_an_address_makes_a_reference(text: str) -> None:
    assert not is_reference(text)
    assert not states_nothing(text)
    assert states_nothing("Zie https://www.voorbeeld.nl/a.")
    assert states_nothing("Is de brug dicht?")


@pytest.mark.parametrize(
    "text",
    [
        "Dit betreft 5 militairen.",
        "In 2016 kreeg de brug een andere eigenaar.",
        "De brug is «tijdelijk dicht» en gaat volgens de provincie op 1 maart 2024 weer open voor al het verkeer.",
        "Zie voor de gevolgen van dit besluit voor kleine gemeenten de uitleg op https://www.voorbeeld.nl/uitleg",
        "Kamerstuk 29 521, nr. 446 meldt dat de bijdrage aan de missie met twee jaar is verlengd tot eind 2024.",
        "",
    ],
)
def test_what_states_something_is_none(text: str) -> None:
    assert not is_reference(text, is_note=True)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Bent u bekend met het bericht «Brug dicht»?", "Ja."),
        ("Kent u de berichten over de brug?", "Ja, die ken ik."),
        ("Heeft u kennisgenomen van het artikel?", "Ja, daar heb ik kennis van genomen."),
        ("Is de minister op de hoogte van het onderzoek?", "Ja, daar ben ik van op de hoogte."),
        ("1. Hebt u het rapport gelezen?", "Ja"),
    ],
)
def test_a_ritual_question_and_its_answer_state_nothing(question: str, answer: str) -> None:
    assert is_ritual(question, answer)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Is de brug weer open?", "Ja."),
        ("Bent u bereid de brug te openen?", "Ja."),
        ("Bent u bekend met het bericht?", "Nee."),
        ("Bent u bekend met het bericht?", "Ja. De brug is op 1 maart 2024 door een storing dicht gegaan."),
        ("Kent u het bericht?", "Het bericht klopt niet."),
        ("", ""),
    ],
)
def test_what_asks_or_answers_more_is_no_ritual(question: str, answer: str) -> None:
    assert not is_ritual(question, answer)


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Welke krant schreef over de brug?", True),
        ("Is de minister bekend met het rapport?", True),
        ("Which article was it?", True),
        ("Waarom is de brug dicht?", False),
    ],
)
def test_a_question_about_sources_is_known(question: str, asks: bool) -> None:
    assert asks_for_sources(question) is asks


@given(st.text(max_size=400), st.text(max_size=200))
def test_any_text_is_judged(text: str, other: str) -> None:
    assert is_reference(text) in {True, False}
    assert is_ritual(text, other) in {True, False}
