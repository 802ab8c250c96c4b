"""Passages and the identities of their documents on disk: one JSON object a line, read when it is asked for."""

import dataclasses
import datetime
import functools
import json
import mmap
import os
import threading
from abc import ABC, abstractmethod
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self, overload

import numpy as np
import numpy.typing as npt
import orjson

from qa.domain import Abbreviation, Fact, FactKind, Identity, Passage, PassageKind
from qa.parliament.voices import is_members

PASSAGES, LINES = "passages.jsonl", "passages-lines.npy"
OWNERS, MEMBERS, PAGES = "passages-owners.npy", "passages-members.npy", "passages-pages.npy"
FILES = (PASSAGES, LINES, OWNERS, MEMBERS, PAGES)  # all that ``save_passages`` writes
DOCUMENTS, ABBREVIATIONS = "documents.jsonl", "abbreviations.json"
FACTS, FACT_LINES = "facts.jsonl", "facts-lines.npy"  # one line a document, read when it is asked for
MAPPED_FROM = 1_000_000  # bytes
REMEMBERED = 16_384  # passages, some 30 MB: all of a dossier, and the best for the last questions on a large corpus


class PassageSequence(Sequence[Passage], ABC):
    """Passages in order, each of which is come by when it is asked for."""

    @abstractmethod
    def _at(self, place: int) -> Passage:
        """The passage at a place, from 0 up to the length."""

    @overload
    def __getitem__(self, place: int) -> Passage: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Passage, ...]: ...
    def __getitem__(self, place: int | slice) -> Passage | tuple[Passage, ...]:
        if isinstance(place, int) and 0 <= place < len(self):
            return self._at(place)  # by far the most frequent
        wanted = range(len(self))[place]  # counts from the end what is negative, and raises IndexError beyond it
        return tuple(map(self._at, wanted)) if isinstance(wanted, range) else self._at(wanted)


class Passages(PassageSequence):
    """The passages of an index, which stay on disk."""

    def __init__(self, lines: mmap.mmap | bytes, starts: npt.NDArray[np.int64]) -> None:
        self._lines = lines
        self._starts = starts
        self._read = functools.lru_cache(maxsize=REMEMBERED)(self._parsed)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def _at(self, place: int) -> Passage:
        return self._read(place)

    def lines(self, start: int, end: int) -> tuple[bytes, npt.NDArray[np.int64]]:
        """Give the passages from ``start`` up to ``end`` as they lie on disk, and the size of each, shape (k,)."""
        starts = self._starts[start : end + 1]
        return self._lines[starts[0] : starts[-1]], np.diff(starts)

    def _parsed(self, place: int) -> Passage:
        return _passage(orjson.loads(self._lines[self._starts[place] : self._starts[place + 1]]))


class Joined(PassageSequence):
    """Passages one behind the other, of which none is copied."""

    def __init__(self, first: Sequence[Passage], second: Sequence[Passage]) -> None:
        self._first = first
        self._second = second

    def __len__(self) -> int:
        return len(self._first) + len(self._second)

    def _at(self, place: int) -> Passage:
        behind = place - len(self._first)
        return self._first[place] if behind < 0 else self._second[behind]


@dataclass(frozen=True, slots=True)
class Columns:
    """What is asked of all passages at once, each of shape (n,).

    ``owners`` are the places of their documents among the documents; ``members`` tells which are words of members;
    ``pages`` are those on which they end.
    """

    owners: npt.NDArray[np.int32]
    members: npt.NDArray[np.bool_]
    pages: npt.NDArray[np.int32]

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open what ``save`` wrote. Raises OSError or ValueError when it is damaged."""
        return cls(*(mapped(folder / name) for name in (OWNERS, MEMBERS, PAGES)))

    def save(self, folder: Path) -> None:
        """Write them to ``folder`` as plain arrays. Raises OSError."""
        np.save(folder / OWNERS, self.owners, allow_pickle=False)
        np.save(folder / MEMBERS, self.members, allow_pickle=False)
        np.save(folder / PAGES, self.pages, allow_pickle=False)

    def followed_by(self, other: "Columns", documents: int) -> "Columns":
        """Give those of these passages, of so many documents, and then those of others."""
        owners = np.concatenate([self.owners, other.owners + np.int32(documents)])
        members, pages = np.concatenate([self.members, other.members]), np.concatenate([self.pages, other.pages])
        return Columns(owners, members, pages)


class DocumentPassages(PassageSequence):
    """The passages of one document in an index, with their columns."""

    def __init__(self, of: Passages, columns: Columns, start: int, end: int) -> None:
        self._of = of
        self._columns = columns
        self._range = range(start, end)

    def __len__(self) -> int:
        return len(self._range)

    def _at(self, place: int) -> Passage:
        return self._of[self._range[place]]

    @property
    def lines(self) -> tuple[bytes, npt.NDArray[np.int64]]:
        """See ``Passages.lines``."""
        return self._of.lines(self._range.start, self._range.stop)

    @property
    def columns(self) -> Columns:
        """Those of these passages."""
        these = slice(self._range.start, self._range.stop)
        return Columns(self._columns.owners[these], self._columns.members[these], self._columns.pages[these])


def part(passages: Passages, columns: Columns, document: int) -> DocumentPassages:
    """Give the passages of the document at this place among the documents."""
    return DocumentPassages(passages, columns, *np.searchsorted(columns.owners, [document, document + 1]).tolist())


class PassageWriter:
    """Writes the passages of documents, one after the other, to a folder, with their columns."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._file = (folder / PASSAGES).open("wb")
        self._starts, self._owners = array("q", [0]), array("i")
        self._members, self._pages = array("b"), array("i")
        self._documents = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, passages: Sequence[Passage]) -> int:
        """Write the passages of one document, and give its place among the documents. Raises OSError."""
        if isinstance(passages, DocumentPassages):
            self._copy(passages)
        else:
            for passage in passages:
                self._starts.append(self._starts[-1] + self._file.write(_line(passage)))
                self._members.append(is_members(passage.voice))
                self._pages.append(passage.last_page)
        self._owners.extend([self._documents] * len(passages))
        self._documents += 1
        return self._documents - 1

    def _copy(self, passages: DocumentPassages) -> None:
        """Write passages as they lie in another index: nothing is made of them on the way."""
        (lines, sizes), columns = passages.lines, passages.columns
        self._file.write(lines)
        self._starts.extend((self._starts[-1] + np.cumsum(sizes)).tolist())
        self._members.extend(columns.members.tolist())
        self._pages.extend(columns.pages.tolist())

    def finished(self) -> Columns:
        """Write what is still to be written, and give the columns; nothing can be added then. Raises OSError."""
        self._file.close()
        np.save(self.folder / LINES, np.asarray(self._starts, np.int64), allow_pickle=False)
        columns = Columns(
            np.asarray(self._owners, np.int32), np.asarray(self._members, np.bool_), np.asarray(self._pages, np.int32)
        )
        columns.save(self.folder)
        return columns


def save_passages(folder: Path, documents: Iterable[Sequence[Passage]]) -> Columns:
    """Write the passages of documents to ``folder``, in the given order, with their columns. Raises OSError."""
    with PassageWriter(folder) as writer:
        for passages in documents:
            writer.add(passages)
        return writer.finished()


def load_passages(folder: Path) -> Passages:
    """Open what ``save_passages`` wrote. Raises OSError or ValueError when it is damaged."""
    return Passages(*_lines_of(folder, PASSAGES, LINES))


class FactSheets(Sequence[tuple[Fact, ...]]):
    """The facts of the documents of an index, in their order, which stay on disk."""

    def __init__(self, lines: mmap.mmap | bytes, starts: npt.NDArray[np.int64]) -> None:
        self._lines = lines
        self._starts = starts

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, place: int) -> tuple[Fact, ...]: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[tuple[Fact, ...], ...]: ...
    def __getitem__(self, place: int | slice) -> tuple[Fact, ...] | tuple[tuple[Fact, ...], ...]:
        wanted = range(len(self))[place]
        return tuple(map(self._at, wanted)) if isinstance(wanted, range) else self._at(wanted)

    def _at(self, place: int) -> tuple[Fact, ...]:
        told = orjson.loads(self._lines[self._starts[place] : self._starts[place + 1]])
        return tuple(Fact(FactKind(values.pop("kind")), **values) for values in told)


def save_facts(folder: Path, documents: Iterable[Sequence[Fact]]) -> None:
    """Write the facts of documents to ``folder``, in the given order. Raises OSError."""
    starts = array("q", [0])
    with (folder / FACTS).open("wb") as file:
        for facts in documents:
            told = orjson.dumps([dataclasses.asdict(fact) for fact in facts], option=orjson.OPT_APPEND_NEWLINE)
            starts.append(starts[-1] + file.write(told))
    np.save(folder / FACT_LINES, np.asarray(starts, np.int64), allow_pickle=False)


def load_facts(folder: Path) -> FactSheets:
    """Open what ``save_facts`` wrote. Raises OSError or ValueError when it is damaged."""
    return FactSheets(*_lines_of(folder, FACTS, FACT_LINES))


def _lines_of(folder: Path, name: str, starts_name: str) -> tuple[mmap.mmap | bytes, npt.NDArray[np.int64]]:
    """Open a file of lines, and where each begins. Raises OSError or ValueError when it is damaged."""
    starts = mapped(folder / starts_name)
    with (folder / name).open("rb") as file:
        lines = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if starts[-1] else b""
    if len(lines) != starts[-1]:
        raise ValueError(name)
    return lines, starts


def save_documents(folder: Path, documents: Iterable[Identity]) -> None:
    """Write identities to ``folder``, in the given order. Raises OSError."""
    (folder / DOCUMENTS).write_bytes(b"".join(map(_line, documents)))


def load_documents(folder: Path) -> tuple[Identity, ...]:
    """Read what ``save_documents`` wrote. Raises OSError, ValueError, KeyError or TypeError when damaged."""
    return tuple(_identity(orjson.loads(line)) for line in (folder / DOCUMENTS).read_bytes().splitlines())


def save_abbreviations(folder: Path, found: Mapping[str, Sequence[Abbreviation]]) -> None:
    """Write the abbreviations that each document explains, by its id. Raises OSError."""
    plain = {id_: [[item.short, item.expansion] for item in items] for id_, items in found.items()}
    (folder / ABBREVIATIONS).write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")


def load_abbreviations(folder: Path) -> dict[str, tuple[Abbreviation, ...]]:
    """Read what ``save_abbreviations`` wrote. Raises OSError, ValueError or TypeError when it is damaged."""
    plain = json.loads((folder / ABBREVIATIONS).read_text(encoding="utf-8"))
    return {id_: tuple(Abbreviation(*item) for item in items) for id_, items in plain.items()}


# Numpy parses the head of an array by ``ast``, which in Python 3.11 may fail when two threads do so at once (CPython
# issue 106905); an index that was replaced is opened by whoever asks.
_LOADING = threading.Lock()


def mapped(path: Path) -> Any:  # noqa: ANN401 - the kind of its numbers is known to who wrote it
    """Open an array on disk, a large one without reading it. Raises OSError or ValueError when it is damaged."""
    mode: Literal["r"] | None = "r" if path.stat().st_size >= MAPPED_FROM else None
    try:
        with _LOADING:
            return np.asarray(
                np.load(path, mmap_mode=mode, allow_pickle=False)
            )  # numpy's class for mapped ones is slow
    except EOFError as error:
        raise ValueError(path.name) from error


def with_room(path: Path, kind: npt.DTypeLike, shape: tuple[int, ...]) -> Any:  # noqa: ANN401 - of that kind
    """Give an array in a new file, with the room for it taken on the disk: else a full one would end the program.

    Raises OSError.
    """
    if 0 in shape:  # there is nothing to map
        np.save(path, np.empty(shape, kind), allow_pickle=False)
        return np.empty(shape, kind)
    rows = np.lib.format.open_memmap(path, "w+", kind, shape)
    with path.open("r+b") as file:
        os.posix_fallocate(file.fileno(), 0, path.stat().st_size)
    return np.asarray(rows)


def _line(record: Passage | Identity) -> bytes:
    return orjson.dumps(dataclasses.asdict(record), option=orjson.OPT_APPEND_NEWLINE)


def _passage(values: dict[str, Any]) -> Passage:
    values["kind"] = PassageKind(values["kind"])
    values["page_breaks"] = tuple(map(tuple, values["page_breaks"]))
    values["section"] = tuple(values["section"])
    values["together_with"] = tuple(values["together_with"])
    values["sentences"] = tuple(map(tuple, values["sentences"]))
    return Passage(**values)


def _identity(values: dict[str, Any]) -> Identity:
    if values["date"] is not None:
        values["date"] = datetime.date.fromisoformat(values["date"])
    return Identity(**values)
