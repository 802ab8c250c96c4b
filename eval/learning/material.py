"""What is trained on: the words of all passages, and the dense leg of each corpus."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from qa import PARAMETERS
from qa.domain import Parameters
from qa.embedding import Embedder
from qa.settings import from_environment
from qa.store.snapshot import Store

from .corpora import Corpus, store_of
from .examples import Example


@dataclass(frozen=True, slots=True)
class WordRows:
    """The words of the passages of all corpora: rows (n, d), the number of the sentence of each from 1, 0 for none.

    ``places`` has for each corpus the number of the text at each position; the words of text ``i`` are rows
    ``starts[i]`` up to ``starts[i + 1]``.
    """

    rows: npt.NDArray[np.float32]
    sentences: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]
    places: Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Dense:
    """What the dense leg of one index compares a question with; see ``qa.store.dense``."""

    whole: Tensor
    contexts: Tensor
    answers: Tensor
    sentences: Tensor
    offsets: npt.NDArray[np.int64]
    taken_off: Tensor  # of the vector of a question
    span: float

    @classmethod
    def of(cls, store: Store, parameters: Parameters) -> "Dense":
        """Take what a store holds, and the parameters of the dense signal."""
        views = store.vectors.views
        whole, contexts, answers, sentences = (
            torch.from_numpy(np.array(view, np.float32))
            for view in (store.vectors.passages, views.contexts, views.answers, views.sentences)
        )
        taken_off = parameters["centred"] * np.asarray(store.centre)
        span = parameters["span"] * (1 - store.scale.foreign)
        offsets = np.asarray(views.offsets)
        return cls(whole, contexts, answers, sentences, offsets, torch.from_numpy(taken_off), span)

    def scores(self, vector: Tensor, positions: Sequence[int]) -> Tensor:
        """The dense signal of these passages, shape (k,), without its lower end."""
        at = torch.tensor(positions)
        near = vector - self.taken_off
        whole = self.whole[at] @ near
        rows = [self.sentences[self.offsets[p] : self.offsets[p + 1]] for p in positions]
        each = torch.split(torch.cat(rows) @ near, [len(one) for one in rows])
        best = torch.stack([one.max() if len(one) else whole[place] for place, one in enumerate(each)])
        mean = (whole + self.contexts[at] @ near + self.answers[at] @ near + best) / 4
        return 1 - (mean.max() - mean) / self.span


@dataclass(frozen=True, slots=True)
class Material:
    """All that the training looks at: examples, the words of passages, and the dense leg of each corpus."""

    examples: Sequence[Example]
    words: WordRows
    dense: Mapping[str, Dense]


def prepared(corpora: Sequence[Corpus], asked: Sequence[Example]) -> Material:
    """Read the words of all passages, once for each text, and take the dense leg of each corpus. Raises ModelError."""
    embedder = Embedder(from_environment())
    numbers: dict[str, int] = {}
    sentences: list[tuple[tuple[int, int], ...]] = []
    places, dense = {}, {}
    for corpus in corpora:
        with corpus.opened() as assistant:
            store = store_of(assistant)
            for passage in store.passages:
                if numbers.setdefault(passage.text, len(numbers)) == len(sentences):
                    sentences.append(passage.sentences)
            places[corpus.name] = [numbers[passage.text] for passage in store.passages]
            dense[corpus.name] = Dense.of(store, PARAMETERS)
    _, words = embedder.passages_by_word(list(numbers))
    owners = [_sentences(one.spans, spans) for one, spans in zip(words, sentences, strict=True)]
    starts = np.cumsum([0, *(len(one) for one in owners)])
    rows = np.concatenate([one.vectors for one in words])
    return Material(asked, WordRows(rows, np.concatenate(owners), starts, places), dense)


def _sentences(words: np.ndarray, sentences: tuple[tuple[int, int], ...]) -> np.ndarray:
    """The number of the sentence in which each word stands, from 1; 0 for none."""
    middles = words.sum(axis=1) / 2
    found = np.zeros(len(words), np.int64)
    for number, (start, end) in enumerate(sentences, 1):
        found[(start <= middles) & (middles < end)] = number
    return found
