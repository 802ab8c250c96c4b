"""Amendments: words of the members who propose them."""

import re

from qa.parliament.kinds.citing import as_kamerstuk
from qa.parliament.kinds.kind import DATED, PublicationKind, names_itself
from qa.parliament.kinds.members import proposed, titled

_proposer = proposed(r"(?:sub)?amendement")

AMENDEMENT = PublicationKind(
    name="amendement",
    line=names_itself(
        r"(?:(?:tweede|derde|vierde)\s+)?(?:nader\s+)?(?:gewijzigd\s+)?(?:sub)?amendement\s+van\s+(?:het\s+lid|de\s+leden)"
    ),
    types=re.compile(r"(?:gewijzigd\s+)?(?:sub)?amendement\b.*", re.IGNORECASE),
    date=DATED,
    subject=titled("Amendement", _proposer),
    sender=_proposer,
    voice="leden",
    signed_by_members=True,
    cite=as_kamerstuk,
)
