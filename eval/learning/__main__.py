"""``python -m eval.learning DATA [WORK]``: train what judges, from the questions of this folder.

DATA has the passages of the questions (``train/passages.jsonl``, ``data/kamervragen-dev.jsonl`` and ``real/``). Without
WORK it is only told of how many questions the passage is there. With it, the corpora with their indexes, the examples
and the checkpoints are kept there, so that what was interrupted goes on; the weights are written where they are used.
"""

import sys
from collections import Counter
from pathlib import Path

from qa.embedding.reader import FILE

from ..anylist import read_pairs
from .corpora import ENCODER, made
from .examples import Reading, examples
from .material import prepared
from .questions import DEBATED, Training, training
from .reader import Recipe, export, train, validated


def main(data: Path, work: Path | None) -> None:
    """Tell what there is, and train when there is a place to work."""
    found = training(data)
    _tell(found)
    if work is None:
        return
    corpora = made(data, work)
    reading = Reading(corpora[0].opened().library.place.embedder)
    real = read_pairs(data / DEBATED)
    asked = [one for corpus in corpora for one in examples(corpus, found, real, reading, work)]
    material = prepared(corpora, asked)
    reader = train(work / ENCODER, material, work / "reader.pt", Recipe(), print)
    for name, value in validated(reader, material).items():
        print(f"{name:>30} {value:.3f}")
    export(reader, FILE)


def _tell(found: Training) -> None:
    kept = sum(one.is_validation for one in found.questions)
    print(f"{len(found.questions)} questions, of which {kept} are kept aside; {found.missing} without their passage")
    for kind, count in Counter(one.kind for one in found.questions).most_common():
        print(f"{kind:>12} {count}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
