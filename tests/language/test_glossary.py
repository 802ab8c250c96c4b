"""English terms in Dutch, and what the file that says them must keep to."""

from collections import Counter

import pytest

from qa.language.data import read
from qa.language.glossary import extended, general, plural
from qa.language.words import ENGLISH_FUNCTION_WORDS, words

SUBJECTS: dict[str, dict[str, list[str]]] = read("glossary")
TERMS = {term: dutch for subject in SUBJECTS.values() for term, dutch in subject.items()}


def test_english_terms_of_the_trade_are_translated_the_longest_first() -> None:
    assert general().dutch_terms("the legal basis of OIR") == "the rechtsgrond rechtsbasis of OIR"
    assert general().dutch_terms("threat level") == "dreigingsniveau"


@pytest.mark.parametrize(
    ("question", "dutch"),
    [
        ("Which housing associations build?", "woningcorporatie"),
        ("How long are waiting times in youth care?", "jeugdzorg"),
        ("What is decided about nitrogen deposition?", "stikstofdepositie"),
        ("When does the state pension age go up?", "leeftijd"),
        ("What is done about the teacher shortage?", "lerarentekort"),
        ("How is organised crime fought?", "misdaad"),
        ("What does the tax administration promise?", "belastingdienst"),
        ("How many asylum applications were there?", "asielaanvraag"),
        ("Who owns the wind farms?", "windpark"),
        ("How many charging stations are there?", "laadpaal"),
        ("Which amendments to the bill passed?", "wetsvoorstel"),
        ("How many casualties did the air strikes cause?", "luchtaanval"),
    ],
)
def test_each_subject_of_policy_has_its_terms(question: str, dutch: str) -> None:
    assert dutch in [word for concept in general().dutch_concepts(question) for word in concept]


def test_a_term_is_one_concept_and_any_other_word_is_itself() -> None:
    assert general().dutch_concepts("Which armed forces trained Peshmerga?") == [
        ("krijgsmacht", "strijdkrachten"),
        ("trained",),
        ("peshmerga",),
    ]


@pytest.mark.parametrize(
    ("term", "several"), [("ally", "allies"), ("survey", "surveys"), ("tax", "taxes"), ("church", "churches")]
)
def test_the_plural_of_a_term(term: str, several: str) -> None:
    assert plural(term) == several


def test_a_plural_is_found_as_its_term_is_unless_it_has_an_entry_of_its_own() -> None:
    assert general().dutch_terms("missions") == general().dutch_terms("mission") == "missie"
    assert general().dutch_terms("companies") == "bedrijven ondernemingen" != general().dutch_terms("company")


def test_a_term_within_a_longer_word_is_none() -> None:
    assert general().dutch_terms("Warsaw carpets") == "Warsaw carpets"


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_subject_has_thirty_terms_in_order(subject: str) -> None:
    assert len(SUBJECTS[subject]) >= 30
    assert list(SUBJECTS[subject]) == sorted(SUBJECTS[subject])


def test_a_term_is_in_lower_case_and_in_one_subject_and_asks_something() -> None:
    assert [term for term in TERMS if term != term.lower() or set(words(term)) <= ENGLISH_FUNCTION_WORDS] == []
    assert [term for term, times in Counter(t for each in SUBJECTS.values() for t in each).items() if times > 1] == []


def test_an_entry_says_more_than_the_rule_for_plurals_does() -> None:
    assert [term for term, dutch in TERMS.items() if TERMS.get(plural(term)) == dutch] == []


def test_a_term_has_a_dutch_one_and_names_none_twice() -> None:
    assert [term for term, dutch in TERMS.items() if not all(map(words, dutch)) or len(set(dutch)) < len(dutch)] == []
    assert all(TERMS.values())


def test_terms_of_ones_own_go_before_those_of_the_program() -> None:
    own = extended({"mission": ["zending"], "polder board": ["polderbestuur"]})
    assert own.dutch_terms("missions of the polder board") == "zending of the polderbestuur"
    assert own.dutch_terms("threat level") == "dreigingsniveau"
    assert general().dutch_terms("mission") == "missie"
