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
from qa.language.abbreviations import abbreviations

WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
BROKEN = re.compile(r"(?P<word>[^\W_][\w’'-]*)?-$")
HYPHENS_AT_LINE_END = ("-", "\u2010", "\u00ad")

CLOSED = frozenset(")]”’»")
# Vowels that would be read as one sound, so that Dutch spelling puts a hyphen between them in a compound.
CLASHING = frozenset("aa ae ai au ee ei eu ii oe oi oo ou ui uu".split())
VOWEL = re.compile(r"[aeiouyàáâäèéêëìíîïòóôöùúûü]", re.IGNORECASE)
ADDRESS = re.compile(r"\S*(?:://|\bwww\.)")

# After a suspended hyphen the sentence goes on: "stabilisatie- en ontwikkelingsinzet".
AFTER_SUSPENDED = frozenset(("en", "of", "en/of", "tot", "dan", "noch", "maar", "als"))
# Words that end in one of these all the same: "even-" / "als".
ENDING_LIKE_SUSPENDED = frozenset(("evenals", "zoals"))
# Small words in the midst of a chain: "opvang-in-" / "de-regio", "all-in-" / "prijs".
WITHIN_CHAIN = frozenset("aan and de en het in of om op out the to up van".split())
# Compounds with these in front or behind keep their hyphen: "niet-gouvernementele", "secretaris-generaal".
HYPHENATED_FRONT = frozenset("adjunct aspirant collega ex interim kandidaat niet non oud substituut vice".split())
HYPHENATED_BACK = frozenset(("generaal", "generaals"))
# Two adjectives on a par: "religieus-culturele", "militair-operationele", "nationalistisch-sjiitische".
ADJECTIVE = re.compile(r"(?:air|[ei]el|eus|iek)$")
INFLECTED = re.compile(r"\w{4}e$")
# A Dutch word does not end like this inside a compound: "technisch-", and English "host nation-" / "voorzieningen".
NEVER_INSIDE = re.compile(r"(?:isch|[st]ion)$")
SHORTEST_HALF = 3  # letters; in 105 words broken in the two typeset letters none has fewer than 5 before the break
NAME_BEFORE = re.compile(r"\b[A-Z]\w+ $")
SHORTEST_WORD = 5  # letters of a half that is taken for a word of its own
WHITE_AND_QUOTES = 20  # characters; no more of them stand between two sentences

# Share of the lines that end in a hyphen. The two typeset letters of the corpus have 6 and 8 %, the three
# documents from a word processor at most 2.5 %, all of them true hyphens.
TYPESET_SHARE = 0.04


@dataclass(frozen=True, slots=True)
class KnownWords:
    """What a document says about its own words: how often each occurs unbroken, and how it is set.

    ``explained`` are the last words of the terms that it explains by an abbreviation.
    """

    words: Counter[str]
    names: frozenset[str]
    hyphenates: bool
    in_order: tuple[str, ...]
    explained: frozenset[str]

    def continuing(self, beginning: str) -> list[str]:
        """What follows ``beginning`` in the words that begin with it and go on."""
        start = bisect_right(self.in_order, beginning)
        end = bisect_left(self.in_order, beginning + "\U0010ffff")
        return [word[len(beginning) :] for word in self.in_order[start:end]]


def vocabulary(lines: Sequence[Line]) -> KnownWords:
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
        names.update(
            t[0]
            for t in whole
            if t[0][0].isupper() and _inside_sentence(line.text[max(0, t.start() - WHITE_AND_QUOTES) : t.start()])
        )
        broken_before = broken
    hyphenates = endings > TYPESET_SHARE * len(lines)
    explained = frozenset(
        item.expansion.split()[-1].lower() for item in abbreviations(" ".join(line.text for line in lines))
    )
    return KnownWords(words, frozenset(names), hyphenates, tuple(sorted(words)), explained)


def joint(above: str, below: str, known: KnownWords) -> tuple[int, str]:
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


def _is_one_word(word: str, known: KnownWords) -> bool:
    return word.lower() in ENDING_LIKE_SUSPENDED or known.words[word.lower()] > 0


def _is_true_hyphen(above: str, left: str, right: str, known: KnownWords) -> bool:
    half = left.rsplit("-", 1)[-1]
    if _cannot_be_broken(above, left, right) or _in_chain(left, half, right):
        return True
    joined = known.words[(half + right).lower()]
    hyphenated = known.words[f"{half}-{right}".lower()] + (
        known.words[f"{left}-{right}".lower()] if half != left else 0
    )
    if joined != hyphenated:
        return hyphenated > joined
    if not known.hyphenates or _keeps_hyphen(half, right) or ("-" in left and known.words[left.lower()] > 0):
        return True
    return _is_name_or_term(above[: len(above) - 1 - len(half)], half, right, known)


def _cannot_be_broken(above: str, left: str, right: str) -> bool:
    """Whether no typesetter breaks off ``left`` there: it is no syllable, or would be misread."""
    half = left.rsplit("-", 1)[-1]
    if not right[0].islower() or not half[-1].islower() or any(c.isupper() for c in half[1:]):
        return True  # Noord-Irak, COVID-19-protocol, OIR-helikopter, JOCAT's
    if half[-1] + right[0] in CLASHING:
        return True  # de-escalatie, olie-inkomsten, risico-inschatting
    return not VOWEL.search(half) or not VOWEL.search(right) or ADDRESS.match(above.rsplit(maxsplit=1)[-1]) is not None


def _keeps_hyphen(half: str, right: str) -> bool:
    """Whether the spelling of these two halves asks for a hyphen."""
    if half.lower() in HYPHENATED_FRONT or right in HYPHENATED_BACK or len(half) < SHORTEST_HALF:
        return True
    on_a_par = ADJECTIVE.search(half) and INFLECTED.search(right)
    return on_a_par is not None or NEVER_INSIDE.search(half) is not None


def _is_name_or_term(before: str, half: str, right: str, known: KnownWords) -> bool:
    """Whether ``half``, behind ``before``, is a name or a foreign term in this document."""
    endings = known.continuing(half.lower())
    if any(len(ending) > len("en") and ending.isalpha() for ending in endings):
        return False  # "Kamer-" / "vragen": there are a "Kamerstuk" and a "Kamerbrief" too
    if half[0].isupper() and _inside_sentence(before):
        ends_name = NAME_BEFORE.search(before) and len(right) >= SHORTEST_WORD and known.words[right.lower()]
        if half in known.names or ends_name:
            return True  # Force Protection-eenheid, Security Sector Reform-programma
    if half.lower() in known.explained:
        return True  # foreign terrorist fighters-werkgroep
    # elsewhere too the word takes a hyphen and never goes on without one
    return any(ending.startswith("-") for ending in endings) and not any(ending.isalpha() for ending in endings)


def _in_chain(left: str, half: str, right: str) -> bool:
    """Whether the break is between the words of a chain: "opvang-in-" / "de-regio", "staakt-" / "het-vuren"."""
    if "-" in right and right.split("-", maxsplit=1)[0] in WITHIN_CHAIN:
        return True
    return "-" in left and half.lower() in WITHIN_CHAIN and left.split("-")[-2].islower()


def _inside_sentence(before: str) -> bool:
    """Whether a sentence that began goes on after this text."""
    end = before[-WHITE_AND_QUOTES:].rstrip(" («“‘\"'")
    return bool(end) and end[-1] not in ".?!:"
