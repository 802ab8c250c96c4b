"""The filters of a question: read as people give them, checked once, the same for every way in."""

import datetime
from dataclasses import fields
from typing import Any, cast

import pytest

from qa.domain import Filters, FilterValues, Identity, Scope
from qa.domain.filters import chosen
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


@pytest.mark.parametrize(
    "given",
    [
        {"documents": 5},
        {"documents": b"een"},
        {"documents": [""]},
        {"documents": {}},
        {"restrict": "nee"},
        {"restrict": 0},
    ],
)
def test_what_is_of_another_type_is_refused_and_never_searches_everything(given: dict[str, object]) -> None:
    with pytest.raises(QuestionError, match=r"is geen (naam|keuze)"):
        Filters().updated(**cast("FilterValues", given))
    with pytest.raises(QuestionError, match=r"is geen (naam|keuze)"):
        Filters(**cast("Any", given))


def test_filters_are_read_alike_however_they_are_made() -> None:
    made = Filters(documents=cast("Any", ["een"]), since=cast("Any", "2023-07-07"))
    assert made == Filters(frozenset(["een"]), DAY)


def test_a_day_that_is_none_is_refused_with_how_to_write_it() -> None:
    with pytest.raises(QuestionError, match="schrijf hem als 2022-10-28"):
        Filters().updated(since="gisteren")


@pytest.mark.parametrize("number", [0, 20230101, 1672531200, True, 2023.0])
def test_a_number_is_no_day(number: object) -> None:
    with pytest.raises(QuestionError, match=f"^{number} is geen datum"):
        Filters().updated(**cast("FilterValues", {"since": number}))


def test_what_is_no_filter_is_refused_with_those_that_are() -> None:
    with pytest.raises(QuestionError, match=r"^limt is geen filter; kies uit documents, since, .* limit, "):
        Filters().updated(**cast("FilterValues", {"limt": 3}))


@pytest.mark.parametrize("given", [{}, {"limit": 3}, "2022-10-28", 0])
def test_filters_that_are_something_else_are_refused(given: object) -> None:
    with pytest.raises(QuestionError, match="is geen Filters; geef "):
        chosen(cast("Filters", given), Filters())


def test_without_filters_the_usual_ones_hold() -> None:
    assert chosen(None, Filters(limit=10), since=DAY) == Filters(since=DAY, limit=10)


def test_half_a_character_is_not_in_what_is_said_of_it() -> None:
    for given in ({"since": "\ud83d"}, {"documents": "\ud83d"}):
        with pytest.raises(QuestionError) as refused:
            Filters().updated(**cast("FilterValues", given)).scope(LETTERS)
        assert str(refused.value).isprintable()


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
