"""Questions about the documents themselves, asked of the five."""

import pytest

from qa import Assistant
from qa.domain import Answer


def told(answer: Answer) -> list[tuple[str, str, str, int]]:
    """What is said, of which document, and on which page."""
    return [
        (one.lead, one.quote, one.document_id.removeprefix("kst-27925-"), answer.citations[one.numbers[0] - 1].page)
        for one in answer.statements
    ]


@pytest.mark.parametrize(
    "question",
    [
        "Wat is het onderwerp van brief 943?",
        "waar gaat brief 943 over?",
        "What is letter 943 about?",
        "titel van nr. 943",
    ],
)
def test_what_a_document_is_about_is_its_title(question: str, assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert told(answer) == [("Onderwerp:", "Bredere Nederlandse veiligheidsinzet in Irak", "943", 0)]
    assert answer.certain


@pytest.mark.parametrize(
    "question", ["van welke datum is brief 919?", "Wanneer is brief 919 verstuurd?", "Wat is de datum van 27925-919?"]
)
def test_the_day_of_a_document_is_told(question: str, assistant: Assistant) -> None:
    assert told(assistant.ask(question)) == [("Datum:", "28 oktober 2022", "919", 1)]


@pytest.mark.parametrize("question", ["wie ondertekende brief 943?", "Door wie is brief 943 ondertekend?"])
def test_who_signed_is_told_with_the_office_and_the_page(question: str, assistant: Assistant) -> None:
    assert told(assistant.ask(question))[1:2] == [
        ("Ondertekend door de minister van Defensie:", "K.H. Ollongren", "943", 15)
    ]


def test_a_document_may_be_named_by_its_kind_when_there_is_one_of_that(assistant: Assistant) -> None:
    assert told(assistant.ask("Wat is de datum van het verslag?")) == [("Datum:", "27 december 2023", "AL", 1)]
    assert not assistant.ask("Wat is de datum van de brief?").explain[0].startswith("De vraag gaat over het document")


def test_to_whom_a_letter_was_sent_is_told(assistant: Assistant) -> None:
    ((lead, words, *_),) = told(assistant.ask("Aan wie is brief 943 gericht?"))
    assert (lead, words) == ("Gericht aan:", "de voorzitter van de Tweede Kamer der Staten-Generaal")


def test_the_oldest_document_is_told(assistant: Assistant) -> None:
    assert [one[2] for one in told(assistant.ask("Wat is het oudste document?"))] == ["597"]


def test_who_holds_an_office_is_who_signed_last_in_it(assistant: Assistant) -> None:
    answer = assistant.ask("Wie is de minister van Defensie?")
    assert not answer.certain, "a newer document has the office without its name"
    (said,) = told(answer)
    assert said == ("Ondertekend door de minister van Defensie:", "K.H. Ollongren", "943", 15)
    (said,) = told(assistant.ask("Wie is de minister van Defensie?", until="2020-01-01"))
    assert said[1:3] == ("J.A. Hennis-Plasschaert", "597")
    assert [one[1] for one in told(assistant.ask("Wie was in 2016 minister van Defensie?"))] == [
        "J.A. Hennis-Plasschaert"
    ]
    assert assistant.ask("Wie was in 2016 minister van Defensie?").certain
    assert not assistant.ask("Wie is de minister van Landbouw?").certain


def test_the_number_of_questions_of_a_list_is_told(assistant: Assistant) -> None:
    (said,) = told(assistant.ask("Hoeveel vragen staan er in de lijst 930?"))
    assert said[0] == "63 vragen, in:"


def test_the_only_list_need_not_be_named(assistant: Assistant) -> None:
    ((lead, *_),) = told(assistant.ask("Hoeveel vragen staan er in de lijst van vragen en antwoorden?"))
    assert lead.startswith("63 vragen")


def test_the_newest_document_is_told_of_its_kind(assistant: Assistant) -> None:
    assert [one[2] for one in told(assistant.ask("wat is de meest recente brief?"))] == ["943"]
    assert [one[2] for one in told(assistant.ask("Wat is het nieuwste document?"))] == ["AL"]
    assert [one[2] for one in told(assistant.ask("Wat is het nieuwste document?", until="2022-12-31"))] == ["930"]


def test_the_documents_there_are_are_named_newest_first(assistant: Assistant) -> None:
    assert [one[2] for one in told(assistant.ask("welke documenten heb je?"))] == ["AL", "943", "930", "919", "597"]


def test_who_asks_how_many_is_told_how_many(assistant: Assistant) -> None:
    leads = [one[0] for one in told(assistant.ask("Hoeveel brieven zijn er?"))]
    assert leads == ["Er zijn er 3. Er is:", "Er is:", "Er is:"]


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("Welke brieven zijn er?", ["943", "919", "597"]),
        ("Welke lijsten ken je?", ["930"]),
        ("Which letters are there?", ["943", "919", "597"]),
        ("Hoeveel documenten zijn er uit 2023?", ["AL", "943"]),
        ("Welke documenten zijn er sinds 2023?", ["AL", "943"]),
    ],
)
def test_those_of_a_kind_or_a_period_are_named(question: str, numbers: list[str], assistant: Assistant) -> None:
    assert [one[2] for one in told(assistant.ask(question))] == numbers


def test_a_summary_is_the_document_s_own(assistant: Assistant) -> None:
    answer = assistant.ask("geef een samenvatting van brief 919")
    assert answer.statements[0].lead == "De eigen samenvatting van het document:"
    assert {one.section for one in answer.citations} == {"Essentie"}
    for said in answer.statements:
        assert said.quote in answer.citations[said.numbers[0] - 1].passage


def test_without_a_summary_of_its_own_the_headings_stand_for_it(assistant: Assistant) -> None:
    first, second, *_ = assistant.ask("Wat staat er in brief 943?").statements
    assert first.lead.startswith("Het document heeft geen eigen samenvatting")
    assert (second.lead, second.quote.split()[:2]) == ("Contextanalyse:", ["Na", "decennia"])


def test_a_follow_up_asks_it_of_the_document_named_before(assistant: Assistant) -> None:
    answer = assistant.ask("En van welke datum is die brief?", history=["Wat is het onderwerp van brief 943?"])
    assert [one[:2] for one in told(answer)] == [("Datum:", "7 juli 2023")]


@pytest.mark.parametrize(
    "question",
    [
        "Wat staat er in brief 943 over drones?",
        "Waar gaat het geld in brief 943 naartoe?",
        "Wanneer is in brief 943 de missie begonnen?",
        "Wie is de plaatsvervangend commandant van NMI?",
        "Wat is de nieuwste stand van zaken?",
        "Welke stukken over Syrië zijn er?",
        "Wat is het onderwerp?",
    ],
)
def test_what_a_document_says_is_answered_from_its_passages(question: str, assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert not answer.explain[0].startswith("De vraag gaat over het document zelf")
