"""Fusion: one score out of what all signals say.

That is a convex combination (Bruch, Gai and Ingber 2023, "An Analysis of Fusion Functions for Hybrid Retrieval") of
figures that are each scaled between ends in which the worst candidate has no part.
"""

from collections.abc import Mapping

import numpy as np

from qa.domain import Parameters
from qa.retrieval.signals import Column, Floats


def fused(said: Mapping[str, Column], parameters: Parameters) -> Floats:
    """Give the score of each candidate from 0 to 1, shape (k,).

    ``said`` are the columns of at least one signal, by their names; ``parameters`` has a weight for each name, of which
    0 switches the signal off. A signal counts by the most that it can say about this question.
    """
    weights = {name: parameters[name] for name in said}
    most = sum(weight * said[name].most for name, weight in weights.items())
    scores: Floats = np.sum([weight * said[name].values for name, weight in weights.items()], axis=0)
    return scores / (most or 1.0)
