"""Checks of the gold itself: quotations that stand where they are said to, questions that test something."""

from collections.abc import Sequence
from itertools import product

import numpy as np

from .gold import Case, GoldError, Kind
from .measures import content_stems, longest_run, mean
from .results import Row, Table
from .sources import DEV, TEST, Sources, occurrences

LONGEST_SHARED_RUN = 7  # words that a question may share with its evidence in a row: the name of a mission has six
MOST_ALIKE = 0.75  # Jaccard index of content words above which two questions are the same question

# Asked in the words of the list itself, or without words of their own.
FIXED_WORDING = (Kind.UNSEEN, Kind.REFERENCE, Kind.FOLLOW_UP)


def check(gold: Sequence[Case], sources: Sources) -> None:
    """Check all gold questions. Raises GoldError with the file and the line of the first that is wrong."""
    for case in gold:
        for evidence in (*case.evidence, *case.stale):
            sources.span(evidence, case.source)
            document = sources.documents[evidence.document]
            pages = {document.page_at(start) for start in occurrences(document.text, evidence.quote)}
            if evidence.page not in pages:
                raise GoldError(
                    f"{case.source}: dit citaat staat in {evidence.document} op p. {min(pages)}, niet op "
                    f"p. {evidence.page}; verbeter de bladzijde: “{evidence.quote[:80]}”"
                )
        if case.kind not in FIXED_WORDING:
            _check_wording(case)
    _check_split(gold, sources)


def _check_wording(case: Case) -> None:
    for evidence in case.evidence:
        run = longest_run(case.question, evidence.quote)
        if run > LONGEST_SHARED_RUN:
            raise GoldError(
                f"{case.source}: de vraag heeft {run} woorden achtereen gemeen met het citaat; stel haar in andere "
                "woorden."
            )


def _check_split(gold: Sequence[Case], sources: Sources) -> None:
    sides: dict[str, list[tuple[Case, frozenset[str]]]] = {DEV: [], TEST: []}
    for case in gold:
        sides[sources.split(case)].append((case, content_stems(" ".join((*case.history, case.question)))))
    for (one, ours), (other, theirs) in product(sides[DEV], sides[TEST]):
        if ours and len(ours & theirs) / len(ours | theirs) > MOST_ALIKE:
            raise GoldError(
                f"{one.source} ({one.id}) herhaalt {other.source} ({other.id}), maar staat aan de andere kant van "
                "dev en test; stel een van beide anders."
            )


def wording_table(gold: Sequence[Case]) -> Table:
    """Tell how much the questions share with the words of their evidence."""
    groups: dict[str, list[Case]] = {}
    for case in gold:
        if case.answerable:
            groups.setdefault(str(case.kind), []).append(case)
    return Table(
        key="gold-woorden",
        title="Goud: hoeveel woorden delen vraag en citaat",
        note=(
            "woorden: welk deel van de inhoudswoorden van de vraag, op hun stam, in het dichtste citaat staat. "
            "achtereen: de langste rij gelijke woorden."
        ),
        columns=("woorden", "achtereen"),
        rows=tuple(
            Row(name, (mean([_shared(case) for case in cases]), mean([float(_run(case)) for case in cases])))
            for name, cases in groups.items()
        ),
    )


def _shared(case: Case) -> float:
    asked = content_stems(case.question)
    shares = [len(asked & content_stems(evidence.quote)) / len(asked) for evidence in case.evidence if asked]
    return float(np.max(shares)) if shares else 0.0


def _run(case: Case) -> int:
    return max(longest_run(case.question, evidence.quote) for evidence in case.evidence)
