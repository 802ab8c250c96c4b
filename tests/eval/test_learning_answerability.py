"""How likely a passage answers, learned from questions of which that is known."""

import random
from dataclasses import asdict

import pytest

from eval.learning.answerability import DOSSIER, FIVE, NAMES, SPOKEN, Judged, Setting, learned, told
from qa.retrieval.answerability import BIAS, READ, UNREAD, Measures, likely

pytestmark = pytest.mark.unit


def judged(sentence: float, *, answered: bool, corpus: str = "dossier-00", validation: bool = False) -> Judged:
    """A question of whose first passage only the nearest sentence tells something."""
    measures = asdict(
        Measures(words=0.5, sentence=sentence, lead=0.0, coverage=0.5, held=0.0, unstated=0.0, length=0.0)
    )
    return Judged(corpus, "plain", Setting.OWN, validation, True, answered, measures)


def many(*, validation: bool = False) -> list[Judged]:
    """Questions of which those with a nearer sentence are more often answered."""
    chance = random.Random(1)  # noqa: S311 - no secret
    near = [chance.random() for _ in range(400)]
    return [judged(one, answered=chance.random() < one, validation=validation) for one in near]


@pytest.mark.parametrize("weights", [READ, UNREAD])
def test_there_is_a_weight_for_each_measure_and_what_tells_something_gets_one(weights: str) -> None:
    found = learned(many(), NAMES[weights])
    assert found.keys() == {BIAS, *NAMES[weights]}
    assert found["sentence"] > 1
    near, far = (likely(Measures(**judged(one, answered=True).measures), found) for one in (0.9, 0.1))
    assert near == pytest.approx(0.9, abs=0.1)
    assert far == pytest.approx(0.1, abs=0.1)


def test_nothing_is_learned_from_what_is_kept_aside() -> None:
    turned = [judged(1 - one.measures["sentence"], answered=one.answered, validation=True) for one in many()]
    assert learned([*many(), *turned], NAMES[READ]) == learned(many(), NAMES[READ])


def test_the_five_documents_count_for_their_share_however_many_questions_there_are() -> None:
    few = [judged(0.9, answered=False, corpus=FIVE), judged(0.1, answered=True, corpus=FIVE)]
    once = learned([*many(), *few], NAMES[READ])
    assert once["sentence"] < learned(many(), NAMES[READ])["sentence"]
    assert learned([*many(), *few, *few], NAMES[READ]) == pytest.approx(once, abs=0.02)
    assert 0 < DOSSIER < 1


def test_questions_that_share_no_word_with_the_text_count_less() -> None:
    assert Judged("dossier-00", "spoken", Setting.OWN).weight == SPOKEN
    assert Judged("dossier-00", "plain", Setting.WITHOUT).weight < 1


def test_it_is_told_what_the_weights_are_worth_on_what_is_kept_aside() -> None:
    aside = many(validation=True)
    lines = list(told([*many(), *aside], learned(many(), NAMES[READ])))
    assert lines[0].startswith("one dossier: 400, AUC of the first passage answers 0.8")
    assert "said and true" in lines[3]
