from pathlib import Path

import pytest

from qa import Assistant
from qa.answering.timeline import earlier, newest_first
from qa.domain import Standing
from qa.retrieval.understanding import understand
from tests.conftest import MakeCorpus

OLD, NEW = "9 september 2016", "7 juli 2023"
COALITION = "De internationale coalitie tegen ISIS bestaat uit {partners}, die uiteenlopende bijdragen leveren."


@pytest.fixture
def coalition(make_corpus: MakeCorpus, tmp_path: Path) -> Assistant:
    return Assistant(
        make_corpus(
            oud=f"Den Haag, {OLD}\n\n{COALITION.format(partners='67 partners')}",
            nieuw=f"Den Haag, {NEW}\n\n{COALITION.format(partners='85 landen en internationale organisaties')}",
            anders="Den Haag, 1 mei 2024\n\nDe helikopters vervoeren personeel en materieel tussen de bases.",
        ),
        tmp_path / "index",
    )


def test_of_two_statements_on_the_same_subject_the_newest_comes_first(coalition: Assistant) -> None:
    answer = coalition.ask("Hoe groot is de internationale coalitie tegen ISIS?")
    found = [(c.document_id, c.standing) for c in answer.citations if c.document_id != "anders"]
    assert found == [("nieuw", Standing.ANSWER), ("oud", Standing.EARLIER)]
    assert f"Eerder, op {OLD}: " in answer.text


def test_a_newer_document_about_something_else_comes_not_first(coalition: Assistant) -> None:
    hits = coalition.explain("Hoe groot is de internationale coalitie tegen ISIS?").hits
    assert hits[-1].passage.document_id == "anders"
    assert coalition.ask("Wat vervoeren de helikopters?").citations[0].standing is Standing.ANSWER


def test_putting_the_newest_first_twice_changes_nothing(assistant: Assistant) -> None:
    for question in ("Hoeveel deelnemers heeft de coalitie?", "Hoe groot is de dreiging?", "Wat kost de inzet?"):
        hits = assistant.explain(question).hits
        assert newest_first(assistant._store(), understand(question), hits) == hits


def test_a_newer_statement_that_says_less_of_what_is_asked_does_not_come_first(assistant: Assistant) -> None:
    first = assistant.ask("Wat is de rechtsgrond van OIR?").citations[0]
    assert first.quote.startswith("De rechtsgrond")


def test_of_one_document_nothing_is_earlier(assistant: Assistant) -> None:
    question = "Wat is de rechtsgrond van OIR?"
    hits = assistant.explain(question, documents=["kst-27925-919"]).hits[:10]
    assert earlier(assistant._store(), understand(question), hits) == frozenset()
