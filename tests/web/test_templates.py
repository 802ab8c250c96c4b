import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from qa.web.templates import render
from qa.web.texts import DUTCH


def test_a_text_is_escaped_and_what_a_template_made_is_not_escaped_again() -> None:
    inner = render("refused.html", turn=1, question="<script> \"x\" & 'y'", reason="", words=DUTCH)
    assert "&lt;script&gt; &#34;x&#34; &amp; &#39;y&#39;</h3>" in inner
    assert isinstance(inner, Markup)
    assert Markup("<i>{}</i>").format(inner) == f"<i>{inner}</i>"


def test_what_a_template_is_not_given_is_an_error_and_no_gap() -> None:
    with pytest.raises(UndefinedError, match="turn"):
        render("refused.html", words=DUTCH)
