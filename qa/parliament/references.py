"""References inside a text: to other publications ("Kamerstuk 27 925, nr. 911") and to other answers of a list."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.language.dates import DAY
from qa.parliament.identity import parse_kamerstuk_id


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference in a text: ``text[start:end]``, and the ids of the publications that it names.

    ``places`` holds for each of them where in the text it is named (start, end): of "nrs. 723 en 727" the number of
    each. A document or case number of a chamber ("2022Z25029") is its own id; it is no id of a publication.
    """

    start: int
    end: int
    targets: tuple[str, ...]
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class AnswerReference:
    """The number of another answer in the same list, ``text[start:end]``."""

    start: int
    end: int
    number: int


_DOSSIER = r"(?:\d{2}\s?\d{3}|\d{3}\s\d{2})"  # 27 925, 27925, and 279 25 as it is printed now and then
_ADDITION = r"(?:[IVXLC]{1,6}|\d{2})"  # 35 570 X, 21501-02

DOSSIER = re.compile(_DOSSIER)
BETWEEN_DOSSIERS = re.compile(r"(?:\s|,|en\b)*")
KAMERSTUK = re.compile(
    rf"""
    (?P<word>
        (?:(?:Tweede|Eerste)\s+)? Kamerstuk(?:ken)? (?:\s+(?:II?|[TE]K))? (?:,?\s+\d{{4}}\s?[-–/]\s?\d{{2,4}},?)? \s+
    )?
    (?<!\d) (?P<dossier>{_DOSSIER}) (?: [\s-] (?P<addition>{_ADDITION}) \b (?!\s?\d) )?
    (?P<others> (?:\s*(?:,|en)\s*{_DOSSIER}){{0,5}} )
    (?:
        ,? \s* nrs?\.? \s* (?P<number>\d{{1,4}}) \b           # , nr. 911
      | (?(word) - (?P<short>\d{{1,5}}) \b | (?!) )            # Kamerstuk 26150-203
      | (?(word) , \s* (?P<letters>[A-Z]{{1,3}}) \b | (?!) )    # Kamerstukken I, 2022-2023, 27925, AJ
    )
    """,
    re.VERBOSE,
)
# What goes on after a number: ", 727", " en 746", ", d.d. 18 oktober 2019, nr. 755", but no date and no dossier.
NEXT_NUMBER = re.compile(
    rf"""
    (?: (?:\s*,?\s*d\.d\.\s+{DAY})? \s*(?:,\s*en|,|en)\s* nrs?\.\s* (?P<named>\d{{1,4}}) \b
      | \s*(?:,|en)\s* (?P<bare>\d{{1,4}}) \b )
    (?! \s*[a-z]{{3,}}\s+\d{{4}} | \s?\d{{3}}\b | \s*,?\s*nrs?\. )
    """,
    re.VERBOSE,
)
# 2022D19957 and 2022Z25029 of the Tweede Kamer, 163951.12U of the Eerste.
DOCUMENT_NUMBER = re.compile(r"\b(?:20\d{2}[DZ]\d{4,6}|\d{6}(?:\.\d{2})?[A-Z])\b")


def references(text: str) -> tuple[Reference, ...]:
    """Give the references to publications and to documents of the chambers, in the order of the text.

    "Kamerstuk 27 925, nrs. 723, 727 en 746" is one reference with three targets: kst-27925-723 and so on. A line
    break may stand anywhere between the parts. What only names a letter by its date is not found.
    """
    found = [
        *_kamerstukken(text),
        *(Reference(*m.span(), (m[0],), (m.span(),)) for m in DOCUMENT_NUMBER.finditer(text)),
    ]
    return tuple(sorted(found, key=lambda reference: reference.start))


def _kamerstukken(text: str) -> Iterator[Reference]:
    for match in KAMERSTUK.finditer(text):
        numbers, end = [match["number"] or match["short"] or match["letters"]], match.end()
        spans = [match.span()]
        while match["number"] and (more := NEXT_NUMBER.match(text, end)):
            group = "named" if more["named"] else "bare"
            numbers.append(more[group])
            spans.append(more.span(group))
            end = more.end()
        dossiers = [(match["dossier"], match.end("dossier"))]
        dossiers += [(other[0], match.start("others") + other.end()) for other in DOSSIER.finditer(match["others"])]
        named: dict[str, tuple[int, int]] = {}
        for place, (dossier, until) in enumerate(dossiers):
            begin = dossiers[place - 1][1] if place else match.start()
            last = place == len(dossiers) - 1
            first = (_word_at(text, begin), match.end() if last else until)
            for number, span in zip(numbers, [first, *spans[1:]], strict=True):
                named.setdefault(_id(dossier, match["addition"], number), span)
        known = {id_: span for id_, span in named.items() if parse_kamerstuk_id(id_)}
        if known:
            yield Reference(match.start(), end, tuple(known), tuple(known.values()))


def _word_at(text: str, start: int) -> int:
    """Where the next word begins, behind a comma or "en" between two dossiers."""
    between = BETWEEN_DOSSIERS.match(text, start)
    return between.end() if between else start


def _id(dossier: str, addition: str | None, number: str) -> str:
    plain = re.sub(r"\s", "", dossier)
    return f"kst-{plain}-{addition}-{number}" if addition else f"kst-{plain}-{number}"


ANSWER_REFERENCE = re.compile(
    r"""
    \bantwoord(?:en)?\s+op\s+(?:de\s+)?vra(?:ag|gen)\s+
    (?P<numbers>\d{1,3}(?:(?:\s*,\s*|\s+en\s+|\s*,?\s*t/m\s+|\s+tot\s+en\s+met\s+)\d{1,3})*)
    """,
    re.VERBOSE | re.IGNORECASE,
)
RANGE = re.compile(r"(\d+)\s*,?\s*(?:t/m|tot\s+en\s+met)\s*(\d+)")


def answer_references(text: str) -> tuple[AnswerReference, ...]:
    """Give the numbers of other answers that ``text`` names, in order; of "3 t/m 6" the first and the last."""
    return tuple(
        AnswerReference(match.start("numbers") + number.start(), match.start("numbers") + number.end(), int(number[0]))
        for match in ANSWER_REFERENCE.finditer(text)
        for number in re.finditer(r"\d+", match["numbers"])
    )


def answers_referred_to(text: str) -> tuple[int, ...]:
    """Give the numbers of the answers that ``text`` refers to, in order of mention, each once.

    "Zie de antwoorden op vragen 3 en 25" gives (3, 25); "vragen 3 t/m 5" gives (3, 4, 5).
    """
    found: dict[int, None] = {}
    for match in ANSWER_REFERENCE.finditer(text):
        numbers = RANGE.sub(lambda m: ",".join(map(str, range(int(m[1]), int(m[2]) + 1))), match["numbers"])
        found.update(dict.fromkeys(map(int, re.findall(r"\d+", numbers))))
    return tuple(found)
