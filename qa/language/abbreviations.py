"""Abbreviations that a document explains itself: "Operation Inherent Resolve (OIR)".

The long form of an abbreviation in brackets is found as by Schwartz and Hearst (2003), "A simple algorithm for
identifying abbreviation definitions in biomedical text": its letters occur in that order in the words before it,
the first at the beginning of a word.
"""

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from qa.domain import Abbreviation
from qa.language.words import words

# "(OIR)", "(GMT’s)", "(JOCAT-North)": two to twelve characters, begun by a capital or a digit.
SHORT = re.compile(r"(?P<short>[A-Z0-9][A-Za-z0-9&/-]{1,11})(?:[’']s)?")
IN_BRACKETS = re.compile(r"\((?P<inside>[^()]{2,80})\)")
BEFORE = re.compile(r"(?P<short>[A-Z0-9][A-Za-z0-9&/-]{1,11})(?:[’']s)?\s$")
WORD = re.compile(r"[A-Z0-9][A-Za-z0-9&/-]*[A-Za-z0-9]")  # what may be an abbreviation in a text
FEWEST_CAPITALS = 2
LONGEST_FORM = 300  # characters before a bracket that are looked at
MOST_WORDS = 12  # of a long form
# "Waar staat OIR voor?", "Wat betekent de afkorting OIR?", "What does OIR stand for?"
ASKED = re.compile(
    r"""
    (?: \bwaar \s+ staa[nt] \s+ | \bwat \s+ beteken(?:t|en) \s+ | \bbetekenis \s+ van \s+ | \bafkorting (?:\s+van)? \s+
      | \bwhat \s+ does \s+ | \bmeaning \s+ of \s+ )
    (?: (?:de|het|the) \s+ )? (?: (?:letters|afkorting|abbreviation|letterwoord) \s+ )? ["'«“‘]?
    (?P<short> (?-i:[A-Z0-9]) [\w&/-]{1,11} )
    """,
    re.VERBOSE | re.IGNORECASE,
)
REMEMBERED = 2_048  # texts: the best passages for one question are often those for the next


def abbreviations(text: str) -> tuple[Abbreviation, ...]:
    """Give the abbreviations that a text explains, in the order in which it does, each explanation once."""
    return tuple(dict.fromkeys(_explained(text)))


def abbreviations_in(text: str) -> tuple[str, ...]:
    """Give what may be an abbreviation in a text: "NMI", "MoPA"."""
    return tuple(match[0] for match in WORD.finditer(text) if _is_short(match[0]))


def asked_for(question: str) -> str:
    """Give the abbreviation of which a question asks what it stands for; empty when it asks something else."""
    match = ASKED.search(question)
    return match["short"] if match and _is_short(match["short"]) else ""


def explains(text: str, short: str) -> bool:
    """Whether a text explains an abbreviation."""
    return any(one.short == short for one in _explained(text))


class Explanations:
    """What documents say that their abbreviations stand for, by the id of each document."""

    def __init__(self, by_document: Mapping[str, Sequence[Abbreviation]]) -> None:
        self.by_document = by_document
        self._first: dict[str, tuple[int, Abbreviation]] = {}
        for item in self:
            self._first.setdefault(item.short, (len(self._first), item))

    def __iter__(self) -> Iterator[Abbreviation]:
        return (item for items in self.by_document.values() for item in items)

    def found_in(self, text: str, document: str) -> tuple[Abbreviation, ...]:
        """Give the abbreviations that occur in a text of a document, with what they stand for.

        What the document itself says comes first; for an abbreviation that it does not explain, what the first
        document says that does.
        """
        present = {match[0] for match in WORD.finditer(text)}
        own: dict[str, Abbreviation] = {}
        for item in self.by_document.get(document, ()):
            if item.short in present:
                own.setdefault(item.short, item)
        others = sorted(self._first[short] for short in present - own.keys() if short in self._first)
        return (*own.values(), *(item for _, item in others))


class ShortForms:
    """Finds in a text what has an abbreviation: "Operation Inherent Resolve" is OIR, whatever its capitals."""

    def __init__(self, known: Iterable[Abbreviation]) -> None:
        self._by_beginning: dict[tuple[str, ...], set[tuple[tuple[str, ...], str]]] = defaultdict(set)
        for item in known:
            long = tuple(words(item.expansion))
            if len(long) > 1:
                self._by_beginning[long[:2]].add((long, item.short.lower()))
        self._added_to = functools.lru_cache(maxsize=REMEMBERED)(self._add_to)

    def found_in(self, text: Sequence[str]) -> list[tuple[int, int, str]]:
        """Give where among the words of a text (start, end) something stands, and its abbreviation in lower case."""
        found = []
        for start, beginning in enumerate(pairwise(text)):
            for long, short in sorted(self._by_beginning.get(beginning, ())):
                if tuple(text[start : start + len(long)]) == long:
                    found.append((start, start + len(long), short))
        return found

    def added_to(self, text: str) -> str:
        """Give a text with the abbreviations of what it names in full, so that it is found by either."""
        return self._added_to(text)

    def _add_to(self, text: str) -> str:
        said = words(text)
        missing = {short for _, _, short in self.found_in(said)} - set(said)
        return " ".join([text, *sorted(missing)])


def _explained(text: str) -> Iterator[Abbreviation]:
    for match in IN_BRACKETS.finditer(text):
        inside = match["inside"].strip()
        short = SHORT.fullmatch(inside)
        before = text[max(0, match.start() - LONGEST_FORM) : match.start()]
        long = _long_form(short["short"], before) if short and _is_short(short["short"]) else ""
        if short and long:
            yield Abbreviation(short["short"], long)
            continue
        named = BEFORE.search(before)
        # The abbreviation first: "KRG (Kurdistan Regional Government)".
        if named and _is_short(named["short"]) and _long_form(named["short"], inside) == inside:
            yield Abbreviation(named["short"], inside)


def _is_short(text: str) -> bool:
    return sum(character.isupper() for character in text) >= FEWEST_CAPITALS


def _long_form(short: str, before: str) -> str:
    """The words at the end of ``before`` that ``short`` stands for; empty when there are none."""
    letters = [character.lower() for character in short if character.isalnum()]
    sentence = re.split(r"[.;:!?](?=\s)|[()\n]", before)[-1].rstrip()
    words = sentence.split()[-min(MOST_WORDS, len(letters) + 5) :]
    candidate = " ".join(words)
    place = len(candidate)
    for position in range(len(letters) - 1, -1, -1):
        place -= 1
        while place >= 0 and not _matches(candidate, place, letters[position], first=position == 0):
            place -= 1
        if place < 0:
            return ""
    found = candidate[place:].strip(" ,«»“”‘’\"'")
    return found if len(found.split()) > 1 and len(found) > len(short) else ""


def _matches(text: str, place: int, letter: str, *, first: bool) -> bool:
    begins = place == 0 or not text[place - 1].isalnum()
    return text[place].lower() == letter and (begins or not first)
