"""Publications as PDF: what each lay-out does to the words, and what surrounds them."""

from pathlib import Path

import pytest
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
    imprint,
    lines,
    marked,
    motion,
    note,
    sheet,
    title_block,
)  # fmt: skip

pytestmark = pytest.mark.slow


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


SAID = "De gemeenten voeren de regeling uit en ontvangen daarvoor een bijdrage van het Rijk."


def letter(*more: Put, subject: tuple[str, ...] = ("Stand van zaken",)) -> list[Put]:
    """The first page of a letter of a ministry."""
    return [
        *lines(60, "Datum 8 juni 2023", f"Betreft {subject[0]}", *subject[1:]),
        *lines(110, "Geachte voorzitter,"),
        *lines(130, SAID, SAID, SAID),
        *more,
    ]


def test_a_paragraph_that_begins_like_a_letterhead_is_text(tmp_path: Path) -> None:
    said = (
        "Aan de motie is hiermee voldaan.",
        "Datum van inwerkingtreding is 1 januari 2024.",
        "Betreft dit een blijvende maatregel, dan wordt de begroting aangepast.",
        "Vastgesteld beleid wordt uitgevoerd door gemeenten.",
        "Den Haag, Utrecht en Rotterdam hebben de regeling overgenomen.",
    )
    page = letter(*(put for place, text in enumerate(said) for put in lines(180 + 20 * place, text)))
    found = document(sheet(page), tmp_path)
    assert set(said) <= set(texts(found, ParagraphKind.TEXT))
    assert texts(found, ParagraphKind.LETTERHEAD) == [
        "Datum 8 juni 2023",
        "Betreft Stand van zaken",
        "Geachte voorzitter,",
    ]


def test_the_subject_of_a_letter_goes_on_with_a_name(tmp_path: Path) -> None:
    found = document(sheet(letter(subject=("Uitvoering van de motie", "Westerveld c.s. over onderdak"))), tmp_path)
    assert found.identity.title == "Uitvoering van de motie Westerveld c.s. over onderdak"


def test_a_note_that_goes_on_at_the_foot_of_the_next_page_is_one_note(tmp_path: Path) -> None:
    long = "Zie het rapport van de inspectie over de uitvoering, waarin staat dat gemeenten in alle"
    first = [*lines(60, *[SAID] * 20), *marked(270, "De inspectie heeft dat onderzocht.", 1), *note(660, 1, long)]
    second = [
        *lines(60, *[SAID] * 20), *marked(270, "De minister heeft dat toegezegd.", 2),
        *lines(650, "gevallen een eigen regeling hebben.", size=SMALL), *note(665, 2, "Kamerstuk 31 293, nr. 620."),
    ]  # fmt: skip
    found = document(sheet(first, second), tmp_path)
    assert texts(found, ParagraphKind.NOTE) == [
        f"{long} gevallen een eigen regeling hebben.",
        "Kamerstuk 31 293, nr. 620.",
    ]
    assert "in alle De gemeenten" not in found.text


def test_a_name_below_an_office_signs_whatever_annex_follows(tmp_path: Path) -> None:
    signed = [*lines(200, "De minister van Wonen,"), *lines(240, "Hanna de Wit")]
    annex = [
        *lines(60, "Antwoorden van de minister van Wonen op vragen van het lid Jansen (ABC) over evacués"),
        *lines(90, SAID),
    ]
    found = document(sheet(letter(*signed), annex), tmp_path)
    assert texts(found, ParagraphKind.SIGNATURE) == ["De minister van Wonen,", "Hanna de Wit"]
    assert all("Wit" not in "".join(p.section) for p in found.paragraphs)


def test_the_name_of_a_table_is_no_section_of_what_follows(tmp_path: Path) -> None:
    rows = [("Leeftijd", "2021", "2022"), ("18 tot 27", "6000", "6100"), ("27 tot 50", "9000", "9200")]
    table = [
        Put(x, 230 + 10 * k, text) for k, row in enumerate(rows) for x, text in zip((221, 320, 430), row, strict=True)
    ]
    page = letter(
        *lines(180, "Cijfers", style="B"), *lines(190, SAID), *lines(215, "Tabel 1. Dakloze mensen", style="B"), *table,
        *lines(280, "Ten slotte zijn de cijfers voorlopig, zoals hierboven is vermeld."),
        *lines(300, "Vervolg", style="B"), *lines(310, SAID),
    )  # fmt: skip
    found = document(sheet(page), tmp_path)
    assert "Tabel 1. Dakloze mensen\nLeeftijd: 18 tot 27; 2021: 6000; 2022: 6100" in found.text
    (last,) = (p for p in found.paragraphs if found.text[p.start :].startswith("Ten slotte"))
    assert last.section == ("Cijfers",)


def test_a_title_block_of_many_lines_is_no_section(tmp_path: Path) -> None:
    page = [
        *title_block("2023–2024", Put(MARGIN, 160, "36 408", 11, "B")),
        *lines(160, "Wijziging van de Wet langdurige zorg in verband met het toegankelijk", "maken daarvan", style="B"),
        Put(MARGIN, 220, "Nr. 14"),
        *lines(220, "GEWIJZIGD AMENDEMENT VAN HET LID JANSEN TER", "VERVANGING VAN DAT ONDER NR. 11", style="B"),
        *lines(240, "Ontvangen 6 februari 2024"), *lines(260, SAID, SAID), *imprint("kst-36408-14"),
    ]  # fmt: skip
    found = document(sheet(page), tmp_path)
    assert [p.section for p in found.paragraphs if p.kind is ParagraphKind.TEXT] == [()]
    assert (found.identity.id, found.identity.kind) == ("kst-36408-14", "amendement")


def test_the_same_last_sentence_on_every_page_is_text(tmp_path: Path) -> None:
    pages = [
        [*lines(60, *[f"Punt {n}: {SAID}"] * 10), *lines(400, "en gaat over tot de orde van de dag.")]
        for n in (1, 2, 3)
    ]
    found = document(sheet(*pages), tmp_path)
    assert found.text.count("en gaat over tot de orde van de dag.") == 3


def test_a_salutation_stays_apart_however_short_the_letter_is(tmp_path: Path) -> None:
    found = document(sheet(lines(80, "Geachte voorzitter,"), lines(80, SAID)), tmp_path)
    assert texts(found, ParagraphKind.TEXT) == [SAID]
    assert [p.page for p in found.paragraphs] == [1, 2]
