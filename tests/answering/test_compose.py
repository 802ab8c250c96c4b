import datetime
import re

from qa import Assistant
from qa.answering.wording import NOTHING_FOUND, NOTHING_ON_PART, UNCERTAIN
from qa.domain import Citation, Standing

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
)


def test_every_sentence_of_an_answer_bears_the_number_of_its_source(assistant: Assistant) -> None:
    answer = assistant.ask("Wat is de rechtsgrond van OIR?")
    for part in answer.text.split("\n\n"):
        match = re.fullmatch(r"(?:Eerder, op [^:]+: )?(?P<quote>.+) (?P<numbers>(?:\[\d+\])+)", part, re.DOTALL)
        assert match
        for number in re.findall(r"\d+", match["numbers"]):
            assert answer.citations[int(number) - 1].quote == match["quote"]


def test_at_most_as_many_citations_as_asked_for(assistant: Assistant) -> None:
    assert len(assistant.ask("Wat is de rechtsgrond van OIR?", limit=1).citations) == 1


def test_an_answer_brings_along_the_answer_that_it_refers_to(assistant: Assistant) -> None:
    answer = assistant.ask("Welke voorbereidingen worden getroffen voor het beëindigen van de missie in 2023?")
    first, second = answer.citations[:2]
    assert (first.quote, first.number) == ("Zie het antwoord op vraag 5.", 9)
    assert (second.number, second.standing) == (5, Standing.REFERRED)
    assert f"Antwoord op vraag 5, waarnaar wordt verwezen: {second.quote} [2]" in answer.text


def test_the_words_of_members_are_never_the_answer(assistant: Assistant) -> None:
    question = "Vragen deze Kamerleden of de regering de dreiging van Iran onderschat?"
    said = [c for c in assistant.ask(question, limit=20).citations if c.voice.startswith("leden ")]
    assert said
    assert {c.standing for c in said} == {Standing.MEMBERS}
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
    answer = assistant.ask("Hoeveel tolken werken er voor de Nederlandse eenheden in Irak?")
    assert answer.answered
    assert not answer.certain
    assert answer.text.startswith(UNCERTAIN)
    assert assistant.ask("Wat is de rechtsgrond van OIR?").certain
