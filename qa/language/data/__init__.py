"""The words of Dutch and English that the program knows, as data: to be read and corrected without reading code."""

import functools
import tomllib
from importlib.resources import files
from typing import Any


@functools.cache
def read(name: str) -> dict[str, Any]:
    """Give what one of the files beside this one says, by its name without ``.toml``; it is read once."""
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
