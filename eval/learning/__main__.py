"""``python -m eval.learning DATA [WORK]``: train what judges, from the questions of this folder.

DATA has the passages of the questions (``train/passages.jsonl``, ``data/kamervragen-dev.jsonl`` and ``real/``). Without
WORK it is only told of how many questions the passage is there. With it, the corpora with their indexes, the examples
and the checkpoints are kept there, so that what was interrupted goes on; the weights are written where they are used.
"""

import sys
from collections import Counter
from pathlib import Path

import numpy as np

from qa import PARAMETERS
from qa.embedding import Embedder
from qa.embedding.reader import FILE
from qa.settings import from_environment

from .corpora import Corpus, made, store_of
from .examples import Example, Reading, examples
from .questions import Training, training
from .reader import Dense, Material, Recipe, Words, export, train, validated


def main(data: Path, work: Path | None) -> None:
    """Tell what there is, and train when there is a place to work."""
    found = training(data)
    _tell(found)
    if work is None:
        return
    corpora = made(data, work)
    reading = Reading(corpora[0].opened().library.place.embedder)
    material = _material(corpora, [one for corpus in corpora for one in examples(corpus, found, reading, work)])
    reader = train(corpora[0].encoder, material, work / "reader.pt", Recipe(), print)
    for name, value in validated(reader, material).items():
        print(f"{name:>30} {value:.3f}")
    export(reader, FILE)


def _tell(found: Training) -> None:
    kept = sum(one.is_validation for one in found.questions)
    print(f"{len(found.questions)} questions, of which {kept} are kept aside; {found.missing} without their passage")
    for kind, count in Counter(one.kind for one in found.questions).most_common():
        print(f"{kind:>12} {count}")


def _material(corpora: tuple[Corpus, ...], asked: list[Example]) -> Material:
    """The words of all passages, read once for each text, and the dense leg of each corpus."""
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
    return Material(asked, Words(rows, np.concatenate(owners), starts, places), dense)


def _sentences(words: np.ndarray, sentences: tuple[tuple[int, int], ...]) -> np.ndarray:
    """The number of the sentence in which each word stands, from 1; 0 for none."""
    middles = words.sum(axis=1) / 2
    found = np.zeros(len(words), np.int64)
    for number, (start, end) in enumerate(sentences, 1):
        found[(start <= middles) & (middles < end)] = number
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
