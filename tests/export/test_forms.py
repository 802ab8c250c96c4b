import lxml.html
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qa.export.forms import escape_html, escape_markdown
from tests.export.hostile import HOSTILE, markdown_marks, markdown_shown, visible

# Marks and white space in every combination, more often than in just any text.
MARKED = st.text(st.sampled_from("\\`*_{}[]<>()#+-.!|~$&:;=\"'^@%/ \t\n1aw") | st.characters(), max_size=60)


@given(MARKED)
@example("0\x1e\x1b")  # nothing of the last line can be borne
@example("\x1b\t0")  # what cannot be borne stands before an indent
def test_any_text_reads_in_markdown_as_it_was(text: str) -> None:
    escaped = escape_markdown(text)
    assert markdown_shown(escaped) == visible(text)
    assert markdown_marks(escaped) <= {"paragraph_open", "paragraph_close", "hardbreak", "text_special"}


@given(MARKED)
def test_any_text_reads_in_html_as_it_was(text: str) -> None:
    shown = lxml.html.fromstring(f"<div>{escape_html(text)}</div>")
    assert {element.tag for element in shown.iterdescendants()} <= {"br"}
    assert visible(shown.text_content()) == visible(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_it_was(text: str) -> None:
    assert markdown_shown(escape_markdown(text)) == visible(text)


def test_plain_dutch_stays_readable() -> None:
    plain = "De inzet (OIR) van F-16’s duurt t/m 31-12-2024: circa 1,5 jaar; zie p. 5, «nr. 919»!"
    assert escape_markdown(plain) == escape_html(plain) == plain


def test_an_address_in_a_text_is_no_link() -> None:
    assert escape_markdown("https://example.org www.example.org") == r"https\://example.org www\.example.org"
