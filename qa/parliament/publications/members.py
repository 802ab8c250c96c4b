"""Papers of members: motions and amendments, which print who proposes them in the line that names them."""

import re

from qa.parliament.publications.capitals import in_sentence
from qa.parliament.publications.kind import DOSSIER_TITLE, Finder, Opening, Printed, at

_PARTICLE = re.compile(r"(\b(?:lid|leden|en)\s+|,\s*)(van|de|den|der|el|ten|ter|te|op|in)\b")
_PROPOSER = r"(?P<value>(?:het\s+lid|de\s+leden)\s+\S(?:[^\n]|\n(?!\n))*?)"
_ENDS = (
    r"\s*(?=\n\n|\n?\s*\b(?:Voorgesteld|Ontvangen|Ter\s+vervanging|over\s|De\s+Kamer|Gehoord|De\s+ondergetekende)|\Z)"
)
# In capitals the names end where a word in small letters begins, whatever the lines do.
_IN_CAPITALS = r"(?P<value>(?-i:HET\s+LID|DE\s+LEDEN)\s(?-i:[^a-zà-ÿ\d]{2,400}?))"
_CAPITALS_END = r"\s*(?=\s(?-i:TER\s+VERVANGING|OVER\s|INZAKE\s|(?-i:[A-Z‘’'(«]?[A-Z]?[a-zà-ÿ])|[‘’']s-)|\s\d|\Z)"


def proposed(word: str) -> Finder:
    """Give what finds who proposes a paper called ``word``, as in a sentence: "het lid Jansen"."""
    find = at(rf"\b{word}\s+van\s+{_IN_CAPITALS}{_CAPITALS_END}", rf"\b{word}\s+van\s+{_PROPOSER}{_ENDS}")

    def found(opening: Opening) -> Printed | None:
        printed = find(opening)
        return printed and Printed(named(printed.value, opening.text), printed.start, printed.end)

    return found


def named(capitals: str, text: str) -> str:
    """Give members as they are written in a sentence: "HET LID VAN DER LEE" is "het lid Van der Lee"."""
    return _PARTICLE.sub(lambda match: match[1] + match[2].capitalize(), in_sentence(capitals, text))


def titled(word: str, proposer: Finder) -> Finder:
    """Give what finds the title of such a paper: that of its dossier, what it is and who proposes it.

    ``word`` is the pattern of what it is called: "nader gewijzigde motie".
    """
    called = at(rf"\b(?P<value>{word})\s+van\s+(?:het\s+lid|de\s+leden)\b")

    def found(opening: Opening) -> Printed | None:
        dossier, by, what = DOSSIER_TITLE(opening), proposer(opening), called(opening)
        name = f"{what.value.capitalize()} van {by.value}" if by and what else ""
        if dossier is None:
            return Printed(name) if name else None
        return Printed("; ".join(filter(None, (dossier.value, name))), dossier.start, dossier.end)

    return found
