"""Numbers that Dutch writes as one word: "zeven", "vijfenveertig", "honderdvijftig"; read by text2num."""

import functools
import re

from text_to_num import text2num

MARK = "\0"  # no text that was read holds it
# What may be one, by its first letter: looking at that halves the time.
_WORD = re.compile(r"\b[adehntvz][^\W\d_]{2,}", re.IGNORECASE)
# The article, which is far more often that than a number, and what multiplies the number before it: "49 duizend".
_NO_COUNT = frozenset(("een", "één", "duizend"))
REMEMBERED = 20_000  # words: documents use few others


def marked(text: str) -> str:
    """Give a text of the same length in which each letter of a number word is a ``MARK``."""
    return _WORD.sub(_marked, text)


def _marked(match: re.Match[str]) -> str:
    word = match[0]
    return MARK * len(word) if _is_number(word) else word


@functools.lru_cache(maxsize=REMEMBERED)
def _is_number(word: str) -> bool:
    plain = word.lower()
    if plain in _NO_COUNT:
        return False
    try:
        text2num(plain, "nl")
    except ValueError:
        return False
    return True
