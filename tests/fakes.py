"""An index and an embedder without a model: three short documents about bridges, compared by the words they share."""

import datetime
import functools
import zlib
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import numpy.typing as npt

from qa.domain import Abbreviation, Fact, Failure, Identity, Passage, PassageKind
from qa.embedding import Embedder
from qa.embedding.words import QuestionVectors
from qa.language.abbreviations import Explanations, ShortForms, abbreviations
from qa.language.sentences import sentence_spans
from qa.language.words import content_words, words
from qa.parliament.voices import is_members
from qa.passages import answering, in_words
from qa.retrieval.parameters import DEFAULT
from qa.settings import from_environment
from qa.store.interface import Candidates, Index, Positions, Scale, Size, Vectors, id_beside

DIMENSION = 1024  # enough that no two words of these documents are the same component


class FakeEmbedder(Embedder):
    """Texts as the words in them: those with none in common have cosine 0, whatever they mean."""

    def __init__(self) -> None:
        super().__init__(from_environment({}))

    @property
    def identity(self) -> str:
        return "woorden"

    @property
    def dimension(self) -> int:
        return DIMENSION

    def questions(self, texts: Sequence[str]) -> list[QuestionVectors]:
        return [_read(text) for text in texts]

    def passages(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> Vectors:
        if progress:
            progress(len(texts), len(texts))
        return np.asarray([_embedded(text) for text in texts], np.float32).reshape(-1, DIMENSION)


def _read(question: str) -> QuestionVectors:
    """A question by its words, of which each counts as much."""
    tokens = _worded(question)
    return QuestionVectors(_embedded(question), tokens, np.full(len(tokens), 1 / len(tokens), np.float32))


def _worded(text: str) -> Vectors:
    """The words of a text, each as a component of its own."""
    found = content_words(text) or words(text) or [text]
    vectors = np.zeros((len(found), DIMENSION), np.float32)
    for row, word in enumerate(found):
        vectors[row, zlib.crc32(word.encode()) % DIMENSION] = 1  # the same in each process, which hash() is not
    return vectors


def _embedded(text: str) -> Vectors:
    vector = _worded(text).sum(axis=0)
    return np.asarray(vector / np.linalg.norm(vector), np.float32)


def _paper(number: str, day: datetime.date, kind: str = "brief") -> Identity:
    id_ = f"kst-99999-{number}"
    years = f"{day.year - (day.month < 9)}-{day.year + (day.month >= 9)}"
    return Identity(id_, f"{id_}.txt", "Onderhoud van bruggen", day, kind, "Tweede Kamer", years, "99999", number, "")


OLDER = _paper("1", datetime.date(2021, 3, 1))
NEWER = _paper("7", datetime.date(2023, 6, 15))
LISTED = _paper("8", datetime.date(2023, 9, 20), "lijst van vragen en antwoorden")
MEMBERS = "leden van de ABC-fractie"


def _said(paper: Identity, text: str, voice: str = "kabinet") -> Passage:
    id_, spans = f"{paper.id}#{zlib.crc32(text.encode()):x}", tuple(sentence_spans(text))
    return Passage(id_, paper.id, PassageKind.TEXT, text, 0, 1, (), ("Bruggen",), spans, voice=voice)


def _answered(number: int, question: str, answer: str) -> Passage:
    pair = _said(LISTED, f"{question}\n{answer}")
    start = len(question) + 1
    spans = (*sentence_spans(question), *((start + left, start + right) for left, right in sentence_spans(answer)))
    asked = replace(pair, kind=PassageKind.QUESTION_ANSWER, section=(), sentences=spans, asked_by="leden")
    return replace(asked, number=number, question_end=len(question), answer_start=start)


PASSAGES = (
    OLD_COSTS := _said(OLDER, "Het onderhoud van de bruggen kost 30 miljoen euro. De provincie betaalt de helft."),
    OLD_MECHANICS := _said(OLDER, "Er werken 80 monteurs aan de bruggen."),
    COSTS := _said(NEWER, "Het onderhoud van de bruggen kost 45 miljoen euro. De provincie betaalt een derde."),
    MECHANICS := _said(NEWER, "Er werken 120 monteurs aan de bruggen."),
    ZWOLLE := _said(NEWER, "De verbinding bij Zwolle ging op 12 mei 2023 weer open. De sluis bleef dicht."),
    SERVICE := _said(NEWER, "De Dienst Beweegbare Bruggen (DBB) bedient de sluizen."),
    DOUBTS := _said(LISTED, "De leden van de ABC-fractie vinden het onderhoud van de bruggen te duur.", MEMBERS),
    COUNTED := _answered(1, "Hoeveel bruggen zijn beweegbaar?", "Ruim 800 bruggen zijn beweegbaar."),
    REFERRING := _answered(2, "Wanneer begint de inspectie?", "Zie het antwoord op vraag 3."),
    REFERRED := _answered(3, "Welke planning geldt?", "Ja. De inspectie van alle bruggen begint in maart 2024."),
)
ORTHOGONAL = Scale(foreign=0.0)
# The cosines of shared words lie further apart than those of a model.
WIDE = DEFAULT.with_value("span", 0.7).with_value("words apart", 1.0)


@dataclass(frozen=True, slots=True)
class FakeIndex:
    """See ``Index``: ten passages that are looked through one by one."""

    papers: tuple[Identity, ...] = (OLDER, NEWER, LISTED)
    passages: tuple[Passage, ...] = PASSAGES
    scale: Scale = ORTHOGONAL
    corpus: str = "bruggen"
    failures: tuple[Failure, ...] = ()
    warnings: tuple[Failure, ...] = ()
    recall: float = 1.0

    @property
    def documents(self) -> Mapping[str, Identity]:
        return {paper.id: paper for paper in self.papers}

    @property
    def sizes(self) -> Mapping[str, Size]:
        return {paper.id: Size(len(self.passages_of(paper.id)), 1) for paper in self.papers}

    def passages_of(self, document: str) -> tuple[Passage, ...]:
        return tuple(one for one in self.passages if one.document_id == document)

    @property
    def abbreviations(self) -> Explanations:
        return Explanations({paper.id: self._explained_in(paper.id) for paper in self.papers})

    def _explained_in(self, document: str) -> tuple[Abbreviation, ...]:
        return abbreviations("\n".join(one.text for one in self.passages_of(document)))

    @property
    def short_forms(self) -> ShortForms:
        return ShortForms(self.abbreviations)

    @property
    def centre(self) -> Vectors:
        return np.asarray(_vectors(one.text for one in self.passages).mean(axis=0), np.float32)

    def facts_of(self, document: str) -> tuple[Fact, ...]:  # noqa: ARG002 - nothing is known of any
        return ()

    def search(
        self,
        vector: Vectors,
        terms: Sequence[str],
        count: int,
        documents: Container[str] | None = None,
        also: Sequence[int] = (),
    ) -> Candidates:
        allowed = self._where(lambda _: True, documents)
        nearness = self.cosines(vector, np.arange(len(self.passages)))
        shared = np.asarray([len(held.intersection(terms)) for held in _held(self)], np.float32)
        near = allowed[np.argsort(-nearness[allowed], kind="stable")[:count]]
        worded = allowed[np.argsort(-shared[allowed], kind="stable")[:count]]
        positions = np.unique([*near, *worded[shared[worded] > 0], *also]).astype(np.int64)
        found = [self.passages[position] for position in positions]
        owners = np.asarray([list(self.documents).index(one.document_id) for one in found], np.int32)
        members = np.asarray([is_members(one.voice) for one in found], np.bool_)
        return Candidates(positions, nearness[positions], shared[positions], owners, members)

    def cosines(self, vector: Vectors, positions: Positions) -> Vectors:
        return np.asarray(_vectors(self.passages[place].text for place in positions) @ vector, np.float32)

    def sentence_cosines(self, vector: Vectors, position: int) -> Vectors:
        one = self.passages[position]
        return np.asarray(_vectors(one.text[start:end] for start, end in one.sentences) @ vector, np.float32)

    def matches(self, tokens: Vectors, positions: Positions) -> list[Vectors]:
        if not len(tokens):  # a model without a reader has no words either
            return [np.empty((len(self.passages[place].sentences), 0), np.float32) for place in positions]
        return [_matches(tokens, self.passages[place]) for place in positions]

    def likeness(self, positions: Positions) -> Vectors:
        answers = _vectors(answering(self.passages[place]) for place in positions)
        return np.asarray(answers @ answers.T, np.float32)

    def share_held(self, concepts: Sequence[Sequence[str]], text: str) -> float:
        held = set(words(text))
        return self._share(concepts, lambda word: word in held)

    def shares_alike(self, concepts: Sequence[Sequence[str]], texts: Sequence[str]) -> npt.NDArray[np.float64]:
        return np.asarray([self._share(concepts, text.lower().__contains__) for text in texts], np.float64)

    def _share(self, concepts: Sequence[Sequence[str]], held: Callable[[str], bool]) -> float:
        """The share of these concepts that are held, the rarer ones more."""
        rarity = [1 / (1 + max(len(self.holding(word)) for word in concept)) for concept in concepts]
        found = (any(map(held, concept)) * weight for concept, weight in zip(concepts, rarity, strict=True))
        return sum(found) / sum(rarity) if rarity else 0.0

    def holding(self, word: str, documents: Container[str] | None = None) -> Positions:
        within = self.documents if documents is None else documents
        held = zip(self.passages, _held(self), strict=True)
        found = [place for place, (one, said) in enumerate(held) if word in said and one.document_id in within]
        return np.asarray(found, np.int64)

    def asking(self, question: str) -> list[int]:
        asked = words(question)
        return [int(place) for place in self._where(lambda one: words(one.text[: one.question_end]) == asked)]

    def of_number(self, number: int, documents: Container[str] | None = None) -> Positions:
        return self._where(lambda one: number in one.numbers, documents)

    def answering(self, document: str, number: int) -> int | None:
        return next(iter(self.of_number(number, {document}).tolist()), None)

    def is_replaced(self) -> bool:
        return False

    def followed_by(self, own: Self) -> Self:
        named = {paper.id: id_beside(paper.id, self.documents) for paper in own.papers}
        papers = (replace(paper, id=named[paper.id]) for paper in own.papers)
        passages = (replace(one, document_id=named[one.document_id]) for one in own.passages)
        return replace(self, papers=(*self.papers, *papers), passages=(*self.passages, *passages))

    def _where(self, fits: Callable[[Passage], bool], documents: Container[str] | None = None) -> Positions:
        within = self.documents if documents is None else documents
        return np.asarray(
            [place for place, one in enumerate(self.passages) if one.document_id in within and fits(one)], np.int64
        )


@functools.lru_cache
def _held(index: FakeIndex) -> tuple[frozenset[str], ...]:
    """The words that each passage is found by."""
    papers, short_forms = index.documents, index.short_forms
    return tuple(
        frozenset(words(in_words(one.text, papers[one.document_id].date, short_forms))) for one in index.passages
    )


def _matches(tokens: Vectors, passage: Passage) -> Vectors:
    found = [(_worded(passage.text[start:end]) @ tokens.T).max(axis=0) for start, end in passage.sentences]
    return np.asarray(found, np.float32).reshape(-1, len(tokens))


def _vectors(texts: Iterable[str]) -> Vectors:
    return FakeEmbedder().passages(list(texts))


_: Index = FakeIndex()
