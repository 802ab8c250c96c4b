"""Letters to a chamber: mostly of ministers, also of the chair of a committee and of others."""

import re

from qa.domain import Identity
from qa.parliament.publications import antwoord
from qa.parliament.publications.citing import as_kamerstuk, by_sender
from qa.parliament.publications.kind import (
    DATED,
    DOSSIER_TITLE,
    LABELLED_SUBJECT,
    TO_THE_CHAMBER,
    Opening,
    Printed,
    PublicationKind,
    at,
    in_office,
    names_itself,
)

_IN_CAPITALS = r"(?-i:DE|HET)\s(?-i:[^a-zà-ÿ]{3,250}?)"
_named_sender = in_office(
    at(
        # In capitals the name ends where a word in small letters begins, whatever the lines do.
        rf"\bbrief\s+van\s+(?P<value>{_IN_CAPITALS})\s*(?=\s(?-i:[A-Z‘’'(]?[A-Z]?[a-zà-ÿ]|[‘’']s-)|\d|\Z)",
        r"""
    (?:^|\bnr\.\s*\d+\s+|^(?-i:[A-Z]{1,3})\s+) brief\s+van\s+
    (?P<value>(?:de|het)\s+.{3,250}?) \s*
    (?= \n\n | \s(?-i:Aan\s+de|Den\s+Haag|Ontvangen|Vastgesteld)\b | \n\s*(?-i:Den\s+Haag|Aan\b) | \Z )
    """,
    )
)


def _sender(opening: Opening) -> Printed | None:
    return _named_sender(opening) or antwoord.ANSWERED_BY(opening)


def _subject(opening: Opening) -> Printed | None:
    return LABELLED_SUBJECT(opening) or antwoord.ANSWERED_SUBJECT(opening) or _of_the_dossier(opening)


def _of_the_dossier(opening: Opening) -> Printed | None:
    """The title of the dossier with whose letter it is: many letters share the dossier."""
    dossier, sender = DOSSIER_TITLE(opening), _sender(opening)
    parts = (dossier.value if dossier else "", f"Brief van {sender.value}" if sender else "")
    title = "; ".join(filter(None, parts))
    return Printed(title, dossier.start, dossier.end) if dossier else Printed(title) if title else None


def _cite(identity: Identity) -> tuple[str, ...]:
    numbered = identity.chamber and identity.dossier and identity.number
    return as_kamerstuk(identity) if numbered else by_sender("Brief", identity)


BRIEF = PublicationKind(
    name="brief",
    line=names_itself(
        r"brief\s+van\s+(?:de|het|een)\b",
        r"aan\s+de\s+voorzitter\s+van\s+de\s+(?:tweede|eerste)\b",
        r"geachte\s+(?:(?:mevrouw|heer|meneer|de|/)\s*){0,4}(?:kamer)?voorzitter\b",
        r"in\s+antwoord\s+op\s+uw\s+brief\b",
        r">?\s*retouradres\b",
        r"datum[\s:;|]+(?:\d[^\n]{5,25}\s+)?(?:onderwerp|betreft)\b",
    ),
    types=re.compile(r"brief\b.*", re.IGNORECASE),
    date=DATED,
    subject=_subject,
    sender=_sender,
    addressee=TO_THE_CHAMBER,
    askers=antwoord.ASKERS,
    signed_by_sender=True,
    cite=_cite,
)
