"""Who a document is: from what the corpus says, then its file name, then its own text."""

import re
from collections.abc import Sequence
from pathlib import PurePath

from qa.domain import Identity, Line, ParagraphKind
from qa.parliament.dates import parse_date, session_year
from qa.parliament.identity import parse_kamerstuk_id, published_url
from qa.reading.layout import Layout

TITLE_BLOCK = 40  # lines; the date and the kind of a document stand in its first page's head

DATED = re.compile(r"(?:Den Haag,|Datum:?|Vastgesteld)\s+(?P<date>\d{1,2}\s+\w+\s+\d{4})", re.IGNORECASE)
SUBJECT = re.compile(r"Betreft:?\s+(?P<title>.+)", re.IGNORECASE | re.DOTALL)
DOSSIER = re.compile(r"\d{2}\s?\d{3}\s?-?\s*\d*\s+(?P<title>[A-Z].+)", re.DOTALL)
KINDS = (
    ("lijst van vragen en antwoorden", re.compile(r"\blijst van vragen en antwoorden\b", re.IGNORECASE)),
    ("verslag", re.compile(r"\bverslag van een\b", re.IGNORECASE)),
    ("brief", re.compile(r"\bbrief van de\b|^Geachte voorzitter", re.IGNORECASE | re.MULTILINE)),
)
LONGEST_TITLE = 200  # characters


def identify(file: str, lines: Sequence[Line], layout: Layout, known: Identity | None) -> Identity:
    """Give the identity of the document in ``file``.

    What ``known`` says wins; the rest is derived from the file name (``kst-27925-919.pdf``) and from the
    head of the text. What is found nowhere stays empty: it is not guessed.
    """
    stem = PurePath(file).stem
    head = "\n".join(line.text for line in lines[:TITLE_BLOCK])
    kamerstuk = parse_kamerstuk_id(known.id if known else stem)
    dated = DATED.search(head)
    date = (known and known.date) or (parse_date(dated["date"]) if dated else None)
    id = known.id if known else stem  # noqa: A001 - the word of the trade
    return Identity(
        id=id,
        file=file,
        title=(known and known.title) or _title(layout) or stem,
        date=date,
        kind=(known and known.kind) or _kind(head, layout),
        chamber=(known and known.chamber) or (kamerstuk.chamber if kamerstuk else ""),
        session_year=(known and known.session_year) or (session_year(date) if kamerstuk and date else ""),
        dossier=(known and known.dossier) or (kamerstuk.dossier if kamerstuk else ""),
        number=(known and known.number) or (kamerstuk.number if kamerstuk else ""),
        url=(known and known.url) or (published_url(id) if kamerstuk else ""),
    )


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
