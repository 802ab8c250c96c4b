"""Whether a question is answered as a whole, or each of those that it holds."""

import re
from dataclasses import replace

from qa.answering.sentences import answering_span
from qa.domain import Parameters
from qa.language.dates import YEAR
from qa.language.words import words
from qa.retrieval.parameters import DEFAULT
from qa.retrieval.pipeline import Found, Retrieval
from qa.store.interface import Index


def to_answer(store: Index, retrieval: Retrieval, limit: int, parameters: Parameters = DEFAULT) -> tuple[Found, ...]:
    """Give what is to be answered with at most ``limit`` citations: the parts, where one can be, or the whole.

    What is compared is answered side by side when something was found for each side, unless one passage tells of all.
    """
    whole, parts = retrieval.whole, retrieval.parts
    if whole.ranking.listed or limit < len(parts) or not retrieval.answered:
        return (whole,)
    if not any(part.query.compared for part in parts):
        return parts
    is_complete = len(retrieval.answered) == len(parts)
    # Of a document or a year it is worth telling that it says nothing.
    may_lack = _names_documents(whole) or (not whole.evidence.sufficient and all(map(_names_documents, parts)))
    if not (is_complete or may_lack) or _is_told_at_once(store, retrieval, parameters):
        return (whole,)
    if not all(_is_of_its_year(store, part, parameters) for part in retrieval.answered):
        return (whole,)
    if is_complete and len({part.ranking.hits[0].position for part in parts}) == 1:  # one passage tells of all
        quotes = {_quoted(store, part, parameters): part for part in parts}
        longest = max(quotes, key=len)
        if all(quote in longest for quote in quotes):
            return (replace(quotes[longest], query=whole.query),)
    return parts


def _names_documents(found: Found) -> bool:
    return any(one.documents is not None for one in found.query.restrictions)


def _is_of_its_year(store: Index, part: Found, parameters: Parameters) -> bool:
    """Whether what is quoted for a side names the year that the side is about, where no document is of that."""
    years = re.findall(rf"\b{YEAR}\b", part.query.text)
    return _names_documents(part) or all(year in _quoted(store, part, parameters) for year in years)


def _is_told_at_once(store: Index, retrieval: Retrieval, parameters: Parameters) -> bool:
    """Whether the first quotation for the whole names what tells each side from the others."""
    whole = retrieval.whole
    terms = [set(part.query.terms) for part in retrieval.parts]
    own = [one.difference(*(other for other in terms if other is not one)) for one in terms]
    if not whole.evidence.sufficient or not all(own):
        return False
    said = set(words(store.short_forms.added_to(_quoted(store, whole, parameters))))
    return all(one & said for one in own)


def _quoted(store: Index, found: Found, parameters: Parameters) -> str:
    """What is quoted first."""
    hit = found.ranking.hits[0]
    start, end = answering_span(store, found.ranking.asked, found.query, hit, parameters)
    return hit.passage.text[start:end]
