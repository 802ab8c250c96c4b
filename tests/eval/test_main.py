"""The command `qa eval`, as a user runs it on questions of his own."""

import json
from importlib import util
from pathlib import Path

import pytest
from typer.testing import CliRunner

from eval import main as suite
from eval.suite import Run
from qa import QuestionError, VindplaatsError
from qa.cli import app
from tests.conftest import MakeCorpus

pytestmark = pytest.mark.slow

ANSWER = "Nederland stuurt negen adviseurs naar de missie in Bagdad, voor de duur van een jaar."


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "vragen[1].csv"
    path.write_text(f'vraag,antwoord\nHoeveel adviseurs gaan er naar Bagdad?,"{ANSWER}"\n', encoding="utf-8")
    return path


def run(*arguments: str | Path) -> str:
    result = CliRunner().invoke(app, ["eval", *map(str, arguments)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_own_questions_are_measured_and_reported(questions: Path, make_corpus: MakeCorpus, tmp_path: Path) -> None:
    corpus, folder = make_corpus(brief=ANSWER, anders="De helikopters vervoeren materieel."), tmp_path / "verslag"
    output = run("--questions", questions, "--corpus", corpus, "--report", folder)
    assert "vragen[1].csv: de passages die hetzelfde zeggen (1 vragen)" in output, "a name is no markup"
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert report["mode"] == "vragen[1].csv van corpus"
    assert report["outcomes"][0]["place"] == 1
    again = run("--questions", questions, "--corpus", corpus, "--report", folder, "--compare", folder / "report.json")
    assert "D: nieuw min oud, hit@1" in again


def test_a_list_in_the_corpus_is_found_by_itself(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    pairs = [
        ("Hoeveel adviseurs gaan er naar Bagdad?", ANSWER),
        (
            "Wie zorgt voor de gewonden?",
            "De gewonden worden verzorgd door een verpleegkundige die met de eenheid meereist.",
        ),
        ("Wat kost de inzet?", "De uitgaven voor de inzet in dat jaar worden geraamd op negenenveertig miljoen euro."),
    ]
    listed = "\n\n".join(f"{n} {question}\n\nAntwoord\n{answer}" for n, (question, answer) in enumerate(pairs, 1))
    output = run("--corpus", make_corpus(lijst=listed, brief="Een brief over de missie."), "--report", tmp_path / "v")
    assert "de vragen letterlijk gesteld (3 vragen)" in output
    assert "elke vraag naar haar eigen antwoord (3 vragen, 3 teksten)" in output
    assert "overlap met het officiële antwoord (3 vragen)" in output
    assert "citaat staat letterlijk op die plaats" in output


def test_options_that_do_not_go_together_are_refused_before_anything_is_measured(questions: Path) -> None:
    for quick, accept in ((True, False), (False, True)):
        with pytest.raises(QuestionError, match="horen bij de eigen vragen van Vindplaats"):
            suite.main(Run(quick=quick, questions=questions), report=None, compare=None, accept=accept)


def test_a_report_that_cannot_be_compared_is_refused_before_anything_is_measured(
    questions: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suite, "evaluate", lambda *_: pytest.fail("measured"))
    (tmp_path / "old.json").write_text('{"mode": "iets anders"}')
    with pytest.raises(VindplaatsError, match="van een andere meting"):
        suite.main(Run(questions=questions), report=None, compare=tmp_path / "old.json", accept=False)


def test_a_package_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = util.find_spec
    monkeypatch.setattr(suite, "find_spec", lambda name: None if name == "scipy" else real(name))
    with pytest.raises(VindplaatsError, match=r"ontbreekt scipy; installeer vindplaats\[eval\]"):
        suite.main(Run(), report=None, compare=None, accept=False)
