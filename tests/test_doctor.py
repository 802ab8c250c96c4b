"""What `qa doctor` finds, in real conditions: a port in use, a damaged index, a library that calls home."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from qa import Assistant, ModelError, VindplaatsError
from qa.doctor import (
    DoubtError,
    Finding,
    Severity,
    accounts,
    examine,
    free_port,
    kept,
    packages,
    python,
    reranker,
    room,
    scans,
)
from qa.embedding import bundled, check_named
from qa.settings import from_environment
from qa.web.accounts import account_line
from tests.conftest import MakeCorpus

GOOD, DOUBTFUL, WRONG = Severity.GOOD, Severity.DOUBTFUL, Severity.WRONG
NOBODY = 65_534  # the user with no rights
ELSEWHERE = "192.0.2.1"  # an address for documentation (RFC 5737); to connect by UDP sends nothing
PETABYTE = 10**15

CALLING_HOME = f"""
import socket, sys

def call_home(event, arguments):
    if event == "import" and arguments[0] == "sentence_transformers":
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect_ex(("{ELSEWHERE}", 443))

sys.addaudithook(call_home)
"""


@pytest.fixture(autouse=True)
def place(make_corpus: MakeCorpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a small corpus and room for an index, where the environment points at."""
    monkeypatch.setenv("QA_CORPUS", str(make_corpus(brief="Nederland levert negen adviseurs aan de missie in Bagdad.")))
    monkeypatch.setenv("QA_INDEX", str(tmp_path / "index"))
    return tmp_path


@pytest.fixture
def index(place: Path) -> Path:
    Assistant().library.update()
    return place / "index"


def findings(port: int = 7860) -> dict[str, Finding]:
    return {finding.what: finding for finding in examine(port=port)}


def state(folder: Path) -> list[tuple[str, int, int]]:
    return [(str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in sorted(folder.rglob("*"))]


@contextmanager
def without_rights() -> Iterator[Path]:
    """Give a folder to look at only. Root may write anywhere, so it becomes someone else for a moment."""
    user = os.geteuid()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o555)
        if user == 0:
            os.seteuid(NOBODY)
        try:
            yield folder
        finally:
            os.seteuid(user)


@pytest.mark.usefixtures("index")
def test_where_all_is_in_place_nothing_is_wrong_and_nothing_is_changed(place: Path) -> None:
    before = state(place)
    found = findings()
    assert {what for what, finding in found.items() if finding.severity is not GOOD} <= {"Scans", "Poort"}
    assert found["Documenten"].sentence == f"Gevonden in {place / 'corpus'}: 1."
    assert "384" in found["Taalmodel"].sentence
    assert found["Verbindingen"].sentence.endswith("(nagegaan: taalmodel en vraag).")
    assert state(place) == before


@pytest.mark.usefixtures("index")
def test_a_library_that_calls_home_is_found_with_the_address(place: Path) -> None:
    (place / "sitecustomize.py").write_text(CALLING_HOME)
    done = subprocess.run(
        [sys.executable, "-m", "qa", "doctor"],
        env=os.environ | {"PYTHONPATH": str(place)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 1
    assert f"✗ fout    Verbindingen: Er is verbinding gezocht met {ELSEWHERE};" in done.stdout
    assert "✓ in orde Vraag: " in done.stdout
    assert done.stderr == ""


def test_an_index_that_is_not_there_is_not_made(place: Path) -> None:
    found = findings()
    assert found["Index"].severity is DOUBTFUL
    assert "`qa index`" in found["Index"].sentence
    assert found["Vraag"].severity is DOUBTFUL
    assert found["Verbindingen"].sentence.endswith("(nagegaan: taalmodel).")
    assert not (place / "index").exists()


def test_a_damaged_index_is_wrong_and_left_as_it_is(index: Path) -> None:
    largest = max((path for path in index.rglob("*") if path.is_file()), key=lambda path: path.stat().st_size)
    content = largest.read_bytes()
    largest.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    before = state(index)
    found = findings()
    assert found["Index"].severity is WRONG
    assert largest.name in found["Index"].sentence
    assert found["Vraag"].severity is DOUBTFUL
    assert state(index) == before


def test_an_index_of_other_documents_is_not_brought_up_to_date(index: Path, make_corpus: MakeCorpus) -> None:
    make_corpus(nieuw="De helikopters vervoeren materieel.")
    before = state(index)
    assert findings()["Index"].severity is DOUBTFUL
    assert state(index) == before


def test_a_folder_with_something_else_is_no_index(place: Path) -> None:
    (place / "index").write_text("geen map")
    found = findings()
    assert found["Index"].severity is WRONG
    assert found["Ruimte voor de index"].severity is WRONG


@pytest.mark.usefixtures("index")
def test_documents_that_are_not_there_are_wrong_and_said_once(place: Path) -> None:
    shutil.rmtree(place / "corpus")
    found = findings()
    assert found["Documenten"].severity is WRONG
    assert "bestaat niet" in found["Documenten"].sentence
    assert found["Index"].severity is DOUBTFUL
    assert found["Index"].sentence.startswith("Niet nagegaan")


def test_files_that_cannot_be_read_are_named(place: Path) -> None:
    (place / "corpus" / "weg.txt").symlink_to(place / "nergens.txt")
    (place / "corpus" / "foto.txt").write_bytes(b"\x00\x01\x02")
    before = findings()["Documenten"]
    assert (before.severity, "weg.txt" in before.sentence) == (DOUBTFUL, True)
    Assistant().library.update()
    after = findings()["Documenten"]
    assert after.severity is DOUBTFUL
    assert "foto.txt, weg.txt" in after.sentence


def test_a_model_that_is_not_unpacked_is_tried_elsewhere_and_leaves_nothing(
    index: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "tmp").mkdir()
    monkeypatch.setenv("QA_CACHE", str(place / "cache"))
    monkeypatch.setattr(tempfile, "tempdir", str(place / "tmp"))
    before = state(index)
    found = findings()
    assert found["Taalmodel"].severity is GOOD
    assert found["Vraag"].severity is DOUBTFUL
    assert not (place / "cache").exists()
    assert list((place / "tmp").iterdir()) == []
    assert state(index) == before


@pytest.mark.parametrize(("name", "severity"), [("/nergens/model", WRONG), ("maker/model-op-de-hub", DOUBTFUL)])
def test_a_model_that_is_not_on_this_machine_is_not_fetched(
    name: str, severity: Severity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_MODEL", name)
    found = findings()
    assert found["Taalmodel"].severity is severity
    assert "QA_MODEL" in found["Taalmodel"].sentence
    assert found["Verbindingen"].severity is DOUBTFUL


def test_a_model_whose_vectors_have_no_length_is_wrong(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from transformers import PreTrainedTokenizerFast

    words = PreTrainedTokenizerFast.from_pretrained(str(bundled.unpacked(from_environment().cache)))
    silent = StaticEmbedding(words.backend_tokenizer, embedding_weights=np.zeros((len(words), 8), np.float32))
    SentenceTransformer(modules=[silent], device="cpu").save(str(place / "stil"))
    monkeypatch.setenv("QA_MODEL", str(place / "stil"))
    assert findings()["Taalmodel"].sentence.endswith("geeft geen eenheidsvectoren; kies een ander met QA_MODEL.")


def test_packages_that_lack_or_do_not_fit_are_named(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = place / "vindplaats-0.1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text(
        "Metadata-Version: 2.4\nName: vindplaats\nVersion: 0.1.0\nRequires-Python: <3\n"
        "Requires-Dist: nergens-te-vinden>=1\nRequires-Dist: numpy<1\nRequires-Dist: rich>=1\n"
        'Requires-Dist: ook-nergens; extra == "dev"\n'
    )
    monkeypatch.syspath_prepend(place)
    with pytest.raises(VindplaatsError, match=r"^nergens-te-vinden ontbreekt; numpy [\d.]+ valt buiten <1; installeer"):
        packages()
    with pytest.raises(VindplaatsError, match=r"past niet; installeer Vindplaats met Python <3\."):
        python()


@pytest.mark.parametrize("name", ["/nergens/model", "/dev/null", "geen model!", "te/veel/delen", "./weg"])
def test_a_model_that_cannot_be_one_is_wrong_by_its_setting(name: str) -> None:
    for variable in ("QA_MODEL", "QA_RERANKER"):
        with pytest.raises(ModelError, match=f"{name}.*; controleer {variable}"):
            check_named(name, variable)
    with pytest.raises(ModelError, match="controleer QA_RERANKER"):
        reranker(name)


def test_a_model_that_looks_again_need_not_be_there_and_is_not_fetched(place: Path) -> None:
    assert reranker("").startswith("Geen ingesteld")
    assert reranker(str(place)) == f"Staat in {place}."
    with pytest.raises(DoubtError, match="QA_RERANKER"):
        reranker("maker/model-op-de-hub")


def test_the_file_for_verdicts_can_be_written_or_made(place: Path) -> None:
    assert kept(place / "nog" / "niet.jsonl", "QA_FEEDBACK").endswith(f" vrij in {place}.")
    with pytest.raises(VindplaatsError, match="/dev/full is geen gewoon bestand; noem een ander in QA_FEEDBACK"):
        kept(Path("/dev/full"), "QA_FEEDBACK")
    with without_rights() as folder, pytest.raises(VindplaatsError, match=r"kan niet worden geschreven.*QA_FEEDBACK"):
        kept(folder / "nieuw.jsonl", "QA_FEEDBACK")
    assert not (place / "nog").exists()


def test_a_port_in_use_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(DoubtError, match=rf"Poort {port} .* --port"):
            free_port(port)
    assert free_port(port) == f"{port} is vrij."


def test_a_disk_without_enough_room_is_wrong_where_it_is_needed(place: Path) -> None:
    new = place / "nog" / "niet"
    assert room(new, 0, "QA_CACHE", needed=True).endswith(f" MB vrij in {place}.")
    with pytest.raises(
        VindplaatsError, match=r"1\.000\.000\.000 MB nodig; maak ruimte of kies een andere map met QA_CACHE"
    ):
        room(new, PETABYTE, "QA_CACHE", needed=True)
    with pytest.raises(DoubtError):
        room(new, PETABYTE, "QA_CACHE", needed=False)
    assert not new.parent.exists()


def test_a_folder_that_cannot_be_written_is_told() -> None:
    with without_rights() as folder, pytest.raises(VindplaatsError, match=r"kan niet worden geschreven.*QA_INDEX"):
        room(folder, 0, "QA_INDEX", needed=True)


def test_the_file_with_accounts_is_there_and_nobody_elses_business(place: Path) -> None:
    path = place / "accounts"
    with pytest.raises(VindplaatsError, match="QA_AUTH_FILE"):
        accounts(path)
    path.write_text(account_line("anna", "een lang wachtwoord", manages=True))
    path.chmod(0o644)
    with pytest.raises(DoubtError, match=f"chmod 600 {path}"):
        accounts(path)
    path.chmod(0o600)
    assert accounts(path) == f"Gevonden in {path}: 1."


def test_scans_need_two_programs_and_dutch(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(place))
    for program, languages, sentence in (
        ("ocrmypdf", "", "installeer ocrmypdf en tesseract"),
        ("tesseract", "eng", "taal nld"),
    ):
        (place / program).write_text(f"#!/bin/sh\necho {languages}\n")
        (place / program).chmod(0o755)
        with pytest.raises(DoubtError, match=sentence):
            scans()
    (place / "tesseract").write_text("#!/bin/sh\necho eng\necho nld\n")
    assert scans() == "Gescande PDF's worden gelezen, met ocrmypdf."
