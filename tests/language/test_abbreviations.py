"""Abbreviations: on the documents of the corpus, and the shapes in which they are explained."""

import pytest

from qa.domain import Abbreviation, Document
from qa.language.abbreviations import Explanations, ShortForms, abbreviations


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("via Operation Inherent Resolve (OIR) van de coalitie", [("OIR", "Operation Inherent Resolve")]),
        ("de NAVO Missie in Irak (NMI).", [("NMI", "NAVO Missie in Irak")]),
        ("zogenaamde Ground Movement Teams (GMT’s).", [("GMT", "Ground Movement Teams")]),
        ("de eenheid Counter-Terrorism Service (CTS)", [("CTS", "Counter-Terrorism Service")]),
        ("de KRG (Kurdistan Regional Government) in Erbil", [("KRG", "Kurdistan Regional Government")]),
        (
            "Intelligence, Surveillance en Reconnaissance (ISR)",
            [("ISR", "Intelligence, Surveillance en Reconnaissance")],
        ),
        ("het Access to Justice-programma (zie bijlage)", []),
        ("de leden van de fractie (BBB)", []),
        ("Irak. Missie (NMI)", []),
        ("(OIR)", []),
        ("een brief (2022)", []),
    ],
)
def test_what_an_abbreviation_stands_for_is_read_where_it_is_explained(text: str, found: list[tuple[str, str]]) -> None:
    assert [(item.short, item.expansion) for item in abbreviations(text)] == found


def test_the_documents_explain_their_own_abbreviations(documents: dict[str, Document]) -> None:
    known = {id_: abbreviations(document.text) for id_, document in documents.items()}
    letter = {item.short: item.expansion for item in known["kst-27925-919"]}
    assert letter["TSC"] == "Target Support Cell"
    assert letter["KAR"] == "Koerdische Autonome Regio"
    assert len(letter) >= 20


def test_a_document_explains_itself_and_others_help_where_it_does_not() -> None:
    known = {
        "brief": (Abbreviation("NMI", "NAVO Missie in Irak"),),
        "lijst": (Abbreviation("NMI", "NATO Mission in Iraq"), Abbreviation("JCC", "Joint Coordination Centers")),
    }
    text = "NMI adviseert het JCC; de NMI-adviseurs en XYZ."
    assert Explanations(known).found_in(text, "brief") == (known["brief"][0], known["lijst"][1])
    assert Explanations(known).found_in(text, "lijst") == known["lijst"]
    assert Explanations(known).found_in("Niets.", "brief") == ()


KNOWN = ShortForms(
    (Abbreviation("OIR", "Operation Inherent Resolve"), Abbreviation("CTS", "Counter-Terrorism Service"))
)


def test_a_text_that_names_something_in_full_bears_its_abbreviation_too() -> None:
    text = "De counter terrorism service hielp Operation Inherent Resolve."
    assert KNOWN.added_to(text) == f"{text} cts oir"


def test_nothing_is_added_where_the_abbreviation_stands_or_the_name_is_another() -> None:
    for text in ("Operation Inherent Resolve (OIR)", "Operation Inherent", "de operatie", ""):
        assert KNOWN.added_to(text).strip() == text
