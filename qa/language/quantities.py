"""Numbers and dates that a text states: "circa 145 militairen", "49 miljoen euro", "31 juli 2025"."""

import re
from dataclasses import dataclass, replace

from qa.language.dates import MONTH_NUMBERS, YEAR, moments
from qa.language.number_words import MARK, marked, value_of
from qa.language.words import DUTCH_FUNCTION_WORDS

_COUNT = r"\d{1,3}(?:[.\s]\d{3})+|\d+(?:,\d+)?"
_IN_WORDS = rf"{MARK}+(?!\w)|duizend\b"
_ABOUT = (
    r"circa|ca\.|ongeveer|ruim|maximaal|minimaal|meer\s+dan|minder\s+dan|zo['’]n|bijna|tenminste|ten\s+minste|hoogstens"
)
# "Nederlandse militaire en civiele" before "adviseurs": Dutch adjectives end in -e.
_ADJECTIVES = r"(?:(?:[^\W\d_][\w-]{2,}e|extra)\s+(?:en\s+)?){0,4}"
_NUMBER = re.compile(
    rf"""
    (?<![\w.,/{MARK}-]) (?<!nr\.\s) (?<!nrs\.\s) (?<!artikel\s) (?<!vraag\s) (?<!fase\s) (?<!resolutie\s)
    (?<!duizend\s) (?<!miljoen\s) (?<!miljard\s)
    (?P<words>
        (?P<about>(?:{_ABOUT})\s+)?
        (?P<count>{_COUNT}|{_IN_WORDS})
        (?P<to>\s+(?:tot(?:\s+en\s+met)?|t/m|à|en|of|-)\s+(?:{_COUNT}|{_IN_WORDS}))?
        (?P<scale>\s*%|\s+procent|\s+(?:duizend|miljoen|miljard)\b)?+ (?!\s+{MARK})  # "49 duizend vijfhonderd"
        (?:\s+{_ADJECTIVES}(?P<unit>[^\W\d_][\w-]+))?
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_YEAR = re.compile(YEAR)
_SCALES = {"duizend": 1e3, "miljoen": 1e6, "miljard": 1e9}
_BOUNDS = {
    **dict.fromkeys(("maximaal", "hoogstens", "minder dan"), "hoogstens"),
    **dict.fromkeys(("minimaal", "tenminste", "ten minste", "meer dan"), "minstens"),
}
# What follows a number that counts nothing.
_NO_UNIT = frozenset(
    (
        *MONTH_NUMBERS,
        "een",
        "één",
        "deel",  # "maken ongeveer 30 deel uit van"
        "en",
        "of",
        "van",
        "in",
        "op",
        "te",
        "tot",
        "is",
        "zijn",
        "was",
        "waren",
        "nr",
        "nrs",
        "naar",
        "per",
        "bij",
        "aan",
        "met",
        "voor",
        "uit",
        "door",
        "om",
    )
)

_ASKS_NUMBER = re.compile(
    r"\b(?:hoeveel|aantal|hoe\s+(?:groot|hoog|veel|vaak)|wat\s+kost\w*|welk\s+(?:percentage|bedrag|deel)|how\s+(?:many|much|large))\b",
    re.IGNORECASE,
)
_ASKS_DATE = re.compile(
    r"\b(?:wanneer|hoe\s*lang|(?:tot\s+)?welke\s+datum|welke\s+dag|tot\s+wanneer|when|how\s+long)\b", re.IGNORECASE
)
_COUNTED = re.compile(rf"\b(?:hoeveel|how\s+many)\s+{_ADJECTIVES}(?P<unit>[^\W\d_][\w-]+)", re.IGNORECASE)
# A plural, or a measure that has none: "hoeveel landen", "hoeveel euro"; not "hoeveel kost".
_COUNTABLE = re.compile(r"[\w-]+(?:en|s)|people|man|euro|dollar|procent|keer|jaar|uur")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or a date in a text: ``text[start:end]``, and what it counts in lower case; of a date "datum".

    ``value`` is the number however it is written, of a range its first; ``None`` of a date. ``bound`` tells that it is
    the most ("hoogstens") or the least ("minstens") that there may be.
    """

    start: int
    end: int
    unit: str
    value: float | None = None
    bound: str = ""


def asked_for(question: str, text: str) -> tuple[Figure, ...]:
    """Give the figures in a text of the kind that a question asks for: numbers or dates; none when for neither."""
    if _ASKS_NUMBER.search(question):
        return numbers(text)
    if _ASKS_DATE.search(question):
        return tuple(dict.fromkeys(Figure(moment.start, moment.end, "datum") for moment in moments(text)))
    return ()


def counted(question: str) -> str:
    """Give what a question asks the number of, "militairen" in "hoeveel Nederlandse militairen"; empty when nothing."""
    match = _COUNTED.search(question)
    unit = match["unit"].lower() if match else ""
    return unit if _COUNTABLE.fullmatch(unit) and unit not in _NO_UNIT | DUTCH_FUNCTION_WORDS else ""


def numbers(text: str) -> tuple[Figure, ...]:
    """Give the numbers in a text that count something; years, days and numbers of publications are left out."""
    found = []
    for match in _NUMBER.finditer(marked(text)):
        unit = (match["unit"] or "").lower()
        # "de punten twee en drie" and "in 2016 of 2017" count nothing.
        is_range = match["to"] and MARK not in match["to"] and not _YEAR.fullmatch(match["to"].split()[-1])
        plain = not (match["about"] or is_range or match["scale"])
        if (plain and _YEAR.fullmatch(match["count"])) or unit in MONTH_NUMBERS:
            continue
        counts = unit not in _NO_UNIT
        end = match.end("words") if counts or not unit else match.start("unit")
        words = text[match.start("words") : end].rstrip()
        if (unit and counts) or not plain:
            figure = Figure(match.start("words"), match.start("words") + len(words), unit if counts else "")
            count, about = text[slice(*match.span("count"))], " ".join((match["about"] or "").lower().split())
            value = value_of(count) * _SCALES.get((match["scale"] or "").strip().lower(), 1)
            found.append(replace(figure, value=value, bound=_BOUNDS.get(about, "")))
    return tuple(found)
