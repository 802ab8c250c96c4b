"""Protocol B, the list in the corpus: its own questions, and many others, asked of all documents."""

from collections.abc import Sequence

from .asking import ANSWER, PRODUCT, Judged, Subject, judge
from .gold import Case, Evidence, Kind
from .measures import RANKING
from .results import Findings, Table, answer_rows, by_kind, by_side, compare_systems, outcome, ranking_rows
from .sources import Sources, asked_text

OWN_WORDS = "eigen woorden"  # the group by which the product is judged

KINDS = (
    Kind.VERBATIM,
    Kind.PARAPHRASE,
    Kind.DOCUMENT,
    Kind.TEMPORAL,
    Kind.TWO_PART,
    Kind.FOLLOW_UP,
    Kind.REFERENCE,
)


def verbatim_cases(sources: Sources) -> tuple[Case, ...]:
    """Give the questions of every list in the corpus word for word, with their own answer as evidence.

    The quotation takes in the question: "Zie het antwoord op vraag 5." alone may stand there more than once.
    """
    return tuple(
        Case(
            id=f"{document.identity.id}-letterlijk-{question.number}",
            kind=Kind.VERBATIM,
            question=asked_text(document, question),
            evidence=(
                Evidence(
                    document.identity.id,
                    question.page,
                    document.text[question.start : question.end],
                ),
            ),
            number=question.number,
            source=document.identity.id,
        )
        for document in sources.lists
        for question in document.questions
        if question.answer_start < question.end  # what has no answer cannot be found
    )


def ask_all(subject: Subject, gold: Sequence[Case], sources: Sources) -> list[Judged]:
    """Ask the questions of this protocol and judge what comes."""
    return judge([subject.ask(case) for case in gold if case.kind in KINDS], sources)


def own_words(judged: Sequence[Judged]) -> list[Judged]:
    """The questions in words of their own: not those of the list, which the product knows by heart."""
    return [one for one in judged if one.asked.case.kind not in (Kind.VERBATIM, Kind.REFERENCE)]


def ranking_table(judged: Sequence[Judged]) -> Table:
    """Where the right passages stand."""
    # A question whose answer refers on is a published one: its own pair comes first, and what it refers to behind.
    ranked = [one for one in judged if one.asked.case.kind is not Kind.REFERENCE]
    return Table(
        key="B-rangorde",
        title=f"B. Lijst in het corpus: de rangorde ({len(ranked)} vragen)",
        note=(
            f"{OWN_WORDS}: alle soorten behalve de letterlijke. Goed is een passage die een gelabeld citaat bevat. "
            "BM25 en dense zijn de twee benen van het product alleen, RRF hun gewone reciprocal rank fusion."
        ),
        columns=RANKING,
        rows=ranking_rows(by_side(OWN_WORDS, own_words(ranked)) | by_kind(ranked)),
    )


def answer_table(judged: Sequence[Judged]) -> Table:
    """What the user sees."""
    return Table(
        key="B-antwoord",
        title=f"B. Lijst in het corpus: het antwoord ({len(judged)} vragen)",
        note=(
            "beantwoord: niet geweigerd. bron@1: de eerste vindplaats bevat een goed citaat. zin@1: en de geciteerde "
            "zin is de goede. delen: welk deel van de vraag de vindplaatsen dekken (bij verwijzingen: het antwoord "
            "waarnaar wordt verwezen). nieuwste eerst: het nieuwste standpunt staat boven elk ouder."
        ),
        columns=("beantwoord", *ANSWER),
        rows=answer_rows(by_side(OWN_WORDS, own_words(judged)) | by_kind(judged)),
    )


def form_table(judged: Sequence[Judged]) -> Table:
    """The paraphrases by who asks and how."""
    paraphrases = [one for one in judged if one.asked.case.kind is Kind.PARAPHRASE]
    groups: dict[str, list[Judged]] = {}
    for one in paraphrases:
        groups.setdefault(one.asked.case.register, []).append(one)
    for one in paraphrases:
        groups.setdefault(one.asked.case.form or "gewone zin", []).append(one)
    return Table(
        key="B-vormen",
        title=f"B. Parafrasen naar vrager en vorm ({len(paraphrases)} vragen)",
        note="Elke vraag telt bij haar vrager en bij haar vorm.",
        columns=RANKING,
        rows=ranking_rows(groups, systems=(PRODUCT,)),
    )


def findings(judged: Sequence[Judged]) -> Findings:
    """Tell all that this protocol found."""
    return Findings(
        tables=(ranking_table(judged), answer_table(judged), form_table(judged)),
        compared=compare_systems(f"B, {OWN_WORDS}", own_words(judged)),
        outcomes=tuple(outcome(one, "B") for one in judged),
        asked=tuple(one.asked for one in judged),
    )


def verbatim_findings(judged: Sequence[Judged], key: str, name: str) -> Findings:
    """Tell how the questions of a list are answered when they are asked word for word."""
    table = Table(
        key=key,
        title=f"D. {name}: de vragen letterlijk gesteld ({len(judged)} vragen)",
        note="Goed is het eigen antwoord.",
        columns=RANKING,
        rows=ranking_rows({"alle": judged}),
    )
    return Findings((table,), (), tuple(outcome(one, "D") for one in judged), tuple(one.asked for one in judged))
