"""The rules of the house that no other tool checks."""

import re
import subprocess
from pathlib import Path

from tests.conftest import CORPUS

ROOT = CORPUS.parent

LONGEST_FILE = 400  # lines


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607
    return [ROOT / name for name in listed.stdout.splitlines()]


def test_no_file_of_code_is_two_ideas() -> None:
    long = [path for path in tracked() if path.suffix == ".py" and len(path.read_text().splitlines()) > LONGEST_FILE]
    assert long == []


def test_every_module_has_its_tests() -> None:
    """Tests mirror the package folder by folder."""
    for folder in (path for path in (ROOT / "qa").iterdir() if path.is_dir() and (path / "__init__.py").is_file()):
        assert list((ROOT / "tests" / folder.name).glob("test_*.py")), folder


def test_every_package_is_pinned_exactly() -> None:
    pins = (ROOT / "constraints.txt").read_text().splitlines()
    wrong = [pin for pin in pins if pin and not pin.startswith("#") and not re.fullmatch(r"[\w.-]+==[\w.]+", pin)]
    assert wrong == []
    assert "torch==2.13.0" in pins


def test_every_direct_dependency_has_its_reason_and_its_pin() -> None:
    project = (ROOT / "pyproject.toml").read_text()
    pins = {pin.split("==")[0].lower() for pin in (ROOT / "constraints.txt").read_text().splitlines() if "==" in pin}
    block = project.split("dependencies = [")[1].split("\n]")[0]
    for line in filter(str.strip, block.splitlines()):
        match = re.fullmatch(r'\s*"(?P<name>[\w-]+)>=[\d.]+,<[\d.]+",\s+# .+', line)
        assert match, line
        assert match["name"].lower() in pins
