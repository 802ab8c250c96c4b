"""Text of a document as HTML: escaped, its references as links, its abbreviations explained."""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from markupsafe import Markup

from qa.domain import NO_PAGE, Abbreviation
from qa.parliament.identity import is_publication_id, published_url
from qa.parliament.references import answer_references, references
from qa.web.templates import render

DOCUMENTS = "document"  # the path below which each document of the corpus has its page


@dataclass(frozen=True, slots=True)
class Linking:
    """What the links of a text lead to.

    ``there`` holds the ids of the documents that have a page here, ``base`` is the way to those pages from the page
    that shows the text. ``listed_in`` is the id of the list of questions that the text stands in, or empty.
    """

    there: Container[str] = frozenset()
    base: str = f"{DOCUMENTS}/"
    listed_in: str = ""
    abbreviations: Sequence[Abbreviation] = field(default=())


@dataclass(frozen=True, slots=True)
class _ProsePiece:
    """A stretch of a text, with the address it leads to or what it stands for."""

    text: str
    address: str | None = None
    meaning: str | None = None


def document_link(id_: str, page: int = NO_PAGE, question: int | None = None, base: str = f"{DOCUMENTS}/") -> str:
    """The address of a document's page here, at a page or a question of it."""
    at = f"#{question_anchor(question)}" if question else f"#{page_anchor(page)}" if page != NO_PAGE else ""
    return f"{base}{quote(id_, safe='')}{at}"


def page_anchor(page: int) -> str:
    """The name of a page within the page of its document."""
    return f"bladzijde-{page}"


def question_anchor(number: int) -> str:
    """The name of a question within the page of its document."""
    return f"vraag-{number}"


def as_html(text: str, linking: Linking) -> Markup:
    """Escape a text and put its links and explanations in.

    A publication that is a document here leads to its page, another one to its published page; the number of another
    answer leads to that answer.
    """
    return render("prose.html", pieces=_pieces(text, linking))


def _pieces(text: str, linking: Linking) -> Iterator[_ProsePiece]:
    done = 0
    for start, end, address in sorted(_links(text, linking)):
        if start < done:
            continue
        yield from _explained(text[done:start], linking.abbreviations)
        yield _ProsePiece(text[start:end], address=address)
        done = end
    yield from _explained(text[done:], linking.abbreviations)


def _links(text: str, linking: Linking) -> Iterator[tuple[int, int, str]]:
    for reference in references(text):
        for target, (start, end) in zip(reference.targets, reference.places, strict=True):
            if target in linking.there:
                yield start, end, document_link(target, base=linking.base)
            elif is_publication_id(target):
                yield start, end, published_url(target)
    if linking.listed_in in linking.there:
        for answer in answer_references(text):
            yield answer.start, answer.end, document_link(linking.listed_in, question=answer.number, base=linking.base)


def _explained(text: str, known: Sequence[Abbreviation]) -> Iterator[_ProsePiece]:
    """Divide a text at its abbreviations; what one stands for shows when it is pointed at."""
    if not known:
        yield _ProsePiece(text)
        return
    meaning = {item.short: item.expansion for item in known}
    # The longest first, so that "JOCAT-North" is not taken for "JOCAT".
    names = "|".join(re.escape(short) for short in sorted(meaning, key=len, reverse=True))
    for piece in re.split(rf"(?<![A-Za-z0-9])({names})(?![A-Za-z0-9])", text):
        yield _ProsePiece(piece, meaning=meaning.get(piece))
