"""Each kind of publication, on a small paper as it is printed: what it is, of whom, of when, and how it is cited."""

import dataclasses
import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from qa.domain import NO_PAGE, Document, FactKind, Identity
from qa.parliament import publications
from qa.parliament.citation import citation
from qa.passages import passages
from qa.reading import read
from tests.parliament.publications.papers import ANSWERS, LETTER, MOTION, published

Reads = Callable[..., Document]


@pytest.fixture
def reads(tmp_path: Path) -> Reads:
    def made(text: str, name: str = "1bca1484-2edb-43d1-913f-de5022c9a02b.txt") -> Document:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return read(path)

    return made


def told(document: Document, kind: FactKind) -> list[str]:
    return [fact.value for fact in document.facts if fact.kind is kind]


def test_answers_to_written_questions_say_all_of_themselves(reads: Reads) -> None:
    document = reads(ANSWERS)
    identity = document.identity
    assert (identity.id, identity.kind, identity.number) == ("ah-tk-20232024-1292", "antwoord", "1292")
    assert (identity.chamber, identity.session_year) == ("Tweede Kamer", "2023-2024")
    assert identity.date == datetime.date(2024, 3, 21), "when they were received, not when the questions were sent"
    assert identity.title == "huisvesting van evacués"
    assert identity.sender == "minister Pietersen (Asiel en Migratie)"
    assert citation(identity, 1) == "Aanhangsel Handelingen II 2023/24, nr. 1292, p. 1"
    assert told(document, FactKind.ADDRESSEE) == ["de minister van Asiel en Migratie"]
    assert told(document, FactKind.ASKER) == ["leden Jansen (ABC) en De Wit-Öz (XYZ)"]


@pytest.mark.parametrize(
    "slip", ["(ontvangen (ontvangen 21 maart 2024)", "( ontvangen21 maart 2024", "(Ontvangen 21 maart 2024"]
)
def test_a_slip_in_the_date_of_answers_does_no_harm(reads: Reads, slip: str) -> None:
    assert reads(ANSWERS.replace("(ontvangen 21 maart 2024)", slip)).identity.date == datetime.date(2024, 3, 21)


def test_answers_are_known_without_their_id_by_the_number_and_the_running_header(reads: Reads) -> None:
    assert reads(ANSWERS.replace("ah-tk-20232024-1292\n", "")).identity.id == "ah-tk-20232024-1292"


def test_members_ask_and_the_cabinet_answers(reads: Reads) -> None:
    found = passages(reads(ANSWERS.replace("Vraag 1\n", "1\n").replace("Antwoord 1\n", "Antwoord\n")))
    assert not any("Vragen van de leden" in p.text for p in found), "the head is what is known of the document"
    pairs = [p for p in found if p.question_end]
    assert all((p.voice, p.asked_by) == ("kabinet", "leden Jansen (ABC) en De Wit-Öz (XYZ)") for p in pairs)


def test_a_motion_is_of_the_member_who_proposes_it(reads: Reads) -> None:
    document = reads(MOTION)
    identity = document.identity
    assert (identity.id, identity.kind) == ("kst-21501-02-3121", "motie")
    assert (identity.dossier, identity.number, identity.date) == ("21501-02", "3121", datetime.date(2025, 4, 10))
    assert identity.sender == "het lid Van der Jansen"
    assert identity.title == "Raad Algemene Zaken en Raad Buitenlandse Zaken; Motie van het lid Van der Jansen"
    assert citation(identity, 1) == "Kamerstukken II 2024/25, 21501-02, nr. 3121, p. 1"
    said = next(p for p in passages(document) if "staakt-het-vuren" in p.text)
    assert said.voice == "lid Van der Jansen"


def test_a_letter_without_a_number_is_cited_by_sender_date_and_subject(reads: Reads) -> None:
    document = reads(LETTER)
    identity = document.identity
    assert (identity.kind, identity.chamber, identity.number) == ("brief", "", "")
    assert identity.date == datetime.date(2018, 10, 3)
    subject = "Onbeantwoorde vragen van het algemeen overleg over de daling van het aantal leerlingen"
    assert identity.title == subject, "a line end does not cut it"
    sender = "de minister voor Onderwijs en Media"
    assert citation(identity, 2) == f"Brief van {sender}, 3 oktober 2018, {subject}, p. 2"
    assert told(document, FactKind.ADDRESSEE) == ["de voorzitter van de Tweede Kamer der Staten-Generaal"]
    signed = next(fact for fact in document.facts if fact.kind is FactKind.SIGNATORY)
    assert (signed.value, signed.office) == ("Anna Vermeer", sender)
    assert document.text[signed.start : signed.end].startswith(sender)


@pytest.mark.parametrize(
    ("left_out", "cited"),
    [
        ({"sender": ""}, "Brief, 3 oktober 2018, Onderwerp, p. 2"),
        ({"date": None}, "Brief van de minister van Defensie, Onderwerp, p. 2"),
        ({"title": "brief-7"}, "Brief van de minister van Defensie, 3 oktober 2018, p. 2"),
        ({"sender": "", "date": None}, "Brief, Onderwerp, p. 2"),
        ({"sender": "", "date": None, "title": "brief-7"}, "brief-7, p. 2"),
    ],
)
def test_what_is_not_known_of_a_letter_is_left_out_of_its_citation(left_out: dict[str, str], cited: str) -> None:
    letter = Identity("brief-7", "brief-7.pdf", "Onderwerp", datetime.date(2018, 10, 3), "brief", "", "", "", "", "")
    known = dataclasses.replace(letter, sender="de minister van Defensie")
    assert citation(dataclasses.replace(known, **left_out), 2) == cited  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "kind", "sender", "voice"),
    [
        ("BRIEF VAN DE MINISTER VAN DEFENSIE", "brief", "de minister van Defensie", "kabinet"),
        (
            "BRIEF VAN DE MINISTERS VAN BUITENLANDSE ZAKEN EN VAN DEFENSIE",
            "brief",
            "de ministers van Buitenlandse Zaken en van Defensie",
            "kabinet",
        ),
        (
            "BRIEF VAN DE VOORZITTER VAN DE VASTE COMMISSIE VOOR DEFENSIE",
            "brief",
            "de voorzitter van de vaste commissie voor Defensie",
            "commissie",
        ),
        ("GEWIJZIGDE MOTIE VAN HET LID JANSEN C.S.", "motie", "het lid Jansen c.s.", "lid Jansen c.s."),
        (
            "MOTIE VAN DE LEDEN JANSEN EN VAN DEN BERG",
            "motie",
            "de leden Jansen en Van den Berg",
            "leden Jansen en Van den Berg",
        ),
        ("TWEEDE NADER GEWIJZIGD AMENDEMENT VAN HET LID JANSEN", "amendement", "het lid Jansen", "lid Jansen"),
        ("NOTA NAAR AANLEIDING VAN HET VERSLAG", "nota", "", "kabinet"),
        ("TWEEDE NOTA VAN WIJZIGING", "nota", "", "kabinet"),
        ("MEMORIE VAN TOELICHTING", "memorie van toelichting", "", "kabinet"),
        ("VERSLAG VAN EEN SCHRIFTELIJK OVERLEG", "verslag", "", "commissie"),
        ("LIJST VAN VRAGEN EN ANTWOORDEN", "lijst van vragen en antwoorden", "", "commissie"),
    ],
)
def test_a_kamerstuk_names_itself_in_the_line_with_its_number(
    reads: Reads, line: str, kind: str, sender: str, voice: str
) -> None:
    document = reads(published(line))
    identity = document.identity
    assert (identity.kind, identity.sender) == (kind, sender)
    assert (identity.id, identity.dossier, identity.number) == ("kst-36600-VII-12", "36600-VII", "12")
    assert citation(identity, NO_PAGE) == "Kamerstukken II 2024/25, 36600-VII, nr. 12"
    assert identity.title.startswith("Vaststelling van de begroting van Buitenlandse Zaken; ")
    assert next(p for p in passages(document) if "uiteengezet" in p.text).voice == voice


def test_the_explanation_of_a_bill_of_members_is_theirs(reads: Reads) -> None:
    text = published("MEMORIE VAN TOELICHTING").replace(
        "Vaststelling van de begroting van Buitenlandse Zaken",
        "Voorstel van wet van het lid Jansen houdende regels over de begroting",
    )
    assert next(p for p in passages(reads(text)) if "uiteengezet" in p.text).voice == "lid Jansen"


@pytest.mark.parametrize(
    ("id_", "cited"),
    [
        ("h-tk-20172018-70-3", "Handelingen II 2017/18, nr. 70, item 3, p. 5"),
        ("h-ek-20232024-12-1", "Handelingen I 2023/24, nr. 12, item 1, p. 5"),
        ("ah-tk-20232024-1292", "Aanhangsel Handelingen II 2023/24, nr. 1292, p. 5"),
        ("ah-ek-20232024-3", "Aanhangsel Handelingen I 2023/24, nr. 3, p. 5"),
    ],
)
def test_what_is_numbered_apart_is_cited_by_its_id_alone(id_: str, cited: str) -> None:
    assert citation(Identity(id_, f"{id_}.xml", "Onderwerp", None, "", "", "", "", "", ""), 5) == cited


def test_a_fiche_bears_its_whole_first_line_and_not_the_date_of_the_proposal(reads: Reads) -> None:
    text = (
        "Fiche 5: Herziening van de verordening en de richtlijn over markten\nvoor instrumenten\n\n"
        "1. Algemene gegevens\n\na) Titel voorstel\n\nProposal\n\nb) Datum ontvangst Commissiedocument\n\n"
        "25 november 2021\n\nHet kabinet is hier een voorstander van, omdat de markt er beter van wordt.\n"
    )
    identity = reads(text).identity
    assert (identity.kind, identity.date) == ("BNC-fiche", None)
    assert identity.title == "Fiche 5: Herziening van de verordening en de richtlijn over markten voor instrumenten"


def test_a_list_of_decisions_is_of_its_committee(reads: Reads) -> None:
    text = (
        "Den Haag, 12 maart 2024\n\nBESLUITENLIJST\n\nBesluitenlijst van de procedurevergadering van\n"
        "woensdag 6 maart 2024\n\nDe commissie besluit het verzoek te behandelen in haar volgende vergadering.\n"
    )
    document = reads(text)
    assert (document.identity.kind, document.identity.date) == ("besluitenlijst", datetime.date(2024, 3, 12))
    assert {p.voice for p in passages(document)} == {"commissie"}


def test_an_attachment_is_what_it_names_itself_and_else_an_attachment(reads: Reads) -> None:
    assert reads("Een tabel zonder opschrift staat hier.", "blg-1184123.txt").identity.kind == "bijlage"
    assert reads("Fiche 5: Een voorstel\n\nDe tekst ervan.", "blg-1184123.txt").identity.kind == "BNC-fiche"


@pytest.mark.parametrize(
    ("called", "name"),
    [
        ("Aanhangsel van de Handelingen", "antwoord"),
        ("Antwoord", "antwoord"),
        ("antwoord op Kamervragen", "antwoord"),
        ("Brief regering", "brief"),
        ("Motie (gewijzigd/nader)", "motie"),
        ("Nota n.a.v. het (nader/tweede nader/enz.) verslag", "nota"),
        ("Memorie van toelichting", "memorie van toelichting"),
        ("Verslag van een schriftelijk overleg", "verslag"),
        ("Handelingen", "handelingen"),
        ("Bijlage", "bijlage"),
        ("BNC-fiche", "BNC-fiche"),
        ("Nader voorlopig verslag", "verslag"),
        ("Jaarverslag", ""),
        ("Kamerstuk", ""),
        ("", ""),
    ],
)
def test_official_metadata_tell_the_kind(called: str, name: str) -> None:
    assert publications.of(called).name == name


def test_what_is_of_no_kind_stays_so(reads: Reads) -> None:
    identity = reads(
        "De motie van het lid Jansen is uitgevoerd. Een brief van de minister volgt nog.", "nota-1.txt"
    ).identity
    assert (identity.kind, identity.sender, identity.title) == ("", "", "nota-1")


def test_an_attachment_that_begins_with_its_number_is_titled_by_the_line_below(reads: Reads) -> None:
    document = reads("Bijlage 2\n\nOverzicht van paden\n\nHet pad in het noorden is open.\n")
    assert (document.identity.kind, document.identity.title) == ("bijlage", "Overzicht van paden")


def test_a_report_with_an_attachment_is_none(reads: Reads) -> None:
    document = reads("Paden in het noorden\n\nHet pad in het noorden is open.\n\nBijlage 2\n\nOverzicht van paden\n")
    assert document.identity.kind == ""
