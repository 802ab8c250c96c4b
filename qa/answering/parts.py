"""Whether a question is answered as a whole, or each of those that it holds."""

from qa.answering.sentences import answering_span
from qa.domain import Parameters
from qa.language.words import words
from qa.retrieval.parameters import DEFAULT
from qa.retrieval.pipeline import Found, Retrieval
from qa.store.interface import Index


def to_answer(store: Index, retrieval: Retrieval, limit: int, parameters: Parameters = DEFAULT) -> tuple[Found, ...]:
    """Give what is to be answered with at most ``limit`` citations: the parts, where one can be, or the whole.

    What is compared is answered side by side when something was found for each side, unless one sentence tells of all;
    of documents that are named it is also told that one says nothing.
    """
    whole, parts = retrieval.whole, retrieval.parts
    if whole.ranking.listed or limit < len(parts) or not retrieval.answered:
        return (whole,)
    if not any(part.query.compared for part in parts):
        return parts
    is_named = any(one.documents is not None for one in whole.query.restrictions)
    is_complete = is_named or len(retrieval.answered) == len(parts)
    return parts if is_complete and not _is_told_at_once(store, retrieval, parameters) else (whole,)


def _is_told_at_once(store: Index, retrieval: Retrieval, parameters: Parameters) -> bool:
    """Whether the same is quoted for all sides, or the whole is answered with what tells each from the others."""
    whole = retrieval.whole
    if len({_quoted(store, part, parameters) for part in retrieval.answered}) < len(retrieval.answered):
        return True
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
