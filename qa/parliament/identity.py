"""What a publication is: ids, dossiers, running headers and links.

A kamerstuk is named by its dossier and its number in it; the Tweede Kamer numbers with digits, the Eerste
Kamer with letters. Answers to written questions, debates and attachments are named by series and number.
"""

import re
from dataclasses import dataclass

from qa.domain import NO_PAGE
from qa.language.dates import DAY, first_date
from qa.parliament.sessions import session_year

PUBLISHED = "https://zoek.officielebekendmakingen.nl/{id}.html"
PUBLISHED_PAGE = "https://zoek.officielebekendmakingen.nl/{id}.pdf#page={page}"

TWEEDE_KAMER, EERSTE_KAMER = "Tweede Kamer", "Eerste Kamer"
_CHAMBERS = {"t": TWEEDE_KAMER, "e": EERSTE_KAMER}

_KAMERSTUK = r"""
    kst-
    (?P<dossier>\d{2,6}(?:-[A-Z()\d]+?)?)   # 27925, 36600-VII, 21501-02
    -(?P<number>\d{1,5}|[A-Z]{1,3})         # 919 of the Tweede Kamer, AL of the Eerste Kamer
"""
# Publications that are named otherwise: kst-1268678 without a dossier, answers to written questions, debates,
# attachments, written questions that are not answered yet.
_OTHER = (
    r"kst-\d{5,8}|ah-[et]k-\d{8}-\d{1,5}|(?<![a-z])h-[et]k-\d{8}(?:-\d{1,4}){1,2}|blg-\d{3,8}"
    r"|kv-[et]k-\d{4}[A-Z]\d{4,6}"
)

KAMERSTUK_ID = re.compile(_KAMERSTUK, re.VERBOSE)
PUBLICATION_ID = re.compile(_OTHER)
ANSWERS_ID = re.compile(r"ah-(?P<chamber>[et])k-(?P<begin>\d{4})(?P<end>\d{4})-(?P<number>\d{1,5})")
QUESTIONS_ID = re.compile(r"kv-(?P<chamber>[et])k-\w+")
DEBATE_ID = re.compile(r"h-(?P<chamber>[et])k-(?P<begin>\d{4})(?P<end>\d{4})-(?P<number>\d{1,4}(?:-\d{1,4})?)")

# What a browser or a file manager makes of the name of a second copy.
COPY = re.compile(
    r"""
    (?:(?:kopie\ van|copy\ of)\ )?                 # "Kopie van kst-36000-12"
    (?P<stem>.+?)
    (?:\s*\(\d{1,3}\)                             # "kst-36000-12 (1)", "kst-36000-12(2)"
      |_\d{1,2}                                      # "kst-36000-12_1"
      |[\s_]*-?[\s_]*(?:kopie|copy)(?:\ \d{1,3})?    # "kst-36000-12 - kopie", "kst-36000-12 copy 2"
    )*
    """,
    re.VERBOSE | re.IGNORECASE,
)

# An id in a text: it may be glued to "ISSN", which stands below it at the foot of a first page.
_ID_IN_TEXT = re.compile(rf"(?:{_KAMERSTUK}|{_OTHER})(?=ISSN|(?![\w-]))", re.VERBOSE)
_ISSN = re.compile(r"\s*ISSN\b")

# "27 925", "21 501-02", "36 600 VII", "36 410-XV", "36 800 A", "33 684 (R2007)"; of "31 293/31 289" the first.
DOSSIER = r"""
    (?<!\d) (?P<digits>\d{2}\s?\d{3}) (?!\d)
    (?: (?:\s?-\s?|\s) (?P<addition> [IVXLC]{1,6}[AB]? | \d{2} | [A-Z] | \(R\d{1,4}\) ) (?![\w)]|\s\d{3}\b|\.\w) )?
    (?: (?:\s?/\s?\d{2}\s?\d{3})+ )?
"""
_YEAR = r"(?P<begin>\d{4})\s*[-–/]\s*(?P<end>\d{4})"
# "Tweede Kamer, vergaderjaar 2024–2025, 21 501-02, nr. 3121", "Eerste Kamer, vergaderjaar 2023-2024, 27 925, AL",
# "’s-Gravenhage 2024 Tweede Kamer, vergaderjaar 2023–2024, Aanhangsel 2"
_RUNNING = re.compile(
    rf"""
    ^ .{{0,90}}? (?P<chamber>(?:Tweede|Eerste)\ Kamer),\ vergaderjaar\ {_YEAR}
    (?: ,\s* (?:
        (?P<answers>Aanhangsel)
      | {DOSSIER} ,\s* (?: nr\.\s*(?P<number>\d{{1,5}}) | (?P<letters>[A-Z]{{1,3}}) )
    ) )?
    (?: \s+\d{{1,4}} )? \s* $
    """,
    re.VERBOSE | re.MULTILINE,
)
# "Vergaderjaar 2023–2024 Aanhangsel van de Handelingen"
_YEAR_LINE = re.compile(rf"^Vergaderjaar\s+{_YEAR}(?=\s*$|\s+\D)", re.VERBOSE | re.MULTILINE | re.IGNORECASE)
_CHAMBER_LINE = re.compile(r"^(?P<chamber>(?:Tweede|Eerste) Kamer) der Staten-Generaal\b", re.MULTILINE | re.IGNORECASE)
# "Tweede Kamer  Paden en wegen  31 januari 2024  TK 45  45-6-1": the foot of a page of the Handelingen, with meeting,
# item and page. What stands between its parts is white space or an ornament, of which a PDF may not tell the letter.
DEBATE_FOOT = re.compile(
    rf"""
    ^ (?: (?P<chamber>Tweede|Eerste)\ Kamer [\s,|]{{1,9}} (?P<title>\S.{{0,250}}?) [^\w\n]{{1,12}} )?
    (?P<date> {DAY} ) [^\w\n]{{1,12}}
    (?P<letter>[TE])K\s?(?P<meeting>\d{{1,3}}) [^\w\n]{{1,12}} (?P=meeting)-(?P<item>\d{{1,3}})-\d{{1,4}} [ \t]* $
    """,
    re.VERBOSE | re.MULTILINE,
)
_DOSSIER_ALONE = re.compile(DOSSIER, re.VERBOSE)


@dataclass(frozen=True, slots=True)
class Kamerstuk:
    """The parts of the id of a kamerstuk."""

    dossier: str
    number: str

    @property
    def chamber(self) -> str:
        """The chamber whose numbering this is: digits for the Tweede Kamer, letters for the Eerste."""
        return TWEEDE_KAMER if self.number.isdigit() else EERSTE_KAMER


@dataclass(frozen=True, slots=True)
class Publication:
    """What the id of a publication, or its running header, tells of it; empty where it tells nothing.

    ``number`` of a debate is that of the meeting and that of the item: "70-3". ``answers`` tells that it is one of the
    answers to written questions, which are numbered apart, and ``debate`` that it is of the Handelingen.
    """

    chamber: str = ""
    session_year: str = ""
    dossier: str = ""
    number: str = ""
    answers: bool = False
    debate: bool = False


def parse_kamerstuk_id(text: str) -> Kamerstuk | None:
    """Read an id such as ``kst-27925-919`` or ``kst-36600-VII-1``; ``None`` when it is none."""
    match = KAMERSTUK_ID.fullmatch(text)
    return Kamerstuk(match["dossier"], match["number"]) if match else None


def parse_publication_id(text: str) -> Publication | None:
    """Read the id of any official publication; ``None`` when it is none."""
    if stuk := parse_kamerstuk_id(text):
        return Publication(stuk.chamber, "", stuk.dossier, stuk.number)
    if match := ANSWERS_ID.fullmatch(text) or DEBATE_ID.fullmatch(text):
        year = f"{match['begin']}-{match['end']}"
        answers = text.startswith("ah-")
        return Publication(_CHAMBERS[match["chamber"]], year, "", match["number"], answers=answers)
    if PUBLICATION_ID.fullmatch(text) is None:
        return None
    asked = QUESTIONS_ID.fullmatch(text)
    return Publication(_CHAMBERS[asked["chamber"]] if asked else "")


def is_publication_id(text: str) -> bool:
    """Whether this is the id of an official publication."""
    return parse_publication_id(text) is not None


def publication_id(of: Publication) -> str:
    """Give the id of a publication of which enough is known; empty when it is not."""
    if of.dossier and of.number:
        return f"kst-{of.dossier}-{of.number}"
    if (of.answers or of.debate) and of.number and of.session_year:
        letter = "e" if of.chamber == EERSTE_KAMER else "t"
        return f"{'ah' if of.answers else 'h'}-{letter}k-{of.session_year.replace('-', '')}-{of.number}"
    return ""


def printed_id(text: str) -> str:
    """Give the id that a first page bears: above an ISSN, or on a line of its own; empty when there is none.

    An id within a sentence is that of a publication referred to.
    """
    alone = ""
    for match in _ID_IN_TEXT.finditer(text):
        if _ISSN.match(text, match.end()):
            return match[0]
        before, after = text[: match.start()].rpartition("\n")[2], text[match.end() :].partition("\n")[0]
        if not alone and not before.strip() and not after.strip():
            alone = match[0]
    return alone


def parse_dossier(text: str) -> str:
    """Give the first dossier in a text as it is part of an id: "21 501-02" is ``21501-02``, "36 600 VII" 36600-VII."""
    match = _DOSSIER_ALONE.search(text)
    return dossier_of(match) if match else ""


def dossier_of(match: re.Match[str]) -> str:
    """Give the dossier in a match of a pattern that holds DOSSIER, as it is part of an id."""
    digits = re.sub(r"\s", "", match["digits"])
    return f"{digits}-{match['addition']}" if match["addition"] else digits


def running(text: str) -> Publication:
    """Read the running headers and footers in a text, or the lines above a title that tell chamber and session year."""
    if match := _RUNNING.search(text):
        year = f"{match['begin']}-{match['end']}"
        dossier = dossier_of(match) if match["digits"] else ""
        number = match["number"] or match["letters"] or ""
        return Publication(match["chamber"], year, dossier, number, answers=bool(match["answers"]))
    year_line, chamber_line = _YEAR_LINE.search(text), _CHAMBER_LINE.search(text)
    if year_line is None:
        return Publication()  # without a session year it is the chamber that a letter is addressed to
    chamber = chamber_line["chamber"].title() if chamber_line else ""
    return Publication(chamber, f"{year_line['begin']}-{year_line['end']}")


def of_debate(text: str) -> Publication | None:
    """Read the foot of a page of the Handelingen in a text; ``None`` when it has none."""
    match = DEBATE_FOOT.search(text)
    date = first_date(match["date"]) if match else None
    if match is None or date is None:
        return None
    number = f"{int(match['meeting'])}-{int(match['item'])}"
    return Publication(_CHAMBERS[match["letter"].lower()], session_year(date), "", number, debate=True)


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
