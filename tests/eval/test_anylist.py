"""Questions of the user's own: files as people have them, and what is wrong with them."""

from pathlib import Path

import pytest

from eval.anylist import Pair, own_answers, pairs_of, read_pairs
from eval.gold import GoldError
from eval.suite import Run, evaluate
from qa import Document
from tests.conftest import MakeCorpus

pytestmark = pytest.mark.slow

PAIRS = (
    Pair(
        "Hoeveel adviseurs gaan er naar Bagdad?",
        "Nederland stuurt negen adviseurs naar de missie in Bagdad, voor de duur van een jaar.",
        "De helikopters worden ingezet voor het vervoer van personeel en materieel binnen het gebied.",
        "regel 1",
    ),
    Pair("Is dat zo?", "Ja.", "", "regel 2"),
    Pair(
        "Wie zorgt voor de gewonden?",
        "De gewonden worden verzorgd door een Nederlandse verpleegkundige die met de eenheid meereist.",
        "",
        "regel 3",
    ),
)


def quiet(_: str) -> None:
    """Say nothing of what is being done."""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("vragen.csv", "question,answer\nWat?,Dit.\n"),
        ("vragen.csv", "\ufeffVraag;Antwoord\nWat?;Dit.\n"),
        ("vragen.csv", "nr\tvraag\tantwoord\n1\tWat?\tDit.\n"),
        ("vragen.csv", "\n\nvraag,antwoord\nWat?,Dit.\n"),
        ("vragen.jsonl", '{"question": "Wat?", "answer": "Dit."}\n\n'),
        ("vragen.jsonl", '{"Vraag": "Wat?", "Antwoord": "Dit."}'),
        ("vragen.JSONL", '{"vraag": "Wat?", "antwoord": "Dit."}'),
    ],
)
def test_questions_are_read_from_what_people_have(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    pair = read_pairs(tmp_path / name)[0]
    assert (pair.question, pair.answer) == ("Wat?", "Dit.")
    assert pair.source.startswith(name)


def test_a_cell_may_hold_lines_and_a_distractor_is_optional(tmp_path: Path) -> None:
    path = tmp_path / "vragen.csv"
    path.write_text('question,answer,distractor\n"Wat\nnu?",Dit.,Dat.\nEn?,Ja.,\n', encoding="utf-8")
    first, second = read_pairs(path)
    assert first.question == "Wat\nnu?"
    assert (first.distractor, second.distractor) == ("Dat.", "")
    assert second.source == "vragen.csv, regel 4"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("v.csv", "vraag,uitleg\na,b\n", "v.csv, regel 1: de kolom 'answer of antwoord' ontbreekt"),
        ("v.csv", "", "v.csv, regel 1: de kolom 'question of vraag' ontbreekt"),
        ("v.csv", "vraag,antwoord\n", "bevat geen enkele vraag"),
        ("v.csv", "vraag,antwoord\nWat?,Dit.\nWie?,\n", "v.csv, regel 3: het veld 'antwoord' ontbreekt of is leeg"),
        ("v.csv", 'vraag,antwoord\n"Wat\nnu?",Dit.\n"Wie\ndan?",\n', "v.csv, regel 4: het veld 'antwoord'"),
        ("v.csv", "vraag,antwoord\nWat?,Dit, of dat.\n", "v.csv, regel 2: hier staan meer cellen dan kolommen"),
        (
            "v.jsonl",
            '{"vraag": "Wat?", "antwoord": "Dit.", "afleider": 3}',
            "v.jsonl, regel 1: het veld 'afleider' is geen",
        ),
        ("v.jsonl", '{"question": "Wat?"}', "v.jsonl, regel 1: het veld 'answer of antwoord' ontbreekt"),
        ("v.jsonl", "\n", "bevat geen enkele vraag"),
        ("v.jsonl", "Wat?", "v.jsonl, regel 1: dit is geen JSON"),
        ("v.xlsx", "PK", "dit formaat is niet bekend; gebruik .csv of .jsonl"),
    ],
)
def test_a_faulty_file_is_named_with_its_line(tmp_path: Path, name: str, content: str, message: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(GoldError, match=message):
        read_pairs(tmp_path / name)


def test_a_file_that_is_missing_or_not_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "v.csv").write_bytes(b"vraag,antwoord\n\xff\xfe,x\n")
    with pytest.raises(GoldError, match="geen tekst in UTF-8"):
        read_pairs(tmp_path / "v.csv")
    with pytest.raises(GoldError, match="niet te lezen"):
        read_pairs(tmp_path / "weg.jsonl")


def test_each_question_finds_its_own_answer_and_a_short_one_is_not_asked() -> None:
    found = own_answers(PAIRS, "vragen.csv", "D")
    number = found.tables[0].number("alle · product", "hit@1")
    assert number
    assert (number.value, number.n) == (1.0, 2)
    assert "1 vragen met een antwoord van minder dan 60 tekens" in found.tables[0].note
    assert [outcome.failed for outcome in found.outcomes] == ["", ""]


def test_each_question_is_asked_without_its_answer_too() -> None:
    refused = own_answers(PAIRS, "vragen.csv", "D").tables[1]
    wrongly, rightly = (refused.number("alle", column) for column in ("ten onrechte", "geweigerd"))
    assert wrongly
    assert rightly
    assert (wrongly.value, rightly.n) == (0.0, 2)
    assert rightly.value > 0


def test_the_answer_to_another_question_counts_as_not_found() -> None:
    swapped = (
        Pair(PAIRS[0].question, PAIRS[2].answer, "", "regel 1"),
        Pair(PAIRS[2].question, PAIRS[0].answer, "", "regel 2"),
    )
    number = own_answers(swapped, "vragen.csv", "D").tables[0].number("alle · product", "hit@1")
    assert number
    assert number.value == 0


def test_a_list_in_the_corpus_is_a_file_of_questions_too(documents: dict[str, Document]) -> None:
    pairs = pairs_of(documents["kst-27925-930"])
    assert len(pairs) == 63
    assert pairs[19].question == "20 Hoe groot is de totale NATO Mission in Iraq?".removeprefix("20 ")
    assert pairs[19].answer == "In december 2022 werken er in totaal 593 personen voor NMI."


def test_own_questions_are_asked_of_the_own_documents(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    corpus = make_corpus(brief_een=PAIRS[0].answer, brief_twee=PAIRS[2].answer)
    path = tmp_path / "vragen.csv"
    path.write_text(f'vraag,antwoord\n{PAIRS[0].question},"{PAIRS[0].answer}"\n', encoding="utf-8")
    report = evaluate(Run(questions=path, corpus=corpus), quiet)
    passages, overlap = report.table("D-passages"), report.table("D-overlap")
    assert passages
    assert overlap
    right, said = passages.number("alle · product", "hit@1"), overlap.number("woorden", "beste van 1")
    assert right
    assert said
    assert (right.value, said.value) == (1.0, 1.0)


def test_a_corpus_without_a_list_and_without_questions_says_what_to_do(make_corpus: MakeCorpus) -> None:
    with pytest.raises(GoldError, match="staat geen lijst van vragen en antwoorden; geef een bestand met vragen mee"):
        evaluate(Run(corpus=make_corpus(brief=PAIRS[0].answer)), quiet)


def test_an_answer_that_says_which_paper_it_is_of_is_found_and_left_out_as_any_other() -> None:
    naming = Pair(PAIRS[0].question, f"{PAIRS[0].answer}\n\nkst-36200-5\nISSN 0921 - 7371\n", "", "regel 1")
    found = own_answers([naming, *PAIRS[1:]], "lijst", "lijst")
    assert [one.place for one in found.outcomes] == [1, 1]
    refused = next(table for table in found.tables if table.key == "lijst-weigeren").rows[0].numbers[1]
    assert refused is not None
    assert refused.n == 2
