import datetime
from collections.abc import Container, Sequence
from dataclasses import replace

import numpy as np
import pytest

from qa import Assistant
from qa.domain import Document, Parameters, Scope
from qa.embedding.words import QuestionVectors
from qa.errors import QuestionError
from qa.retrieval.parameters import DEFAULT
from qa.retrieval.ranking import Ranking, interleaved, rank, reranked, searched
from qa.retrieval.understanding import Context, understand
from qa.store.interface import Candidates, Vectors
from tests.conftest import store_of
from tests.fakes import COSTS, COUNTED, DOUBTS, LISTED, NEWER, OLDER, REFERRING, ZWOLLE, FakeEmbedder, FakeIndex

LIST = "kst-27925-930"
QUESTION = "Hoeveel militairen levert Nederland?"
COSTING = "Wat kost het onderhoud van de bruggen?"
ANYWHERE = Scope()


def read(question: str) -> QuestionVectors:
    (vectors,) = FakeEmbedder().questions([understand(question).embedded])
    return vectors


def ranked(index: FakeIndex, question: str, scope: Scope = ANYWHERE, parameters: Parameters = DEFAULT) -> Ranking:
    query = understand(question, context=Context(index.documents))
    return rank(index, read(question), query, scope, parameters=parameters)


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


def test_hits_come_best_first_with_scores_between_0_and_1(assistant: Assistant) -> None:
    query = understand(QUESTION)
    (vectors,) = assistant.library.place.embedder.questions([query.embedded])
    scores = [hit.score for hit in rank(store_of(assistant), vectors, query, Scope()).hits[:50]]
    assert scores == sorted(scores, reverse=True)
    assert 0 <= scores[-1] <= scores[0] <= 1


def test_part_of_what_all_passages_share_is_taken_off_the_question(
    fake: FakeIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    vectors: list[Vectors] = []
    search = FakeIndex.search

    def watched(
        self: FakeIndex,
        vector: Vectors,
        terms: Sequence[str],
        count: int,
        documents: Container[str] | None,
        also: Sequence[int],
    ) -> Candidates:
        vectors.append(vector)
        return search(self, vector, terms, count, documents, also)

    monkeypatch.setattr(FakeIndex, "search", watched)
    ranked(fake, COSTING)
    np.testing.assert_allclose(vectors[0], read(COSTING).whole - DEFAULT["centred"] * fake.centre, atol=1e-6)


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


def test_several_rankings_are_read_in_turns_and_no_passage_twice(fake: FakeIndex) -> None:
    a, b, c = ranked(fake, COSTING).hits[:3]
    assert interleaved([[a, b, c], [b, c, a]]) == (a, b, c)
    assert interleaved([[a], [b, c]]) == (a, b, c)
    assert interleaved([]) == ()


def test_passages_with_equal_scores_keep_their_order(fake: FakeIndex) -> None:
    twice = replace(fake, passages=(COSTS, COSTS, *fake.passages))
    assert [hit.position for hit in ranked(twice, COSTING).hits if hit.passage == COSTS] == [0, 1, 4]


def test_a_ranking_is_as_long_as_its_parameters_say(fake: FakeIndex) -> None:
    few = ranked(fake, COSTING, parameters=DEFAULT.with_value("hits", 3))
    assert few.hits == ranked(fake, COSTING).hits[:3]


def test_only_what_is_looked_at_again_is_read(fake: FakeIndex) -> None:
    question = "Hoeveel bruggen onderhoud kost?"
    none = DEFAULT.with_value("read by meaning", 0).with_value("read by words", 0)

    def score(parameters: Parameters) -> float:
        return next(hit.score for hit in ranked(fake, question, parameters=parameters).hits if hit.passage == COUNTED)

    assert score(none) < score(none.with_value("read by meaning", 10)), "it states a number of what is counted"
    assert score(none) < score(none.with_value("read by words", 10))


def test_nothing_is_ranked_where_nothing_is_searched(fake: FakeIndex) -> None:
    assert ranked(fake, COSTING, Scope(documents=frozenset())).hits == ()


@pytest.mark.unit
def test_a_document_without_a_date_is_within_no_period() -> None:
    undated = {OLDER.id: replace(OLDER, date=None), NEWER.id: NEWER}
    assert searched(undated, Scope(until=NEWER.date)) == {NEWER.id: NEWER}
    assert searched(undated, Scope()) == undated
    assert searched(undated, Scope(documents=frozenset([OLDER.id]))).keys() == {OLDER.id}


def test_of_a_number_that_two_lists_have_the_answer_of_the_newest_is_asked_for(fake: FakeIndex) -> None:
    later = replace(LISTED, id="kst-99999-9", date=datetime.date(2024, 1, 1))
    both = replace(
        fake,
        papers=(later, *fake.papers),
        passages=(replace(REFERRING, document_id=later.id), *fake.passages),
    )
    assert ranked(both, "Wat is het antwoord op vraag 2?").hits[0].position == 0


def test_the_answer_to_a_listed_number_has_the_best_score(fake: FakeIndex) -> None:
    first = ranked(fake, "Wat is het antwoord op vraag 1?").hits[0]
    assert first.passage == COUNTED
    assert first.score == 1


def test_the_words_of_members_stay_last_whatever_a_reranker_says(fake: FakeIndex) -> None:
    ranking = ranked(fake, COSTING)
    relevances = np.asarray([hit.passage == DOUBTS for hit in ranking.hits], np.float64)
    assert reranked(understand(COSTING), ranking, relevances).hits[-1].passage == DOUBTS


def test_where_nothing_else_comes_near_the_words_of_members_come_first(fake: FakeIndex) -> None:
    others = tuple(one for one in fake.passages if one in {DOUBTS, ZWOLLE, REFERRING})
    assert ranked(replace(fake, passages=others), COSTING).hits[0].passage == DOUBTS
    assert ranked(fake, COSTING).hits[-1].passage == DOUBTS


def test_a_number_that_no_list_has_lists_nothing(fake: FakeIndex) -> None:
    assert not ranked(fake, "Wat is het antwoord op vraag 12?").listed


def test_a_day_that_no_passage_names_is_told(fake: FakeIndex) -> None:
    assert ranked(fake, "Wat was er op 12 mei 2023 en op 13 mei 2023?").unnamed == ("13mei2023",)


def test_a_passage_that_names_the_day_is_a_candidate_however_far_it_is(fake: FakeIndex) -> None:
    few = DEFAULT.with_value("candidates", 1)
    found = ranked(fake, "Wat kost het onderhoud van de bruggen op 12 mei 2023?", parameters=few)
    assert ZWOLLE in [hit.passage for hit in found.hits]


def test_after_a_reranker_what_it_did_not_read_stays_below(fake: FakeIndex) -> None:
    ranking, query = ranked(fake, COSTING), understand(COSTING)
    again = reranked(query, ranking, np.asarray([0.0, 0.1, 1.0]))
    assert [hit.position for hit in again.hits[:3]] == [ranking.hits[place].position for place in (2, 1, 0)]
    assert again.hits[3:] != ranking.hits[3:], "of which the scores are brought below"
    scores = [hit.score for hit in again.hits[:-1]]  # the words of members are last, whatever their score
    assert scores == sorted(scores, reverse=True)


def test_a_reranker_leaves_a_listed_question_and_an_empty_ranking_as_they_are(fake: FakeIndex) -> None:
    listed = ranked(fake, "Wat is het antwoord op vraag 2?")
    assert reranked(understand(COSTING), listed, np.asarray([0.0, 1.0])) == listed
    assert reranked(understand(COSTING), Ranking(listed.vectors, ()), np.empty(0)).hits == ()
