"""The parameters of retrieval: every figure that was chosen rather than derived, in one table.

Whoever wants other values passes ``Parameters`` of their own; nothing reads them from anywhere else.
"""

from dataclasses import dataclass, replace
from typing import Self


@dataclass(frozen=True, slots=True)
class Parameter:
    """A figure that was chosen: its value, the unit of it, and where it comes from or what measures it.

    ``neutral`` is the value by which it does nothing; ``None`` where there is none.
    """

    name: str
    value: float
    unit: str
    source: str
    neutral: float | None = None


@dataclass(frozen=True, slots=True)
class Parameters:
    """The parameters of one run, read by name. A name that is not among them raises KeyError."""

    table: tuple[Parameter, ...]

    def __getitem__(self, name: str) -> float:
        return self._of(name).value

    def count(self, name: str) -> int:
        """Give the value of a parameter that counts something."""
        return int(self[name])

    def with_value(self, name: str, value: float) -> Self:
        """Give the same parameters, of which one has another value."""
        changed = replace(self._of(name), value=value)
        return replace(self, table=tuple(changed if one.name == name else one for one in self.table))

    def without(self, name: str) -> Self:
        """Give the same parameters, of which one does nothing: a signal whose weight is 0.

        Raises ValueError for one without which there is no ranking.
        """
        neutral = self._of(name).neutral
        if neutral is None:
            raise ValueError(f"there is no ranking without {name}")
        return self.with_value(name, neutral)

    def _of(self, name: str) -> Parameter:
        for one in self.table:
            if one.name == name:
                return one
        raise KeyError(name)


_LEG = "share of the weight of both legs"
_ADDED = "added to a fused score of at most 1"
_ROLE = "1 is on, 0 is off"
_RANKING = "docs/retrieval.md, Ranking"
_REFUSAL = "docs/retrieval.md, Refusal"
_ROOM = "room for the largest question; nothing measures it"

DEFAULT = Parameters(
    (
        # What is retrieved.
        Parameter("candidates", 1_000, "passages of each leg", _ROOM),
        Parameter("hits", 1_000, "passages of a ranking", _ROOM),
        # Of the mean of all passages, taken off the vector of a question. Of one dossier it tells what that is about,
        # of passages on all subjects nothing.
        Parameter("centred", 0.2, "share of the mean vector", _RANKING, neutral=0),
        Parameter("centred where mixed", 0.4, "share of the mean vector", _RANKING, neutral=0),
        Parameter("whole", 0.5, "of the vector of all questions together, in that of one of them", _RANKING, neutral=0),
        # The weights of the signals, each by the name of its signal.
        Parameter("dense", 0.8, _LEG, _RANKING, neutral=0),
        Parameter("span", 0.4, "of the distance from a question about something else to an equal text", _RANKING),
        Parameter("bm25", 1 - 0.8, _LEG, _RANKING, neutral=0),
        Parameter("alike", 0.1, _ADDED, _RANKING, neutral=0),
        Parameter("counting", 0.15, _ADDED, _RANKING, neutral=0),
        Parameter("period", 0.05, _ADDED, _RANKING, neutral=0),
        Parameter("day", 1.0, _ADDED + ", by what the day is of the question", _RANKING, neutral=0),
        Parameter("listed", 1.0, _ROLE, "tests/retrieval/test_ranking.py: every question of the list", neutral=0),
        Parameter("members", 1.0, _ROLE, _RANKING, neutral=0),
        Parameter("looked again", 30, "best candidates that are read for alike and counting", _RANKING),
        # A reranker, where one is chosen.
        Parameter("reranked", 20, "passages that it reads", "docs/retrieval.md, A reranker"),
        Parameter("reranker", 0.8, "share of the score of a passage that it read", "docs/retrieval.md, A reranker"),
        # Whether there is an answer. Below the threshold one in ten questions that have an answer is lost, and nearly
        # every question about something else is refused. A question on the same subject without an answer cannot be
        # told by any such measure: from there up to ``certain`` times as much, an answer is uncertain.
        Parameter("weighed", 5, "passages from the top of the ranking", _REFUSAL),
        Parameter("coverage", 0.45, "weight beside a similarity of weight 1", _REFUSAL, neutral=0),
        Parameter("threshold", 0.42, "similarity and weighted coverage together", _REFUSAL),
        Parameter("certain", 1.31, "times the threshold", _REFUSAL),
        Parameter("less where mixed", 0.06, "off the threshold among passages on all subjects", _REFUSAL, neutral=0),
    )
)
