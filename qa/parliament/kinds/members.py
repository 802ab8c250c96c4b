"""Papers of members: motions and amendments, which print who proposes them in the line that names them."""

import re

from qa.parliament.kinds.capitals import in_sentence
from qa.parliament.kinds.kind import DOSSIER_TITLE, Finder, Opening, Printed, at

_PARTICLE = re.compile(r"(\b(?:lid|leden|en)\s+|,\s*)(van|de|den|der|el|ten|ter|te|op|in)\b")
_PROPOSER = r"(?P<value>(?:het\s+lid|de\s+leden)\s+\S(?:[^\n]|\n(?!\n))*?)"
_ENDS = (
    r"\s*(?=\n\n|\n?\s*\b(?:Voorgesteld|Ontvangen|Ter\s+vervanging|over\s|De\s+Kamer|Gehoord|De\s+ondergetekende)|\Z)"
)


def proposed(word: str) -> Finder:
    """Give what finds who proposes a paper called ``word``, as in a sentence: "het lid Ceder"."""
    find = at(rf"\b{word}\s+van\s+{_PROPOSER}{_ENDS}")

    def found(opening: Opening) -> Printed | None:
        printed = find(opening)
        return printed and Printed(named(printed.value, opening.text), printed.start, printed.end)

    return found


def named(capitals: str, text: str) -> str:
    """Give members as they are written in a sentence: "HET LID VAN DER LEE" is "het lid Van der Lee"."""
    return _PARTICLE.sub(lambda match: match[1] + match[2].capitalize(), in_sentence(capitals, text))


def titled(word: str, proposer: Finder) -> Finder:
    """Give what finds the title of such a paper: that of its dossier, what it is and who proposes it."""

    def found(opening: Opening) -> Printed | None:
        dossier, by = DOSSIER_TITLE(opening), proposer(opening)
        name = f"{word} van {by.value}" if by else ""
        if dossier is None:
            return Printed(name) if name else None
        return Printed("; ".join(filter(None, (dossier.value, name))), dossier.start, dossier.end)

    return found
