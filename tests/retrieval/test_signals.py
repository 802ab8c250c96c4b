from collections.abc import Sequence
from dataclasses import fields, replace

import numpy as np
import pytest

from qa.domain import Parameters, Passage, PassageKind, Query, Scope
from qa.embedding.words import QuestionVectors, unread
from qa.language.abbreviations import explains
from qa.language.quantities import numbers
from qa.parliament.voices import is_members
from qa.retrieval.ranking import Ranking, rank
from qa.retrieval.signals import (
    LONG,
    ROLES,
    SCORED,
    SHORT,
    SIGNALS,
    Retrieved,
    columns,
    counts,
    coverage,
    reach,
    whole_reach,
)
from qa.retrieval.understanding import Context, understand
from qa.store.interface import Candidates
from tests.fakes import (
    COSTS,
    COUNTED,
    DOUBTS,
    MECHANICS,
    OLD_COSTS,
    OLD_MECHANICS,
    OLDER,
    PASSAGES,
    REFERRED,
    REFERRING,
    WIDE,
    ZWOLLE,
    FakeEmbedder,
    FakeIndex,
)

COSTING = "Wat kost het onderhoud van de bruggen?"
COUNTING = "Hoeveel monteurs kost het onderhoud?"
LISTED = "Wat is het antwoord op vraag 2?"


def asked(store: FakeIndex, question: str) -> Query:
    return understand(question, context=Context(store.documents))


def retrieved(store: FakeIndex, question: str, *, best: Sequence[Passage] = ()) -> Retrieved:
    """All passages, for a question, of which the best are read."""
    query = asked(store, question)
    (read,) = FakeEmbedder().questions([query.embedded])
    members = np.asarray([is_members(passage.voice) for passage in PASSAGES])
    owners = np.asarray([list(store.documents).index(passage.document_id) for passage in PASSAGES], np.int32)
    nearness = np.linspace(0.2, 0.6, len(PASSAGES), dtype=np.float32)
    found = Candidates(np.arange(len(PASSAGES)), nearness, np.zeros(len(PASSAGES), np.float32), owners, members)
    days = {day: store.holding(day) for day in query.days}
    numbered = () if query.number is None else store.of_number(query.number).tolist()
    chosen = np.asarray([*map(PASSAGES.index, best)], np.int64)
    explained = [place for place, passage in enumerate(PASSAGES) if query.short and explains(passage.text, query.short)]
    phrases = {one: [n for n, passage in enumerate(PASSAGES) if one in passage.text] for one in query.phrases}
    return Retrieved(
        store, read, query, found, days, numbered, explained, phrases, WIDE["span"], WIDE["words apart"], chosen
    )


def lifted(store: FakeIndex, signal: str, question: str, *, best: Sequence[Passage] = ()) -> set[str]:
    """The texts for which a signal speaks."""
    (column,) = columns({signal: SIGNALS[signal]}, retrieved(store, question, best=best)).values()
    return {passage.text for passage, value in zip(PASSAGES, column.values.tolist(), strict=True) if value > 0}


def texts(*passages: Passage) -> set[str]:
    return {passage.text for passage in passages}


def ranked(store: FakeIndex, question: str, parameters: Parameters = WIDE) -> Ranking:
    query = asked(store, question)
    (read,) = FakeEmbedder().questions([query.embedded])
    return rank(store, read, query, Scope(), parameters=parameters)


def place(ranking: Ranking, passage: Passage) -> int:
    return [hit.passage for hit in ranking.hits].index(passage)


@pytest.mark.parametrize(
    "question", [COSTING, LISTED, COUNTING, "Wat was er op 12 mei 2023?", "Wat kostte dat in 2021?"]
)
def test_every_signal_says_something_from_0_to_its_most_of_each_candidate(question: str, fake: FakeIndex) -> None:
    for name, column in columns(SIGNALS, retrieved(fake, question, best=PASSAGES)).items():
        assert column.values.shape == (len(PASSAGES),), name
        assert column.values.dtype == np.float64, name
        assert 0 <= column.values.min() <= column.values.max() <= column.most <= 1, name


def test_nearness_says_the_same_of_a_passage_whatever_is_found_besides(fake: FakeIndex) -> None:
    found = retrieved(fake, COSTING)
    best = Candidates(*(getattr(found.found, field.name)[-5:] for field in fields(Candidates)))
    values = SCORED["dense"](found).values
    assert SCORED["dense"](replace(found, found=best)).values.tolist() == values[-5:].tolist()
    assert values[-1] == 1


def test_the_words_of_the_question_count_by_themselves_for_a_model_that_reads_none(fake: FakeIndex) -> None:
    found = retrieved(fake, COSTING)
    scored = replace(found, found=replace(found.found, bm25=np.linspace(0, 9, len(PASSAGES), dtype=np.float32)))
    assert SCORED["bm25"](scored).most == 0, "a reader compares them, and the question is short"
    without = replace(scored, vectors=unread(found.vectors.whole))
    assert SCORED["bm25"](without).values.tolist() == pytest.approx(np.linspace(0, 1, len(PASSAGES)))
    nowhere = replace(without, found=replace(found.found, bm25=np.zeros(len(PASSAGES), np.float32)))
    assert not SCORED["bm25"](nowhere).values.any()


def test_the_words_of_the_question_count_for_more_the_more_there_are(fake: FakeIndex) -> None:
    said = " ".join(f"woord{number}" for number in range(SHORT + 1, LONG))
    longer = retrieved(fake, f"{COSTING} {said}")
    assert SHORT < len(longer.query.concepts) < LONG
    scores = np.linspace(0, 9, len(PASSAGES), dtype=np.float32)
    column = SCORED["bm25"](replace(longer, found=replace(longer.found, bm25=scores)))
    assert 0 < column.most < 1
    assert column.values.max() == pytest.approx(column.most)


def test_the_nearest_is_preferred(fake: FakeIndex) -> None:
    values = SCORED["dense"](retrieved(fake, COSTING)).values.tolist()
    assert values == sorted(values)
    assert values[0] < values[-1]


def test_a_question_of_no_number_period_or_day_leaves_what_is_for_them_silent(fake: FakeIndex) -> None:
    added = columns(SCORED, retrieved(fake, COSTING, best=PASSAGES))
    assert {name for name, column in added.items() if column.most == 0} == {
        "bm25",
        "counting",
        "period",
        "day",
        "explaining",
        "phrase",
    }


def test_only_what_is_read_can_come_near_by_its_words_be_alike_or_state_a_number(fake: FakeIndex) -> None:
    assert lifted(fake, "words", COUNTING, best=[MECHANICS]) == texts(MECHANICS)
    assert lifted(fake, "words", COUNTING) == set()
    for signal in ("alike", "counting"):
        assert lifted(fake, signal, COUNTING, best=[MECHANICS, REFERRING]) == texts(MECHANICS), signal
        assert lifted(fake, signal, COUNTING) == set(), signal
    assert SCORED["counting"](retrieved(fake, COUNTING)).most == 1, "it could have spoken"


def test_the_words_of_a_passage_speak_for_it_by_how_near_they_come(fake: FakeIndex) -> None:
    found = retrieved(fake, "Betaalt de provincie het onderhoud?", best=[COSTS, DOUBTS, ZWOLLE])
    column = SCORED["words"](replace(found, apart=1.0))
    by_passage = dict(zip(PASSAGES, column.values.tolist(), strict=True))
    assert by_passage[COSTS] == 1, "the nearest: (3/3 + 2/3) / 2, in all of it and in its second sentence"
    assert by_passage[DOUBTS] == pytest.approx(1 - (5 / 6 - 1 / 3)), "one word of three"
    assert by_passage[ZWOLLE] == pytest.approx(1 - 5 / 6), "none"


def test_beyond_a_distance_from_the_nearest_the_words_of_a_passage_count_for_nothing(fake: FakeIndex) -> None:
    found = replace(retrieved(fake, "Betaalt de provincie het onderhoud?", best=[COSTS, DOUBTS]), apart=1 / 4)
    (column,) = columns({"words": SCORED["words"]}, found).values()
    assert [passage for passage, value in zip(PASSAGES, column.values, strict=True) if value] == [COSTS]


def test_words_say_nothing_of_a_question_without_tokens_or_of_a_passage_without_sentences(fake: FakeIndex) -> None:
    found = retrieved(fake, COSTING, best=[COSTS, DOUBTS])
    silent = SCORED["words"](replace(found, vectors=unread(found.vectors.whole)))
    assert silent.most == 0
    assert not silent.values.any()
    empty = replace(DOUBTS, sentences=())
    without = replace(fake, passages=tuple(empty if one == DOUBTS else one for one in PASSAGES))
    values = SCORED["words"](replace(found, store=without)).values
    assert (values[PASSAGES.index(COSTS)], values[PASSAGES.index(DOUBTS)]) == (1, 0)


def test_each_token_of_a_question_reaches_the_nearest_word_and_counts_for_its_share() -> None:
    read = QuestionVectors(np.zeros(2, np.float32), np.eye(2, dtype=np.float32), np.asarray([0.25, 0.75], np.float32))
    near = np.asarray([[0.8, 0.0], [0.4, 0.6]], np.float32)  # of two sentences, to each of two tokens
    assert reach(read, near).tolist() == pytest.approx([0.25 * 0.8, 0.25 * 0.4 + 0.75 * 0.6])
    assert whole_reach(read, near) == pytest.approx(0.25 * 0.8 + 0.75 * 0.6)
    assert whole_reach(read, near[:0]) == -1, "nothing is near"


def test_what_has_no_words_is_reached_by_no_token() -> None:
    read = QuestionVectors(np.zeros(2, np.float32), np.eye(2, dtype=np.float32), np.asarray([0.25, 0.75], np.float32))
    assert reach(read, np.empty((3, 0), np.float32)).tolist() == [0, 0, 0]


def test_what_has_the_words_or_parts_of_them_is_alike(fake: FakeIndex) -> None:
    assert lifted(fake, "alike", "Wat doet een monteur?", best=PASSAGES) == texts(OLD_MECHANICS, MECHANICS)


def test_what_states_the_number_of_what_is_counted_speaks_for_itself(fake: FakeIndex) -> None:
    assert lifted(fake, "counting", COUNTING, best=PASSAGES) == texts(OLD_MECHANICS, MECHANICS)
    assert lifted(fake, "counting", "Hoeveel bruggen zijn er?", best=PASSAGES) == texts(COUNTED)


def test_the_number_in_a_listed_question_states_nothing(fake: FakeIndex) -> None:
    unanswered = replace(COUNTED, answer_start=len(COUNTED.text))
    asking = replace(fake, passages=tuple(unanswered if one == COUNTED else one for one in PASSAGES))
    assert lifted(asking, "counting", "Hoeveel bruggen zijn er?", best=PASSAGES) == set()


def test_a_preferred_period_speaks_for_the_passages_of_its_documents(fake: FakeIndex) -> None:
    assert lifted(fake, "period", "Wat kostte het onderhoud in 2021?") == texts(*fake.passages_of(OLDER.id))


def test_a_day_speaks_for_the_passages_that_name_it_by_what_it_is_of_the_question(fake: FakeIndex) -> None:
    question = "Wat ging er op 12 mei 2023 open?"
    assert lifted(fake, "day", question) == texts(ZWOLLE)
    assert SCORED["day"](retrieved(fake, question)).most == 1 / 3, "beside «ging» and «open»"
    assert SCORED["day"](retrieved(fake, "Wat ging er op 13 mei 2023 open?")).most == 0


def test_a_listed_question_is_known_word_for_word_or_by_its_number(fake: FakeIndex) -> None:
    assert lifted(fake, "listed", "wanneer begint de inspectie") == texts(REFERRING)
    assert lifted(fake, "listed", "Wat is het antwoord op vraag 3?") == texts(REFERRED)
    assert lifted(fake, "listed", COSTING) == set()


def test_words_of_members_are_told_apart_unless_they_are_asked_for(fake: FakeIndex) -> None:
    assert lifted(fake, "members", COSTING) == texts(DOUBTS)
    about_them = ROLES["members"](retrieved(fake, "Wat vinden de leden van de ABC-fractie?"))
    assert not about_them.values.any()
    assert about_them.most == 0


def test_what_states_nothing_comes_last_unless_sources_are_asked_for(fake: FakeIndex) -> None:
    reference = replace(COSTS, kind=PassageKind.NOTE, text="NOS, «Het onderhoud van de bruggen kost 45 miljoen euro»")
    index = replace(fake, passages=tuple(reference if one == COSTS else one for one in fake.passages))
    assert lifted(index, "formal", COSTING, best=[COSTS, MECHANICS]) == texts(COSTS)
    assert place(ranked(index, COSTING), reference) > place(ranked(index, COSTING, WIDE.without("formal")), reference)
    about_sources = ROLES["formal"](retrieved(index, "Welke krant schreef over het onderhoud van de bruggen?"))
    assert not about_sources.values.any()


@pytest.mark.parametrize(
    ("signal", "question", "passage"),
    [
        ("dense", "Iets over bruggen?", MECHANICS),
        ("words", "Wat weet u van verbinding en sluis?", ZWOLLE),
        ("alike", "Wat weet u van verbinding en sluis?", ZWOLLE),
        ("counting", COUNTING, MECHANICS),
        ("period", "Wat kost het onderhoud in 2021?", OLD_COSTS),
        ("day", "Wat kost het onderhoud van de bruggen op 12 mei 2023?", ZWOLLE),
        ("listed", LISTED, REFERRING),
    ],
)
def test_leaving_a_signal_out_lowers_what_it_speaks_for(
    signal: str, question: str, passage: Passage, fake: FakeIndex
) -> None:
    usual, without = (ranked(fake, question, parameters) for parameters in (WIDE, WIDE.without(signal)))
    assert place(usual, passage) < place(without, passage) or lead(usual, passage) > lead(without, passage)


def lead(ranking: Ranking, passage: Passage) -> float:
    """How much the score of a passage is above the best of the others."""
    scores = {hit.passage.id: hit.score for hit in ranking.hits}
    return scores[passage.id] - max(score for id_, score in scores.items() if id_ != passage.id)


def test_members_come_last_unless_that_is_left_out_or_they_are_asked_for(fake: FakeIndex) -> None:
    assert place(ranked(fake, COSTING), DOUBTS) == len(PASSAGES) - 1
    assert place(ranked(fake, COSTING, WIDE.without("members")), DOUBTS) < 3
    assert place(ranked(fake, "Wat vinden de leden van de ABC-fractie?"), DOUBTS) == 0


@pytest.mark.parametrize("signal", SIGNALS)
def test_a_signal_that_is_left_out_takes_no_passage_with_it(signal: str, fake: FakeIndex) -> None:
    assert {hit.position for hit in ranked(fake, LISTED, WIDE.without(signal)).hits} == set(range(len(PASSAGES)))


def test_a_ranking_without_lists_knows_no_listed_question(fake: FakeIndex) -> None:
    assert ranked(fake, LISTED).listed
    assert not ranked(fake, LISTED, WIDE.without("listed")).listed


def test_a_passage_covers_the_share_of_what_is_asked_that_it_names(fake: FakeIndex) -> None:
    assert coverage(fake, asked(fake, "bruggen onderhoud"), COSTS) == 1
    assert 0 < coverage(fake, asked(fake, "monteurs onderhoud"), COSTS) < 1
    assert coverage(fake, asked(fake, "Wat gebeurt er op 12 mei 2023?"), ZWOLLE) > 0, "a day counts as a word"


def test_a_figure_counts_what_is_asked_whatever_its_number(fake: FakeIndex) -> None:
    assert counts(fake, asked(fake, COUNTING), numbers(MECHANICS.text))
    assert not counts(fake, asked(fake, COUNTING), numbers(COSTS.text))
