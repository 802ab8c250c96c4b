"""Training of the reader: late interaction over the words of passages, whose vectors stay as the model gives them.

Learned are the projections in which tokens and words are compared, how much each token counts, and an adapter on the
side of the question (LoRA; Hu et al. 2022). Each question is held against its own candidates, which are neighbours of
the answer: a listwise loss over passages, one over the sentences of those that answer, and a small one that tells the
answer from what is merely near. What the adapter does to the vector of the whole question is held small, so that the
geometry in which passages are found stays what it was. It goes on from its last checkpoint.
"""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from qa.embedding import bundled
from qa.embedding.query_graph import BEHIND

from .examples import Example
from .material import Material
from .questions import OF_MEMBERS

# The name of each matrix of a layer in the weight file -> where it is in transformers' BertModel.
ADAPTED = {
    "q": ("attention.self", "query"),
    "k": ("attention.self", "key"),
    "v": ("attention.self", "value"),
    "ao": ("attention.output", "dense"),
    "fi": ("intermediate", "dense"),
    "fo": ("output", "dense"),
}
LONGEST_QUESTION = 96  # tokens
OUTSIDE = -1.0  # how near a sentence without words is to anything
CHECKED = 8  # best candidates that are told from the answer
SHARP = 20.0  # by which the scores of sentences are multiplied before the softmax


@dataclass(frozen=True, slots=True)
class Recipe:
    """How is trained. Weights and rates were chosen on the documents that are kept aside."""

    rank: int = 16
    principal: int = 192  # components of a word that are kept before the projection
    size: int = 96  # of a projected word
    batch: int = 16
    epochs: float = 1.0
    real: int = 3  # how often a question of a member counts: there are few, and long questions are otherwise lacking
    rate_adapter: float = 5e-4
    rate_projection: float = 1e-3
    rate_mixture: float = 5e-3
    rate_calibration: float = 0.05
    warm_up: float = 0.05  # share of the steps
    sentences: float = 0.5  # weight of the loss over sentences
    answers: float = 0.2  # weight of the loss that tells answers from what is near
    kept: float = 5.0  # weight of one minus the cosine with the vector before
    seed: int = 1
    checkpoint: int = 100  # steps


class Adapter(nn.Module):
    """A matrix that stays as it is, and a learned one of low rank beside it."""

    def __init__(self, matrix: nn.Linear, rank: int) -> None:
        super().__init__()
        self.matrix = matrix
        self.down = nn.Parameter(torch.randn(rank, matrix.in_features) / matrix.in_features**0.5)
        self.up = nn.Parameter(torch.zeros(matrix.out_features, rank))

    def forward(self, state: Tensor) -> Tensor:
        """Multiply by both."""
        product: Tensor = self.matrix(state) + state @ self.down.T @ self.up.T
        return product


class TrainedReader(nn.Module):
    """The model over questions with its adapters, and what compares their tokens with the words of passages."""

    def __init__(self, folder: Path, words: npt.NDArray[np.float32], recipe: Recipe) -> None:
        """Begin with the principal components of the ``words`` of passages, in which late interaction works untrained.

        ``folder`` holds the model that comes along, unpacked.
        """
        super().__init__()
        from transformers import AutoModel, AutoTokenizer  # noqa: PLC0415

        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.model = AutoModel.from_pretrained(folder).eval()
        self.model.requires_grad_(requires_grad=False)
        self.adapters = nn.ModuleDict()
        for number, layer in enumerate(self.model.encoder.layer):
            for name, (part, matrix) in ADAPTED.items():
                at = layer.get_submodule(part)
                adapter = Adapter(getattr(at, matrix), recipe.rank)
                setattr(at, matrix, adapter)
                self.adapters[f"l{number}-{name}"] = adapter
        centre = words.mean(axis=0)
        spread, basis = np.linalg.eigh(np.cov((words[::5] - centre).T))
        best = np.argsort(-spread)[: recipe.principal]
        evened = np.eye(recipe.principal, recipe.size) * spread[best, None] ** -0.25  # half way to whitening
        self.basis = nn.Parameter(torch.tensor(basis[:, best], dtype=torch.float32), requires_grad=False)
        self.centre = nn.Parameter(torch.tensor(centre), requires_grad=False)
        self.centre_of_questions = nn.Parameter(torch.zeros(recipe.principal), requires_grad=False)
        self.passages = nn.Parameter(torch.tensor(evened, dtype=torch.float32))
        self.questions = nn.Parameter(torch.tensor(evened, dtype=torch.float32))
        self.counting = nn.Linear(recipe.principal, 1)
        nn.init.zeros_(self.counting.weight)
        nn.init.constant_(self.counting.bias, 0.55)
        self.mixture = nn.Parameter(torch.tensor([0.8, 0.2, 0.1, 1.5, 0.75]))  # of what ``mixed`` adds up
        self.sharpness = nn.Parameter(torch.tensor(3.0))  # the logarithm of what scores are multiplied by
        self.calibration = nn.Parameter(torch.tensor([10.0, -6.0]))

    def read(self, texts: Sequence[str]) -> list[tuple[Tensor, Tensor]]:
        """Give for each question its unit vector (d,), and the vectors of its tokens (n, d)."""
        prompts = [bundled.PROMPTS["query"] + text for text in texts]
        read = self.tokenizer(prompts, padding=True, truncation=True, max_length=LONGEST_QUESTION, return_tensors="pt")
        with torch.autocast("cpu", torch.bfloat16):
            states = self.model(**read).last_hidden_state.float()
        sizes = read["attention_mask"].sum(1).tolist()
        return [
            (functional.normalize(state[:size].mean(0), dim=0), state[BEHIND : size - 1])
            for state, size in zip(states, sizes, strict=True)
        ]

    def tokens(self, states: Tensor) -> tuple[Tensor, Tensor]:
        """Give the projected tokens of a question (n, size), unit vectors, and how much each counts (n,), 1 in all."""
        principal = (states - self.centre) @ self.basis - self.centre_of_questions
        counts = functional.softplus(self.counting(principal)).squeeze(-1)
        return functional.normalize(principal @ self.questions, dim=-1), counts / counts.sum()

    def words(self, rows: Tensor) -> Tensor:
        """Give projected words, unit vectors, of rows that are already (n, principal)."""
        return functional.normalize(rows @ self.passages, dim=-1)


@dataclass(frozen=True, slots=True)
class Scores:
    """How well k candidates answer: mixed with the other signals (k,), and by each of their sentences (k, s).

    A passage with fewer sentences than another has OUTSIDE for what it lacks.
    """

    mixed: Tensor
    sentences: Tensor


def scores(
    reader: TrainedReader, rows: Tensor, material: Material, example: Example, read: tuple[Tensor, Tensor]
) -> Scores:
    """Score the candidates of an example for a question as it was read.

    ``rows`` are the words of all passages by their principal components.
    """
    words, (vector, states) = material.words, read
    tokens, counts = reader.tokens(states)
    places = [words.places[example.corpus][position] for position in example.positions]
    spans = [(int(words.starts[place]), int(words.starts[place + 1])) for place in places]
    longest = max(end - start for start, end in spans)
    at = torch.zeros(len(spans), longest, dtype=torch.long)
    there = torch.zeros(len(spans), longest, dtype=torch.bool)
    for place, (start, end) in enumerate(spans):
        at[place, : end - start] = torch.arange(start, end)
        there[place, : end - start] = True
    near = torch.einsum("nw,klw->knl", tokens, reader.words(rows[at])).masked_fill(~there[:, None], OUTSIDE)
    numbers = torch.from_numpy(words.sentences)[at] * there
    best = torch.full((*near.shape[:2], int(numbers.max()) + 1), OUTSIDE)
    best = best.scatter_reduce(2, numbers[:, None].expand_as(near), near, "amax")[:, :, 1:]
    sentences = (best * counts[:, None]).sum(1)
    columns = (
        material.dense[example.corpus].scores(vector, example.positions),
        torch.tensor(example.bm25),
        torch.tensor(example.alike),
        (best.amax(2) * counts).sum(1),
        sentences.amax(1),
    )
    return Scores(torch.stack(columns, 1) @ reader.mixture, sentences)


def train(
    folder: Path, material: Material, checkpoint: Path, recipe: Recipe, report: Callable[[str], None]
) -> TrainedReader:
    """Train a reader on the examples that are not kept aside. ``checkpoint`` is the file it goes on from, and keeps.

    ``folder`` holds the model that comes along, unpacked.
    """
    torch.manual_seed(recipe.seed)
    reader = TrainedReader(folder, material.words.rows, recipe)
    learned = [
        one
        for one in material.examples
        if not one.validation and (one.relevant or not one.answerable)
        for _ in range(recipe.real if one.kind == OF_MEMBERS else 1)
    ]
    with torch.no_grad():
        rows = (torch.from_numpy(material.words.rows) - reader.centre) @ reader.basis
        before = dict(_vectors(reader, sorted({one.text for one in learned}, key=len)))
        some = reader.read([one.text for one in learned[:: max(1, len(learned) // 512)]])
        states = torch.cat([(states - reader.centre) @ reader.basis for _, states in some])
        reader.centre_of_questions.copy_(states.mean(0))
    steps = max(1, int(recipe.epochs * len(learned) / recipe.batch))
    optimizer = _optimizer(reader, recipe)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps, recipe.warm_up))
    first = _resumed(checkpoint, reader, optimizer, schedule)
    for step in range(first, steps):
        batch = [learned[place] for place in _batch(step, len(learned), recipe)]
        lost = _loss(reader, rows, material, batch, before, recipe)
        optimizer.zero_grad()
        lost.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(list(reader.parameters()), 1.0)
        optimizer.step()
        schedule.step()
        if (step + 1) % recipe.checkpoint == 0 or step + 1 == steps:
            report(f"step {step + 1} of {steps}, loss {lost.item():.2f}")
            _keep(checkpoint, reader, optimizer, schedule, step + 1)
    return reader


def validated(reader: TrainedReader, material: Material) -> dict[str, float]:
    """Give hit@1 and hit@5 of the passages, and the share of answers in whose passage the right sentence is chosen.

    Of the examples that are kept aside, by "one dossier" and "all subjects".
    """
    kept = [one for one in material.examples if one.validation and one.answerable]
    found: dict[str, list[float]] = {}
    with torch.no_grad():
        rows = (torch.from_numpy(material.words.rows) - reader.centre) @ reader.basis
        for start in range(0, len(kept), 64):
            batch = kept[start : start + 64]
            for one, read in zip(batch, reader.read([one.text for one in batch]), strict=True):
                given = scores(reader, rows, material, one, read)
                order = torch.argsort(-given.mixed, stable=True).tolist()
                where = "real" if one.kind == OF_MEMBERS else "all subjects" if one.corpus == "all" else "one dossier"
                for count in (1, 5):
                    right = not set(order[:count]).isdisjoint(one.relevant)
                    found.setdefault(f"{where}, hit@{count}", []).append(right)
                if one.relevant and one.sentences[0]:
                    chosen = int(given.sentences[one.relevant[0]].argmax())
                    found.setdefault(f"{where}, sentence", []).append(chosen in one.sentences[0])
    return {name: float(np.mean(values)) for name, values in found.items()}


def export(reader: TrainedReader, file: Path) -> None:
    """Write the weights as ``qa.embedding.reader`` reads them, with two bytes for each."""
    with torch.no_grad():
        words = reader.basis @ reader.passages
        questions = reader.basis @ reader.questions
        weight = reader.counting.weight.T
        counting = reader.basis @ weight
        arrays = {
            "passages.matrix": words,
            "passages.bias": -reader.centre @ words,
            "questions.matrix": questions,
            "questions.bias": -reader.centre @ questions - reader.centre_of_questions @ reader.questions,
            "counting.matrix": counting,
            "counting.bias": reader.counting.bias - reader.centre @ counting - reader.centre_of_questions @ weight,
        }
        for name, adapter in reader.adapters.items():
            arrays |= {f"{name.replace('-', '.')}.{part}": adapter.get_parameter(part).T for part in ("down", "up")}
        stored = {name: one.half().numpy() for name, one in arrays.items()}
    np.savez_compressed(file, allow_pickle=False, **stored)


def _vectors(reader: TrainedReader, texts: Sequence[str]) -> Iterable[tuple[str, Tensor]]:
    for start in range(0, len(texts), 64):
        batch = texts[start : start + 64]
        yield from zip(batch, (vector for vector, _ in reader.read(batch)), strict=True)


def _optimizer(reader: TrainedReader, recipe: Recipe) -> torch.optim.AdamW:
    projection = [reader.passages, reader.questions, *reader.counting.parameters()]
    adapters = [one for one in reader.adapters.parameters() if one.requires_grad]
    groups = [
        {"params": adapters, "lr": recipe.rate_adapter},
        {"params": projection, "lr": recipe.rate_projection},
        {"params": [reader.mixture, reader.sharpness], "lr": recipe.rate_mixture},
        {"params": [reader.calibration], "lr": recipe.rate_calibration},
    ]
    return torch.optim.AdamW(groups, weight_decay=0.0)


def _rate(step: int, steps: int, warm_up: float) -> float:
    """The share of the rate at a step: it rises, and then falls to nothing."""
    return min(1.0, (step + 1) / (warm_up * steps)) * (1 - step / steps)


def _batch(step: int, count: int, recipe: Recipe) -> list[int]:
    """The examples of a step; in each round through all of them another order, the same after a resumption."""
    round_, place = divmod(step * recipe.batch, count)
    order = random.Random(f"{recipe.seed} {round_}").sample(range(count), count)  # noqa: S311 - no secret
    return order[place : place + recipe.batch]


def _loss(
    reader: TrainedReader,
    rows: Tensor,
    material: Material,
    batch: Sequence[Example],
    before: Mapping[str, Tensor],
    recipe: Recipe,
) -> Tensor:
    ranked, chosen, told, kept = ([torch.zeros(())] for _ in range(4))
    for example, read in zip(batch, reader.read([one.text for one in batch]), strict=True):
        given = scores(reader, rows, material, example, read)
        best = torch.topk(given.mixed.detach(), min(CHECKED, len(given.mixed))).indices
        answers = torch.zeros(len(given.mixed))
        answers[list(example.relevant)] = 1
        logits = reader.calibration[0] * given.sentences.amax(1)[best] + reader.calibration[1]
        told.append(functional.binary_cross_entropy_with_logits(logits, answers[best]))
        kept.append(1 - read[0] @ before[example.text])
        if example.relevant:
            ranked.append(_listwise(given.mixed * reader.sharpness.exp(), example.relevant))
        for place, all_right in zip(example.relevant, example.sentences, strict=True):
            # Of the last sentences of all candidates none may have a word.
            if right := [number for number in all_right if number < given.sentences.shape[1]]:
                chosen.append(_listwise(given.sentences[place] * SHARP, right))
    parts = zip((ranked, chosen, told, kept), (1.0, recipe.sentences, recipe.answers, recipe.kept), strict=True)
    return torch.stack([weight * torch.stack(part).sum() / max(len(part) - 1, 1) for part, weight in parts]).sum()


def _listwise(given: Tensor, right: Sequence[int]) -> Tensor:
    """The cross-entropy of a softmax over scores, of which those at some places are all right."""
    return torch.logsumexp(given, 0) - torch.logsumexp(given[list(right)], 0)


def _keep(file: Path, reader: TrainedReader, optimizer: Any, schedule: Any, step: int) -> None:  # noqa: ANN401
    learned = {name: value for name, value in reader.state_dict().items() if not _is_of_model(name)}
    aside = file.with_suffix(".new")
    kept = {"reader": learned, "optimizer": optimizer.state_dict(), "schedule": schedule.state_dict(), "step": step}
    torch.save(kept, aside)
    aside.replace(file)


def _resumed(file: Path, reader: TrainedReader, optimizer: Any, schedule: Any) -> int:  # noqa: ANN401
    if not file.is_file():
        return 0
    kept = torch.load(file, weights_only=True)
    reader.load_state_dict(kept["reader"], strict=False)
    optimizer.load_state_dict(kept["optimizer"])
    schedule.load_state_dict(kept["schedule"])
    return int(kept["step"])


def _is_of_model(name: str) -> bool:
    """Whether a weight is one of the model, which does not change; its adapters are known by names of their own."""
    return name.startswith("model.") or ".matrix." in name
