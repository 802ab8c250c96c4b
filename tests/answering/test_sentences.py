import pytest

from qa import Assistant


def quote(assistant: Assistant, question: str, document: str) -> str:
    return assistant.search(question, limit=1, documents=[document])[0].quote


@pytest.mark.parametrize(
    ("question", "document", "words"),
    [
        ("Uit hoeveel landen bestaat de internationale coalitie?", "kst-27925-919", "bestaat uit 85 landen"),
        ("Hoe hoog zijn de uitgaven in 2024?", "kst-27925-943", "49 miljoen euro"),
        ("Hoeveel aanvallen waren er in Irak en Syrië?", "kst-27925-AL", "ca. 117 aanvallen"),
        ("Hoeveel militairen heeft Nederland in Irak?", "kst-27925-943", "circa 145 militairen"),
        ("Wanneer werd NMI opgericht?", "kst-27925-943", "opgericht in juli 2018"),
    ],
)
def test_the_sentence_that_answers_is_quoted(question: str, document: str, words: str, assistant: Assistant) -> None:
    found = quote(assistant, question, document)
    assert words in found
    assert len(found) < 400


def test_of_a_listed_question_only_the_answer_is_quoted(assistant: Assistant) -> None:
    asked = "Hoe groot is de totale NATO Mission in Iraq?"
    assert quote(assistant, asked, "kst-27925-930") == "In december 2022 werken er in totaal 593 personen voor NMI."


def test_the_verdict_is_quoted_with_its_reason(assistant: Assistant) -> None:
    asked = "Is er inmiddels een nieuw kabinet geformeerd in Irak?"
    assert quote(assistant, asked, "kst-27925-930").startswith("Ja. Op 27 oktober jl. is een nieuwe regering")


def test_two_sentences_are_quoted_when_neither_holds_all_that_is_asked(assistant: Assistant) -> None:
    found = quote(assistant, "Wat is de rechtsgrond van OIR?", "kst-27925-919")
    assert found.startswith("De rechtsgrond voor optreden")
    assert found.endswith("op uitnodiging van het gastland Irak.")
