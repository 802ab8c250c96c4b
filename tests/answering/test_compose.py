import dataclasses
import datetime
import re

from qa import Assistant
from qa.answering.compose import QUOTED, statements
from qa.domain import Citation

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
        match = re.fullmatch(r"(?P<quote>.+) (?P<numbers>(?:\[\d+\])+)", part, re.DOTALL)
        assert match
        for number in re.findall(r"\d+", match["numbers"]):
            assert answer.citations[int(number) - 1].quote == match["quote"]


def test_the_same_sentence_in_two_documents_is_said_once_with_both_numbers() -> None:
    other = dataclasses.replace(CITATION, document_id="kst-27925-943")
    assert statements([CITATION, other]) == [("Een zin.", [1, 2])]


def test_an_answer_is_short() -> None:
    citations = [dataclasses.replace(CITATION, quote=f"Zin {n}.") for n in range(10)]
    assert len(statements(citations)) == QUOTED


def test_at_most_as_many_citations_as_asked_for(assistant: Assistant) -> None:
    assert len(assistant.ask("Wat is de rechtsgrond van OIR?", limit=1).citations) == 1
