"""Finding a passage among the letters of a printed page.

The text of a passage was cleaned when it was read: hyphens at line ends are gone, columns stand in order, and footnotes
and headers were taken out. So a passage is looked for by its letters and digits alone, and may be interrupted.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

SURE = 36  # letters; a whole answer may be as short as "Zie het antwoord op vraag 12.", and stand on many pages
NEAR, WITHIN = 8, 40  # letters; so many are enough, so close behind those found last
HEAD, FOOT = 200, 600  # letters; no more stand above the text of a page, and below it with its notes
LONGEST_NUMBER = 3  # digits, of a note or in a margin

LINE_END = "\r\n\x02"  # the last one is how pdfium gives a hyphen at a line end


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters and digits of a text, folded, and where in the text each of them stands.

    ``edges`` are the places among the letters where a line begins or ends.
    """

    text: str
    places: Sequence[int]
    edges: frozenset[int]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Letters that a passage and a page share: where they begin in each, and how many there are."""

    said: int
    printed: int
    length: int


def letters_of(text: str) -> Letters:
    """Give the letters and digits of a text, folded, with their places."""
    letters: list[str] = []
    places: list[int] = []
    edges = {0}
    for place, character in enumerate(text):
        folded = _folded(character)
        letters.append(folded)
        places += [place] * len(folded)
        if character in LINE_END:
            edges.add(len(places))
    return Letters("".join(letters), places, frozenset((*edges, len(places))))


@lru_cache(maxsize=1_000)
def _folded(character: str) -> str:
    """The letters and digits that a character stands for: several for a ligature, none for an accent of its own."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", character).casefold() if letter.isalnum())


def shared(passage: str, page: Letters) -> list[Stretch]:
    """Give the letters of a passage that stand on a page, in order; nothing where that is not certain."""
    longest = _longest(passage, page.text)
    if longest is None:
        return []
    said, printed = longest
    size, length = len(page.text), len(passage)
    backwards = Letters(page.text[::-1], page.places[::-1], frozenset(size - edge for edge in page.edges))
    before = [
        Stretch(length - one.said - one.length, size - one.printed - one.length, one.length)
        for one in _onwards(passage[::-1], backwards, length - said, size - printed)
    ]
    stretches = [*reversed(before), *_onwards(passage, page, said, printed)]
    return stretches if _is_certain(stretches, passage, page) else []


def _longest(passage: str, page: str) -> tuple[int, int] | None:
    """A place in each that is within the longest stretch that both share; ``None`` when that is too short."""
    first = {page[place : place + SURE]: place for place in range(len(page) - SURE, -1, -1)}
    longest, place, length = None, 0, 0
    while place <= len(passage) - SURE:
        printed = first.get(passage[place : place + SURE])
        if printed is not None:
            ahead = _alike(passage[place:], page[printed:])
            whole = ahead + _alike(passage[:place][::-1], page[:printed][::-1])
            if whole > length:
                longest, length = (place, printed), whole
            place += ahead - SURE
        place += 1
    return longest


def _onwards(passage: str, page: Letters, said: int, printed: int) -> Iterator[Stretch]:
    """How a passage goes on from a place on the page, past whatever interrupts it."""
    following: tuple[int, int] | None = (said, printed)
    while following:
        said, printed = following
        length = _alike(passage[said:], page.text[printed:])
        if length:
            yield Stretch(said, printed, length)
        following = _resumed(passage, page, said + length, printed + length)


def _resumed(passage: str, page: Letters, said: int, printed: int) -> tuple[int, int] | None:
    """Where a passage and a page are alike again: close by, or, for so many letters as to be sure, anywhere."""
    near, sure = passage[said : said + NEAR], passage[said : said + SURE]
    if len(near) < NEAR:
        return None
    close = page.text.find(near, printed, printed + WITHIN)
    # Fewer letters are sure as well when they are the last of the passage and of their line.
    sought = (found.span() for found in re.finditer(sure, page.text))
    others = [start for start, end in sought if len(sure) == SURE or _at_edge(page, end, 1)]
    for place in (close, *sorted(others, key=lambda other: other < printed)):
        if place >= 0 and _is_interruption(page, printed, place):
            return said, place
    # A number in the margin may have been read at another place than here.
    for digits in range(1, LONGEST_NUMBER + 1):
        beyond = passage[said + digits : said + digits + NEAR]
        if len(beyond) == NEAR and _is_number(passage[said : said + digits]) and page.text.startswith(beyond, printed):
            return said + digits, printed
    return None


def _alike(one: str, other: str) -> int:
    """How many letters are the same before the first that is not."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _is_interruption(page: Letters, end: int, start: int) -> bool:
    """Whether a text that ends and starts again at these places is interrupted there, and does not say more."""
    if end <= start and _is_number(page.text[end:start]):
        return True
    return _at_edge(page, end, 1) and _at_edge(page, start, -1)


def _is_certain(stretches: Sequence[Stretch], passage: str, page: Letters) -> bool:
    """Whether these are of the passage, and not words that stand in another one too.

    A passage begins and ends on the page, or goes on to the end of a line at its foot, from a line at its head.
    """
    first, last = stretches[0], stretches[-1]
    said, printed = last.said + last.length, last.printed + last.length
    from_head = first.printed <= HEAD and _at_edge(page, first.printed, -1)
    to_foot = len(page.text) - printed <= FOOT and _at_edge(page, printed, 1)
    return (_is_number(passage[: first.said]) or from_head) and (_is_number(passage[said:]) or to_foot)


def _at_edge(page: Letters, place: int, step: int) -> bool:
    """Whether a line ends (``step`` 1) or begins (-1) here, or beyond a number: of a note, or in the margin."""
    for beside in range(place, place + step * (LONGEST_NUMBER + 1), step):
        if beside in page.edges:
            return True
        if not page.text[min(beside, beside + step)].isdigit():
            return False
    return False


def _is_number(letters: str) -> bool:
    """Whether there is nothing here but a number, if that."""
    return not letters or letters.isdigit()
