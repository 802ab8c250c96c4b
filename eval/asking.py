"""Asking a question of the product, and judging what came: of its ranking, its baselines and its answer."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from qa import Answer, Assistant, Citation, Explanation, Hit, QuestionError

from .gold import GRADES, Case, Evidence, Kind
from .measures import RANKING, Judgments, Scores, ranking_scores
from .sources import Sources, occurrences

PRODUCT, BM25, DENSE, RRF = "product", "BM25", "dense", "RRF"
SYSTEMS = (PRODUCT, BM25, DENSE, RRF)
SHARE_SAID = 0.25  # of a labelled quotation of several sentences; one of them is a good part of it
MEANINGLESS = float("nan")  # a measure that says nothing of this kind of question
RRF_K = 60  # Cormack, Clarke and Büttcher 2009

# Of the answer that a user gets, each from 0 to 1: a right source is cited first; its sentence is the one that
# answers; the share of the parts of the question that the citations cover; the newest position stands before
# every older one.
ANSWER = ("bron@1", "zin@1", "delen", "nieuwste eerst")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what came of it.

    ``explanation`` is ``None`` when the question was turned down as no question at all. ``seconds`` is the time
    that the answer took.
    """

    case: Case
    explanation: Explanation | None
    seconds: float

    @property
    def answer(self) -> Answer | None:
        """The answer, when there is one that claims to answer."""
        return self.explanation.answer if self.explanation and self.explanation.answer.answered else None

    @property
    def chance(self) -> float:
        """How likely what was found first answers, from 0 to 1."""
        return self.explanation.chance if self.explanation else 0.0

    @property
    def hits(self) -> tuple[Hit, ...]:
        """All ranked passages, best first."""
        return self.explanation.hits if self.explanation else ()


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with its scores.

    ``scores`` holds for each system the measures in RANKING, ``answer_scores`` those in ANSWER for the product.
    ``place`` is the place of the first passage that answers, counted from 1; ``None`` when none does. ``subject`` is
    what the question is about, ``split`` its side.
    """

    asked: Asked
    subject: str
    split: str
    scores: Mapping[str, Sequence[float]]
    answer_scores: Sequence[float]
    place: int | None


@dataclass(frozen=True, slots=True)
class Subject:
    """What is put to the test: an assistant, and the documents that it may answer from (``None``: all)."""

    assistant: Assistant
    documents: tuple[str, ...] | None = None

    def ask(self, case: Case) -> Asked:
        """Ask one question, with the conversation before it."""
        start = time.perf_counter()
        try:
            explanation = self.assistant.explain(case.question, history=case.history, documents=self.documents)
        except QuestionError:
            explanation = None
        return Asked(case, explanation, time.perf_counter() - start)

    def quotes(self, question: str, limit: int) -> list[str]:
        """Give the answering sentences of the nearest passages, whether or not they answer."""
        try:
            found = self.assistant.search(question, limit=limit, documents=self.documents)
        except QuestionError:
            return []
        return [citation.quote for citation in found]


def rankings(hits: Sequence[Hit]) -> dict[str, list[Hit]]:
    """Rank the same passages by the product and by each baseline.

    The baselines are the product's own two legs alone, and their plain reciprocal rank fusion; equals keep the
    order of the corpus.
    """
    by_position = sorted(hits, key=lambda hit: hit.position)
    dense = sorted(by_position, key=lambda hit: -hit.cosine)
    bm25 = sorted((hit for hit in by_position if hit.bm25 > 0), key=lambda hit: -hit.bm25)
    fused = dict.fromkeys((hit.position for hit in by_position), 0.0)
    for leg in (dense, bm25):
        for place, hit in enumerate(leg, 1):
            fused[hit.position] += 1 / (RRF_K + place)
    rrf = sorted(by_position, key=lambda hit: -fused[hit.position])
    return {PRODUCT: list(hits), BM25: bm25, DENSE: dense, RRF: rrf}


def judge(asked: Iterable[Asked], sources: Sources) -> list[Judged]:
    """Judge the rankings and answers of answerable questions by their evidence."""
    questions = list(asked)
    judgments = [_judgments(question, sources) for question in questions]
    scores = score_systems([question.hits for question in questions], judgments)
    return [
        Judged(
            asked=question,
            subject=sources.subjects.get(question.case.id, question.case.id),
            split=sources.split(question.case),
            scores={system: scores[system][i].tolist() for system in SYSTEMS},
            answer_scores=_answer_scores(question, sources),
            place=first_place(question.hits, judgments[i]),
        )
        for i, question in enumerate(questions)
    ]


def passage_id(hit: Hit) -> str:
    """Name what is found by its passage."""
    return hit.passage.id


def score_systems(
    hits: Sequence[Sequence[Hit]], judgments: Sequence[Judgments], name: Callable[[Hit], str] = passage_id
) -> dict[str, Scores]:
    """Score the product and the baselines: for each system an array (questions, len(RANKING)).

    ``name`` gives the id by which a hit is judged; of several hits with the same id the first counts.
    """
    ranked = [rankings(found) for found in hits]
    return {
        system: ranking_scores(judgments, [[name(hit) for hit in order[system]] for order in ranked])
        if ranked
        else np.zeros((0, len(RANKING)))
        for system in SYSTEMS
    }


def first_place(hits: Sequence[Hit], judged: Judgments) -> int | None:
    """Give the place, from 1, of the first passage with a gain."""
    return next((place for place, hit in enumerate(hits, 1) if judged.get(hit.passage.id)), None)


def says(citation: Citation, evidence: Iterable[Evidence]) -> Evidence | None:
    """Give the evidence whose words the quotation of a citation holds, or of which it is a good part."""
    return next((item for item in evidence if item.document == citation.document_id and _same(citation, item)), None)


def _same(citation: Citation, item: Evidence) -> bool:
    part = citation.quote in item.quote and len(citation.quote) >= SHARE_SAID * len(item.quote)
    return item.quote in citation.quote or part


def _judgments(asked: Asked, sources: Sources) -> Judgments:
    case = asked.case
    gains = {hit.passage.id: gain for hit in asked.hits if (gain := sources.grade(case, hit.passage))}
    # Evidence that no ranked passage holds still counts as something to be found.
    found = {
        item
        for hit in asked.hits
        for item in sources.held(
            case.evidence,
            hit.passage.document_id,
            (hit.passage.start, hit.passage.start + len(hit.passage.text)),
            case.source,
        )
    }
    missed = [item for item in case.evidence if item not in found]
    return gains | {f"niet gevonden {number}": GRADES[item.label] for number, item in enumerate(missed, 1)}


def _answer_scores(asked: Asked, sources: Sources) -> tuple[float, ...]:
    case = asked.case
    citations = asked.answer.citations if asked.answer else ()
    cited = [_cited(case.evidence, citation, sources) for citation in citations]
    covered = {item.part for items in cited for item in items}
    first = bool(cited and cited[0])
    sentence = float(first and says(citations[0], case.evidence) is not None)
    return (
        float(first),
        # Asked word for word, the evidence is the whole answer: any sentence of it would do.
        MEANINGLESS if case.kind is Kind.VERBATIM else sentence,
        len(covered) / len(case.parts) if case.parts else 0.0,
        _newest_first(asked, sources) if case.kind is Kind.TEMPORAL else MEANINGLESS,
    )


def _cited(evidence: Sequence[Evidence], citation: Citation, sources: Sources) -> set[Evidence]:
    """The evidence that the passage of a citation holds."""
    document = sources.documents.get(citation.document_id)
    starts = occurrences(document.text, citation.passage) if document else ()
    return {
        item
        for start in starts
        for item in sources.held(evidence, citation.document_id, (start, start + len(citation.passage)), "")
    }


def _newest_first(asked: Asked, sources: Sources) -> float:
    """1 when a citation with the newest position stands before all with an older one, else 0."""
    for citation in asked.answer.citations if asked.answer else ():
        if _cited(asked.case.evidence, citation, sources):
            return 1.0
        if _cited(asked.case.stale, citation, sources):
            return 0.0
    return 0.0
