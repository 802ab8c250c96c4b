"""Citations, and the answer that is made of them."""

import heapq
import re
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter

from qa.answering import reasons, wording
from qa.answering.doubt import why_uncertain
from qa.answering.referrals import referred
from qa.answering.sentences import answering_span
from qa.answering.statements import statements
from qa.answering.timeline import differing
from qa.domain import Answer, AnswerPart, Citation, Hit, Identity, Parameters, Passage, Query, Role
from qa.language.words import is_pleasantry
from qa.parliament.citation import citation, short_citation
from qa.parliament.voices import asks_for_members, is_members
from qa.retrieval.answerability import chance_of
from qa.retrieval.parameters import DEFAULT
from qa.retrieval.pipeline import Found
from qa.retrieval.ranking import Ranking
from qa.retrieval.recency import earlier
from qa.retrieval.restrictions import not_there
from qa.store.interface import Index

RELATED = 3  # passages shown when nothing was found

SECTION_SEPARATOR = " › "
DIGITS = 2  # of a chance; those behind differ with how many texts a model reads at a time
ANSWER_LABEL = re.compile(r"\s*\bAntwoord(?:\s+\d+)?\W*$")  # stands between a question of a list and its answer


def answer(
    store: Index,
    query: Query,
    found: Sequence[Found],
    limit: int,
    parameters: Parameters = DEFAULT,
    searched: Mapping[str, Identity] | None = None,
) -> Answer:
    """Compose the answer to a question, or to each of several in one: at most ``limit`` citations in all.

    ``limit`` is not less than the number of questions. ``searched`` are the documents that were searched, ``None`` for
    all that there are.
    """
    if not any(one.evidence.sufficient for one in found):
        return _refusal(store, query, found, parameters, store.documents if searched is None else searched)
    cited: list[Citation] = []
    parts: list[AnswerPart] = []
    doubts: list[str] = []
    for place, one in enumerate(found):
        share = len(range(place, limit, len(found)))  # as equal as can be, the first ones most
        chosen = _chosen(store, one, share, parameters) if one.evidence.sufficient else ()
        numbers = tuple(_number(source, cited) for source in chosen)
        differences = differing(one.query.text, cited, numbers, parameters)
        # Two documents that are held side by side may say the same.
        before = [said for part in parts for said in part.statements] if not one.query.compared else []
        said = statements(cited, numbers, parameters, before)
        said = said[:1] if one.query.compared else said  # what stands beside it is the other side
        doubts.append(why_uncertain(store, one, said) if one.evidence.certain else "")
        certain = one.evidence.certain and not doubts[-1]
        parts.append(AnswerPart(one.query.question, one.evidence.sufficient, numbers, certain, differences, said))
    several = tuple(parts) if len(parts) > 1 else ()
    return Answer(
        query.question,
        query.text,
        answered=True,
        text=wording.text(parts),
        citations=tuple(cited),
        parts=several,
        certain=all(part.certain for part in parts if part.answered),
        restrictions=query.restrictions,
        differing=() if several else parts[0].differing,
        explain=tuple(_explained(found, parts, doubts, cited)),
        statements=tuple(one for part in parts for one in part.statements),
    )


def _refusal(
    store: Index, query: Query, found: Sequence[Found], parameters: Parameters, searched: Mapping[str, Identity]
) -> Answer:
    named = [one.documents for one in query.restrictions if one.documents is not None]
    within = [one for id_, one in searched.items() if not named or any(id_ in ids for ids in named)]
    nearest = found[0]
    asks = not is_pleasantry(query.question)
    near = heapq.nlargest(RELATED, nearest.ranking.hits, key=attrgetter("score")) if asks else ()  # whoever says it
    related = tuple(cite(store, nearest.query, nearest.ranking, hit, parameters, role=role_of(hit)) for hit in near)
    return Answer(
        query.question,
        query.text,
        answered=False,
        text=wording.nothing_found(
            query.text,
            within,
            len(store.documents),
            nearest.ranking.missing,
            not_there(query.text, store.documents),
        )
        if asks
        else wording.NO_QUESTION,
        citations=(),
        related=related,
        certain=False,
        restrictions=query.restrictions,
        explain=(
            *reasons.understood(nearest.query),
            *reasons.weighed(nearest.query, nearest.ranking, nearest.evidence),
        ),
    )


def _explained(
    found: Sequence[Found], parts: Sequence[AnswerPart], doubts: Sequence[str], citations: Sequence[Citation]
) -> Iterator[str]:
    for one, part, doubt in zip(found, parts, doubts, strict=True):
        if len(found) > 1:
            yield f"Deelvraag: {part.question}"
        yield from reasons.understood(one.query)
        yield from reasons.weighed(one.query, one.ranking, one.evidence)
        if doubt:
            yield doubt
        yield from reasons.cited(one.ranking, citations, part.numbers)


def cite(
    store: Index,
    query: Query,
    ranking: Ranking,
    hit: Hit,
    parameters: Parameters = DEFAULT,
    *,
    role: Role = Role.ANSWER,
) -> Citation:
    """Make the citation of a passage: its answering sentence, and where that stands."""
    passage = hit.passage
    document: Identity = store.documents[passage.document_id]
    start, end = answering_span(store, ranking.asked, query, hit, parameters)
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
        abbreviations=store.abbreviations.found_in(passage.text, passage.document_id),
        role=role,
        voice=passage.voice,
        passage_id=passage.id,
        chance=_chance(store, query, ranking, hit),
        published="" if ranking.listed or query.number is not None else _published(passage),
        label=short_citation(document, page),
    )


def _chance(store: Index, query: Query, ranking: Ranking, hit: Hit) -> float:
    if ranking.listed or ranking.explained:  # the very answer is first, and whatever else there is is not
        return float(hit is ranking.hits[0])
    return round(chance_of(store, query, ranking, hit), DIGITS)


def _published(passage: Passage) -> str:
    """The published question that a passage answers; empty when it is no answer to one."""
    question = " ".join(passage.text[: passage.answer_start].split()) if passage.number is not None else ""
    return ANSWER_LABEL.sub("", question)


def _chosen(store: Index, found: Found, limit: int, parameters: Parameters) -> Iterator[Citation]:
    """The citations for one question: what answers with what it refers to, then older statements, members last.

    Members come first when the question is about what they said.
    """
    hits = found.ranking.hits
    near = [hit for hit in hits[:limit] if hit.score >= parameters["cited from"] * hits[0].score]
    if found.query.number in hits[0].passage.numbers:
        near = [hit for hit in near if found.query.number in hit.passage.numbers]
    old = earlier(store, found.query, near, parameters)
    roles = [
        Role.EARLIER if place in old and role_of(hit) is Role.ANSWER else role_of(hit) for place, hit in enumerate(near)
    ]
    order = (Role.ANSWER, Role.EARLIER, Role.MEMBERS)
    if asks_for_members(found.query.text):
        order = (Role.MEMBERS, Role.ANSWER, Role.EARLIER)
    chosen: dict[int, tuple[Hit, Role]] = {}
    for wanted in order:
        for hit, role in zip(near, roles, strict=True):
            if role is wanted:
                chosen.setdefault(hit.position, (hit, role))
                for other in referred(store, found.ranking, hit):
                    chosen.setdefault(other.position, (other, Role.REFERRED))
    for hit, role in list(chosen.values())[:limit]:
        yield cite(store, found.query, found.ranking, hit, parameters, role=role)


def role_of(hit: Hit) -> Role:
    """What a passage is to an answer by who speaks in it."""
    return Role.MEMBERS if is_members(hit.passage.voice) else Role.ANSWER


def _number(source: Citation, cited: list[Citation]) -> int:
    """The number of a citation, which is added to those cited when it is not among them."""
    if source not in cited:
        cited.append(source)
    return cited.index(source) + 1
