"""A reranker that knows the gold: nothing that comes after a reranker spoils its order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pytest

from eval.asking import Subject
from eval.gold import DOCUMENTS, Case, load
from eval.known import KINDS
from eval.sources import DEV, Sources
from qa import Assistant, Passage
from qa.passages import answering
from tests.conftest import CORPUS

PUBLISHED = ("letterlijk", "verwijzing")  # questions of the list, whose own answer is first whatever a reranker says


@dataclass
class Knowing:
    """Stands in for a cross-encoder: gives each text what the gold says of it for the case that is asked now."""

    sources: Sources
    passages: dict[str, Passage]  # by the text that a reranker reads
    case: Case | None = None
    seen: bool = False  # a text that answers

    def relevances(self, _model: str, _question: str, texts: Sequence[str]) -> npt.NDArray[np.float64]:
        assert self.case
        found = np.asarray([self.sources.grade(self.case, self.passages[text]) for text in texts], np.float64)
        self.seen = self.seen or bool(found.any())
        return np.divide(found, max(1.0, found.max(initial=0)))


@pytest.fixture(scope="module")
def sources() -> Sources:
    return Sources.of(CORPUS, only=DOCUMENTS).about(load())


@pytest.fixture(scope="module")
def cases(sources: Sources) -> list[Case]:
    """Every second question of the development side in words of its own; all of them give the same (docs/models.md)."""
    own = [case for case in load() if case.kind in KINDS and case.kind not in PUBLISHED and sources.split(case) == DEV]
    return own[::2]


def test_what_a_perfect_reranker_reads_and_knows_to_be_right_comes_first(
    assistant: Assistant, sources: Sources, cases: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    passages = {answering(passage): passage for passage in assistant.library.searchable().index.passages}
    knowing = Knowing(sources, passages)
    monkeypatch.setattr("qa.assistant.relevances", knowing.relevances)
    reachable = first = 0
    with Assistant(settings=replace(assistant.settings, reranker="kent het goud")) as reranked:
        for case in cases:
            knowing.case, knowing.seen = case, False
            hits = Subject(reranked, DOCUMENTS).ask(case).hits
            reachable += knowing.seen
            first += bool(hits) and sources.grade(case, hits[0].passage) > 0
    assert len(cases) == 100
    assert reachable >= 0.95 * len(cases)
    assert first >= reachable - 2
