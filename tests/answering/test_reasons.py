import re

from tests.answering.conftest import Ask

COSTING = "Wat kost het onderhoud van de bruggen?"


def test_what_was_looked_for_where_and_how_near_it_came(ask: Ask) -> None:
    first, where, measured, likely, *_ = ask("Wat kost volgens brief 1 het onderhoud?").explain
    assert first == "Gezocht op de betekenis van de vraag, en op de woorden kost, onderhoud."
    assert where == "Door «volgens brief 1» alleen in Kamerstukken II 2020/21, 99999, nr. 1."
    assert re.fullmatch(r"De zin .* gelijkenis van 0,\d\d, en haar woorden 1,00 bij die van de vraag .*", measured)
    assert re.fullmatch(r"De kans .* \d+ % \(vanaf 17 % wordt geantwoord, vanaf 75 % zonder voorbehoud\)\.", likely)


def test_what_was_asked_for_and_not_stated_is_told(ask: Ask) -> None:
    assert "Zij noemt geen aantal sluizen." in ask("Hoeveel sluizen bedient de dienst?").explain


def test_why_something_unlikely_is_shown_is_told(ask: Ask) -> None:
    assert any(
        "daarom is zij toch getoond" in line
        for line in ask("Waarom viel de burgemeester om, en ook de wethouder, op 12 mei 2023?").explain
    )


def test_of_words_that_stand_for_one_another_all_are_told(ask: Ask) -> None:
    assert " of " in ask("What is the legal basis of the bridges?").explain[0]


def test_what_is_counted_and_a_day_are_told_in_words(ask: Ask) -> None:
    assert (
        "Gevraagd is een aantal (monteurs); een passage die dat noemt, gaat voor." in ask("Hoeveel monteurs?").explain
    )
    lines = ask("Wat gebeurde er op 13 mei 2023?").explain
    assert "Gezocht op de betekenis van de vraag, en op de woorden gebeurde, 13 mei 2023." in lines
    assert "Geen passage noemt 13 mei 2023." in lines


def test_a_listed_question_is_told_by_its_words_or_its_number(ask: Ask) -> None:
    listed = "De vraag staat zo in een lijst van vragen en antwoorden; haar eigen antwoord komt eerst."
    assert listed in ask("Wanneer begint de inspectie?").explain
    assert "Het antwoord op vraag 2 is in een lijst gevonden." in ask("Wat is het antwoord op vraag 2?").explain
    assert "Het antwoord op vraag 12 is niet in een lijst gevonden." in ask("Wat is het antwoord op vraag 12?").explain


def test_of_each_citation_its_place_in_both_legs_and_its_role_are_told(ask: Ask) -> None:
    *_, one, two = ask(COSTING, limit=2).explain
    assert re.fullmatch(r"\[1\]: op betekenis \d+e van 10, op woorden \d+e\.", one)
    assert two.endswith("; ouder dan een passage over hetzelfde die ook is gevonden.")


def test_the_words_of_members_are_told_to_be_theirs(ask: Ask) -> None:
    lines = ask("Wat vinden de leden van de ABC-fractie van het onderhoud?").explain
    assert lines[-1].startswith("[1]: op betekenis 1e van 10, op woorden 1e; woorden van leden, geen standpunt")


def test_what_is_referred_to_has_no_place_of_its_own(ask: Ask) -> None:
    assert ask("Wat is het antwoord op vraag 2?").explain[-1] == "[2]: een antwoord waarnaar wordt verwezen."


def test_a_refusal_ends_with_what_was_missing(ask: Ask) -> None:
    nothing = "Geen gevonden passage heeft een woord, of een deel daarvan, met de vraag gemeen: niets gevonden."
    assert ask("qwzx vbnm").explain[-1] == nothing
    assert re.match(r"De kans .* is naar schatting \d %", ask("Hoeveel monteurs heeft de provincie?").explain[-1])


def test_parts_and_follow_ups_are_told_as_they_were_read(ask: Ask) -> None:
    told = ask("Wat kost het onderhoud van de bruggen, en hoe bak ik een appeltaart?").explain
    assert [line for line in told if line.startswith("Deelvraag")] == [
        f"Deelvraag: {COSTING}",
        "Deelvraag: Hoe bak ik een appeltaart?",
    ]
    assert ask("En van de sluizen?", COSTING).explain[0] == "Opgevat als: Wat kost het onderhoud van de sluizen?"
