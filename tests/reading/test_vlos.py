"""Debates as the Tweede Kamer itself publishes them (VLOS): turns within turns, motions, votes."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.domain import Document
from qa.errors import ReadingError
from qa.passages import passages
from qa.reading import official_xml, read
from tests.conftest import reads_or_refuses
from tests.reading.speech import paragraph, spoken

NAMESPACE = "http://www.tweedekamer.nl/ggm/vergaderverslag/v1.0"


def said(label: str, *words: str) -> str:
    pieces = "".join(f"<alineaitem>{word}</alineaitem>" for word in words[:1])
    rest = "".join(f"<alinea><alineaitem>{word}</alineaitem></alinea>" for word in words[1:])
    return f"<tekst><alinea><alineaitem>{label}</alineaitem>{pieces}</alinea>{rest}</tekst>"


def speaker(name: str, party: str = "", office: str = "lid Tweede Kamer", address: str = "Mevrouw") -> str:
    group = f"<fractie>{party}</fractie>" if party else "<fractie/>"
    return (
        f"<spreker>{group}<aanhef>{address}</aanhef><verslagnaam>{name}</verslagnaam>"
        f"<weergavenaam>{name[::-1]}</weergavenaam><functie>{office}</functie></spreker>"
    )


def turn(who: str, text: str, within: str = "", *, chair: bool = False, tag: str = "woordvoerder") -> str:
    flag = str(chair).lower()
    marks = "<markeertijdbegin>2026-10-05T15:00:10</markeertijdbegin>"
    return f"<{tag}>{who}{marks}<isvoorzitter>{flag}</isvoorzitter><isdraad>false</isdraad>{text}{within}</{tag}>"


def part(*turns: str) -> str:
    return (
        '<activiteitdeel soort="Spreekbeurt"><titel>Spreekbeurt - iemand</titel><activiteititem soort="Woordvoerder">'
        f"<titel>Woordvoerder - iemand</titel>{''.join(turns)}</activiteititem></activiteitdeel>"
    )


def report(*parts: str, kind: str = "Plenair", subject: str = "Paden (CD d.d. 24/06)") -> str:
    return (
        f'<vlosCoreDocument xmlns="{NAMESPACE}"><vergadering soort="{kind}" kamer="Tweede Kamer">'
        "<titel>12e vergadering, dinsdag 3 oktober 2023</titel><zaal>Plenaire zaal</zaal>"
        "<vergaderjaar>2023-2024</vergaderjaar><vergaderingnummer>12</vergaderingnummer>"
        '<datum>2023-10-03T00:00:00</datum><activiteit soort="Debat">'
        f"<titel>Paden</titel><onderwerp>{subject}</onderwerp>"
        f"<activiteithoofd><titel>Paden</titel><onderwerp>{subject}</onderwerp>{''.join(parts)}</activiteithoofd>"
        "</activiteit></vergadering></vlosCoreDocument>"
    )


CHAIR = turn(
    speaker("Smit", "ABC"), said("De <nadruk type='Vet'>voorzitter</nadruk>:", "Ik heet u welkom."), chair=True
)
QUESTION = turn(
    speaker("Van den Bos", "DEF", address="De heer"),
    said("De heer <nadruk>Van den Bos</nadruk> (DEF):", "Geldt dat ook voor de sluis?"),
    tag="interrumpant",
)
MOTION = (
    '<draadboekfragment soort="Motie indiening"><tekst><alineagroep type="Motietekst">'
    "<alinea><alineaitem>De Kamer,</alineaitem></alinea>"
    "<alinea><alineaitem>verzoekt de regering het pad te openen,</alineaitem></alinea>"
    "<alinea><alineaitem>en gaat over tot de orde van de dag.</alineaitem></alinea></alineagroep>"
    '<alineagroep type="Motieinfo"><alinea><alineaitem>Zij krijgt nr. 12 (36700-VII).</alineaitem></alinea>'
    "</alineagroep></tekst></draadboekfragment>"
)
SPEECH = turn(
    speaker("Vis", "ABC"),
    said(
        "Mevrouw <nadruk>Vis</nadruk> (ABC):",
        "Voorzitter. De <nadruk>paden</nadruk> zijn dicht.",
        "Dat moet nu echt anders.",
    ),
    QUESTION + MOTION,
)
MINISTER = turn(
    speaker("De Wit", "GHI", office="minister van Paden", address="De heer"),
    said("Minister <nadruk>De Wit</nadruk>:", "Ik zie dat anders dan mevrouw Vis."),
)
VOTES = "".join(
    f"<stemming><fractie>{party}</fractie><stem>{vote}</stem></stemming>"
    for party, vote in (("ABC", "Voor"), ("DEF", "Tegen"), ("GHI", "Voor"))
)
DEBATE = report(
    part(CHAIR), part(SPEECH), part(MINISTER), f"<activiteitdeel><stemmingen>{VOTES}</stemmingen></activiteitdeel>"
)


def read_report(folder: Path, text: str) -> Document:
    path = folder / "verslag.xml"
    path.write_text(text, encoding="utf-8")
    return read(path)


@pytest.fixture
def debate(tmp_path: Path) -> Document:
    return read_report(tmp_path, DEBATE)


def test_a_report_says_itself_what_it_is(debate: Document) -> None:
    identity = debate.identity
    assert (identity.kind, identity.chamber, identity.session_year) == ("handelingen", "Tweede Kamer", "2023-2024")
    assert (identity.title, identity.number) == ("12e vergadering, dinsdag 3 oktober 2023", "12")
    assert identity.date == datetime.date(2023, 10, 3)


def test_a_debate_in_a_committee_is_a_report(tmp_path: Path) -> None:
    without_number = report(part(CHAIR), kind="Commissie").replace("nummer>12<", "nummer>0<")
    identity = read_report(tmp_path, without_number).identity
    assert (identity.kind, identity.number) == ("verslag", "")
    assert (identity.chamber, identity.session_year) == ("Tweede Kamer", "2023-2024")


def test_turns_and_interruptions_are_said_by_who_says_them_in_their_order(debate: Document) -> None:
    assert spoken(debate) == [
        ("voorzitter", "Ik heet u welkom."),
        ("lid Vis (ABC)", "Voorzitter. De paden zijn dicht."),
        ("lid Vis (ABC)", "Dat moet nu echt anders."),
        ("lid Van den Bos (DEF)", "Geldt dat ook voor de sluis?"),
        ("lid Vis (ABC)", "De Kamer,\nverzoekt de regering het pad te openen,\nen gaat over tot de orde van de dag."),
        ("voorzitter", "Zij krijgt nr. 12 (36700-VII)."),
        ("minister De Wit", "Ik zie dat anders dan mevrouw Vis."),
    ]


def test_a_minister_is_known_by_office_also_when_a_group_is_given(debate: Document) -> None:
    assert paragraph(debate, "Ik zie dat anders").voice == "minister De Wit"


def test_what_is_said_stands_under_what_is_debated_and_a_motion_in_a_section_that_ends(debate: Document) -> None:
    subject = "Paden (CD d.d. 24/06)"
    assert paragraph(debate, "De Kamer,").section == (subject, "Motie (36700-VII, nr. 12)")
    assert paragraph(debate, "Zij krijgt nr. 12").section == (subject, "Motie (36700-VII, nr. 12)")
    assert paragraph(debate, "Ik zie dat anders").section == (subject,)
    assert debate.text.count(subject) == 1


def test_a_vote_names_the_groups_by_how_they_voted(debate: Document) -> None:
    (votes,) = [p for p in passages(debate) if p.text.startswith("Voor:")]
    assert votes.text == "Voor: ABC, GHI\nTegen: DEF"


def test_titles_of_turns_and_sort_names_are_no_text(debate: Document) -> None:
    assert "Woordvoerder" not in debate.text
    assert "soB ned naV" not in debate.text


def test_a_list_goes_with_the_sentence_that_introduces_it(tmp_path: Path) -> None:
    words = (
        "<tekst><alinea><alineaitem>Er zijn twee punten:</alineaitem><lijst><alineaitem>het pad;</alineaitem>"
        "<alineaitem>de sluis.</alineaitem></lijst></alinea></tekst>"
    )
    document = read_report(tmp_path, report(part(turn(speaker("Vis", "ABC"), words))))
    assert spoken(document) == [("lid Vis (ABC)", "Er zijn twee punten:\nhet pad;\nde sluis.")]


def test_what_the_record_tells_has_no_voice(tmp_path: Path) -> None:
    words = "<tekst><alinea><alineaitem>Aanvang van het debat 14.00 uur.</alineaitem></alinea></tekst>"
    document = read_report(tmp_path, report(part(words), part(CHAIR)))
    assert spoken(document)[0] == ("", "Aanvang van het debat 14.00 uur.")


def test_a_report_without_words_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=r"nog geen tekst; .*\."):
        read_report(tmp_path, report(part(turn(speaker("Vis", "ABC"), "<tekst/>"))))


@given(st.data())
def test_damaged_reports_give_a_document_or_one_sentence(data: st.DataObject) -> None:
    content = bytearray(DEBATE.encode())
    for _ in range(data.draw(st.integers(0, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    reads_or_refuses(official_xml.read, bytes(content[: data.draw(st.integers(0, len(content)))]))
