"""The kinds of parliamentary publications, each in a file of its own with all that is particular to it.

A new kind is a new file, and a line here.
"""

from qa.domain import Identity
from qa.parliament.publications.amendement import AMENDEMENT
from qa.parliament.publications.antwoord import ANTWOORD
from qa.parliament.publications.besluitenlijst import BESLUITENLIJST
from qa.parliament.publications.bijlage import BIJLAGE
from qa.parliament.publications.brief import BRIEF
from qa.parliament.publications.fiche import BNC_FICHE
from qa.parliament.publications.handelingen import HANDELINGEN
from qa.parliament.publications.kind import Opening, PublicationKind
from qa.parliament.publications.lijst import LIJST_VAN_VRAGEN_EN_ANTWOORDEN
from qa.parliament.publications.memorie import MEMORIE_VAN_TOELICHTING
from qa.parliament.publications.motie import MOTIE
from qa.parliament.publications.nota import NOTA
from qa.parliament.publications.other import OTHER
from qa.parliament.publications.verslag import VERSLAG

# In this order where two would name a document on the same place.
KINDS = (
    MOTIE,
    AMENDEMENT,
    MEMORIE_VAN_TOELICHTING,
    NOTA,
    LIJST_VAN_VRAGEN_EN_ANTWOORDEN,
    ANTWOORD,
    BNC_FICHE,
    BESLUITENLIJST,
    HANDELINGEN,
    VERSLAG,
    BRIEF,
    BIJLAGE,
)


def of(name: str) -> PublicationKind:
    """Give the kind of this name, or that official metadata call so; OTHER when there is none."""
    called = name.strip()
    same = (kind for kind in KINDS if kind.name == called)
    typed = (kind for kind in KINDS if kind.types and kind.types.fullmatch(called))
    return next(same, None) or next(typed, None) or OTHER


def published_as(identity: Identity) -> PublicationKind:
    """Give the kind of a document: the one whose ids are of its own, else that of its name."""
    return _numbered_apart(identity.id) or of(identity.kind)


def recognised(id_: str, called: str, opening: Opening, *, with_questions: bool) -> PublicationKind:
    """Recognise the kind of a document.

    Its id tells it, or what official metadata call it; else how it names itself first. What has questions with their
    answers and names itself nothing is a list of these; what is numbered as an attachment is one where it is nothing
    else.
    """
    numbered = _numbered_apart(id_)
    if numbered and numbered is not BIJLAGE:
        return numbered
    named = of(called)
    if named in {OTHER, BIJLAGE}:
        named = _naming_itself(opening) or numbered or named
    return LIJST_VAN_VRAGEN_EN_ANTWOORDEN if named is OTHER and with_questions else named


def _numbered_apart(id_: str) -> PublicationKind | None:
    return next((kind for kind in KINDS if kind.series and id_.startswith(kind.series)), None)


def _naming_itself(opening: Opening) -> PublicationKind | None:
    """The kind that a document names itself first: in its text, or in the lines above it."""
    for place in (opening.text, opening.lines):
        found = [(match.start(), kind) for kind in KINDS if kind.line and (match := kind.line.search(place))]
        if found:
            return min(found, key=lambda one: one[0])[1]
    return None
