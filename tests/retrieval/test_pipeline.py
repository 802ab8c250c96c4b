"""The road of a question through ten passages about bridges."""

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest

from qa.domain import Filters, Passage
from qa.errors import QuestionError
from qa.retrieval.pipeline import EVEN, Found, Retrieval, Retriever, nearest, retrieve
from tests.fakes import (
    COSTS,
    COUNTED,
    DOUBTS,
    LISTED,
    MECHANICS,
    NEWER,
    OLD_COSTS,
    OLD_MECHANICS,
    OLDER,
    SERVICE,
    WIDE,
    FakeEmbedder,
    FakeIndex,
)

BY_WORDS = Retriever(FakeEmbedder().questions, parameters=WIDE)
ANY = Filters()
TWO = "Wat kost het onderhoud van de bruggen, en hoeveel monteurs werken er?"
HALF = "Wat kost het onderhoud van de bruggen, en hoe bak ik een appeltaart?"


def found(
    index: FakeIndex,
    question: str,
    filters: Filters = ANY,
    *,
    history: Sequence[str] = (),
    gone: Collection[str] = (),
    retriever: Retriever = BY_WORDS,
) -> Retrieval:
    return retrieve(question, history, filters, index, gone, retriever)


def ranked(one: Found) -> list[Passage]:
    return [hit.passage for hit in one.ranking.hits]


def papers(one: Found) -> set[str]:
    return {hit.passage.document_id for hit in one.ranking.hits}


def test_a_question_is_understood_ranked_and_judged(fake: FakeIndex) -> None:
    whole = found(fake, "Hoeveel monteurs werken aan de bruggen?").whole
    assert whole.query.counted == ("monteurs",)
    assert ranked(whole)[:2] == [MECHANICS, OLD_MECHANICS]
    assert whole.evidence.certain


def test_a_question_about_something_else_has_hits_but_no_sufficient_evidence(fake: FakeIndex) -> None:
    whole = found(fake, "Hoe bak ik een appeltaart?").whole
    assert len(whole.ranking.hits) == 10
    assert not whole.evidence.sufficient


def test_a_follow_up_is_completed_before_it_is_looked_for(fake: FakeIndex) -> None:
    whole = found(fake, "En van de monteurs?", history=["Wat is het loon van de schippers?"]).whole
    assert whole.query.text == "Wat is het loon van de monteurs?"


def test_what_has_an_abbreviation_is_looked_for_by_it(fake: FakeIndex) -> None:
    assert found(fake, "Wat doet de Dienst Beweegbare Bruggen?").whole.query.concepts == (("doet",), ("dbb",))
    assert nearest("de Dienst Beweegbare Bruggen", ANY, fake, (), BY_WORDS).query.concepts == (("dbb",),)


def test_of_a_question_that_is_one_there_are_no_parts(fake: FakeIndex) -> None:
    one = found(fake, "Wat kost het onderhoud van de bruggen?")
    assert one.parts == one.answered == ()
    assert one.hits == one.whole.ranking.hits


def test_each_part_of_a_question_is_ranked_and_judged_on_its_own(fake: FakeIndex) -> None:
    one = found(fake, TWO)
    costs, work = one.answered
    assert (ranked(costs)[0], ranked(work)[0]) == (COSTS, MECHANICS)
    assert one.parts == (costs, work)


def test_one_part_can_have_an_answer_and_another_none(fake: FakeIndex) -> None:
    one = found(fake, HALF)
    assert [part.evidence.sufficient for part in one.parts] == [True, False]
    assert len(one.hits) == 10, "each passage once, whatever it was found for"


def test_the_answer_to_a_listed_question_stays_first_whatever_was_said_later(fake: FakeIndex) -> None:
    text = "Ruim 900 bruggen zijn beweegbaar."
    later = replace(COSTS, id="later", text=text, sentences=((0, len(text)),))
    papers = (OLDER, NEWER, replace(LISTED, date=OLDER.date))
    one = found(replace(fake, papers=papers, passages=(*fake.passages, later)), "Hoeveel bruggen zijn beweegbaar?")
    assert one.whole.ranking.listed
    assert ranked(one.whole)[:2] == [COUNTED, later]


def test_of_several_statements_the_newest_comes_first(fake: FakeIndex) -> None:
    hits = found(fake, "Wat kost het onderhoud van de bruggen?").whole.ranking.hits
    assert [hit.passage for hit in hits[:2]] == [COSTS, OLD_COSTS]
    assert hits[0].score < hits[1].score, "although the older one has the higher score"


def test_a_document_that_the_question_names_is_the_only_one_searched(fake: FakeIndex) -> None:
    question = "Wat kost volgens brief 1 het onderhoud?"
    assert papers(found(fake, question).whole) == {OLDER.id}
    assert len(papers(found(fake, question, Filters(restrict=False)).whole)) == 3
    assert len(papers(found(fake, question, Filters(unrestricted=frozenset(["volgens brief 1"]))).whole)) == 3


def test_whatever_a_question_names_the_nearest_are_from_anywhere(fake: FakeIndex) -> None:
    assert len(papers(nearest("Wat kost volgens brief 1 het onderhoud?", ANY, fake, (), BY_WORDS))) == 3


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(documents=frozenset([NEWER.id])), {NEWER.id}),
        (Filters(since=NEWER.date), {NEWER.id, LISTED.id}),
        (Filters(until=OLDER.date), {OLDER.id}),
        (Filters(as_of=NEWER.date), {OLDER.id, NEWER.id}),
    ],
)
def test_filters_say_where_is_searched(filters: Filters, expected: set[str], fake: FakeIndex) -> None:
    assert papers(found(fake, "Wat kost het onderhoud?", filters).whole) == expected
    assert papers(nearest("Wat kost het onderhoud?", filters, fake, (), BY_WORDS)) == expected


def test_of_a_period_without_documents_there_is_nothing(fake: FakeIndex) -> None:
    none = found(fake, "Wat kost het onderhoud?", Filters(until="1999-12-31"))  # type: ignore[arg-type] # as people do
    assert none.hits == ()
    assert not none.whole.evidence.sufficient


def test_a_document_that_is_gone_is_not_searched_and_cannot_be_chosen(fake: FakeIndex) -> None:
    whole = found(fake, "Wat kost het onderhoud?", gone=[NEWER.id]).whole
    assert papers(whole) == {OLDER.id, LISTED.id}
    assert found(fake, "Wat kost volgens brief 7 het onderhoud?", gone=[NEWER.id]).whole.query.restrictions == ()
    with pytest.raises(QuestionError, match=NEWER.id):
        found(fake, "Wat kost het onderhoud?", Filters(documents=frozenset([NEWER.id])), gone=[NEWER.id])


def test_a_reranker_reads_what_may_answer_and_puts_it_in_its_order(fake: FakeIndex) -> None:
    read: list[tuple[str, Sequence[str]]] = []

    def rerank(question: str, texts: Sequence[str]) -> npt.NDArray[np.float64]:
        read.append((question, texts))
        return np.asarray(["800" in text for text in texts], np.float64)

    question = "Wat kost het onderhoud van de bruggen?"
    whole = found(fake, question, retriever=replace(BY_WORDS, rerank=rerank)).whole
    assert ranked(whole)[0] == COUNTED
    ((asked, texts),) = read
    assert asked == question
    assert "Ruim 800 bruggen zijn beweegbaar." in texts, "the answer of a pair, not its question"
    assert ranked(whole)[-1] == DOUBTS, "members last, whatever a reranker says"


def test_a_reranker_reads_no_more_than_its_parameter_says(fake: FakeIndex) -> None:
    read: list[int] = []

    def rerank(_: str, texts: Sequence[str]) -> npt.NDArray[np.float64]:
        read.append(len(texts))
        return np.zeros(len(texts))

    few = Retriever(FakeEmbedder().questions, rerank, WIDE.with_value("reranked", 3))
    found(fake, "Wat kost het onderhoud?", retriever=few)
    assert read == [3]


def test_what_is_short_and_finds_nothing_by_itself_goes_on_from_what_was_asked(fake: FakeIndex) -> None:
    before = "Wat kost het onderhoud van de bruggen?"
    assert found(fake, "Onder welke voorwaarde?").whole.evidence.chance < EVEN
    whole = found(fake, "Onder welke voorwaarde?", history=[before]).whole
    assert whole.query.text == f"{before} Onder welke voorwaarde?"
    assert found(fake, "Hoeveel monteurs werken aan de bruggen?", history=[before]).whole.query.leaning is False


def test_of_a_follow_up_the_sentence_is_chosen_by_its_own_words(fake: FakeIndex) -> None:
    ranking = found(fake, "En wie betaalt dat?", history=["Wat kost het onderhoud van de bruggen?"]).whole.ranking
    assert len(ranking.asked.tokens) < len(ranking.vectors.tokens)
    alone = found(fake, "Wie bedient de sluizen?").whole.ranking
    assert alone.asked is alone.vectors


def test_a_passage_with_the_phrase_between_quotation_marks_is_first(fake: FakeIndex) -> None:
    assert "een derde" in ranked(found(fake, 'Hoeveel monteurs, en "een derde" van wat?').whole)[0].text
    missing = found(fake, 'Wat kost het onderhoud van de "paarse bruggen"?').whole.ranking
    assert missing.missing == ("paarse bruggen",)


def test_the_passage_that_explains_an_abbreviation_is_first_and_sure_to_answer(fake: FakeIndex) -> None:
    whole = found(fake, "Waar staat DBB voor?").whole
    assert ranked(whole)[0] == SERVICE
    assert whole.evidence.certain
    assert not found(fake, "Waar staat XYZ voor?").whole.ranking.explained
