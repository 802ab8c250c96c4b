"""Draw the rooms of ``qa`` and the way of their imports in docs/architecture.md, from the layers in pyproject.toml."""

import ast
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
FILE = ROOT / "docs" / "architecture.md"
MAP = re.compile(r"```mermaid\n.*?```", re.DOTALL)


def drawn() -> str:
    """Give the map, as Mermaid: the highest room first; what stands lower knows nothing of what stands higher."""
    lines = ["flowchart TD"]
    for number, layer in enumerate(_layers()):
        rooms = "<br/>".join(f"<b>{room}</b>: {_purpose(room)}" for room in re.split(r" [:|] ", layer))
        lines.append(f'    r{number}["{rooms}"]')
    lines.append("    " + " --> ".join(f"r{number}" for number in range(len(_layers()))))
    return "\n".join(["```mermaid", *lines, "```"])


def _layers() -> list[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers: list[str] = next(one["layers"] for one in contracts if one["type"] == "layers")
    return layers


def _purpose(room: str) -> str:
    """What a room says of itself in the first words of its docstring."""
    place = ROOT.joinpath(*room.split("."))
    file = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    told = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return re.split(r"[:;.\n]", told)[0].replace('"', "").replace("`", "")


if __name__ == "__main__":
    FILE.write_text(MAP.sub(lambda _: drawn(), FILE.read_text(encoding="utf-8")), encoding="utf-8")
