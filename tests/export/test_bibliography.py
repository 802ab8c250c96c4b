import dataclasses
import re

import bibtexparser
import pytest
import rispy

from qa import Answer, Assistant
from qa.domain import Identity
from qa.export import bibtex, cited_documents, ris
from tests.answering.test_compose import CITATION
from tests.export.hostile import DAY, HOSTILE, visible

LETTER = Identity(
    id="kst-27925-919",
    file="kst-27925-919.txt",
    title="Verlenging van de Nederlandse bijdrage",
    date=DAY,
    kind="brief",
    chamber="Tweede Kamer",
    session_year="2022-2023",
    dossier="27925",
    number="919",
    url="https://zoek.officielebekendmakingen.nl/kst-27925-919.html",
)
NOTE = Identity("notitie", "notitie.txt", "Een notitie", None, "", "", "", "", "", "")
NAMED = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciicircum{}": "^",
    r"\textasciitilde{}": "~",
    r"\textless{}": "<",
    r"\textgreater{}": ">",
    r"\textbar{}": "|",
}


def tex_shown(text: str) -> str:
    """What TeX shows of a text that has no other commands than those of the test."""
    return re.sub(r"\\text[a-z]+\{\}|\\([$&%#_])", lambda match: match[1] or NAMED[match[0]], text)


def hostile(text: str) -> Identity:
    url = f"{LETTER.url}?{text}"
    return dataclasses.replace(LETTER, id=text, title=text, kind=text, dossier=text, number=text, url=url)


def test_a_kamerstuk_is_a_report_of_its_chamber_in_bibtex() -> None:
    assert bibtex([LETTER]) == (
        "@techreport{kst-27925-919,\n"
        "  title = {{Verlenging van de Nederlandse bijdrage}},\n"
        "  institution = {Tweede Kamer der Staten-Generaal},\n"
        "  type = {brief},\n"
        "  number = {27925, nr. 919},\n"
        "  year = {2022},\n"
        "  date = {2022-10-28},\n"
        "  url = {https://zoek.officielebekendmakingen.nl/kst-27925-919.html},\n"
        "  note = {Kamerstukken II 2022/23, 27925, nr. 919},\n"
        "}\n"
    )


def test_a_kamerstuk_is_a_government_document_in_ris() -> None:
    assert ris([LETTER]) == (
        "TY  - GOVDOC\r\n"
        "ID  - kst-27925-919\r\n"
        "TI  - Verlenging van de Nederlandse bijdrage\r\n"
        "PB  - Tweede Kamer der Staten-Generaal\r\n"
        "M3  - brief\r\n"
        "SN  - 27925, nr. 919\r\n"
        "PY  - 2022\r\n"
        "DA  - 2022/10/28\r\n"
        "UR  - https://zoek.officielebekendmakingen.nl/kst-27925-919.html\r\n"
        "N1  - Kamerstukken II 2022/23, 27925, nr. 919\r\n"
        "ER  - \r\n"
    )


def test_what_is_not_known_is_left_out_and_nothing_is_claimed() -> None:
    assert bibtex([NOTE]) == "@misc{notitie,\n  title = {{Een notitie}},\n}\n"
    assert ris([NOTE]) == "TY  - GEN\r\nID  - notitie\r\nTI  - Een notitie\r\nER  - \r\n"


def test_the_usual_citation_is_noted_only_where_it_tells_more_than_title_and_date() -> None:
    dated = dataclasses.replace(NOTE, date=DAY)
    assert "note" not in bibtex([dated])
    assert "N1" not in ris([dated])


def test_a_kamerstuk_of_unknown_kind_is_no_technical_report() -> None:
    assert "  type = {parlementair document},\n" in bibtex([dataclasses.replace(LETTER, kind="")])


def test_a_conversation_has_one_entry_a_document(assistant: Assistant, conversation: tuple[Answer, ...]) -> None:
    documents = cited_documents(conversation, assistant.library.documents)
    cited = [citation.document_id for answer in conversation for citation in answer.citations]
    assert [document.id for document in documents] == list(dict.fromkeys(cited))
    entries = bibtexparser.loads(bibtex(documents)).entries
    assert [entry["ID"] for entry in entries] == [document.id for document in documents]
    assert {entry["ENTRYTYPE"] for entry in entries} == {"techreport"}
    records = rispy.loads(ris(documents))
    assert [record["title"] for record in records] == [document.title for document in documents]
    assert [record["urls"] for record in records] == [[document.url] for document in documents]


def test_a_document_that_is_gone_is_listed_as_far_as_its_citation_tells() -> None:
    answer = Answer("v", "v", answered=True, text="", citations=(CITATION,))
    assert cited_documents([answer], []) == (dataclasses.replace(LETTER, file="", title="Verlenging", kind=""),)
    web = dataclasses.replace(CITATION, document_id="pagina", url="")
    (document,) = cited_documents([dataclasses.replace(answer, citations=(web,))], [LETTER])
    assert document == dataclasses.replace(NOTE, id="pagina", file="", title="Verlenging", date=DAY)


def test_ids_that_are_no_keys_get_keys_that_differ_and_stay() -> None:
    first, second = (dataclasses.replace(NOTE, id=id_) for id_ in ("brief (2)", "brief [2]"))
    keys = re.findall(r"@misc\{(.+),", bibtex([first, second, NOTE]))
    assert len(set(keys)) == 3
    assert re.fullmatch(r"brief-2-[0-9a-f]{8}", keys[0])
    assert re.findall(r"@misc\{(.+),", bibtex([second, first])) == [keys[1], keys[0]]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_within_its_field_in_bibtex(text: str) -> None:
    written = bibtex([hostile(text), LETTER])
    first, second = bibtexparser.loads(written).entries
    assert second["ID"] == LETTER.id
    assert re.fullmatch(r"[A-Za-z0-9._-]+", first["ID"])
    assert visible(tex_shown(first["title"].removeprefix("{").removesuffix("}"))) == visible(text)
    for line in written.split("\n"):  # braces balance in each field, so that no field ends within another
        depth = [line[: place + 1].count("{") - line[: place + 1].count("}") for place in range(len(line))]
        if line.startswith("  "):
            assert min(depth) == 0
            assert depth[-2:] == [0, 0]
    assert len(written.split("\n")) == len(bibtex([LETTER, LETTER]).split("\n"))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_within_its_field_in_ris(text: str) -> None:
    written = ris([hostile(text), LETTER])
    lines = written.removesuffix("\r\n").split("\r\n")
    assert [line[:6] for line in lines] == [
        f"{tag}  - " for tag in ("TY", "ID", "TI", "PB", "M3", "SN", "PY", "DA", "UR", "N1", "ER") * 2
    ]
    assert len(written.splitlines()) == len(lines)
    first, second = rispy.loads(written)
    assert visible(first["title"]) == visible(text)
    assert second["title"] == LETTER.title
