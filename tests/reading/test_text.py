import pytest

from qa.errors import ReadingError
from qa.reading.text import decode, printed_lines


def pages(text: str) -> list[tuple[int, str]]:
    return [(line.page, line.text) for line in printed_lines(text.encode())[0]]


BODY = "\n".join(f"regel {n}" for n in range(1, 13))


def test_a_form_feed_begins_a_page() -> None:
    assert pages("een\ftwee\n drie") == [(1, "een"), (2, "twee"), (2, "drie")]


def test_one_space_before_text_begins_a_page_where_form_feeds_were_lost() -> None:
    found = pages(f"{BODY}\n bovenaan\n{BODY}")
    assert (2, "bovenaan") in found
    assert found[0] == (1, "regel 1")
    assert found[-1] == (2, "regel 12")


def test_a_space_before_many_lines_is_an_indentation() -> None:
    assert {page for page, _ in pages(f"{BODY}\n a\n b\n c\n d\n e\n f")} == {1}


def test_of_two_page_marks_in_a_row_the_first_is_stray() -> None:
    # Nr. 930 has " 62 Welk bedrag ..." as the last line of page 14 and " ontwikkelingssamenwerking ..." on page 15.
    found = pages(f"{BODY}\n 62 Welk bedrag\n ontwikkelingssamenwerking\n{BODY}")
    assert found[12:14] == [(1, "62 Welk bedrag"), (2, "ontwikkelingssamenwerking")]


def test_the_empty_lines_above_a_line_are_counted() -> None:
    lines, _ = printed_lines(b"een\n\n\ntwee\ndrie")
    assert [line.gap for line in lines] == [0, 2, 0]


def test_a_footer_that_stayed_in_the_text_ends_its_page() -> None:
    text = "onderaan\n\nTweede Kamer, vergaderjaar 2015–2016, 27 925, nr. 597 1\n\n\nbovenaan"
    lines, furniture = printed_lines(text.encode())
    assert [(line.page, line.text) for line in lines] == [(1, "onderaan"), (2, "bovenaan")]
    assert furniture == ["Tweede Kamer, vergaderjaar 2015–2016, 27 925, nr. 597 1"]


@pytest.mark.parametrize("content", ["Syrië".encode(), "\ufeffSyrië".encode(), "Syrië".encode("utf-16")])
def test_utf8_and_marked_utf16_are_read(content: bytes) -> None:
    assert decode(content) == "Syrië"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("Syrië".encode("latin-1"), "codering UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "codering UTF-8"),
        (b"PK\x03\x04\x00\x00", "ander soort bestand"),
    ],
)
def test_what_is_no_text_is_refused_with_what_to_do(content: bytes, sentence: str) -> None:
    with pytest.raises(ReadingError, match=sentence):
        decode(content)
