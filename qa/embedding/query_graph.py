"""The model that comes along as a graph for ONNX Runtime, which reads one question at a time with it.

The matrices stay in the 4 bits of the weight file and are multiplied in 8. The vectors of the tokens are looked up in
the file with the weights for sentence-transformers, which is mapped and not read.
"""

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from onnx import NodeProto, TensorProto, helper, numpy_helper

from qa.embedding.reader import Projection, ReaderWeights
from qa.embedding.weight_file import BLOCK, WeightFile

MICROSOFT = "com.microsoft"  # the domain of the operators that are ONNX Runtime's own
OPERATORS = {"": 23, MICROSOFT: 1}  # versions: from 23 on ONNX has attention
IR_VERSION = 11  # the first with these operators
TOKENS = "tokens"
# Tokens before those that are compared: the beginning, and the two of "query". The colon behind it is compared too,
# as a mark for the question as a whole, so that every question has a token.
BEHIND = len(("<s>", "▁que", "ry"))
IN_EIGHT_BITS = 4  # the accuracy level of MatMulNBits at which it multiplies numbers of 8 bits


def graph(contents: WeightFile, reader: ReaderWeights, weights: Path, words: str) -> bytes:
    """Give the graph from the numbers of the tokens of one text, shape (1, n), to what is read of it.

    That is its unit vector (1, d), the unit vectors of its m tokens that are compared (m, w), and how much each of
    these counts (m,), 1 in all. ``words`` names the tensor with the vectors of the tokens in ``weights``, a file of
    safetensors that has to stand beside the graph.
    """
    made = _Graph(contents, reader)
    return made.written(made.stored(weights, words))


class _Graph:
    """A graph that is being written: its nodes one after the other, and the numbers that they need."""

    def __init__(self, contents: WeightFile, reader: ReaderWeights) -> None:
        self._contents = contents
        self._reader = reader
        self._nodes: list[NodeProto] = []
        self._numbers: list[TensorProto] = []

    def written(self, words: str) -> bytes:
        state = self._embedded(words)
        for layer in range(self._contents.layers):
            state = self._layer(f"l{layer}", state)
        mean = self._add("ReduceMean", state, self._number("over tokens", np.array([1])), keepdims=0)
        vector = self._add("LpNormalization", mean, axis=-1, p=2)
        tokens, counts = self._read(state)
        outputs: dict[str, list[str | int | None]] = {
            vector: [1, self._contents.hidden],
            tokens: ["m", self._reader.questions.bias.size],
            counts: ["m"],
        }
        made = helper.make_graph(
            self._nodes,
            "multilingual-e5-small",
            [helper.make_tensor_value_info(TOKENS, TensorProto.INT64, [1, "n"])],
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in outputs.items()],
            self._numbers,
        )
        operators = [helper.make_opsetid(domain, version) for domain, version in OPERATORS.items()]
        model: bytes = helper.make_model(made, opset_imports=operators, ir_version=IR_VERSION).SerializeToString()
        return model

    def _read(self, state: str) -> tuple[str, str]:
        """The tokens of the question as they are compared, and how much each counts."""
        own = self._add("Slice", state, *(self._number(f"own {at}", np.array([at])) for at in (BEHIND, -1, 1)))
        flat = self._add("Squeeze", own, self._number("one text", np.array([0])))
        tokens = self._add("LpNormalization", self._projected("questions", flat, self._reader.questions), axis=-1, p=2)
        worth = self._add("Softplus", self._projected("counting", flat, self._reader.counting))
        shares = self._add("Div", worth, self._add("ReduceSum", worth))
        return tokens, self._add("Squeeze", shares, self._number("one share", np.array([1])))

    def _projected(self, name: str, state: str, projection: Projection) -> str:
        product = self._add("MatMul", state, self._number(f"{name}.matrix", projection.matrix))
        return self._add("Add", product, self._number(f"{name}.bias", projection.bias))

    def _embedded(self, words: str) -> str:
        """The vectors of the tokens and of their places, together; all tokens are of the first type."""
        tensors, hidden = self._contents.tensors, self._contents.hidden
        places = tensors["emb.pos"].reshape(-1, hidden) + tensors["emb.type"][:hidden]
        first = self._number("first", np.array([0]))
        used = self._add("Slice", self._number("places", places), first, self._add("Shape", TOKENS, start=1))
        return self._normalised("emb.ln", self._add("Add", self._add("Gather", words, TOKENS), used))

    def _layer(self, layer: str, state: str) -> str:
        query, key, value = (self._multiplied(f"{layer}.{name}", state) for name in "qkv")
        heads = self._contents.heads
        attended = self._add("Attention", query, key, value, q_num_heads=heads, kv_num_heads=heads)
        state = self._normalised(f"{layer}.aln", self._add("Add", self._multiplied(f"{layer}.ao", attended), state))
        widened = self._add("Gelu", self._multiplied(f"{layer}.fi", state))
        return self._normalised(f"{layer}.oln", self._add("Add", self._multiplied(f"{layer}.fo", widened), state))

    def _multiplied(self, name: str, state: str) -> str:
        """By a matrix in 4 bits, its bias added, and what the reader's adapter has for it."""
        weight, bias = self._contents.quantised[f"{name}.w"], self._contents.tensors[f"{name}.b"]
        rows, across = bias.size, weight.quants.size // bias.size
        pairs = weight.quants.reshape(rows, across // BLOCK, BLOCK // 2, 2)
        product = self._add(
            "MatMulNBits",
            state,
            self._number(f"{name}.quants", pairs[..., 0] | pairs[..., 1] << 4),
            self._number(f"{name}.scales", weight.scales),
            "",  # no zero points: ONNX Runtime takes 8, as the file does
            "",
            self._number(f"{name}.bias", bias),
            domain=MICROSOFT,
            K=across,
            N=rows,
            bits=4,
            block_size=BLOCK,
            accuracy_level=IN_EIGHT_BITS,
        )
        if name not in self._reader.adapters:
            return product
        down, up = self._reader.adapters[name]
        low = self._add("MatMul", state, self._number(f"{name}.down", down))
        return self._add("Add", product, self._add("MatMul", low, self._number(f"{name}.up", up)))

    def _normalised(self, name: str, state: str) -> str:
        factors = (self._number(f"{name}.{part}", self._contents.tensors[f"{name}.{part}"]) for part in "wb")
        return self._add("LayerNormalization", state, *factors, epsilon=self._contents.epsilon)

    def _add(self, operator: str, *inputs: str, **attributes: Any) -> str:  # noqa: ANN401
        """Add a node, and give the name of what comes out."""
        output = f"{operator} {len(self._nodes)}"
        self._nodes.append(helper.make_node(operator, inputs, [output], **attributes))
        return output

    def _number(self, name: str, value: npt.NDArray[Any]) -> str:
        self._numbers.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def stored(self, path: Path, name: str) -> str:
        """A tensor in a file of safetensors, which begins with the length of its directory and that directory."""
        with path.open("rb") as file:
            (length,) = struct.unpack("<Q", file.read(8))
            described = json.loads(file.read(length))[name]
        begin, end = described["data_offsets"]
        place = {"location": path.name, "offset": 8 + length + begin, "length": end - begin}
        tensor = TensorProto(name=name, dims=described["shape"], data_type=TensorProto.FLOAT)
        tensor.data_location = TensorProto.EXTERNAL
        for key, value in place.items():
            tensor.external_data.add(key=key, value=str(value))
        self._numbers.append(tensor)
        return name
