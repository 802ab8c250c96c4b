"""English terms of policy and of parliament in Dutch.

The documents are Dutch; a question may be English. The embedding model bridges the two languages for whole
sentences but poorly for single terms of the trade, and the lexical leg not at all. Names and abbreviations
are the same in both languages and need no entry. The terms themselves are data: ``data/glossary.toml``.
"""

import functools
import re
from collections import ChainMap
from collections.abc import Mapping, Sequence

from qa.language.data import read
from qa.language.words import english_content_words, words

_ADDS_ES = re.compile(r".*(?:s|x|z|ch|sh)")
_TURNS_TO_IES = re.compile(r".*[^aeiou]y")


class Glossary:
    """English terms, in lower case and in the singular, with the Dutch ones that say the same."""

    def __init__(self, terms: Mapping[str, Sequence[str]]) -> None:
        told = {term: " ".join(dutch) for term, dutch in terms.items()}
        # What is said of a plural itself goes before the rule.
        self._dutch = ChainMap(told, {plural(term): dutch for term, dutch in told.items()})
        longest_first = sorted(self._dutch, key=len, reverse=True)
        self._term = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)

    def dutch_terms(self, question: str) -> str:
        """Replace the English terms of a question by their Dutch counterparts; the longest term wins."""
        return self._term.sub(lambda match: self._dutch[match[0].lower()], question)

    def dutch_concepts(self, question: str) -> list[tuple[str, ...]]:
        """Give what an English question is about, each concept as the Dutch words that may stand for it.

        A term of the glossary is one concept whatever its number of translations; any other word is itself.
        """
        concepts: list[tuple[str, ...]] = []
        end = 0
        for match in self._term.finditer(question):
            concepts += [(word,) for word in english_content_words(question[end : match.start()])]
            concepts.append(tuple(words(self._dutch[match[0].lower()])))
            end = match.end()
        return concepts + [(word,) for word in english_content_words(question[end:])]


@functools.cache
def general() -> Glossary:
    """Give the glossary of the program itself."""
    return Glossary(_terms())


def extended(terms: Mapping[str, Sequence[str]]) -> Glossary:
    """Give that glossary with terms of one's own, which go before what it says of the same."""
    return Glossary({**_terms(), **terms})


def plural(term: str) -> str:
    """Give the regular plural of an English term: "allies" of "ally"."""
    if _TURNS_TO_IES.fullmatch(term):
        return f"{term[:-1]}ies"
    return f"{term}es" if _ADDS_ES.fullmatch(term) else f"{term}s"


def _terms() -> dict[str, Sequence[str]]:
    return {term: dutch for subject in read("glossary").values() for term, dutch in subject.items()}
