"""What a question says about where to look: a document that it names, a period, the number of a listed question."""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from qa.domain import NO_PAGE, Identity, Restriction, Scope
from qa.language.dates import MOMENT, WEEKDAY, dutch_date, span_of
from qa.language.periods import Period, periods
from qa.parliament.citation import citation
from qa.parliament.references import references

# What stands before the name of a document and goes with it: "volgens de", "in", "according to the"
_LEAD = r"(?:\b(?:volgens|blijkens|in|uit|van|according\s+to|of)\s+)?(?:\b(?:de|het|the)\s+)?"
_KIND = (
    r"\b(?P<kind>(?:kamer)?brief|kamerstuk|stuk|lijst|verslag|letter|document)\b"
    r"(?:\s+van\s+vragen(?:\s+en\s+antwoorden)?)?"
)
# "brief 919", "nr. 943", "het verslag AL"; letters in capitals only
_NUMBERED = re.compile(
    rf"(?i:{_LEAD}(?:{_KIND}\s+(?:(?:nr|nummer|no)\b\.?\s*)?|\b(?:nr|nummer|no)\b\.?\s*|\#\s?))(?P<number>\d{{1,5}}|[A-Z]{{1,3}})\b"
)
# "de brieven 919 en 943"
_NUMBERED_BOTH = re.compile(
    rf"(?i:{_LEAD}\b(?:(?:kamer)?brieven|(?:kamer)?stukken|lijsten|verslagen|letters|documents|documenten)\s+)"
    r"(?P<first>\d{1,5}|[A-Z]{1,3})(?:\s*,\s*(?P<middle>\d{1,5}|[A-Z]{1,3}))?\s+(?i:en|and)\s+(?P<last>\d{1,5}|[A-Z]{1,3})\b"
)
# "27925-919", "kst-27925-919.html", "27.925, nr. 919", "dossier 27925, nummer 919", "EK 27925, AL", an address: dossier
# and number may be written in any way, since they count only when there is such a document.
_SPELLED = re.compile(
    rf"""
    (?i: {_LEAD} (?:{_KIND}\s+)? (?:https?://\S{{1,80}}/)?
         (?:\b(?:dossier|kamerstukdossier|EK|TK)\s+)? (?:\bkst[-_\ ])? )
    (?<![\d.]) (?P<dossier> \d{{2}} [\ .]? \d{{3}} ) (?: [-\ ] (?P<addition> [IVXLC]{{1,6}}[AB]? | \d{{2}} ) )?
    \s* [-,/\ ] \s* (?i: (?:nr|nummer|no)\b\.?\s* )? (?P<number> \d{{1,5}} | [A-Z]{{1,3}} )
    (?i: \.(?:html?|pdf|xml|odt)\b | \b(?!\.\w) )
    """,
    re.VERBOSE,
)
# "ah-tk-20232024-1292", "h-tk-20232024-70-3": any other document by its id.
_BY_ID = re.compile(
    rf"(?i:{_LEAD}(?:https?://\S{{1,80}}/)?)\b(?P<id>[\w()]+(?:-[\w()]+){{1,5}})(?:\.(?:html?|pdf|xml|odt)\b)?"
)
# "de brief van juli 2023", "de lijst van 14 december 2022", "the letter of July 2023"
_DATED = re.compile(
    rf"{_LEAD}{_KIND}\s+(?:van|uit|d\.d\.|of|from)\s+(?:{WEEKDAY},?\s+)?(?P<moment>{MOMENT})(?!\w|[-/.–]\d)",
    re.IGNORECASE,
)
_BEFORE_NAME = re.compile(rf"^{_LEAD}", re.IGNORECASE)
_BEFORE_REFERENCE = re.compile(rf"{_LEAD}$", re.IGNORECASE)
# As in "het antwoord op vraag 12", "wat zei de minister op vraag 12" or "Vraag 12", but not in "op de vraag 3 maanden
# geleden".
_LISTED = re.compile(
    r"(?:\bop\s+(?:de\s+)?vraag|\banswer\s+to\s+question|^\W*(?:vraag|question))\s+(?:(?:nr|nummer)\b\.?\s*)?"
    r"(?P<number>\d{1,3})\b(?=\s*(?:[?.,;:]|$|(?:van|uit|in|of|en|from|and)\b))",
    re.IGNORECASE,
)
_NEWEST = re.compile(
    r"\b(?:meest\s+recente?|laatst\s+bekende?|nieuwste|huidige?|actuele?|op\s+dit\s+moment|momenteel|most\s+recent|latest|currently)\b",
    re.IGNORECASE,
)

ONLY = "alleen in {name}"
PREFERRED = "bij voorkeur in documenten {period}"
NEWEST = "bij voorkeur in het nieuwste document"
# "Wat staat er over drones?" asks about drones.
_FRAME = re.compile(r"^(?:wat|what)\s+(?:staat\s+er|zegt|schrijft|meldt|is\s+said|does\s+it\s+say)\b", re.IGNORECASE)


def restrictions(question: str, documents: Mapping[str, Identity]) -> tuple[Restriction, ...]:
    """Give what a question says about where to look, of these documents.

    A document that it names, by number or by date, is the only one searched; a period is preferred. What names no
    document that is there is left as it is: it may be what the question is about.
    """
    named = tuple(_named(question, documents))
    if named:
        return named
    dates = [document.date for document in documents.values() if document.date]
    dated = (
        Restriction(period.words, PREFERRED.format(period=_spelled(period)), since=period.since, until=period.until)
        for period in periods(question)
    )
    # A period of no document is what the question is about, such as the day on which something happened.
    found = [period for period in dated if any(within(date, period) for date in dates)]
    if (match := _NEWEST.search(question)) and dates:
        found.append(Restriction(match[0], NEWEST, since=max(dates)))
    return tuple(found)


def not_there(question: str, documents: Mapping[str, Identity]) -> tuple[str, ...]:
    """Give the names of documents in a question that are none of these: "brief 999"."""
    known = {one.words for one in _named(question, documents)}
    numbered = (match for match in _NUMBERED.finditer(question) if match["kind"])
    found: list[str] = []
    until = 0
    for match in sorted((*_SPELLED.finditer(question), *numbered), key=lambda one: (one.start(), -one.end())):
        if match.start() >= until and match[0] not in known:
            found.append(_BEFORE_NAME.sub("", match[0]))
        until = max(until, match.end())
    return tuple(found)


def listed_number(question: str) -> int | None:
    """Give the number of the listed question that is asked for, as in "het antwoord op vraag 12"."""
    match = _LISTED.search(question)
    return int(match["number"]) if match else None


def without(question: str, found: Iterable[Restriction]) -> str:
    """Give the question without the names of the documents that it is restricted to."""
    named = [restriction.words for restriction in found if restriction.documents is not None]
    for words in named:
        question = question.replace(words, " ")
    question = " ".join(question.split())
    return _FRAME.sub("", question).strip() if named else question


def is_undone(restriction: Restriction, undone: Iterable[str]) -> bool:
    """Whether the words of a restriction are among those that do not count.

    Capitals make no difference: a part of a question begins with one.
    """
    return _plain(restriction.words) in map(_plain, undone)


def _plain(words: str) -> str:
    return " ".join(words.split()).lower()


def _spelled(period: Period) -> str:
    since = f"van {dutch_date(period.since)}" if period.since else ""
    until = f"tot en met {dutch_date(period.until)}" if period.until else ""
    return f"{since} {until}".strip() if until else since.replace("van", "vanaf", 1)


def _named(question: str, documents: Mapping[str, Identity]) -> Iterator[Restriction]:
    seen: list[tuple[int, int]] = []
    for start, end, ids in (
        *_referred(question, documents),
        *_spelled_out(question, documents),
        *_numbered(question, documents),
        *_dated(question, documents),
    ):
        if ids and not any(start < right and left < end for left, right in seen):
            seen.append((start, end))
            names = "; ".join(citation(documents[id_], NO_PAGE) for id_ in sorted(ids))
            yield Restriction(question[start:end], ONLY.format(name=names), frozenset(ids))


def _referred(question: str, documents: Mapping[str, Identity]) -> Iterator[tuple[int, int, set[str]]]:
    for reference in references(question):
        lead = _BEFORE_REFERENCE.search(question[: reference.start])
        start = lead.start() if lead else reference.start
        yield start, reference.end, {target for target in reference.targets if target in documents}


def _spelled_out(question: str, documents: Mapping[str, Identity]) -> Iterator[tuple[int, int, set[str]]]:
    for match in _SPELLED.finditer(question):
        dossier = re.sub(r"\D", "", match["dossier"]) + (f"-{match['addition']}" if match["addition"] else "")
        yield *match.span(), {f"kst-{dossier}-{match['number']}"}.intersection(documents)
    by_id = {id_.lower(): id_ for id_ in documents}
    for match in _BY_ID.finditer(question):
        yield *match.span(), {by_id[id_] for id_ in [match["id"].lower()] if id_ in by_id}


def _numbered(question: str, documents: Mapping[str, Identity]) -> Iterator[tuple[int, int, set[str]]]:
    for match in _NUMBERED_BOTH.finditer(question):
        numbers = {number for number in match.groups() if number}
        ids = {id_ for id_, document in documents.items() if document.number in numbers}
        yield *match.span(), ids if len(ids) >= len(numbers) else set()
    for match in _NUMBERED.finditer(question):
        yield *match.span(), {id_ for id_, document in documents.items() if document.number == match["number"]}


def _dated(question: str, documents: Mapping[str, Identity]) -> Iterator[tuple[int, int, set[str]]]:
    for match in _DATED.finditer(question):
        if span := span_of(match["moment"]):
            since, until = span
            yield (
                *match.span(),
                {
                    id_
                    for id_, document in documents.items()
                    if document.date and since <= document.date <= until and _is_kind(document, match["kind"].lower())
                },
            )


def _is_kind(document: Identity, word: str) -> bool:
    """Whether a document may be called so: a list is a list, a report a report, and neither is a letter."""
    named = [kind for kind in ("lijst", "verslag") if kind in document.kind]
    if word in {"lijst", "verslag"}:
        return word in named
    return not (named and word in {"brief", "kamerbrief", "letter"})


def narrowed(scope: Scope, found: Iterable[Restriction]) -> Scope:
    """Narrow a scope to the documents that a question names."""
    named = [restriction.documents for restriction in found if restriction.documents is not None]
    return replace(scope, documents=frozenset().union(*named)) if named else scope


def within(date: datetime.date | None, restriction: Restriction) -> bool:
    """Whether a document of this date is one that a period prefers."""
    if date is None:
        return False
    after = restriction.since is None or date >= restriction.since
    return after and (restriction.until is None or date <= restriction.until)
