from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.language.sentences import sentence_spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Zoals gemeld (Tweede Kamerstuk 27 925 nr. 911, d.d. 18 mei 2022) staat het draagvlak onder druk.",
        "Zoals geschetst op 18 mei jl. (Tweede Kamerstuk 279 25, nr. 911) beschikt ISIS over minder slagkracht.",
        "Het gebied ligt in het zuiden (ca. 70 km ten zuiden van al-Qamishli).",
        "Dit gebeurt conform de moties Bosman c.s. (d.d. 11 februari 2020, Kamerstuk 27 925, nr. 699).",
        "Nederland besteedde circa 18 mln. euro aan stabilisatie.",
        "De brief is ondertekend door drs. K.H. Ollongren namens het kabinet.",
        "Onrust n.a.v. de dood van Mahsa Amini leidde tot aanvallen.",
        "1. de Target Support Cell (werkt vanuit Nederland): deze eenheid bestaat uit negen militairen.",
        "ii. NAVO Missie in Irak (NMI): Nederland continueert de bijdrage.",
        "De kosten bedragen 3,6 miljard dollar en 21.4 procent.",
    ],
)
def test_a_sentence_of_the_corpus_stays_whole(sentence: str) -> None:
    assert sentences(sentence) == [sentence]


def test_sentences_are_divided_at_their_ends() -> None:
    text = "Ja. Op 27 oktober jl. is een regering aangetreden. Wat betekent dit? «Veel!» 2023 wordt anders."
    assert sentences(text) == [
        "Ja.",
        "Op 27 oktober jl. is een regering aangetreden.",
        "Wat betekent dit?",
        "«Veel!»",
        "2023 wordt anders.",
    ]


def test_jl_ends_a_sentence_when_a_new_one_follows() -> None:
    assert len(sentences("De top was op 24 mei jl. De werkgroep kwam daarna bijeen.")) == 2


def test_an_abbreviation_of_capitals_ends_a_sentence() -> None:
    assert len(sentences("Dat geldt ook voor de VS. Nederland volgt.")) == 2


def test_the_items_of_a_list_are_sentences_of_their_own() -> None:
    assert sentences("Er zijn twee taken:\n1) trainen;\n2) adviseren.") == [
        "Er zijn twee taken:",
        "1) trainen;",
        "2) adviseren.",
    ]


@given(st.text(alphabet="aZé1. ?!()\n’jlnr", max_size=200))
def test_spans_are_in_order_and_lose_nothing_but_white_space(text: str) -> None:
    spans = sentence_spans(text)
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
