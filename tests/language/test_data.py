"""The words that the program knows are data: what each file must keep to."""

import pytest

from qa.language.data import read
from qa.language.words import words


@pytest.mark.parametrize(
    ("language", "kind"),
    [("dutch", "function"), ("dutch", "question"), ("english", "function"), ("english", "also_dutch")],
)
def test_stop_words_are_written_as_words_are_compared(language: str, kind: str) -> None:
    listed = read("stop_words")[language][kind].split()
    assert words(" ".join(listed)) == [word for word in listed if len(word) > 1]
    assert listed == sorted(set(listed))


def test_each_language_names_twelve_months_in_lower_case() -> None:
    months = read("months")
    assert {language: len(names) for language, names in months.items()} == {"dutch": 12, "english": 12, "short": 12}
    names = [*months["dutch"], *months["english"], *(name for names in months["short"] for name in names)]
    assert names == [name.lower() for name in names]


def test_a_file_is_read_once() -> None:
    assert read("months") is read("months")
