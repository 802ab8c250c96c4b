"""Write docs/api.md, the public face of ``qa``, from the signatures and docstrings of what is in ``qa.__all__``."""

import inspect
import re
from collections.abc import Callable, Iterator
from enum import Enum
from itertools import groupby
from pathlib import Path
from typing import get_type_hints, is_typeddict

import qa

FILE = Path(__file__).parent / "api.md"
LONGEST = 100  # characters of a signature on one line
SHOWN = (bool, int, float, str, Enum, tuple, type(None))  # defaults that are the same on every machine

INTRODUCTION = """# The public face of `qa`

Everything that `from qa import ...` gives; all else may change. `make docs` writes this page from the code.
"""


def reference() -> str:
    """Give the whole page, in Markdown."""
    pieces = [INTRODUCTION]
    for section, names in groupby(sorted(qa.__all__, key=_place), key=_section):
        pieces += [f"## {section}\n", *(piece for name in names for piece in _described(name))]
    return "\n".join(pieces)


def _place(name: str) -> tuple[int, str]:
    return ["Functions", "Classes", "Errors", "Values"].index(_section(name)), name.lower()


def _section(name: str) -> str:
    value = getattr(qa, name)
    if inspect.isroutine(value):
        return "Functions"
    if not inspect.isclass(value):
        return "Values"
    return "Errors" if issubclass(value, Exception) else "Classes"


def _described(name: str) -> Iterator[str]:
    value = getattr(qa, name)
    yield f"### `{name}`\n"
    if inspect.isroutine(value):
        yield from _called(name, value)
    elif inspect.isclass(value):
        yield from _class(name, value)
    else:
        yield f"Type: `{type(value).__name__}`.\n"


def _class(name: str, value: type) -> Iterator[str]:
    if issubclass(value, Exception):
        yield f"A kind of `{value.__bases__[0].__name__}`.\n"
    elif is_typeddict(value):
        fields = [f"    {field}: {inspect.formatannotation(kind)}," for field, kind in get_type_hints(value).items()]
        yield _short("\n".join(["```python", f"{name}(", *fields, ")", "```", ""]))
    elif not issubclass(value, Enum):
        yield _signature(name, value)
    yield _prose(value)
    if issubclass(value, Enum):
        yield "".join(f'- `{name}.{member.name}`: "{member.value}"\n' for member in value)
    for part, member in sorted(_members(value).items()):
        yield f"#### `{name}.{part}`\n"
        if isinstance(member, property):
            yield from _property(member)
        else:
            yield from _called(part, getattr(value, part))


def _property(member: property) -> Iterator[str]:
    if member.fget:
        given = inspect.signature(member.fget, eval_str=True).return_annotation
        yield f"Type: `{_short(inspect.formatannotation(given))}`.\n"
    yield _prose(member)


def _members(value: type) -> dict[str, object]:
    """The public methods and properties of a class, and those of the classes of ours that it is made from."""
    ours = [one for one in reversed(value.__mro__) if one.__module__.split(".")[0] == "qa"]
    found = {part: member for one in ours for part, member in vars(one).items() if not part.startswith("_")}
    methods = (property, classmethod, staticmethod)
    return {part: member for part, member in found.items() if inspect.isfunction(member) or isinstance(member, methods)}


def _called(name: str, value: Callable[..., object]) -> Iterator[str]:
    yield _signature(name, value)
    yield _prose(value)


def _signature(name: str, value: Callable[..., object]) -> str:
    """A signature as it is called: without ``self``, and without defaults that depend on the machine."""
    signature = inspect.signature(value, eval_str=True)
    parameters = [
        one if one.default is one.empty or isinstance(one.default, SHOWN) else one.replace(default=...)
        for one in signature.parameters.values()
        if one.name != "self"
    ]
    told = _short(f"{name}{signature.replace(parameters=parameters)}")
    if len(told) > LONGEST:
        told = _short(_by_line(name, signature, parameters))
    return f"```python\n{told}\n```\n"


def _by_line(name: str, signature: inspect.Signature, parameters: list[inspect.Parameter]) -> str:
    lines = [f"{name}("]
    named_only = False
    for one in parameters:
        if one.kind is one.KEYWORD_ONLY and not named_only:
            named_only = True
            lines.append("    *,")
        lines.append(f"    {one},")
    given = signature.return_annotation
    return "\n".join([*lines, ")" if given in {signature.empty, None} else f") -> {inspect.formatannotation(given)}"])


def _short(code: str) -> str:
    """Code with the names of classes without their modules, and members of an enumeration by their name."""
    code = re.sub(r"<(\w+\.\w+): '[^']*'>", r"\1", code)
    code = re.sub(r"\b(?:[a-z_]\w*\.)+(?=[A-Z])", "", code)
    code = re.sub(r"\*<class '(\w+)'>", r"Unpack[\1]", code)
    return code.replace("Ellipsis", "...").replace(" -> None", "")


def _prose(value: object) -> str:
    """A docstring as Markdown; what a dataclass makes of itself is none."""
    told = inspect.getdoc(value) or ""
    return "" if re.match(r"\w+\(", told) else told.replace("``", "`") + "\n"


if __name__ == "__main__":
    FILE.write_text(reference(), encoding="utf-8")
