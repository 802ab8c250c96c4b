"""Of several statements on the same subject the newest comes first."""

from dataclasses import replace

from qa import Assistant
from qa.domain import Hit, Passage
from qa.retrieval.parameters import DEFAULT
from qa.retrieval.recency import earlier, newest_first
from qa.retrieval.understanding import understand
from tests.conftest import store_of
from tests.fakes import COSTS, DOUBTS, LISTED, MEMBERS, NEWER, OLD_COSTS, OLDER, ZWOLLE, FakeIndex

COSTING = understand("Wat kost het onderhoud van de bruggen?")


def hits(index: FakeIndex, *scored: tuple[Passage, float]) -> tuple[Hit, ...]:
    return tuple(Hit(one, index.passages.index(one), score, score, 0.0) for one, score in scored)


def test_a_newer_statement_about_the_same_comes_before_an_older_one(fake: FakeIndex) -> None:
    older, newer = hits(fake, (OLD_COSTS, 1.0), (COSTS, 0.9))
    assert newest_first(fake, COSTING, [older, newer]) == (newer, older)
    assert newest_first(fake, COSTING, [newer, older]) == (newer, older)


def test_a_newer_statement_that_answers_less_well_stays_where_it_is(fake: FakeIndex) -> None:
    older, newer = hits(fake, (OLD_COSTS, 1.0), (COSTS, 0.79))
    assert newest_first(fake, COSTING, [older, newer]) == (older, newer)


def test_a_newer_statement_about_something_else_stays_where_it_is(fake: FakeIndex) -> None:
    text = (
        "Reizigers, schippers, fietsers, bewoners, ondernemers, gemeenten, waterschappen, havens, scholen, "
        "ziekenhuizen, brandweer, politie, boeren, jagers: iedereen klaagt dat onderhoud van bruggen tijd kost."
    )
    complaint = replace(COSTS, id="klacht", text=text)
    index = replace(fake, passages=(*fake.passages, complaint))
    older, other = hits(index, (OLD_COSTS, 1.0), (complaint, 0.99))
    assert newest_first(index, COSTING, [older, other]) == (older, other)


def test_a_newer_statement_that_says_less_of_what_is_asked_stays_where_it_is(fake: FakeIndex) -> None:
    older, newer = hits(fake, (OLD_COSTS, 1.0), (COSTS, 0.99))
    query = understand("Betaalt de provincie van het onderhoud de helft?")
    assert newest_first(fake, query, [older, newer]) == (older, newer)


def test_of_unknown_date_nothing_is_newer_or_older(fake: FakeIndex) -> None:
    older, newer = hits(fake, (OLD_COSTS, 1.0), (COSTS, 0.99))
    for papers in ((replace(OLDER, date=None), NEWER, LISTED), (OLDER, replace(NEWER, date=None), LISTED)):
        undated = replace(fake, papers=papers)
        assert newest_first(undated, COSTING, [older, newer]) == (older, newer)
        assert earlier(undated, COSTING, [newer, older]) == frozenset()


def test_members_and_the_cabinet_do_not_stand_in_each_others_way(fake: FakeIndex) -> None:
    position, doubts = hits(fake, (COSTS, 1.0), (DOUBTS, 0.99))
    said_again = replace(COSTS, document_id=LISTED.id, voice=MEMBERS)
    with_members = replace(fake, passages=(*fake.passages, said_again))
    (words,) = hits(with_members, (said_again, 0.99))
    assert newest_first(fake, COSTING, [position, doubts]) == (position, doubts)
    assert newest_first(with_members, COSTING, [position, words]) == (position, words)
    assert earlier(with_members, COSTING, [words, position]) == frozenset()


def test_only_the_first_are_put_in_order_of_time(fake: FakeIndex) -> None:
    many = hits(fake, *[(OLD_COSTS, 1.0)] * DEFAULT.count("compared"), (COSTS, 1.0))
    assert newest_first(fake, COSTING, many) == many
    assert newest_first(fake, COSTING, many[1:])[0].passage == COSTS


def test_what_stands_below_a_newer_statement_about_the_same_is_earlier(fake: FakeIndex) -> None:
    newer, other, older = hits(fake, (COSTS, 1.0), (ZWOLLE, 0.9), (OLD_COSTS, 0.8))
    assert earlier(fake, COSTING, [newer, other, older]) == {2}
    assert earlier(fake, COSTING, [older, other, newer]) == frozenset(), "nothing newer stands before it"


def test_putting_the_newest_first_twice_changes_nothing(assistant: Assistant) -> None:
    for question in ("Hoeveel deelnemers heeft de coalitie?", "Hoe groot is de dreiging?", "Wat kost de inzet?"):
        hits = assistant.explain(question).hits
        assert newest_first(store_of(assistant), understand(question), hits) == hits


def test_a_newer_statement_that_says_less_of_what_is_asked_does_not_come_first(assistant: Assistant) -> None:
    first = assistant.ask("Wat is de rechtsgrond van OIR?").citations[0]
    assert first.quote.startswith("De rechtsgrond")
