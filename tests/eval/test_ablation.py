"""What each signal is worth is told by the same questions without it."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from eval import ablation
from eval.ablation import MEASURES, Measured, as_markdown, sweep, write_between
from eval.gold import DOCUMENTS, GoldError
from eval.sources import Sources
from qa import PARAMETERS, Assistant, QuestionError
from tests.conftest import CORPUS


def test_the_meaning_of_a_passage_is_worth_more_than_chance(assistant: Assistant) -> None:
    ask = ablation._of_gold(assistant, Sources.of(CORPUS, only=DOCUMENTS))
    usual, without = ask(PARAMETERS), ask(PARAMETERS.without("dense").without("words"))
    trial = ablation._trial("vijf", "without dense and words", without, usual)
    change = trial.differences[MEASURES.index("hit@1")]
    assert change is not None
    assert change.high < -0.1
    assert ablation._trial("vijf", "in use", usual, usual).differences[0] == dataclasses.replace(
        change, value=0, low=0, high=0, p=1
    )


def test_every_signal_is_left_out_in_turn() -> None:
    left_out = dict(ablation.ablations())
    assert {"without dense", "without words", "without alike", "without day", "without near"} <= left_out.keys()
    neutral = {f"without {one.name}": one.neutral for one in PARAMETERS.table if one.neutral is not None}
    assert left_out.keys() == neutral.keys()
    for change, parameters in left_out.items():
        assert parameters != PARAMETERS, change
        assert parameters[change.removeprefix("without ")] == neutral[change]


def test_a_sweep_tries_more_and_less_than_the_value_in_use() -> None:
    tried = [parameters["alike"] for _, parameters in sweep("alike")]
    assert min(tried) < PARAMETERS["alike"] < max(tried)
    assert PARAMETERS["alike"] in tried
    assert min(parameters["span"] for _, parameters in sweep("span")) > 0
    with pytest.raises(QuestionError, match="kies uit candidates"):
        sweep("geluk")


def test_what_is_left_out_of_what_is_told_is_a_dash() -> None:
    measured = Measured(np.asarray([[1.0, 0.5, np.nan, 1.0]]), np.zeros(0), ("een",))
    row = as_markdown([ablation._trial("lijst", "in use", measured, measured)]).splitlines()[-1]
    assert row == "| in use | 1.000 | 0.500 | – | 1.000 | – |"


def test_a_table_is_written_between_its_marks_only(tmp_path: Path) -> None:
    page = tmp_path / "pagina.md"
    page.write_text("voor\n<!-- tabel -->\noud\n<!-- /tabel -->\nna\n", encoding="utf-8")
    write_between(page, "tabel", "nieuw\n")
    assert page.read_text(encoding="utf-8") == "voor\n<!-- tabel -->\nnieuw\n<!-- /tabel -->\nna\n"
    with pytest.raises(GoldError, match="ontbreken de regels"):
        write_between(page, "andere", "nieuw\n")
