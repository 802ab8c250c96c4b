import time
from collections.abc import Callable
from pathlib import Path

from qa import Assistant
from qa.web.watcher import Watcher
from tests.conftest import MakeCorpus

LONGEST = 60.0  # seconds; it takes two or three


def wait_until(true: Callable[[], bool]) -> None:
    until = time.monotonic() + LONGEST
    while not true():
        assert time.monotonic() < until
        time.sleep(0.1)


def test_the_index_follows_the_folder(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    (tmp_path / ".verborgen").mkdir()
    folder = make_corpus(brief="De trainingsmissie wordt met een jaar verlengd.").rename(tmp_path / ".verborgen/corpus")

    def listed() -> list[str]:
        return [document.id for document in assistant.library.documents]

    with Assistant(folder, tmp_path / "index") as assistant, Watcher(assistant):
        time.sleep(1.0)  # the folder is watched from a moment after the start
        (folder / "tweede.txt").write_text("De fregatten varen in de Rode Zee.", encoding="utf-8")
        wait_until(lambda: listed() == ["brief", "tweede"])
        (folder / "leeg.pdf").write_bytes(b"geen pdf")
        wait_until(lambda: [failure.file for failure in assistant.library.failures] == ["leeg.pdf"])
        (folder / "brief.txt").write_text("De missie eindigt in december.", encoding="utf-8")
        wait_until(lambda: "eindigt" in assistant.library.passages("brief")[0].text)
        (folder / "tweede.txt").unlink()
        wait_until(lambda: assistant.library.is_current() and listed() == ["brief"])
