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
    assert author("", "Geachte voorzitter,", ()) == "kabinet"
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
    assert not asks_for_members("Hoe voert het kabinet de motie Jansen uit?")
    assert not asks_for_members("Vraagt het kabinet de lidstaten om steun?")
