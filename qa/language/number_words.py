"""Numbers in Dutch words: "zeven", "vijfenveertig", "anderhalf", "tweeduizend vijfhonderd"; read by text2num."""

import functools
import re

from text_to_num import text2num

MARK = "\0"  # no text that was read holds it
# What may be one, by its first letter: looking at that halves the time.
_WORD = re.compile(r"\b[adehntvz][^\W\d_]{2,}", re.IGNORECASE)
# The article, which is far more often that than a number, and what multiplies the number before it: "49 duizend".
_NO_COUNT = frozenset(("een", "één", "duizend"))
_HALF = re.compile(r"(?:ander|(?P<whole>\w+?)[eë]n(?:een)?)hal(?:f|ve)")  # "anderhalf", "tweeënhalf", "drieëneenhalve"
# What may be one number in more than one word: "honderd vijftig", "vijf miljoen tweehonderd".
_RUN = re.compile(
    rf"(?:{MARK}+|\b(?<!\d\s)duizend)(?:\s+(?:(?:duizend|miljoen|miljard)\s+)?{MARK}+)+(?!\w)", re.IGNORECASE
)
REMEMBERED = 20_000  # words: documents use few others


def marked(text: str) -> str:
    """Give a text of the same length in which each letter of a number word is a ``MARK``.

    Between the words of one number the space is too. Words that stand together and are no number are left as they
    are: to read one of them would be to read half of something.
    """

    def whole(match: re.Match[str]) -> str:
        words = text[match.start() : match.end()]
        return MARK * len(words) if _is_number(" ".join(words.split())) else words

    return _RUN.sub(whole, _WORD.sub(_marked, text))


def _marked(match: re.Match[str]) -> str:
    word = match[0]
    return MARK * len(word) if _is_number(word) else word


def value_of(count: str) -> float:
    """Give the value of a number in words or in figures as Dutch writes them: "twaalf" is 12, "2.100" 2100, "1,5" 1.5.

    What is no number is 0.
    """
    plain = " ".join(count.split())
    if plain[:1].isdigit():
        return float(re.sub(r"[.\s]", "", plain).replace(",", "."))
    return _value(plain) or (1_000.0 if plain.lower() == "duizend" else 0.0)


def _is_number(word: str) -> bool:
    return _value(word) is not None


@functools.lru_cache(maxsize=REMEMBERED)
def _value(word: str) -> float | None:
    plain = word.lower()
    if plain in _NO_COUNT:
        return None
    if half := _HALF.fullmatch(plain):
        whole = 1.0 if half["whole"] is None else _value(half["whole"])
        return None if whole is None else whole + 0.5
    try:
        return float(text2num(plain, "nl"))
    except ValueError:
        return None
