import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.language.number_words import MARK, marked


@pytest.mark.parametrize(
    "word",
    [
        "zeven",
        "Twaalf",
        "TIEN",
        "vijfenveertig",
        "drieëntwintig",
        "honderdvijftig",
        "vijftienhonderd",
        "tweeduizend",
        "anderhalf",
        "anderhalve",
        "tweeënhalf",
        "vierenhalf",
        "drieëneenhalve",
        "honderd vijftig",
        "Tweeduizend vijfhonderd",
        "duizend vijfhonderd",
        "twee honderd vijftig",
        "vijf miljoen tweehonderd",
    ],
)
def test_a_number_word_is_marked_letter_by_letter(word: str) -> None:
    assert marked(f"met {word} man") == f"met {MARK * len(word)} man"


@pytest.mark.parametrize(
    "text",
    [
        "een brief van één minister",  # the article
        "49 duizend, 3 miljoen en 2 miljard",  # what multiplies the number before it
        "de eerste, derde en twintigste",  # ordinals count nothing
        "honderden, tientallen en een zevental",
        "achter het elftal van de tweeling",
        "vijf tien, twintig vijf",  # numbers that are none together
        "halverwege, een half jaar, buitenhalf en mededelingenhalf",
        "Eight of ten members of the Kamer",
    ],
)
def test_what_is_no_number_stays_as_it_is(text: str) -> None:
    assert marked(text) == text


@given(st.text(max_size=60))
def test_a_marked_text_has_the_places_of_its_text(text: str) -> None:
    assert len(marked(text)) == len(text)
