"""The sources of an answer as numbered cards. Text of documents and users is always escaped here."""

from collections.abc import Container
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from qa.domain import Answer, Citation, Standing
from qa.language.dates import dutch_date
from qa.parliament.identity import published_page
from qa.web.answers import source_anchor
from qa.web.prose import Linking, as_html, document_link
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


def no_sources(words: Words) -> str:
    """Give what stands in the place of the sources while there is no answer yet."""
    return f'<p class="hint">{escape(words.no_sources_yet)}</p>'


def sources_html(turn: int, answer: Answer, around: Surroundings) -> str:
    """Give the cards of the sources of one answer as HTML, or the nearest passages when nothing was found.

    ``turn`` is the number of the answer in the conversation.
    """
    words = around.words
    heading = f'<h3 class="bij">{escape(answer.interpreted)}</h3>'
    if answer.citations:
        newest = _newest(answer)
        cards = (_card(turn, n, one, _badge(one, newest, words), around) for n, one in enumerate(answer.citations, 1))
        return heading + "".join(cards)
    nearest = "".join(_card(turn, n, one, _badge(one, "", words), around) for n, one in enumerate(answer.related, 1))
    if nearest:
        hint = f'<h4>{escape(words.related)}</h4><p class="hint">{escape(words.related_hint)}</p>'
        nearest = f'{hint}<div class="verwant">{nearest}</div>'
    return f'{heading}<p class="hint">{escape(words.no_sources_found)}</p>{nearest}'


def page_link(citation: Citation, root: str) -> str:
    """The address at which the page of a citation can be seen, with its passage outlined."""
    start = citation.passage.find(citation.quote)
    marked = f"passage={quote(citation.passage_id)}&van={start}&tot={start + len(citation.quote)}"
    return f"{root}/{PAGES}/{quote(citation.document_id, safe='')}/{citation.page}?{marked}"


def _newest(answer: Answer) -> str:
    """The id of the passage that states the newest position, when older ones are cited too; else none."""
    earlier = any(one.standing is Standing.EARLIER for one in answer.citations)
    stated = [one for one in answer.citations if one.standing is Standing.ANSWER and one.date]
    return max(stated, key=lambda one: str(one.date)).passage_id if earlier and stated else ""


def _badge(citation: Citation, newest: str, words: Words) -> str:
    names = {
        Standing.ANSWER: words.standing_answer if newest and citation.passage_id == newest else "",
        Standing.EARLIER: words.standing_earlier,
        Standing.REFERRED: words.standing_referred,
        Standing.MEMBERS: words.standing_members,
    }
    name = names[citation.standing]
    return f' <span class="teken {citation.standing.name.lower()}">{escape(name)}</span>' if name else ""


def _card(turn: int, number: int, citation: Citation, badge: str, around: Surroundings) -> str:
    words = around.words
    label = words.source_label.format(number=number, reference=citation.reference)
    score = words.score.format(score=f"{citation.score:.2f}".replace(".", ","))
    return (
        f'<article class="kaart" id="{source_anchor(turn, number)}" data-number="{number}" tabindex="-1" '
        f'aria-label="{escape(label)}" lang="nl">'
        f'<header><span class="nummer">{number}</span> <strong>{escape(citation.reference)}</strong>{badge}</header>'
        f'<p class="titel">{escape(citation.title)}</p>'
        f'<p class="waar">{escape(_where(citation, words))}</p>'
        f'<blockquote class="passage">{_marked(citation, around)}</blockquote>'
        f'<footer>{_links(citation, around)}</footer><p class="score">{escape(score)}</p>'
        "</article>"
    )


def _where(citation: Citation, words: Words) -> str:
    date = dutch_date(citation.date) if citation.date else words.date_unknown
    question = words.question_number.format(number=citation.number) if citation.number is not None else ""
    return " · ".join(part for part in (date, citation.section, question, citation.voice) if part)


def _links(citation: Citation, around: Surroundings) -> str:
    words = around.words
    parts = []
    if citation.document_id in around.there:
        view = escape(page_link(citation, around.root))
        parts.append(
            f'<button type="button" data-do="bladzijde" data-value="{view}">{escape(words.show_page)}</button>'
        )
        own = document_link(citation.document_id, citation.page, citation.number, base=f"{around.root}/document/")
        parts.append(_link(own, words.read_in_document))
    if citation.url.startswith("https://"):
        parts.append(_link(citation.url, words.open_publication))
        if address := published_page(citation.document_id, citation.page):
            parts.append(_link(address, words.published_page.format(number=citation.page)))
    parts.append(f'<button type="button" data-do="citaat">{escape(words.copy_citation)}</button>')
    return " ".join(parts)


def _link(url: str, words: str) -> str:
    return f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{escape(words)}</a>'


def _marked(citation: Citation, around: Surroundings) -> str:
    listed_in = citation.document_id if citation.number is not None else ""
    linking = Linking(
        around.there, base=f"{around.root}/document/", listed_in=listed_in, abbreviations=citation.abbreviations
    )
    before, said, after = (as_html(part, linking) for part in citation.passage.partition(citation.quote))
    return f"{before}<mark>{said}</mark>{after}"
