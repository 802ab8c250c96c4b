"""A disk that is full or may not be written to: one sentence, and everything that was there still is."""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qa import Assistant
from qa.errors import CorpusError, IndexFileError, VindplaatsError
from tests.conftest import MakeCorpus
from tests.faults.conftest import BRIEF, NOTA, checked

QUESTION = "Wat is de rechtsgrond voor het optreden in Irak?"
MORE = "\n\n".join(f"Alinea {number} gaat over de inzet van adviseurs in Bagdad en Erbil." for number in range(60))
ROOMS = (20, 40, 60, 80, 100)  # kB left: it is full at another moment each time


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own, where this user may mount one."""
    folder = tmp_path / "schijf"
    folder.mkdir()
    if not mount("-t", "tmpfs", "-o", "size=4m", "tmpfs", folder):
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["/bin/umount", "-l", folder], check=True)


def mount(*arguments: str | Path) -> bool:
    command = ["/bin/mount", *arguments]
    return Path(command[0]).exists() and not subprocess.run(command, check=False, capture_output=True).returncode


@pytest.mark.parametrize("memory", [10**9, 1], ids=["in memory", "on disk"])
def test_a_full_disk_is_said_and_leaves_everything_as_it_was(
    memory: int, make_corpus: MakeCorpus, mounted: Path
) -> None:
    corpus = make_corpus(brief=BRIEF, nota=NOTA)
    assistant = Assistant(corpus, mounted / "index")
    assistant.library.place = replace(
        assistant.library.place, memory=memory
    )  # with little, vectors are written to mapped files
    with assistant:
        before = assistant.ask(QUESTION)
        make_corpus(meer=MORE)
        for room in ROOMS:
            used = os.statvfs(mounted)
            taken = (used.f_blocks - used.f_bfree) * used.f_bsize // 1024
            assert mount("-o", f"remount,size={taken + room}k", mounted)
            with pytest.raises(IndexFileError, match="is vol; maak ruimte"):
                assistant.library.update()
            assert checked(mounted / "index") == ()
            assert assistant.ask(QUESTION).citations == before.citations
        mount("-o", "remount,size=64m", mounted)
        assistant.library.update()
        assert "meer" in {document.id for document in assistant.library.documents}


def test_a_disk_that_may_not_be_written_to_is_said_and_questions_are_answered(
    make_corpus: MakeCorpus, mounted: Path
) -> None:
    corpus = make_corpus(brief=BRIEF, nota=NOTA)
    with Assistant(corpus, mounted / "index") as assistant:
        before = assistant.ask(QUESTION)
        mount("-o", "remount,ro", mounted)
        make_corpus(meer=MORE)
        with pytest.raises(IndexFileError, match=r"kan niet worden geschreven.*controleer de rechten"):
            assistant.library.update()
        assert assistant.ask(QUESTION).citations == before.citations


def test_a_corpus_on_a_full_disk_keeps_its_files(mounted: Path, tmp_path: Path) -> None:
    corpus = mounted / "corpus"
    corpus.mkdir()
    (corpus / "brief.txt").write_text(BRIEF)
    given = tmp_path / "meer.txt"
    given.write_text(MORE * 10)
    with Assistant(corpus, tmp_path / "index") as assistant:
        mount("-o", "remount,size=8k", mounted)
        with pytest.raises(VindplaatsError) as refused:
            assistant.library.add([given])
        assert isinstance(refused.value, CorpusError)
        assert sorted(path.name for path in corpus.iterdir()) == ["brief.txt"]
        assert (corpus / "brief.txt").read_text() == BRIEF
        assert assistant.ask(QUESTION).answered
