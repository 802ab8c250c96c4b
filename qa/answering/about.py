"""Questions about documents themselves: what a letter is about, of which day, who signed it, which is the newest.

They are answered from what is known of a document as a whole, with the page where that is printed; a summary is the
document's own. Who asks something else of a document is answered from its passages.
"""

import datetime
import heapq
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from qa.answering.wording import UNCERTAIN
from qa.domain import NO_PAGE, Answer, Citation, FactKind, Identity, Passage, Query, Statement
from qa.language.dates import dutch_date
from qa.language.words import english_content_words
from qa.parliament.citation import citation, short_citation
from qa.retrieval.restrictions import within, without
from qa.store.interface import Index

MOST_DOCUMENTS = 20  # that are named when all are asked for
MOST_LOOKED_AT = 200  # of the newest, for who signed in an office
MOST_SECTIONS = 6  # whose first sentences stand for a document without a summary of its own
SUMMARY_WORDS = 80  # of a passage of a summary that are quoted


class _Asked(Enum):
    SUMMARY = auto()
    SUBJECT = auto()
    DATE = auto()
    SIGNATORY = auto()
    QUESTIONS = auto()
    PAGES = auto()
    ADDRESSEE = auto()
    NEWEST = auto()
    OLDEST = auto()
    ALL = auto()


_PATTERNS: Mapping[_Asked, str] = {
    _Asked.SUMMARY: r"\b(?:samenvatting|samenvatten|summary|summari[sz]e)\b|\bvat\b.*\bsamen\b|^wat\s+staat\s+er\b|^$",
    _Asked.SUBJECT: (
        r"\b(?:onderwerp|titel|waarover|subject|title)\b|\bwaar\s+ga(?:at|n)\b.*\bover\b|\bwhat\b.*\babout\b"
    ),
    _Asked.DATE: r"\bdatum\b|\b(?:op|van)\s+welke\s+dag\b|\bwanneer\s+(?:is|werd)\b|\bdate\b|^when\s+was\b",
    _Asked.SIGNATORY: (
        r"\bwie\b.*\b(?:onder)?(?:ge)?teken(?:d|de|den|t)\b|\bwie\b.*\b(?:schre(?:ef|ven)|(?:ver)?stuurden?|verzond)\b"
        r"|\bvan\s+wie\s+is\b|\bwho\s+(?:signed|wrote|sent)\b"
    ),
    _Asked.QUESTIONS: r"\bhoeveel\s+vragen\b|\bhow\s+many\s+questions\b",
    _Asked.PAGES: r"\bhoeveel\s+(?:bladzijden|pagina\W?s)\b|\bhow\s+many\s+pages\b",
    _Asked.ADDRESSEE: r"\baan\s+wie\b.*\b(?:gericht|gestuurd|geadresseerd|verzonden)\b",
    _Asked.NEWEST: r"\b(?:meest\s+recente|nieuwste|laatste|most\s+recent|latest|newest)\b",
    _Asked.OLDEST: r"\b(?:oudste|oldest)\b",
    _Asked.ALL: (
        r"\b(?:welke|hoeveel|which|what|how\s+many)\b"
        r"(?=\s+(?:documenten|stukken|(?:kamer)?brieven|lijsten|verslagen|documents|papers|letters)\b)"
    ),
}
_TRIGGERS = {asked: re.compile(pattern, re.IGNORECASE) for asked, pattern in _PATTERNS.items()}
_OF_ALL = (_Asked.NEWEST, _Asked.OLDEST, _Asked.ALL)
# What may stand beside these words; a question that says more asks for something that a document says.
_BESIDE = frozenset(
    """
    brief brieven kamerbrief document documenten documents stuk stukken verslag verslagen lijst lijsten
    kamerbrieven nota motie letter letters paper papers
    geef kort korte maak verstuurd verzonden gestuurd gedateerd gepubliceerd geschreven verschenen ondertekend getekend
    vragen antwoorden gesteld beantwoord telt bevat staan dossier ken doorzoek doorzocht published written sent date
    """.split()
)
_OFFICE = re.compile(r"\b(?:wie|who)\s+(?:is|was)\s+(?:(?:de|het|the)\s+)?(?P<office>\S.*)", re.IGNORECASE)
_OF_OFFICE = re.compile(r"(?:minister|staatssecretaris|griffier|voorzitter)\b", re.IGNORECASE)
_OWN_SUMMARY = re.compile(r"\b(?:essentie|samenvatting|conclusies?|summary|tot\s+slot)\b", re.IGNORECASE)
_HOW_MANY = re.compile(r"hoeveel|how\s+many", re.IGNORECASE)
_GOES_ON = re.compile(r"^(?:en|and)\s+", re.IGNORECASE)
_KIND = re.compile(
    r"\b(?:kamer)?(?P<brief>brief|brieven)\b|\bletters?\b|\b(?P<verslag>verslag(?:en)?)\b|\b(?P<lijst>lijst(?:en)?)\b",
    re.IGNORECASE,
)

LETTER = "brief"

# What is said before the words of a document.
SUBJECT, DATED = "Onderwerp:", "Datum:"
OWN_SUMMARY = "De eigen samenvatting van het document:"
NO_SUMMARY = (
    "Het document heeft geen eigen samenvatting; dit zijn zijn onderwerp en de eerste zinnen onder zijn koppen:"
)
SIGNED = "Ondertekend door {office}:"
QUESTIONS, PAGES = "{count} vragen, in:", "{count} bladzijden, in:"
NEWEST, OLDEST, THERE = "Het nieuwste:", "Het oudste:", "Er is:"
COUNTED = "Er zijn er {count}. Er is:"
ADDRESSED = "Gericht aan:"


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said of a document: its words, what stands before them, and the page where they are printed.

    It is ``doubtful`` where a newer document may say something else.
    """

    words: str
    lead: str
    document: Identity
    page: int = NO_PAGE
    section: tuple[str, ...] = ()
    passage: Passage | None = None
    doubtful: bool = False


def about_documents(store: Index, query: Query, searched: Mapping[str, Identity]) -> Answer | None:
    """Answer a question about the documents themselves; ``None`` for any other question, or where that is not known.

    ``searched`` are the documents that may be told about.
    """
    said = tuple(_said(store, query, searched))
    if not said:
        return None
    citations = tuple(map(_cited, said))
    certain = not any(one.doubtful for one in said)
    statements = tuple(
        Statement(one.quote, (number,), one.document_id, one.date, lead=told.lead, source=one.label)
        for number, (one, told) in enumerate(zip(citations, said, strict=True), 1)
    )
    text = "\n\n".join(f"{one.lead} {one.quote} [{one.numbers[0]}] ({one.source})".strip() for one in statements)
    return Answer(
        query.question,
        query.text,
        answered=True,
        text=text if certain else f"{UNCERTAIN}\n\n{text}",
        citations=citations,
        certain=certain,
        restrictions=query.restrictions,
        explain=("De vraag gaat over het document zelf; geantwoord is uit wat daarvan bekend is.",),
        statements=statements,
    )


def _said(store: Index, query: Query, searched: Mapping[str, Identity]) -> Iterator[_Said]:
    named = [one.documents for one in query.restrictions if one.documents is not None]
    # A question that goes on from another asks this of the document that is named there.
    left = without(query.question if query.leaning else query.text, query.restrictions).strip(" ?.!")
    left = _GOES_ON.sub("", left)
    # "Het nieuwste" restricts a search too; other periods only say which documents are meant.
    asked = _asked(left) or _asked(_without_periods(left, query))
    periods = [one for one in query.restrictions if one.documents is None]
    there = {id_: one for id_, one in searched.items() if not periods or any(within(one.date, of) for of in periods)}
    if asked in _OF_ALL:
        yield from _of_all(asked, left, there if asked is _Asked.ALL else searched)
    elif asked is not None and (wanted := _meant(named, left, searched)):
        for document in (searched[id_] for id_ in sorted(wanted.intersection(searched))):
            yield from _of_one(store, document, asked)
    elif (
        asked is None and (match := _OFFICE.search(_without_periods(left, query))) and _OF_OFFICE.match(match["office"])
    ):
        yield from _in_office(store, match["office"], there.values())


def _without_periods(left: str, query: Query) -> str:
    for one in query.restrictions:
        left = left.replace(one.words, " ")
    return " ".join(left.split())


def _meant(named: Sequence[frozenset[str]], left: str, searched: Mapping[str, Identity]) -> frozenset[str]:
    """The documents that are asked about: those that are named, or the only one of its kind ("het verslag")."""
    if named:
        return frozenset[str]().union(*named)
    fitting = [id_ for id_, one in searched.items() if _fits(one, left)]
    return frozenset(fitting) if len(fitting) == 1 else frozenset()


def _fits(document: Identity, left: str) -> bool:
    """Whether a document is of the kind that is named, if one is."""
    kind = _KIND.search(left)
    return kind is None or (kind.lastgroup or LETTER) in document.kind


def _asked(left: str) -> _Asked | None:
    """What is asked, by what a question says besides the names of documents."""
    for asked, trigger in _TRIGGERS.items():
        match = trigger.search(left)
        if match and _BESIDE.issuperset(english_content_words(f"{left[: match.start()]} {left[match.end() :]}")):
            return asked
    return None


def _of_all(asked: _Asked, left: str, searched: Mapping[str, Identity]) -> Iterator[_Said]:
    fitting = [one for one in searched.values() if _fits(one, left)]
    newest = sorted(fitting, key=lambda one: one.date or datetime.date.min, reverse=True)
    if asked is _Asked.ALL:
        count = _HOW_MANY.match(left)
        for place, one in enumerate(newest[:MOST_DOCUMENTS]):
            yield _Said(one.title, COUNTED.format(count=len(newest)) if count and not place else THERE, one)
        return
    dated = [one for one in newest if one.date]
    lead, wanted = (NEWEST, dated[:1]) if asked is _Asked.NEWEST else (OLDEST, dated[-1:])
    yield from (_Said(one.title, lead, one) for one in dated if one.date == wanted[0].date)


def _of_one(store: Index, document: Identity, asked: _Asked) -> Iterator[_Said]:
    facts = {kind: [fact for fact in store.facts_of(document.id) if fact.kind is kind] for kind in FactKind}
    page = next((fact.page for fact in facts[FactKind.TITLE]), NO_PAGE)
    match asked:
        case _Asked.SUMMARY:
            yield from _summary(store, document, page)
        case _Asked.SUBJECT:
            yield _Said(document.title, SUBJECT, document, page)
        case _Asked.DATE if document.date:
            page = next((fact.page for fact in facts[FactKind.DATE]), NO_PAGE)
            yield _Said(dutch_date(document.date), DATED, document, page)
        case _Asked.SIGNATORY:
            for fact in facts[FactKind.SIGNATORY]:
                office = "" if fact.office == fact.value else fact.office  # the name may be unknown
                yield _Said(fact.value, SIGNED.format(office=office).replace(" :", ":"), document, fact.page)
        case _Asked.ADDRESSEE:
            yield from (_Said(fact.value, ADDRESSED, document, fact.page) for fact in facts[FactKind.ADDRESSEE])
        case _Asked.QUESTIONS | _Asked.PAGES:
            kind, words = (FactKind.QUESTIONS, QUESTIONS) if asked is _Asked.QUESTIONS else (FactKind.PAGES, PAGES)
            yield from (_Said(document.title, words.format(count=fact.value), document, page) for fact in facts[kind])


def _in_office(store: Index, office: str, documents: Iterable[Identity]) -> Iterator[_Said]:
    """Who signed last in an office, as far as these documents tell."""
    wanted = frozenset(english_content_words(office))
    newest = heapq.nlargest(MOST_LOOKED_AT, documents, key=lambda one: one.date or datetime.date.min)
    unnamed = False  # whether a newer one has the office without its name
    for document in newest:
        for fact in store.facts_of(document.id):
            words = frozenset(english_content_words(fact.office or fact.value))
            if fact.kind is not FactKind.SIGNATORY or words != wanted:
                continue
            if fact.office not in {"", fact.value}:
                lead = SIGNED.format(office=fact.office)
                yield _Said(fact.value, lead, document, fact.page, doubtful=unnamed)
                return
            unnamed = True


def _summary(store: Index, document: Identity, page: int) -> Iterator[_Said]:
    """The summary that a document has itself; else its title, and the first sentence under each of its headings."""
    passages = store.passages_of(document.id)
    own = [one for one in passages if one.section and _OWN_SUMMARY.search(one.section[-1])]
    if own:
        section = own[0].section
        lead = OWN_SUMMARY
        for passage in (one for one in own if one.section == section):
            yield _opening(document, passage, lead, SUMMARY_WORDS)
            lead = ""
        return
    yield _Said(document.title, NO_SUMMARY, document, page)
    under: dict[str, Passage] = {}
    for passage in passages:
        if passage.section:
            under.setdefault(passage.section[0], passage)
    for heading, passage in list(under.items())[:MOST_SECTIONS]:
        yield _opening(document, passage, f"{heading}:", 0)


def _opening(document: Identity, passage: Passage, lead: str, words: int) -> _Said:
    """The first sentence of a passage, and those after it that come within so many words."""
    start = passage.sentences[0][0] if passage.sentences else 0
    end = passage.sentences[0][1] if passage.sentences else len(passage.text)
    for _, later in passage.sentences[1:]:
        if len(passage.text[start:later].split()) <= words:
            end = later
    return _Said(passage.text[start:end], lead, document, passage.page_at(start), passage.section, passage)


def _cited(said: _Said) -> Citation:
    document = said.document
    return Citation(
        document_id=document.id,
        title=document.title,
        date=document.date,
        page=said.page,
        section=" › ".join(said.section),
        quote=said.words,
        passage=said.passage.text if said.passage else said.words,
        reference=citation(document, said.page),
        url=document.url,
        score=1.0,
        passage_id=said.passage.id if said.passage else "",
        chance=1.0,
        label=short_citation(document, said.page),
    )
