import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.domain import Document, Line, ParagraphKind
from qa.reading.recognition import compose

LETTER = "kst-27925-919"


def test_signs_that_are_not_printed_are_left_out_and_letters_are_composed() -> None:
    lines = ("De korte\u00adtermijn\u200baanpak van Belgie\u0308 is", "onder\u00ad", "zocht.")
    layout = compose([Line(text, 0, 0) for text in lines])
    assert layout.text == "De kortetermijnaanpak van België is onderzocht."


def test_a_line_without_anything_printed_is_no_paragraph() -> None:
    layout = compose([Line("Een zin.", 0, 0), Line("\u200b", 0, 1), Line("Nog een zin.", 0, 1)])
    assert [layout.text[p.start : p.end] for p in layout.paragraphs] == ["Een zin.", "Nog een zin."]


def paragraph_with(document: Document, words: str) -> str:
    found = [p for p in document.paragraphs if words in document.text[p.start : p.end]]
    assert len(found) == 1
    return document.text[found[0].start : found[0].end]


def test_a_sentence_that_crosses_a_page_is_cited_on_the_page_where_it_begins(documents: dict[str, Document]) -> None:
    document = documents[LETTER]
    start = document.text.index("De Commandant der Strijdkrachten behoudt")
    assert document.page_at(start) == 7
    assert document.page_at(start + len("De Commandant der ")) == 8


def test_a_word_broken_by_the_end_of_a_page_stands_on_the_page_where_it_begins(documents: dict[str, Document]) -> None:
    document = documents["kst-27925-597"]
    start = document.text.index("ingezetenen van de EU")
    assert document.page_at(start) == document.page_at(start + len("ingezetenen")) == 2
    assert document.page_at(start + len("ingezetenen ")) == 3


def test_a_list_and_the_sentence_that_introduces_it_are_one_paragraph(documents: dict[str, Document]) -> None:
    text = paragraph_with(documents[LETTER], "iv. Hervorming van de Koerdische veiligheidssector")
    lines = text.split("\n")
    assert lines[0].endswith("technisch te verlengen:")
    assert [line.split()[0] for line in lines[1:]] == ["i.", "ii.", "iii.", "iv."]


def test_the_item_of_a_list_that_white_space_tore_apart_is_whole(documents: dict[str, Document]) -> None:
    text = paragraph_with(documents["kst-27925-597"], "1) Het militaire spoor")
    assert "het trainen van Iraakse strijdkrachten, inclusief Peshmerga;" in text


def test_headings_are_the_section_of_what_follows(documents: dict[str, Document]) -> None:
    def section(name: str, words: str) -> tuple[str, ...]:
        document = documents[name]
        return next(p.section for p in document.paragraphs if words in document.text[p.start : p.end])

    assert section(LETTER, "De rechtsgrond voor optreden") == ("Mandaat",)
    assert section(LETTER, "Press Freedom Index") == ("Politieke aspecten", "Politieke ontwikkelingen", "Mensenrechten")
    assert section("kst-27925-943", "spionage- en cyberactiviteiten") == ("Risico’s", "Veiligheidsrisico’s")
    assert section("kst-27925-AL", "luchtafweersystemen")[0].startswith("BRIEF VAN DE MINISTER VAN DEFENSIE")


def test_a_line_with_only_an_abbreviation_goes_on_in_its_paragraph() -> None:
    lines = [Line("Het kabinet draagt daarmee bij aan de strijd van de coalitie tegen", 1, 0), Line("ISIS.", 1, 0)]
    assert compose(lines).text.endswith("tegen ISIS.")


def test_full_lines_do_not_hide_where_an_item_begins() -> None:
    dashed = (
        "De commissie verzoekt de regering om daarvan een nadere analyse te doen uitvoeren,",
        "- daarbij alle mogelijke scenario's te betrekken en de Kamer over de omstandigheden,",
        "- voorts te berichten.",
    )
    assert compose([Line(text, 1, 0) for text in dashed]).text.count("\n- ") == 2
    numbered = (
        "De volgende onderdelen van de inzet in Irak zijn in de loop van dat jaar beëindigd:",
        "1. de bijdrage van de force protection-compagnie in Erbil, die in 2023 is stopgezet.",
        "2. de bijdrage van drie militairen in 2023, die niet werd verlengd.",
    )
    assert compose([Line(text, 1, 0) for text in numbered]).text.split("\n")[2].startswith("2. de bijdrage van drie")


@pytest.mark.parametrize("mark", ["ii.", "(ii)", "b)"])
def test_an_item_that_counts_on_begins_behind_a_full_line(mark: str) -> None:
    first = {"ii.": "i.", "(ii)": "(i)", "b)": "a)"}[mark]
    lines = (
        "Het kabinet heeft besloten de bijdrage met enkele accenten te verlengen:",
        f"{first} Nederland bouwt de bijdrage af ten behoeve van latere inzet in NMI.",
        f"{mark} Nederland zet de bijdrage aan NMI voort met twintig militairen.",
    )
    assert compose([Line(text, 1, 0) for text in lines]).text == "\n".join(lines)


def test_a_number_that_does_not_count_on_is_part_of_its_sentence() -> None:
    lines = (
        "De volgende onderdelen van de inzet zijn in de loop van dat jaar beëindigd:",
        "1. de bijdrage van de compagnie in Erbil, die is stopgezet, zoals gemeld in paragraaf",
        "12. De adviseurs zijn gebleven.",
    )
    assert compose([Line(text, 1, 0) for text in lines]).text.count("\n") == 1


def test_a_dash_behind_an_item_that_ends_in_and_begins_the_next() -> None:
    lines = (
        "De commissie verzoekt de regering om de volgende punten:",
        "- de uitkomsten bij het besluit over de bijdrage in december te betrekken, en",
        "- bij het informeren van de Kamer daarop in te gaan.",
    )
    assert compose([Line(text, 1, 0) for text in lines]).text == "\n".join(lines)


def test_the_names_below_a_letter_are_no_headings(documents: dict[str, Document]) -> None:
    document = documents["kst-27925-943"]
    signed = [document.text[p.start : p.end] for p in document.paragraphs if p.kind is ParagraphKind.SIGNATURE]
    assert signed[0] == "De Minister van Buitenlandse Zaken, W.B. Hoekstra"
    assert len(signed) == 3


PRINTED = st.lists(
    st.builds(
        Line,
        text=st.text(st.characters(exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp")), min_size=1, max_size=40),
        page=st.integers(1, 3),
        gap=st.integers(0, 3),
    ),
    min_size=1,
    max_size=30,
).map(lambda lines: sorted(lines, key=lambda line: line.page))


@given(PRINTED)
def test_whatever_is_printed_becomes_a_document_in_which_every_offset_is_valid(lines: list[Line]) -> None:
    layout = compose(lines)
    assert [page.number for page in layout.pages] == list(range(lines[0].page, lines[-1].page + 1))
    for paragraph in layout.paragraphs:
        assert 0 <= paragraph.start < paragraph.end <= len(layout.text)
    for question in layout.questions:
        assert question.start <= question.question_end <= question.answer_start <= question.end <= len(layout.text)
    letters = [c for line in lines for c in line.text if c.isalpha()]
    kept = [c for c in layout.text + "".join(layout.furniture) if c.isalpha()]
    assert sorted(letters) == sorted(kept)
