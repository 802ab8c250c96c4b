"""Training of the reader, on a model of chance over forty sentences about bridges and locks."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pytest
import torch

from eval.learning import reader as learning
from eval.learning.examples import Example
from eval.learning.material import Dense, Material, WordRows
from eval.learning.reader import OUTSIDE, Recipe, TrainedReader, export, scores, train, validated
from qa.embedding.reader import load

pytestmark = pytest.mark.slow  # training takes seconds, and so does importing torch

HIDDEN = 16
SUBJECTS = ("brug", "sluis", "haven", "dijk", "kade", "tunnel", "weg", "spoor")
PROPERTIES = ("oud", "dicht", "duur", "nieuw", "lang")
# Each passage says two things of a subject, in two sentences.
PASSAGES = [(subject, one, subject, "open") for subject, one in product(SUBJECTS, PROPERTIES)]
RECIPE = Recipe(
    rank=2,
    principal=12,
    size=8,
    batch=32,
    epochs=12,
    rate_adapter=0.01,
    rate_projection=0.05,
    warm_up=0.1,
    checkpoint=1,
)
PADDED = {"pad_token": "<pad>", "unk_token": "<unk>"}
NEAR = 1e-3  # what two bytes leave of a number


@pytest.fixture(scope="module", autouse=True)
def _on_one_thread() -> Iterator[None]:
    """So little is done sooner than it is divided."""
    usual = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(usual)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of two layers with weights of chance, and a tokenizer with a piece for each word."""
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    from qa.embedding.tokenizing import tokenizer

    made = tmp_path_factory.mktemp("model")
    special = {"bos": 0, "pad": 1, "eos": 2, "unk": 3}
    words = ("▁que", "ry", ":", *(f"▁{word}" for word in (*SUBJECTS, *PROPERTIES, "open")))
    pieces = [*((name, 0.0) for name in ("<s>", "<pad>", "</s>", "<unk>")), *((word, -1.0) for word in words)]
    divided = tokenizer(pieces, special, {"û": "u"})
    PreTrainedTokenizerFast(tokenizer_object=divided, **PADDED).save_pretrained(made)  # type: ignore[no-untyped-call]
    torch.manual_seed(1)
    shape = BertConfig(
        vocab_size=len(pieces),
        hidden_size=HIDDEN,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        initializer_range=0.5,
    )
    BertModel(shape).save_pretrained(made)
    return made


@pytest.fixture(scope="module")
def material() -> Material:
    """Of each passage it is asked what is so of its subject, among all passages on that or with that property."""
    chance = np.random.default_rng(1)
    known = {word: chance.standard_normal(HIDDEN) for word in (*SUBJECTS, *PROPERTIES, "open")}
    rows = np.asarray([known[word] + chance.normal(0, 0.2, HIDDEN) for one in PASSAGES for word in one], np.float32)
    sentences = np.asarray([1, 1, 2, 2] * len(PASSAGES), np.int64)
    starts = np.arange(0, len(rows) + 1, 4)
    words = WordRows(rows, sentences, starts, {"all": range(len(PASSAGES))})
    # The dense leg is of chance, on a scale that tells little.
    torch.manual_seed(1)
    units = torch.nn.functional.normalize(torch.randn(5, len(PASSAGES), HIDDEN), dim=-1)
    offsets = np.arange(0, 2 * len(PASSAGES) + 1, 2)
    dense = Dense(units[0], units[1], units[2], units[3:].reshape(-1, HIDDEN), offsets, torch.zeros(HIDDEN), span=9.0)
    return Material([example(place) for place in range(len(PASSAGES))], words, {"all": dense})


def example(place: int) -> Example:
    subject, said, *_ = PASSAGES[place]
    near = [other for other, one in enumerate(PASSAGES) if one[0] == subject or one[1] == said]
    silent = tuple(0.0 for _ in near)
    relevant = (near.index(place),)
    question = f"{subject} {said}"
    return Example(
        "all", question, "plain", True, place % 7 == 3, question, tuple(near), relevant, ((0,),), silent, silent
    )


def trained(folder: Path, material: Material, checkpoint: Path, report: Callable[[str], None]) -> TrainedReader:
    return train(folder, material, checkpoint, RECIPE, report)


@pytest.fixture(scope="module")
def done(
    folder: Path, material: Material, tmp_path_factory: pytest.TempPathFactory
) -> tuple[TrainedReader, Sequence[str]]:
    """A reader that was trained, and what was told of it."""
    told: list[str] = []
    return trained(folder, material, tmp_path_factory.mktemp("werk") / "reader.pt", told.append), told


def weights(reader: TrainedReader, file: Path) -> dict[str, bytes]:
    export(reader, file)
    with np.load(file) as stored:
        return {name: stored[name].tobytes() for name in stored.files}


def test_the_loss_falls_and_more_is_found_first(
    folder: Path, material: Material, done: tuple[TrainedReader, Sequence[str]]
) -> None:
    reader, told = done
    losses = [float(line.rpartition(" ")[2]) for line in told]
    assert losses[-1] < losses[0] / 2
    learned = replace(
        material, examples=[replace(one, validation=True) for one in material.examples if not one.validation]
    )
    with torch.no_grad():
        torch.manual_seed(RECIPE.seed)
        before = validated(TrainedReader(folder, material.words.rows, RECIPE), learned)
    after = validated(reader, learned)
    assert after.keys() == {f"all subjects, {measure}" for measure in ("hit@1", "hit@5", "sentence")}
    assert after["all subjects, hit@1"] > before["all subjects, hit@1"]


def test_what_was_interrupted_goes_on_to_the_same_weights(
    folder: Path, material: Material, done: tuple[TrainedReader, Sequence[str]], tmp_path: Path
) -> None:
    def interrupt(line: str) -> None:
        if line.startswith("step 4 "):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        trained(folder, material, tmp_path / "reader.pt", interrupt)
    told: list[str] = []
    resumed = trained(folder, material, tmp_path / "reader.pt", told.append)
    assert told == done[1][3:], "step 4 was not kept yet"
    through = weights(done[0], tmp_path / "through.npz")
    assert weights(resumed, tmp_path / "resumed.npz") == through
    told.clear()
    again = trained(folder, material, tmp_path / "reader.pt", told.append)
    assert told == [], "it was done"
    assert weights(again, tmp_path / "again.npz") == through


def test_fewer_examples_than_a_batch_are_one_step(folder: Path, material: Material, tmp_path: Path) -> None:
    told: list[str] = []
    few = replace(material, examples=material.examples[:3])
    train(folder, few, tmp_path / "reader.pt", replace(RECIPE, epochs=1.0), told.append)
    assert [line.partition(",")[0] for line in told] == ["step 1 of 1"]


def test_only_what_is_learned_changes(
    folder: Path, material: Material, done: tuple[TrainedReader, Sequence[str]]
) -> None:
    torch.manual_seed(RECIPE.seed)
    before = TrainedReader(folder, material.words.rows, RECIPE).state_dict()
    changed = {name for name, value in done[0].state_dict().items() if not torch.equal(value, before[name])}
    assert {name for name in changed if learning._is_of_model(name) and not name.endswith((".up", ".down"))} == set()
    assert {"passages", "questions", "counting.weight", "mixture", "adapters.l0-q.up", "adapters.l1-fo.down"} <= changed
    assert not changed & {"basis", "centre"}


def test_what_is_exported_reads_back_and_does_the_same(
    done: tuple[TrainedReader, Sequence[str]], tmp_path: Path
) -> None:
    reader, _ = done
    export(reader, tmp_path / "own.npz")
    found = load(tmp_path / "own.npz")
    states = torch.from_numpy(np.random.default_rng(2).standard_normal((9, HIDDEN)).astype(np.float32))
    with torch.no_grad():
        tokens, counts = reader.tokens(states)
        words = reader.words((states - reader.centre) @ reader.basis)
        adapter = reader.adapters["l1-fi"]
        added = states @ adapter.get_parameter("down").T @ adapter.get_parameter("up").T
    plain = states.numpy()
    assert np.sum(found.questions.projected(plain) * tokens.numpy(), axis=1).min() > 1 - NEAR
    assert np.sum(found.passages.projected(plain) * words.numpy(), axis=1).min() > 1 - NEAR
    worth = np.log1p(np.exp(plain @ found.counting.matrix + found.counting.bias))[:, 0]
    np.testing.assert_allclose(worth / worth.sum(), counts.numpy(), atol=NEAR)
    down, up = found.adapters["l1.fi"]
    np.testing.assert_allclose(plain @ down @ up, added.numpy(), atol=10 * NEAR)
    assert len(found.adapters) == 2 * len(learning.ADAPTED)


def test_a_sentence_scores_by_what_each_token_finds_nearest_in_it(
    material: Material, done: tuple[TrainedReader, Sequence[str]]
) -> None:
    reader, one = done[0], material.examples[7]
    with torch.no_grad():
        rows = (torch.from_numpy(material.words.rows) - reader.centre) @ reader.basis
        (read,) = reader.read([one.text])
        found = scores(reader, rows, material, one, read)
        (tokens, counts), words = reader.tokens(read[1]), reader.words(rows)
        assert len(tokens) == len((":", *one.text.split()))
        for place, position in enumerate(one.positions):
            start = int(material.words.starts[position])
            for sentence in range(2):
                own = words[start + 2 * sentence : start + 2 * sentence + 2]
                expected = sum((token @ own.T).max() * count for token, count in zip(tokens, counts, strict=True))
                assert float(found.sentences[place, sentence]) == pytest.approx(float(expected), abs=1e-5)


def test_a_sentence_that_is_not_there_is_near_to_nothing(
    material: Material, done: tuple[TrainedReader, Sequence[str]]
) -> None:
    reader, one = done[0], material.examples[0]
    numbers = material.words.sentences.copy()
    numbers[2:4] = 0  # of the first passage the second sentence, as the heading of a table
    without = replace(material, words=replace(material.words, sentences=numbers))
    with torch.no_grad():
        rows = (torch.from_numpy(material.words.rows) - reader.centre) @ reader.basis
        found = scores(reader, rows, without, one, *reader.read([one.text]))
    assert float(found.sentences[one.relevant[0], 1]) == pytest.approx(OUTSIDE)


def test_the_dense_signal_is_the_mean_of_the_views_of_a_passage(material: Material) -> None:
    dense, vector = material.dense["all"], torch.nn.functional.normalize(torch.ones(HIDDEN), dim=0)
    near = [
        float((dense.whole[p] @ vector + dense.contexts[p] @ vector + dense.answers[p] @ vector) / 4)
        + max(float(dense.sentences[row] @ vector) for row in (2 * p, 2 * p + 1)) / 4
        for p in range(3)
    ]
    assert dense.scores(vector, range(3)).tolist() == pytest.approx(
        [1 - (max(near) - one) / dense.span for one in near], abs=1e-5
    )
