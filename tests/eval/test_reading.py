"""The command `qa eval --reading`, as a user runs it on a folder of his own, and what it makes of its labels."""

import json
from pathlib import Path

import docx
import pytest
from fpdf import FPDF
from typer.testing import CliRunner

from eval import main as suite
from eval.gold import GoldError
from eval.reading.labels import load
from qa import QuestionError, VindplaatsError
from qa.cli import app

pytestmark = pytest.mark.slow

XML = """<?xml version="1.0" encoding="UTF-8"?>
<officiele-publicatie><metadata><meta name="DC.identifier" content="kst-36999-12"/></metadata><kamerstuk>
<kamerstukkop><tekstregel inhoud="vergaderjaar">Vergaderjaar 2024-2025</tekstregel>
<tekstregel inhoud="kameraanduiding">Tweede Kamer der Staten-Generaal</tekstregel></kamerstukkop>
<dossier><dossiernummer><dossiernr>36 999</dossiernr></dossiernummer><titel>Regels over vlotten</titel></dossier>
<stuk><stuknr>Nr. <ondernummer kamer="2">12</ondernummer></stuknr><titel>BRIEF VAN DE MINISTER VAN VLOTTEN</titel>
<datumtekst><datum isodatum="2025-02-20">20 februari 2025</datum></datumtekst>
<algemeen><vrije-tekst><tekst><al>De vlotten worden dit jaar in de haven van Vlotdam gekeurd.</al></tekst></vrije-tekst>
</algemeen></stuk></kamerstuk></officiele-publicatie>
"""
ASKED = (
    ("Hoeveel vlotten zijn er gekeurd in de haven van Vlotdam?", "Er zijn negen vlotten gekeurd in de haven."),
    ("Wat kost de keuring van een vlot?", "De keuring van een vlot kost gemiddeld honderd euro."),
    ("Wanneer is de volgende keuring van de vlotten?", "De volgende keuring begint op de eerste dag van maart."),
)
CATALOGUE = """
[[document]]
id = "kst-36999-13"
file = "lijst.pdf"
kind = "lijst van vragen en antwoorden"
chamber = "Tweede Kamer"
session_year = "2024-2025"
dossier = "36999"
number = "13"
date = 2025-03-01
title = "Vragen over vlotten"

[[document]]
id = "kst-36999-15"
file = "kst-36999-15.docx"
session_year = "2024-2025"
"""


def run(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["eval", *map(str, arguments)], catch_exceptions=False)
    return result.exit_code, result.output


def pdf_of(lines: list[str]) -> bytes:
    pdf = FPDF(unit="pt", format="A4")
    pdf.add_page()
    pdf.set_font("Helvetica", size=10)
    for place, line in enumerate(lines):
        pdf.text(70, 90 + 14 * place, line)
    return bytes(pdf.output())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a list of questions in PDF, a letter in XML and one in Word, all labelled as they are."""
    folder = tmp_path / "stukken"
    folder.mkdir()
    (folder / "corpus.toml").write_text(CATALOGUE, encoding="utf-8")
    lines = [line for n, (asked, said) in enumerate(ASKED, 1) for line in (f"{n} {asked}", "Antwoord", said, "")]
    (folder / "lijst.pdf").write_bytes(pdf_of(lines))
    (folder / "brief.xml").write_text(XML, encoding="utf-8")
    word = docx.Document()
    word.add_paragraph("De haven van Vlotdam blijft het hele jaar open voor vlotten van leden van de vereniging.")
    word.save(str(folder / "kst-36999-15.docx"))
    return folder


LABELS: list[dict[str, object]] = [
    {
        "file": "lijst.pdf", "id": "kst-36999-13", "number": 13, "date": "2025-03-01", "title": "Vragen over",
        "session_year": "2024-2025", "chamber": "Tweede Kamer", "dossier": "36999", "answer_labels": 3, "pages": 1,
        "pairs": [{"number": 2, "page": 1, "question": "Wat kost de keuring", "answer": "De keuring van een vlot"}],
        "citation": "Kamerstukken II 2024/25, 36999, nr. 13",
    },
    {"file": "brief.xml", "id": "kst-36999-12", "date": "2025-02-20", "session_year": "2024-2025"},
    {"file": "kst-36999-15.docx", "number": "15", "dossier": "36999", "date": None},
]  # fmt: skip


def label(folder: Path, *lines: object) -> None:
    text = "".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines)
    (folder / "expected.jsonl").write_text(text, encoding="utf-8")


def read_report(folder: Path) -> tuple[dict[str, float | None], dict[str, dict[str, object]]]:
    report = json.loads((folder / "reading.json").read_text(encoding="utf-8"))
    shares = {total["name"]: total["share"] for total in report["totals"]}
    return shares, {file["name"]: file for file in report["files"]}


def test_a_folder_that_is_read_well_reaches_every_floor(folder: Path, tmp_path: Path) -> None:
    label(folder, *LABELS)
    code, output = run("--reading", folder, "--report", tmp_path / "verslag")
    assert code == 0, output
    assert "niet gehaald" not in output
    shares, files = read_report(tmp_path / "verslag")
    assert shares["alle velden juist"] == shares["antwoorden een juist paar"] == 1
    assert list(files) == ["brief.xml", "kst-36999-15.docx", "lijst.pdf"]
    assert files["lijst.pdf"]["answers"] == {"printed": 3, "found": 3, "right": 3, "astray": 0, "faults": []}
    assert "lijst.pdf" in (tmp_path / "verslag" / "reading.md").read_text(encoding="utf-8")
    assert "Onder de grens" not in (tmp_path / "verslag" / "reading.html").read_text(encoding="utf-8")


def test_what_is_not_as_labelled_is_named_and_below_the_floor(folder: Path, tmp_path: Path) -> None:
    labels = LABELS[0] | {
        "date": None,
        "answer_labels": 4,
        "pairs": [{"number": 2, "page": 3, "answer": "Niets"}, {"number": 4}],
    }
    label(folder, labels, *LABELS[1:])
    code, output = run("--reading", folder, "--report", tmp_path / "verslag")
    assert code == 1
    assert "lijst.pdf: date: verwacht onbekend, gekregen 2025-03-01" in output
    assert "vraag 2: bladzijde 1 in plaats van 3" in output
    assert "vraag 2: het antwoord begint met “De keuring van een vlot" in output
    assert "vraag 4: geen paar" in output
    assert "3 paren bij 4 gedrukte antwoorden" in output
    shares, files = read_report(tmp_path / "verslag")
    assert shares["antwoorden een juist paar"] == 2 / 4
    assert shares["alle velden juist"] == 2 / 3
    assert files["lijst.pdf"]["right"] is False


def test_a_file_that_cannot_be_read_or_is_not_there_counts_as_wrong_in_every_measure(
    folder: Path, tmp_path: Path
) -> None:
    (folder / "kapot.pdf").write_bytes(b"geen PDF")
    label(folder, *LABELS, {"file": "kapot.pdf", "date": None, "answer_labels": 1}, {"file": "weg.docx", "date": None})
    code, output = run("--reading", folder, "--report", tmp_path / "verslag")
    assert code == 1
    assert "kapot.pdf: niet gelezen" in output
    assert "weg.docx: niet gelezen" in output
    shares, _ = read_report(tmp_path / "verslag")
    assert shares["alle velden juist"] == 3 / 5
    assert shares["antwoorden een juist paar"] == 3 / 4
    assert shares["citaat in de officiële vorm"] == shares["gelezen binnen 10 s"] == 3 / 5
    assert shares["woorden bewaard (≥ 97,0 %)"] in {1 / 2, None}, "without pdftotext nothing is said of words"
    short = shares["alinea's van 3 woorden of minder"]
    assert short is not None
    assert short > 0


def test_without_labels_the_rest_is_measured_and_what_is_not_is_said(folder: Path, tmp_path: Path) -> None:
    code, output = run("--reading", folder, "--report", tmp_path / "verslag")
    assert code == 0, output
    assert "alle velden juist: niet gemeten: expected.jsonl zegt er niets over" in output
    shares, _ = read_report(tmp_path / "verslag")
    assert shares["alle velden juist"] is None
    assert shares["alinea's van 3 woorden of minder"] == 0


def test_without_pdftotext_the_words_are_not_measured_and_that_is_said(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eval.reading.printed.shutil.which", lambda _: None)
    code, output = run("--reading", folder, "--report", tmp_path / "verslag")
    assert code == 0, output
    assert "niet gemeten: pdftotext is niet geïnstalleerd (pakket poppler-utils)" in output


def test_a_text_of_a_file_is_no_mark_up_of_the_report(folder: Path, tmp_path: Path) -> None:
    label(folder, {"file": "brief.xml", "title": "<b>|x"})
    run("--reading", folder, "--report", tmp_path / "verslag")
    assert "&lt;b&gt;|x" in (tmp_path / "verslag" / "reading.html").read_text(encoding="utf-8")
    assert "&lt;b>\\|x" in (tmp_path / "verslag" / "reading.md").read_text(encoding="utf-8")


def test_other_options_of_the_command_are_refused_with_it(folder: Path) -> None:
    with pytest.raises(QuestionError, match="--reading is een meting op zichzelf"):
        run("--reading", folder, "--quick")


def test_a_folder_without_documents_is_one_dutch_sentence(tmp_path: Path) -> None:
    with pytest.raises(VindplaatsError, match="zet er bestanden in"):
        suite.reading(tmp_path, report=tmp_path)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("geen JSON", r"expected.jsonl, regel 2: dit is geen JSON"),
        ('{"id": "kst-1-2"}', "noem het bestand"),
        ('{"file": "a.pdf", "datum": "2024-01-01"}', "het veld datum is niet bekend; kies uit answer_labels, chamber"),
        ('{"file": "a.pdf", "answer_labels": "3"}', "schrijf het in cijfers"),
        ('{"file": "a.pdf", "title": ["x"]}', "zet het tussen aanhalingstekens"),
        ('{"file": "a.pdf", "pairs": [{"page": 2}]}', "een paar heeft de vorm"),
        ('{"file": "a.pdf", "pairs": [{"number": 2, "pagina": 2}]}', "het veld pagina is niet bekend"),
        ('{"file": "a.pdf", "pairs": 3}', "pairs is geen lijst"),
        ('{"file": "../a.pdf"}', "staat niet in de map"),
        ('{"file": "brief.xml"}', "staat er al"),
        ("[" * 100_000, "dit is geen JSON"),
    ],
)
def test_labels_that_cannot_be_used_are_refused_with_their_line(folder: Path, line: str, said: str) -> None:
    label(folder, {"file": "brief.xml"}, line)
    with pytest.raises(GoldError, match=said):
        load(folder)
