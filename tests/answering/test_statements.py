import dataclasses

import pytest

from qa import Assistant
from qa.answering.statements import statements
from qa.answering.wording import text
from qa.domain import Answer, Citation, Role, Statement
from qa.retrieval.parameters import DEFAULT
from tests.answering.test_compose import CITATION

ASKED = (
    "Wat is de rechtsgrond van OIR?",
    "Hoeveel militairen levert Nederland aan NMI in 2024?",
    "Hoeveel adviseurs levert Nederland aan NMI?",
    "Welke voorbereidingen worden getroffen voor het beëindigen van de missie in 2023?",
    "Vragen deze Kamerleden of de regering de dreiging van Iran onderschat?",
    "Hoe hoog is de belasting op benzine?",
    "Wat is de rol van de Senior Civilian en hoe bak ik een appeltaart?",
    "Welke veiligheidsrisico's zijn er door Iran en hoeveel bases zijn beschermd en wie betaalt dat?",
)


def stated(*citations: Citation, question: str = "Wat?") -> Answer:
    """An answer that states what these citations do."""
    said = statements(citations, range(1, len(citations) + 1))
    return Answer(question, question, answered=True, text="", citations=citations, statements=said)


@pytest.mark.parametrize("question", ASKED)
def test_every_statement_stands_verbatim_in_the_passage_of_each_of_its_citations(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    assert answer.statements
    for statement in answer.statements:
        for source in (answer.citations[number - 1] for number in statement.numbers):
            assert statement.quote in source.passage
        first = answer.citations[statement.numbers[0] - 1]
        assert (statement.document_id, statement.date) == (first.document_id, first.date)
        assert statement.role is first.role


@pytest.mark.parametrize("question", ASKED)
def test_the_statements_of_an_answer_are_those_of_its_parts_in_turn(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.statements == tuple(one for part in answer.asked for one in part.statements)
    for part in answer.asked:
        assert {number for one in part.statements for number in one.numbers} <= set(part.numbers)
        assert bool(part.statements) is part.answered


@pytest.mark.parametrize("question", ASKED)
def test_the_text_of_an_answer_is_made_of_its_statements(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.text == text(answer.asked)
    after = 0
    for statement in answer.statements:
        after = answer.text.index(statement.quote, after)


@pytest.mark.unit
def test_one_question_is_the_only_one_that_was_asked() -> None:
    (whole,) = stated(CITATION, question="Waarom?").asked
    assert (whole.question, whole.answered, whole.numbers) == ("Waarom?", True, (1,))
    assert [one.quote for one in whole.statements] == ["Een zin."]


@pytest.mark.unit
@pytest.mark.parametrize("quote", ["", " \n"])
def test_a_statement_says_something(quote: str) -> None:
    with pytest.raises(ValueError, match="without a quote"):
        Statement(quote, (1,), "kst-27925-919")


@pytest.mark.unit
@pytest.mark.parametrize("numbers", [(), (0,), (1, -1)])
def test_a_statement_has_a_citation(numbers: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="numbers of its citations"):
        Statement("Een zin.", numbers, "kst-27925-919")


@pytest.mark.unit
def test_the_same_sentence_in_two_documents_is_said_once_with_both_numbers() -> None:
    other = dataclasses.replace(CITATION, document_id="kst-27925-943")
    (said,) = stated(CITATION, other).statements
    assert said == Statement("Een zin.", (1, 2), CITATION.document_id, CITATION.date)


@pytest.mark.unit
def test_what_is_no_plain_answer_is_told_so() -> None:
    said = stated(
        dataclasses.replace(CITATION, role=Role.EARLIER),
        dataclasses.replace(CITATION, quote="Nee.", number=5, role=Role.REFERRED),
        dataclasses.replace(CITATION, quote="Klopt dat?", voice="leden van de BBB-fractie", role=Role.MEMBERS),
    ).statements
    assert [(one.role, one.lead) for one in said] == [
        (Role.EARLIER, "Eerder, op 28 oktober 2022:"),
        (Role.REFERRED, "Antwoord op vraag 5, waarnaar wordt verwezen:"),
        (Role.MEMBERS, "Woorden van de leden van de BBB-fractie:"),
    ]


@pytest.mark.unit
def test_a_passage_that_answers_much_less_well_is_cited_but_not_quoted() -> None:
    weaker = dataclasses.replace(CITATION, quote="Iets anders.", score=0.6)
    assert [one.quote for one in stated(CITATION, weaker).statements] == ["Een zin."]


@pytest.mark.unit
def test_an_answer_is_short() -> None:
    citations = [dataclasses.replace(CITATION, quote=f"Zin {n}.") for n in range(10)]
    assert len(stated(*citations).statements) == DEFAULT.count("quoted")
