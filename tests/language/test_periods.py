import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.language.periods import periods


def bounds(text: str) -> list[tuple[str | None, str | None]]:
    found = [[day.isoformat() if day else None for day in (one.since, one.until)] for one in periods(text)]
    return [(since, until) for since, until in found]


@pytest.mark.parametrize(
    ("said", "since", "until"),
    [
        ("in februari 2024", "2024-02-01", "2024-02-29"),
        ("in het jaar 2016", "2016-01-01", "2016-12-31"),
        ("na mei 2023", "2023-06-01", None),
        ("after May 2023", "2023-06-01", None),
        ("sinds 28 okt. 2022", "2022-10-28", None),
        ("since Oct 2022", "2022-10-01", None),
        ("since October 28, 2022", "2022-10-28", None),
        ("vanaf 28-10-2022", "2022-10-28", None),
        ("voor 28 oktober 2022", None, "2022-10-27"),
        ("before 28th of October 2022", None, "2022-10-27"),
        ("vóór 2017", None, "2016-12-31"),
        ("until Oct. 2022", None, "2022-09-30"),
        ("tot en met 31 december 2023", None, "2023-12-31"),
        ("t/m 31 december 2023", None, "2023-12-31"),
        ("van 2016 tot 2018", "2016-01-01", "2018-12-31"),
        ("tussen 2021 en 2023", "2021-01-01", "2023-12-31"),
        ("in 2021-2023", "2021-01-01", "2023-12-31"),
        ("between 2021 and 2023", "2021-01-01", "2023-12-31"),
        ("van mei tot en met juli 2023", "2023-05-01", "2023-07-31"),
        ("from May to July 2023", "2023-05-01", "2023-07-31"),
        ("van november tot februari 2023", "2022-11-01", "2023-02-28"),
        ("van 3 tot 5 mei 2023", "2023-05-03", "2023-05-05"),
        ("van 3 mei tot 5 juni 2023", "2023-05-03", "2023-06-05"),
        ("between May 3 and June 5, 2023", "2023-05-03", "2023-06-05"),
        ("in het tweede kwartaal van 2023", "2023-04-01", "2023-06-30"),
        ("eerste helft van 2023", "2023-01-01", "2023-06-30"),
        ("in the first half of 2023", "2023-01-01", "2023-06-30"),
        ("na Q2 2023", "2023-07-01", None),
        ("from 1 to 31 December 2022", "2022-12-01", "2022-12-31"),
        ("vanaf 1 tot en met 5 mei 2023", "2023-05-01", "2023-05-05"),
        ("van maandag 1 tot en met vrijdag 5 mei 2023", "2023-05-01", "2023-05-05"),
        ("na mei tot juli 2023", "2023-06-01", "2023-07-31"),
        ("na 20 en 21 juli 2023", "2023-07-22", None),
        ("vóór mei en juli 2023", None, "2023-04-30"),
        ("voor 3 tot 5 mei 2023", "2023-05-03", "2023-05-05"),
        ("tussen juli 2023 en mei 2023", "2023-05-01", "2023-07-31"),
        ("in 2023 en 2021", "2021-01-01", "2023-12-31"),
        ("in 2022-12", "2022-12-01", "2022-12-31"),
        ("na 2022-12", "2023-01-01", None),
        ("op 2022/12/14", "2022-12-14", "2022-12-14"),
        ("in 2023 Q2", "2023-04-01", "2023-06-30"),
        ("kwartaal 2 van 2023", "2023-04-01", "2023-06-30"),
        ("in quarter 2 of 2023", "2023-04-01", "2023-06-30"),
        ("in H1 2023", "2023-01-01", "2023-06-30"),
        ("2023 H2", "2023-07-01", "2023-12-31"),
        ("op vrijdag 28 oktober 2022", "2022-10-28", "2022-10-28"),
        ("on Friday, October 28, 2022", "2022-10-28", "2022-10-28"),
        ("sinds vr. 28 okt. 2022", "2022-10-28", None),
        ("in de maand mei 2023", "2023-05-01", "2023-05-31"),
        ("in the month of May 2023", "2023-05-01", "2023-05-31"),
        ("on the 7th of July, 2023", "2023-07-07", "2023-07-07"),
        ("op 7 juli, 2023", "2023-07-07", "2023-07-07"),
        ("sedert 2022", "2022-01-01", None),
        ("met ingang van 1 mei 2023", "2023-05-01", None),
        ("as of May 2023", "2023-05-01", None),
        ("ná mei 2023", "2023-06-01", None),
        ("na\u0301 mei 2023", "2023-06-01", None),
        ("vo\u0301o\u0301r mei 2023", None, "2023-04-30"),
        ("tot 2023", None, "2022-12-31"),
        ("up to 2023", None, "2022-12-31"),
        ("up to and including May 2023", None, "2023-05-31"),
        ("prior to May 2023", None, "2023-04-30"),
        ("uiterlijk 1 mei 2023", None, "2023-05-01"),
        ("uiterlijk in mei 2023", None, "2023-05-31"),
        ("later dan mei 2023", "2023-06-01", None),
        ("niet later dan mei 2023", None, "2023-05-31"),
        ("no later than May 2023", None, "2023-05-31"),
        ("not earlier than May 2023", "2023-05-01", None),
        ("not before May 2023", "2023-05-01", None),
        ("not until May 2023", "2023-05-01", None),
        ("wasn't until May 2023", "2023-05-01", None),
        ("niet voor mei 2023", "2023-05-01", None),
        ("niet na mei 2023", None, "2023-05-31"),
        ("throughout 2023", "2023-01-01", "2023-12-31"),
        ("in heel 2023", "2023-01-01", "2023-12-31"),
        ("in the course of 2023", "2023-01-01", "2023-12-31"),
        ("begin 2023", "2023-01-01", "2023-04-30"),
        ("in medio 2023", "2023-05-01", "2023-08-31"),
        ("eind 2023", "2023-09-01", "2023-12-31"),
        ("end of the year 2023", "2023-09-01", "2023-12-31"),
        ("in early 2023", "2023-01-01", "2023-04-30"),
        ("mid-2023", "2023-05-01", "2023-08-31"),
        ("late 2023", "2023-09-01", "2023-12-31"),
        ("since the beginning of 2023", "2023-01-01", None),
        ("na begin 2023", "2023-05-01", None),
        ("na eind 2023", "2024-01-01", None),
        ("voor begin 2023", None, "2022-12-31"),
        ("tot het einde van 2023", None, "2023-12-31"),
        ("until mid 2023", None, "2023-08-31"),
        ("since mid-2023", "2023-05-01", None),
        ("in Q2 en Q3 2023", "2023-04-01", "2023-09-30"),
        ("in het eerste en tweede kwartaal van 2023", "2023-01-01", "2023-06-30"),
        ("from the first half to the second half of 2023", "2023-01-01", "2023-12-31"),
        ("van Q4 tot Q1 2023", "2022-10-01", "2023-03-31"),
        ("van eind mei tot begin juni 2023", "2023-05-21", "2023-06-10"),
        ("van kwartaal 2 tot kwartaal 3 van 2023", "2023-04-01", "2023-09-30"),
        ("van begin tot eind 2023", "2023-01-01", "2023-12-31"),
        ("van begin 2022 tot medio 2023", "2022-01-01", "2023-08-31"),
        ("begin mei 2023", "2023-05-01", "2023-05-10"),
        ("in late February 2024", "2024-02-21", "2024-02-29"),
        ("eind van het tweede kwartaal van 2023", "2023-06-01", "2023-06-30"),
        ("begin tweede helft 2023", "2023-07-01", "2023-08-31"),
    ],
)
def test_a_period_has_its_first_and_its_last_day(said: str, since: str | None, until: str | None) -> None:
    assert bounds(f"Hoeveel waren het er {said}?") == [(since, until)]
    assert [period.words for period in periods(f"Hoeveel waren het er {said}?")] == [said]


@pytest.mark.parametrize(
    "text",
    [
        "nr. 2016 en 2023 adviseurs, tot 2000 militairen op 2000 meter",
        "Wat is het budget voor 2024?",
        "de begroting van 2024 en de brief van 28 oktober 2022",
        "What may the minister do in May?",
        "Wat gebeurt er in mei, tot juli of na de zomer?",
        "in mei en 2023",
        "op 31 februari 2023",
        "in artikel 3.2.2, op 1-2-3",
        "sinds 28 oktober",
        "na 31 december 9999",
        "What happened before 1 January 0001?",
        "op 1 mei 0000",
        "van november tot 3 februari 0001",
        "van juli 2023 tot mei 2023, van 5 tot 3 mei 2023",
        "in 2022/23, in 2022-23, in 2022/2023, in 2022 - 23, in 2010-11 en in 2022/13/45",
        "niet in 2022, not since 2022, niet eind 2023, niet voor 2024",
        "tot 2000 vluchten, up to 2000 sorties",
        "op 7-7-23 en in maart '23",
    ],
)
def test_what_tells_no_year_or_no_time_is_no_period(text: str) -> None:
    assert periods(text) == ()


@given(st.text(alphabet="0123456789-/. vantotmeijuli\n", max_size=60))
def test_of_any_text_the_words_of_a_period_stand_there(text: str) -> None:
    assert all(period.words in text for period in periods(text))


def test_a_verb_is_no_part_of_a_year() -> None:
    assert bounds("Did it start in 2022 or end in 2023?") == [
        ("2022-01-01", "2022-12-31"),
        ("2023-01-01", "2023-12-31"),
    ]


WORDS = [
    "in",
    "op",
    "na",
    "sinds",
    "vanaf",
    "voor",
    "vóór",
    "tot",
    "tot en met",
    "before",
    "after",
    "tussen mei en",
    "van 5 tot",
]
FORMS = ["{d}-{m}-{y:04}", "{y:04}-{m:02}-{d:02}", "{d} mei {y:04}", "May {d}, {y:04}", "Q1 {y:04}", "{y:04}"]
EXTREME = st.sampled_from([0, 1, 2, 1899, 1900, 2099, 2100, 9998, 9999])


@given(st.sampled_from(WORDS), st.sampled_from(FORMS), EXTREME, st.sampled_from([0, 1, 2, 12, 13]), st.integers(0, 32))
def test_no_date_is_too_early_or_too_late_to_be_read(word: str, form: str, year: int, month: int, day: int) -> None:
    for period in periods(f"Wat gebeurde er {word} {form.format(y=year, m=month, d=day)}?"):
        assert period.since or period.until
        assert not (period.since and period.until) or period.since <= period.until
