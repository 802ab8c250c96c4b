"""What similarity means nothing: how near to these passages comes what they do not answer.

Cosines have another scale with every model, the nearest of many passages is nearer than that of few, and passages of
one dossier are all about the same. So the scale is taken from the index itself, with questions that no parliamentary
document answers, and with words of its own passages in a jumble, which asks nothing. What that reaches is taken as a
share of what a jumble of a single passage does: that is what the same model makes of words that are about the same.
"""

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import repeat

import numpy as np

from qa.domain import Passage
from qa.embedding import Embedder, Vectors
from qa.language.words import content_words
from qa.store.dense import VectorIndex
from qa.store.interface import Scale

PROBES = (
    "Hoe lang moet een zachtgekookt ei in de pan?",
    "Welke maat schroef heb ik nodig voor een gipswand?",
    "Hoe breng ik een ukelele op de juiste toon?",
    "Waarom krult mijn kat zich op voor het slapen?",
    "Wat is het sterrenbeeld van iemand die op 3 maart jarig is?",
    "Hoe verwijder ik een kauwgomvlek uit een spijkerbroek?",
    "Welke verf is geschikt voor een houten tuinstoel?",
    "Wat is het recept voor pompoensoep met gember?",
    "Hoe leer ik mijn hond om te zitten?",
    "Waarom is de lucht blauw?",
    "Hoeveel pootjes heeft een duizendpoot?",
    "Wie zong het liedje over de twee motten?",
    "Wat is het verschil tussen een sonnet en een limerick?",
    "Hoe vouw je een kraanvogel van papier?",
    "Welke wijn past bij een stoofpot van wild?",
    "Hoe bereken ik de inhoud van een bol?",
    "Wanneer snoei je een hortensia?",
    "Wat betekent dromen over vallen?",
    "Hoe zet ik een fietsband weer op de velg?",
    "Welke zet volgt op de opening e4 e5?",
)


JUMBLES = 100
WORDS = 6  # of a jumble, each from a passage drawn by chance, or all from the same
FEWEST = 20  # passages of which it can be told; the words of a jumble would often be of the same one
SHORTEST_WORD = 5  # letters
SEED = 1
# The similarity that a jumble reaches, as a share of that of one passage: the least among documents of one dossier, and
# that among answers on everything.
ONE_DOSSIER, ALL_SUBJECTS = 0.75, 0.56


def calibrated(index: VectorIndex, passages: Sequence[Passage], embedder: Embedder) -> Scale:
    """Measure what a cosine means among passages, of which ``index`` holds the vectors. Raises ModelError."""
    scale = Scale(_highest(index, embedder.queries(PROBES)), mixed=0.0)
    if len(passages) < FEWEST:
        return scale
    of_any, of_one = (
        scale.similarity(_highest(index, embedder.queries(_jumbles(passages, of_one=one)))) for one in (False, True)
    )
    if of_one <= 0:  # to this model the words of a passage are no nearer to it than something else: it cannot be told
        return scale
    return replace(scale, mixed=float(np.clip((ONE_DOSSIER - of_any / of_one) / (ONE_DOSSIER - ALL_SUBJECTS), 0, 1)))


def _highest(index: VectorIndex, vectors: Vectors) -> float:
    """The cosine that the best passage reaches for a question, from -1 to 1: the mean over these questions."""
    return float(np.mean([index.cosines(vector, index.nearest(vector, 1)).max() for vector in vectors]))


def _jumbles(passages: Sequence[Passage], *, of_one: bool) -> list[str]:
    """Words of these passages in a jumble, of one passage each or of any; the same for the same passages."""
    chance = random.Random(SEED)  # noqa: S311 - no secret

    def drawn() -> Passage:
        return passages[chance.randrange(len(passages))]

    def jumble() -> str:
        chosen = repeat(drawn(), WORDS) if of_one else (drawn() for _ in range(WORDS))
        return "Wat is " + " ".join(_word(passage, chance) for passage in chosen) + "?"

    return [jumble() for _ in range(JUMBLES)]


def _word(passage: Passage, chance: random.Random) -> str:
    """A word of a passage that may tell what it is about; empty when it has none."""
    found = [word for word in content_words(passage.text) if len(word) >= SHORTEST_WORD]
    return chance.choice(found) if found else ""
