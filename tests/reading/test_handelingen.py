"""Debates in the official XML: who says what, under which title, and the motions within them."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.domain import NO_PAGE, Document
from qa.parliament.citation import citation
from qa.passages import passages
from qa.reading import official_xml, read
from tests.conftest import reads_or_refuses
from tests.reading.speech import paragraph, spoken

RECORD = "https://zoek.officielebekendmakingen.nl/{id}/metadata.xml"


def turn(title: str, name: str, *words: str, party: str = "") -> str:
    group = f" (<politiek>{party}</politiek>)" if party else ""
    said = "".join(word if word.startswith("<") else f"<al-groep><al>{word}</al></al-groep>" for word in words)
    by = f"<voorvoegsels>{title} </voorvoegsels><naam><achternaam>{name}</achternaam></naam>{group}:"
    return f'<spreekbeurt nieuw="ja"><spreker>{by}</spreker><tekst status="goed">{said}</tekst></spreekbeurt>'


def chair(*words: str) -> str:
    return turn("De", "voorzitter", *words)


def loose(*words: str) -> str:
    return "".join(f"<tekst><al-groep><al>{word}</al></al-groep></tekst>" for word in words)


def motion(text: str = "verzoekt de regering het pad te openen,", about: str = "", title: str = "Motie") -> str:
    by = "<spreker><voorvoegsels>De </voorvoegsels><naam><achternaam>voorzitter</achternaam></naam>:</spreker>"
    info = f"<motie-info>{by}<al>{about}</al></motie-info>" if about else ""
    lines = ("De Kamer,", "gehoord de beraadslaging,", text, "en gaat over tot de orde van de dag.")
    body = "".join(f"<al>{line}</al>" for line in lines)
    return f'<motie id="M-36700-VII-12"><kop><titel>{title}</titel></kop>{body}{info}</motie>'


def item(*parts: str, title: str = "Paden", id_: str = "h-tk-20232024-12-3", head: str = "") -> str:
    meta = f'<meta name="OVERHEIDop.externMetadataRecord" content="{RECORD.format(id=id_)}"/>'
    subject = "<onderwerp><al>Aan de orde is het <nadruk>debat over paden</nadruk>.</al></onderwerp>"
    inner = f"<nr>3</nr><item-titel>{title}</item-titel>{subject}{''.join(parts)}"
    return (
        f"<officiele-publicatie><metadata>{meta}</metadata><handelingen>{head}<agendapunt>{inner}</agendapunt>"
        "</handelingen></officiele-publicatie>"
    )


DEBATE = item(
    chair("Ik heet u welkom. Het woord is aan mevrouw Vis."),
    turn("Mevrouw", "Vis", "De paden zijn dicht. Vandaar een motie.", motion(about="Zij krijgt nr. 12."), party="ABC"),
    loose("Dank u wel. Dan de heer Van den Bos."),
    turn("De heer", "Van den Bos", "Is de minister het met mij eens dat het pad open moet?", party="DEF"),
    turn("Minister", "De Wit", "Ja."),
    chair("U bent tevreden, neem ik aan?"),
    turn("De heer", "Van den Bos", "Nee.", party="DEF"),
    turn("Minister", "De Wit", "Ik ontraad de motie.", "Het pad is namelijk onveilig."),
    loose("De vergadering wordt van 10.28 uur tot 10.35 uur geschorst."),
)


def read_debate(folder: Path, text: str, name: str = "debat.xml") -> Document:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read(path)


@pytest.fixture
def debate(tmp_path: Path) -> Document:
    return read_debate(tmp_path, DEBATE)


def test_a_debate_says_itself_what_it_is_whatever_the_name_of_its_file(debate: Document) -> None:
    identity = debate.identity
    assert (identity.id, identity.kind, identity.title) == ("h-tk-20232024-12-3", "handelingen", "Paden")
    assert (identity.chamber, identity.session_year, identity.number) == ("Tweede Kamer", "2023-2024", "12")
    assert identity.url == "https://zoek.officielebekendmakingen.nl/h-tk-20232024-12-3.html"


def test_each_paragraph_of_a_speech_has_its_speaker_as_voice(debate: Document) -> None:
    assert ("voorzitter", "Ik heet u welkom. Het woord is aan mevrouw Vis.") in spoken(debate)
    assert ("lid Vis (ABC)", "De paden zijn dicht. Vandaar een motie.") in spoken(debate)
    assert ("minister De Wit", "Ik ontraad de motie.") in spoken(debate)
    assert ("minister De Wit", "Het pad is namelijk onveilig.") in spoken(debate)


def test_what_is_said_stands_under_the_title_of_its_item(debate: Document) -> None:
    assert {p.section[0] for p in debate.paragraphs} == {"Paden"}
    assert paragraph(debate, "Ik ontraad").section == ("Paden",)


def test_a_motion_is_one_paragraph_of_who_proposes_it_in_a_section_that_ends_with_it(debate: Document) -> None:
    proposed = paragraph(debate, "gehoord de beraadslaging")
    assert debate.text[proposed.start : proposed.end] == (
        "De Kamer,\ngehoord de beraadslaging,\nverzoekt de regering het pad te openen,\n"
        "en gaat over tot de orde van de dag."
    )
    assert proposed.voice == "lid Vis (ABC)"
    assert proposed.section == ("Paden", "Motie (36700-VII, nr. 12)")
    announced = paragraph(debate, "Zij krijgt nr. 12.")
    assert (announced.voice, announced.section) == ("voorzitter", proposed.section)


def test_two_motions_in_one_turn_are_both_of_who_proposes_them(tmp_path: Path) -> None:
    motions = (motion(about="Zij krijgt nr. 12."), motion("verzoekt de regering de sluis te openen,", "Zij krijgt 13."))
    document = read_debate(tmp_path, item(turn("Mevrouw", "Vis", "Ik heb twee moties.", *motions, party="ABC")))
    assert paragraph(document, "de sluis te openen").voice == "lid Vis (ABC)"
    assert paragraph(document, "Zij krijgt 13.").voice == "voorzitter"


def test_loose_text_behind_a_motion_is_the_chairs_and_outside_its_section(debate: Document) -> None:
    found = paragraph(debate, "Dan de heer Van den Bos.")
    assert (found.voice, found.section) == ("voorzitter", ("Paden",))


def test_an_answer_in_one_word_stands_behind_its_label_with_what_it_answers(debate: Document) -> None:
    asked = "Is de minister het met mij eens dat het pad open moet?"
    assert ("lid Van den Bos (DEF)", f"{asked}\nMinister De Wit: Ja.") in spoken(debate)
    assert ("voorzitter", "U bent tevreden, neem ik aan?\nDe heer Van den Bos (DEF): Nee.") in spoken(debate)


def test_a_turn_within_a_turn_interrupts_it_and_then_it_goes_on(tmp_path: Path) -> None:
    inner = turn("De heer", "Bos", "Mag ik daar iets over vragen?", party="DEF")
    outer = turn("Mevrouw", "Vis", "De paden zijn dicht.", inner, "<al>Zoals ik al zei is dat zo.</al>", party="ABC")
    document = read_debate(tmp_path, item(outer))
    assert spoken(document)[1:] == [
        ("lid Vis (ABC)", "De paden zijn dicht."),
        ("lid Bos (DEF)", "Mag ik daar iets over vragen?"),
        ("lid Vis (ABC)", "Zoals ik al zei is dat zo."),
    ]


def test_a_speaker_whose_parts_are_not_told_apart_is_read_from_the_label(tmp_path: Path) -> None:
    by = "<spreekbeurt><spreker>De heer Van den Bos (DEF):</spreker><tekst><al>Dat is mijn vraag.</al></tekst>"
    document = read_debate(tmp_path, item(f"{by}</spreekbeurt>"))
    assert ("lid Van den Bos (DEF)", "Dat is mijn vraag.") in spoken(document)


def test_what_the_record_tells_itself_has_no_voice(debate: Document) -> None:
    assert ("", "De vergadering wordt van 10.28 uur tot 10.35 uur geschorst.") in spoken(debate)
    assert ("", "Aan de orde is het debat over paden.") in spoken(debate)


def test_no_label_and_no_number_of_an_item_is_a_paragraph(debate: Document) -> None:
    assert not [text for _, text in spoken(debate) if len(text.split()) < 4]
    assert "De voorzitter:" not in debate.text
    assert "3" in debate.furniture


def test_a_stage_direction_within_a_speech_has_no_voice(tmp_path: Path) -> None:
    words = ("Hiermee sluit ik mijn betoog af.", "(Geroffel op de bankjes)")
    document = read_debate(tmp_path, item(turn("Mevrouw", "Vis", *words, party="ABC")))
    assert ("", "(Geroffel op de bankjes)") in spoken(document)


def test_a_short_remark_of_the_same_speaker_goes_with_the_rest(tmp_path: Path) -> None:
    document = read_debate(tmp_path, item(turn("Mevrouw", "Vis", "Voorzitter.", "De paden zijn dicht.", "Dank u wel.")))
    assert ("Vis", "Voorzitter.\nDe paden zijn dicht.\nDank u wel.") in spoken(document)


def test_the_result_of_a_vote_stands_with_what_was_voted_on(tmp_path: Path) -> None:
    voted = "Ik constateer dat de leden van de fracties van ABC en DEF voor deze motie hebben gestemd."
    parts = [loose("In stemming komt de motie-Vis (36700-VII, nr. 12)."), chair(voted)]
    document = read_debate(tmp_path, item(*parts, loose("In stemming komt de motie-Bos."), chair(voted)))
    assert spoken(document)[1:] == [
        ("voorzitter", f"In stemming komt de motie-Vis (36700-VII, nr. 12).\nDe voorzitter: {voted}"),
        ("voorzitter", f"In stemming komt de motie-Bos.\nDe voorzitter: {voted}"),
    ]


def test_a_vote_by_name_is_one_paragraph(tmp_path: Path) -> None:
    names = ("Vóór stemmen de leden: Vis en Bos.", "Tegen stemmen de leden: De Wit en Smit.")
    parts = loose("In stemming komt de motie-Vis.", *names) + chair("Ik constateer dat de motie is verworpen.")
    document = read_debate(tmp_path, item(parts))
    assert spoken(document)[1:] == [
        (
            "voorzitter",
            "\n".join(("In stemming komt de motie-Vis.", *names))
            + "\nDe voorzitter: Ik constateer dat de motie is verworpen.",
        )
    ]


def test_those_present_are_one_paragraph_and_the_meeting_gives_the_date(tmp_path: Path) -> None:
    names = ", ".join(f"Lid{number}" for number in range(400))
    head = (
        "<vergadering><vergadering-nummer>12e vergadering</vergadering-nummer>"
        "<vergaderdatum>Dinsdag 3 oktober 2023</vergaderdatum></vergadering>"
    )
    opening = loose(
        "Voorzitter: Smit", "Aanwezig zijn 400 leden, te weten:", f"{names},", "en de heer De Wit, minister."
    )
    text = (
        '<officiele-publicatie><metadata><meta name="x" content="y"/></metadata><handelingen>'
        f"{head}<opening><nr>1</nr>{opening}</opening></handelingen></officiele-publicatie>"
    )
    document = read_debate(tmp_path, text)
    ((voice, present),) = spoken(document)
    assert voice == ""
    assert present.startswith("Voorzitter: Smit\nAanwezig zijn 400 leden, te weten:\nLid0, Lid1")
    assert present.endswith("en de heer De Wit, minister.")
    assert document.identity.date == datetime.date(2023, 10, 3)
    assert (document.identity.title, document.identity.kind, document.identity.number) == (
        "Opening",
        "handelingen",
        "12",
    )


def test_an_item_in_which_only_the_time_is_told_is_one_paragraph_with_its_title(tmp_path: Path) -> None:
    text = item(loose("Sluiting 22.06 uur."), title="Sluiting").replace(
        "<al>Aan de orde is het <nadruk>debat over paden</nadruk>.</al>", ""
    )
    assert spoken(read_debate(tmp_path, text)) == [("", "Sluiting\nSluiting 22.06 uur.")]


def test_a_list_of_papers_is_read_in_pieces_that_can_be_found(tmp_path: Path) -> None:
    papers = [f"- een, over pad {number}, d.d. 3 oktober 2023;" for number in range(200)]
    document = read_debate(tmp_path, item(loose("twee brieven van de minister, te weten:", *papers)))
    texts = [text for _, text in spoken(document)]
    assert max(map(len, texts)) < 2_000
    assert all(any(paper in text for text in texts) for paper in papers)


def test_pretty_printing_neither_splits_nor_glues_words(tmp_path: Path) -> None:
    words = (
        "het pad is 70m\n <sup>\n  2\n </sup>\n groot (\n <nadruk>\n  nr.\n </nadruk>\n 12). Zie\n <nadruk>\n"
        " dit\n </nadruk>."
    )
    document = read_debate(tmp_path, item(turn("Mevrouw", "\n  Vis\n ", words, party="\n ABC\n ")))
    assert ("lid Vis (ABC)", "het pad is 70m2 groot (nr. 12). Zie dit.") in spoken(document)


def test_speakers_that_the_file_does_not_mark_are_known_by_their_labels(tmp_path: Path) -> None:
    def paragraphs(*words: str) -> str:
        return f"<spreekbeurt><al-groep>{''.join(f'<al>{word}</al>' for word in words)}</al-groep></spreekbeurt>"

    document = read_debate(
        tmp_path,
        item(
            paragraphs("De <nadruk>voorzitter</nadruk>:", "Ik heet u welkom, mevrouw Vis."),
            paragraphs("Mevrouw <nadruk>Vis</nadruk> (ABC):", "Voorzitter. Daarom deze motie."),
            paragraphs("Motie", "De Kamer,", "verzoekt de regering iets,", "en gaat over tot de orde van de dag."),
            paragraphs("De <nadruk>voorzitter</nadruk>:", "Deze motie is voorgesteld door het lid Vis."),
            paragraphs("Zij krijgt nr. 12 (36700-VII)."),
            paragraphs("Minister <nadruk>De Wit</nadruk>:", "Dat kan ik toezeggen aan mevrouw Vis."),
        ),
    )
    assert ("voorzitter", "Ik heet u welkom, mevrouw Vis.") in spoken(document)
    assert ("minister De Wit", "Dat kan ik toezeggen aan mevrouw Vis.") in spoken(document)
    proposed = paragraph(document, "De Kamer,")
    assert (proposed.voice, proposed.section) == ("lid Vis (ABC)", ("Paden", "Motie (36700-VII, nr. 12)"))
    assert paragraph(document, "Zij krijgt nr. 12").section == proposed.section
    assert paragraph(document, "Dat kan ik").section == ("Paden",)


def test_chamber_and_meeting_are_told_by_the_id_and_old_ids_name_pages(tmp_path: Path) -> None:
    senate = read_debate(tmp_path, item(chair("Ik open de vergadering nu."), id_="h-ek-20232024-4-2")).identity
    assert (senate.chamber, senate.number) == ("Eerste Kamer", "4")
    old = read_debate(tmp_path, item(chair("Ik open de vergadering nu."), id_="h-tk-20092010-21-1735")).identity
    assert (old.session_year, old.number) == ("2009-2010", "21")
    paged = read_debate(tmp_path, item(chair("Ik open de vergadering nu."), id_="h-tk-19961997-3369-3373")).identity
    assert (paged.session_year, citation(paged, NO_PAGE)) == ("1996-1997", "Handelingen II 1996/97, p. 3369-3373")
    assert citation(old, NO_PAGE) == "Handelingen II 2009/10, nr. 21, p. 1735"


def test_passages_bear_the_voice_of_their_speaker(debate: Document) -> None:
    found = {p.text.partition("\n")[0]: p.voice for p in passages(debate)}
    assert found["Ik ontraad de motie."] == "minister De Wit"
    assert found["De Kamer,"] == "lid Vis (ABC)"


def test_what_nobody_says_has_no_voice_although_the_title_names_a_letter_of_a_minister(tmp_path: Path) -> None:
    parts = chair("Ik open het debat met u allen.") + loose("De vergadering wordt enige tijd geschorst.")
    document = read_debate(tmp_path, item(parts, title="Brief van de minister van Paden"))
    assert {p.voice for p in passages(document)} == {"voorzitter", ""}


@given(st.data())
def test_damaged_debates_give_a_document_or_one_sentence(data: st.DataObject) -> None:
    content = bytearray(DEBATE.encode())
    for _ in range(data.draw(st.integers(0, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    reads_or_refuses(official_xml.read, bytes(content[: data.draw(st.integers(0, len(content)))]))


@given(
    st.lists(st.sampled_from([chair("Ja."), chair("Dat is een lange zin."), turn("Mevrouw", "Vis", "Nee.", motion())]))
)
def test_every_word_of_a_debate_is_kept(turns: list[str]) -> None:
    source = official_xml.read(item(*turns).encode())
    text = source.layout.text
    assert text.count("Ja.") == turns.count(chair("Ja."))
    assert text.count("Dat is een lange zin.") == turns.count(chair("Dat is een lange zin."))
    assert text.count("gehoord de beraadslaging,") == turns.count(turn("Mevrouw", "Vis", "Nee.", motion()))
