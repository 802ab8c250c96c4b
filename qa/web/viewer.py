"""One page of a document, as the page shows it over the conversation: its image, or its text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from qa.domain import NO_PAGE, Identity, Passage
from qa.parliament.citation import citation
from qa.parliament.identity import published_page
from qa.web.cards import PAGES, Surroundings
from qa.web.prose import Linking, as_html
from qa.web.templates import render
from qa.web.texts import Words


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


@dataclass(frozen=True, slots=True)
class _Turning:
    """A button that leads to the page before or after; ``there`` tells whether there is one."""

    label: str
    rel: str
    address: str
    there: bool


def leaf_html(leaf: Leaf, around: Surroundings) -> Markup:
    """Give a page with what leads to the one before and after it."""
    return render(
        "viewer.html",
        leaf=leaf,
        words=around.words,
        name=citation(leaf.document, leaf.number),
        turnings=tuple(_turnings(leaf, around)),
        published=tuple(_published(leaf, around.words)),
        image=_address(leaf, leaf.number, around.root, "/beeld"),
        here=leaf.marked if leaf.marked and leaf.number in _pages(leaf.marked) else None,
        passages=_passages(leaf, around),
    )


def _turnings(leaf: Leaf, around: Surroundings) -> Iterator[_Turning]:
    if leaf.number == NO_PAGE:
        return
    words = around.words
    for number, label, rel in (
        (leaf.number - 1, words.previous_page, "prev"),
        (leaf.number + 1, words.next_page, "next"),
    ):
        yield _Turning(label, rel, _address(leaf, number, around.root), 1 <= number <= leaf.total)


def _address(leaf: Leaf, number: int, root: str, image: str = "") -> str:
    start, end = leaf.said
    marked = f"?passage={quote(leaf.marked.id)}&van={start}&tot={end}" if leaf.marked else ""
    return f"{root}/{PAGES}/{quote(leaf.document.id, safe='')}/{number}{image}{marked}"


def _published(leaf: Leaf, words: Words) -> Iterator[tuple[str, str]]:
    """The addresses of the published document and of this page of it, each with its label."""
    if not leaf.document.url.startswith("https://"):
        return
    yield leaf.document.url, words.open_publication
    if address := published_page(leaf.document.id, leaf.number):
        yield address, words.published_page.format(number=leaf.number)


def _passages(leaf: Leaf, around: Surroundings) -> Iterator[Markup | tuple[Markup, Markup, Markup]]:
    """The passages that stand on the page, the one looked for divided at what is quoted of it.

    A document without pages is shown whole.
    """
    linking = Linking(around.there, base=f"{around.root}/document/", listed_in=leaf.document.id)
    start, end = leaf.said
    for one in leaf.passages:
        if leaf.number != NO_PAGE and leaf.number not in _pages(one):
            continue
        text = one.text
        if leaf.marked is not None and one.id == leaf.marked.id:
            yield as_html(text[:start], linking), as_html(text[start:end], linking), as_html(text[end:], linking)
        else:
            yield as_html(text, linking)


def _pages(passage: Passage) -> set[int]:
    return {passage.page, *(page for _, page in passage.page_breaks)}
