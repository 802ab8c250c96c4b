"""What is measured of answers, by the labelled questions of this project and by made-up answers."""

import json
from collections import Counter
from pathlib import Path

import pytest

from eval import answers
from eval.answers import Labelled, Quote, Told, findings, is_said, load
from eval.gold import DOCUMENTS, GoldError
from eval.sources import DEV, TEST, Sources
from qa import Answer, Citation, Explanation, Role, Statement, read_corpus

pytestmark = pytest.mark.unit

CORPUS = Path(__file__).parents[2] / "corpus"
BRIDGE, PRICE, OLD = (Quote("brief", words) for words in ("De brug is open.", "Zij kost 5 euro.", "Zij kostte 3 euro."))


def labelled(*parts: tuple[Quote, ...], **given: object) -> Labelled:
    empty = {"history": (), "key": "", "also": (), "older": (), "verdict": "", "second": None}
    return Labelled(**{"id": "a", "kind": "factoid", "question": "?", "parts": parts, **empty, **given})  # type: ignore[arg-type]


def told(labels: Labelled, *said: str, role: Role = Role.ANSWER, chance: float = 0.9, answered: bool = True) -> Told:
    """A question to which these quotations were the answer."""
    statements = tuple(Statement(one, (1,), "brief", role=role) for one in said)
    source = Citation("brief", "Brief", None, 1, "", said[0] if said else "x", "x", "", "", 1.0)
    answer = Answer("?", "?", answered, " ".join(said), (source,) if said else (), statements=statements)
    return Told(labels, Explanation(answer, chance, ()), 0.0)


def number(one: Told, table: str, column: str) -> float | None:
    found = next(each for each in findings([one]).tables if each.key == table).number("alle", column)
    return found.value if found else None


def test_every_label_stands_in_the_documents() -> None:
    texts = {id_: "".join(one.text.split()) for id_, one in Sources.of(CORPUS, only=DOCUMENTS).documents.items()}
    for one in load():
        for quote in (*answers.relevant(one), *(one.second or ())):
            assert "".join(quote.words.split()) in texts[quote.document], one.id


def test_there_are_questions_of_each_kind_on_both_sides_each_read_twice() -> None:
    gold = load()
    assert len(gold) >= 200
    assert len({one.id for one in gold}) == len({one.question.lower() + str(one.history) for one in gold}) == len(gold)
    assert all(one.second is not None and one.key for one in gold)
    kinds = Counter(one.kind for one in gold)
    wanted = {"factoid", "number", "date", "who", "why", "how", "definition", "abbreviation", "comparison", "change"}
    assert kinds.keys() >= wanted | {"list", "double", "yes", "no", "negation", "near", "followup", "english"}
    for side in (DEV, TEST):
        assert sum(not one.parts for one in gold if one.split == side) >= 10
        assert len({one.kind for one in gold if one.split == side}) == len(kinds)


def test_the_questions_on_documents_of_others_give_no_word_of_these() -> None:
    gold = load(answers.ELSEWHERE)
    quotes = [quote for one in gold for quote in (*answers.relevant(one), *(one.second or ()))]
    assert len(quotes) > len(gold) >= 80
    assert all(quote.words.startswith(answers.CHECKSUM) for quote in quotes)


def test_a_question_is_asked_where_the_sentences_that_answer_it_are(tmp_path: Path) -> None:
    said = "De brug bij Zwolle is sinds mei weer open."
    (tmp_path / "brief.txt").write_text(f"Onderhoud\n\n{said} Dat duurde lang.", encoding="utf-8")
    documents, _ = read_corpus(tmp_path)
    file = tmp_path / "gold.jsonl"
    here, gone, none = (
        {"id": name, "kind": "factoid", "question": "Is zij open?", "key": "ja", "parts": parts, "second": []}
        for name, parts in (
            ("here", [[["brief", answers.checksum("DE BRUG bij Zwolle, is sinds mei weer open")]]]),
            ("gone", [[["brief", answers.checksum("De brug is dicht.")]]]),
            ("none", []),
        )
    )
    file.write_text("\n".join(map(json.dumps, (here, gone, none))), encoding="utf-8")
    found, missing = answers.elsewhere(documents, file)
    assert ([one.id for one in found], missing) == (["here", "none"], 1)
    assert found[0].parts == ((Quote("brief", said),),)
    with pytest.raises(GoldError):
        answers.elsewhere((), file)


def test_a_sentence_is_said_whole_in_part_or_within_more() -> None:
    assert is_said(BRIDGE, [Quote("brief", "De brug\nis  open")])
    assert is_said(Quote("brief", "De brug is open. Zij kost 5 euro."), [PRICE])
    assert not is_said(BRIDGE, [Quote("nota", BRIDGE.words)])
    assert not is_said(BRIDGE, [PRICE])


def test_an_answer_is_complete_when_each_part_has_one_of_its_sentences() -> None:
    both = labelled((BRIDGE,), (PRICE, OLD))
    assert number(told(both, BRIDGE.words, PRICE.words), "antwoorden", "compleet") == 1
    assert number(told(both, BRIDGE.words), "antwoorden", "compleet") == 0
    assert number(told(both, f"Ter zake. {PRICE.words}"), "antwoorden", "eerste zin") == 0
    assert number(told(both, f"Ter zake. {PRICE.words}"), "antwoorden", "eerste citaat") == 1


def test_what_is_not_labelled_is_noise_unless_it_is_needed() -> None:
    one = labelled((PRICE,), also=(BRIDGE,))
    assert number(told(one, PRICE.words, BRIDGE.words), "antwoorden-zinnen", "ruis") == 0
    assert number(told(one, PRICE.words, "De haven is dicht."), "antwoorden-zinnen", "ruis") == 0.5


def test_what_no_longer_holds_is_stale_unless_it_is_said_to_be_older() -> None:
    one = labelled((PRICE,), older=(OLD,))
    assert number(told(one, OLD.words), "antwoorden-zinnen", "verouderd als nu") == 1
    earlier = told(one, OLD.words, role=Role.EARLIER)
    assert number(earlier, "antwoorden-zinnen", "verouderd als nu") == 0
    assert number(earlier, "antwoorden-zinnen", "eerder juist") == 1


@pytest.mark.parametrize(
    ("verdict", "said", "wrong"),
    [("ja", "Ja, dat is zo.", 0), ("nee", "Ja, dat is zo.", 1), ("", "Nee. Dat niet.", 1), ("nee", "Dat niet.", 0)],
)
def test_a_verdict_that_is_not_the_right_one_is_wrong(verdict: str, said: str, wrong: float) -> None:
    assert number(told(labelled((BRIDGE,), verdict=verdict), said), "antwoorden-zinnen", "oordeel fout") == wrong


def test_of_questions_without_an_answer_refusals_and_certain_answers_are_counted() -> None:
    nothing = labelled()
    assert number(told(nothing, answered=False), "antwoorden-geen", "geweigerd") == 1
    assert number(told(nothing, BRIDGE.words), "antwoorden-geen", "als zeker") == 1


def test_the_chance_is_held_against_what_is_true() -> None:
    table = next(
        one for one in findings([told(labelled((PRICE,)), PRICE.words)]).tables if one.key == "antwoorden-kans"
    )
    (brier,) = (row.numbers[1] for row in table.rows if row.name == "Brier")
    assert brier
    assert brier.value == pytest.approx(0.01)


def test_a_question_that_is_badly_written_down_is_named(tmp_path: Path) -> None:
    file = tmp_path / "answers.jsonl"
    file.write_text(json.dumps({"id": "a", "kind": "who", "question": "Wie?", "key": "x"}), encoding="utf-8")
    with pytest.raises(GoldError, match=r"answers\.jsonl, regel 1"):
        load(file)
