"""Another engine than the one that comes along: SQLite, its full text search, and vectors compared one by one.

It shows that the program knows of an index what ``qa/store/interface.py`` says and no more: with this one in its place
all else works as it did (``test_engines.py``).
"""

import pickle
import sqlite3
import threading
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from qa.domain import NO_PAGE, Fact, Failure, Identity, Passage
from qa.embedding import Embedder
from qa.errors import IndexFileError
from qa.language.abbreviations import Explanations, ShortForms
from qa.language.words import words
from qa.parliament.voices import is_members
from qa.passages import answering, in_context, in_words
from qa.store.calibration import calibrated
from qa.store.dense import VectorIndex, Views
from qa.store.interface import (
    Candidates,
    IndexSource,
    Ingested,
    NoTextError,
    Positions,
    Progress,
    Scale,
    Size,
    Vectors,
    id_beside,
)
from qa.store.lexical import Stems, TermIndex
from qa.store.word_cache import words_of
from qa.store.word_vectors import NOTHING, decoded

SCHEMA = (
    "PRAGMA journal_mode = WAL",
    "CREATE TABLE IF NOT EXISTS made (facts BLOB)",
    "CREATE TABLE IF NOT EXISTS documents (id TEXT PRIMARY KEY, file TEXT, content BLOB)",
)
FOUND = "SELECT rowid - 1, -bm25(words) FROM words WHERE words MATCH ?"


@dataclass(frozen=True, slots=True)
class Made:
    """What an index is made of, and what holds for all of it."""

    source: IndexSource
    scale: Scale
    failures: tuple[Failure, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A document with the vectors of its passages: each in itself, in context, what it answers, and its sentences.

    ``words`` are those of each sentence of each passage.
    """

    intake: Ingested
    vectors: Sequence[Sequence[Vectors]]
    words: Sequence[Sequence[Vectors]]


class SqlIndex:
    """See ``Index``. All of it is in memory, with the words in a database of its own."""

    def __init__(self, rows: Sequence[Row], made: Made, engine: "SqlEngine") -> None:
        self.rows = rows
        self.made = made
        self.engine = engine
        self.corpus, self.failures, self.scale = made.source.corpus, made.failures, made.scale
        self.recall = 1.0
        self.documents: Mapping[str, Identity] = {row.intake.identity.id: row.intake.identity for row in rows}
        self.passages: Sequence[Passage] = [passage for row in rows for passage in row.intake.passages]
        self.warnings = tuple(Failure(row.intake.identity.file, text) for row in rows for text in row.intake.warnings)
        self.abbreviations = Explanations({row.intake.identity.id: row.intake.abbreviations for row in rows})
        self.short_forms = ShortForms(self.abbreviations)
        self._vectors = [views for row in rows for views in row.vectors]
        self._sentences = [sentences for row in rows for sentences in row.words]
        self.centre: Vectors = np.mean([whole for whole, *_ in self._vectors], axis=0, dtype=np.float32)
        self._owners = np.repeat(np.arange(len(rows), dtype=np.int32), [len(row.intake.passages) for row in rows])
        dates = {id_: document.date for id_, document in self.documents.items()}
        texts = [in_words(one.text, dates[one.document_id], self.short_forms) for one in self.passages]
        self._rarity = TermIndex.build(texts)
        self._stems = Stems()
        self._searching = threading.Lock()
        self._words = sqlite3.connect(":memory:", check_same_thread=False)
        self._words.execute("CREATE VIRTUAL TABLE words USING fts5(stems)")
        self._words.executemany("INSERT INTO words VALUES (?)", [(" ".join(self._stems.of(text)),) for text in texts])

    @cached_property
    def sizes(self) -> Mapping[str, Size]:
        return {
            row.intake.identity.id: Size(
                len(row.intake.passages), max((one.last_page for one in row.intake.passages), default=NO_PAGE)
            )
            for row in self.rows
        }

    def passages_of(self, document: str) -> tuple[Passage, ...]:
        return tuple(passage for passage in self.passages if passage.document_id == document)

    def facts_of(self, document: str) -> tuple[Fact, ...]:
        return next((row.intake.facts for row in self.rows if row.intake.identity.id == document), ())

    def search(
        self,
        vector: Vectors,
        terms: Sequence[str],
        count: int,
        documents: Container[str] | None = None,
        also: Sequence[int] = (),
    ) -> Candidates:
        within = documents if documents is not None else self.documents
        allowed = [place for place, one in enumerate(self.passages) if one.document_id in within]
        cosines = self.cosines(vector, np.asarray(allowed, np.int64))
        near = [allowed[place] for place in np.argsort(-cosines, kind="stable")[:count]]
        bm25 = self._bm25(terms)
        named = sorted((place for place in allowed if place in bm25), key=lambda place: -bm25[place])[:count]
        positions = np.asarray(sorted({*near, *named, *also}), np.int64)
        return Candidates(
            positions,
            np.asarray([self._nearness(vector, place) for place in positions], np.float32),
            np.asarray([bm25.get(place, 0.0) for place in positions.tolist()], np.float32),
            self._owners[positions],
            np.asarray([is_members(self.passages[place].voice) for place in positions], np.bool_),
        )

    def _bm25(self, terms: Sequence[str]) -> dict[int, float]:
        if not (stems := self._stems.of_words(terms)):
            return {}
        with self._searching:
            return dict(self._words.execute(FOUND, (" OR ".join(f'"{stem}"' for stem in stems),)))

    def _nearness(self, vector: Vectors, place: int) -> float:
        whole, context, answer, *sentences = (float(view @ vector) for view in self._vectors[place])
        return float(np.mean([whole, context, answer, max(sentences, default=whole)]))

    def cosines(self, vector: Vectors, positions: Positions) -> Vectors:
        return np.asarray([self._vectors[place][0] @ vector for place in positions], np.float32)

    def sentence_cosines(self, vector: Vectors, position: int) -> Vectors:
        return np.asarray([view @ vector for view in self._vectors[position][3:]], np.float32)

    def matches(self, tokens: Vectors, positions: Positions) -> list[Vectors]:
        return [
            np.asarray([(tokens @ one.T).max(axis=1, initial=NOTHING) for one in self._sentences[place]], np.float32)
            for place in positions
        ]

    def likeness(self, positions: Positions) -> Vectors:
        answers = np.asarray([self._vectors[place][2] for place in positions], np.float32)
        return np.asarray(answers @ answers.T, np.float32)

    def share_held(self, concepts: Sequence[Sequence[str]], text: str) -> float:
        return self._rarity.share_held(concepts, text)

    def shares_alike(self, concepts: Sequence[Sequence[str]], texts: Sequence[str]) -> npt.NDArray[np.float64]:
        return self._rarity.shares_alike(concepts, texts)

    def holding(self, word: str, documents: Container[str] | None = None) -> Positions:
        found = self._bm25([word])
        within = documents if documents is not None else self.documents
        return np.asarray([place for place in sorted(found) if self.passages[place].document_id in within], np.int64)

    def asking(self, question: str) -> list[int]:
        return [
            place
            for place, passage in enumerate(self.passages)
            if passage.question_end and words(passage.text[: passage.question_end]) == words(question)
        ]

    def of_number(self, number: int, documents: Container[str] | None = None) -> Positions:
        found = [
            place
            for place, passage in enumerate(self.passages)
            if number in passage.numbers and (documents is None or passage.document_id in documents)
        ]
        return np.asarray(found, np.int64)

    def answering(self, document: str, number: int) -> int | None:
        found = self.of_number(number, {document}).tolist()
        return found[-1] if found else None

    def is_replaced(self) -> bool:
        return self.engine.source() not in {None, self.made.source}

    def followed_by(self, own: Self) -> "SqlIndex":
        rows = [*self.rows, *(_renamed(row, id_beside(row.intake.identity.id, self.documents)) for row in own.rows)]
        source = IndexSource(f"{self.corpus}+{own.corpus}", self.made.source.program)
        return SqlIndex(rows, Made(source, self.scale, self.failures + own.failures), self.engine)


def _renamed(row: Row, id_: str) -> Row:
    old = row.intake.identity.id
    passages = [replace(one, id=id_ + one.id.removeprefix(old), document_id=id_) for one in row.intake.passages]
    return replace(row, intake=replace(row.intake, identity=replace(row.intake.identity, id=id_), passages=passages))


@dataclass(frozen=True, slots=True)
class SqlEngine:
    """See ``Engine``."""

    folder: Path
    embedder: Embedder

    @contextmanager
    def _database(self) -> Iterator[sqlite3.Connection]:
        """The database. Who reads sees it as it is when he begins, also while another changes it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self.folder / "index.sqlite", timeout=60, isolation_level=None)) as database:
            for statement in SCHEMA:
                database.execute(statement)
            yield database

    def source(self) -> IndexSource | None:
        """What the index is made of; ``None`` when there is none."""
        with self._database() as database:
            made = _made(database)
        return made.source if made else None

    def open(self, source: IndexSource) -> SqlIndex | None:
        with self._database() as database:
            database.execute("BEGIN")
            made, rows = _made(database), _rows(database)
        return SqlIndex(rows, made, self) if made and made.source == source else None

    def holds(self, source: IndexSource) -> bool:
        return self.source() == source

    def is_there(self) -> bool:
        return self.source() is not None

    @contextmanager
    def changing(self, progress: Progress) -> Iterator["SqlChange"]:
        progress("Documenten lezen", 0, 1)
        with self._database() as database:
            database.execute("BEGIN IMMEDIATE")
            yield SqlChange(database, self.embedder)  # what is not committed when it is closed is undone

    def check(self) -> tuple[str, ...]:
        if not self.is_there():
            raise IndexFileError(f"In {self.folder} is geen index.")
        return ()

    def erase(self) -> None:
        with self._database() as database:
            database.execute("DELETE FROM made")
            database.execute("DELETE FROM documents")


class SqlChange:
    """See ``Change``: one transaction."""

    def __init__(self, database: sqlite3.Connection, embedder: Embedder) -> None:
        self._database = database
        self._embedder = embedder

    @property
    def documents(self) -> Mapping[str, Identity]:
        return {row.intake.origin: row.intake.identity for row in _rows(self._database)}

    def upsert(self, document: Ingested) -> None:
        intake = replace(document, passages=tuple(document.passages))
        row = Row(intake, [*self._vectors(document)], [*self._words(document)])
        values = document.identity.id, document.identity.file, pickle.dumps(row)
        self._database.execute("REPLACE INTO documents VALUES (?, ?, ?)", values)

    def _vectors(self, document: Ingested) -> Iterator[Sequence[Vectors]]:
        for one in document.passages:
            sentences = [one.text[start:end] for start, end in one.sentences]
            views = one.text, in_context(one, document.identity.title), answering(one)
            yield [*self._embedder.passages([*views, *sentences])]

    def _words(self, document: Ingested) -> Iterator[Sequence[Vectors]]:
        _, read = self._embedder.passages_by_word([one.text for one in document.passages])
        for one, found in zip(document.passages, read, strict=True):
            words = words_of(one, found)
            yield np.split(decoded(words.codes), np.cumsum(words.counts)[:-1])

    def delete(self, document: str) -> None:
        self._database.execute("DELETE FROM documents WHERE id = ?", (document,))

    def commit(self, source: IndexSource, failures: Sequence[Failure]) -> None:
        rows = _rows(self._database)
        passages = [passage for row in rows for passage in row.intake.passages]
        if not passages:
            raise NoTextError("Er is geen tekst gevonden.")
        vectors = np.asarray([whole for row in rows for whole, *_ in row.vectors])
        views = Views(vectors, vectors, vectors[:0], np.zeros(len(vectors) + 1, np.int64))
        scale = calibrated(VectorIndex.build(vectors, views), self._embedder)
        self._database.execute("DELETE FROM made")
        made = Made(source, scale, tuple(failures))
        self._database.execute("INSERT INTO made VALUES (?)", (pickle.dumps(made),))
        self._database.execute("COMMIT")


def _made(database: sqlite3.Connection) -> Made | None:
    found = database.execute("SELECT facts FROM made").fetchone()
    return pickle.loads(found[0]) if found else None  # noqa: S301 - written by ourselves


def _rows(database: sqlite3.Connection) -> list[Row]:
    found = database.execute("SELECT content FROM documents ORDER BY file").fetchall()
    return [pickle.loads(content) for (content,) in found]  # noqa: S301
