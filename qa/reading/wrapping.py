"""Undoing line wraps: joining printed lines, and words that were broken at a line end.

A hyphen at a line end is either the typesetter's (``Neder-`` / ``landse``) or the word's own (``ISIS-`` /
``coalitie``). Which one is decided by the shape of the two halves, then by the words of the document itself,
and last by whether the document was typeset with hyphenation at all.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from qa.domain import Line

WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
BROKEN = re.compile(r"(?P<word>[^\W_][\w’'-]*)?-$")
HYPHENS_AT_LINE_END = ("-", "\u2010", "\u00ad")

CLOSED = frozenset(")]”’»")
# Vowels that would be read as one sound, so that Dutch spelling keeps the hyphen of a compound between them.
CLASHING = frozenset(("aa", "ee", "ei", "ii", "oo", "uu"))

# After a suspended hyphen the sentence goes on: "stabilisatie- en ontwikkelingsinzet".
AFTER_SUSPENDED = frozenset(("en", "of", "en/of", "tot", "dan", "noch", "maar", "als"))
# Words that end in one of these all the same: "even-" / "als".
ENDING_LIKE_SUSPENDED = frozenset(("evenals", "zoals"))
# Small words in the midst of a chain: "opvang-in-" / "de-regio", "all-in-" / "prijs".
WITHIN_CHAIN = frozenset("aan and de en het in of om op out the to up van".split())
# Compounds with these keep their hyphen: "niet-gouvernementele", "non-proliferatie".
HYPHENATED_PREFIX = frozenset(("niet", "non"))
WHITE_AND_QUOTES = 20  # characters; no more of them stand between two sentences

# Share of the lines that end in a hyphen. The two typeset letters of the corpus have 6 and 8 %, the three
# documents from a word processor at most 2.5 %, all of them true hyphens.
TYPESET_SHARE = 0.04


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a document says about its own words: how often each occurs unbroken, and how it is set."""

    words: Counter[str]
    names: frozenset[str]
    hyphenates: bool
    in_order: tuple[str, ...]

    def continuing(self, beginning: str) -> list[str]:
        """What follows ``beginning`` in the words that begin with it and go on."""
        start = bisect_right(self.in_order, beginning)
        end = bisect_left(self.in_order, beginning + "\U0010ffff")
        return [word[len(beginning) :] for word in self.in_order[start:end]]


def vocabulary(lines: Sequence[Line]) -> Vocabulary:
    """Collect the unbroken words of the lines, in lower case, and the names (capitals inside a sentence)."""
    words: Counter[str] = Counter()
    names: set[str] = set()
    broken_before = False
    endings = 0
    for line in lines:
        tokens = list(WORD.finditer(line.text))
        broken = line.text.endswith(HYPHENS_AT_LINE_END)
        endings += broken
        whole = tokens[1 if broken_before else 0 : len(tokens) - 1 if broken else len(tokens)]
        words.update(token[0].lower() for token in whole)
        names.update(t[0] for t in whole if t[0][0].isupper() and _inside_sentence(line.text, t.start()))
        broken_before = broken
    hyphenates = endings > TYPESET_SHARE * len(lines)
    return Vocabulary(words, frozenset(names), hyphenates, tuple(sorted(words)))


def joint(above: str, below: str, known: Vocabulary) -> tuple[int, str]:
    """Say how the text of a line goes on in the next one.

    Returns how many characters to take off the end of ``above`` and what to put between the two lines: a
    space, nothing, or nothing after the hyphen was taken off.
    """
    if above.endswith("\u00ad"):
        return 1, ""
    if not above.endswith(HYPHENS_AT_LINE_END):
        return 0, " "
    if above[-2:-1] in CLOSED:
        return 0, ""  # "Foreign Terrorist Fighters (FTF)-" / "werkgroep"
    match = BROKEN.search(above.replace("\u2010", "-"))
    left = match["word"] if match else None
    following = WORD.match(below)
    if left is None:
        return 0, " " if following else ""  # a dash on its own, not a broken word
    if following is None:
        return 0, ""  # "(voortgangs-" / ")rapportages"
    if following[0] in AFTER_SUSPENDED and not _is_one_word(left + following[0], known):
        return 0, " "
    return (0, "") if _is_true_hyphen(above, left, following[0], known) else (1, "")


def _is_one_word(word: str, known: Vocabulary) -> bool:
    return word.lower() in ENDING_LIKE_SUSPENDED or known.words[word.lower()] > 0


def _is_true_hyphen(above: str, left: str, right: str, known: Vocabulary) -> bool:
    half = left.rsplit("-", 1)[-1]
    if not right[0].islower() or not half[-1].islower() or any(c.isupper() for c in half[1:]):
        return True  # Noord-Irak, COVID-19-protocol, OIR-helikopter, JOCAT's
    if half[-1] + right[0] in CLASHING:
        return True  # de-escalatie, olie-inkomsten, re-integratie
    if "-" in left and half.lower() in WITHIN_CHAIN:
        return True  # opvang-in-de-regio
    joined = known.words[(half + right).lower()]
    hyphenated = known.words[f"{half}-{right}".lower()] + (
        known.words[f"{left}-{right}".lower()] if half != left else 0
    )
    if joined != hyphenated:
        return hyphenated > joined
    if not known.hyphenates or half.lower() in HYPHENATED_PREFIX:
        return True
    start = len(above) - 1 - len(half)
    if half in known.names and _inside_sentence(above, start):
        return True  # Force Protection-eenheid, Jezidi-gemeenschap
    endings = known.continuing(half.lower())
    # foreign terrorist fighters-werkgroep: elsewhere too the word takes a hyphen and never goes on without one
    return any(ending.startswith("-") for ending in endings) and not any(ending.isalpha() for ending in endings)


def _inside_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - WHITE_AND_QUOTES) : start].rstrip(" («“‘\"'")
    return bool(before) and before[-1] not in ".?!:"
