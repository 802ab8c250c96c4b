"""Questions and answers with labels, in formats that tell paragraphs."""

import pytest

from qa.domain import ParagraphKind
from qa.parliament.voices import is_members
from qa.reading.block import Block
from qa.reading.layout import Asked
from qa.reading.question_labels import is_label, pair_up
from qa.reading.source import block

Pair = tuple[tuple[int, ...], str, str]


def read(*texts: str) -> tuple[list[Pair], list[str], tuple[str, ...]]:
    """The pairs in these paragraphs, the other paragraphs, and the warnings."""
    done = pair_up([block(ParagraphKind.TEXT, text) for text in texts])
    pairs = [(p.numbers, _text(p.question), _text(p.answer)) for p in done.body if isinstance(p, Asked)]
    return pairs, [_text((p,)) for p in done.body if isinstance(p, Block)], done.warnings


def _text(blocks: tuple[Block, ...]) -> str:
    return "|".join(line.text for one in blocks for item in one.items for line in item)


@pytest.mark.parametrize(
    "label",
    """
    Vraag 1 · Vraag 1: · Vragen 3 en 4 · Vraag 3, 4 en 5 · VRAAG 2 ·
    Antwoord · Antwoord: · Antwoord 1 · Antwoord op vraag 3: ·
    Antwoord op de vragen 3, 4 en 5 · Antwoord op vragen 7, 8, en 9 ·
    Antwoord op vraag 3 en vraag 4 · Antwoorden 2 t/m 4 ·
    Antwoord vraag 3 · ANTWOORD OP VRAAG 3 ·
    Vraag (1) · Vraag 1 (blz. 12) · Vraag nr. 1 · Vraagnummer 1: · Antwoord (1) ·
    Vraag 1 van de leden van de ABC-fractie · Vraag 2 van de fractie van de ABC · Vraag 3 van het lid Jansen (ABC)
    """.replace("\n", " ").split("·"),
)  # fmt: skip
def test_a_label_is_known_in_every_form_that_is_printed(label: str) -> None:
    assert is_label(" ".join(label.split()))


@pytest.mark.parametrize(
    "text",
    [
        "Vraag 3 gaat over sluizen.",
        "Antwoorden op deze vragen komen later.",
        "vraag 1",
        "Vragenlijst",
        "Aanleiding",
        "Vraag 3 van de motie",
    ],
)
def test_a_sentence_about_a_question_is_no_label(text: str) -> None:
    assert not is_label(text)


def test_each_answer_goes_with_the_questions_that_its_label_names() -> None:
    pairs, _, warnings = read(
        "Vraag 1", "A?", "Antwoord op vraag 1", "a.", "Vraag 2", "B?", "Vraag 3", "C?", "Antwoord op vraag 3", "c.",
        "Vraag 4", "D?", "Antwoord op vraag 2 en 4", "bd.",
    )  # fmt: skip
    assert pairs == [((1,), "A?", "a."), ((3,), "C?", "c."), ((2, 4), "B?|Vraag 4|D?", "bd.")]
    assert warnings == ()


def test_questions_that_come_first_are_paired_with_the_answers_that_come_later() -> None:
    pairs, rest, _ = read("Vraag 1", "A?", "Vraag 2", "B?", "Antwoord 1", "a.", "Antwoord 2", "b.")
    assert pairs == [((1,), "A?", "a."), ((2,), "B?", "b.")]
    assert rest == []


def test_numbered_questions_that_come_first_are_paired_too() -> None:
    pairs, _, _ = read("1. Klopt A?", "2. Klopt B?", "Antwoord op vraag 1", "a.", "Antwoord op vraag 2", "b.")
    assert pairs == [((1,), "Klopt A?", "a."), ((2,), "Klopt B?", "b.")]


def test_a_question_that_is_repeated_before_its_answer_is_one_pair() -> None:
    pairs, rest, _ = read(
        "Vraag 1", "A?", "Vraag 2", "B?", "Vraag 1", "A?", "Antwoord 1", "a.", "Vraag 2", "B?", "Antwoord 2", "b."
    )
    assert pairs == [((1,), "A?", "a."), ((2,), "B?", "b.")]
    assert rest == ["Vraag 1|A?", "Vraag 2|B?"]


def test_an_answer_without_a_number_answers_the_questions_right_before_it() -> None:
    pairs, _, _ = read("Vraag 1", "A?", "Antwoord", "a.", "Vraag 2", "B?", "Vraag 3", "C?", "Antwoord:", "bc.")
    assert pairs == [((1,), "A?", "a."), ((2, 3), "B?|Vraag 3|C?", "bc.")]


def test_labels_may_have_their_text_behind_them() -> None:
    pairs, _, _ = read("Vraag 1: klopt A?", "Antwoord: ja.", "Vraag 2 Klopt B?", "Antwoord op vraag 2 Nee.")
    assert pairs == [((1,), "klopt A?", "ja."), ((2,), "Klopt B?", "Nee.")]


def test_a_sentence_about_questions_belongs_to_the_answer_it_stands_in() -> None:
    pairs, _, _ = read(
        "Vraag 1", "A?", "Antwoord 1", "a.", "Vraag 3 en 4 zijn samen beantwoord.", "Vraag 2", "B?", "Antwoord 2", "b."
    )
    assert pairs[0] == ((1,), "A?", "a.|Vraag 3 en 4 zijn samen beantwoord.")


def test_where_the_heading_of_an_answer_is_missing_its_text_stays_findable_and_the_reader_is_told() -> None:
    pairs, rest, warnings = read(
        "Vraag 1", "A?", "Antwoord 1", "a.", "Vraag 2", "B? 2)", "Dat is triest.", "Vraag 3", "C?", "Antwoord 3", "c."
    )
    assert pairs == [((1,), "A?", "a."), ((3,), "C?", "c.")]
    assert rest == ["Vraag 2|B? 2)", "Dat is triest."]
    assert len(warnings) == 1
    assert "vraag 2" in warnings[0]


def test_a_missing_heading_is_seen_before_an_answer_without_a_number() -> None:
    pairs, rest, warnings = read(
        "Vraag 1", "A?", "Dat is triest.", "Vraag 2", "B?", "Antwoord", "b.", "Vraag 3", "C?", "Antwoord", "c."
    )
    assert [numbers for numbers, _, _ in pairs] == [(2,), (3,)]
    assert "Dat is triest." in rest
    assert "vraag 1" in warnings[0]


def test_the_words_of_members_are_never_those_of_who_answers() -> None:
    body = pair_up(
        [block(ParagraphKind.TEXT, text) for text in ("Vraag 1", "A?", "a.", "Vraag 2", "B?", "Antwoord 2", "b.")]
    ).body
    loose = [part for part in body if isinstance(part, Block)]
    assert is_members(loose[0].voice)
    assert not loose[1].voice


def test_an_answer_with_the_number_of_another_goes_with_the_question_above_it() -> None:
    pairs, _, warnings = read(
        "Vraag 1", "A?", "Antwoord op vraag 1", "a.", "Vraag 2", "B?", "Antwoord op vraag 1", "b."
    )
    assert pairs[1] == ((2,), "B?", "b.")
    assert "vraag 2" in warnings[0]


def test_an_answer_that_answers_no_question_keeps_its_text_and_label() -> None:
    _, rest, _ = read(
        "Antwoord op vraag 9", "los.", "Vraag 1", "A?", "Antwoord 1", "a.", "Vraag 2", "B?", "Antwoord 2", "b."
    )
    assert rest == ["Antwoord op vraag 9|los."]


def test_a_heading_and_a_signature_end_the_last_answer() -> None:
    body = [block(ParagraphKind.TEXT, text) for text in ("Vraag 1", "A?", "Antwoord 1", "a.")]
    done = pair_up(
        [*body, block(ParagraphKind.SIGNATURE, "De minister van Sluizen"), block(ParagraphKind.TEXT, "Bijlage.")]
    )
    assert [type(part) for part in done.body] == [Asked, Block, Block]


def test_what_has_no_questions_stays_as_it_is() -> None:
    body = [
        block(ParagraphKind.TEXT, text) for text in ("Antwoord op uw brief van 3 mei.", "Vraag 3 gaat over sluizen.")
    ]
    assert pair_up(body).body == tuple(body)


def test_labels_that_are_headings_are_labels_too() -> None:
    heading, text = ParagraphKind.HEADING, ParagraphKind.TEXT
    printed = ((heading, "Vraag 1"), (text, "A?"), (heading, "Antwoord 1"), (text, "a."))
    done = pair_up([block(kind, one) for kind, one in printed])
    assert [type(part) for part in done.body] == [Asked]
