"""The report: what a person reads and what a machine reads, and the comparison with what was accepted."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from rich.console import Console

from eval import baseline
from eval.asking import PRODUCT
from eval.gold import GoldError
from eval.measures import RANKING, Difference, Number
from eval.reporting import as_html, as_json, as_markdown, ordered, print_report, short, shown, write_report
from eval.results import Compared, Outcome, Point, Report, Row, Table

pytestmark = pytest.mark.slow

CERTAIN = Number(1.0, 1.0, 1.0, 8)
NUMBER = Number(0.63, 0.57, 0.694, 200)


def outcome(id_: str, failed: str = "", scores: Mapping[str, float] = MappingProxyType({})) -> Outcome:
    return Outcome(
        id=id_,
        protocol="B",
        kind="parafrase",
        split="dev",
        question=f"Wat is <b>{id_}</b>?",
        history=("En daarvoor?",),
        expected=("kst-27925-919, p. 5: <script>alert(1)</script>",),
        got=("Kamerstukken II 2022/23, 27925, nr. 919, p. 5: dit",),
        answered=not failed,
        chance=0.85,
        place=None if failed else 1,
        scores={**dict.fromkeys(RANKING, 0.0), **scores},
        failed=failed,
    )


@pytest.fixture
def report() -> Report:
    ranking = Table(
        "B-rangorde",
        "B. De rangorde",
        "Zo lees je het.",
        RANKING,
        (Row(f"alle · {PRODUCT}", (NUMBER,) * len(RANKING)),),
    )
    trusted = Table(
        "betrouwbaarheid",
        "Betrouwbaarheid",
        "Alles hoort 1 te zijn.",
        ("deel",),
        (Row("bladzijde is de gelabelde", (CERTAIN,)), Row("leeg", (None,))),
    )
    return Report(
        version="0.1.0",
        mode="snel",
        tables=(ranking, trusted),
        compared=(Compared("B: product min RRF", Difference(0.02, -0.01, 0.05, 0.3, 200)),),
        curve=(Point(0.0, 1.0, 0.0), Point(1.0, 0.7, 0.8), Point(2.0, 0.1, 1.0)),
        outcomes=(outcome("goed", scores={"hit@1": 1.0}), outcome("fout", "niet geantwoord")),
        seconds=(0.02, 0.03),
        building=31.0,
    )


def test_numbers_are_written_the_dutch_way_with_their_interval() -> None:
    assert shown(NUMBER) == "0,63 (0,57-0,69)"
    assert short(NUMBER) == "0,63 (57-69)"
    assert short(Number(2.5, 2.1, 2.9, 3)) == "2,50 (2,10-2,90)"
    assert shown(None) == shown(Number(float("nan"), 0, 0, 0)) == "-"


def test_the_page_needs_nothing_else_and_runs_nothing(report: Report) -> None:
    page = as_html(report)
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "Wat is &lt;b&gt;fout&lt;/b&gt;?" in page
    assert not re.search(r'(?:src|href)="(?!#)', page), "nothing is fetched"
    assert page.count("<svg") == 5


def test_failures_stand_first_and_say_why(report: Report) -> None:
    assert [one.id for one in ordered(report)] == ["fout", "goed"]
    page = as_html(report)
    assert page.index("niet geantwoord") < page.index("&lt;b&gt;goed")
    assert "- **fout** (niet geantwoord): Wat is <b>fout</b>?" in as_markdown(report)


def test_the_same_report_gives_the_same_bytes(report: Report) -> None:
    assert as_html(report) == as_html(report)
    assert as_json(report) == as_json(report)


def test_machines_read_the_same_numbers(report: Report) -> None:
    content = json.loads(as_json(report))
    assert content["tables"][0]["rows"][0]["numbers"][0] == {"value": 0.63, "low": 0.57, "high": 0.694, "n": 200}
    assert content["outcomes"][0]["scores"]["hit@1"] == 1.0


def test_the_terminal_shows_every_table_with_its_note(report: Report) -> None:
    console = Console(record=True, width=100)
    with console.capture() as captured:
        print_report(console, report, (), ())
    text = " ".join(captured.get().split())
    assert "alle · product" in text
    assert "0,63 (57-69)" in text
    assert "…" not in text, "nothing is cut off"
    assert "onbewezen" in text
    assert "index bouwen, met het laden van het model, 31 s" in text


def test_the_report_is_written_in_three_forms(report: Report, tmp_path: Path) -> None:
    page = write_report(report, (), tmp_path / "new" / "folder")
    assert sorted(path.name for path in page.parent.iterdir()) == ["report.html", "report.json", "report.md"]


def with_page_number(report: Report, number: Number) -> Report:
    trusted = report.tables[1]
    changed = replace(trusted, rows=(Row("bladzijde is de gelabelde", (number,)),))
    return replace(report, tables=(report.tables[0], changed))


def test_a_number_falls_when_it_is_below_the_accepted_interval(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    assert baseline.accepted("snel", path) == {}, "nothing was accepted yet"
    baseline.accept(report, path)
    accepted = baseline.accepted("snel", path)
    assert baseline.fallen(report, accepted) == baseline.moved(report, accepted) == ()
    lower = with_page_number(report, Number(0.99, 0.97, 1.0, 8))
    (fallen,) = baseline.fallen(lower, accepted)
    assert fallen.name == "betrouwbaarheid, bladzijde is de gelabelde, deel"
    assert baseline.explain([fallen]) == [f"{fallen.name}: 1,000 (ondergrens 1,000) werd 0,990"]
    assert "Gedaald onder de aanvaarde cijfers" in as_html(lower, [fallen])


def test_a_number_that_is_gone_fell_and_one_of_another_mode_does_not_count(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    baseline.accept(report, path)
    gone = replace(report, tables=report.tables[:1])
    assert [one.now for one in baseline.fallen(gone, baseline.accepted("snel", path))] == [None]
    assert baseline.accepted("volledig", path) == {}


def test_within_its_interval_a_number_may_go_down(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    baseline.accept(with_page_number(report, Number(0.9, 0.85, 0.95, 100)), path)
    lower = with_page_number(report, Number(0.86, 0.8, 0.9, 100))
    assert baseline.fallen(lower, baseline.accepted("snel", path)) == ()
    assert [one.now for one in baseline.moved(lower, baseline.accepted("snel", path))] == [Number(0.86, 0.8, 0.9, 100)]


def test_two_reports_are_compared_question_by_question(report: Report, tmp_path: Path) -> None:
    old = write_report(report, (), tmp_path).parent / "report.json"
    better = replace(report, outcomes=tuple(replace(o, scores={**o.scores, "hit@1": 1.0}) for o in report.outcomes))
    compared = {one.name: one.difference for one in baseline.compare(better, baseline.read_scores(old, "snel"))}
    assert compared["B: nieuw min oud, hit@1"].value == 0.5
    assert compared["B: nieuw min oud, MRR@10"].value == 0
    assert compared["B: nieuw min oud, beantwoord"].n == 2


def test_reports_without_a_question_in_common_are_not_compared(report: Report) -> None:
    with pytest.raises(GoldError, match="geen vraag gemeen"):
        baseline.compare(report, {("B", "een andere"): {"hit@1": 1.0}})


@pytest.mark.parametrize("content", ['{"snel": []}', '{"snel": {"numbers": {"x": {"hoog": 1}}}}'])
def test_damaged_accepted_numbers_are_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "baseline.json").write_text(content)
    with pytest.raises(GoldError, match="niet te begrijpen"):
        baseline.accepted("snel", tmp_path / "baseline.json")


def test_what_is_no_report_or_of_another_kind_is_refused(report: Report, tmp_path: Path) -> None:
    old = tmp_path / "old.json"
    with pytest.raises(GoldError, match="niet te lezen"):
        baseline.read_scores(old, report.mode)
    old.write_text("{")
    with pytest.raises(GoldError, match="geen JSON"):
        baseline.read_scores(old, report.mode)
    old.write_text("[]")
    with pytest.raises(GoldError, match="geen verslag"):
        baseline.read_scores(old, report.mode)
    old.write_text('{"mode": "volledig"}')
    with pytest.raises(GoldError, match="van een andere meting"):
        baseline.read_scores(old, report.mode)
    old.write_text('{"mode": "snel"}')
    with pytest.raises(GoldError, match="geen verslag"):
        baseline.read_scores(old, report.mode)


def test_the_accepted_numbers_in_the_repository_are_whole() -> None:
    accepted = json.loads(baseline.FILE.read_text(encoding="utf-8"))
    in_full = {", ".join(name) for name in baseline.PROTECTED_IN_FULL}
    names = {", ".join(name) for name in baseline.PROTECTED}
    assert {mode: set(numbers["numbers"]) for mode, numbers in accepted.items()} == {
        "snel": names,
        "volledig": names | in_full,
    }
    for mode in accepted.values():
        for name, number in mode["numbers"].items():
            assert number["low"] <= number["value"] <= number["high"], name
            if name.startswith("betrouwbaarheid") or "letterlijk ·" in name:
                assert number["value"] == 1.0, name
