"""What is known of a document as a whole, and where it says so."""

import re
from collections.abc import Iterator

from qa.domain import Document, Fact, FactKind
from qa.language.dates import dutch_date, first_date
from qa.parliament import publications
from qa.parliament.publications.kind import Opening, Printed, PublicationKind
from qa.parliament.signatories import Signatory, signatories
from qa.reading.identity import opening_of
from qa.reading.source import Source

LONGEST_SOUGHT = 400  # characters of a value that is looked for in the text


def facts_of(document: Document, source: Source) -> tuple[Fact, ...]:
    """Give the facts of a document that was read from ``source``: those that it prints with their place."""
    identity, opening = document.identity, opening_of(source)
    kind = publications.published_as(identity)
    signed = signatories(document.text, document.paragraphs, members=kind.signed_by_members)
    printed = [
        (FactKind.TITLE, identity.title, kind.subject(opening)),
        (FactKind.DATE, dutch_date(identity.date) if identity.date else "", _dated(document, kind, opening)),
        (FactKind.KIND, identity.kind, _named(kind, opening)),
        (FactKind.SENDER, identity.sender, kind.sender(opening) or _by(identity.sender, signed)),
        *_people(source, kind, opening),
    ]
    found = [_placed(document, name, value, where, opening) for name, value, where in printed if value]
    found += [
        Fact(FactKind.SIGNATORY, one.name or one.office, one.office, one.start, one.end, document.page_at(one.start))
        for one in signed
    ]
    return (*found, *_counted(document, len(signed)))


def _people(source: Source, kind: PublicationKind, opening: Opening) -> Iterator[tuple[FactKind, str, Printed | None]]:
    addressee, askers = kind.addressee(opening), kind.askers(opening)
    yield FactKind.ADDRESSEE, source.described.addressee or (addressee.value if addressee else ""), addressee
    yield FactKind.ASKER, askers.value if askers else "", askers


def _dated(document: Document, kind: PublicationKind, opening: Opening) -> Printed | None:
    """Where the date is printed, if that is the date."""
    printed = kind.date(opening)
    return printed if printed and first_date(printed.value) == document.identity.date else None


def _named(kind: PublicationKind, opening: Opening) -> Printed | None:
    """Where the document names itself with the word for its kind."""
    match = kind.line.search(opening.text) if kind.line else None
    says = match and kind.name.split()[0].split("-")[-1].lower() in match["line"].lower()
    return Printed(match["line"], *match.span("line")) if match and says else None


def _by(sender: str, signed: tuple[Signatory, ...]) -> Printed | None:
    return next((Printed(sender, one.start, one.end) for one in signed if one.office == sender), None)


def _placed(document: Document, name: FactKind, value: str, where: Printed | None, opening: Opening) -> Fact:
    """A fact with its place: where its kind prints it, else where its words stand in the opening of the text."""
    start, end = (where.start, where.end) if where else (0, 0)
    if not end and name is not FactKind.KIND and len(value) <= LONGEST_SOUGHT:
        words = re.compile(r"\s+".join(map(re.escape, value.split())), re.IGNORECASE)
        start, end = found.span() if (found := words.search(opening.text)) else (0, 0)
    return Fact(name, value, "", start, end, document.page_at(start)) if end else Fact(name, value)


def _counted(document: Document, signed: int) -> Iterator[Fact]:
    asked = sum(1 + len(pair.together_with) for pair in document.questions)
    for name, count in (
        (FactKind.PAGES, len(document.pages)),
        (FactKind.QUESTIONS, asked),
        (FactKind.SIGNATORIES, signed),
    ):
        if count:
            yield Fact(name, str(count))
