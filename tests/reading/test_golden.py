import re
from collections import Counter

import pytest

from qa.domain import Document
from tests.conftest import CORPUS
from tests.reading.golden import GOLDEN, render

IDS = ("kst-27925-597", "kst-27925-919", "kst-27925-930", "kst-27925-943", "kst-27925-AL")


@pytest.mark.parametrize("name", IDS)
def test_a_document_is_read_as_a_person_approved(name: str, documents: dict[str, Document]) -> None:
    assert render(documents[name]) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", IDS)
def test_every_letter_of_the_source_is_in_the_text_or_in_the_listed_furniture(
    name: str, documents: dict[str, Document]
) -> None:
    document = documents[name]
    source = (CORPUS / f"{name}.txt").read_text(encoding="utf-8")
    assert _letters(document.text + " ".join(document.furniture)) == _letters(source)


@pytest.mark.parametrize(
    ("name", "pages"),
    list(zip(IDS, (18, 13, 15, 15, 6), strict=True)),
)
def test_a_document_has_as_many_pages_as_were_printed(name: str, pages: int, documents: dict[str, Document]) -> None:
    assert [page.number for page in documents[name].pages] == list(range(1, pages + 1))


@pytest.mark.parametrize("name", IDS)
def test_pages_follow_one_another_and_paragraphs_lie_inside_the_text(name: str, documents: dict[str, Document]) -> None:
    document = documents[name]
    starts = [page.start for page in document.pages]
    assert starts == sorted(starts)
    assert all(a.end == b.start for a, b in zip(document.pages, document.pages[1:], strict=False))
    for paragraph in document.paragraphs:
        text = document.text[paragraph.start : paragraph.end]
        assert text
        assert text == text.strip()
        assert document.page_at(paragraph.start) == paragraph.page


def _letters(text: str) -> Counter[str]:
    return Counter(re.sub(r"[\W\d_]", "", text))
