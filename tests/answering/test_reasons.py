import re

from qa import Assistant


def test_it_is_told_what_was_looked_for_and_where(assistant: Assistant) -> None:
    lines = assistant.ask("Wat is volgens brief 919 de rechtsgrond van OIR?").explain
    assert "Gezocht op de betekenis van de vraag, en op de woorden rechtsgrond, oir." in lines
    assert "Door «volgens brief 919» alleen in Kamerstukken II 2022/23, 27925, nr. 919." in lines


def test_what_is_counted_is_told(assistant: Assistant) -> None:
    lines = assistant.ask("Hoeveel Nederlandse militairen zitten er in Irak?").explain
    assert "Gevraagd is een aantal (militairen); een passage die dat noemt, gaat voor." in lines


def test_a_day_is_told_as_it_is_written(assistant: Assistant) -> None:
    lines = assistant.ask("Wat is er op 13 november 2023 gebeurd?").explain
    assert "Gezocht op de betekenis van de vraag, en op de woorden gebeurd, 13 november 2023." in lines


def test_a_day_that_no_passage_names_is_told(assistant: Assistant) -> None:
    lines = assistant.ask("Wat is er op 14 november 2023 gebeurd?").explain
    assert "Geen passage noemt 14 november 2023." in lines


def test_of_each_citation_it_is_told_how_it_was_found(assistant: Assistant) -> None:
    answer = assistant.ask("Hoeveel deelnemers heeft de internationale coalitie tegen ISIS?")
    told = [line for line in answer.explain if line.startswith("[")]
    assert len(told) == len(answer.citations)
    assert re.fullmatch(r"\[1\]: op betekenis \d+e van \d+, op woorden \d+e\.", told[0])
    assert any(line.endswith("; ouder dan een passage over hetzelfde die ook is gevonden.") for line in told)


def test_an_answer_that_is_referred_to_is_told_so(assistant: Assistant) -> None:
    answer = assistant.ask("Welke voorbereidingen worden getroffen voor het beëindigen van de missie in 2023?")
    assert "[2]: een antwoord waarnaar wordt verwezen." in answer.explain


def test_a_refusal_tells_what_was_missing(assistant: Assistant) -> None:
    lines = assistant.ask("Hoe bak ik een appeltaart?").explain
    assert lines[-1].endswith("keer wat voor een antwoord nodig is: niets gevonden.")


def test_each_part_of_a_question_is_told_apart(assistant: Assistant) -> None:
    lines = assistant.ask("Wat kost de inzet in 2024, en hoe bak ik een appeltaart?").explain
    assert [line for line in lines if line.startswith("Deelvraag")] == [
        "Deelvraag: Wat kost de inzet in 2024?",
        "Deelvraag: Hoe bak ik een appeltaart?",
    ]


def test_a_follow_up_is_told_as_it_was_understood(assistant: Assistant) -> None:
    lines = assistant.ask("En van NMI?", history=["Wat is de rechtsgrond van OIR?"]).explain
    assert lines[0] == "Opgevat als: Wat is de rechtsgrond van NMI?"
