"""What a publication is: ids, dossiers, citation strings and links.

A kamerstuk is named by its dossier and its number in it; the Tweede Kamer numbers with digits, the Eerste
Kamer with letters.
"""

import re
from dataclasses import dataclass

from qa.domain import Identity
from qa.parliament.dates import dutch_date

PUBLISHED = "https://zoek.officielebekendmakingen.nl/{id}.html"

KAMERSTUK_ID = re.compile(
    r"""
    kst-
    (?P<dossier>\d{2,6}(?:-[A-Z()\d]+?)?)   # 27925, 36600-VII, 21501-02
    -(?P<number>\d{1,5}|[A-Z]{1,3})         # 919 of the Tweede Kamer, AL of the Eerste Kamer
    """,
    re.VERBOSE,
)

TWEEDE_KAMER, EERSTE_KAMER = "Tweede Kamer", "Eerste Kamer"
_ROMAN_CHAMBER = {TWEEDE_KAMER: "II", EERSTE_KAMER: "I"}


@dataclass(frozen=True, slots=True)
class Kamerstuk:
    """The parts of the id of a kamerstuk."""

    dossier: str
    number: str

    @property
    def chamber(self) -> str:
        """The chamber whose numbering this is: digits for the Tweede Kamer, letters for the Eerste."""
        return TWEEDE_KAMER if self.number.isdigit() else EERSTE_KAMER


def parse_kamerstuk_id(text: str) -> Kamerstuk | None:
    """Read an id such as ``kst-27925-919`` or ``kst-36600-VII-1``; ``None`` when it is none."""
    match = KAMERSTUK_ID.fullmatch(text)
    return Kamerstuk(match["dossier"], match["number"]) if match else None


def published_url(id: str) -> str:  # noqa: A002 - the word of the trade
    """Give the page on which the publication with this id can be read."""
    return PUBLISHED.format(id=id)


def citation(identity: Identity, page: int, question: int | None = None) -> str:
    """Give the usual Dutch legal citation of a page.

    For a kamerstuk ``Kamerstukken II 2022/23, 27925, nr. 919, p. 5`` (the Eerste Kamer numbers with letters
    and has no "nr."), for anything else title, date and page. ``question`` adds the number of the answer in
    a list of questions and answers. What is unknown is left out.
    """
    if identity.chamber in _ROMAN_CHAMBER and identity.dossier and identity.number:
        begin, _, end = identity.session_year.partition("-")
        year = f" {begin}/{end[-2:]}" if end else ""
        number = f"nr. {identity.number}" if identity.number.isdigit() else identity.number
        parts = [f"Kamerstukken {_ROMAN_CHAMBER[identity.chamber]}{year}", identity.dossier, number]
    else:
        parts = [identity.title]
        if identity.date:
            parts.append(dutch_date(identity.date))
    parts.append(f"p. {page}")
    if question is not None:
        parts.append(f"antwoord op vraag {question}")
    return ", ".join(parts)
