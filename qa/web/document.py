"""The page of a document: its passages in order, under the pages on which they stand."""

from collections.abc import Container, Iterator, Sequence
from html import escape
from itertools import groupby

from qa.answering.compose import SECTION_SEPARATOR
from qa.domain import NO_PAGE, Fact, FactKind, Identity, Passage, PassageKind
from qa.language.dates import dutch_date
from qa.parliament.citation import citation
from qa.web.prose import Linking, as_html, page_anchor, question_anchor
from qa.web.texts import DUTCH

# What the title of the page does not tell already, each with how it is shown.
_TOLD = (FactKind.SENDER, FactKind.ADDRESSEE, FactKind.ASKER, FactKind.SIGNATORY, FactKind.PAGES, FactKind.QUESTIONS)


def document_page(
    document: Identity, passages: Sequence[Passage], there: Container[str], style: str, facts: Sequence[Fact] = ()
) -> str:
    """Give the page of a document as HTML.

    ``there`` holds the ids of the documents that have such a page; ``style`` is a style sheet. ``facts`` are shown
    below the title.
    """
    linking = Linking(there, base="", listed_in=document.id)
    title = escape(document.title)
    begun = {passage.page for passage in passages}
    pages = groupby(sorted(passages, key=lambda passage: (passage.page, passage.start)), lambda passage: passage.page)
    body = "".join(_page(number, tuple(found), linking, begun) for number, found in pages)
    return _html(title, f"<header><h1>{title}</h1>{_facts(document)}{_told(facts, begun)}</header>{body}", style)


def missing_page(style: str) -> str:
    """Give the page that says that a document is not here."""
    title = escape(DUTCH.no_such_document)
    return _html(title, f"<h1>{title}</h1>", style)


def _html(title: str, body: str, style: str) -> str:
    return (
        f'<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{style}</style></head><body><main>{body}</main></body></html>"
    )


def _facts(document: Identity) -> str:
    date = dutch_date(document.date) if document.date else DUTCH.date_unknown
    facts = " · ".join(escape(fact) for fact in (citation(document, NO_PAGE), date, document.kind) if fact)
    link = ""
    if document.url.startswith("https://"):
        link = f'<p><a href="{escape(document.url)}" rel="noopener noreferrer">{escape(DUTCH.open_publication)}</a></p>'
    return f"<p>{facts}</p>{link}"


def _told(facts: Sequence[Fact], begun: Container[int]) -> str:
    """What is known of the document, each linked to the page that says it."""
    rows = "".join(
        f"<dt>{escape(fact.kind)}</dt><dd>{_value(fact, begun)}</dd>" for fact in facts if fact.kind in _TOLD
    )
    return f"<dl>{rows}</dl>" if rows else ""


def _value(fact: Fact, begun: Container[int]) -> str:
    office = f" ({fact.office})" if fact.office and fact.office != fact.value else ""
    shown = escape(f"{fact.value}{office}")
    return f'<a href="#{page_anchor(fact.page)}">{shown}</a>' if fact.page in begun and fact.page != NO_PAGE else shown


def _page(number: int, passages: Sequence[Passage], linking: Linking, begun: Container[int]) -> str:
    heading = ""
    if number != NO_PAGE:
        heading = f'<h2 id="{page_anchor(number)}">{escape(DUTCH.page.format(number=number))}</h2>'
    return f"<section>{heading}{''.join(_passages(passages, linking, begun))}</section>"


def _passages(passages: Sequence[Passage], linking: Linking, begun: Container[int]) -> Iterator[str]:
    above: tuple[str, ...] = ()
    for passage in passages:
        if passage.section and passage.section != above:
            yield f'<p class="section">{escape(SECTION_SEPARATOR.join(passage.section))}</p>'
        above = passage.section
        # A page on which no passage begins is reached at the passage that goes on there.
        yield "".join(f'<a id="{page_anchor(page)}"></a>' for _, page in passage.page_breaks if page not in begun)
        if passage.kind is PassageKind.QUESTION_ANSWER:
            yield _question(passage, linking)
        else:
            yield f'<p class="{passage.kind.name.lower()}">{as_html(passage.text, linking)}</p>'


def _question(passage: Passage, linking: Linking) -> str:
    anchors = "".join(f'<a id="{question_anchor(number)}"></a>' for number in passage.numbers[1:])
    first = f' id="{question_anchor(passage.numbers[0])}"' if passage.numbers else ""
    numbers = ", ".join(map(str, passage.numbers))
    label = f"<h3>{escape(DUTCH.question_number.format(number=numbers))}</h3>" if numbers else ""
    question = as_html(passage.text[: passage.question_end], linking)
    answer = as_html(passage.text[passage.answer_start :], linking)
    return f"<article{first}>{anchors}{label}<p><strong>{question}</strong></p><p>{answer}</p></article>"
