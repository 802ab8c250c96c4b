"""Who a document is: from what the corpus says, then its file name, then its own text."""

import re
from pathlib import PurePath

from qa.domain import Identity, ParagraphKind
from qa.parliament.dates import parse_date, session_year
from qa.parliament.identity import (
    EERSTE_KAMER,
    TWEEDE_KAMER,
    is_publication_id,
    parse_kamerstuk_id,
    publication_stem,
    published_url,
)
from qa.reading.layout import Layout
from qa.reading.source import Described, Source

DATED = re.compile(r"(?:Den Haag,|Datum:?|Vastgesteld)\s+(?P<date>\d{1,2}\s+\w+\s+\d{4})", re.IGNORECASE)
SUBJECT = re.compile(r"Betreft:?\s+(?P<title>.+)", re.IGNORECASE | re.DOTALL)
DOSSIER = re.compile(r"\d{2}\s?\d{3}\s?-?\s*\d*\s+(?P<title>[A-Z].+)", re.DOTALL)
# "27 925 Bestrijding internationaal terrorisme", "36 600 VII Vaststelling van ..."
DOSSIER_LINE = re.compile(r"^(?P<dossier>\d{2} ?\d{3})(?:[ -](?P<addition>[IVXLC]+|[A-Z]))?\s+[A-Z][a-z]", re.MULTILINE)
# "Nr. 597 BRIEF VAN DE MINISTER", "AL VERSLAG VAN EEN SCHRIFTELIJK OVERLEG"
NUMBER_LINE = re.compile(r"^(?:Nr\. ?(?P<number>\d{1,4})|(?P<letters>[A-Z]{1,3}))\s+[A-Z]{4,} ?[A-Z]*", re.MULTILINE)
YEAR_LINE = re.compile(r"^Vergaderjaar (\d{4})\s*[-–]\s*(\d{4})$", re.MULTILINE)
KINDS = (
    ("lijst van vragen en antwoorden", re.compile(r"\blijst van vragen en antwoorden\b", re.IGNORECASE)),
    ("verslag", re.compile(r"\bverslag van een\b", re.IGNORECASE)),
    ("brief", re.compile(r"\bbrief van de\b|^Geachte voorzitter", re.IGNORECASE | re.MULTILINE)),
)
LONGEST_TITLE = 200  # characters


def identify(file: str, source: Source, known: Identity | None) -> Identity:
    """Give the identity of the document in ``file``.

    What ``known`` says wins; then what the metadata of the file say, its title block, and its name
    (``kst-27925-919.pdf``). What is found nowhere stays empty: it is not guessed.
    """
    said, stem = source.described, publication_stem(PurePath(file).stem)
    printed = title_block(source.head)
    id = (known.id if known else "") or said.id or _id_of(said) or _id_of(printed) or stem  # noqa: A001
    named = parse_kamerstuk_id(id)
    dated = DATED.search(source.head)
    date = (known and known.date) or said.date or (parse_date(dated["date"]) if dated else None)
    chamber = said.chamber or printed.chamber or (named.chamber if named else "")
    year = said.session_year or printed.session_year or (session_year(date) if named and date else "")
    return Identity(
        id=id,
        file=file,
        title=(known and known.title) or said.title[:LONGEST_TITLE] or _title(source.layout) or stem,
        date=date,
        kind=(known and known.kind) or said.kind or _kind(source.head, source.layout),
        chamber=(known and known.chamber) or chamber,
        session_year=(known and known.session_year) or year,
        dossier=(known and known.dossier) or said.dossier or printed.dossier or (named.dossier if named else ""),
        number=(known and known.number) or said.number or printed.number or (named.number if named else ""),
        url=(known and known.url) or (published_url(id) if is_publication_id(id) else ""),
    )


def title_block(head: str) -> Described:
    """Read the title block of a published kamerstuk: chamber, vergaderjaar, dossier and number.

    Dossier and number count only together, the number in the line that gives the kind in capitals: elsewhere in a
    head they may be those of the letter that a list of questions is about.
    """
    dossier, number = DOSSIER_LINE.search(head), NUMBER_LINE.search(head)
    year = YEAR_LINE.search(head)
    both = dossier is not None and number is not None
    return Described(
        chamber=next(
            (chamber for chamber in (TWEEDE_KAMER, EERSTE_KAMER) if f"{chamber} der Staten-Generaal\n" in head), ""
        ),
        session_year=f"{year[1]}-{year[2]}" if year else "",
        dossier=_dossier(dossier) if dossier and both else "",
        number=(number["number"] or number["letters"]) if number and both else "",
    )


def _dossier(match: re.Match[str]) -> str:
    digits = match["dossier"].replace(" ", "")
    return f"{digits}-{match['addition']}" if match["addition"] else digits


def _id_of(said: Described) -> str:
    return f"kst-{said.dossier}-{said.number}" if said.dossier and said.number and not said.kind else ""


def _kind(head: str, layout: Layout) -> str:
    if layout.questions:
        return KINDS[0][0]
    return next((kind for kind, pattern in KINDS if pattern.search(head)), "")


def _title(layout: Layout) -> str:
    """The subject of a letter, else the title of its dossier, else the heading that opens the document."""
    texts = [(p.kind, layout.text[p.start : p.end]) for p in layout.paragraphs]
    letterhead = [text for kind, text in texts if kind is ParagraphKind.LETTERHEAD]
    for pattern in (SUBJECT, DOSSIER):
        for text in letterhead:
            if match := pattern.match(text):
                return " ".join(match["title"].split())[:LONGEST_TITLE]
    kind, text = texts[0] if texts else (None, "")
    return text[:LONGEST_TITLE] if kind is ParagraphKind.HEADING else ""
