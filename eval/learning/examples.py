"""What the product finds for each training question, and what of that answers: examples to learn from."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import TypeVar

import orjson

from qa.domain import Filters, Passage
from qa.embedding import Embedder
from qa.embedding.words import QuestionVectors
from qa.errors import QuestionError
from qa.passages import in_words
from qa.retrieval.pipeline import Found, Retriever, retrieve
from qa.retrieval.understanding import understand
from qa.store.snapshot import Store

from ..anylist import Pair
from .corpora import Corpus, store_of
from .questions import OF_MEMBERS, SIDES_OF_REAL, Question, Training, is_kept_aside, letters_of

TOP = 30  # candidates of a question
TELLING = 40  # letters at the head of a passage by which it is known
HALF = 0.5  # of a sentence, from which on it is among those that answer

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Example:
    """A question with its candidates, best first: k positions in the index of a corpus.

    ``text`` is what the dense leg reads of the question. ``relevant`` are the places among the candidates of those that
    hold the answer, ``sentences`` for each of these the numbers of its sentences that do, none where that is not known;
    both are empty for a question without an answer. ``bm25`` and ``alike`` are what these signals say of each
    candidate.
    """

    corpus: str
    question: str
    kind: str
    answerable: bool
    validation: bool
    text: str = ""
    positions: tuple[int, ...] = ()
    relevant: tuple[int, ...] = ()
    sentences: tuple[tuple[int, ...], ...] = ()
    bm25: tuple[float, ...] = ()
    alike: tuple[float, ...] = ()


class Reading:
    """Reads questions, each once for all corpora, and those that are known beforehand many at a time."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._read: dict[str, QuestionVectors] = {}

    def __call__(self, texts: Sequence[str]) -> list[QuestionVectors]:
        """Give the vectors of questions."""
        new = sorted({text for text in texts if text not in self._read}, key=len)
        self._read.update(zip(new, self._embedder.questions(new), strict=True))
        return [self._read[text] for text in texts]

    def all_of(self, training: Training) -> None:
        """Read all training questions beforehand."""
        self([understand(one.question, one.history).embedded for one in training.questions])


def examples(
    corpus: Corpus, training: Training, real: Sequence[Pair], reading: Reading, work: Path
) -> tuple[Example, ...]:
    """Ask all questions, written and ``real``, whose passage is in a corpus; what was asked is read from ``work``."""

    def written() -> Iterator[Example]:
        with corpus.opened() as assistant:
            reading.all_of(training)
            yield from _asked(corpus.name, store_of(assistant), training, Retriever(reading))

    def pasted() -> Iterator[Example]:
        with corpus.opened() as assistant:
            yield from _asked_by_members(corpus.name, store_of(assistant), real, Retriever(reading))

    return (
        *kept(Example, work / f"{corpus.name}.jsonl", written),
        *kept(Example, work / f"{corpus.name}-{OF_MEMBERS}.jsonl", pasted),
    )


def kept(record: type[Record], file: Path, made: Callable[[], Iterable[Record]]) -> tuple[Record, ...]:
    """Read records, of a dataclass, from a file; what is not there yet is made first."""
    if not file.is_file():
        aside = file.with_suffix(".new")
        aside.write_bytes(b"".join(orjson.dumps(asdict(one)) + b"\n" for one in made()))  # type: ignore[call-overload]
        aside.replace(file)
    lines = file.read_bytes().splitlines()
    return tuple(record(**{name: _frozen(value) for name, value in orjson.loads(line).items()}) for line in lines)


def _frozen(value: object) -> object:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _asked(name: str, store: Store, training: Training, retriever: Retriever) -> Iterator[Example]:
    letters = Letters(store.passages)
    for question in training.questions:
        passage = training.letters[question.passage]
        if not letters.holds(passage):
            continue
        answering = letters.answering(passage, question)
        if question.answer and not answering:
            continue
        if found := found_by(question.question, question.history, store, retriever):
            kind = question.kind.value
            asked = Example(name, question.question, kind, bool(question.answer), question.is_validation)
            yield _example(asked, found, store, answering)


def _asked_by_members(name: str, store: Store, real: Sequence[Pair], retriever: Retriever) -> Iterator[Example]:
    """Ask the questions of members that stand in a corpus with their answer; which sentence answers is not known."""
    letters = Letters(store.passages)
    for pair in real:
        answering = dict.fromkeys(letters.within(letters_of(pair.answer)), tuple[int, ...]())
        if answering and (found := found_by(pair.question, (), store, retriever)):
            aside = is_kept_aside(pair.answer, SIDES_OF_REAL)
            asked = Example(name, pair.question, OF_MEMBERS, answerable=True, validation=aside)
            yield _example(asked, found, store, answering)


def found_by(question: str, history: Sequence[str], store: Store, retriever: Retriever) -> Found | None:
    """Give what the product finds for a question as one, or None when it is none or nothing is found."""
    try:
        found = retrieve(question, history, Filters(restrict=False), store, (), retriever).whole
    except QuestionError:
        return None
    return found if found.ranking.hits else None


def _example(asked: Example, found: Found, store: Store, answering: Mapping[int, tuple[int, ...]]) -> Example:
    """Complete an example, of which only is known who asked it where, with the candidates and what of these answers."""
    hits = sorted(found.ranking.hits, key=lambda hit: (-hit.score, hit.position))[:TOP]
    texts = [in_words(hit.passage.text, None, store.short_forms) for hit in hits]
    most = max((hit.bm25 for hit in hits), default=0.0) or 1.0
    relevant = tuple(place for place, hit in enumerate(hits) if hit.position in answering)
    return replace(
        asked,
        text=found.query.embedded,
        positions=tuple(hit.position for hit in hits),
        relevant=relevant,
        sentences=tuple(answering[hits[place].position] for place in relevant),
        bm25=tuple(hit.bm25 / most for hit in hits),
        alike=tuple(store.shares_alike(found.query.concepts, texts).tolist()),
    )


class Letters:
    """The letters of all passages one after another, to find there where an answer stands."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._own = [letters_of(passage.text) for passage in passages]
        self._starts = list(accumulate((len(one) + 1 for one in self._own), initial=0))
        self._all = "\n".join(self._own)

    def holds(self, passage: str) -> bool:
        """Whether a passage is there, by the letters at its head."""
        return bool(self.holding(passage[:TELLING]))

    def holding(self, letters: str) -> list[tuple[int, int]]:
        """Give the places of the passages that hold these letters, each with where they begin in it."""
        found = (match.start() for match in re.finditer(re.escape(letters), self._all)) if letters else ()
        return [(place, at - self._starts[place]) for at in found for place in [bisect_right(self._starts, at) - 1]]

    def within(self, text: str) -> frozenset[int]:
        """Give the places of the passages that stand in a text, of which these are the letters."""
        return frozenset(place for place, one in enumerate(self._own) if len(one) >= TELLING and one in text)

    def answering(self, passage: str, question: Question) -> dict[int, tuple[int, ...]]:
        """Give the passages that hold an answer by their places, with the numbers of the sentences that do."""
        found: dict[int, set[int]] = {}
        for start, end in question.answer:
            for place, at in self.holding(passage[start:end]):
                numbers = self._sentences(self._passages[place], at, at + end - start)
                found.setdefault(place, set()).update(numbers)
        return {place: tuple(sorted(numbers)) for place, numbers in found.items()}

    @staticmethod
    def _sentences(passage: Passage, start: int, end: int) -> Iterator[int]:
        """The numbers of the sentences of which at least HALF lies between these letters."""
        for number, (left, right) in enumerate(passage.sentences):
            first = len(letters_of(passage.text[:left]))
            size = len(letters_of(passage.text[left:right]))
            if size and min(end, first + size) - max(start, first) >= HALF * size:
                yield number
