"""What the README shows is what the program does."""

import re

import pytest

from qa import Assistant, Citation
from tests.conftest import CORPUS

README = (CORPUS.parent / "README.md").read_text(encoding="utf-8")


def test_the_first_answer_is_the_real_one(assistant: Assistant) -> None:
    row = next(line for line in README.splitlines() if line.startswith("| wat is"))
    question, text, source = (cell.strip() for cell in row.strip("|").split(" | "))
    cited = assistant.ask(question).citations[0]
    assert text == cited.quote
    assert source == f"[{cited.reference}]({cited.url})"


def test_the_python_example_runs(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert code
    monkeypatch.setattr("qa.ask", assistant.ask)
    monkeypatch.setattr("qa.search", assistant.search)
    monkeypatch.chdir(CORPUS.parent)
    example = code[1].replace('index="index"', f'index="{assistant.library.place.index}"')
    names: dict[str, object] = {}
    exec(compile(example, "README.md", "exec"), names)  # noqa: S102 - our own example
    source = names["source"]
    assert isinstance(source, Citation)
    assert f"'{source.reference}'" in code[1]


def test_every_command_and_variable_it_names_exists() -> None:
    makefile = (CORPUS.parent / "Makefile").read_text()
    for target in set(re.findall(r"make (\w+)", README)) - {"and"}:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    settings = (CORPUS.parent / "qa" / "settings.py").read_text()
    for variable in set(re.findall(r"`(QA_\w+)`", README)):
        assert variable in settings
