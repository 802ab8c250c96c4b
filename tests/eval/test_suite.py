"""The suite can fail: what is broken on purpose shows in its numbers."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from eval import baseline, known, reliability, unseen
from eval.asking import Subject, rankings
from eval.gold import DOCUMENTS, LIST, Case, Kind, Label, load
from eval.results import Findings, Report
from eval.sources import Sources, copied
from eval.suite import QUICK, report_of, with_list
from qa import Answer, Assistant, Citation, Hit
from qa.answering import compose
from qa.domain import Parameters, Query, Role
from qa.retrieval.ranking import Ranking
from qa.store.dense import VectorIndex
from qa.store.interface import Index
from qa.store.lexical import Scores, TermIndex
from tests.conftest import CORPUS, store_of

pytestmark = pytest.mark.slow

EVERY = 3  # each third question is enough to see that something is broken


@pytest.fixture(scope="module")
def sources() -> Sources:
    plain = Sources.of(CORPUS, only=DOCUMENTS)
    return plain.about((*known.verbatim_cases(plain), *load()))


@pytest.fixture(scope="module")
def cases(sources: Sources) -> tuple[Case, ...]:
    return (*known.verbatim_cases(sources), *load())[::EVERY]


def measured(assistant: Assistant, cases: Sequence[Case], sources: Sources) -> Report:
    found = with_list(Subject(assistant), cases, sources)
    again = reliability.asked_again(Subject(assistant), found.asked[:5])
    return report_of(found + Findings((reliability.table(found.asked, again, [], sources),)), QUICK, 0.0)


@pytest.fixture(scope="module")
def whole(assistant: Assistant, cases: tuple[Case, ...], sources: Sources) -> Report:
    return measured(assistant, cases, sources)


@pytest.fixture(scope="module")
def accepted(whole: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("accepted") / "baseline.json"
    baseline.accept(whole, path)
    return path


@pytest.fixture
def breakable(index: Path) -> Iterator[Assistant]:
    """An assistant of its own, whose opened index a test may break."""
    with Assistant(CORPUS, index) as opened:
        yield opened


def names_of_fallen(broken: Report, accepted: Path) -> set[str]:
    return {fallen.name for fallen in baseline.fallen(broken, baseline.accepted(QUICK, accepted))}


def value(report: Report, table: str, row: str, column: str) -> float:
    found = report.table(table)
    number = found.number(row, column) if found else None
    assert number, (table, row, column)
    return number.value


def test_nothing_fell_when_nothing_changed(whole: Report, accepted: Path) -> None:
    assert names_of_fallen(whole, accepted) == set()
    assert baseline.moved(whole, baseline.accepted(QUICK, accepted)) == ()
    there = {name for name in baseline.accepted(QUICK, accepted) if not name.startswith("A-")}
    expected = {", ".join(name) for name in baseline.PROTECTED if not name[0].startswith("A-")}
    assert there == expected, "every protected number of protocols B and C is there"


def test_what_must_always_hold_holds(whole: Report) -> None:
    table = whole.table("betrouwbaarheid")
    assert table
    assert {row.name: row.numbers[0].value for row in table.rows if row.numbers[0]} == {
        row.name: 1.0 for row in table.rows
    }


def test_shuffled_vectors_make_the_ranking_fall(
    breakable: Assistant, whole: Report, accepted: Path, cases: tuple[Case, ...], sources: Sources
) -> None:
    store = store_of(breakable)
    views, mix = store.vectors.views, np.random.default_rng(1).permutation
    mixed = replace(views, contexts=mix(views.contexts), answers=mix(views.answers), sentences=mix(views.sentences))
    shuffled = VectorIndex.build(mix(store.vectors.passages), mixed)
    breakable.library._opened = replace(store, vectors=shuffled)
    broken = measured(breakable, cases, sources)
    assert "B-rangorde, eigen woorden · product, nDCG@10" in names_of_fallen(broken, accepted)
    dense = "eigen woorden · dense"
    assert value(broken, "B-rangorde", dense, "hit@5") < 0.2 < value(whole, "B-rangorde", dense, "hit@5")


def test_a_lexical_leg_that_is_switched_off_shows(
    breakable: Assistant, whole: Report, cases: tuple[Case, ...], sources: Sources
) -> None:
    class Silent(TermIndex):
        def scores(self, terms: Sequence[str]) -> Scores:
            return np.zeros_like(super().scores(terms))

    store = store_of(breakable)
    breakable.library._opened = replace(store, terms=Silent(*store.terms._pieces))
    broken = measured(breakable, cases, sources)
    words = "eigen woorden · BM25"  # of the product only a long question leans on it
    assert value(broken, "B-rangorde", words, "hit@10") == 0 < value(whole, "B-rangorde", words, "hit@10")


def test_pages_that_are_off_by_two_show(
    breakable: Assistant, accepted: Path, cases: tuple[Case, ...], sources: Sources
) -> None:
    store = store_of(breakable)
    passages = tuple(
        replace(p, page=p.page + 2, page_breaks=tuple((at, page + 2) for at, page in p.page_breaks))
        for p in store.passages
    )
    breakable.library._opened = replace(store, passages=passages)
    broken = measured(breakable, cases, sources)
    assert value(broken, "betrouwbaarheid", "bladzijde is de gelabelde", "deel") == 0
    assert value(broken, "betrouwbaarheid", "citaat staat letterlijk op die plaats", "deel") < 0.1
    assert "betrouwbaarheid, bladzijde is de gelabelde, deel" in names_of_fallen(broken, accepted)


def test_a_quotation_with_one_letter_changed_shows(
    assistant: Assistant,
    accepted: Path,
    cases: tuple[Case, ...],
    sources: Sources,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cite = compose.cite

    def careless(
        store: Index, query: Query, ranking: Ranking, hit: Hit, parameters: Parameters, *, role: Role = Role.ANSWER
    ) -> Citation:
        citation = cite(store, query, ranking, hit, parameters, role=role)
        return replace(citation, quote=citation.quote.replace("e", "a", 1))

    monkeypatch.setattr(compose, "cite", careless)
    broken = measured(assistant, cases, sources)
    assert value(broken, "betrouwbaarheid", "citaat staat letterlijk op die plaats", "deel") < 0.05
    assert "betrouwbaarheid, citaat staat letterlijk op die plaats, deel" in names_of_fallen(broken, accepted)
    assert "B-antwoord, eigen woorden, zin@1" in names_of_fallen(broken, accepted)


def test_an_invented_sentence_in_the_text_shows(assistant: Assistant) -> None:
    answer = assistant.ask("Wat is de rechtsgrond van OIR?")
    assert reliability.text_is_valid(answer)
    assert not reliability.text_is_valid(replace(answer, text=f"Volgens mij wel.\n\n{answer.text}"))
    assert not reliability.text_is_valid(replace(answer, text=f"{answer.text}\n\nDat is alles."))
    first, second = (citation.quote for citation in answer.citations[:2])
    assert not reliability.text_is_valid(replace(answer, text=f"{second} [1]\n\n{first} [2]")), "swapped numbers"
    assert not reliability.text_is_valid(replace(answer, text=f"{first} [99]")), "a source that is not there"
    assert not reliability.text_is_valid(replace(answer, text=f"Eerder, op 2 mei 2023: volgens mij {first} [1]"))


def test_the_fixed_words_around_quotations_are_no_invention(assistant: Assistant) -> None:
    for question in (
        "Wat kost de inzet in 2024, en hoe bak ik een appeltaart?",
        "Welke voorbereidingen worden getroffen voor het beëindigen van de missie in 2023?",
        "Hoe hoog is de belasting op benzine?",
        "Wat vroegen de leden van de BBB-fractie over Iran?",
        "Hoeveel deelnemers heeft de internationale coalitie tegen ISIS?",
    ):
        assert reliability.text_is_valid(assistant.ask(question)), question


def test_an_assistant_that_never_refuses_shows(
    assistant: Assistant,
    accepted: Path,
    cases: tuple[Case, ...],
    sources: Sources,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("qa.retrieval.answerability.Evidence.sufficient", True)
    broken = measured(assistant, cases, sources)
    assert "C-weigeren, alle, geweigerd" in names_of_fallen(broken, accepted)
    assert value(broken, "B-antwoord", "eigen woorden", "beantwoord") == 1


def test_an_assistant_that_forgets_shows(assistant: Assistant, cases: tuple[Case, ...]) -> None:
    asked = [Subject(assistant).ask(case) for case in cases[:3]]
    changed = [replace(asked[0], explanation=None), *asked[1:]]
    assert reliability.asked_again(Subject(assistant), asked) == [1, 1, 1]
    assert reliability.asked_again(Subject(assistant), changed) == [0, 1, 1]


@pytest.mark.parametrize(
    "change",
    [
        {"reference": "Kamerstukken II 2022/23, 27925, nr. 919, p. 6"},
        {"reference": "Kamerstuk 27925-919, p. 5"},
        {"reference": "Kamerstukken I 2022/23, 27925, nr. 919, p. 5"},
        {"number": 3},
        {"document_id": "kst-27925-930"},
    ],
)
def test_a_wrong_reference_shows(assistant: Assistant, sources: Sources, change: dict[str, object]) -> None:
    citation = assistant.ask("Wat is de rechtsgrond van OIR?").citations[0]
    assert reliability.reference_is_valid(citation, sources)
    assert not reliability.reference_is_valid(replace(citation, **change), sources)  # type: ignore[arg-type]


def test_the_baselines_are_the_legs_of_the_product(assistant: Assistant) -> None:
    hits = assistant.explain("Wat is de rechtsgrond van OIR?").hits
    orders = rankings(hits)
    assert [hit.cosine for hit in orders["dense"]] == sorted((hit.cosine for hit in hits), reverse=True)
    assert [hit.bm25 for hit in orders["BM25"]] == sorted((hit.bm25 for hit in hits if hit.bm25), reverse=True)
    first = orders["RRF"][0]
    best = max(1 / (60 + orders["dense"].index(h) + 1) + 1 / (60 + orders["BM25"].index(h) + 1) for h in orders["BM25"])
    assert 1 / (60 + orders["dense"].index(first) + 1) + 1 / (60 + orders["BM25"].index(first) + 1) == best


def test_the_list_is_not_in_a_corpus_without_it(sources: Sources, tmp_path: Path) -> None:
    twice = copied(CORPUS, tmp_path / "twice", lambda _: True)
    shutil.copy(twice / "kst-27925-930.txt", twice / "kst-27925-930-nog-eens.txt")
    (twice / "corpus.toml").unlink()
    rest = Sources.of(copied(twice, tmp_path / "rest", lambda id_: not id_.startswith(LIST)))
    assert set(rest.documents) == set(sources.documents) - {LIST}
    assert rest.documents["kst-27925-919"].text == sources.documents["kst-27925-919"].text


def test_every_answerable_question_counts_in_every_table(whole: Report, cases: tuple[Case, ...]) -> None:
    asked = [c for c in cases if c.answerable and c.kind not in (Kind.UNSEEN, Kind.VERBATIM, Kind.REFERENCE)]
    for table in ("B-rangorde", "B-antwoord"):
        found = whole.table(table)
        assert found
        first = found.rows[0].numbers[0]
        assert first
        assert first.n == len(asked)


def test_an_answer_is_the_same_in_another_process(
    assistant: Assistant, cases: tuple[Case, ...], index_copy: Path
) -> None:
    asked = [Subject(assistant).ask(case) for case in cases[:3]]
    assert reliability.asked_elsewhere(CORPUS, index_copy, asked) == [1, 1, 1]
    forged = replace(asked[0].explanation, answer=Answer("?", "?", answered=False, text="", citations=()))  # type: ignore[type-var]
    assert reliability.asked_elsewhere(CORPUS, index_copy, [replace(asked[0], explanation=forged)]) == [0]


def test_the_unseen_list_is_measured_by_page_by_evidence_and_by_answer(assistant: Assistant, sources: Sources) -> None:
    asked = [case for case in load() if case.kind is Kind.UNSEEN][:12]
    others = tuple(id_ for id_ in DOCUMENTS if id_ != LIST)
    found = unseen.findings(Subject(assistant, others), sources, asked)
    tables = {table.key: table for table in found.tables}
    none = sum(not case.answerable for case in asked)
    refused = tables["A-antwoord"].number("zonder antwoord", "beantwoord")
    assert refused
    assert refused.n == none == 3, "questions 2, 11 and 12 have no answer elsewhere"
    ranked = tables["A-bewijs"].number("alle · product", "hit@10")
    assert ranked
    assert ranked.n == len(asked) - none
    assert {one.passage.document_id for hits in found.asked for one in hits.hits} == set(others)
    overlap = tables["A-overlap"].number("woorden · product", "beste van 5")
    assert overlap
    assert overlap.n == len(asked) - 2, "7 and 9 only refer on"


def test_kappa_is_agreement_beyond_chance() -> None:
    def labelled(first: Label, second: Label) -> Case:
        return Case("x", Kind.UNSEEN, "?", (), labels=(first, second))

    full, none = Label.FULL, Label.NONE
    assert unseen.kappa([labelled(full, full), labelled(none, none)]) == 1
    # Observed 2 of 4, by chance (2/4 * 2/4) twice.
    assert unseen.kappa([labelled(full, full), labelled(full, none), labelled(none, full), labelled(none, none)]) == 0
