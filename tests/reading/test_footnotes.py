from dataclasses import replace

from qa.domain import Document, Line, ParagraphKind
from qa.reading.footnotes import take_footnotes


def page(*texts: str, number: int = 1) -> list[Line]:
    lines: list[Line] = []
    gap = 0
    for text in texts:
        if text:
            lines.append(Line(text, number, gap))
        gap = 0 if text else gap + 1
    return lines


def test_a_note_is_taken_out_and_its_mark_with_it() -> None:
    body, notes = take_footnotes(
        page(
            "inzichtelijker te maken zijn.1 Om dat te doen",
            "is meer tijd nodig.",
            "",
            "1 Kamerstuk 29 521, nr. 458: Kamerbrief Uitkomst transparantietoets",
            "luchtcampagne OIR",
        )
    )
    assert [line.text for line in body] == ["inzichtelijker te maken zijn. Om dat te doen", "is meer tijd nodig."]
    assert [(n.mark, n.page, len(n.lines)) for n in notes] == [("1", 1, 2)]


def test_notes_are_numbered_on_over_the_pages() -> None:
    first = page("de brief1 van", "", "1 Kamerstuk 1")
    second = page("gebieden2 en rapportage3:", "", "2 Gebieden waarvan", "3 Kamerstuk 3", number=2)
    body, notes = take_footnotes([*first, *second])
    assert [line.text for line in body] == ["de brief van", "gebieden en rapportage:"]
    assert [(note.mark, note.page) for note in notes] == [("1", 1), ("2", 2), ("3", 2)]


def test_a_note_that_is_not_recognised_costs_no_other() -> None:
    body, notes = take_footnotes(page("de brief1 van de gebieden3", "", "1 Kamerstuk 1", "3 Kamerstuk 3"))
    assert [line.text for line in body] == ["de brief van de gebieden"]
    assert [note.mark for note in notes] == ["1", "3"]


def test_a_note_under_a_column_ends_with_it() -> None:
    first = page("de brief¹ over de inzet", "", "1 Kamerstuk 1")
    second = [
        replace(line, column=2) for line in page("De tweede kolom", "gaat door² en eindigt.", "", "2 Kamerstuk 2")
    ]
    body, notes = take_footnotes([*first, *second])
    assert [line.text for line in body] == ["de brief over de inzet", "De tweede kolom", "gaat door en eindigt."]
    assert [[line.text for line in note.lines] for note in notes] == [["Kamerstuk 1"], ["Kamerstuk 2"]]


def test_a_raised_number_is_a_mark_wherever_it_stands() -> None:
    body, notes = take_footnotes(page("in het jaar 2021¹ en later", "", "1 Kamerstuk 1"))
    assert [line.text for line in body] == ["in het jaar 2021 en later"]
    assert len(notes) == 1


def test_a_raised_mark_goes_before_a_number_that_belongs_to_its_word() -> None:
    body, _ = take_footnotes(page("De G1-landen steunen Mali.¹", "", "1 Kamerstuk 1"))
    assert [line.text for line in body] == ["De G1-landen steunen Mali."]


def test_a_line_that_is_called_a_note_and_bears_no_number_is_not_lost() -> None:
    small = Line("Gebieden waarvan de grens niet vaststaat.", 1, 1, small=True, note=True)
    body, notes = take_footnotes([*page("De inzet in de gebieden."), small])
    assert [line.text for line in body] == ["De inzet in de gebieden.", small.text]
    assert notes == []


def test_a_line_that_is_called_a_note_goes_on_in_the_note_of_the_page_before() -> None:
    marked = Line("Kamerstuk 29 521, nr. 458.", 1, 1, small=True, note=True, mark="1")
    further = Line("Zie ook nr. 459.", 2, 1, small=True, note=True)
    second = Line("Kamerstuk 27 925.", 2, 0, small=True, note=True, mark="2")
    body, notes = take_footnotes([*page("de brief¹ van"), marked, *page("gebieden²", number=2), further, second])
    assert [line.text for line in body] == ["de brief van", "gebieden"]
    assert [[line.text for line in note.lines] for note in notes] == [
        [marked.text, further.text],
        [second.text],
    ]


def test_where_notes_are_set_small_at_the_foot_no_numbered_line_of_the_text_is_one() -> None:
    marked = Line("Kamerstuk 29 521, nr. 458.", 1, 1, small=True, mark="3")
    body, notes = take_footnotes([*page("de inzet1 in de regio³", "", "1 Artikel een van de lijst"), marked])
    assert [line.text for line in body] == ["de inzet1 in de regio", "1 Artikel een van de lijst"]
    assert [(note.mark, len(note.lines)) for note in notes] == [("3", 1)]


def test_a_date_at_the_beginning_of_a_line_begins_no_note() -> None:
    _, notes = take_footnotes(
        page("de brief1 en de motie2", "", "1 Brief aan de Kamer van", "2 maart 2020.", "2 Motie")
    )
    assert [[line.text for line in note.lines] for note in notes] == [
        ["Brief aan de Kamer van", "2 maart 2020."],
        ["Motie"],
    ]


def test_a_numbered_line_without_a_mark_in_the_text_is_no_note() -> None:
    lines = page("De vijf sporen", "", "1 Het militaire spoor", "2 De aanpak")
    assert take_footnotes(lines) == (lines, [])


def test_a_number_that_belongs_to_its_word_is_no_mark() -> None:
    lines = page("de F-16 en artikel 42.7 en 1.800 wapens", "", "1 Kamerstuk")
    assert take_footnotes(lines)[1] == []


def test_a_mark_behind_a_closing_quote_and_a_full_stop_is_found() -> None:
    body, _ = take_footnotes(page("groeperingen is beperkt”.1  Vooropgesteld dient", "", "1 Kamerstukken I"))
    assert body[0].text == "groeperingen is beperkt”.  Vooropgesteld dient"


def test_the_notes_of_the_documents_stand_on_their_pages(documents: dict[str, Document]) -> None:
    found = {
        name: [(p.mark, p.page) for p in document.paragraphs if p.kind is ParagraphKind.NOTE]
        for name, document in documents.items()
    }
    assert found["kst-27925-943"] == [("1", 2), ("2", 3), ("3", 4), ("4", 5), ("5", 6), ("6", 8)]
    assert found["kst-27925-AL"] == [
        ("1", 1), ("2", 1), ("3", 1), ("4", 2), ("5", 2), ("6", 2), ("7", 4), ("8", 4),
    ]  # fmt: skip
    assert found["kst-27925-930"] == [("1", 10)]
    assert found["kst-27925-597"] == found["kst-27925-919"] == []
