"""One page of a document, as the page shows it over the conversation: its image, or its text."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from qa.domain import NO_PAGE, Identity, Passage
from qa.parliament.citation import citation
from qa.parliament.identity import published_page
from qa.web.cards import PAGES, Surroundings
from qa.web.prose import Linking, as_html


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of a document. ``passages`` are those of the document, ``marked`` the one looked for.

    ``said`` is (start, end) of the quoted words in its text; ``total`` is the number of pages, ``image`` whether the
    page itself can be shown.
    """

    document: Identity
    number: int
    total: int
    passages: Sequence[Passage]
    marked: Passage | None
    said: tuple[int, int]
    image: bool


def leaf_html(leaf: Leaf, around: Surroundings) -> str:
    """Give a page with what leads to the one before and after it."""
    words = around.words
    title = escape(leaf.document.title)
    name = citation(leaf.document, leaf.number)
    place = ""
    if leaf.number != NO_PAGE:
        place = f'<p class="plaats">{escape(words.page_of.format(number=leaf.number, total=leaf.total))}</p>'
    return (
        f'<h2 lang="nl">{title}</h2><p>{escape(name)}</p>{place}'
        f'<p class="acties">{_turn(leaf, -1, around)} {_turn(leaf, 1, around)} {_published(leaf, around)}</p>'
        f"{_image(leaf, around) if leaf.image else _text(leaf, around)}"
    )


def _turn(leaf: Leaf, step: int, around: Surroundings) -> str:
    if leaf.number == NO_PAGE:
        return ""
    words = around.words
    number = leaf.number + step
    label, rel = (words.next_page, "next") if step > 0 else (words.previous_page, "prev")
    off = "" if 1 <= number <= leaf.total else " disabled"
    address = escape(_address(leaf, number, around.root))
    return f'<button type="button" data-do="bladzijde" rel="{rel}" data-value="{address}"{off}>{escape(label)}</button>'


def _address(leaf: Leaf, number: int, root: str, image: str = "") -> str:
    start, end = leaf.said
    marked = f"?passage={quote(leaf.marked.id)}&van={start}&tot={end}" if leaf.marked else ""
    return f"{root}/{PAGES}/{quote(leaf.document.id, safe='')}/{number}{image}{marked}"


def _published(leaf: Leaf, around: Surroundings) -> str:
    """Links to the published document, and to this page of it."""
    words = around.words
    if not leaf.document.url.startswith("https://"):
        return ""
    links = [(leaf.document.url, words.open_publication)]
    if address := published_page(leaf.document.id, leaf.number):
        links.append((address, words.published_page.format(number=leaf.number)))
    return " ".join(
        f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer">{escape(label)}</a>'
        for address, label in links
    )


def _image(leaf: Leaf, around: Surroundings) -> str:
    """The image of the page, and the words of the passage for who cannot see it."""
    words = around.words
    here = leaf.marked if leaf.marked and leaf.number in _pages(leaf.marked) else None
    told = words.page_alt if here else words.page_plain
    alternative = escape(told.format(number=leaf.number, title=leaf.document.title))
    said = ""
    if here:
        said = f'<details><summary>{escape(words.passage_here)}</summary><p lang="nl">{escape(here.text)}</p></details>'
    return f'<img src="{escape(_address(leaf, leaf.number, around.root, "/beeld"))}" alt="{alternative}">{said}'


def _text(leaf: Leaf, around: Surroundings) -> str:
    """The passages that stand on the page, the one looked for marked; a document without pages is shown whole."""
    linking = Linking(around.there, base=f"{around.root}/document/", listed_in=leaf.document.id)
    shown = [one for one in leaf.passages if leaf.number == NO_PAGE or leaf.number in _pages(one)]
    return "".join(
        _marked(one, leaf.said, linking)
        if leaf.marked is not None and one.id == leaf.marked.id
        else f'<p lang="nl">{as_html(one.text, linking)}</p>'
        for one in shown
    )


def _marked(passage: Passage, said: tuple[int, int], linking: Linking) -> str:
    start, end = said
    text = passage.text
    before, quoted, after = (as_html(part, linking) for part in (text[:start], text[start:end], text[end:]))
    return f'<p class="passage" lang="nl">{before}<mark>{quoted}</mark>{after}</p>'


def _pages(passage: Passage) -> set[int]:
    return {passage.page, *(page for _, page in passage.page_breaks)}
