"""What similarity means nothing: how near to these passages comes what they do not answer.

Cosines have another scale with every model, the nearest of many passages is nearer than that of few, and passages of
one dossier are all about the same. So the scale is taken from the index itself, with questions that no parliamentary
document answers; no label is needed for it.
"""

import numpy as np

from qa.embedding import Embedder, Vectors
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


def calibrated(index: VectorIndex, embedder: Embedder) -> Scale:
    """Measure what a cosine means among the passages of which ``index`` holds the vectors. Raises ModelError."""
    return Scale(_highest(index, embedder.queries(PROBES)))


def _highest(index: VectorIndex, vectors: Vectors) -> float:
    """The cosine that the best passage reaches for a question, from -1 to 1: the mean over these questions."""
    return float(np.mean([index.cosines(vector, index.nearest(vector, 1)).max() for vector in vectors]))
