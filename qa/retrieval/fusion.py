"""Fusion: one score out of what all signals say.

The legs make a convex combination (Bruch, Gai and Ingber 2023, "An Analysis of Fusion Functions for Hybrid Retrieval"),
each scaled between ends that the worst candidate has no part in. Every other signal is added to that by its weight, and
the sum brought back to 0..1 by the most that it can come to.
"""

from collections.abc import Mapping

import numpy as np

from qa.domain import Parameters
from qa.retrieval.signals import Column, Floats


def fused(legs: Mapping[str, Column], added: Mapping[str, Column], parameters: Parameters) -> Floats:
    """Give the score of each candidate from 0 to 1, shape (k,).

    ``legs`` and ``added`` are what the signals say, by their names; ``parameters`` has a weight for each name, of which
    0 switches the signal off. There is at least one leg.
    """
    weights = [parameters[name] for name in legs]
    weighted = [weight * leg.values for weight, leg in zip(weights, legs.values(), strict=True)]
    scores: Floats = np.sum(weighted, axis=0) / (sum(weights) or 1.0)
    for name, column in added.items():
        weight = parameters[name]
        scores = (scores + weight * column.values) / (1 + weight * column.most)
    return scores
