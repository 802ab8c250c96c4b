"""Symbols and formulas of Word files as text: characters of symbol fonts, and Office Math on one line."""

from typing import Any

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
UNREAD_SYMBOLS = (
    "Dit bestand heeft tekens uit een symboollettertype die niet gelezen zijn (�); zoek ze op in het bestand zelf."
)
PRIVATE = range(0xF000, 0xF100)  # where Word puts the characters of symbol fonts
# The encoding of Adobe's Symbol font, by the first code of each run; a space is a code without a character of its own.
_SYMBOL = {
    0x20: " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_ αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
    0xA0: "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…  ↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑",
    0xF1: "⟩∫",
}
_WINGDINGS = {
    0x28: "☎", 0x2A: "✉", 0x4A: "☺", 0x4C: "☹", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖",
    0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "□", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔",
    0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_FONTS = {
    "symbol": {first + place: char for first, run in _SYMBOL.items() for place, char in enumerate(run) if char != " "},
    "wingdings": _WINGDINGS,
}
_BEFORE = {"den": "/", "sup": "^", "sub": "_", "lim": "_"}  # what is written before a part of a formula
_BETWEEN = {"mr": " ", "m": "; ", "eqArr": "; ", "d": "|"}  # what is written between parts of the same rank
_DEEPEST = 60  # parts of a formula within one another
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TAKEN_OUT = frozenset(f"{_WORD}{name}" for name in ("del", "moveFrom"))


def symbol(font: str, code: str) -> str:
    """The character that ``code`` (hexadecimal) stands for in a font; ``UNKNOWN`` where that is not known."""
    try:
        number = int(code, 16)
    except ValueError:
        return UNKNOWN
    if number not in PRIVATE and font.lower() not in _FONTS:
        return chr(number) if 0x20 <= number < 0xD800 else UNKNOWN
    return _FONTS.get(font.lower(), {}).get(number & 0xFF, UNKNOWN)


def in_font(text: str, font: str) -> str:
    """A text with the characters that only a symbol font shows as what they look like in ``font``."""
    if text.isascii():
        return text
    return "".join(symbol(font, f"{ord(char):X}") if ord(char) in PRIVATE else char for char in text)


def formula(element: Any) -> str:  # noqa: ANN401 - lxml is read without its types
    """The text of a formula on one line: "a/b", "x^2", "√(a+b)"; of what is too deep the bare text."""
    return _formula(element, _DEEPEST)


def _formula(element: Any, left: int) -> str:  # noqa: ANN401
    if not isinstance(element.tag, str) or element.tag in _TAKEN_OUT:
        return ""
    if left == 0:
        return "".join(text for text in element.itertext() if text.strip())
    if element.tag.endswith("}t"):
        return element.text or ""
    parts = {child: text for child in element if (text := _formula(child, left - 1))}
    if _name(element) == "rad":
        degree = "".join(text for child, text in parts.items() if _name(child) == "deg")
        return f"{degree}√{_grouped(''.join(text for child, text in parts.items() if _name(child) != 'deg'))}"
    return _written(element, _BETWEEN.get(_name(element), "").join(parts.values()))


def _written(element: Any, text: str) -> str:  # noqa: ANN401
    name = _name(element)
    if name in _BEFORE:
        return f"{_BEFORE[name]}{_grouped(text)}" if text else ""
    if name == "num":
        return _grouped(text)
    if name == "d":
        return f"{_sign(element, 'dPr/begChr', '(')}{text}{_sign(element, 'dPr/endChr', ')')}"
    return f"{_sign(element, 'naryPr/chr', '∫')}{text}" if name == "nary" else text


def _name(element: Any) -> str:  # noqa: ANN401
    return str(element.tag).removeprefix(MATH)


def _grouped(parts: str) -> str:
    """A part of a formula, in brackets where it is more than a number or a name."""
    return parts if parts.replace(",", "").replace(".", "").isalnum() else f"({parts})"


def _sign(element: Any, path: str, usual: str) -> str:  # noqa: ANN401
    found = element.find("/".join(f"{MATH}{name}" for name in path.split("/")))
    return usual if found is None else str(found.get(f"{MATH}val") or "")
