"""How many of the printed words are kept: compared as multisets of words, so that their order does not matter."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

# Invisible within a word: the soft hyphen, zero-width characters, the byte order mark.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
# An accent of its own behind its letter, as old typesetters draw it, and the one that joins it: "Masic´".
_ACCENTS = str.maketrans({"\u00b4": "\u0301", "\u00a8": "\u0308"})
# Within a word, or at a line end within it: a hyphen may be the typesetter's or the word's own.
_HYPHEN = re.compile(r"(?<=[^\W_])[-\u2010\u2011](?=[^\W_])")
_WORD = re.compile(r"[^\W_]+")
_MOST_DIGITS = 2  # of the mark of a footnote, printed as one with the word before it: "afgewogen1", "202813"


@dataclass(frozen=True, slots=True)
class Kept:
    """Of the ``printed`` words, how many are ``kept`` in all, and how many in the text alone; which are ``missing``."""

    printed: int
    kept: int
    in_text: int
    missing: tuple[str, ...]

    @property
    def share(self) -> float:
        """The share kept in the text, or among what was left out of it on purpose; from 0 to 1."""
        return self.kept / self.printed

    @property
    def share_in_text(self) -> float:
        """The share kept in the text alone, from 0 to 1."""
        return self.in_text / self.printed


def normal(text: str) -> str:
    """Give a text as it is compared: compatibility forms and ligatures resolved, small letters, no inner hyphens."""
    return _HYPHEN.sub("", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text.translate(_ACCENTS)).casefold()))


def words(text: str) -> list[str]:
    """Give the words of a text as they are compared: runs of letters and digits."""
    return _WORD.findall(normal(text))


def kept(printed: str, broken: frozenset[tuple[str, str]], text: str, furniture: Iterable[str]) -> Kept:
    """Compare what is printed with what was read of it.

    ``text`` includes the marks of footnotes and the numbers of questions, as often as they are printed. ``broken`` are
    the halves of the words that stand at a line end: such a word is kept where it occurs as one, with or without its
    hyphen, or as two. A word with a footnote's mark, printed as one, is kept where both occur. Every word read is
    counted once.
    """
    asked = words(printed)
    read = Counter(words(text))
    beside = Counter(word for line in furniture for word in words(line))
    missing = _missing(asked, read + beside, broken)
    return Kept(len(asked), len(asked) - len(missing), len(asked) - len(_missing(asked, read, broken)), tuple(missing))


def _missing(asked: Iterable[str], read: Counter[str], broken: frozenset[tuple[str, str]]) -> list[str]:
    left = Counter(read)
    unfound = [word for word in asked if not _taken(left, word)]
    halves: dict[str, list[tuple[str, str]]] = {}
    for first, second in sorted(broken):
        halves.setdefault(first + second, []).append((first, second))
    return [
        word
        for word in unfound
        if not any(_taken(left, *pair) for pair in halves.get(word, ())) and not _marked(left, word)
    ]


def _taken(left: Counter[str], *some: str) -> bool:
    """Take these words from what is left, when all are there."""
    if any(left[word] < count for word, count in Counter(some).items()):
        return False
    left.subtract(some)
    return True


def _marked(left: Counter[str], word: str) -> bool:
    """Take a word and the mark behind it from what is left, when both are there."""
    marks = range(1, min(_MOST_DIGITS + 1, len(word)))
    return any(word[-n:].isdecimal() and _taken(left, word[:-n], word[-n:]) for n in marks)
