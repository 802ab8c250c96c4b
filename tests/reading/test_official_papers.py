"""Kamerstukken in official XML: their titles, their lists of questions and the members of their articles."""

from pathlib import Path

import pytest

from qa.domain import ParagraphKind
from tests.reading.test_official_xml import pairs, read_xml, texts


def kamerstuk(head: str, body: str) -> str:
    return (
        "<officiele-publicatie><kamerstuk><kamerstukkop><tekstregel>Tweede Kamer der Staten-Generaal</tekstregel>"
        "<tekstregel>Vergaderjaar 2024-2025</tekstregel></kamerstukkop><dossier><dossiernummer><dossiernr>36 700"
        "</dossiernr><begrotingshoofdstuk>X</begrotingshoofdstuk></dossiernummer><titel>Begroting van de paden (X)"
        f"</titel></dossier><stuk><stuknr>Nr. <ondernummer>7</ondernummer></stuknr><titel>{head}</titel><algemeen>"
        f"<vrije-tekst><tekst>{body}</tekst></vrije-tekst></algemeen></stuk></kamerstuk></officiele-publicatie>"
    )


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("BRIEF VAN DE MINISTER VAN DEFENSIE", "Brief van de minister van Defensie"),
        ("MOTIE VAN HET LID VAN DER VIS C.S.", "Motie van het lid Van der Vis c.s."),
        ("LIJST VAN VRAGEN EN ANTWOORDEN", "Lijst van vragen en antwoorden"),
        ("Memorie van toelichting", "Memorie van toelichting"),
    ],
)
def test_a_paper_without_metadata_is_titled_by_its_dossier_and_its_own_line(
    tmp_path: Path, head: str, title: str
) -> None:
    document = read_xml(tmp_path, "a.xml", kamerstuk(head, "<al>Het pad gaat open.</al>"))
    assert document.identity.title == f"Begroting van de paden (X); {title}"
    assert "36 700 X Begroting" in document.text


ASKED = ("Kent u het pad?", "Waar ligt het?", "Wanneer gaat het open?")
REPLIED = ("Ja.", "In het bos.", "In mei.")


@pytest.mark.parametrize(
    "one",
    [
        "<al>Vraag {0}</al><al>{1}</al><al>Antwoord {0}</al><al>{2}</al>",
        "<tussenkop>Vraag {0}</tussenkop><al>{1}</al><tussenkop>Antwoord</tussenkop><al>{2}</al>",
        "<lijst><li><li.nr>{0}.</li.nr><al>{1}</al></li></lijst><al>Antwoord: {2}</al>",
    ],
)
def test_a_list_of_questions_in_a_paper_gives_pairs(tmp_path: Path, one: str) -> None:
    body = "".join(one.format(at, asked, said) for at, (asked, said) in enumerate(zip(ASKED, REPLIED, strict=True), 1))
    document = read_xml(tmp_path, "a.xml", kamerstuk("LIJST VAN VRAGEN EN ANTWOORDEN", body))
    assert pairs(document) == [(at, (), said) for at, said in enumerate(REPLIED, 1)]


def test_a_table_of_questions_and_answers_in_a_paper_gives_pairs(tmp_path: Path) -> None:
    rows = [("Nr", "Vraag", "Antwoord")]
    rows += [(str(at), asked, said) for at, (asked, said) in enumerate(zip(ASKED, REPLIED, strict=True), 1)]
    cells = "".join(f"<row>{''.join(f'<entry><al>{text}</al></entry>' for text in row)}</row>" for row in rows)
    body = f"<table><tgroup><tbody>{cells}</tbody></tgroup></table>"
    document = read_xml(tmp_path, "a.xml", kamerstuk("LIJST VAN VRAGEN EN ANTWOORDEN", body))
    assert pairs(document) == [(at, (), said) for at, said in enumerate(REPLIED, 1)]


def test_the_number_of_a_member_of_an_article_stands_before_its_words(tmp_path: Path) -> None:
    members = (
        "<lid><lidnr>1.</lidnr><al>In deze wet wordt verstaan onder:</al><lijst><li><li.nr>a.</li.nr><al>pad: een weg;"
        "</al></li></lijst></lid><lid><lidnr>2.</lidnr><al>Het eerste lid geldt.</al></lid>"
    )
    article = f"<artikel><kop><label>Artikel</label> <nr>1</nr></kop>{members}</artikel>"
    document = read_xml(tmp_path, "a.xml", kamerstuk("VOORSTEL VAN WET", article))
    assert texts(document, ParagraphKind.TEXT) == [
        "1. In deze wet wordt verstaan onder:\na. pad: een weg;",
        "2. Het eerste lid geldt.",
    ]
