"""What official XML and the web pages made of it say of the publication: in metadata, in its head and in its id."""

import datetime
import re
from collections.abc import Iterable, Mapping
from typing import Any

from qa.language.dates import first_date, parse_iso_date
from qa.parliament.identity import EERSTE_KAMER, TWEEDE_KAMER, is_publication_id
from qa.parliament.publications.capitals import in_sentence
from qa.parliament.publications.members import named as named_members
from qa.reading.source import Described
from qa.reading.xml_tree import child, first, tag_of, texts

ANSWERED, DEBATE = "antwoord", "handelingen"
IDENTIFIERS = ("dcterms.identifier", "dc.identifier")
# The address of the record of a publication holds its id: ".../h-tk-20172018-70-3/metadata.xml".
RECORDS = ("overheidop.externmetadatarecord",)
TITLES = ("overheidop.documenttitel", "dc.title", "dcterms.title")
# In this order: when an answer came in, when a debate was held, when a paper was issued.
DATES = (
    "overheidop.datumontvangst",
    "overheidop.datumvergadering",
    "overheidop.vergaderdatum",
    "dcterms.issued",
    "dcterms.date",
    "dc.date",
    "dcterms.available",
)
NUMBERS = ("overheidop.ondernummer", "overheidop.aanhangselnummer", "overheidop.vergadernummer")
DOSSIERS = ("overheidop.dossiernummer",)
CREATORS = ("dc.creator", "dcterms.creator", "overheidop.organisatie")

# Answers and debates bear chamber and session year in their id.
DATED_ID = re.compile(
    r"""
    (?P<series> ah | h ) - (?P<chamber> [et] ) k - (?P<begin> \d{4} ) (?P<end> \d{4} )
    - (?P<number> \d{1,5} ) (?: - (?P<item> \d{1,4} ) )?
    """,
    re.VERBOSE,
)
MOST_MEETINGS = 200  # of a chamber in a year, some 110; a larger number in the id of a debate is that of a page
YEAR = re.compile(r"(\d{4})\s*[-–]\s*(\d{4})")
SENDER = re.compile(r"Antwoord van (?:de )?(?P<sender>.+?)\s*\((?:ontvangen|mede)\b", re.IGNORECASE)
MEMBERS = re.compile(r"\b(?:LID|LEDEN)\b")
ASKERS = re.compile(r"Vragen van (?:het|de) (?P<askers>(?:lid|leden) .+?) aan (?:de|het)\b", re.IGNORECASE)


def described(root: Any) -> Described:  # noqa: ANN401 - lxml is read without its types
    """Read what an official publication says of itself."""
    meta = metadata(root)
    id_, from_id = named_id(meta), of_id(named_id(meta))
    stuk = next((element for element in root.iter() if tag_of(element) == "stuk"), root)
    head = "\n".join(texts(root, "kamerstukkop", "kamervraagkop"))
    return Described(
        id=id_,
        title=named(meta, *TITLES) or _title(root, stuk),
        date=_printed_date(root) or date_of(meta),
        kind=_kind(root) or from_id.kind,
        chamber=chamber_in(head) or chamber_in(named(meta, *CREATORS)) or from_id.chamber,
        session_year=year_in(head) or year_in(meta.get("overheidop.vergaderjaar", "")) or from_id.session_year,
        dossier=_dossier(root),
        number=_number(root, stuk) or named(meta, *NUMBERS) or from_id.number,
        sender=sender(texts(root, "kamervraagomschrijving")),
    )


def metadata(root: Any) -> dict[str, str]:  # noqa: ANN401
    """The metadata of an XML file or a web page by their names in lower case; of several with one name the first."""
    found: dict[str, str] = {}
    for element in root.iter():
        if tag_of(element) == "meta" and (content := str(element.get("content") or "").strip()):
            found.setdefault(str(element.get("name") or "").lower(), content)
    return found


def named(meta: Mapping[str, str], *names: str) -> str:
    """The first of these that is there."""
    return next((meta[name] for name in names if meta.get(name)), "")


def named_id(meta: Mapping[str, str]) -> str:
    """The id of a publication by its metadata: named, or part of the address of its record; empty if neither."""
    parts = (part for name in (*IDENTIFIERS, *RECORDS) for part in meta.get(name, "").split("/"))
    return next((part for part in parts if is_publication_id(part)), "")


def of_id(id_: str) -> Described:
    """What the id of answers or of a debate says: kind, chamber, session year, and number."""
    match = DATED_ID.fullmatch(id_)
    if match is None:
        return Described()
    debate = match["series"] == "h"
    by_page = debate and int(match["number"]) > MOST_MEETINGS
    return Described(
        kind=DEBATE if debate else ANSWERED,
        chamber=TWEEDE_KAMER if match["chamber"] == "t" else EERSTE_KAMER,
        session_year=f"{match['begin']}-{match['end']}",
        number="" if by_page else match["number"],
    )


def date_of(meta: Mapping[str, str]) -> datetime.date | None:
    """The date that the metadata give."""
    moment = named(meta, *DATES)
    return parse_iso_date(moment) or first_date(moment)


def chamber_in(text: str) -> str:
    """The chamber that a text names; empty when it names none, or both."""
    found = [chamber for chamber in (TWEEDE_KAMER, EERSTE_KAMER) if chamber in text]
    return found[0] if len(found) == 1 else ""


def year_in(text: str) -> str:
    """The session year that a text names, as "2022-2023"."""
    match = YEAR.search(text)
    return f"{match[1]}-{match[2]}" if match else ""


def sender(heads: Iterable[str]) -> str:
    """Who answers, by the heads of written questions: "Minister Pietersen (Defensie)"."""
    return next((match["sender"] for head in heads if (match := SENDER.match(head))), "")


def askers(heads: Iterable[str]) -> str:
    """Who asks, by the heads of written questions, as a voice: "lid Jansen (ABC)", "leden Vis en Bos (beiden ABC)"."""
    return next((match["askers"] for head in heads if (match := ASKERS.match(head))), "")


def _kind(root: Any) -> str:  # noqa: ANN401
    if child(root, "handelingen") is not None:
        return DEBATE
    return ANSWERED if first(root, "kamervraagonderwerp") or child(root, "kamervragen") is not None else ""


def _title(root: Any, stuk: Any) -> str:  # noqa: ANN401
    """The title that is printed: of what is debated or asked, else of the paper."""
    items = texts(root, "item-titel")
    if len(items) == 1:
        return items[0]
    if child(root, "handelingen") is not None:
        meeting = ", ".join(texts(root, "vergadering-nummer", "vergaderdatum"))
        return meeting if items or not _is_opening(root) else "Opening"
    return first(root, "kamervraagonderwerp") or _of_paper(root, stuk)


def _of_paper(root: Any, stuk: Any) -> str:  # noqa: ANN401
    """The title of a paper: that of its dossier, and the line in which it names itself, as in a sentence."""
    written = named_members if MEMBERS.search(line := first(stuk, "titel")) else in_sentence
    own = written(line, "\n".join(root.itertext("*")))
    dossiers = (first(element, "titel") for element in root.iter() if tag_of(element) == "dossier")
    return "; ".join(filter(None, (next(filter(None, dossiers), ""), own[:1].upper() + own[1:])))


def _is_opening(root: Any) -> bool:  # noqa: ANN401
    return any(tag_of(element) == "opening" for element in root.iter())


def _printed_date(root: Any) -> datetime.date | None:  # noqa: ANN401
    """The date that is printed: of the paper or the meeting, or when an answer came in."""
    if date := first_date(first(root, "vergaderdatum")):
        return date
    heads = [element for element in root.iter() if tag_of(element) in {"datumtekst", "kamervraagomschrijving"}]
    heads.sort(key=lambda head: head.get("type") != ANSWERED)  # an answer is of when it came in, not of the question
    for head in heads:
        moments = [element.get("isodatum") for element in head.iter() if element.get("isodatum")]
        printed = first_date("".join(head.itertext("*")))
        if date := (parse_iso_date(moments[-1]) if moments else None) or printed:
            return date
    return None


def _dossier(root: Any) -> str:  # noqa: ANN401
    """The dossier with its addition: "36600-VII", "21501-02", "33852-(R2023)"."""
    number = "".join(first(root, "dossiernr").split())
    chapter = first(root, "begrotingshoofdstuk", "begrotingshoofdstuknr")
    number = re.sub(r"(?<=\d)\(", "-(", number)
    return f"{number}-{chapter}" if number and chapter else number


def _number(root: Any, stuk: Any) -> str:  # noqa: ANN401
    meeting = re.match(r"\d{1,4}", first(root, "vergadering-nummer"))
    return first(stuk, "ondernummer") or first(root, "kamervraagnummer") or (meeting[0] if meeting else "")
