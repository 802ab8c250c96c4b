"""The head of a letter or publication: labels with their values, the address, the block that names the dossier."""

import re
from collections.abc import Iterable, Sequence

from qa.language.dates import DAY, first_date
from qa.reading.source import Described

# The labels of the government's house style for letters and of the chambers' own title blocks.
LABELS = (
    "Datum", "Betreft", "Betreffende", "Onderwerp", "Van", "Afzender", "Aan", "Geadresseerde", "Kopie aan",
    "Ons kenmerk", "Onze referentie", "Uw kenmerk", "Uw brief", "Uw referentie", "Uw brief van", "Kenmerk",
    "Referentie", "Contactpersoon", "Inlichtingen bij", "Behandeld door", "Doorkiesnummer", "Telefoon", "E-mail",
    "Projectnaam", "Bijlage", "Bijlagen", "Bijlage(n)", "Auteur", "Status", "Versie", "Nummer", "Zaaknummer",
    "Dossiernummer", "Notanummer",
)  # fmt: skip
_LABEL = "|".join(map(re.escape, sorted(LABELS, key=len, reverse=True)))
LABEL = re.compile(rf"(?P<label>{_LABEL})\s*:?", re.IGNORECASE)
FIELD = re.compile(rf"\s*(?P<label>{_LABEL})\s*[:\t\n]\s*(?P<value>\S.*)", re.IGNORECASE | re.DOTALL)
SUBJECTS = ("onderwerp", "betreft", "betreffende")
# "Betreft Stand van de sluizen": a label with no more than a space before its value, which is no sentence.
SPACED = re.compile(
    r"(?P<label>Onderwerp|Betreft|ONDERWERP|BETREFT)[ \xa0]+(?P<value>(?=[«“‘\"'(]?[A-ZÀ-Þ\d]).*[^.?!\s])\s*", re.DOTALL
)
DATED = re.compile(
    rf"""
    (?: Den\ Haag | 's-Gravenhage | ’s-Gravenhage | Datum | Voorgesteld (?:\s+tijdens\s[^.?!]{{1,100}}?\sd\.d\.)? )
    (?:\s*,)? \s+ (?P<date>{DAY})
    """,
    re.VERBOSE,
)
CHAMBER = re.compile(
    r"(?:TWEEDE|EERSTE|Tweede|Eerste)\s+(?:KAMER|Kamer)\s+(?:DER|der)\s+(?:STATEN-GENERAAL|Staten-Generaal)"
)
CHAMBER_NUMBER = re.compile(r"[12]")  # printed large beside the name of the chamber
DOSSIER = re.compile(r"\d{2}\s?\d{3}(?:[\s-]+(?:[IVXLC]+|\d{2}|[A-Z]))?")
DOSSIERS = re.compile(rf"{DOSSIER.pattern}(?:\s*[/;,]\s*{DOSSIER.pattern})*")
NUMBER = re.compile(r"Nr\.(?:\s*(?:\d{1,5}|[A-Z]{1,3}))?")  # a paper that was not yet numbered has "Nr."
LETTER_NUMBER = re.compile(r"[A-Z]{1,3}")  # of a paper of the Eerste Kamer, before its kind in capitals
CAPITALS = re.compile(r"[A-Z][A-Z -]{3,}")
ADDRESSEE = re.compile(r"(?:Aan\s+)?[Dd]e\s+[Vv]oorzitter\s+van\s+de\s+(?:Tweede|Eerste)\b|Aan\s+(?:de|het)\s+[A-Z]")
POSTAL = re.compile(r"Postbus\b|\b\d{4}\s?[A-Z]{2}\b|Binnenhof\b|Plein\s\d|Den Haag\b|DEN HAAG\b")
MOST_ADDRESS_LINES = 4
OPENS = re.compile(  # lines that stand in the head only, besides labels
    r"""
    Vergaderjaar\s | Voorgesteld\s\d | Vastgesteld\s | Ontvangen\s | >\s*Retouradres | Den\ Haag,\s | Bijlage\(n\)
    | Aan\s+de\s+(?:Voorzitter|voorzitter)\b | De\s+voorzitter\s+van\s+de\s+(?:Tweede|Eerste)\s+Kamer
    | Bij\ beantwoording\b | Geachte\b | Nr\.\s+\S{1,4}\s+[A-Z]{4,}
    """,
    re.VERBOSE,
)
TEMPLATES = re.compile(
    r"(?:microsoft\s+\w+\s*-\s*)?(?:word\s+document|document\d*|untitled|naamloos|titel|none|-)?(?:\.\w{3,4})?|.*\.do[ct]x?$|.*\.odt$",
    re.IGNORECASE,
)
SHORTEST_TITLE = 5  # letters


def heads_row(text: str) -> bool:
    """Whether a text is the first cell of a row that gives a label and its value, as heads of letters do."""
    return any(pattern.fullmatch(text) for pattern in (LABEL, DOSSIERS, NUMBER))


def numbers_row(text: str, below: str) -> bool:
    """Whether a text is the number of a paper in letters, and ``below`` the kind of that paper."""
    return LETTER_NUMBER.fullmatch(text) is not None and CAPITALS.match(below) is not None


def is_line(text: str) -> bool:
    """Whether a text is a line of a head by itself, rather than the value of the label above it."""
    return any(match(text) for match in (OPENS.match, FIELD.match, SPACED.fullmatch, LABEL.fullmatch))


def is_subject(text: str) -> bool:
    """Whether a text is the label of the subject, with or without its value."""
    match = FIELD.match(text) or SPACED.fullmatch(text) or LABEL.fullmatch(text.strip())
    return match is not None and match["label"].lower() in SUBJECTS


def belongs(text: str) -> bool:
    """Whether a line belongs to the head of a letter or publication, wherever it stands in it."""
    return (
        is_line(text)
        or any(pattern.fullmatch(text) for pattern in (CHAMBER, DOSSIERS, NUMBER))
        or DATED.match(text) is not None
    )


def described(lines: Iterable[str]) -> Described:
    """What the lines of a head say of the document; the first that says something wins.

    A line keeps the tab or colon between a label and its value.
    """
    values: dict[str, str] = {}
    date = None
    lines = tuple(lines)
    for line in lines:
        if match := FIELD.match(line) or SPACED.fullmatch(line):
            values.setdefault(match["label"].lower(), " ".join(match["value"].split()))
        if date is None and (dated := DATED.search(" ".join(line.split()))):
            date = first_date(dated["date"])
    return Described(
        title=_first(values, *SUBJECTS),
        date=first_date(values.get("datum", "")) or date,
        sender=_first(values, "van", "afzender"),
        addressee=_first(values, "aan", "geadresseerde") or addressee(lines),
    )


def addressee(lines: Sequence[str]) -> str:
    """To whom a letter is: the first lines of an address, down to its street or box."""
    for place, line in enumerate(lines):
        if ADDRESSEE.match(line):
            address = []
            for part in lines[place : place + MOST_ADDRESS_LINES]:
                cut = POSTAL.search(part)
                address.append(part[: cut.start()] if cut else part)
                if cut or (belongs(part) and len(address) > 1):
                    break
            return " ".join(" ".join(address).split()).removeprefix("Aan ")
    return ""


def is_title(title: str, text: str) -> bool:
    """Whether the title in the properties of a file is that of its document: printed in it, and not of a template."""
    squeezed = _squeezed(title)
    return len(squeezed) >= SHORTEST_TITLE and TEMPLATES.fullmatch(title) is None and squeezed in _squeezed(text)


def _first(values: dict[str, str], *labels: str) -> str:
    return next((values[label] for label in labels if label in values), "")


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
