import pytest

from qa.export.content import clean, one_line, web_address


def test_what_no_form_can_bear_is_left_out_and_lines_stay() -> None:
    assert clean("een\x00\x1b[31m\ud800\r\ntwee\u2028drie \U0001f967\u202e") == "een[31m\ntwee\ndrie \U0001f967"


def test_text_on_one_line_has_single_spaces() -> None:
    assert one_line(" een\n\n\ttwee\x0b drie\x85") == "een twee drie"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://zoek.officielebekendmakingen.nl/kst-27925-919.html", None),
        ("https://example.org:8443/zoek?q=a&b=%20c#d", None),
        ('https://example.org/een twee>"<{x}', "https://example.org/een%20twee%3E%22%3C%7Bx%7D"),
        ("https://example.org/\ud800\nTY  - BOOK", "https://example.org/%20TY%20-%20BOOK"),
        ("http://example.org/", ""),
        ("javascript:alert(1)", ""),
        ("https://officielebekendmakingen.nl@example.org/", ""),
        ("https://[::1/", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_only_a_plain_web_address_is_linked_to(url: str, address: str | None) -> None:
    assert web_address(url) == (url if address is None else address)
