"""What is understood of a document of an office program; here of Word, of OpenDocument it is the same."""

from datetime import date
from pathlib import Path

import docx
import pytest

from qa.domain import ParagraphKind
from qa.reading import read, word
from tests.reading.wordfiles import NUMBERING, PAIRS, cell, document_of, numbered, pairs, paragraph, row, table, texts

WIDE = "<w:gridSpan w:val='3'/>"
MOTION = table(
    row("TWEEDE KAMER DER STATEN-GENERAAL", "2"),
    f"<w:tr>{cell('Vergaderjaar 2024-2025', WIDE)}</w:tr>",
    row("36 999", "Regels over sluizen (Wet sluizen)"),
    row("Nr. 12", "MOTIE VAN HET LID PIETERSEN|Ter vervanging van die gedrukt onder nr. 9"),
    row("", "Voorgesteld 22 april 2025"),
    row("", "De Kamer,"),
    row("", "gehoord de beraadslaging,"),
    row("", "constaterende, dat sluizen te lang dicht zijn en dat schippers daarop wachten;"),
    row(
        "", "verzoekt de regering de sluizen ook in het weekeinde open te houden,|en gaat over tot de orde van de dag."
    ),
    row("", "Pietersen"),
)


def test_a_page_that_is_one_table_is_read_as_paragraphs_each_text_once(tmp_path: Path) -> None:
    document = document_of(tmp_path, MOTION)
    assert texts(document) == [
        "De Kamer, gehoord de beraadslaging,",
        "constaterende, dat sluizen te lang dicht zijn en dat schippers daarop wachten;",
        "verzoekt de regering de sluizen ook in het weekeinde open te houden,",
        "en gaat over tot de orde van de dag.",
    ]
    assert texts(document, ParagraphKind.TABLE) == []
    assert texts(document, ParagraphKind.SIGNATURE) == ["Pietersen"]


def test_the_title_block_of_a_motion_has_label_and_value_on_one_line(tmp_path: Path) -> None:
    document = document_of(tmp_path, MOTION)
    assert texts(document, ParagraphKind.LETTERHEAD) == [
        "TWEEDE KAMER DER STATEN-GENERAAL",
        "Vergaderjaar 2024-2025",
        "36 999 Regels over sluizen (Wet sluizen)",
        "Nr. 12 MOTIE VAN HET LID PIETERSEN",
        "Ter vervanging van die gedrukt onder nr. 9",
        "Voorgesteld 22 april 2025",
    ]
    assert document.furniture == ("2",), "the large number of the chamber"
    assert (document.identity.dossier, document.identity.number) == ("36999", "12")
    assert document.identity.date == date(2025, 4, 22)


def test_a_motion_without_a_table_is_read_the_same_way(tmp_path: Path) -> None:
    lines = (
        "36 999 Regels over sluizen", "Nr. 12 MOTIE VAN HET LID PIETERSEN C.S.", "Voorgesteld 22 april 2025",
        "De Kamer,", "gehoord de beraadslaging,", "verzoekt de regering de sluizen te openen,",
        "en gaat over tot de orde van de dag.", "Pietersen", "Van den Berg",
    )  # fmt: skip
    document = document_of(tmp_path, "".join(map(paragraph, lines)))
    assert (document.identity.number, document.identity.date) == ("12", date(2025, 4, 22))
    assert texts(document)[0] == "De Kamer, gehoord de beraadslaging,"
    assert document.signatories == ("Pietersen", "Van den Berg")


BODY = paragraph("In deze brief schrijf ik u hoe het met de sluizen in het land gaat.")
IN_A_TABLE = table(row("Datum", "7 november 2023"), row("Betreft", "Stand van de sluizen"))
IN_ONE_CELL = table(row("Datum"), row("7 november 2023"), row("Betreft"), row("Stand van de sluizen"))
BEHIND_A_TAB = "".join(
    f"<w:p><w:r><w:t>{label}</w:t><w:tab/><w:t>{value}</w:t></w:r></w:p>"
    for label, value in (("Datum", "7 november 2023"), ("Onderwerp", "Stand van de sluizen"))
)
BELOW = "".join(map(paragraph, ("Datum", "7 november 2023", "Betreft", "Stand van de sluizen")))
BEHIND_A_COLON = paragraph("Datum: 7 november 2023") + paragraph("Onderwerp: Stand van de sluizen")


@pytest.mark.parametrize("head", [IN_A_TABLE, IN_ONE_CELL, BEHIND_A_TAB, BELOW, BEHIND_A_COLON])
def test_date_and_subject_are_read_wherever_their_labels_stand(head: str, tmp_path: Path) -> None:
    document = document_of(tmp_path, head + BODY)
    assert document.identity.date == date(2023, 11, 7)
    assert document.identity.title == "Stand van de sluizen"
    assert len(texts(document)) == 1, "the head of a letter is not searched"


def test_the_block_of_references_in_the_margin_is_no_text(tmp_path: Path) -> None:
    margin = table(row("Directie Sluizen|Kade 1|1234 AB Zeedorp|Contactpersoon|J. Smit|Ons kenmerk|12345"))
    document = document_of(tmp_path, paragraph("Aan de Voorzitter van de Tweede Kamer") + margin + IN_A_TABLE + BODY)
    assert len(texts(document)) == 1
    assert "Ons kenmerk 12345" in texts(document, ParagraphKind.LETTERHEAD)


LONG = "De sluizen zijn in het weekeinde dicht, en schippers wachten daarop tot de maandag. " * 2
REFERENCES = "Directie Sluizen|Kade 1|Datum|7 november 2023|Ons kenmerk|12345"
IN_A_BOX = f"<w:p><w:r><w:txbxContent>{''.join(map(paragraph, REFERENCES.split('|')))}</w:txbxContent></w:r></w:p>"


@pytest.mark.parametrize("page", [table(row(f"Inleiding.|{LONG}|{LONG}", REFERENCES)), paragraph(LONG) * 2 + IN_A_BOX])
def test_references_beside_or_below_the_letter_are_no_text_either(page: str, tmp_path: Path) -> None:
    document = document_of(tmp_path, page)
    assert document.identity.date == date(2023, 11, 7)
    assert not [text for text in texts(document) if "Kade" in text or "kenmerk" in text]


def test_to_whom_a_letter_is_and_from_whom_is_read(tmp_path: Path) -> None:
    memo = table(row("Van", "Directie Sluizen"), row("Aan", "De minister"), row("Datum", "7 november 2023"))
    content = document_of(tmp_path, memo + BODY)
    assert content.identity.date == date(2023, 11, 7)
    said = word.read((tmp_path / "stuk.docx").read_bytes()).described
    assert (said.sender, said.addressee) == ("Directie Sluizen", "De minister")
    address = "".join(map(paragraph, ("De voorzitter van de Tweede Kamer", "der Staten-Generaal", "Postbus 20018")))
    document_of(tmp_path, address + IN_A_TABLE + BODY)
    said = word.read((tmp_path / "stuk.docx").read_bytes()).described
    assert said.addressee == "De voorzitter van de Tweede Kamer der Staten-Generaal"


def test_a_table_of_data_stays_a_table(tmp_path: Path) -> None:
    data = table(
        row("Maatregel", "Toelichting"), row("Weekeinde", "Open.|Ook op zondag.|Behalve met Kerst." + " Lang." * 30)
    )
    document = document_of(tmp_path, BODY + data)
    assert texts(document, ParagraphKind.TABLE)[0].startswith("Maatregel: Weekeinde; Toelichting: Open.")


def test_the_lines_of_a_paragraph_that_were_broken_by_hand_are_one_paragraph(tmp_path: Path) -> None:
    lines = (
        "In antwoord op uw brief van 6 december 2023 deel ik u mede",
        "dat de vragen worden beantwoord in de bijlage.",
    )
    document = document_of(tmp_path, table(row("|".join(lines))))
    assert texts(document) == [" ".join(lines)]


def test_a_date_that_only_the_header_of_the_page_bears_is_that_of_the_letter(tmp_path: Path) -> None:
    file = docx.Document()
    for text in ("Datum", "25 juli 2024", "Betreft", "Stand van de sluizen"):
        file.sections[0].header.add_paragraph(text)
    file.add_paragraph("In deze brief schrijf ik u hoe het met de sluizen gaat.")
    file.save(str(tmp_path / "brief.docx"))
    document = read(tmp_path / "brief.docx")
    assert (document.identity.date, document.identity.title) == (date(2024, 7, 25), "Stand van de sluizen")
    assert "Datum 25 juli 2024" in document.furniture


@pytest.mark.parametrize("printed", ["Vraag %1", "%1.", "%1)"])
def test_the_number_that_word_prints_before_a_question_is_its_number(printed: str, tmp_path: Path) -> None:
    body = "".join(numbered(asked) + paragraph("Antwoord") + paragraph(answer) for asked, answer in PAIRS)
    document = document_of(tmp_path, body, numbering=NUMBERING.format(printed))
    assert pairs(document) == [(number, *pair) for number, pair in enumerate(PAIRS, 1)]


def test_numbers_of_an_ordinary_list_are_not_made_questions(tmp_path: Path) -> None:
    document = document_of(
        tmp_path, paragraph("Er zijn twee sluizen:") + numbered("die van Zeedorp;") + numbered("die van Meerstad."),
        numbering=NUMBERING.format("%1."),
    )  # fmt: skip
    assert texts(document) == ["Er zijn twee sluizen:\ndie van Zeedorp;\ndie van Meerstad."]


LABEL_AND_BREAK = "<w:p><w:r><w:t>{}</w:t><w:br/><w:t>{}</w:t></w:r></w:p>"
BOLD_LABEL = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{} </w:t></w:r><w:r><w:t>{}</w:t></w:r></w:p>"
OWN_PARAGRAPHS = "<w:p><w:r><w:t>{}</w:t></w:r></w:p><w:p><w:r><w:t>{}</w:t></w:r></w:p>"


@pytest.mark.parametrize("form", [LABEL_AND_BREAK, BOLD_LABEL, OWN_PARAGRAPHS])
def test_a_label_is_told_from_its_text_by_a_line_break_by_bold_or_by_its_own_paragraph(
    form: str, tmp_path: Path
) -> None:
    body = form.format("Vraag 1", "klopt het?") + form.format("Antwoord op vraag 1", "ja, dat klopt.")
    assert pairs(document_of(tmp_path, body)) == [(1, "klopt het?", "ja, dat klopt.")]


def test_a_table_of_questions_and_answers_is_read_as_pairs(tmp_path: Path) -> None:
    asked = table(row("Nr", "Vraag", "Antwoord"), row("7", "Klopt het?", "Ja.|Dat klopt."), row("8", "Hoe dan?", "Zo."))
    document = document_of(tmp_path, paragraph("De commissie vroeg:") + asked)
    assert pairs(document) == [(7, "Klopt het?", "Ja.\n\nDat klopt."), (8, "Hoe dan?", "Zo.")]


def test_questions_in_a_page_that_is_a_table_are_read_as_pairs(tmp_path: Path) -> None:
    asked = table(
        row("Vraag 1", "Klopt het?"), row("Antwoord 1", "Ja."), row("Vraag 2", "Hoe dan?"), row("Antwoord 2", "Zo.")
    )
    assert pairs(document_of(tmp_path, asked)) == [(1, "Klopt het?", "Ja."), (2, "Hoe dan?", "Zo.")]


def test_typed_notes_are_notes_and_leave_no_mark_in_the_sentence(tmp_path: Path) -> None:
    body = "".join(
        map(
            paragraph,
            (
                "Vraag 1", "Kent u het bericht over de sluis? [1]", "Antwoord op vraag 1",
                "Ja, uit het plan2) (bijlage 1).",
                "[1] De Schipper, 3 mei 2024, ‘Sluis dicht’.", "2) Plan voor de sluizen, bladzijde 4.",
            ),
        )
    )  # fmt: skip
    document = document_of(tmp_path, body)
    assert pairs(document) == [(1, "Kent u het bericht over de sluis?", "Ja, uit het plan (bijlage 1).")]
    notes = [(p.mark, document.text[p.start : p.end]) for p in document.paragraphs if p.kind is ParagraphKind.NOTE]
    assert notes == [("1", "De Schipper, 3 mei 2024, ‘Sluis dicht’."), ("2", "Plan voor de sluizen, bladzijde 4.")]


def test_a_list_that_ends_the_document_holds_the_notes_when_the_text_bears_their_marks(tmp_path: Path) -> None:
    body = (
        paragraph("Kent u het bericht over de sluis? 1)")
        + paragraph("Dat is bekend.")
        + numbered("De Schipper, 3 mei.")
    )
    document = document_of(tmp_path, body, numbering=NUMBERING.format("%1."))
    assert texts(document) == ["Kent u het bericht over de sluis?", "Dat is bekend."]
    assert texts(document, ParagraphKind.NOTE) == ["De Schipper, 3 mei."]


def test_a_raised_number_is_no_bare_number_in_the_sentence(tmp_path: Path) -> None:
    raised = "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t></w:r>"
    assert texts(document_of(tmp_path, paragraph("Het gaat om 300 m", within=raised))) == ["Het gaat om 300 m²"]


def test_who_signs_is_an_office_with_its_name(tmp_path: Path) -> None:
    signed = (
        "Hoogachtend,",
        "De Minister van Sluizen,",
        "",
        "K. de Boer",
        "De Staatssecretaris van Bruggen,",
        "A.B. Zeeman",
    )
    document = document_of(tmp_path, BODY + "".join(map(paragraph, signed)))
    assert document.signatories == (
        "De Minister van Sluizen, K. de Boer",
        "De Staatssecretaris van Bruggen, A.B. Zeeman",
    )


def test_bold_lines_are_headings_where_they_stand_out(tmp_path: Path) -> None:
    bold = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Stand van zaken</w:t></w:r></w:p>"
    document = document_of(tmp_path, BODY + bold + BODY + BODY)
    assert texts(document, ParagraphKind.HEADING) == ["Stand van zaken"]
    assert document.paragraphs[-1].section == ("Stand van zaken",)
