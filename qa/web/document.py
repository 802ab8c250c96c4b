"""The page of a document: its passages in order, under the pages on which they stand."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from qa.answering.compose import SECTION_SEPARATOR
from qa.domain import NO_PAGE, Fact, FactKind, Identity, Passage, PassageKind
from qa.language.dates import dutch_date
from qa.parliament.citation import citation
from qa.web.prose import Linking, as_html
from qa.web.templates import render
from qa.web.texts import DUTCH

# What the title of the page does not tell already, each with how it is shown.
_TOLD = (FactKind.SENDER, FactKind.ADDRESSEE, FactKind.ASKER, FactKind.SIGNATORY, FactKind.PAGES, FactKind.QUESTIONS)


@dataclass(frozen=True, slots=True)
class _DocumentPiece:
    """A passage as the page shows it.

    ``section`` is what it stands under, if that is new; ``pages`` are those that are reached at it, for no passage
    begins on them. ``kind`` is none for a question, of which ``text`` has its ``answer``.
    """

    section: str
    pages: tuple[int, ...]
    kind: str | None
    numbers: tuple[int, ...]
    text: Markup
    answer: Markup


def document_page(
    document: Identity, passages: Sequence[Passage], there: Container[str], facts: Sequence[Fact] = ()
) -> Markup:
    """Give the page of a document as HTML.

    ``there`` holds the ids of the documents that have such a page. ``facts`` are shown below the title, each linked
    to the page that says it.
    """
    linking = Linking(there, base="", listed_in=document.id)
    begun = {passage.page for passage in passages}
    pages = groupby(sorted(passages, key=lambda passage: (passage.page, passage.start)), lambda passage: passage.page)
    date = dutch_date(document.date) if document.date else DUTCH.date_unknown
    return render(
        "document.html",
        words=DUTCH,
        title=document.title,
        document=document,
        about=tuple(fact for fact in (citation(document, NO_PAGE), date, document.kind) if fact),
        facts=tuple(fact for fact in facts if fact.kind in _TOLD),
        begun=begun,
        no_page=NO_PAGE,
        pages=((number, _pieces(found, linking, begun)) for number, found in pages),
    )


def missing_page() -> Markup:
    """Give the page that says that a document is not here."""
    return render("document.html", title=DUTCH.no_such_document, document=None)


def _pieces(passages: Iterable[Passage], linking: Linking, begun: Container[int]) -> Iterator[_DocumentPiece]:
    above: tuple[str, ...] = ()
    for passage in passages:
        section = SECTION_SEPARATOR.join(passage.section) if passage.section != above else ""
        above = passage.section
        pages = tuple(page for _, page in passage.page_breaks if page not in begun)
        asks = passage.kind is PassageKind.QUESTION_ANSWER
        yield _DocumentPiece(
            section,
            pages,
            None if asks else passage.kind.name.lower(),
            passage.numbers,
            as_html(passage.text[: passage.question_end] if asks else passage.text, linking),
            as_html(passage.text[passage.answer_start :] if asks else "", linking),
        )
