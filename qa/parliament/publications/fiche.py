"""BNC-fiches: what the cabinet makes of a proposal of the European Commission.

The dates that a fiche prints are those of the proposal, not its own.
"""

import re

from qa.parliament.publications.citing import as_kamerstuk
from qa.parliament.publications.kind import PublicationKind, at, names_itself
from qa.parliament.voices import CABINET

BNC_FICHE = PublicationKind(
    name="BNC-fiche",
    line=names_itself(r"(?:BNC-)?fiche\s*(?:\d{1,2}\s*)?:"),
    types=re.compile(r"(?:bnc-)?fiche", re.IGNORECASE),
    subject=at(
        r"^(?P<value>(?:BNC-)?fiche\s*(?:\d{1,2}\s*)?:\s*.{3,600}?)\s*(?=\n\n|\n?\s*1\.\s+Algemene\s+gegevens|\Z)"
    ),
    sender=at(
        r"Eerstverantwoordelijk\s+ministerie\s+(?P<value>Ministerie\s+van\s+[^\n]{3,80}?)\s*(?=\s[a-z]\)\s|\n|\Z)"
    ),
    voice=CABINET,
    cite=as_kamerstuk,
)
