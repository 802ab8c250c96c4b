"""What is known of a document as a whole, each with the place that says it."""

from pathlib import Path

import pytest

from qa.domain import NO_PAGE, Document, Fact, FactKind
from qa.reading import read
from tests.parliament.publications.papers import ANSWERS, LETTER, MOTION


def known(document: Document) -> dict[FactKind, list[Fact]]:
    return {kind: [fact for fact in document.facts if fact.kind is kind] for kind in FactKind}


@pytest.fixture(params=[ANSWERS, MOTION, LETTER], ids=["antwoord", "motie", "brief"])
def paper(request: pytest.FixtureRequest, tmp_path: Path) -> Document:
    (tmp_path / "stuk.txt").write_text(request.param, encoding="utf-8")
    return read(tmp_path / "stuk.txt")


def test_a_fact_that_is_printed_is_told_with_the_words_that_say_it(paper: Document) -> None:
    for fact in paper.facts:
        if fact.end:
            said = " ".join(paper.text[fact.start : fact.end].lower().split())
            assert fact.page == paper.page_at(fact.start)
            assert any(word in said for word in fact.value.lower().split()), fact
        else:
            assert fact.page == NO_PAGE


def test_every_paper_tells_its_title_date_kind_and_sender(paper: Document) -> None:
    facts = known(paper)
    for kind in (FactKind.TITLE, FactKind.DATE, FactKind.SENDER):
        (fact,) = facts[kind]
        assert fact.end
    assert facts[FactKind.KIND][0].value == paper.identity.kind


def test_who_signed_is_known_with_the_office_and_the_page(documents: dict[str, Document]) -> None:
    letter = documents["kst-27925-597"]
    assert [(fact.value, fact.office, fact.page) for fact in known(letter)[FactKind.SIGNATORY]] == [
        ("A.G. Koenders", "de minister van Buitenlandse Zaken", 18),
        ("J.A. Hennis-Plasschaert", "de minister van Defensie", 18),
        ("E.M.J. Ploumen", "de minister voor Buitenlandse Handel en Ontwikkelingssamenwerking", 18),
    ]
    assert [fact.value for fact in known(letter)[FactKind.SIGNATORIES]] == ["3"]


def test_what_is_counted_is_counted(documents: dict[str, Document]) -> None:
    facts = known(documents["kst-27925-930"])
    assert [fact.value for fact in facts[FactKind.QUESTIONS]] == ["63"]
    assert [fact.value for fact in facts[FactKind.PAGES]] == ["15"]


@pytest.mark.parametrize(
    ("signed", "office", "name"),
    [
        ("De Minister van Defensie,\nK.H. Jansen", "de minister van Defensie", "K.H. Jansen"),
        (
            "De Minister van Onderwijs, Cultuur en Wetenschap,\n\nE.E.W. van der Berg",
            "de minister van Onderwijs, Cultuur en Wetenschap",
            "E.E.W. van der Berg",
        ),
        (
            "Hoogachtend,\n\nde staatssecretaris van Financiën,\n\nmr. drs. A. de Wit-Öz",
            "de staatssecretaris van Financiën",
            "mr. drs. A. de Wit-Öz",
        ),
        (
            "Mede namens de Minister van Landbouw,\n\nde Minister van Justitie en Veiligheid\n\nD.M. Jansen",
            "de minister van Justitie en Veiligheid",
            "D.M. Jansen",
        ),
    ],
)
def test_an_office_and_who_holds_it_are_told_apart(tmp_path: Path, signed: str, office: str, name: str) -> None:
    text = f"Geachte voorzitter,\n\nHierbij zend ik u de stukken over de inzet van het afgelopen jaar.\n\n{signed}\n"
    (tmp_path / "brief.txt").write_text(text, encoding="utf-8")
    document = read(tmp_path / "brief.txt")
    (fact,) = known(document)[FactKind.SIGNATORY]
    assert (fact.value, fact.office) == (name, office)
    assert document.identity.sender == office


def test_a_sentence_about_a_minister_is_no_signature(tmp_path: Path) -> None:
    (tmp_path / "notitie.txt").write_text("De minister van Defensie heeft dit besloten.\n\nEen tweede zin.\n", "utf-8")
    assert not known(read(tmp_path / "notitie.txt"))[FactKind.SIGNATORY]


def test_a_name_may_stand_above_the_office(tmp_path: Path) -> None:
    for signed, office, name in (
        ("A.B.C. van Veld\nMinister voor Paden en Wegen", "de minister voor Paden en Wegen", "A.B.C. van Veld"),
        ("A.B. Veld\n\nMinister van Paden", "de minister van Paden", "A.B. Veld"),
        (
            "Hoogachtend,\n\nmr. drs. K. Bos\nStaatssecretaris van Wegen",
            "de staatssecretaris van Wegen",
            "mr. drs. K. Bos",
        ),
    ):
        text = f"Datum 3 mei 2024\nGeachte voorzitter,\n\nHierbij bied ik u de nota aan over de paden.\n\n{signed}\n"
        (tmp_path / "brief.txt").write_text(text, encoding="utf-8")
        document = read(tmp_path / "brief.txt")
        (fact,) = known(document)[FactKind.SIGNATORY]
        assert (fact.office, fact.value) == (office, name), signed
        assert name in document.text[fact.start : fact.end]
        assert document.identity.sender == office


def test_of_two_names_above_their_offices_each_has_his_own(tmp_path: Path) -> None:
    signed = "A.B. Veld\nMinister van Paden\n\nC. de Bos\nMinister voor Wegen\n"
    (tmp_path / "brief.txt").write_text(f"Geachte voorzitter,\n\nHierbij de nota.\n\n{signed}", encoding="utf-8")
    facts = known(read(tmp_path / "brief.txt"))[FactKind.SIGNATORY]
    assert [(fact.value, fact.office) for fact in facts] == [
        ("A.B. Veld", "de minister van Paden"),
        ("C. de Bos", "de minister voor Wegen"),
    ]


def test_an_office_in_capitals_is_written_as_in_a_sentence(tmp_path: Path) -> None:
    signed = "DE MINISTER VAN INFRASTRUCTUUR EN WATERSTAAT,\nB. de Wit"
    (tmp_path / "brief.txt").write_text(f"Geachte voorzitter,\n\nHierbij de nota.\n\n{signed}", encoding="utf-8")
    assert read(tmp_path / "brief.txt").identity.sender == "de minister van Infrastructuur en Waterstaat"
