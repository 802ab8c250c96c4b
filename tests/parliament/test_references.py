import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.domain import Document
from qa.parliament.references import answer_references, answers_referred_to, references

LABELLED = Path(__file__).parent / "references.jsonl"  # every numbered reference in the five documents, by hand
LEAST = 0.98


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Zie het antwoord op vraag 5.", (5,)),
        ("Zie antwoord op vraag 3.", (3,)),
        ("Zie de antwoorden op vragen 3 en 25.", (3, 25)),
        ("Zie ook de antwoorden op vragen 10 en 33.", (10, 33)),
        ("Zie voor de huidige totale omvang van NMI het antwoord op vraag 20.", (20,)),
        ("In aanvulling op het antwoord op vraag 10, ook de nieuwe Iraakse regering", (10,)),
        ("zie het antwoord op de vragen 3, 5 en 7", (3, 5, 7)),
        ("Zie de antwoorden op vragen 3 t/m 6", (3, 4, 5, 6)),
        ("zie het antwoord op vraag 4 en het antwoord op vraag 4", (4,)),
        ("tevens in antwoord op de vragen gesteld door de BBB-fractie", ()),
        ("op pagina 1 van de brief", ()),
    ],
)
def test_the_answers_that_a_text_refers_to_are_found(text: str, numbers: tuple[int, ...]) -> None:
    assert answers_referred_to(text) == numbers


def test_the_references_in_the_five_documents_are_found(documents: dict[str, Document]) -> None:
    labelled = [json.loads(line) for line in LABELLED.read_text(encoding="utf-8").splitlines()]
    wanted: Counter[tuple[str, str]] = Counter()
    for item in labelled:
        wanted.update((item["document"], target) for target in item["targets"])
    found: Counter[tuple[str, str]] = Counter()
    for id_, document in documents.items():
        found.update((id_, target) for reference in references(document.text) for target in reference.targets)
        for question in document.questions:
            answer = document.text[question.answer_start : question.end]
            found.update((id_, f"vraag-{number}") for number in answers_referred_to(answer))
    right = (wanted & found).total()
    assert right / found.total() >= LEAST, found - wanted
    assert right / wanted.total() >= LEAST, wanted - found


def test_each_publication_is_named_where_its_number_stands() -> None:
    def named(text: str) -> list[tuple[str, str]]:
        (reference,) = references(text)
        return [(text[a:b], target) for (a, b), target in zip(reference.places, reference.targets, strict=True)]

    assert named("(Kamerstuk 27 925, nrs. 723, 727 en 746)") == [
        ("Kamerstuk 27 925, nrs. 723", "kst-27925-723"),
        ("727", "kst-27925-727"),
        ("746", "kst-27925-746"),
    ]
    assert named("Kamerstukken 27 925 en 29 521, nr. 946") == [
        ("Kamerstukken 27 925", "kst-27925-946"),
        ("29 521, nr. 946", "kst-29521-946"),
    ]


def test_other_answers_are_named_by_their_number() -> None:
    text = "Zie de antwoorden op vragen 3 en 25."
    assert [(text[r.start : r.end], r.number) for r in answer_references(text)] == [("3", 3), ("25", 25)]


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("(Kamerstuk 27 925, nr. 911)", [["kst-27925-911"]]),
        ("Tweede Kamerstuk 29 521, nr. 446", [["kst-29521-446"]]),
        ("(Kamerstukken 27 925 en 29 521, nr. 946)", [["kst-27925-946", "kst-29521-946"]]),
        ("Kamerstuk 27 925, nrs. 723, 727 en 746", [["kst-27925-723", "kst-27925-727", "kst-27925-746"]]),
        ("Kamerstukken I, 2022-2023, 27925, AJ.", [["kst-27925-AJ"]]),
        ("(279 25 nr. 868)", [["kst-27925-868"]]),
        ("Kamerstuk 35 570 X, nr. 80", [["kst-35570-X-80"]]),
        ("Kamerstuk 21501-02-2790", [["kst-21501-02-2790"]]),
        ("Kamerstuk 27\n925, nr.\n612", [["kst-27925-612"]]),
        ("Kamerstukken II 2022/23, 27925, nr. 919, p. 5", [["kst-27925-919"]]),
        ("nr. 612, d.d. 18 oktober 2019", []),
        ("Kamerstuk 27 925, nr. 447, d.d. 17 juni 2022", [["kst-27925-447"]]),
        ("Kamerstuk 27 925, nr. 662 en 18 oktober 2019", [["kst-27925-662"]]),
        ("Kamerstuk 27 925, nr. 699 en Kamerstuk 29 521, nr. 4", [["kst-27925-699"], ["kst-29521-4"]]),
        ("(2022D19957) en 163951.12U", [["2022D19957"], ["163951.12U"]]),
        ("circa 27 925 euro", []),
        ("meer dan 85.000 mensen, nr. 5", []),
        ("resolutie 2254", []),
    ],
)
def test_the_publications_that_a_text_refers_to_are_found(text: str, targets: list[list[str]]) -> None:
    found = references(text)
    assert [list(reference.targets) for reference in found] == targets
    assert all(text[reference.start : reference.end].strip() for reference in found)


@given(st.text(alphabet=st.sampled_from("Kamerstuken 279251.,nrIX-/()\n"), max_size=200))
def test_any_text_is_searched_and_references_do_not_overlap(text: str) -> None:
    found = references(text)
    assert all(before.end <= after.start for before, after in pairwise(found))
