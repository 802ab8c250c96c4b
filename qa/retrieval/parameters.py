"""The parameters of retrieval and of the answer: every figure that was chosen rather than derived, in one table.

Whoever wants other values passes ``Parameters`` of their own; nothing reads them from anywhere else.
"""

from qa.domain import Parameter, Parameters
from qa.retrieval.signals import WEIGHTS

_RANKING = "docs/retrieval.md, Ranking"
_REFUSAL = "docs/retrieval.md, Refusal"
_TIME = "docs/retrieval.md, Time"
_SENTENCE = "docs/retrieval.md, The answering sentence"
_OF_BEST = "of the score of the best passage"
_TASTE = "how much there is to read; nothing measures it"
_NONE = "no reranker comes along to measure it with"
_ROOM = "room for the largest question; nothing measures it"

DEFAULT = Parameters(
    (
        # What is retrieved.
        Parameter("candidates", 1_000, "passages of each leg", _ROOM),
        Parameter("hits", 1_000, "passages of a ranking", _ROOM),
        # Of the mean of all passages, taken off the vector of a question: it tells none of them from the others.
        Parameter("centred", 0.3, "share of the mean vector", _RANKING, neutral=0),
        # The weights of the signals, which stand beside these.
        *WEIGHTS,
        Parameter("span", 0.4, "of the distance from a question about something else to an equal text", _RANKING),
        Parameter(
            "words apart", 0.3, "similarity of words, from the nearest passage to one that counts for nothing", _RANKING
        ),
        Parameter("read by meaning", 30, "nearest candidates that are compared once more", _ROOM),
        Parameter("read by words", 10, "candidates with most of the words that are compared once more", _ROOM),
        # A reranker, where one is chosen.
        Parameter("reranked", 20, "passages that it reads", _NONE),
        Parameter("reranker", 0.8, "share of the score of a passage that it read", _NONE),
        # Whether there is an answer, by how likely the first passage answers. What is likelier to be wrong than right
        # is still shown, as uncertain: a reader sees at once that it is not the answer, and often it is.
        Parameter("answered from", 0.17, "chance", _REFUSAL),
        Parameter("certain from", 0.75, "chance", _REFUSAL),
        # Which of two passages is newer about the same subject. Likeness is 0 for texts that have nothing to do with
        # each other, and 1 for equal ones. Without the first, none replaces another.
        Parameter("same subject", 0.4, "likeness of two answers", _TIME, neutral=2),
        Parameter("nearly as good", 0.8, "of the score of an older passage, for a newer one to come before it", _TIME),
        Parameter("less covered", 0.1, "share of the question that the newer one may hold less", _TIME),
        Parameter("compared", 5, "passages from the top of the ranking", _TIME),
        # What is cited and quoted.
        Parameter("cited from", 0.5, _OF_BEST, _TASTE),
        Parameter("quoted", 3, "statements on a question in the text", _TASTE),
        Parameter("side by side", 0.4, "share of content words of two sentences whose figures are compared", _TASTE),
        # Which sentence of a passage is quoted, beside how much of the question comes back in its words.
        Parameter("near", 0.1, "added for the nearest sentence, by its cosine", _SENTENCE, neutral=0),
        Parameter("stating", 0.1, "added when it states a number of what is counted", _SENTENCE, neutral=0),
        Parameter(
            "as near", 0.12, "less than the best sentence, for another to be quoted with it", _SENTENCE, neutral=-1
        ),
    )
)
