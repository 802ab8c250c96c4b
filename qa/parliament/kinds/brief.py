"""Letters to a chamber: mostly of ministers, also of the chair of a committee and of others."""

import re

from qa.domain import Identity
from qa.parliament.dates import dutch_date
from qa.parliament.kinds import antwoord
from qa.parliament.kinds.capitals import in_sentence, office
from qa.parliament.kinds.citing import as_kamerstuk
from qa.parliament.kinds.kind import (
    DATED,
    LABELLED_SUBJECT,
    TO_THE_CHAMBER,
    Opening,
    Printed,
    PublicationKind,
    at,
    names_itself,
)
from qa.parliament.kinds.papers import titled

_LINE = names_itself(r"brief\s+van\s+(?:de|het|een)\b")
_of_the_dossier = titled(_LINE)
_named_sender = at(
    r"""
    (?:^|\bnr\.\s*\d+\s+|^[A-Z]{1,3}\s+) brief\s+van\s+
    (?P<value>(?:de|het)\s+.{3,250}?) \s*
    (?= \n\n | \s(?-i:Aan\s+de|Den\s+Haag|Ontvangen|Vastgesteld)\b | \n\s*(?-i:Den\s+Haag|Aan\b) | \Z )
    """
)


def _sender(opening: Opening) -> Printed | None:
    printed = _named_sender(opening)
    return printed and Printed(office(in_sentence(printed.value, opening.text)), printed.start, printed.end)


def _subject(opening: Opening) -> Printed | None:
    return LABELLED_SUBJECT(opening) or _of_the_dossier(opening) or antwoord.SUBJECT(opening)


def _cite(identity: Identity) -> tuple[str, ...]:
    """Cite a letter without a number by its sender, date and subject; what is not known is left out."""
    if identity.chamber and identity.dossier and identity.number:
        return as_kamerstuk(identity)
    by = f"Brief van {identity.sender}" if identity.sender else "Brief"
    date = dutch_date(identity.date) if identity.date else ""
    subject = identity.title if identity.title != identity.id else ""
    known = tuple(filter(None, (by, date, subject)))
    return known if len(known) > 1 else (identity.title,)


BRIEF = PublicationKind(
    name="brief",
    line=names_itself(
        r"brief\s+van\s+(?:de|het|een)\b",
        r"aan\s+de\s+voorzitter\s+van\s+de\s+(?:tweede|eerste)\b",
        r"geachte\s+(?:mevrouw\s+|heer\s+|mevrouw/heer\s+)?voorzitter\b",
        r"in\s+antwoord\s+op\s+uw\s+brief\b",
        r">?\s*retouradres\b",
        r"(?:onderwerp|betreft)\b[\s:;|]",
    ),
    types=re.compile(r"brief\b.*", re.IGNORECASE),
    date=DATED,
    subject=_subject,
    sender=_sender,
    addressee=TO_THE_CHAMBER,
    askers=antwoord.ASKERS,
    cite=_cite,
)
