"""What is of no kind that is known: only what any paper may print of itself is read."""

from qa.parliament.publications.citing import as_kamerstuk
from qa.parliament.publications.kind import DATED, DOSSIER_TITLE, LABELLED_SUBJECT, Opening, Printed, PublicationKind


def _subject(opening: Opening) -> Printed | None:
    return LABELLED_SUBJECT(opening) or DOSSIER_TITLE(opening)


OTHER = PublicationKind(name="", date=DATED, subject=_subject, cite=as_kamerstuk)
