import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from qa.domain import Identity
from qa.reading import read, text
from qa.reading.corpus import corpus_files
from qa.reading.identity import identify
from qa.reading.source import Described
from tests.conftest import CORPUS


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_what_the_catalogue_says_is_what_the_documents_say_of_themselves() -> None:
    """The date, chamber, session year, dossier, number and link are derived from name and text alone."""
    for file in corpus_files(CORPUS):
        assert file.known
        alone = read(file.path).identity
        derived = (alone.id, alone.chamber, alone.dossier, alone.number, alone.url)
        known = (file.known.id, file.known.chamber, file.known.dossier, file.known.number, file.known.url)
        assert derived == known
        if file.known.number != "930":  # the list bears no date of its own
            assert (alone.date, alone.session_year) == (file.known.date, file.known.session_year)


def test_the_catalogue_wins(tmp_path: Path) -> None:
    path = write(tmp_path, "kst-27925-919.txt", "Datum 28 oktober 2022\n\nEen zin.")
    known = Identity(
        id="eigen-naam",
        file=path.name,
        title="Eigen titel",
        date=datetime.date(2020, 1, 1),
        kind="nota",
        chamber="Eerste Kamer",
        session_year="2019-2020",
        dossier="1",
        number="A",
        url="https://example.org/",
    )
    assert read(path, known).identity == known


def test_the_subject_of_a_letter_is_its_title() -> None:
    letter = next(file for file in corpus_files(CORPUS) if file.path.stem == "kst-27925-919")
    assert letter.known
    assert read(letter.path).identity.title == letter.known.title


def test_what_stays_unknown_is_empty_and_not_guessed(tmp_path: Path) -> None:
    identity = read(write(tmp_path, "notitie.txt", "Dit is een losse zin zonder datum of afzender.")).identity
    assert identity == Identity("notitie", "notitie.txt", "notitie", None, "", "", "", "", "", "")


LETTER = (
    "Datum: 3 mei 2021\n\nOnderwerp: De opvang van\nkinderen\n\nGeachte voorzitter,\n\nHierbij zend ik u de stukken.\n"
)


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("kst-36000-12.txt", "kst-36000-12"),
        ("kst-36000-12 (1).txt", "kst-36000-12"),
        ("kst-36000-12(2).txt", "kst-36000-12"),
        ("kst-36000-12 - kopie.txt", "kst-36000-12"),
        ("Kopie van kst-36000-12.txt", "kst-36000-12"),
        ("kst-21501-02-3121 (1).txt", "kst-21501-02-3121"),
        ("ah-tk-20232024-1292_1.txt", "ah-tk-20232024-1292"),
        ("brief (1).txt", "brief (1)"),
    ],
)
def test_a_copy_that_a_browser_makes_is_the_same_publication(tmp_path: Path, name: str, id_: str) -> None:
    assert read(write(tmp_path, name, "Dit is een losse zin.")).identity.id == id_


def test_a_numbered_copy_is_known_by_the_id_that_it_prints(tmp_path: Path) -> None:
    text = "Een zin die iets zegt over de inzet.\n\nkst-36000-12\nISSN 0921 - 7371\n"
    assert read(write(tmp_path, "kst-36000-12-1.txt", text)).identity.id == "kst-36000-12"
    assert read(write(tmp_path, "kst-36000-12-1.txt", "Een zin.")).identity.id == "kst-36000-12-1"


def test_a_publication_that_is_referred_to_is_not_the_document(tmp_path: Path) -> None:
    text = "In de brief (kst-27925-919) staat het antwoord.\n\nTweede Kamer, vergaderjaar 2022–2023, zie aldaar.\n"
    identity = read(write(tmp_path, "notitie.txt", text)).identity
    assert (identity.id, identity.dossier, identity.chamber) == ("notitie", "", "")


@pytest.mark.parametrize(
    "text",
    [
        LETTER,
        "Datum\n3 mei 2021\n\nOnderwerp\nDe opvang van kinderen\n\nGeachte voorzitter,\n\nHierbij de stukken.\n",
        "Datum 3 mei 2021\nBetreft De opvang van kinderen\n\nGeachte voorzitter,\n\nHierbij zend ik u de stukken.\n",
        "Datum; 3 mei 2021\n\nOnderwerp; De opvang van kinderen\n\nGeachte voorzitter,\n\nHierbij de stukken.\n",
        "Datum\nOnderwerp\n3 mei 2021\nDe opvang van kinderen\n\nGeachte voorzitter,\n\nHierbij de stukken.\n",
        "Datum 03-05-2021\n\nOnderwerp De opvang van kinderen\n\nGeachte voorzitter,\n\nHierbij de stukken.\n",
    ],
)
def test_date_and_subject_stand_behind_their_labels_or_below_them(tmp_path: Path, text: str) -> None:
    identity = read(write(tmp_path, "brief.txt", text)).identity
    assert (identity.kind, identity.date) == ("brief", datetime.date(2021, 5, 3))
    assert identity.title == "De opvang van kinderen"


@pytest.mark.parametrize(
    "title", ["Word Document", "untitled", "-", "None", "Microsoft Word - brief.docx", "Document1"]
)
def test_what_a_program_calls_a_file_is_no_title(title: str) -> None:
    source = replace(text.read(b"De notitie heet None, of Document1, of untitled.\n"), described=Described(title=title))
    assert identify("notitie.pdf", source, None).title == "notitie"


def test_a_title_of_the_file_counts_where_the_text_bears_it_out_or_it_is_published() -> None:
    source = replace(
        text.read(b"De inzet in Irak: een notitie over de kosten.\n"), described=Described(title="De inzet in Irak")
    )
    assert identify("x.docx", source, None).title == "De inzet in Irak"
    foreign = replace(source, described=Described(title="Sjabloon rapport 2019"))
    assert identify("x.docx", foreign, None).title == "x"
    assert identify("kst-27925-943.xml", foreign, None).title == "Sjabloon rapport 2019"


def test_a_file_whose_name_says_nothing_is_called_by_its_first_words(tmp_path: Path) -> None:
    path = write(
        tmp_path, "1bca1484-2edb-43d1-913f-de5022c9a02b.txt", "Uitleg over de werking\n\nDe rest van de tekst.\n"
    )
    assert read(path).identity.title == "Uitleg over de werking"


def test_a_long_title_is_cut_between_two_words() -> None:
    said = " ".join(["bestrijding"] * 60)
    title = identify("kst-27925-2.xml", replace(text.read(b"Een zin.\n"), described=Described(title=said)), None).title
    assert title.endswith("bestrijding …")


def test_what_the_metadata_say_wins_from_what_is_printed() -> None:
    source = replace(
        text.read(LETTER.encode()),
        described=Described(
            id="kst-27925-943", date=datetime.date(2023, 7, 7), kind="Brief regering", sender="de minister van Defensie"
        ),
    )
    identity = identify("brief.xml", source, None)
    assert (identity.id, identity.date, identity.kind) == ("kst-27925-943", datetime.date(2023, 7, 7), "brief")
    assert (identity.sender, identity.session_year) == ("de minister van Defensie", "2022-2023")
