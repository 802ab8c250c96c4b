"""Publications as PDF: what each lay-out does to the words, and what surrounds them."""

from pathlib import Path

from fpdf import FPDF

from qa.domain import Document, ParagraphKind
from qa.reading import read
from tests.reading.sheets import (
    FONTS,
    FOOT,
    MARGIN,
    SIZE,
    SMALL,
    TEXT,
    Put,
    aanhangsel,
    footer,
    lines,
    marked,
    motion,
    note,
    sheet,
)  # fmt: skip


def document(content: bytes, folder: Path) -> Document:
    path = folder / "stuk.pdf"
    path.write_bytes(content)
    return read(path)


def texts(found: Document, *kinds: ParagraphKind) -> list[str]:
    return [found.text[p.start : p.end] for p in found.paragraphs if p.kind in kinds]


def test_each_printed_answer_is_a_pair_with_its_question_and_page(tmp_path: Path) -> None:
    found = document(aanhangsel(), tmp_path)
    pairs = [(q.number, q.together_with, q.page) for q in found.questions]
    assert pairs == [(1, (), 1), (2, (), 1), (3, (), 2), (4, (5,), 2), (6, (), 3)]
    said = [(found.text[q.start : q.question_end], found.text[q.answer_start : q.end]) for q in found.questions]
    assert said[0] == (
        "Tot wanneer loopt deze internetconsultatie en wat is de vervolgprocedure?",
        "De internetconsultatie loopt tot 20 maart 2024. De reacties worden meegenomen in de besluiten.",
    )
    assert said[3][1].endswith("Het gaat om 150 gezinnen.")


def test_what_surrounds_the_text_of_a_publication_is_furniture_and_never_a_section(tmp_path: Path) -> None:
    found = document(aanhangsel(), tmp_path)
    running = "Tweede Kamer, vergaderjaar 2023–2024, Aanhangsel"
    assert [text for text in found.furniture if text == running] == [running] * 3
    assert {"2", "ah-tk-20232024-1292", "ISSN 0921 - 7398", "’s-Gravenhage 2024"} <= set(found.furniture)
    assert not any("Vraag" in text for text in found.furniture)
    assert all(p.section == () for p in found.paragraphs)


def test_a_note_below_a_small_raised_number_is_a_footnote_and_its_mark_is_gone(tmp_path: Path) -> None:
    found = document(aanhangsel(), tmp_path)
    notes = [(p.mark, found.text[p.start : p.end]) for p in found.paragraphs if p.kind is ParagraphKind.NOTE]
    assert notes == [("1", "Overheid.nl, «Huisvesting evacués», www.internetconsultatie.nl/huisvesting")]
    assert "¹" not in found.text


def test_a_page_alone_has_its_furniture_too(tmp_path: Path) -> None:
    found = document(motion(), tmp_path)
    assert found.furniture == (
        "2",
        "kst-21501-02-3121",
        "ISSN 0921 - 7398",
        "’s-Gravenhage 2024",
        "Tweede Kamer, vergaderjaar 2024–2025, 21 501-02, nr. 3121",
    )
    assert "gaat over tot de orde van de dag." in " ".join(texts(found, ParagraphKind.TEXT))
    assert texts(found, ParagraphKind.SIGNATURE) == ["Jansen"]
    assert texts(found, ParagraphKind.HEADING) == []


def test_words_and_spaces_that_are_drawn_apart_are_words_with_spaces(tmp_path: Path) -> None:
    measure = FPDF(unit="pt")
    measure.add_font("Sans", "", str(FONTS / "DejaVuSans.ttf"))
    measure.set_font("Sans", "", SIZE)
    said = "In deze brief beantwoord ik de vragen die tijdens het overleg zijn gesteld over 2019 en 2011."
    for drawn in (True, False):  # the spaces too, or only the words
        puts, x = [], 72.0
        for word in said.split():
            puts.append(Put(x, 80, word))
            x += measure.get_string_width(word)
            if drawn:
                puts.append(Put(x, 80, " "))
            x += measure.get_string_width(" ")
        assert document(sheet(puts), tmp_path).text == said


def test_a_sum_in_a_note_is_no_margin(tmp_path: Path) -> None:
    body = lines(80, *["De vrije ruimte is bedoeld voor vergoedingen aan werknemers van alle bedrijven."] * 8)
    mark = marked(160, "Werkgevers kunnen deze naar eigen behoefte inzetten.", 3)
    foot = [
        *note(640, 3, "1,92% van de loonsom tot"),
        Put(TEXT + 100, 640, "EUR 400.000", SMALL),
        Put(TEXT + 155, 640, "en daarboven 1,18%.", SMALL),
    ]
    found = document(sheet([*body, *mark, *foot]), tmp_path)
    assert texts(found, ParagraphKind.NOTE) == ["1,92% van de loonsom tot EUR 400.000 en daarboven 1,18%."]
    assert found.furniture == ()


def test_a_letter_that_the_font_does_not_name_is_shown_and_told(tmp_path: Path) -> None:
    content = sheet(lines(80, "De functie van het alarm met een lage spanning is tijdelijk."))
    i = content.index(b"<0066>")  # where the table of the font says that a glyph is an "f"
    found = document(content[:i] + b"<0000>" + content[i + 6 :], tmp_path)
    assert "De \ufffdunctie" in found.text
    assert any("Tekens zonder betekenis op bladzijde 1" in warning for warning in found.warnings)


def test_the_head_of_a_table_at_the_top_of_pages_is_no_header(tmp_path: Path) -> None:
    def page(number: int) -> list[Put]:
        rows = [
            ("Grond", "Meldingen in 2021", "Meldingen in 2022"),
            *((f"Soort {number}{n}", str(n), str(n + 7)) for n in range(9)),
        ]
        table = [
            Put(x, 60 + 10 * k, cell)
            for k, row in enumerate(rows)
            for x, cell in zip((221, 320, 430), row, strict=True)
        ]
        return [
            *table,
            *lines(200, f"De cijfers van onderdeel {2 * number} zijn aangeleverd door de politie."),
            *footer(number, "Bijlage bij de brief"),
        ]

    found = document(sheet(page(1), page(2), page(3)), tmp_path)
    assert found.furniture == ("Bijlage bij de brief", "1", "Bijlage bij de brief", "2", "Bijlage bij de brief", "3")
    assert "Meldingen in 2021: 4" in found.text


def test_a_number_in_the_margin_beside_a_full_line_is_no_part_of_it(tmp_path: Path) -> None:
    full = "Het lid vroeg of het mogelijk is om een verruiming door te voeren in alle gemeenten."
    page = [*lines(80, *[full] * 8), Put(TEXT + 395, 81, "Onze referentie", 5), Put(TEXT + 395, 91, "1400405", 5)]
    found = document(sheet(page), tmp_path)
    assert found.furniture == ("Onze referentie", "1400405")


def test_headings_are_told_by_their_type_and_rank_below_one_another(tmp_path: Path) -> None:
    said = "Dit voorstel betreft een aanpassing van de verordening over markten voor beleggingen."
    page = [
        *lines(80, "1. Algemene gegevens", style="B"),
        *lines(96, "a) Titel voorstel", style="I"),
        *lines(106, said, said),
        *lines(132, "b) Rol van het parlement", style="I"),
        *lines(142, "Medebeslissing"),
        *lines(160, "2. Essentie van het voorstel", style="B"),
        *lines(176, "a) Inhoud voorstel", style="I"),
        *lines(186, said, said),
    ]
    found = document(sheet(page), tmp_path)
    sections = {found.text[p.start : p.end][:20]: p.section for p in found.paragraphs if p.kind is ParagraphKind.TEXT}
    assert sections == {
        "Dit voorstel betreft": ("2. Essentie van het voorstel", "a) Inhoud voorstel"),
        "b) Rol van het parle": ("1. Algemene gegevens",),
    }
    assert "b) Rol van het parlement\nMedebeslissing" in found.text


def test_an_imprint_in_the_corner_is_furniture_however_the_page_ends(tmp_path: Path) -> None:
    said = lines(80, *["De regeling geldt voor alle gemeenten en wordt elk jaar opnieuw bezien."] * 40, leading=15)
    found = document(sheet([*said, Put(MARGIN, FOOT, "blg-1184123", SMALL)]), tmp_path)
    assert found.furniture == ("blg-1184123",)
