"""The documents of a folder and their index, kept open: alone, or beside those of another."""

import functools
import os
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qa.domain import Fact, Failure, Holding, Identity, Passage
from qa.embedding import Embedder
from qa.errors import CorpusError, IndexFileError, VindplaatsError
from qa.language.glossary import Glossary
from qa.library.adding import add_files, there_by
from qa.library.ingest import NONE_READY
from qa.library.searchable import Searchable
from qa.library.sync import source_of, update
from qa.reading.corpus import SETTLED, corpus_files, has_documents, named, remove_files
from qa.reading.glossary import glossary_of
from qa.store.folder import FolderEngine
from qa.store.interface import Engine, Index, Ingested, NoTextError, Progress, id_beside

VERSION_DIGITS = 12  # of the checksum of the corpus


@dataclass(frozen=True, slots=True)
class Place:
    """Where a collection is: the documents in ``corpus``, what is built from them with ``embedder`` in ``index``.

    ``memory`` is what building may take of it, in bytes.
    """

    corpus: Path
    index: Path
    embedder: Embedder
    memory: int

    @property
    def engine(self) -> FolderEngine:
        """What keeps the index."""
        return FolderEngine(self.index, self.embedder, self.memory)


class Library:
    """The documents of a folder, with their index.

    With ``beside``, the documents of that collection can be asked about too. They are not changed from here, and there
    need be no others.
    """

    def __init__(
        self,
        place: Place,
        *,
        progress: Progress | None = None,
        beside: "Library | None" = None,
    ) -> None:
        self.place = place
        self._engine: Engine = place.engine
        self._progress = progress
        self._beside = beside
        self._changing = threading.Lock()  # files are added and removed by one at a time
        self._lock = threading.Lock()  # of what is opened
        self._opened: Index | None = None
        self._joined: _Joined | None = None
        self._looked: _Looked | None = None
        self._awaited = False  # nothing of its own is asked about until there is an index

    def open(self) -> None:
        """Open the index and load the model, so that the first question is answered at once.

        Raises CorpusError, IndexFileError or ModelError.
        """
        self.searchable()
        self.place.embedder.load()

    def close(self) -> None:
        """Let go of the index; the next question opens it again. What it is beside stays open."""
        with self._lock:
            self._opened = self._joined = None

    def is_current(self) -> bool:
        """Whether the index is whole and belongs to the documents and the model as they are now.

        Raises CorpusError, or IndexFileError when the folder of the index holds something else.
        """
        return not self._engine.is_there() if self._is_bare() else self._engine.holds(source_of(self.corpus))

    def rebuild(self) -> None:
        """Build the index anew, whatever is there. Raises CorpusError, IndexFileError or ModelError."""
        self._build(self._progress, anew=True)

    def update(self, progress: Progress | None = None) -> None:
        """Bring the index up to date: only texts that are new are embedded.

        ``progress`` takes the place of that given before. Raises what ``rebuild`` raises.
        """
        self._build(progress or self._progress, anew=False)

    def check(self) -> tuple[str, ...]:
        """Read all of the index, and give the names of its files that are damaged.

        Raises IndexFileError when there is no index of this program.
        """
        return self._engine.check()

    def repair(self) -> tuple[str, ...]:
        """Mend the index, and give the names of the files that were damaged. Raises what ``rebuild`` raises.

        What is whole of it is used again, so that only texts whose vectors are lost are embedded.
        """
        found = self.check()
        self.update()
        if found and self.check():  # of a large index not all is read before it counts as whole
            self.rebuild()
        return found

    def add(self, files: Iterable[str | Path], progress: Progress | None = None) -> tuple[Failure, ...]:
        """Copy files into the corpus and bring the index up to date.

        Returns the files that were left out, because they cannot be read, or because a file or document of that name
        is there already; the others are added. Raises CorpusError, IndexFileError or ModelError.
        """
        given = [Path(file) for file in files]
        with self._changing:
            self._awaited = self._is_bare()  # until they are indexed, questions are answered without them
            return self._added(given, progress or self._progress)

    def _added(self, files: Sequence[Path], progress: Progress | None) -> tuple[Failure, ...]:
        """Add files, and take them out again when there is nothing to ask about in them or in any other."""
        corpus = self.place.corpus
        ids = self._indexed(progress)
        there = there_by(corpus_files(corpus) if ids else (), ids, self._shared())
        added = add_files(corpus, files, there)
        left_out = tuple(added.left_out)
        if len(left_out) == len(files) or self._build(progress, anew=False, ready=added.ready):
            return left_out
        useless = sorted({file.name for file in files} - {failure.file for failure in left_out})
        remove_files(corpus, useless)
        reason = "{}: hierin staat geen lopende tekst om naar te vragen; kies een ander bestand."
        return (*left_out, *(Failure(name, reason.format(name)) for name in useless))

    def _indexed(self, progress: Progress | None) -> Mapping[str, str]:
        """The file of each of its own documents, by id, from the index, which is brought up to date where it is not."""
        try:
            if not self.place.corpus.exists() or not has_documents(self.place.corpus):
                return {}
            self._build(progress, anew=False)
        except NoTextError:
            return {}
        except OSError as error:
            raise CorpusError(f"De map {self.place.corpus} is niet te lezen; controleer de rechten.") from error
        own = self._own()
        return {id_: document.file for id_, document in own.index.documents.items()} if own else {}

    def remove(self, ids: Iterable[str], progress: Progress | None = None) -> None:
        """Remove documents from the corpus and from the index, every file of each.

        Raises CorpusError, and removes nothing, for an id that is not there, or is of a document beside these, or when
        nothing would be left where there must be something.
        """
        wanted = frozenset(ids)
        with self._changing:
            if shared := sorted(self._shared() & wanted):
                raise CorpusError(
                    f"Het document {shared[0]} is gedeeld; u kunt alleen uw eigen documenten verwijderen."
                )
            remove_files(self.place.corpus, self._files_of(wanted, progress or self._progress))
            self.update(progress)

    def _files_of(self, ids: frozenset[str], progress: Progress | None) -> list[str]:
        """The files of documents of its own, also those that were left out because they are the same document."""
        self._build(progress, anew=False)
        own = {document.id: document.file for document in self.own_documents}
        if unknown := sorted(ids - own.keys()):
            choice = "een van uw eigen documenten" if self._beside else f"uit {named([*own])}"
            raise CorpusError(f"Het document {unknown[0]} is er niet; kies {choice}.")
        if self._beside is None and ids == own.keys():
            raise CorpusError(f"Er zou in {self.corpus} niets overblijven; voeg eerst een ander document toe.")
        files = [own[id_] for id_ in sorted(ids)]
        opened = self._own()
        return [*files, *(one.file for one in opened.index.failures if one.same_as in files)] if opened else files

    @property
    def corpus(self) -> Path:
        """The folder with the documents."""
        return self.place.corpus

    @property
    def glossary(self) -> Glossary | None:
        """English terms in Dutch, with what the folders add to those of the program; ``None`` where they add nothing.

        Raises CorpusError when a ``glossary.toml`` cannot be read.
        """
        return glossary_of((self._beside.corpus, self.corpus) if self._beside else (self.corpus,))

    @property
    def version(self) -> str:
        """A short name of the documents that can be asked about: the same for the same documents, wherever indexed."""
        return self.searchable().index.corpus[:VERSION_DIGITS]

    @property
    def documents(self) -> tuple[Identity, ...]:
        """The documents that can be asked about, oldest first; those without a date last."""
        return self.searchable().documents

    @property
    def own_documents(self) -> tuple[Identity, ...]:
        """Those of the documents that are in its own folder, in the same order."""
        shared = self._shared()
        return tuple(document for document in self.documents if document.id not in shared)

    @property
    def holdings(self) -> tuple[Holding, ...]:
        """The documents that can be asked about with what there is of them, oldest first."""
        return self.searchable().holdings(self._shared() if self._beside else None)

    def passages(self, document: str) -> tuple[Passage, ...]:
        """The passages of a document, in the order of its text; none when there is no document of this id."""
        return self.searchable().passages(document)

    def facts(self, document: str) -> tuple[Fact, ...]:
        """What is known of a document as a whole: its title, date, sender, who signed it and so on.

        Each with the place where the document prints it, if it does; none when there is no document of this id.
        """
        return self.searchable().facts(document)

    def file(self, document: str) -> Path | None:
        """The file of a document, in the folder that it is in; ``None`` when there is no document of this id."""
        if self._beside is not None and document in self._shared():
            return self._beside.file(document)
        identity = self.searchable().index.documents.get(document)
        if identity is None:
            return None
        path = self.place.corpus / identity.file
        within = path.resolve().is_relative_to(self.place.corpus.resolve())  # a link may lead anywhere
        return path if within and path.is_file() else None

    @property
    def failures(self) -> tuple[Failure, ...]:
        """The files that could not be read, with the reason."""
        return tuple(failure for failure in self.searchable().index.failures if not failure.same_as)

    @property
    def warnings(self) -> tuple[Failure, ...]:
        """The files in which something was doubtful, with what it was, and those that were the same as another."""
        index = self.searchable().index
        same = (failure for failure in index.failures if failure.same_as)
        told = (replace(failure, reason=failure.reason.removeprefix(f"{failure.file}: ")) for failure in same)
        return (*index.warnings, *told)

    @property
    def recall(self) -> float:
        """The share of the ten nearest passages that is found, from 0 to 1: all where they are compared one by one."""
        return self.searchable().index.recall

    def _shared(self) -> frozenset[str]:
        """The ids of the documents that these are beside."""
        return frozenset(self._beside.searchable().index.documents) if self._beside else frozenset()

    def searchable(self) -> Searchable:
        """What can be asked about now; the index is opened, and built where it is missing."""
        shared = self._beside.searchable() if self._beside else None
        return functools.reduce(self._together, [opened for opened in (shared, self._own()) if opened])

    def _together(self, shared: Searchable, own: Searchable) -> Searchable:
        with self._lock:
            joined = self._joined
            if joined is None or joined.shared is not shared.index or joined.own is not own.index:
                joined = _Joined(shared.index, own.index, shared.index.followed_by(own.index))
                self._joined = joined
        return Searchable(joined.both, shared.gone | {id_beside(id_, shared.index.documents) for id_ in own.gone})

    def _own(self) -> Searchable | None:
        """What is in its own folder; ``None`` for nothing, which can only be so beside others."""
        with self._lock:
            if self._opened is None:
                if self._is_bare() or (self._awaited and not self._engine.is_there()):
                    return None
                self._opened = self._open_or_build()
            elif self._opened.is_replaced():
                self._opened = self._reopened() or self._opened
            index = self._opened
        return Searchable(index, self._gone(index)) if index else None

    def _open_or_build(self) -> Index | None:
        index = self._open_index()
        if index is None and self._make(self._progress):
            index = self._open_index()
            if index is None:
                raise IndexFileError("De documenten veranderen terwijl ze worden gelezen; probeer het zo weer.")
        return index

    def _open_index(self) -> Index | None:
        return self._engine.open(source_of(self.corpus))

    def _reopened(self) -> Index | None:
        """The index that another program made; ``None`` while that is of no use, for then the one opened still is."""
        try:
            return self._open_index()
        except VindplaatsError:
            return None

    def _build(self, progress: Progress | None, *, anew: bool, ready: Mapping[str, Ingested] = NONE_READY) -> bool:
        """Bring the index up to date. Whether there is one then: beside others there need not be."""
        # Not under the lock: questions are answered meanwhile. Builds wait for one another in the store.
        there = self._make(progress, anew=anew, ready=ready)
        index = self._open_index() if there else None
        with self._lock:
            self._opened = index or (self._opened if there else None)
            self._joined = None
        return there

    def _make(
        self, progress: Progress | None, *, anew: bool = False, ready: Mapping[str, Ingested] = NONE_READY
    ) -> bool:
        """Build the index unless it is current, and erase it when it would be empty. Whether there is one then."""
        try:
            if not self._is_bare():
                if anew or not self.is_current():
                    update(self._engine, self.corpus, progress, anew=anew, ready=ready)
                return True
        except NoTextError:
            if self._beside is None:
                raise
            self._awaited = True
        self._engine.erase()
        return False

    def _is_bare(self) -> bool:
        """Whether its own folder holds no documents, and need not, being beside others."""
        try:
            return self._beside is not None and not has_documents(self.place.corpus)
        except OSError:
            return not self.place.corpus.exists()  # reading it will fail with the reason

    def _gone(self, index: Index) -> frozenset[str]:
        looked = self._looked if self._looked and self._looked.index is index else None
        folders = looked.folders if looked else _folders(index)
        try:
            changed = {folder: _changed(self.place.corpus / folder) for folder in folders}
            changed[""] = self.place.corpus.stat().st_mtime_ns
            if looked and looked.changed == changed:
                return looked.gone
            files = {f"{folder}{name}" for folder in folders if changed[folder] for name in self._names(folder)}
        except OSError:
            return frozenset()  # a folder out of reach, such as one on a network, says nothing of its files
        gone = frozenset(document.id for document in index.documents.values() if document.file not in files)
        # A change within the same tick of the clock would not show.
        settled = time.time_ns() - max(changed.values()) > SETTLED
        self._looked = _Looked(index, folders, changed, gone) if settled else None
        return gone

    def _names(self, folder: str) -> list[str]:
        return os.listdir(self.place.corpus / folder)  # noqa: PTH208 - of a Path each name would be one again


@dataclass(frozen=True, slots=True)
class _Looked:
    """The documents of an index whose files were gone, when their folders were last ``changed`` at these times in ns.

    Each of the ``folders`` ends with a slash; the corpus itself is the empty one.
    """

    index: Index
    folders: tuple[str, ...]
    changed: dict[str, int]
    gone: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Joined:
    """What two indexes are together."""

    shared: Index
    own: Index
    both: Index


def _folders(index: Index) -> tuple[str, ...]:
    """The folders within a corpus in which its documents are."""
    return tuple(sorted({document.file[: document.file.rfind("/") + 1] for document in index.documents.values()}))


def _changed(folder: Path) -> int:
    """When a folder last changed, in ns; 0 where there is none. Raises OSError when it cannot be seen."""
    try:
        return folder.stat().st_mtime_ns
    except FileNotFoundError:
        return 0
