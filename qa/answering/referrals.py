"""Following "Zie het antwoord op vraag 5": the answers that an answer refers to, step by step."""

import numpy as np

from qa.domain import Hit, Passage
from qa.parliament.references import answers_referred_to, references
from qa.retrieval.ranking import Ranking
from qa.store.interface import Index

FURTHEST = 4  # answers brought along with one


def referred(store: Index, ranking: Ranking, hit: Hit) -> tuple[Hit, ...]:
    """Give the answers that an answer refers to, and those that these refer to, nearest first.

    An answer is looked for in the document that the sentence names, else in the one where it is referred to. None
    is given twice, so that answers that refer to each other end.
    """
    known = {other.position: other for other in ranking.hits}
    found: dict[int, None] = {hit.position: None}
    waiting = [hit.position]
    while waiting and len(found) <= FURTHEST:
        passage = store.passages[waiting.pop(0)]
        for position in _targets(store, passage):
            # Another document may be outside of what is searched; then it is not among what was ranked.
            same = store.passages[position].document_id == passage.document_id
            if position not in found and (same or position in known):
                found[position] = None
                waiting.append(position)
    return tuple(
        known.get(position) or _hit(store, ranking, position, hit) for position in list(found)[1 : FURTHEST + 1]
    )


def _targets(store: Index, passage: Passage) -> list[int]:
    if passage.number is None:
        return []
    found: list[int] = []
    for start, end in passage.sentences:
        sentence = passage.text[start:end]
        if start < passage.answer_start:
            continue
        named = [
            target for reference in references(sentence) for target in reference.targets if target in store.documents
        ]
        for number in answers_referred_to(sentence):
            places = (store.answering(document, number) for document in (*named, passage.document_id))
            found += [position for position in places if position is not None][:1]
    return found


def _hit(store: Index, ranking: Ranking, position: int, referring: Hit) -> Hit:
    """A passage that was not ranked, with the score of the answer that refers to it."""
    cosine = float(store.cosines(ranking.vectors.whole, np.asarray([position], np.int64))[0])
    return Hit(store.passages[position], position, referring.score, cosine, 0.0)
