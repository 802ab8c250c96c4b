import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.language.dates import MONTH_NUMBERS, dutch_date, first_date, moments, span_of

WRITTEN = datetime.date(2023, 12, 27)  # the day of kst-27925-AL

OCTOBER_28 = "2022-10-28"


def read(text: str) -> list[tuple[str, str]]:
    """The first and last day of each moment of which the year is known."""
    spans = [moment.span for moment in moments(text, WRITTEN)]
    return [(span[0].isoformat(), span[1].isoformat()) for span in spans if span]


@pytest.mark.parametrize(
    "said",
    [
        "28-10-2022",
        "28/10/2022",
        "28.10.2022",
        "2022-10-28",
        "2022/10/28",
        "2022-10-28T00:00",
        "28 oktober 2022",
        "28e oktober 2022",
        "28 okt. 2022",
        "28 okt 2022",
        "28 October 2022",
        "28 Oct 2022",
        "28th of October 2022",
        "28th of October, 2022",
        "28 oktober, 2022",
        "28th October 2022",
        "October 28, 2022",
        "October 28th, 2022",
        "Oct. 28, 2022",
        "28\noktober\n2022",
    ],
)
@pytest.mark.parametrize("around", ["{}", "Den Haag, {}", "(op {}).", "Datum: {};"])
def test_a_day_is_read_however_it_is_written(said: str, around: str) -> None:
    assert read(around.format(said)) == [(OCTOBER_28, OCTOBER_28)]
    assert first_date(around.format(said)) == datetime.date(2022, 10, 28)


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("oktober 2022", "2022-10-01", "2022-10-31"),
        ("Oct 2022", "2022-10-01", "2022-10-31"),
        ("October of 2022", "2022-10-01", "2022-10-31"),
        ("sept. 2022", "2022-09-01", "2022-09-30"),
        ("may 2022", "2022-05-01", "2022-05-31"),
        ("feb. 2024", "2024-02-01", "2024-02-29"),
        ("oktober jl.", "2023-10-01", "2023-10-31"),
        ("eerste helft van 2023", "2023-01-01", "2023-06-30"),
        ("tweede helft 2023", "2023-07-01", "2023-12-31"),
        ("eerste halfjaar van 2023", "2023-01-01", "2023-06-30"),
        ("first half of 2023", "2023-01-01", "2023-06-30"),
        ("second half of the year 2023", "2023-07-01", "2023-12-31"),
        ("tweede kwartaal 2023", "2023-04-01", "2023-06-30"),
        ("vierde kwartaal van het jaar 2023", "2023-10-01", "2023-12-31"),
        ("3e kwartaal van 2023", "2023-07-01", "2023-09-30"),
        ("third quarter of 2023", "2023-07-01", "2023-09-30"),
        ("Q2 2023", "2023-04-01", "2023-06-30"),
        ("2023 Q2", "2023-04-01", "2023-06-30"),
        ("kwartaal 2 van 2023", "2023-04-01", "2023-06-30"),
        ("H1 2023", "2023-01-01", "2023-06-30"),
        ("2023-H2", "2023-07-01", "2023-12-31"),
        ("2023", "2023-01-01", "2023-12-31"),
    ],
)
def test_what_is_more_than_a_day_has_a_first_and_a_last_one(said: str, first: str, last: str) -> None:
    assert read(f"Dit gold {said} nog.") == [(first, last)]
    (moment,) = moments(f"Dit gold {said} nog.", WRITTEN)
    assert (moment.start, moment.end) == (9, 9 + len(said))


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("op 28 oktober jl.", ["2023-10-28"]),
        ("op 28 okt. jl.", ["2023-10-28"]),
        ("op 3 januari a.s.", ["2024-01-03"]),
        ("op 20 en 21 juli jl.", ["2023-07-20", "2023-07-21"]),
        ("van 3 tot en met 5 mei 2023", ["2023-05-03", "2023-05-05"]),
        ("on October 7", ["2023-10-07"]),
        ("on May 3", ["2023-05-03"]),
    ],
)
def test_days_of_which_the_year_is_not_said_and_days_together(said: str, days: list[str]) -> None:
    assert read(said) == [(day, day) for day in days]


@pytest.mark.parametrize(
    "text",
    [
        "In mei komt er een brief.",
        "What may the minister do?",
        "What may 3 ministers do, and which of the 12 may go?",
        "In september 12 mensen, in april 20 militairen",
        "art. 3.2.2 en paragraaf 2.1.1",
        "1-2-3",
        "bel 06-12345678, 070-348 67 89 of 0800-1202",
        "versie 1.2.2023.4 en 192.168.1.2",
        "vergaderjaar 2022-2023",
        "kst-27925-919 en kst-2022-10-28",
        "de leden 2 Jan Jansen",
        "145 militairen in november, nr. 943",
        "31 februari 2023, 31 juni jl., 45-13-2023 en 2022-13-01",
        "derde helft van de vorige eeuw; het vijfde kwartaal",
        "de eerste helft, in de tweede helft van het jaar",
        "9 maartse buien en 12 meiden",
        "30 februari en 31 april",
        "https://voorbeeld.nl/2022/12/14/brief, 2022/23 en 2022-23",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert moments(text, WRITTEN) == ()
    assert first_date(text) is None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("op 31 februari 2020 en op 1 maart 2020", datetime.date(2020, 3, 1)),
        ("in mei 2020, op 1-3-2020", datetime.date(2020, 3, 1)),
        ("112 mei 2023", None),
        ("zomer 2023", None),
    ],
)
def test_the_first_real_day_in_a_text_is_found(text: str, date: datetime.date | None) -> None:
    assert first_date(text) == date


def test_words_that_are_a_moment_and_nothing_else() -> None:
    assert span_of("2 en 3 mei 2023") == (datetime.date(2023, 5, 2), datetime.date(2023, 5, 3))
    assert span_of("mei", 2023) == (datetime.date(2023, 5, 1), datetime.date(2023, 5, 31))
    assert span_of("mei") is None
    assert span_of("in mei 2023") is None
    assert span_of("31 juni 2023") is None


def test_a_date_is_written_as_in_dutch_documents() -> None:
    assert dutch_date(datetime.date(2022, 10, 28)) == "28 oktober 2022"


DATES = st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31))


@given(DATES, st.sampled_from(["{d}-{m}-{y}", "{d:02}/{m:02}/{y}", "{d:02}.{m:02}.{y}", "{y}-{m:02}-{d:02}"]))
def test_every_date_in_figures_is_read(date: datetime.date, form: str) -> None:
    assert first_date(f"Op {form.format(d=date.day, m=date.month, y=date.year)}.") == date


@given(DATES, st.data())
def test_every_name_of_a_month_tells_it_in_both_orders(date: datetime.date, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([name for name, number in MONTH_NUMBERS.items() if number == date.month]))
    assert first_date(f"op {date.day} {name} {date.year}") == date
    assert first_date(f"on {name.title()} {date.day}, {date.year}") == date


@given(st.dates(), st.text(alphabet="0123456789-/., jlmeiasoktQ helft\n", max_size=60))
def test_of_any_text_only_what_stands_there_is_read(written: datetime.date, text: str) -> None:
    for moment in moments(text, written):
        assert text[moment.start : moment.end].strip()
        assert moment.span is None or moment.span[0] <= moment.span[1]
