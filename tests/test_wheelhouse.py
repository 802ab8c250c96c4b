"""The folder that `make wheelhouse` fills: what it says of itself, and that a machine without a network has enough."""

import os
import subprocess
import sys
import venv
import zipfile
from collections.abc import Callable
from importlib.metadata import distribution
from pathlib import Path

import pytest

from tests.conftest import CORPUS, MakeCorpus
from tests.test_offline import GUARD, blocked

ROOT = CORPUS.parent
WHEELHOUSE = ROOT / "wheelhouse"

QUESTION = "Hoeveel adviseurs levert Nederland aan de missie in Bagdad?"
OWN_DOCUMENTS = """
from qa import read_corpus
from qa.settings import from_environment
print(len(read_corpus(from_environment({}).corpus)[0]))
"""

needs_wheelhouse = pytest.mark.skipif(not WHEELHOUSE.is_dir(), reason="there is no wheelhouse: `make wheelhouse`")


def pack(folder: Path, name: str, metadata: str = "") -> None:
    """Make a wheel with nothing in it but the metadata of an installed package, or these."""
    metadata = metadata or distribution(name).read_text("METADATA") or ""
    with zipfile.ZipFile(folder / f"{name}-1-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{name}-1.dist-info/METADATA", metadata)


def describe(folder: Path) -> subprocess.CompletedProcess[str]:
    script = (str(ROOT / ".ci" / "wheelhouse.py"), "--describe", str(folder))
    return subprocess.run([sys.executable, *script], capture_output=True, text=True, timeout=60, check=False)


def check_sums(folder: Path) -> subprocess.CompletedProcess[str]:
    command = ["sha256sum", "--check", "--quiet", "--strict", "SHA256SUMS"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)


def test_every_package_is_listed_with_its_licence_and_address(tmp_path: Path) -> None:
    for name in ("numpy", "bm25s", "lxml", "cycler", "vindplaats"):
        pack(tmp_path, name)
    done = describe(tmp_path)
    assert done.returncode == 0, done.stderr
    rows = {
        cells[0]: cells[2:]
        for line in (tmp_path / "LICENCES.md").read_text(encoding="utf-8").splitlines()
        if len(cells := line.strip("| ").split(" | ")) >= 3
    }
    assert rows["numpy"] == ["BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0", "https://numpy.org"]
    assert rows["bm25s"] == ["MIT License", "https://github.com/xhluca/bm25s"]  # named by a classifier only
    assert rows["lxml"] == ["BSD-3-Clause", "https://lxml.de/"]
    assert rows["cycler"] == [
        "BSD License",
        "https://matplotlib.org/cycler/",
    ]  # where others have a name, it has the text
    assert rows["vindplaats"][0] == "EUPL-1.2"


def test_a_file_that_changed_on_the_way_is_told_by_its_checksum(tmp_path: Path) -> None:
    pack(tmp_path, "rich")
    assert describe(tmp_path).returncode == 0
    listed = {line.split("  ")[1] for line in (tmp_path / "SHA256SUMS").read_text().splitlines()}
    assert listed == {"rich-1-py3-none-any.whl", "constraints.txt", "LICENCES.md", "INSTALLEREN.md"}
    assert check_sums(tmp_path).returncode == 0
    pack(tmp_path, "rich", "Name: rich\nVersion: 1\n")
    changed = check_sums(tmp_path)
    assert (changed.returncode, "rich-1-py3-none-any.whl: FAILED" in changed.stdout) == (1, True)


@pytest.mark.parametrize(
    ("metadata", "fault"),
    [
        ("Name: nvidia-cublas\nVersion: 13.0\nLicense: Proprietary", "PIP_EXTRA_INDEX_URL="),
        ("Name: rich\nVersion: 0.1\nLicense: MIT", "rich 0.1: not the version in constraints.txt"),
        ("Name: onbekend\nVersion: 1\nLicense: MIT", "onbekend 1: not the version in constraints.txt"),
        ("Name: vindplaats\nVersion: 1", "vindplaats: its metadata names no licence"),
    ],
)
def test_what_should_not_be_there_is_refused(metadata: str, fault: str, tmp_path: Path) -> None:
    pack(tmp_path, "iets", f"Metadata-Version: 2.1\n{metadata}\n")
    done = describe(tmp_path)
    assert done.returncode == 1
    assert fault in done.stderr
    assert not (tmp_path / "SHA256SUMS").exists()


@pytest.fixture
def run(make_corpus: MakeCorpus, tmp_path: Path) -> Callable[..., str]:
    """Run a program of a new, empty environment that has no network and no file of this user; gives what it prints."""
    venv.create(tmp_path / "venv", with_pip=True)
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(GUARD)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "PIP_CONFIG_FILE": os.devnull,
        "PYTHONPATH": str(tmp_path / "guard"),
        "GUARD_LOG": str(tmp_path / "guard.log"),
        "QA_CORPUS": str(make_corpus(brief="Nederland levert negen adviseurs aan de missie in Bagdad.")),
    }

    def run(program: str, *arguments: str) -> str:
        done = subprocess.run(
            [str(tmp_path / "venv" / "bin" / program), *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=900,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert blocked(environment) == ""
        return done.stdout

    return run


@needs_wheelhouse
def test_a_machine_without_a_network_installs_from_it_and_answers(run: Callable[..., str], tmp_path: Path) -> None:
    assert check_sums(WHEELHOUSE).returncode == 0
    pins = ("--constraint", str(WHEELHOUSE / "constraints.txt"))
    run("pip", "install", "--quiet", "--no-index", "--find-links", str(WHEELHOUSE), *pins, "vindplaats[eval]")
    run("pip", "check")
    assert "nog geen index" in run("qa", "doctor")
    assert "negen adviseurs" in run("qa", "ask", QUESTION)
    assert "Er is geen verbinding naar buiten gezocht (nagegaan: taalmodel en vraag)" in run("qa", "doctor")
    assert run("python", "-c", OWN_DOCUMENTS) == "5\n"
    questions = tmp_path / "vragen.csv"
    questions.write_text(f"vraag,antwoord\n{QUESTION},Nederland levert nu negen adviseurs aan de missie in Bagdad.\n")
    run("qa", "eval", "--questions", str(questions), "--report", str(tmp_path / "verslag"))
    assert QUESTION in (tmp_path / "verslag" / "report.json").read_text(encoding="utf-8")
