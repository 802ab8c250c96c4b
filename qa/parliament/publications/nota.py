"""Notes of the cabinet: on the occasion of a report, of amendment of a bill, and those for a minister."""

import re

from qa.parliament.publications.citing import as_kamerstuk
from qa.parliament.publications.kind import DATED, LABELLED_SUBJECT, Opening, Printed, PublicationKind, names_itself
from qa.parliament.publications.papers import titled
from qa.parliament.voices import CABINET

_LINE = names_itself(
    r"(?:(?:tweede|derde|vierde|vijfde)\s+)?nota\s+(?:naar\s+aanleiding\s+van|van\s+(?:wijziging|verbetering|toelichting))"
    r"[^\n]{0,60}",
    r"(?:beslis)?nota\s*$",
)
_of_the_dossier = titled(_LINE)


def _subject(opening: Opening) -> Printed | None:
    return LABELLED_SUBJECT(opening) or _of_the_dossier(opening)


NOTA = PublicationKind(
    name="nota",
    line=_LINE,
    types=re.compile(r"(?:beslis)?nota\b.*", re.IGNORECASE),
    date=DATED,
    subject=_subject,
    voice=CABINET,
    cite=as_kamerstuk,
)
