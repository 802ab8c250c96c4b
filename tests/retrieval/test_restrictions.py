import datetime

import pytest

from qa import Assistant
from qa.domain import Identity
from qa.retrieval.restrictions import listed_number, not_there, restrictions, without
from qa.retrieval.understanding import Context, understand


@pytest.fixture(scope="module")
def identities(assistant: Assistant) -> dict[str, Identity]:
    return {document.id: document for document in assistant.library.documents}


def only(question: str, identities: dict[str, Identity]) -> set[str]:
    found = [r.documents for r in restrictions(question, identities) if r.documents is not None]
    return {id_.removeprefix("kst-27925-") for ids in found for id_ in ids}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Wat is volgens brief 919 de rechtsgrond?", {"919"}),
        ("Wat staat er in nr. 943 over drones?", {"943"}),
        ("Wat zegt Kamerstuk 27 925, nr. 597 over de kosten?", {"597"}),
        ("Wat zeggen Kamerstukken 27 925, nrs. 919 en 943 over NMI?", {"919", "943"}),
        ("Wat staat er in de brief van juli 2023 over NMI?", {"943"}),
        ("Wat staat er in de brief van 28 oktober 2022?", {"919"}),
        ("Wat staat er in de brief van 28 okt. 2022?", {"919"}),
        ("Wat staat er in de brief van 28-10-2022?", {"919"}),
        ("Wat staat er in de brief van vrijdag 28 oktober 2022?", {"919"}),
        ("Wat staat er in de brief van 2022/23?", set()),
        ("What does the letter of July 2023 say about NMI?", {"943"}),
        ("What does the letter of October 28, 2022 say?", {"919"}),
        ("Hoe luidt volgens het verslag AL de dreiging?", {"AL"}),
        ("Hoeveel is het volgens de lijst van 14 december 2022?", {"930"}),
        ("Wat staat er in 27925-919 over NMI?", {"919"}),
        ("Wat staat er in kst-27925-919 over NMI?", {"919"}),
        ("Wat staat er in kst-27925-919.html over NMI?", {"919"}),
        ("Wat staat er in 27 925-919 over NMI?", {"919"}),
        ("Wat staat er in 27.925, nr. 919 over NMI?", {"919"}),
        ("Wat staat er in 27925, 919 over NMI?", {"919"}),
        ("Wat staat er in 27925/919 over NMI?", {"919"}),
        ("Wat staat er in dossier 27925, nummer 919 over NMI?", {"919"}),
        ("Wat staat er in nummer 919 over NMI?", {"919"}),
        ("Wat staat er in brief no. 919 over NMI?", {"919"}),
        ("Wat staat er in #919 over NMI?", {"919"}),
        ("Wat zegt stuk AL over NMI?", {"AL"}),
        ("Wat staat er in 27925-AL over NMI?", {"AL"}),
        ("Wat staat er in EK 27925, AL over NMI?", {"AL"}),
        ("Wat staat er in https://zoek.officielebekendmakingen.nl/kst-27925-919.html over NMI?", {"919"}),
        ("Wat staat er in https://zoek.officielebekendmakingen.nl/kst-27925-919.pdf#page=5?", {"919"}),
        ("Wat staat er in 27925-12 over NMI?", set()),
        ("Hoeveel is 27925, 91 of 919 euro?", set()),
        ("Wat is de rechtsgrond van OIR?", set()),
        ("Wat zegt Kamerstuk 35 000, nr. 12 daarover?", set()),
        ("Wat is het doel van de VN in Irak?", set()),
        ("Wat staat er in de brief van 14 december 2022?", set()),
    ],
)
def test_a_document_that_a_question_names_is_the_only_one_searched(
    question: str, expected: set[str], identities: dict[str, Identity]
) -> None:
    assert only(question, identities) == expected


@pytest.mark.parametrize(
    ("question", "since", "until"),
    [
        ("Hoeveel vluchten waren er in 2016?", "2016-01-01", "2016-12-31"),
        ("Wat is er na mei 2023 besloten?", "2023-06-01", None),
        ("What was decided after May 2023?", "2023-06-01", None),
        ("Wat gebeurde er van mei tot en met juli 2023?", "2023-05-01", "2023-07-31"),
        ("What happened in the second half of 2023?", "2023-07-01", "2023-12-31"),
        ("Wat gold sinds 1 juli 2022?", "2022-07-01", None),
        ("Wat was het mandaat vóór 2017?", None, "2016-12-31"),
        ("Wat gebeurde er tussen 2022 en 2023?", "2022-01-01", "2023-12-31"),
        ("Wat is momenteel de dreiging?", "2023-12-27", None),
    ],
)
def test_a_period_that_a_question_names_is_preferred(
    question: str, since: str | None, until: str | None, identities: dict[str, Identity]
) -> None:
    (found,) = restrictions(question, identities)
    assert found.documents is None
    assert found.since == (datetime.date.fromisoformat(since) if since else None)
    assert found.until == (datetime.date.fromisoformat(until) if until else None)


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("Wat is er niet voor mei 2023 besloten?", "bij voorkeur in documenten vanaf 1 mei 2023"),
        ("What was decided no later than May 2023?", "bij voorkeur in documenten tot en met 31 mei 2023"),
        (
            "What was decided from 1 to 31 December 2022?",
            "bij voorkeur in documenten van 1 december 2022 tot en met 31 december 2022",
        ),
        ("Wat is er na 2022-12 besloten?", "bij voorkeur in documenten vanaf 1 januari 2023"),
    ],
)
def test_a_period_is_told_by_its_days(question: str, label: str, identities: dict[str, Identity]) -> None:
    assert [found.label for found in restrictions(question, identities)] == [label]


def test_a_period_of_no_document_is_what_the_question_is_about(identities: dict[str, Identity]) -> None:
    assert restrictions("Wat gebeurde er op 22 november 2023?", identities) == ()
    assert restrictions("Wat gebeurt er in 2099?", identities) == ()


def test_what_is_looked_for_is_not_the_name_of_the_document(identities: dict[str, Identity]) -> None:
    question = "Wat is volgens brief 919 de rechtsgrond van OIR?"
    assert without(question, restrictions(question, identities)) == "Wat is de rechtsgrond van OIR?"
    question = "Wat staat er in de brief van juli 2023 over drones?"
    assert without(question, restrictions(question, identities)) == "over drones?"


def test_the_listed_question_that_is_asked_for_by_its_number() -> None:
    assert listed_number("Wat is het antwoord op vraag 12?") == 12
    assert listed_number("Wat zei de minister op vraag 12?") == 12
    assert listed_number("Vraag 3: wat kost het?") == 3
    assert listed_number("Wat is de vraag naar adviseurs?") is None
    assert listed_number("Was de vraag 3 maanden geleden al bekend?") is None
    assert listed_number("Wat was de reactie op de vraag 3 maanden geleden?") is None


def test_a_number_that_no_list_has_finds_nothing(assistant: Assistant) -> None:
    assert not assistant.ask("Wat is het antwoord op vraag 999?").answered
    assert not assistant.ask("Wat is het antwoord op vraag 12?", documents=["kst-27925-919"]).answered


def test_each_part_of_a_question_has_its_own_document_and_number(assistant: Assistant) -> None:
    answer = assistant.ask("Wat zegt brief 919 over drones en wat zegt brief 943 over de rechtsgrond van OIR?")
    cited = [{answer.citations[n - 1].document_id for n in part.numbers} for part in answer.parts]
    assert cited == [{"kst-27925-919"}, {"kst-27925-943"}]
    answer = assistant.ask("Hoeveel adviseurs levert Nederland aan NMI, en wat is het antwoord op vraag 12?")
    assert answer.citations[answer.parts[1].numbers[0] - 1].number == 12
    assert len(answer.parts[0].numbers) > 0


def test_the_answer_says_what_was_made_of_the_question(assistant: Assistant) -> None:
    question = "Wat is volgens brief 919 de rechtsgrond van OIR?"
    answer = assistant.ask(question)
    assert {c.document_id for c in answer.citations} == {"kst-27925-919"}
    assert [r.label for r in answer.restrictions] == ["alleen in Kamerstukken II 2022/23, 27925, nr. 919"]
    assert {c.document_id for c in assistant.ask(question, restrict=False).citations} > {"kst-27925-919"}


def test_one_restriction_is_undone_and_another_kept(assistant: Assistant) -> None:
    question = "Wat zegt brief 919 over drones en wat zegt brief 943 over de rechtsgrond van OIR?"
    answer = assistant.ask(question)
    undone, kept = (restriction.words for restriction in answer.restrictions)
    answer = assistant.ask(question, unrestricted=[undone])
    assert [restriction.words for restriction in answer.restrictions] == [kept]
    anywhere, inside = ({answer.citations[n - 1].document_id for n in part.numbers} for part in answer.parts)
    assert len(anywhere) > 1, "nor does the other restriction hold for this part"
    assert inside == {"kst-27925-943"}


def test_when_all_restrictions_are_undone_the_answer_is_that_without_any(assistant: Assistant) -> None:
    question = "Wat is volgens brief 919 de rechtsgrond van OIR?"
    (words,) = (restriction.words for restriction in assistant.ask(question).restrictions)
    for given in ([words], words, [f" {words.upper()} "]):
        assert assistant.ask(question, unrestricted=given) == assistant.ask(question, restrict=False)
    assert assistant.ask(question, unrestricted=["brief 943"]) == assistant.ask(question)
    assert assistant.explain(question, unrestricted=[words]).answer == assistant.ask(question, restrict=False)


def test_of_two_periods_one_is_undone(identities: dict[str, Identity]) -> None:
    question = "Hoeveel militairen waren er in 2016 en hoeveel in 2023?"
    query = understand(question, context=Context(identities))
    assert [r.words for r in query.restrictions] == ["in 2016", "in 2023"]
    query = understand(question, context=Context(identities, unrestricted=frozenset(["in 2016"])))
    assert [r.words for r in query.restrictions] == ["in 2023"]


def test_an_answer_of_the_list_is_given_whole_by_its_number(assistant: Assistant) -> None:
    first = assistant.ask("Wat is het antwoord op vraag 12?").citations[0]
    assert first.number == 12
    assert first.passage.endswith(first.quote)


def test_the_position_at_a_day_leaves_out_what_was_said_later(assistant: Assistant) -> None:
    question = "Wat is de rechtsgrond van OIR?"
    assert assistant.ask(question).citations[0].document_id == "kst-27925-943"
    then = assistant.ask(question, as_of="2023-01-01")
    assert then.citations[0].document_id == "kst-27925-919"
    assert all(c.date and c.date <= datetime.date(2023, 1, 1) for c in then.citations)


def test_a_document_of_any_series_can_be_named_by_its_id() -> None:
    answers = Identity("ah-tk-20232024-1292", "a.txt", "Antwoorden", None, "", "", "", "", "", "")
    found = restrictions("Wat antwoordt de minister in ah-tk-20232024-1292 over dassen?", {answers.id: answers})
    assert [(one.words, one.documents) for one in found] == [("in ah-tk-20232024-1292", frozenset({answers.id}))]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Wat staat er in brief 999 over drones?", ("brief 999",)),
        ("Wat staat er in kst-27925-999?", ("kst-27925-999",)),
        ("Wat zegt Kamerstuk 35 000, nr. 12 daarover?", ("Kamerstuk 35 000, nr. 12",)),
        ("Wat staat er in brief 943 over drones?", ()),
        ("Wat kost de missie?", ()),
    ],
)
def test_a_document_that_is_not_there_is_known_by_its_name(
    question: str, names: tuple[str, ...], identities: dict[str, Identity]
) -> None:
    assert not_there(question, identities) == names
