import pytest

from qa.parliament.publications.capitals import in_sentence, office


@pytest.mark.parametrize(
    ("capitals", "written"),
    [
        ("DE MINISTER VAN ONDERWIJS, CULTUUR EN WETENSCHAP", "de minister van Onderwijs, Cultuur en Wetenschap"),
        (
            "DE STAATSSECRETARIS VOOR BASIS- EN VOORTGEZET ONDERWIJS",
            "de staatssecretaris voor Basis- en Voortgezet Onderwijs",
        ),
        ("HET LID YEŞILGÖZ-ZEGERIUS", "het lid Yeşilgöz-Zegerius"),
        ("Al gewoon geschreven", "Al gewoon geschreven"),
    ],
)
def test_capitals_are_written_as_in_a_sentence(capitals: str, written: str) -> None:
    assert in_sentence(capitals, "") == written


def test_the_text_itself_knows_best() -> None:
    assert (
        in_sentence("HET LID MCDONALD", "MOTIE VAN HET LID MCDONALD. De motie van het lid McDonald.")
        == "het lid McDonald"
    )


def test_an_office_begins_small() -> None:
    assert office("De Minister van Defensie,") == "de minister van Defensie"
    assert office("Staatssecretaris Van Rijn (Financiën)") == "staatssecretaris Van Rijn (Financiën)"
