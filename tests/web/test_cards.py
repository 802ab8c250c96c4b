import dataclasses
import datetime
import re

import pytest
from lxml.html import HtmlElement, fragment_fromstring
from markupsafe import escape

from qa.answering.statements import statements
from qa.domain import Abbreviation, Answer, AnswerPart, Citation, Restriction, Role, StatedFigure
from qa.web.cards import Surroundings, page_link, sources_html
from qa.web.texts import DUTCH, ENGLISH
from tests.answering.test_compose import CITATION
from tests.answering.test_statements import stated

DAY = datetime.date(2022, 10, 28)
HERE = Surroundings(DUTCH, there=frozenset((CITATION.document_id,)))
HOSTILE = (
    "<script>alert(1)</script>",
    '<img src="https://example.org/x.png" onerror="alert(1)">',
    "![plaatje](https://example.org/x.png)",
    "[klik](javascript:alert(1))",
    '"><svg onload=alert(1)>',
    "${alert(1)} {{value}}",
    "<!-- x --> &lt;b&gt; *vet* _cursief_ `code` # kop",
)


def answer(text: str) -> Answer:
    """An answer of which everything that can come from a document or a user is this text."""
    cited = dataclasses.replace(
        CITATION,
        title=text,
        section=text,
        quote=text,
        passage=f"{text} en {text}",
        reference=text,
        url=text,
        voice=text,
    )
    older = dataclasses.replace(cited, role=Role.EARLIER, passage=f"{text}!", quote=f"{text}!")
    said = statements((cited, older), (1, 2))
    return Answer(
        text,
        f"{text} volledig",
        answered=True,
        text=f"{text} [1]",
        citations=(cited, older),
        parts=(AnswerPart(text, True, (1, 2), False, (StatedFigure(DAY, text, 1),), said),),
        restrictions=(Restriction(text, text),),
        explain=(text,),
        statements=said,
    )


def answered(*citations: Citation) -> Answer:
    return stated(*citations, question="v")


def refused(text: str) -> Answer:
    cited = answer(text).citations
    return Answer(text, text, answered=False, text="Niets.", citations=(), related=cited, explain=(text,))


def tags(shown: str) -> set[str]:
    return {str(element.tag) for element in parsed(shown)}


def parsed(shown: str) -> list[HtmlElement]:
    """The elements of a piece of HTML, as a browser would make them."""
    return list(fragment_fromstring(shown, create_parent="article").iter())


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_documents_and_users_is_never_markup(text: str) -> None:
    for given in (answer(text), refused(text)):
        shown = sources_html(1, given, HERE)
        assert tags(shown) <= {
            "article", "div", "header", "span", "strong", "p", "blockquote", "mark", "footer", "h3", "h4", "button",
            "a",
        }  # fmt: skip
        assert escape(text) in shown


def test_the_answering_sentence_is_marked_in_its_passage() -> None:
    shown = sources_html(1, answered(CITATION), HERE)
    assert "Vooraf. <mark>Een zin.</mark> Achteraf." in shown
    assert 'href="https://zoek.officielebekendmakingen.nl/kst-27925-919.html"' in shown
    assert 'href="https://zoek.officielebekendmakingen.nl/kst-27925-919.pdf#page=5"' in shown
    assert "28 oktober 2022 · Mandaat" in shown


def test_a_card_bears_the_number_of_its_turn() -> None:
    assert 'id="bron-7-1"' in sources_html(7, answered(CITATION), HERE)


def test_a_link_that_is_not_https_is_no_link() -> None:
    shown = sources_html(1, answer("javascript:alert(1)"), HERE)
    addresses = [element.get("href") for element in parsed(shown) if element.get("href")]
    assert all(address.startswith("/document/") for address in addresses)


def test_references_link_to_the_published_page_and_abbreviations_are_explained() -> None:
    passage = "NMI-adviseurs: zie Kamerstuk 27 925, nr. 930 <b>en</b> JOCAT-North."
    known = (Abbreviation("JOCAT", "Joint <Team>"), Abbreviation("NMI", "NAVO Missie in Irak"))
    citation = dataclasses.replace(CITATION, passage=passage, quote="NMI-adviseurs:", abbreviations=known)
    shown = sources_html(1, answered(citation), HERE)
    assert '<mark><abbr title="NAVO Missie in Irak">NMI</abbr>-adviseurs:</mark>' in shown
    assert '<a href="https://zoek.officielebekendmakingen.nl/kst-27925-930.html"' in shown
    assert '<abbr title="Joint &lt;Team&gt;">JOCAT</abbr>-North' in shown
    assert "&lt;b&gt;en&lt;/b&gt;" in shown


def test_the_newest_position_and_what_is_no_plain_answer_bear_a_badge() -> None:
    newest = dataclasses.replace(CITATION, passage_id="b", date=datetime.date(2023, 7, 7))
    older = dataclasses.replace(CITATION, passage_id="a", role=Role.EARLIER)
    shown = sources_html(1, answered(newest, older), HERE)
    assert re.findall(r'class="teken \w+">([\w ]+)<', shown) == ["nieuwste", "eerder"]


def test_an_answer_without_older_positions_claims_no_newest() -> None:
    assert "nieuwste" not in sources_html(1, answered(CITATION, CITATION), HERE)


def test_what_is_nearest_to_a_question_without_an_answer_is_shown_as_related() -> None:
    shown = sources_html(1, refused("appeltaart"), HERE)
    assert shown.index("Mogelijk verwant") < shown.index('<div class="verwant">') < shown.index("<article")


def test_a_card_leads_to_its_page_with_the_quote_marked() -> None:
    cited = dataclasses.replace(CITATION, passage_id="kst-27925-919:12")
    address = page_link(cited, "/vindplaats")
    assert address == "/vindplaats/bladzijde/kst-27925-919/5?passage=kst-27925-919%3A12&van=8&tot=16"
    assert escape(page_link(cited, "")) in sources_html(1, answered(cited), HERE)


def test_a_document_that_is_not_here_has_no_page() -> None:
    assert 'data-do="bladzijde"' not in sources_html(1, answered(CITATION), Surroundings(DUTCH))


def test_the_words_around_the_sources_are_in_the_language_of_the_page() -> None:
    shown = sources_html(1, answered(CITATION), Surroundings(ENGLISH))
    assert "Open the publication" in shown
    assert "Vooraf." in shown
