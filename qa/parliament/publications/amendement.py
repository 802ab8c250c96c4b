"""Amendments: words of the members who propose them."""

import re

from qa.parliament.publications.citing import as_kamerstuk
from qa.parliament.publications.kind import DATED, PublicationKind, names_itself
from qa.parliament.publications.members import proposed, titled

_WORD = r"(?:(?:tweede|derde|vierde)\s+)?(?:nader\s+)?(?:gewijzigd\s+)?(?:sub)?amendement"
_proposer = proposed(r"(?:sub)?amendement")

AMENDEMENT = PublicationKind(
    name="amendement",
    line=names_itself(rf"{_WORD}\s+van\s+(?:het\s+lid|de\s+leden)"),
    types=re.compile(r"(?:gewijzigd\s+)?(?:sub)?amendement\b.*", re.IGNORECASE),
    date=DATED,
    subject=titled(_WORD, _proposer),
    sender=_proposer,
    voice="leden",
    signed_by_members=True,
    cite=as_kamerstuk,
)
