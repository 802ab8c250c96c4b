"""Which sentences of a passage answer the question."""

import re
from collections.abc import Iterator, Sequence

import numpy as np

from qa.answering.wording import VERDICT
from qa.domain import Hit, Parameters, Passage, Query
from qa.embedding.words import QuestionVectors
from qa.language.abbreviations import explains
from qa.language.quantities import numbers
from qa.language.words import OPEN_QUESTION
from qa.parliament.formalities import states_nothing
from qa.retrieval.parameters import DEFAULT
from qa.retrieval.signals import Floats, counts, reach
from qa.store.interface import Index

SHORTEST = 12  # characters of a sentence that can answer on its own: "Nee." cannot, "Ja, op 2 mei." can
LONGEST = 80  # words that are quoted of a passage
BEHIND = 2  # sentences after the best one, within which another is quoted together with it
# A sentence that begins so is about what the one before it says.
POINTS_BACK = re.compile(
    r"(?:Dit|Deze|Dat|Die|Zij|Ze|Hij|Hun|Dergelijke|Daar(?!naast\b)\w*|Hier\w*|Het\s+gaat|Dus|Zo|This|These|That|Those"
    r"|They|It)\b"
)
OPENS_LIST = ":"
# A row of a table: "Grond: TOTAAL; Meldingen in 2021: 12"; what stands before its first row says of what.
ROW = re.compile(r"[^:;\n]{1,60}:\s[^;\n]*(?:;\s[^:;\n]{1,80}:\s[^;\n]*)+;?\s*")
AHEAD = 3  # sentences before a list that is asked for, from which on it belongs to the best one
LONGEST_LIST = 150  # words of a list that is asked for; half of one is no answer
# "Ten eerste", "In de tweede plaats", "Tot slot"; an item of a list in figures, letters or bullets.
ITEM = re.compile(
    r"""
    (?: (?:ten|op\s+de|in\s+de) \s+ (?:eerste|tweede|derde|vierde|vijfde|zesde|laatste|slotte) \b
      | (?:aller)?eerst\b | tot\s+slot\b | ten\s?slotte\b | (?:first|second|third|last)ly\b
      | \(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)°]\s | [•▪◦*–-]\s )
    """,
    re.VERBOSE | re.IGNORECASE,
)
GOES_ON = re.compile(r"(?:Daarnaast|Verder|Voorts|Ook|Bovendien|Tevens|Vervolgens|En\b|Also|Furthermore|Moreover)\b")
# What asks for more than one thing: "Welke drie voorwaarden", "Uit welke onderdelen", "Wat zijn de doelen"
ASKS_FOR_LIST = re.compile(
    r"""
    \b(?: (?:welke|which|what) \s+ (?:\w+\s+){0,2}? \w+(?:en|s|'s)\b
      | (?:wat|wie|what|who) \s+ (?:zijn|waren|are|were) \s
      | (?:noem|som|geef|list|name) \s | op\s+welke\s+(?:wijzen?|manier(?:en)?) )
    """,
    re.VERBOSE | re.IGNORECASE,
)


def answering_span(
    store: Index, vectors: QuestionVectors, query: Query, hit: Hit, parameters: Parameters = DEFAULT
) -> tuple[int, int]:
    """Give the part of the passage that answers best: (start, end) in ``hit.passage.text``.

    That is the best sentence, with the one before it when it points back to that, the list that it opens, and another
    soon after it that comes within "as near", at most LONGEST words. In a question-answer pair only the answer is
    quoted, from its "Ja." or "Nee." on unless the question is open, and all of it when it is asked for by its number. A
    passage that answers no published question is quoted without these.
    Who asks for more gets the whole passage.
    """
    passage = hit.passage
    if query.number in passage.numbers or query.more:
        return passage.answer_start, len(passage.text)
    spans = passage.sentences
    answer = [i for i, (start, _) in enumerate(spans) if start >= passage.answer_start]
    is_open = query.number is None and OPEN_QUESTION.match(query.text) is not None
    possible = [i for i in answer if spans[i][1] - spans[i][0] >= SHORTEST]
    possible = [i for i in possible if not states_nothing(passage.text[slice(*spans[i])])] or possible
    if not possible:
        return (passage.answer_start if answer else 0), len(passage.text)
    scores = _scores(store, vectors, query, hit, possible, parameters)
    first, last = _extended(passage, possible, scores, parameters["as near"])
    if ASKS_FOR_LIST.search(query.text) and (listed := _list(passage, answer, possible[int(np.argmax(scores))])):
        first, last = min(first, listed[0]), max(last, listed[1])
    if passage.answer_start and _is_verdict(passage, answer[0]) and not is_open:
        first = answer[0]
        last = last if _words(passage, first, last) <= LONGEST else possible[0]
    start, end = spans[first][0], spans[last][1]
    if not passage.answer_start:
        start = _behind_verdict(passage.text, start, end)
    return start, end


def _behind_verdict(text: str, start: int, end: int) -> int:
    """Where a quotation begins without its "Ja, ": to what that was said, as in a debate, is not known."""
    match = VERDICT.match(text, start, end)
    behind = match.end() if match else start
    while behind < end and text[behind].isspace():
        behind += 1
    return behind if end - behind >= SHORTEST else start


def _extended(passage: Passage, possible: Sequence[int], scores: Floats, margin: float) -> tuple[int, int]:
    """Give the first and the last sentence to quote: the best one with what belongs to it, as long as that is short."""
    first = last = best = possible[int(np.argmax(scores))]
    for start, end in _wider(passage, possible, scores, best, margin):
        wider = min(first, start), max(last, end)
        if _words(passage, *wider) <= LONGEST:
            first, last = wider
    return first, last


def _wider(
    passage: Passage, possible: Sequence[int], scores: Floats, best: int, margin: float
) -> Iterator[tuple[int, int]]:
    """Give what may be quoted besides the best sentence, the most needed first."""
    if (caption := _captions(passage, possible).get(best)) is not None:
        yield caption, best
    if best - 1 in possible and _points_back(passage, best):
        yield best - 1, best
    end = best
    while end + 1 in possible and passage.text[: passage.sentences[end][1]].rstrip().endswith(OPENS_LIST):
        end += 1
        yield best, end
    for place in np.argsort(-scores, kind="stable")[1:]:
        other = possible[int(place)]
        if scores.max() - scores[place] <= margin and best < other <= best + BEHIND:
            yield best, other


def _list(passage: Passage, answer: Sequence[int], best: int) -> tuple[int, int] | None:
    """Give the first and the last sentence of the list in which a sentence stands, or which follows it, if any."""
    texts = {i: passage.text[slice(*passage.sentences[i])] for i in answer}
    items = [i for i in answer if ITEM.match(texts[i])]
    if len(items) < 2 or not items[0] - AHEAD <= best <= items[-1]:
        return None
    gaps = [i for i in range(items[0], items[-1]) if i not in items and not GOES_ON.match(texts.get(i, ""))]
    opened = items[0] - 1 in texts and texts[items[0] - 1].rstrip().endswith(OPENS_LIST)
    first = items[0] - 1 if opened else items[0]
    fits = _words(passage, first, items[-1]) <= LONGEST_LIST
    return (first, items[-1]) if fits and len(gaps) <= len(items) else None


def _captions(passage: Passage, possible: Sequence[int]) -> dict[int, int]:
    """Give for each sentence that is a row of a table the one that stands before its first row."""
    found: dict[int, int] = {}
    before: int | None = None
    last = -1
    for sentence in possible:
        if not ROW.fullmatch(passage.text[slice(*passage.sentences[sentence])]):
            before = sentence
        elif before is not None and last == sentence - 1:
            found[sentence] = before
        else:
            before = None
        last = sentence
    return found


def _points_back(passage: Passage, sentence: int) -> bool:
    return POINTS_BACK.match(passage.text, passage.sentences[sentence][0]) is not None


def _words(passage: Passage, first: int, last: int) -> int:
    return len(passage.text[passage.sentences[first][0] : passage.sentences[last][1]].split())


def _scores(
    store: Index, vectors: QuestionVectors, query: Query, hit: Hit, possible: Sequence[int], parameters: Parameters
) -> Floats:
    """How well each of these sentences of a passage answers, shape (len(possible),)."""
    passage, spans = hit.passage, [hit.passage.sentences[i] for i in possible]
    cosines = store.sentence_cosines(vectors.whole, hit.position)[possible].astype(np.float64)
    width = cosines.max() - cosines.min()
    near = (cosines - cosines.min()) / width if width > 0 else np.zeros(len(cosines))
    scores = _shared(store, vectors, query, hit, possible) + parameters["near"] * near
    if query.short:
        scores += [explains(passage.text[slice(*span)], query.short) for span in spans]
    if query.counted:
        figures = [numbers(passage.text[slice(*span)]) for span in spans]
        scores += parameters["stating"] * np.asarray([counts(store, query, found) for found in figures])
    return scores


def _shared(store: Index, vectors: QuestionVectors, query: Query, hit: Hit, possible: Sequence[int]) -> Floats:
    """How much of the question comes back in each of these sentences, from 0 to 1; shape (len(possible),).

    By their words as the reader compares them; of a model that has none, by what they have of the question's words.
    """
    (matches,) = store.matches(vectors.tokens, np.asarray([hit.position], np.int64))
    # A row of a table says what its caption says too.
    captions = _captions(hit.passage, possible)
    if matches.size:
        return reach(vectors, np.maximum(matches[possible], matches[[captions.get(i, i) for i in possible]]))
    texts = [hit.passage.text[slice(*span)] for span in hit.passage.sentences]
    return store.shares_alike(
        query.concepts, [f"{texts[captions[i]]} {texts[i]}" if i in captions else texts[i] for i in possible]
    )


def _is_verdict(passage: Passage, sentence: int) -> bool:
    """Whether a sentence is no more than "Ja." or "Nee."; it is quoted together with the reason that follows it."""
    start, end = passage.sentences[sentence]
    return VERDICT.fullmatch(passage.text[start:end]) is not None
