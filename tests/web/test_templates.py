import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from qa.web.templates import render
from qa.web.texts import DUTCH


def test_a_text_is_escaped_and_what_a_template_made_is_not_escaped_again() -> None:
    inner = render("notice.html", sentence="<script> \"x\" & 'y'")
    assert inner == '<p class="melding">&lt;script&gt; &#34;x&#34; &amp; &#39;y&#39;</p>'
    assert isinstance(inner, Markup)
    assert Markup("<i>{}</i>").format(inner) == f"<i>{inner}</i>"


def test_what_a_template_is_not_given_is_an_error_and_no_gap() -> None:
    with pytest.raises(UndefinedError, match="sentence"):
        render("notice.html", words=DUTCH)
