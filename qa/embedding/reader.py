"""The reader: what was learned to hold the tokens of a question against the words of passages (late interaction).

Khattab and Zaharia 2020, "ColBERT": each token of a question finds the word of a passage that is nearest to it, and the
mean of these is how well the passage answers. Words are those of the model that comes along, as they are; learned are
the projections in which both are compared, how much each token counts, and an adapter for questions (LoRA; Hu et al.
2022). How it was trained and what it is worth: docs/reader.md.
"""

import functools
import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from qa.errors import ModelError

FILE = Path(__file__).parent / "data" / "reader.npz"
VERSION_DIGITS = 8

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Projection:
    """Vectors (n, d) to those that are compared: ``matrix`` (d, w) and ``bias`` (w,)."""

    matrix: Floats
    bias: Floats

    def projected(self, vectors: Floats) -> Floats:
        """Give unit vectors, shape (n, w)."""
        found = vectors @ self.matrix + self.bias
        return np.asarray(found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-12), np.float32)


@dataclass(frozen=True, slots=True)
class ReaderWeights:
    """The weights: of words of passages, of tokens of questions, and what gives how much each of these counts (d, 1).

    ``adapters`` has for matrices of the model, by their names in its weight file, the two small ones whose product is
    added: (d, r) and (r, d).
    """

    passages: Projection
    questions: Projection
    counting: Projection
    adapters: Mapping[str, tuple[Floats, Floats]]


@functools.cache
def reader() -> ReaderWeights:
    """Load the weights that come along. Raises ModelError."""
    return load(FILE)


def load(file: Path) -> ReaderWeights:
    """Load weights from a file. Raises ModelError when it is missing or damaged."""
    try:
        with np.load(file, allow_pickle=False) as stored:
            return _reader({name: stored[name].astype(np.float32) for name in stored.files})
    except (OSError, EOFError, KeyError, TypeError, ValueError, BadZipFile, zlib.error) as error:
        raise _unusable(file, error) from error


def _reader(arrays: Mapping[str, Floats]) -> ReaderWeights:
    both = [name.removesuffix(".down") for name in arrays if name.endswith(".down")]
    words, tokens, counts = (
        Projection(arrays[f"{part}.matrix"], arrays[f"{part}.bias"]) for part in ("passages", "questions", "counting")
    )
    return ReaderWeights(words, tokens, counts, {name: (arrays[f"{name}.down"], arrays[f"{name}.up"]) for name in both})


@functools.cache
def version() -> str:
    """Tell these weights from others. Raises ModelError."""
    return checksum(FILE)


def checksum(file: Path) -> str:
    """Tell the weights in a file from others. Raises ModelError when it is missing."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()[:VERSION_DIGITS]
    except OSError as error:
        raise _unusable(file, error) from error


def _unusable(file: Path, error: Exception) -> ModelError:
    return ModelError(f"{file} ontbreekt of is beschadigd ({type(error).__name__}); installeer Vindplaats opnieuw.")
