"""Citations, and the text of an answer: verbatim sentences with the number of their source."""

from collections.abc import Sequence

from qa.answering.sentences import answering_span
from qa.domain import Answer, Citation, Hit, Identity, Query
from qa.parliament.abbreviations import explained_in
from qa.parliament.identity import citation
from qa.retrieval.ranking import Ranking
from qa.store import Store

NOTHING_FOUND = "In de documenten is geen antwoord op deze vraag gevonden."

QUOTED = 3  # sentences in the text of an answer; the other citations are there to be looked at
LOWEST_SHARE = 0.5  # of the best score: a passage below it is no longer cited

SECTION_SEPARATOR = " › "


def answer(store: Store, query: Query, ranking: Ranking, limit: int) -> Answer:
    """Compose the answer from the best passages: at most ``limit`` citations, best first."""
    best = ranking.hits[0].score
    cited = [hit for hit in ranking.hits[:limit] if hit.score >= LOWEST_SHARE * best]
    citations = tuple(cite(store, query, ranking, hit) for hit in cited)
    return Answer(query.question, query.text, answered=True, text=_text(citations), citations=citations)


def refusal(query: Query) -> Answer:
    """The answer that nothing was found."""
    return Answer(query.question, query.text, answered=False, text=NOTHING_FOUND, citations=())


def cite(store: Store, query: Query, ranking: Ranking, hit: Hit) -> Citation:
    """Make the citation of a passage: its answering sentence, and where that stands."""
    passage = hit.passage
    document: Identity = store.documents[passage.document_id]
    start, end = answering_span(store, ranking.vector, query, hit)
    page = passage.page_at(start)
    return Citation(
        document_id=document.id,
        title=document.title,
        date=document.date,
        page=page,
        section=SECTION_SEPARATOR.join(passage.section),
        quote=passage.text[start:end],
        passage=passage.text,
        reference=citation(document, page, passage.numbers),
        url=document.url,
        score=hit.score,
        number=passage.number,
        abbreviations=explained_in(passage.text, passage.document_id, store.abbreviations),
    )


def statements(citations: Sequence[Citation]) -> list[tuple[str, list[int]]]:
    """Give what an answer says: each sentence with the numbers of its citations, counted from 1.

    Only the first citations are quoted; the same sentence in two documents is said once, with both numbers.
    """
    numbers: dict[str, list[int]] = {}
    for number, source in enumerate(citations[:QUOTED], 1):
        numbers.setdefault(source.quote, []).append(number)
    return list(numbers.items())


def _text(citations: Sequence[Citation]) -> str:
    return "\n\n".join(
        f"{quote} {''.join(f'[{number}]' for number in numbers)}" for quote, numbers in statements(citations)
    )
