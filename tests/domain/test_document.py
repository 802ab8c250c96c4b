import datetime

from qa.domain import NO_PAGE, Document, Identity, Page, Paragraph, ParagraphKind, Passage, PassageKind

NAMED = Identity("brief", "brief.txt", "Een brief", datetime.date(2022, 10, 28), "brief", "", "", "", "", "")
NOTE = Paragraph(ParagraphKind.NOTE, 10, 14, 1, (), "1")


def document(*pages: Page) -> Document:
    return Document(NAMED, "abcdeABCDEnoot", pages, (NOTE,), (), ())


def test_a_character_stands_on_the_page_that_holds_it_and_a_note_on_the_page_of_its_mark() -> None:
    two = document(Page(1, 0, 5), Page(2, 5, 10))
    assert [two.page_at(offset) for offset in (0, 4, 5, 9, 12)] == [1, 1, 2, 2, 1]


def test_what_has_no_pages_is_on_none() -> None:
    assert (document().page_at(3), document().body_end) == (NO_PAGE, 0)


LISTED = Passage("a", "brief", PassageKind.QUESTION_ANSWER, "tekst", 0, 3, ((2, 4),), (), (), 7, together_with=(8,))


def test_a_passage_ends_on_the_page_of_its_last_break_and_bears_all_its_numbers() -> None:
    assert (LISTED.page_at(1), LISTED.page_at(2), LISTED.last_page, LISTED.numbers) == (3, 4, 4, (7, 8))
