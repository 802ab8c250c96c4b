"""The corpora to learn from, and what the program finds there, with a model of chance and a dozen texts of our own."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from eval.anylist import Pair
from eval.learning import corpora, examples
from eval.learning.answerability import Judged, Setting, asked_of
from eval.learning.corpora import ALL, Corpus, made
from eval.learning.examples import Example, Reading
from eval.learning.questions import Training, checksum, letters_of, training
from qa.embedding import bundled

pytestmark = pytest.mark.slow  # a model is loaded, if a small one

THINGS = ("brug", "sluis", "haven", "dijk", "kade", "tunnel")
# Of each thing two passages, of two sentences each.
COST = {one: (f"De gemeente Zwolle onderhoudt de {one} elk jaar.", f"De {one} kost 3 miljoen euro.") for one in THINGS}
STATE = {one: (f"De {one} in Deventer is al twintig jaar oud.", "Er zijn nergens scheuren gevonden.") for one in THINGS}
DEBATED = "De minister zegt toe dat het onder-\nhoud van wegen en spoorlijnen in het voorjaar wordt hervat."
WHOLE = "De minister zegt toe dat het onderhoud van wegen en spoorlijnen in het voorjaar wordt hervat."
PAGE = "<html><body><h1>Vaarwegen</h1><p>De vaarwegen in het noorden worden dit jaar dieper gemaakt.</p></body></html>"
REAL = (Pair("Wanneer wordt het onderhoud van spoorlijnen hervat?", DEBATED, "", "gegevens:1"),)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model with weights of chance, and a tokenizer with a piece for each letter."""
    import torch
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    from qa.embedding.tokenizing import WORD, tokenizer

    folder = tmp_path_factory.mktemp("model")
    names = ("<s>", "<pad>", "</s>", "<unk>")
    pieces = [(piece, 0.0) for piece in (*names, WORD, *"abcdefghijklmnopqrstuvwxyz")]
    divided = tokenizer(pieces, {"bos": 0, "pad": 1, "eos": 2, "unk": 3}, {"û": "u"})
    padded = {"pad_token": "<pad>", "unk_token": "<unk>"}
    PreTrainedTokenizerFast(tokenizer_object=divided, **padded).save_pretrained(folder)  # type: ignore[no-untyped-call]
    torch.manual_seed(1)
    shape = BertConfig(
        vocab_size=len(pieces), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16
    )
    BertModel(shape).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as the questions are written for, with three of these."""
    folder = tmp_path_factory.mktemp("gegevens")
    written: list[dict[str, object]] = [
        {"id": f"{name}#{number}", "title": name, "sentences": sentences}
        for name in THINGS
        for number, sentences in enumerate((COST[name], STATE[name]))
    ]
    debated: list[dict[str, object]] = [{"answer": DEBATED, "distractor": "Ja."}, {"answer": WHOLE, "distractor": None}]
    lines(folder / "train/passages.jsonl", *written)
    lines(folder / "data/kamervragen-dev.jsonl", *debated)
    (folder / "real").mkdir()
    (folder / "real/pagina.html").write_text(PAGE, encoding="utf-8")
    (folder / "real/lees-mij.txt").write_text("Geen document.", encoding="utf-8")
    first, both = (len(letters_of(COST["haven"][0])), len(letters_of("".join(COST["haven"]))))
    lines(
        folder / "questions.jsonl",
        asked("haven#0", COST["haven"], "number", "Wat kost de haven?", [first, both]),
        asked("dijk#1", STATE["dijk"], "near", "Wie heeft de dijk gebouwd?"),
        asked(
            "kv-0000",
            (DEBATED,),
            "plain",
            "Wanneer gaat het onderhoud van wegen verder?",
            [0, len(letters_of(DEBATED))],
        ),
    )
    return folder


def asked(passage: str, sentences: tuple[str, ...], kind: str, question: str, *answer: list[int]) -> dict[str, object]:
    sum_ = checksum(letters_of("".join(sentences)))
    return {"passage": passage, "checksum": sum_, "kind": kind, "question": question, "answer": answer}


def lines(path: Path, *records: Mapping[str, object]) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")


@pytest.fixture(scope="module")
def work(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where corpora are made: in two dossiers, with the small model for the one that comes along."""
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(bundled, "unpacked", lambda _cache: model)
        changed.setattr(corpora, "DOSSIERS", 2)
        yield tmp_path_factory.mktemp("werk")


@pytest.fixture(scope="module")
def every(data: Path, work: Path) -> tuple[Corpus, ...]:
    return made(data, work)


@pytest.fixture(scope="module")
def found(data: Path) -> Training:
    return training(data, data / "questions.jsonl")


@pytest.fixture(scope="module")
def reading(every: tuple[Corpus, ...]) -> Reading:
    return Reading(every[0].opened().library.place.embedder)


def files(corpus: Corpus) -> set[str]:
    return {path.name for path in corpus.documents.iterdir()}


def test_what_has_one_title_is_a_document_and_so_is_every_answer(every: tuple[Corpus, ...]) -> None:
    documents = every[0].documents
    assert every[0].name == ALL
    assert files(every[0]) == {*(f"document-{number:04}.txt" for number in range(6)), "answer-0000.txt", "pagina.html"}
    paragraphs = [" ".join(COST["brug"]), " ".join(STATE["brug"])]
    assert (documents / "document-0000.txt").read_text(encoding="utf-8").split("\n\n") == paragraphs
    assert (documents / "answer-0000.txt").read_text(encoding="utf-8") == WHOLE, "a word broken at a line end is whole"


def test_every_document_is_in_one_dossier_whose_index_holds_no_other(every: tuple[Corpus, ...]) -> None:
    whole, *dossiers = every
    assert len(dossiers) == 2
    assert sorted(file for one in dossiers for file in files(one)) == sorted(files(whole))
    for one in dossiers:
        with one.opened() as assistant:
            assert {identity.file for identity in corpora.store_of(assistant).documents.values()} == files(one)


def test_what_was_made_stays_as_it_is(every: tuple[Corpus, ...], data: Path, work: Path) -> None:
    def stamps() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for one in every for path in one.index.glob("manifest.json")}

    before = stamps()
    assert len(before) == 3
    assert made(data, work) == every
    assert stamps() == before


@pytest.fixture
def by_kind(every: tuple[Corpus, ...], found: Training, reading: Reading, work: Path) -> dict[str, Example]:
    return {one.kind: one for one in examples.examples(every[0], found, REAL, reading, work)}


def test_an_answer_is_known_by_its_letters_and_its_sentence(
    by_kind: dict[str, Example], every: tuple[Corpus, ...], found: Training
) -> None:
    assert (len(found.questions), found.missing) == (3, 0)
    one = by_kind["number"]
    with every[0].opened() as assistant:
        passages = corpora.store_of(assistant).passages
        ((place, numbers),) = zip(one.relevant, one.sentences, strict=True)
        passage = passages[one.positions[place]]
        assert passage.text == " ".join(COST["haven"])
        assert [passage.text[slice(*passage.sentences[number])] for number in numbers] == [COST["haven"][1]]
        assert sorted(one.positions) == list(range(len(passages))), "all are candidates"
    assert len(one.bm25) == len(one.alike) == len(one.positions)
    assert max(one.bm25) == 1
    assert (one.corpus, one.question, one.answerable) == (ALL, "Wat kost de haven?", True)


def test_a_question_without_an_answer_has_candidates_of_which_none_is_right(by_kind: dict[str, Example]) -> None:
    one = by_kind["near"]
    assert (one.answerable, one.relevant, one.sentences) == (False, (), ())
    assert one.positions


def test_of_a_real_question_the_passage_is_known_and_no_sentence(by_kind: dict[str, Example]) -> None:
    one = by_kind["real"]
    assert (one.question, one.answerable, len(one.relevant)) == (REAL[0].question, True, len(one.sentences))
    assert set(one.sentences) == {()}


def test_an_answer_with_a_broken_word_is_found(by_kind: dict[str, Example]) -> None:
    one = by_kind["plain"]
    assert one.sentences == ((0,),)


def test_in_a_dossier_only_what_is_about_its_passages_is_asked(
    every: tuple[Corpus, ...], found: Training, reading: Reading, work: Path
) -> None:
    asked_in = [one for corpus in every[1:] for one in examples.examples(corpus, found, REAL, reading, work)]
    known = [*(one.question for one in found.questions), *(one.question for one in REAL)]
    assert sorted(one.question for one in asked_in) == sorted(known)


def test_what_was_asked_is_not_asked_again(
    every: tuple[Corpus, ...], found: Training, reading: Reading, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = examples.examples(every[0], found, REAL, reading, work)
    monkeypatch.setattr(Corpus, "opened", None)
    assert examples.examples(every[0], found, REAL, reading, work) == before
    assert {type(one.sentences) for one in before} == {tuple}


def judged(corpus: Corpus, found: Training, reading: Reading) -> dict[tuple[str, str], Judged]:
    return {(one.kind, one.setting): one for one in asked_of(corpus, found, REAL, reading)}


def test_each_question_is_judged_with_its_answer_and_without(
    every: tuple[Corpus, ...], found: Training, reading: Reading
) -> None:
    all_subjects = judged(every[0], found, reading)
    with_answer, without = (all_subjects["number", setting] for setting in (Setting.OWN, Setting.WITHOUT))
    assert (with_answer.answerable, without.answerable, without.answered) == (True, False, False)
    assert with_answer.measures.keys() == without.measures.keys() >= {"words", "sentence", "lead"}
    assert not all_subjects["near", Setting.OWN].answerable
    assert ("near", Setting.WITHOUT) not in all_subjects, "nothing can be taken out"
    assert Setting.FOREIGN not in {setting for _, setting in all_subjects}
    assert (all_subjects["real", Setting.OWN].answerable, all_subjects["real", Setting.WITHOUT].answerable) == (
        True,
        False,
    )


def test_in_a_dossier_questions_of_others_are_foreign(
    every: tuple[Corpus, ...], found: Training, reading: Reading
) -> None:
    answered = {one.kind.value for one in found.questions if one.answer}
    for corpus in every[1:]:
        inside = judged(corpus, found, reading)
        own = {kind for kind, setting in inside if setting == Setting.OWN}
        assert {kind for kind, setting in inside if setting == Setting.FOREIGN} == answered - own
        assert not any(one.answered for (_, setting), one in inside.items() if setting == Setting.FOREIGN)
