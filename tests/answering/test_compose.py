import datetime
import re
from dataclasses import replace

from qa import Assistant
from qa.answering.wording import NO_QUESTION, NOTHING_FOUND, NOTHING_ON_PART, UNCERTAIN
from qa.domain import Abbreviation, Citation, Role
from tests.answering.conftest import Ask
from tests.fakes import (
    COSTS,
    COUNTED,
    DOUBTS,
    MECHANICS,
    NEWER,
    OLD_COSTS,
    OLD_MECHANICS,
    OLDER,
    REFERRED,
    REFERRING,
    SERVICE,
    FakeIndex,
)

COSTING = "Wat kost het onderhoud van de bruggen?"
HALF = "Wat kost het onderhoud van de bruggen, en hoe bak ik een appeltaart?"
TWO = "Wat kost het onderhoud van de bruggen, en hoeveel monteurs werken er?"

CITATION = Citation(
    document_id="kst-27925-919",
    title="Verlenging",
    date=datetime.date(2022, 10, 28),
    page=5,
    section="Mandaat",
    quote="Een zin.",
    passage="Vooraf. Een zin. Achteraf.",
    reference="Kamerstukken II 2022/23, 27925, nr. 919, p. 5",
    url="https://zoek.officielebekendmakingen.nl/kst-27925-919.html",
    score=0.9,
    chance=0.9,
)


def test_every_sentence_of_an_answer_bears_the_number_of_its_source(assistant: Assistant) -> None:
    answer = assistant.ask("Wat is het mandaat van NMI?")
    for part in answer.text.split("\n\n"):
        match = re.fullmatch(r"(?P<quote>.+) (?P<numbers>(?:\[\d+\])+) \(nr\. [^()]+\)", part, re.DOTALL)
        assert match
        for number in re.findall(r"\d+", match["numbers"]):
            assert answer.citations[int(number) - 1].quote == match["quote"]


def test_the_words_of_members_are_never_the_answer(assistant: Assistant) -> None:
    question = "Vragen deze Kamerleden of de regering de dreiging van Iran onderschat?"
    said = [c for c in assistant.ask(question, limit=20).citations if c.voice.startswith("leden ")]
    assert said
    assert {c.role for c in said} == {Role.MEMBERS}
    assert not any(c.voice.startswith("leden ") for c in assistant.ask("Onderschat de regering Iran?").citations)


def test_a_refusal_shows_what_is_nearest_without_claiming_an_answer(assistant: Assistant) -> None:
    answer = assistant.ask("Hoe bak ik een appeltaart?")
    assert (answer.text, answer.statements, answer.citations) == (NOTHING_FOUND, (), ())
    assert answer.related


def test_every_part_of_a_question_is_answered_or_said_to_be_not_found(assistant: Assistant) -> None:
    answer = assistant.ask("Wat kost de inzet in 2024, en hoe bak ik een appeltaart?")
    assert [(part.question, part.answered) for part in answer.parts] == [
        ("Wat kost de inzet in 2024?", True),
        ("Hoe bak ik een appeltaart?", False),
    ]
    assert "49 miljoen euro" in answer.text
    assert answer.text.endswith(f"Hoe bak ik een appeltaart?\n\n{NOTHING_ON_PART}")


def test_the_citations_of_all_parts_are_numbered_through(assistant: Assistant) -> None:
    answer = assistant.ask("Wat doet het JCC en wat zijn de JB?")
    assert len(answer.parts) == 2
    numbers = sorted({number for part in answer.parts for number in part.numbers})
    assert numbers == list(range(1, len(answer.citations) + 1))
    assert len(answer.citations) <= 5
    assert len(assistant.ask("Wat doet het JCC en wat zijn de JB?", limit=1).citations) == 1


def test_every_part_that_is_answered_has_a_quotation(assistant: Assistant) -> None:
    question = "Welke veiligheidsrisico's zijn er door Iran en hoeveel bases zijn beschermd en wie betaalt dat?"
    answer = assistant.ask(question)
    assert len(answer.parts) == 3
    for part in answer.parts:
        assert bool(part.statements) is part.answered


def test_what_may_not_be_the_answer_is_said_to_be_uncertain(assistant: Assistant) -> None:
    answer = assistant.ask("Hoe hoog is de belasting op benzine?")
    assert answer.answered
    assert not answer.certain
    assert answer.text.startswith(UNCERTAIN)
    assert assistant.ask("Wat is de rechtsgrond van OIR?").certain


def test_a_citation_is_of_its_passage_and_document(ask: Ask) -> None:
    first = ask("Wat doet de Dienst Beweegbare Bruggen?").citations[0]
    assert (first.passage, first.passage_id, first.quote) == (SERVICE.text, SERVICE.id, SERVICE.text)
    assert (first.document_id, first.date, first.title) == (NEWER.id, NEWER.date, NEWER.title)
    assert (first.page, first.section, first.voice) == (1, "Bruggen", "kabinet")
    assert first.reference == "Kamerstukken II 2022/23, 99999, nr. 7, p. 1"
    assert first.abbreviations == (Abbreviation("DBB", "Dienst Beweegbare Bruggen"),)


def test_the_newer_statement_answers_and_the_older_one_follows_as_such(ask: Ask) -> None:
    answer = ask(COSTING, limit=2)
    assert [(one.passage_id, one.role) for one in answer.citations] == [
        (COSTS.id, Role.ANSWER),
        (OLD_COSTS.id, Role.EARLIER),
    ]
    assert "Eerder, op 1 maart 2021: Het onderhoud van de bruggen kost 30 miljoen euro. [2]" in answer.text


def test_what_answers_comes_before_what_is_earlier(ask: Ask) -> None:
    roles = [one.role for one in ask(COSTING).citations]
    assert roles == sorted(roles, key=(Role.ANSWER, Role.EARLIER).index)
    assert set(roles) == {Role.ANSWER, Role.EARLIER}


def test_figures_that_differ_stand_side_by_side(ask: Ask) -> None:
    answer = ask(COSTING, limit=2)
    assert [(one.date, one.words, one.number) for one in answer.differing] == [
        (NEWER.date, "45 miljoen euro", 1),
        (OLDER.date, "30 miljoen euro", 2),
    ]
    said = "De documenten verschillen hierin: 15 juni 2023: «45 miljoen euro» [1]; 1 maart 2021: «30 miljoen euro» [2]"
    assert answer.text.endswith(said)


def test_figures_that_are_the_same_do_not_differ(ask: Ask, fake: FakeIndex) -> None:
    repeated = replace(OLD_COSTS, text=COSTS.text, sentences=COSTS.sentences)
    answer = ask(COSTING, index=replace(fake, passages=(repeated, *fake.passages[1:])), limit=2)
    assert [one.role for one in answer.citations] == [Role.ANSWER, Role.EARLIER]
    assert answer.differing == ()
    assert [one.numbers for one in answer.statements] == [(1, 2)], "said once"


def test_an_answer_that_refers_brings_along_the_one_that_it_refers_to(ask: Ask) -> None:
    answer = ask("Wat is het antwoord op vraag 2?")
    assert [(one.passage_id, one.number, one.role) for one in answer.citations] == [
        (REFERRING.id, 2, Role.ANSWER),
        (REFERRED.id, 3, Role.REFERRED),
    ]
    assert "Antwoord op vraag 3, waarnaar wordt verwezen: Ja." in answer.text
    assert len(ask("Wat is het antwoord op vraag 2?", limit=1).citations) == 1


def test_a_listed_number_is_answered_by_its_own_answer_alone(ask: Ask) -> None:
    assert [one.passage_id for one in ask("Wat is het antwoord op vraag 1?").citations] == [COUNTED.id]


def test_members_are_cited_for_what_they_said_only(ask: Ask) -> None:
    assert ask("Wat vinden de leden van de ABC-fractie van het onderhoud?").citations[0].passage_id == DOUBTS.id
    assert DOUBTS.id not in [one.passage_id for one in ask(COSTING).citations]
    assert [one.role for one in ask(COSTING, limit=10).citations if one.passage_id == DOUBTS.id] == [Role.MEMBERS]


def test_a_passage_with_less_than_half_of_the_best_score_is_not_cited(ask: Ask) -> None:
    answer = ask("Hoeveel monteurs werken aan de bruggen?", limit=10)
    assert [one.passage_id for one in answer.citations] == [MECHANICS.id, OLD_MECHANICS.id]


def test_a_refusal_cites_nothing_and_shows_the_nearest_whoever_says_it(ask: Ask) -> None:
    answer = ask("Hoe duur vinden fietsers brood?")
    assert (answer.answered, answer.certain, answer.text) == (False, False, NOTHING_FOUND)
    assert (answer.citations, answer.statements) == ((), ())
    assert len(answer.related) == 3
    assert (answer.related[0].passage_id, answer.related[0].role) == (DOUBTS.id, Role.MEMBERS)
    scores = [one.score for one in answer.related]
    assert scores == sorted(scores, reverse=True)


def test_of_a_question_in_parts_each_is_answered_or_said_to_be_not_found(ask: Ask) -> None:
    answer = ask(HALF)
    assert [part.answered for part in answer.parts] == [True, False]
    assert answer.text.endswith(f"Hoe bak ik een appeltaart?\n\n{NOTHING_ON_PART}")
    assert answer.differing == (), "which is of the part"
    assert answer.parts[0].differing


def test_parts_share_the_citations_and_the_first_gets_the_most(ask: Ask) -> None:
    answer = ask(TWO, limit=3)
    assert [len(part.numbers) for part in answer.parts] == [2, 1]
    assert len(answer.citations) == 3


def test_what_is_enough_but_not_clearly_so_is_uncertain(ask: Ask) -> None:
    answer = ask("Hoeveel vrolijke monteurs werken er aan dure bruggen?")
    assert answer.answered
    assert not answer.certain
    assert answer.text.startswith(UNCERTAIN)


def test_who_only_thanks_is_asked_for_a_question(ask: Ask) -> None:
    answer = ask("Dank u wel!")
    assert not answer.answered
    assert answer.text == NO_QUESTION
    assert answer.related == ()


def test_a_refusal_tells_where_was_searched_and_what_is_not_there(assistant: Assistant) -> None:
    assert assistant.ask("Hoe bak ik volgens brief 943 een appeltaart?").text.startswith(
        "In nr. 943, 7 juli 2023 is geen"
    )
    assert "«brief 999» is niet onder de documenten." in assistant.ask("Hoe bak ik een taart uit brief 999?").text
    assert "«paarse olifanten» komt" in assistant.ask('Zijn er "paarse olifanten" in de dierentuin?').text
    assert assistant.ask("hoe vaak wordt Iran genoemd?").text.endswith("wordt niet geteld.")
    assert "De vraag lijkt Duits" in assistant.ask("Wie backt man einen Kuchen und was ist das?").text
