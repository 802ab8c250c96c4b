"""The words of passages are read once, whatever happens to a build."""

import itertools
import shutil
import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from qa.domain import Passage, PassageKind
from qa.embedding import Vectors
from qa.embedding.reader import reader
from qa.embedding.words import PassageWords, telling
from qa.language.sentences import sentence_spans
from qa.store import word_cache
from qa.store.embedding_cache import NO_KEY, Journal, Lookup, keys_of
from qa.store.word_cache import (
    WORDS_JOURNAL,
    KnownWordCodes,
    WordCodes,
    WordJournal,
    WordLookup,
    keys_of_passages,
    width,
    words_of,
)
from qa.store.word_vectors import encoded
from tests.fakes import FakeEmbedder

# From the Grondwet, kst-27925-919 and kst-27925-943; of different lengths.
TEXTS = (
    "De regering heeft het oppergezag over de krijgsmacht. Er is een krijgsmacht.",
    "De rechtsgrond is het verzoek van de Iraakse regering.",
    "Zij adviseren het ministerie in Bagdad.",
    "Een veldhospitaal.",
)


class ByWord(FakeEmbedder):
    """Words as vectors that follow from their letters alone; of each text as many as the model is said to read."""

    def __init__(self, name: str = "woord voor woord", longest: int = 100) -> None:
        super().__init__()
        self.name = name
        self.longest = longest
        self.read: list[str] = []

    @property
    def identity(self) -> str:
        return self.name

    def passages_by_word(self, texts: Sequence[str]) -> tuple[Vectors, list[PassageWords]]:
        self.read.extend(texts)
        return self.passages(texts), [self._words(text) for text in texts]

    def _words(self, text: str) -> PassageWords:
        spans = telling(text)[: self.longest]
        vectors = [_vector(text[start:end]) for start, end in spans.tolist()]
        return PassageWords(np.asarray(vectors, np.float32).reshape(-1, len(reader().passages.matrix)), spans)


def _vector(word: str) -> Vectors:
    values = np.random.default_rng(zlib.crc32(word.encode())).standard_normal(len(reader().passages.matrix))
    return values.astype(np.float32)


def passage(text: str) -> Passage:
    return Passage("p", "brief", PassageKind.TEXT, text, 0, 1, (), (), tuple(sentence_spans(text)))


PASSAGES = tuple(map(passage, TEXTS))
ENDING_IN_ZERO = next(
    one
    for one in map(passage, map("Vraag {}.".format, itertools.count(1)))
    if keys_of_passages([one]).tobytes().endswith(b"\0")
)


def add(folder: Path, passages: Sequence[Passage], embedder: ByWord | None = None) -> None:
    model = embedder or ByWord()
    WordJournal(folder, model).add(passages, Journal(folder, model), lambda *_: None, len(passages))


def kept(folder: Path, passages: Sequence[Passage] = PASSAGES) -> list[bool]:
    """Of which of these passages the journal has the words; of those these are as they were read."""
    lookup, keys = WordLookup([WordJournal(folder, ByWord()).known()]), keys_of_passages(passages)
    there = lookup.has(keys)
    found = itertools.compress(passages, there.tolist())
    assert all(map(same, lookup.of(keys[there]), map(expected, found)))
    return list(there.tolist())


def expected(one: Passage, longest: int = 100) -> WordCodes:
    _, (read,) = ByWord(longest=longest).passages_by_word([one.text])
    return words_of(one, read)


def same(one: WordCodes, other: WordCodes) -> bool:
    return np.array_equal(one.counts, other.counts) and np.array_equal(one.codes, other.codes)


def file_of(folder: Path) -> Path:
    (path,) = folder.glob(f"{WORDS_JOURNAL}-*")
    return path


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a journal with PASSAGES, the longest first."""
    folder = tmp_path_factory.mktemp("journal")
    add(folder, PASSAGES)
    return folder


@pytest.fixture
def journal(written: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may damage."""
    shutil.copytree(written, tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_a_word_is_of_the_sentence_it_stands_in() -> None:
    words = expected(PASSAGES[0])
    assert words.counts.tolist() == [3, 1], "regering, oppergezag and krijgsmacht, and krijgsmacht"
    assert words.codes.shape == (4, width())
    np.testing.assert_array_equal(words.codes[2], words.codes[3])


def test_what_stands_outside_of_sentences_is_left_out() -> None:
    one = replace(passage("Antwoord: veldhospitaal (bladzijde)"), sentences=((10, 23),))
    veldhospitaal = encoded(reader().passages.projected(_vector("veldhospitaal")[None]))
    assert same(expected(one), WordCodes(np.asarray([1], np.uint16), veldhospitaal))


def test_sentences_beyond_what_the_model_reads_have_no_words() -> None:
    assert expected(PASSAGES[0], longest=2).counts.tolist() == [2, 0]


def test_a_passage_without_sentences_has_no_words() -> None:
    words = expected(replace(PASSAGES[0], sentences=()))
    assert (words.counts.shape, words.codes.shape) == ((0,), (0, width()))


def test_a_key_tells_texts_and_their_division_apart() -> None:
    one = PASSAGES[0]
    keys = keys_of_passages([one, replace(one, id="q", document_id="nota"), replace(one, sentences=((0, 76),))])
    assert keys[0] == keys[1] != keys[2]


def test_what_was_read_is_found_again(journal: Path) -> None:
    assert kept(journal) == [True] * 4
    assert kept(journal, [passage("Iets anders."), replace(PASSAGES[0], sentences=())]) == [False, False]


def test_with_its_words_the_vector_of_a_passage_is_kept(journal: Path) -> None:
    assert Lookup([Journal(journal, ByWord()).known()]).has(keys_of(TEXTS)).all()


def test_a_key_that_ends_in_zero_bytes_is_found(tmp_path: Path) -> None:
    add(tmp_path, [PASSAGES[0], ENDING_IN_ZERO, PASSAGES[1]])
    assert kept(tmp_path, [ENDING_IN_ZERO, *PASSAGES]) == [True, True, True, False, False]


def test_passages_without_words_are_kept_too(tmp_path: Path) -> None:
    bare = [replace(one, sentences=()) for one in PASSAGES[:2]]
    add(tmp_path, [*bare, PASSAGES[2]])
    assert kept(tmp_path, [*bare, PASSAGES[2]]) == [True] * 3


def test_passages_are_read_the_longest_first_and_said_to_be_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word_cache, "AT_ONCE", 3)
    model = ByWord()
    said: list[tuple[int, int]] = []
    vectors = Journal(tmp_path, model)
    WordJournal(tmp_path, model).add(PASSAGES[::-1], vectors, lambda done, total: said.append((done, total)), 4)
    assert model.read == list(TEXTS)
    assert said == [(3, 4), (4, 4)]


def test_of_more_passages_than_are_put_in_order_none_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word_cache, "SORTED", 3)
    add(tmp_path, PASSAGES)
    assert kept(tmp_path) == [True] * 4


def test_a_build_that_is_cut_off_keeps_what_it_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut_off(done: int, _: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(word_cache, "AT_ONCE", 1)
    model = ByWord()
    with pytest.raises(KeyboardInterrupt):
        WordJournal(tmp_path, model).add(PASSAGES, Journal(tmp_path, model), cut_off, 4)
    assert kept(tmp_path) == [True, True, False, False]
    add(tmp_path, PASSAGES[2:])
    assert kept(tmp_path) == [True] * 4


@pytest.mark.slow
def test_wherever_it_is_cut_off_what_was_written_to_its_end_is_kept(journal: Path) -> None:
    whole = file_of(journal).read_bytes()
    for size in range(len(whole)):
        file_of(journal).write_bytes(whole[:size])
        there = kept(journal)
        assert there == sorted(there, reverse=True), "up to where it was cut off"
        assert not there[-1]
    add(journal, PASSAGES[3:])
    assert kept(journal) == [True] * 4
    assert file_of(journal).read_bytes() == whole


@pytest.mark.slow
def test_whatever_byte_changes_nothing_false_is_found_and_all_can_be_added_again(journal: Path) -> None:
    whole = file_of(journal).read_bytes()
    for place in range(0, len(whole), 5):
        content = bytearray(whole)
        content[place] ^= 1 << place % 8
        file_of(journal).write_bytes(content)
        lost = [one for one, there in zip(PASSAGES, kept(journal), strict=True) if not there]
        assert lost
        add(journal, lost)
        assert kept(journal) == [True] * 4


def test_a_record_whose_words_are_damaged_is_passed_over_and_the_others_are_used(journal: Path) -> None:
    content = bytearray(file_of(journal).read_bytes())
    content[word_cache.HEAD.size + 10] ^= 1
    file_of(journal).write_bytes(content)
    assert kept(journal) == [False, True, True, True]
    assert np.count_nonzero(WordJournal(journal, ByWord()).known().keys == NO_KEY) == 1


@pytest.mark.parametrize(
    "content", [b"", b"x", b"\0" * 5_000, b"SQLite"], ids=["nothing", "a letter", "zeros", "other"]
)
def test_a_file_that_is_no_journal_holds_nothing(content: bytes, journal: Path) -> None:
    file_of(journal).write_bytes(content)
    assert kept(journal) == [False] * 4
    add(journal, PASSAGES)
    assert kept(journal) == [True] * 4


def test_looking_into_a_journal_that_is_not_there_makes_none(tmp_path: Path) -> None:
    assert kept(tmp_path) == [False] * 4
    assert list(tmp_path.iterdir()) == []


def test_the_words_of_another_model_are_not_used(journal: Path) -> None:
    assert len(WordJournal(journal, ByWord("een ander model")).known().keys) == 0


def test_with_the_index_the_journals_of_all_models_go(journal: Path) -> None:
    add(journal, PASSAGES[:1], ByWord("een ander model"))
    for _ in range(2):
        WordJournal(journal, ByWord()).remove()
        assert not list(journal.glob(f"{WORDS_JOURNAL}*"))


def in_an_index(*passages: Passage) -> KnownWordCodes:
    """The words of passages as an index keeps them."""
    each = [expected(one) for one in passages]
    counts = np.concatenate([one.counts for one in each])
    return KnownWordCodes(
        keys_of_passages(passages),
        np.cumsum([0, *(len(one.counts) for one in each)]),
        np.cumsum([0, *counts.tolist()]),
        np.concatenate([one.codes for one in each]),
    )


def test_words_are_found_in_an_index_and_in_the_journal_of_the_next(tmp_path: Path) -> None:
    bare = replace(PASSAGES[3], sentences=())
    add(tmp_path, PASSAGES[2:])
    lookup = WordLookup([in_an_index(PASSAGES[1], bare, PASSAGES[0]), WordJournal(tmp_path, ByWord()).known()])
    asked = [PASSAGES[3], PASSAGES[0], bare, PASSAGES[0], PASSAGES[1], PASSAGES[2]]
    assert lookup.has(keys_of_passages([*asked, ENDING_IN_ZERO])).tolist() == [True] * 6 + [False]
    assert all(map(same, lookup.of(keys_of_passages(asked)), map(expected, asked)))


def test_of_several_sources_the_first_wins() -> None:
    one = in_an_index(PASSAGES[0])
    other = replace(one, codes=np.zeros_like(one.codes))
    (found,) = WordLookup([other, one]).of(one.keys)
    assert not found.codes.any()


def test_there_may_be_no_source() -> None:
    assert WordLookup([]).has(keys_of_passages(PASSAGES)).tolist() == [False] * 4
