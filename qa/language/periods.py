"""Periods that a question names: "in 2016", "na 1 mei 2023", "from May to July 2023", "niet voor eind 2022"."""

import calendar
import datetime
import re
import unicodedata
from dataclasses import dataclass

from qa.language.dates import MOMENT, PART_OF_YEAR, WEEKDAY, WITHOUT_YEAR, span_of
from qa.language.words import DUTCH_FUNCTION_WORDS, ENGLISH_FUNCTION_WORDS

Span = tuple[datetime.date, datetime.date]  # the first and the last day
Bounds = tuple[datetime.date | None, datetime.date | None]

# What a word before a moment says of it. Longer words come first where one begins as another does.
_SAID = {
    "after": "na|ná|after|later dan|later than",
    "since": "sinds|sedert|vanaf|met ingang van|since|from|as of|as from",
    "before": "voor|vóór|tot|tot aan|eerder dan|before|until|till|up to|up until|prior to|earlier than",
    "up to": "tot en met|t/m|uiterlijk|uiterlijk op|uiterlijk in|op zijn laatst|up to and including",
    "in": "in|uit|tijdens|gedurende|op|per|van|tussen|in de loop van|on|during|throughout|between|in the course of",
}
_RELATION = {word: relation for relation, words in _SAID.items() for word in words.split("|")}
_NEGATED = {"after": "up to", "before": "since"}  # "niet na mei 2023"; what else is denied tells no period
_YEAR_IS_NO_BOUND = ("voor", "van")  # "het budget voor 2024" is of that year; before a month or day they tell a period
_OR_A_NUMBER = ("tot", "tot aan", "up to")  # "tot 2000 vluchten"

_ACCENTED = {"á": "(?:á|a\u0301)", "ó": "(?:ó|o\u0301)"}
_WORDS = "|".join(
    re.sub("[áó]", lambda match: _ACCENTED[match[0]], word.replace(" ", r"\s+"))
    for word in sorted(_RELATION, key=len, reverse=True)
)
# "in het hele jaar 2016", "in de maand mei 2023", "op vrijdag 28 oktober 2022"
_LEAD = (
    r"(?:(?:het|de|the|heel)\s+)?(?:(?:ge)?hele\s+|whole\s+(?:of\s+)?)?"
    rf"(?:(?:jaar|year|maand|month(?:\s+of)?)\s+)?(?:{WEEKDAY},?\s+(?:(?:de|the)\s+)?)?"
)
# "begin 2023", "aan het eind van 2023", "in early 2023"; but not "Did it end in 2022?"
_PARTS = (
    r"(?:begin|beginning|start)\s+(?:van|of)|begin|early(?:\s+in)?",
    r"(?:midden|middle)\s+(?:van|of)|medio|halverwege|mid",
    r"(?:einde?|end)\s+(?:van|of)|einde?|late(?:\s+in)?",
)
_PART = rf"\b(?:{'|'.join(_PARTS)})"
_WHEN = rf"{_LEAD}(?:{_PART}(?:\s+|-){_LEAD})?"
_THIRDS = "|".join(f"(?P<third{third}>{words})" for third, words in enumerate(_PARTS))
_READ = re.compile(rf"{_LEAD}(?:{_THIRDS})?(?:(?:\s+|-|\b){_LEAD}(?P<moment>.+))?", re.IGNORECASE | re.DOTALL)
# What leaves its year, and maybe what it is, to what follows: "van Q2 tot Q3 2023", "het eerste en tweede kwartaal"
_SHARED = re.compile(r"kwartaal|quarter|helft|half", re.IGNORECASE)
_SHARE = (
    r"(?:(?:Q|(?:kwartaal|quarter)\s+)[1-4]|H[12]"
    rf"|(?:eerste|tweede|derde|first|second|third)(?:\s+(?:{_SHARED.pattern}))?)"
)
_TO = r"(?:\s+(?:(?P<list>en|and)|tot(?:\s+en\s+met)?|t/m|to|until|till|through)\s+|\s*[-–]\s*)"
_TO_SECOND = _TO.replace("<list>", "<listed>")
_PERIOD = re.compile(
    rf"""
    \b (?:(?P<not>niet|not|no|\w+n['’]t)\s+)?
    (?: (?P<word>{_WORDS}) \s+
        (?: (?P<open>{_WHEN}{WITHOUT_YEAR}|{_PART}(?!-)|{_LEAD}(?:{_SHARE}|\d{{1,2}}))
              {_TO} (?P<until>{_WHEN}{MOMENT})
          | (?P<moment>{_WHEN}{MOMENT}) (?:{_TO_SECOND} (?P<second>{_WHEN}{MOMENT}))? )
      | (?P<alone>{PART_OF_YEAR}|{_PART}(?:\s+|-){_LEAD}{MOMENT}) )
    (?!\w|\.\d|\s*[-/–]\s*\d)         # "2022/23" is neither of these years
    (?!\s+(?:euro|dollar|meter|kilometer|km|man|militair\w*|personen|mensen|miljoen)\b)     # a number, no year
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NEXT_WORD = re.compile(r"\s+(\w+)")
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """A period named in a text by these ``words``, from ``since`` to ``until``, both included; ``None``: open."""

    words: str
    since: datetime.date | None
    until: datetime.date | None


def periods(text: str) -> tuple[Period, ...]:
    """Give the periods that a question names; what tells no year is none, nor what can be read in two ways."""
    found = ((match, _bounds(match)) for match in _PERIOD.finditer(text) if not _is_vague(match))
    return tuple(Period(match[0], *bounds) for match, bounds in found if bounds)


def _said(match: re.Match[str]) -> str:
    return " ".join(unicodedata.normalize("NFC", match["word"] or "in").lower().split())


def _is_vague(match: re.Match[str]) -> bool:
    """Whether it may be no period: the budget "for 2024", the letter "of May 2023", as many as "up to 2000 flights"."""
    said, read = _said(match), _READ.fullmatch(match["moment"] or "")
    if not read or not read["moment"] or match["second"]:
        return False
    is_year = read["moment"].isdigit() and _third(read) is None
    return said == "van" or (is_year and (said == "voor" or (said in _OR_A_NUMBER and _may_count(match))))


def _may_count(match: re.Match[str]) -> bool:
    """Whether a number may count what follows it: a word that is no function word."""
    following = _NEXT_WORD.match(match.string, match.end())
    return bool(following and following[1].lower() not in DUTCH_FUNCTION_WORDS | ENGLISH_FUNCTION_WORDS)


def _bounds(match: re.Match[str]) -> Bounds | None:
    last = match["second"] or match["until"]
    end = _span(last or match["moment"] or match["alone"])
    begin = _begin(match, end) if last and end else end
    relation = _relation(match)
    if not (begin and end and relation):
        return None
    is_list = bool(match["list"] or match["listed"])
    if is_list and begin[0] > end[1]:  # "tussen juli 2023 en mei 2023"
        begin, end = end, begin
    try:
        since, until = _related(relation, begin, end, is_range=bool(last) and not is_list)
    except OverflowError:  # "na 31 december 9999": there is no such day
        return None
    return None if since and until and since > until else (since, until)


def _relation(match: re.Match[str]) -> str | None:
    """How the period lies to what is named; ``None`` where what is denied tells none: "niet in 2022"."""
    said, has_two = _said(match), bool(match["second"] or match["until"])
    relation = _RELATION[said]
    if match["not"]:
        return None if has_two or said in _OR_A_NUMBER else _NEGATED.get(relation)
    if has_two and said == "voor":  # "gepland voor 3 tot 5 mei 2023"
        return "in"
    # What lies before the middle or the end of a year lies in part in it.
    read = _READ.fullmatch(match["moment"] or "")
    return "up to" if relation == "before" and read and _third(read) else relation


def _related(relation: str, begin: Span, end: Span, *, is_range: bool) -> Bounds:
    """The days after, since, before, up to or in what is named, from the one span to the other."""
    last = end[1] if is_range else None
    match relation:
        case "after":
            return (begin if is_range else end)[1] + _DAY, last
        case "since":
            return begin[0], last
        case "before":
            return None, begin[0] - _DAY
        case "up to":
            return None, end[1]
    return begin[0], end[1]


def _begin(match: re.Match[str], end: Span) -> Span | None:
    """What a period begins with; what leaves its month or year to the end is the last before that."""
    if match["moment"]:
        return _span(match["moment"])
    read = _READ.fullmatch(match["open"])
    until = _READ.fullmatch(match["until"])
    if not read or not until or (until["moment"].isdigit() and read["moment"]):  # "in mei en 2023"
        return None
    if not read["moment"]:  # "van begin tot eind 2023"
        whole = span_of(until["moment"])
        return _narrowed(whole, _third(read)) if whole else None
    if (day := read["moment"]).isdigit():  # "van maandag 1 tot vrijdag 5 mei 2023"
        return (end[0].replace(day=int(day)),) * 2 if end[0] == end[1] and 1 <= int(day) <= end[0].day else None
    begin = _of_year(match, end[0].year)
    if begin and begin[0] > end[1]:  # "van november tot februari 2023"
        begin = _of_year(match, end[0].year - 1)
    return begin


def _of_year(match: re.Match[str], year: int) -> Span | None:
    """What leaves its year to the end, and a quarter or half-year that leaves what it is to that as well."""
    words, shared = match["open"], " ".join(_SHARED.findall(match["until"]))
    return _span(words, year) or _span(f"{words} {year}") or _span(f"{words} {shared} {year}")


def _span(words: str, year: int | None = None) -> Span | None:
    read = _READ.fullmatch(words)
    whole = span_of(read["moment"], year) if read and read["moment"] else None
    return _narrowed(whole, _third(read)) if read and whole else None


def _third(read: re.Match[str]) -> int | None:
    """Which third is meant: 0 of "begin", 1 of "medio", 2 of "eind"; ``None``: the whole."""
    return next((third for third in range(len(_PARTS)) if read[f"third{third}"]), None)


def _narrowed(span: Span, third: int | None) -> Span:
    """A third of a span: four months of a year, a month of a quarter, about ten days of a month.

    Nobody says where "eind 2023" begins; thirds are wide enough to hold what is meant.
    """
    first, last = span
    if third is None or first.day != 1 or last.day != calendar.monthrange(last.year, last.month)[1]:  # a day
        return span
    if first.month == last.month:
        return first.replace(day=(1, 11, 21)[third]), last.replace(day=(10, 20, last.day)[third])
    months = (last.month - first.month + 1) // len(_PARTS)
    end = first.month + months * (third + 1) - 1
    return first.replace(month=end - months + 1), last.replace(month=end, day=calendar.monthrange(last.year, end)[1])
