"""Who signs: an office with the name of who holds it below a letter, and the members who propose a motion."""

import re
from collections.abc import Iterator, Sequence

from qa.domain import NO_PAGE, Line, ParagraphKind
from qa.reading.block import Block
from qa.reading.offices import CLOSING, INITIALS, NAME, OFFICE
from qa.reading.pagelayout import ItemRole, PageItem

LONGEST_NAME = 65  # characters
ENDS_MOTION = re.compile(r"en gaat over tot de orde van de dag\.?$")
MOST_PROPOSERS = 20  # of a motion, each on a line


def signed(body: Sequence[PageItem]) -> list[PageItem | Block]:
    """Tell the signatures: an office with the name of who holds it below or above it, and who proposes a motion."""
    done: list[PageItem | Block] = []
    offices: list[str] = []
    names: list[str] = []
    above = _names_above(body)
    for place, piece in enumerate(body):
        if place in above:
            done += [*_signatures(offices, names), _signature(piece.text)]
            offices, names = [], []
        elif _is_office(body, place):
            if names:
                done += _signatures(offices, names)
                offices, names = [], []
            offices.append(piece.text)
        elif _is_name(piece) and (len(names) < len(offices) or (not offices and _proposes(body, place))):
            names.append(piece.text)
        else:
            done += _signatures(offices, names)
            offices, names = [], []
            done.append(piece)
    return [*done, *_signatures(offices, names)]


def _names_above(body: Sequence[PageItem]) -> set[int]:
    """The places of names with the offices of who bear them below, which follow on the closing of a letter or end it.

    Where an office has a name below it as well, it is his.
    """
    found: set[int] = set()
    for place in range(1, len(body)):
        name, office = body[place - 1 : place + 1]
        if not _is_name(name) or not _may_be_office(office) or OFFICE.fullmatch(name.text.rstrip(",")):
            continue
        opens = place > 1 and (CLOSING.fullmatch(body[place - 2].text) is not None or place - 2 in found)
        ends = place + 1 == len(body) and not (place > 1 and _may_be_office(body[place - 2]))
        if opens or ends:
            found |= {place - 1, place}
    return found


def _is_office(body: Sequence[PageItem], place: int) -> bool:
    if not _may_be_office(body[place]):
        return False
    before = body[place - 1].text if place else ""
    after = body[place + 1 : place + 3]
    named = any(_is_name(below) for below in after) and all(
        _is_name(below) or OFFICE.fullmatch(below.text.rstrip(",")) for below in after[:1]
    )
    return named or not after or CLOSING.fullmatch(before) is not None


def _may_be_office(piece: PageItem) -> bool:
    return not piece.rows and piece.role is ItemRole.TEXT and OFFICE.fullmatch(piece.text.rstrip(",")) is not None


def _is_name(piece: PageItem) -> bool:
    short = len(piece.text) <= LONGEST_NAME and not piece.rows and piece.role is ItemRole.TEXT
    return short and not piece.written.level and NAME.fullmatch(piece.text) is not None


def _proposes(body: Sequence[PageItem], place: int) -> bool:
    """Whether all lines since the end of a motion are names."""
    first = place
    while place and first - place < MOST_PROPOSERS and _is_name(body[place]):
        place -= 1
    return ENDS_MOTION.search(body[place].text) is not None


def _signatures(offices: Sequence[str], names: Sequence[str]) -> Iterator[Block]:
    """A signature for each office with its name where there are as many, else one of all.

    Where neither a comma nor initials tell the name from the office, each is a paragraph of its own.
    """
    groups: list[tuple[str, ...]] = [(*offices, *names)] if offices else [(name,) for name in names]
    if len(offices) == len(names):
        groups = list(zip(offices, names, strict=True))
    for lines in groups:
        if len(lines) == 2 and not lines[0].endswith(",") and INITIALS.match(lines[1]) is None:
            yield from map(_signature, lines)
        elif lines:
            yield _signature(*lines)


def _signature(*lines: str) -> Block:
    return Block(ParagraphKind.SIGNATURE, (tuple(Line(line, NO_PAGE, 0) for line in lines),))
