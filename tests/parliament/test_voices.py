"""Who speaks: on the documents of the corpus, and in the shapes of a report of a written consultation."""

from qa.domain import Document
from qa.parliament.voices import Spoken, asks_for_members, author, voices
from qa.passages import passages


def voice(document: Document, words: str) -> str:
    return next(p.voice for p in passages(document) if words in p.text)


def test_in_a_written_consultation_members_and_ministers_are_told_apart(documents: dict[str, Document]) -> None:
    report = documents["kst-27925-AL"]
    assert voice(report, "De commissie brengt bijgaand verslag uit") == "commissie"
    assert voice(report, "Al 24 Amerikaanse militairen") == "leden van de BBB-fractie"
    assert voice(report, "zien uw reactie met belangstelling tegemoet") == "commissie"
    assert voice(report, "Op 13 november jl. is het dreigingsniveau") == "kabinet"
    assert voice(report, "Dit is geen daadwerkelijke militie") == "kabinet", "a footnote of the ministers' letter"


def test_letters_are_the_cabinets_and_so_are_published_answers(documents: dict[str, Document]) -> None:
    for name in ("kst-27925-597", "kst-27925-919", "kst-27925-943"):
        assert {p.voice for p in passages(documents[name])} == {"kabinet"}, name
    listed = passages(documents["kst-27925-930"])
    assert {p.voice for p in listed if p.number} == {"kabinet"}
    assert {p.voice for p in listed if not p.number} == {"commissie"}


def test_members_speak_until_another_voice_is_named() -> None:
    said = (
        "De leden van de D66-fractie hebben met belangstelling kennisgenomen van de brief.",
        "Hoe beoordeelt de minister dit?",
        "De leden van de fractie van GroenLinks-PvdA vragen naar de kosten.",
        "De vaste commissie ziet de antwoorden tegemoet.",
    )
    assert voices([Spoken(text, ("Inbreng",)) for text in said], "commissie") == (
        "leden van de D66-fractie",
        "leden van de D66-fractie",
        "leden van de GroenLinks-PvdA-fractie",
        "commissie",
    )


def test_the_reply_of_a_minister_is_the_cabinets_even_where_it_names_members() -> None:
    spoken = Spoken(
        "De leden van de D66-fractie vragen naar de kosten. Die zijn 49 miljoen.", ("Reactie van de minister",)
    )
    assert voices([spoken], "commissie") == ("kabinet",)


def test_who_writes_is_not_guessed() -> None:
    assert author("", "Notitie over Irak", ()) == ""
    assert author("", "Notitie", ("De Minister van Defensie, K.H. Ollongren",)) == "kabinet"
    assert author("", "Geachte voorzitter,\nMinisterie van Wonen", ()) == "kabinet"
    assert author("", "Geachte voorzitter,\nGraag reageren wij op de brief van de minister.", ()) == ""
    assert author("", "Initiatiefnota van het lid Jansen over wonen", ()) == "lid Jansen"
    assert voices([Spoken("De leden van de D66-fractie vragen iets.", ())], "") == ("",)


def test_members_of_a_group_that_is_not_read_are_not_taken_for_those_before() -> None:
    said = ("De leden van de VVD-fractie vragen iets.", "De leden van de Partij voor de Dieren-fractie vragen meer.")
    assert voices([Spoken(text, ()) for text in said], "commissie") == (
        "leden van de VVD-fractie",
        "leden van een fractie",
    )


def test_a_question_about_what_members_said_is_known() -> None:
    assert asks_for_members("Wat vroegen de leden van de BBB-fractie?")
    assert asks_for_members("Hoe denken de Kamerleden over de missie?")
    assert not asks_for_members("Hoe luidt het lidmaatschap van de NAVO?")


def test_a_question_that_names_a_member_or_what_a_motion_says_is_about_members() -> None:
    assert asks_for_members("Wat zei mevrouw Van der Jansen over de zorg?")
    assert asks_for_members("Wat vraagt de motie Jansen over hulp?")
    assert asks_for_members("wat verzoekt de aangenomen motie van het lid Jansen?")
    assert asks_for_members("Wat wil de motie over de brug?")
    assert asks_for_members("What does the motion of Jansen want the government to do?")
    assert not asks_for_members("Hoe voert het kabinet de motie Jansen uit?")
    assert not asks_for_members("Does the cabinet support the motion?")
    assert not asks_for_members("Vraagt het kabinet de lidstaten om steun?")


VVD, D66 = (f"Vragen en opmerkingen van de leden van de {group}-fractie" for group in ("VVD", "D66"))


def consultation(first: str, second: str, *, nested: bool) -> list[str]:
    """Who speaks in the paragraphs of a report in which the headings of the questions come back above the answers."""

    def below(part: str, *headings: str) -> tuple[str, ...]:
        return (part, *headings) if nested else headings

    spoken = [
        Spoken("De leden van de VVD-fractie zien de kosten stijgen. Hoe hoog zijn die?", below(first, VVD)),
        Spoken("De leden van de D66-fractie vragen naar de planning.", below(first, D66)),
        Spoken(second, (second,)),
        Spoken("De leden van de VVD-fractie zien de kosten stijgen. Hoe hoog zijn die?", below(second, VVD)),
        Spoken("De kosten zijn 49 miljoen euro.", below(second, VVD)),
        Spoken("De leden van de D66-fractie vragen naar de planning.", below(second, D66)),
        Spoken("De leden van de D66-fractie kan ik melden dat de bouw in mei begint.", below(second, D66)),
    ]
    return [said for text, said in zip(spoken, voices(spoken, "commissie"), strict=True) if text.text != second]


def test_what_is_answered_below_the_heading_of_a_question_is_the_cabinets() -> None:
    vvd, d66 = "leden van de VVD-fractie", "leden van de D66-fractie"
    parts = ("I. Vragen en opmerkingen vanuit de fracties", "II. Reactie van de Minister")
    for first, second in (parts, ("Inbreng van de fracties", "Antwoorden van de Minister van Defensie")):
        for nested in (True, False):
            assert consultation(first, second, nested=nested) == [vvd, d66, vvd, "kabinet", d66, "kabinet"], second


def test_a_group_that_comes_after_a_reply_speaks_for_itself() -> None:
    reply = "Reactie van de minister"
    spoken = [Spoken("Wij zijn tegen.", (VVD,)), Spoken("Dat is jammer.", (reply,)), Spoken("Wij zijn voor.", (D66,))]
    assert voices(spoken, "commissie") == ("leden van de VVD-fractie", "kabinet", "leden van de D66-fractie")


def test_the_next_part_of_a_report_is_no_longer_the_cabinets() -> None:
    spoken = [Spoken("De bouw begint.", ("II Reactie van de Minister",)), Spoken("Dit is de agenda.", ("III Agenda",))]
    assert voices(spoken, "commissie") == ("kabinet", "commissie")


def test_in_a_note_on_a_report_the_cabinet_answers_below_the_name_of_a_group() -> None:
    spoken = [Spoken("De leden van de VVD-fractie vragen wanneer de wet ingaat?", (VVD,)), Spoken("In mei.", (VVD,))]
    assert voices(spoken, "kabinet") == ("leden van de VVD-fractie", "kabinet")


def test_a_question_set_as_a_heading_does_not_end_the_answers() -> None:
    reply, asked = "Reactie van de minister", "Hoe hoog zijn de kosten?"
    spoken = [
        Spoken("Zij vragen iets.", (VVD,)),
        Spoken(reply, (reply,)),
        Spoken("Die zijn hoog.", (VVD, asked)),
        Spoken("Die stijgen.", (asked,)),
    ]
    assert voices(spoken, "commissie")[2:] == ("kabinet", "kabinet")
