"""Texts to vectors. The only home of sentence-transformers and torch, which cost seconds to import.

Questions are read with ONNX Runtime where the model is the one that comes along, so that who only asks needs neither.
"""

import functools
import hashlib
import logging
import os
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from qa.bars import BARS
from qa.embedding import bundled, hub
from qa.embedding.query_encoder import QueryEncoder
from qa.embedding.words import PassageWords, QuestionVectors, means, telling, unread
from qa.errors import ModelError
from qa.settings import Settings

Vectors = npt.NDArray[np.float32]
Progress = Callable[[int, int], None]

BATCH = 16  # texts embedded together; each is padded to the longest among them
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

# What the libraries set when they are imported, in the environment and of loggers; the program around us keeps its own.
SET_LEVELS = ("transformers", "sentence_transformers")
SET_ON_IMPORT = ("KMP_DUPLICATE_LIB_OK", "KMP_INIT_AT_FORK", "TORCHINDUCTOR_CACHE_DIR")

SAME = 0.9999  # cosine from which two vectors of a text count as the same

# As the hub of Hugging Face has them: of a maker and a model, or of a model alone.
HUB_NAME = re.compile(r"(?:[\w.-]{1,96}/)?[\w.-]{1,96}", re.ASCII)

SMALL_FILE = 1024**2  # bytes; of a local model the content of files up to here is part of its identity


def _compute_on(threads: int) -> None:
    """Have torch compute on so many threads in the thread that calls, and in no other."""
    import torch  # noqa: PLC0415 - costs seconds; loaded by now

    with _COUNTING:
        usual = torch.get_num_threads()
        torch.set_num_threads(threads)
        # A thread that comes to torch later takes the number that was set last, in whichever thread that was.
        last = threading.Thread(target=torch.set_num_threads, args=(usual,))
        last.start()
        last.join()


# One model a process, shared by all that need it; who asks does not wait until what reads passages is there.
_LOADING, _LOADING_QUERIES = threading.Lock(), threading.Lock()
_COUNTING = threading.Lock()  # of threads, by one at a time
# Texts are embedded in threads of our own: torch keeps memory for every thread that ever called it, and those of the
# program around us keep their number of cores. Questions take one each, passages come one batch at a time on all.
_QUESTIONS = ThreadPoolExecutor(CORES, "questions", _compute_on, (1,))
_PASSAGES = ThreadPoolExecutor(1, "passages", _compute_on, (CORES,))


class Embedder:
    """A model, loaded on first use and safe to call from several threads.

    Of the one that comes along ONNX Runtime reads the questions; all else is read by sentence-transformers.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @property
    def identity(self) -> str:
        """Which model this is, without loading it; an index is only valid with the model that made it."""
        return model_identity(self._settings.model)

    @property
    def dimension(self) -> int:
        """Number of components of a vector. Raises ModelError."""
        encoder = self._query_encoder()
        return encoder.dimension if encoder else int(self._model().get_embedding_dimension())

    def questions(self, texts: Sequence[str]) -> list[QuestionVectors]:
        """Read questions, as a whole and by their tokens. Raises ModelError.

        On one core, so that as many questions are read at a time as there are cores.
        """
        if encoder := self._query_encoder():
            return encoder.questions(texts)
        return [
            unread(vector) for vector in _QUESTIONS.submit(self._encoded, self._model().encode_query, texts).result()
        ]

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Embed questions as a whole: unit vectors, shape (len(texts), d). Raises ModelError."""
        return _stacked([one.whole for one in self.questions(texts)], self.dimension)

    def passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Embed passages: unit vectors, shape (len(texts), d). Raises ModelError.

        ``progress`` is called with the number done and the total of different texts: a text that comes twice, such
        as the only sentence of a paragraph, is embedded once. Texts are taken in order of length, so that little is
        padded; the vectors come back in the order of ``texts``.
        """
        model = self._model()
        different = sorted(dict.fromkeys(texts), key=len, reverse=True)
        vectors = np.zeros((len(different), model.get_embedding_dimension()), np.float32)
        for start in range(0, len(different), BATCH):
            batch = different[start : start + BATCH]
            embedded = _PASSAGES.submit(self._encoded, model.encode_document, batch)
            vectors[start : start + len(batch)] = embedded.result()
            if progress:
                progress(min(start + BATCH, len(different)), len(different))
        places = {text: place for place, text in enumerate(different)}
        return vectors[[places[text] for text in texts]]

    @property
    def reads_words(self) -> bool:
        """Whether there is a reader for this model, which compares questions with the words of passages."""
        return not self._settings.model

    def passages_by_word(self, texts: Sequence[str]) -> tuple[Vectors, list[PassageWords]]:
        """Embed some passages as ``passages`` does, and give their words as well. Raises ModelError."""
        model = self._model()
        vectors: list[Vectors] = []
        words: list[PassageWords] = []
        for start in range(0, len(texts), BATCH):
            for vector, found in _PASSAGES.submit(self._read, model, texts[start : start + BATCH]).result():
                vectors.append(vector)
                words.append(found)
        return _stacked(vectors, self.dimension), words

    def load(self) -> None:
        """Load what reads questions now rather than with the first of them. Raises ModelError."""
        if not self._query_encoder():
            self._model()

    def model(self) -> Any:  # noqa: ANN401 - sentence-transformers has no type information
        """Give the model itself, for who wants to know what it is. Raises ModelError."""
        return self._model()

    def _encoded(self, encode: Callable[..., Any], texts: Sequence[str]) -> Any:  # noqa: ANN401
        import torch  # noqa: PLC0415 - costs seconds; loaded by now

        with BARS.unshared(), torch.autocast("cpu", torch.bfloat16, enabled=_in_two_bytes(self._settings.model)):
            return encode(list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False)

    def _read(self, model: Any, texts: Sequence[str]) -> list[tuple[Vectors, PassageWords]]:  # noqa: ANN401
        """The vector of each passage, and its words."""
        read = self._encoded(functools.partial(model.encode_document, output_value=None), texts)
        prompt = model.prompts["document"]
        divided = model.tokenizer(
            [prompt + text for text in texts],
            truncation=True,
            max_length=model.max_seq_length,
            return_offsets_mapping=True,
        )
        found = []
        for text, one, offsets in zip(texts, read, divided["offset_mapping"], strict=True):
            states = one["token_embeddings"][: len(offsets)].float().numpy()
            words = means(states, np.asarray(offsets) - len(prompt), telling(text))
            found.append((one["sentence_embedding"].float().numpy(), words))
        return found

    def _query_encoder(self) -> QueryEncoder | None:
        """What reads questions of the model that comes along; another model reads its own."""
        if self._settings.model:
            return None
        with _LOADING_QUERIES:
            return _load_query_encoder(self._settings.cache)

    def _model(self) -> Any:  # noqa: ANN401 - sentence-transformers has no type information
        with _LOADING:
            return _load(self._settings.model, self._settings.cache)


def model_identity(model: str) -> str:
    """Name a model so that another model never has the same name.

    For a local folder the sizes of its files and the content of the small ones count, so that a folder
    whose model was replaced is another model. Raises ModelError when it cannot be one.
    """
    if not model:
        return bundled.identity()
    check_named(model, "QA_MODEL")
    if not is_local(model):
        return model
    folder = Path(model).expanduser()
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        size = path.stat().st_size
        digest.update(os.fsencode(f"{path.relative_to(folder)}:{size}\n"))  # a name need not be text
        if size <= SMALL_FILE:
            digest.update(path.read_bytes())
    return f"{folder.name} ({digest.hexdigest()[:12]})"


def check_named(model: str, variable: str) -> None:
    """Refuse what is neither a folder nor a name that a model can have, before any library is asked for it.

    ``variable`` names it in the environment. Raises ModelError.
    """
    if is_local(model):
        return
    if Path(model).expanduser().is_absolute() or model.startswith("."):
        raise ModelError(f"De map {model} met het taalmodel bestaat niet; controleer {variable}.")
    if not HUB_NAME.fullmatch(model):
        raise ModelError(f"{model} is geen map en geen naam van een taalmodel; controleer {variable}.")


def is_local(model: str) -> bool:
    """Whether a model is loaded from this machine: the one that comes along, or one in a folder."""
    return not model or Path(model).expanduser().is_dir()


def is_ready(settings: Settings) -> bool:
    """Whether the model can be loaded as it is: nothing is to be unpacked or fetched first."""
    return is_local(settings.model) if settings.model else bundled.is_unpacked(settings.cache)


@contextmanager
def unnoticed() -> Iterator[None]:
    """Load a model here: no progress is shown; the environment and the log levels chosen are afterwards as before."""
    before = {name: os.environ.get(name) for name in SET_ON_IMPORT}
    levels = {name: level for name in SET_LEVELS if (level := logging.getLogger(name).level)}
    from transformers.utils import logging as theirs  # noqa: PLC0415

    shown = theirs.is_progress_bar_enabled()
    theirs.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        with BARS.unshared():
            yield
    finally:
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
        if shown:
            theirs.enable_progress_bar()  # type: ignore[no-untyped-call]
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _in_two_bytes(name: str) -> bool:
    """Whether this model multiplies numbers of two bytes, of which the processor takes more at a time.

    Only of the model that comes along is it known that its vectors stay the same: the cosine with those of four bytes
    is SAME or more, as a test measures.
    """
    return not name and _multiplies_bfloat16()


def _stacked(vectors: Sequence[Vectors], dimension: int) -> Vectors:
    return np.asarray(vectors, np.float32).reshape(-1, dimension)


@functools.cache
def _multiplies_bfloat16() -> bool:
    import torch  # noqa: PLC0415

    able = torch.cpu.get_capabilities()
    return bool(able.get("avx512_bf16") or able.get("amx_bf16"))


@functools.lru_cache(maxsize=1)
def _load_query_encoder(cache: Path) -> QueryEncoder:
    try:
        return QueryEncoder(bundled.unpacked(cache))
    except ImportError as error:
        raise ModelError(f"Het pakket {error.name} is niet te gebruiken; installeer Vindplaats opnieuw.") from error


@functools.lru_cache(maxsize=1)
def _load(name: str, cache: Path) -> Any:  # noqa: ANN401 - sentence-transformers has no type information
    if name:
        check_named(name, "QA_MODEL")
    local = is_local(name)
    source = str(Path(name).expanduser() if name else bundled.unpacked(cache)) if local else name

    def load(*, local_files_only: bool) -> Any:  # noqa: ANN401
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - importing torch costs seconds

        return SentenceTransformer(source, device="cpu", local_files_only=local_files_only, trust_remote_code=False)

    try:
        with unnoticed():
            try:
                model = load(local_files_only=True)
            except OSError:
                if local:
                    raise
                with hub.fetching(name, "QA_MODEL"):  # a model named by its place on the hub is fetched once
                    model = load(local_files_only=False)
    except ModelError:
        raise
    except Exception as error:
        raise ModelError(
            f"Het taalmodel {name or bundled.NAME} kan niet worden geladen ({hub.reason(error)}); "
            "controleer QA_MODEL, of laat het weg voor het meegeleverde model."
        ) from error
    if not any(model.prompts.get(prompt) for prompt in bundled.PROMPTS) and "e5" in source.lower():
        model.prompts = dict(bundled.PROMPTS)  # E5 models on the hub often do not say which prefixes they need
    # With the first text the tokenizer is set up, which may not be done by two threads at once; reading may.
    with BARS.unshared():
        model.encode("x", show_progress_bar=False)
    if _in_two_bytes(name):
        _keep_weights_in_two_bytes(model)
    return model


def _keep_weights_in_two_bytes(model: Any) -> None:  # noqa: ANN401
    """Turn the weights that are multiplied into two bytes once, which would else be done for every text."""
    import torch  # noqa: PLC0415

    for part in model.modules():
        if isinstance(part, torch.nn.Linear):
            part.to(torch.bfloat16)
