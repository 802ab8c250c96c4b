"""Lists of questions and answers as PDF, in the lay-outs in which they are printed."""

import time
from pathlib import Path

import pytest

from qa.domain import Document, Line, ParagraphKind
from qa.reading import read
from qa.reading.question_labels import label_of
from qa.reading.questions import listed
from tests.reading.sheets import MARGIN, SIZE, TEXT, Put, footer, imprint, lines, sheet, title_block

pytestmark = pytest.mark.slow

LONGEST_TIME = 5.0  # seconds, on a busy machine
QUESTIONS = {
    1: ("Hoeveel sluizen zijn er in beheer?", "Er zijn twaalf sluizen in beheer bij het Rijk."),
    2: ("Wie bedient deze sluizen?", "Dat doet Rijkswaterstaat, zie ook het antwoord op vraag 1."),
    3: ("Wanneer is het onderhoud klaar?", "Naar verwachting in 2031."),
}
RUNNING = "Tweede Kamer, vergaderjaar 2023–2024, 36 123, nr. 15"


def document(content: bytes, folder: Path) -> Document:
    path = folder / "stuk.pdf"
    path.write_bytes(content)
    return read(path)


def listing(kind: str, number: str = "{}", label: str = "Antwoord:", style: str = "") -> bytes:
    """A list on two pages; its number stands on a line of its own above each question."""
    head = [
        *title_block(
            "2023–2024", Put(MARGIN, 160, "36 123", 11, "B"), Put(TEXT, 160, "Onderhoud van sluizen", 11, "B")
        ),
        Put(MARGIN, 220, "Nr. 15"),
        Put(TEXT, 220, kind, SIZE, "B"),
        *lines(230, "Vastgesteld 12 oktober 2023"),
        *lines(250, "De vaste commissie voor Water heeft een aantal vragen voorgelegd aan de", "Minister van Water."),
    ]
    pages = [[*head], []]
    for n, (asked, answer) in QUESTIONS.items():
        page, y = (0, 300 + 60 * n) if n < 3 else (1, 60)
        pages[page] += [
            *lines(y, number.format(n), asked, style=style),
            *lines(y + 30, label, style=style),
            *lines(y + 40, answer),
        ]
    pages[0] += [*imprint("kst-36123-15"), *footer(1, RUNNING)]
    pages[1] += footer(2, RUNNING)
    return sheet(*pages)


def pairs(found: Document) -> dict[int, tuple[str, str]]:
    return {
        q.number: (found.text[q.start : q.question_end], found.text[q.answer_start : q.end]) for q in found.questions
    }


@pytest.mark.parametrize("number", ["{}", "{}.", "Vraag ({})", "Vraag nr. {}", "Vraag {} (blz. 4)"])
@pytest.mark.parametrize("style", ["", "B"])
def test_a_number_on_a_line_of_its_own_heads_a_question(number: str, style: str, tmp_path: Path) -> None:
    found = document(listing("LIJST VAN VRAGEN EN ANTWOORDEN", number, style=style), tmp_path)
    assert pairs(found) == QUESTIONS
    assert [q.page for q in found.questions] == [1, 1, 2]
    assert number.format(3) in found.text  # it stands above its question, as printed
    assert found.warnings == ()


def test_a_report_that_holds_a_list_is_one(tmp_path: Path) -> None:
    found = document(listing("VERSLAG HOUDENDE EEN LIJST VAN VRAGEN EN ANTWOORDEN"), tmp_path)
    assert found.identity.kind == "lijst van vragen en antwoorden"
    assert found.identity.title == "Onderhoud van sluizen; Verslag houdende een lijst van vragen en antwoorden"


@pytest.mark.parametrize(("kind", "warned"), [("LIJST VAN VRAGEN EN ANTWOORDEN", True), ("LIJST VAN VRAGEN", False)])
def test_a_list_without_pairs_tells_so(kind: str, warned: bool, tmp_path: Path) -> None:
    found = document(listing(kind, label=""), tmp_path)
    assert found.questions == ()
    assert any("lijst van vragen en antwoorden" in warning for warning in found.warnings) is warned


def test_what_is_signed_below_the_last_answer_is_no_part_of_it(tmp_path: Path) -> None:
    signed = [
        *lines(60, "1", "Is dit zo?", "", "Antwoord", "Ja, dat is zo."),
        *lines(120, "2", "En dit?", "", "Antwoord", "Nee, dat is niet zo."),
        *lines(200, "De Minister van Water,", "A.B. Pietersen"),
    ]
    found = document(sheet(signed), tmp_path)
    assert pairs(found)[2] == ("En dit?", "Nee, dat is niet zo.")
    assert found.paragraphs[-1].kind is ParagraphKind.SIGNATURE


def test_answers_that_follow_on_all_questions_are_paired_by_number(tmp_path: Path) -> None:
    printed = [
        *title_block("2006–2007", kind="Aanhangsel van de Handelingen"),
        *lines(150, "Vragen gesteld door de leden der Kamer, met de daarop door de", "regering gegeven antwoorden"),
        Put(TEXT, 200, "2071", 12, "B"),
        *lines(
            230, "Vragen van het lid Jansen (ABC) aan de minister van Water over", "sluizen. (Ingezonden 11 juni 2007)"
        ),
        *lines(270, *(text for n, (asked, _) in QUESTIONS.items() for text in (str(n), asked, ""))),
        *lines(380, "Antwoord", style="B"),
        *lines(400, "Antwoord van minister Pietersen (Water). (Ontvangen 3 juli 2007)"),
        *lines(430, *(text for n, (_, answer) in QUESTIONS.items() for text in (str(n), answer, ""))),
        *footer(1, "Tweede Kamer, vergaderjaar 2006–2007, Aanhangsel"),
    ]
    found = document(sheet(printed), tmp_path)
    assert pairs(found) == QUESTIONS
    assert found.identity.id == "ah-tk-20062007-2071"
    assert str(found.identity.date) == "2007-07-03"
    assert found.identity.sender == "minister Pietersen (Water)"
    assert {p.kind for p in found.paragraphs} == {ParagraphKind.LETTERHEAD}


def test_the_date_of_a_note_stands_behind_its_own_label(tmp_path: Path) -> None:
    printed = [
        *lines(60, "Beslisnota", style="B"),
        *lines(90, "Datum document 12 september 2024", "Onderwerp Kamerbrief over sluizen"),
        *lines(140, "Hierbij ontvangt u de brief over de sluizen die u heeft gevraagd."),
    ]
    assert str(document(sheet(printed), tmp_path).identity.date) == "2024-09-12"


@pytest.mark.parametrize(
    "part", ["1, ", "1 en ", "1,          ", "Vraag 1 van de leden van de ", "Vraag (1 ", "Antwoord op 1 "]
)
@pytest.mark.parametrize("length", [30, 40_000])
def test_repetition_takes_no_time(part: str, length: int) -> None:
    text = part * (length // len(part) + 1)
    begin = time.perf_counter()
    label_of(text.strip())
    listed([Line(text.strip(), 1, 1)] * (80_000 // len(text)), printed=True)
    assert time.perf_counter() - begin < LONGEST_TIME


def test_many_numbers_take_no_time() -> None:
    begin = time.perf_counter()
    printed = [Line(text, 1, 1) for n in range(20_000) for text in (str(n % 999), f"Klopt {n}?", "Antwoord")]
    listed(printed, printed=True)
    assert time.perf_counter() - begin < LONGEST_TIME
