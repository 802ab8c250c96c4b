import dataclasses
import datetime
import io
import re
import zipfile
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from qa import Answer
from qa.answering.wording import NOTHING_FOUND
from qa.export import conversation_docx, conversation_markdown
from tests.answering.test_compose import CITATION
from tests.answering.test_statements import stated
from tests.export.hostile import HOSTILE, markdown_marks, markdown_shown, spoken, visible

MADE = datetime.date(2025, 5, 14)
ONCE = stated(CITATION)


def word(*answers: Answer) -> Any:  # noqa: ANN401 - python-docx is used without its types
    return Document(io.BytesIO(conversation_docx(answers, MADE)))


def styled(document: Any, style: str) -> list[str]:  # noqa: ANN401
    return [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == style]


def test_a_report_begins_with_its_title_and_day_and_ends_with_a_warning(conversation: tuple[Answer, ...]) -> None:
    lines = conversation_markdown(conversation, MADE).split("\n\n")
    assert lines[:2] == ["# Vragen en antwoorden met hun vindplaats", "Gemaakt op 14 mei 2025 met Vindplaats."]
    assert lines[-1] == "*Controleer elk antwoord in de bron.*\n"
    document = word(*conversation)
    assert styled(document, "Title") == ["Vragen en antwoorden met hun vindplaats"]
    assert document.paragraphs[1].text == "Gemaakt op 14 mei 2025 met Vindplaats."
    assert document.paragraphs[-1].text == "Controleer elk antwoord in de bron."


def test_every_question_heads_its_answer_also_without_one(conversation: tuple[Answer, ...]) -> None:
    questions = [answer.question for answer in conversation]
    document = word(*conversation)
    assert styled(document, "Heading 1") == [*questions, "Vindplaatsen"]
    assert styled(document, "Heading 2") == [part.question for part in conversation[2].parts]
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[texts.index("Vindplaatsen") - 2 :][:2] == [questions[3], NOTHING_FOUND]
    assert f"## {questions[3]}\n\n{NOTHING_FOUND}\n\n## Vindplaatsen" in conversation_markdown(conversation, MADE)


def test_both_forms_say_the_same(conversation: tuple[Answer, ...]) -> None:
    said = "".join(paragraph.text for paragraph in word(*conversation).paragraphs)
    assert visible(said) == markdown_shown(conversation_markdown(conversation, MADE))


def test_the_numbers_run_through_the_conversation(conversation: tuple[Answer, ...]) -> None:
    """Each number in the text leads to the source of its statement."""
    document = word(*conversation)
    listed = styled(document, "List Number")
    quotes = {cited.quote: cited.reference for answer in conversation for cited in answer.citations}
    checked = 0
    for paragraph in document.paragraphs:
        for quote, reference in quotes.items():
            numbers = re.findall(r"\[(\d+)\]", paragraph.text)
            if numbers and quote in paragraph.text:
                assert reference in {listed[int(number) - 1].split("\n")[0] for number in numbers}
                checked += 1
    assert checked >= 6
    places = {(c.document_id, c.page, c.number, c.quote) for answer in conversation for c in answer.citations}
    assert len(listed) == len(places) < sum(len(answer.citations) for answer in conversation)


def test_what_two_answers_cite_is_listed_once() -> None:
    other = dataclasses.replace(CITATION, quote="Een andere zin.", passage="Een andere zin.")
    again = dataclasses.replace(CITATION, score=0.8, passage_id="elders")
    report = conversation_markdown([ONCE, stated(other, again)], MADE)
    assert r"Een zin. \[1\]" in report
    assert r"Een andere zin. \[2\]" in report
    assert len(re.findall(r"^\d+\. \*\*", report, re.MULTILINE)) == 2


@pytest.mark.parametrize("change", [{"document_id": "kst-27925-943"}, {"page": 6}, {"number": 3}, {"quote": "Nee."}])
def test_what_stands_elsewhere_is_another_source(change: dict[str, Any]) -> None:
    elsewhere = dataclasses.replace(CITATION, **change)
    report = conversation_markdown([ONCE, stated(elsewhere)], MADE)
    assert "\n2. **" in report


def test_the_links_work_in_word(conversation: tuple[Answer, ...]) -> None:
    document = word(*conversation)
    bookmarks = {mark.get(qn("w:name")) for mark in document.element.iter(qn("w:bookmarkStart"))}
    for paragraph in document.paragraphs:
        for link in paragraph.hyperlinks:
            if paragraph.style.name == "List Number":
                assert link.address == link.text
                assert document.part.rels[link._hyperlink.rId].is_external
            else:
                assert link.fragment == f"vindplaats_{link.text.strip('[]')}"
                assert link.fragment in bookmarks
            assert link.runs[0].style.name == "Hyperlink"
    addresses = [link.address for paragraph in document.paragraphs for link in paragraph.hyperlinks if link.address]
    assert len(addresses) == len(styled(document, "List Number"))
    assert set(addresses) == {cited.url for answer in conversation for cited in answer.citations}


def test_the_sources_are_one_numbered_list_of_word() -> None:
    document = word(ONCE)
    assert styled(document, "List Number") == [
        "Kamerstukken II 2022/23, 27925, nr. 919, p. 5\nVerlenging (28 oktober 2022)\nMandaat\n" + CITATION.url
    ]
    assert document.styles["List Number"].element.xpath("w:pPr/w:numPr/w:numId")


def test_the_document_is_dutch_and_names_nobody() -> None:
    content = conversation_docx([ONCE], MADE)
    known = Document(io.BytesIO(content)).core_properties
    assert (known.title, known.language) == ("Vragen en antwoorden met hun vindplaats", "nl-NL")
    assert (known.author, known.last_modified_by, known.comments) == ("", "", "")
    assert known.created == known.modified
    assert known.created is not None
    assert known.created.date() == MADE
    styles = Document(io.BytesIO(content)).styles.element
    assert {lang.get(qn("w:val")) for lang in styles.iter(qn("w:lang"))} == {"nl-NL"}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_breaks_no_word_file(text: str) -> None:
    content = conversation_docx([spoken(text)], MADE)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(parts.read(name))
    document = Document(io.BytesIO(content))
    assert visible(styled(document, "Heading 1")[0]) == visible(text)
    assert styled(document, "Heading 1")[1:] == ["Vindplaatsen"]
    assert len(styled(document, "Heading 2")) == 2
    assert len(styled(document, "List Number")) == 2
    assert visible(text) in visible("".join(paragraph.text for paragraph in document.paragraphs))
    external = [rel.target_ref for rel in document.part.rels.values() if rel.is_external]
    assert all(url.startswith("https://zoek.officielebekendmakingen.nl/") for url in external)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_no_markup_in_a_report(text: str) -> None:
    report = conversation_markdown([spoken(text)], MADE)
    kinds = {kind.removesuffix("_open").removesuffix("_close") for kind in markdown_marks(report)}
    assert kinds <= {
        "heading", "paragraph", "em", "strong", "ordered_list", "list_item", "link",
        "hardbreak", "softbreak", "text_special",
    }  # fmt: skip
    assert visible(text) in markdown_shown(report)


def test_a_conversation_that_has_not_begun_is_a_report_without_questions() -> None:
    assert "##" not in conversation_markdown([], MADE)
    assert styled(word(), "Heading 1") == []
