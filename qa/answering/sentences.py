"""Which sentence of a passage answers the question."""

import re
from collections.abc import Sequence

import numpy as np

from qa.domain import Hit, Parameters, Passage, Query
from qa.embedding.words import QuestionVectors
from qa.language.day_words import day_words
from qa.language.quantities import numbers
from qa.language.words import OPEN_QUESTION
from qa.retrieval.parameters import DEFAULT
from qa.retrieval.signals import Floats, counts, reach
from qa.store.interface import Index

# "Ja." or "Nee." opens an official answer; it is quoted together with the reason that follows it.
VERDICT = re.compile(r"(?:Ja|Nee|Neen|Deels|Klopt|Dat klopt|Correct)[.,]?", re.IGNORECASE)
SHORTEST = 12  # characters of a sentence that can answer on its own: "Nee." cannot, "Ja, op 2 mei." can


def answering_span(
    store: Index, vectors: QuestionVectors, query: Query, hit: Hit, parameters: Parameters = DEFAULT
) -> tuple[int, int]:
    """Give the part of the passage that answers best: (start, end) in ``hit.passage.text``.

    That is one sentence, or two in a row when neither holds all that is asked, with the "Ja." or "Nee." right
    before it. In a question-answer pair only the answer is quoted, and all of it when it is asked for by its number.
    Sentences are scored by how much of the question comes back in their words, and a little by their cosine with it,
    scaled within the passage; when a number is asked for, one that states a number of what is counted is preferred.
    """
    passage = hit.passage
    if query.number in passage.numbers:
        return passage.answer_start, len(passage.text)
    spans = passage.sentences
    answer = [i for i, (start, _) in enumerate(spans) if start >= passage.answer_start]
    if len(answer) > 1 and _is_verdict(passage, answer[0]) and not OPEN_QUESTION.match(query.text):
        return spans[answer[0]][0], spans[answer[1]][1]
    possible = [i for i in answer if spans[i][1] - spans[i][0] >= SHORTEST]
    if not possible:
        return (passage.answer_start if answer else 0), len(passage.text)
    best = possible[int(np.argmax(_scores(store, vectors, query, hit, possible, parameters)))]
    first, last = _with_neighbour(store, query, passage, answer, best, parameters["second sentence"])
    if first > answer[0] and _is_verdict(passage, first - 1):
        first -= 1
    return spans[first][0], spans[last][1]


def _scores(
    store: Index, vectors: QuestionVectors, query: Query, hit: Hit, possible: Sequence[int], parameters: Parameters
) -> Floats:
    """How well each of these sentences of a passage answers, shape (len(possible),)."""
    passage, spans = hit.passage, [hit.passage.sentences[i] for i in possible]
    cosines = store.sentence_cosines(vectors.whole, hit.position)[possible].astype(np.float64)
    width = cosines.max() - cosines.min()
    near = (cosines - cosines.min()) / width if width > 0 else np.zeros(len(cosines))
    scores = _shared(store, vectors, query, hit, possible) + parameters["near"] * near
    if query.counted:
        figures = [numbers(passage.text[slice(*span)]) for span in spans]
        scores += parameters["stating"] * np.asarray([counts(store, query, found) for found in figures])
    return scores


def _shared(store: Index, vectors: QuestionVectors, query: Query, hit: Hit, possible: Sequence[int]) -> Floats:
    """How much of the question comes back in each of these sentences, from 0 to 1; shape (len(possible),).

    By their words as the reader compares them; of a model that has none, by what they have of the question's words.
    """
    (matches,) = store.matches(vectors.tokens, np.asarray([hit.position], np.int64))
    if matches.size:
        return reach(vectors, matches[possible])
    spans = [hit.passage.sentences[i] for i in possible]
    return store.shares_alike(query.concepts, [_in_words(store, hit.passage, *span) for span in spans])


def _with_neighbour(
    store: Index, query: Query, passage: Passage, answer: list[int], best: int, worth: float
) -> tuple[int, int]:
    """Add the sentence after or before the best one when it adds at least ``worth``, a share, of the question."""
    needed = _share_held(store, query, passage, best, best) + worth
    pairs = [(first, first + 1) for first in (best, best - 1) if answer[0] <= first < answer[-1]]
    shares = [_share_held(store, query, passage, first, last) for first, last in pairs]
    return pairs[int(np.argmax(shares))] if shares and max(shares) >= needed else (best, best)


def _share_held(store: Index, query: Query, passage: Passage, first: int, last: int) -> float:
    """The share of what is asked that the sentences from ``first`` to ``last`` hold, from 0 to 1."""
    text = _in_words(store, passage, passage.sentences[first][0], passage.sentences[last][1])
    return store.share_held(query.concepts, text)


def _in_words(store: Index, passage: Passage, start: int, end: int) -> str:
    text = passage.text[start:end]
    return " ".join([text, *day_words(text, store.documents[passage.document_id].date)])


def _is_verdict(passage: Passage, sentence: int) -> bool:
    start, end = passage.sentences[sentence]
    return VERDICT.fullmatch(passage.text[start:end]) is not None
