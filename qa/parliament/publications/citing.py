"""The forms of citation that kinds share (Leidraad voor juridische auteurs)."""

from qa.domain import Identity
from qa.language.dates import dutch_date
from qa.parliament.identity import EERSTE_KAMER, TWEEDE_KAMER

ROMAN = {TWEEDE_KAMER: "II", EERSTE_KAMER: "I"}  # how a chamber is named in citations


def session(year: str) -> str:
    """Give a session year as it is cited, " 2022/23" for "2022-2023"; empty when it is not known."""
    begin, _, end = year.partition("-")
    return f" {begin}/{end[-2:]}" if end else ""


def as_kamerstuk(identity: Identity) -> tuple[str, ...]:
    """Cite by dossier and number, "Kamerstukken II 2024/25, 21501-02, nr. 3121"; without these by title and date."""
    if identity.chamber in ROMAN and identity.dossier and identity.number:
        number = f"nr. {identity.number}" if identity.number.isdigit() else identity.number
        return (f"Kamerstukken {ROMAN[identity.chamber]}{session(identity.session_year)}", identity.dossier, number)
    return by_title(identity)


def by_sender(word: str, identity: Identity) -> tuple[str, ...]:
    """Cite a paper without a number, called ``word``, by its sender, date and subject; what is unknown is left out."""
    by = f"{word} van {identity.sender}" if identity.sender else word
    date = dutch_date(identity.date) if identity.date else ""
    subject = "" if identity.title in {identity.id, by} else identity.title
    known = tuple(filter(None, (by, date, subject)))
    return known if len(known) > 1 or identity.sender else (identity.title,)


def by_title(identity: Identity) -> tuple[str, ...]:
    """Cite by title and date."""
    return (identity.title, dutch_date(identity.date)) if identity.date else (identity.title,)
