"""Notes that their author typed: "[1] NOS, 23 mei 2024" at the end, or "1)", for the mark in "bericht? 1)"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from qa.domain import NO_PAGE, Line
from qa.reading.footnotes import RAISED_DIGITS, Note
from qa.reading.pagelayout import ItemRole, PageItem

# "[1]"; "1)" behind a word or the end of a sentence, so that "(zie bijlage 1)" and "twee punten: 1) dit" are none; "¹".
MARK = re.compile(
    rf"""
    \s?\[(?P<square>\d{{1,2}})\]
    | (?: (?<=[^\W\d_]) | (?<=[.?!”’"'»])\s? ) (?P<round>\d{{1,2}})\)
    | (?P<raised>[{RAISED_DIGITS}]{{1,2}}) \)?
    """,
    re.VERBOSE,
)
OPENS = re.compile(
    rf"(?:\[(?P<square>\d{{1,2}})\]|(?P<round>\d{{1,2}})\)|(?P<raised>[{RAISED_DIGITS}]{{1,2}})\)?)\s*(?P<text>\S.*)",
    re.DOTALL,
)
NUMBERED = re.compile(r"(?P<number>\d{1,2})[.)]?")
PLAIN_DIGITS = {ord(raised): str(digit) for digit, raised in enumerate(RAISED_DIGITS)}
Mark = tuple[str, int]  # how it is written, and its number


def take_notes(pieces: Sequence[PageItem]) -> tuple[list[PageItem], tuple[Note, ...]]:
    """Take the typed notes out of a text, and their marks.

    A paragraph is a note when it opens with a mark that stands in a paragraph above it. At the end of a document the
    automatic number of a list may be that mark, and what stands between or below the notes belongs to them.
    """
    marked = _marked(pieces)
    notes: dict[int, tuple[Mark, str]] = {}  # by place
    for place, piece in enumerate(pieces):
        found = _opening(piece, marked, place)
        if found and piece.role is ItemRole.TEXT and not piece.written.level:
            notes[place] = found
        elif place - 1 in notes and _goes_on(piece):
            notes[place] = (notes[place - 1][0], piece.text)
    notes |= _last_list(pieces, marked)
    if not notes:
        return list(pieces), ()
    used = {mark for mark, _ in notes.values()}
    left = [_without(piece, used) for place, piece in enumerate(pieces) if place not in notes]
    return left, tuple(_joined(notes))


def _goes_on(piece: PageItem) -> bool:
    """Whether a line goes on in the note above it, which its author ended by hand."""
    plain = piece.role is ItemRole.TEXT and not piece.apart and not piece.written.level
    return plain and not piece.text[0].isupper() and not piece.text[0].isdigit()


def _joined(notes: Mapping[int, tuple[Mark, str]]) -> Iterator[Note]:
    """The notes, each with the lines that go on in it."""
    places = sorted(notes)
    texts: list[tuple[Mark, list[str]]] = []
    for place in places:
        mark, text = notes[place]
        if texts and texts[-1][0] == mark and place - 1 in notes:
            texts[-1][1].append(text)
        else:
            texts.append((mark, [text]))
    for (_, number), lines in texts:
        yield Note(str(number), tuple(Line(line, NO_PAGE, 0) for line in lines))


def _marked(pieces: Sequence[PageItem]) -> dict[Mark, int]:
    """The marks in the text, each with the first place where it stands."""
    found: dict[Mark, int] = {}
    for place, piece in enumerate(pieces):
        for match in MARK.finditer(piece.text):
            if match.start():
                found.setdefault(_mark(match), place)
    return found


def _mark(match: re.Match[str]) -> Mark:
    kind = match.lastgroup if match.lastgroup != "text" else next(k for k in ("square", "round", "raised") if match[k])
    assert kind is not None  # noqa: S101 - one of the three has matched
    return kind, int(match[kind].translate(PLAIN_DIGITS))


def _opening(piece: PageItem, marked: Mapping[Mark, int], place: int) -> tuple[Mark, str] | None:
    match = OPENS.fullmatch(piece.text)
    if match is None:
        return None
    mark = _mark(match)
    return (mark, match["text"]) if marked.get(mark, place) < place else None


def _last_list(pieces: Sequence[PageItem], marked: Mapping[Mark, int]) -> dict[int, tuple[Mark, str]]:
    """The list that ends the document, when the text bears a mark for each of its items."""
    start = len(pieces)
    while start and NUMBERED.fullmatch(pieces[start - 1].written.number):
        start -= 1
    found: dict[int, tuple[Mark, str]] = {}
    for place in range(start, len(pieces)):
        number = int(pieces[place].written.number.rstrip(".)"))
        mark = next(((kind, number) for kind in ("round", "square", "raised") if (kind, number) in marked), None)
        if mark is None or marked[mark] >= start:
            return {}
        found[place] = (mark, pieces[place].text)
    return found


def _without(piece: PageItem, used: set[Mark]) -> PageItem:
    def kept(match: re.Match[str]) -> str:
        return "" if match.start() and _mark(match) in used else match[0]

    written = piece.written
    text = MARK.sub(kept, written.text)
    return piece if text == written.text else replace(piece, written=replace(written, text=text))
