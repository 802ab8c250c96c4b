import pytest

from qa.parliament.references import answers_referred_to


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Zie het antwoord op vraag 5.", (5,)),
        ("Zie antwoord op vraag 3.", (3,)),
        ("Zie de antwoorden op vragen 3 en 25.", (3, 25)),
        ("Zie ook de antwoorden op vragen 10 en 33.", (10, 33)),
        ("Zie voor de huidige totale omvang van NMI het antwoord op vraag 20.", (20,)),
        ("In aanvulling op het antwoord op vraag 10, ook de nieuwe Iraakse regering", (10,)),
        ("zie het antwoord op de vragen 3, 5 en 7", (3, 5, 7)),
        ("Zie de antwoorden op vragen 3 t/m 6", (3, 4, 5, 6)),
        ("zie het antwoord op vraag 4 en het antwoord op vraag 4", (4,)),
        ("tevens in antwoord op de vragen gesteld door de BBB-fractie", ()),
        ("op pagina 1 van de brief", ()),
    ],
)
def test_the_answers_that_a_text_refers_to_are_found(text: str, numbers: tuple[int, ...]) -> None:
    assert answers_referred_to(text) == numbers
