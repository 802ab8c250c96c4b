"""Whether a document is cited in the official form of its kind (Leidraad voor juridische auteurs)."""

import datetime
import re

from qa import Identity

from .labels import Labels

_YEAR = r"\d{4}/\d{2}"
_PLACE = r"(?:, p\. [\d-]+)?(?:, antwoord op vra(?:ag|gen) .+)?"

# The forms by the beginning of the id, or by the words with which the citation begins.
_KAMERSTUKKEN = re.compile(
    rf"(?:[Bb]ijlage bij )?Kamerstukken (?:II|I) {_YEAR}, \d{{5}}(?:-[IVXLC\d]+(?:\([IVXLC\d]+\))?)*, "
    rf"(?:nr\. \d+|[A-Z]{{1,3}}){_PLACE}"
)
_AANHANGSEL = re.compile(rf"Aanhangsel Handelingen (?:II|I) {_YEAR}, nr\. \d+{_PLACE}")
_HANDELINGEN = re.compile(rf"Handelingen (?:II|I) {_YEAR}, nr\. \d+, item \d+{_PLACE}")
_FORMS = {"kst": _KAMERSTUKKEN, "ah": _AANHANGSEL, "h": _HANDELINGEN}
_NAMED = {
    "Kamerstukken": _KAMERSTUKKEN,
    "Bijlage": _KAMERSTUKKEN,
    "bijlage": _KAMERSTUKKEN,
    "Aanhangsel": _AANHANGSEL,
    "Handelingen": _HANDELINGEN,
}

_CHAMBERS = {"tk": "II", "ek": "I", "Tweede Kamer": "II", "Eerste Kamer": "I"}
_NUMBERED = re.compile(r"(?P<what>ah|h)-(?P<chamber>[te]k)-(?P<year>\d{8})-(?P<number>\d+)(?:-(?P<item>\d+))?")
_KST = re.compile(r"kst-(?P<dossier>\d{5}(?:-[A-Z\d()]+)*?)-(?P<number>\d{1,5}|[A-Z]{1,3})")

# What stands above every publication, and so names none.
_NO_TITLE = re.compile(
    r"(?:Tweede|Eerste) Kamer der Staten-Generaal|Aanhangsel van de Handelingen|Word Document|Microsoft Word\b.*",
    re.IGNORECASE,
)
_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
_SUBJECT = 20  # characters of the title that a citation must have: long ones may be cut


def fault(citation: str, identity: Identity, labels: Labels | None) -> str:
    """Say in Dutch what is wrong with a citation of a document; empty when nothing is.

    What a person says the document is goes before what was read: of its id, or dossier, number and chamber, the
    citation is known word for word. Otherwise it must have the form of its id, of its kind, or of the words with
    which it begins.
    """
    if labels and (wanted := labels.citation or _expected(labels)):
        return "" if citation == wanted or citation.startswith(f"{wanted},") else f"verwacht: {wanted}"
    begin = _FORMS.get(identity.id.partition("-")[0]) if _known_id(identity.id) else None
    if form := begin or _NAMED.get(citation.partition(" ")[0]):
        return "" if form.fullmatch(citation) else "niet de officiële vorm"
    kind = (labels.fields.get("kind") if labels else "") or identity.kind
    return _unnumbered(citation, identity, kind)


def _expected(labels: Labels) -> str:
    """The citation that follows from labels; empty when they do not tell it."""
    fields = {name: value or "" for name, value in labels.fields.items()}
    id_ = fields.get("id", "")
    if match := _NUMBERED.fullmatch(id_):
        year = f"{match['year'][:4]}/{match['year'][6:]}"
        begin = "Aanhangsel Handelingen" if match["what"] == "ah" else "Handelingen"
        item = f", item {match['item']}" if match["item"] else ""
        return f"{begin} {_CHAMBERS[match['chamber']]} {year}, nr. {match['number']}{item}"
    match = _KST.fullmatch(id_)
    dossier = fields.get("dossier") or (match["dossier"] if match else "")
    number = fields.get("number") or (match["number"] if match else "")
    year, chamber = fields.get("session_year", ""), _CHAMBERS.get(fields.get("chamber", ""), "")
    if not (dossier and number and chamber and len(year) == 9):
        return ""
    return f"Kamerstukken {chamber} {year[:4]}/{year[-2:]}, {dossier}, {'nr. ' if number.isdigit() else ''}{number}"


def _known_id(id_: str) -> bool:
    return _NUMBERED.fullmatch(id_) is not None or _KST.fullmatch(id_) is not None


def _unnumbered(citation: str, identity: Identity, kind: str) -> str:
    """What is wrong with the citation of what has no number: a letter needs its kind, sender, date and subject."""
    said = citation.casefold()
    if not citation or _NO_TITLE.match(citation):
        return "noemt het document niet"
    if identity.date and not any(day in said for day in _days(identity.date)):
        return "de datum ontbreekt"
    if kind != "brief":
        return ""
    if not said.startswith("brief"):
        return "de soort ontbreekt"
    if not identity.sender or identity.sender.casefold() not in said:
        return "de afzender ontbreekt"
    return "" if identity.title.casefold()[:_SUBJECT] in said else "het onderwerp ontbreekt"


def _days(date: datetime.date) -> tuple[str, str]:
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}", date.isoformat()
