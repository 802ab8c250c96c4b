"""Web pages: a publication as officielebekendmakingen.nl shows it, and the pages that people save."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.domain import NO_PAGE, Document, ParagraphKind
from qa.errors import ReadingError
from qa.parliament.citation import citation
from qa.passages import passages
from qa.reading import read, webpage
from tests.conftest import reads_or_refuses

PUBLICATION = """<!DOCTYPE html><html lang="nl"><head><title>Officiële bekendmakingen</title>
<meta name="DCTERMS.identifier" content="kst-27925-919"><meta name="DCTERMS.issued" content="2022-10-28">
<style>p { color: red }</style></head><body>
<header><nav><ul><li><a href="/">Home</a></li><li>Zoeken</li></ul></nav></header>
<div id="main-column"><div class="stuk">
<h1 class="dossiertitel">27 925 Bestrijding internationaal terrorisme</h1>
<h1 class="stuktitel">Nr. 919 BRIEF VAN DE MINISTER VAN BUITENLANDSE ZAKEN</h1>
<p>Geachte voorzitter,</p>
<p>De gronden<sup><a class="nootnr" href="#n1" id="supernote-1">1</a></sup> zijn nog van<br>toepassing.</p>
<h2>Mandaat</h2>
<div><p>De rechtsgrond is het Iraakse verzoek.</p>losse tekst
<ul><li>eerste punt;</li><li>tweede punt.</li></ul></div>
<h3>Uitgaven</h3>
<table><tr><th>Jaar</th><th>Uitgaven</th></tr><tr><td>2023</td><td>19,5 miljoen</td></tr></table>
<div id="noten"><ol><li><a href="#supernote-1">1</a> Kamerstuk 27 925, nr. 612.</li></ol></div>
</div></div><footer>Over deze site</footer><script>alert(1)</script></body></html>"""

QUESTIONS = """<html><body><main><h1>Antwoorden op vragen</h1><p>Hierbij de antwoorden.</p>
<h3>Vraag 1</h3><p>Bent u bekend met het bericht?</p><h3>Antwoord op vraag 1</h3><p>Ja.</p>
<p><b>Vraag 2</b></p><p>Hoeveel kinderen verblijven daar?</p><p>Vraag 3: Wat doet u?</p>
<p><b>Antwoord op de vragen 2 en 3:</b></p><p>Bijna 200 minderjarigen.</p><p>Nederland steunt de hulp.</p>
<h2>Bijlage</h2><p>Een overzicht.</p></main></body></html>"""


def read_page(folder: Path, text: str, name: str = "pagina.html") -> Document:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read(path)


@pytest.fixture
def page(tmp_path: Path) -> Document:
    return read_page(tmp_path, PUBLICATION)


def test_only_the_publication_is_read_and_not_what_surrounds_it(page: Document) -> None:
    for around in ("Home", "Zoeken", "Over deze site", "alert", "color"):
        assert around not in page.text


def test_a_publication_says_itself_what_it_is(page: Document) -> None:
    identity = page.identity
    assert (identity.id, identity.dossier, identity.number) == ("kst-27925-919", "27925", "919")
    assert (identity.date, identity.session_year) == (datetime.date(2022, 10, 28), "2022-2023")
    assert identity.url.endswith("kst-27925-919.html")


def test_footnotes_stand_apart_and_their_marks_are_gone(page: Document) -> None:
    assert "De gronden zijn nog van toepassing." in page.text
    notes = [(p.mark, page.text[p.start : p.end]) for p in page.paragraphs if p.kind is ParagraphKind.NOTE]
    assert notes == [("1", "Kamerstuk 27 925, nr. 612.")]


def test_paragraphs_lists_tables_and_loose_text_are_kept_under_their_headings(page: Document) -> None:
    found = {p.text: p.section[1:] for p in passages(page)}
    assert found["De rechtsgrond is het Iraakse verzoek."] == ("Mandaat",)
    assert found["losse tekst"] == ("Mandaat",)
    assert found["eerste punt;\ntweede punt."] == ("Mandaat",)
    assert found["Jaar: 2023; Uitgaven: 19,5 miljoen"] == ("Mandaat", "Uitgaven")


def test_questions_and_answers_are_found_by_their_labels(tmp_path: Path) -> None:
    document = read_page(tmp_path, QUESTIONS)
    assert [(q.number, q.together_with) for q in document.questions] == [(1, ()), (2, (3,))]
    second = document.questions[1]
    asked = document.text[second.start : second.question_end]
    assert asked == "Hoeveel kinderen verblijven daar?\n\nVraag 3:\n\nWat doet u?"
    assert document.text[second.answer_start : second.end] == "Bijna 200 minderjarigen.\n\nNederland steunt de hulp."
    assert passages(document)[0].text == "Hierbij de antwoorden."
    assert passages(document)[-1].text == "Een overzicht."


def test_a_page_in_another_encoding_is_read_as_it_says(tmp_path: Path) -> None:
    path = tmp_path / "oud.htm"
    path.write_bytes("<meta charset='iso-8859-1'><p>Syrië en België zijn geïnformeerd.</p>".encode("latin-1"))
    assert read(path).text == "Syrië en België zijn geïnformeerd."


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("", "cp1252"),
        ("<meta charset='iso-8859-1'>", "cp1252"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=windows-1252'>", "cp1252"),
        ("<meta charset='iso-8859-15'>", "iso-8859-15"),
        ("<meta charset='bestaat-niet'>", "cp1252"),
        ("<meta charset='utf-8'>", "cp1252"),
        ("<meta charset='hex'>", "cp1252"),
        ("<meta charset='iso-8859-1'>", "utf-8"),
        ("", "utf-16"),
        ("", "utf-8-sig"),
    ],
)
def test_the_euro_sign_is_right_however_a_page_is_written(tmp_path: Path, head: str, encoding: str) -> None:
    path = tmp_path / "brief.html"
    path.write_bytes(f"<html><head>{head}</head><p>De coördinatie is reëel en kost € 17.</p></html>".encode(encoding))
    assert read(path).text == "De coördinatie is reëel en kost € 17."


@pytest.mark.parametrize("text", ["", "   ", "<html><body><script>x</script></body></html>"])
def test_a_page_without_text_is_refused_in_one_sentence(tmp_path: Path, text: str) -> None:
    with pytest.raises(ReadingError, match=r"pagina.html: .*\."):
        read_page(tmp_path, text)


def test_a_page_made_to_break_its_reader_does_not() -> None:
    reads_or_refuses(webpage.read, b"<div>" * 100_000 + b"tekst")


@given(st.text(alphabet=st.sampled_from("<>/!-&; \"'=abpdivhult1ré"), max_size=300))
def test_any_markup_gives_a_page_or_one_sentence(markup: str) -> None:
    reads_or_refuses(webpage.read, markup.encode())


def test_a_list_within_a_list_is_read_once(tmp_path: Path) -> None:
    inner = "<ul><li>Een-a</li><li>Een-b</li></ul>"
    text = read_page(tmp_path, f"<ul><li>Een{inner}</li><li><p>Twee.</p><p>Drie.</p></li></ul>").text
    assert text == "Een\nEen-a\nEen-b\nTwee. Drie."


def test_footnotes_as_the_publisher_marks_them_are_read_with_their_numbers(tmp_path: Path) -> None:
    note = (
        '<div id="noten"><div class="voet noot"><h5 class="note-close">Sluiten</h5>'
        '<sup><span class="nootnum">7</span></sup>'
        "<p>Kamerstuk 27 925, nr. 612.</p></div></div>"
    )
    document = read_page(tmp_path, f"<main><p>Een zin.</p>{note}</main>")
    assert [(p.mark, document.text[p.start : p.end]) for p in document.paragraphs if p.mark] == [
        ("7", "Kamerstuk 27 925, nr. 612.")
    ]


def test_a_name_that_is_no_publication_is_not_its_id(tmp_path: Path) -> None:
    page = '<meta name="dcterms.identifier" content="https://example.org/a,b"><p>Een zin met tekst.</p>'
    assert read_page(tmp_path, page).identity.id == "pagina"


def test_the_caption_of_a_table_is_kept(tmp_path: Path) -> None:
    table = "<table><caption>Uitgaven in mln.</caption><tr><td>Irak</td><td>12</td></tr></table>"
    assert read_page(tmp_path, table).text == "Uitgaven in mln.\n\nIrak; 12"


def test_a_cell_over_two_columns_stands_under_both(tmp_path: Path) -> None:
    table = "<tr><th>Missie</th><th>2023</th><th>2024</th></tr><tr><td>NMI</td><td colspan='2'>49 mln</td></tr>"
    assert read_page(tmp_path, f"<table>{table}</table>").text == "Missie: NMI; 2023: 49 mln; 2024: 49 mln"


AANHANGSEL = """<html><head><meta name="DC.identifier" content="ah-tk-20242025-100"/><title></title>
<meta name="OVERHEIDop.aanhangselNummer" content="100"/><meta name="OVERHEIDop.vergaderjaar" content="2024-2025"/>
<meta name="DC.creator" content="Tweede Kamer der Staten-Generaal"/>
<meta name="OVERHEIDop.datumOntvangst" content="2024-10-22"/><meta name="DCTERMS.issued" content="2024-10-25"/></head>
<body><div id="kopregel">Kopregel</div><div id="broodtekst">
<h1 class="kop">Vragen van het lid Vis (ABC) aan de Minister van Paden over het
  pad (ingezonden 1 oktober 2024).</h1>
<h1 class="kop">Antwoord van Minister Bos (Paden) (ontvangen 22 oktober 2024).</h1>
<div class="vraag"><h2 class="stuktitel no-toc">Vraag 1</h2><p>Is het pad dicht?</p></div>
<div class="antwoord"><h2 class="stuktitel no-toc">Antwoord 1</h2><p>Ja, het pad is dicht.</p><p>Tot mei.</p></div>
<div class="vraag"><h2 class="stuktitel">Vraag 2</h2><p>Waarom?</p></div>
<div class="vraag"><h2 class="stuktitel">Vraag 3</h2><p>Tot wanneer is dat?</p></div>
<div class="antwoord"><h2 class="stuktitel">Antwoord 3</h2><p>Tot en met de maand mei.</p></div>
</div></body></html>"""


def test_answers_to_written_questions_say_themselves_what_they_are(tmp_path: Path) -> None:
    identity = read_page(tmp_path, AANHANGSEL).identity
    assert (identity.id, identity.kind, identity.number) == ("ah-tk-20242025-100", "antwoord", "100")
    assert (identity.chamber, identity.session_year) == ("Tweede Kamer", "2024-2025")
    assert identity.date == datetime.date(2024, 10, 22)
    assert identity.title == (
        "Vragen van het lid Vis (ABC) aan de Minister van Paden over het pad (ingezonden 1 oktober 2024)"
    )
    assert webpage.read(AANHANGSEL.encode()).described.sender == "Minister Bos (Paden)"


def test_questions_that_the_page_marks_are_paired_and_one_without_an_answer_is_found(tmp_path: Path) -> None:
    document = read_page(tmp_path, AANHANGSEL)
    found = [(q.number, document.text[q.answer_start : q.end]) for q in document.questions]
    assert found == [(1, "Ja, het pad is dicht.\n\nTot mei."), (3, "Tot en met de maand mei.")]
    (alone,) = [p for p in passages(document) if p.text.endswith("Waarom?")]
    assert (alone.text, alone.voice) == ("Vraag 2\nWaarom?", "lid Vis (ABC)")
    assert [warning.partition(" heeft")[0] for warning in document.warnings] == ["Vraag 2"]
    assert "Kopregel" not in document.text


def test_a_page_of_a_debate_tells_who_speaks_and_ends_the_section_of_a_motion(tmp_path: Path) -> None:
    turns = (
        "<h2>3 Paden</h2><div class='spreekbeurt'><p class='spreker'>De <strong>voorzitter</strong>:</p><p>Ik heet u"
        " van harte welkom.</p></div><div class='spreekbeurt'><h3><span class='voorvoegsels'>Mevrouw </span><span"
        " class='achternaam'>Vis</span> (<span class='politiek'>ABC</span>):</h3><p>Voorzitter. Daarom deze motie.</p>"
        "<div class='motie'><h4>Motie</h4><p>De Kamer,</p><p>verzoekt de regering iets,</p>"
        "<p>en gaat over tot de orde van de dag.</p></div></div>"
        "<p>De <strong>voorzitter</strong>:</p><p>Zij krijgt nr. 12 (36700-VII).</p>"
        "<p>Minister <strong>De Wit</strong>:</p><p>Dat kan ik u toezeggen.</p><p>(Applaus vanaf de tribune)</p>"
    )
    document = read_page(tmp_path, f"<html><body><div class='stuk'>{turns}</div></body></html>")
    motion = ("3 Paden", "Motie (36700-VII, nr. 12)")
    assert [(p.voice, p.section, p.text) for p in passages(document)] == [
        ("voorzitter", ("3 Paden",), "Ik heet u van harte welkom."),
        ("lid Vis (ABC)", ("3 Paden",), "Voorzitter. Daarom deze motie."),
        ("lid Vis (ABC)", motion, "De Kamer,\nverzoekt de regering iets,\nen gaat over tot de orde van de dag."),
        ("voorzitter", motion, "Zij krijgt nr. 12 (36700-VII)."),
        ("minister De Wit", ("3 Paden",), "Dat kan ik u toezeggen."),
        ("", ("3 Paden",), "(Applaus vanaf de tribune)"),
    ]


def test_a_list_of_persons_before_colons_is_no_debate(tmp_path: Path) -> None:
    words = "<p>De heer Bos: penningmeester.</p><p>Mevrouw Vis: voorzitter van de stichting.</p>" * 3
    document = read_page(tmp_path, f"<main><p>Het bestuur bestaat uit:</p>{words}</main>")
    assert "De heer Bos: penningmeester." in document.text
    assert {p.voice for p in document.paragraphs} == {""}


def test_who_signs_a_page_is_a_signature(tmp_path: Path) -> None:
    page = "<main><p>Ik dank u voor de vragen.</p><p class='ondertekening'>De Minister van Paden,<br>E. Bos</p></main>"
    assert read_page(tmp_path, page).signatories == ("De Minister van Paden, E. Bos",)


def paired(document: Document) -> list[tuple[int, str, str]]:
    text = document.text
    return [
        (q.number, text[q.start : q.question_end], text[q.answer_start : q.end].strip()) for q in document.questions
    ]


THREE = ((1, "Kent u het pad?", "Ja."), (2, "Waar ligt het?", "In het bos."), (3, "Wanneer gaat het open?", "In mei."))


@pytest.mark.parametrize(
    "asked",
    [
        "<ol start='{0}'><li>{1}</li></ol><p>Antwoord</p><p>{2}</p>",
        "<p>Vraag {0}<br>{1}</p><p>Antwoord<br/>{2}</p>",
        "<p><strong>Vraag {0}<br></strong>{1}<br><br><em>Antwoord {0}</em><br>{2}</p>",
    ],
)
def test_numbers_of_lists_and_labels_above_a_line_break_tell_questions(tmp_path: Path, asked: str) -> None:
    body = "".join(asked.format(*one) for one in THREE)
    assert paired(read_page(tmp_path, f"<main><p>Hierbij de antwoorden.</p>{body}</main>")) == list(THREE)


def test_a_table_of_questions_and_answers_is_read_as_these(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>{number}</td><td>{asked}</td><td>{said}</td></tr>" for number, asked, said in THREE)
    head = "<tr><th>Nr.</th><th>Vraag</th><th>Antwoord</th></tr>"
    open_ = "<tr><td>4</td><td>Wie betaalt het?</td><td></td></tr>"
    document = read_page(tmp_path, f"<main><table>{head}{rows}{open_}</table></main>")
    assert paired(document) == list(THREE)
    assert [warning.partition(" heeft")[0] for warning in document.warnings] == ["Vraag 4"]
    assert not [p for p in document.paragraphs if p.kind is ParagraphKind.TABLE]


def test_a_numbered_list_keeps_the_numbers_that_a_browser_prints(tmp_path: Path) -> None:
    lists = (
        "<ol start=3><li>drie;</li><li value=7>zeven.</li></ol>"
        "<ol type='a'><li>een;<ol type='i'><li>diep.</li></ol></li><li>b. twee.</li></ol>"
        "<ol style='list-style: none'><li>kaal.</li></ol><ul><li>punt.</li></ul>"
    )
    document = read_page(tmp_path, f"<main>{lists}</main>")
    text = "3. drie;\n7. zeven.", "a. een;\ni. diep.\nb. twee.", "kaal.", "punt."
    assert document.text == "\n\n".join(text)


def test_an_empty_line_within_a_paragraph_divides_it_and_a_line_break_does_not(tmp_path: Path) -> None:
    page = "<main><p>Een zin<br>die doorgaat.<br> <br/>Een andere zin.</p><p>&#8203;</p></main>"
    document = read_page(tmp_path, page)
    assert document.text == "Een zin die doorgaat.\n\nEen andere zin."
    assert len(document.paragraphs) == 2


@pytest.mark.parametrize("between", ["<br>", " "])
def test_who_speaks_is_known_where_label_and_words_are_one_paragraph(tmp_path: Path, between: str) -> None:
    said = (
        ("De <strong>voorzitter</strong>:", "Ik open de vergadering van vandaag."),
        ("<strong>Mevrouw Vis (ABC):</strong>", "Voorzitter. Het pad is nog steeds dicht."),
        ("<strong>Minister De Wit:</strong>", "Het pad gaat in mei weer open."),
    )
    turns = "".join(f"<p>{label}{between}{words}</p>" for label, words in said)
    document = read_page(tmp_path, f"<main><h2>Paden</h2>{turns}</main>")
    spoken = [(p.voice, document.text[p.start : p.end]) for p in document.paragraphs if p.voice]
    voices = ("voorzitter", "lid Vis (ABC)", "minister De Wit")
    assert spoken == list(zip(voices, (words for _, words in said), strict=True))


def test_questions_that_are_not_answered_yet_keep_chamber_year_and_address(tmp_path: Path) -> None:
    head = (
        "<meta name='DCTERMS.identifier' content='kv-tk-2024Z00123'><meta name='DCTERMS.issued' content='2024-02-09'>"
        "<meta name='OVERHEIDop.vergaderjaar' content='2023-2024'>"
        "<meta name='DC.title' content='Vragen van het lid Vis over paden'>"
    )
    body = "<p>Vragen van het lid Vis (ABC) aan de Minister van Paden over paden</p><div class='vraag'><h2>Vraag 1</h2>"
    page = f"<html><head>{head}</head><body><main>{body}<p>Kent u het pad?</p></div></main></body></html>"
    identity = read_page(tmp_path, page).identity
    assert (identity.id, identity.chamber, identity.session_year) == ("kv-tk-2024Z00123", "Tweede Kamer", "2023-2024")
    assert identity.url == "https://zoek.officielebekendmakingen.nl/kv-tk-2024Z00123.html"
    assert citation(identity, NO_PAGE) == "Vragen van het lid Vis over paden, 9 februari 2024"
