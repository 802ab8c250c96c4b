"""The measures of reading: words that are kept, citations, and pairs as they are printed."""

import datetime
from dataclasses import replace

import pytest

from eval.reading import citations, pairs
from eval.reading.labels import Labels
from eval.reading.labels import Pair as Labelled
from eval.reading.printed import Printed
from eval.reading.words import kept, words
from qa import Document, Identity, Paragraph, ParagraphKind, Passage, QuestionAnswer, passages_of
from qa.domain import Page

pytestmark = pytest.mark.slow

NONE: frozenset[tuple[str, str]] = frozenset()


@pytest.mark.parametrize(
    ("printed", "broken", "read", "missing"),
    [
        ("De vlotten zijn gekeurd.", NONE, "De vlotten\nzijn gekeurd", ()),
        ("De vlotten zijn gekeurd.", NONE, "Devlottenzijn gekeurd", ("de", "vlotten", "zijn")),
        ("de de de", NONE, "de", ("de", "de")),
        ("vlotkeuring", frozenset({("vlot", "keuring")}), "vlot-keuring", ()),
        ("vlotkeuring", frozenset({("vlot", "keuring")}), "vlot keuring", ()),
        ("vlotkeuring", NONE, "vlot keuring", ("vlotkeuring",)),
        ("afgewogen1; in 202813", NONE, "afgewogen; in 2028 1 13", ()),
        ("afgewogen1", NONE, "afgewogen", ("afgewogen1",)),
        ("ﬁets", NONE, "fiets", ()),
        ("Masić", NONE, "Masic\u00b4", ()),
    ],
)
def test_a_printed_word_is_kept_where_it_occurs(
    printed: str, broken: frozenset[tuple[str, str]], read: str, missing: tuple[str, ...]
) -> None:
    assert kept(printed, broken, read, ()).missing == missing


def test_what_was_left_out_on_purpose_counts_apart() -> None:
    found = kept("De vlotten varen. Pagina 1", NONE, "De vlotten varen.", ["Pagina 1"])
    assert (found.share, found.share_in_text, found.missing) == (1.0, 3 / 5, ())


def test_hyphens_and_case_do_not_make_another_word() -> None:
    assert words("ISIS\u2011coalitie, Vlot\u00adkeuring en -eisen") == ["isiscoalitie", "vlotkeuring", "en", "eisen"]


def identity(**known: str) -> Identity:
    fields = dict.fromkeys(("id", "title", "kind", "chamber", "session_year", "dossier", "number", "url"), "") | known
    return Identity(file="x.pdf", date=datetime.date(2024, 1, 11), **fields)


@pytest.mark.parametrize(
    "citation",
    [
        "Kamerstukken II 2024/25, 21501-02, nr. 3121",
        "Kamerstukken II 2024/25, 36600-VII, nr. 1, p. 5",
        "Kamerstukken I 2023/24, 27925, AL, p. 4",
        "Kamerstukken II 2022/23, 27925, nr. 930, p. 5, antwoord op vragen 3 en 4",
        "Bijlage bij Kamerstukken II 2024/25, 36180, nr. 133",
        "Aanhangsel Handelingen II 2023/24, nr. 1292, p. 2",
        "Handelingen II 2017/18, nr. 70, item 3, p. 5",
    ],
)
def test_the_official_forms_are_known(citation: str) -> None:
    assert citations.fault(citation, identity(), None) == ""


@pytest.mark.parametrize(
    ("citation", "id_", "fault"),
    [
        ("Aanhangsel Handelingen II 2023/24, 1292", "ah-tk-20232024-1292", "niet de officiële vorm"),
        ("Huisvesting van vlotten, 11 januari 2024", "ah-tk-20232024-1292", "niet de officiële vorm"),
        ("Kamerstukken 36999, nr. 10", "", "niet de officiële vorm"),
        ("Tweede Kamer der Staten-Generaal, p. 1", "", "noemt het document niet"),
        ("Word Document", "", "noemt het document niet"),
        ("Keuring van vlotten", "", "de datum ontbreekt"),
        ("Keuring van vlotten, 11 januari 2024", "", ""),
    ],
)
def test_another_form_is_a_fault(citation: str, id_: str, fault: str) -> None:
    assert citations.fault(citation, identity(id=id_), None) == fault


@pytest.mark.parametrize(
    ("citation", "fault"),
    [
        ("Brief van de minister van Vlotten van 11 januari 2024 over Keuring van vlotten", ""),
        ("Keuring van vlotten, 11 januari 2024", "de soort ontbreekt"),
        ("Brief van 11 januari 2024 over Keuring van vlotten", "de afzender ontbreekt"),
        ("Brief van de minister van Vlotten van 11 januari 2024", "het onderwerp ontbreekt"),
    ],
)
def test_a_letter_without_a_number_is_cited_by_kind_sender_date_and_subject(citation: str, fault: str) -> None:
    letter = replace(identity(kind="brief", title="Keuring van vlotten"), sender="de minister van Vlotten")
    assert citations.fault(citation, letter, None) == fault


@pytest.mark.parametrize(
    ("fields", "citation"),
    [
        ({"id": "ah-tk-20232024-131"}, "Aanhangsel Handelingen II 2023/24, nr. 131"),
        ({"id": "h-ek-20172018-70-3"}, "Handelingen I 2017/18, nr. 70, item 3"),
        (
            {"id": "kst-21501-02-3121", "chamber": "Tweede Kamer", "session_year": "2024-2025"},
            "Kamerstukken II 2024/25, 21501-02, nr. 3121",
        ),
    ],
)
def test_the_citation_follows_from_the_labels_word_for_word(fields: dict[str, str | None], citation: str) -> None:
    labels = Labels("x.pdf", fields)
    assert citations.fault(f"{citation}, p. 2", identity(), labels) == ""
    assert citations.fault(f"{citation}4", identity(), labels) == f"verwacht: {citation}"


QUESTION, ANSWER = "Hoeveel vlotten zijn er gekeurd in de haven van Vlotdam?", "Er zijn er negen gekeurd."
SECOND, REPLY = "Klopt het dat de keuring van een vlot twee dagen duurt?", "Ja."
PRINTED = Printed(
    (
        f"Tweede Kamer\n\nVraag 1\n{QUESTION}1\nAntwoord 1\n{ANSWER}\n1\n\nDagblad, 3 maart 2024\n\nah-tk-1",
        f"Vraag 2\n{SECOND}\nAntwoord 2\n{REPLY}\n",
    )
)
TWO = Labels("x.pdf", {}, answers=2)


def document() -> Document:
    """Two questions with their answers on two pages, and a note, read as they should be."""
    text, questions, pages = "", [], []
    for number, (asked, said) in enumerate(((QUESTION, ANSWER), (SECOND, REPLY)), 1):
        start = len(text)
        text += f"{asked}\nAntwoord\n{said}\n"
        answer = start + len(asked) + len("\nAntwoord\n")
        questions.append(QuestionAnswer(number, start, start + len(asked), answer, len(text) - 1, number, (), ()))
        pages.append(Page(number, start, len(text)))
    note = Paragraph(ParagraphKind.NOTE, len(text), len(text) + len("Dagblad, 3 maart 2024"), 1, (), mark="1")
    return Document(
        identity(id="x"),
        text + "Dagblad, 3 maart 2024",
        tuple(pages),
        (note,),
        tuple(questions),
        ("Tweede Kamer", "ah-tk-1"),
    )


def faults(read: Document, labels: Labels = TWO, found: tuple[Passage, ...] | None = None) -> tuple[str, ...]:
    return pairs.judge(read, passages_of(read) if found is None else found, labels, PRINTED).faults


def changed(number: int, **fields: int) -> Document:
    read = document()
    listed = tuple(replace(q, **fields) if q.number == number else q for q in read.questions)  # type: ignore[arg-type]
    return replace(read, questions=listed)


def test_pairs_as_they_are_printed_are_right() -> None:
    found = pairs.judge(document(), passages_of(document()), TWO, PRINTED)
    assert found.faults == ()
    assert (found.printed, found.found, found.right, found.all_right) == (2, 2, 2, True)


def test_a_pair_on_another_page_than_its_label_is_wrong() -> None:
    assert faults(changed(2, page=1)) == ("vraag 2: bladzijde 1, gedrukt op 2",)
    assert "vraag 2: bladzijde 3 is er niet" in faults(changed(2, page=3))


def test_a_question_that_is_cut_or_runs_on_is_wrong() -> None:
    first = document().questions[0]
    cut = faults(changed(1, question_end=first.start + 20))
    assert "vraag 1: de vraag eindigt op “Hoeveel vlotten zijn”" in cut
    assert "vraag 1: de vraag is niet wat onder haar nummer staat" in cut
    assert "vraag 1: de vraag is niet wat onder haar nummer staat" in faults(changed(1, question_end=first.end))
    assert "vraag 1: lege vraag" in faults(changed(1, question_end=first.start))


def test_an_answer_that_is_empty_or_that_of_another_question_is_wrong() -> None:
    first, second = document().questions
    assert {"vraag 1: leeg antwoord", "vraag 1: geen passage"} <= set(faults(changed(1, answer_start=first.end)))
    other = faults(changed(2, answer_start=first.answer_start, end=first.end))
    assert "vraag 2: het antwoord is niet wat onder zijn nummer staat" in other
    assert second.number == 2


def test_a_number_out_of_order_is_wrong() -> None:
    read = document()
    assert "vraag 1: staat na vraag 2" in faults(replace(read, questions=read.questions[::-1]))


def test_answers_that_are_printed_but_not_counted_by_the_labels_are_expected_too() -> None:
    assert faults(document(), Labels("x.pdf", {}, answers=1)) == ()
    assert faults(document(), Labels("x.pdf", {}, answers=3)) == ("2 paren bij 3 gedrukte antwoorden",)


def test_labelled_pairs_must_begin_as_they_are_labelled() -> None:
    labels = Labels(
        "x.pdf", {}, pairs=(Labelled(1, 1, "Hoeveel vlotten", "Er zijn"), Labelled(2, None, "Klopt het niet"))
    )
    assert faults(document(), labels) == (
        "vraag 2: de vraag begint met “Klopt het dat de keuring van een vlot tw” in plaats van “Klopt het niet”",
    )


def test_an_answer_is_not_of_a_member_and_a_question_nowhere_of_the_cabinet() -> None:
    one, two = passages_of(document())[:2]
    assert faults(document(), found=(replace(one, voice="lid Jansen (ABC)"), two)) == (
        "vraag 1: het antwoord heeft de stem “lid Jansen (ABC)”",
    )
    again = replace(one, kind=passages_of(loose())[0].kind, text=QUESTION, voice="kabinet")
    assert faults(document(), found=(one, two, again)) == ("vraag 1: de vraag heeft de stem van het kabinet",)


def loose() -> Document:
    """A question that became no pair."""
    paragraph = Paragraph(ParagraphKind.TEXT, 0, len(QUESTION), 1, ("Vraag 3",), voice="kabinet")
    return replace(document(), paragraphs=(paragraph,), questions=())


def test_a_question_outside_every_pair_with_the_voice_of_the_cabinet_counts_as_wrong() -> None:
    found = pairs.judge(loose(), passages_of(loose()), Labels("x.pdf", {}, answers=0), None)
    assert (found.astray, found.counted, found.right) == (1, 1, 0)
    assert found.faults[0].startswith("een vraag met de stem van het kabinet: Hoeveel vlotten")


def test_labels_are_lines_of_their_own_with_one_or_more_numbers() -> None:
    page = "Vraag 3 is al beantwoord.\nVragen 7, 8, 9 10 en 11\nKlopt dat?\nAntwoord op de vragen 7 t/m 11:\nJa."
    found = Printed(("", page)).labels()
    assert [(label.answer, label.number, label.page, label.below) for label in found] == [
        (False, 7, 2, "Klopt dat?"),
        (True, 7, 2, "Ja."),
    ]
