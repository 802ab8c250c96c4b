"""The official XML: kamerstukken and answers to written questions, in the shapes in which they are published."""

import datetime
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.domain import NO_PAGE, Document, ParagraphKind, Passage, PassageKind
from qa.errors import ReadingError
from qa.passages import passages
from qa.reading import official_xml, read
from tests.conftest import reads_or_refuses

KAMERSTUK = """<?xml version="1.0" encoding="utf-8"?>
<officiele-publicatie>
<metadata>
  <meta name="DCTERMS.identifier" scheme="" content="kst-27925-943"/>
  <meta name="DC.title" content="Bestrijding terrorisme; Brief regering; Bredere veiligheidsinzet in Irak"/>
</metadata>
<kamerstuk>
  <kamerstukkop>
    <tekstregel inhoud="kameraanduiding">Tweede Kamer der Staten-Generaal</tekstregel>
    <tekstregel inhoud="vergaderjaar">Vergaderjaar 2022-2023</tekstregel>
  </kamerstukkop>
  <dossier><dossiernummer><dossiernr>27 925</dossiernr></dossiernummer>
    <titel>Bestrijding internationaal terrorisme</titel></dossier>
  <stuk>
    <stuknr>Nr. <ondernummer kamer="2">943</ondernummer></stuknr>
    <titel>BRIEF VAN DE MINISTER VAN BUITENLANDSE ZAKEN</titel>
    <datumtekst>Den Haag, <datum isodatum="2023-07-07">7 juli 2023</datum></datumtekst>
    <algemeen><vrije-tekst><tekst>
      <al>Een stabiel en <nadruk type="vet">veilig</nadruk> Irak blijft van be<?xpp afbm?>lang.<noot type="voet" id="n1"
        ><noot.nr>1</noot.nr><noot.al>Kamerstuk 27 925, nr. 919: artikel 100-brief van 28 oktober 2022.</noot.al></noot>
        Zie ook <extref doc="kst-29521-446" soort="document">Kamerstuk 29 521, nr. 446</extref>.</al>
      <divisie><kop><nr>1.</nr><titel>Mandaat</titel></kop>
        <al>Het mandaat van NMI wordt gevormd door een verzoek.</al>
        <divisie><kop><titel>Gronden</titel></kop>
          <al>De doelstelling is tweeledig:</al>
          <lijst type="expliciet"><li><li.nr>1.</li.nr><al>weerstand bieden aan ISIS;</al></li>
            <li><li.nr>2.</li.nr><al>de veiligheidssector aansturen, te weten:</al>
              <lijst type="streep"><li><li.nr>–</li.nr><al>het leger.</al></li></lijst></li></lijst>
        </divisie>
        <tussenkop kopopmaak="cur">Uitgaven</tussenkop>
        <table><tgroup cols="3">
          <colspec colname="a"/><colspec colname="b"/><colspec colname="c"/>
          <thead><row><entry>Missie</entry><entry>Jaar</entry><entry>Uitgaven</entry></row></thead>
          <tbody><row><entry morerows="1">NMI</entry><entry>2023</entry><entry>19,5 miljoen</entry></row>
            <row><entry>2024</entry><entry>49 miljoen</entry></row></tbody></tgroup></table>
      </divisie>
      <divisie><kop><titel>Risico’s</titel></kop>
        <box><al>De dreiging is hoog.</al></box>
        <nieuw-element>Een onbekend element houdt zijn tekst.</nieuw-element>
      </divisie>
    </tekst></vrije-tekst>
    <ondertekening><functie>De Minister van Buitenlandse Zaken,</functie><naam><voornaam>W.B.</voornaam>
      <achternaam>Hoekstra</achternaam></naam></ondertekening></algemeen>
  </stuk>
</kamerstuk>
</officiele-publicatie>"""

KAMERVRAGEN = """<officiele-publicatie><kamervragen>
  <kamervraagkop><tekstregel inhoud="kameraanduiding">Tweede Kamer der Staten-Generaal</tekstregel>
    <tekstregel inhoud="vergaderjaar">Vergaderjaar 2024-2025</tekstregel></kamervraagkop>
  <kamervraagnummer>100</kamervraagnummer>
  <kamervraagomschrijving type="vraag">Vragen van het lid <naam><achternaam>Van Campen</achternaam></naam> over
    <kamervraagonderwerp>de kampen in Noordoost-Syrië</kamervraagonderwerp>.</kamervraagomschrijving>
  <vraag><nr>Vraag 1</nr><al>Bent u bekend met het bericht?</al></vraag>
  <antwoord><nr>Antwoord 1</nr><al>Ja.</al></antwoord>
  <vraag><nr>Vraag 2</nr><al>Hoeveel kinderen verblijven daar?</al></vraag>
  <vraag><nr>Vraag 3</nr><al>Wat doet u voor hen?</al></vraag>
  <antwoord><nr>Antwoord 2 en 3</nr><al>Er verblijven daar bijna 200 minderjarigen.</al>
    <al>Zie voor de hulp het antwoord op vraag 1.</al></antwoord>
</kamervragen></officiele-publicatie>"""


def read_xml(folder: Path, name: str, text: str) -> Document:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read(path)


@pytest.fixture
def letter(tmp_path: Path) -> Document:
    return read_xml(tmp_path, "brief.xml", KAMERSTUK)


def texts(document: Document, kind: ParagraphKind) -> list[str]:
    return [document.text[p.start : p.end] for p in document.paragraphs if p.kind is kind]


def passage(found: tuple[Passage, ...], words: str) -> Passage:
    return next(p for p in found if words in p.text)


def test_a_kamerstuk_says_itself_what_it_is(letter: Document) -> None:
    identity = letter.identity
    assert identity.id == "kst-27925-943"
    assert identity.title.endswith("Bredere veiligheidsinzet in Irak")
    assert identity.date == datetime.date(2023, 7, 7)
    assert (identity.chamber, identity.session_year) == ("Tweede Kamer", "2022-2023")
    assert (identity.dossier, identity.number) == ("27925", "943")
    assert identity.url == "https://zoek.officielebekendmakingen.nl/kst-27925-943.html"
    assert letter.signatories == ("De Minister van Buitenlandse Zaken, W.B. Hoekstra",)


def test_the_dossier_alone_names_it_when_metadata_are_missing(tmp_path: Path) -> None:
    bare = re.sub(r"<metadata>.*</metadata>", "", KAMERSTUK, flags=re.DOTALL)
    assert read_xml(tmp_path, "x.xml", bare).identity.id == "kst-27925-943"


def test_words_are_whole_and_footnotes_stand_apart(letter: Document) -> None:
    assert "Een stabiel en veilig Irak blijft van belang. Zie ook Kamerstuk 29 521, nr. 446." in letter.text
    assert texts(letter, ParagraphKind.NOTE) == ["Kamerstuk 27 925, nr. 919: artikel 100-brief van 28 oktober 2022."]


def test_sections_lie_within_one_another(letter: Document) -> None:
    found = passages(letter)
    assert passage(found, "gevormd door").section == ("1. Mandaat",)
    assert passage(found, "tweeledig").section == ("1. Mandaat", "Gronden")
    assert passage(found, "De dreiging is hoog").section == ("Risico’s",)
    assert passage(found, "NMI; Jaar").section == ("1. Mandaat", "Uitgaven")


def test_a_list_goes_with_the_sentence_that_introduces_it(letter: Document) -> None:
    assert passage(passages(letter), "tweeledig").text == (
        "De doelstelling is tweeledig:\n1. weerstand bieden aan ISIS;\n2. de veiligheidssector aansturen, te weten:\n"
        "– het leger."
    )


def test_every_row_of_a_table_names_its_columns(letter: Document) -> None:
    table = passage(passages(letter), "NMI; Jaar")
    assert table.kind is PassageKind.TABLE
    assert (
        table.text == "Missie: NMI; Jaar: 2023; Uitgaven: 19,5 miljoen\nMissie: NMI; Jaar: 2024; Uitgaven: 49 miljoen"
    )


def test_an_unknown_element_keeps_its_text(letter: Document) -> None:
    assert "Een onbekend element houdt zijn tekst." in letter.text


def test_what_has_no_pages_has_no_page_number(letter: Document) -> None:
    assert letter.pages == ()
    assert {p.page for p in passages(letter)} == {NO_PAGE}


def test_the_letter_is_the_cabinets(letter: Document) -> None:
    assert {p.voice for p in passages(letter)} == {"kabinet"}


def test_questions_that_are_answered_together_are_one_pair(tmp_path: Path) -> None:
    document = read_xml(tmp_path, "ah-tk-20242025-100.xml", KAMERVRAGEN)
    first, second = document.questions
    assert (first.number, first.together_with) == (1, ())
    assert (second.number, second.together_with, second.refers_to) == (2, (3,), (1,))
    text = document.text
    assert text[second.start : second.question_end] == "Hoeveel kinderen verblijven daar?\n\nWat doet u voor hen?"
    assert text[second.answer_start : second.end].startswith("Er verblijven daar bijna 200 minderjarigen.")
    assert document.identity.title == "de kampen in Noordoost-Syrië"
    assert document.identity.kind == "antwoord"
    assert "Vragen van het lid Van Campen over de kampen in Noordoost-Syrië." in text
    assert passages(document)[-1].numbers == (2, 3)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<a><b></a>", "geen goede XML"),
        ("geen xml", "geen goede XML"),
        ("<boek/>", "geen officiële publicatie"),
        ("<officiele-publicatie><metadata/></officiele-publicatie>", "bevat geen tekst"),
    ],
)
def test_other_files_are_refused_in_one_sentence(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ReadingError, match=message):
        read_xml(tmp_path, "x.xml", text)


def test_entities_read_no_file_and_do_not_explode(tmp_path: Path) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text("het geheim")
    outside = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>' + KAMERVRAGEN.replace("Ja.", "Ja &e;.")
    assert "het geheim" not in read_xml(tmp_path, "buiten.xml", outside).text
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    laughs = f'<!DOCTYPE x [<!ENTITY e0 "ha">{bomb}]>' + KAMERVRAGEN.replace("Ja.", "Ja &e11;.")
    with pytest.raises(ReadingError, match="geen goede XML"):
        read_xml(tmp_path, "bom.xml", laughs)


@given(st.data())
def test_damaged_files_give_a_document_or_one_sentence(data: st.DataObject) -> None:
    content = bytearray(KAMERSTUK.encode())
    for _ in range(data.draw(st.integers(0, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(content[: data.draw(st.integers(0, len(content)))])
    reads_or_refuses(official_xml.read, cut)


def kamervragen(*turns: str) -> str:
    return f"<officiele-publicatie><kamervragen>{''.join(turns)}</kamervragen></officiele-publicatie>"


def asked(number: int | str) -> str:
    return f"<vraag><nr>Vraag {number}</nr><al>Vraagtekst {number}?</al></vraag>"


def answered(numbers: str, text: str) -> str:
    return f"<antwoord><nr>Antwoord {numbers}</nr><al>{text}</al></antwoord>"


def pairs(document: Document) -> list[tuple[int, tuple[int, ...], str]]:
    return [(q.number, q.together_with, document.text[q.answer_start : q.end]) for q in document.questions]


def test_answers_that_stand_behind_all_questions_find_their_own(tmp_path: Path) -> None:
    text = kamervragen(
        asked(1), asked(2), asked(3), answered("1", "Een."), answered("2", "Twee."), answered("3", "Drie.")
    )
    document = read_xml(tmp_path, "ah-tk-20242025-1.xml", text)
    assert pairs(document) == [(1, (), "Een."), (2, (), "Twee."), (3, (), "Drie.")]


def test_an_answer_to_a_range_of_questions_answers_all_of_them(tmp_path: Path) -> None:
    text = kamervragen(asked(1), asked(2), asked(3), answered("1 t/m 3", "Samen."))
    assert pairs(read_xml(tmp_path, "ah-tk-20242025-1.xml", text)) == [(1, (2, 3), "Samen.")]


def test_a_question_without_a_number_or_an_answer_is_read_and_cited_without(tmp_path: Path) -> None:
    text = kamervragen("<vraag><al>Wat?</al></vraag>", "<antwoord><al>Dit is het antwoord.</al></antwoord>", asked(2))
    document = read_xml(tmp_path, "ah-tk-20242025-1.xml", text)
    assert "Wat?" in document.text
    found, unanswered = passages(document)
    assert (found.numbers, found.voice, found.asked_by) == ((), "kabinet", "leden")
    assert (unanswered.numbers, unanswered.voice) == ((), "leden"), "a question without an answer is a member's"
    assert "Vraagtekst 2?" in document.text


@pytest.mark.parametrize("value", ["²", "9" * 5_000, "-1", "x"])
def test_a_number_of_rows_that_is_none_does_no_harm(tmp_path: Path, value: str) -> None:
    row = f'<row><entry morerows="{value}">NMI</entry><entry>49</entry></row>'
    table = f"<table><tgroup><tbody>{row}</tbody></tgroup></table>"
    assert "NMI; 49" in read_xml(tmp_path, "x.xml", kamervragen(table)).text


def test_a_paragraph_that_holds_a_list_is_not_cut_at_a_word_in_italics(tmp_path: Path) -> None:
    body = (
        "<al>De <nadruk>Kamer </nadruk>vraagt<noot><noot.nr>1</noot.nr><noot.al>Noot.</noot.al></noot>:"
        "<lijst><li><al>inzicht.</al></li></lijst>En <nadruk>wel</nadruk> snel.</al>"
    )
    document = read_xml(
        tmp_path, "a.xml", f"<officiele-publicatie><kamerstuk>{body}</kamerstuk></officiele-publicatie>"
    )
    assert texts(document, ParagraphKind.TEXT) == ["De Kamer vraagt:\ninzicht.", "En wel snel."]
    assert texts(document, ParagraphKind.NOTE) == ["Noot."]


def test_notes_in_cells_titles_of_tables_and_what_follows_in_an_item_are_kept(tmp_path: Path) -> None:
    body = (
        "<table><title>Uitgaven in mln.</title><tgroup><tbody>"
        "<row><entry>Irak</entry><entry>12<noot><noot.nr>1</noot.nr><noot.al>Voorlopig.</noot.al></noot></entry></row>"
        "</tbody></tgroup></table><lijst><li>Zie <nadruk>dit</nadruk> stuk van belang</li></lijst>"
        "<naam>K. Ollongren</naam><functie>De minister</functie><al>Einde.</al>"
    )
    document = read_xml(tmp_path, "a.xml", f"<officiele-publicatie>{body}</officiele-publicatie>")
    assert texts(document, ParagraphKind.TABLE) == ["Irak; 12"]
    assert texts(document, ParagraphKind.NOTE) == ["Voorlopig."]
    found = texts(document, ParagraphKind.TEXT)
    assert found == ["Uitgaven in mln.", "Zie dit stuk van belang", "K. Ollongren De minister", "Einde."]
