"""Motions: words of the members who propose them, addressed to the cabinet."""

import re

from qa.parliament.publications.citing import as_kamerstuk
from qa.parliament.publications.kind import DATED, PublicationKind, names_itself
from qa.parliament.publications.members import proposed, titled

_WORD = r"(?:nader\s+)?(?:gewijzigde\s+)?motie"
_proposer = proposed(r"motie")

MOTIE = PublicationKind(
    name="motie",
    line=names_itself(rf"{_WORD}\s+van\s+(?:het\s+lid|de\s+leden)"),
    types=re.compile(r"(?:gewijzigde\s+)?motie\b.*", re.IGNORECASE),
    date=DATED,
    subject=titled(_WORD, _proposer),
    sender=_proposer,
    voice="leden",
    signed_by_members=True,
    cite=as_kamerstuk,
)
