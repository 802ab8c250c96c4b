"""PDFs in the lay-outs of publications, each piece of text put where a publisher puts it."""

from dataclasses import dataclass
from pathlib import Path

import matplotlib as mpl
from fpdf import FPDF

FONTS = Path(mpl.get_data_path()) / "fonts" / "ttf"
WIDTH, HEIGHT = 558.0, 771.0  # points; the page of a kamerstuk
TEXT, MARGIN = 221.0, 55.0  # points from the left: where its text begins, and what stands beside it
SIZE, SMALL, MARK = 8.5, 6.0, 5.0  # points: the type of the text, of notes and footers, and of a raised number
LEADING = 10.0
FOOT = 700.0  # points from the top: where the footer stands


@dataclass(frozen=True)
class Put:
    """A piece of text: ``x`` and the baseline ``y`` in points from the upper left corner."""

    x: float
    y: float
    text: str
    size: float = SIZE
    style: str = ""


def sheet(*pages: list[Put]) -> bytes:
    """A PDF with these pieces on its pages."""
    made = FPDF(unit="pt", format=(WIDTH, HEIGHT))
    made.set_auto_page_break(False)
    made.set_compression(False)  # so that a test can change what is in it
    for style, name in (("", "DejaVuSans"), ("B", "DejaVuSans-Bold"), ("I", "DejaVuSans-Oblique")):
        made.add_font("Sans", style, str(FONTS / f"{name}.ttf"))
    for page in pages:
        made.add_page()
        for put in page:
            made.set_font("Sans", put.style, put.size)
            made.text(put.x, put.y, put.text)
    return bytes(made.output())


def lines(
    y: float, *texts: str, x: float = TEXT, size: float = SIZE, style: str = "", leading: float = LEADING
) -> list[Put]:
    """Lines below one another; an empty one leaves white space."""
    return [Put(x, y + leading * place, text, size, style) for place, text in enumerate(texts) if text]


def note(y: float, number: int, *texts: str) -> list[Put]:
    """A footnote with its small raised number."""
    return [Put(TEXT, y - 2.5, str(number), 4), *lines(y, *texts, x=TEXT + 7, size=SMALL, leading=7.5)]


def marked(y: float, text: str, number: int) -> list[Put]:
    """A line that ends in the mark of a footnote."""
    measure = FPDF(unit="pt")
    measure.add_font("Sans", "", str(FONTS / "DejaVuSans.ttf"))
    measure.set_font("Sans", "", SIZE)
    return [Put(TEXT, y, text), Put(TEXT + measure.get_string_width(text), y - 3.5, str(number), MARK)]


def title_block(year: str, *dossier: Put, kind: str = "") -> list[Put]:
    """The head of the first page, with the large number of the chamber in its corner."""
    return [
        Put(MARGIN, 60, "Tweede Kamer der Staten-Generaal", 16, "B"),
        Put(506, 80, "2", 46, "B"),
        Put(MARGIN, 110, f"Vergaderjaar {year}", 9),
        *([Put(TEXT, 110, kind, 9)] if kind else []),
        *dossier,
    ]


def footer(page: int, text: str) -> list[Put]:
    return [Put(TEXT, FOOT + 14, text, SMALL), Put(530, FOOT + 14, str(page), SMALL)]


def imprint(publication: str) -> list[Put]:
    """What stands in the lower left corner of the first page only."""
    return lines(FOOT, publication, "ISSN 0921 - 7398", "’s-Gravenhage 2024", x=MARGIN, size=SMALL, leading=7)


RUNNING = "Tweede Kamer, vergaderjaar 2023–2024, Aanhangsel"


def aanhangsel() -> bytes:
    """Answers to written questions: six questions on three pages, headings at the top of pages, a footnote."""
    first = [
        *title_block("2023–2024", kind="Aanhangsel van de Handelingen"),
        *lines(150, "Vragen gesteld door de leden der Kamer, met de daarop door de", "regering gegeven antwoorden"),
        Put(TEXT, 230, "1292", 12, "B"),
        *lines(
            260,
            "Vragen van het lid Jansen (ABC) aan de Minister van Wonen over",
            "huisvesting van evacués (ingezonden 11 maart 2024).",
            "Antwoord van Minister Pietersen (Wonen) (ontvangen 21 maart 2024).",
        ),
        *lines(310, "Vraag 1", style="B"),
        *lines(320, "Tot wanneer loopt deze internetconsultatie en wat is de"),
        *marked(330, "vervolgprocedure?", 1),
        *lines(350, "Antwoord 1", style="B"),
        *lines(
            360, "De internetconsultatie loopt tot 20 maart 2024. De reacties worden", "meegenomen in de besluiten."
        ),
        *lines(390, "Vraag 2", style="B"),
        *lines(400, "Waarom is gekozen om de Huisvestingswet 2014 aan te passen?"),
        *lines(420, "Antwoord 2", style="B"),
        *lines(430, "Het betreft een regeling op grond van artikel 31 van de wet."),
        *note(670, 1, "Overheid.nl, «Huisvesting evacués», www.internetconsultatie.nl/huisvesting"),
        *imprint("ah-tk-20232024-1292"),
        *footer(1, RUNNING),
    ]
    second = [
        *lines(60, "Vraag 3", style="B"),
        *lines(
            70, "Heeft u er rekening mee gehouden dat andere burgers al meer dan tien", "jaar op de wachtlijst staan?"
        ),
        *lines(100, "Antwoord 3", style="B"),
        *lines(110, "Ja. Het gaat om mensen die huis en haard hebben moeten achterlaten."),
        *lines(140, "Vraag 4 en 5", style="B"),
        *lines(150, "Waarom is niet overwogen om evacués te verwijzen naar familie?", "Om hoeveel gezinnen gaat het?"),
        *lines(180, "Antwoord 4 en 5", style="B"),
        *lines(
            190, "Alleen personen die niet zelfredzaam zijn maken gebruik van de regeling.", "Het gaat om 150 gezinnen."
        ),
        *footer(2, RUNNING),
    ]
    third = [
        *lines(60, "Vraag 6", style="B"),
        *lines(70, "Om hoeveel evacués gaat het, en welke groepen krijgen voorrang?"),
        *lines(90, "Antwoord 6", style="B"),
        *lines(100, "Het gaat om 310 personen. Mantelzorgers krijgen voorrang."),
        *footer(3, RUNNING),
    ]
    return sheet(first, second, third)


def motion() -> bytes:
    """A motion of one page, so that nothing in it stands on many pages."""
    dossier = [
        Put(MARGIN, 160, "21 501-02", 11, "B"),
        *lines(160, "Raad Algemene Zaken en Raad Buitenlandse", "Zaken", size=11, style="B", leading=13),
        Put(MARGIN, 260, "Nr. 3121"),
        Put(TEXT, 260, "MOTIE VAN HET LID JANSEN", SIZE, "B"),
    ]
    return sheet(
        [
            *title_block("2024–2025", *dossier),
            *lines(270, "Voorgesteld 10 april 2025"),
            *lines(290, "De Kamer,"),
            *lines(310, "gehoord de beraadslaging,"),
            *lines(330, "constaterende dat de hulp aan de bevolking stokt;"),
            *lines(
                350, "verzoekt de regering op te roepen tot onmiddellijke toelating van hulp", "en herstel van stroom,"
            ),
            *lines(380, "en gaat over tot de orde van de dag."),
            *lines(400, "Jansen"),
            *imprint("kst-21501-02-3121"),
            Put(TEXT, FOOT + 14, "Tweede Kamer, vergaderjaar 2024–2025, 21 501-02, nr. 3121", SMALL),
        ]
    )
