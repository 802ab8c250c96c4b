import pytest

from qa.domain import NO_PAGE
from qa.reading import text
from qa.reading.text import NO_PAGES, printed_lines

# Lines of a page, of which the last goes on in the next.
PAGE = [f"Dit is regel {n} van een bladzijde." for n in range(1, 45)]
FULL = "\n".join([*PAGE, "De missie wordt verlengd omdat de"])


def pages(text: str) -> list[tuple[int, str]]:
    return [(line.page, line.text) for line in printed_lines(text)[0]]


def are(text: str) -> set[int]:
    return {page for page, _ in pages(text)}


def test_a_form_feed_begins_a_page() -> None:
    assert pages("een\ftwee\n drie") == [(1, "een"), (2, "twee"), (2, "drie")]


def test_a_form_feed_at_the_end_of_a_text_ends_its_only_page() -> None:
    assert pages("een\r\ntwee\r\n\f") == [(1, "een"), (1, "twee")]


def test_one_space_before_text_begins_a_page_where_form_feeds_were_lost() -> None:
    found = pages(f"{FULL}\n dreiging blijft.\n{FULL}\n toestand zo is.")
    assert found[0] == (1, PAGE[0])
    assert found[45:47] == [(2, "dreiging blijft."), (2, PAGE[0])]
    assert found[-1] == (3, "toestand zo is.")


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(["De volgende regels:", *PAGE[:12], *(f" {n}. Een regel" for n in range(6))]),
        "\n\n".join(
            f" {n}. De romp wordt geschilderd.\n\nDe verf is vrij van lood en\nwordt geleverd." for n in range(9)
        ),
        "\n".join(f" {n}. Een lang onderdeel.\n" + "\n".join(PAGE) for n in range(1, 5)),
        "\n".join("- een punt dat\n doorloopt op de regel eronder." for _ in range(40)),
        "\n".join([FULL, " dreiging blijft.", *PAGE]),
        "\n".join([FULL, " dreiging blijft.", FULL, FULL, " toestand zo is."]),
    ],
    ids=["every line", "short items", "long items", "lines that go on", "a single mark", "a mark that was lost"],
)
def test_a_space_that_may_be_an_indentation_gives_no_page(text: str) -> None:
    assert are(text) == {NO_PAGE}


def test_of_two_page_marks_in_a_row_the_first_is_stray() -> None:
    # Nr. 930 has " 62 Welk bedrag ..." as the last line of page 14 and " ontwikkelingssamenwerking ..." on page 15.
    listed = "\n".join([*PAGE, " 62 Welk bedrag besteedt u in totaal aan"])
    found = pages(f"{listed}\n ontwikkelingssamenwerking\n{FULL}\n dreiging blijft.")
    assert found[44:46] == [(1, "62 Welk bedrag besteedt u in totaal aan"), (2, "ontwikkelingssamenwerking")]


def test_the_empty_lines_above_a_line_are_counted() -> None:
    lines, _ = printed_lines("een\n\n\ntwee\ndrie")
    assert [line.gap for line in lines] == [0, 2, 0]


FOOTER = "Tweede Kamer, vergaderjaar 2015–2016, 27 925, nr. 597 {}"


def test_footers_that_stayed_in_the_text_end_their_pages() -> None:
    text = f"{FULL}\n\n{FOOTER.format(1)}\n\n\n{FULL}\n{FOOTER.format(2)}\nbovenaan"
    lines, furniture = printed_lines(text)
    assert {line.page for line in lines} == {1, 2, 3}
    assert (lines[-1].page, lines[-1].text) == (3, "bovenaan")
    assert furniture == [FOOTER.format(1), FOOTER.format(2)]


def test_a_footer_on_a_page_between_form_feeds_is_left_out() -> None:
    lines, furniture = printed_lines(f"onderaan\n\n{FOOTER.format(1)}\n\fbovenaan")
    assert [(line.page, line.text) for line in lines] == [(1, "onderaan"), (2, "bovenaan")]
    assert furniture == [FOOTER.format(1)]


def test_where_pages_are_not_certain_their_headers_and_footers_are_left_out_all_the_same() -> None:
    header = ["8", "", "Onze Referentie", "", "BZDOC-1952392878-44"]
    lines, furniture = printed_lines("\n".join(["een", *header, "twee", FOOTER.format(14), "8", "drie"]))
    assert [(line.page, line.text) for line in lines] == [(NO_PAGE, t) for t in ("een", "twee", "8", "drie")]
    assert furniture == ["8", "Onze Referentie", "BZDOC-1952392878-44", FOOTER.format(14)]


def test_a_text_that_marks_no_pages_has_none_and_says_so() -> None:
    source = text.read(b"Geachte voorzitter,\n\nDe missie wordt verlengd.\n")
    assert source.layout.pages == ()
    assert {paragraph.page for paragraph in source.layout.paragraphs} == {NO_PAGE}
    assert source.warnings == (NO_PAGES,)


def test_a_text_that_marks_its_pages_has_no_warning() -> None:
    source = text.read(b"Geachte voorzitter,\n\nDe missie wordt verlengd.\n\f")
    assert [page.number for page in source.layout.pages] == [1]
    assert source.warnings == ()


def test_the_encoding_that_was_assumed_is_told() -> None:
    source = text.read("De coördinatie kost € 17 miljoen.\r\f".encode("cp1252"))
    assert source.layout.text == "De coördinatie kost € 17 miljoen."
    assert "Windows-1252" in source.warnings[0]
