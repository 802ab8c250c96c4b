"""Writing what an index holds: passages, words and vectors."""

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from qa.domain import Passage
from qa.parliament.abbreviations import ShortForms
from qa.passages import answering, in_context
from qa.store import records, reuse, vectors
from qa.store.embedded import Journal, Keys, Known, Lookup, keys_of
from qa.store.intake import Intake
from qa.store.kinds import Kind
from qa.store.listed import ListedQuestions
from qa.store.terms import TermIndex
from qa.store.vectors import VectorIndex, Views

AT_ONCE = 8_192  # vectors gathered together

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the vectors, and their kind as it was measured."""

    vectors: VectorIndex
    kind: Kind


@dataclass(frozen=True, slots=True)
class Embedding:
    """How vectors are come by: those known, and for the rest the model, by way of a journal."""

    journal: Journal
    known: Sequence[Known]
    report: Progress

    def lookup(self, texts: Sequence[str], keys: Keys, kind: Kind) -> Lookup:
        """Embed those of the texts that are not known, and give the vectors of all."""
        # Those of a large index are rounded, which those of a small one are not.
        fine = [known for known in self.known if not kind.exact or known.vectors.dtype == np.float32]
        there = Lookup([*fine, self.journal.known()]).has(keys)
        new = list(dict.fromkeys(texts[place] for place in np.flatnonzero(~there).tolist()))
        if new:
            self.journal.add(new, partial(self.report, "Passages en zinnen inlezen"))
        return Lookup([*fine, self.journal.known()])


def write(folder: Path, taken: Sequence[Intake], embedding: Embedding, kind: Kind) -> Written:
    """Write an index of what was taken in to the empty ``folder``. Raises ModelError or OSError."""
    found = [passage for intake in taken for passage in intake.passages]
    explained = {intake.identity.id: intake.abbreviations for intake in taken}
    short_forms = ShortForms(item for items in explained.values() for item in items)
    columns = records.Columns.of(found, explained)
    records.save_passages(folder, found)
    records.save_documents(folder, [intake.identity for intake in taken])
    records.save_abbreviations(folder, explained)
    columns.save(folder)
    ListedQuestions.of(found, columns.owners).save(folder)
    TermIndex.build([short_forms.added_to(passage.text) for passage in found]).save(folder)
    texts = [*_texts(taken)]
    keys = keys_of(texts)
    reuse.save(folder, {intake.identity.id: intake.origin for intake in taken}, keys)
    lookup = embedding.lookup(texts, keys, kind)
    return _vectors(folder, lookup, keys, found, kind)


def _texts(taken: Sequence[Intake]) -> Iterator[str]:
    """All that is embedded, in the order of ``vectors.files``."""
    found = [(intake.identity.title, passage) for intake in taken for passage in intake.passages]
    yield from (passage.text for _, passage in found)
    yield from (in_context(passage, title) for title, passage in found)
    yield from (answering(passage) for _, passage in found)
    yield from (passage.text[start:end] for _, passage in found for start, end in passage.sentences)


def _vectors(folder: Path, lookup: Lookup, keys: Keys, found: Sequence[Passage], kind: Kind) -> Written:
    offsets = np.asarray([0, *itertools.accumulate(len(passage.sentences) for passage in found)], np.int64)
    groups = vectors.files(kind, len(found), int(offsets[-1]))
    bounds = np.cumsum([0, *(count for _, count in groups)])
    whole, contexts, answers, sentences = (
        _rows(folder / name, lookup, keys[start:end], kind)
        for (name, _), (start, end) in zip(groups, itertools.pairwise(bounds), strict=True)
    )
    index = VectorIndex.build(whole, Views(contexts, answers, sentences, offsets), kind)
    measured = index.measured(kind)
    index.save(folder)
    return Written(index, measured)


def _rows(path: Path, lookup: Lookup, keys: Keys, kind: Kind) -> vectors.Vectors:
    """The vectors of these texts: in memory of a small index, else in a file."""
    shape = (len(keys), lookup.dimension)
    if kind.exact or not len(keys):
        rows = np.empty(shape, np.float32)
    else:
        rows = np.lib.format.open_memmap(path, "w+", np.float16, shape)
    for start in range(0, len(keys), AT_ONCE):
        lookup.fill(keys[start : start + AT_ONCE], rows[start : start + AT_ONCE])
    return np.asarray(rows)
