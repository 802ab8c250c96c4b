"""Words that say nothing about the subject of a question, and how text is cut into words."""

import re
import unicodedata

from qa.language.data import read

WORD = re.compile(r"[^\W_]+")
# "F-16" is F16, and "e-mail" email: one letter, or two before figures, are one word with what follows the hyphen.
_HYPHEN = re.compile(r"(?<![^\W_])([a-z](?=.[^\W_]{2})|[a-z]{1,2}(?=.\d))[-\u2010\u2011]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")

_STOP_WORDS = read("stop_words")
DUTCH_FUNCTION_WORDS = frozenset(_STOP_WORDS["dutch"]["function"].split())
# What members of the Kamer put around a question without asking anything with it.
DUTCH_QUESTION_WORDS = frozenset(_STOP_WORDS["dutch"]["question"].split())
ENGLISH_FUNCTION_WORDS = frozenset(_STOP_WORDS["english"]["function"].split())
# Too common in Dutch, or the same word there, to tell English.
_ALSO_DUTCH = frozenset(_STOP_WORDS["english"]["also_dutch"].split())

# What greets, thanks or agrees.
PLEASANTRIES = frozenset(_STOP_WORDS["pleasantries"].split())

# Function words of languages that are not understood; those that are Dutch or English too count for nothing.
_OTHER = {language: frozenset(listed.split()) for language, listed in _STOP_WORDS["other"].items()}
FEWEST_FOREIGN = 2  # such words

# What asks for more than yes or no.
OPEN_QUESTION = re.compile(
    r"""
    (?:(?:in|op|aan|van|voor|met|tot|uit|over|bij|sinds|tegen|door|on|to|from|by|for|since) \s+)?
    (?:wie|wat|wanneer|welke?|waar(?:om|aan|van|voor|mee|bij|in|op|over|uit|toe|door|heen|na(?:ar)?)?
    |hoe(?:veel|lang|zo|zeer|ver(?:re)?)?|who|what|where|when|why|which|how)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)


def words(text: str) -> list[str]:
    """Cut text into words: lower case, without accents, one letter left out.

    Accents go because users leave them out ("Syrie"), and a single letter is what is left of "GMT's".
    """
    plain = _NOT_ASCII.sub(_without_accent, unicodedata.normalize("NFKD", text.lower()))
    joined = _HYPHEN.sub(r"\1", plain)
    return [word for word in WORD.findall(joined) if len(word) > 1 or word.isdigit()]


def _without_accent(match: re.Match[str]) -> str:
    return "" if unicodedata.combining(match[0]) else match[0]


def is_english(text: str) -> bool:
    """Whether a question is in English rather than Dutch, judged by its function words."""
    found = words(text)
    english = sum(word in ENGLISH_FUNCTION_WORDS for word in found)
    clearly = sum(word in ENGLISH_FUNCTION_WORDS - _ALSO_DUTCH for word in found)
    dutch = sum(word in DUTCH_FUNCTION_WORDS for word in found if word not in _ALSO_DUTCH)
    return clearly > 0 and english > dutch


def other_language(text: str) -> str:
    """Tell in Dutch that a question is in German or French, by function words that are no Dutch; empty for another."""
    said = [word for word in words(text) if word not in DUTCH_FUNCTION_WORDS | ENGLISH_FUNCTION_WORDS]
    counts = {language: sum(word in own for word in said) for language, own in _OTHER.items()}
    language = max(counts, key=lambda name: counts[name])
    return language if counts[language] >= FEWEST_FOREIGN and not is_english(text) else ""


def is_pleasantry(text: str) -> bool:
    """Whether a text asks nothing, but only greets, thanks or agrees; debates are full of such words."""
    said = words(text)
    return bool(said) and PLEASANTRIES.issuperset(said)


def content_words(text: str) -> list[str]:
    """The words of a Dutch question that carry its subject."""
    return [word for word in words(text) if word not in DUTCH_FUNCTION_WORDS | DUTCH_QUESTION_WORDS]


def english_content_words(text: str) -> list[str]:
    """The words of an English question that carry its subject."""
    return [word for word in content_words(text) if word not in ENGLISH_FUNCTION_WORDS]
