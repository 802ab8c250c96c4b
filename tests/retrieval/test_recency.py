"""Of several statements on the same subject the newest comes first."""

from qa import Assistant
from qa.parliament.voices import is_members
from qa.retrieval.recency import earlier, newest_first
from qa.retrieval.understanding import understand
from tests.conftest import store_of


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
