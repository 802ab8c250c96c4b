"""The filters of a question: read as people give them, checked once, the same for every way in."""

import datetime
from dataclasses import fields
from typing import cast

import pytest

from qa.domain import Filters, FilterValues, Identity, Scope
from qa.errors import QuestionError

DAY = datetime.date(2023, 7, 7)


def letter(id_: str) -> Identity:
    return Identity(id_, f"{id_}.txt", "Een brief", DAY, "", "", "", "", "", "")


LETTERS = {id_: letter(id_) for id_ in ("een", "twee")}


def test_every_filter_can_be_given_by_its_name() -> None:
    assert set(FilterValues.__annotations__) == {field.name for field in fields(Filters)}


def test_filters_are_read_as_people_give_them() -> None:
    given = Filters().updated(
        documents="een", since="2023-07-07", until=datetime.datetime(2023, 7, 8, 12, tzinfo=datetime.UTC)
    )
    assert given == Filters(frozenset(["een"]), DAY, datetime.date(2023, 7, 8))
    assert Filters().updated(documents=["een", "twee"]).documents == {"een", "twee"}
    assert Filters().updated(documents=None, since=None) == Filters().updated(documents=[]) == Filters()


def test_what_is_not_given_stays_as_it_was() -> None:
    assert Filters(limit=3).updated(since=DAY) == Filters(since=DAY, limit=3)


def test_the_position_at_a_day_leaves_out_what_came_later() -> None:
    until = Filters(until=datetime.date(2024, 1, 1), as_of=DAY)
    assert until.scope(LETTERS) == Scope(until=DAY)


@pytest.mark.parametrize("limit", [0, -1, 1_001])
def test_a_limit_that_cannot_be_is_refused(limit: int) -> None:
    with pytest.raises(QuestionError, match="tussen 1 en 1000"):
        Filters(limit=limit)


@pytest.mark.parametrize("limit", ["5", 2.5, None, True])
def test_a_limit_that_is_no_number_is_refused(limit: object) -> None:
    with pytest.raises(QuestionError, match="geef een heel getal"):
        Filters().updated(**cast("FilterValues", {"limit": limit}))


def test_a_day_that_is_none_is_refused_with_how_to_write_it() -> None:
    with pytest.raises(QuestionError, match="schrijf hem als 2022-10-28"):
        Filters().updated(since="gisteren")


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    before = datetime.date(2023, 7, 6)
    with pytest.raises(QuestionError, match="draai de datums om"):
        Filters(since=DAY, until=before)
    with pytest.raises(QuestionError, match="draai de datums om"):
        Filters(since=DAY, as_of=before)


def test_only_documents_that_are_there_can_be_asked_about() -> None:
    assert Filters().scope(LETTERS) == Scope()
    assert Filters().scope(LETTERS, {"een"}) == Scope(frozenset(["twee"]))
    assert Filters(frozenset(["een"])).scope(LETTERS) == Scope(frozenset(["een"]))
    with pytest.raises(QuestionError, match="Het document een is er niet; kies uit twee"):
        Filters(frozenset(["een"])).scope(LETTERS, {"een"})
