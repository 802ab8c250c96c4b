"""Letters, memos and papers of the chambers as office programs lay them out: heads, signatures, questions."""

from datetime import date
from pathlib import Path

import pytest

from qa.domain import ParagraphKind
from tests.reading.wordfiles import NUMBERING, PAIRS, cell, document_of, numbered, pairs, paragraph, row, table, texts

BODY = paragraph("In deze brief schrijf ik u hoe het met de sluizen in het land gaat.")
LONG = "De sluizen zijn in het weekeinde dicht, en schippers wachten daarop tot de maandag. " * 2
WIDE = "<w:gridSpan w:val='2'/>"
LETTER = f"Datum|7 november 2023|Betreft|Stand van de sluizen|Geachte voorzitter,|{LONG}"


@pytest.mark.parametrize("left", ["Datum|7 november 2023|Betreft|Stand van de sluizen", LETTER])
def test_references_beside_the_date_do_not_take_its_place(left: str, tmp_path: Path) -> None:
    document = document_of(tmp_path, table(row(left, "Kenmerk|123|Uw brief|12 mei 2023")) + BODY)
    assert (document.identity.date, document.identity.title) == (date(2023, 11, 7), "Stand van de sluizen")
    assert "Uw brief 12 mei 2023" in " ".join(texts(document, ParagraphKind.LETTERHEAD))
    assert texts(document)[-1].startswith("In deze brief")
    assert len(texts(document)) == left.count(LONG) + 1, "the letter itself is searched"


def test_labels_in_one_cell_and_their_values_in_the_next_belong_together(tmp_path: Path) -> None:
    document = document_of(tmp_path, table(row("Datum|Betreft", "7 november 2023|Stand van de sluizen")) + BODY)
    assert (document.identity.date, document.identity.title) == (date(2023, 11, 7), "Stand van de sluizen")


ABOVE = ("Uw brief van", "Ons kenmerk", "Datum"), ("12 mei 2023", "123", "7 november 2023")
ABOVE_IN_LINES = "".join("<w:p><w:r><w:t>" + "</w:t><w:tab/><w:t>".join(line) + "</w:t></w:r></w:p>" for line in ABOVE)


SUBJECT_ABOVE = table(row("Onderwerp", "Bijlagen"), row("Stand van de sluizen", "1"))


@pytest.mark.parametrize("head", [table(row(*ABOVE[0]), row(*ABOVE[1])), ABOVE_IN_LINES])
def test_labels_in_a_row_above_their_values_are_those_of_a_letterhead(head: str, tmp_path: Path) -> None:
    document = document_of(
        tmp_path, head + table(row("Onderwerp", "Bijlagen"), row("Stand van de sluizen", "1")) + BODY
    )
    assert (document.identity.date, document.identity.title) == (date(2023, 11, 7), "Stand van de sluizen")
    assert texts(document, ParagraphKind.TABLE) == []


def test_the_head_of_a_memo_says_from_whom_it_is(tmp_path: Path) -> None:
    memo = table(row("TER BESLISSING|Aan: de minister|Van: Directie Sluizen", "Datum|7 november 2023|Notanummer|12"))
    document = document_of(tmp_path, memo + BODY)
    assert (document.identity.date, document.identity.sender) == (date(2023, 11, 7), "Directie Sluizen")
    assert texts(document, ParagraphKind.TABLE) == []


def test_a_table_that_lists_dated_papers_stays_a_table(tmp_path: Path) -> None:
    listed = table(row("Datum", "Onderwerp"), row("7 mei 2023", "Sluizen"), row("8 mei 2023", "Bruggen"))
    document = document_of(tmp_path, BODY + listed)
    assert texts(document, ParagraphKind.TABLE) == [
        "Datum: 7 mei 2023; Onderwerp: Sluizen\nDatum: 8 mei 2023; Onderwerp: Bruggen"
    ]


def test_a_list_of_abbreviations_stays_a_table(tmp_path: Path) -> None:
    listed = table(row("ZS", "ZEESLUIS"), row("BS", "BINNENSLUIS"))
    document = document_of(tmp_path, BODY + listed)
    assert texts(document, ParagraphKind.TABLE) != []


MOTION = (
    "De Kamer,",
    "gehoord de beraadslaging,",
    "verzoekt de regering de sluizen te openen,",
    "en gaat over tot de orde van de dag.",
    "Pietersen",
)
SECOND_CHAMBER = ("TWEEDE KAMER DER STATEN-GENERAAL", "2", "36 999 XV", "Nr. 12")
FIRST_CHAMBER = ("EERSTE KAMER DER STATEN-GENERAAL", "1", "36 999", "G")


@pytest.mark.parametrize(
    ("printed", "said"),
    [(SECOND_CHAMBER, ("Tweede Kamer", "36999-XV", "12")), (FIRST_CHAMBER, ("Eerste Kamer", "36999", "G"))],
)
def test_a_title_table_above_the_text_says_which_paper_it_is(
    printed: tuple[str, ...], said: tuple[str, ...], tmp_path: Path
) -> None:
    name, chamber, dossier, number = printed
    title = table(
        row(name, chamber),
        row("Vergaderjaar 2024-2025"),
        row(dossier, "Regels over sluizen"),
        row(number, "MOTIE VAN HET LID PIETERSEN"),
        row("", "Voorgesteld tijdens het commissiedebat d.d. 22 april 2025"),
    )
    document = document_of(tmp_path, title + "".join(map(paragraph, MOTION)))
    identity = document.identity
    assert (identity.kind, identity.date) == ("motie", date(2025, 4, 22))
    assert (identity.chamber, identity.dossier, identity.number) == said
    assert texts(document, ParagraphKind.TABLE) == []


BREAK = "</w:t><w:br/><w:t>"


@pytest.mark.parametrize(
    "head",
    [
        paragraph("Datum: 7 november 2023") + paragraph(f"Betreft: Stand van{BREAK}de sluizen"),
        paragraph("Datum: 7 november 2023") + paragraph(f"Betreft{BREAK}Stand van{BREAK}de sluizen"),
        paragraph(f"Datum 7 november 2023{BREAK}Onderwerp Stand van de sluizen"),
        table(row(f"Datum 7 november 2023{BREAK}Onderwerp Stand van{BREAK}de sluizen")),
    ],
)
def test_a_subject_that_was_broken_by_hand_is_whole(head: str, tmp_path: Path) -> None:
    document = document_of(tmp_path, head + BODY)
    assert (document.identity.date, document.identity.title) == (date(2023, 11, 7), "Stand van de sluizen")


def test_a_letter_below_its_subject_in_one_paragraph_is_no_subject(tmp_path: Path) -> None:
    sentence = "In deze brief schrijf ik u hoe het met de sluizen gaat."
    document = document_of(tmp_path, paragraph(f"Betreft: Stand van de sluizen{BREAK}{sentence}") + BODY)
    assert document.identity.title == "Stand van de sluizen"
    assert texts(document)[0] == sentence


FIRST, SECOND = ("De minister van Sluizen,", "K. Boer"), ("De staatssecretaris van Bruggen,", "A.B. Zeeman")


@pytest.mark.parametrize(
    "signed",
    [
        table(row(FIRST[0], SECOND[0]), row("", ""), row(FIRST[1], SECOND[1])),
        table(row("||".join(FIRST), "||".join(SECOND))),
    ],
)
def test_who_sign_side_by_side_sign_each_with_their_office(signed: str, tmp_path: Path) -> None:
    document = document_of(tmp_path, BODY + paragraph("Hoogachtend,") + signed)
    assert document.signatories == (" ".join(FIRST), " ".join(SECOND))


@pytest.mark.parametrize(
    ("lines", "signed"),
    [
        (("Boris Kade", "Minister van Sluizen"), ("Boris Kade", "Minister van Sluizen")),
        (("Minister van Sluizen", "Boris Kade"), ("Minister van Sluizen", "Boris Kade")),
        (("De Minister van Sluizen", "en Bruggen,", "B. Kade"), ("De Minister van Sluizen en Bruggen, B. Kade",)),
        (("de staatssecretaris Sluizen,", "Boris Kade"), ("de staatssecretaris Sluizen, Boris Kade",)),
    ],
)
def test_a_name_may_stand_above_an_office_and_an_office_on_two_lines(
    lines: tuple[str, ...], signed: tuple[str, ...], tmp_path: Path
) -> None:
    heading = "<w:p><w:pPr><w:pStyle w:val='Heading1'/></w:pPr><w:r><w:t>Bijlage</w:t></w:r></w:p>"
    document = document_of(tmp_path, BODY + "".join(map(paragraph, ("Hoogachtend,", *lines))) + heading + BODY)
    assert document.signatories == signed


def test_a_column_beside_questions_and_answers_is_not_lost(tmp_path: Path) -> None:
    asked = table(row("Nr", "Fractie", "Vraag", "Antwoord", "Bron"), row("7", "ABC", "Klopt het?", "Ja.", "Monitor."))
    document = document_of(tmp_path, asked)
    assert pairs(document) == [(7, "Klopt het?", "Ja.\n\nBron: Monitor.")]
    assert "Fractie: ABC" in document.furniture


def test_a_merged_cell_of_a_table_without_names_of_columns_is_printed_once(tmp_path: Path) -> None:
    wide = f"<w:tr>{cell('Samen 1', WIDE)}{cell('5')}</w:tr>"
    document = document_of(tmp_path, table(wide, row("a", "7", "6")))
    assert texts(document, ParagraphKind.TABLE) == ["Samen 1; 5\na; 7; 6"]


ASKED = "".join(numbered(asked) + paragraph(answer) for asked, answer in PAIRS)


def test_numbered_questions_without_labels_below_them_are_of_members_and_the_reader_is_told(tmp_path: Path) -> None:
    head = paragraph("Antwoorden op vragen van het lid Jansen (ABC) over militairen.")
    document = document_of(tmp_path, head + ASKED, numbering=NUMBERING.format("%1."))
    voices = {document.text[p.start : p.end]: p.voice for p in document.paragraphs}
    assert [voices[f"{number}. {asked}"] for number, (asked, _) in enumerate(PAIRS, 1)] == ["leden"] * 3
    assert not any(voices[answer] for _, answer in PAIRS)
    assert "hebben geen kop" in document.warnings[0]


def test_numbered_questions_of_a_paper_that_answers_no_member_stay_an_ordinary_text(tmp_path: Path) -> None:
    document = document_of(tmp_path, BODY + ASKED, numbering=NUMBERING.format("%1."))
    assert not any(p.voice for p in document.paragraphs)
    assert document.warnings == ()
