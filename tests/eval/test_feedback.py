"""Verdicts of users as labelled questions: what was useful stays, what was wrong goes."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from eval.asking import Subject
from eval.feedback import findings, latest
from eval.gold import LIST, GoldError
from eval.results import Findings
from eval.sources import Sources
from qa import Assistant, Feedback, QuestionError, Verdict
from qa.cli import app
from qa.feedback import Cited, cited, keep
from tests.conftest import CORPUS, MakeCorpus

BASIS = "Wat is de rechtsgrond van OIR?"
NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def sources() -> Sources:
    return Sources.of(CORPUS)


def about(citation: Cited | None, verdict: Verdict, question: str = BASIS, minutes: int = 0) -> Feedback:
    return Feedback(question, verdict, citation, "", "0.1.0", NOON + timedelta(minutes=minutes))


def first_and_last(assistant: Assistant) -> tuple[Cited, Cited]:
    """The citation on top of the answer, and that of a passage far down the ranking."""
    found = assistant.search(BASIS, limit=50)
    assert found[0].passage_id == assistant.ask(BASIS).citations[0].passage_id
    return cited(found[0]), cited(found[-1])


def measured(assistant: Assistant, sources: Sources, *verdicts: Feedback) -> Findings:
    return findings(verdicts, Subject(assistant), sources, "oordelen.jsonl")


def numbers(found: Findings, row: str) -> tuple[float | None, ...]:
    (table,) = found.tables
    (numbers,) = (one.numbers for one in table.rows if one.name == row)
    return tuple(number.value if number else None for number in numbers)


def test_a_useful_passage_is_looked_for_on_top_and_among_the_first_five(assistant: Assistant, sources: Sources) -> None:
    top, low = first_and_last(assistant)
    found = measured(assistant, sources, about(top, Verdict.USEFUL), about(low, Verdict.USEFUL, minutes=1))
    assert numbers(found, "nuttig") == (1.0, 1 / 2, 1 / 2, None)
    assert [outcome.failed for outcome in found.outcomes] == ["", "nuttige passage op plaats 50"]
    assert len(found.asked) == 1, "a question is asked once"


def test_a_wrong_passage_may_be_anywhere_but_on_top(assistant: Assistant, sources: Sources) -> None:
    top, low = first_and_last(assistant)
    found = measured(assistant, sources, about(top, Verdict.WRONG_PASSAGE), about(low, Verdict.WRONG_PASSAGE))
    assert numbers(found, "verkeerde passage") == (1.0, None, None, 1 / 2)
    assert [outcome.failed for outcome in found.outcomes] == ["verkeerde passage nog bovenaan", ""]


def test_two_verdicts_on_one_question_are_not_two_witnesses(assistant: Assistant, sources: Sources) -> None:
    top, low = first_and_last(assistant)
    found = measured(assistant, sources, about(top, Verdict.USEFUL), about(low, Verdict.USEFUL))
    at_first = found.tables[0].number("nuttig", "hit@1")
    assert at_first
    assert (at_first.low, at_first.high, at_first.n) == (0.5, 0.5, 2)
    other = about(low, Verdict.USEFUL, question="Hoeveel adviseurs levert Nederland aan de missie in Bagdad?")
    apart = measured(assistant, sources, about(top, Verdict.USEFUL), other).tables[0].number("nuttig", "hit@1")
    assert apart
    assert (apart.low, apart.high) == (0.0, 1.0)


def test_a_passage_is_known_by_its_words_when_it_was_divided_in_another_way(
    assistant: Assistant, sources: Sources
) -> None:
    top, low = first_and_last(assistant)
    moved = [replace(one, passage_id=f"{one.document_id}#weg") for one in (top, low)]
    found = measured(assistant, sources, *(about(one, Verdict.USEFUL) for one in moved))
    assert [outcome.place for outcome in found.outcomes] == [1, 50]
    (passage,) = (one for one in assistant.library.passages(top.document_id) if one.id == top.passage_id)
    text = sources.documents[top.document_id].text
    longer = replace(moved[0], quote=text[passage.start - 20 : passage.start + len(passage.text)])
    assert measured(assistant, sources, about(longer, Verdict.USEFUL)).outcomes[0].place == 1, "most of it is there"


def test_words_that_stand_twice_are_those_of_the_page(assistant: Assistant, sources: Sources) -> None:
    said = "Zie het antwoord op vraag"
    first, *_, last = [passage for passage in assistant.library.passages(LIST) if said in passage.text]
    assert first.page < last.page
    for passage, other in ((first, last), (last, first)):
        question = " ".join(passage.text[: passage.question_end].split())
        here = Cited(LIST, "weg", said, passage.page_at(passage.text.index(said)))
        there = replace(here, page=other.page)
        known = replace(there, passage_id=passage.id)
        found = (measured(assistant, sources, about(one, Verdict.USEFUL, question)) for one in (here, there, known))
        assert [one.outcomes[0].place == 1 for one in found] == [True, False, True]


def test_what_is_no_longer_in_the_documents_is_left_out_and_counted(assistant: Assistant, sources: Sources) -> None:
    top, _ = first_and_last(assistant)
    found = measured(
        assistant,
        sources,
        about(top, Verdict.USEFUL),
        about(replace(top, document_id="kst-1-1", passage_id="kst-1-1#0"), Verdict.USEFUL),
        about(replace(top, passage_id="weg", quote="Dit staat er niet meer."), Verdict.WRONG_PASSAGE),
    )
    assert found.tables[0].title == "D. oordelen.jsonl: oordelen van gebruikers (1 oordelen)"
    assert "2 oordelen gaan over tekst die niet meer in de documenten staat" in found.tables[0].note
    assert [row.name for row in found.tables[0].rows] == ["nuttig"]


def test_a_verdict_without_a_passage_is_counted_and_the_question_told(assistant: Assistant, sources: Sources) -> None:
    unanswered = about(None, Verdict.USEFUL, question="Hoe bak ik een appeltaart?")
    unloved = replace(about(None, Verdict.NOT_USEFUL), remark="te lang")
    found = measured(assistant, sources, unanswered, unloved)
    assert numbers(found, "nuttig, zonder vindplaats") == (0.0, None, None, None)
    assert numbers(found, "niet nuttig") == (1.0, None, None, None)
    assert found.outcomes[1].failed == "niet nuttig gevonden"
    assert found.outcomes[1].expected == ("niet nuttig", "opmerking: te lang")


def test_of_verdicts_on_one_passage_for_one_question_the_last_counts(tmp_path: Path) -> None:
    passage = Cited("kst-27925-919", "kst-27925-919#1", "Dit.", 5)
    file = tmp_path / "oordelen.jsonl"
    given = (
        about(passage, Verdict.USEFUL, minutes=3),
        about(passage, Verdict.WRONG_PASSAGE, minutes=1),
        about(replace(passage, passage_id="kst-27925-919#2"), Verdict.WRONG_PASSAGE, minutes=2),
        about(passage, Verdict.WRONG_PASSAGE, question="Wat is de rechtsgrond van NMI?"),
        about(None, Verdict.NOT_USEFUL, minutes=4),
    )
    for one in given:
        keep(one, file)
    assert set(latest(file)) == {given[0], *given[2:]}


def test_without_verdicts_there_is_nothing_to_measure(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="staan geen oordelen; geef ze eerst in de chat, of kies een ander bestand"):
        latest(tmp_path / "weg.jsonl")
    (tmp_path / "leeg.jsonl").touch()
    with pytest.raises(GoldError, match="staan geen oordelen"):
        latest(tmp_path / "leeg.jsonl")


def run(*arguments: str | Path) -> str:
    result = CliRunner().invoke(app, ["eval", *map(str, arguments)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_the_command_measures_the_usual_file_or_the_one_that_is_named(
    make_corpus: MakeCorpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = make_corpus(brief="Nederland stuurt negen adviseurs naar de missie in Bagdad, voor de duur van een jaar.")
    monkeypatch.setenv("QA_FEEDBACK", str(tmp_path / "oordelen.jsonl"))
    monkeypatch.setenv("QA_CORPUS", str(corpus))
    monkeypatch.setenv("QA_INDEX", str(tmp_path / "index"))
    question = "Hoeveel adviseurs gaan er naar Bagdad?"
    with Assistant(corpus, tmp_path / "index") as assistant:
        citation = cited(assistant.ask(question).citations[0])
    keep(about(citation, Verdict.USEFUL, question), tmp_path / "oordelen.jsonl")
    keep(about(citation, Verdict.WRONG_PASSAGE, question), tmp_path / "andere.jsonl")
    usual = run("--feedback", "--report", tmp_path / "verslag")
    assert "D. oordelen.jsonl: oordelen van gebruikers (1 oordelen)" in usual
    report = json.loads((tmp_path / "verslag" / "report.json").read_text(encoding="utf-8"))
    assert (report["mode"], report["outcomes"][0]["place"]) == ("oordelen.jsonl", 1)
    again = run("--feedback", "--report", tmp_path / "v", "--compare", tmp_path / "verslag" / "report.json")
    assert "D: nieuw min oud, hit@1" in again
    named = run("--feedback", tmp_path / "andere.jsonl", "--corpus", corpus, "--report", tmp_path / "verslag")
    assert "verkeerde passage nog bovenaan" in (tmp_path / "verslag" / "report.md").read_text(encoding="utf-8")
    assert "D. andere.jsonl" in named


def test_a_file_of_verdicts_needs_its_option_and_no_other(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="hoort bij --feedback"):
        run(tmp_path / "oordelen.jsonl")
    with pytest.raises(QuestionError, match="twee metingen"):
        run("--feedback", "--questions", tmp_path / "vragen.csv")
    with pytest.raises(QuestionError, match="laat --corpus, --questions en --feedback weg"):
        run("--feedback", "--quick")
