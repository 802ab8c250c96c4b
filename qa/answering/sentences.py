"""Which sentence of a passage answers the question."""

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from qa.domain import Hit, Passage, Query
from qa.store import Store

DENSE_SHARE = 0.5  # of a sentence's score; the rest is the share of the question's words that it holds

# "Ja." or "Nee." opens an official answer; it is quoted together with the reason that follows it.
VERDICT = re.compile(r"(?:Ja|Nee|Neen|Deels|Klopt|Dat klopt|Correct)[.,]?", re.IGNORECASE)
WORTH_A_SENTENCE = 0.25  # share of the question's words that a second sentence must add to be quoted too
# What asks for more than yes or no.
OPEN_QUESTION = re.compile(
    r"(?:(?:in|op|aan|van|voor|met|tot|uit|over|bij)\s+)?"
    r"(?:wie|wat|waar\w*|wanneer|waarom|welke?|hoe\w*|who|what|where|when|why|which|how)\b",
    re.IGNORECASE,
)
SHORTEST = 12  # characters of a sentence that can answer on its own: "Nee." cannot, "Ja, op 2 mei." can


def answering_span(store: Store, vector: npt.NDArray[np.float32], query: Query, hit: Hit) -> tuple[int, int]:
    """Give the part of the passage that answers best: (start, end) in ``hit.passage.text``.

    That is one sentence, or two in a row when neither holds all that is asked, with the "Ja." or "Nee." right
    before it. In a question-answer pair only the answer
    is quoted. Sentences are scored by their cosine with the question, scaled within the passage, and by the
    share of the question's words that they hold, each word weighted by its rarity.
    """
    passage = hit.passage
    spans = passage.sentences
    if verdict := _verdict(passage, spans, query):
        return verdict
    cosines = store.vectors.sentence_cosines(vector, hit.position)
    possible = [i for i, (start, end) in enumerate(spans) if start >= passage.answer_start and end - start >= SHORTEST]
    if not possible:
        return passage.answer_start, len(passage.text)
    near = np.asarray([cosines[i] for i in possible], np.float64)
    width = near.max() - near.min()
    dense = (near - near.min()) / width if width > 0 else np.zeros(len(near))
    held = [store.terms.share_held(query.concepts, passage.text[slice(*spans[i])]) for i in possible]
    scores = DENSE_SHARE * dense + (1 - DENSE_SHARE) * np.asarray(held)
    chosen = int(np.argmax(scores))
    first, last = _with_neighbour(store, query, passage.text, [spans[i] for i in possible], chosen)
    start, end = spans[possible[first]][0], spans[possible[last]][1]
    return _verdict_start(passage, spans, possible[first], start), end


def _verdict(passage: Passage, spans: Sequence[tuple[int, int]], query: Query) -> tuple[int, int] | None:
    """The "Ja." or "Nee." that opens an official answer, with its reason, when that is what is asked."""
    answer = [span for span in spans if span[0] >= passage.answer_start]
    if passage.number is None or len(answer) < 2 or OPEN_QUESTION.match(query.text):
        return None
    return (answer[0][0], answer[1][1]) if VERDICT.fullmatch(passage.text[slice(*answer[0])]) else None


def _with_neighbour(
    store: Store, query: Query, text: str, spans: Sequence[tuple[int, int]], chosen: int
) -> tuple[int, int]:
    """Add the sentence before or after the chosen one when the two together hold clearly more of the question."""
    held = store.terms.share_held(query.concepts, text[slice(*spans[chosen])])
    pairs = [(first, first + 1) for first in (chosen, chosen - 1) if first >= 0 and first + 1 < len(spans)]
    gains = [store.terms.share_held(query.concepts, text[spans[a][0] : spans[b][1]]) - held for a, b in pairs]
    best = int(np.argmax(gains)) if gains else 0
    return pairs[best] if gains and gains[best] >= WORTH_A_SENTENCE else (chosen, chosen)


def _verdict_start(passage: Passage, spans: Sequence[tuple[int, int]], first: int, start: int) -> int:
    before = spans[first - 1] if first else None
    if before and before[0] >= passage.answer_start and VERDICT.fullmatch(passage.text[slice(*before)]):
        return before[0]
    return start
