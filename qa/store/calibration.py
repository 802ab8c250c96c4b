"""What similarity means nothing: how near questions about something else come to these passages.

Cosines have another scale with every model, and the nearest of many passages is nearer than that of few. So
the scale is taken from the index itself, with questions that no parliamentary document answers.
"""

import numpy as np

from qa.embedding import Embedder
from qa.store.vectors import VectorIndex

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


def background(index: VectorIndex, embedder: Embedder) -> float:
    """Give the cosine (-1 to 1) that the best passage reaches, on average, for a question about something else."""
    vectors = embedder.queries(PROBES)
    best = [index.cosines(vector, index.nearest(vector, 1)).max() for vector in vectors]
    return float(np.mean(best))
