"""Writing what an index holds: passages, words and vectors. Only what all passages have in common stays in memory."""

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from qa.domain import Abbreviation, Failure, Identity, Passage
from qa.embedding import Embedder
from qa.language.abbreviations import ShortForms
from qa.passages import answering, in_context, in_words
from qa.store import dense, records, reuse
from qa.store.ann import Kind
from qa.store.dense import VectorIndex, Views
from qa.store.embedding_cache import Journal, Keys, Lookup, keys_of
from qa.store.interface import Ingested, Progress
from qa.store.lexical import TermIndex
from qa.store.listed_questions import ListedQuestions
from qa.store.reuse import Reusable
from qa.store.word_cache import WordJournal, WordLookup, keys_of_passages, width
from qa.store.word_vectors import Rows, WordVectors

AT_ONCE = 8_192  # vectors gathered together
READING = "Passages en zinnen inlezen"


@dataclass(frozen=True, slots=True)
class Contents:
    """The passages of an index that was written, and what they are from."""

    passages: records.Passages
    columns: records.Columns
    identities: tuple[Identity, ...]
    abbreviations: dict[str, tuple[Abbreviation, ...]]
    warnings: tuple[Failure, ...]


@dataclass(frozen=True, slots=True)
class Embedding:
    """How vectors are come by: those known, and for the rest the model, by way of a journal."""

    embedder: Embedder
    folder: Path  # of the journals
    known: Reusable
    report: Progress

    @property
    def journal(self) -> Journal:
        """Where vectors go first."""
        return Journal(self.folder, self.embedder)

    def words(self, passages: Sequence[Passage], keys: Keys) -> WordLookup:
        """Read the passages whose words are not known, and give the words of all. Their vectors are known then too."""
        journal = WordJournal(self.folder, self.embedder)
        found = WordLookup([*self.known.words, journal.known()])
        new = np.zeros(len(keys), bool)
        _, first = np.unique(keys, return_index=True)
        new[first] = ~found.has(keys[first])
        if not (count := int(new.sum())):
            return found
        journal.add(itertools.compress(passages, new), self.journal, partial(self.report, READING), count)
        return WordLookup([*self.known.words, journal.known()])

    def lookup(self, texts: Callable[[], Iterable[str]], keys: Keys, exact: int) -> Lookup:
        """Embed those of the texts that are not known, and give the vectors of all; ``texts`` gives them in order.

        Of the first ``exact`` of them a vector that is rounded will not do.
        """
        found = self._lookup()
        new = np.zeros(len(keys), bool)
        _, first = np.unique(keys, return_index=True)
        new[first] = ~np.where(first < exact, found.has_exactly(keys[first]), found.has(keys[first]))
        if not (count := int(new.sum())):
            return found
        self.journal.add(itertools.compress(texts(), new), count, partial(self.report, READING))
        return self._lookup()

    def _lookup(self) -> Lookup:
        """All vectors that there are; those that are rounded last."""
        return Lookup(sorted([self.journal.known(), *self.known.vectors], key=lambda one: not one.exact))


def write_passages(folder: Path, documents: Sequence[Ingested]) -> Contents:
    """Write the passages of documents to the empty ``folder``, one document after the other. Raises OSError."""
    columns = records.save_passages(folder, (one.passages for one in documents))
    explained = {one.identity.id: one.abbreviations for one in documents}
    identities = tuple(one.identity for one in documents)
    records.save_documents(folder, identities)
    records.save_abbreviations(folder, explained)
    records.save_facts(folder, (one.facts for one in documents))
    reuse.save_origins(folder, {one.identity.id: one.origin for one in documents})
    warnings = tuple(Failure(one.identity.file, warning) for one in documents for warning in one.warnings)
    return Contents(records.load_passages(folder), columns, identities, explained, warnings)


def write_words(folder: Path, contents: Contents) -> None:
    """Write the questions of lists and the words of all passages. Raises OSError."""
    ListedQuestions.of(contents.passages, contents.columns.owners).save(folder)
    short_forms = ShortForms(item for items in contents.abbreviations.values() for item in items)
    dates = [identity.date for identity in contents.identities]
    texts = (
        in_words(passage.text, dates[owner], short_forms)
        for passage, owner in zip(contents.passages, contents.columns.owners, strict=True)
    )
    TermIndex.build(texts).save(folder)


def write_vectors(folder: Path, contents: Contents, embedding: Embedding, kind: Kind) -> tuple[VectorIndex, Kind]:
    """Write the vectors of all passages, and give them with their kind as measured. Raises ModelError or OSError."""
    passages = contents.passages
    offsets = np.cumsum([0, *(len(passage.sentences) for passage in passages)], dtype=np.int64)
    words = _words(folder, passages, offsets, embedding) if embedding.embedder.reads_words else None
    texts = partial(_texts, contents)
    keys = keys_of(texts())
    reuse.save_keys(folder, keys)
    lookup = embedding.lookup(texts, keys, len(passages) if kind.exact else 0)
    groups = dense.files(kind, len(passages), int(offsets[-1]))
    bounds = np.cumsum([0, *(count for _, count in groups)])
    whole, contexts, answers, sentences = (
        _rows(folder / name, lookup, keys[start:end])
        for (name, _), (start, end) in zip(groups, itertools.pairwise(bounds.tolist()), strict=True)
    )
    index = VectorIndex.build(whole, Views(contexts, answers, sentences, offsets), kind, words)
    measured = index.measured(kind)
    index.save(folder)
    return index, measured


def _words(folder: Path, passages: records.Passages, offsets: Rows, embedding: Embedding) -> WordVectors:
    """Write the words of all passages, and give them."""
    keys = keys_of_passages(passages)
    reuse.save_word_keys(folder, keys)
    lookup = embedding.words(passages, keys)
    starts = np.zeros(offsets[-1] + 1, np.int64)
    for (first, end), words in zip(itertools.pairwise(offsets.tolist()), lookup.of(keys), strict=True):
        starts[first + 1 : end + 1] = words.counts
    np.cumsum(starts, out=starts)
    written = WordVectors.writable(folder, starts, width())
    for (first, end), words in zip(itertools.pairwise(offsets.tolist()), lookup.of(keys), strict=True):
        written.codes[starts[first] : starts[end]] = words.codes
    return written


def _texts(contents: Contents) -> Iterator[str]:
    """All that is embedded, in the order of ``dense.files``."""
    passages, identities = contents.passages, contents.identities
    yield from (passage.text for passage in passages)
    for passage, owner in zip(passages, contents.columns.owners, strict=True):
        yield in_context(passage, identities[owner].title)
    yield from map(answering, passages)
    yield from (passage.text[start:end] for passage in passages for start, end in passage.sentences)


def _rows(path: Path, lookup: Lookup, keys: Keys) -> dense.Vectors:
    """The vectors of these texts, in a file; but those that FAISS is to keep as they are in memory."""
    shape = (len(keys), lookup.dimension)
    rows = np.empty(shape, np.float32) if path.name == dense.INDEX else records.with_room(path, np.float16, shape)
    for start in range(0, len(keys), AT_ONCE):
        lookup.fill(keys[start : start + AT_ONCE], rows[start : start + AT_ONCE])
    return np.asarray(rows)
