"""Reports of committees, in which members, the committee and ministers speak in turn."""

import re

from qa.parliament.publications.citing import as_kamerstuk
from qa.parliament.publications.kind import DATED, PublicationKind, names_itself
from qa.parliament.publications.papers import titled
from qa.parliament.voices import COMMITTEE

_LINE = names_itself(
    r"(?:nader\s+|voorlopig\s+|eind|nader\s+voorlopig\s+)?verslag\s+van\s+een\b[^\n]{0,60}",
    r"(?:nader\s+|voorlopig\s+|eind|nader\s+voorlopig\s+)?verslag\s*$",
    r"inbreng\s+verslag\b[^\n]{0,60}",
)

VERSLAG = PublicationKind(
    name="verslag",
    line=_LINE,
    types=re.compile(r"(?:(?:nader|voorlopig|inbreng)\s+){0,2}(?:eind)?verslag\b.*", re.IGNORECASE),
    date=DATED,
    subject=titled(_LINE),
    voice=COMMITTEE,
    cite=as_kamerstuk,
)
