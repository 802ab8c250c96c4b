"""Protocol A, the unseen list: its questions are asked of the other documents."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from qa import Document, Hit

from .asking import ANSWER, PRODUCT, SYSTEMS, Asked, Subject, judge, score_systems
from .gold import LETTER, LIST, Case, Kind, Label
from .measures import BEST_OF, RANKING, best_rouge, mean, means, words_said
from .results import Findings, Row, Table, answer_rows, by_side, compare_systems, outcome, ranking_rows
from .sources import Sources, asked_text, says_nothing

TOLERANCES = (0, 1, 2)  # pages: the printed numbers follow another lay-out than the published one
BY_PAGE = ("hit@1", "hit@3", "hit@5", "hit@10", "MRR@10")  # a page holds more than what answers: no recall


def cases(document: Document) -> tuple[Case, ...]:
    """Give the questions of a list as questions without known evidence."""
    return tuple(
        Case(
            id=f"{document.identity.id}-vraag-{question.number}",
            kind=Kind.UNSEEN,
            question=asked_text(document, question),
            evidence=(),
            number=question.number,
            source=document.identity.id,
        )
        for question in document.questions
    )


def page_table(asked: Sequence[Asked], document: Document) -> Table:
    """Score the rankings by the printed page column: a passage on the printed page, or near it, is right."""
    printed = {question.number: question.letter_pages for question in document.questions if question.letter_pages}
    known = [(printed[one.case.number], one) for one in asked if one.case.number in printed]
    columns = [RANKING.index(measure) for measure in BY_PAGE]
    rows: list[Row] = []
    for tolerance in TOLERANCES:
        judgments = []
        for pages, one in known:
            wanted = {page + step for page in pages for step in range(-tolerance, tolerance + 1)}
            judgments.append({hit.passage.id: 1 for hit in one.hits if _on_page(hit, LETTER, wanted)})
        scores = score_systems([one.hits for _, one in known], judgments)
        rows.extend(Row(f"± {tolerance} · {system}", means(scores[system][:, columns])) for system in SYSTEMS)
    return Table(
        key="A-bladzijden",
        title=f"A. Ongeziene lijst: de gedrukte bladzijde ({len(known)} vragen)",
        note=(
            f"De lijst {document.identity.id} doet niet mee. Goed is een passage van {LETTER} op de "
            "bladzijde die bij de vraag is gedrukt, of 1 of 2 bladzijden ernaast: die nummers volgen een andere opmaak."
        ),
        columns=BY_PAGE,
        rows=tuple(rows),
    )


def by_evidence(subject: Subject, gold: Sequence[Case], sources: Sources) -> Findings:
    """Score rankings and answers by the hand-labelled evidence, and tell what happened to each question."""
    judged = judge([subject.ask(case) for case in gold], sources)
    answerable = [one for one in judged if one.asked.case.answerable]
    groups = by_side("alle", answerable)
    for label, name in ((Label.FULL, "geheel"), (Label.PARTIAL, "deels")):
        groups[name] = [one for one in answerable if one.asked.case.labels[0] is label]
    none = [one for one in judged if not one.asked.case.answerable]
    about = f"Van de {len(judged)} vragen hebben er {len(none)} buiten de lijst geen antwoord"
    ranking = Table(
        key="A-bewijs",
        title=f"A. Ongeziene lijst: gelabeld bewijs in de andere documenten ({len(answerable)} vragen)",
        note=f"{about}; die tellen hier niet mee. De andere zijn geheel of deels te beantwoorden.",
        columns=RANKING,
        rows=ranking_rows(groups),
    )
    refused = Row("zonder antwoord", (mean([float(one.asked.answer is None) for one in none]), *[None] * len(ANSWER)))
    answers = Table(
        key="A-antwoord",
        title=f"A. Ongeziene lijst: het antwoord ({len(judged)} vragen)",
        note=f"{about}: van die vragen staat in de eerste kolom welk deel terecht is geweigerd.",
        columns=("beantwoord", *ANSWER),
        rows=(*answer_rows(groups), refused),
    )
    return Findings(
        tables=(ranking, answers),
        compared=compare_systems("A, bewijs", answerable),
        outcomes=tuple(outcome(one, "A") for one in judged),
        asked=tuple(one.asked for one in judged),
    )


def overlap_table(subject: Subject, document: Document, asked: Sequence[Case], key: str = "A-overlap") -> Table:
    """Measure how much of the official answers the retrieved sentences say: the best of the first 1, 3 and 5."""
    rouge: list[list[float]] = []
    recall: list[list[float]] = []
    questions = {question.number: question for question in document.questions}
    for case in asked:
        question = questions[case.number or 0]
        if says_nothing(document, question.number):
            continue
        answer = document.text[question.answer_start : question.end]
        quotes = subject.quotes(case.question, max(BEST_OF))
        rouge.append(best_rouge(quotes, answer))
        recall.append(words_said(quotes, answer))
    return Table(
        key=key,
        title=f"A. Ongeziene lijst: overlap met het officiële antwoord ({len(rouge)} vragen)",
        note=(
            "ROUGE-L: de beste van de eerste 1, 3 of 5 gevonden zinnen. Woorden: welk deel van de inhoudswoorden van "
            "het antwoord, op hun stam vergeleken, in die zinnen samen staat."
        ),
        columns=tuple(f"beste van {k}" for k in BEST_OF),
        rows=(
            Row(f"ROUGE-L · {PRODUCT}", means(np.asarray(rouge).reshape(-1, len(BEST_OF)))),
            Row(f"woorden · {PRODUCT}", means(np.asarray(recall).reshape(-1, len(BEST_OF)))),
        ),
    )


def findings(subject: Subject, sources: Sources, gold: Sequence[Case]) -> Findings:
    """Run the whole protocol: ``subject`` answers without the list."""
    asked = [case for case in gold if case.kind is Kind.UNSEEN]
    found = by_evidence(subject, asked, sources)
    document = sources.documents[LIST]
    pages, overlap = page_table(found.asked, document), overlap_table(subject, document, asked)
    return replace(found, tables=(pages, *found.tables, overlap))


def agreement_table(gold: Sequence[Case]) -> Table:
    """Tell how far the two labelling passes agree, on the labels and on the passages."""
    both = [case for case in gold if len(case.labels) == 2]
    same = [float(case.labels[0] is case.labels[1]) for case in both]
    twice = [float(len(item.passes) > 1) for case in both for item in case.evidence if item.passes]
    return Table(
        key="A-labels",
        title="A. Ongeziene lijst: overeenstemming van twee labelrondes",
        note=(
            f"Cohens kappa van de labels is {kappa(both):.2f}".replace(".", ",")
            + "; de tweede ronde ging in willekeurige volgorde en zonder zicht op de eerste, waarop de labels zijn "
            "vastgesteld. Citaten: welk deel van het aangenomen bewijs in beide rondes is gevonden."
        ),
        columns=("gelijk",),
        rows=(Row("labels", (mean(same),)), Row("citaten", (mean(twice),))),
    )


def kappa(gold: Sequence[Case]) -> float:
    """Give Cohen's kappa (1960) of the labels of two passes."""
    if not gold:
        return float("nan")
    observed = sum(case.labels[0] is case.labels[1] for case in gold) / len(gold)
    chance = (
        sum(
            sum(case.labels[0] is label for case in gold) * sum(case.labels[1] is label for case in gold)
            for label in Label
        )
        / len(gold) ** 2
    )
    return (observed - chance) / (1 - chance) if chance < 1 else 1.0


def _on_page(hit: Hit, letter: str, pages: set[int]) -> bool:
    passage = hit.passage
    stands_on = {passage.page, *(page for _, page in passage.page_breaks)}
    return passage.document_id == letter and bool(stands_on & pages)
