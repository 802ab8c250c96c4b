import pytest

from qa.retrieval.parameters import DEFAULT
from qa.retrieval.signals import SIGNALS


def test_every_parameter_has_a_name_of_its_own_a_unit_and_a_source() -> None:
    assert len({one.name for one in DEFAULT.table}) == len(DEFAULT.table)
    assert [one.name for one in DEFAULT.table if not (one.unit and one.source)] == []


def test_every_signal_has_a_weight() -> None:
    assert SIGNALS.keys() <= {one.name for one in DEFAULT.table}
    assert all(DEFAULT[name] > 0 for name in SIGNALS)


def test_another_value_leaves_the_defaults_as_they_are() -> None:
    usual = DEFAULT["certain from"]
    changed = DEFAULT.with_value("certain from", 0.5)
    assert changed["certain from"] == 0.5
    assert DEFAULT["certain from"] == usual
    assert changed.with_value("certain from", usual) == DEFAULT


def test_a_signal_that_is_left_out_has_no_weight() -> None:
    assert DEFAULT.without("alike")["alike"] == 0


def test_what_counts_is_a_whole_number() -> None:
    assert repr(DEFAULT.count("read by meaning")) == "30"


def test_an_unknown_name_is_no_parameter() -> None:
    for attempt in (lambda: DEFAULT["recency"], lambda: DEFAULT.with_value("recency", 1.0)):
        with pytest.raises(KeyError, match="recency"):
            attempt()
