"""Whatever the environment says, no command ends in a traceback, and its help is there."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

LONG = "/" + "x" * 9_000  # no file system has such a name

RUBBISH = {
    "QA_CORPUS": ["/dev/null", "/is/er/niet", "~niemand/stukken"],
    "QA_INDEX": ["/dev/null", "/proc/index", "~niemand/index"],
    "QA_CACHE": ["/dev/null", "/proc/cache", "~niemand/cache", LONG, "~/\udcff"],
    "QA_MODEL": ["/is/er/niet", "~niemand/model", "geen model!", LONG],
    "QA_RERANKER": ["/is/er/niet", "~niemand/model", "geen model!", LONG],
    "QA_MEMORY_MB": ["veel", "-1", "٣", "9" * 30],
    "QA_FEEDBACK": ["~niemand/oordelen", "/"],
    "QA_LOG_QUESTIONS": ["ja"],
    "QA_AUTH_FILE": ["~niemand/accounts"],
    "QA_ROOT_PATH": ["https://a.nl/b?c"],
    "QA_HOSTS": ["https://a.nl", "::::", "a..nl"],
}
HOW_FAR = re.compile(r"[\w ]+: \d+")  # a build, as told without a terminal
EACH = [(name, value) for name, values in RUBBISH.items() for value in values]


def qa(*arguments: str, index: Path, corpus: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    told = os.environ | {"QA_CORPUS": str(corpus), "QA_INDEX": str(index), "COLUMNS": "200"} | environment
    return subprocess.run(
        [sys.executable, "-m", "qa", *arguments], env=told, capture_output=True, text=True, timeout=300, check=False
    )


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "brief.txt").write_text("De fregatten varen in de Rode Zee.", encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", RUBBISH)
def test_the_help_is_there(name: str, letter: Path, tmp_path: Path) -> None:
    done = qa("--help", index=tmp_path / "index", corpus=letter, **{name: RUBBISH[name][0]})
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("name", "value"), EACH)
def test_a_question_is_answered_or_a_sentence_says_why_not(name: str, value: str, letter: Path, tmp_path: Path) -> None:
    done = qa("ask", "Waar varen de fregatten?", index=tmp_path / "index", corpus=letter, **{name: value})
    assert "Traceback" not in done.stderr
    if done.returncode != 0:
        *before, said = done.stderr.strip().splitlines()
        assert said.endswith("."), done.stderr
        assert all(HOW_FAR.fullmatch(line) for line in before), done.stderr
        assert value[:40].removeprefix("~") in done.stderr or name in done.stderr


def test_an_option_that_is_no_path_is_told_in_a_sentence(letter: Path, tmp_path: Path) -> None:
    done = qa("eval", "--reading", LONG, index=tmp_path / "index", corpus=letter)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "is niet te gebruiken" in done.stderr


def test_the_doctor_names_all_that_cannot_be_used(letter: Path, tmp_path: Path) -> None:
    wrong = {"QA_FEEDBACK": "/", "QA_MEMORY_MB": "veel", "QA_LOG_QUESTIONS": "ja", "QA_HOSTS": "https://a.nl"}
    done = qa("doctor", index=tmp_path / "index", corpus=letter, **wrong)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert all(name in done.stdout for name in wrong)
