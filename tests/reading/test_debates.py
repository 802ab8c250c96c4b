"""Debates in print and in text: who speaks, the motions, and which publication it is."""

import datetime
import io
from pathlib import Path

import docx
import pytest

from qa.domain import Document
from qa.passages import passages
from qa.reading import read
from tests.reading.sheets import FOOT, HEIGHT, SMALL, TEXT, Put, footer, imprint, lines, sheet, title_block

pytestmark = pytest.mark.slow

FOOT_OF_ITEM = "31 januari 2024    TK 45    45-6-{page}"
SAID = (
    ("De voorzitter:",),
    (
        "Aan de orde is het tweeminutendebat Paden en wegen. Ik heet de",
        "minister welkom. Het woord is aan mevrouw Vis.",
    ),
    ("Mevrouw Vis (ABC):",),
    ("De paden in het noorden zijn dicht. Dat duurt nu al drie jaar,", "en daarom dien ik een motie in."),
    ("Motie",),
    ("De Kamer,",),
    ("gehoord de beraadslaging,",),
    ("constaterende dat de paden in het noorden dicht zijn;",),
    ("verzoekt de regering de paden te openen,",),
    ("en gaat over tot de orde van de dag.",),
    ("De voorzitter:",),
    ("Deze motie is voorgesteld door het lid Vis. Zij krijgt nr. 12 (36700).",),
    ("De heer Van den Bos (GroenWit-",),
    ("PDE):",),
    ("Ik sluit mij daarbij aan, want ook in het zuiden is het pad dicht.",),
    ("Minister De Wit:",),
    ("Ik ontraad de motie. Het pad is namelijk onveilig, en het herstel", "duurt nog tot de zomer van volgend jaar."),
    ("De beraadslaging wordt gesloten.",),
)


def item() -> bytes:
    """An item of the Handelingen on one page, its foot in three pieces."""
    put = [Put(55, 40, "6"), Put(55, 70, "6", 18, "B"), Put(55, 92, "Paden en wegen", 18, "B")]
    y = 120.0
    put += lines(y, "Aan de orde is het tweeminutendebat Paden en wegen", "(CD d.d. 18/01).", x=55)
    y += 34
    for said in SAID:
        put += lines(y, *said, x=55)
        y += 10 * len(said) + (0 if said[0].startswith("De heer Van den Bos") else 12)
    foot = HEIGHT - 40
    put += [Put(55, foot, "Tweede Kamer", SMALL), Put(240, foot, "Paden en wegen", SMALL)]
    return sheet([*put, Put(400, foot, FOOT_OF_ITEM.format(page=1), SMALL)])


def report() -> bytes:
    """The report of a debate in a committee: a kamerstuk."""
    dossier = [
        Put(55, 160, "36 700", 11, "B"),
        *lines(160, "Paden en wegen", size=11, style="B"),
        Put(55, 260, "Nr. 20"),
        Put(TEXT, 260, "VERSLAG VAN EEN COMMISSIEDEBAT", 8.5, "B"),
    ]
    first = [
        *title_block("2023–2024", *dossier),
        *lines(280, "Vastgesteld 2 februari 2024"),
        *lines(300, "De vaste commissie voor Paden heeft op 18 januari 2024 overleg gevoerd", "met de heer De Wit."),
        *imprint("kst-36700-20"),
        *footer(1, "Tweede Kamer, vergaderjaar 2023–2024, 36 700, nr. 20"),
    ]
    second = [*lines(60, "Voorzitter: Vis", "Griffier: Bos", style="B"), *lines(90, "Aanvang 10.02 uur.")]
    y = 120.0
    for said in (SAID[0], SAID[1], SAID[2], SAID[3], SAID[15], SAID[16], ("Sluiting 12.31 uur.",)):
        second += lines(y, *said)
        y += 10 * len(said) + 10
    second += footer(2, "Tweede Kamer, vergaderjaar 2023–2024, 36 700, nr. 20")
    assert y < FOOT
    return sheet(first, second)


def made(folder: Path, name: str, content: bytes) -> Document:
    path = folder / name
    path.write_bytes(content)
    return read(path)


def said(document: Document, words: str) -> str:
    return next(p.voice for p in passages(document) if words in p.text)


@pytest.fixture
def debate(tmp_path: Path) -> Document:
    return made(tmp_path, "debat.pdf", item())


def test_each_paragraph_of_a_printed_debate_has_its_speaker(debate: Document) -> None:
    assert said(debate, "Ik heet de minister welkom") == "voorzitter"
    assert said(debate, "Dat duurt nu al drie jaar") == "lid Vis (ABC)"
    assert said(debate, "ook in het zuiden") == "lid Van den Bos (GroenWit-PDE)", "a label over two lines"
    assert said(debate, "Ik ontraad de motie") == "minister De Wit"
    assert said(debate, "De beraadslaging wordt gesloten") == ""


def test_what_opens_an_item_is_a_passage_under_its_title(debate: Document) -> None:
    opening = passages(debate)[0]
    assert opening.text == "Aan de orde is het tweeminutendebat Paden en wegen (CD d.d. 18/01)."
    assert opening.section == ("Paden en wegen",)


def test_the_heading_of_a_printed_motion_ends_with_it(debate: Document) -> None:
    by_section = {p.section[-1] for p in passages(debate) if "verzoekt" in p.text or "voorgesteld" in p.text}
    assert by_section == {"Motie (36700, nr. 12)"}
    assert said(debate, "verzoekt de regering de paden te openen") == "lid Vis (ABC)"
    assert next(p.section for p in passages(debate) if "in het zuiden" in p.text) == ("Paden en wegen",)


def test_the_foot_of_its_pages_tells_which_item_it_is(debate: Document) -> None:
    identity = debate.identity
    assert (identity.id, identity.kind) == ("h-tk-20232024-45-6", "handelingen")
    assert (identity.title, identity.date) == ("Paden en wegen", datetime.date(2024, 1, 31))
    assert (identity.chamber, identity.session_year, identity.number) == ("Tweede Kamer", "2023-2024", "45-6")
    assert "Mevrouw Vis (ABC):" in debate.furniture, "what tells the voice is accounted for"


def test_in_the_report_of_a_committee_debate_each_speaks_for_himself(tmp_path: Path) -> None:
    report_ = made(tmp_path, "verslag.pdf", report())
    assert (report_.identity.id, report_.identity.kind) == ("kst-36700-20", "verslag")
    assert said(report_, "De paden in het noorden") == "lid Vis (ABC)"
    assert said(report_, "Ik ontraad de motie") == "minister De Wit"
    assert said(report_, "overleg gevoerd") == said(report_, "Sluiting 12.31 uur") == "commissie"
    assert next(p.page for p in passages(report_) if "Ik ontraad" in p.text) == 2


def test_a_debate_in_text_is_read_the_same(tmp_path: Path) -> None:
    text = "Paden en wegen\n\nAan de orde is het debat over paden.\n\n" + "\n".join("\n".join(part) for part in SAID)
    read_ = made(tmp_path, "debat.txt", text.encode())
    assert said(read_, "Dat duurt nu al drie jaar") == "lid Vis (ABC)"
    assert said(read_, "Het pad is namelijk onveilig") == "minister De Wit"
    assert said(read_, "verzoekt de regering") == "lid Vis (ABC)"


def test_a_label_at_the_top_of_a_page_begins_a_speech(tmp_path: Path) -> None:
    first = "\n\n".join(("De voorzitter:", "Ik open de vergadering.", "Kamerlid Vis (ABC):", "Het pad is dicht.", "1"))
    text = f"{first}\fMinister De Wit:\n\nIk zal het openen.\n"
    read_ = made(tmp_path, "debat.txt", text.encode())
    assert said(read_, "Het pad is dicht") == "lid Vis (ABC)"
    assert said(read_, "Ik zal het openen") == "minister De Wit"


def test_a_name_before_a_colon_makes_no_debate(tmp_path: Path) -> None:
    text = "Aanwezig:\n\nDe heer Bos: penningmeester.\n\nMevrouw Vis: voorzitter.\n\nDe heer De Wit: lid.\n"
    assert {p.voice for p in passages(made(tmp_path, "lijst.txt", text.encode()))} == {""}


def test_a_debate_in_word_is_read_the_same(tmp_path: Path) -> None:
    file, saved = docx.Document(), io.BytesIO()
    for part in SAID:
        file.add_paragraph("".join(part) if part[0].endswith("-") else " ".join(part))
    file.save(saved)
    read_ = made(tmp_path, "debat.docx", saved.getvalue())
    assert said(read_, "Dat duurt nu al drie jaar") == "lid Vis (ABC)"
    assert said(read_, "Het pad is namelijk onveilig") == "minister De Wit"
    assert said(read_, "verzoekt de regering") == "lid Vis (ABC)"
