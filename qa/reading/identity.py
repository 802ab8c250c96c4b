"""Who a document is: from what the corpus says, then its file name, then its own text."""

import datetime
import re
from dataclasses import replace
from pathlib import PurePath

from qa.domain import Identity, ParagraphKind
from qa.language.dates import first_date
from qa.parliament import publications
from qa.parliament.identity import (
    Publication,
    is_publication_id,
    of_debate,
    parse_dossier,
    parse_publication_id,
    printed_id,
    publication_id,
    publication_stem,
    published_url,
    running,
)
from qa.parliament.publications.kind import Opening, PublicationKind
from qa.parliament.sessions import session_year
from qa.parliament.signatories import signatories
from qa.reading.layout import Layout
from qa.reading.source import TITLE_BLOCK, Described, Source

# "27 925 Bestrijding internationaal terrorisme" at the begin of a line, and below it "Nr. 597 BRIEF VAN DE MINISTER" or
# "AL VERSLAG VAN EEN SCHRIFTELIJK OVERLEG"; the number and the words may stand on lines of their own.
DOSSIER_LINE = re.compile(r"^\d{2} ?\d{3}\b[^\n]*$", re.MULTILINE)
_WORDS = "DE|HET|VAN|EN|LID|TER|AAN|OP|MET|BIJ|UIT|IN|TOT|DIE|DAT|NR"  # short, but no number of the Eerste Kamer
NUMBER_LINE = re.compile(
    rf"(?:(?:^| )Nr\.\s*(?P<number>\d{{1,5}})|^(?P<letters>(?!(?:{_WORDS})\b)[A-Z]{{1,3}}))\s+[A-Z]{{4,}}(?= |$)",
    re.MULTILINE,
)
# "1314" between "de daarop door de regering gegeven antwoorden" and "Vragen van het lid ...".
ANSWERS_NUMBER = re.compile(
    r"(?:^|\bantwoorden\s)\s*(?P<number>\d{1,5})\s+(?=(?:(?:Nadere|Aanvullende)\s+)?Vragen\s+van\s)", re.MULTILINE
)
# The same where it was left out of the text: of three digits or more, for the chamber and the pages are numbered too.
ANSWERS_ASIDE = re.compile(r"^\s*(?P<number>\d{3,5})\s*$", re.MULTILINE)
ANSWERS_HEAD = re.compile(r"\bAanhangsel van de Handelingen\s*$", re.MULTILINE)

NUMBERED_COPY = re.compile(r"-\d{1,2}")
# Names that tell nothing: an id made by a machine, or no letter at all.
NO_NAME = re.compile(r"[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}.*|[\W\d_]+|[0-9a-f]{16,}", re.IGNORECASE)
# Titles that a program fills in, and words that are the title of every second letter.
NO_TITLE = re.compile(
    r"""
    [\W\d_]* | none | null | (?:untitled|naamloos|titel|title|onbekend).{0,12} | document\d* | word[- ]document
    | (?:powerpoint|presentatie|presentation).{0,15} | microsoft\ (?:word|powerpoint|excel|office)\b.*
    | .*\.(?:docx?|dotx?|odt|ott|rtf|pdf|pptx?|xlsx?|txt|html?) | (?:brief|nota|memo|sjabloon|template|bijlage)s?
    """,
    re.VERBOSE | re.IGNORECASE,
)
LONGEST_TITLE = 300  # characters
LONGEST_OPENING = 6_000  # characters: two pages, in which a paper tells what it is


def identify(file: str, source: Source, known: Identity | None) -> Identity:
    """Give the identity of the document in ``file``.

    What ``known`` says wins; then what the metadata of the file say, its name (``kst-27925-919.pdf``), and what it
    prints of itself. What is found nowhere stays empty: it is not guessed.
    """
    said, stem, opening = source.described, PurePath(file).stem, opening_of(source)
    printed = title_block(opening)
    bears = (known.id if known else "") or said.id or _named_or_printed(stem, opening)
    id_ = bears or publication_id(_described(said)) or publication_id(printed) or stem
    kind = publications.recognised(
        id_, (known and known.kind) or said.kind, opening, with_questions=bool(source.layout.questions)
    )
    own = parse_publication_id(id_)
    of_id, official = own or Publication(), own is not None or bool(said.kind)
    date = (known and known.date) or said.date or _date(kind, opening)
    chamber = (known and known.chamber) or said.chamber or of_id.chamber or printed.chamber
    year = (known and known.session_year) or said.session_year or of_id.session_year or printed.session_year
    found = Identity(
        id=id_,
        file=file,
        title=(known and known.title) or _title(kind, source, opening, stem, official=official),
        date=date,
        kind=(known and known.kind) or kind.name,
        chamber=chamber,
        session_year=year or (session_year(date) if own and chamber and date else ""),
        dossier=(known and known.dossier) or said.dossier or of_id.dossier or printed.dossier,
        number=(known and known.number) or said.number or of_id.number or printed.number,
        url=(known and known.url) or (published_url(id_) if is_publication_id(id_) else ""),
        sender=(known and known.sender) or said.sender or _sender(kind, source.layout, opening),
    )
    return found if own or known or said.chamber else _private(found)


def opening_of(source: Source) -> Opening:
    """Give what the beginning of a document says: the text above its questions, its first lines, what was left out."""
    layout = source.layout
    ends = [LONGEST_OPENING, len(layout.text)]
    ends += [layout.paragraphs[TITLE_BLOCK - 1].end] if len(layout.paragraphs) >= TITLE_BLOCK else []
    ends += [question.start for question in layout.questions[:1]]
    aside = "\n".join((*source.furniture, *layout.furniture))
    return Opening(layout.text[: min(ends)], source.head[:LONGEST_OPENING], aside[:LONGEST_OPENING])


def title_block(opening: Opening) -> Publication:
    """Read the title block and the running headers of a publication: chamber, vergaderjaar, dossier and number.

    Dossier and number count only together, the number in the line that gives the kind in capitals: elsewhere in a
    head they may be those of the letter that a list of questions is about.
    """
    places = (opening.aside, opening.lines, opening.text)
    if debate := next(filter(None, map(of_debate, places)), None):
        return debate
    found = next((one for one in map(running, places) if one.number or one.answers), Publication())
    for one in map(running, places):
        found = replace(
            found,
            chamber=found.chamber or one.chamber,
            session_year=found.session_year or one.session_year,
        )
    if found.number:
        return found
    whole = f"{opening.aside}\n{opening.lines}"
    if found.answers or ANSWERS_HEAD.search(whole):
        return replace(found, answers=True, number=_answers_number(opening))
    for place in (whole, opening.text):
        dossier = DOSSIER_LINE.search(place)
        if dossier and (number := NUMBER_LINE.search(place, dossier.start())):
            return replace(found, dossier=parse_dossier(dossier[0]), number=number["number"] or number["letters"])
    return found


def _answers_number(opening: Opening) -> str:
    """The number of answers to written questions; empty where it is not certain."""
    for place in (opening.lines, opening.text):
        if match := ANSWERS_NUMBER.search(place):
            return match["number"]
    aside = {match["number"] for match in ANSWERS_ASIDE.finditer(opening.aside)}
    return aside.pop() if len(aside) == 1 else ""


def _named_or_printed(stem: str, opening: Opening) -> str:
    """The id that the name of the file gives, else the one at the foot of the first page.

    "kst-36000-12-1" is a copy of kst-36000-12 where that is printed.
    """
    name = publication_stem(stem)
    printed = next(filter(None, map(printed_id, (opening.aside, opening.lines, opening.text))), "")
    copied = bool(printed) and name.startswith(printed) and NUMBERED_COPY.fullmatch(name, len(printed)) is not None
    return name if is_publication_id(name) and not copied else printed


def _described(said: Described) -> Publication:
    answers = publications.of(said.kind).series == "ah-"
    return Publication(said.chamber, said.session_year, said.dossier, said.number, answers=answers)


def _private(identity: Identity) -> Identity:
    """What is no official publication has no chamber of its own, even if it is written to one."""
    return identity if identity.number and identity.chamber else replace(identity, chamber="", session_year="")


def _date(kind: PublicationKind, opening: Opening) -> datetime.date | None:
    printed = kind.date(opening)
    return first_date(printed.value) if printed else None


def _sender(kind: PublicationKind, layout: Layout, opening: Opening) -> str:
    """The sender that a paper prints; else, of a letter, the office of who signs it first."""
    if printed := kind.sender(opening):
        return printed.value
    if not kind.signed_by_sender:
        return ""
    return next((signed.office for signed in signatories(layout.text, layout.paragraphs) if signed.office), "")


def _title(kind: PublicationKind, source: Source, opening: Opening, stem: str, *, official: bool) -> str:
    """The title that official metadata give, the subject that is printed, what the file says and the text bears out.

    Else the heading that opens the document, or for a file whose name says nothing its first words.
    """
    said, text = source.described.title, source.layout.text
    sound = said and not NO_TITLE.fullmatch(said)
    if official and sound:
        return _cut(said)
    subject = kind.subject(opening)
    if subject and not NO_TITLE.fullmatch(subject.value):
        return _cut(subject.value)
    if sound and _letters(said) in _letters(text):
        return _cut(said)
    first = source.layout.paragraphs[0] if source.layout.paragraphs else None
    heads = first is not None and (first.kind is ParagraphKind.HEADING or NO_NAME.fullmatch(stem) is not None)
    return (first and heads and _cut(text[first.start : first.end])) or stem


def _cut(title: str) -> str:
    """A title in one line, cut between two words where it is very long."""
    line = " ".join(title.split())
    line = line if line.lower().endswith(("c.s.", "e.d.", "etc.", "..")) else line.rstrip(".")
    return line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 2].rpartition(' ')[0]} …"


def _letters(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())
