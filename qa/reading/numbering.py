"""What Word's automatic numbering prints before a paragraph: "1.", "a)", "Vraag 3"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PLACE = re.compile(r"%([1-9])")
LEVELS = 9
LARGEST_LETTERED = 26
LARGEST_ROMAN = 3_999
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a numbering: how its number is written, with which it starts, and what is printed ("Vraag %1")."""

    written: str = "decimal"
    start: int = 1
    printed: str = ""


@dataclass(slots=True)
class Numbering:
    """The numberings of a document, each with how far it has counted."""

    lists: Mapping[str, str] = field(default_factory=dict)  # of which numbering each list is one
    levels: Mapping[tuple[str, int], Level] = field(default_factory=dict)
    restarts: Mapping[tuple[str, int], int] = field(default_factory=dict)  # where a list begins anew
    _counts: dict[tuple[str, int], int] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def next(self, number: str, depth: int) -> str:
        """Count a paragraph of a list, and give what is printed before it; nothing for a bullet."""
        numbering = self.lists.get(number, "")
        level = self.levels.get((numbering, depth))
        if level is None:
            return ""
        place = (numbering, depth)
        if (number, depth) in self.restarts and (number, depth) not in self._begun:
            self._begun.add((number, depth))
            self._counts[place] = self.restarts[number, depth]
        else:
            self._counts[place] = self._counts.get(place, level.start - 1) + 1
        for deeper in range(depth + 1, LEVELS):
            self._counts.pop((numbering, deeper), None)
        return (
            ""
            if level.written == "bullet"
            else PLACE.sub(lambda m: self._written(numbering, int(m[1]) - 1), level.printed)
        )

    def restart(self, number: str, depth: int) -> None:
        """Begin a list anew."""
        self._counts.pop((self.lists.get(number, ""), depth), None)

    def _written(self, numbering: str, depth: int) -> str:
        level = self.levels.get((numbering, depth), Level())
        count = self._counts.get((numbering, depth), level.start)
        if level.written.endswith("Letter") and 1 <= count <= LARGEST_LETTERED:
            letter = chr(ord("a") + count - 1)
            return letter if level.written.startswith("lower") else letter.upper()
        if level.written.endswith("Roman") and 1 <= count <= LARGEST_ROMAN:
            return roman(count) if level.written.startswith("lower") else roman(count).upper()
        return str(count)


def numbering_of(root: Any) -> Numbering:  # noqa: ANN401 - lxml is read without its types
    """Read the numberings of a Word file from the root of ``word/numbering.xml``; ``None`` where it has none."""
    if root is None:
        return Numbering()
    levels = {
        (_value(kind, "abstractNumId", own=True), depth): level
        for kind in root.iter(f"{NAMESPACE}abstractNum")
        for depth, level in _levels(kind)
    }
    lists: dict[str, str] = {}
    restarts: dict[tuple[str, int], int] = {}
    for one in root.iter(f"{NAMESPACE}num"):
        name = _value(one, "numId", own=True)
        lists[name] = _value(one, "abstractNumId")
        for override in one.iter(f"{NAMESPACE}lvlOverride"):
            start = _value(override, "startOverride")
            if start.isdecimal() and len(start) < 5:
                restarts[name, _number(override.get(f"{NAMESPACE}ilvl"))] = int(start)
    return Numbering(lists, levels, restarts)


def _levels(kind: Any) -> list[tuple[int, Level]]:  # noqa: ANN401
    return [
        (
            _number(level.get(f"{NAMESPACE}ilvl")),
            Level(_value(level, "numFmt") or "decimal", _number(_value(level, "start"), 1), _value(level, "lvlText")),
        )
        for level in kind.iter(f"{NAMESPACE}lvl")
    ]


def _value(element: Any, name: str, *, own: bool = False) -> str:  # noqa: ANN401
    found = element if own else element.find(f"{NAMESPACE}{name}")
    return "" if found is None else str(found.get(f"{NAMESPACE}{name if own else 'val'}") or "")


def _number(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else otherwise


def roman(number: int) -> str:
    """A number in small Roman numerals."""
    letters = []
    for value, numeral in ROMAN:
        letters.append(numeral * (number // value))
        number %= value
    return "".join(letters)
