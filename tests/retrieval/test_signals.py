from collections.abc import Sequence
from dataclasses import fields, replace

import numpy as np
import pytest

from qa import Assistant
from qa.domain import Query, Scope
from qa.parliament.voices import is_members
from qa.retrieval.parameters import DEFAULT, Parameters
from qa.retrieval.ranking import Ranking, rank
from qa.retrieval.signals import ADDED, LEGS, SIGNALS, Retrieved, columns
from qa.retrieval.understanding import Context, understand
from qa.store.interface import Candidates
from qa.store.snapshot import Store

MILITARY = "circa 145 militairen"
LISTED = "Wat is het antwoord op vraag 12?"


def asked(store: Store, question: str) -> Query:
    return understand(question, context=Context(store.documents))


def retrieved(store: Store, question: str, *, best: Sequence[int] = ()) -> Retrieved:
    """All passages, for a question, of which those at ``best`` are read."""
    query = asked(store, question)
    count = len(store.passages)
    members = np.asarray([is_members(passage.voice) for passage in store.passages])
    places = {id_: place for place, id_ in enumerate(store.documents)}
    owners = np.asarray([places[passage.document_id] for passage in store.passages], np.int32)
    nearness = np.linspace(0.2, 0.6, count, dtype=np.float32)
    found = Candidates(np.arange(count), nearness, np.zeros(count, np.float32), owners, members)
    days = {day: store.holding(day) for day in query.days}
    numbered = () if query.number is None else store.of_number(query.number).tolist()
    return Retrieved(store, query, found, days, numbered, DEFAULT["span"], np.asarray(best, np.int64))


def holding(store: Store, words: str) -> list[int]:
    return [position for position, passage in enumerate(store.passages) if words in passage.text]


def ranked(assistant: Assistant, store: Store, question: str, parameters: Parameters) -> Ranking:
    query = asked(store, question)
    (vector,) = assistant.library.place.embedder.queries([query.embedded])
    return rank(store, vector, query, Scope(), parameters=parameters)


@pytest.mark.parametrize("question", ["Wat is de rechtsgrond van OIR?", LISTED, "Hoeveel militairen zijn er in 2016?"])
def test_every_signal_says_something_from_0_to_its_most_of_each_candidate(question: str, store: Store) -> None:
    for name, column in columns(SIGNALS, retrieved(store, question, best=range(30))).items():
        assert column.values.shape == (len(store.passages),), name
        assert column.values.dtype == np.float64, name
        assert 0 <= column.values.min() <= column.values.max() <= column.most <= 1, name


@pytest.mark.parametrize("leg", LEGS)
def test_a_leg_says_the_same_of_a_passage_whatever_is_found_besides(leg: str, store: Store) -> None:
    found = retrieved(store, "Wat is de rechtsgrond van OIR?")
    scores = np.linspace(0, 9, len(store.passages), dtype=np.float32)
    all_of_them = replace(found, found=replace(found.found, bm25=scores))
    best = Candidates(*(getattr(all_of_them.found, field.name)[-50:] for field in fields(Candidates)))
    values = LEGS[leg](all_of_them).values
    assert LEGS[leg](replace(all_of_them, found=best)).values.tolist() == values[-50:].tolist()
    assert values[-1] == 1


def test_a_leg_is_scaled_and_says_nothing_where_all_candidates_are_the_same(store: Store) -> None:
    legs = columns(LEGS, retrieved(store, "Wat is de rechtsgrond van OIR?"))
    assert (legs["dense"].values[0], legs["dense"].values[-1]) == (0.0, 1.0)
    assert not legs["bm25"].values.any()


def test_a_question_of_no_number_period_or_day_leaves_three_signals_silent(store: Store) -> None:
    added = columns(ADDED, retrieved(store, "Wat is de rechtsgrond van OIR?", best=range(30)))
    assert {name for name, column in added.items() if column.most == 0} == {"counting", "period", "day"}


def test_only_what_is_read_can_be_alike_or_state_a_number(store: Store) -> None:
    stating = holding(store, MILITARY)
    question = "Hoeveel militairen heeft Nederland in Irak?"
    read = columns(ADDED, retrieved(store, question, best=stating))
    assert np.flatnonzero(read["counting"].values).tolist() == stating
    assert np.flatnonzero(read["alike"].values).tolist() == stating
    unread = columns(ADDED, retrieved(store, question))
    assert not unread["counting"].values.any()
    assert unread["counting"].most == 1, "it could have spoken"


def test_a_preferred_period_speaks_for_the_passages_of_its_documents(store: Store) -> None:
    preferred = columns(ADDED, retrieved(store, "Hoeveel militairen waren er in 2016?"))["period"].values
    assert {store.passages[place].document_id for place in np.flatnonzero(preferred).tolist()} == {"kst-27925-597"}


def test_a_day_speaks_for_the_passages_that_name_it_by_what_it_is_of_the_question(store: Store) -> None:
    found = retrieved(store, "Wat is er op 13 november 2023 gebeurd?")
    column = ADDED["day"](found)
    (positions,) = found.days.values()
    assert np.flatnonzero(column.values).tolist() == positions.tolist()
    assert column.values.max() == column.most == 1 / len(found.query.concepts)
    unnamed = ADDED["day"](retrieved(store, "Wat is er op 14 november 2023 gebeurd?"))
    assert unnamed.most == 0


@pytest.mark.parametrize(
    ("signal", "question"),
    [
        ("dense", "Wat is de rechtsgrond van OIR?"),
        ("bm25", "Wat is de rechtsgrond van OIR?"),
        ("alike", "Wat is de rechtsgrond van OIR?"),
        ("counting", "Hoeveel militairen heeft Nederland in Irak?"),
        ("period", "Hoeveel militairen waren er in 2016?"),
        ("day", "Wat is er op 13 november 2023 gebeurd?"),
        ("listed", LISTED),
        ("members", "Hoeveel militairen levert Nederland?"),
    ],
)
def test_each_signal_can_be_left_out_of_a_ranking(
    signal: str, question: str, assistant: Assistant, store: Store
) -> None:
    before = ranked(assistant, store, question, DEFAULT)
    after = ranked(assistant, store, question, DEFAULT.without(signal))
    assert [hit.position for hit in after.hits] != [hit.position for hit in before.hits]
    assert {hit.position for hit in after.hits} == {hit.position for hit in before.hits}


def test_a_ranking_without_lists_knows_no_listed_question(assistant: Assistant, store: Store) -> None:
    assert ranked(assistant, store, LISTED, DEFAULT).listed
    assert not ranked(assistant, store, LISTED, DEFAULT.without("listed")).listed


def test_a_ranking_is_as_long_as_its_parameters_say(assistant: Assistant, store: Store) -> None:
    few = ranked(assistant, store, "Wat is de rechtsgrond van OIR?", DEFAULT.with_value("hits", 3))
    all_ = ranked(assistant, store, "Wat is de rechtsgrond van OIR?", DEFAULT)
    assert few.hits == all_.hits[:3]
