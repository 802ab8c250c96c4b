from dataclasses import replace

import numpy as np
import pytest

from qa import Assistant
from qa.answering.sentences import LONGEST, LONGEST_LIST, answering_span
from qa.domain import Hit, Parameters, Passage
from qa.embedding.words import unread
from qa.language.sentences import sentence_spans
from qa.retrieval.parameters import DEFAULT
from qa.retrieval.understanding import Context, understand
from tests.fakes import COSTS, COUNTED, REFERRED, REFERRING, ZWOLLE, FakeEmbedder, FakeIndex


def quote(assistant: Assistant, question: str, document: str) -> str:
    return assistant.search(question, limit=1, documents=[document])[0].quote


@pytest.mark.parametrize(
    ("question", "document", "words"),
    [
        ("Uit hoeveel landen bestaat de internationale coalitie?", "kst-27925-919", "bestaat uit 85 landen"),
        ("Hoe hoog zijn de uitgaven in 2024?", "kst-27925-943", "49 miljoen euro"),
        ("Hoeveel aanvallen waren er in Irak en Syrië?", "kst-27925-AL", "ca. 117 aanvallen"),
        ("Hoeveel militairen heeft Nederland in Irak?", "kst-27925-943", "circa 145 militairen"),
        ("Wanneer werd NMI opgericht?", "kst-27925-943", "opgericht in juli 2018"),
    ],
)
def test_the_sentence_that_answers_is_quoted(question: str, document: str, words: str, assistant: Assistant) -> None:
    found = quote(assistant, question, document)
    assert words in found
    assert len(found) < 400


def test_of_a_listed_question_only_the_answer_is_quoted(assistant: Assistant) -> None:
    asked = "Hoe groot is de totale NATO Mission in Iraq?"
    assert quote(assistant, asked, "kst-27925-930") == "In december 2022 werken er in totaal 593 personen voor NMI."


def test_the_verdict_is_quoted_with_its_reason(assistant: Assistant) -> None:
    asked = "Is er inmiddels een nieuw kabinet geformeerd in Irak?"
    assert quote(assistant, asked, "kst-27925-930").startswith("Ja. Op 27 oktober jl. is een nieuwe regering")


def test_two_sentences_are_quoted_when_neither_holds_all_that_is_asked(assistant: Assistant) -> None:
    found = quote(assistant, "Wat is de rechtsgrond van OIR?", "kst-27925-919")
    assert found.startswith("De rechtsgrond voor optreden")
    assert found.endswith("op uitnodiging van het gastland Irak.")


def chosen(index: FakeIndex, question: str, passage: Passage, parameters: Parameters = DEFAULT) -> str:
    """What is quoted of a passage, which need not be the one of the index."""
    place = next(place for place, one in enumerate(index.passages) if one.id == passage.id)
    there = replace(index, passages=(*index.passages[:place], passage, *index.passages[place + 1 :]))
    query = understand(question, context=Context(there.documents))
    (read,) = FakeEmbedder().questions([query.embedded])
    start, end = answering_span(there, read, query, Hit(passage, place, 1.0, 1.0, 0.0), parameters)
    return passage.text[start:end]


def saying(text: str, passage: Passage = COSTS) -> Passage:
    return replace(passage, text=text, sentences=tuple(sentence_spans(text)))


def test_the_sentence_with_the_words_of_the_question_is_quoted(fake: FakeIndex) -> None:
    assert chosen(fake, "Wat betaalt de provincie?", COSTS) == "De provincie betaalt een derde."
    assert chosen(fake, "Wat kost het onderhoud?", COSTS) == "Het onderhoud van de bruggen kost 45 miljoen euro."


def test_a_sentence_with_the_number_or_date_that_is_asked_for_is_preferred(fake: FakeIndex) -> None:
    said = saying("Aan het onderhoud werken veel monteurs. Er werken 120 monteurs. Men is in mei 2023 begonnen.")
    assert chosen(fake, "Hoeveel monteurs werken er?", said) == "Er werken 120 monteurs."
    assert chosen(fake, "Wanneer is men begonnen?", said) == "Men is in mei 2023 begonnen."


def test_a_number_of_what_is_counted_is_preferred_to_another(fake: FakeIndex) -> None:
    said = saying("Er werken monteurs voor 300 euro. Er werken elders 80 monteurs.")
    assert chosen(fake, "Hoeveel monteurs werken er?", said) == "Er werken elders 80 monteurs."


def test_a_day_is_found_in_the_sentence_that_names_it(fake: FakeIndex) -> None:
    assert (
        chosen(fake, "Wat was er op 12 mei 2023?", ZWOLLE) == "De verbinding bij Zwolle ging op 12 mei 2023 weer open."
    )


@pytest.mark.parametrize("nearest", range(3))
def test_the_sentence_whose_words_come_near_to_the_question_is_preferred(
    nearest: int, fake: FakeIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a model finds words near that are no others of the question's, and hence nothing else does."""
    sentences = ("De brug wordt vaak gebruikt.", "De sluis is duur in onderhoud.", "De haven is heel oud.")
    near = np.full((3, 1), 0.1, np.float32)
    near[nearest] = 0.6
    monkeypatch.setattr(FakeIndex, "matches", lambda *_: [near])
    assert chosen(fake, "prijs", saying(" ".join(sentences)), DEFAULT.without("as near")) == sentences[nearest]


def test_a_question_or_an_index_without_words_is_answered_by_the_rest(
    fake: FakeIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    sentence = chosen(fake, "Wat betaalt de provincie?", COSTS)
    with monkeypatch.context() as changed:
        changed.setattr(FakeIndex, "matches", lambda *_: [np.empty((2, 0), np.float32)])
        assert chosen(fake, "Wat betaalt de provincie?", COSTS) == sentence
    read = FakeEmbedder.questions
    monkeypatch.setattr(FakeEmbedder, "questions", lambda self, texts: [unread(one.whole) for one in read(self, texts)])
    assert chosen(fake, "Wat betaalt de provincie?", COSTS) == sentence


def test_two_sentences_that_answer_about_as_well_are_quoted_together(fake: FakeIndex) -> None:
    said = saying("De brug is in Zwolle gebouwd. De inspectie vond scheuren. Verder is er niets.")
    both = "De brug is in Zwolle gebouwd. De inspectie vond scheuren."
    assert chosen(fake, "Zwolle, inspectie", said) == both
    assert chosen(fake, "Zwolle, inspectie", said, DEFAULT.without("as near")) != both
    assert chosen(fake, "Wat vond de inspectie in Zwolle?", said) == "De inspectie vond scheuren."


def test_what_stands_far_apart_is_not_quoted_together(fake: FakeIndex) -> None:
    between = " ".join(f"Er staat nog een huis op nummer {number}." for number in range(4))
    said = saying(f"De brug is in Zwolle gebouwd. {between} De inspectie vond scheuren.")
    assert chosen(fake, "Zwolle, inspectie", said).count(".") == 1


def test_a_sentence_that_points_back_is_quoted_with_the_one_before_it(fake: FakeIndex) -> None:
    said = saying("Er is een proef met drones. Deze meten in het hele land scheuren. Verder is er niets.")
    assert chosen(fake, "Wat meet scheuren in het hele land?", said) == (
        "Er is een proef met drones. Deze meten in het hele land scheuren."
    )


def test_a_list_is_quoted_with_what_opens_it(fake: FakeIndex) -> None:
    text = "De minister noemt drie oorzaken: Te weinig geld, te weinig tijd. Verder is er niets."
    spans = ((0, 32), (33, 64), (65, 84))
    assert chosen(fake, "Welke oorzaken noemt de minister?", replace(COSTS, text=text, sentences=spans)) == text[:64]


def test_what_is_quoted_of_a_passage_is_short(fake: FakeIndex) -> None:
    long = f"De inspectie vond in Zwolle {'heel ' * LONGEST}grote scheuren."
    whole = saying(f"{long} Dit vond de inspectie ook in Zwolle.")
    assert chosen(fake, "Wat vond de inspectie ook in Zwolle?", whole) == "Dit vond de inspectie ook in Zwolle."


def test_who_asks_for_more_gets_the_whole_passage(fake: FakeIndex) -> None:
    query = replace(understand("Wat betaalt de provincie?"), more=True)
    (read,) = FakeEmbedder().questions([query.embedded])
    assert answering_span(fake, read, query, Hit(COSTS, 0, 1.0, 1.0, 0.0)) == (0, len(COSTS.text))


def test_of_a_pair_only_the_answer_can_be_quoted(fake: FakeIndex) -> None:
    assert chosen(fake, "Hoeveel bruggen zijn beweegbaar?", COUNTED) == "Ruim 800 bruggen zijn beweegbaar."
    assert chosen(fake, "Wanneer begint de inspectie?", REFERRING) == "Zie het antwoord op vraag 3."


def test_an_answer_that_is_asked_for_by_its_number_is_quoted_whole(fake: FakeIndex) -> None:
    more = saying(f"{COUNTED.text} De andere zijn dat niet.", COUNTED)
    assert chosen(fake, "Wat is het antwoord op vraag 1?", more) == more.text[more.answer_start :]


def test_a_verdict_is_quoted_with_what_follows_it(fake: FakeIndex) -> None:
    whole = "Ja. De inspectie van alle bruggen begint in maart 2024."
    assert chosen(fake, "Begint de inspectie?", REFERRED) == whole
    assert chosen(fake, "Wanneer begint de inspectie?", REFERRED) == whole.removeprefix("Ja. "), "it answers nothing"


def replying(text: str) -> Passage:
    """The answer to a published question."""
    start = REFERRED.answer_start
    asked = [span for span in REFERRED.sentences if span[0] < start]
    spans = (*asked, *((start + left, start + right) for left, right in sentence_spans(text)))
    return replace(REFERRED, text=REFERRED.text[:start] + text, sentences=spans)


def test_what_asks_for_a_verdict_gets_it_with_all_up_to_the_best_sentence(fake: FakeIndex) -> None:
    said = "Ja. De brug is al maanden dicht. De inspectie begint in maart 2024."
    assert chosen(fake, "Begint de inspectie?", replying(said)) == said


def test_a_sentence_of_a_word_does_not_answer(fake: FakeIndex) -> None:
    assert chosen(fake, "Welk plan?", saying("Plan. Het plan was er al in 2023.")) == "Het plan was er al in 2023."


def test_what_is_too_short_to_answer_is_quoted_whole(fake: FakeIndex) -> None:
    assert chosen(fake, "Kan dat?", saying("Nee. Ooit.")) == "Nee. Ooit."


LISTED = (
    "Het onderhoud wordt anders geregeld. Dat gebeurt in drie stappen. Ten eerste komt er een plan voor de bruggen. "
    "Daarnaast wordt geld gezocht. Tot slot worden monteurs opgeleid. De provincie is er blij mee."
)


@pytest.mark.parametrize("question", ["Uit welke stappen bestaat het plan voor de bruggen?", "Welke stappen zijn er?"])
def test_a_list_in_words_is_quoted_whole_by_who_asks_for_it(question: str, fake: FakeIndex) -> None:
    found = chosen(fake, question, saying(LISTED))
    assert "Ten eerste" in found
    assert found.endswith("Tot slot worden monteurs opgeleid.")


def test_a_verdict_to_an_unknown_question_is_left_out(fake: FakeIndex) -> None:
    said = saying("Ja, het onderhoud van de bruggen kost 45 miljoen euro.")
    assert chosen(fake, "Kost het onderhoud van de bruggen veel?", said).startswith("het onderhoud")
    assert chosen(fake, "Wat kost het onderhoud van de bruggen?", said).startswith("het onderhoud")
    assert chosen(fake, "Begint de inspectie van alle bruggen in maart?", REFERRED).startswith("Ja. De inspectie")
    assert chosen(fake, "Wanneer is dat?", replying("Ja, waar mogelijk en op tijd.")).startswith("Ja, waar mogelijk")


def test_who_asks_one_thing_gets_one_item(fake: FakeIndex) -> None:
    found = chosen(fake, "Wanneer worden monteurs opgeleid?", saying(LISTED), DEFAULT.without("as near"))
    assert found == "Tot slot worden monteurs opgeleid."


def test_items_in_figures_are_quoted_with_what_opens_them(fake: FakeIndex) -> None:
    said = saying("Er zijn drie doelen:\n1. veilige bruggen;\n2. minder wachttijd;\n3. lagere kosten.\nDat duurt lang.")
    assert chosen(fake, "Welke doelen zijn er voor de bruggen?", said).startswith("Er zijn drie doelen")
    assert chosen(fake, "Welke doelen zijn er voor de bruggen?", said).endswith("lagere kosten.")


def test_a_list_that_is_too_long_to_read_is_not_quoted_whole(fake: FakeIndex) -> None:
    item = "komt er een plan dat " + "heel " * LONGEST_LIST + "lang is."
    found = chosen(fake, "Welke stappen zijn er?", saying(f"Ten eerste {item} Ten tweede {item} Dat zijn stappen."))
    assert len(found.split()) < LONGEST_LIST


TABLE = (
    "Hier zijn de cijfers.\nMeldingen bij de provincie\nSoort: storing; In 2022: 3; In 2023: 4\n"
    "Meldingen bij de gemeente\nSoort: storing; In 2022: 8; In 2023: 9"
)


def rows(text: str) -> Passage:
    lines = text.split("\n")
    starts = [text.index(line) for line in lines[:-1]] + [text.rindex(lines[-1])]
    spans = tuple((start, start + len(line)) for start, line in zip(starts, lines, strict=True))
    return replace(COSTS, text=text, sentences=spans)


@pytest.mark.parametrize(
    ("whose", "figures"), [("provincie", "In 2022: 3; In 2023: 4"), ("gemeente", "In 2022: 8; In 2023: 9")]
)
def test_a_row_of_a_table_is_chosen_and_quoted_with_its_caption(whose: str, figures: str, fake: FakeIndex) -> None:
    found = chosen(fake, f"Hoeveel meldingen van een storing waren er in 2023 bij de {whose}?", rows(TABLE))
    assert found.startswith(f"Meldingen bij de {whose}")
    assert found.endswith(figures)


def test_a_reference_is_not_quoted_beside_what_states_something(fake: FakeIndex) -> None:
    said = saying("Onderhoud van de bruggen, https://www.voorbeeld.nl/onderhoud-bruggen. De provincie betaalt het.")
    assert chosen(fake, "Wie betaalt het onderhoud van de bruggen?", said) == "De provincie betaalt het."
