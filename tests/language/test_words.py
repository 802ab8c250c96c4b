import pytest

from qa.language.words import content_words, is_english, is_pleasantry, other_language, words


def test_words_are_compared_without_case_accents_and_apostrophes() -> None:
    assert words("GMT’s in Syrië: één F-16") == ["gmt", "in", "syrie", "een", "f16"]


@pytest.mark.parametrize(
    "question",
    [
        "What is the legal basis of OIR?",
        "How many soldiers are there in Iraq?",
        "Are there Dutch children in Syria?",
        "Which countries take part?",
    ],
)
def test_an_english_question_is_recognised(question: str) -> None:
    assert is_english(question)


@pytest.mark.parametrize(
    "question",
    [
        "Wat is de rechtsgrond van OIR?",
        "Force Protection Erbil International Airport",
        "Wat doen de Ground Movement Teams?",
        "Wie is Deputy Head of Mission?",
        "OIR",
        "",
    ],
)
def test_a_dutch_question_with_english_names_is_dutch(question: str) -> None:
    assert not is_english(question)


def test_the_words_that_ask_nothing_are_left_out() -> None:
    assert content_words("Kunt u aangeven hoeveel militairen er in Erbil zijn?") == ["militairen", "erbil"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("F-16's en F16", ["f16", "en", "f16"]),
        ("een e-mail over Q-koorts", ["een", "email", "over", "qkoorts"]),
        ("MQ-9", ["mq9"]),
        ("Noord-Irak", ["noord", "irak"]),
        ("kst-27925-919 van 2022-2023", ["kst", "27925", "919", "van", "2022", "2023"]),
    ],
)
def test_a_letter_before_a_hyphen_is_one_word_with_what_follows(text: str, found: list[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Was ist die Rechtsgrundlage von OIR?", "Duits"),
        ("Wie viele Soldaten gibt es im Irak?", "Duits"),
        ("Quelle est la base juridique de la mission?", "Frans"),
        ("Combien de soldats sont dans la mission?", "Frans"),
        ("Wat is de rechtsgrond van OIR?", ""),
        ("What is the legal basis of OIR?", ""),
        ("Wat was er in die brief?", ""),
        ("rechtsgrond OIR", ""),
    ],
)
def test_a_language_that_is_not_understood_is_told(question: str, language: str) -> None:
    assert other_language(question) == language


def test_who_only_greets_thanks_or_agrees_asks_nothing() -> None:
    assert all(map(is_pleasantry, ("Dank u wel.", "Hoi", "Goedemorgen!", "Leuk, dank je!", "thanks")))
    assert not any(map(is_pleasantry, ("Wie dankt u?", "", "?!", "Goede brug", "OIR")))
