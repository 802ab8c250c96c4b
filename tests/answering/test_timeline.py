import dataclasses
import datetime
from pathlib import Path

import pytest

from qa import Assistant
from qa.answering.timeline import differing
from qa.domain import Role
from tests.answering.test_compose import CITATION
from tests.conftest import MakeCorpus

OLD, NEW = "9 september 2016", "7 juli 2023"
COALITION = "De internationale coalitie tegen ISIS bestaat uit {partners}, die uiteenlopende bijdragen leveren."


@pytest.fixture
def coalition(make_corpus: MakeCorpus, tmp_path: Path) -> Assistant:
    return Assistant(
        make_corpus(
            oud=f"Den Haag, {OLD}\n\n{COALITION.format(partners='67 partners')}",
            nieuw=f"Den Haag, {NEW}\n\n{COALITION.format(partners='85 landen en internationale organisaties')}",
            anders="Den Haag, 1 mei 2024\n\nDe helikopters vervoeren personeel en materieel tussen de bases.",
        ),
        tmp_path / "index",
    )


def test_of_two_statements_on_the_same_subject_the_newest_comes_first(coalition: Assistant) -> None:
    answer = coalition.ask("Hoe groot is de internationale coalitie tegen ISIS?")
    found = [(c.document_id, c.role) for c in answer.citations if c.document_id != "anders"]
    assert found == [("nieuw", Role.ANSWER), ("oud", Role.EARLIER)]
    assert f"Eerder, op {OLD}: " in answer.text


def test_numbers_that_differ_over_time_stand_side_by_side(coalition: Assistant) -> None:
    answer = coalition.ask("Hoe groot is de internationale coalitie tegen ISIS?")
    assert [(one.date.year, one.words) for one in answer.differing] == [(2023, "85 landen"), (2016, "67 partners")]
    assert f"De documenten verschillen hierin: {NEW}: «85 landen» [1]; {OLD}: «67 partners» [2]" in answer.text
    assert coalition.ask("Wat doet de internationale coalitie tegen ISIS?").differing == ()


def test_what_is_said_the_same_does_not_differ() -> None:
    newer = dataclasses.replace(CITATION, quote="De missie telt 40 adviseurs.")
    older = dataclasses.replace(newer, date=datetime.date(2016, 9, 9), role=Role.EARLIER)
    assert differing("Hoeveel adviseurs?", [newer, older], [1, 2]) == ()
    other = dataclasses.replace(older, quote="De missie telt 38 adviseurs.")
    assert [one.words for one in differing("Hoeveel adviseurs?", [newer, other], [1, 2])] == [
        "40 adviseurs",
        "38 adviseurs",
    ]
    unlike = dataclasses.replace(older, quote="In Bagdad landden vorige week 12 helikopters met personeel.")
    assert differing("Hoeveel adviseurs?", [newer, unlike], [1, 2]) == ()


def test_a_newer_document_about_something_else_comes_not_first(coalition: Assistant) -> None:
    hits = coalition.explain("Hoe groot is de internationale coalitie tegen ISIS?").hits
    assert hits[-1].passage.document_id == "anders"
    assert coalition.ask("Wat vervoeren de helikopters?").citations[0].role is Role.ANSWER


@pytest.mark.parametrize(
    ("new", "old", "differ"),
    [
        ("De missie telt twaalf adviseurs.", "De missie telt 12 adviseurs.", False),
        ("De missie telt dertien adviseurs.", "De missie telt 12 adviseurs.", True),
        ("De missie telt maximaal 20 adviseurs.", "De missie telt 13 adviseurs.", False),
        ("De missie telt maximaal 20 adviseurs.", "De missie telt hoogstens 25 adviseurs.", True),
        ("De missie kost 49 miljoen euro.", "De missie kost 49.000.000 euro.", False),
        ("De missie kost anderhalf miljoen euro.", "De missie kost 1,6 miljoen euro.", True),
    ],
)
def test_figures_differ_when_their_values_do_and_both_are_bounds_or_none_is(new: str, old: str, differ: bool) -> None:
    newer = dataclasses.replace(CITATION, quote=new)
    older = dataclasses.replace(newer, quote=old, date=datetime.date(2016, 9, 9), role=Role.EARLIER)
    assert bool(differing("Hoeveel?", [newer, older], [1, 2])) is differ
