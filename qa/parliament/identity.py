"""What a publication is: ids, dossiers, citation strings and links.

A kamerstuk is named by its dossier and its number in it; the Tweede Kamer numbers with digits, the Eerste
Kamer with letters.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.domain import NO_PAGE, Identity
from qa.parliament.dates import dutch_date

PUBLISHED = "https://zoek.officielebekendmakingen.nl/{id}.html"
PUBLISHED_PAGE = "https://zoek.officielebekendmakingen.nl/{id}.pdf#page={page}"

KAMERSTUK_ID = re.compile(
    r"""
    kst-
    (?P<dossier>\d{2,6}(?:-[A-Z()\d]+?)?)   # 27925, 36600-VII, 21501-02
    -(?P<number>\d{1,5}|[A-Z]{1,3})         # 919 of the Tweede Kamer, AL of the Eerste Kamer
    """,
    re.VERBOSE,
)

# Publications that are named otherwise: kst-1268678 without a dossier, answers to written questions, debates,
# attachments.
PUBLICATION_ID = re.compile(r"kst-\d{5,8}|ah-[et]k-\d{8}-\d{1,5}|h-[et]k-\d{8}(?:-\d{1,4}){1,2}|blg-\d{3,8}")

# What a browser or a file manager makes of the name of a second copy.
COPY = re.compile(
    r"""
    (?:(?:kopie\ van|copy\ of)\ )?                 # "Kopie van kst-36000-12"
    (?P<stem>.+?)
    (?:\s*\(\d{1,3}\)                             # "kst-36000-12 (1)", "kst-36000-12(2)"
      |[\s_]*-?[\s_]*(?:kopie|copy)(?:\ \d{1,3})?    # "kst-36000-12 - kopie", "kst-36000-12 copy 2"
    )*
    """,
    re.VERBOSE | re.IGNORECASE,
)

TWEEDE_KAMER, EERSTE_KAMER = "Tweede Kamer", "Eerste Kamer"
ANSWERS_ID = re.compile(r"ah-(?P<chamber>[et])k-(?P<year>\d{8})-(?P<number>\d{1,5})")

_ROMAN_CHAMBER = {TWEEDE_KAMER: "II", EERSTE_KAMER: "I"}
_ROMAN_LETTER = {"t": "II", "e": "I"}


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


def is_publication_id(text: str) -> bool:
    """Whether this is the id of an official publication."""
    return parse_kamerstuk_id(text) is not None or PUBLICATION_ID.fullmatch(text) is not None


def publication_stem(stem: str) -> str:
    """Give the id of the publication of which a file with this name, without its suffix, is a copy.

    "kst-36000-12 (1)" is one of kst-36000-12. Any other name is given as it is.
    """
    match = COPY.fullmatch(stem.strip())
    return match["stem"] if match and is_publication_id(match["stem"]) else stem


def published_url(id: str) -> str:  # noqa: A002 - the word of the trade
    """Give the page on which the publication with this id can be read."""
    return PUBLISHED.format(id=id)


def published_page(id: str, page: int) -> str:  # noqa: A002 - as above
    """Give the address of a page of the publication with this id; empty for what is none, or has no pages."""
    return PUBLISHED_PAGE.format(id=id, page=page) if page != NO_PAGE and is_publication_id(id) else ""


def citation(identity: Identity, page: int, questions: Sequence[int] = ()) -> str:
    """Give the usual Dutch legal citation of a page.

    For a kamerstuk ``Kamerstukken II 2022/23, 27925, nr. 919, p. 5`` (the Eerste Kamer numbers with letters
    and has no "nr."), for answers to written questions ``Aanhangsel Handelingen II 2024/25, nr. 100``, for anything
    else title, date and page. ``questions`` adds the numbers of the questions that are answered there. What is
    unknown is left out, and so is the page of what has no pages.
    """
    parts = [*_publication(identity)]
    if page != NO_PAGE:
        parts.append(f"p. {page}")
    if len(questions) == 1:
        parts.append(f"antwoord op vraag {questions[0]}")
    elif questions:
        numbers = ", ".join(map(str, questions[:-1]))
        parts.append(f"antwoord op vragen {numbers} en {questions[-1]}")
    return ", ".join(parts)


def _publication(identity: Identity) -> list[str]:
    begin, _, end = identity.session_year.partition("-")
    year = f" {begin}/{end[-2:]}" if end else ""
    if match := ANSWERS_ID.fullmatch(identity.id):
        begin, end = match["year"][:4], match["year"][4:]
        return [
            f"Aanhangsel Handelingen {_ROMAN_LETTER[match['chamber']]} {begin}/{end[-2:]}",
            f"nr. {match['number']}",
        ]
    if identity.chamber in _ROMAN_CHAMBER and identity.dossier and identity.number:
        number = f"nr. {identity.number}" if identity.number.isdigit() else identity.number
        return [f"Kamerstukken {_ROMAN_CHAMBER[identity.chamber]}{year}", identity.dossier, number]
    return [identity.title, dutch_date(identity.date)] if identity.date else [identity.title]
