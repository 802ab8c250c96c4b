"""The usual Dutch legal citation of a document: each kind of publication has its own form."""

from collections.abc import Sequence

from qa.domain import NO_PAGE, Identity
from qa.language.dates import dutch_date
from qa.parliament import publications

LONGEST_NAME = 60  # characters of a title by which a document is named in short


def citation(identity: Identity, page: int, questions: Sequence[int] = ()) -> str:
    """Give the usual Dutch legal citation of a page (Leidraad voor juridische auteurs).

    For a kamerstuk ``Kamerstukken II 2022/23, 27925, nr. 919, p. 5`` (the Eerste Kamer numbers with letters
    and has no "nr."), for answers to written questions ``Aanhangsel Handelingen II 2024/25, nr. 100``, for a debate
    ``Handelingen II 2017/18, nr. 70, item 3``, for a letter without a number its sender, date and subject, for anything
    else title and date. ``questions`` adds the numbers of the questions that are answered there. What is unknown is
    left out, and so is the page of what has no pages.
    """
    parts = [*publications.published_as(identity).cite(identity)]
    if page != NO_PAGE:
        parts.append(f"p. {page}")
    if len(questions) == 1:
        parts.append(f"antwoord op vraag {questions[0]}")
    elif questions:
        numbers = ", ".join(map(str, questions[:-1]))
        parts.append(f"antwoord op vragen {numbers} en {questions[-1]}")
    return ", ".join(parts)


def short_citation(identity: Identity, page: int) -> str:
    """Name a document in the midst of a text: "nr. 943, 7 juli 2023, p. 7", of what has no number by its title."""
    number = f"nr. {identity.number}" if identity.number.isdigit() else identity.number
    name = number if identity.dossier and number else _shortened(identity.title)
    date = dutch_date(identity.date) if identity.date else ""
    return ", ".join(part for part in (name, date, f"p. {page}" if page != NO_PAGE else "") if part)


def _shortened(title: str) -> str:
    return title if len(title) <= LONGEST_NAME else f"{title[:LONGEST_NAME].rsplit(' ', 1)[0]}…"
