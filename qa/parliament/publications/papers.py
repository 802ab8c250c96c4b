"""Papers of the cabinet and of committees that bear the title of their dossier and the line that names them."""

import re

from qa.parliament.publications.capitals import in_sentence
from qa.parliament.publications.kind import DOSSIER_TITLE, Finder, Opening, Printed

_LINE_END = re.compile(r"\n\n|\s+(?:Vastgesteld|Ontvangen|Aan\s+de|Den\s+Haag|Inhoudsopgave|I\.?\s|1\.?\s)|$")
LONGEST_LINE = 200  # characters


def titled(line: re.Pattern[str]) -> Finder:
    """Give what finds the title of a paper: that of its dossier, and how it names itself in this ``line``."""

    def found(opening: Opening) -> Printed | None:
        dossier, own = DOSSIER_TITLE(opening), _own_line(line, opening)
        if dossier is None:
            return Printed(own) if own else None
        return Printed("; ".join(filter(None, (dossier.value, own))), dossier.start, dossier.end)

    return found


def _own_line(line: re.Pattern[str], opening: Opening) -> str:
    for place in (opening.text, opening.lines):
        if match := line.search(place):
            end = _LINE_END.search(place, match.end("line"))
            whole = " ".join(place[match.start("line") : end.start() if end else match.end("line")].split())
            if not match["line"].isupper() or len(whole) > LONGEST_LINE:
                whole = " ".join(match["line"].split())
            written = in_sentence(whole, place)
            return written[:1].upper() + written[1:]
    return ""
