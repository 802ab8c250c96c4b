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
        ('<metadata_gegevens><metadata name="a" content="b"/></metadata_gegevens>', "beschrijft een publicatie"),
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


def test_a_question_without_an_answer_is_found_as_the_words_of_who_asks_and_told(tmp_path: Path) -> None:
    asker = '<kamervraagomschrijving type="vraag">Vragen van het lid Vis (ABC) aan de Minister van Paden over '
    head = f"{asker}<kamervraagonderwerp>het pad</kamervraagonderwerp>.</kamervraagomschrijving>"
    document = read_xml(tmp_path, "a.xml", kamervragen(head, asked(1), answered("1", "Ja, dat klopt."), asked(2)))
    assert [pair.number for pair in document.questions] == [1]
    alone = passage(passages(document), "Vraagtekst 2?")
    assert (alone.text, alone.voice) == ("Vraag 2\nVraagtekst 2?", "lid Vis (ABC)")
    (warning,) = document.warnings
    assert warning.startswith("Vraag 2 heeft in dit bestand geen antwoord; ")


def test_a_label_that_is_a_paragraph_gives_the_number(tmp_path: Path) -> None:
    question = "<vraag><al>Vraag 4</al><al>Is het pad dicht?</al></vraag>"
    answer = "<antwoord><al>Antwoord 4:</al><al>Ja, tot en met mei.</al></antwoord>"
    document = read_xml(tmp_path, "a.xml", kamervragen(question, answer))
    assert pairs(document) == [(4, (), "Ja, tot en met mei.")]
    (pair,) = document.questions
    assert document.text[pair.start : pair.question_end] == "Is het pad dicht?"


def test_an_answer_without_a_question_keeps_its_text(tmp_path: Path) -> None:
    document = read_xml(tmp_path, "a.xml", kamervragen(answered("7", "Dit staat alleen.")))
    assert "Antwoord 7\nDit staat alleen." in document.text
    assert document.warnings == ()


def test_numbered_footnotes_between_answers_are_no_questions(tmp_path: Path) -> None:
    note = "<noot><noot.nr>1</noot.nr><noot.al>Kamerstuk 36 700, nr. 2.</noot.al></noot>"
    text = kamervragen(asked(1), answered("1", f"Zie de brief{note}."), asked(2), answered("2", "Nee, dat niet."))
    document = read_xml(tmp_path, "a.xml", text)
    assert pairs(document) == [(1, (), "Zie de brief."), (2, (), "Nee, dat niet.")]
    assert texts(document, ParagraphKind.NOTE) == ["Kamerstuk 36 700, nr. 2."]


def described(**more: str) -> str:
    """The head of a publication in which the metadata are as in these names."""
    lines = (f'<meta name="{name.replace("_", ".")}" scheme="" content="{said}"/>' for name, said in more.items())
    return f"<metadata>{''.join(lines)}</metadata>"


def test_answers_are_named_by_the_address_of_their_record_and_dated_by_when_they_came_in() -> None:
    record = described(OVERHEIDop_externMetadataRecord="https://example.org/ah-tk-20242025-100/metadata.xml")
    asked_on = "(ingezonden <datum isodatum='2024-10-01'>1 oktober 2024</datum>)"
    came_in = "(ontvangen <datum isodatum='2024-10-22'>22 oktober 2024</datum>)"
    heads = (
        f'<kamervraagomschrijving type="vraag">Vragen van het lid Vis over het pad {asked_on}.</kamervraagomschrijving>'
        f'<kamervraagomschrijving type="antwoord">Antwoord van Minister Bos (Paden) {came_in}.</kamervraagomschrijving>'
    )
    text = f"<officiele-publicatie>{record}<kamervragen>{heads}{asked(1)}{answered('1', 'Ja.')}</kamervragen>"
    source = official_xml.read(f"{text}</officiele-publicatie>".encode())
    said = source.described
    assert (said.id, said.date, said.kind) == ("ah-tk-20242025-100", datetime.date(2024, 10, 22), "antwoord")
    assert (said.chamber, said.session_year, said.number) == ("Tweede Kamer", "2024-2025", "100")
    assert said.sender == "Minister Bos (Paden)"
    assert "Antwoord van Minister Bos (Paden) (ontvangen 22 oktober 2024)." in source.head


@pytest.mark.parametrize(
    ("printed", "dossier", "id_"),
    [
        ("<dossiernr>21 501-02</dossiernr>", "21501-02", "kst-21501-02-7"),
        (
            "<dossiernr>36\u00a0600</dossiernr><begrotingshoofdstuk>VII</begrotingshoofdstuk>",
            "36600-VII",
            "kst-36600-VII-7",
        ),
        ("<dossiernr>33 852 (R2023)</dossiernr>", "33852-(R2023)", "kst-33852-(R2023)-7"),
    ],
)
def test_a_dossier_keeps_its_addition(tmp_path: Path, printed: str, dossier: str, id_: str) -> None:
    number = "<stuk><stuknr>Nr. <ondernummer>7</ondernummer></stuknr><algemeen><al>De tekst.</al></algemeen></stuk>"
    text = f"<dossier><dossiernummer>{printed}</dossiernummer></dossier>{number}"
    body = f"<officiele-publicatie><kamerstuk>{text}</kamerstuk></officiele-publicatie>"
    identity = read_xml(tmp_path, "x.xml", body).identity
    assert (identity.dossier, identity.number, identity.id) == (dossier, "7", id_)


def test_the_report_of_a_debate_in_a_committee_tells_who_speaks(tmp_path: Path) -> None:
    words = (
        "Van dit overleg brengt de commissie verslag uit.",
        "De <nadruk type='vet'>voorzitter</nadruk>:",
        "Ik open de vergadering van de commissie.",
        "De heer <nadruk>Van den Bos</nadruk> (ABC):",
        "Voorzitter. Ik heb drie punten:",
        "het pad, de sluis en de brug.",
        "Minister <nadruk>De Wit</nadruk>:",
        "De brug is al klaar, zeg ik de heer Van den Bos.",
    )
    body = "".join(f"<al>{word}</al>" for word in words)
    document = read_xml(
        tmp_path, "a.xml", f"<officiele-publicatie><kamerstuk><tekst>{body}</tekst></kamerstuk></officiele-publicatie>"
    )
    assert [(p.text, p.voice) for p in passages(document)] == [
        ("Van dit overleg brengt de commissie verslag uit.", ""),
        ("Ik open de vergadering van de commissie.", "voorzitter"),
        ("Voorzitter. Ik heb drie punten:\nhet pad, de sluis en de brug.", "lid Van den Bos (ABC)"),
        ("De brug is al klaar, zeg ik de heer Van den Bos.", "minister De Wit"),
    ]


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


def test_a_motion_is_one_paragraph_and_its_date_is_printed(tmp_path: Path) -> None:
    lines = (
        "De Kamer,",
        "gehoord de beraadslaging,",
        "verzoekt de regering het pad te openen,",
        "en gaat over tot de ",
    )
    words = "".join(f"<al>{line}</al>" for line in (*lines[:3], f"{lines[3]}orde van de dag."))
    head = "<titel>MOTIE VAN HET LID VIS</titel><datumtekst>Voorgesteld 10 april 2025</datumtekst>"
    signed = "<ondertekening><naam><achternaam>Vis</achternaam></naam></ondertekening>"
    body = f"<stuk><stuknr>Nr. <ondernummer>7</ondernummer></stuknr>{head}<algemeen>{words}{signed}</algemeen></stuk>"
    document = read_xml(
        tmp_path, "a.xml", f"<officiele-publicatie><kamerstuk>{body}</kamerstuk></officiele-publicatie>"
    )
    assert texts(document, ParagraphKind.TEXT) == ["\n".join((*lines[:3], "en gaat over tot de orde van de dag."))]
    assert document.identity.date == datetime.date(2025, 4, 10)
    assert document.signatories == ("Vis",)
