"""Explanatory memoranda: the cabinet explains its bill, or members explain theirs."""

import re

from qa.parliament.publications.citing import as_kamerstuk
from qa.parliament.publications.kind import DATED, PublicationKind, at, names_itself
from qa.parliament.publications.papers import titled
from qa.parliament.voices import CABINET

_LINE = names_itself(
    r"(?:gewijzigde\s+)?memorie\s+van\s+(?:toelichting|antwoord)", r"nadere\s+memorie\s+van\s+antwoord"
)

MEMORIE_VAN_TOELICHTING = PublicationKind(
    name="memorie van toelichting",
    line=_LINE,
    types=re.compile(r"(?:nadere\s+)?memorie\b.*", re.IGNORECASE),
    date=DATED,
    subject=titled(_LINE),
    # The title of a bill of members names them; any other is the cabinet's.
    sender=at(r"\bvoorstel\s+van\s+wet\s+van\s+(?P<value>(?:het\s+lid|de\s+leden)\s+.{2,120}?)\s+(?:tot|houdende)\b"),
    voice=CABINET,
    cite=as_kamerstuk,
)
