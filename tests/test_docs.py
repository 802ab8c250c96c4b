"""What the documentation says is so."""

import re

import pytest
from typer.core import TyperGroup
from typer.main import get_command

import qa
from docs.api import FILE, reference
from docs.rooms import drawn
from qa.cli import app
from tests.conftest import CORPUS, MARKS

ROOT = CORPUS.parent
HOOKS = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
GLOSSARY = [
    tuple(cell.strip() for cell in line.strip("|").split(" | "))
    for line in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| **")
]
SOURCES = "".join(
    path.read_text(encoding="utf-8") for folder in ("qa", "eval") for path in sorted((ROOT / folder).rglob("*.py"))
)


def test_the_page_of_the_public_face_is_what_the_code_says() -> None:
    assert FILE.read_text(encoding="utf-8") == reference(), "docs/api.md is stale: `make docs` writes it anew"


def test_the_page_of_the_public_face_has_a_heading_for_each_name() -> None:
    headings = re.findall(r"^### `(\w+)`$", FILE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(headings) == sorted(qa.__all__)


def test_the_page_shows_no_default_that_depends_on_the_machine() -> None:
    assert "PosixPath" not in reference()
    assert " at 0x" not in reference()


def test_the_terms_of_the_glossary_are_in_order_and_explained_once() -> None:
    terms = [row[0].strip("*").lower() for row in GLOSSARY]
    assert terms == sorted(set(terms))


@pytest.mark.parametrize("row", GLOSSARY, ids=lambda row: row[0])
def test_a_term_of_the_glossary_is_where_it_says(row: tuple[str, ...]) -> None:
    _, _, where, read = row
    for name, path in re.findall(r"(?:`(\w+)` in )?`([\w/]+\.py)`", where):
        assert re.search(rf"\b{name}\b", (ROOT / path).read_text(encoding="utf-8")), f"{name} is not in {path}"
    for words in re.findall(r'"(.+?)"', read):
        assert words in SOURCES, f"no user reads {words}"


def test_every_path_that_a_contributor_is_sent_to_exists() -> None:
    named = re.findall(r"(?:`|\]\()((?:qa|eval|docs|tests|\.ci)/[\w./]+|\w+\.(?:txt|md))(?:`|\))", CONTRIBUTING)
    made = {"eval/report/report.json"}  # by `qa eval`
    assert len(named) > 20
    assert [path for path in named if path not in made and not (ROOT / path).exists()] == []


def test_every_test_that_the_documentation_names_exists() -> None:
    tests = {f"{path.relative_to(ROOT / 'tests')}": path.read_text("utf-8") for path in (ROOT / "tests").rglob("*.py")}
    pages = "".join(path.read_text("utf-8") for path in (ROOT / "docs").glob("*.md"))
    named = re.findall(r"([\w/]+\.py)::(test_\w+)", pages)
    assert len(named) > 20
    assert [name for file, name in named if f"def {name}(" not in tests.get(file.removeprefix("tests/"), "")] == []


def test_every_heading_that_a_parameter_refers_to_exists() -> None:
    headings = re.findall(r"^## (.+)$", (ROOT / "docs/retrieval.md").read_text("utf-8"), re.MULTILINE)
    referred = {one.source for one in qa.PARAMETERS.table if one.source.startswith("docs/retrieval.md")}
    assert referred
    assert {source.removeprefix("docs/retrieval.md, ") for source in referred} <= set(headings)


def test_every_command_that_a_contributor_is_given_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`make (\w+)`", CONTRIBUTING):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    qa_itself = get_command(app)
    assert isinstance(qa_itself, TyperGroup)
    for command, given in re.findall(r"`qa (\w+)([^`]*)`", CONTRIBUTING):
        options = {option for one in qa_itself.commands[command].params for option in one.opts}
        assert set(re.findall(r"--\w+", given)) <= options, command
    for path in re.findall(r"-m pytest (\S+)`", CONTRIBUTING):
        assert (ROOT / path).exists()


def test_a_contributor_is_told_of_every_mark(pytestconfig: pytest.Config) -> None:
    ours = {line.split(":")[0] for line in pytestconfig.getini("markers")} & MARKS
    assert ours == MARKS
    assert set(re.findall(r"^\| `(\w+)` \| ", CONTRIBUTING.split("## Write a test")[1], re.MULTILINE)) == MARKS
    assert "`make unit`" in CONTRIBUTING


def test_every_name_that_a_contributor_is_given_is_in_the_file_beside_it() -> None:
    for name, path in re.findall(r"`(\w+)` (?:of|in) `([\w/]+\.py)`", " ".join(CONTRIBUTING.split())):
        assert re.search(rf"\b{name}\b", (ROOT / path).read_text(encoding="utf-8")), f"{name} is not in {path}"


def test_the_map_of_the_rooms_shows_the_layers_that_imports_are_kept_to() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert drawn() in page, "the map is stale: `make docs` draws it anew"


@pytest.mark.parametrize(
    ("message", "fits"),
    [("a" * 72, True), ("a" * 73, False), (f"Do this\n\n{'a' * 90}", True), (f"{'a' * 73}\n\nBecause", False)],
)
def test_the_hook_on_commit_messages_measures_the_subject_only(message: str, fits: bool) -> None:
    hook = re.search(r"id: subject-length.*?entry: '(.+?)'", HOOKS, re.DOTALL)
    assert hook
    assert bool(re.search(hook[1], message, re.MULTILINE | re.DOTALL)) is not fits


def test_the_hooks_run_what_make_check_runs() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    check = makefile.split("\ncheck:")[1].split("\n\n")[0]
    ran = [line.removeprefix("\t@$(BIN)/").removesuffix(" .") for line in check.splitlines()[1:]]
    assert re.findall(r"entry: \.venv/bin/(.+)", HOOKS) == ran
    assert "https://" not in HOOKS, "nothing is fetched"
