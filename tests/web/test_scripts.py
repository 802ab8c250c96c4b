"""The scripts of the page import one way, as the modules do."""

import re
from graphlib import TopologicalSorter
from pathlib import Path

import qa.web

STATIC = Path(qa.web.__file__).parent / "static"
IMPORT = re.compile(r'^import .* from "\./(?P<name>\w+\.js)";', re.MULTILINE)


def test_no_two_scripts_import_each_other() -> None:
    scripts = {script.name: set(IMPORT.findall(script.read_text(encoding="utf-8"))) for script in STATIC.glob("*.js")}
    assert scripts["page.js"] > {"conversation.js", "history.js"}
    assert list(TopologicalSorter(scripts).static_order())[-1] == "page.js", "a circle raises CycleError"
