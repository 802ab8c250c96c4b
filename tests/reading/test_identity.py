import datetime
from pathlib import Path

from qa.domain import Identity
from qa.reading import read
from qa.reading.corpus import corpus_files
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
