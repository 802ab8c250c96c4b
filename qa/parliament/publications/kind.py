"""What a publication kind is, and the means by which kinds say where their date, subject and sender stand."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from qa.domain import Identity
from qa.language.dates import DAY
from qa.parliament.publications.capitals import in_sentence, office
from qa.parliament.publications.citing import by_title
from qa.parliament.voices import CABINET

# What stands between a label and its value, in a line, in a cell of a table or in the line below.
GAP = r"[\s:;|]*"
# The labels of a letter: one ends the value of another.
LABELS = r"""
    Datum | Onderwerp | Betreft | Ons\ kenmerk | Uw\ kenmerk | Onze\ referentie | Uw\ (?:referentie|brief) | Bijlagen?
    | Kenmerk | Projectnaam | Contactpersoon | Geachte | Van: | Aan: | Directoraat | Pagina
"""


@dataclass(frozen=True, slots=True)
class Opening:
    """What a document says at its beginning.

    ``text`` is the beginning of ``Document.text``, so that a place in it is a place in the document. ``lines`` are its
    first lines as printed and ``aside`` what was left out of the text: both tell what the text may lack.
    """

    text: str
    lines: str = ""
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """What a document prints of itself, in one line; both offsets are 0 where it is not in the text."""

    value: str
    start: int = 0
    end: int = 0


Finder = Callable[[Opening], Printed | None]


def nothing(_: Opening) -> None:
    """Find nothing: a kind that does not print this."""


def at(*patterns: str, flags: re.RegexFlag = re.IGNORECASE) -> Finder:
    """Give what finds the group ``value`` of the first of these verbose patterns that the opening of a document has.

    The running text is looked at first, since no line end cuts it short; then the lines as printed, and what was left
    out of the text.
    """
    compiled = [re.compile(pattern, re.VERBOSE | re.MULTILINE | re.DOTALL | flags) for pattern in patterns]

    def found(opening: Opening) -> Printed | None:
        for place in (opening.text, opening.lines, opening.aside):
            for match in (pattern.search(place) for pattern in compiled):
                if match and (value := " ".join(match["value"].split())):
                    return Printed(value, *(match.span("value") if place is opening.text else (0, 0)))
        return None

    return found


def in_office(find: Finder) -> Finder:
    """Give what finds the same, as an office in a sentence: "de minister van Defensie"."""

    def found(opening: Opening) -> Printed | None:
        printed = find(opening)
        return printed and Printed(office(in_sentence(printed.value, opening.text)), printed.start, printed.end)

    return found


def names_itself(*wordings: str) -> re.Pattern[str]:
    """Give the pattern of a line in which a document names what it is, in any of these wordings.

    The number of the document may stand before it: "Nr. 3121 MOTIE VAN HET LID JANSEN", "AL VERSLAG VAN ...".
    """
    return re.compile(
        rf"""
        (?: ^[ \t]*(?: nr\.?[ \t]*\d*[ \t]+ | (?-i:[A-Z]{{1,3}})[ \t]+ )? | \bnr\.[ \t]*\d+[ \t]+ )
        (?P<line>{"|".join(wordings)})
        """,
        re.IGNORECASE | re.MULTILINE | re.VERBOSE,
    )


@dataclass(frozen=True, slots=True)
class PublicationKind:
    """All that is particular to one kind of publication.

    ``line`` is how a document names itself as such at its beginning, ``types`` what official metadata call it and
    ``series`` how the ids of a kind that is numbered apart begin. ``date``, ``subject``, ``sender``, ``addressee`` and
    ``askers`` find what is printed of it. ``voice`` is who speaks in it where its sender does not tell; ``answers`` who
    answers the questions in it. ``signed_by_members`` tells that bare names stand below it, ``signed_by_sender`` that
    who signs it first sends it. ``cite`` gives the parts of its citation.
    """

    name: str
    line: re.Pattern[str] | None = None
    types: re.Pattern[str] | None = None
    series: str = ""
    date: Finder = nothing
    subject: Finder = nothing
    sender: Finder = nothing
    addressee: Finder = nothing
    askers: Finder = nothing
    voice: str = ""
    answers: str = CABINET
    signed_by_members: bool = False
    signed_by_sender: bool = False
    cite: Callable[[Identity], tuple[str, ...]] = by_title


# Where the date of most papers stands.
DATED = at(
    rf"^(?:Voorgesteld|Ontvangen|Vastgesteld)\s+(?P<value>{DAY})",
    rf"^(?:Den\ Haag|’s-Gravenhage|'s-Gravenhage),?\s+(?P<value>{DAY})",
    rf"^Datum(?:[ \t]+(?:document|nota|brief|stuk|opgesteld))?{GAP}(?:(?:Onderwerp|Betreft){GAP})?(?P<value>{DAY})",
    rf"^(?:Vastgesteld|Vergaderdatum){GAP}(?P<value>{DAY})",
)
# "Betreft Verlenging van ...", "Onderwerp" with the subject in the line below. What goes on in lower case behind the
# label without a colon may be a sentence: "Onderwerp van gesprek was ...".
LABELLED_SUBJECT = at(
    rf"""
    ^(?:Onderwerp|Betreft)
    (?: {GAP}{DAY}{GAP} | \s*[:;|]\s* | [ \t]+(?!(?:van|is|was|zijn|waren|dat|die|waar|en)\b) | \s*\n\s* )
    (?!{LABELS}) (?P<value>\S.{{0,600}}?) \s*
    (?= \n\n | \n(?:{LABELS}) | \s(?-i:Datum|Geachte|Ons\ kenmerk|Uw\ kenmerk)\b | \Z )
    """,
)
_DOSSIER_NUMBER = r"""
    ^\d{2}\s?\d{3}
    (?: \s?-\s?\d{2}\b | \s?-?\s?(?-i:[IVXLC]+[AB]?|[A-Z])\b )?
    (?: \s?/\s?\d{2}\s?\d{3} )* (?: \s?-\s?\d{1,4} )? \s+
"""
_NUMBER_LINE = r"\s(?-i:[Nn]r\.\s*(?:\d|[A-Z])|[A-Z]{1,3}\s+[A-Z]{5,})"
# The title of the dossier stands between its number and the line with the number of the paper.
DOSSIER_TITLE = at(
    rf"{_DOSSIER_NUMBER} (?P<value>(?-i:[A-ZÀ-Þ(«“]).{{3,400}}?) \s* (?={_NUMBER_LINE}|\n\d{{2}}\s?\d{{3}}\s)",
    rf"{_DOSSIER_NUMBER} (?P<value>(?-i:[A-ZÀ-Þ(«“]).{{3,600}}?) \s* (?=\n\n|\n(?-i:nr\.)|\Z)",
)
TO_THE_CHAMBER = in_office(
    at(
        r"""
        ^Aan\s+(?P<value>de\s+voorzitter\s+van\s+de\s+(?:Tweede|Eerste)\s+Kamer(?:\s+der\s+Staten-Generaal)?)
        """
    )
)
