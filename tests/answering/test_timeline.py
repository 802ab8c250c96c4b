import dataclasses
import datetime
from pathlib import Path

import pytest

from qa import Assistant
from qa.answering.timeline import differing, earlier, newest_first
from qa.domain import Standing
from qa.parliament.voices import is_members
from qa.retrieval.understanding import understand
from tests.answering.test_compose import CITATION
from tests.conftest import MakeCorpus, store_of

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


def test_numbers_that_differ_over_time_stand_side_by_side(coalition: Assistant) -> None:
    answer = coalition.ask("Hoe groot is de internationale coalitie tegen ISIS?")
    assert [(one.date.year, one.words) for one in answer.differing] == [(2023, "85 landen"), (2016, "67 partners")]
    assert f"De documenten verschillen hierin: {NEW}: «85 landen» [1]; {OLD}: «67 partners» [2]" in answer.text
    assert coalition.ask("Wat doet de internationale coalitie tegen ISIS?").differing == ()


def test_what_is_said_the_same_does_not_differ() -> None:
    newer = dataclasses.replace(CITATION, quote="De missie telt 40 adviseurs.")
    older = dataclasses.replace(newer, date=datetime.date(2016, 9, 9), standing=Standing.EARLIER)
    assert differing("Hoeveel adviseurs?", [newer, older], [1, 2]) == ()
    other = dataclasses.replace(older, quote="De missie telt 38 adviseurs.")
    assert [one.words for one in differing("Hoeveel adviseurs?", [newer, other], [1, 2])] == [
        "40 adviseurs",
        "38 adviseurs",
    ]
    unlike = dataclasses.replace(older, quote="In Bagdad landden vorige week 12 helikopters met personeel.")
    assert differing("Hoeveel adviseurs?", [newer, unlike], [1, 2]) == ()


def test_a_newer_document_about_something_else_comes_not_first(coalition: Assistant) -> None:
    hits = coalition.explain("Hoe groot is de internationale coalitie tegen ISIS?").hits
    assert hits[-1].passage.document_id == "anders"
    assert coalition.ask("Wat vervoeren de helikopters?").citations[0].standing is Standing.ANSWER


def test_putting_the_newest_first_twice_changes_nothing(assistant: Assistant) -> None:
    for question in ("Hoeveel deelnemers heeft de coalitie?", "Hoe groot is de dreiging?", "Wat kost de inzet?"):
        hits = assistant.explain(question).hits
        assert newest_first(store_of(assistant), understand(question), hits) == hits


def test_a_newer_statement_that_says_less_of_what_is_asked_does_not_come_first(assistant: Assistant) -> None:
    first = assistant.ask("Wat is de rechtsgrond van OIR?").citations[0]
    assert first.quote.startswith("De rechtsgrond")


def test_the_words_of_members_and_of_the_cabinet_are_never_put_before_each_other(assistant: Assistant) -> None:
    store = store_of(assistant)
    said = assistant.explain("Wat is de dreiging van Iran volgens de BBB-fractie?").hits
    members = [hit for hit in said if is_members(hit.passage.voice)]
    others = [hit for hit in said if not is_members(hit.passage.voice)]
    query = understand("dreiging")
    assert members
    for one in members:
        for other in others[:40]:
            assert newest_first(store, query, [other, one]) == (other, one)
            assert earlier(store, query, [one, other]) == frozenset()


def test_of_one_document_nothing_is_earlier(assistant: Assistant) -> None:
    question = "Wat is de rechtsgrond van OIR?"
    hits = assistant.explain(question, documents=["kst-27925-919"]).hits[:10]
    assert earlier(store_of(assistant), understand(question), hits) == frozenset()
