import dataclasses
import re

import lxml.html
import pytest

from qa import Answer
from qa.answering.wording import DIFFERING, NOTHING_FOUND, NOTHING_ON_PART, UNCERTAIN
from qa.domain import Role, StatedFigure
from qa.export import as_html, as_markdown, as_text, one_citation
from tests.answering.test_compose import CITATION
from tests.answering.test_statements import stated
from tests.export.hostile import DAY, HOSTILE, markdown_marks, markdown_shown, spoken, visible

MARKS = {"heading", "paragraph", "em", "strong", "ordered_list", "list_item", "link"}
PLAIN = stated(CITATION)


def test_an_answer_is_copied_as_it_stands_with_all_its_sources(conversation: tuple[Answer, ...]) -> None:
    answer = conversation[0]
    copied, listed = as_text(answer).split("\n\nVindplaatsen\n\n")
    assert copied == f"{answer.question}\n\n{answer.text}"
    headed = re.findall(r"^\[(\d+)\] (.+)\n    (.+) \(", listed, re.MULTILINE)
    assert headed == [(str(n), cited.reference, cited.title) for n, cited in enumerate(answer.citations, 1)]


def test_a_source_is_listed_with_all_that_finds_it() -> None:
    assert as_text(PLAIN) == (
        "Wat?\n\nEen zin. [1]\n\nVindplaatsen\n\n"
        "[1] Kamerstukken II 2022/23, 27925, nr. 919, p. 5\n"
        "    Verlenging (28 oktober 2022)\n"
        "    Mandaat\n"
        "    https://zoek.officielebekendmakingen.nl/kst-27925-919.html"
    )


def test_what_is_not_known_of_a_source_is_left_out() -> None:
    bare = dataclasses.replace(CITATION, date=None, section="", url="")
    assert as_text(stated(bare)).endswith(f"[1] {CITATION.reference}\n    Verlenging")


def test_a_follow_up_says_first_what_was_made_of_it(conversation: tuple[Answer, ...]) -> None:
    assert as_text(conversation[1]).startswith(
        "En in 2023?\n\n"
        "Opgevat als: Hoeveel militairen levert Nederland aan NMI in 2023?\n\n"
        "Gezocht: bij voorkeur in documenten van 1 januari 2023 tot en met 31 december 2023.\n\n"
    )


def test_the_parts_of_a_question_head_their_answers(conversation: tuple[Answer, ...]) -> None:
    answer = conversation[2]
    assert as_text(answer).startswith(f"{answer.question}\n\n{answer.text}\n\nVindplaatsen\n\n[1] ")
    headings = lxml.html.fragment_fromstring(as_html(answer), create_parent=True).xpath("//h3/text()")
    assert headings == ["Wat is de rol van de Senior Civilian?", "Hoe bak ik een appeltaart?", "Vindplaatsen"]
    assert f"### Hoe bak ik een appeltaart?\n\n{NOTHING_ON_PART}\n\n" in as_markdown(answer)


def test_doubt_older_statements_and_differences_are_told() -> None:
    older = dataclasses.replace(CITATION, quote="Nee.", role=Role.EARLIER)
    figures = (StatedFigure(DAY, "vier", 1), StatedFigure(DAY, "vijf", 2))
    answer = dataclasses.replace(stated(CITATION, older), certain=False, differing=figures)
    said = as_markdown(answer).split("\n\n")
    assert said[1:5] == [
        f"*{UNCERTAIN}*",
        r"Een zin. \[1\]",
        r"*Eerder, op 28 oktober 2022:* Nee. \[2\]",
        rf"*{DIFFERING}* 28 oktober 2022: «vier» \[1\]; 28 oktober 2022: «vijf» \[2\]",
    ]


def test_a_question_without_an_answer_is_copied_with_that() -> None:
    refused = Answer("Wat?", "Wat?", answered=False, text=NOTHING_FOUND, citations=(), related=(CITATION,))
    assert as_text(refused) == f"Wat?\n\n{NOTHING_FOUND}"
    assert as_html(refused) == f"<h2>Wat?</h2>\n<p>{NOTHING_FOUND}</p>"


def test_the_forms_say_the_same(conversation: tuple[Answer, ...]) -> None:
    for answer in conversation:
        unnumbered = re.sub(r"^\[\d+\] ", "", as_text(answer), flags=re.MULTILINE)  # the lists of the others count
        rich = lxml.html.fragment_fromstring(as_html(answer), create_parent=True)
        assert visible(rich.text_content()) == visible(unnumbered)
        assert markdown_shown(as_markdown(answer)) == visible(unnumbered)


def test_the_links_of_the_sources_lead_to_the_publications(conversation: tuple[Answer, ...]) -> None:
    urls = [cited.url for cited in conversation[0].citations]
    assert lxml.html.fragment_fromstring(as_html(conversation[0]), create_parent=True).xpath("//li/a/@href") == urls
    assert re.findall("<(https://.+)>", as_markdown(conversation[0])) == urls


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_no_markup_in_rich_text(text: str) -> None:
    for content in (as_html(spoken(text)), one_citation(spoken(text).citations[0]).html):
        rich = lxml.html.fragment_fromstring(content, create_parent=True)
        assert {element.tag for element in rich.iterdescendants()} <= {
            "h2", "h3", "p", "em", "strong", "ol", "li", "br", "a",
        }  # fmt: skip
        assert {name for element in rich.iter() for name in element.keys()} <= {"href"}  # noqa: SIM118 - no mapping
        for link in rich.iter("a"):
            assert link.get("href").startswith("https://zoek.officielebekendmakingen.nl/")
        assert visible(text) in visible(rich.text_content())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_no_markup_in_markdown(text: str) -> None:
    for content in (as_markdown(spoken(text)), one_citation(spoken(text).citations[0]).markdown):
        found = {mark.removesuffix("_open").removesuffix("_close") for mark in markdown_marks(content)}
        assert found <= MARKS | {"hardbreak", "softbreak", "text_special"}
        assert re.findall(r"(?<!\\)<(?!https://zoek\.officielebekendmakingen\.nl/)", content) == []
        assert visible(text) in markdown_shown(content)


@pytest.mark.parametrize("text", HOSTILE)
def test_plain_text_has_no_characters_that_steer(text: str) -> None:
    for content in (as_text(spoken(text)), one_citation(spoken(text).citations[0]).text):
        assert all(c.isprintable() or c in "\n\t" for c in content)


def test_one_citation_is_the_quote_with_its_reference_and_address() -> None:
    copies = one_citation(dataclasses.replace(CITATION, quote="Eén *zin* & meer."))
    where = "(Kamerstukken II 2022/23, 27925, nr. 919, p. 5, {})"
    url = CITATION.url
    assert copies.text == f"“Eén *zin* & meer.” {where.format(url)}"
    assert copies.markdown == rf"“Eén \*zin\* \& meer.” {where.format(f'<{url}>')}"
    link = f'<a href="{url}">{url}</a>'
    assert copies.html == f"“Eén *zin* &amp; meer.” {where.format(link)}"


def test_a_citation_without_an_address_ends_with_its_reference() -> None:
    copies = one_citation(dataclasses.replace(CITATION, url="http://example.org/"))
    assert copies.text == "“Een zin.” (Kamerstukken II 2022/23, 27925, nr. 919, p. 5)"
