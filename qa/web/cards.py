"""The sources of an answer as numbered cards."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from qa.domain import Answer, Citation, Role
from qa.language.dates import dutch_date
from qa.parliament.identity import published_page
from qa.web.prose import Linking, as_html, document_link
from qa.web.templates import render
from qa.web.texts import Words

PAGES = "bladzijde"  # the path below which each page of a document can be seen


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where cards are shown: in which words, beside which documents, and under which path the application is served.

    ``there`` holds the ids of the documents that have a page of their own here; ``root`` is "" or begins with "/".
    """

    words: Words
    there: Container[str] = frozenset()
    root: str = ""


@dataclass(frozen=True, slots=True)
class _Card:
    """What a card tells of a citation.

    ``page`` is the address of its page here, or empty; ``links`` are (address, label) of what opens elsewhere.
    """

    number: int
    citation: Citation
    badge: str
    where: str
    before: Markup
    said: Markup
    after: Markup
    page: str
    links: tuple[tuple[str, str], ...]


def no_sources(words: Words) -> Markup:
    """Give what stands in the place of the sources while there is no answer yet."""
    return render("no_sources.html", words=words)


def sources_html(turn: int, answer: Answer, around: Surroundings) -> Markup:
    """Give the cards of the sources of one answer as HTML, or the nearest passages when nothing was found.

    ``turn`` is the number of the answer in the conversation.
    """
    newest = _newest(answer)
    shown = enumerate(answer.citations or answer.related, 1)
    cards = (_card(number, one, _badge(one, newest, around.words), around) for number, one in shown)
    return render("sources.html", turn=turn, answer=answer, cards=cards, words=around.words)


def page_link(citation: Citation, root: str) -> str:
    """The address at which the page of a citation can be seen, with its passage outlined."""
    start = citation.passage.find(citation.quote)
    marked = f"passage={quote(citation.passage_id)}&van={start}&tot={start + len(citation.quote)}"
    return f"{root}/{PAGES}/{quote(citation.document_id, safe='')}/{citation.page}?{marked}"


def _newest(answer: Answer) -> str:
    """The id of the passage that states the newest position, when older ones are cited too; else none."""
    earlier = any(one.role is Role.EARLIER for one in answer.citations)
    stated = [one for one in answer.citations if one.role is Role.ANSWER and one.date]
    return max(stated, key=lambda one: str(one.date)).passage_id if earlier and stated else ""


def _badge(citation: Citation, newest: str, words: Words) -> str:
    names = {
        Role.ANSWER: words.standing_answer if newest and citation.passage_id == newest else "",
        Role.EARLIER: words.standing_earlier,
        Role.REFERRED: words.standing_referred,
        Role.MEMBERS: words.standing_members,
    }
    return names[citation.role]


def _card(number: int, citation: Citation, badge: str, around: Surroundings) -> _Card:
    listed_in = citation.document_id if citation.number is not None else ""
    linking = Linking(
        around.there, base=f"{around.root}/document/", listed_in=listed_in, abbreviations=citation.abbreviations
    )
    before, said, after = (as_html(part, linking) for part in citation.passage.partition(citation.quote))
    return _Card(
        number,
        citation,
        badge,
        _where(citation, around.words),
        before,
        said,
        after,
        page_link(citation, around.root) if citation.document_id in around.there else "",
        tuple(_links(citation, around)),
    )


def _where(citation: Citation, words: Words) -> str:
    date = dutch_date(citation.date) if citation.date else words.date_unknown
    question = words.question_number.format(number=citation.number) if citation.number is not None else ""
    return " · ".join(part for part in (date, citation.section, question, citation.voice) if part)


def _links(citation: Citation, around: Surroundings) -> Iterator[tuple[str, str]]:
    words = around.words
    if citation.document_id in around.there:
        own = document_link(citation.document_id, citation.page, citation.number, base=f"{around.root}/document/")
        yield own, words.read_in_document
    if citation.url.startswith("https://"):
        yield citation.url, words.open_publication
        if address := published_page(citation.document_id, citation.page):
            yield address, words.published_page.format(number=citation.page)
