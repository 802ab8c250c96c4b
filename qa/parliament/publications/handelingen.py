"""Debates: the verbatim report of an item of a meeting, in which each speaks for himself."""

import re

from qa.domain import Identity
from qa.language.dates import DAY
from qa.parliament.identity import DEBATE_FOOT, TWEEDE_KAMER, parse_publication_id
from qa.parliament.publications.citing import ROMAN, by_title, session
from qa.parliament.publications.kind import Opening, Printed, PublicationKind, at, names_itself

MOST_NUMBERED = 199  # meetings of a year, and items of a meeting; a larger number in an id is that of a page

# "Tweede Kamer, Paden en wegen" above the pages of a stenogram.
_RUNNING_TITLE = re.compile(
    r"^(?:Tweede|Eerste) Kamer,\s(?!vergaderjaar\b)(?P<title>[A-ZÀ-Þ«“‘(0-9][^\n]{2,250})$", re.MULTILINE
)
# The title of an item stands above its opening: "Aan de orde is het debat over paden en wegen."
_item_title = at(r"^(?:\d{1,3}\s+(?-i:(?=[A-ZÀ-Þ])))?(?P<value>[A-ZÀ-Þ«“‘(0-9][^\n]{2,250})\n\nAan\ de\ orde\b")
_dated = at(rf"^(?:(?:.{{0,60}}?\bvergadering\b.{{0,20}}?)?\b(?:maan|dins|woens|donder|vrij)dag)\s+(?P<value>{DAY})")


def _foot(opening: Opening, part: str) -> Printed | None:
    """A part of the foot of its pages, which is left out of the text."""
    match = DEBATE_FOOT.search(opening.aside) or DEBATE_FOOT.search(opening.lines)
    return Printed(" ".join(match[part].split())) if match and match[part] else None


def _date(opening: Opening) -> Printed | None:
    return _foot(opening, "date") or _dated(opening)


def _subject(opening: Opening) -> Printed | None:
    if found := _foot(opening, "title"):
        return found
    match = _RUNNING_TITLE.search(opening.aside)
    return Printed(" ".join(match["title"].split())) if match else _item_title(opening)


def _cite(identity: Identity) -> tuple[str, ...]:
    """Cite by meeting and item, "Handelingen II 2017/18, nr. 70, item 3", before 2011 by the pages of the volume."""
    named = parse_publication_id(identity.id)
    number = (named.number if named else "") or identity.number
    chamber = (named.chamber if named else "") or identity.chamber or TWEEDE_KAMER
    year = (named.session_year if named else "") or identity.session_year
    if not number or not year:
        return by_title(identity)
    series = f"Handelingen {ROMAN[chamber]}{session(year)}"
    meeting, _, item = number.partition("-")
    if int(meeting) > MOST_NUMBERED:
        return series, f"p. {number}"
    if not item:
        return series, f"nr. {meeting}"
    return series, f"nr. {meeting}", f"item {item}" if int(item) <= MOST_NUMBERED else f"p. {item}"


HANDELINGEN = PublicationKind(
    name="handelingen",
    line=names_itself(
        r"(?:stenogram|handelingen|woordelijk\s+verslag)\b",
        r"(?:\d{1,3}(?:ste|de|e)\s+)?(?:plenaire\s+)?vergadering\s+(?:van\s+)?(?:maan|dins|woens|donder|vrij)dag\b",
    ),
    types=re.compile(r"handeling(?:en)?\b.*|verslag\s+tk|vlos.*", re.IGNORECASE),
    series="h-",
    date=_date,
    subject=_subject,
    cite=_cite,
)
