"""Protocol D, verdicts of users: the questions on which they gave one, asked again of the product as it is now."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa import Document, Feedback, Passage, Verdict, read_feedback

from .asking import Asked, Subject, first_place
from .gold import Case, GoldError, Kind
from .measures import Number, mean
from .results import Findings, Outcome, Row, Table
from .sources import SHARE_HELD, Sources, occurrences, overlap

COLUMNS = ("beantwoord", "hit@1", "hit@5", "niet bovenaan")
WITHOUT_PASSAGE = "nuttig, zonder vindplaats"


@dataclass(frozen=True, slots=True)
class Tested:
    """A verdict, and what the product makes of its question now.

    ``place`` is that of the passage that the verdict is about, from 1; ``None`` when it is about none, or that one is
    not ranked.
    """

    feedback: Feedback
    asked: Asked
    place: int | None

    @property
    def answered(self) -> bool:
        """Whether the question is answered."""
        return self.asked.answer is not None

    @property
    def group(self) -> str:
        """The row of the table in which it counts: its verdict, unless that is not about a passage."""
        useful = self.feedback.verdict is Verdict.USEFUL
        return WITHOUT_PASSAGE if useful and self.feedback.citation is None else str(self.feedback.verdict)

    def among(self, first: int) -> bool:
        """Whether the passage is among the first so many."""
        return self.place is not None and self.place <= first


def latest(file: Path) -> tuple[Feedback, ...]:
    """Read the verdicts in a file: of several on the same passage for the same question, the last one given.

    Raises GoldError when there is none, and VindplaatsError when the file cannot be read.
    """
    last = {
        (one.question, one.citation and (one.citation.document_id, one.citation.passage_id)): one
        for one in sorted(read_feedback(file), key=lambda one: one.at)
    }
    if not last:
        raise GoldError(f"In {file} staan geen oordelen; geef ze eerst in de chat, of kies een ander bestand.")
    return tuple(last.values())


def findings(verdicts: Sequence[Feedback], subject: Subject, sources: Sources, name: str) -> Findings:
    """Ask the questions again and see whether what was useful is still there, and what was wrong is gone.

    A verdict on words that are no longer in the documents is left out. ``name`` is that of the file.
    """
    wanted = [(one, _passages(one, subject, sources)) for one in verdicts]
    there = [(one, ids) for one, ids in wanted if ids or one.citation is None]
    questions = dict.fromkeys(one.question for one, _ in there)
    asked = {question: subject.ask(Case(question, Kind.PAIR, question, ())) for question in questions}
    tested = [
        Tested(one, asked[one.question], first_place(asked[one.question].hits, dict.fromkeys(ids, 1)))
        for one, ids in there
    ]
    return Findings(
        tables=(_table(tested, len(verdicts), name),),
        outcomes=tuple(map(_outcome, tested)),
        asked=tuple(asked.values()),
    )


def _passages(one: Feedback, subject: Subject, sources: Sources) -> frozenset[str]:
    """The ids of the passages that a verdict is about: the very one, or those that hold its words now."""
    document = sources.documents.get(one.citation.document_id) if one.citation else None
    if one.citation is None or document is None:
        return frozenset()
    now = subject.assistant.library.passages(one.citation.document_id)
    if any(passage.id == one.citation.passage_id for passage in now):
        return frozenset((one.citation.passage_id,))
    return _holding(one.citation.quote, one.citation.page, document, now)


def _holding(quote: str, page: int, document: Document, passages: Sequence[Passage]) -> frozenset[str]:
    """The ids of the passages with at least half of a quotation; where it stands twice, of that on its page."""
    starts = list(occurrences(document.text, quote))
    starts = [start for start in starts if document.page_at(start) == page] or starts
    return frozenset(
        passage.id
        for passage in passages
        for start in starts
        if overlap((start, start + len(quote)), (passage.start, passage.start + len(passage.text))) >= SHARE_HELD
    )


def _table(tested: Sequence[Tested], given: int, name: str) -> Table:
    useful, wrong, *others = (
        [one for one in tested if one.group == group]
        for group in (Verdict.USEFUL, Verdict.WRONG_PASSAGE, Verdict.NOT_USEFUL, WITHOUT_PASSAGE)
    )
    at_first, among_five = _share(useful, lambda one: one.among(1)), _share(useful, lambda one: one.among(5))
    rows = [
        (useful, (at_first, among_five, None)),
        (wrong, (None, None, _share(wrong, lambda one: not one.among(1)))),
        *((group, (None, None, None)) for group in others),
    ]
    return Table(
        key="D-oordelen",
        title=f"D. {name}: oordelen van gebruikers ({len(tested)} oordelen)",
        note=(
            "nuttig: staat de passage van toen nu vooraan, en bij de eerste 5? verkeerde passage: staat die niet meer "
            "bovenaan? De andere oordelen worden alleen geteld; het verslag noemt de vragen. Van meerdere oordelen "
            f"over dezelfde passage bij dezelfde vraag telt het laatste. {given - len(tested)} oordelen gaan over "
            "tekst die niet meer in de documenten staat en zijn weggelaten."
        ),
        columns=COLUMNS,
        rows=tuple(
            Row(group[0].group, (_share(group, lambda one: one.answered), *numbers)) for group, numbers in rows if group
        ),
    )


def _share(tested: Sequence[Tested], holds: Callable[[Tested], bool]) -> Number:
    """The share of verdicts for which something holds; those on the same question are drawn together."""
    return mean([float(holds(one)) for one in tested], [one.feedback.question for one in tested])


def _outcome(one: Tested) -> Outcome:
    given, answer = one.feedback, one.asked.answer
    return Outcome(
        id=given.at.isoformat(),
        protocol="D",
        kind=str(given.verdict),
        split="",
        question=given.question,
        history=(),
        expected=tuple(_said(given)),
        got=tuple(f"{citation.reference}: {citation.quote}" for citation in answer.citations) if answer else (),
        answered=one.answered,
        chance=round(one.asked.chance, 3),
        place=one.place,
        scores={f"hit@{k}": float(one.among(k)) for k in (1, 5)} if one.group == Verdict.USEFUL else {},
        failed=_failure(one),
    )


def _said(given: Feedback) -> Iterator[str]:
    cited = given.citation
    yield f"{given.verdict}: {cited.document_id}, p. {cited.page}: {cited.quote}" if cited else str(given.verdict)
    if given.remark:
        yield f"opmerking: {given.remark}"


def _failure(one: Tested) -> str:
    match one.group:
        case Verdict.NOT_USEFUL:
            return "niet nuttig gevonden"
        case Verdict.WRONG_PASSAGE:
            return "verkeerde passage nog bovenaan" if one.among(1) else ""
        case Verdict.USEFUL if one.answered and not one.among(1):
            return f"nuttige passage op plaats {one.place}" if one.place else "nuttige passage niet gevonden"
        case _:
            return "" if one.answered else "niet geantwoord"
