import dataclasses
import datetime

import pytest

from qa.domain import NO_PAGE, Identity
from qa.parliament.citation import citation
from qa.parliament.identity import (
    Kamerstuk,
    is_publication_id,
    parse_kamerstuk_id,
    publication_stem,
    published_page,
    published_url,
)

LETTER = Identity(
    id="kst-27925-919",
    file="kst-27925-919.txt",
    title="Verlenging",
    date=datetime.date(2022, 10, 28),
    kind="brief",
    chamber="Tweede Kamer",
    session_year="2022-2023",
    dossier="27925",
    number="919",
    url="https://zoek.officielebekendmakingen.nl/kst-27925-919.html",
)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("kst-27925-919", Kamerstuk("27925", "919")),
        ("kst-27925-AL", Kamerstuk("27925", "AL")),
        ("kst-36600-VII-1", Kamerstuk("36600-VII", "1")),
        ("kst-21501-02-2790", Kamerstuk("21501-02", "2790")),
        ("kst-1268678", None),
        ("ah-tk-20242025-100", None),
        ("notitie", None),
    ],
)
def test_the_id_of_a_kamerstuk_is_its_dossier_and_number(text: str, parts: Kamerstuk | None) -> None:
    assert parse_kamerstuk_id(text) == parts


def test_digits_are_numbers_of_the_tweede_kamer_and_letters_of_the_eerste() -> None:
    assert Kamerstuk("27925", "919").chamber == "Tweede Kamer"
    assert Kamerstuk("27925", "AL").chamber == "Eerste Kamer"


def test_a_kamerstuk_of_the_tweede_kamer_is_cited_with_its_number() -> None:
    assert citation(LETTER, 5) == "Kamerstukken II 2022/23, 27925, nr. 919, p. 5"


def test_a_kamerstuk_of_the_eerste_kamer_is_cited_without_nr() -> None:
    letter = dataclasses.replace(LETTER, chamber="Eerste Kamer", number="AL", session_year="2023-2024")
    assert citation(letter, 4) == "Kamerstukken I 2023/24, 27925, AL, p. 4"


def test_an_answer_in_a_list_is_cited_with_the_number_of_its_question() -> None:
    listed = dataclasses.replace(LETTER, number="930")
    assert citation(listed, 4, [12]) == "Kamerstukken II 2022/23, 27925, nr. 930, p. 4, antwoord op vraag 12"


def test_an_unknown_session_year_is_left_out() -> None:
    assert citation(dataclasses.replace(LETTER, session_year=""), 1) == "Kamerstukken II, 27925, nr. 919, p. 1"


def test_any_other_document_is_cited_by_title_date_and_page() -> None:
    note = dataclasses.replace(LETTER, id="notitie", kind="", chamber="", dossier="", number="", title="Notitie")
    assert citation(note, 2) == "Notitie, 28 oktober 2022, p. 2"
    assert citation(dataclasses.replace(note, date=None), 2) == "Notitie, p. 2"


def test_a_publication_is_linked_to_its_published_page() -> None:
    assert published_url("kst-27925-919") == LETTER.url


def test_questions_answered_together_are_cited_together() -> None:
    assert (
        citation(LETTER, NO_PAGE, [2, 3, 4]) == "Kamerstukken II 2022/23, 27925, nr. 919, antwoord op vragen 2, 3 en 4"
    )


def test_what_has_no_pages_is_cited_without() -> None:
    assert citation(LETTER, NO_PAGE) == "Kamerstukken II 2022/23, 27925, nr. 919"


def test_answers_to_written_questions_are_cited_as_aanhangsel() -> None:
    answers = dataclasses.replace(LETTER, id="ah-tk-20242025-100", dossier="", number="100")
    assert citation(answers, NO_PAGE, [1]) == "Aanhangsel Handelingen II 2024/25, nr. 100, antwoord op vraag 1"


@pytest.mark.parametrize(
    "id_", ["kst-27925-919", "kst-1268678", "ah-tk-20242025-100", "h-tk-20242025-20-3", "blg-1184123"]
)
def test_ids_of_publications_are_known(id_: str) -> None:
    assert is_publication_id(id_)


@pytest.mark.parametrize("id_", ["notitie", "kst", "ah-tk-2024-100", "kst-27925-919x1"])
def test_other_names_are_no_publications(id_: str) -> None:
    assert not is_publication_id(id_)


def test_a_page_of_a_publication_has_an_address_of_its_own() -> None:
    assert published_page("kst-27925-919", 5) == "https://zoek.officielebekendmakingen.nl/kst-27925-919.pdf#page=5"
    assert published_page("kst-27925-919", NO_PAGE) == ""
    assert published_page("brief-van-de-minister", 5) == ""


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("kst-36000-12", "kst-36000-12"),
        ("kst-36000-12 (1)", "kst-36000-12"),
        ("kst-36000-12(2)", "kst-36000-12"),
        ("kst-36000-12 (1) (1)", "kst-36000-12"),
        ("kst-36000-12 - kopie", "kst-36000-12"),
        ("kst-36000-12 - Kopie (2)", "kst-36000-12"),
        ("kst-27925-AL_kopie", "kst-27925-AL"),
        ("kst-36600-VII-1 copy 2", "kst-36600-VII-1"),
        ("Kopie van ah-tk-20232024-1292", "ah-tk-20232024-1292"),
        ("brief (1)", "brief (1)"),
        ("kopie", "kopie"),
    ],
)
def test_a_copy_of_a_publication_bears_its_id_with_an_addition(stem: str, expected: str) -> None:
    assert publication_stem(stem) == expected
