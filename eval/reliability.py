"""Reliability: whether what is cited stands where it is said to stand, in the usual form, and the same every time."""

import multiprocessing
import re
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from qa import Answer, Assistant, Citation

from .asking import Asked, Subject, says
from .gold import Case
from .measures import mean
from .results import Row, Table
from .sources import Sources, occurrences

# What a statement ends in: the numbers of its citations, and behind them where it comes from.
NUMBERS = re.compile(r"(?: ?\[\d+\])+(?: \((?P<behind>[^\n]*)\))?$")
RESOLVED = re.compile(r"(?P<words>.+) is (?:\d{1,2} )?(?:[a-z]+ )?\d{4}")  # "22 november jl. is 22 november 2023"

# Kamerstukken II 2022/23, 27925, nr. 919, p. 5[, antwoord op vraag 12]
# Kamerstukken I 2023/24, 27925, AL, p. 4
KAMERSTUK = re.compile(
    r"""
    Kamerstukken \  (?P<chamber>II?) \  (?P<begin>\d{4})/(?P<end>\d{2}), \  # chamber and vergaderjaar
    (?P<dossier>[\w()-]+), \  (?:nr\.\ (?P<number>\d+)|(?P<letters>[A-Z]+)), \    # dossier and number in it
    p\.\ (?P<page>\d+) (?:,\ antwoord\ op\ vraag\ (?P<question>\d+))?
    """,
    re.VERBOSE,
)
CHAMBERS = {"II": "Tweede Kamer", "I": "Eerste Kamer"}


def citations(asked: Iterable[Asked]) -> list[Citation]:
    """Give all citations of all answers."""
    return [citation for one in asked if one.answer for citation in one.answer.citations]


# All words in an answer that come from no source. They stand here once more: what is added to them must be seen.
FIXED_LINES = frozenset(
    (
        "Of dit de vraag beantwoordt, is niet zeker; dit komt er het dichtst bij:",
        "Hierover is in de documenten niets gevonden.",
    )
)
DIFFERING = "De documenten verschillen hierin: "
FIGURE = re.compile(r"\d{1,2} [a-z]+ \d{4}: «(?P<words>[^»]+)» \[(?P<number>\d+)\]")
FIXED_LEAD = re.compile(
    r"^(?:Eerder, op \d{1,2} [a-z]+ \d{4}"
    r"|Antwoord op vraag \d{1,3}, waarnaar wordt verwezen"
    r"|Op de vraag «[^»]*»"
    r"|Woorden van de leden [^:]*): "
)


def quote_is_valid(citation: Citation, sources: Sources) -> bool:
    """Whether the passage is verbatim in the document, and the quotation in the passage, on the page that is named."""
    document = sources.documents.get(citation.document_id)
    if document is None or not citation.quote:
        return False
    return any(
        document.page_at(passage + quote) == citation.page
        for passage in occurrences(document.text, citation.passage)
        for quote in occurrences(citation.passage, citation.quote)
    )


def text_is_valid(answer: Answer) -> bool:
    """Whether every statement in the text of an answer is the quotation of each citation that it names.

    The fixed words that the product puts around them may stand there, and the parts of the question.
    """
    quotes = [" ".join(citation.quote.split()) for citation in answer.citations]
    own = FIXED_LINES | {part.question for part in answer.parts}
    blocks = [block for block in answer.text.split("\n\n") if block not in own]
    for block in [block for block in blocks if block.startswith(DIFFERING)]:
        blocks.remove(block)
        figures = block.removeprefix(DIFFERING).split("; ")
        if not all((match := FIGURE.fullmatch(figure)) and _is_figure(match, quotes) for figure in figures):
            return False
    for statement in (FIXED_LEAD.sub("", joined) for joined in _joined(blocks)):
        match = NUMBERS.search(statement)
        numbered = match[0].partition(" (")[0] if match else ""
        named = [int(number) for number in re.findall(r"\d+", numbered)]
        said = " ".join(NUMBERS.sub("", statement).split())
        if not named or any(not 1 <= number <= len(quotes) or quotes[number - 1] != said for number in named):
            return False
        if match and not _is_source(match["behind"] or "", answer.citations[named[0] - 1].label, said):
            return False
    return True


def _is_source(behind: str, label: str, said: str) -> bool:
    """Whether what stands behind a statement names its source, and besides only days and years that it means."""
    note = behind.removeprefix(label).removeprefix("; ")
    resolved = [RESOLVED.fullmatch(part) for part in note.split("; ")] if note else []
    return behind.startswith(label) and all(match and match["words"] in said for match in resolved)


def _is_figure(match: re.Match[str], quotes: Sequence[str]) -> bool:
    number = int(match["number"])
    return 1 <= number <= len(quotes) and " ".join(match["words"].split()) in quotes[number - 1]


def _joined(statements: Sequence[str]) -> list[str]:
    """Put the paragraphs of one statement together: only its last one bears numbers."""
    joined: list[str] = []
    waiting: list[str] = []
    for part in statements:
        waiting.append(part)
        if NUMBERS.search(part):
            joined.append("\n\n".join(waiting))
            waiting = []
    return [*joined, *waiting]


def reference_is_valid(citation: Citation, sources: Sources) -> bool:
    """Whether the reference has the usual Dutch form and names this very document, page and question."""
    document = sources.documents.get(citation.document_id)
    if document is None:
        return False
    identity = document.identity
    match = KAMERSTUK.fullmatch(citation.reference)
    if match is None:
        # What is no kamerstuk is cited by title, date and page.
        known = identity.dossier and identity.number and identity.chamber
        return (
            not known and citation.reference.startswith(identity.title) and f"p. {citation.page}" in citation.reference
        )
    return (
        CHAMBERS[match["chamber"]] == identity.chamber
        and f"{match['begin']}-{match['begin'][:2]}{match['end']}" == identity.session_year
        and match["dossier"] == identity.dossier
        and (match["number"] or match["letters"]) == identity.number
        and int(match["page"]) == citation.page
        and (int(match["question"]) if match["question"] else None) == citation.number
    )


def pages(asked: Iterable[Asked]) -> list[float]:
    """For each citation that begins where a gold quotation begins: 1 when its page is the labelled one, else 0."""
    scores: list[float] = []
    for one in asked:
        for citation in one.answer.citations if one.answer else ():
            gold = says(citation, (*one.case.evidence, *one.case.stale))
            if gold and (citation.quote.startswith(gold.quote) or gold.quote.startswith(citation.quote)):
                scores.append(float(citation.page == gold.page))
    return scores


def asked_again(subject: Subject, before: Sequence[Asked]) -> list[float]:
    """Ask the same questions again: 1 for each answer that is the same to the letter, else 0."""
    return [float(subject.ask(one.case).explanation == one.explanation) for one in before]


def asked_elsewhere(corpus: Path, index: Path, before: Sequence[Asked]) -> list[float]:
    """Ask the same questions in another process, which builds an index of its own in ``index``."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as other:
        answers = other.submit(_answers, corpus, index, [one.case for one in before]).result()
    ours = [one.explanation.answer if one.explanation else None for one in before]
    return [float(answer == own) for answer, own in zip(answers, ours, strict=True)]


def _answers(corpus: Path, index: Path, cases: Sequence[Case]) -> list[Answer | None]:
    with Assistant(corpus, index) as assistant:
        explained = [Subject(assistant).ask(case).explanation for case in cases]
    return [explanation.answer if explanation else None for explanation in explained]


def table(asked: Sequence[Asked], again: Sequence[float], elsewhere: Sequence[float], sources: Sources) -> Table:
    """Tell how far what is cited can be relied on."""
    cited = citations(asked)
    rows = (
        Row("citaat staat letterlijk op die plaats", (mean([float(quote_is_valid(one, sources)) for one in cited]),)),
        Row(
            "antwoordtekst is enkel citaat", (mean([float(text_is_valid(one.answer)) for one in asked if one.answer]),)
        ),
        Row("bladzijde is de gelabelde", (mean(pages(asked)),)),
        Row("verwijzing in de vaste vorm", (mean([float(reference_is_valid(one, sources)) for one in cited]),)),
        Row("zelfde antwoord bij nog eens vragen", (mean(again),)),
        Row("zelfde antwoord in een ander proces, na herbouw", (mean(elsewhere),)),
    )
    return Table(
        key="betrouwbaarheid",
        title=f"Betrouwbaarheid ({len(cited)} citaten)",
        note="Nagegaan in de documenten zelf, niet in de index. Alles hoort 1,00 te zijn.",
        columns=("deel",),
        rows=tuple(row for row in rows if row.numbers[0] and row.numbers[0].n),
    )
