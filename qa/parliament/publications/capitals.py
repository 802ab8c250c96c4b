"""Titles in capitals, "BRIEF VAN DE MINISTER VAN DEFENSIE", as they are written in a sentence."""

import re

# Written small within a name or an office.
SMALL = frozenset(
    """
    van voor en een de het der den des ter ten te te op in over bij aan met als c.s. naar om onder uit
    brief motie amendement nota memorie verslag houdende lijst vragen antwoorden lid leden toelichting
    minister ministers staatssecretaris staatssecretarissen minister-president bewindspersonen
    voorzitter griffier commissie commissies vaste algemene tijdelijke schriftelijk overleg nader gewijzigd gewijzigde
    gewijzigd tweede derde eerste aanleiding wijziging verbetering president directeur algemeen secretaris
    commissiedebat wetgevingsoverleg notaoverleg rondetafelgesprek hoorzitting vicepresident raad state
    houdende
    """.split()
) - {"raad", "state"}
_OFFICE = re.compile(r"\b(?:Ministers?|Staatssecretaris(?:sen)?|Minister-president|Voorzitter|Griffier)\b")


def in_sentence(capitals: str, text: str) -> str:
    """Write words in capitals as in a sentence: as ``text`` has them elsewhere, else by the rules for names.

    What is not in capitals stays as it is.
    """
    if not capitals.isupper():
        return capitals
    return _elsewhere(capitals, text) or " ".join(_written(word) for word in capitals.split())


def office(text: str) -> str:
    """Write an office as in a sentence: "De Minister van Defensie" is "de minister van Defensie"."""
    small = _OFFICE.sub(lambda match: match[0].lower(), text.strip().rstrip(","))
    return small[:1].lower() + small[1:] if small.startswith(("De ", "Het ")) else small


def _elsewhere(capitals: str, text: str) -> str:
    words = r"\s+".join(map(re.escape, capitals.split()))
    found = re.finditer(rf"\b{words}(?!\w)", text, re.IGNORECASE)
    return next((" ".join(match[0].split()) for match in found if not match[0].isupper()), "")


def _written(word: str) -> str:
    small = word.lower()
    if small.strip(".,;:()") in SMALL or small.strip(",;:()") in SMALL:
        return small
    return "-".join(part if any(c.isdigit() for c in part) else part.capitalize() for part in word.split("-"))
