"""Lists of the decisions of a committee in a procedural meeting."""

import re

from qa.language.dates import DAY
from qa.parliament.publications.citing import as_kamerstuk
from qa.parliament.publications.kind import DATED, Opening, Printed, PublicationKind, at, names_itself
from qa.parliament.voices import COMMITTEE

_held = at(rf"\b(?:maan|dins|woens|donder|vrij)dag\s+(?P<value>{DAY})")


def _date(opening: Opening) -> Printed | None:
    return DATED(opening) or _held(opening)


BESLUITENLIJST = PublicationKind(
    name="besluitenlijst",
    line=names_itself(r"(?:ontwerp|concept)?-?besluitenlijst\b"),
    types=re.compile(r"besluitenlijst.*", re.IGNORECASE),
    date=_date,
    subject=at(
        r"^(?P<value>(?:ontwerp|concept)?-?besluitenlijst\s+(?:van\s+|procedurevergadering|commissie).{3,300}?)\s*(?=\n\n|\Z)"
    ),
    sender=at(r"^(?P<value>(?:vaste\s+|algemene\s+)?commissie\s+voor\s+[^\n]{3,100}?)\s*$"),
    voice=COMMITTEE,
    cite=as_kamerstuk,
)
