import pytest

from qa.language.negation import denies


@pytest.mark.parametrize(
    "text",
    [
        "Welke landen doen niet mee aan NMI?",
        "Welke risico's zijn er niet?",
        "Waarom is er geen akkoord?",
        "De luchtcampagne heeft hiervan geen hinder ondervonden.",
        "Ontbreekt een evacuatieplan?",
        "Which countries do not take part?",
        "Why doesn't Irak take part?",
    ],
)
def test_what_denies_something_is_known(text: str) -> None:
    assert denies(text)


@pytest.mark.parametrize(
    "text",
    [
        "Welke landen doen mee aan NMI?",
        "Welke landen doen niet alleen mee aan NMI?",
        "Bent u bereid dit te doen? Zo nee, waarom niet?",
        "Doet Nederland mee of niet?",
        "De noodzaak is groot.",
    ],
)
def test_what_denies_nothing_is_not(text: str) -> None:
    assert not denies(text)
