import dataclasses

import pytest

from qa import Assistant
from qa.answering.statements import statements
from qa.answering.wording import SAID_BEFORE, text
from qa.domain import Answer, AnswerPart, Citation, Role, Statement
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
        dataclasses.replace(CITATION, quote="Klopt?", voice="leden van de BBB-fractie", role=Role.MEMBERS),
    ).statements
    assert [(one.role, one.lead) for one in said] == [
        (Role.EARLIER, "Eerder, op 28 oktober 2022:"),
        (Role.REFERRED, "Antwoord op vraag 5, waarnaar wordt verwezen:"),
        (Role.MEMBERS, "Woorden van de leden van de BBB-fractie:"),
    ]


@pytest.mark.unit
def test_a_verdict_stands_with_the_question_to_which_it_was_given() -> None:
    given = dataclasses.replace(CITATION, quote="Nee. Dat kan niet.", published="Kan dat?")
    (said,) = stated(given).statements
    assert said.lead == "Op de vraag «Kan dat?»:"
    (plain,) = stated(dataclasses.replace(given, quote="Dat kan niet.")).statements
    (own,) = stated(dataclasses.replace(given, published="")).statements
    assert (plain.lead, own.lead) == ("", "")
    (long,) = stated(dataclasses.replace(given, published="Waarom kan dat? " * 50)).statements
    assert long.lead.endswith("…»:")
    assert len(long.lead) < 200


@pytest.mark.unit
def test_a_statement_bears_its_source_and_the_days_that_it_leaves_to_its_date() -> None:
    dated = dataclasses.replace(CITATION, quote="Op 5 mei jl. is dit jaar begonnen.", label="nr. 919, 28 oktober 2022")
    (said,) = stated(dated).statements
    assert (said.source, said.note) == (dated.label, "5 mei jl. is 5 mei 2022; dit jaar is 2022")
    assert text(stated(dated).asked) == f"{dated.quote} [1] ({said.source}; {said.note})"


@pytest.mark.unit
def test_another_passage_is_cited_but_not_quoted_unless_it_answers_too() -> None:
    other = dataclasses.replace(CITATION, quote="Iets anders.", chance=0.1)
    assert [one.quote for one in stated(CITATION, other).statements] == ["Een zin."]
    sure = dataclasses.replace(other, chance=0.6)
    assert [one.quote for one in stated(CITATION, sure).statements] == ["Een zin.", "Iets anders."]


@pytest.mark.unit
def test_an_older_statement_is_said_only_beside_what_is_certain() -> None:
    older = dataclasses.replace(CITATION, quote="Iets anders.", role=Role.EARLIER)
    assert len(stated(CITATION, older).statements) == 2
    assert len(stated(dataclasses.replace(CITATION, chance=0.7), older).statements) == 1
    assert len(stated(CITATION, dataclasses.replace(older, chance=0.1)).statements) == 1


@pytest.mark.unit
def test_what_was_said_is_not_said_again_in_other_words() -> None:
    first = dataclasses.replace(CITATION, quote="De missie kost 49 miljoen euro per jaar.")
    again = dataclasses.replace(CITATION, quote="Per jaar kost de missie 49 miljoen euro.")
    assert len(stated(first, again).statements) == 1


@pytest.mark.unit
def test_an_answer_that_is_referred_to_is_said_only_with_the_one_that_refers_to_it() -> None:
    unsaid = dataclasses.replace(CITATION, quote="Zie het antwoord op vraag 5.", chance=0.1)
    target = dataclasses.replace(CITATION, quote="Nee, dat kan niet.", number=5, role=Role.REFERRED)
    assert [one.quote for one in stated(CITATION, unsaid, target).statements] == ["Een zin."]
    assert [one.quote for one in stated(unsaid, target).statements] == [unsaid.quote, target.quote]


@pytest.mark.unit
def test_what_was_said_on_another_part_is_not_said_again() -> None:
    other = dataclasses.replace(CITATION, quote="Iets anders.")
    (first,) = stated(CITATION).statements
    assert [one.quote for one in statements([CITATION, other], [1, 2], before=[first])] == ["Iets anders."]
    assert statements([CITATION], [1], before=[first]) == ()
    longer = dataclasses.replace(first, quote="Vooraf. Een zin. En nog een.")
    assert statements([CITATION], [1], before=[longer]) == ()
    assert text([AnswerPart("Een?", True, (1,), True, (), (first,)), AnswerPart("Twee?", True, (1,), True)]).endswith(
        SAID_BEFORE
    )


@pytest.mark.unit
def test_an_answer_is_short() -> None:
    things = ("brug", "sluis", "haven", "dijk", "kade", "tunnel")
    citations = [dataclasses.replace(CITATION, quote=f"De {one} is open.") for one in things]
    assert len(stated(*citations).statements) == DEFAULT.count("quoted")
