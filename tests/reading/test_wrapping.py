import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.domain import Line
from qa.reading.wrapping import KnownWords, joint, vocabulary


def join(above: str, below: str, known: KnownWords) -> str:
    cut, between = joint(above, below, known)
    return above[: len(above) - cut] + between + below


def typeset(*words: str) -> KnownWords:
    """The vocabulary of a document that was typeset with hyphenation and holds these words."""
    broken = [Line("Neder-", 1, 0), Line("landse inzet", 1, 0)] * 5
    return vocabulary([*broken, *(Line(word, 1, 0) for word in words)])


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("de Neder-", "landse inzet", "de Nederlandse inzet"),
        ("in het trainingscurri-", "culum steeds", "in het trainingscurriculum steeds"),
        ("de veiligheids-", "inzet in Irak", "de veiligheidsinzet in Irak"),
        ("dat is financi-", "eel beleid", "dat is financieel beleid"),
        ("naar aanleiding van Kamer-", "vragen", "naar aanleiding van Kamervragen"),
        ("het Wereldvoedsel-", "programma", "het Wereldvoedselprogramma"),
        ("een EU-aan-", "pak", "een EU-aanpak"),
        ("basisvoorzieningen, even-", "als inclusief bestuur", "basisvoorzieningen, evenals inclusief bestuur"),
    ],
)
def test_a_word_that_the_typesetter_broke_is_joined(above: str, below: str, joined: str) -> None:
    assert join(above, below, typeset()) == joined


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("de ISIS-", "coalitie en", "de ISIS-coalitie en"),
        ("stand-by OIR-", "helikopter", "stand-by OIR-helikopter"),
        ("in Noordoost-", "Syrië", "in Noordoost-Syrië"),
        ("het COVID-19-", "protocol", "het COVID-19-protocol"),
        ("de artikel 100-", "brief", "de artikel 100-brief"),
        ("bestaande (voortgangs-", ")rapportages en", "bestaande (voortgangs-)rapportages en"),
        ("de stabilisatie-", "en ontwikkelingsinzet", "de stabilisatie- en ontwikkelingsinzet"),
        ("opvang-in-", "de-regio", "opvang-in-de-regio"),
        ("de niet-", "gouvernementele organisatie", "de niet-gouvernementele organisatie"),
        ("een staakt-", "het-vuren", "een staakt-het-vuren"),
        ("een risico-", "inschatting", "een risico-inschatting"),
        ("de mkb-", "financiering", "de mkb-financiering"),
        ("als co-", "lead van", "als co-lead van"),
        ("een oud-", "minister", "een oud-minister"),
        ("het consulaat-", "generaal in", "het consulaat-generaal in"),
        ("de religieus-", "culturele groepen", "de religieus-culturele groepen"),
        ("nationalistisch-", "sjiitische partijen", "nationalistisch-sjiitische partijen"),
        ("de host nation-", "voorzieningen", "de host nation-voorzieningen"),
        ("https://www.who.int/health-", "topics/coronavirus", "https://www.who.int/health-topics/coronavirus"),
        ("(www.volkskrant.nl/nieuws-", "achtergrond)", "(www.volkskrant.nl/nieuws-achtergrond)"),
        ("periode –", "na een week", "periode – na een week"),
    ],
)
def test_a_hyphen_of_the_word_itself_is_kept(above: str, below: str, joined: str) -> None:
    assert join(above, below, typeset()) == joined


def test_the_words_of_the_document_decide() -> None:
    assert join("de coalitie-", "partners", typeset("alle coalitiepartners")) == "de coalitiepartners"
    assert join("de fighters-", "werkgroep", typeset("een fighters-werkgroep")) == "de fighters-werkgroep"


def test_a_name_keeps_its_hyphen() -> None:
    # "Force Protection" stands elsewhere in the letter, inside a sentence.
    known = typeset("ten behoeve van Force Protection in Erbil")
    assert join("voert de Force Protection-", "eenheid uit", known) == "voert de Force Protection-eenheid uit"


def test_a_name_of_several_words_keeps_its_hyphen() -> None:
    known = typeset("een programma voor veiligheid")
    assert join("het Security Sector Reform-", "programma in", known) == "het Security Sector Reform-programma in"


def test_a_name_that_has_grown_into_solid_words_gives_no_hyphen() -> None:
    known = typeset("zoals de Kamer vroeg", "het Kamerstuk", "de Kamerbrief")
    assert join("in antwoord op Kamer-", "vragen", known) == "in antwoord op Kamervragen"


def test_a_term_that_is_explained_by_an_abbreviation_keeps_its_hyphen() -> None:
    known = typeset("De aanpak van Foreign Terrorist Fighters (FTF);")
    assert join("de foreign terrorist fighters-", "werkgroep", known) == "de foreign terrorist fighters-werkgroep"


def test_a_chain_that_stands_elsewhere_keeps_its_hyphen() -> None:
    known = typeset("staat stand-by in Erbil")
    assert join("de stand-by-", "verplichtingen", known) == "de stand-by-verplichtingen"


def test_without_hyphenation_in_the_document_every_hyphen_is_true() -> None:
    plain = vocabulary([Line("een brief uit een tekstverwerker", 1, 0)] * 50)
    assert join("de force protection-", "eenheid vanuit", plain) == "de force protection-eenheid vanuit"


def test_a_soft_hyphen_goes() -> None:
    assert join("een sa\u00ad", "menwerking", typeset()) == "een samenwerking"


WORDS = st.lists(st.text("abcdefghijklmnoprstuvwz", min_size=1, max_size=12), min_size=1, max_size=40)


@given(WORDS, st.integers(min_value=12, max_value=60))
def test_wrapping_text_at_spaces_is_undone_exactly(words: list[str], width: int) -> None:
    lines = [""]
    for word in words:
        if len(lines[-1]) + len(word) + 1 > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    known = vocabulary([Line(line, 1, 0) for line in lines if line])
    text = lines[0]
    for below in lines[1:]:
        text = join(text, below, known) if text else below
    assert text == " ".join(words)
