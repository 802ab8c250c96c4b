"""The gold as it stands in the repository, and what happens to gold that is wrong."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from eval import check
from eval.gold import FILES, FOLDER, UNANSWERABLE, Case, GoldError, Kind, Label, load
from eval.known import verbatim_cases
from eval.sources import DEV, TEST, Sources
from tests.conftest import CORPUS

pytestmark = pytest.mark.slow

QUOTE = "De rechtsgrond voor optreden van Nederlandse militairen in Irak is het Iraakse verzoek aan de VN"


@pytest.fixture(scope="module")
def gold() -> tuple[Case, ...]:
    return load()


@pytest.fixture(scope="module")
def sources() -> Sources:
    plain = Sources.of(CORPUS)
    return plain.about((*verbatim_cases(plain), *load()))


def write_gold(folder: Path, **lines: str) -> Path:
    """Write a gold folder of one good question a file, with these files replaced."""
    item = {"document": "kst-27925-919", "page": 5, "quote": QUOTE}
    for number, (name, kind) in enumerate(FILES.items()):
        record: dict[str, object] = {"id": f"v{number}", "question": f"Vraag {number}?"}
        record |= {"reason": "ver"} if kind is None else {"evidence": [item]}
        record |= {"label": "full"} if kind is Kind.UNSEEN else {}
        stem = name.removesuffix(".jsonl").replace("-", "_")
        (folder / name).write_text(lines.get(stem, json.dumps(record)), encoding="utf-8")
    return folder


def test_every_quotation_stands_where_it_is_said_to_and_no_question_gives_itself_away(
    gold: tuple[Case, ...], sources: Sources
) -> None:
    check.check(gold, sources)


def test_there_are_enough_questions_of_every_kind(gold: tuple[Case, ...]) -> None:
    counted = Counter(case.kind for case in gold)
    least = {
        Kind.UNSEEN: 63,
        Kind.PARAPHRASE: 150,
        Kind.DOCUMENT: 100,
        Kind.TEMPORAL: 25,
        Kind.TWO_PART: 15,
        Kind.FOLLOW_UP: 15,
        Kind.REFERENCE: 12,
    }
    assert {kind: counted[kind] for kind, number in least.items() if counted[kind] < number} == {}
    assert sum(counted[kind] for kind in UNANSWERABLE) >= 100


def test_only_what_is_called_unanswerable_has_no_evidence(gold: tuple[Case, ...]) -> None:
    for case in gold:
        nothing = case.kind in UNANSWERABLE or (case.kind is Kind.UNSEEN and case.labels[0] is Label.NONE)
        assert case.answerable is not nothing, case.id


def test_the_questions_on_the_documents_are_spread_over_all_of_them(gold: tuple[Case, ...], sources: Sources) -> None:
    pages = {(e.document, e.page) for case in gold if case.kind is Kind.DOCUMENT for e in case.evidence}
    for document in sources.documents.values():
        asked = {page for id_, page in pages if id_ == document.identity.id}
        if not document.questions:  # of the list every question is asked by the other files
            assert len(asked) >= len(document.pages) * 0.6, document.identity.id
    assert {id_ for id_, _ in pages} == set(sources.documents)


def test_every_answer_of_the_list_that_refers_on_is_asked(gold: tuple[Case, ...], sources: Sources) -> None:
    document = sources.documents["kst-27925-930"]
    # 38 is referred to by answer 12 for one point only; 52 refers to a letter.
    refer = {question.number for question in document.questions if question.refers_to}
    assert {case.number for case in gold if case.kind is Kind.REFERENCE} == refer


def test_a_temporal_question_has_an_older_position_dated_before_the_newest(
    gold: tuple[Case, ...], sources: Sources
) -> None:
    for case in (case for case in gold if case.kind is Kind.TEMPORAL):
        newest = max(str(sources.documents[item.document].identity.date) for item in case.evidence)
        assert case.stale, case.id
        assert all(str(sources.documents[item.document].identity.date) < newest for item in case.stale), case.id


def test_both_sides_of_the_split_have_questions_of_every_kind(gold: tuple[Case, ...], sources: Sources) -> None:
    sides = {(case.kind, sources.split(case)) for case in gold}
    assert sides >= {(kind, side) for kind in Kind if kind not in (Kind.VERBATIM, Kind.PAIR) for side in (DEV, TEST)}


def test_questions_about_the_same_published_question_are_on_the_same_side(
    gold: tuple[Case, ...], sources: Sources
) -> None:
    by_id = {case.id: case for case in gold}
    assert sources.split(by_id["parafrase-52-1"]) == sources.split(by_id["vraag-52"])
    assert sources.split(by_id["verwijzing-18"]) == sources.split(by_id["parafrase-17-1"]), (
        "answered by reference to 17"
    )


def test_an_unknown_document_is_named_with_file_and_line(tmp_path: Path, sources: Sources) -> None:
    item = {"document": "kst-1-2", "page": 1, "quote": "x"}
    wrong = json.dumps({"id": "a", "question": "Wat?", "evidence": [item]})
    with pytest.raises(GoldError, match=r"documents.jsonl, regel 1: het document kst-1-2 is er niet; kies uit kst-"):
        check.check(load(write_gold(tmp_path, documents=wrong)), sources)


def test_a_quotation_that_is_not_there_is_named_with_file_and_line(tmp_path: Path, sources: Sources) -> None:
    item = {"document": "kst-27925-919", "page": 5, "quote": QUOTE.replace("Iraakse", "Irakese")}
    wrong = "\n\n" + json.dumps({"id": "a", "question": "Wat?", "evidence": [item]})
    with pytest.raises(GoldError, match=r"temporal.jsonl, regel 3: dit citaat staat niet in kst-27925-919"):
        check.check(load(write_gold(tmp_path, temporal=wrong)), sources)


def test_a_wrong_page_is_named_with_the_right_one(tmp_path: Path, sources: Sources) -> None:
    item = {"document": "kst-27925-919", "page": 7, "quote": QUOTE}
    wrong = json.dumps({"id": "a", "question": "Wat?", "evidence": [item]})
    with pytest.raises(GoldError, match=r"documents.jsonl, regel 1: dit citaat staat .* op p. 5, niet op p. 7"):
        check.check(load(write_gold(tmp_path, documents=wrong)), sources)


def test_a_question_in_the_words_of_its_evidence_is_refused(tmp_path: Path, sources: Sources) -> None:
    item = {"document": "kst-27925-919", "page": 5, "quote": QUOTE}
    question = "Wat is de rechtsgrond voor optreden van Nederlandse militairen in Irak?"
    wrong = json.dumps({"id": "a", "question": question, "evidence": [item]})
    with pytest.raises(GoldError, match=r"documents.jsonl, regel 1: de vraag heeft 9 woorden achtereen gemeen"):
        check.check(load(write_gold(tmp_path, documents=wrong)), sources)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{geen json", "regel 1: dit is geen JSON"),
        ("[]", "regel 1: hier hoort een JSON-object te staan"),
        ('{"id": "a"}', "regel 1: het veld 'question' ontbreekt"),
        (
            '{"id": "a", "question": "Wat?", "evidence": [{"document": "x", "quote": "y"}]}',
            "regel 1: een veld ontbreekt",
        ),
        ('{"id": "a", "question": "Wat?", "evidence": 3}', "regel 1: een veld ontbreekt"),
        ('{"id": "a", "question": "Wat?", "evidnce": []}', "regel 1: het veld 'evidnce' is onbekend"),
        ('{"id": "a", "question": "Wat?"}', "regel 1: er is geen bewijs"),
        ('{"id": "a", "question": "Wat?", "history": "Wie?"}', "regel 1: een veld ontbreekt"),
        ("", "bevat geen enkele vraag"),
    ],
)
def test_a_faulty_line_is_named(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(GoldError, match=f"documents.jsonl.*{message}"):
        load(write_gold(tmp_path, documents=line))


def test_an_id_is_used_once(tmp_path: Path) -> None:
    twice = '{"id": "a", "question": "Wat?", "reason": "ver"}\n' * 2
    with pytest.raises(GoldError, match=r"unanswerable.jsonl, regel 2: het id a is al gebruikt in unanswerable.jsonl"):
        load(write_gold(tmp_path, unanswerable=twice))


def test_the_gold_is_one_record_a_line_in_utf_8() -> None:
    for name in FILES:
        for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
            assert json.dumps(json.loads(line), ensure_ascii=False) == line, name


def test_a_question_that_repeats_one_of_the_other_side_is_refused(gold: tuple[Case, ...], sources: Sources) -> None:
    there = next(case for case in gold if case.kind is Kind.DOCUMENT and sources.split(case) == TEST)
    names = (f"nieuw-{number}" for number in range(100))
    copy = next(
        c for c in (replace(there, id=name, evidence=(), kind=Kind.FAR) for name in names) if sources.split(c) == DEV
    )
    with pytest.raises(GoldError, match=f"herhaalt .*{there.id}"):
        check.check([there, copy], sources)


def test_questions_with_evidence_in_common_are_on_the_same_side(gold: tuple[Case, ...], sources: Sources) -> None:
    sides: dict[tuple[str, str], set[str]] = {}
    for case in gold:
        if case.kind is not Kind.UNSEEN:
            for item in case.evidence:
                sides.setdefault((item.document, item.quote), set()).add(sources.split(case))
    assert [place for place, found in sides.items() if len(found) > 1] == []
