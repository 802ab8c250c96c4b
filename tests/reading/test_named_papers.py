"""Papers that name themselves in capitals over several lines: what they are, whose, and which number they bear."""

import datetime
from pathlib import Path

import pytest

from qa.domain import Identity
from qa.reading import read
from tests.reading.sheets import LEADING, MARGIN, SIZE, TEXT, Put, lines, sheet, title_block

pytestmark = pytest.mark.slow

TITLE = "Regels voor paden en wegen"


def paper(folder: Path, number: str, *named: str, dated: str = "Voorgesteld 10 april 2024") -> Identity:
    """The identity of a paper of one page without a footer, so that only its title block tells it."""
    y = 270 + LEADING * len(named)
    page = [
        *title_block("2023–2024", Put(MARGIN, 160, "36 700 VII", 11, "B"), Put(TEXT, 160, TITLE, 11, "B")),
        Put(MARGIN, 260, number, SIZE, "B"),
        *lines(260, *named, style="B"),
        *lines(y, dated),
        *lines(y + 30, "De Kamer,", "", "gehoord de beraadslaging,", "", "verzoekt de regering de paden te openen,"),
        *lines(y + 90, "en gaat over tot de orde van de dag.", "", "Jansen"),
    ]
    (folder / "stuk.pdf").write_bytes(sheet(page))
    return read(folder / "stuk.pdf").identity


@pytest.mark.parametrize(
    ("number", "named", "title", "sender"),
    [
        (
            "Nr. 14",
            ("GEWIJZIGD AMENDEMENT VAN HET LID JANSEN TER VERVANGING", "VAN DAT GEDRUKT ONDER NR. 11"),
            "Gewijzigd amendement van het lid Jansen",
            "het lid Jansen",
        ),
        (
            "Nr. 24",
            (
                "NADER GEWIJZIGDE MOTIE VAN DE LEDEN JANSEN, DE WIT,",
                "VAN DER BERG EN VIS TER VERVANGING VAN DIE GEDRUKT",
                "ONDER NR. 20",
            ),
            "Nader gewijzigde motie van de leden Jansen, De Wit, Van der Berg en Vis",
            "de leden Jansen, De Wit, Van der Berg en Vis",
        ),
        ("M", ("MOTIE VAN HET LID VAN VELD C.S.",), "Motie van het lid Van Veld c.s.", "het lid Van Veld c.s."),
        (
            "Nr. 3",
            ("BRIEF VAN DE MINISTERS VAN BINNENLANDSE ZAKEN EN", "KONINKRIJKSRELATIES EN VOOR PADEN EN WEGEN"),
            "Brief van de ministers van Binnenlandse Zaken en Koninkrijksrelaties en voor Paden en Wegen",
            "de ministers van Binnenlandse Zaken en Koninkrijksrelaties en voor Paden en Wegen",
        ),
    ],
    ids=["amendement", "motie", "Eerste Kamer", "brief"],
)
def test_a_name_over_several_lines_is_read_whole(
    tmp_path: Path, number: str, named: tuple[str, ...], title: str, sender: str
) -> None:
    found = paper(tmp_path, number, *named)
    assert found.title == f"{TITLE}; {title}"
    assert found.sender == sender
    assert (found.dossier, found.number) == ("36700-VII", number.removeprefix("Nr. "))
    assert found.date == datetime.date(2024, 4, 10)


def test_a_report_that_holds_a_list_of_questions_is_such_a_list(tmp_path: Path) -> None:
    named = "VERSLAG HOUDENDE EEN LIJST VAN VRAGEN EN ANTWOORDEN"
    found = paper(tmp_path, "Nr. 9", named, dated="Vastgesteld 10 april 2024")
    assert found.kind == "lijst van vragen en antwoorden"
    assert found.title == f"{TITLE}; Verslag houdende een lijst van vragen en antwoorden"
