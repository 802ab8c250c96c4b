import json
import stat
from pathlib import Path

from qa.web.questionlog import LONGEST, keep


def test_a_question_is_kept_with_its_moment_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "map" / "vragen.jsonl"
    keep("Wat is\nOIR?", file)
    keep("x" * (LONGEST + 1), file)
    first, second = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())
    assert first["question"] == "Wat is\nOIR?"
    assert len(second["question"]) == LONGEST
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_question_that_cannot_be_kept_is_answered_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("")
    keep("Wat is OIR?", tmp_path / "bestand" / "vragen.jsonl")
