import dataclasses
import datetime
import html
import re

import pytest

from qa.domain import Abbreviation, Answer, AnswerPart, Restriction, Standing, StatedFigure
from qa.web import cards
from tests.answering.test_compose import CITATION

DAY = datetime.date(2022, 10, 28)
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
    cited = dataclasses.replace(
        CITATION, title=text, section=text, quote=text, passage=f"{text} en {text}", reference=text, url=text
    )
    older = dataclasses.replace(cited, standing=Standing.EARLIER, passage=f"{text}!", quote=f"{text}!")
    return Answer(
        text,
        f"{text} volledig",
        answered=True,
        text=f"{text} [1]",
        citations=(cited, older),
        parts=(AnswerPart(text, True, (1, 2), certain=False, differing=(StatedFigure(DAY, text, 1),)),),
        restrictions=(Restriction(text, text),),
        explain=(text,),
    )


def refused(text: str) -> Answer:
    cited = answer(text).citations
    return Answer(text, text, answered=False, text="Niets.", citations=(), related=cited, explain=(text,))


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_documents_and_users_is_never_markup(text: str) -> None:
    shown = cards.sources([answer(text), refused(text), answer(text)])
    tags = set(re.findall(r"<(/?\w+)", shown))
    assert {tag.strip("/") for tag in tags} <= {
        "article", "header", "span", "strong", "p", "blockquote", "mark", "footer", "details", "summary",
        "h3", "ul", "li",
    }  # fmt: skip
    assert html.escape(text) in shown
    for message in cards.conversation([answer(text), refused(text)]):
        rest = re.sub(r"&#\d+;|\[\[\d+\]\]\(#bron-\d+-\d+\)|[\w\s*]", "", message["content"])
        assert rest == ""


@pytest.mark.parametrize("text", HOSTILE)
def test_escaped_text_reads_as_it_was(text: str) -> None:
    assert html.unescape(cards.literal(text)) == text


def test_the_answering_sentence_is_marked_in_its_passage() -> None:
    shown = cards.sources([Answer("v", "v", answered=True, text="Een zin. [1]", citations=(CITATION,))])
    assert "Vooraf. <mark>Een zin.</mark> Achteraf." in shown
    assert 'href="https://zoek.officielebekendmakingen.nl/kst-27925-919.html"' in shown
    assert "28 oktober 2022 · Mandaat" in shown


def test_a_citation_number_leads_to_the_card_of_its_own_turn() -> None:
    once = Answer("v", "v", answered=True, text="Een zin. [1]", citations=(CITATION,))
    messages = cards.conversation([once, once])
    assert "[[1]](#bron-1-1)" in messages[1]["content"]
    assert "[[1]](#bron-2-1)" in messages[3]["content"]
    shown = cards.sources([once, once])
    assert shown.index('id="bron-2-1"') < shown.index("<details>") < shown.index('id="bron-1-1"')


def test_a_number_in_brackets_in_a_document_is_no_citation() -> None:
    cited = dataclasses.replace(CITATION, quote="Zie vraag [1].", passage="Zie vraag [1].")
    message = cards.conversation([Answer("v", "v", answered=True, text="", citations=(cited,))])[1]
    assert message["content"].count("#bron-") == 1


def test_a_link_that_is_not_https_is_no_link() -> None:
    assert "href" not in cards.sources([answer("javascript:alert(1)")])


def test_references_link_to_the_published_page_and_abbreviations_are_explained() -> None:
    passage = "NMI-adviseurs: zie Kamerstuk 27 925, nr. 919 <b>en</b> JOCAT-North."
    known = (Abbreviation("JOCAT", "Joint <Team>"), Abbreviation("NMI", "NAVO Missie in Irak"))
    citation = dataclasses.replace(CITATION, passage=passage, quote="NMI-adviseurs:", abbreviations=known)
    shown = cards.sources([dataclasses.replace(answer("x"), citations=(citation,))])
    assert '<mark><abbr title="NAVO Missie in Irak">NMI</abbr>-adviseurs:</mark>' in shown
    assert '<a href="https://zoek.officielebekendmakingen.nl/kst-27925-919.html"' in shown
    assert '<abbr title="Joint &lt;Team&gt;">JOCAT</abbr>-North' in shown
    assert "&lt;b&gt;en&lt;/b&gt;" in shown


def test_what_is_no_plain_answer_bears_a_badge() -> None:
    older = dataclasses.replace(CITATION, standing=Standing.EARLIER)
    shown = cards.sources([Answer("v", "v", answered=True, text="", citations=(CITATION, older))])
    assert re.findall(r'class="badge">(\w+)<', shown) == ["eerder"]


def test_what_is_nearest_to_a_question_without_an_answer_is_shown_as_related() -> None:
    shown = cards.sources([refused("appeltaart")])
    assert shown.index("Mogelijk verwant") < shown.index("<article")


def test_the_parts_of_a_question_head_their_answers() -> None:
    parts = (AnswerPart("Hoeveel?", True, (1,)), AnswerPart("Wanneer?", False, ()))
    message = cards.conversation([Answer("v", "v", answered=True, text="", citations=(CITATION,), parts=parts)])[1]
    blocks = html.unescape(message["content"]).split("\n\n")
    assert blocks == [
        "**Hoeveel?**",
        "Een zin. [[1]](#bron-1-1)",
        "**Wanneer?**",
        "Hierover is in de documenten niets gevonden.",
    ]
