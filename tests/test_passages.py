from qa.domain import Document, PassageKind
from qa.passages import LONGEST_PARAGRAPH, passages
from qa.reading import read
from qa.reading.recognition import compose
from qa.reading.text import printed_lines
from tests.conftest import MakeCorpus


def test_every_passage_is_verbatim_where_it_says(documents: dict[str, Document]) -> None:
    for document in documents.values():
        for passage in passages(document):
            assert document.text[passage.start : passage.start + len(passage.text)] == passage.text
            for offset in (0, len(passage.text) - 1):
                assert passage.page_at(offset) == document.page_at(passage.start + offset)


def test_ids_are_distinct_and_stable(documents: dict[str, Document]) -> None:
    ids = [p.id for document in documents.values() for p in passages(document)]
    assert len(ids) == len(set(ids))
    assert ids == [p.id for document in documents.values() for p in passages(document)]


def test_the_list_becomes_63_passages_each_whole(documents: dict[str, Document]) -> None:
    document = documents["kst-27925-930"]
    found = [p for p in passages(document) if p.kind is PassageKind.QUESTION_ANSWER]
    assert [p.number for p in found] == list(range(1, 64))
    for passage, pair in zip(found, document.questions, strict=True):
        assert passage.text[: passage.question_end] == document.text[pair.start : pair.question_end]
        assert passage.text[passage.answer_start :] == document.text[pair.answer_start : pair.end]


def test_headings_and_bare_references_are_no_passages(documents: dict[str, Document]) -> None:
    texts = {p.text for document in documents.values() for p in passages(document)}
    assert "Mandaat" not in texts
    assert "https://rsf.org/en/country/iraq" not in texts
    assert any("ca. 117 aanvallen" in text for text in texts)  # a footnote that says something


def test_a_paragraph_far_too_long_is_divided_at_sentence_ends(documents: dict[str, Document]) -> None:
    sentence = "Nederland blijft zich met bondgenoten inzetten voor de veiligheid van Irak en de regio."
    template = documents["kst-27925-919"]
    lines, _ = printed_lines(" ".join([sentence] * 60))
    layout = compose(lines)
    long = Document(template.identity, layout.text, layout.pages, layout.paragraphs, (), ())
    found = passages(long)
    assert len(found) == 3
    assert all(len(p.text) <= LONGEST_PARAGRAPH and p.text.endswith("regio.") for p in found)
    assert " ".join(p.text for p in found) == layout.text


def test_a_listed_question_without_an_answer_is_the_words_of_members(make_corpus: MakeCorpus) -> None:
    text = "1 Is dit zo?\n\nAntwoord\n\n2 En dit?\n\n3 En dat?\n\nAntwoord\nNee, dat is niet zo.\n"
    document = read(make_corpus(lijst=text) / "lijst.txt")
    assert [pair.number for pair in document.questions] == [1, 2, 3]
    assert [(passage.number, passage.voice, passage.asked_by) for passage in passages(document)] == [
        (None, "leden", ""),
        (None, "leden", ""),
        (3, "kabinet", "leden"),
    ]
