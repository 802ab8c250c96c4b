import dataclasses

import pytest

from qa import Assistant
from qa.web.cards import Surroundings
from qa.web.texts import DUTCH
from qa.web.viewer import Leaf, leaf_html
from tests.web.test_cards import HOSTILE, parsed, tags

HERE = Surroundings(DUTCH)


def leaf(assistant: Assistant, text: str, *, image: bool) -> Leaf:
    """A page of which everything that can come from a document is this text."""
    document = dataclasses.replace(assistant.library.documents[0], title=text, url=text)
    passage = dataclasses.replace(assistant.library.passages(document.id)[0], text=text)
    return Leaf(document, passage.page, 9, (passage,), passage, (1, 4), image)


@pytest.mark.parametrize("image", [True, False])
@pytest.mark.parametrize("text", [*HOSTILE, "javascript:alert(1)"])
def test_text_of_a_document_is_never_markup(assistant: Assistant, text: str, *, image: bool) -> None:
    shown = leaf_html(leaf(assistant, text, image=image), HERE)
    elements = parsed(shown)
    assert tags(shown) <= {"article", "h2", "p", "button", "img", "details", "summary", "mark"}
    assert not [name for element in elements for name in element.attrib if name.startswith("on")]
    assert [element.text for element in elements if element.tag == "h2"] == [text]


def test_the_lines_of_a_paragraph_are_those_of_the_document(assistant: Assistant) -> None:
    shown = leaf_html(leaf(assistant, "eerste\ntweede", image=False), HERE)
    assert '<p class="passage" lang="nl">e<mark>ers</mark>te\ntweede</p>' in shown


def test_the_first_page_has_none_before_it(assistant: Assistant) -> None:
    first = dataclasses.replace(leaf(assistant, "x", image=False), number=1)
    buttons = {element.get("rel"): "disabled" in element.attrib for element in parsed(leaf_html(first, HERE))}
    assert buttons["prev"]
    assert not buttons["next"]
