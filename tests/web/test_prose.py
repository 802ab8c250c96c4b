from qa.domain import Abbreviation
from qa.web.prose import Linking, as_html, document_link

HERE = frozenset({"kst-27925-919", "kst-27925-930"})


def addresses(shown: str) -> list[str]:
    return [part.split('"')[0] for part in shown.split('href="')[1:]]


def test_a_document_that_is_here_is_linked_to_its_page_and_another_to_its_published_page() -> None:
    shown = as_html("zie Kamerstuk 27 925, nrs. 911 en 919.", Linking(HERE))
    assert addresses(shown) == ["https://zoek.officielebekendmakingen.nl/kst-27925-911.html", "document/kst-27925-919"]
    assert ">Kamerstuk 27 925, nrs. 911</a>" in shown
    assert ">919</a>." in shown


def test_another_answer_is_linked_within_a_list_only() -> None:
    text = "Zie de antwoorden op vragen 3 en 25."
    assert addresses(as_html(text, Linking(HERE, listed_in="kst-27925-930"))) == [
        "document/kst-27925-930#vraag-3",
        "document/kst-27925-930#vraag-25",
    ]
    assert as_html(text, Linking(HERE)) == text


def test_what_the_text_says_is_never_markup() -> None:
    known = (Abbreviation("NMI", '"><script>'),)
    shown = as_html('<b onclick="x">NMI</b> Kamerstuk 27 925, nr. 919', Linking(HERE, abbreviations=known))
    assert "<script>" not in shown
    assert "<b" not in shown
    assert 'title="&#34;&gt;&lt;script&gt;"' in shown


def test_the_address_of_a_document_escapes_its_id() -> None:
    assert document_link("brief #1/2?", page=3) == "document/brief%20%231%2F2%3F#bladzijde-3"
