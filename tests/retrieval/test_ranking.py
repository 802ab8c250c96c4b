import datetime
from collections.abc import Container, Sequence

import numpy as np
import pytest

from qa import Assistant
from qa.domain import Document, Scope
from qa.errors import QuestionError
from qa.retrieval.ranking import interleaved, rank
from qa.retrieval.understanding import understand
from qa.store.interface import Candidates, Vectors
from qa.store.snapshot import Store

LIST = "kst-27925-930"
QUESTION = "Hoeveel militairen levert Nederland?"


def test_every_question_of_the_list_finds_its_own_answer_first(
    assistant: Assistant, documents: dict[str, Document]
) -> None:
    document = documents[LIST]
    wrong = []
    for pair in document.questions:
        first = assistant.search(document.text[pair.start : pair.question_end], limit=1)[0]
        if (first.document_id, first.number) != (LIST, pair.number):
            wrong.append(pair.number)
    assert wrong == []


def test_hits_come_best_first_with_scores_between_0_and_1(assistant: Assistant, store: Store) -> None:
    query = understand(QUESTION)
    (vector,) = assistant.library.place.embedder.queries([query.embedded])
    scores = [hit.score for hit in rank(store, vector, query, Scope()).hits[:50]]
    assert scores == sorted(scores, reverse=True)
    assert 0 <= scores[-1] <= scores[0] <= 1


def test_more_of_what_all_passages_share_is_taken_off_where_they_are_on_all_subjects(
    assistant: Assistant, store: Store, mixed: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = understand(QUESTION)
    (vector,) = assistant.library.place.embedder.queries([query.embedded])
    searched: list[Vectors] = []
    search = Store.search

    def watched(
        self: Store,
        vector: Vectors,
        terms: Sequence[str],
        count: int,
        documents: Container[str] | None,
        also: Sequence[int],
    ) -> Candidates:
        searched.append(vector)
        return search(self, vector, terms, count, documents, also)

    monkeypatch.setattr(Store, "search", watched)
    rank(store, vector, query, Scope())
    rank(mixed, vector, query, Scope())
    np.testing.assert_allclose(searched, [vector - share * store.centre for share in (0.2, 0.4)], atol=1e-6)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Wat gebeurt er op 18 november 2023?", "verkiezingen gepland voor 18 november 2023"),
        ("Wat is er op 13 november 2023 gebeurd?", "Op 13 november jl. is het dreigingsniveau"),
        ("What happened on 13 November 2023?", "Op 13 november jl. is het dreigingsniveau"),
        ("Waarover is op 21 juli gesproken?", "21 juli jl."),
    ],
)
def test_what_happened_on_a_day_is_found_by_the_day(question: str, words: str, assistant: Assistant) -> None:
    first = assistant.ask(question).citations[0]
    assert words in first.passage
    assert words in first.quote, "the sentence is that of the day"


def test_of_a_day_that_no_passage_names_nothing_is_found(assistant: Assistant) -> None:
    for question in ("Wat gebeurde er op 14 november 2023?", "Wat is er op 13 november 2022 gebeurd?"):
        assert not assistant.ask(question).answered, question


@pytest.mark.parametrize(
    "question",
    [
        "Hoeveel militairen heeft Nederland in Irak?",
        "Hoeveel militairen stuurt Nederland naar Irak?",
        "How many soldiers does the Netherlands send to Iraq?",
    ],
)
def test_what_is_counted_is_found_where_its_number_stands(question: str, assistant: Assistant) -> None:
    assert "circa 145 militairen" in assistant.search(question, limit=1)[0].passage


def test_documents_are_filtered_before_ranking(assistant: Assistant) -> None:
    hits = assistant.search(QUESTION, limit=20, documents=["kst-27925-597"])
    assert len(hits) == 20
    assert {hit.document_id for hit in hits} == {"kst-27925-597"}


def test_a_single_document_may_be_given_as_text(assistant: Assistant) -> None:
    assert {hit.document_id for hit in assistant.search(QUESTION, documents="kst-27925-AL")} == {"kst-27925-AL"}


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2022-12-14", "2022-12-14", {"kst-27925-930"}),  # both days included
        ("2022-12-15", None, {"kst-27925-943", "kst-27925-AL"}),
        (None, datetime.date(2016, 12, 31), {"kst-27925-597"}),
    ],
)
def test_a_period_is_filtered_before_ranking(
    since: str | None, until: datetime.date | None, expected: set[str], assistant: Assistant
) -> None:
    hits = assistant.search(QUESTION, limit=100, since=since, until=until)
    assert {hit.document_id for hit in hits} == expected


def test_a_period_without_documents_gives_nothing(assistant: Assistant) -> None:
    assert assistant.search(QUESTION, since="2030-01-01") == ()
    assert not assistant.ask(QUESTION, since="2030-01-01").answered


@pytest.mark.parametrize(
    ("filters", "sentence"),
    [
        ({"documents": ["kst-1-1"]}, "kst-1-1 is er niet; kies uit kst-27925-597"),
        ({"since": "gisteren"}, "geen datum"),
        ({"until": "2024-02-30"}, "geen datum"),
        ({"since": "2023-01-01", "until": "2022-01-01"}, "draai de datums om"),
        ({"limit": 0}, "tussen 1 en"),
        ({"limit": -3}, "tussen 1 en"),
        ({"limit": 10**9}, "tussen 1 en"),
    ],
)
def test_a_filter_that_makes_no_sense_is_refused(
    filters: dict[str, object], sentence: str, assistant: Assistant
) -> None:
    with pytest.raises(QuestionError, match=sentence):
        assistant.ask(QUESTION, **filters)  # type: ignore[arg-type]


def test_an_empty_list_of_documents_means_no_filter(assistant: Assistant) -> None:
    assert assistant.search(QUESTION, documents=[]) == assistant.search(QUESTION)


def test_several_rankings_are_read_in_turns_and_no_passage_twice(assistant: Assistant) -> None:
    a, b, c = assistant.explain("Wat is de rechtsgrond van OIR?").hits[:3]
    assert interleaved([[a, b, c], [b, c, a]]) == (a, b, c)
    assert interleaved([[a], [b, c]]) == (a, b, c)
    assert interleaved([]) == ()
